"""What is worth saying about a mark while it is typed or imported. Remarks only: nothing is ever refused.

Each remark says what is and, where there is one, suggests another number or kind. The order: damage done by a
spreadsheet, no number at all, then tricks of the character set, numbers that are not individual, labels and codes
around the number, the check of the kind, and the short serial inside a long number.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import ean

from werkspur.marks import codes, makes, spreadsheet
from werkspur.marks.clean import clean, display
from werkspur.marks.errors import CharacterError, CheckError, MarkError
from werkspur.marks.kinds import KINDS, guess, pin, vin
from werkspur.marks.readings import readings
from werkspur.marks.wording import Said, gettext_noop

NO_NUMBER = gettext_noop("Das ist keine Nummer. Ohne Nummer kann niemand das Gerät zuordnen.")
SAME_CHARACTERS = gettext_noop("Immer dasselbe Zeichen: das ist wohl ein Platzhalter.")
INVISIBLE = gettext_noop("Der Text enthielt unsichtbare Zeichen. Sie werden nicht gespeichert.")
MIXED = gettext_noop("%(characters)s ist kein lateinischer Buchstabe, sieht aber so aus. Gesucht wird mit %(clean)s.")
EAN = gettext_noop("Das ist wohl eine EAN. Sie bezeichnet das Modell, nicht das einzelne Gerät.")
ARTICLE = gettext_noop("Das ist wohl eine Artikelnummer oder Typbezeichnung, nicht die Seriennummer.")
INSIDE = gettext_noop("Die Nummer selbst ist wohl %(number)s.")
SHORT_SERIAL = gettext_noop("Diese Nummer enthält die kurze Seriennummer %(number)s. Beide speichern?")
CHECK_FITS = gettext_noop("Die Prüfziffer stimmt.")
SHORT = gettext_noop("Nur %(count)s Zeichen. So kurze Nummern gibt es oft, ein zweites Kennzeichen hilft.")
LONG = gettext_noop("%(count)s Zeichen sind viel für eine Nummer. Steht noch etwas anderes darin?")

_NOTHING = frozenset(
    re.findall(
        r"\w+",
        "unbekannt keine keiner kein ohne na nn nv none null nil ka keineangabe fehlt nichtvorhanden nichtlesbar"
        " siehelieferschein unlesbar unleserlich tbd entfällt nichtbekannt ohnenummer keinenummer keineseriennummer"
        " nichts unknown missing absent weißnicht abgekratzt entfernt sieherechnung srechnung lautrechnung typenschild",
    )
)
_GS1_KINDS = {"8004": "giai", "8003": "grai"}
_CHECKED = frozenset({"imei", "issued", "grai"})
_LOOK_ALIKES = str.maketrans("IOQ", "100")
_FEW, _MANY, _SAME = 4, 40, 3
_EAN_LENGTHS = (12, 13, 14)
_LIKELY = 2


@dataclass(frozen=True)
class Remark:
    """`severity`: ok, info or warn. `suggestion`: another number to store instead or as well; `suggestion_kind`: as
    this kind of mark."""

    severity: str
    said: Said
    suggestion: str | None = None
    suggestion_kind: str | None = None

    @property
    def code(self) -> str:
        """The name of the remark for programs."""
        return self.said.code

    @property
    def sentence(self) -> str:
        """The remark in German."""
        return self.said.sentence


def judge(text: str, kind: str | None = None, make: str | None = None, expected: int | None = None) -> list[Remark]:
    """Return what is worth saying about a mark, most important first; nothing for an empty text.

    `kind`: code of `kinds.KINDS` when known. `make`: name of the maker. `expected`: number of characters that all
    others of this kind have, so that lost leading zeros are seen.
    """
    if not text.strip():
        return []
    first = list(_spreadsheet(text, expected)) or list(_no_number(text, kind))
    if first:
        return first
    remarks = [*_characters(text), *_not_individual(text, kind, make), *_inside(text, kind)]
    if not remarks or remarks[-1].code not in ("ean", "article", "date", "inside"):
        remarks += [*_kind(text, kind), *_short_serial(text, kind), *_size(text, kind)]
    return remarks


def _no_number(text: str, kind: str | None) -> Iterator[Remark]:
    number = clean(text)
    letters = "".join(c for c in text.casefold() if c.isalnum())
    if letters in _NOTHING or not number.strip("?*"):
        if kind not in ("engraving", "other") or letters in _NOTHING:
            yield Remark("warn", Said("no_number", NO_NUMBER))
    elif len(number) >= _SAME and len(set(number)) == 1 and kind not in ("engraving", "other"):
        yield Remark("warn", Said("same_characters", SAME_CHARACTERS))


def _spreadsheet(text: str, expected: int | None) -> Iterator[Remark]:
    found = spreadsheet.damage(text, expected=expected)
    if found:
        said, suggestion = found
        yield Remark("warn", said, suggestion)


def _characters(text: str) -> Iterator[Remark]:
    """Say what cannot be seen and what only looks like a Latin letter."""
    if any(unicodedata.category(c) in ("Cf", "Cc", "Co", "Cn") and c not in "\t\n\r\x1d" for c in text):
        yield Remark("info", Said("invisible", INVISIBLE), display(text))
    foreign = [c for c in text if unicodedata.name(c, "").startswith(("CYRILLIC", "GREEK")) and clean(c)]
    if foreign:
        shown = ", ".join(dict.fromkeys(foreign))
        yield Remark("warn", Said("mixed", MIXED, {"characters": shown, "clean": clean(text)}), clean(text))


def _not_individual(text: str, kind: str | None, make: str | None) -> Iterator[Remark]:
    """Say that this names the model or a date, or that it has the form of the make's serial numbers."""
    number, known = clean(text), makes.form(text, make)
    if makes.DATE_LABEL.fullmatch(display(text)):
        yield Remark("warn", Said("date", makes.DATE_CODE))
    elif known:
        said = Said(known.what if known.what != "type" else "article", makes.template(known), {"make": known.make})
        yield Remark("ok" if known.what == "individual" else "warn", said)
    elif makes.ARTICLE_LABEL.search(text) and all(one.origin != "labelled" for one in readings(text)):
        yield Remark("warn", Said("article", ARTICLE))
    elif kind in (None, "serial", "other") and len(number) in _EAN_LENGTHS and ean.is_valid(number):
        yield Remark("warn", Said("ean", EAN))


