"""An import from upload to register: once, repaired, taken back."""

from __future__ import annotations

import pytest

from tests.people import People, make_item
from werkspur.base import queue
from werkspur.journal.models import Entry
from werkspur.registry.models import ImportRow, ImportSession, Item, Mark
from werkspur.registry.queries import find
from werkspur.registry.services import imports
from werkspur.registry.services.items import change_item
from werkspur.registry.tests.tables import HEADINGS, codes, committed, judged, upload, verdicts, xlsx

pytestmark = pytest.mark.django_db

LIST = (
    HEADINGS,
    ("Bohrhammer", "Kesto", "BH 36", "K-7719-203", "Lager"),
    ("Rüttelplatte", "Brandau", "RP 80", "RP80-22010553", "Baustelle Grimma"),
    ("Leiter", "", "", "", "Lager"),
)


def test_a_table_becomes_items_that_can_be_found(people: People) -> None:
    session = committed(xlsx(*LIST), by=people.anna)
    assert verdicts(session) == ["new", "new", "incomplete"]
    assert session.state == "review"
    item = Item.objects.get(name="Rüttelplatte")
    assert (item.make, item.model, item.place.name, item.place.kind) == ("Brandau", "RP 80", "Baustelle Grimma", "site")
    assert find("RP80-22O1O553").matches[0].item == item
    assert not Item.objects.filter(name="Leiter").exists()


def test_nothing_reaches_the_register_before_it_is_taken_over(people: People) -> None:
    judged(xlsx(*LIST), by=people.anna)
    assert not Item.objects.exists()


def test_the_same_file_twice_is_only_the_same(people: People) -> None:
    session = committed(xlsx(*LIST), by=people.anna)
    leiter = session.rows.get(number=4)
    imports.repair_row(leiter, accepted=["no_mark"], by=people.anna)
    imports.commit_import(session, by=people.anna)
    queue.work_off()
    assert set(verdicts(judged(xlsx(*LIST), by=people.anna))) == {"same"}
    assert Item.objects.count() == 3


def test_a_repaired_row_is_known_again(people: People) -> None:
    content = xlsx(HEADINGS, ("Laser", "Linea", "L 2", "3,56938E+14", "Lager"))
    session = judged(content, by=people.anna)
    assert verdicts(session) == ["damaged"]
    row = imports.repair_row(session.rows.get(), cells={3: "356938035643809"}, by=people.anna)
    assert (row.verdict, row.repaired) == ("new", True)
    imports.commit_import(session, by=people.anna)
    queue.work_off()
    assert Mark.objects.get().text == "356938035643809"
    assert verdicts(judged(content, by=people.anna)) == ["same"]


def test_a_number_that_lost_its_digits_cannot_be_kept(people: People) -> None:
    session = judged(xlsx(HEADINGS, ("Laser", "Linea", "L 2", "3,56938E+14", "")), by=people.anna)
    row = imports.repair_row(session.rows.get(), confirmed=[3], by=people.anna)
    assert row.verdict == "damaged"


def test_what_changed_is_shown_before_it_changes(people: People) -> None:
    item = make_item(owner=people.anna, mark="K-7719-203", name="Bohrhammer", make="Kesto", model="BH 36")
    session = judged(xlsx(*LIST[:2]), by=people.anna)
    row = session.rows.get()
    assert (row.verdict, row.item, row.changes) == ("changed", item, {"place": ["", "Lager"]})
    imports.commit_import(session, by=people.anna)
    queue.work_off()
    item.refresh_from_db()
    assert item.place.name == "Lager"
    assert Item.objects.count() == 1


def test_the_same_number_at_another_make_is_asked_about(people: People) -> None:
    make_item(owner=people.anna, mark="K-7719-203", name="Bohrhammer", make="Norda")
    session = judged(xlsx(*LIST[:2]), by=people.anna)
    assert codes(session) == [["known"]]
    assert imports.repair_row(session.rows.get(), action="new", by=people.anna).verdict == "new"


def test_a_number_twice_in_the_table_is_asked_about_once(people: People) -> None:
    session = judged(xlsx(*LIST[:2], LIST[1]), by=people.anna)
    assert verdicts(session) == ["new", "duplicate"]
    imports.skip_row(session.rows.get(number=3), by=people.anna)
    assert verdicts(session) == ["new", "skipped"]
    imports.commit_import(session, by=people.anna)
    queue.work_off()
    assert verdicts(judged(xlsx(*LIST[:2], LIST[1]), by=people.anna)) == ["same", "skipped"]


def test_engravings_may_repeat(people: People) -> None:
    headings = ("Gegenstand", "Seriennummer", "Gravur")
    session = judged(xlsx(headings, ("Flex", "A-4711-1", "EG R"), ("Säge", "A-4711-2", "EG R")), by=people.anna)
    assert verdicts(session) == ["new", "new"]


