"""What came back on a demand: for staff all of it, for everybody what is released."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from werkspur.advocacy.models import Commitment, Delivery, Demand, Document, Evidence, Quotation, Reply
from werkspur.advocacy.models.deliveries import ENDED
from werkspur.advocacy.queries.shown import shown_file


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What the staff's page shows. waiting: deliveries without an answer; letters: those that went out with a file."""

    waiting: list[Delivery]
    letters: list[Delivery]
    replies: list[Reply]
    quotations: list[Quotation]
    commitments: list[Commitment]
    evidence: list[Evidence]


@dataclass(frozen=True, kw_only=True)
class PublicFile:
    """A file that everybody may have. redacted: it is a copy with something covered."""

    uid: str
    title: str
    size: int
    pages: int
    redacted: bool


@dataclass(frozen=True, kw_only=True)
class PublicAnswer:
    """A letter or a reply. kind: in words; who: the public body."""

    day: date
    kind: str
    who: str
    text: str
    quotations: tuple[Quotation, ...] = ()
    file: PublicFile | None = None


@dataclass(frozen=True, kw_only=True)
class PublicAnswers:
    """What everybody may read. quotations: those that stand in no reply that is shown."""

    letters: list[PublicAnswer]
    replies: list[PublicAnswer]
    quotations: list[Quotation]
    commitments: list[Commitment]
    evidence: list[tuple[Evidence, PublicFile | None]]


def answers_of(demand: Demand) -> Answers:
    """Return everything that came back, the latest first; promises by what is due."""
    sent = demand.deliveries.exclude(state=Delivery.State.DRAFT).select_related(
        "addressee", "document", "public_document"
    )
    waiting = sent.filter(state=Delivery.State.SENT, settled_on__isnull=True)
    commitments = demand.commitments.select_related("addressee", "reply", "document").prefetch_related("evidence")
    return Answers(
        waiting=[] if demand.status in ENDED else list(waiting.order_by("due", "day", "pk")),
        letters=list(sent.filter(document__isnull=False).order_by("-day", "-pk")),
        replies=list(
            demand.replies.select_related("addressee", "document", "public_document", "delivery")
            .prefetch_related("quotations").order_by("-day", "-pk")
        ),
        quotations=list(demand.quotations.filter(reply=None).select_related("document").order_by("-day", "-pk")),
        commitments=sorted(commitments, key=_urgency),
        evidence=list(
            demand.evidence.select_related("commitment", "document", "public_document").order_by("-day", "-pk")
        ),
    )  # fmt: skip


def public_answers(demand: Demand) -> PublicAnswers:
    """Return what is released of a demand; nothing while the demand itself is not public."""
    if demand.released_id is None:
        return PublicAnswers(letters=[], replies=[], quotations=[], commitments=[], evidence=[])
    letters = demand.deliveries.filter(public=True).exclude(state=Delivery.State.DRAFT)
    replies = list(
        demand.replies.filter(public=True).select_related("addressee", "public_document").prefetch_related("quotations")
    )
    quotations = demand.quotations.filter(public=True).exclude(reply__in=[reply.pk for reply in replies])
    evidence = demand.evidence.filter(public=True).exclude(checked_key="").select_related("public_document")
    return PublicAnswers(
        letters=[_letter(one) for one in letters.select_related("addressee", "public_document").order_by("day", "pk")],
        replies=[_reply(one) for one in replies],
        quotations=list(quotations.select_related("reply")),
        commitments=list(demand.commitments.filter(public=True).select_related("addressee")),
        evidence=[(one, _file(shown_file(one))) for one in evidence],
    )


def _urgency(commitment: Commitment) -> tuple[bool, bool, date, int]:
    """Open ones first, by what is due soonest; then the others, the latest promise first."""
    is_open = commitment.state == Commitment.State.OPEN
    day = commitment.due or commitment.day
    return (not is_open, is_open and commitment.due is None, day, commitment.pk)


def _letter(delivery: Delivery) -> PublicAnswer:
    return PublicAnswer(
        day=delivery.day or delivery.created_at.date(), kind=delivery.get_way_display(), who=str(delivery.addressee),
        text=delivery.subject, file=_file(shown_file(delivery)),
    )  # fmt: skip


def _reply(reply: Reply) -> PublicAnswer:
    return PublicAnswer(
        day=reply.day, kind=reply.get_kind_display(), who=str(reply.addressee), text=reply.summary,
        quotations=tuple(one for one in reply.quotations.all() if one.public), file=_file(shown_file(reply)),
    )  # fmt: skip


def _file(document: Document | None) -> PublicFile | None:
    if document is None:
        return None
    return PublicFile(
        uid=str(document.uid), title=document.title, size=document.size, pages=document.pages,
        redacted=document.original_id is not None,
    )  # fmt: skip
