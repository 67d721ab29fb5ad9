"""From council objects to what staff read: papers with their way through the council, and sessions.

A pure reading of the objects we keep: it may be done again at any time and comes to the same. A paper's parts come
inside it (OParl 1.0) or in lists of their own (1.1), in any order; what belongs to it is looked up by digests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from werkspur.advocacy.models import Council, CouncilHistory, CouncilObject, Paper, PaperConsultation
from werkspur.advocacy.oparl import reading
from werkspur.advocacy.rules.papers import folded

#: how long ago a meeting may lie to become a session of ours
RECENT = timedelta(days=60)
MOST_ORIGINATORS = 5
PAPER_FIELDS = (
    "object_id", "addressee_id", "reference", "name", "date", "paper_type", "originators", "web", "file_address",
    "license", "state", "modified", "words",
)  # fmt: skip
STOP_FIELDS = ("committee", "role", "authoritative", "start", "number", "result", "resolution", "meeting_digest")
LONGEST_WEB, LONGEST_LICENSE = 1000, 300
Rows = dict[str, CouncilObject]


@dataclass
class Parts:
    """What the papers of one page consist of, by digest; consultations, files and items also by their whole."""

    consultations: dict[str, list[CouncilObject]] = field(default_factory=lambda: defaultdict(list))
    files: dict[str, list[CouncilObject]] = field(default_factory=lambda: defaultdict(list))
    items: dict[str, list[CouncilObject]] = field(default_factory=lambda: defaultdict(list))
    others: Rows = field(default_factory=dict)


def follow(council: Council, changed: list[CouncilObject]) -> None:
    """Bring papers and sessions up to what has just been kept. In the caller's transaction."""
    kinds: dict[str, list[CouncilObject]] = defaultdict(list)
    for row in changed:
        kinds[kind_of(row)].append(row)
    touched = {row.id_digest for row in kinds["Paper"]}
    touched |= {row.belongs for row in (*kinds["Consultation"], *kinds["File"]) if row.belongs}
    touched |= _through_meetings(council, kinds["Meeting"], kinds["AgendaItem"])
    if touched:
        project(council, touched)
    _sessions(council, kinds["Meeting"])


def kind_of(row: CouncilObject) -> str:
    """What it is, "Paper" and the like; deleted objects may have lost their type, the row keeps it."""
    return reading.kind({"type": row.type})


def _through_meetings(council: Council, meetings: list[CouncilObject], items: list[CouncilObject]) -> set[str]:
    """Digests of papers on whose way one of these meetings or items lies."""
    digests = {row.id_digest for row in meetings}
    digests |= {_digest(reading.reference(row.content.get("meeting"))) for row in items}
    if not digests - {""}:
        return set()
    rows = PaperConsultation.objects.filter(paper__council=council, meeting_digest__in=digests - {""})
    return set(rows.values_list("paper__id_digest", flat=True))


def project(council: Council, digests: set[str]) -> None:
    """Write the papers of these digests anew, with their ways."""
    rows = {row.id_digest: row for row in _kept(council).filter(id_digest__in=digests) if kind_of(row) == "Paper"}
    if not rows:
        return
    parts = _parts(council, rows)
    before = {paper.id_digest: paper for paper in Paper.objects.filter(council=council, id_digest__in=rows)}
    was = {digest: _values(paper) for digest, paper in before.items()}
    papers = [_paper(council, row, parts=parts, old=before.get(digest)) for digest, row in rows.items()]
    Paper.objects.bulk_create([paper for paper in papers if paper.pk is None])
    stale = [paper for paper in papers if paper.pk and was.get(paper.id_digest, ()) not in ((), _values(paper))]
    for paper in stale:
        paper.updated_at = timezone.now()
    again = [*PAPER_FIELDS, "updated_at"]
    Paper.objects.bulk_create(stale, update_conflicts=True, unique_fields=["id"], update_fields=again)
    saved = Paper.objects.filter(council=council, id_digest__in=rows).in_bulk(field_name="id")
    _ways(council, {paper.id_digest: paper for paper in saved.values()}, rows=rows, parts=parts, known=set(before))


