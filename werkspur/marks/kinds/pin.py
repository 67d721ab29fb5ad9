"""Product identification number of a machine (PIN), ISO 10261: 17 characters without I, O and Q.

Three characters name the maker, five the model, then a check letter, then eight for the machine. How the check letter
is made differs from maker to maker in practice, so only its being a letter is looked at. Machines built before about
2005 carry a short serial; newer plates often show both, and the long one ends with the short one.
"""

from werkspur.marks.clean import clean
from werkspur.marks.errors import CharacterError, FormatError, LengthError, MarkError
from werkspur.marks.wording import Said, gettext_noop

NAME = gettext_noop("Produkt-Identifizierungsnummer (PIN)")
MAKER = gettext_noop("Maschinennummer (PIN), Hersteller %(maker)s, Maschine %(unit)s.")
NO_LETTER = gettext_noop("An der neunten Stelle einer PIN steht ein Buchstabe, hier steht %(character)s.")

LENGTH = 17
#: makers whose plates were seen in manuals (others exist) -> length of the short serial at the end of the PIN
SHORT_SERIALS = {"CAT": 8, "JCB": 8, "SLP": 8, "1LV": 6, "100": 6}
#: makers of machines known by their prefix
MAKERS = frozenset(SHORT_SERIALS) | {"KBC", "TKB", "VCE", "KMT"}

_CHECK = 8
_UNIT = 8


def compact(text: str) -> str:
    """Return the canonical characters."""
    return clean(text)


def validate(text: str) -> str:
    """Return the 17 characters; raise LengthError, CharacterError, or FormatError without a check letter."""
    number = compact(text)
    if len(number) != LENGTH:
        raise LengthError(count=len(number), expected=LENGTH)
    foreign = sorted(set(number) & set("IOQ?*"))
    if foreign:
        raise CharacterError(characters=", ".join(foreign))
    if not number[_CHECK].isalpha():
        raise FormatError(NO_LETTER, character=number[_CHECK])
    return number


def is_valid(text: str) -> bool:
    """Tell whether `validate` finds nothing wrong."""
    try:
        validate(text)
    except MarkError:
        return False
    return True


def short_serial(text: str) -> str | None:
    """Return the short serial that a 17-character number ends with; None for other lengths."""
    number = compact(text)
    return number[-SHORT_SERIALS.get(number[:3], _UNIT) :] if len(number) == LENGTH else None


def display(text: str) -> str:
    """Return the number without separators, as it is stamped."""
    return compact(text)


def describe(text: str) -> Said:
    """Say who the maker is and what the machine's own part is."""
    number = compact(text)
    return Said("pin", MAKER, {"maker": number[:3], "unit": number[9:]})
