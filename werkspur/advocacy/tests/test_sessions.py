"""When bodies sit: by hand, by harvest, in a month, in the own calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from werkspur.advocacy.models import Session
from werkspur.advocacy.services import sessions as services
from werkspur.advocacy.tests.world import advocacy_world
from werkspur.journal.models import Entry

START = datetime(2027, 1, 20, 15, tzinfo=UTC)


@pytest.fixture
def world(people):
    return advocacy_world()


@pytest.fixture
def kai(client, people):
    client.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_harvested_meeting_changes_in_place_and_keeps_our_words(world):
    first = services.from_meeting("https://rat.example/m/1", addressee=world.council, start=START, title="12. Sitzung")
    Session.objects.filter(pk=first.pk).update(note="Top 7 betrifft uns")
    later = START + timedelta(days=1)
    again = services.from_meeting(
        "https://rat.example/m/1", addressee=world.council, start=later, end=later, cancelled=True, title="x" * 300
    )
    session = Session.objects.get()
    assert (again.pk, session.start, session.end, session.cancelled) == (first.pk, later, None, True)
    assert (session.note, len(session.title)) == ("Top 7 betrifft uns", 200)


def test_of_a_harvested_session_only_our_own_words_are_asked(world, kai):
    session = services.from_meeting("https://rat.example/m/1", addressee=world.council, start=START)
    address = reverse("advocacy:session_edit", args=[session.uid])
    assert set(kai.get(address).context["form"].fields) == {"seen", "note", "demands"}
    kai.post(reverse("advocacy:session_remove", args=[session.uid]))
    demand = world.released()
    kai.post(address, {"note": "Unser Licht", "demands": [demand.pk]})
    session.refresh_from_db()
    assert (session.start, session.note, list(session.demands.all())) == (START, "Unser Licht", [demand])


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("2027-01-20T16:00", "2027-01-20T15:00", "nicht nach dem Anfang"),
        ("2027-01-20T16:00", "2027-02-20T15:00", "Länger als vier Tage"),
        ("0999-01-20T16:00", "", "Vor 2000"),
        ("9999-12-31T23:59", "", "mehr als drei Jahre"),
    ],
)
def test_a_time_without_sense_is_refused(world, kai, start, end, sentence):
    data = {"addressee": world.council.pk, "start": start, "end": end}
    answer = kai.post(reverse("advocacy:session_new"), data)
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors)


def test_the_month_shows_every_session_on_its_day_in_berlin(world, kai):
    """23:30 UTC on 31 January is February already."""
    Session.objects.create(addressee=world.council, start=datetime(2027, 1, 31, 23, 30, tzinfo=UTC))
    weeks = kai.get(reverse("advocacy:sessions_month", args=[2027, 2])).context["weeks"]
    sitting = [day.day.day for week in weeks for day in week if day.sessions]
    assert sitting == [1]
    assert kai.get(reverse("advocacy:sessions_month", args=[2027, 13])).status_code == 404


def test_the_list_begins_with_today(world, kai):
    now = timezone.now()
    for days in (-40, 1, 9):
        Session.objects.create(addressee=world.council, start=now + timedelta(days=days), title=f"{days}")
    page = kai.get(reverse("advocacy:sessions")).context["page"]
    assert [one.title for one in page] == ["1", "9"]
    past = kai.get(reverse("advocacy:sessions"), {"zeit": "vorbei"}).context["page"]
    assert [one.title for one in past] == ["-40"]


def test_one_session_goes_into_a_calendar_without_our_remark(world, kai):
    session = Session.objects.create(addressee=world.council, start=START, title="12. Sitzung", note="heikel")
    told = kai.get(reverse("advocacy:session_calendar", args=[session.uid])).content.decode()
    assert "SUMMARY:Rat der Probestadt: 12. Sitzung" in told
    assert "DTSTART;TZID=Europe/Berlin:20270120T160000" in told
    assert "heikel" not in told


def test_a_secret_link_lives_until_it_is_renewed_or_the_role_ends(world, client, people):
    Session.objects.create(addressee=world.council, start=timezone.now() + timedelta(days=3))
    old = services.renew_feed(people.kai, by=people.kai)
    token = services.renew_feed(people.kai, by=people.kai)

    def answer(one):
        return client.get(reverse("advocacy:sessions_feed", args=[one]))

    assert answer(old).status_code == 404
    assert b"SUMMARY:Rat der Probestadt" in answer(token).content
    people.kai.roles.all().delete()
    assert answer(token).status_code == 404


def test_ending_a_link_twice_is_noted_once(world, people):
    services.renew_feed(people.kai, by=people.kai)
    services.end_feed(people.kai, by=people.kai)
    services.end_feed(people.kai, by=people.kai)
    assert Entry.objects.filter(verb="advocacy.feed_ended").count() == 1
