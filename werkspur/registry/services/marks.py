"""Marks: put one on an item, correct it, take it off."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.journal.services import record
from werkspur.marks.clean import display
from werkspur.marks.fold import fold
from werkspur.partners.models import Person
from werkspur.registry.models import Item, Mark
from werkspur.registry.queries.judgement import likely_kind
from werkspur.registry.services.keys import index_items, index_marks, unindex_marks
from werkspur.registry.services.trust import evidence_changed


class MarkFields(TypedDict, total=False):
    """What can be said about a mark; every key is a field of `models.Mark`. `kind` '' is what the number looks like."""

    kind: str
    text: str
    words: str
    position: str
    applied_by: str
    applied_on: date | None
    state: str


class EmptyMark(ValueError):
    """Nothing that can be seen was typed: no character of a number and no words."""

    def __str__(self) -> str:
        return _("Hier steht noch nichts Lesbares. Tippen Sie die Nummer ab oder beschreiben Sie das Zeichen.")


def store_mark(item: Item, **fields: Unpack[MarkFields]) -> Mark:
    """Write a mark and its search keys in the caller's transaction; the caller keeps the journal.

    The same mark a second time (double click, back button) answers the one that is there.

    Raises:
        EmptyMark: neither text nor words contain a visible character.
    """
    values = _cleaned(fields)
    if not values.get("text") and not values.get("words"):
        raise EmptyMark
    same = item.marks.filter(kind=values.get("kind", Mark.Kind.SERIAL), text=values.get("text", ""))
    there: Mark | None = same.filter(words=values.get("words", "")).first()
    if there:
        return there
    mark: Mark = Mark.objects.create(item=item, folded=_folded(values.get("text", "")), **values)
    _index(mark, new=True)
    return mark


def add_mark(
    item: Item,
    *,
    text: str = "",
    words: str = "",
    by: Person,
    kind: str = Mark.Kind.SERIAL,
    position: str = "",
    applied_by: str = "",
    applied_on: date | None = None,
    state: str = Mark.State.PRESENT,
) -> Mark:
    """Put a mark on an item; it can be found from the moment the transaction ends.

    Raises:
        EmptyMark: neither text nor words contain a visible character.
    """
    with transaction.atomic():
        before = item.marks.count()
        mark = store_mark(
            item,
            text=text,
            words=words,
            kind=kind,
            position=position,
            applied_by=applied_by,
            applied_on=applied_on,
            state=state,
        )
        if item.marks.count() > before:
            evidence_changed(item)
            record("registry.mark_added", by=by, object=item, company=item.company, details={"kind": mark.kind})
    return mark


def change_mark(mark: Mark, *, by: Person, **fields: Unpack[MarkFields]) -> Mark:
    """Correct what is said about a mark; the new reading can be found at once, the old one no longer.

    Raises:
        EmptyMark: neither text nor words would be left.
    """
    with transaction.atomic():
        values = _cleaned(fields)
        changed = [name for name, value in values.items() if getattr(mark, name) != value]
        for name, value in values.items():
            setattr(mark, name, value)
        if not mark.text and not mark.words:
            raise EmptyMark
        if not changed:
            return mark
        mark.folded = _folded(mark.text)
        mark.save()
        _index(mark)
        evidence_changed(mark.item)
        details = {"kind": mark.kind, "fields": changed, "state": mark.state if "state" in changed else ""}
        record("registry.mark_changed", by=by, object=mark.item, company=mark.item.company, details=details)
    return mark


def remove_mark(mark: Mark, *, by: Person, reason: str = "") -> None:
    """Delete a mark that was entered by mistake. One that was ground off stays, with the state "removed"."""
    with transaction.atomic():
        item = mark.item
        details = {"kind": mark.kind, "mark": str(mark)[:80]}
        unindex_marks([mark])
        mark.delete()
        index_items([item])
        evidence_changed(item)
        record("registry.mark_removed", by=by, object=item, company=item.company, reason=reason, details=details)


def _cleaned(fields: MarkFields) -> MarkFields:
    """The fields as they are stored: without invisible characters, otherwise as printed."""
    cleaned = fields.copy()
    for name in ("text", "words", "position", "applied_by"):
        if name in fields:
            cleaned[name] = display(fields[name])
    if fields.get("kind") == "":
        text = cleaned.get("text", "")
        cleaned["kind"] = likely_kind(text) or (Mark.Kind.SERIAL if text else Mark.Kind.OTHER)
    return cleaned


def _folded(text: str) -> str:
    return fold(text)[: Mark._meta.get_field("folded").max_length]


def _index(mark: Mark, *, new: bool = False) -> None:
    index_marks([mark], new=new)
    index_items([mark.item])
