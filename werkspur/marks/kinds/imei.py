"""IMEI of a phone or a tracker: 15 digits, the last of them a check digit (Luhn); 16 digits with a software version.

Eight digits name the model, six the device. A phone for two cards has two of them. 3GPP TS 23.003.
"""

from stdnum import luhn

from werkspur.marks.clean import clean
from werkspur.marks.errors import CharacterError, CheckError, LengthError, MarkError
from werkspur.marks.wording import Said, gettext_noop

NAME = gettext_noop("IMEI")
PARTS = gettext_noop("IMEI, Modell %(model)s, Gerät %(unit)s.")
TOO_SHORT = gettext_noop("%(count)s Ziffern, eine IMEI hat 15. Fehlt die letzte?")
TOO_LONG = gettext_noop("%(count)s Ziffern, eine IMEI hat 15.")
WRONG_CHECK = gettext_noop("Die Prüfziffer der IMEI passt nicht. Eine Ziffer ist wohl falsch abgelesen.")

LENGTH = 15
_WITH_VERSION = 16


def compact(text: str) -> str:
    """Return the canonical characters."""
    return clean(text)


def validate(text: str) -> str:
    """Return 15 or 16 digits; raise CharacterError, LengthError or CheckError."""
    number = compact(text)
    foreign = sorted(set(number) - set("0123456789"))
    if foreign:
        raise CharacterError(characters=", ".join(foreign))
    if len(number) not in (LENGTH, _WITH_VERSION):
        raise LengthError(TOO_SHORT if len(number) == LENGTH - 1 else TOO_LONG, count=len(number))
    if len(number) == LENGTH and not luhn.is_valid(number):
        raise CheckError(WRONG_CHECK)
    return number


def is_valid(text: str) -> bool:
    """Tell whether `validate` finds nothing wrong."""
    try:
        validate(text)
    except MarkError:
        return False
    return True


def display(text: str) -> str:
    """Return the number in the usual groups: 35-693803-564380-9."""
    number = compact(text)
    return "-".join(part for part in (number[:2], number[2:8], number[8:14], number[14:]) if part)


def describe(text: str) -> Said:
    """Say which part is the model and which the device."""
    number = compact(text)
    return Said("imei", PARTS, {"model": number[:8], "unit": number[8:14]})
