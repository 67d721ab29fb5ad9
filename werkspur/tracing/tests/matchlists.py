"""Builders of matched lists."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from werkspur.base import queue
from werkspur.partners.models import Person
from werkspur.tracing import services
from werkspur.tracing.models import MatchRun
from werkspur.tracing.tests.cases import SHIFT, signed_in


def make_list(*, by: Person, text: str = "873-1042\nKEINE-SOLCHE-99", **fields: Any) -> MatchRun:
    """A list matched to its end."""
    run = services.match_list(text=text, by=by, **(SHIFT | fields))
    queue.work_off()
    run.refresh_from_db()
    return run


def table(*rows: list[Any], name: str = "asservate.xlsx", sheets: Any = ()) -> SimpleUploadedFile:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for title, more in sheets:
        sheet = book.create_sheet(title)
        for row in more:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile(name, buffer.getvalue())


def texts(run: MatchRun) -> list[str]:
    return list(run.rows.values_list("text", flat=True))


def page_of(person: Person, run: MatchRun, query: str = "") -> str:
    return signed_in(person).get(f"/listen/{run.uid}/{query}").content.decode()
