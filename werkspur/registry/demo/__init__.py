"""The register's share of the demonstration: 2,000 items of 40 made-up companies, the same in every run."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.db import transaction

from werkspur.base.demonstration import Build
from werkspur.base.sorting import sort_key
from werkspur.marks.fold import fold
from werkspur.partners.models import Company
from werkspur.registry import rules
from werkspur.registry.demo import showcase
from werkspur.registry.demo.numbers import number, second
from werkspur.registry.demo.products import COLOURS, FEATURES, GROUPS, POSITIONS, PRODUCTS, TOWNS, WORDS, Product
from werkspur.registry.models import Category, Item, Kit, Mark, Place
from werkspur.registry.services.keys import index_items, index_marks

ITEMS = 2000
BATCH = 500
STATES = ("in_use", "missing", "disposed", "handed_over")
SHOWCASE = 48  # items of the company behind the login betrieb@


def build(build: Build) -> None:
    """Add items with marks, places and kits; `build.items` holds the items afterwards."""
    random = Random(f"{build.random.random()}")  # noqa: S311  repeatable, no secret
    with transaction.atomic():
        categories = {category.slug: category for category in Category.objects.all()}
        drafts: list[tuple[Item, list[Mark]]] = []
        for company, count in _shares(build.companies, random=random):
            places = _places(company, random=random)
            drafts += showcase.drafts(company, companies=build.companies, categories=categories, places=places)
            here = sum(1 for item, _ in drafts if item.company_id == company.pk)
            fitting = [product for product in PRODUCTS if GROUPS.get(company.trade.slug, "h") in product.trades]
            for _ in range(count - here):
                product = random.choice(fitting)
                drafts.append(_draft(company, product, categories=categories, places=places, random=random))
        build.items = _store(drafts)
        for company in build.companies:
            _kits(company, random=random)
    showcase.illustrate(build)
    _age(build, random=random)


def _shares(companies: list[Company], *, random: Random) -> list[tuple[Company, int]]:
    """How many items each company has; together `ITEMS`."""
    weights = [random.randrange(20, 90) for _ in companies[1:]]
    rest = ITEMS - SHOWCASE
    counts = [rest * weight // sum(weights) for weight in weights]
    counts[0] += rest - sum(counts)
    return [(companies[0], SHOWCASE), *zip(companies[1:], counts, strict=True)]


def _places(company: Company, *, random: Random) -> list[Place]:
    names = ["Lager", "Werkstatt", *(f"Fahrzeug {n}" for n in range(1, random.randrange(3, 6)))]
    if GROUPS.get(company.trade.slug) in {"b", "g", "e"}:
        names += [f"Baustelle {town}" for town in random.sample(TOWNS, 2)]
    if showcase.is_first(company):
        names = ["Lager", "Fahrzeug 1", "Fahrzeug 2", "Fahrzeug 07", "Baustelle Grimma", "Baustelle Borna"]
    rows = [Place(company=company, name=name, kind=rules.place_kind(name), sort_key=sort_key(name)) for name in names]
    return Place.objects.bulk_create(rows)


def _draft(
    company: Company, product: Product, *, categories: dict[str, Category], places: list[Place], random: Random
) -> tuple[Item, list[Mark]]:
    price = product.price * random.randrange(85, 116)
    years = random.randrange(0, 9)
    item = Item(
        company=company,
        category=categories[product.category],
        name=product.name,
        make=product.make,
        model=product.model,
        colour=random.choice(COLOURS),
        features=random.choice(FEATURES),
        place=random.choice(places),
        acquired_on=date(2026 - years, random.randrange(1, 10), random.randrange(1, 28)),
        price_cents=price,
        value_cents=price * max(10 - years, 2) // 10,
        state="in_use" if showcase.is_first(company) else random.choices(STATES, (96, 1, 2, 1))[0],
    )
    return item, _marks(item, product, random=random)


def _marks(item: Item, product: Product, *, random: Random) -> list[Mark]:
    if random.random() < 0.06:
        return []
    marks = [Mark(kind=product.kind, text=number(product.number, random=random), position=random.choice(POSITIONS))]
    if more := second(random):
        marks.append(Mark(kind=more[0], text=more[1], position=random.choice(POSITIONS)))
    if random.random() < 0.03:
        marks.append(Mark(kind=Mark.Kind.OTHER, words=random.choice(WORDS)))
    return marks


def _store(drafts: list[tuple[Item, list[Mark]]]) -> list[Item]:
    """Write items and marks in batches, with their search keys."""
    items = [item for item, _ in drafts]
    for item in items:
        item.sort_key = sort_key(str(item))
    Item.objects.bulk_create(items, batch_size=BATCH)
    marks = []
    for item, own in drafts:
        for mark in own:
            mark.item, mark.folded = item, fold(mark.text)
            marks.append(mark)
    Mark.objects.bulk_create(marks, batch_size=BATCH)
    index_marks(marks)
    index_items(items)
    return items


def _kits(company: Company, *, random: Random) -> None:
    """One kit for each van that holds anything."""
    for place in company.places.filter(kind=Place.Kind.VAN):
        inside = [item for item in place.items.all() if item.state == Item.State.IN_USE]
        if inside and (showcase.is_first(company) or random.random() < 0.6):
            kit = Kit.objects.create(company=company, name=place.name, note="Grundausstattung")
            kit.items.set(inside)


def _age(build: Build, *, random: Random) -> None:
    """Let the entries look as if they came in over the year; last, because storing evidence touches them."""
    for item in build.items:
        back = showcase.days_back(item)
        entered = random.randrange(30, 300) if back is None else max(back, 30)
        changed = random.randrange(entered) if back is None else back
        item.created_at = build.now - timedelta(days=entered, minutes=random.randrange(600))
        item.updated_at = build.now - timedelta(days=changed, minutes=random.randrange(600))
        if item.state != Item.State.IN_USE:
            item.state_since = item.updated_at
    Item.objects.bulk_update(build.items, ["created_at", "updated_at", "state_since"], batch_size=200)
