"""The officer says which hit it was, and may take it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from tests.people import People, make_item, make_partner, make_person
from werkspur.journal.models import Entry
from werkspur.tracing import services
from werkspur.tracing.models import Lookup, LookupHit
from werkspur.tracing.tests.cases import make_lookup, on_shift, signed_in


@pytest.fixture
def lookup(people: People) -> Lookup:
    """Two hits: the first with the same characters, the second one digit away."""
    make_item(owner=people.anna, mark="873-1042")
    make_item(owner=people.anna, mark="873-1047")
    return make_lookup(by=people.paula)


def address(hit: LookupHit) -> str:
    return f"/suchen/{hit.lookup.uid}/bestaetigen/{hit.pk}/"


def later(lookup: Lookup, **ago: float) -> None:
    Lookup.objects.filter(pk=lookup.pk).update(at=timezone.now() - timedelta(**ago))


def deeds() -> list[str]:
    return [entry.deed for entry in Entry.objects.filter(verb__startswith="tracing.hit_").order_by("number")]


def test_confirm_and_take_back(people: People, lookup: Lookup) -> None:
    first, second = lookup.hits.all()
    client = signed_in(people.paula)
    assert client.get(address(first)).status_code == 405
    page = client.get(f"/suchen/{lookup.uid}/").content.decode()
    assert page.count("Das ist es") == 2
    for _ in range(2):
        answer = client.post(address(first))
    assert answer.url == f"/suchen/{lookup.uid}/#treffer-{first.pk}"
    page = client.get(answer.url).content.decode()
    assert page.count("Das ist es") == 1  # at the one, and no longer at the other
    assert "Doch nicht" in page
    assert "bestätigt" in client.get("/meine-abfragen/").content.decode()
    for _ in range(2):
        client.post(address(first), {"undo": "1"})
    assert not LookupHit.objects.exclude(confirmed_at=None).exists()
    assert "bestätigt" not in client.get("/meine-abfragen/").content.decode()
    client.post(address(second))
    assert LookupHit.objects.exclude(confirmed_at=None).get() == second
    assert deeds() == ["Treffer bestätigt", "Treffer nicht mehr bestätigt", "Treffer bestätigt"]


def test_the_journal_names_item_and_case_and_no_purpose(people: People, lookup: Lookup) -> None:
    """It shows nothing of anybody, so it is no look-up to draw a sample of."""
    hit = lookup.hits.get(rank=2)
    services.confirm_hit(hit, by=people.paula)
    entry = Entry.objects.get(verb="tracing.hit_confirmed")
    assert (entry.case_number, entry.purpose, entry.company) == ("26-104711", "", "")
    assert entry.details == {"item": str(hit.item.uid), "rank": 2}


def test_with_htmx_only_the_part_comes_back(people: People, lookup: Lookup) -> None:
    hit = lookup.hits.get(rank=1)
    client, htmx = signed_in(people.paula), {"HX-Request": "true"}
    part = client.post(address(hit), headers=htmx).content.decode()
    assert "<html" not in part
    assert "Doch nicht" in part
    assert "Doch nicht" not in client.post(address(hit), {"undo": "1"}, headers=htmx).content.decode()


def test_a_lookup_is_about_one_thing(people: People, lookup: Lookup) -> None:
    first, second = lookup.hits.all()
    services.confirm_hit(first, by=people.paula)
    with pytest.raises(services.OtherConfirmed):
        services.confirm_hit(second, by=people.paula)
    client = signed_in(people.paula)
    assert "schon ein anderer Treffer bestätigt" in client.post(address(second), follow=True).content.decode()
    assert client.post(address(second), headers={"HX-Request": "true"})["HX-Redirect"] == f"/suchen/{lookup.uid}/"


def test_later_only_when_the_owner_was_asked(people: People, lookup: Lookup) -> None:
    first, second = lookup.hits.select_related("lookup", "item__company")
    services.show_contact(second, by=people.paula)
    later(lookup, days=3)
    with pytest.raises(services.NotToConfirm):
        services.confirm_hit(first, by=people.paula)
    client = signed_in(people.paula)
    page = client.get(f"/suchen/{lookup.uid}/").content.decode()
    assert "Treffer 2" in page
    assert "Treffer 1" not in page
    assert "873-1047" not in page  # of the thing itself nothing is shown any more
    assert "Trennschleifer" not in page
    assert "Doch nicht" in client.post(address(second), follow=True).content.decode()


def test_a_confirmation_can_be_taken_back_at_any_time(people: People, lookup: Lookup) -> None:
    hit = lookup.hits.get(rank=1)
    services.confirm_hit(hit, by=people.paula)
    later(lookup, days=30)
    client = signed_in(people.paula)
    assert "Doch nicht" in client.get(f"/suchen/{lookup.uid}/").content.decode()
    page = client.post(address(hit), {"undo": "1"}, follow=True).content.decode()
    assert "Doch nicht" not in page
    assert "War einer der Treffer" not in page


def test_nobody_confirms_for_somebody_else(people: People, lookup: Lookup) -> None:
    other = make_person("pia", role="police_tracing", partner=make_partner("pd", "police"))
    hit = lookup.hits.select_related("lookup").get(rank=1)
    for verb in (services.confirm_hit, services.unconfirm_hit):
        with pytest.raises(PermissionDenied):
            verb(hit, by=other)
        with pytest.raises(PermissionDenied):
            verb(hit, by=people.anna)
    assert on_shift(other).post(address(hit)).status_code == 404
    assert not deeds()


def test_who_is_signed_out_comes_back_to_the_result(lookup: Lookup) -> None:
    hit, nobody = lookup.hits.get(rank=1), Client()
    assert nobody.post(address(hit)).url == f"/konto/login/?next=/suchen/{lookup.uid}/"
    answer = nobody.post(address(hit), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/konto/login/")
