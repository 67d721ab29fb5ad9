"""What is missing at an event, in words, with the page where it can be put right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from werkspur.forums.models import Event
from werkspur.forums.queries.overview import Line
from werkspur.forums.rules.missing import Finding, Gap

STATE_BADGES = {
    Event.State.DRAFT: "plain", Event.State.ASKING: "warning", Event.State.ANNOUNCED: "info",
    Event.State.CANCELLED: "danger", Event.State.CLOSED: "success",
}  # fmt: skip
#: gap: sentence, name of the page
_PAGES: dict[Gap, tuple[Any, str]] = {
    Gap.DECIDE: (gettext_lazy("Der Tag ist ein Feiertag: entscheiden, was daraus wird."), "event_decide"),
    Gap.SUMMARY: (gettext_lazy("Es steht noch nirgends, worum es geht."), "event_edit"),
    Gap.VENUE: (gettext_lazy("Der Ort fehlt."), "event_edit"),
    Gap.ROOM: (gettext_lazy("Der Raum fehlt."), "event_edit"),
    Gap.ROOM_UNCONFIRMED: (gettext_lazy("Der Raum ist nicht bestätigt."), "event_edit"),
    Gap.CLASH: (gettext_lazy("Der Raum ist zur selben Zeit noch anders belegt."), "event_edit"),
    Gap.AGENDA: (gettext_lazy("Das Programm ist leer."), "event_agenda"),
    Gap.ADDRESS: (gettext_lazy("Der Zugang für die Teilnahme online fehlt."), "event_edit"),
    Gap.CONTACT: (gettext_lazy("Niemand ist als Ansprechstelle genannt."), "event_edit"),
    Gap.ANNOUNCE: (gettext_lazy("Noch nicht angekündigt."), "event_announce"),
    Gap.MATERIALS: (gettext_lazy("Die Materialien sind noch nicht da."), "materials"),
    Gap.CLOSE: (gettext_lazy("Noch nicht abgeschlossen: Ergebnis eintragen, Zahlen festhalten."), "event_close"),
    Gap.TASKS: ("", "event_overview"),
    Gap.QUESTIONS: ("", "questions_moderate"),
    Gap.AGENDA_OUTSIDE: ("", "event_agenda"),
    Gap.SPEAKERS: ("", "event_agenda"),
    Gap.ROOM_SMALL: ("", "event_edit"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Told:
    """A gap for people."""

    text: str
    url: str
    urgent: bool


def told(line: Line) -> list[Told]:
    """Return what an event lacks, in words, the urgent first."""
    return [_told(one, event=line.event) for one in line.findings]


def _told(finding: Finding, *, event: Event) -> Told:
    sentence, page = _PAGES[finding.gap]
    return Told(text=str(sentence) or _counted(finding), url=_address(page, event=event), urgent=finding.urgent)


def _address(page: str, *, event: Event) -> str:
    try:
        return reverse(f"forums:{page}", args=[event.uid])
    except NoReverseMatch:
        return reverse("forums:event_overview", args=[event.uid])


def _counted(finding: Finding) -> str:
    count = finding.count
    if finding.gap == Gap.TASKS:
        told = ngettext("%(n)d Aufgabe ist überfällig.", "%(n)d Aufgaben sind überfällig.", count)
    elif finding.gap == Gap.QUESTIONS:
        told = ngettext("%(n)d Antwort ist überfällig.", "%(n)d Antworten sind überfällig.", count)
    elif finding.gap == Gap.AGENDA_OUTSIDE:
        told = ngettext(
            "%(n)d Programmpunkt liegt außerhalb der Zeit.", "%(n)d Programmpunkte liegen außerhalb der Zeit.", count
        )
    elif finding.gap == Gap.SPEAKERS:
        told = ngettext("%(n)d Vortrag hat noch niemanden, der spricht.", "%(n)d Vorträge haben noch niemanden.", count)
    else:
        told = _("Mehr Plätze als der Raum hat: Er fasst %(n)d.")
    return told % {"n": count}
