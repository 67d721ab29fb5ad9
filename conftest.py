"""Fixtures for every test in the house."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.people import People
    from tests.ready import Ready

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser tests run an event loop beside Django's ORM
CHROMIUM = "/usr/bin/chromium"


def pytest_configure() -> None:
    from hypothesis import settings

    gc.set_threshold(20_000, 20, 20)  # memory is there; looking through it again and again was a tenth of the run
    settings.register_profile("house", deadline=None)  # two cores are shared; slowness is the benchmarks' matter
    settings.load_profile("house")


#: what brings the database; pytest-django refuses it to a test with none of them
DATABASE = {"db", "transactional_db", "live_server"}


def repeats_itself(item: pytest.Item) -> bool:
    """Say whether a second database can tell nothing new about this test."""
    without = item.get_closest_marker("django_db") is None and DATABASE.isdisjoint(getattr(item, "fixturenames", ()))
    return without or item.get_closest_marker("once") is not None


def turn(item: pytest.Item) -> tuple[bool, bool, bool]:
    """When a test has its turn: real transactions last, as pytest-django wants it; the long ones first among theirs.

    So no worker begins a long test when the others are already done. Foremost stand those that bring processes of their
    own: one worker has them while the other makes the tables.
    """
    marker, names = item.get_closest_marker("django_db"), set(getattr(item, "fixturenames", ()))
    real = "live_server" in names or bool(marker and marker.kwargs.get("transaction"))
    long = item.get_closest_marker("slow") or item.get_closest_marker("browser")
    return real, not long, not names.isdisjoint(DATABASE | {"tables"})


def pytest_collection_finish() -> None:
    """What is imported and collected by now stays to the end: the garbage collector need not look at it again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what would only repeat itself on PostgreSQL, and browser tests where no browser is."""
    second_pass = os.environ.get("DB") == "postgresql"
    kept = [item for item in items if not (second_pass and repeats_itself(item))]
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if second_pass and repeats_itself(item)])
    items[:] = sorted(kept, key=turn)
    if not Path(CHROMIUM).exists():
        for item in items:
            if "page" in getattr(item, "fixturenames", ()) or item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=f"ACHTUNG: {CHROMIUM} fehlt, Browsertest fällt aus"))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a file in a test by its place: its bytes may hold the time, and two workers must collect the same names."""
    return argname if isinstance(val, bytes) else None


@cache
def ready() -> Ready:
    from tests.ready import Ready

    return Ready()


@pytest.fixture
def people(db: None) -> People:
    """anna, ben, clara, kai, paula, peter, dora and otto."""
    from tests.people import make_people

    return make_people()


@pytest.fixture
def stand_still() -> Iterator[Callable[[datetime], None]]:
    """Stop the clock of the house at a moment, for tests whose days would pass with the years."""
    from django.utils import timezone

    with pytest.MonkeyPatch.context() as patched:
        yield lambda moment: patched.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def impatient() -> Iterator[None]:
    """Threads take turns often."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    yield
    sys.setswitchinterval(before)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """SQLite takes the file that was copied to its place; all of them go with the folder of the run."""
    from django.db import connection

    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        ready().begin()


@pytest.fixture(scope="session")
def tables(django_db_setup: None) -> Path:
    """An SQLite database with all tables and nothing in them, for houses of their own: to be copied."""
    from tests.ready import SQLITE

    return SQLITE


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A test with real transactions empties all tables afterwards; only there the journal's triggers are lifted.

    For the class and not for one connection: beside the browser's event loop Django opens a second one.
    """
    from django.db import connection

    from werkspur.journal import protection

    with django_db_blocker.unblock():
        ready().end()
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_without_triggers(self: Any, sql_list: list[str]) -> None:
        with protection.lifted(self.connection):
            flush(self, sql_list)

    operations.execute_sql_flush = flush_without_triggers  # type: ignore[method-assign]
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
    with django_db_blocker.unblock():
        ready().remove()
        connection.close()


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def own_outbox(settings: Any) -> None:
    """Mail goes where the product puts it, not into Django's list for tests."""
    settings.EMAIL_BACKEND = "werkspur.base.mail.OutboxBackend"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    return browser_type_launch_args | {
        "executable_path": CHROMIUM,
        "args": [*quiet, "--disable-component-update", "--disable-sync"],
    }
