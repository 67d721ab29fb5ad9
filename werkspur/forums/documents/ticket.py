"""The ticket of a participant: a QR code with a random number and nothing else."""

from __future__ import annotations

import segno

from werkspur.forums.models import Participant

#: what a ticket's code begins with; the number tells its version
VERSION = "W1:"


def content(participant: Participant) -> str:
    """Return what the code holds."""
    return f"{VERSION}{participant.ticket}"


def qr(participant: Participant) -> str:
    """Return the code as SVG on white, for a page or a document; without a size of its own."""
    made = segno.make(content(participant), micro=False, error="m")
    return made.svg_inline(border=4, omitsize=True, light="white")
