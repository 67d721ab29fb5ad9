"""What the public reads of a correspondence: letters, answers, quotations, commitments, evidence; each by a decision.

A file becomes public as a redacted copy, or as it is when somebody has seen every page and says that nothing personal
stands there. An original of which a redacted copy exists is never public.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Commitment, Delivery, Demand, Document, Evidence, Quotation, Reply
from werkspur.advocacy.queries.shown import copies_of, has_copy
from werkspur.advocacy.services import demands, documents, indexing
from werkspur.advocacy.services.commitments import index_commitment
from werkspur.advocacy.services.correcting import said
from werkspur.advocacy.services.evidence import index_evidence
from werkspur.advocacy.services.quotations import index_quotation
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.services.replies import index_reply
from werkspur.journal.services import record

Showable = Delivery | Reply | Quotation | Commitment | Evidence
#: things that have a file of their own
WITH_FILE = (Delivery, Reply, Evidence)
#: files of which nobody sees all on their pages, as heads of mails, authors and changes, are never public as they are
_AS_SEEN = (documents.PDF, documents.JPEG, documents.TEXT)
_INDEX: dict[type[Any], Callable[[Any], None]] = {
    Reply: index_reply,
    Quotation: index_quotation,
    Commitment: index_commitment,
    Evidence: index_evidence,
}


def publish(thing: Showable, *, document: Document | None, nothing_personal: bool = False, by: Any) -> Showable:
    """Show a thing on the tracker, with one of its files or without; again, it changes the file.

    Args:
        document: a redacted copy of its file, the file itself, or None: only what we wrote about it.
        nothing_personal: somebody has seen every page of the original: no name, signature or direct number is there.

    Raises:
        AdvocacyRefused: the demand is not public, evidence is unchecked, or the file may not be shown.
    """
    with transaction.atomic():
        demand = demands.lock(thing.demand)
        held: Any = type(thing).objects.select_for_update().get(pk=thing.pk)
        _check(held, demand=demand)
        if isinstance(held, WITH_FILE):
            if document is not None:
                _check_file(held, document=document, nothing_personal=nothing_personal)
            if held.public and held.public_document_id == (document.pk if document else None):
                return held
            _hide_file(held)
            held.public_document = document
        elif held.public:
            return held  # type: ignore[no-any-return]
        held.public = True
        _saved(held, demand=demand)
        details = {"file": str(document.uid) if document else "", "redacted": bool(document and document.original_id)}
        record(f"advocacy.{held._meta.model_name}_shown", by=by, object=held, details=details)
    return held  # type: ignore[no-any-return]


def withdraw(thing: Showable, *, reason: str, by: Any) -> Showable:
    """Take a thing off the tracker again, with a reason for the journal; a second click changes nothing.

    Raises:
        AdvocacyRefused: no reason.
    """
    reason = said(reason)
    with transaction.atomic():
        demand = demands.lock(thing.demand)
        held: Any = type(thing).objects.select_for_update().get(pk=thing.pk)
        if not held.public:
            return held  # type: ignore[no-any-return]
        if isinstance(held, WITH_FILE):
            _hide_file(held)
            held.public_document = None
        held.public = False
        _saved(held, demand=demand)
        record(f"advocacy.{held._meta.model_name}_hidden", by=by, object=held, reason=reason)
    return held  # type: ignore[no-any-return]


def _check(thing: Any, *, demand: Demand) -> None:
    if demand.released_id is None:
        raise AdvocacyRefused("", _("Die Forderung selbst ist noch nicht öffentlich."))
    if isinstance(thing, Delivery) and thing.state == Delivery.State.DRAFT:
        raise AdvocacyRefused("", _("Der Brief ist noch nicht abgegangen."))
    if isinstance(thing, Delivery) and thing.state == Delivery.State.WITHDRAWN:
        raise AdvocacyRefused("", _("Das geht nur mit dem, was zugestellt ist."))
    if isinstance(thing, Evidence) and not thing.checked_key:
        raise AdvocacyRefused("", _("Den Beleg hat noch niemand geprüft."))


def _check_file(thing: Any, *, document: Document, nothing_personal: bool) -> None:
    """A redacted copy of the thing's own file, or the file itself where there is nothing to cover."""
    original = thing.document
    if original is None or document.pk not in {original.pk, *(copy.pk for copy in copies_of(original))}:
        raise AdvocacyRefused("document", _("Diese Datei gehört nicht dazu."))
    indexing.hold(document)
    if document.pk != original.pk:
        return
    if original.media_type not in _AS_SEEN:
        raise AdvocacyRefused("document", _("Schwärzen geht bei PDF und Bildern. Speichern Sie die Datei als PDF."))
    if has_copy(original):
        raise AdvocacyRefused("document", _("Es gibt eine geschwärzte Fassung. Das Original bleibt dann intern."))
    if not nothing_personal:
        raise AdvocacyRefused(
            "nothing_personal", _("Steht etwas Persönliches darin, wird zuerst geschwärzt. Sehen Sie jede Seite an.")
        )


def _hide_file(thing: Any) -> None:
    """The search no longer shows its words to everybody, unless something else does."""
    document = thing.public_document
    if document is None:
        return
    indexing.hold(document)
    elsewhere = any(
        kind._default_manager.filter(public=True, public_document=document).exclude(
            pk=thing.pk if kind is type(thing) else 0
        )
        for kind in WITH_FILE
    )
    if not elsewhere:
        indexing.file_under(document, demand=thing.demand, public=False)


def _saved(thing: Any, *, demand: Demand) -> None:
    thing.save()
    thing.demand = demand
    if index := _INDEX.get(type(thing)):
        index(thing)
    document = getattr(thing, "public_document", None)
    if thing.public and document is not None:
        indexing.file_under(document, demand=demand, public=True)
