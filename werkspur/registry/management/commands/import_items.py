"""`werkspur import_items FILE --company SLUG`: what the import page does, on the command line.

Columns are taken as they are recognised, rows that are ready are taken over at once, open rows stay in the session and
can be repaired on the page. Exit code 1: the file or the company was refused. 0: everything else, also with open rows.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.partners.models import Company
from werkspur.registry.models import ImportRow, ImportSession
from werkspur.registry.queries.imports import refusal, review, sentence
from werkspur.registry.services import imports

BY = "operator"


class Command(BaseCommand):
    help = "Tabelle (XLSX, XLS, ODS, CSV, JSON) in die Liste eines Betriebs einlesen"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--company", required=True, metavar="SLUG", help="Kürzel des Betriebs")
        parser.add_argument("--dry-run", action="store_true", help="nur prüfen, nichts übernehmen und nichts behalten")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Ergebnis als JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        company = Company.objects.filter(slug=options["company"]).first()
        if company is None:
            raise CommandError(_("Einen Betrieb mit dem Kürzel „%s“ gibt es nicht.") % options["company"])
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(_("Die Datei „%s“ gibt es nicht.") % path)
        session = self._judged(path, company)
        if options["dry_run"]:
            answer = self._answer(session, committed=False)
            imports.discard_import(session, by=BY)
        else:
            self._take_over(session)
            answer = self._answer(session, committed=True)
        self._print(answer, as_json=options["as_json"])

    def _judged(self, path: Path, company: Company) -> ImportSession:
        """The session with every row judged; work that the page leaves to the worker is done here."""
        with path.open("rb") as stream:
            session = imports.start_import(File(stream), name=path.name, company=company, by=BY)
        imports.read_table(session.pk)
        session.refresh_from_db()
        if session.state == ImportSession.State.FAILED:
            problem = refusal(session.problem)
            imports.discard_import(session, by=BY)
            raise CommandError(f"{path.name}: {problem}")
        try:
            if session.state == ImportSession.State.MAPPING:
                imports.map_columns(session, mapping=session.mapping, keep_unknown=session.keep_unknown, by=BY)
        except imports.ImportRefused as refused:
            raise CommandError(f"{path.name}: {refused}") from refused
        imports.judge_rows(session.pk)
        session.refresh_from_db()
        return session

    def _take_over(self, session: ImportSession) -> None:
        with transaction.atomic():
            if not imports.claim_commit(session):
                return
        imports.carry_out_commit(session.pk, by=BY)
        session.refresh_from_db()

    def _answer(self, session: ImportSession, *, committed: bool) -> dict[str, Any]:
        counted = review(session)
        problems = session.rows.exclude(problems=[]).order_by("number")
        return {
            "file": session.filename,
            "company": session.company.slug,
            "dry_run": not committed,
            "rows": counted.total,
            "verdicts": {verdict: count for verdict, count in counted.counts.items() if count},
            "taken_over": counted.committed,
            "open": counted.open,
            "problems": [_problem(row, problem) for row in problems for problem in row.problems],
        }

    def _print(self, answer: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        for verdict, count in answer["verdicts"].items():
            self.stdout.write(f"{count:>7}  {ImportRow.Verdict(verdict).label}")
        for problem in answer["problems"]:
            suggestion = _(" Vorschlag: %s") % problem["suggestion"] if problem["suggestion"] else ""
            head = _("Zeile %(row)s, %(name)s") % problem
            self.stdout.write(f"{head}: {problem['sentence']}{suggestion}")
        if answer["dry_run"]:
            self.stdout.write(_("Nur geprüft, nichts übernommen."))
        else:
            self.stdout.write(_("%(taken_over)s Zeilen übernommen, %(open)s offen.") % answer)


def _problem(row: ImportRow, problem: dict[str, Any]) -> dict[str, Any]:
    return {
        "row": row.number,
        "name": row.values.get("name", ""),
        "verdict": row.verdict,
        "code": problem["code"],
        "sentence": sentence(problem["code"], problem["params"]),
        "suggestion": problem["suggestion"],
    }
