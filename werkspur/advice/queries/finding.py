"""What the search of the site finds in advice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advice.models import Booking, Offer, Topic
from werkspur.advice.queries import installers
from werkspur.base.bausteine import Hit
from werkspur.base.calendar.wallclock import shown
from werkspur.base.sorting import sort_key

MOST = 5


def hits(text: str, *, person: Any) -> Iterable[Hit]:
    """Return topics and offers that can be booked, installers on the public list, and bookings of this person."""
    wanted = sort_key(text).split()
    if not wanted:
        return
    topics = Topic.objects.filter(is_active=True, offers__is_active=True).distinct()
    for topic in _matching(topics, wanted, lambda one: f"{one.name} {one.text}"):
        page = f"{reverse('advice:booking_new')}?thema={topic.slug}"
        yield Hit(topic.name, page, text=topic.text, kind=_("Beratung"))
    offers = Offer.objects.filter(is_active=True, urgent=False)
    for offer in _matching(offers, wanted, lambda one: f"{one.title} {one.text} {one.get_kind_display()}"):
        yield Hit(offer.title, reverse("advice:overview"), text=str(offer.get_kind_display()), kind=_("Beratung"))
    for firm in installers.shown(day=timezone.localdate(), text=text)[:MOST]:
        page = f"{reverse('advice:installers')}?q={quote(firm.name)}"
        yield Hit(firm.name, page, text=f"{firm.city}, {', '.join(firm.skill_names)}", kind=_("Errichter"))
    yield from _bookings(wanted, person=person)


def _bookings(wanted: list[str], *, person: Any) -> Iterable[Hit]:
    seen = Booking.objects.visible_to(person).exclude(state__in=[Booking.State.EXPIRED, Booking.State.HELD])
    recent = seen.select_related("slot", "topic").order_by("-slot__start")[:500]
    for one in _matching(recent, wanted, lambda one: f"{one.company_name} {one.topic.name}"):
        when = f"{shown(one.slot.start):%d.%m.%Y, %H:%M}"
        yield Hit(one.company_name, reverse("advice:booking", args=[one.uid]), text=when, kind=_("Termin"))


def _matching(rows: Iterable[Any], wanted: list[str], words: Any) -> list[Any]:
    """The first rows whose words hold all that was asked for, in the German way of comparing."""
    return [one for one in rows if all(part in sort_key(words(one)) for part in wanted)][:MOST]
