"""Who is where, and when: every adviser, every place, no company; as page and as table."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from werkspur.advice.models import Adviser, DayChange, Offer, Place, Slot, WorkHours
from werkspur.advice.queries.whereabouts import whereabouts
from werkspur.advice.services import plan_day
from werkspur.advice.tests.booked import signed_in, text
from werkspur.advice.tests.world import NOW, advice_world, at

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)
PAGE = "/beratung/kalender/wer-ist-wo/?tag=2026-12-01"


@pytest.fixture(autouse=True)
def _now(stand_still):
    stand_still(NOW)


@pytest.fixture
def world(people):
    """A consultation day in Borna in the morning, visits in the afternoon, an hour away."""
    made = advice_world()
    plan_day(
        offer=made.offer, adviser=made.adviser, office=made.offices["borna"], room="Raum 2", day=TUESDAY,
        start=time(9), end=time(12), by=people.kai,
    )  # fmt: skip
    WorkHours.objects.create(adviser=made.adviser, weekday=1, start=time(13), end=time(16))
    DayChange.objects.create(adviser=made.adviser, day=TUESDAY, start=time(15), end=time(16), reason="Fortbildung")
    made.book(Slot.objects.get(start=at(9)))
    visit = Offer.objects.create(kind=Offer.Kind.VISIT, title="Besuch", minutes=60)
    visit.topics.add(made.topic)
    slot = Slot.objects.create(offer=visit, adviser=made.adviser, start=at(13, 30), end=at(14, 30))
    made.visit = made.book(slot, place=Place.objects.create(key="grimma", name="Grimma"))
    return made


def rows(people, **other) -> list[tuple[str, str, str, int | None]]:
    found = whereabouts(people.kai, day=TUESDAY, now=NOW, **other)
    return [(f"{one.start:%H:%M}", one.place, one.what, one.booked) for one in found]


def test_the_day_of_an_adviser(world, people):
    assert rows(people) == [
        ("09:00", "Borna, Regionalbüro, Polizei, Raum 2", "Sprechtag", 1),
        ("13:00", "unterwegs oder am Telefon", "Besuche und Anrufe", 1),
        ("13:30", "Grimma", "Besuch im Betrieb", 1),
        ("15:00", "nicht da", "Fortbildung", None),
    ]


def test_page_and_table_name_no_company(world, people):
    kai = signed_in(people.kai)
    page, table = text(kai.get(PAGE)), kai.get(PAGE.replace("/?", ".csv?")).content.decode()

    for told in (page, table):
        assert "Grimma" in told
        assert world.visit.company_name not in told
    assert "01.12.2026;Beratungsstelle;09:00;12:00;Borna, Regionalbüro, Polizei, Raum 2;Sprechtag;1" in table
    assert "Buß- und Bettag" in text(kai.get(PAGE.replace("2026-12-01", "2026-11-18")))
    assert kai.get("/beratung/kalender/wer-ist-wo/?tag=0001-01-01").status_code == 200


def test_sorted_by_place(world, people):
    assert [row[1] for row in rows(people, sort="ort")][:2] == ["Borna, Regionalbüro, Polizei, Raum 2", "Grimma"]


def test_the_number_of_statements_does_not_grow(world, people):
    seen = []
    for number in range(3):
        Adviser.objects.create(partner=world.police, title=f"Stelle {number}", email="x@werkspur.example",
                               start=world.adviser.start)  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            whereabouts(people.kai, day=TUESDAY, now=NOW)
        seen.append(len(captured))

    assert seen[0] == seen[2]
