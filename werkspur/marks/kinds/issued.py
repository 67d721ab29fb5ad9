"""Code issued by Werkspur for things without a number of their own (`marks.codes`)."""

from werkspur.marks import codes
from werkspur.marks.errors import MarkError
from werkspur.marks.wording import Said, gettext_noop

NAME = gettext_noop("Werkspur-Code")
WHAT = gettext_noop("Von Werkspur ausgegebener Code mit zwei Prüfzeichen.")


def compact(text: str) -> str:
    """Return the eight characters after the prefix."""
    return codes.compact(text)


def validate(text: str) -> str:
    """Return the code as engraved; raise FormatError, LengthError, CharacterError or CheckError."""
    return codes.validate(text)


def is_valid(text: str) -> bool:
    """Tell whether `validate` finds nothing wrong."""
    try:
        validate(text)
    except MarkError:
        return False
    return True


def display(text: str) -> str:
    """Return the code as engraved: WS-XXXX-XXXX."""
    return codes.display(compact(text))


def describe(text: str) -> Said:
    """Say who issued it."""
    return Said("issued", WHAT)
