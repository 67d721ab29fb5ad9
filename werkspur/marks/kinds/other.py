"""A mark of any other kind: a sticker, a paint dot, a number nobody knows the kind of. Never wrong."""

from werkspur.marks.kinds.serial import compact, display, is_valid, validate
from werkspur.marks.wording import Said, gettext_noop

__all__ = ["NAME", "compact", "describe", "display", "is_valid", "validate"]

NAME = gettext_noop("Anderes Kennzeichen")
WHAT = gettext_noop("Kennzeichen ohne feste Form.")


def describe(text: str) -> Said:
    """Say that there is no common form."""
    return Said("other", WHAT)
