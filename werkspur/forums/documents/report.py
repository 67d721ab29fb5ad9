"""The closing report of an event: what was counted once, and what came of it as it stands today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.calendar.wallclock import day_of
from werkspur.base.pdf import compile_pdf
from werkspur.base.small import K
from werkspur.base.templatetags.werkspur import MISSING, day, moment, number
from werkspur.forums.models import Decision, Event, EventFigures, EventTask, Material, Question
from werkspur.forums.queries import aftermath
from werkspur.forums.queries.appointments import where_of
from werkspur.forums.queries.figures import TENTHS


def report_pdf(event: Event, *, made: EventFigures) -> bytes:
    """Set the report of a closed event."""
    data = made.data
    content = (
        _cover(event, made)
        | {"figures": _figures(data), "questions": _questions(event), "tasks": _tasks(event)}
        | _divided(data)
        | {
            "decisions": [one.text for one in Decision.objects.filter(event=event)],
            "feedback": _feedback(data.get("feedback")),
            "materials": [one.title for one in Material.objects.filter(event=event, audience="public")],
            "labels": _labels(),
        }
    )
    title = _("Bericht: %(title)s") % {"title": event.title}
    return compile_pdf("forums/typst/report.typ", data=content, title=title)


def file_name(event: Event) -> str:
    """A name that sorts by day: 2026-12-17-sicherheitsforum-bericht.pdf."""
    return f"{day_of(event.start):%Y-%m-%d}-{event.slug}-bericht.pdf"


def _cover(event: Event, made: EventFigures) -> dict[str, Any]:
    hosts = ", ".join(event.hosts.values_list("name", flat=True))
    return {
        "author": hosts,
        "footer": _("%(title)s, %(day)s") % {"title": event.title, "day": day(event.start)},
        "facts": [
            [_("Art"), event.kind.name],
            [_("Wann"), moment(event.start)],
            [_("Wo"), where_of(event)],
            [_("Gastgeber"), hosts],
            [_("Für wen"), event.audience or MISSING],
            [_("Gezählt"), moment(made.taken_at)],
            [_("Stand"), day(timezone.now())],
        ],
        "result": event.result,
        "small": _(
            "Gewerk und Kreis stehen nur da, wo mindestens %(k)d Betriebe dahinterstehen. Kleinere stehen zusammen,"
            " sodass sich auch durch Abziehen nichts errechnen lässt. Gezählt wurde einmal, beim Abschluss."
        )
        % {"k": K},
    }


def _figures(data: Mapping[str, Any]) -> list[list[str]]:
    seats = data.get("seats")
    asked, tasks = data.get("questions", {}), data.get("tasks", {})
    rows = [
        (_("Plätze"), _("nicht begrenzt") if seats is None else number(seats)),
        (_("Angemeldet"), _count(data, "people")),
        (_("Davon online"), _count(data, "online")),
        (_("Gekommen"), _count(data, "attended")),
        (_("Davon spontan"), _count(data, "walk_ins")),
        (_("Nicht gekommen"), _count(data, "no_shows")),
        (_("Zurückgezogen"), _count(data, "withdrawn")),
        (_("Wartete bis zuletzt"), _count(data, "waiting")),
        (_("Fragen beim Abschluss"), _("%(asked)s, davon %(answered)s beantwortet")
         % {"asked": _count(asked, "asked"), "answered": _count(asked, "answered")}),
        (_("Aufgaben beim Abschluss"), _("%(all)s, davon %(done)s erledigt")
         % {"all": _count(tasks, "all"), "done": _count(tasks, "done")}),
    ]  # fmt: skip
    return [[label, value] for label, value in rows]


def _count(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return MISSING if value is None else number(value)


def _divided(data: Mapping[str, Any]) -> dict[str, Any]:
    heading = _("Wer da war") if data.get("divided") == "attended" else _("Wer angemeldet war")
    told = [
        {"title": one.title, "rows": [[label, number(count)] for label, count in one.rows]}
        for one in aftermath.divisions(data)
    ]
    return {"divided": heading, "divisions": told}


def _questions(event: Event) -> list[dict[str, str]]:
    rows = Question.objects.shown().filter(event=event).select_related("owner")
    return [{"text": one.text, "state": _state(one), "answer": one.answer} for one in rows]


def _state(one: Question) -> str:
    if one.state == Question.State.ANSWERED:
        when = {"day": day(one.answered_at), "owner": one.owner.short_name if one.owner else ""}
        return (_("%(owner)s, %(day)s") if one.owner else _("beantwortet am %(day)s")) % when
    if one.owner:
        return _("%(owner)s antwortet bis %(day)s") % {"owner": one.owner.short_name, "day": day(one.answer_by)}
    return _("offen, noch niemand zuständig")


def _tasks(event: Event) -> list[list[str]]:
    rows = EventTask.objects.filter(event=event, days=None).select_related("partner")
    return [[one.title, one.partner.short_name if one.partner else _("alle Gastgeber"), day(one.due), _done(one)]
            for one in rows]  # fmt: skip


def _done(one: EventTask) -> str:
    return _("erledigt %(day)s") % {"day": day(one.done_at)} if one.done_at else _("offen")


def _feedback(data: Mapping[str, int] | None) -> list[list[str]]:
    if not data:
        return []
    return [
        [_("Antworten"), number(data["count"])],
        [_("Hat etwas gebracht"), _("%(mean)s von 5") % {"mean": number(data["useful"] / TENTHS, 1)}],
        [_("War verständlich"), _("%(mean)s von 5") % {"mean": number(data["clear"] / TENTHS, 1)}],
    ]


def _labels() -> dict[str, str]:
    return {
        "figures": _("Zahlen"),
        "people": _("Personen"),
        "questions": _("Fragen aus dem Publikum"),
        "decisions": _("Beschlossen"),
        "tasks": _("Was daraus folgt"),
        "task": _("Aufgabe"),
        "who": _("wer"),
        "due": _("bis"),
        "state": _("Stand"),
        "feedback": _("Rückmeldungen beim Abschluss"),
        "materials": _("Material"),
    }
