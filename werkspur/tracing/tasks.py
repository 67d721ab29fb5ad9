"""What the worker does for the police. Each may be started a second time after a crash."""

from __future__ import annotations

from werkspur.base.queue import task
from werkspur.tracing.services import matching


@task()
def match_list(run: int) -> None:
    """Match the numbers of a list with the register."""
    matching.carry_out(run)
