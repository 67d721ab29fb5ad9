"""Taking over: every ready row becomes an item, or changes one, in a single transaction.

Killed in the middle nothing of it is there; the worker starts the task again. Done twice it happens once: the state is
changed under a condition, and an item's uid comes from its row, which the database keeps unique.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_noop

from werkspur.base import progress
from werkspur.base.sorting import sort_key
from werkspur.journal.services import record
from werkspur.marks.fold import fold
from werkspur.partners.models import Company, Person
from werkspur.registry import rules
from werkspur.registry.models import Category, ImportRow, ImportSession, Item, Mark, Place
from werkspur.registry.queries.imports import category_slugs, known_for
from werkspur.registry.queries.imports.known import existing
from werkspur.registry.services.imports.states import ImportRefused, State, progress_key, put_to_work, step
from werkspur.registry.services.keys import index_items, index_marks
from werkspur.registry.tables.categories import category_of
from werkspur.registry.tables.reading import Choices, Draft
from werkspur.registry.tables.verdicts import Known, changes_of

TAKING = gettext_noop("Zeilen werden übernommen")
BATCH = 1_000
READY = ("new", "changed", "same")
#: field of a row -> field of `Item`, where no other table is involved
PLAIN = ("reference", "name", "make", "model", "colour", "features", "description", "price_cents", "value_cents")


def commit_import(session: ImportSession, *, by: Person | str) -> ImportSession:
    """Have the ready rows taken over. A second click finds the work begun and changes nothing.

    Raises:
        ImportRefused: nothing_ready; busy, when the table is not at this step.
    """
    with transaction.atomic():
        if claim_commit(session):
            progress.clear(progress_key(session))
            put_to_work(session, task="commit_import", by=by)
            return session
        session.refresh_from_db()
        if session.state in {State.COMMITTING, State.DONE}:
            return session
        raise ImportRefused("nothing_ready" if session.state == State.REVIEW else "busy")


def claim_commit(session: ImportSession) -> bool:
    """Take the session to "is being taken over", in the caller's transaction, if there is anything to take over."""
    if not session.rows.filter(verdict__in=READY, committed_at=None).exists():
        return False
    if not step(session, to=State.COMMITTING, of=(State.REVIEW,)):
        return False
    session.problem = {}
    session.save(update_fields=["problem", "updated_at"])
    return True


def carry_out_commit(session_pk: int, *, by: Person | str) -> None:
    """The work behind `commit_import`, in one transaction; nothing happens unless the session waits for it."""
    try:
        with transaction.atomic():
            _carry_out(session_pk, by)
    except Exception:
        # Nothing was written. The rows are ready as before, and the person can try again; the log has the cause.
        ImportSession.objects.filter(pk=session_pk, state=State.COMMITTING).update(
            state=State.REVIEW, problem={"code": "failed"}, updated_at=timezone.now()
        )
        raise


def _carry_out(session_pk: int, by: Person | str) -> None:
    session = (
        ImportSession.objects.select_for_update(of=("self",)).filter(pk=session_pk, state=State.COMMITTING).first()
    )
    if session is None:
        return
    # Two tables of one company are taken over one after the other, so that each sees what the other brought.
    company = Company.objects.select_for_update(of=("self",)).get(pk=session.company_id)
    waiting = session.rows.filter(verdict__in=READY, committed_at=None).order_by("number")
    total = waiting.count()
    work = _Taking(session, company, total)
    for some in _batches(list(waiting.values_list("pk", flat=True))):
        work.take(list(ImportRow.objects.filter(pk__in=some).order_by("number")))
    now = timezone.now()
    ready = session.rows.filter(verdict__in=READY, committed_at=None)
    made = Item.objects.filter(uid=OuterRef("uid"), company=company).values("pk")[:1]
    ready.filter(verdict="new").update(item=Subquery(made))
    ready.update(committed_at=now)
    rest = session.rows.filter(verdict__in=["damaged", "duplicate", "incomplete"]).exists()
    session.state = State.REVIEW if rest else State.DONE
    session.committed_at = session.committed_at or now
    session.save(update_fields=["state", "committed_at", "updated_at"])
    details = {"new": work.new, "changed": work.changed, "same": work.same, "came_between": work.came_between}
    record("registry.import_committed", by=by, object=session, company=company, details=details)


