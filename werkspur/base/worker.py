"""The worker: does queued tasks one after the other, sends mail, and cleans up at night.

One worker lives on a data folder at a time. It holds a lock as long as it lives: that is how /healthz knows, and why a
task that is still marked as running when a worker starts must have died with its worker.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from werkspur.base import mail, queue
from werkspur.base.bausteine import all_bausteine

INTERVAL = 0.5  # seconds between two looks at the queue
PAUSE = 5  # seconds before the next try when the database is away
MAIL_EVERY = timedelta(seconds=5)
NIGHT = 3  # o'clock in Germany: housekeeping
KEEP_TASKS = timedelta(days=30)
HOUSEKEEPING_KEY = "housekeeping:last"

logger = logging.getLogger("werkspur.worker")


class HouseWorker(Worker):
    """django-tasks-db's worker for running one task, with our own loop around it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            queue_names=["*"],
            interval=INTERVAL,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )
        self.mail_due = timezone.now()
        self.orphans_possible = True  # at the start, and after the database was away in the middle of a task

    def run(self) -> None:
        """Work until a signal says stop. A database that is away for a while is waited for."""
        while self.running:
            close_old_connections()
            try:
                busy = self.step()
            except DatabaseError:
                logger.exception("Die Datenbank antwortet nicht, neuer Versuch in %d Sekunden.", PAUSE)
                self.orphans_possible = True
                time.sleep(PAUSE)
                continue
            if self.running and not busy:
                time.sleep(self.interval)

    def step(self) -> bool:
        """The duties that are due, then one task; answers whether there was one."""
        now = timezone.now()
        if self.orphans_possible:
            orphans = queue.put_back()
            self.orphans_possible = False
            if orphans:
                logger.warning("%d unterbrochene Aufgaben gehen weiter.", orphans)
        if now >= self.mail_due:
            self.mail_due = now + MAIL_EVERY
            self.guarded("Post", mail.deliver)
        if housekeeping_is_due(now):
            self.guarded("Aufräumen", clean_up)
        found = queue.next_task(self.worker_id)
        if found is not None:
            self.run_task(found)
        return found is not None

    def guarded(self, label: str, duty: Callable[[], Any]) -> None:
        """Do a duty; one that fails is logged and tried again, it never ends the worker."""
        self.running_task = True  # a signal now waits for the end of the duty
        try:
            duty()
        except Exception:
            logger.exception("%s ist fehlgeschlagen.", label)
        finally:
            self.running_task = False


def housekeeping_is_due(now: datetime) -> bool:
    """Once a day after three in the morning, German time; a night that was slept through is made up for."""
    local = timezone.localtime(now)
    night = local.date() if local.hour >= NIGHT else local.date() - timedelta(days=1)
    return bool(cache.get(HOUSEKEEPING_KEY) != night.isoformat())


def clean_up(now: datetime | None = None) -> dict[str, int]:
    """Apply every Baustein's retention rules, do its nightly duties and forget finished tasks.

    Returns:
        how many rows for each rule of retention.
    """
    now = now or timezone.now()
    local = timezone.localtime(now)
    night = local.date() if local.hour >= NIGHT else local.date() - timedelta(days=1)
    cache.set(HOUSEKEEPING_KEY, night.isoformat(), timeout=None)
    done: dict[str, int] = {}
    for baustein in all_bausteine():
        for rule in baustein.retention():
            try:
                done[f"{baustein.name}: {rule.label}"] = rule.apply(local.date() - rule.after)
            except Exception:
                logger.exception("%s: %s ist fehlgeschlagen.", baustein.name, rule.label)
    do_duties()
    old = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_TASKS)
    done["base: tasks"] = old.delete()[0]
    return done


def do_duties() -> None:
    """Do what every Baustein does at night; one that fails stops no other."""
    for baustein in all_bausteine():
        for duty in baustein.nightly():
            try:
                duty.run()
            except Exception:
                logger.exception("%s: %s ist fehlgeschlagen.", baustein.name, duty.label)
