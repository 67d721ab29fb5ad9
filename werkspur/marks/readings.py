"""One scan or one typed text -> its alternative readings.

The same readings serve storing and asking: a mark is stored with the keys of each of its readings, a query asks for
each of its own; only the short serial at the end of a number is asked and not stored. A prefix is never cut off for
good (a real serial may begin with S), the text itself is always the first reading. Digits are only ever dropped
(leading zeros, the 20 of a year), never added: both sides come to the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from werkspur.marks import gs1, spreadsheet
from werkspur.marks.clean import ANY_RUN, UNREADABLE, clean, display
from werkspur.marks.fold import fold
from werkspur.marks.kinds import pin
from werkspur.marks.wording import Said, gettext_noop

#: no text has more readings
MOST = 5
#: most characters of a query that are looked at
QUERY_LONGEST = 500

AS_READ = gettext_noop("So gelesen.")
GS1 = gettext_noop("Nummer aus dem GS1-Code, Kennung (%(identifier)s).")
LABELLED = gettext_noop("Ohne die Beschriftung davor.")
CODE_39 = gettext_noop("Ohne die Sternchen des Strichcodes.")
ROUNDED = gettext_noop("Anfang der Nummer. Excel hat den Rest gerundet.")
DECIMAL = gettext_noop("Ohne das „.0“ aus der Tabelle.")
IDENTIFIER = gettext_noop("Ohne die Kennung %(identifier)s des Strichcodes.")
SHORT_SERIAL = gettext_noop("Die kurze Seriennummer am Ende der PIN.")
CENTURY = gettext_noop("Ohne die 20 der Jahreszahl.")
UMLAUT = gettext_noop("Umlaut als zwei Buchstaben geschrieben.")
ZEROS = gettext_noop("Ohne führende Nullen.")

_LABEL = re.compile(
    r"(?:^|[\s;,|(])"
    r"(?:S\s?/\s?N|SN(?=[\s:.#]|\d)|Ser(?:ien)?[.\s-]*(?:Nr|No|Nummer)\b|Serial(?:\s*(?:No|Number|Nr))?\b"
    r"|Seriennummer|Fabr(?:ik)?[.\s-]*(?:Nr|Nummer)\b|Masch(?:inen)?[.\s-]*(?:Nr|Nummer)\b|Fahrgestell[.\s-]*(?:Nr|nummer)\b"
    r"|Ident[.\s-]*(?:Nr|Nummer)\b|IMEI\b|(?:VIN|FIN|PIN)(?=[\s:.#])|SER(?=[\s:.#])|N[or](?=[.:])|Nº|№"
    r"|FD\s?\d{4}(?=\s)|Gen\.?\s?\d{2}(?=\s))"
    r"[\s.:#·)-]*",
    re.IGNORECASE,
)
# Where another number begins on the same label.
_NEXT = re.compile(
    r"[\s;,|/(]+(?:Art|Best|Typ|Mod|Mat|P\s?/\s?N|EAN|GTIN|Bj|Baujahr|Ref|Z-Nr|FD|Rev|IMEI|S\s?/\s?N)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_CODE_39 = re.compile(r"\*([^*]{4,})\*")
_DATA_IDENTIFIER = re.compile(r"(25S|1S|S)(?=[0-9A-Z]{6,}$)")
_YEAR_WEEK = re.compile(r"20([0-4]\d(?:0[1-9]|[1-4]\d|5[0-3])\d{5})")
_UMLAUTS = str.maketrans({"Ä": "AE", "Ö": "OE", "Ü": "UE", "ä": "ae", "ö": "oe", "ü": "ue"})
_SHORTEST = 4


@dataclass(frozen=True)
class Reading:
    """One way to read a text. `folded` is what is searched; `origin` names where it comes from."""

    text: str
    folded: str
    said: Said

    @property
    def origin(self) -> str:
        """as_read, gs1, labelled, code_39, rounded, decimal, identifier, short_serial, century, umlaut or zeros."""
        return self.said.code

    @property
    def sentence(self) -> str:
        """Where it comes from, in German."""
        return self.said.sentence

    @property
    def is_pattern(self) -> bool:
        """Whether it has unreadable characters or gaps."""
        return UNREADABLE in self.folded or ANY_RUN in self.folded

    @property
    def is_end(self) -> bool:
        """Whether it is only the end of the number, its short serial: asked with one edit at most, and not stored.

        Whoever types the short serial finds the number as one that contains it. And two full numbers with the same end
        are different machines.
        """
        return self.said.code == "short_serial"


def readings(text: str) -> list[Reading]:
    """Return the text itself and its alternative readings, at most five, each folded form once; none for no text."""
    found: dict[str, Reading] = {}
    cores = list(_unwrapped(text))
    every = [(display(text), Said("as_read", AS_READ)), *cores]
    for core, _ in cores or every[:1]:
        every += _inner(core)
    for candidate, said in every:
        folded = fold(candidate)
        if folded and folded not in found:
            found[folded] = Reading(candidate, folded, said)
    return list(found.values())[:MOST]


def _unwrapped(text: str) -> Iterator[tuple[str, Said]]:
    """Yield what is inside a GS1 code, behind a label, between asterisks, or left by a spreadsheet."""
    codes = gs1.elements(text)
    shown = display(text)
    for identifier in gs1.INDIVIDUAL:
        if clean(codes.get(identifier, "")):
            yield display(codes[identifier]), Said("gs1", GS1, {"identifier": identifier})
    if not codes and (number := labelled(shown)):
        yield number, Said("labelled", LABELLED)
    if found := _CODE_39.fullmatch(shown):
        yield found[1].strip(), Said("code_39", CODE_39)
    if digits := spreadsheet.rounded_digits(shown):
        for start in (digits, str(int(digits) - 1)):  # the last digit may have been rounded up
            yield start + ANY_RUN, Said("rounded", ROUNDED)
    if whole := spreadsheet.without_decimal(shown):
        yield whole, Said("decimal", DECIMAL)


def labelled(shown: str) -> str | None:
    """Return the number behind a label such as "S/N:" or "Ser.-Nr.", up to the next label; None without a label."""
    found = _LABEL.search(shown)
    if not found:
        return None
    number = _NEXT.sub("", shown[found.end() :]).strip(" ;,|/)")
    return number if len(clean(number)) >= _SHORTEST and not number.startswith("(") else None


def _inner(core: str) -> Iterator[tuple[str, Said]]:
    """Yield shorter and other forms of one number."""
    number = clean(core)
    if short := pin.short_serial(number):
        yield short, Said("short_serial", SHORT_SERIAL)
    if found := _DATA_IDENTIFIER.match(number):
        rest = number[found.end() :]
        if 2 * sum(c.isdigit() for c in rest) > len(rest) and len(number) != pin.LENGTH:
            yield rest, Said("identifier", IDENTIFIER, {"identifier": found[1]})
    if found := _YEAR_WEEK.fullmatch(number):
        yield found[1], Said("century", CENTURY)
    if core.translate(_UMLAUTS) != core:
        yield core.translate(_UMLAUTS), Said("umlaut", UMLAUT)
    if number.isdigit() and number[0] == "0" and len(number.lstrip("0")) >= _SHORTEST:
        yield number.lstrip("0"), Said("zeros", ZEROS)
