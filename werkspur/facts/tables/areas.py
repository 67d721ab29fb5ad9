"""Names of the states as the tables write them, and district keys."""

from __future__ import annotations

import re

from werkspur.facts.tables import errors
from werkspur.facts.tables.cells import fold

COUNTRY = "DE"

#: official keys (AGS) of the states. Source: Statistisches Bundesamt, Gemeindeverzeichnis
STATES = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}
_BY_NAME = {fold(name): key for key, name in STATES.items()}
_DISTRICT = re.compile(r"\d{4,5}")


def state(cell: object, *, row: int) -> str:
    """The key of a state from its name, with or without umlauts; the Federation is "DE".

    Raises:
        errors.BadArea: no state of this name.
    """
    folded = fold(cell)
    if folded.startswith("bund") or folded == "deutschland":
        return COUNTRY
    if folded not in _BY_NAME:
        raise errors.BadArea(row=row, text=str(cell)[:40])
    return _BY_NAME[folded]


def district(cell: object, *, row: int) -> str:
    """The five-digit key of a district; a lost leading zero is put back.

    Raises:
        errors.BadArea: not a district key of one of the sixteen states.
    """
    text = f"{cell:.0f}" if isinstance(cell, float) else str(cell).strip()
    key = text.zfill(5)
    if not _DISTRICT.fullmatch(text) or key[:2] not in STATES:
        raise errors.BadArea(row=row, text=text[:40])
    return key
