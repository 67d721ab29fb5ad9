"""Radio tag: EPC of 96 bits (24 hexadecimal digits), NFC identifier (8, 14 or 20), glass transponder (15 digits).

EPC Tag Data Standard; ISO/IEC 14443-3; ISO 11784, whose 15 digits begin with a country (three digits, 900 and above for
makers).
"""

import re

from werkspur.marks.clean import clean
from werkspur.marks.errors import CharacterError, LengthError, MarkError
from werkspur.marks.wording import Said, gettext_noop

NAME = gettext_noop("RFID- oder NFC-Chip")
EPC = gettext_noop("RFID-Etikett (EPC, 96 Bit).")
NFC = gettext_noop("NFC-Chip.")
GLASS = gettext_noop("Glas-Transponder (ISO 11784).")

_GLASS = re.compile(r"\d{15}")
_TAGS = {24: EPC, 8: NFC, 14: NFC, 20: NFC}


def compact(text: str) -> str:
    """Return the canonical characters."""
    return clean(text)


def validate(text: str) -> str:
    """Return the identifier; raise CharacterError for anything but hexadecimal digits, or LengthError."""
    number = compact(text)
    foreign = sorted(set(number) - set("0123456789ABCDEF"))
    if foreign:
        raise CharacterError(characters=", ".join(foreign))
    if len(number) not in _TAGS and not _GLASS.fullmatch(number):
        raise LengthError(count=len(number), expected="8, 14, 15, 20, 24")
    return number


def is_valid(text: str) -> bool:
    """Tell whether `validate` finds nothing wrong."""
    try:
        validate(text)
    except MarkError:
        return False
    return True


def display(text: str) -> str:
    """Return pairs of hexadecimal digits with colons, or the 15 digits of a transponder as they are."""
    number = compact(text)
    if _GLASS.fullmatch(number):
        return number
    return ":".join(number[at : at + 2] for at in range(0, len(number), 2))


def describe(text: str) -> Said:
    """Say what kind of tag it is."""
    number = compact(text)
    return Said("rfid", GLASS if _GLASS.fullmatch(number) else _TAGS.get(len(number), NFC))
