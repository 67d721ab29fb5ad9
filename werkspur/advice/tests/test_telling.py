"""Figures: nothing that stands for fewer than five companies, also not by subtraction, and every quarter once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.people import make_company
from werkspur.advice.models import (
    Booking,
    ChecklistItem,
    ChecklistVersion,
    CompanyKey,
    FigureRelease,
    Recommendation,
    Slot,
    Visit,
    VisitAnswer,
)
from werkspur.advice.queries import figures as told
from werkspur.advice.rules import telling
from werkspur.advice.rules.telling import Held, K, Lack, Task
from werkspur.advice.sealed import seal
from werkspur.advice.services import figures
from werkspur.advice.services.first_versions import load_checklists
from werkspur.advice.tests.booked import signed_in, text
from werkspur.advice.tests.world import advice_world
from werkspur.base.bausteine import all_bausteine
from werkspur.journal.models import Entry

QUARTER = date(2026, 7, 1)
RELEASED = datetime(2026, 10, 20, 3, tzinfo=UTC)

held = st.builds(
    Held, who=st.sampled_from("abcdefghijkl"), place=st.sampled_from(["Borna", "Grimma", "visit", ""]),
    trade=st.sampled_from(["dach", "maler", ""]), topic=st.sampled_from(["tueren", "alarm"]),
    month=st.integers(1, 3), waited=st.integers(0, 60),
)  # fmt: skip


def behind(rows: Sequence[Held], chosen: Callable[[Held], bool]) -> int:
    return len({one.who for one in rows if chosen(one)})


@pytest.mark.parametrize("division", ["place", "trade", "topic"])
@given(rows=st.lists(held, max_size=60))
def test_every_part_and_every_rest_has_five_companies_and_the_parts_add_up(division, rows):
    by = attrgetter(division)
    parts = telling.parts(rows, by=by)
    named = set(parts) - {telling.OTHERS}
    for name in named:
        assert behind(rows, lambda one, name=name: by(one) == name) >= K
    if telling.OTHERS in parts:
        assert behind(rows, lambda one: by(one) not in named) >= K
    assert sum(parts.values()) == (len(rows) if parts else 0)
    assert bool(parts) == telling.many(rows)


@given(st.lists(held, max_size=60))
def test_months_are_told_together_until_each_span_has_five_companies(rows):
    spans = telling.months(rows)
    assert sum(count for _first, _last, count in spans) == (len(rows) if spans else 0)
    for first, last, _count in spans:
        assert behind(rows, lambda one, first=first, last=last: first <= one.month <= last) >= K
    assert not spans or (spans[0][0], spans[-1][1]) == (1, 3)


def test_one_small_place_takes_a_named_one_with_it():
    rows = [
        Held(who=f"{place}{number}", place=place, trade="", topic="", month=1, waited=1)
        for place, count in (("Borna", 9), ("Grimma", 6), ("Torgau", 1))
        for number in range(count)
    ]
    assert telling.parts(rows, by=lambda one: one.place) == {"Borna": 9, "": 7}


@pytest.mark.parametrize(
    ("done", "rest", "told"), [(5, 5, 50), (4, 9, None), (9, 4, None), (9, 0, 100), (0, 9, None), (0, 0, None)]
)
def test_a_share_needs_five_companies_on_both_sides(done, rest, told):
    tasks = [Task(who=str(number), done=number < done) for number in range(done + rest)]
    assert telling.share(tasks) == told


def test_a_finding_is_told_in_steps_and_only_between_few_and_nearly_all():
    lacks = [
        Lack(who=str(number), item=item) for item, count in (("A", 4), ("B", 7), ("C", 16)) for number in range(count)
    ]
    assert telling.lacking(lacks, visited=20) == {"B": 35}
    assert telling.lacking(lacks + lacks, visited=21) == {"C": 75, "B": 35}


def hold(world, *, company=None, day: int = 1, number: int = 0, office: str = "borna") -> Booking:
    start = datetime(2026, 7, 6, 7, tzinfo=UTC) + timedelta(days=day, hours=number)
    slot = Slot.objects.create(
        offer=world.offer,
        adviser=world.adviser,
        office=world.offices[office],
        start=start,
        end=start + timedelta(hours=1),
    )
    booking = Booking.objects.create(
        slot=slot, adviser=world.adviser, topic=world.topic, company=company, company_name="Muster", name="Büro",
        email=f"{number}-{day}@werkspur.example", state="done", busy_from=start, busy_to=slot.end,
        ical_uid=f"{number}-{day}-{office}",
    )  # fmt: skip
    Booking.objects.filter(pk=booking.pk).update(created_at=start - timedelta(days=10 + number))
    return booking


def visit(world, *, lacks: Sequence[str], items: dict[str, ChecklistItem], done: bool) -> Visit:
    company = make_company()
    at = datetime(2026, 8, 12, 10, tzinfo=UTC)
    made = Visit.objects.create(
        company=company, adviser=world.adviser, version=next(iter(items.values())).category.version,
        profiles="W", state="finished", started_at=at, finished_at=at,
    )  # fmt: skip
    for key, item in items.items():
        answer = "0" if key in lacks else "3"
        VisitAnswer.objects.create(
            visit=made, item=item, device="5b0c1f4e-0000-4000-8000-000000000001", changed_at=at,
            sealed=seal(company, {"answer": answer, "note": "Hintertür"}),
        )  # fmt: skip
    state = "accepted" if done else "open"
    Recommendation.objects.create(
        visit=made, sealed=seal(company, {"text": "Schloss"}), due=date(2026, 9, 1), state=state
    )
    return made


@pytest.fixture
def quarter(db):
    """Nine consultations in Borna, one in Torgau; twelve visits, seven without B3, one without B4."""
    world = advice_world()
    load_checklists()
    version = ChecklistVersion.objects.get(checklist__slug="vor-ort")
    items = {one.key: one for one in ChecklistItem.objects.filter(category__version=version, key__in=["B3", "B4"])}
    for number in range(9):
        hold(world, day=1 + 30 * (number % 3), number=number)
    hold(world, day=3, number=1, office="torgau")
    for number in range(12):
        lacks = (["B3"] if number < 7 else []) + (["B4"] if number == 0 else [])
        visit(world, lacks=lacks, items=items, done=number % 2 == 0)
    return world


def test_a_quarter_is_released_once_two_weeks_after_its_end(quarter):
    assert figures.due_quarters(now=datetime(2026, 10, 13, 3, tzinfo=UTC)) == []
    assert figures.due_quarters(now=RELEASED) == [QUARTER]
    made = figures.release_quarter(QUARTER)
    assert made.data["consultations"] == 10
    assert made.data["places"] == {"": 10}  # one in Torgau would be ten minus nine
    assert made.data["waited"] == 14
    assert (made.data["done"], made.data["tasks"]) == (50, 12)
    assert made.data["lacking"] == {"B3": 60}
    hold(quarter, day=20, number=5)
    assert figures.release_quarter(QUARTER).data == made.data
    assert figures.due_quarters(now=RELEASED) == []
    assert Entry.objects.filter(verb="advice.figures_released").count() == 1


def test_what_is_kept_says_nothing_of_a_company_and_deleted_findings_do_not_count(quarter):
    visits = Visit.objects.filter(answers__item__key="B4").distinct()
    company = visits.order_by("pk")[0].company
    CompanyKey.objects.filter(company=company).delete()
    kept = str(figures.release_quarter(QUARTER).data)
    assert company.name not in kept
    assert "Hintertür" not in kept
    assert "B4" not in kept
    assert figures.release_quarter(QUARTER).data["lacking"] == {"B3": 55}


def test_chambers_and_police_read_pages_and_table_and_nobody_else(quarter, people):
    figures.release_quarter(QUARTER)
    for person in (people.kai, people.peter):
        visitor = signed_in(person)
        seen = text(visitor.get("/beratung/zahlen/"))
        assert "3. Quartal 2026" in seen
        assert "rund 60 %" in seen
        table = visitor.get("/beratung/zahlen/tabelle.csv").content.decode()
        assert "gesamt;Beratungen;10" in table
        assert "Torgau" not in table
    for person in (people.anna, people.paula, people.dora):
        assert signed_in(person).get("/beratung/zahlen/").status_code == 403


def test_an_empty_house_says_when_figures_come(people, db):
    assert "Noch nichts zu zeigen" in text(signed_in(people.kai).get("/beratung/zahlen/?quartal=falsch"))


def test_the_whole_house_gets_released_figures_of_whole_quarters(quarter):
    figures.release_quarter(QUARTER)
    baustein = next(one for one in all_bausteine() if one.name == "advice")
    found = {
        one.key: (one.value, one.count) for one in baustein.figures(period=(QUARTER, date(2026, 9, 30)), region="")
    }
    assert found == {"advice.consultations": (10, 10), "advice.waited": (14, 10), "advice.carried_out": (50, 12)}
    assert not list(baustein.figures(period=(QUARTER, date(2026, 9, 29)), region=""))
    assert not list(baustein.figures(region="14713"))
    assert {one.key for one in baustein.figures()} == set(found)


def test_fewer_than_five_are_released_as_nothing(db):
    world = advice_world()
    for number in range(4):
        hold(world, number=number)
    made = figures.release_quarter(QUARTER)
    assert made.data["consultations"] is None
    assert not told.releases()
    assert FigureRelease.objects.count() == 1  # counted, so it is not counted again
    assert timezone.now() > made.made_at
