"""What an owner engraved or punched: initials, a name, a telephone number. No common form."""

from werkspur.marks.clean import clean
from werkspur.marks.clean import display as shown
from werkspur.marks.errors import EmptyError, MarkError
from werkspur.marks.wording import Said, gettext_noop

NAME = gettext_noop("Gravur")
WHAT = gettext_noop("Vom Besitzer eingraviert oder eingeschlagen.")


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
    """Say what an engraving is."""
    return Said("engraving", WHAT)
