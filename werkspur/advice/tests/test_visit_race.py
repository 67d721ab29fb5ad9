"""Two tablets send at the same moment, each with its own connection: both are kept.

The first test takes lock and constraints away and sees a word lost: so the others would see it if something were
wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext, suppress
from threading import Barrier, BrokenBarrierError
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from tests import racing
from tests.people import make_people
from werkspur.advice.models import Visit, VisitAnswer
from werkspur.advice.queries.visits import findings
from werkspur.advice.services import visits as services
from werkspur.advice.services.refusals import VisitRefused
from werkspur.advice.services.visits import syncing
from werkspur.advice.tests.visited import Device, booked_today, company_of, make_visit, small, sync

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("impatient")]


def together(*actions: Callable[[], Any]) -> list[Any]:
    """Do everything at once; what each answered, a refusal as its code."""
    return racing.together(*actions, refused=VisitRefused)


def texts(visit: Visit) -> dict[str, set[str]]:
    opened = findings(visit)
    return {
        key: {answer.note, *(other.note for other in answer.others)} for key, answer in opened.answers.items()
    }  # fmt: skip


def sender(visit: Visit, batch: dict[str, Any]) -> Callable[[], Any]:
    return lambda: sync(visit, batch)


def test_without_protection_two_words_hold_at_once(monkeypatch):
    visit = make_visit(make_people())
    both, merge = Barrier(2), syncing.merging.merged

    def merged(*args: Any) -> Any:
        with suppress(BrokenBarrierError):
            both.wait(timeout=20)
        return merge(*args)

    one = next(each for each in VisitAnswer._meta.constraints if each.name == "advice_answer_one_holds")
    with connection.schema_editor() as editor:
        editor.remove_constraint(VisitAnswer, one)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(syncing, "transaction", SimpleNamespace(atomic=nullcontext))
            patch.setattr(syncing, "lock_open", lambda found: Visit.objects.select_related("company").get(pk=found.pk))
            patch.setattr(syncing.merging, "merged", merged)
            patch.setattr(syncing, "begin", lambda visit, *, by: None)
            ours, theirs = Device(), Device()
            together(
                sender(visit, ours.batch(ours.change("B1", 0, "eins"))),
                sender(visit, theirs.batch(theirs.change("B1", 3, "zwei"))),
            )
        assert visit.answers.filter(conflicting=False).count() == 2
    finally:
        VisitAnswer.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(VisitAnswer, one)


def test_two_tablets_at_once_lose_nothing():
    visit = make_visit(make_people())
    for turn in range(4):
        tablets = [Device() for _number in range(3)]
        known = findings(visit).answers
        base = known["B1"].version if "B1" in known else 0
        batches = [
            tablet.batch(tablet.change("B1", 1, f"{turn}-{number}", base=base), tablet.change("B2", 2, "gleich"))
            for number, tablet in enumerate(tablets)
        ]
        met = together(*(sender(visit, batch) for batch in batches * 2))

        assert met == [[]] * 6
        assert {f"{turn}-{number}" for number in range(3)} <= texts(visit)["B1"]
        assert visit.answers.filter(item__key="B1", conflicting=False).count() == 1
    assert texts(visit)["B2"] == {"gleich"}


def test_a_booking_started_twice_at_once_is_one_visit():
    people = make_people()
    first = make_visit(people)
    booking = booked_today(people, small(first), company=company_of(people.anna), minutes=-1)
    start = lambda: services.start_visit(booking=booking, by=people.peter, profiles="W").pk  # noqa: E731

    assert len(set(together(*[start] * 6))) == 1
    assert Visit.objects.filter(booking=booking).count() == 1


def test_what_arrives_with_the_end_is_kept_or_told():
    people = make_people()
    visit = make_visit(people)
    tablet, late = Device(), Device()
    sync(visit, tablet.batch(tablet.change("B1", 0)))
    met = together(
        lambda: services.finish_visit(visit=visit, by=people.peter).state,
        sender(visit, late.batch(late.change("B2", 1, "noch"))),
    )

    kept = "B2" in findings(visit).answers
    assert met == ["finished", [] if kept else "finished"]


def test_the_first_two_findings_of_a_company_are_sealed_with_one_key():
    visit = make_visit(make_people())
    tablets = [Device() for _number in range(4)]
    together(*(sender(visit, one.batch(one.change(f"B{place}", 1, "x"))) for place, one in enumerate(tablets, 1)))

    assert set(texts(visit)) == {"B1", "B2", "B3", "B4"}
