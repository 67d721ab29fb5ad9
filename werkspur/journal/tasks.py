"""What the worker does for the journal."""

from __future__ import annotations

from django.core.cache import cache
from django.utils.translation import gettext as _

from werkspur.base import progress, queue
from werkspur.journal import queries
from werkspur.journal.services import record


@queue.task
def verify_chain() -> None:
    """Verify the whole chain, telling how far it is; the result is kept for the page and noted in the journal."""
    label = _("Einträge werden geprüft")
    progress.report(queries.PROGRESS, 0, 1, label)
    found = queries.verify(tell=lambda done, total: progress.report(queries.PROGRESS, done, total + 1, label))
    cache.set(queries.RESULT, found, timeout=None)
    record("journal.verification_done", by="system", details={"checked": found.checked, "findings": found.total})
    progress.clear(queries.PROGRESS)
