"""Who may write keys and who may change by what they are written: schemes and hot keys.

Whoever writes keys shares a lock until its transaction ends; whoever puts in a scheme, lets one take over or makes a
key hot has it alone for a moment. So the change is seen by every later transaction that writes keys, and those before
it are over. SQLite has one writer at a time and needs nothing. On PostgreSQL it is an advisory lock of the transaction:
it goes with the process, and works behind a connection pool.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from time import sleep
from typing import Any

from django.db import OperationalError, connection, transaction

#: number of the advisory lock: "keys"
_LOCK = 0x6B657973
#: seconds to stand in the queue for the lock, during which new writers stand behind: the first time, and at most
_FIRST_WAIT, _LONGEST_WAIT = 0.02, 1.0
#: pause before the next attempt, as a multiple of the wait; in it writers pass freely
_PAUSE = 4
_NOT_IN_TIME = "55P03"  # lock_not_available


class NoMoment(Exception):
    """Others wrote keys all the time; nothing was done."""


def lock_schemes() -> None:
    """Wait until keys may be written by the schemes and hot keys that are there; holds until the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_LOCK])


def lock_and_ask(sql: str) -> list[tuple[Any, ...]]:
    """Do as `lock_schemes` and return the rows of a statement without parameters, in one round trip.

    They are two statements all the same, and the second sees what is there once the lock is held. A single statement
    would look before it waits, and overlook what came meanwhile.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT pg_advisory_xact_lock_shared({_LOCK}); {sql}")
            cursor.nextset()
        else:
            cursor.execute(sql)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


@contextmanager
def schemes_alone(*, tries: int = 0) -> Iterator[None]:
    """Run the block in one transaction in which nobody else writes keys, as soon as there is a moment for it.

    Keep the block short. While a long transaction writes keys (a big import), the lock is asked for again and again,
    each time for a moment only, for whoever comes later would have to wait behind.

    Args:
        tries: after so many attempts it is given up (0: never).

    Raises:
        NoMoment: it was given up.
    """
    wait = _FIRST_WAIT
    for attempt in count(1):
        with transaction.atomic():
            if connection.vendor == "sqlite" or _in_time(wait):
                yield
                return
        if attempt == tries:
            raise NoMoment
        sleep(wait * _PAUSE)
        wait = min(2 * wait, _LONGEST_WAIT)


def _in_time(seconds: float) -> bool:
    """Take the lock alone if that is possible within so many seconds; the transaction stays usable if not."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('lock_timeout')")
            before = cursor.fetchone()[0]
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{round(seconds * 1000)}ms"])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [before])
    except OperationalError as error:
        if not not_in_time(error):
            raise
        return False
    return True


def not_in_time(error: OperationalError) -> bool:
    """Tell whether PostgreSQL refused a lock because somebody else holds it."""
    return getattr(error.__cause__, "sqlstate", "") == _NOT_IN_TIME