class _Taking:
    """The rows of one session on their way into the register."""

    def __init__(self, session: ImportSession, company: Company, total: int) -> None:
        self.session, self.company, self.total = session, company, total
        self.slugs = category_slugs()
        self.categories = {category.slug: category for category in Category.objects.all()}
        self.places = {place.name.casefold(): place for place in company.places.all()}
        self.known = Known()
        self.new = self.changed = self.same = self.came_between = self.done = 0

    def take(self, rows: Sequence[ImportRow]) -> None:
        """Write one batch."""
        fresh = self._still_new([row for row in rows if row.verdict == "new"])
        self._places([row.values.get("place", "") for row in rows])
        items = [self._item(row) for row in fresh]
        Item.objects.bulk_create(items, batch_size=250)
        marks = [mark for item, row in zip(items, fresh, strict=True) for mark in _marks(item, row.values["marks"])]
        changed = [row for row in rows if row.verdict == "changed"]
        self._change(changed, marks, items)
        Mark.objects.bulk_create(marks, batch_size=500)
        index_marks([mark for mark in marks if mark.text], new=True)
        index_items(items)
        self.new += len(fresh)
        self.same += sum(row.verdict == "same" for row in rows)
        self.done += len(rows)
        progress.report(progress_key(self.session), self.done, self.total + 1, TAKING)

    def _still_new(self, rows: list[ImportRow]) -> list[ImportRow]:
        """Without the rows whose thing was entered since they were judged: they are asked about again."""
        drafts = [(row.digest, Draft(values=row.values, marks=row.values["marks"])) for row in rows]
        known = known_for(self.company, drafts=drafts, session=self.session, known=self.known)
        fresh = []
        for row, (_, draft) in zip(rows, drafts, strict=True):
            insisted = Choices.from_json(row.choices).action == "new"
            there = next((item for item in _hits(draft, known, references_only=insisted) if item), None)
            if there is None:
                fresh.append(row)
                continue
            mark = draft.marks[0]["text"] if draft.marks else draft.values.get("reference", "")
            params = {"mark": mark, "item": there.label, "place": there.values["place"], "since": there.since}
            problem = {"code": "came_between", "column": -1, "params": params, "suggestion": "", "blocks": True}
            row.verdict, row.found, row.repaired, row.problems = (
                "duplicate",
                "duplicate",
                False,
                [problem, *row.problems],
            )
            row.item_id, row.changes = there.pk, changes_of(draft, there)
            row.save()
            self.came_between += 1
        return fresh

    def _places(self, names: list[str]) -> None:
        for name in dict.fromkeys(filter(None, names)):
            if name.casefold() not in self.places:
                place = Place(company=self.company, name=name, kind=rules.place_kind(name))
                place.save()
                self.places[name.casefold()] = place

    def _category(self, values: dict[str, Any]) -> Category:
        slug = category_of(values.get("category") or values["name"], slugs=self.slugs)
        if not slug:
            made, _ = Category.objects.get_or_create(slug="werkzeug", defaults={"name": "Werkzeug"})
            self.categories[made.slug] = made
            self.slugs["werkzeug"] = slug = made.slug
        return self.categories[slug]

    def _item(self, row: ImportRow) -> Item:
        values = row.values
        item = Item(uid=row.uid, company=self.company, category=self._category(values), imported_by=self.session)
        for field in PLAIN:
            if field in values:
                setattr(item, field, values[field])
        item.acquired_on = _day(values.get("acquired_on"))
        item.currency = values.get("currency") or "EUR"
        item.place = self.places.get(values.get("place", "").casefold())
        item.sort_key = sort_key(str(item))
        return item

    def _change(self, rows: list[ImportRow], marks: list[Mark], touched: list[Item]) -> None:
        """Write what differs now, keeping what was there before for an undo."""
        items = {item.pk: item for item in Item.objects.filter(pk__in=[row.item_id for row in rows if row.item_id])}
        now = existing(items)
        for row in rows:
            item = items.get(row.item_id or 0)
            if item is None:  # deleted since; the row becomes what it would have been without it
                row.verdict, row.repaired = "incomplete", False
                row.problems = [{"code": "item_gone", "column": -1, "params": {}, "suggestion": "", "blocks": True}]
                continue
            draft = Draft(values=row.values, marks=row.values["marks"])
            row.changes = {key: change for key, change in changes_of(draft, now[item.pk]).items() if key in row.changes}
            row.before = _apply(item, row.changes, places=self.places, categories=self.categories, slugs=self.slugs)
            marks += _marks(item, row.changes.get("marks", [[], []])[1])
            touched.append(item)
            self.changed += 1
        fields = [*PLAIN, "acquired_on", "place", "category", "sort_key", "updated_at"]
        Item.objects.bulk_update(list(items.values()), fields, batch_size=100)
        ImportRow.objects.bulk_update(rows, ["changes", "before", "verdict", "problems", "repaired"], batch_size=200)


def _apply(item: Item, changes: dict[str, list[Any]], *, places: dict[str, Place], categories: dict[str, Category],
           slugs: dict[str, str]) -> dict[str, Any]:  # fmt: skip
    """Put the changes on the item; answers the stored values they replace, with the marks that come new."""
    before: dict[str, Any] = {}
    for field, (_, after) in changes.items():
        if field == "marks":
            before["marks"] = [mark["text"] or mark.get("words", "") for mark in after]
        elif field == "place":
            before["place_id"], item.place = item.place_id, places[after.casefold()]
        elif field == "category":
            before["category_id"] = item.category_id
            item.category = categories[category_of(after, slugs=slugs)]
        elif field == "acquired_on":
            before["acquired_on"] = item.acquired_on.isoformat() if item.acquired_on else None
            item.acquired_on = _day(after)
        else:
            before[field] = getattr(item, field)
            setattr(item, field, after)
    item.sort_key = sort_key(str(item))
    item.updated_at = timezone.now()
    return before


def _marks(item: Item, found: Sequence[dict[str, str]]) -> list[Mark]:
    """The marks of a row, each once."""
    marks = {
        (mark["kind"], mark["text"], mark.get("words", "")): Mark(
            item=item,
            kind=mark["kind"],
            text=mark["text"],
            words=mark.get("words", ""),
            folded=fold(mark["text"])[:200],
        )
        for mark in found
    }
    return list(marks.values())


def _hits(draft: Draft, known: Known, *, references_only: bool) -> Iterator[Any]:
    for identity in draft.identities:
        if identity[0] == "r":
            yield known.by_reference.get(identity[2:])
        elif not references_only:
            yield next(iter(known.by_mark.get(identity[2:], [])), None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
