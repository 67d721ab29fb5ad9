"""How often somebody may do something: counts in the shared cache, in fixed windows of time."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def allow(name: str, *, limit: int, seconds: int) -> bool:
    """Count one more attempt under `name`; false when it is more than `limit` in the current window of `seconds`.

    Two processes that count at the same instant may count once: the limit is a brake, not a lock.
    """
    key = f"limit:{name}:{seconds}:{int(time.time()) // seconds}"
    cache.add(key, 0, timeout=seconds + 1)
    try:
        return cache.incr(key) <= limit
    except ValueError:  # the window ended between the two calls
        return True


def address(request: HttpRequest) -> str:
    """The network address of whoever asks.

    `X-Forwarded-For` can be written by anybody; only as many of its last entries count as there are own proxies before
    the house (`settings.PROXIES`, 0 when the house stands in the network itself).
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    proxies: int = settings.PROXIES
    return hops[-proxies] if proxies and len(hops) >= proxies else direct
