"""The forums of the demonstration: a fresh house shows what was, what is tonight and what comes, on any day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from werkspur.base.demonstration import Build
from werkspur.forums import initial_data
from werkspur.forums.demo import build_forums
from werkspur.forums.models import Event, EventFigures, Material, Participant, Question, Registration, Speaker
from werkspur.forums.queries import public, seats
from werkspur.partners import demo as partners
from werkspur.partners import initial_data as knowledge

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
#: late in the evening of a holiday that is a Saturday, between the years
NOW = datetime(2026, 12, 26, 21, 30, tzinfo=UTC)


@pytest.fixture
def build(stand_still) -> Build:
    stand_still(NOW)
    knowledge.load()
    initial_data.load()
    made = Build(now=NOW)
    partners.load(made)
    build_forums(made)
    return made


def test_a_fresh_house_shows_forums_past_and_to_come_and_names_nobody(build):
    """One test: building takes seconds."""
    past, coming = Event.objects.past(NOW), Event.objects.coming(NOW)
    assert (past.count(), past.filter(state="closed").count()) == (5, 3)
    assert [one.state for one in coming].count("announced") >= 5
    assert coming.filter(state="cancelled").exclude(reason="").count() == 1
    assert Event.objects.filter(state="draft").exists()
    assert all(public.programme(one) for one in past)
    assert Material.objects.filter(event__in=past).visible(NOW).count() == 4
    words = {seats.words(one, now=NOW) for one in coming}
    assert {"noch 14 Plätze", "ausgebucht, Warteliste offen", "abgesagt"} <= words
    assert set(Question.objects.values_list("state", flat=True)) == {"new", "shown", "answered", "hidden"}
    assert Question.objects.filter(political=True, state="shown").exists()
    assert not Speaker.objects.exclude(name="").exists()
    oldest = Event.objects.past(NOW).order_by("start")[:2]
    assert not Registration.objects.filter(event__in=oldest, forgotten_at=None).exists()
    assert not Participant.objects.filter(event__in=oldest).exclude(name="").exists()
    assert all(figures.data["attended"] >= 20 for figures in EventFigures.objects.filter(event__in=oldest))
