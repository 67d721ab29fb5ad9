"""The search on the telephone: one line is understood, the nearest is offered, one click books."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from werkspur.advice.models import Booking, Call, Offer, Place, Slot
from werkspur.advice.queries.phone import Asked, next_free
from werkspur.advice.rules.phone import Wish, read
from werkspur.advice.services.calls import note_call
from werkspur.advice.tests.booked import signed_in, text
from werkspur.advice.tests.world import MINUTE, NOW, advice_world, at

#: a Friday
TODAY = date(2026, 11, 20)
PLACES = {"grimma": "grimma", "borna": "borna", "bad düben": "dueben", "bad lausick": "lausick"}
TOPICS = {"türen, fenster und tore": "tueren", "türen": "tueren", "nach einem einbruch": "tat", "einbruch": "tat"}


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("", Wish(since=TODAY)),
        ("Grimma nach Dienstag", Wish(since=date(2026, 11, 25), place="grimma")),
        ("grimma ab Di.", Wish(since=date(2026, 11, 24), place="grimma")),
        ("Türen Borna nächste Woche vormittags",
         Wish(since=date(2026, 11, 23), until=date(2026, 11, 29), half="am", place="borna", topic="tueren")),
        ("heute", Wish(since=TODAY, until=TODAY)),
        ("am Freitag nachmittags", Wish(since=TODAY, until=TODAY, half="pm")),
        ("Bad Düben übermorgen", Wish(since=date(2026, 11, 22), until=date(2026, 11, 22), place="dueben")),
        ("Einbruch in Borna vor dem 3.12.", Wish(since=TODAY, until=date(2026, 12, 2), place="borna", topic="tat")),
        ("ab 3.1.", Wish(since=date(2027, 1, 3))),
        ("bis 28.2.2027", Wish(since=TODAY, until=date(2027, 2, 28))),
        ("31.2. Grim", Wish(since=TODAY, place="grimma", unknown=("31.2.",))),
        ("am 1.11.2026", Wish(since=TODAY)),
        ("bad", Wish(since=TODAY, unknown=("bad",))),
        ("xyz Grimma \u202e\u200b", Wish(since=TODAY, place="grimma", unknown=("xyz",))),
    ],
)  # fmt: skip
def test_one_line_is_understood_and_what_is_not_is_told(line, wish):
    assert read(line, today=TODAY, places=PLACES, topics=TOPICS) == wish


@pytest.fixture
def world():
    return advice_world()


@pytest.fixture
def in_november(stand_still):
    stand_still(NOW)


def days(suggestions) -> list[str]:
    return [f"{one.slot.office.city if one.slot.office else one.kind} {one.slot.start:%d}" for one in suggestions]


@pytest.mark.django_db
def test_the_next_one_there_and_what_comes_nearest(world):
    world.slot(9, day=1)
    world.slot(9, day=3)
    world.slot(9, day=2, office="torgau")
    visit = Offer.objects.create(kind=Offer.Kind.VISIT, title="Besuch", minutes=60)
    Slot.objects.create(offer=visit, adviser=world.adviser, start=at(14, day=2), end=at(15, day=2))
    asked = Asked(since=date(2026, 12, 2), place=Place.objects.get(key="borna"))
    answer = next_free(asked, now=NOW)

    assert days(answer.best) == ["Borna 03"]
    assert [(heading, days(some)) for heading, some in answer.others] == [
        ("Anderer Tag", ["Borna 01"]), ("Anderes Büro", ["Torgau 02"]), ("Im Betrieb", ["visit 02"]),
    ]  # fmt: skip
    assert answer.others[1][1][0].minutes > 60


@pytest.mark.django_db
def test_a_municipality_without_office_gets_the_nearest(world):
    world.slot(9, office="torgau")
    world.slot(10)
    town = Place.objects.create(key="town", name="Oschatz", latitude=51.3, longitude=13.1)
    answer = next_free(Asked(since=date(2026, 12, 1), place=town), now=NOW)

    assert days(answer.best) == ["Torgau 01", "Borna 01"]


@pytest.mark.django_db
def test_mornings_and_afternoons_of_the_next_days(world):
    world.slot(9)
    world.slot(14, day=2)
    place = Place.objects.get(key="borna")

    for half, found in (("am", ["Borna 01"]), ("pm", ["Borna 02"])):
        answer = next_free(Asked(since=date(2026, 12, 1), until=date(2026, 12, 5), half=half, place=place), now=NOW)
        assert days(answer.best) == found


@pytest.mark.django_db
def test_how_many_times_lie_beyond_does_not_matter(world):
    """The same statements, and as many rows, for fifty free times or five hundred."""
    asked, seen = Asked(since=date(2026, 12, 1), place=Place.objects.get(key="borna")), []
    for number in (50, 500):
        Slot.objects.bulk_create(
            Slot(
                offer=world.offer, adviser=world.adviser, office=world.offices["borna"],
                start=at(9) + timedelta(days=at_, minutes=number), end=at(9) + timedelta(days=at_, minutes=number + 30),
            )
            for at_ in range(number)
        )  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            next_free(asked, now=NOW)
        seen.append(len(captured))

    assert seen[1] <= seen[0] <= 30


@pytest.mark.django_db
def test_from_the_call_to_the_booking(world, in_november, people):
    slot, kai = world.slot(9), signed_in(people.kai)
    call = note_call(topic=world.topic, note="Container aufgebrochen", by=people.kai)
    caller = {"company_name": "Muster\u200b GmbH", "name": "Kim", "email": "kim@werkspur.example", "phone": "0341 000"}
    page = kai.get(f"/beratung/telefon/?suche=Borna&anruf={call.pk}")
    assert "9:00 Uhr, Borna" in text(page)

    query = {"suche": "Borna", "anruf": str(call.pk)}
    again = kai.post("/beratung/telefon/", query | caller)
    assert again.url == f"/beratung/telefon/?suche=Borna&anruf={call.pk}"
    assert "kim@werkspur.example" in text(kai.get(again.url))
    chosen = kai.post("/beratung/telefon/?fuer=tueren", query | caller | {"zeit": str(slot.uid)})
    form = kai.get(chosen.url).context["form"]
    assert (form["company_name"].value(), form["topic"].value()) == ("Muster GmbH", world.topic.pk)
    kai.post(chosen.url, caller | {"topic": world.topic.pk})

    booking = Booking.objects.get()
    assert (booking.state, booking.via, booking.company_name) == ("confirmed", "staff", "Muster GmbH")
    assert Call.objects.get().booking == booking
    assert "kim@werkspur.example" not in text(kai.get("/beratung/telefon/"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["suche=%00", "anruf=²", "anruf=99999999999999999999", "ab=gestern", "ort=x&berater=y", "suche=" + "x" * 500],
)
def test_what_nobody_types_is_answered(world, people, query):
    assert signed_in(people.peter).get(f"/beratung/telefon/?{query}").status_code == 200


@pytest.mark.django_db
def test_a_visitor_cannot_use_the_session_of_staff(world, people):
    """Caller's data only ever fill the form of staff."""
    slot, anna = world.slot(9), signed_in(people.anna)
    session = anna.session
    session["advice_caller"] = {"company_name": "Fremd GmbH"}
    session.save()
    Slot.objects.filter(pk=slot.pk).update(start=NOW + timedelta(days=400), end=NOW + timedelta(days=400) + MINUTE)

    assert "Fremd GmbH" not in text(anna.get(f"/beratung/termin/angaben/?zeit={slot.uid}"))
