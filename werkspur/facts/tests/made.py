"""Small tables with the quirks of the real ones, made on the spot."""

from __future__ import annotations

import gzip
import io
import zipfile
from functools import cache

import openpyxl

NUMBERS = ";".join(str(number) for number in range(1, 19))
DISTRICT_HEAD = (
    "Schluessel;Straftat;Gemeindeschluessel;Stadt-/Landkreis;Kreisart;erfasste Faelle;HZ nach Zensus;Versuche - Anzahl;"
    "Versuche - Anteil in %;mit Schusswaffe gedroht;mit Schusswaffe geschossen;aufgeklaerte Faelle;Aufklaerungsquote;"
    "Tatverdaechtige insgesamt;Tatverdaechtige - maennlich;Tatverdaechtige - weiblich;"
    "Nichtdeutsche Tatverdaechtige - Anzahl;Nichtdeutsche Tatverdaechtige - Anteil in %"
)
STATE_HEAD = (
    "Schluessel;Straftat;Bundesland;erfasste Faelle;Haeufigkeitszahl nach Zensus;von Spalte 4 Versuche Anzahl;"
    "von Spalte 4 Versuche in %;Aufklaerung - Faelle;Aufklaerung in % (Aufklaerungsquote) ;Tatverdaechtige insgesamt;"
    "Anzahl nichtdeutsche Tatverdaechtige;Anteil nichtdeutsche Tatverdaechtige an Gesamtzahl in %"
)
SERIES_HEAD = (
    "Schluessel;Straftat;Jahr;erfasste Faelle;HZ;Versuche - Anzahl;Versuche - Anteil in %;mit Schusswaffe gedroht;"
    "mit Schusswaffe geschossen;Aufklaerungsquote in %;Tatverdaechtige insgesamt;"
    "Nichtdeutsche Tatverdaechtige - Anzahl;Nichtdeutsche Tatverdaechtige - Anteil in %"
)


def lines(*rows: str) -> bytes:
    """A CSV as the BKA writes it: Latin-1, CRLF."""
    return "".join(row + "\r\n" for row in rows).encode("latin-1")


def district(key="------", area="14713", *, name="Leipzig", label="Straftaten insgesamt", cases="68,377", rate="11,098",
             attempts="4,325", cleared="35,966", clearance="52.6", suspects="22,532", more="") -> str:  # fmt: skip
    """One row of a district table, English numbers."""
    head = f"{key};{label};{area};{name};KfS;{cases};{rate};{attempts};6.3;1;0;{cleared};{clearance};{suspects}"
    return head + ";1;1;1;33.3" + more


def districts(*rows: str, head: str = DISTRICT_HEAD, numbers: str = NUMBERS) -> bytes:
    """A whole district table with its two rows of headings."""
    return lines(numbers, head, *rows)


def state(key="------", name="Sachsen", *, label="Straftaten insgesamt", cases="296,421", rate="7,254",
          attempts="18,563", cleared="180,647", clearance="60.9", suspects="123,534") -> str:  # fmt: skip
    """One row of a state table, English numbers."""
    return f"{key};{label};{name};{cases};{rate};{attempts};6.3;{cleared};{clearance};{suspects};1;33.3"


def states(*rows: str) -> bytes:
    """A whole state table."""
    return lines(";".join(str(number) for number in range(1, 13)), STATE_HEAD, *rows)


def series(*values: tuple[int, str], key: str = "435*00") -> bytes:
    """A national time series of one key: year and cases."""
    rows = [f"{key};Wohnungseinbruch;{year};{cases};10.0;1;0.1;0;0;20.0;5;1;20.0" for year, cases in values]
    return lines(";".join(str(number) for number in range(1, 14)), SERIES_HEAD, *rows)


def workbook(*rows: list[object]) -> bytes:
    """An XLSX of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def archive(**members: bytes) -> bytes:
    """A ZIP archive; the names of the members get ".csv"."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as packed:
        for name, data in members.items():
            packed.writestr(f"{name}.csv", data)
    return kept.getvalue()


def far_cell(place: str) -> bytes:
    """An XLSX of a few hundred bytes with one cell far away from the first."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active[place] = "x", "y"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def edited(book: bytes, name: str, before: bytes, after: bytes) -> bytes:
    """An XLSX with something replaced in one of its parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(kept, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, content.replace(before, after) if member == name else content)
    return kept.getvalue()


@cache
def zeros(*, files: int, each: int, deep: bool = False) -> bytes:
    """A ZIP of a few kilobytes that unpacks to zeros; deep: each member is packed once more, which hides its size."""
    kept = io.BytesIO()
    content = b"0" * each
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(files):
            archive.writestr(f"../../{number}.csv", gzip.compress(content, 1) if deep else content)
    return kept.getvalue()


def packed(data: bytes) -> bytes:
    """gzip."""
    return gzip.compress(data)


def own(*rows: str, notes: str = "# Quelle: Polizeidirektion Leipzig, PKS 2023") -> bytes:
    """Our own table."""
    head = "gebiet;schluessel;jahr;faelle;versuche;aufgeklaert;tatverdaechtige;schaden_eur;vorlaeufig;quelle"
    return "\n".join([notes, head, *rows, ""]).encode()
