"""Everything that is said about a table, as a CSV that opens in Excel."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from werkspur.registry.models import ImportSession
from werkspur.registry.queries.imports.sentences import sentence
from werkspur.registry.tables.guard import guard


def remarks_csv(session: ImportSession) -> bytes:
    """Row, thing, column, verdict, sentence and suggestion of every problem; UTF-8 with a mark, semicolons."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow([_("Zeile"), _("Bezeichnung"), _("Spalte"), _("Urteil"), _("Hinweis"), _("Vorschlag")])
    names = [column["name"] for column in session.columns]
    for row in session.rows.exclude(problems=[]).order_by("number").iterator(chunk_size=1000):
        for problem in row.problems:
            column = names[problem["column"]] if 0 <= problem["column"] < len(names) else ""
            cells = [str(row.values.get("name", "")), column, str(row.get_verdict_display())]
            cells += [sentence(problem["code"], problem["params"]), problem["suggestion"]]
            writer.writerow([row.number, *map(guard, cells)])
    return target.getvalue().encode("utf-8-sig")
