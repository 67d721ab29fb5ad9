"""Quotations: what somebody said, word by word, with the page on which it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.advocacy.models import Demand, Document, DocumentPage, Quotation
from werkspur.advocacy.rules.quoting import pages_with
from werkspur.advocacy.rules.wording import is_said
from werkspur.advocacy.services import demands, indexing
from werkspur.advocacy.services.correcting import said, unchanged_since
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base.calendar.wallclock import day_of
from werkspur.base.plaintext import plain
from werkspur.journal.services import record
from werkspur.partners.rules import tidy

INDEX = "quotation"
FIELDS = ("text", "who", "day", "reply", "document", "page", "source")


def note_quotation(demand: Demand, *, fields: dict[str, Any], by: Any, now: datetime) -> Quotation:
    """Keep what somebody said; the same twice is one. Without a page, the one is taken on which the words stand.

    Args:
        fields: `FIELDS`, and as_typed: take the words although they do not stand on the page, as in a bad scan.

    Raises:
        AdvocacyRefused: words, speaker or source are missing, or the words do not stand there.
    """
    with transaction.atomic():
        demand = demands.lock(demand)
        values = _checked(demand, fields=fields, now=now)
        if known := Quotation.objects.filter(demand=demand, **values).first():
            return known
        quotation = Quotation.objects.create(demand=demand, **values)
        index_quotation(quotation)
        record("advocacy.quotation_added", by=by, object=quotation)
    return quotation


def change_quotation(
    quotation: Quotation, *, fields: dict[str, Any], reason: str, seen: str, by: Any, now: datetime
) -> Quotation:
    """Put a quotation right. Raises AdvocacyRefused: as above, no reason, or somebody else was quicker."""
    reason = said(reason)
    with transaction.atomic():
        demand = demands.lock(quotation.demand)
        quotation = Quotation.objects.select_for_update().get(pk=quotation.pk)
        unchanged_since(quotation, seen=seen)
        for name, value in _checked(demand, fields=fields, now=now).items():
            setattr(quotation, name, value)
        quotation.save()
        index_quotation(quotation)
        record("advocacy.quotation_changed", by=by, object=quotation, reason=reason)
    return quotation


def remove_quotation(quotation: Quotation, *, reason: str, by: Any) -> None:
    """Take out a quotation, with a reason."""
    reason = said(reason)
    with transaction.atomic():
        demands.lock(quotation.demand)
        if not Quotation.objects.filter(pk=quotation.pk).delete()[0]:
            return
        indexing.forget(INDEX, str(quotation.uid))
        record("advocacy.quotation_removed", by=by, object=quotation, reason=reason)


def index_quotation(quotation: Quotation) -> None:
    """Let the search find it, for everybody when it is public."""
    indexing.index(
        INDEX, str(quotation.uid), title=quotation.who, text=quotation.text, demand=quotation.demand,
        public=quotation.public,
    )  # fmt: skip


def checked_page(document: Document | None, page: int | None) -> int | None:
    """Return a page that a document has. Raises AdvocacyRefused."""
    if page is None:
        return None
    if document is None:
        raise AdvocacyRefused("page", _("Eine Seite braucht eine Datei, in der sie steht."))
    if page < 1 or (document.pages and page > document.pages):
        sentence = ngettext("Die Datei hat nur eine Seite.", "Die Datei hat %(n)d Seiten.", document.pages)
        raise AdvocacyRefused("page", sentence % {"n": document.pages})
    return page


def _checked(demand: Demand, *, fields: dict[str, Any], now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {name: fields.get(name) for name in FIELDS}
    values |= {"text": plain(values["text"] or ""), "who": tidy(values["who"] or "")}
    values["source"] = tidy(values["source"] or "")
    reply = values["reply"]
    if not is_said(values["text"]):
        raise AdvocacyRefused("text", _("Was wurde gesagt? Wort für Wort, Auslassungen als […]."))
    if not is_said(values["who"]):
        raise AdvocacyRefused("who", _("Wer hat es gesagt? Die Funktion genügt."))
    if values["day"] > day_of(now):
        raise AdvocacyRefused("day", _("Dieser Tag kommt erst noch."))
    if reply is not None and reply.demand_id != demand.pk:
        raise AdvocacyRefused("reply", _("Diese Antwort gehört zu einer anderen Forderung."))
    if values["document"] is None and reply is not None:
        values["document"] = reply.document
    if reply is None and values["document"] is None and not is_said(values["source"]):
        raise AdvocacyRefused("source", _("Wo steht es, oder wo fiel es? Ohne Fundstelle kann es niemand nachprüfen."))
    values["page"] = _page(values, as_typed=bool(fields.get("as_typed")))
    return values


def _page(values: dict[str, Any], *, as_typed: bool) -> int | None:
    """The page on which the words stand; whatever was typed when nobody can read the file."""
    document, page = values["document"], checked_page(values["document"], values["page"])
    if document is None or as_typed or document.text_state != Document.TextState.READ:
        return page
    texts = dict(DocumentPage.objects.filter(document=document).values_list("number", "text"))
    found = pages_with(values["text"], pages=texts)
    if page in found or (page is None and found):
        return page or found[0]
    if found:
        sentence = _("Auf Seite %(page)d steht das nicht, aber auf Seite %(found)d.") % {
            "page": page,
            "found": found[0],
        }
        raise AdvocacyRefused("page", sentence)
    raise AdvocacyRefused(
        "text", _("So steht es nicht in der Datei. Vergleichen Sie Wort für Wort, Auslassungen sind […].")
    )
