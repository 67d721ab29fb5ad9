"""Global individual asset identifier (GIAI) of GS1: given by the owner of a thing, who has a GS1 company prefix.

Application identifier 8004, up to 30 characters, no check digit. GS1 General Specifications, section 3.9.
"""

from werkspur.marks.clean import clean
from werkspur.marks.errors import EmptyError, FormatError, LengthError, MarkError
from werkspur.marks.wording import Said, gettext_noop

NAME = gettext_noop("Anlagenkennung (GIAI)")
OWNER = gettext_noop("GIAI, vom Besitzer vergeben, Firmenpräfix beginnt mit %(prefix)s.")
NO_PREFIX = gettext_noop("Eine GIAI beginnt mit dem Firmenpräfix, mindestens vier Ziffern.")

IDENTIFIER = "8004"
LONGEST = 30
_PREFIX_SHORTEST = 4


def compact(text: str) -> str:
    """Return the canonical characters without the application identifier, when it is written in brackets."""
    number = clean(text)
    return number.removeprefix(IDENTIFIER) if f"({IDENTIFIER})" in text else number


def validate(text: str) -> str:
    """Return the identifier; raise EmptyError, LengthError, or FormatError without a company prefix."""
    number = compact(text)
    if not number:
        raise EmptyError
    if len(number) > LONGEST:
        raise LengthError(count=len(number), expected=LONGEST)
    if len(number) < _PREFIX_SHORTEST or not number[:_PREFIX_SHORTEST].isdigit():
        raise FormatError(NO_PREFIX)
    return number


def is_valid(text: str) -> bool:
    """Tell whether `validate` finds nothing wrong."""
    try:
        validate(text)
    except MarkError:
        return False
    return True


def display(text: str) -> str:
    """Return the identifier with its application identifier."""
    return f"({IDENTIFIER}){compact(text)}"


def describe(text: str) -> Said:
    """Say who gave it."""
    return Said("giai", OWNER, {"prefix": compact(text)[:_PREFIX_SHORTEST]})