def _values(paper: Paper) -> tuple[Any, ...]:
    return tuple(getattr(paper, name) for name in PAPER_FIELDS)


def _kept(council: Council) -> Any:
    return CouncilObject.objects.filter(council=council)


def _digest(identity: str) -> str:
    return sha256(identity.encode()).hexdigest() if identity else ""


def _parts(council: Council, rows: Rows) -> Parts:
    """Look up everything the papers consist of, in a few questions."""
    parts = Parts()
    for row in _kept(council).filter(belongs__in=rows, state="ok").order_by("oparl_id"):
        (parts.files if kind_of(row) == "File" else parts.consultations)[row.belongs].append(row)
    told = [consultation for row in rows.values() for consultation in _consultations(row, parts)]
    wanted = {reading.reference(row.content.get("body")) for row in rows.values()}
    for consultation in told:
        wanted |= {consultation.meeting, consultation.agenda_item, *consultation.organizations}
    for row in rows.values():
        wanted |= set(reading.read_paper(row.content).originators[:MOST_ORIGINATORS])
    found = _kept(council).filter(id_digest__in={_digest(one) for one in wanted if one})
    parts.others = {row.id_digest: row for row in found}
    for item in _kept(council).filter(belongs__in={_digest(one.id) for one in told if one.id}, state="ok"):
        parts.items[item.belongs].append(item)
    return parts


def _consultations(row: CouncilObject, parts: Parts) -> list[reading.Consultation]:
    """The stops of a paper: those inside it, else those of their own list."""
    inside = reading.read_paper(row.content).consultations
    own = [reading.read_consultation(one.content, paper=row.oparl_id) for one in parts.consultations[row.id_digest]]
    told = {one.id: one for one in (*own, *inside)}
    return [one for identity, one in told.items() if identity]


def _paper(council: Council, row: CouncilObject, *, parts: Parts, old: Paper | None) -> Paper:
    read = reading.read_paper(row.content)
    names = [_name(parts.others.get(_digest(one))) for one in read.originators[:MOST_ORIGINATORS]]
    paper = old or Paper(council=council, id_digest=row.id_digest)
    paper.object_id, paper.addressee_id = row.oparl_id, paper.addressee_id or council.addressee_id
    paper.reference, paper.name = read.reference[:100], (read.name or read.reference or read.id)[:500]
    paper.date, paper.paper_type = read.date, read.paper_type[:200]
    paper.originators = ", ".join(name for name in names if name)[:500]
    paper.web = read.web if len(read.web) <= LONGEST_WEB else ""
    paper.file_address = _file(read, parts.files[row.id_digest])
    paper.license = read.license[:LONGEST_LICENSE]
    paper.state = Paper.State.GONE if row.state == "gone" else Paper.State.OK
    paper.modified = read.modified
    paper.words = folded([paper.reference, paper.name, paper.paper_type, paper.originators])
    return paper


def _file(read: reading.Paper, own: list[CouncilObject]) -> str:
    """Where the main file is served; on 1.1 the files come in a list that does not say which is the main one."""
    files = [read.main_file, *(reading.read_file(row.content) for row in own), *read.auxiliary_files]
    told = (file.download or file.access for file in files if file)
    return next((address for address in told if 0 < len(address) <= LONGEST_WEB), "")


def _name(row: CouncilObject | None) -> str:
    return reading.read_organization(row.content).name if row and kind_of(row) == "Organization" else ""


