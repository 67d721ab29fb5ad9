"""Kinds of marks, one module each, all with the same functions: compact, validate, is_valid, display, describe.

    compact(text)   the canonical characters of a mark of this kind
    validate(text)  the same after a check; raises a `MarkError` with a sentence. Only a warning: nothing is refused
    is_valid(text)  whether `validate` raises nothing
    display(text)   the usual way to write it
    describe(text)  one sentence about it

`NAME` is the German name. A new kind is a module here and an entry in `KINDS`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from werkspur.marks.clean import clean
from werkspur.marks.kinds import (
    ein,
    engraving,
    giai,
    grai,
    imei,
    issued,
    microdot,
    other,
    pin,
    rfid,
    serial,
    vin,
)
from werkspur.marks.wording import Said, gettext_noop


class Kind(Protocol):
    """What every module of a kind has."""

    NAME: str

    def compact(self, text: str) -> str:
        """Return the canonical characters."""

    def validate(self, text: str) -> str:
        """Return the canonical characters or raise a MarkError."""

    def is_valid(self, text: str) -> bool:
        """Tell whether `validate` finds nothing wrong."""

    def display(self, text: str) -> str:
        """Return the usual way to write it."""

    def describe(self, text: str) -> Said:
        """Return one sentence about it."""


#: code of the kind -> its module, in the order in which they are offered
KINDS: dict[str, Kind] = {
    "serial": serial,
    "pin": pin,
    "vin": vin,
    "imei": imei,
    "issued": issued,
    "engraving": engraving,
    "ein": ein,
    "microdot": microdot,
    "rfid": rfid,
    "giai": giai,
    "grai": grai,
    "other": other,
}

IMEI_FITS = gettext_noop("15 Ziffern mit richtiger Prüfziffer: eine IMEI.")
IMEI_LENGTH = gettext_noop("15 Ziffern wie eine IMEI, die Prüfziffer passt nicht.")
VIN_FITS = gettext_noop("17 Zeichen wie eine Fahrgestellnummer.")
PIN_FITS = gettext_noop("17 Zeichen mit Buchstaben an der neunten Stelle: wohl die PIN einer Maschine.")
ISSUED_FITS = gettext_noop("Ein Code von Werkspur.")
GS1_FITS = gettext_noop("Beginnt mit der Kennung (%(identifier)s).")
EIN_FITS = gettext_noop("Aufgebaut wie ein Eigentümer-Code.")
TAG_FITS = gettext_noop("24 Zeichen von 0 bis F: ein RFID-Etikett.")
WORDS = gettext_noop("Worte statt einer Nummer: wohl eine Gravur oder ein Merkmal.")
SERIAL_FITS = gettext_noop("Keine besondere Form: wohl eine Seriennummer.")

_EPC = re.compile(r"[0-9A-F]{24}")
_LONG = 17


@dataclass(frozen=True)
class Guess:
    """`kind` this looks like; `sure`: 3 certain, 2 likely, 1 possible; `said` is the reason."""

    kind: str
    sure: int
    said: Said

    @property
    def sentence(self) -> str:
        """The reason in German."""
        return self.said.sentence


def guess(text: str) -> list[Guess]:
    """Return what kinds of mark this looks like, likeliest first; at least one unless nothing readable is there."""
    number = clean(text)
    if not number.strip("?*"):
        return []
    found = [
        *_coded(text),
        *_phone(number),
        *_machine(number),
        *([Guess("rfid", 2, Said("tag", TAG_FITS))] if _EPC.fullmatch(number) else []),
        *([Guess("ein", 2, Said("ein", EIN_FITS))] if ein.is_valid(number) else []),
        *([Guess("engraving", 2, Said("words", WORDS))] if number.isalpha() else []),
        Guess("serial", 1, Said("serial", SERIAL_FITS)),
    ]
    return sorted(found, key=lambda one: -one.sure)


def _coded(text: str) -> Iterator[Guess]:
    """Yield kinds that say what they are."""
    if issued.is_valid(text):
        yield Guess("issued", 3, Said("issued", ISSUED_FITS))
    for kind, module in (("giai", giai), ("grai", grai)):
        if f"({module.IDENTIFIER})" in text:
            yield Guess(kind, 3, Said("gs1", GS1_FITS, {"identifier": module.IDENTIFIER}))


def _phone(number: str) -> Iterator[Guess]:
    if imei.is_valid(number) and len(number) == imei.LENGTH:
        yield Guess("imei", 3, Said("imei", IMEI_FITS))
    elif len(number) == imei.LENGTH and number.isdigit():
        yield Guess("imei", 1, Said("imei_length", IMEI_LENGTH))


def _machine(number: str) -> Iterator[Guess]:
    """Yield machine and vehicle numbers: both have 17 characters, a filler Z speaks for a vehicle."""
    if len(number) != _LONG or set(number) & vin.FORBIDDEN or "?" in number or "*" in number:
        return
    if number[:3] in pin.MAKERS:
        yield Guess("pin", 3, Said("pin", PIN_FITS))
    elif vin.check_fits(number) or number[8] in "0123456789XZ":
        yield Guess("vin", 2, Said("vin", VIN_FITS))
    else:
        yield Guess("pin", 2, Said("pin", PIN_FITS))
        yield Guess("vin", 1, Said("vin", VIN_FITS))
