"""What has happened to a demand, in the order of its days: for the tracker what is released, for staff everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.advocacy.models import (
    Commitment,
    Delivery,
    Demand,
    Document,
    Evidence,
    Paper,
    PaperLink,
    Reply,
    StatusChange,
)
from werkspur.advocacy.queries.shown import shown_file
from werkspur.advocacy.rules.states import Status
from werkspur.base.calendar.wallclock import day_of
from werkspur.base.templatetags.werkspur import day as written

#: kind of the badge beside a commitment that is no longer open
KEPT = {"kept": "success", "partly": "warning", "broken": "danger", "overtaken": "plain", "open": "info"}
#: a status that is told with the version or the delivery that brought it
_TOLD_BY_OTHERS = {("draft", "released"), ("released", "delivered")}
#: what stands beside a change of status on its day, and says why
_TELLING = {"reply", "commitment", "decision"}


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One thing that happened.

    key         tells it from all others of the demand, and stays
    kind        "decided", "version", "delivery", "status", "reply", "quotation", "commitment", "decision", "paper",
                "consultation", "evidence"
    quote       somebody's own words; source: where they, or the rest, are written
    url, link   where more of it is to be read, and what that is called
    badge       a word or two beside the title, badge_kind: of `c-badge`
    """

    key: str
    day: date
    kind: str
    title: str
    text: str = ""
    quote: str = ""
    source: str = ""
    url: str = ""
    link: str = ""
    icon: str = ""
    badge: str = ""
    badge_kind: str = "plain"


def timeline(demand: Demand, *, public: bool) -> list[Moment]:
    """Return what has happened, the earliest first; with `public` only what everybody may know."""
    found = [moment for tell in _TELLERS for moment in tell(demand, public)]
    found.sort(key=lambda moment: moment.day)  # stable: on one day in the order of the tellers
    return _in_short(found) if public else found


def is_internal(change: StatusChange) -> bool:
    """Say whether a change is of a draft that rests or wakes, which is nobody's business but the staff's."""
    return {change.before, change.status} == {Status.DRAFT, Status.RESTING}


def file_url(document: Document | None, *, public: bool) -> str:
    """Return where a file is read: by everybody, or by staff; '' without one."""
    if document is None:
        return ""
    return reverse("advocacy:public_file" if public else "advocacy:document", args=[document.uid])


def _in_short(moments: list[Moment]) -> list[Moment]:
    """Leave out the status where the answer or promise of the same day tells it, but for the last one, in a word."""
    told = {moment.day for moment in moments if moment.kind in _TELLING}
    last = {moment.day: moment for moment in moments if moment.kind == "status"}
    found = []
    for moment in moments:
        if moment.kind != "status" or moment.day not in told:
            found.append(moment)
        elif moment is last[moment.day]:
            found.append(replace(moment, text="", source=""))
    return found


def _versions(demand: Demand, public: bool) -> Iterator[Moment]:
    """When its organ decided, and when which version was released."""
    released = [
        (version, day_of(version.released_at))
        for version in demand.versions.order_by("number")
        if version.released_at is not None
    ]
    for version, day in released[:1]:
        if version.decided_on:
            yield Moment(
                key="beschluss", day=version.decided_on, kind="decided", icon="haken",
                title=_("Beschlossen: %(organ)s") % {"organ": version.organ} if version.organ else _("Beschlossen"),
            )  # fmt: skip
        yield Moment(
            key=f"fassung-{version.number}", day=day, kind="version", icon="forderung", text=version.note,
            title=_("Veröffentlicht"),
        )  # fmt: skip
    for (before, _day), (version, day) in pairwise(released):
        yield Moment(
            key=f"fassung-{version.number}", day=day, kind="version", icon="forderung", text=version.note,
            title=_("Neue Fassung %(number)s") % {"number": version.number},
            url=reverse("advocacy:demand_version_public", args=[demand.slug, version.number]),
            link=_("Was sich seit Fassung %(number)s geändert hat") % {"number": before.number},
        )  # fmt: skip


