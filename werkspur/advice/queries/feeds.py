"""What calendars can subscribe to: an adviser's appointments by secret link, an office's consultation days by name."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.advice.models import Adviser, Booking, ConsultationDay, Place
from werkspur.advice.queries.appointments import appointment_of
from werkspur.advice.queries.wording import office_name
from werkspur.base.calendar.invitations import Appointment
from werkspur.base.calendar.wallclock import MissingHour, day_of, stored
from werkspur.partners.models import Office

#: how far back a feed reaches
BACK = timedelta(days=30)
_PREFIX = "buero-"


def appointments_of(adviser: Adviser, *, now: datetime) -> list[Appointment]:
    """Return the certain appointments of an adviser, neutral as in invitations."""
    states = [Booking.State.CONFIRMED, Booking.State.DONE]
    found = Booking.objects.filter(adviser=adviser, state__in=states, slot__start__gt=now - BACK)
    related = found.select_related("place", "slot__offer", "slot__office__partner")
    return [appointment_of(booking, for_adviser=True) for booking in related.order_by("slot__start")]


def days_of(office: Office, *, now: datetime) -> list[Appointment]:
    """Return the consultation days of an office: when and where, nobody who comes."""
    days = ConsultationDay.objects.filter(
        office=office, state=ConsultationDay.State.PLANNED, day__gt=day_of(now - BACK)
    ).select_related("offer", "office__partner")  # fmt: skip
    return [one for day in days.order_by("day", "start") if (one := _day(day))]


def office_of(slug: str) -> Office | None:
    """Return the office with this name in addresses."""
    places = Place.objects.filter(key__in=[slug, _PREFIX + slug], office__isnull=False)
    place = places.select_related("office__partner").first()
    return place.office if place else None


def offices_with_days(*, now: datetime) -> list[tuple[Office, str]]:
    """Return the offices that have consultation days to come, each with its name in addresses."""
    coming = ConsultationDay.objects.filter(state=ConsultationDay.State.PLANNED, day__gte=day_of(now))
    places = Place.objects.filter(office__in=coming.values("office")).select_related("office__partner")
    found = [(place.office, place.key.removeprefix(_PREFIX)) for place in places if place.office]
    return sorted(found, key=lambda pair: (pair[0].city, pair[0].partner.short_name))


def _day(day: ConsultationDay) -> Appointment | None:
    try:
        start, end = stored(day.day, day.start), stored(day.day, day.end)
    except MissingHour:  # a day that begins or ends in the hour that is left out has no slots either
        return None
    place = ", ".join(part for part in (office_name(day.office), day.office.street, day.room) if part)
    return Appointment(
        uid=f"{day.uid}@{urlsplit(settings.SITE_ADDRESS).hostname}",
        sequence=0,
        start=start,
        end=end,
        summary=_("Sprechtag: Beratung gegen Einbruch und Diebstahl"),
        written=day.updated_at,
        place=place,
        text=_("Kostenlos und vertraulich. Zeiten wählen Sie auf unserer Seite."),
        url=urljoin(settings.SITE_ADDRESS, f"{reverse('advice:booking_new')}?ort=buero-{day.office_id}"),
    )
