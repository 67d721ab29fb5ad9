"""`werkspur rank_report`: how well matches are ordered, by what officers confirmed. For operators; counts only."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from werkspur.marks.misreadings import ENOUGH, PAIR_SEEN, suggest
from werkspur.marks.weights import Table
from werkspur.registry.queries.finding import table_that_holds
from werkspur.registry.services.weights import WeightsRefused, read_weights
from werkspur.tracing.services.ranks import Measured, Places, measure_ranking

KINDS = {
    "nothing": gettext_noop("nichts verlesen"),
    "same_class": gettext_noop("O und 0, I und 1, S und 5 …"),
    "visual": gettext_noop("ähnliche Zeichen"),
    "digit": gettext_noop("andere Ziffer"),
    "letter": gettext_noop("anderes Zeichen"),
    "swapped": gettext_noop("zwei vertauscht"),
    "missing": gettext_noop("eins fehlt"),
    "doubled": gettext_noop("eins doppelt"),
    "extra": gettext_noop("eins zu viel"),
    "unreadable_1": gettext_noop("ein ?"),
    "unreadable_2": gettext_noop("zwei ?"),
    "unreadable_3": gettext_noop("drei ? und mehr"),
    "open_end": gettext_noop("nur ein Teil"),
    "not_found": gettext_noop("nicht mehr gefunden"),
}
NO_HITS = gettext_noop(
    "Noch hat niemand einen Treffer bestätigt. Ist der Kontakt abgerufen, steht unter den Treffern „Das ist es“. "
    "Mit der ersten Bestätigung hat dieser Bericht etwas zu zählen."
)
HOLDS, CANDIDATE = "holds", "candidate"


class Command(BaseCommand):
    help = (
        "Sagt, wie oft das richtige Gerät an erster Stelle kam, gezählt an den bestätigten Treffern der Polizei. "
        "Gibt nur Zahlen aus, keine Nummern und keine Personen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--table", type=Path, metavar="FILE", help="diese Gewichte daneben messen")
        parser.add_argument("--since", default="", metavar="DATE", help="nur bestätigt ab diesem Tag: 2026-01-31")
        parser.add_argument("--suggest", type=Path, metavar="FILE", help="Gewichte aus den Zählungen schreiben")
        parser.add_argument("--json", action="store_true", help="als JSON ausgeben")

    def handle(self, *args: Any, **options: Any) -> None:
        since, target = _day(options["since"]), options["suggest"]
        tables = {CANDIDATE: _table(options["table"])} if options["table"] else {}
        if target and target.exists():
            raise CommandError(
                _("Die Datei „%(file)s“ gibt es schon. Wählen Sie einen neuen Namen.") % {"file": target}
            )
        measured = measure_ranking(by="operator", since=since, tables=tables)
        if options["json"]:
            self.stdout.write(json.dumps(as_data(measured, since=since), ensure_ascii=False, indent=2))
        elif measured.hits:
            self.stdout.write(as_text(measured))
        if not measured.hits:
            none_since = _("Seit dem %(day)s hat niemand einen Treffer bestätigt.")
            self.stderr.write(none_since % {"day": date_format(since, "d.m.Y")} if since else _(NO_HITS))
            return
        if target:
            self._suggest(measured, target)
        if not measured.is_enough:
            text = _("Nur %(hits)s bestätigte Treffer. Aussagekräftig wird es ab %(enough)s. Bis dahin ist es Zufall.")
            self.stderr.write(text % {"hits": measured.hits, "enough": ENOUGH})

    def _suggest(self, measured: Measured, target: Path) -> None:
        table = suggest(measured.tally, table_that_holds())
        try:
            target.write_text(json.dumps(json.loads(table.to_json()), indent=2) + "\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(_("„%(file)s“ lässt sich nicht schreiben.") % {"file": target}) from error
        self.stderr.write(
            _("Gewichte geschrieben: %(file)s. Messen mit --table, laden mit `werkspur load_weights`.")
            % {"file": target}
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError(_("--since: „%(text)s“ ist kein Tag. Zum Beispiel 2026-01-31.") % {"text": text}) from error


def _table(path: Path) -> Table:
    try:
        return read_weights(path)
    except WeightsRefused as refused:
        raise CommandError(str(refused)) from refused


def as_data(measured: Measured, *, since: date | None) -> dict[str, Any]:
    """Return the report for programs; a pair of characters is named from `PAIR_SEEN` times on."""
    pairs = measured.tally.frequent_pairs()
    rare = measured.tally.pairs.total() - sum(times for _pair, times in pairs)
    return {
        "since": since.isoformat() if since else None,
        "hits": measured.hits,
        "worded": measured.worded,
        "enough": measured.is_enough,
        "tables": {name: places.shares() for name, places in measured.tables.items()},
        "kinds": {
            kind: {"hits": by_table[HOLDS].hits} | {name: places.shares() for name, places in by_table.items()}
            for kind, by_table in sorted(measured.kinds.items(), key=_in_order)
        },
        "misreadings": dict(sorted(measured.tally.times(table_that_holds()).items())),
        "pairs": dict(pairs),
        "rare_pairs": rare,
    }


def as_text(measured: Measured) -> str:
    """Return the report for people."""
    lines = [_("%(hits)s bestätigte Treffer.") % {"hits": measured.hits}]
    if measured.worded:
        text = _("Dazu %(worded)s, die nur über Worte gefunden sind. Sie werden nicht gewogen.")
        lines[0] += " " + text % {"worded": measured.worded}
    lines += ["", _heading("", measured)]
    lines += [_line(_("alle"), measured.tables)]
    lines += [_line(_(KINDS[kind]), by_table) for kind, by_table in sorted(measured.kinds.items(), key=_in_order)]
    if CANDIDATE in measured.tables:
        lines += ["", _("Vor dem Strich die Tabelle, die gilt, dahinter die aus der Datei.")]
    if measured.tally.pairs:
        lines += ["", _("Verwechselt: %(pairs)s.") % {"pairs": ", ".join(_confused(measured))}]
    return "\n".join(lines)


def _confused(measured: Measured) -> list[str]:
    """How often which characters were taken for each other; those seen rarely are only counted."""
    pairs = measured.tally.frequent_pairs()
    rare = measured.tally.pairs.total() - sum(times for _pair, times in pairs)
    sentence = _("%(one)s und %(other)s %(times)s-mal")
    named = [sentence % {"one": pair[0], "other": pair[1], "times": times} for pair, times in pairs]
    if rare:
        text = _("seltener als %(least)s-mal zusammen %(times)s-mal")
        named.append(text % {"least": PAIR_SEEN, "times": rare})
    return named


def _heading(name: str, measured: Measured) -> str:
    width = 20 if CANDIDATE in measured.tables else 9
    places = (_("als 1."), _("bis 10."), _("bis 50."), _("weiter"))
    return f"{name:<28}{_('Treffer'):>9}" + "".join(f"{one:>{width}}" for one in places)


def _line(name: str, by_table: dict[str, Places]) -> str:
    width = 20 if CANDIDATE in by_table else 9
    shares = [by_table[table].shares() for table in (HOLDS, CANDIDATE) if table in by_table]
    cells = [" | ".join(_percent(one[key]) for one in shares) for key in ("first", "ten", "fifty", "missing")]
    return f"{name:<28}{by_table[HOLDS].hits:>9}" + "".join(f"{cell:>{width}}" for cell in cells)


def _percent(share: float) -> str:
    return f"{number_format(share * 100, 1)} %"


def _in_order(pair: tuple[str, Any]) -> int:
    return [*KINDS].index(pair[0])