def _deliveries(demand: Demand, public: bool) -> Iterator[Moment]:
    rows = demand.deliveries.exclude(state=Delivery.State.DRAFT)
    if public:
        rows = rows.exclude(state=Delivery.State.WITHDRAWN)
    for one in rows.select_related("addressee", "public_document", "document"):
        day = one.arrived or one.day
        if day is None:
            continue
        file = _shown(one, public=public)
        sent = one.state == Delivery.State.SENT
        told = {"to": one.addressee.name, "way": one.get_way_display()}
        yield Moment(
            key=f"zustellung-{one.uid}", day=day, kind="delivery", icon="post",
            title=_delivered(one) % told,
            text=_waiting(one) if sent else "", url=file_url(file, public=public),
            link=_reading(_("Brief lesen"), file=file),
            badge="" if sent else one.get_state_display(), badge_kind="warning",
        )  # fmt: skip


def _delivered(delivery: Delivery) -> str:
    if delivery.state != Delivery.State.SENT:
        return _("An: %(to)s (%(way)s)")
    if delivery.way in {Delivery.Way.MEETING, Delivery.Way.SESSION}:
        return _("Vorgetragen: %(to)s (%(way)s)")
    return _("Zugestellt an: %(to)s (%(way)s)")


def _waiting(delivery: Delivery) -> str:
    if delivery.due is None:
        return ""
    return _("Antwort erbeten bis %(day)s.") % {"day": written(delivery.due)}


def _changes(demand: Demand, public: bool) -> Iterator[Moment]:
    for one in demand.changes.all():
        if (one.before, one.status) in _TOLD_BY_OTHERS or (public and is_internal(one)):
            continue
        told = one.public or not public
        if one.before == one.status:
            title = _("Ergebnis: %(outcome)s") % {"outcome": one.get_outcome_display()}
        elif one.status == Status.DRAFT and not is_internal(one):
            title = _("Freigabe zurückgenommen")
        else:
            title = _("Stand: %(status)s") % {"status": one.get_status_display()}
        yield Moment(
            key=f"stand-{one.pk}", day=one.day, kind="status", icon="rechts", title=title,
            text=one.reason if told else "", source=one.source if told else "",
        )  # fmt: skip


def _replies(demand: Demand, public: bool) -> Iterator[Moment]:
    rows = demand.replies.filter(public=True) if public else demand.replies.all()
    for one in rows.select_related("addressee", "public_document", "document"):
        file = _shown(one, public=public)
        yield Moment(
            key=f"antwort-{one.uid}", day=one.day, kind="reply", icon="post",
            title=f"{one.get_kind_display()}: {one.addressee.name}",
            text=one.summary, url=file_url(file, public=public), link=_reading(_("Schreiben lesen"), file=file),
        )  # fmt: skip


def _quotations(demand: Demand, public: bool) -> Iterator[Moment]:
    for one in demand.quotations.filter(public=True) if public else demand.quotations.all():
        yield Moment(
            key=f"zitat-{one.uid}", day=one.day, kind="quotation", icon="person", title=one.who, quote=one.text,
            source=_with_page(one.source, page=one.page),
        )  # fmt: skip


def _commitments(demand: Demand, public: bool) -> Iterator[Moment]:
    """A promise on its day, and what has become of it on another."""
    rows = demand.commitments.filter(public=True) if public else demand.commitments.all()
    for one in rows.select_related("addressee"):
        until = _("Zu erfüllen bis %(day)s.") % {"day": written(one.due)} if one.due else ""
        measure = _("Gemessen wird: %(measure)s") % {"measure": one.measure} if one.measure else ""
        yield Moment(
            key=f"zusage-{one.uid}", day=one.day, kind="commitment", icon="haken",
            title=_("Zusage: %(who)s") % {"who": one.addressee.name},
            text=" ".join(part for part in (until, measure) if part), quote=one.wording,
            source=_with_page(one.source, page=one.page),
            badge=one.get_state_display(), badge_kind=KEPT[one.state],
        )  # fmt: skip
        if one.state != Commitment.State.OPEN and one.decided_on:
            yield Moment(
                key=f"entscheidung-{one.uid}", day=one.decided_on, kind="decision", icon="rechts", text=one.reason,
                title=_("Zusage %(state)s: %(who)s") % {"state": one.get_state_display(), "who": one.addressee.name},
            )  # fmt: skip


