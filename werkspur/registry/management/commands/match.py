"""`werkspur match FILE`: match a list of numbers with the register, for operators. In the journal before any result."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from getpass import getuser
from pathlib import Path
from typing import Any, TextIO, cast

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.journal.services import record
from werkspur.registry.management.commands.trace import PURPOSE
from werkspur.registry.management.long_work import LongWork
from werkspur.registry.management.matched_rows import AsCsv, AsJson, AsTable, Writer, rows
from werkspur.registry.queries.imports import refusal
from werkspur.registry.queries.imports.labels import MARK_HEADINGS
from werkspur.registry.services import InUse, SealError, match_many
from werkspur.registry.services.matching import Matched
from werkspur.registry.tables.cells import Unreadable
from werkspur.registry.tables.numbers import Column, NoColumn, Number, numbers_of, open_list

#: most matches for each number, and most processes, that can be asked for
MOST, MOST_PROCESSES = 100, 16
_KEPT_FOR = 24 * 3600  # seconds after which a run that was ended begins anew


class Command(LongWork):
    help = (
        "Gleicht eine Liste von Nummern (XLSX, XLS, ODS, CSV oder TXT mit einer Nummer je Zeile) mit dem Register ab. "
        "Der Abgleich steht im Journal. Unterbrochen macht der nächste Aufruf mit derselben Datei weiter."
    )
    afterwards = gettext_lazy("Derselbe Aufruf macht an dieser Stelle weiter, einen Tag lang.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="Tabelle oder Text")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_const", dest="form", const=AsJson, default=AsTable)
        form.add_argument("--csv", action="store_const", dest="form", const=AsCsv)
        parser.add_argument("--output", type=Path, metavar="FILE", help="Ergebnis in diese Datei")
        parser.add_argument("--column", default="", metavar="NAME", help="Überschrift oder Buchstabe der Spalte")
        parser.add_argument("--limit", type=int, default=10, help="höchstens so viele Treffer je Nummer (1 bis 100)")
        parser.add_argument("--processes", type=int, default=2, help="Prozesse für lange Listen (1 bis 16)")
        parser.add_argument("--purpose", default=PURPOSE, help="Zweck, für das Journal")
        parser.add_argument("--case", default="", help="Aktenzeichen, für das Journal")

    def work(self, **options: Any) -> None:
        for name, most in (("limit", MOST), ("processes", MOST_PROCESSES)):
            if not 1 <= options[name] <= most:
                raise CommandError(_("--%(name)s geht von 1 bis %(most)s.") % {"name": name, "most": most})
        _check_place(options["output"])
        column = _column(options["file"], options["column"])
        self.stderr.write(
            _("Spalte „%(name)s“: %(count)s mit Nummer, %(empty)s leer.")
            % {"name": column.name, "count": len(column.numbers), "empty": column.empty}
        )
        texts = list(dict.fromkeys(number.query for number in column.numbers))
        digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
        self._note(len(texts), digest, options)
        folder = Path(settings.DATA) / "matching" / digest[:32]
        _forget_old(folder.parent)
        try:
            found = match_many(
                texts,
                limit=options["limit"],
                processes=options["processes"],
                folder=folder,
                report=self._report,
            )
            with contextlib.closing(found):
                self._write(rows(_each(column.numbers, found)), options["form"], options["output"])
        except (InUse, SealError) as error:
            raise CommandError(str(error)) from error
        shutil.rmtree(folder, ignore_errors=True)

    def _note(self, count: int, digest: str, options: dict[str, Any]) -> None:
        """Write the matching down before anything is looked up; the digest says which numbers they were."""
        record(
            "tracing.list_matched",
            by="operator",
            purpose=(options["purpose"].strip() or PURPOSE)[:120],
            case_number=options["case"].strip()[:80],
            origin=f"werkspur match ({getuser()})",
            details={"rows": count, "sha256": digest, "file": options["file"].name[:200]},
        )

    def _write(self, found: Iterator[Any], form: type[Writer], output: Path | None) -> None:
        """Write the result; a file is there whole or not at all."""
        if output is None:
            form(cast(TextIO, self.stdout._out)).write(found)
            return
        half = output.with_name(f".{output.name}.half")
        try:
            with half.open("w", encoding=form.encoding, newline="") as target:
                form(target).write(found)
            half.replace(output)
        except OSError as error:
            raise CommandError(
                _("„%(file)s“ lässt sich nicht schreiben: %(why)s.") % {"file": output, "why": error.strerror}
            ) from error
        finally:
            half.unlink(missing_ok=True)

    def _report(self, step: str, done: int, total: int) -> None:
        sentence = {"seal": _("Register versiegeln"), "match": _("Nummern abgleichen")}[step]
        tenth = min(10, done * 10 // max(1, total))
        if tenth > self._said.get(step, 0):
            self._said[step] = tenth
            self.stderr.write(f"{sentence}: {tenth * 10} %")


def _check_place(output: Path | None) -> None:
    """Refuse a place that cannot take the result, before the work and not after it."""
    if output and output.is_dir():
        raise CommandError(_("„%s“ ist ein Ordner, keine Datei.") % output)
    if output and not output.parent.is_dir():
        raise CommandError(_("„%s“ lässt sich nicht schreiben: Den Ordner gibt es nicht.") % output)


def _column(path: Path, name: str) -> Column:
    """Read the numbers, or say in a sentence why not."""
    if path.is_dir():
        raise CommandError(_("„%s“ ist ein Ordner, keine Datei.") % path)
    if not path.is_file():
        raise CommandError(_("Die Datei „%s“ gibt es nicht.") % path)
    try:
        column = numbers_of(open_list(path, mark_headings=MARK_HEADINGS), column=name)
    except Unreadable as problem:
        raise CommandError(f"{path.name}: {refusal({'code': problem.code, 'params': problem.params})}") from problem
    except NoColumn as missing:
        columns = ", ".join(missing.columns[:20])
        if missing.wanted:
            said = _("Eine Spalte „%(name)s“ gibt es nicht. Es gibt: %(columns)s.")
        else:
            said = _("Keine Spalte sieht nach Nummern aus. Nennen Sie eine mit --column: %(columns)s.")
        raise CommandError(said % {"name": missing.wanted, "columns": columns}) from missing
    except OSError as error:
        raise CommandError(
            _("„%(file)s“ lässt sich nicht lesen: %(why)s.") % {"file": path, "why": error.strerror}
        ) from error
    if not column.numbers:
        raise CommandError(_("In der Spalte „%s“ steht keine Nummer.") % column.name)
    return column


def _each(numbers: Sequence[Number], found: Iterator[Matched]) -> Iterator[tuple[Number, Matched]]:
    """Give every row its answer, also those whose number stood further up already."""
    left, known = Counter(number.query for number in numbers), dict[str, Matched]()
    for number in numbers:
        text = number.query
        matched = known.pop(text) if text in known else next(found)
        left[text] -= 1
        if left[text]:
            known[text] = matched
        yield number, matched


def _forget_old(folder: Path) -> None:
    """Remove what runs have left that nobody went on with."""
    for place in folder.glob("*") if folder.is_dir() else ():
        if place.stat().st_mtime < time.time() - _KEPT_FOR:
            shutil.rmtree(place, ignore_errors=True)
