"""What the worker does for the facts. Each may be started a second time after a crash."""

from __future__ import annotations

from werkspur.base.queue import task
from werkspur.facts.services import sending, uploads


@task()
def send_survey(survey: int) -> None:
    """Write invitations and reminders of a survey."""
    sending.send_portion(survey)


@task()
def read_import(imported: int, year: int | None) -> None:
    """Read an uploaded file of figures."""
    uploads.read_upload(imported, year=year)