def _papers(demand: Demand, public: bool) -> Iterator[Moment]:
    """Council papers that belong to it, and where they were on the agenda."""
    links = demand.paper_links.filter(public=True) if public else demand.paper_links.all()
    for link in links.select_related("paper").prefetch_related("paper__consultations"):
        paper = link.paper
        if paper.date:
            yield _paper(link, paper=paper, day=paper.date, public=public)
        for stop in paper.consultations.all():
            if stop.start and stop.result:
                yield Moment(
                    key=f"beratung-{link.uid}-{stop.pk}", day=day_of(stop.start), kind="consultation",
                    icon="forum",
                    title=f"{stop.committee}: {stop.result}" if stop.committee else stop.result,
                    text=stop.resolution, source=_("Vorlage %(paper)s") % {"paper": paper.reference or paper.name},
                    badge=_("beschließend") if stop.authoritative else "", badge_kind="info",
                )  # fmt: skip


def _paper(link: PaperLink, *, paper: Paper, day: date, public: bool) -> Moment:
    gone, kind = paper.state == Paper.State.GONE, link.get_kind_display()
    return Moment(
        key=f"vorlage-{link.uid}", day=day, kind="paper", icon="datei",
        title=_("Vorlage %(paper)s") % {"paper": paper}, text=f"{kind[:1].upper()}{kind[1:]}.", quote=link.quote,
        source=_with_page("", page=link.page), badge=paper.get_state_display() if gone else "", badge_kind="warning",
        url=(paper.web if public else reverse("advocacy:paper", args=[paper.uid])),
        link=_("Vorlage lesen") if not public or paper.web else "",
    )  # fmt: skip


def _evidence(demand: Demand, public: bool) -> Iterator[Moment]:
    rows = demand.evidence.filter(public=True) if public else demand.evidence.all()
    for one in rows.select_related("public_document", "document"):
        file = _shown(one, public=public)
        checked = bool(one.checked_on)
        yield Moment(
            key=f"beleg-{one.uid}", day=one.day, kind="evidence", icon="schutz",
            title=_("Beleg: %(title)s") % {"title": one.title},
            text=one.check_note if checked else "", source=one.source,
            url=file_url(file, public=public) or one.address,
            link=_reading(_("Beleg ansehen"), file=file or one.address),
            badge=_("geprüft am %(day)s") % {"day": written(one.checked_on)} if checked else _("noch nicht geprüft"),
            badge_kind="success" if checked else "plain",
        )  # fmt: skip


def _shown(thing: Delivery | Reply | Evidence, *, public: bool) -> Document | None:
    """The file that may be shown: for the public only the one that was chosen for it."""
    if not public:
        return thing.document
    return shown_file(thing)


def _reading(words: str, *, file: Document | str | None) -> str:
    """What a link is called; of a redacted copy it says so."""
    if isinstance(file, Document) and file.original_id:
        return _("%(words)s (geschwärzte Kopie)") % {"words": words}
    return words if file else ""


def _with_page(source: str, *, page: int | None) -> str:
    told = _("Seite %(page)s") % {"page": page} if page else ""
    return ", ".join(part for part in (source, told) if part)


_TELLERS: tuple[Callable[[Demand, bool], Iterable[Moment]], ...] = (
    _versions, _deliveries, _replies, _quotations, _commitments, _papers, _changes, _evidence,
)  # fmt: skip
