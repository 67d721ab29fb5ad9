"""Who reads both tables cannot tell who answered what. The threat model stands in models/surveys.py."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, models

from werkspur.facts.models import Answer, Invitation, Survey
from werkspur.facts.services.answers import take_answer
from werkspur.facts.tests.surveys import SPARED, make_link, make_survey

pytestmark = pytest.mark.django_db

MANY = 24


def answered(survey: Survey, *, count: int = MANY) -> list[int]:
    """So many companies answer one after the other; answers their invitations in this order.

    The choice "anderes" and so on cannot number 24 answers, so each value carries its turn.
    """
    order = []
    for turn in range(count):
        token = make_link(survey)
        order.append(survey.invitations.latest("pk").pk)
        take_answer(token, values=SPARED | {"betroffen": "ja" if turn % 2 else "nein"})
    return order


def rows(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def test_no_column_of_an_answer_holds_a_time_a_counter_or_a_way_to_the_link():
    kinds = {type(field) for field in Answer._meta.concrete_fields}
    targets = {field.related_model for field in Answer._meta.get_fields() if field.is_relation}

    assert kinds == {models.UUIDField, models.ForeignKey, models.JSONField}
    assert targets == {Survey}
    assert {field.name for field in Answer._meta.concrete_fields} == {"uid", "survey", "values"}


def test_a_used_invitation_knows_yes_and_nothing_about_when():
    times = (models.DateField, models.TimeField)

    assert not [field.name for field in Invitation._meta.concrete_fields if isinstance(field, times)]


def test_an_answer_does_not_touch_the_survey():
    survey = make_survey()
    before = Survey.objects.values().get()
    answered(survey, count=2)

    assert Survey.objects.values().get() == before


def test_the_address_goes_with_the_use():
    survey = make_survey()
    take_answer(make_link(survey, address="betrieb@werkspur.example", channel="mail", mailed=True), values=SPARED)
    make_link(survey, address="anderer@werkspur.example", channel="mail", mailed=True)

    assert list(survey.invitations.order_by("pk").values_list("address", flat=True)) == ["", "anderer@werkspur.example"]


def test_every_answer_gets_a_new_key_whenever_one_arrives():
    survey = make_survey()
    answered(survey, count=5)
    before = set(Answer.objects.values_list("pk", flat=True))
    answered(survey, count=1)
    after = set(Answer.objects.values_list("pk", flat=True))

    assert len(after) == 6
    assert not before & after


def test_the_places_of_the_rows_are_in_no_order_of_time():
    """Of 24 answers, the last eight are told from the first ones only if the place tells the time.

    A random order puts the eight at the end with a chance of 1 : 735,471.
    """
    survey = make_survey()
    for turn in range(MANY):
        late = turn >= MANY - 8
        take_answer(make_link(survey), values=SPARED | {"gebiet": "14730" if late else "14713"})
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    stored = rows(f'SELECT "values" FROM facts_answer ORDER BY {place}')
    late = ["14730" in str(values) for values in stored]

    assert sum(late) == 8
    assert late != sorted(late)


def test_the_transaction_that_wrote_a_row_is_the_same_for_all():
    """PostgreSQL keeps the number of the writing transaction with each row (xmin)."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps none")
    survey = make_survey()
    answered(survey, count=6)

    assert len(set(rows("SELECT xmin::text FROM facts_answer"))) == 1
    assert len(set(rows("SELECT xmin::text FROM facts_invitation WHERE used"))) == 1


def test_no_answer_is_lost_in_the_mixing():
    survey = make_survey()
    answered(survey)

    values = list(survey.answers.values_list("values", flat=True))
    assert sorted(one["betroffen"] for one in values) == ["ja"] * (MANY // 2) + ["nein"] * (MANY // 2)


def test_other_surveys_stay_as_they_are():
    earlier = make_survey(year=2020)
    answered(earlier, count=3)
    keys = set(earlier.answers.values_list("pk", flat=True))
    answered(make_survey(), count=3)

    assert set(earlier.answers.values_list("pk", flat=True)) == keys
