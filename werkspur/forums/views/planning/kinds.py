"""The kinds of things that staff keep together: what each is called, its form, and how one is told in a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from werkspur.forums.forms.planning import kept as forms
from werkspur.forums.models import EventKind, KindStep, Room, Speaker, Venue
from werkspur.partners.forms.plans import PlanForm


@dataclass(frozen=True, kw_only=True)
class Kind:
    """slug: in the address. rows: all of them in order. told: title and remark of one. whole: the field that names what
    it belongs to, and is listed on the page of."""

    slug: str
    label: Any
    new: Any
    text: Any
    form: type[PlanForm]
    rows: Callable[[], QuerySet[Any]]
    told: Callable[[Any], tuple[str, str]]
    whole: str = ""


def days_told(days: int) -> str:
    """Return '4 Wochen vorher', '3 Tage danach', 'am Tag selbst'."""
    if days == 0:
        return _("am Tag selbst")
    many = abs(days)
    if many % 7 == 0:
        weeks = many // 7
        span = ngettext("%(n)d Woche", "%(n)d Wochen", weeks) % {"n": weeks}
    else:
        span = ngettext("%(n)d Tag", "%(n)d Tage", many) % {"n": many}
    return (_("%(span)s vorher") if days < 0 else _("%(span)s danach")) % {"span": span}


def _kind(one: EventKind) -> tuple[str, str]:
    steps = len(one.steps.all())
    told = [
        ngettext("%(n)d Minute", "%(n)d Minuten", one.minutes) % {"n": one.minutes},
        ngettext("%(n)d Schritt", "%(n)d Schritte", steps) % {"n": steps},
    ]
    if not one.is_active:
        told.insert(0, _("nicht angeboten"))
    return one.name, " · ".join(told)


def _step(one: KindStep) -> tuple[str, str]:
    return one.title, days_told(one.days)


def _venue(one: Venue) -> tuple[str, str]:
    rooms = len(one.rooms.all())
    told = [one.address.removeprefix(f"{one.name}, "), ngettext("%(n)d Raum", "%(n)d Räume", rooms) % {"n": rooms}]
    if not one.is_active:
        told.insert(0, _("wird nicht genutzt"))
    if not one.accessibility:
        told.append(_("Barrierefreiheit nicht beschrieben"))
    return one.name, " · ".join(part for part in told if part)


def _room(one: Room) -> tuple[str, str]:
    seats = ngettext("%(n)d Platz", "%(n)d Plätze", one.seats) % {"n": one.seats} if one.seats else ""
    return one.name, " · ".join(part for part in (seats, one.accessibility) if part)


def _speaker(one: Speaker) -> tuple[str, str]:
    return one.role, ", ".join(part for part in (one.organisation, one.name) if part)


KINDS = {
    kind.slug: kind
    for kind in (
        Kind(slug="arten", label=gettext_lazy("Arten"), new=gettext_lazy("Art anlegen"),
             text=gettext_lazy("Was für Veranstaltungen es gibt, womit eine neue beginnt und was dafür zu tun ist."),
             form=forms.KindForm, rows=lambda: EventKind.objects.prefetch_related("steps"), told=_kind),
        Kind(slug="schritte", label=gettext_lazy("Schritte"), new=gettext_lazy("Schritt eintragen"),
             text=gettext_lazy("Was jedes Mal zu tun ist, gezählt vom Tag der Veranstaltung."),
             form=forms.StepForm, rows=lambda: KindStep.objects.select_related("kind"), told=_step, whole="kind"),
        Kind(slug="orte", label=gettext_lazy("Orte"), new=gettext_lazy("Ort anlegen"),
             text=gettext_lazy("Häuser mit ihren Räumen: der Weg dorthin und was jemand vorfindet."),
             form=forms.VenueForm, rows=lambda: Venue.objects.prefetch_related("rooms"), told=_venue),
        Kind(slug="raeume", label=gettext_lazy("Räume"), new=gettext_lazy("Raum eintragen"),
             text=gettext_lazy("Mit der Zahl der Plätze, und ob jeder hineinkommt."),
             form=forms.RoomForm, rows=lambda: Room.objects.select_related("venue"), told=_room, whole="venue"),
        Kind(slug="vortragende", label=gettext_lazy("Vortragende"), new=gettext_lazy("Vortragende eintragen"),
             text=gettext_lazy("Wer spricht: Funktion und Einrichtung, ein Name nur auf Wunsch."),
             form=forms.SpeakerForm, rows=lambda: Speaker.objects.all(), told=_speaker),
    )
}  # fmt: skip
#: on the page of the first are rows of the second
PARTS = {"arten": "schritte", "orte": "raeume"}
WHOLES = {part: whole for whole, part in PARTS.items()}


def kind_or_404(slug: str) -> Kind:
    """Return the kind of an address. Raises Http404."""
    try:
        return KINDS[slug]
    except KeyError:
        raise Http404 from None


def tabs(current: str) -> list[dict[str, Any]]:
    """The tabs above every list."""
    found = [
        {"label": _("Veranstaltungen"), "url": reverse("forums:planning"), "current": current == ""},
        {"label": _("Reihen"), "url": reverse("forums:planning_series"), "current": current == "reihen"},
    ]
    return found + [
        {"label": kind.label, "url": reverse("forums:kept", args=[kind.slug]), "current": kind.slug == current}
        for kind in KINDS.values()
        if not kind.whole
    ]
