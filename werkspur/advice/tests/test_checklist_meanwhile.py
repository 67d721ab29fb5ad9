"""Two advisers edit the same draft: nobody's words are lost unnoticed, and a race for a key ends in a sentence."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from werkspur.advice.models import Category, ChecklistItem, ChecklistVersion
from werkspur.advice.queries import checklists
from werkspur.advice.services import PlanRefused
from werkspur.advice.services import checklists as services
from werkspur.advice.services.first_versions import load_checklists
from werkspur.advice.tests.booked import signed_in, text
from werkspur.advice.tests.test_checklist_editor import LIST, item, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(people) -> ChecklistVersion:
    load_checklists()
    released = checklists.released("visit")
    assert released is not None
    return services.draft_version(released, by=people.peter)


@pytest.fixture
def peter(people) -> Client:
    return signed_in(people.peter)


def address(one: ChecklistItem) -> str:
    return f"{LIST}2/punkt/{one.pk}/"


def opened(client: Client, where: str) -> str:
    """What the page remembers when it is opened."""
    return re.findall(r'name="seen" value="([^"]*)"', text(client.get(where)))[0]


def colleague(one: ChecklistItem, **fields: object) -> None:
    """Somebody else has saved in the meantime."""
    ChecklistItem.objects.filter(pk=one.pk).update(**fields)


def test_what_a_colleague_changed_and_i_left_alone_stays(peter, draft):
    one = item(draft, "B3")
    seen = opened(peter, address(one))
    colleague(one, advice="Vom Kollegen.", norms=["DIN 1"])
    peter.post(address(one), typed(one, seen=seen, question="Von mir gefragt?"))

    one.refresh_from_db()
    assert (one.question, one.advice, one.norms) == ("Von mir gefragt?", "Vom Kollegen.", ["DIN 1"])


def test_both_changed_the_same_the_page_says_so_and_the_second_time_it_counts(peter, draft):
    one = item(draft, "B3")
    seen = opened(peter, address(one))
    colleague(one, advice="Vom Kollegen.")
    page = text(peter.post(address(one), typed(one, seen=seen, advice="Von mir.")))

    assert "Jemand hat das inzwischen geändert" in page
    assert "Empfehlung: jetzt gespeichert „Vom Kollegen.“, Ihre Eingabe „Von mir.“" in page
    assert item(draft, "B3").advice == "Vom Kollegen."

    again = re.findall(r'name="seen" value="([^"]*)"', page)[0]
    peter.post(address(one), typed(one, seen=again, advice="Von mir."))
    assert item(draft, "B3").advice == "Von mir."


def test_a_category_is_guarded_the_same_way(peter, draft):
    one = draft.categories.get(key="B")
    where = f"{LIST}2/bereich/{one.pk}/"
    seen = opened(peter, where)
    Category.objects.filter(pk=one.pk).update(name="Vom Kollegen")
    sent = {"key": "B", "name": "Von mir", "share": one.share, "order": one.order, "seen": seen}

    assert "Name: jetzt gespeichert „Vom Kollegen“, Ihre Eingabe „Von mir“" in text(peter.post(where, sent))
    assert draft.categories.get(key="B").name == "Vom Kollegen"


def test_what_was_deleted_meanwhile_is_not_lost_and_comes_back_only_knowingly(peter, people, draft):
    one = item(draft, "B3")
    sent, seen = typed(one, advice="Von mir."), opened(peter, address(one))
    where = address(one)
    services.delete_item(one, by=people.peter)
    page = text(peter.post(where, sent | {"seen": seen}))

    assert "Jemand hat das inzwischen gelöscht" in page
    assert "Von mir." in page
    assert not ChecklistItem.objects.filter(category__version=draft, key="B3").exists()
    peter.post(where, sent)
    assert item(draft, "B3").advice == "Von mir."
    assert peter.get(where).status_code == 404


def test_a_mangled_memory_is_no_failure(peter, draft):
    one = item(draft, "B3")
    peter.post(address(one), typed(one, seen="erfunden", advice="Von mir."))
    assert item(draft, "B3").advice == "Von mir."


@pytest.mark.parametrize("kind", ["punkt", "bereich"])
def test_the_same_new_key_from_two_at_once_is_a_sentence(peter, draft, monkeypatch, kind):
    """Both forms have looked before either has saved."""
    one, first = item(draft, "B3"), draft.categories.first()
    sent = typed(one, key="Z1") if kind == "punkt" else {"key": "Z1", "name": "Neu", "share": "4", "order": "130"}

    def too_early(form) -> str:
        if kind == "punkt":
            ChecklistItem.objects.create(
                category=one.category, key="z1", question="Vom Kollegen", weight=1, kind="built", effort=1, profiles="B"
            )
        else:
            Category.objects.create(version=draft, key="z1", name="Vom Kollegen", share=4)
        return form.cleaned_data["key"]

    form = "ItemForm" if kind == "punkt" else "CategoryForm"
    monkeypatch.setattr(f"werkspur.advice.forms.checklists.{form}.clean_key", too_early)
    answer = peter.post(f"{LIST}2/{kind}/neu/", sent)

    assert answer.status_code == 200
    assert "Dieses Kürzel hat schon ein anderer" in text(answer)
    assert first.version.categories.filter(key="Z1").count() == 0


def test_an_item_for_a_category_that_is_gone_is_a_sentence(people, draft):
    one = item(draft, "B3")
    category = one.category
    draft.categories.filter(key="B").delete()
    with pytest.raises(PlanRefused, match="inzwischen gelöscht"):
        services.save_item(ChecklistItem(category=category, key="Z1"), by=people.peter)


def test_until_the_police_has_released_a_list_every_page_says_so(peter, people, draft):
    told = "Entwurf der Partnerschaft, von der Polizei noch nicht freigegeben."
    assert told in text(peter.get(f"{LIST}1/"))
    assert "in Gebrauch, nicht freigegeben" in text(peter.get("/beratung/checklisten/"))
    assert told in text(Client().get("/beratung/selbstcheck/"))

    services.release_version(draft, note="Geprüft", by=people.peter)
    assert told not in text(peter.get(f"{LIST}2/"))
