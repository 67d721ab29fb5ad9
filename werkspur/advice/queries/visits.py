"""What a visit found, opened: only for whoever got the visit through `Visit.objects.visible_to`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from werkspur.advice.models import Category, ChecklistItem, Visit, VisitAnswer, VisitPhoto
from werkspur.advice.queries import checklists
from werkspur.advice.rules import merging
from werkspur.advice.rules.merging import Place, Word
from werkspur.advice.sealed import Box, Unreadable

__all__ = ["Answer", "Findings", "Other", "Photo", "Unreadable", "findings", "package", "picture", "state_of"]

NOTES = ("text", "present", "feeling")


@dataclass(frozen=True, kw_only=True)
class Other:
    """What another device says about the same item. answer: see Answer."""

    answer: int | str | None
    note: str
    device: UUID
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What holds about an item.

    answer  0–3, "nz" does not apply, "ng" not checked, None: only a note so far
    others  what stands beside it until somebody decides
    seen    mark of what is to be decided (`rules.merging.mark`)
    """

    answer: int | str | None
    note: str
    version: int
    changed_at: datetime
    device: UUID
    others: Sequence[Other] = ()
    seen: str = ""


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A photo and what is drawn on it: strokes [{points: [[x, y] …] 0–1, width}]. item: its key, '' none."""

    uid: UUID
    item: str
    caption: str
    strokes: list[dict[str, Any]]
    url: str
    row: VisitPhoto = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Findings:
    """A visit, opened.

    answers    by the key of the item
    notes      text, present (who was there), feeling (about safety), version
    signature  name, strokes, at; None before
    addenda    what was added after the end: text, at, by
    """

    answers: Mapping[str, Answer]
    notes: dict[str, Any]
    signature: dict[str, Any] | None
    photos: Sequence[Photo]
    addenda: Sequence[dict[str, Any]]

    @property
    def open_conflicts(self) -> list[str]:
        """Keys of items about which two devices differ."""
        return [key for key, answer in self.answers.items() if answer.others]


def findings(visit: Visit) -> Findings:
    """Open a visit. Raises Unreadable: the key does not fit or is gone."""
    box = Box(visit.company)
    sealed = sealed_of(visit, box=box)
    by_item: dict[str, list[Word]] = {}
    for row in visit.answers.select_related("item").order_by("pk"):
        by_item.setdefault(row.item.key, []).append(word_of(row, box=box))
    return Findings(
        answers={key: _answer(words) for key, words in by_item.items() if merging.held(words)},
        notes=_notes(sealed),
        signature=sealed.get("signature"),
        photos=[_photo(row, visit=visit, box=box) for row in visit.photos.select_related("item")],
        addenda=[one | {"at": datetime.fromisoformat(one["at"])} for one in sealed.get("addenda", [])],
    )


def picture(photo: Photo | VisitPhoto) -> bytes:
    """The JPEG. Raises Unreadable, FileNotFoundError: the file is gone from the data folder."""
    row = photo.row if isinstance(photo, Photo) else photo
    with row.file.open("rb") as file:
        return Box(row.visit.company).unseal_bytes(file.read())


def of_adviser(person: Any) -> QuerySet[Visit]:
    """The visits that this person makes."""
    mine = Visit.objects.visible_to(person).filter(adviser__person=person.pk) if person.pk else Visit.objects.none()
    return mine.select_related("company", "adviser", "booking__slot", "version__checklist")


def asked_categories(visit: Visit, *, also: Iterable[str] = ()) -> list[tuple[Category, list[ChecklistItem]]]:
    """The part of the list that applies to the site; items in `also` whatever the site."""
    kept, site = set(also), set(visit.profiles)
    found = []
    for category in checklists.categories(visit.version):
        items = [item for item in category.items.all() if site & set(item.profiles) or item.key in kept]
        if items:
            found.append((category, items))
    return found


def package(visit: Visit, *, csrf: str) -> dict[str, Any]:
    """A visit as a tablet takes it along. Raises Unreadable."""
    opened = findings(visit)
    slot = visit.booking.slot if visit.booking else None
    categories = [
        {"key": category.key, "name": category.name, "items": [_asked(item) for item in items]}
        for category, items in asked_categories(visit, also=opened.answers)
    ]
    told = {
        "uid": str(visit.uid), "company": visit.company.name, "place": place_of(visit),
        "date": (slot.start if slot else visit.started_at or visit.created_at).isoformat(),
        "version": visit.version.number, "profiles": visit.profiles, "csrf": csrf, "categories": categories,
    }  # fmt: skip
    return told | state_of(visit, opened=opened)


def state_of(visit: Visit, *, opened: Findings | None = None) -> dict[str, Any]:
    """The part of the package that changes on the way. Raises Unreadable."""
    opened = opened or findings(visit)
    photos = [
        {"uid": str(one.uid), "item": one.item, "caption": one.caption, "strokes": one.strokes, "url": one.url}
        for one in opened.photos
    ]
    answers = {key: _told(answer) for key, answer in opened.answers.items()}
    return {
        "answers": answers, "notes": opened.notes, "photos": photos, "signature": opened.signature,
        "state": visit.state,
    }  # fmt: skip


def place_of(visit: Visit) -> str:
    """Where it is: the address given for the visit, otherwise that of the company."""
    company = visit.company
    return (visit.booking.address if visit.booking else "") or f"{company.street}, {company.postcode} {company.city}"


def sealed_of(visit: Visit, *, box: Box) -> dict[str, Any]:
    """What is sealed of the visit itself: notes (words), signature, addenda, removed photos. Raises Unreadable."""
    sealed: dict[str, Any] = box.unseal(visit.sealed) if visit.sealed else {}
    return sealed


def word_of(row: VisitAnswer, *, box: Box) -> Word:
    """A row as the rules know it. Raises Unreadable."""
    place = Place.OVER if row.settled else Place.BESIDE if row.conflicting else Place.HELD
    content = box.unseal(row.sealed)
    return Word(
        device=row.device, version=row.version, changed_at=row.changed_at, content=content, place=place
    )  # fmt: skip


def note_words(sealed: Mapping[str, Any]) -> list[Word]:
    """The words about the general notes."""
    return [
        Word(
            device=UUID(one["device"]), version=one["version"], changed_at=datetime.fromisoformat(one["changed_at"]),
            content=one["content"], place=Place(one["place"]),
        )
        for one in sealed.get("notes", [])
    ]  # fmt: skip


def _notes(sealed: Mapping[str, Any]) -> dict[str, Any]:
    words = note_words(sealed)
    standing = sorted(
        (word for word in words if word.place != Place.OVER), key=lambda word: (word.changed_at, word.device)
    )
    told: dict[str, Any] = {"version": merging.version_of(words)}
    for name, between in zip(NOTES, ("\n\n", "; ", "; "), strict=True):
        texts = dict.fromkeys(str(word.content.get(name, "")) for word in standing)
        told[name] = between.join(text for text in texts if text)
    return told


def _answer(words: Sequence[Word]) -> Answer:
    held = merging.held(words)
    assert held is not None  # noqa: S101 -- the caller asked
    others = [
        Other(answer=word.content["answer"], note=word.content["note"], device=word.device, changed_at=word.changed_at)
        for word in merging.others(words)
    ]
    return Answer(
        answer=held.content["answer"], note=held.content["note"], version=held.version, changed_at=held.changed_at,
        device=held.device, others=others, seen=merging.mark(words),
    )  # fmt: skip


def _photo(row: VisitPhoto, *, visit: Visit, box: Box) -> Photo:
    told = box.unseal(row.sealed)
    row.visit = visit
    return Photo(
        uid=row.uid, item=row.item.key if row.item else "", caption=told["caption"], strokes=told["strokes"],
        url=reverse("advice:visit_photo", args=[visit.uid, row.uid]), row=row,
    )  # fmt: skip


def _asked(item: ChecklistItem) -> dict[str, Any]:
    names = ("key", "question", "advice", "norms", "weight", "knock_out", "effort", "asks_when", "profiles")
    return {name: getattr(item, name) for name in names}


def _told(answer: Answer) -> dict[str, Any]:
    others = [
        {"answer": one.answer, "note": one.note, "device": str(one.device), "changed_at": one.changed_at.isoformat()}
        for one in answer.others
    ]
    return {
        "answer": answer.answer, "note": answer.note, "version": answer.version,
        "changed_at": answer.changed_at.isoformat(), "others": others, "seen": answer.seen,
    }  # fmt: skip
