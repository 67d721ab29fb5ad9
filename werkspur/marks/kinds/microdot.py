"""Microdots and marked liquids (synthetic DNA): the code on the dots, or the number of the bottle.

The code is known to its vendor's register, and on vehicles it is often the vehicle's own number. The secret of a liquid
is not stored, only vendor and bottle number.
"""

from werkspur.marks.clean import clean
from werkspur.marks.errors import LengthError, MarkError
from werkspur.marks.wording import Said, gettext_noop

NAME = gettext_noop("Mikropunkte, künstliche DNA")
WHAT = gettext_noop("Code auf Mikropunkten oder Nummer der Flasche. Der Anbieter kennt den Besitzer.")

SHORTEST, LONGEST = 5, 17


def compact(text: str) -> str:
    """Return the canonical characters."""
    return clean(text)


def validate(text: str) -> str:
    """Return the code; raise LengthError outside 5 to 17 characters."""
    number = compact(text)
    if not SHORTEST <= len(number) <= LONGEST:
        raise LengthError(count=len(number), expected=f"{SHORTEST}–{LONGEST}")
    return number


def is_valid(text: str) -> bool:
    """Tell whether `validate` finds nothing wrong."""
    try:
        validate(text)
    except MarkError:
        return False
    return True


def display(text: str) -> str:
    """Return the code without separators."""
    return compact(text)


def describe(text: str) -> Said:
    """Say who knows the owner."""
    return Said("microdot", WHAT)
