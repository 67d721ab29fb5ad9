"""Planners keep advisers, hours and consultation days on pages; free slots follow at once."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from werkspur.advice.initial_data import load
from werkspur.advice.models import Adviser, Closure, ConsultationDay, Offer, Place, Slot, Topic, TravelTime, WorkHours
from werkspur.advice.services import planning
from werkspur.advice.tests.world import advice_world
from werkspur.base import queue
from werkspur.base.calendar import holidays
from werkspur.base.calendar.repeat import Repeat, rule_of
from werkspur.partners import initial_data as partners

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(people):
    made = advice_world()
    made.people = people
    return made


@pytest.fixture
def kai(client, people):
    client.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    return client


def working_day(after: int = 10) -> date:
    return holidays.next_working_day(timezone.localdate() + timedelta(days=after))


def hours(world, **other) -> dict[str, object]:
    values = {"adviser": world.adviser.pk, "weekday": working_day().weekday(), "start": "9:00", "end": "11:00"}
    return values | {"office": world.offices["borna"].pk, "weeks": "all"} | other


def day_of(world, **other) -> dict[str, object]:
    values = {"offer": world.offer.pk, "adviser": world.adviser.pk, "office": world.offices["borna"].pk}
    values |= {"first": working_day().isoformat(), "start": "9:00", "end": "11:00", "repeat": "once", "policy": "skip"}
    return values | other


def test_hours_make_slots_at_once_and_removing_them_takes_them_away(kai, world):
    answer = kai.post(reverse("advice:planned_new", args=["arbeitszeiten"]), hours(world))
    assert answer.status_code == 302
    assert Slot.objects.filter(adviser=world.adviser).count() > 10

    one = WorkHours.objects.get()
    kai.post(reverse("advice:planned_remove", args=["arbeitszeiten", one.pk]))
    assert not Slot.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"end": "9:00"}, "Das liegt nicht nach dem Anfang."),
        ({"start": "neun"}, "Das ist keine Uhrzeit."),
        ({"first": "24.12.2026", "last": "1.12.2026"}, "Das liegt nicht nach dem Anfang."),
        ({"adviser": "999999"}, "Diese Auswahl gibt es nicht mehr."),
    ],
)
def test_wrong_hours_stay_in_the_form_with_a_sentence(kai, world, wrong, sentence):
    answer = kai.post(reverse("advice:planned_new", args=["arbeitszeiten"]), hours(world, **wrong))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not WorkHours.objects.exists()


def test_an_exception_needs_both_times(kai, world):
    values = {"adviser": world.adviser.pk, "day": working_day().isoformat(), "away": "on", "start": "9:00"}
    answer = kai.post(reverse("advice:planned_new", args=["ausnahmen"]), values)

    assert "Anfang und Ende gehören zusammen." in answer.content.decode()


def test_a_way_to_the_same_place_and_one_entered_twice_are_refused(kai, world):
    borna, torgau = Place.objects.get(key="borna"), Place.objects.get(key="torgau")
    url = reverse("advice:planned_new", args=["fahrzeiten"])

    assert "Das ist derselbe Ort." in kai.post(url, {"origin": borna.pk, "target": borna.pk, "minutes": 5}).text
    way = {"origin": borna.pk, "target": torgau.pk, "minutes": 70}
    assert "kleiner oder gleich 719" in kai.post(url, way | {"minutes": 720}).text
    assert kai.post(url, way).status_code == 302
    assert "Diese Fahrzeit ist schon eingetragen." in kai.post(url, way).text
    assert TravelTime.objects.get().minutes == 70


def test_a_place_has_both_coordinates_with_a_comma(kai, world):
    url = reverse("advice:planned_new", args=["orte"])

    assert "Breite und Länge gehören zusammen." in kai.post(url, {"name": "Gewerbepark", "latitude": "51,3"}).text
    assert kai.post(url, {"name": "Gewerbepark", "latitude": "51,3", "longitude": "12,4"}).status_code == 302
    assert Place.objects.get(key="gewerbepark").latitude == 51.3


def test_what_has_appointments_is_not_deleted(kai, world):
    world.book(world.slot(9))
    answer = kai.post(reverse("advice:planned_remove", args=["angebote", world.offer.pk]), follow=True)

    assert "Daran hängen schon Termine." in answer.content.decode()
    assert Offer.objects.filter(pk=world.offer.pk).exists()


def test_a_closure_for_everybody_is_left_to_the_worker(world):
    day = working_day()
    for number in range(4):
        other = Adviser.objects.create(
            partner=world.police, title=f"Stelle {number}", email="b@werkspur.example", start=world.adviser.start
        )
        other.offers.add(world.offer)
        planning.keep(
            WorkHours(adviser=other, weekday=day.weekday(), start=time(9), end=time(10), office=world.offices["borna"]),
            by=world.people.kai,
        )
    on_the_day = Slot.objects.filter(start__date=day)
    assert on_the_day.count() == 4

    planning.keep(Closure(first=day, last=day, public_reason="Betriebsausflug"), by=world.people.kai)
    queue.work_off()
    assert not on_the_day.exists()


def test_an_adviser_who_stops_has_no_slots(kai, world):
    kai.post(reverse("advice:planned_new", args=["arbeitszeiten"]), hours(world))
    world.adviser.is_active = False
    planning.keep(world.adviser, by=world.people.kai)

    assert not Slot.objects.exists()


def test_a_day_and_a_series_are_planned_changed_and_dropped(kai, world):
    first = working_day()
    assert kai.post(reverse("advice:day_new"), day_of(world)).status_code == 302
    series = day_of(
        world, first=(first + timedelta(days=1)).isoformat(), repeat="weekly", office=world.offices["torgau"].pk
    )
    assert "Eine Reihe braucht einen letzten Tag." in kai.post(reverse("advice:day_new"), series).text
    series["last"] = (first + timedelta(days=30)).isoformat()
    assert kai.post(reverse("advice:day_new"), series).status_code == 302

    planned = ConsultationDay.objects.filter(series__isnull=False, state="planned").first()
    edited = {"day": planned.day.isoformat(), "adviser": world.adviser.pk, "office": world.offices["torgau"].pk}
    edited |= {"room": "1.04", "start": "9:00", "end": "12:00", "scope": "all"}
    url = reverse("advice:day_edit", args=[planned.uid])
    assert kai.post(url, edited).status_code == 302
    assert set(ConsultationDay.objects.filter(series=planned.series, state="planned").values_list("room")) == {
        ("1.04",)
    }

    cancel = reverse("advice:day_cancel", args=[planned.uid])
    assert kai.post(cancel, {"reason": "  ", "scope": "this"}).status_code == 422
    assert kai.post(cancel, {"reason": "Umbau", "scope": "this"}).status_code == 302
    assert "Umbau" in kai.get(reverse("advice:planning")).text


def test_the_same_adviser_twice_is_told_at_the_field(kai, world):
    kai.post(reverse("advice:day_new"), day_of(world))
    answer = kai.post(reverse("advice:day_new"), day_of(world, office=world.offices["torgau"].pk))

    assert answer.status_code == 422
    assert "hat der Berater zu dieser Zeit schon einen Sprechtag" in answer.text
    assert ConsultationDay.objects.count() == 1


def test_every_list_and_form_opens(kai, world):
    for kind in ("berater", "arbeitszeiten", "ausnahmen", "schliesszeiten", "angebote", "themen", "orte", "fahrzeiten"):
        for name in ("planned", "planned_new"):
            assert kai.get(reverse(f"advice:{name}", args=[kind])).status_code == 200
    assert kai.get(reverse("advice:planned", args=["unsinn"])).status_code == 404
    assert world.adviser.title in kai.get(reverse("advice:adviser", args=[world.adviser.uid])).text


def test_a_new_house_knows_topics_places_and_school_holidays_and_loading_again_changes_nothing():
    partners.load()
    load()
    Topic.objects.filter(slug="baustelle").update(name="Baustellen")
    before = [model.objects.count() for model in (Topic, Offer, Place, Closure)]
    load()

    assert [model.objects.count() for model in (Topic, Offer, Place, Closure)] == before
    assert Topic.objects.get(slug="baustelle").name == "Baustellen"
    assert not Closure.objects.filter(closes=True).exists()
    assert Place.objects.get(office__city="Torgau").source.startswith("Mitte der Gemeinde")
    assert not Place.objects.filter(latitude=None).exists()


@pytest.mark.parametrize(
    ("repeat", "first", "rule"),
    [
        (Repeat.ONCE, date(2026, 12, 1), ""),
        (Repeat.FORTNIGHTLY, date(2026, 12, 1), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        (Repeat.MONTHLY, date(2026, 12, 8), "FREQ=MONTHLY;BYDAY=2TU"),
        (Repeat.MONTHLY, date(2026, 12, 29), "FREQ=MONTHLY;BYDAY=-1TU"),
        (Repeat.LAST, date(2026, 12, 1), "FREQ=MONTHLY;BYDAY=-1TU"),
    ],
)
def test_how_often_becomes_a_rule(repeat, first, rule):
    assert rule_of(repeat, first=first) == rule
