"""Where a demand stands, and what may follow."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.advocacy.rules.states import (
    OUTCOME_NAMES,
    STATUS_NAMES,
    Evidence,
    Facts,
    Outcome,
    Refusal,
    Refused,
    Standing,
    Status,
    Wish,
    after,
    fitting,
    following,
    refusals,
)

TODAY = date(2026, 11, 23)
ALL_THERE = Facts(
    release_complete=True,
    first_delivery=date(2026, 9, 1),
    last_reply=date(2026, 10, 1),
    commitments=1,
    evidence=(Evidence(brought_by="kai", checked_by="paula"),),
)


def wish(status, outcome=Outcome.OPEN, **given):
    values = {"actor": "kai", "reason": "Brief vom 1.10.", "source": "Az. 12/26, S. 2", "day": TODAY}
    return Wish(status=status, outcome=outcome, **values | given)


def against(status, *, at=None, facts=ALL_THERE, outcome=Outcome.OPEN, **given):
    standing = at if isinstance(at, Standing) else Standing(status=at or Status.DRAFT)
    return set(refusals(wish(status, outcome, **given), standing=standing, facts=facts, today=TODAY))


PATH = [
    (Status.RELEASED, Outcome.OPEN), (Status.DELIVERED, Outcome.OPEN), (Status.DEBATED, Outcome.OPEN),
    (Status.ANSWERED, Outcome.OPEN), (Status.PROMISED, Outcome.OPEN), (Status.DONE, Outcome.WHOLE),
]  # fmt: skip


def test_the_whole_way_from_draft_to_done():
    standing = Standing()
    for status, outcome in PATH:
        standing = after(wish(status, outcome), standing=standing, facts=ALL_THERE, today=TODAY)

    assert standing == Standing(status=Status.DONE, outcome=Outcome.WHOLE, since=TODAY)


ALLOWED = {
    "draft": "released resting",
    "released": "draft delivered resting",
    "delivered": "debated answered resting",
    "debated": "answered promised partly refused resting",
    "answered": "debated promised partly refused resting",
    "promised": "partly done broken resting",
    "partly": "promised refused done broken resting",
    "refused": "delivered debated resting",
    "done": "promised broken",
    "broken": "delivered debated promised done resting",
    "resting": "",
}


@pytest.mark.parametrize("status", Status)
def test_what_may_follow(status):
    expected = set(ALLOWED[status].split())

    assert set(following(Standing(status=status))) == expected
    for other in set(Status) - {status}:
        refused = Refusal.NOT_NEXT in against(other, at=status, outcome=fitting(other)[0])
        assert refused == (other not in expected), other


@pytest.mark.parametrize(
    ("status", "facts", "code"),
    [
        (Status.RELEASED, {"release_complete": False}, Refusal.RELEASE),
        (Status.DELIVERED, {"first_delivery": None}, Refusal.DELIVERY),
        (Status.ANSWERED, {"last_reply": None}, Refusal.REPLY),
        (Status.ANSWERED, {"last_reply": date(2026, 8, 31)}, Refusal.REPLY_BEFORE_DELIVERY),
        (Status.PROMISED, {"commitments": 0}, Refusal.COMMITMENT),
        (Status.PARTLY, {"commitments": 0}, Refusal.COMMITMENT),
        (Status.BROKEN, {"commitments": 0}, Refusal.COMMITMENT),
        (Status.DONE, {"evidence": ()}, Refusal.EVIDENCE),
        (Status.DONE, {"evidence": (Evidence(brought_by="kai"),)}, Refusal.EVIDENCE_UNCHECKED),
        (Status.DONE, {"evidence": (Evidence(brought_by="k", checked_by="k"),)}, Refusal.EVIDENCE_CHECKED_ALONE),
        (Status.DRAFT, {}, Refusal.ALREADY_SENT),
    ],
)
def test_what_a_status_needs(status, facts, code):
    before = next(one for one in Status if status in following(Standing(status=one)))
    outcome = fitting(status)[0]

    assert against(status, at=before, outcome=outcome, facts=replace(ALL_THERE, **facts)) == {code}
    if facts:
        assert against(status, at=before, outcome=outcome) == set()


def test_a_release_is_taken_back_as_long_as_nothing_was_delivered():
    facts = replace(ALL_THERE, first_delivery=None)

    assert against(Status.DRAFT, at=Status.RELEASED, facts=facts) == set()


@pytest.mark.parametrize("field", ["actor", "reason", "source"])
@pytest.mark.parametrize("nothing", ["", "  ", "\u200b", "–", "\u202e\n"])
def test_every_change_names_who_why_and_where_it_is_written(field, nothing):
    assert against(Status.RELEASED, **{field: nothing}) == {Refusal(field)}


def test_everything_is_told_at_once_and_nothing_changes():
    standing = Standing(status=Status.DELIVERED, since=TODAY)
    bad = wish(Status.DONE, Outcome.OPEN, actor="", reason="", source="", day=TODAY - timedelta(days=1))

    with pytest.raises(Refused) as refused:
        after(bad, standing=standing, facts=Facts(), today=TODAY)

    assert refused.value.refusals == (
        Refusal.NOT_NEXT, Refusal.OUTCOME, Refusal.ACTOR, Refusal.REASON, Refusal.SOURCE, Refusal.BEFORE_LAST,
        Refusal.DELIVERY, Refusal.EVIDENCE,
    )  # fmt: skip


def test_tomorrow_cannot_be_reported():
    assert against(Status.RELEASED, day=TODAY + timedelta(days=1)) == {Refusal.FUTURE}


def test_a_second_click_changes_nothing():
    assert against(Status.REFUSED, at=Status.REFUSED) == {Refusal.SAME}


def test_the_outcome_changes_without_the_status():
    assert against(Status.REFUSED, at=Status.REFUSED, outcome=Outcome.NOTHING) == set()
    assert against(Status.REFUSED, at=Status.REFUSED, outcome=Outcome.WHOLE) == {Refusal.OUTCOME}


@pytest.mark.parametrize("status", [one for one in Status if one not in {Status.DONE, Status.RESTING}])
def test_who_rests_wakes_where_they_fell_asleep(status):
    asleep = after(wish(Status.RESTING, Outcome.OPEN), standing=Standing(status=status), facts=ALL_THERE, today=TODAY)
    noted = after(wish(Status.RESTING, Outcome.OVERTAKEN), standing=asleep, facts=ALL_THERE, today=TODAY)

    assert following(asleep) == following(noted) == (status,)


def test_everything_has_a_name():
    assert set(STATUS_NAMES) == set(Status)
    assert set(OUTCOME_NAMES) == set(Outcome)


@given(st.lists(st.tuples(st.sampled_from(Status), st.sampled_from(Outcome)), max_size=30), st.booleans())
def test_whatever_people_try_nothing_is_done_without_evidence(tries, proven):
    facts = ALL_THERE if proven else replace(ALL_THERE, evidence=())
    standing = Standing()
    for status, outcome in tries:
        with suppress(Refused):
            standing = after(wish(status, outcome), standing=standing, facts=facts, today=TODAY)
        assert standing.outcome in fitting(standing.status)
        assert proven or standing.status != Status.DONE
        assert following(standing)
