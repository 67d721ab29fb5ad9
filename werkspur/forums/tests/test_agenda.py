"""The agenda: within the event, also after midnight and in the night of the time change; questions of the form."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from werkspur.base.calendar.wallclock import MissingHour
from werkspur.forums.models import Event, Speaker
from werkspur.forums.rules import times
from werkspur.forums.services import agenda, form_questions
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.tests.world import HOUR, START, forum_world

# the clock goes back on 25 October 2026 and forward on 28 March 2027
AUTUMN = times.span(date(2026, 10, 24), begins=time(22), ends=time(4))
SPRING = times.span(date(2027, 3, 27), begins=time(22), ends=time(4))


@pytest.fixture
def world(db):
    return forum_world()


def test_a_night_lasts_as_long_as_it_lasts():
    assert AUTUMN[1] - AUTUMN[0] == 7 * HOUR
    assert SPRING[1] - SPRING[0] == 5 * HOUR
    with pytest.raises(times.TooLong):
        times.span(date(2026, 12, 17), begins=time(18), ends=time(16))
    with pytest.raises(MissingHour):
        times.span(date(2027, 3, 28), begins=time(2, 30), ends=time(4))


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("begins", "ends", "second", "expected"),
    [
        (time(23), time(0, 30), False, (utc(24, 21), utc(24, 22, 30))),
        (time(1), None, False, (utc(24, 23), None)),
        (time(2, 30), time(3), False, (utc(25, 0, 30), utc(25, 2))),
        (time(2, 30), time(3), True, (utc(25, 1, 30), utc(25, 2))),
        (time(2, 45), time(2, 15), False, (utc(25, 0, 45), utc(25, 1, 15))),
    ],
)
def test_after_midnight_in_the_night_when_an_hour_comes_twice(begins, ends, second, expected):
    assert times.placed(begins, ends, start=AUTUMN[0], end=AUTUMN[1], second=second) == expected


def test_an_item_is_put_after_midnight_and_one_in_the_missing_hour_is_refused(world):
    event = world.another(start=SPRING[0], end=SPRING[1])
    item = agenda.keep_item(event, values={"begins": time(1, 30), "ends": time(3, 15), "title": "Streife"}, by="system")
    assert item.ends - item.starts == timedelta(minutes=45)
    with pytest.raises(EventRefused, match="vorgestellt") as refused:
        agenda.keep_item(event, values={"begins": time(2, 30), "title": "Pause"}, by="system")
    assert refused.value.field == "begins"


def test_changing_the_words_of_the_second_half_past_two_leaves_its_time(world):
    event = world.another(start=AUTUMN[0], end=AUTUMN[1])
    values = {"begins": time(2, 30), "title": "Rückfahrt", "second": True}
    item = agenda.keep_item(event, values=values, by="system")
    assert item.starts == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)

    agenda.keep_item(event, item=item, values={"begins": time(2, 30), "ends": None, "title": "Heimweg"}, by="system")
    item.refresh_from_db()
    assert (item.title, item.starts) == ("Heimweg", datetime(2026, 10, 25, 1, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("begins", "ends", "field"), [(time(17), time(18), "begins"), (time(20), time(20, 45), "ends"),
                                  (time(19), time(18, 30), "ends")],
)  # fmt: skip
def test_nothing_lies_outside_the_event(world, begins, ends, field):
    with pytest.raises(EventRefused) as refused:
        agenda.keep_item(world.event, values={"begins": begins, "ends": ends, "title": "Punkt"}, by="system")
    assert refused.value.field == field
    assert not world.event.agenda.exists()


def test_rooms_are_those_of_the_house(world):
    other = type(world.venue).objects.create(name="Rathaus", city="Borna").rooms.create(name="Ratssaal")
    with pytest.raises(EventRefused) as refused:
        agenda.keep_item(world.event, values={"begins": time(18), "title": "Lage", "room": other}, by="system")
    assert refused.value.field == "room"


def test_the_agenda_of_a_cancelled_event_stays(world):
    Event.objects.filter(pk=world.event.pk).update(state="cancelled")
    with pytest.raises(EventRefused, match="abgesagt"):
        agenda.keep_item(world.event, values={"begins": time(18), "title": "Lage"}, by="system")


def test_a_new_speaker_comes_with_the_item(world):
    values = {"begins": time(18), "title": "Lage", "speaker": {"role": "Beratungsstelle", "organisation": "PD Leipzig"}}
    item = agenda.keep_item(world.event, values=values, by="system")
    assert item.starts == START
    assert item.speakers.get() == Speaker.objects.get(role="Beratungsstelle")


class TestFormQuestions:
    def ask(self, world, **values):
        defaults = {"label": "Essen Sie mit?", "kind": "yes_no", "order": 10}
        return form_questions.keep_question(world.event, values=defaults | values, by="system")

    def test_a_condition_points_to_an_earlier_question_and_a_possible_answer(self, world):
        food = self.ask(world)
        later = self.ask(world, label="Was?", kind="choice", choices="Suppe\n\nBrot\nSuppe", order=20, asked_if=food,
                         equals="ja")  # fmt: skip
        assert later.choices == "Suppe\nBrot"
        for wrong, field in (
            ({"asked_if": food, "equals": "vielleicht"}, "equals"),
            ({"asked_if": food, "equals": ""}, "equals"),
            ({"asked_if": later, "equals": "Brot", "order": 5}, "asked_if"),
            ({"kind": "choice", "choices": "nur eine"}, "choices"),
        ):
            with pytest.raises(EventRefused) as refused:
                self.ask(world, label="Noch etwas?", **({"order": 30} | wrong))
            assert refused.value.field == field

    def test_what_another_question_depends_on_is_not_removed(self, world):
        food = self.ask(world)
        self.ask(world, label="Was?", kind="text", order=20, asked_if=food, equals="ja")
        with pytest.raises(EventRefused, match="Was"):
            form_questions.remove_question(food, by="system")

    def test_the_key_stays_when_the_words_change(self, world):
        food = self.ask(world)
        again = form_questions.keep_question(world.event, question=food, values={"label": "Essen?"}, by="system")
        assert again.key == "essen-sie-mit"
        assert self.ask(world).key == "essen-sie-mit-2"
