"""Surveys, links and answers with defaults."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from werkspur.facts.models import Answer, Invitation, Survey
from werkspur.facts.rules.questionnaire import NEWEST, VERSIONS
from werkspur.facts.services import links

SPARED = {"betroffen": "nein", "gewerk": "bau", "groesse": "5-19", "gebiet": "14713"}
HIT = SPARED | {"betroffen": "ja", "wie_oft": "1", "wert": "-5000", "angezeigt": "alle", "gekennzeichnet": "nein"}


def make_survey(*, since: int = -5, until: int = 20, version: int = NEWEST, **fields: Any) -> Survey:
    """A survey that opened and closes so many days from today; over when `until` is negative."""
    today = timezone.localdate()
    defaults = {
        "title": "Diebstahl in Betrieben",
        "year": today.year,
        "version": version,
        "questions": VERSIONS[version],
        "opens_on": today + timedelta(days=since),
        "closes_on": today + timedelta(days=until),
    }
    return Survey.objects.create(**(defaults | fields))


def make_past(*, years: int = 1, **fields: Any) -> Survey:
    """A survey of an earlier year, over since long."""
    defaults = {"since": -365 * years, "until": 30 - 365 * years, "year": timezone.localdate().year - years}
    return make_survey(**(defaults | fields))


def make_link(survey: Survey, **fields: Any) -> str:
    """One more link of the survey; answers its token."""
    made = Invitation(survey=survey, **fields)
    made.token_hash = links.digest(links.token_of(made))
    made.save()
    return links.token_of(made)


def make_answers(survey: Survey, *answers: dict[str, Any]) -> None:
    """Answers as if they had come in, each with a link that was used."""
    Answer.objects.bulk_create([Answer(survey=survey, values=values) for values in answers])
    for _one in answers:
        make_link(survey, used=True)
