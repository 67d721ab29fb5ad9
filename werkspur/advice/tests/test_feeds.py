"""Calendars to subscribe to: an adviser's by secret link, an office's for everybody."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from werkspur.advice import services
from werkspur.advice.models import Adviser, Booking, ConsultationDay
from werkspur.advice.services.feeds import renew_feed
from werkspur.advice.tests.booked import booked, make_slot, signed_in, text
from werkspur.advice.tests.world import advice_world
from werkspur.base import feeds
from werkspur.base.calendar.wallclock import day_of
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "/beratung/kalender/abonnement/"


@pytest.fixture
def world(people):
    made = advice_world()
    Adviser.objects.filter(pk=made.adviser.pk).update(person=people.peter)
    return made


@pytest.fixture
def visitor() -> Client:
    cache.clear()
    return Client()


def link_of(page) -> str:
    found = re.search(r"/beratung/kalender/([\w-]{32})\.ics", text(page))
    assert found is not None
    return found[0]


def events(response) -> list:
    return Calendar.from_ical(response.content).walk("VEVENT")


def make_day(world, **other) -> ConsultationDay:
    values = {"offer": world.offer, "adviser": world.adviser, "office": world.offices["borna"], "start": "09:00",
              "end": "15:00", "day": day_of(timezone.now()) + timedelta(days=9)}  # fmt: skip
    day = ConsultationDay.objects.create(**(values | other))
    day.refresh_from_db()
    return day


def test_the_link_of_somebody_who_advises_no_more_is_dead(world, people, visitor):
    link = link_of(signed_in(people.peter).post(PAGE))
    people.peter.roles.all().delete()
    assert visitor.get(link).status_code == 404


def test_an_adviser_makes_a_link_and_a_new_one_ends_the_old(world, people, visitor):
    booked(world)
    peter = signed_in(people.peter)
    assert "Sie haben noch keinen Link." in text(peter.get(PAGE))
    first = link_of(peter.post(PAGE))
    assert visitor.get(first).status_code == 200
    assert first not in text(peter.get(PAGE))
    token = first.rpartition("/")[2].removesuffix(".ics")
    assert token not in Adviser.objects.get().feed_digest

    second = link_of(peter.post(PAGE))
    assert [visitor.get(link).status_code for link in (first, second)] == [404, 200]
    peter.post(PAGE, {"end": "1"})
    assert visitor.get(second).status_code == 404
    verbs = list(Entry.objects.filter(verb__startswith="advice.feed").order_by("number").values_list("verb", flat=True))
    assert verbs == ["advice.feed_created", "advice.feed_created", "advice.feed_ended"]
    assert not [entry for entry in Entry.objects.all() if token in str(entry.details)]


def test_the_page_is_never_kept_and_who_is_no_adviser_reads_how_to_become_one(world, people):
    response = signed_in(people.peter).post(PAGE)
    assert "no-store" in response["Cache-Control"]
    Adviser.objects.update(person=None)
    assert "noch nicht als Berater eingetragen" in text(signed_in(people.peter).get(PAGE))
    signed_in(people.peter).post(PAGE)
    assert not Adviser.objects.filter(feed_digest="").exists()


def test_the_feed_has_certain_appointments_as_in_the_invitation_and_nobodys_name(world, people, visitor):
    booking, manage = booked(world)
    cancelled, _token = booked(world, make_slot(world, hours=2))
    services.cancel_booking(cancelled, by="public")
    world.offer.by_staff = True
    world.offer.save()
    booked(world, make_slot(world, hours=4))
    response = visitor.get(f"/beratung/kalender/{renew_feed(world.adviser, by=people.peter)}.ics")
    (event,) = events(response)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert str(Calendar.from_ical(response.content)["method"]) == "PUBLISH"
    assert (str(event["uid"]), str(event["summary"])) == (booking.ical_uid, "Beratungstermin")
    assert event["dtstart"].dt == booking.slot.start
    page = response.content.decode()
    assert not [secret for secret in (booking.company_name, booking.name, booking.email, manage) if secret in page]


def test_a_wrong_link_and_an_empty_digest_lead_nowhere(world, visitor):
    assert Adviser.objects.get().feed_digest == ""
    for token in ("x" * 32, "x", "a" * 5000):
        assert visitor.get(f"/beratung/kalender/{token}.ics").status_code == 404


def test_the_days_of_an_office_without_who_comes(world, visitor):
    day, gone = make_day(world), make_day(world, state=ConsultationDay.State.CANCELLED)
    make_day(world, office=world.offices["torgau"])
    make_day(world, state=ConsultationDay.State.ASKING)
    booking = booked(world)[0]
    response = visitor.get("/beratung/buero/borna.ics")
    (event,) = events(response)

    assert str(event["uid"]).startswith(str(day.uid))
    assert "Sprechtag" in event["summary"]
    assert (event["dtstart"].dt.hour, event["dtstart"].params["tzid"]) == (9, "Europe/Berlin")
    assert "/beratung/termin/?ort=buero-" in event["url"]
    assert not [
        text for text in (booking.company_name, str(gone.uid), booking.email) if text in response.content.decode()
    ]
    assert visitor.get("/beratung/buero/gibtsnicht.ics").status_code == 404


def test_what_has_not_changed_is_answered_without_a_body(world, visitor):
    make_day(world)
    first = visitor.get("/beratung/buero/borna.ics")
    again = visitor.get("/beratung/buero/borna.ics", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])

    ConsultationDay.objects.get().save()  # a new version
    make_day(world, start="16:00", end="17:00")
    changed = visitor.get("/beratung/buero/borna.ics", headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, len(events(changed))) == (200, 2)


def test_who_asks_too_often_waits(world, visitor, monkeypatch):
    monkeypatch.setattr(feeds, "MOST", 3)
    answers = [visitor.get("/beratung/buero/borna.ics") for _turn in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1]["Retry-After"] == "3600"
    assert "In einer Stunde geht es weiter." in answers[-1].content.decode()


def test_the_public_page_leads_to_the_calendars_of_offices_with_days_to_come(world, visitor):
    assert "Sprechtage abonnieren" not in text(visitor.get("/beratung/"))
    make_day(world)
    page = text(visitor.get("/beratung/"))
    assert 'href="webcal://testserver/beratung/buero/borna.ics"' in page
    assert "torgau.ics" not in page
    assert Booking.objects.count() == 0


def test_an_adviser_finds_the_page_from_the_list_of_appointments(world, people):
    assert f'href="{PAGE}"' in text(signed_in(people.peter).get("/beratung/buchungen/"))
    assert f'href="{PAGE}"' not in text(signed_in(people.kai).get("/beratung/buchungen/"))
