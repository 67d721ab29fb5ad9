"""`kill -9` in the middle of taking over: nothing is there, and the next worker does it exactly once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from tests.people import People
from werkspur.base import queue
from werkspur.journal.models import Entry
from werkspur.registry.models import ImportSession, Item, Mark, MarkKey
from werkspur.registry.services import imports
from werkspur.registry.tests.tables import HEADINGS, csv, judged

ROWS = 1_200
#: a worker that stops after the first thousand rows are written, so that it can be killed exactly there
WORKER = """
import sys, time, django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = {name!r}
from django.db import connections
connections["default"].settings_dict["NAME"] = {name!r}
from werkspur.registry.services.imports import commit
done = commit.index_items
def stop(items):
    done(items)
    print("written", flush=True)
    time.sleep(60)
commit.index_items = stop
from werkspur.base import queue
queue.work_off()
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_while_taking_over(people: People) -> None:
    rows = [("Bohrhammer", "Kesto", "BH 36", f"K-{number:06}-Q", "Lager") for number in range(ROWS)]
    session = judged(csv(HEADINGS, *rows), by=people.anna, name="liste.csv")
    imports.judge_rows(session.pk)
    imports.commit_import(ImportSession.objects.get(pk=session.pk), by=people.anna)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "WERKSPUR_DATA": str(settings.DATA)}
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER.format(name=str(connection.settings_dict["NAME"]))],
        env=environment,
        cwd=settings.ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "written\n"
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    _wait_for_the_rollback()
    assert (Item.objects.count(), Mark.objects.count(), MarkKey.objects.count()) == (0, 0, 0)
    session.refresh_from_db()
    assert session.state == "committing"
    assert queue.put_back() == 1
    assert queue.work_off() == 1
    session.refresh_from_db()
    assert (session.state, Item.objects.count(), Mark.objects.count()) == ("done", ROWS, ROWS)
    assert Entry.objects.filter(verb="registry.import_committed").count() == 1
    assert queue.work_off() == 0


def _wait_for_the_rollback() -> None:
    """PostgreSQL notices a moment later that its client is gone."""
    for _ in range(50):
        try:
            ImportSession.objects.update(run="")
        except Exception:
            time.sleep(0.2)
        else:
            return


@pytest.mark.django_db
def test_judging_goes_on_where_it_stopped(people: People) -> None:
    rows = [("Bohrhammer", "Kesto", "BH 36", f"K-{number:06}-Q", "Lager") for number in range(50)]
    session = judged(csv(HEADINGS, *rows, rows[3]), by=people.anna, name="liste.csv")
    session.rows.filter(number__gt=20).delete()
    ImportSession.objects.update(state="judging")
    imports.judge_rows(session.pk)
    session.refresh_from_db()
    assert (session.state, session.rows.count()) == ("review", 51)
    assert session.counts == {"new": 50, "duplicate": 1}
