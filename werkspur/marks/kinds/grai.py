"""Global returnable asset identifier (GRAI) of GS1: pallets, boxes, frames that come back.

Application identifier 8003: a zero, 13 digits with a check digit for the type, up to 16 characters for the single
thing. GS1 General Specifications, section 3.9.
"""

from stdnum import ean

from werkspur.marks.clean import clean
from werkspur.marks.errors import CheckError, FormatError, LengthError, MarkError
from werkspur.marks.wording import Said, gettext_noop

NAME = gettext_noop("Mehrwegkennung (GRAI)")
SINGLE = gettext_noop("GRAI, Typ %(type)s, Stück %(unit)s.")
ONLY_TYPE = gettext_noop("GRAI ohne Stücknummer. Sie bezeichnet nur den Typ.")
NO_DIGITS = gettext_noop("Eine GRAI beginnt mit einer Null und 13 Ziffern.")

IDENTIFIER = "8003"
_TYPE = 14
_LONGEST = 30


def compact(text: str) -> str:
    """Return the canonical characters without the application identifier, when it is written in brackets."""
    number = clean(text)
    return number.removeprefix(IDENTIFIER) if f"({IDENTIFIER})" in text else number


def validate(text: str) -> str:
    """Return the identifier; raise LengthError, FormatError or CheckError."""
    number = compact(text)
    if not _TYPE <= len(number) <= _LONGEST:
        raise LengthError(count=len(number), expected=f"{_TYPE}–{_LONGEST}")
    if not number[:_TYPE].isdigit() or number[0] != "0":
        raise FormatError(NO_DIGITS)
    if not ean.is_valid(number[1:_TYPE]):
        raise CheckError
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
    """Say which part is the type and which the single thing."""
    number = compact(text)
    if len(number) <= _TYPE:
        return Said("grai_type", ONLY_TYPE)
    return Said("grai", SINGLE, {"type": number[1:_TYPE], "unit": number[_TYPE:]})
