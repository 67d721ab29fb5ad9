"""What tests of registrations write once: people, and the tokens of the letters they get."""

from __future__ import annotations

import itertools
import re
from datetime import datetime
from typing import Any

from werkspur.base.models import Mail
from werkspur.forums.models import Event, Registration
from werkspur.forums.services import registrations
from werkspur.forums.tests.world import NOW

NUMBERS = itertools.count(1)


def people(size: int = 1, name: str = "Gast") -> list[dict[str, str]]:
    return [{"name": f"{name} {number}", "function": ""} for number in range(1, size + 1)]


def sign_up(
    event: Event, name: str = "", *, size: int = 1, now: datetime = NOW, **other: Any
) -> tuple[Registration, str]:
    """Somebody on the website who has not clicked yet."""
    name = name or f"gast{next(NUMBERS)}"
    details = {"company_name": name.capitalize(), "email": f"{name}@werkspur.example"} | other.pop("details", {})
    values = {"people": people(size, name), "details": details, "via": "web", "by": "public"} | other
    return registrations.register(event=event, now=now, **values)


def come(event: Event, name: str = "", *, size: int = 1, now: datetime = NOW, **other: Any) -> Registration:
    """Somebody who has clicked in the mail: comes, or waits."""
    one, token = sign_up(event, name, size=size, now=now, **other)
    if other.get("via", "web") == "web":
        registrations.confirm_registration(token, now=now)
    one.refresh_from_db()
    return one


def state(one: Registration) -> str:
    one.refresh_from_db()
    return one.state


def steps(one: Registration) -> list[str]:
    one.refresh_from_db()
    return [entry["step"] for entry in one.log]


def token_of(name: str, part: str) -> str:
    """The token of the newest letter to somebody whose link leads to a page of that kind."""
    for mail in Mail.objects.filter(to=f"{name}@werkspur.example").order_by("-pk"):
        if found := re.search(rf"/foren/{part}/([\w-]+)/", mail.text):
            return found[1]
    raise AssertionError(f"no letter to {name} with a link to {part}")


def letters_to(name: str) -> list[str]:
    return list(Mail.objects.filter(to=f"{name}@werkspur.example").order_by("pk").values_list("subject", flat=True))
