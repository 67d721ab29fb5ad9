"""What the company has already, as far as the rows of a table touch it: a few statements for a thousand rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from werkspur.marks.clean import clean
from werkspur.marks.fold import fold
from werkspur.partners.models import Company
from werkspur.registry.models import Category, ImportRow, ImportSession, Item, Mark
from werkspur.registry.tables.headings import letters
from werkspur.registry.tables.reading import SHARED_KINDS, Draft
from werkspur.registry.tables.verdicts import Existing, Known, words_of

AT_ONCE = 500  # values in one IN (…)


def known_for(
    company: Company, *, drafts: Sequence[tuple[str, Draft]], session: ImportSession | None, known: Known
) -> Known:
    """Fill `known` anew for these rows, keeping which items and marks earlier rows have taken.

    Args:
        drafts: (digest, row).
        session: the import the rows belong to; its own rows are no memory.
    """
    references = {str(row.values["reference"]) for _, row in drafts if row.values.get("reference")}
    marks = {fold(mark["text"]): None for _, row in drafts for mark in row.marks if mark["kind"] not in SHARED_KINDS}
    names = {str(row.values.get("name", "")) for _, row in drafts if not row.marks and not row.values.get("reference")}
    remembered, known.skipped = _memory(company, digests={digest for digest, _ in drafts}, session=session)
    wanted = {item for items in remembered.values() for item in items}
    found = Item.objects.filter(company=company)
    for some in _batches(references):
        wanted.update(found.filter(reference__in=some).values_list("pk", flat=True))
    for some in _batches(filter(None, marks)):
        hits = Mark.objects.filter(item__company=company, folded__in=some).exclude(kind__in=SHARED_KINDS)
        wanted.update(hits.values_list("item_id", flat=True))
    for some in _batches(filter(None, names)):
        wanted.update(found.filter(name__in=some, marks=None, reference="").values_list("pk", flat=True))
    _sort_in(known, existing(wanted), remembered)
    return known


def _sort_in(known: Known, items: dict[int, Existing], remembered: dict[str, list[int]]) -> None:
    known.remembered = {digest: [items[pk] for pk in pks if pk in items] for digest, pks in remembered.items()}
    known.by_reference, known.by_mark, known.by_words = {}, {}, {}
    for item in items.values():
        if item.values["reference"]:
            known.by_reference[item.values["reference"].casefold()] = item
        for kind, text in item.marks:
            if kind not in SHARED_KINDS and item not in known.by_mark.setdefault(clean(text), []):
                known.by_mark[clean(text)].append(item)
        if not item.marks and not item.values["reference"]:
            known.by_words.setdefault(words_of(item.values), []).append(item)


def existing(pks: Iterable[int]) -> dict[int, Existing]:
    """These items as rows are compared with them."""
    found: dict[int, Existing] = {}
    for some in _batches(pks):
        items = Item.objects.filter(pk__in=some).select_related("category", "place").prefetch_related("marks")
        for item in items.order_by("pk"):
            found[item.pk] = Existing(
                pk=item.pk,
                values=values_of(item),
                marks=[(mark.kind, mark.text or mark.words) for mark in item.marks.all()],
                state=item.state,
                since=f"{timezone.localtime(item.created_at):%d.%m.%Y}",
                label=item.name,
            )
    return found


def values_of(item: Item) -> dict[str, Any]:
    """The fields of an item as a row would state them: amounts in cents, dates ISO 8601, place and category by name."""
    return {
        "reference": item.reference,
        "name": item.name,
        "make": item.make,
        "model": item.model,
        "category": item.category.name,
        "colour": item.colour,
        "features": item.features,
        "description": item.description,
        "acquired_on": item.acquired_on.isoformat() if item.acquired_on else "",
        "price_cents": item.price_cents,
        "value_cents": item.value_cents,
        "place": item.place.name if item.place else "",
    }


def _memory(
    company: Company, *, digests: set[str], session: ImportSession | None
) -> tuple[dict[str, list[int]], set[str]]:
    """(digest -> items such a row became, digests that were left out) in earlier imports of the company."""
    items: dict[str, list[int]] = {}
    skipped: set[str] = set()
    rows = ImportRow.objects.filter(session__company=company, session__committed_at__isnull=False)
    rows = rows.exclude(session__state=ImportSession.State.UNDONE).order_by("session_id", "number")
    if session is not None:
        rows = rows.exclude(session=session)
    settled = Q(committed_at__isnull=False, item__isnull=False) | Q(verdict=ImportRow.Verdict.SKIPPED)
    for some in _batches(digests):
        for digest, item, verdict in rows.filter(settled, digest__in=some).values_list("digest", "item_id", "verdict"):
            if verdict == ImportRow.Verdict.SKIPPED:
                skipped.add(digest)
            elif item not in items.setdefault(digest, []):
                items[digest].append(item)
    return items, skipped


def category_slugs() -> dict[str, str]:
    """Letters of slug and name -> slug, of every category."""
    found = Category.objects.values_list("slug", "name")
    return {letters(text): slug for slug, name in found for text in (name, slug)}


def category_names() -> dict[str, str]:
    """Letters of slug and name -> name, of every category."""
    found = Category.objects.values_list("slug", "name")
    return {letters(text): name for slug, name in found for text in (slug, name)}


def _batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    everything = sorted(set(values))
    for start in range(0, len(everything), AT_ONCE):
        yield everything[start : start + AT_ONCE]
