"""Owner's code of the police and of the cycling club ADFC (EIN, FEIN): where the owner lived when it was applied.

District as on number plates, municipality, street, house number, initials, sometimes the year: FFB14210755999XY12.
Bavaria abbreviates the street in letters (STA124ZUG95HM09), Berlin uses BE and six digits on a sticker. There is no
check digit, the parts differ in length from state to state, and the code becomes wrong when the owner moves; it is read
softly. Elements as described by codierung.adfc.de and adfc-bayern.de.
"""

import re

from werkspur.marks.clean import clean
from werkspur.marks.errors import EmptyError, FormatError, MarkError
from werkspur.marks.wording import Said, gettext_noop

NAME = gettext_noop("Eigentümer-Code (EIN)")
PARTS = gettext_noop("Eigentümer-Code: Kreis %(district)s, Initialen %(initials)s.")
PARTS_YEAR = gettext_noop("Eigentümer-Code: Kreis %(district)s, Initialen %(initials)s, angebracht 20%(year)s.")
NUMBERED = gettext_noop("Code aus Berlin: BE und laufende Nummer.")
UNUSUAL = gettext_noop(
    "Der Aufbau ist ungewöhnlich für einen Eigentümer-Code. Er wird so gespeichert, wie er da steht."
)

_FORMS = (
    re.compile(r"(?P<district>[A-Z]{1,3})\d{8,11}(?P<initials>[A-Z]{2})(?P<year>\d\d)?"),
    re.compile(r"(?P<district>[A-Z]{1,3})\d{3}[A-Z]{3,8}\d{1,3}(?P<initials>[A-Z]{2})(?P<year>\d\d)?"),
)
_BERLIN = re.compile(r"BE\d{6}")


def compact(text: str) -> str:
    """Return the canonical characters; umlauts lose their dots, as in older codes."""
    return clean(text)


def validate(text: str) -> str:
    """Return the code; raise EmptyError, or FormatError when it has none of the known forms."""
    number = compact(text)
    if not number:
        raise EmptyError
    if not _BERLIN.fullmatch(number) and not _parts(number):
        raise FormatError(UNUSUAL)
    return number


def is_valid(text: str) -> bool:
    """Tell whether `validate` finds nothing wrong."""
    try:
        validate(text)
    except MarkError:
        return False
    return True


def display(text: str) -> str:
    """Return the code without separators, as it is engraved."""
    return compact(text)


def describe(text: str) -> Said:
    """Say which district and whose initials."""
    number = compact(text)
    if _BERLIN.fullmatch(number):
        return Said("ein_berlin", NUMBERED)
    parts = _parts(number)
    if not parts:
        return Said("ein_unusual", UNUSUAL)
    known = {name: part for name, part in parts.groupdict().items() if part}
    return Said("ein", PARTS_YEAR if "year" in known else PARTS, known)


def _parts(number: str) -> re.Match[str] | None:
    return next((found for form in _FORMS if (found := form.fullmatch(number))), None)
