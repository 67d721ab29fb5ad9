"""What the worker does for advocacy. Each may be started a second time after a crash."""

from __future__ import annotations

from werkspur.advocacy.models import Council, Document, Paper
from werkspur.advocacy.services import councils, papers, reading, redaction
from werkspur.base.pdfpages import Box
from werkspur.base.queue import enqueue, task
from werkspur.partners.models import Person


@task()
def read_document(uid: str, failed: bool = False) -> None:
    """Read the words of a document, a few seconds in each task."""
    document = Document.objects.filter(uid=uid).first()
    if document is None:
        return
    done, failed = reading.read_on(document, failed=failed)
    if not done:
        enqueue(read_document, uid, failed)


@task()
def harvest_council(pk: int, full: bool = False) -> None:
    """Read on at a council for some seconds; it queues itself again until the run is done."""
    for council in Council.objects.filter(pk=pk):
        councils.read_portion(council, full=full)


@task()
def copy_paper(pk: int) -> None:
    """Fetch our own copy of a linked paper's file."""
    for paper in Paper.objects.filter(pk=pk).select_related("council"):
        papers.copy_of(paper)


@task()
def redact_document(uid: str, marks: list[list[float]], reason: str, by: int) -> None:
    """Make a redacted copy of many pages."""
    boxes = [Box(int(page), *sides) for page, *sides in marks]
    for document in Document.objects.filter(uid=uid):
        redaction.redact_in_queue(document, marks=boxes, reason=reason, by=Person.objects.get(pk=by))