def test_two_tables_judged_at_once_do_not_double(people: People) -> None:
    first = judged(xlsx(*LIST[:3]), by=people.anna)
    second = judged(xlsx(*LIST[:3], ("Kompressor", "Norda", "K 1", "X-1000-77", "")), by=people.anna)
    for session in (first, second):
        imports.commit_import(session, by=people.anna)
        queue.work_off()
    assert Item.objects.count() == 3
    assert verdicts(second) == ["duplicate", "duplicate", "new"]


def test_a_double_click_takes_over_once(people: People) -> None:
    session = judged(xlsx(*LIST[:3]), by=people.anna)
    stale = ImportSession.objects.get(pk=session.pk)
    imports.commit_import(session, by=people.anna)
    imports.commit_import(stale, by=people.anna)
    assert queue.work_off() == 1
    imports.commit_import(stale, by=people.anna)
    assert queue.work_off() == 0
    assert Item.objects.count() == 2
    assert Entry.objects.filter(verb="registry.import_committed").count() == 1


def test_undo_takes_everything_back(people: People) -> None:
    item = make_item(owner=people.anna, mark="K-7719-203", name="Bohrhammer", make="Kesto", model="BH 36")
    session = committed(xlsx(*LIST[:3]), by=people.anna)
    imports.undo_import(session, by=people.anna)
    queue.work_off()
    session.refresh_from_db()
    item.refresh_from_db()
    assert (session.state, list(Item.objects.all()), item.place) == ("undone", [item], None)
    assert not find("RP80-22010553").matches
    assert find("K-7719-203").matches[0].item == item


def test_undo_leaves_what_was_edited_since(people: People) -> None:
    session = committed(xlsx(*LIST[:3]), by=people.anna)
    change_item(Item.objects.get(name="Bohrhammer"), colour="rot", by=people.ben)
    imports.undo_import(session, by=people.anna)
    queue.work_off()
    session.refresh_from_db()
    assert session.layout["undo"] == {"removed": 1, "restored": 0, "kept": ["Bohrhammer Kesto BH 36"], "kept_count": 1}


def test_after_an_undo_the_table_is_new_again(people: People) -> None:
    session = committed(xlsx(*LIST[:3]), by=people.anna)
    imports.undo_import(session, by=people.anna)
    queue.work_off()
    assert verdicts(judged(xlsx(*LIST[:3]), by=people.anna)) == ["new", "new"]


def test_one_journal_entry_for_each_step(people: People) -> None:
    session = committed(xlsx(*LIST[:3]), by=people.anna)
    imports.undo_import(session, by=people.anna)
    queue.work_off()
    imports.discard_import(ImportSession.objects.get(), by=people.anna)
    verbs = [entry.verb.removeprefix("registry.import_") for entry in Entry.objects.order_by("number")]
    assert verbs == ["started", "mapped", "committed", "undone", "discarded"]
    assert not ImportRow.objects.exists()


def test_the_columns_are_remembered_for_the_company(people: People) -> None:
    session = upload(xlsx(*LIST), by=people.anna)
    imports.map_columns(session, mapping=session.mapping | {"1": "note"}, by=people.anna)
    later = (*LIST[:2], ("Kompressor", "Norda", "K 1", "X-1000-77", ""))
    assert upload(xlsx(*later), by=people.ben).mapping["1"] == "note"
    assert upload(xlsx(*later), by=people.clara).mapping["1"] == "make"


def test_a_second_upload_of_an_open_table_leads_back_to_it(people: People) -> None:
    content = xlsx(*LIST)
    assert upload(content, by=people.anna) == upload(content, by=people.ben)
    assert upload(content, by=people.clara).company_id != upload(content, by=people.anna).company_id


def test_every_suggestion_is_accepted_at_once(people: People) -> None:
    rows = [("Bohrhammer", "Kesto", "BH 36", number, "") for number in (104417, 104418, 104419, 204420, 4417, 5518)]
    session = judged(xlsx(HEADINGS, *rows), by=people.anna)
    assert verdicts(session) == ["new"] * 4 + ["damaged"] * 2
    assert imports.accept_suggestions(session, code="zeros", by=people.anna) == 2
    assert [row.values["marks"][0]["text"] for row in session.rows.all()][4:] == ["004417", "005518"]


def test_a_row_can_be_opened_again(people: People) -> None:
    session = judged(xlsx(HEADINGS, ("Leiter", "", "", "", "")), by=people.anna)
    row = imports.repair_row(session.rows.get(), accepted=["no_mark"], by=people.anna)
    assert row.verdict == "new"
    assert imports.reopen_row(row, by=people.anna).verdict == "incomplete"
