"""A list of 500 tools as a company brings it: title rows, German headings, and what Excel does to long numbers."""

from __future__ import annotations

import io
import random
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook

HEADINGS = ["Inv.-Nr.", "Gerät", "Hersteller", "Typ", "Seriennummer", "Standort", "Gekauft am", "Preis"]
KINDS = [
    ("Bohrhammer", "Kesto", "BH 36", "BH36-{:06d}"),
    ("Trennschleifer", "Norda", "TS 400", "873-{:04d}"),
    ("Akku-Säge", "Kesto", "SG 36", "SG-90B2-{:03d}"),
    ("Rüttelplatte", "Brandau", "RP 80", "RP80-2201{:04d}"),
    ("Winkelschleifer", "Norda", "WS 125", "125-{:05d}"),
    ("Baulaser", "Linea", "L 2", "{:09d}"),
]
PLACES = ["Lager", "Fahrzeug 1", "Fahrzeug 2", "Baustelle Grimma"]
TRACED = "874-1042"  # what the police will read as 8?4-1O4Z


def rows(count: int = 500) -> list[list[Any]]:
    """The rows below the headings; a few are damaged, doubled or without a number."""
    chance = random.Random(500)
    made: list[list[Any]] = []
    for number in range(1, count + 1):
        name, make, model, pattern = KINDS[number % len(KINDS)]
        bought = date(2018 + number % 8, 1 + number % 12, 1 + number % 28)
        place = chance.choice(PLACES)
        serial: Any = pattern.format(2000 + number)
        made.append([f"W{number:04d}", name, make, model, serial, place, bought, round(chance.uniform(80, 2400), 2)])
    made[16][4] = "3,56938E+14"  # Excel rounded an IMEI
    made[43][4] = 3.569380356438e14  # the same, as a number
    made[57][4] = made[3][4]  # copied row
    made[99][4] = datetime(2021, 3, 1)  # a serial 1-3-21 that became a date
    made[129][4] = None
    made[199][4] = TRACED
    made[300][1] = "=B5"  # a formula
    return made


def workbook(count: int = 500) -> bytes:
    """The list as an XLSX file."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Werkzeug"
    sheet.append(["Werkzeugliste 2026"])
    sheet.append([])
    sheet.append(HEADINGS)
    for row in rows(count):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
