"""The short serial at the end of a full number is asked, not stored; what was stored before goes."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from werkspur.marks.readings import readings
from werkspur.registry.models import Mark, MarkKey, MarkSuffix, Reading
from werkspur.registry.queries.finding import cut, live_schemes, neighbours
from werkspur.registry.services.keyrows import add_rows
from werkspur.registry.services.keys import key_rows
from werkspur.registry.tests.registers import store

pytestmark = pytest.mark.django_db

FULL, SAME_END, SHORT = "CAT0320DKXXX00123", "CAT0966MHXXX00123", "XXX00123"


def texts(query: str) -> set[str]:
    return set(Mark.objects.filter(pk__in=neighbours(query).marks).values_list("text", flat=True))


def test_a_full_number_finds_the_mark_that_is_its_short_serial_and_no_other_machine() -> None:
    store([FULL, SAME_END, SHORT, "XXX00128", "XXX00199"])
    assert texts(FULL) == {FULL, SHORT, "XXX00128"}
    assert texts(SHORT) >= {FULL, SAME_END, SHORT}


def test_the_migration_takes_stored_short_serials_away_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    migration = import_module("werkspur.registry.migrations.0007_short_serials")
    monkeypatch.setattr(migration, "BATCH", 2)
    marks = store([FULL, SAME_END, SHORT, "1LV5125RCXA401376", "JCB3CXPCC12345678"])
    before = [set(model.objects.values_list("pk", flat=True)) for model in (Reading, MarkKey, MarkSuffix)]
    for mark, text in marks.items():
        for end in [one.folded for one in readings(text) if one.is_end]:
            add_rows("registry_reading", [(mark, end, "short_serial")])
            add_rows("registry_markkey", key_rows([(mark, end)], [cut(scheme) for scheme in live_schemes()]))
    assert Reading.objects.count() == len(before[0]) + 4
    migration.forget(apps, None)
    migration.forget(apps, None)  # nothing is left to do
    assert [set(model.objects.values_list("pk", flat=True)) for model in (Reading, MarkKey, MarkSuffix)] == before
