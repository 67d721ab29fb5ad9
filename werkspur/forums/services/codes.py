"""Tickets and spoken codes."""

from __future__ import annotations

import secrets

from werkspur.base.links import new_token
from werkspur.forums.models import Event, Participant

#: no two of them look alike, in print or in handwriting: without 0 O Q D, 1 I L, 2 Z, 5 S, 8 B, 6 G, U V
LETTERS = "ACEFHJKMNPRTWXY34679"
LENGTH = 8


def new_ticket() -> str:
    """Return what stands in the QR code of one person: 192 random bits."""
    return new_token()


def new_code(event: Event) -> str:
    """Return a code of eight characters that nobody else of this event has: 20⁸, 25 thousand million."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _place in range(LENGTH))
        if not Participant.objects.filter(event=event, code=code).exists():
            return code
