"""What the worker does for the police. Each may be started a second time after a crash."""

from __future__ import annotations

from werkspur.base.queue import task
from werkspur.tracing.services import further, listreading, matching


# Somebody stands there and waits: before lists and tables.
@task(priority=50)
def search_further(lookup: int) -> None:
    """Find what the first answer to a look-up left out."""
    further.search_further(lookup)


@task()
def match_list(run: int) -> None:
    """Match the numbers of a list with the register."""
    matching.carry_out(run)


@task()
def read_list(run: int, origin: str) -> None:
    """Read a big table of numbers."""
    listreading.read_list(run, origin=origin)
