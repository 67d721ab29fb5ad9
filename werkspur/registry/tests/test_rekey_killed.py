"""`kill -9` in learning and in rekey, at every step: nobody misses a mark, and the next call ends well."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from werkspur.registry.models import HotKey, Mark, MarkKey, Reading, Scheme
from werkspur.registry.queries.finding import candidates, cut, verified
from werkspur.registry.services import rekey as verbs
from werkspur.registry.services.borders import learn_borders
from werkspur.registry.services.keys import key_rows
from werkspur.registry.tests.registers import serials, store

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

#: on the database of the test, in small batches; says "here" and stops at the step it is to be killed in
BESIDE = """
import sys, time, django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = {name!r}
from django.db import connections
connections["default"].settings_dict["NAME"] = {name!r}
from werkspur.registry.services import borders, hot, rekey
rekey._BATCH, rekey._SWEPT = 20, 200
def stop(*args, **kwargs):
    print("here", flush=True)
    time.sleep(60)
def report(step, done, total):
    if step == {step!r}:
        stop()
if {step!r} == "taking over":
    rekey.record = stop
if {step!r} == "storing what was learned":
    borders.record = stop
{call}
print("done", flush=True)
"""


def beside(call: str, *, step: str = "") -> subprocess.Popen[str]:
    name = str(connection.settings_dict["NAME"])
    return subprocess.Popen(
        [sys.executable, "-c", BESIDE.format(name=name, step=step, call=call)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "WERKSPUR_DATA": str(settings.DATA)},
        cwd=settings.ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def stopped(process: subprocess.Popen[str], *, by: signal.Signals = signal.SIGKILL) -> int:
    """Kill the process where it stands and answer how it ended."""
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    process.send_signal(by)
    process.stdout.close()
    return process.wait()


def everything_is_found(texts: list[str]) -> bool:
    """Whether each of these is found with a wrong character."""
    asked: Any = (verified(candidates(f"{text[:4]}X{text[5:]}")) for text in texts)
    found = {text for marks in asked for text in Mark.objects.filter(pk__in=marks).values_list("text", flat=True)}
    return set(texts) <= found


def test_killed_in_learning_nothing_is_stored() -> None:
    store(serials(1_000_000, 250))
    for step in ("read", "learn", "storing what was learned"):
        assert stopped(beside("borders.learn_borders(report=report)", step=step)) == -signal.SIGKILL
        assert list(Scheme.objects.values_list("version", "state")) == [(1, "active")]
    assert learn_borders().scheme == Scheme.objects.get(version=2, state="learned")


@pytest.mark.parametrize("step", ["fill", "walk", "taking over", "sweep"])
def test_killed_in_rekey_everything_is_found_and_the_next_call_goes_on(step: str) -> None:
    texts = serials(1_000_000, 250)
    store(texts)
    assert stopped(beside("rekey.rekey(even=True, report=report)", step=step)) == -signal.SIGKILL
    assert everything_is_found(texts[::9])
    assert Scheme.objects.get(state="active").version == (2 if step == "sweep" else 1)
    store([new := "TS7777777Q"])

    verbs.rekey(even=True)
    holds = Scheme.objects.get(state="active")
    assert holds.version == (3 if step == "sweep" else 2)
    assert everything_is_found([*texts[::9], new])
    stored = Reading.objects.values_list("mark_id", "folded")
    assert set(MarkKey.objects.values_list("key", "folded", "mark_id")) == set(key_rows(stored, [cut(holds)]))
    assert not HotKey.objects.exclude(key__startswith=str(holds.version)).exists()


@pytest.mark.parametrize(("by", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_the_command_says_how_to_go_on(by: signal.Signals, code: int) -> None:
    texts = serials(1_000_000, 250)
    store(texts)
    call = """
import signal
from django.core.management import call_command
from werkspur.registry.management.commands.rekey import Command
signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite in the background passes on that it is ignored
Command._report = lambda self, step, done, total: report(step, done, total)
call_command("rekey", "--even", stderr=sys.stdout)
"""
    process = beside(call, step="fill")
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    process.send_signal(by)
    told = process.stdout.read()
    process.stdout.close()
    assert process.wait() == code
    assert told == "Unterbrochen. `werkspur rekey` macht an dieser Stelle weiter, die Suche bleibt vollständig.\n"
    assert Scheme.objects.get(version=2).filled_to
    assert everything_is_found(texts[::25])


def test_two_processes_at_once_do_no_damage() -> None:
    texts = serials(1_000_000, 250)
    store(texts)
    processes = [beside("rekey.rekey(even=True)") for _ in range(2)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.read() == "done\n"
        process.stdout.close()
        assert process.wait() == 0
    holds = Scheme.objects.get(state="active")
    stored = Reading.objects.values_list("mark_id", "folded")
    assert set(MarkKey.objects.values_list("key", "folded", "mark_id")) == set(key_rows(stored, [cut(holds)]))
    assert everything_is_found(texts[::9])
