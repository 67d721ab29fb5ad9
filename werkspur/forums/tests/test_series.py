"""Series of events: drafts by rule, holidays by policy, changes for this, this and the following, or all."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from tests.people import make_people
from werkspur.forums.models import Event, EventSeries
from werkspur.forums.services import events, series
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.tests.world import NOW, forum_world

pytestmark = pytest.mark.django_db

RULE = "FREQ=WEEKLY;BYDAY=FR"
GOOD_FRIDAY = date(2027, 3, 26)


@pytest.fixture
def world():
    made = forum_world()
    made.people = make_people()
    return made


def plan(world, *, policy="skip", **other):
    """Four Fridays around Easter 2027: 19 and 26 March (a holiday), 2 and 9 April."""
    values = {"kind": world.kind, "title": "Stammtisch", "summary": "Ein Abend.", "venue": world.venue, "seats": 30,
              "hosts": [world.crafts, world.police]}  # fmt: skip
    times = {"first": date(2027, 3, 19), "last": date(2027, 4, 9), "begins": time(18), "ends": time(20)} | other
    return series.create_series(values=values, rule=RULE, policy=policy, by=world.people.kai, now=NOW, **times)


def days(made):
    return [event.start.date() for event in Event.objects.filter(series=made.series).order_by("start")]


def test_a_holiday_is_left_out_with_its_name_and_the_clock_stays(world):
    made = plan(world)

    assert days(made) == [date(2027, 3, 19), date(2027, 4, 2), date(2027, 4, 9)]
    assert [(day.wanted, day.reason) for day in made.left_out] == [(GOOD_FRIDAY, "Karfreitag")]
    assert [event.start.hour for event in made.events] == [17, 16, 16]  # six o'clock, before and after the change
    assert {event.state for event in made.events} == {"draft"}
    assert len({event.slug for event in made.events}) == 3


def test_a_holiday_moves_to_the_next_working_day(world):
    assert date(2027, 3, 30) in days(plan(world, policy="next"))  # Easter Monday is one too


def test_a_holiday_is_asked_about_and_decided_once(world):
    made = plan(world, policy="ask")
    asking = next(event for event in made.events if event.state == "asking")
    assert asking.reason == "Karfreitag"
    with pytest.raises(EventRefused, match="entscheiden"):
        events.announce_event(asking, by=world.people.kai, now=NOW)

    decided = series.decide_event(asking, to=date(2027, 3, 25), by=world.people.kai, now=NOW)
    assert (decided.state, decided.start) == ("draft", datetime(2027, 3, 25, 17, tzinfo=UTC))
    with pytest.raises(EventRefused, match="schon entschieden"):
        series.decide_event(asking, to=None, by=world.people.kai, now=NOW)


def test_a_change_for_the_following_ones_begins_a_new_series(world):
    made = plan(world)
    first, second, third = made.events
    events.change_event(third, changes={"title": "Ausnahme"}, by=world.people.kai, now=NOW)
    changed = events.change_event(
        second, changes={"begins": time(19), "title": "Runde"}, scope="following", by=world.people.kai, now=NOW
    )

    assert [event.pk for event in changed] == [second.pk]  # the third was changed by itself and keeps its values
    first.refresh_from_db(), third.refresh_from_db()
    assert (first.title, third.title) == ("Stammtisch", "Ausnahme")
    old, new = EventSeries.objects.order_by("first")
    assert (old.start, old.last, new.start, new.title) == (time(18), date(2027, 4, 1), time(19), "Runde")
    assert set(new.hosts.all()) == {world.crafts, world.police}
    assert Event.objects.get(pk=third.pk).series == new


def test_a_change_for_all_reaches_those_to_come(world):
    made = plan(world)
    after_the_first = datetime(2027, 3, 20, tzinfo=UTC)
    events.announce_event(made.events[0], by=world.people.kai, now=NOW)
    events.change_event(
        made.events[1], changes={"ends": time(21), "seats": 25}, scope="all", by=world.people.kai, now=after_the_first
    )

    assert [event.end.hour for event in Event.objects.filter(series=made.series).order_by("start")] == [19, 19, 19]
    assert [event.seats for event in Event.objects.filter(series=made.series).order_by("start")] == [30, 25, 25]


def test_a_day_is_changed_for_a_single_one_only(world):
    made = plan(world)
    with pytest.raises(EventRefused) as refused:
        events.change_event(
            made.events[0], changes={"day": date(2027, 3, 18)}, scope="all", by=world.people.kai, now=NOW
        )
    assert refused.value.field == "day"


def test_cancelling_all_removes_drafts_and_keeps_what_was_announced(world):
    made = plan(world)
    events.announce_event(made.events[0], by=world.people.kai, now=NOW)
    events.cancel_event(made.events[0], reason="Umbau", scope="all", by=world.people.kai, now=NOW)

    assert [event.state for event in Event.objects.filter(series=made.series)] == ["cancelled"]


def test_a_series_goes_on_with_what_its_last_event_says(world):
    made = plan(world)
    events.change_event(made.events[-1], changes={"audience": "alle"}, by=world.people.kai, now=NOW)
    more = series.extend_series(made.series, last=date(2027, 4, 23), by=world.people.kai, now=NOW)

    assert [(event.start.date(), event.audience) for event in more.events] == [
        (date(2027, 4, 16), "alle"), (date(2027, 4, 23), "alle"),
    ]  # fmt: skip
    with pytest.raises(EventRefused):
        series.extend_series(made.series, last=date(2027, 4, 23), by=world.people.kai, now=NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"last": date(2027, 3, 18)}, "last"), ({"last": date(2030, 1, 1)}, "last"), ({"ends": time(17)}, "ends")],
)
def test_what_makes_no_series_is_told_at_its_field(world, wrong, field):
    with pytest.raises(EventRefused) as refused:
        plan(world, **wrong)
    assert refused.value.field == field
    assert not EventSeries.objects.exists()