def _inside(text: str, kind: str | None) -> Iterator[Remark]:
    """Suggest the number inside a GS1 code, behind a label or between asterisks."""
    for reading in readings(text):
        if reading.origin in ("gs1", "labelled", "code_39"):
            guessed = next((one.kind for one in guess(reading.text)), None)
            as_kind = _GS1_KINDS.get(str(reading.said.params.get("identifier")), guessed)
            if kind is None or as_kind != kind or kind not in _GS1_KINDS.values():
                yield Remark("info", Said("inside", INSIDE, {"number": reading.text}), reading.text, as_kind)
            return


def _kind(text: str, kind: str | None) -> Iterator[Remark]:
    """Check a mark of a known kind, or say what kind it looks like."""
    if kind is None:
        likely = next(iter(guess(text)), None)
        if likely and likely.sure >= _LIKELY:
            yield Remark("info", likely.said, suggestion_kind=likely.kind)
        return
    try:
        KINDS[kind].validate(text)
    except MarkError as error:
        yield Remark("warn", error.said, _repaired(text, kind, error))
    else:
        if kind in _CHECKED or (kind == "vin" and vin.check_fits(clean(text))):
            yield Remark("ok", Said("check_fits", CHECK_FITS))


def _repaired(text: str, kind: str, error: MarkError) -> str | None:
    """Return the number that was probably meant, where the kind allows only one."""
    if kind == "issued" and isinstance(error, CheckError | CharacterError):
        return codes.correct(text)
    if kind in ("vin", "pin") and isinstance(error, CharacterError):
        repaired = clean(text).translate(_LOOK_ALIKES)
        return repaired if KINDS[kind].is_valid(repaired) else None
    return None


def _short_serial(text: str, kind: str | None) -> Iterator[Remark]:
    """Suggest to store the short serial that a machine's long number ends with."""
    number = clean(text)
    likely = next((one.kind for one in guess(text)), None)
    wanted = kind == "pin" or (kind in (None, "serial") and likely == "pin")
    if wanted and (short := pin.short_serial(number)):
        yield Remark("info", Said("short_serial", SHORT_SERIAL, {"number": short}), short, "serial")


def _size(text: str, kind: str | None) -> Iterator[Remark]:
    count = len(clean(text))
    if kind in ("engraving", "other"):
        return
    if count < _FEW:
        yield Remark("info", Said("short", SHORT, {"count": count}))
    elif count > _MANY:
        yield Remark("info", Said("long", LONG, {"count": count}))
