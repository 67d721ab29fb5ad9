"""`werkspur trace TEXT`: look a mark up in the register, for operators. In the journal before its result is shown."""

from __future__ import annotations

import json
from dataclasses import asdict
from getpass import getuser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.journal.services import record
from werkspur.marks.clean import readable
from werkspur.registry.queries.finding import Found, Match, deep, find

#: an entry without a purpose would be no look-up, and never be drawn as a sample
PURPOSE = "Anfrage an den Betreiber"
#: most matches that can be asked for
MOST = 1_000
#: most characters of a mark
LONGEST = 200


class Command(BaseCommand):
    help = (
        "Sucht ein Kennzeichen: ? steht für ein unlesbares Zeichen, * für beliebig viele. Die Abfrage steht im Journal."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", help="Kennzeichen, wie es gelesen wurde")
        parser.add_argument("--make", default="", help="Hersteller, falls bekannt")
        parser.add_argument("--only-fitting", action="store_true", help="nur Gegenstände dieses Herstellers oder ohne")
        parser.add_argument("--purpose", default=PURPOSE, help="Zweck, für das Journal")
        parser.add_argument("--case", default="", help="Aktenzeichen, für das Journal")
        parser.add_argument("--limit", type=int, default=50, help="höchstens so viele Treffer (1 bis 1000)")
        parser.add_argument(
            "--further", action="store_true", help="unvollständige Antworten vollenden: alle Kennzeichen ansehen"
        )
        parser.add_argument("--json", action="store_true", help="als JSON ausgeben")

    def handle(self, *args: Any, **options: Any) -> None:
        text, make, limit = options["text"].strip(), options["make"], options["limit"]
        if not text:
            raise CommandError(_("Es fehlt das Kennzeichen. Zum Beispiel: werkspur trace 8?3-1042"))
        if len(text) > LONGEST:
            raise CommandError(
                _("Ein Kennzeichen hat höchstens %(longest)s Zeichen, nicht %(count)s.")
                % {"longest": LONGEST, "count": len(text)}
            )
        if not readable(text):
            raise CommandError(_("Mindestens ein Zeichen muss lesbar sein."))
        if not 1 <= limit <= MOST:
            raise CommandError(_("--limit geht von 1 bis %(most)s, nicht %(given)s.") % {"most": MOST, "given": limit})
        if options["only_fitting"] and not make.strip():
            raise CommandError(_("--only-fitting braucht einen Hersteller. Zum Beispiel: --make Norda --only-fitting"))
        record(
            "tracing.lookup_made",
            by="operator",
            purpose=(options["purpose"].strip() or PURPOSE)[:120],
            case_number=options["case"].strip()[:80],
            origin=f"werkspur trace ({getuser()})",
            details={"text": text, "make": make[:80]} | ({"only_fitting": True} if options["only_fitting"] else {}),
        )
        asked = {"make": make, "only_fitting": options["only_fitting"], "limit": limit}
        found = find(text, **asked)
        if options["further"] and not found.complete:
            found = deep.search(text, report=self.report, **asked)
            self.stderr.write("")
        self.stdout.write(as_json(found) if options["json"] else as_table(found))

    def report(self, done: int, total: int) -> None:
        """Say on one line how many marks were looked at."""
        sentence = _("%(done)s von %(total)s Kennzeichen angesehen") % {"done": done, "total": total}
        self.stderr.write(f"\r{sentence}", ending="")


def as_json(found: Found) -> str:
    """Return what was found for programs: query, total, complete, left_out when something was, matches."""
    matches = [_entry(match) for match in found.matches]
    answer: dict[str, object] = {"query": found.query, "total": found.total, "complete": found.complete}
    if found.left_out:
        answer["left_out"] = asdict(found.left_out)
    answer["matches"] = matches
    return json.dumps(answer, ensure_ascii=False, indent=2)


def as_table(found: Found) -> str:
    """Return what was found for people, one paragraph for each item."""
    if not found.matches:
        return _nothing(found)
    remarks = [] if found.complete else [_("vielleicht nicht alle (mit --further alle)")]
    remarks += [_left_out(found)] if found.left_out else []
    count = ngettext("%(count)s Treffer", "%(count)s Treffer", found.total) % {"count": found.total}
    lines = [", ".join([count, *remarks]) + ":"]
    for match in found.matches:
        entry = _entry(match)
        lines.append(f"\n{entry['mark'] or '–'}  {entry['item']}")
        lines.append(f"  {match.item.get_state_display()}. {' '.join(match.reasons)}")
    if found.total > len(found.matches):
        text = _("Gezeigt sind die besten %(shown)s. Mehr mit --limit.")
        lines.append("\n" + text % {"shown": len(found.matches)})
    return "\n".join(lines)


def _nothing(found: Found) -> str:
    said = [_("Dazu liegt nichts vor.")]
    if not found.complete:
        said.append(_("Die Suche ist unvollständig. Mehr Zeichen helfen, oder --further."))
    if found.left_out:
        said.append(_("Weggelassen: %(what)s.") % {"what": _left_out(found)})
    return " ".join(said)


def _left_out(found: Found) -> str:
    count = found.left_out.make
    text = ngettext("%(count)s weiterer mit anderer Marke", "%(count)s weitere mit anderer Marke", count)
    return text % {"count": count}


def _entry(match: Match) -> dict[str, object]:
    """One match; of the owner nothing but the number of the item, under which the house knows more."""
    return {
        "mark": str(match.mark or ""),
        "kind": match.mark.kind if match.mark else "",
        "distance": match.distance,
        "why": [str(reason) for reason in match.reasons],
        "item": f"{match.item} ({match.item.uid})",
        "status": match.item.state,
    }
