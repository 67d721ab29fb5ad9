"""The seal: whole or not there, of this register and no other, renewed in time."""

from __future__ import annotations

import json
import resource
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from tests.people import make_item, make_people
from werkspur.base.processes import hold
from werkspur.journal.models import Entry
from werkspur.marks.fold import fold
from werkspur.registry.models import Mark, Reading
from werkspur.registry.sealed.segment import HEADER
from werkspur.registry.services import NoRoom, SealError, index_marks, seal, unindex_marks
from werkspur.registry.services.sealing import forget, snapshot
from werkspur.registry.tests.registers import store

pytestmark = pytest.mark.django_db

TEXTS = [f"WVW22XK7J0{number:07}" for number in range(4_000, 4_040)]


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    return tmp_path / "sealed"


def seals(house: Path) -> list[str]:
    return sorted(path.name for path in house.iterdir() if path.name != "lock")


def sealed(house: Path) -> str:
    """The name of the seal that is used."""
    with snapshot() as found:
        return found.folders[0].name


def test_it_is_made_when_needed_and_then_used(house: Path) -> None:
    store(TEXTS)
    assert sealed(house) == sealed(house) == "seal-00000001"
    assert seals(house) == ["seal-00000001"]
    entry = Entry.objects.get(verb="registry.register_sealed")
    assert (entry.deed, entry.actor) == ("Register versiegelt", "system")


@pytest.mark.parametrize("change", ["byte", "shorter", "missing", "header", "format", "empty", "no_header"])
def test_what_is_damaged_or_half_is_made_anew(change: str, house: Path) -> None:
    store(TEXTS)
    folder = house / sealed(house)
    keys, header = folder / "keys", folder / HEADER
    content = bytearray(keys.read_bytes())
    content[7] ^= 1
    match change:
        case "byte":
            keys.write_bytes(content)
        case "shorter":
            keys.write_bytes(content[:-8])
        case "missing":
            keys.unlink()
        case "header":
            header.write_text(header.read_text()[:50])
        case "format":
            header.write_text(json.dumps(json.loads(header.read_text()) | {"format": 99}))
        case "empty":
            header.write_text("[]")
        case "no_header":
            header.unlink()
    assert sealed(house) == "seal-00000002"
    assert seals(house) == ["seal-00000002"]


def test_that_of_another_register_is_not_believed(house: Path) -> None:
    store(TEXTS)
    header = house / sealed(house) / HEADER
    header.write_text(json.dumps(json.loads(header.read_text()) | {"digest": "0" * 64}))
    assert sealed(house) == "seal-00000002"


def test_readings_below_its_highest_that_it_does_not_hold_are_noticed(house: Path) -> None:
    marks = list(Mark.objects.filter(pk__in=store(TEXTS)))
    lost = Reading.objects.filter(mark=marks[0]).get()
    unindex_marks(marks[:1])
    sealed(house)
    Reading.objects.create(pk=lost.pk, mark=marks[0], folded="WVW22XK7J00009999", origin="as_read")
    assert sealed(house) == "seal-00000002"


def test_what_is_new_and_gone_is_carried_along_until_it_is_a_tenth(house: Path) -> None:
    marks = list(Mark.objects.filter(pk__in=store(TEXTS)))
    sealed(house)
    unindex_marks(marks[:2])
    item = make_item(owner=make_people().clara)
    index_marks(Mark.objects.bulk_create([Mark(item=item, text="8731042", folded=fold("8731042"))]))
    with snapshot() as found:
        assert [folder.name for folder in found.folders] == ["seal-00000001", "rest"]
        assert (len(found.gone), len(found.renewed)) == (2, 1)
    assert seals(house) == ["seal-00000001"]
    unindex_marks(marks[2:6])
    with snapshot() as found:
        assert [folder.name for folder in found.folders] == ["seal-00000002"]
        assert (len(found.gone), len(found.renewed)) == (0, 0)


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file may get larger than 100 bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def fill_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def test_a_full_disk_is_said_and_the_seal_before_stays(house: Path, small_disk: None) -> None:
    marks = list(Mark.objects.filter(pk__in=store(TEXTS)))
    before = sealed(house)
    unindex_marks(marks[:2])
    before_limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    with transaction.atomic():
        fill_disk()
        try:
            with pytest.raises(NoRoom, match="Datenträger ist voll"):
                seal()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before_limit)
    assert seals(house) == [before] == [sealed(house)]


def test_what_killed_processes_left_is_removed(house: Path) -> None:
    store(TEXTS)
    for name in (".making-x", ".rest-x"):
        (house / name / "seal").mkdir(parents=True)
    in_use = house / ".rest-y"
    in_use.mkdir()
    with hold(in_use / "alive"):
        sealed(house)
        assert seals(house) == [".rest-y", "seal-00000001"]


def test_a_seal_in_use_outlives_the_next_one(house: Path) -> None:
    store(TEXTS)
    with snapshot() as found:
        seal()
        assert found.folders[0].exists()
    seal()
    assert seals(house) == ["seal-00000003"]


def test_copies_of_numbers_do_not_stay_for_ever(house: Path) -> None:
    store(TEXTS)
    sealed(house)
    left = house.parent / "matching" / "run"
    left.mkdir(parents=True)
    assert forget(timezone.localdate()) == 0
    assert forget(timezone.localdate() + timedelta(days=2)) == 2
    assert (seals(house), left.exists()) == ([], False)


def test_two_do_not_seal_at_once(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("werkspur.registry.services.sealing.PATIENCE", 0.1)
    store(TEXTS)
    house.mkdir()
    with hold(house / "lock"), pytest.raises(CommandError, match="wird gerade schon versiegelt"):
        call_command("seal")
    assert issubclass(NoRoom, SealError)


def test_operators_see_how_far_it_is(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store(TEXTS)
    call_command("seal")
    assert capsys.readouterr().out.splitlines()[-1] == "Versiegelt: 40 Lesarten."


@pytest.mark.django_db(transaction=True)
def test_a_number_given_before_but_committed_after_is_not_below_the_highest(house: Path) -> None:
    """On PostgreSQL two transactions hold numbers at once; the sealing waits for both."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    item = make_item(owner=make_people().anna)
    given, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            index_marks(Mark.objects.bulk_create([Mark(item=item, text="8731042", folded="8731042")]))
            given.set()
            may_commit.wait(10)
        connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    given.wait(10)
    index_marks(Mark.objects.bulk_create([Mark(item=item, text="9731043", folded="9731043")]))
    threading.Timer(0.3, may_commit.set).start()
    segment = seal()
    writer.join()
    assert sorted(segment.arrays["every"]) == sorted(Reading.objects.values_list("pk", flat=True))
    shutil.rmtree(house)
