"""The hotline log: three fields, one click on, taken back within ten minutes by who wrote it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.people import make_region
from werkspur.advice.models import Call
from werkspur.advice.queries.calls import by_month
from werkspur.advice.services.calls import CallRefused, note_call, remove_call
from werkspur.advice.tests.booked import booked, signed_in, text
from werkspur.advice.tests.world import advice_world
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return advice_world()


def noted(world, people, note: str = "Transporter auf dem Hof", **fields) -> Call:
    call = note_call(topic=world.topic, note=note, by=people.kai)
    Call.objects.filter(pk=call.pk).update(**fields)
    call.refresh_from_db()
    return call


def test_noted_in_one_request_and_on_to_the_search(world, people):
    region = make_region()
    kai = signed_in(people.kai)
    data = {"topic": world.topic.pk, "region": region.pk, "note": "Wer baut\u202e Alarm ein?"}
    answer = kai.post("/beratung/anrufe/", data | {"suchen": "1"})

    call = Call.objects.get()
    assert (call.note, call.region, call.by) == ("Wer baut Alarm ein?", region, people.kai)
    assert answer.url == f"/beratung/telefon/?anruf={call.pk}"
    assert "Zum Anruf: Türen und Tore Stadt Leipzig Wer baut Alarm ein?" in text(kai.get(answer.url))
    assert kai.post("/beratung/anrufe/", data).url == "/beratung/anrufe/"
    assert not Entry.objects.filter(details__icontains="Alarm").exists()


def test_without_a_topic_nothing_is_lost(world, people):
    page = signed_in(people.kai).post("/beratung/anrufe/", {"note": "Fragt nach Schloss"})

    assert page.status_code == 422
    assert "Fragt nach Schloss" in text(page)
    assert not Call.objects.exists()


def test_taken_back_within_ten_minutes_by_who_wrote_it(world, people):
    kai, peter = signed_in(people.kai), signed_in(people.peter)
    call = noted(world, people)
    assert "Löschen" in text(kai.get("/beratung/anrufe/"))
    assert "Löschen" not in text(peter.get("/beratung/anrufe/"))
    page = peter.post(f"/beratung/anrufe/{call.pk}/loeschen/", follow=True)
    assert "Löschen kann nur" in text(page)
    kai.post(f"/beratung/anrufe/{call.pk}/loeschen/")
    assert not Call.objects.exists()
    assert kai.post(f"/beratung/anrufe/{call.pk}/loeschen/").status_code == 404


@pytest.mark.parametrize("reason", ["late", "booked"])
def test_what_is_old_or_booked_stays(world, people, reason):
    if reason == "late":
        call = noted(world, people, created_at=timezone.now() - timedelta(minutes=11))
    else:
        call = noted(world, people, booking=booked(world)[0])
    with pytest.raises(CallRefused):
        remove_call(call, by=people.kai)
    assert Call.objects.exists()


def test_found_sorted_and_as_a_table(world, people):
    noted(world, people, "=Container", booking=booked(world)[0])
    noted(world, people, "Zaun", created_at=timezone.now() - timedelta(days=1))
    kai = signed_in(people.kai)

    assert [call.note for call in kai.get("/beratung/anrufe/").context["page"]] == ["=Container", "Zaun"]
    assert [call.note for call in kai.get("/beratung/anrufe/?sortierung=zeit").context["page"]] == [
        "Zaun",
        "=Container",
    ]
    assert [call.note for call in kai.get("/beratung/anrufe/?q=zau").context["page"]] == ["Zaun"]
    table = kai.get("/beratung/anrufe.csv?q=cont").content.decode()
    assert "'=Container" in table
    assert "Zaun" not in table


def test_counted_by_month_of_the_clock_on_the_wall(world, people):
    """23:30 UTC on 31 October is 0:30 on 1 November."""
    now = datetime(2026, 11, 20, tzinfo=UTC)
    noted(world, people, created_at=datetime(2026, 10, 31, 22, 30, tzinfo=UTC))
    noted(world, people, created_at=datetime(2026, 10, 31, 23, 30, tzinfo=UTC), booking=booked(world)[0])
    noted(world, people, created_at=datetime(2025, 11, 1, tzinfo=UTC))

    months = [(one.first.isoformat(), one.calls, one.booked) for one in by_month(people.kai, now=now)]
    assert months == [("2026-11-01", 1, 1), ("2026-10-01", 1, 0)]
    assert by_month(people.anna, now=now) == []


def test_only_staff_reads_calls(world, people):
    call = noted(world, people)

    for person in (people.anna, people.dora, people.otto, people.paula):
        assert signed_in(person).get("/beratung/anrufe/").status_code == 403
        assert not Call.objects.visible_to(person).filter(pk=call.pk).exists()