def _ways(
    council: Council, papers: dict[str, Paper], *, rows: Rows, parts: Parts, known: set[str],
) -> None:  # fmt: skip
    """Write the ways of papers, and note in the history where one has gone on."""
    old: dict[int, dict[str, PaperConsultation]] = defaultdict(dict)
    for stop in PaperConsultation.objects.filter(paper__in=papers.values()).exclude(object_id=""):
        old[stop.paper_id][stop.object_id] = stop
    new, changed, dropped, moved = [], [], [], []
    for digest, paper in papers.items():
        told = _consultations(rows[digest], parts)
        here = {one.id: _stop(paper, one, parts=parts) for one in told}
        before = old[paper.pk]
        fresh = [stop for identity, stop in here.items() if identity not in before]
        altered = [before[identity] for identity, stop in here.items() if _altered(before.get(identity), stop)]
        gone = [stop for identity, stop in before.items() if identity not in here]
        new += fresh
        changed += altered
        dropped += [stop.pk for stop in gone] if paper.state != Paper.State.GONE else []
        if digest in known and (fresh or altered):
            moved.append(paper)
    PaperConsultation.objects.bulk_create(new)
    PaperConsultation.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["id"], update_fields=STOP_FIELDS
    )
    PaperConsultation.objects.filter(pk__in=dropped).delete()
    _remember(council, moved, rows=rows)


def _remember(council: Council, moved: Iterable[Paper], *, rows: Rows) -> None:
    CouncilHistory.objects.bulk_create(
        CouncilHistory(
            council=council, oparl_id=paper.object_id, id_digest=paper.id_digest, state="way",
            content_hash=rows[paper.id_digest].content_hash, at=timezone.now(),
        )
        for paper in moved
    )  # fmt: skip


def _altered(stop: PaperConsultation | None, new: PaperConsultation) -> bool:
    """Bring a stop to what is served now; whether that changed anything."""
    if stop is None:
        return False
    differing = [name for name in STOP_FIELDS if getattr(stop, name) != getattr(new, name)]
    for name in differing:
        setattr(stop, name, getattr(new, name))
    return bool(differing)


def _stop(paper: Paper, told: reading.Consultation, *, parts: Parts) -> PaperConsultation:
    """One stop, with the item of its meeting's agenda."""
    row = parts.others.get(_digest(told.meeting))
    meeting = reading.read_meeting(row.content) if row and kind_of(row) == "Meeting" else None
    item = _item(told, meeting, parts=parts)
    committees = [_name(parts.others.get(_digest(one))) for one in told.organizations]
    return PaperConsultation(
        paper=paper,
        object_id=told.id,
        committee=", ".join(name for name in committees if name)[:300] or (meeting.name[:300] if meeting else ""),
        role=told.role[:200],
        authoritative=bool(told.authoritative),
        start=meeting.start if meeting else None,
        number=item.number[:60] if item else "",
        result=item.result[:300] if item else "",
        resolution=item.resolution if item else "",
        meeting_digest=_digest(told.meeting or (item.meeting if item else "")),
    )


def _item(told: reading.Consultation, meeting: reading.Meeting | None, *, parts: Parts) -> reading.AgendaItem | None:
    """The item on which it was consulted: named by it, naming it, or inside the meeting."""
    row = parts.others.get(_digest(told.agenda_item))
    if row is not None and kind_of(row) == "AgendaItem":
        return reading.read_agenda_item(row.content)
    for one in parts.items[_digest(told.id)]:
        return reading.read_agenda_item(one.content)
    inside = meeting.agenda if meeting else ()
    return next((one for one in inside if told.id == one.consultation or told.agenda_item == one.id), None)


def _sessions(council: Council, meetings: list[CouncilObject]) -> None:
    """Sessions of the council's addressee; the past that nobody will visit is left out."""
    from werkspur.advocacy.services import sessions

    if council.addressee is None:
        return
    for row in meetings:
        meeting = reading.read_meeting(row.content)
        if meeting.start is not None and meeting.start >= timezone.now() - RECENT and len(row.oparl_id) <= 500:
            sessions.from_meeting(
                row.oparl_id, addressee=council.addressee, start=meeting.start, end=meeting.end, title=meeting.name,
                address=meeting.web, cancelled=meeting.cancelled or row.state == "gone",
            )  # fmt: skip
