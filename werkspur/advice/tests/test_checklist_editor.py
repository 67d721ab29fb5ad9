"""Peter edits a draft and releases it; what was released never changes again."""

from __future__ import annotations

import pytest
from django.test import Client

from werkspur.advice.models import ChecklistItem, ChecklistVersion
from werkspur.advice.queries import checklists
from werkspur.advice.services import checklists as services
from werkspur.advice.services.first_versions import load_checklists
from werkspur.journal.models import Entry, deed

pytestmark = pytest.mark.django_db

LIST = "/beratung/checklisten/vor-ort/"


@pytest.fixture
def released() -> ChecklistVersion:
    load_checklists()
    found = checklists.released("visit")
    assert found is not None
    return found


@pytest.fixture
def draft(released, people) -> ChecklistVersion:
    return services.draft_version(released, by=people.peter)


@pytest.fixture
def peter(people) -> Client:
    client = Client()
    client.force_login(people.peter, backend="django.contrib.auth.backends.ModelBackend")
    return client


def item(version: ChecklistVersion, key: str) -> ChecklistItem:
    return ChecklistItem.objects.get(category__version=version, key=key)


def typed(one: ChecklistItem, **other: object) -> dict[str, object]:
    fields = ("category_id", "key", "question", "advice", "weight", "kind", "effort", "order")
    values = {name.removesuffix("_id"): getattr(one, name) for name in fields}
    sites = {"sites": list(one.profiles), "norm_lines": "\n".join(one.norms), "after": "", "highest": "0"}
    return values | sites | ({"knock_out": "on"} if one.knock_out else {}) | other


