"""What the pages of an import show: checks, history, files that came together, who may publish, what readers see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.base.templatetags.werkspur import number
from werkspur.facts.models import Area, Damage, Figure, Import, Population
from werkspur.facts.queries import report
from werkspur.facts.queries.report import Finding
from werkspur.journal.models import Entry
from werkspur.partners.models import Person, Role

State = Import.State
#: figures shown as an example of what readers see
SHOWN = 8


@dataclass(frozen=True)
class CheckLine:
    """One check in words. `remark` says why nothing was checked.

    findings  the first or worst of `failed`, each with the name of its area
    """

    code: str
    name: str
    checked: int
    failed: int
    findings: list[tuple[Finding, str]]
    remark: str = ""


@dataclass(frozen=True)
class Event:
    """One line of the history."""

    at: datetime
    text: str
    who: str
    reason: str = ""


def check_lines(imported: Import) -> list[CheckLine]:
    """The checks of the report, those that found something first."""
    unchecked = {
        "thefts": _("Die Tabelle hat die drei Schlüssel nicht."),
        "within_state": _("Dazu braucht es alle 13 Kreise und Sachsen."),
        "rates": _("Es fehlen Einwohner oder gedruckte Häufigkeitszahlen."),
        "clearances": _("Die Tabelle nennt keine Aufklärungsquoten."),
        "jumps": _("Dazu braucht es mindestens drei der fünf Jahre davor."),
        "repeated": _("Die Tabelle hat keine Summe aller Straftaten."),
    }
    return sorted(_lines(imported, unchecked), key=lambda line: not line.failed)


def _lines(imported: Import, unchecked: dict[str, str]) -> Iterator[CheckLine]:
    checks = imported.report.get("checks", [])
    names = dict(
        Area.objects.filter(pk__in={found["area"] for one in checks for found in one["found"]}).values_list(
            "pk", "name"
        )
    )
    for one in checks:
        yield CheckLine(
            one["code"],
            str(report.NAMES[one["code"]]),
            one["checked"],
            one["failed"],
            [(found, names.get(found.area, found.area)) for found in report.findings(one)],
            "" if one["checked"] else unchecked.get(one["code"], ""),
        )


def history(imported: Import) -> list[Event]:
    """What happened to an import, newest first, from the journal."""
    found = Entry.objects.filter(object_type=Import._meta.label_lower, object_id=str(imported.uid)).order_by("-number")
    entries = list(found[:50])
    numbers = {entry.actor.removeprefix("person:") for entry in entries if entry.actor.startswith("person:")}
    names = {f"person:{one.pk}": str(one) for one in Person.objects.filter(pk__in=numbers)}
    names |= {"system": "Werkspur", "operator": _("Betreiber")}
    return [Event(one.at, _sentence(one), names.get(one.actor, one.actor_label), one.reason) for one in entries]


def _sentence(entry: Entry) -> str:
    match entry.verb.removeprefix("facts."):
        case "import_started":
            return _("Hochgeladen")
        case "import_changed":
            return _("Berichtsjahr %(year)s angegeben") % {"year": entry.details.get("year", "")}
        case "import_verified":
            rows = entry.details.get("rows", 0)
            return ngettext("Eine Zeile geprüft", "%(rows)s Zeilen geprüft", rows) % {"rows": number(rows)}
        case "import_refused":
            return _("Abgelehnt")
        case "import_committed":
            return _("Veröffentlicht")
        case "import_reopened":
            return _("Zurückgeholt und wieder veröffentlicht")
        case "import_withdrawn":
            return _("Zurückgezogen")
    return entry.deed


def together(imported: Import) -> list[Import]:
    """Other tables of the same file, in their order."""
    return list(Import.objects.filter(sha256=imported.sha256).exclude(pk=imported.pk).order_by("id")[:50])


def second_people(imported: Import) -> list[str]:
    """Who may publish an import, by name: chamber staff who did not bring it."""
    roles = Role.objects.current().filter(kind=Role.Kind.CHAMBER, person__is_active=True).exclude(person=imported.by_id)
    found = roles.select_related("person", "partner").order_by("person__name")
    return list(dict.fromkeys(f"{role.person}, {role.partner}" for role in found))[:SHOWN]


def held(imported: Import) -> tuple[int, int]:
    """How many values of an import readers see, and how many it has."""
    counts = [
        (
            model._default_manager.filter(imported=imported, holds=True).count(),
            model._default_manager.filter(imported=imported).count(),
        )
        for model in (Figure, Damage, Population)
    ]
    return sum(one for one, _all in counts), sum(every for _one, every in counts)


def examples(imported: Import) -> Iterator[Figure]:
    """Figures of the partnership's areas that matter to companies, the newest year first."""
    figures = imported.figures.filter(area__order__lt=100).select_related("area", "offence").defer("area__outline")
    order = ("-offence__for_business", "-year", "area__order", "offence__order")
    yield from figures.order_by(*order)[:SHOWN]


def summary(imported: Import) -> str:
    """Rows, areas, keys and years of a checked import in one sentence."""
    told = imported.report
    years = told.get("years") or [0]
    parts: list[Any] = [
        ngettext("eine Zeile", "%(n)s Zeilen", imported.rows) % {"n": number(imported.rows)},
        ngettext("ein Gebiet", "%(n)s Gebiete", told.get("areas", 0)) % {"n": number(told.get("areas", 0))},
    ]
    if keys := told.get("keys"):
        parts.append(ngettext("ein Schlüssel", "%(n)s Schlüssel", keys) % {"n": number(keys)})
    parts.append(str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}")
    text = ", ".join(parts) + "."
    return text[:1].upper() + text[1:]


def personal_data(person: Person) -> list[tuple[str, list[str]]]:
    """What is kept about one person: the imports they brought or published."""
    own = Import.objects.filter(Q(by=person) | Q(published_by=person)).defer("report")
    return [(_("Importe von Zahlen"), [f"{one.created_at:%d.%m.%Y}: {one.title}" for one in own])]
