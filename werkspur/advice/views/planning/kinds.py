"""The kinds of things that planners keep: what each is called, its form, and how one is told in a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from werkspur.advice.forms import planning as forms
from werkspur.advice.models import Adviser, Closure, DayChange, Offer, Place, Topic, TravelTime, WorkHours
from werkspur.advice.queries.planned import weekday_name
from werkspur.partners.forms.plans import PlanForm
from werkspur.partners.models import Person


@dataclass(frozen=True)
class Kind:
    """slug: in the address. rows: all of them in order. told: title and remark of one. tab: has a list of its own."""

    slug: str
    label: Any
    new: Any
    text: Any
    form: type[PlanForm]
    rows: Callable[[], QuerySet[Any]]
    told: Callable[[Any], tuple[str, str]]
    tab: bool = True
    removable: bool = True


def _day(value: Any) -> str:
    return date_format(value, "j. F Y")


def _clock(start: Any, end: Any) -> str:
    if start is None:
        return _("ganzer Tag")
    return _("%(start)s bis %(end)s Uhr") % {"start": time_format(start, "G:i"), "end": time_format(end, "G:i")}


def _adviser(one: Adviser) -> tuple[str, str]:
    most = one.most_a_day
    told = [str(one.partner), _("beginnt in %(place)s") % {"place": one.start}]
    if most:
        told.append(ngettext("höchstens %(n)d Termin am Tag", "höchstens %(n)d Termine am Tag", most) % {"n": most})
    return one.title, " · ".join(told if one.is_active else [_("nicht aktiv"), *told])


def hours_told(one: WorkHours) -> tuple[str, str]:
    told = [str(one.office or _("unterwegs"))]
    if one.weeks != WorkHours.Weeks.ALL:
        told.append(one.get_weeks_display())
    if one.first:
        told.append(_("ab %(day)s") % {"day": _day(one.first)})
    if one.last:
        told.append(_("bis %(day)s") % {"day": _day(one.last)})
    return f"{weekday_name(one.weekday)}, {_clock(one.start, one.end)}", " · ".join(told)


def change_told(one: DayChange) -> tuple[str, str]:
    what = _("nicht da") if one.away else _("zusätzlich da")
    told = [what, _clock(one.start, one.end), one.public_reason, one.reason]
    return _day(one.day), " · ".join(part for part in told if part)


def _closure(one: Closure) -> tuple[str, str]:
    span = _day(one.first) if one.first == one.last else f"{_day(one.first)} – {_day(one.last)}"
    told = [span, str(one.office or ""), str(one.adviser or ""), "" if one.closes else _("nur angezeigt")]
    return one.public_reason, " · ".join(part for part in told if part)


def _offer(one: Offer) -> tuple[str, str]:
    told = [one.get_kind_display(), ngettext("%(n)d Minute", "%(n)d Minuten", one.minutes) % {"n": one.minutes}]
    if one.by_staff:
        told.append(_("wird von Hand bestätigt"))
    if not one.is_active:
        told.append(_("nicht angeboten"))
    return one.title, " · ".join(told)


def _topic(one: Topic) -> tuple[str, str]:
    return one.name, one.text if one.is_active else _("nicht angeboten")


def _place(one: Place) -> tuple[str, str]:
    if one.latitude is None or one.longitude is None:
        return one.name, _("ohne Koordinaten")
    told = {"latitude": f"{one.latitude:.3f}".replace(".", ","), "longitude": f"{one.longitude:.3f}".replace(".", ",")}
    return one.name, _("%(latitude)s Grad Nord, %(longitude)s Grad Ost") % told


def _way(one: TravelTime) -> tuple[str, str]:
    minutes = ngettext("%(n)d Minute", "%(n)d Minuten", one.minutes) % {"n": one.minutes}
    return f"{one.origin} – {one.target}", minutes


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("berater", gettext_lazy("Berater"), gettext_lazy("Berater anlegen"),
             gettext_lazy("Wer berät, wo der Tag beginnt und was er anbietet."),
             forms.AdviserForm, lambda: Adviser.objects.select_related("partner", "start"), _adviser),
        Kind("arbeitszeiten", gettext_lazy("Arbeitszeiten"), gettext_lazy("Arbeitszeit eintragen"),
             gettext_lazy("Sie kommt jede Woche wieder; Feiertage sind von selbst frei."),
             forms.HoursForm, lambda: WorkHours.objects.select_related("adviser", "office"), hours_told, tab=False),
        Kind("ausnahmen", gettext_lazy("Ausnahmen"), gettext_lazy("Ausnahme eintragen"),
             gettext_lazy("An einem Tag ist es anders: nicht da, oder zusätzlich da."),
             forms.ChangeForm, lambda: DayChange.objects.select_related("adviser", "office"), change_told, tab=False),
        Kind("schliesszeiten", gettext_lazy("Schließzeiten"), gettext_lazy("Schließzeit eintragen"),
             gettext_lazy("Gesetzliche Feiertage in Sachsen sind schon frei. Hier steht, was dazukommt."),
             forms.ClosureForm, lambda: Closure.objects.select_related("office", "adviser"), _closure),
        Kind("angebote", gettext_lazy("Angebote"), gettext_lazy("Angebot anlegen"),
             gettext_lazy("Was sich buchen lässt, wie lange es dauert und wie früh man es buchen muss."),
             forms.OfferForm, lambda: Offer.objects.all(), _offer),
        Kind("themen", gettext_lazy("Themen"), gettext_lazy("Thema anlegen"),
             gettext_lazy("Worüber Betriebe sprechen wollen. Mit dem Thema beginnt jede Buchung."),
             forms.TopicForm, lambda: Topic.objects.all(), _topic),
        Kind("orte", gettext_lazy("Orte"), gettext_lazy("Ort anlegen"),
             gettext_lazy("Zwischen ihnen rechnen wir Fahrzeiten. Keine Anschrift verlässt das Haus."),
             forms.PlaceForm, lambda: Place.objects.select_related("office"), _place),
        Kind("fahrzeiten", gettext_lazy("Fahrzeiten"), gettext_lazy("Fahrzeit eintragen"),
             gettext_lazy("Wo Sie es besser wissen: Diese Minuten gehen vor der Rechnung."),
             forms.TravelForm, lambda: TravelTime.objects.select_related("origin", "target"), _way),
    )
}  # fmt: skip


def kind_or_404(slug: str) -> Kind:
    """Return the kind of an address. Raises Http404."""
    try:
        return KINDS[slug]
    except KeyError:
        raise Http404 from None


def tabs(current: str, *, person: Person) -> list[dict[str, Any]]:
    """The tabs above every list; chambers also write the letters around an appointment."""
    first = {"label": _("Sprechtage"), "url": reverse("advice:planning"), "current": current == ""}
    tours = {"label": _("Beratungstag"), "url": reverse("advice:tours"), "current": current == "beratungstag"}
    lists = [
        {"label": kind.label, "url": reverse("advice:planned", args=[kind.slug]), "current": kind.slug == current}
        for kind in KINDS.values()
        if kind.tab
    ]
    letters = [{"label": _("Briefe"), "url": reverse("advice:letters"), "current": False}]
    return [first, tours, *lists, *(letters if person.has_role("chamber") else [])]
