"""A table as a file that spreadsheet programs open: semicolons, byte order mark, no formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from werkspur.base.formulas import harmless


def table_file(rows: Iterable[Sequence[Any]], *, name: str) -> HttpResponse:
    """Answer the rows as CSV, to be saved and not to be kept by anybody on the way."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows([harmless(cell) for cell in row] for row in rows)
    return HttpResponse(
        "\ufeff" + buffer.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
