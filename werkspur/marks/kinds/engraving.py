"""What an owner engraved or punched: initials, a name, a telephone number. No common form, so read like a serial."""

from werkspur.marks.kinds.serial import compact, display, is_valid, validate
from werkspur.marks.wording import Said, gettext_noop

__all__ = ["NAME", "compact", "describe", "display", "is_valid", "validate"]

NAME = gettext_noop("Gravur")
WHAT = gettext_noop("Vom Besitzer eingraviert oder eingeschlagen.")


def describe(text: str) -> Said:
    """Say what an engraving is."""
    return Said("engraving", WHAT)
