"""The worker: duties between tasks, none of which can end it; cleaning up once a night."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from werkspur.base import bausteine, mail, queue, worker
from werkspur.base.bausteine import Duty, Retention
from werkspur.base.tests.test_queue import DONE, remember
from werkspur.base.worker import HouseWorker, clean_up, housekeeping_is_due

CALLS: list[date] = []


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    DONE.clear()
    CALLS.clear()


@pytest.mark.django_db
def test_a_new_worker_goes_on_with_what_a_dead_one_left() -> None:
    queue.enqueue(remember, "angefangen")
    assert queue.next_task("tot") is not None

    assert HouseWorker("neu").step() is True
    assert DONE == ["angefangen"]


@pytest.mark.django_db
def test_a_duty_that_fails_does_not_end_the_worker(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def no_mail() -> int:
        raise ConnectionError("kein Postausgang")

    monkeypatch.setattr(mail, "deliver", no_mail)
    queue.enqueue(remember, "trotzdem")
    assert HouseWorker("zäh").step() is True
    assert DONE == ["trotzdem"]
    assert "Post ist fehlgeschlagen." in caplog.text


@pytest.mark.parametrize(
    ("cleaned", "now", "due"),
    [
        (datetime(2026, 11, 22, 3, 5), datetime(2026, 11, 22, 23, 0), False),
        (datetime(2026, 11, 22, 3, 5), datetime(2026, 11, 23, 2, 59), False),
        (datetime(2026, 11, 22, 3, 5), datetime(2026, 11, 23, 3, 0), True),
        (datetime(2026, 11, 22, 23, 0), datetime(2026, 11, 23, 3, 0), True),
        (datetime(2026, 11, 20, 3, 0), datetime(2026, 11, 22, 1, 0), True),  # a night slept through
    ],
)
@pytest.mark.django_db
def test_cleaning_up_is_due_once_a_night(cleaned: datetime, now: datetime, due: bool) -> None:
    clean_up(timezone.make_aware(cleaned))
    assert housekeeping_is_due(timezone.make_aware(now)) is due


@pytest.mark.django_db
def test_cleaning_up_applies_every_rule_and_a_broken_one_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def broken(before: date) -> int:
        raise ValueError("kaputt")

    def good(before: date) -> int:
        CALLS.append(before)
        return 3

    rules = [Retention("kaputt", timedelta(days=1), broken), Retention("alt", timedelta(days=30), good)]
    one = replace(bausteine.all_bausteine()[0], name="probe", retention=lambda: rules)
    monkeypatch.setattr(worker, "all_bausteine", lambda: (one,))

    done = clean_up(datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
    assert done["probe: alt"] == 3
    assert [date(2026, 10, 23)] == CALLS
    assert "kaputt ist fehlgeschlagen" in caplog.text


@pytest.mark.django_db
def test_every_night_each_duty_is_done_and_a_broken_one_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def broken() -> None:
        raise ValueError("kaputt")

    duties = [Duty("kaputt", broken), Duty("lang", lambda: queue.enqueue(remember, "nachts"))]
    one = replace(bausteine.all_bausteine()[0], name="probe", nightly=lambda: duties)
    monkeypatch.setattr(worker, "all_bausteine", lambda: (one,))

    clean_up()
    assert DONE == []
    queue.work_off()
    assert DONE == ["nachts"]
    assert "probe: kaputt ist fehlgeschlagen" in caplog.text


@pytest.mark.django_db
def test_finished_tasks_are_forgotten_after_a_month() -> None:
    old, new = queue.enqueue(remember, "alt"), queue.enqueue(remember, "neu")
    queue.work_off()
    DBTaskResult.objects.filter(pk=old).update(finished_at=timezone.now() - timedelta(days=31))

    assert clean_up()["base: tasks"] == 1
    assert (queue.state(old), queue.state(new)) == ("", "SUCCESSFUL")
