"""Reading the outbox: the link that somebody was sent."""

from __future__ import annotations

import re

from werkspur.base.models import Mail


def token_of(address: str, page: str) -> str:
    """The token of the newest link to `page` that went to an address."""
    for mail in Mail.objects.filter(to=address).order_by("-pk"):
        if found := re.search(rf"/beratung/(?:warteliste/)?{page}/([\w-]{{32}})/", mail.text):
            return found[1]
    raise LookupError(page)
