"""A look-up: purpose first, in the journal before anything is searched, the owner as a second step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.people import make_item
from werkspur.journal.models import Entry
from werkspur.registry.queries import Found
from werkspur.tracing import queries, rules, services
from werkspur.tracing.models import Lookup
from werkspur.tracing.tests.cases import SHIFT, make_lookup, on_shift, signed_in


def test_purpose_comes_first_and_is_remembered(people):
    client = signed_in(people.paula)
    assert client.get("/suchen/?q=8%3F3-1O4Z").url == "/suchen/zweck/?q=8%3F3-1O4Z"
    answer = client.post("/suchen/zweck/?q=8%3F3-1O4Z", SHIFT | {"q": "8?3-1O4Z"})
    assert answer.url == "/suchen/?q=8%3F3-1O4Z"
    page = client.get(answer.url).content.decode()
    assert "Verkehrskontrolle" in page
    assert 'value="8?3-1O4Z"' in page


@pytest.mark.parametrize(
    "given",
    [
        {"purpose": "Verkehrskontrolle", "case_number": " "},
        {"purpose": "", "case_number": "26-1"},
        {"purpose": "other", "other_purpose": "", "case_number": "26-1"},
    ],
)
def test_without_purpose_or_case_number_nobody_gets_to_the_field(people, given):
    client = signed_in(people.paula)
    assert client.post("/suchen/zweck/", given).status_code == 200
    assert client.get("/suchen/").status_code == 302


def test_another_purpose_in_own_words(people):
    client = signed_in(people.paula)
    client.post("/suchen/zweck/", {"purpose": "other", "other_purpose": "Amtshilfe Zoll", "case_number": "Z-7"})
    client.post("/suchen/", {"q": "873-1042"})
    assert Lookup.objects.get().purpose == "Amtshilfe Zoll"


def test_the_shift_ends_after_twelve_hours(people):
    client = on_shift(people.paula)
    session = client.session
    session["tracing_shift"] |= {"until": (timezone.now() - timedelta(seconds=1)).isoformat()}
    session.save()
    assert client.post("/suchen/", {"q": "873-1042"}).url == "/suchen/zweck/?q=873-1042"
    assert not Lookup.objects.exists()


def test_a_session_that_ended_keeps_what_was_typed(people, client):
    assert client.post("/suchen/", {"q": "8?3"}).url == "/konto/login/?next=/suchen/%3Fq%3D8%253F3"


def test_a_half_read_number_finds_the_owner(people):
    item = make_item(owner=people.anna, mark="873-1042")
    client = on_shift(people.paula)
    result = client.post("/suchen/", {"q": "8?3-1O4Z"})
    page = client.get(result.url).content.decode()
    lookup = Lookup.objects.get()
    assert [hit.item for hit in lookup.hits.all()] == [item]
    assert "Alle 7 Stellen passen." in page
    assert "Nicht gemeldet" in page
    assert "Dachdeckerei Muster" not in page  # the owner is the second step


@pytest.mark.django_db(transaction=True)
def test_the_journal_is_committed_before_the_search_begins(people, monkeypatch):
    seen = []

    def search(lookup: Lookup) -> Found:
        seen.append(
            (Entry.objects.filter(verb="tracing.lookup_made").count(), transaction.get_connection().in_atomic_block)
        )
        raise RuntimeError("the search breaks down")

    monkeypatch.setattr(queries, "search", search)
    with pytest.raises(RuntimeError):
        make_lookup(by=people.paula, text="8?3-1O4Z", make="Norda")
    assert seen == [(1, False)]
    entry = Entry.objects.get(verb="tracing.lookup_made")
    assert (entry.purpose, entry.case_number) == ("Verkehrskontrolle", "26-104711")
    assert entry.details == {"text": "8?3-1O4Z", "make": "Norda"}


def test_the_database_refuses_a_lookup_without_purpose(people):
    with pytest.raises(IntegrityError), transaction.atomic():
        Lookup.objects.create(person=people.paula, purpose="", case_number="1", text="x")
    with pytest.raises(ValueError, match="purpose"):
        make_lookup(by=people.paula, purpose="  ")


@pytest.mark.parametrize("name", ["anna", "kai", "peter", "dora", "otto"])
def test_only_tracers_look_up(people, name):
    person = getattr(people, name)
    with pytest.raises(PermissionDenied):
        make_lookup(by=person)
    for address in ("/suchen/", "/suchen/zweck/", "/meine-abfragen/", "/suchen/hinweise/"):
        assert signed_in(person).get(address).status_code == 403
    assert not Entry.objects.filter(verb="tracing.lookup_made").exists()


def test_a_result_is_shown_again_for_fifteen_minutes_without_a_new_entry(people):
    make_item(owner=people.anna, mark="873-1042")
    lookup = make_lookup(by=people.paula)
    client, address = signed_in(people.paula), f"/suchen/{lookup.uid}/"
    assert "Trennschleifer" in client.get(address).content.decode()
    assert Entry.objects.filter(verb="tracing.lookup_made").count() == 1
    Lookup.objects.update(at=timezone.now() - timedelta(minutes=16))
    page = client.get(address).content.decode()
    assert "Trennschleifer" not in page
    assert 'value="873-1042"' in page


def test_what_is_registered_meanwhile_is_shown_and_kept(people):
    lookup = make_lookup(by=people.paula)
    assert lookup.hits.count() == 0
    make_item(owner=people.anna, mark="873-1042")
    assert "1 Treffer" in signed_in(people.paula).get(f"/suchen/{lookup.uid}/").content.decode()
    assert lookup.hits.count() == 1


def test_no_hit_says_what_to_try(people):
    lookup = make_lookup(by=people.paula, text="KEINE-SOLCHE-99")
    page = signed_in(people.paula).get(f"/suchen/{lookup.uid}/").content.decode()
    assert "Kein Treffer" in page
    assert "Unlesbares als ? schreiben" in page


@pytest.mark.parametrize("typed", ["", "???", " * ", "\u200b\u202e", "💥"])
def test_nothing_readable_is_said_at_the_field_and_not_journalled(people, typed):
    page = on_shift(people.paula).post("/suchen/", {"q": typed, "make": "Norda"}).content.decode()
    assert "Mindestens ein Zeichen" in page or "Geben Sie ein, was zu lesen ist" in page
    assert 'value="Norda"' in page
    assert not Lookup.objects.exists()


def test_a_colleagues_result_is_not_there(people):
    from tests.people import make_partner, make_person

    other = make_person("pia", role="police_tracing", partner=make_partner("pd", "police"))
    make_item(owner=people.anna, mark="873-1042")
    lookup = make_lookup(by=people.paula)
    hit = lookup.hits.get()
    client = on_shift(other)
    assert client.get(f"/suchen/{lookup.uid}/").status_code == 404
    assert client.post(f"/suchen/{lookup.uid}/kontakt/{hit.pk}/").status_code == 404
    assert client.get(f"/suchen/{lookup.uid}/foto/{hit.pk}/").status_code == 404
    assert "873-1042" not in client.get("/meine-abfragen/").content.decode()


class TestContact:
    def test_is_shown_once_journalled_and_callable(self, people):
        make_item(owner=people.anna, mark="873-1042")
        lookup = make_lookup(by=people.paula)
        client, address = signed_in(people.paula), f"/suchen/{lookup.uid}/kontakt/{lookup.hits.get().pk}/"
        assert client.get(address).status_code == 405
        for _ in range(2):
            page = client.post(address, follow=True).content.decode()
            assert "Dachdeckerei Muster GmbH" in page
            assert 'href="tel:+493410000001"' in page
            assert "Abruf protokolliert um" in page
        entry = Entry.objects.get(verb="tracing.contact_shown")
        assert (entry.case_number, entry.company) == ("26-104711", "")
        assert entry.details["company"] == str(lookup.hits.get().item.company.uid)

    def test_with_htmx_only_the_part_comes_back(self, people):
        make_item(owner=people.anna, mark="873-1042")
        lookup = make_lookup(by=people.paula)
        address = f"/suchen/{lookup.uid}/kontakt/{lookup.hits.get().pk}/"
        page = signed_in(people.paula).post(address, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in page
        assert "Anrufen: 0341 0000001" in page

    def test_not_from_an_old_result(self, people, client):
        make_item(owner=people.anna, mark="873-1042")
        lookup = make_lookup(by=people.paula)
        Lookup.objects.update(at=timezone.now() - timedelta(minutes=16))
        hit = lookup.hits.select_related("lookup").get()
        with pytest.raises(services.TooOld):
            services.show_contact(hit, by=people.paula)
        address = f"/suchen/{lookup.uid}/kontakt/{hit.pk}/"
        assert "älter als 15 Minuten" in signed_in(people.paula).post(address, follow=True).content.decode()
        asked = client.post(address, headers={"HX-Request": "true"})
        assert asked["HX-Redirect"].startswith("/konto/login/")
        assert not Entry.objects.filter(verb="tracing.contact_shown").exists()


def test_my_lookups_can_be_filtered_and_show_no_inventory(people):
    make_item(owner=people.anna, mark="873-1042")
    make_lookup(by=people.paula, text="873-1042", case_number="26-1")
    make_lookup(by=people.paula, text="GRAVUR77", case_number="26-2")
    client = signed_in(people.paula)
    everything = client.get("/meine-abfragen/").content.decode()
    assert "873-1042" in everything
    assert "Trennschleifer" not in everything
    filtered = client.get("/meine-abfragen/?q=26-2").content.decode()
    assert "GRAVUR77" in filtered
    assert "873-1042" not in filtered


class TestLimit:
    @pytest.fixture(autouse=True)
    def two_a_minute(self, monkeypatch):
        monkeypatch.setattr(rules, "LOOKUPS_OF_ONE", ((2, 60), (1000, 86400)))

    def test_nobody_reads_the_register_out(self, people):
        client = on_shift(people.paula)
        codes = [client.post("/suchen/", {"q": f"873-104{n}"}).status_code for n in range(3)]
        assert codes == [302, 302, 429]
        page = client.post("/suchen/", {"q": "873-1042"}).content.decode()
        assert "viele Abfragen in kurzer Zeit" in page
        assert 'value="873-1042"' in page
        assert Lookup.objects.count() == Entry.objects.filter(verb="tracing.lookup_made").count() == 2

    def test_site_and_programs_count_together_for_each_person(self, people):
        client = on_shift(people.paula)
        for number in range(2):
            client.post("/suchen/", {"q": f"873-104{number}"})
        question = SHIFT | {"text": "873-1042"}
        answer = client.post("/api/tracing/lookups", question, content_type="application/json")
        assert answer.status_code == 429
        assert "viele Abfragen" in answer.json()["detail"]
        assert Lookup.objects.count() == 2