def page(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_draft_is_a_copy_and_there_is_one_at_most(peter, released):
    for _click in range(2):
        assert peter.post(f"{LIST}1/entwurf/")["Location"] == f"{LIST}2/"

    draft = ChecklistVersion.objects.get(checklist=released.checklist, state="draft")
    assert checklists.difference(released, draft) == []
    assert ChecklistItem.objects.filter(category__version=draft).count() == 60


def test_an_item_is_changed_in_the_draft_and_nowhere_else(peter, released, draft):
    one = item(draft, "B3")

    peter.post(f"{LIST}2/punkt/{one.pk}/", typed(one, weight="5", norm_lines="DIN 18257\n\nDIN EN 1303", after="B1"))

    one.refresh_from_db()
    assert (one.weight, one.norms, one.asks_when) == (5, ["DIN 18257", "DIN EN 1303"], "B1:0")
    assert item(released, "B3").weight == 4
    changes = checklists.difference(released, draft)
    assert [(change.kind, change.key) for change in changes] == [("changed", "B3")]
    assert [label for label, _before, _after in changes[0].fields] == ["Normen", "Gewicht", "nur wenn"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"key": "B1"}, "Dieses Kürzel hat schon ein anderer Prüfpunkt dieser Fassung."),
        ({"key": "b\u200b1"}, "Nur Buchstaben von A bis Z und Ziffern"),
        ({"weight": "6"}, "Diese Auswahl"),
        ({"weight": ""}, "Diese Angabe fehlt noch."),
        ({"sites": []}, "Diese Angabe fehlt noch."),
        ({"after": "Z9"}, "Diese Auswahl"),
        ({"question": "x" * 301}, "Höchstens 300 Zeichen"),
        ({"norm_lines": "N\n" * 9}, "Höchstens acht Normen"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_what_was_typed_stays(peter, draft, wrong, said):
    one = item(draft, "B3")

    text = page(peter.post(f"{LIST}2/punkt/{one.pk}/", typed(one, advice="Anders empfohlen.") | wrong))

    assert said in text
    assert "Anders empfohlen." in text
    assert item(draft, "B3").advice != "Anders empfohlen."


@pytest.mark.parametrize("address", ["punkt/neu/", "bereich/neu/", "freigeben/", "punkt/{pk}/", "punkt/{pk}/loeschen/"])
def test_a_released_version_sends_back_to_its_page(peter, released, address):
    one = item(released, "B3")

    response = peter.post(f"{LIST}1/{address.format(pk=one.pk)}", typed(one, weight="1"))

    assert response["Location"] == f"{LIST}1/"
    assert item(released, "B3").weight == 4


def test_no_verb_changes_a_released_version(released, people):
    one = item(released, "B3")
    for verb in (
        lambda: services.save_item(one, by=people.peter),
        lambda: services.delete_item(one, by=people.peter),
        lambda: services.save_category(one.category, by=people.peter),
        lambda: services.delete_category(one.category, by=people.peter),
        lambda: services.discard_draft(released, by=people.peter),
        lambda: services.release_version(released, note="Neu", by=people.peter),
    ):
        with pytest.raises(services.NotADraft):
            verb()


def test_a_category_is_made_changed_and_deleted(peter, draft):
    peter.post(f"{LIST}2/bereich/neu/", {"key": "M", "name": "Messestand", "share": "4", "order": "130"})
    assert "Die Anteile der Bereiche ergeben zusammen 104." in page(peter.get(f"{LIST}2/"))
    made = draft.categories.get(key="M")

    peter.post(f"{LIST}2/bereich/{made.pk}/", {"key": "A", "name": "Messestand", "share": "4", "order": "130"})
    assert draft.categories.get(pk=made.pk).key == "M"

    assert "Er hat keinen Prüfpunkt." in page(peter.get(f"{LIST}2/bereich/{made.pk}/loeschen/"))
    peter.post(f"{LIST}2/bereich/{made.pk}/loeschen/")
    assert not draft.categories.filter(key="M").exists()


def test_a_loop_a_dangling_question_and_a_missing_weight_are_refused(peter, draft):
    ChecklistItem.objects.filter(pk=item(draft, "B1").pk).update(asks_when="B2:1")
    ChecklistItem.objects.filter(pk=item(draft, "B2").pk).update(asks_when="B1:1")
    ChecklistItem.objects.filter(pk=item(draft, "B3").pk).update(asks_when="Z9:1", advice="")

    text = page(peter.post(f"{LIST}2/freigeben/", {"note": "Neu"}))

    assert "Prüfpunkt B1 hängt über B2 an sich selbst." in text
    assert "Prüfpunkt B3 hängt an Z9, und das gibt es in dieser Fassung nicht." in text
    assert "Prüfpunkt B3 hat keine Empfehlung." in text
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_release_needs_a_note_and_keeps_the_old_version_readable(peter, people, released, draft):
    services.delete_item(item(draft, "J4"), by=people.peter)
    assert "Es fehlt, was neu ist." in page(peter.post(f"{LIST}2/freigeben/", {"note": " "}))
    assert "J4" in page(peter.get(f"{LIST}2/freigeben/"))

    response = peter.post(f"{LIST}2/freigeben/", {"note": "Ohne Tanks"})

    assert response["Location"] == f"{LIST}2/"
    released.refresh_from_db()
    assert released.state == "retired"
    assert checklists.released("visit") == draft
    assert "Sind Tanks verschlossen" in page(peter.get(f"{LIST}1/"))
    assert "Sind Tanks verschlossen" in page(peter.get(f"{LIST}2/unterschied/1/"))
    assert "Sind Tanks verschlossen" not in page(peter.get(f"{LIST}2/"))


def test_two_who_release_at_the_same_time_release_once(people, draft):
    services.release_version(draft, note="Neu", by=people.peter)

    with pytest.raises(services.NotADraft):
        services.release_version(draft, note="Auch neu", by=people.peter)


def test_a_draft_is_thrown_away_after_a_question(peter, draft):
    peter.get(f"{LIST}2/verwerfen/")
    assert ChecklistVersion.objects.filter(pk=draft.pk).exists()

    peter.post(f"{LIST}2/verwerfen/")
    assert not ChecklistVersion.objects.filter(pk=draft.pk).exists()


def test_the_chamber_reads_and_does_not_edit(people, draft):
    client = Client()
    client.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")

    text = page(client.get(f"{LIST}2/"))

    assert "/punkt/" not in text
    assert client.post(f"{LIST}2/freigeben/", {"note": "Neu"}).status_code == 403


def test_every_step_is_in_the_journal_in_words(people, released):
    draft = services.draft_version(released, by=people.peter)
    services.save_item(item(draft, "B3"), by=people.peter)
    services.release_version(draft, note="Neu", by=people.peter)

    verbs = [
        *Entry.objects.filter(verb__startswith="advice.checklist").order_by("number").values_list("verb", flat=True)
    ]
    assert [deed(verb) for verb in verbs[-3:]] == [
        "Checkliste als Entwurf angelegt", "Checkliste geändert", "Checkliste freigegeben",
    ]  # fmt: skip
