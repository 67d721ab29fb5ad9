"""Everything goes out complete, opens safely, and comes in again as the same."""

from __future__ import annotations

import io
import json
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests.people import People, make_item
from werkspur.registry.models import Item, Place
from werkspur.registry.services import add_mark
from werkspur.registry.services.exports import export_items
from werkspur.registry.tests.tables import judged, verdicts

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(people: People) -> list[Item]:
    company = people.anna.roles.get().company
    lager = Place.objects.create(company=company, name="Lager")
    drill = make_item(owner=people.anna, mark="004417", name="=HYPERLINK(1)", place=lager, acquired_on=date(2021, 3, 1),
                      price_cents=123450, reference="+49", description="zwei\nZeilen; x", colour="'rot'")  # fmt: skip
    add_mark(drill, text="-004418", by=people.anna)
    add_mark(drill, text="356938035643809", kind="imei", position="Akkufach", by=people.anna)
    add_mark(drill, words="hellblauer Punkt", kind="other", by=people.anna)
    return [drill, make_item(owner=people.anna, name="Leiter"), make_item(owner=people.anna, name="Leiter")]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_what_goes_out_comes_in_as_the_same(people: People, items: list[Item], kind: str) -> None:
    content = b"".join(export_items(items[0].company, kind=kind, by=people.anna))
    session = judged(content, by=people.anna, name=f"alles.{kind}")
    assert verdicts(session) == ["same"] * 3, [(row.problems, row.changes) for row in session.rows.all()]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_and_makes_the_same_list_elsewhere(people: People, items: list[Item], kind: str) -> None:
    content = b"".join(export_items(items[0].company, kind=kind, by=people.anna))
    session = judged(content, by=people.clara, name=f"alles.{kind}")
    row = session.rows.get(values__name="=HYPERLINK(1)")
    assert row.values["reference"] == "+49"
    assert row.values["colour"] == "'rot'"
    assert {mark["text"] or mark["words"] for mark in row.values["marks"]} == {
        "004417", "-004418", "356938035643809", "hellblauer Punkt",
    }  # fmt: skip


def test_no_cell_is_a_formula_and_every_number_is_text(people: People, items: list[Item]) -> None:
    content = b"".join(export_items(items[0].company, kind="xlsx", by=people.anna))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert not [cell.value for cell in cells if cell.value.startswith(("=", "+", "-", "@"))]
    text = b"".join(export_items(items[0].company, kind="csv", by=people.anna)).decode("utf-8-sig")
    assert "\n'+49;" in text
    assert ";'=HYPERLINK(1);" in text


def test_json_carries_what_a_table_cannot(people: People, items: list[Item]) -> None:
    data = json.loads(b"".join(export_items(items[0].company, kind="json", by=people.anna)))
    marks = next(item for item in data["items"] if item["reference"] == "+49")["marks"]
    assert {"kind": "imei", "text": "356938035643809", "position": "Akkufach", "state": "present"} in marks


def test_only_ones_own_items_go_out(people: People, items: list[Item], client: Client) -> None:
    make_item(owner=people.clara, name="Föhn")
    client.force_login(people.clara)
    answer = client.get(reverse("registry:export", args=["csv"]))
    text = b"".join(answer.streaming_content).decode()
    assert "Föhn" in text
    assert "Leiter" not in text
    assert client.get(reverse("registry:export", args=["exe"])).status_code == 404
