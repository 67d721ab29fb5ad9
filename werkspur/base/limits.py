"""How often somebody may do something: counts in the shared cache, each within a span that the first attempt opens."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def allow(name: str, *, limit: int, seconds: int) -> bool:
    """Count one more attempt under `name`; false when there are more than `limit` within `seconds` of the first.

    Two processes that count at the same instant may count once: the limit is a brake, not a lock.
    """
    key, now = f"limit:{name}:{seconds}", time.time()
    count, end = cache.get(key, (0, now + seconds))
    if end <= now:
        count, end = 0, now + seconds
    cache.set(key, (count + 1, end), timeout=end - now)
    return bool(count < limit)


def address(request: HttpRequest) -> str:
    """The network address of whoever asks.

    `X-Forwarded-For` can be written by anybody; only as many of its last entries count as there are own proxies before
    the house (`settings.PROXIES`, 0 when the house stands in the network itself).
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    proxies: int = settings.PROXIES
    return hops[-proxies] if proxies and len(hops) >= proxies else direct
