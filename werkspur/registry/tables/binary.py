"""XLS and XLSB through python-calamine. Number formats are not handed out, so zeros that only the format showed are
missing there and come up as "lost zeros" beside their longer neighbours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine

from werkspur.registry.tables.cells import DATE, ERROR, NUMBER, TEXT, Cell, Collector, Sheet, Unreadable, storable
from werkspur.registry.tables.xlsx import number_cell


def read(path: Path) -> list[Sheet]:
    """Every visible sheet.

    Raises:
        Unreadable: password, broken, or a limit of `cells`.
    """
    collector, sheets = Collector(), []
    try:
        with python_calamine.load_workbook(path) as book:
            for entry in book.sheets_metadata:
                if entry.visible != python_calamine.SheetVisibleEnum.Visible:
                    continue
                sheet = Sheet(entry.name)
                for number, row in enumerate(book.get_sheet_by_name(entry.name).to_python(skip_empty_area=False), 1):
                    collector.add(sheet, number, [_cell(value) for value in row])
                sheets.append(sheet)
    except python_calamine.PasswordError as error:
        raise Unreadable("password") from error
    except Unreadable:
        raise
    except BaseException as error:
        # A damaged file can make the reader written in Rust panic, which is no Exception in Python.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise Unreadable("broken") from error
        raise
    return sheets


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return Cell("WAHR" if value else "FALSCH", ERROR)
    if isinstance(value, (int, float)):
        return number_cell(repr(value), is_date=False, zeros=0, formula=False)
    if isinstance(value, datetime):
        return Cell(value.date().isoformat() if value.time() == time() else value.isoformat(sep=" "), DATE)
    if isinstance(value, (date, time)):
        return Cell(value.isoformat(), DATE)
    if isinstance(value, timedelta):
        return Cell(str(value), NUMBER)
    text = storable(str(value)).strip()
    return Cell(text, ERROR if text in {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"} else TEXT)
