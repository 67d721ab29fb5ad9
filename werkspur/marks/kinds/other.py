"""A mark of any other kind: a sticker, a paint dot, a number nobody knows the kind of. Never wrong."""

from werkspur.marks.clean import clean
from werkspur.marks.clean import display as shown
from werkspur.marks.errors import EmptyError, MarkError
from werkspur.marks.wording import Said, gettext_noop

NAME = gettext_noop("Anderes Kennzeichen")
WHAT = gettext_noop("Kennzeichen ohne feste Form.")


def compact(text: str) -> str:
    """Return the canonical characters."""
    return clean(text)


def validate(text: str) -> str:
    """Return the canonical characters; raise EmptyError when there are none."""
    number = compact(text)
    if not number:
        raise EmptyError
    return number


def is_valid(text: str) -> bool:
    """Tell whether `validate` finds nothing wrong."""
    try:
        validate(text)
    except MarkError:
        return False
    return True


def display(text: str) -> str:
    """Return the mark as it is shown."""
    return shown(text)


def describe(text: str) -> Said:
    """Say that there is no common form."""
    return Said("other", WHAT)
