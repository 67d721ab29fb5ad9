"""Vehicle identification number (Fahrgestellnummer), ISO 3779: 17 characters without I, O and Q.

Three characters name the maker, six the model, eight the vehicle. The check digit at the ninth place is compulsory only
in North America and China; European numbers often carry a filler there, so it is checked only for numbers that begin
with 1-5 or L. Weights: 49 CFR 565.15.
"""

from werkspur.marks.clean import clean
from werkspur.marks.errors import CharacterError, CheckError, LengthError, MarkError
from werkspur.marks.wording import Said, gettext_noop

NAME = gettext_noop("Fahrgestellnummer (FIN)")
MAKER = gettext_noop("Fahrgestellnummer, Hersteller %(maker)s, Fahrzeug %(unit)s.")

LENGTH = 17
CHECKED = frozenset("12345L")
FORBIDDEN = frozenset("IOQ")

_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES = {c: int(c) for c in "0123456789"} | dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True)
)


def compact(text: str) -> str:
    """Return the canonical characters."""
    return clean(text)


def validate(text: str) -> str:
    """Return the 17 characters; raise LengthError, CharacterError, or CheckError where a check digit is compulsory."""
    number = compact(text)
    if len(number) != LENGTH:
        raise LengthError(count=len(number), expected=LENGTH)
    foreign = sorted(set(number) - _VALUES.keys())
    if foreign:
        raise CharacterError(characters=", ".join(foreign))
    if number[0] in CHECKED and not check_fits(number):
        raise CheckError
    return number


def is_valid(text: str) -> bool:
    """Tell whether `validate` finds nothing wrong."""
    try:
        validate(text)
    except MarkError:
        return False
    return True


def check_fits(number: str) -> bool:
    """Tell whether the ninth of 17 characters is the check digit of the others (0-9, X for 10)."""
    total = sum(weight * _VALUES[c] for weight, c in zip(_WEIGHTS, number, strict=True)) % 11
    return number[8] == ("X" if total == 10 else str(total))


def display(text: str) -> str:
    """Return the number without separators, as it is stamped."""
    return compact(text)


def describe(text: str) -> Said:
    """Say who the maker is and what the vehicle's own part is."""
    number = compact(text)
    return Said("vin", MAKER, {"maker": number[:3], "unit": number[9:]})
