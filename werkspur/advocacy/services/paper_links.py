"""Demand and paper: what the paper does for the demand, with its words and page."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Demand, Paper, PaperLink
from werkspur.advocacy.services import indexing, proposals
from werkspur.advocacy.services.demands import lock, moved
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base.plaintext import plain
from werkspur.base.queue import enqueue
from werkspur.journal.services import record
from werkspur.partners.models import Person

MOST_QUOTE, MOST_PAGE = 2000, 20_000


def link_paper(
    demand: Demand, paper: Paper, *, kind: str, quote: str = "", page: int | None = None, by: Person | str,
    public: bool = True,
) -> PaperLink:  # fmt: skip
    """Say that a paper belongs to a demand; our own copy of its file is fetched afterwards.

    Args:
        kind: of `PaperLink.Kind`.
        quote, page: where the paper says so.

    Raises:
        AdvocacyRefused: the same once more, or a page that no paper has.
    """
    quote = _checked(quote, page=page)
    with transaction.atomic():
        demand = lock(demand)
        if PaperLink.objects.filter(demand=demand, paper=paper, kind=kind).exists():
            raise AdvocacyRefused("kind", _("So ist die Vorlage schon mit dieser Forderung verknüpft."))
        link = PaperLink.objects.create(
            demand=demand, paper=paper, kind=kind, quote=quote, page=page, public=public,
            linked_by=by if isinstance(by, Person) else None,
        )  # fmt: skip
        moved(demand, on=timezone.localdate())
        proposals.propose(link=link)
        found(paper)
        _want_copy(paper)
        record("advocacy.paper_link_created", by=by, object=demand, details={"paper": str(paper.uid), "kind": kind})
    return link


def change_link(
    link: PaperLink, *, kind: str, quote: str, page: int | None, public: bool, by: Person
) -> PaperLink:  # fmt: skip
    """Put right what a paper does for a demand. Raises AdvocacyRefused."""
    quote = _checked(quote, page=page)
    with transaction.atomic():
        demand = lock(link.demand)
        link = PaperLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
        others = PaperLink.objects.filter(demand=demand, paper=link.paper_id, kind=kind).exclude(pk=link.pk)
        if others.exists():
            raise AdvocacyRefused("kind", _("So ist die Vorlage schon mit dieser Forderung verknüpft."))
        link.kind, link.quote, link.page, link.public = kind, quote, page, public
        link.save()
        moved(demand, on=timezone.localdate())
        proposals.propose(link=link)
        record("advocacy.paper_link_changed", by=by, object=demand, details={"link": str(link.uid), "kind": kind})
    return link


def remove_link(link: PaperLink, *, by: Person) -> None:
    """Take paper and demand apart; the paper and our copy of it stay."""
    with transaction.atomic():
        demand = lock(link.demand)
        PaperLink.objects.filter(pk=link.pk).delete()
        record("advocacy.paper_link_removed", by=by, object=demand, details={"paper": str(link.paper.uid)})


def found(paper: Paper) -> None:
    """Let the search over everything find a paper that somebody works with."""
    stops = paper.consultations.values_list("committee", "result", "resolution")
    words = [paper.paper_type, paper.originators, *(part for stop in stops for part in stop if part)]
    indexing.index("paper", paper.uid, title=str(paper), text="\n".join(words))


def _want_copy(paper: Paper) -> None:
    from werkspur.advocacy.tasks import copy_paper

    if paper.copy_id is None and paper.file_address:
        enqueue(copy_paper, paper.pk)


def _checked(quote: str, *, page: int | None) -> str:
    quote = plain(quote)
    if len(quote) > MOST_QUOTE:
        raise AdvocacyRefused("quote", _("Höchstens %(most)d Zeichen.") % {"most": MOST_QUOTE})
    if page is not None and not 0 < page <= MOST_PAGE:
        raise AdvocacyRefused("page", _("Diese Seite gibt es in keiner Vorlage."))
    return quote
