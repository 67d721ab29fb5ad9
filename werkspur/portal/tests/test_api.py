"""The API: own items, look-ups with purpose, the public check; by key or by session."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.people import make_item
from werkspur.journal.models import Entry
from werkspur.partners.services import close_company
from werkspur.portal import api_keys
from werkspur.portal.models import ApiKey
from werkspur.registry.models import Item
from werkspur.tracing import rules

QUESTION = {"text": "8?3-1O4Z", "purpose": "Verkehrskontrolle", "case_number": "26-104711"}


def with_key(person, *, company=None) -> Client:
    _key, text = api_keys.make_key(name="Probe", by=person, company=company)
    return Client(headers={"Authorization": f"Bearer {text}"})


def by_session(person, **fields) -> Client:
    client = Client(**fields)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def post(client: Client, path: str, data: object):
    return client.post(f"/api/{path}", data, content_type="application/json")


class TestItems:
    def test_a_company_reads_its_own_items(self, people):
        item = make_item(owner=people.anna, mark="873-1042")
        make_item(owner=people.clara, mark="999-9999")
        for client in (with_key(people.anna, company=item.company), by_session(people.anna)):
            answer = client.get("/api/registry/items").json()
            assert answer["total"] == 1
            assert answer["items"][0]["marks"][0]["text"] == "873-1042"
            assert client.get(f"/api/registry/items/{item.uid}").json()["name"] == "Trennschleifer"

    def test_foreign_items_are_not_there(self, people):
        theirs = make_item(owner=people.clara)
        make_item(owner=people.anna)
        answer = by_session(people.anna).get(f"/api/registry/items/{theirs.uid}")
        assert (answer.status_code, answer.json()) == (404, {"detail": "Nicht vorhanden."})

    @pytest.mark.parametrize("name", ["paula", "kai", "dora", "otto"])
    def test_without_a_company_there_are_none(self, people, name):
        assert by_session(getattr(people, name)).get("/api/registry/items").status_code == 403

    def test_nobody_gets_nothing(self, db):
        assert Client().get("/api/registry/items").status_code == 401


class TestLookups:
    def test_the_police_look_up_with_purpose(self, people):
        make_item(owner=people.anna, mark="873-1042")
        answer = post(with_key(people.paula), "tracing/lookups", QUESTION).json()
        assert (answer["total"], answer["complete"]) == (1, True)
        assert answer["matches"][0]["mark"] == "873-1042"
        assert answer["matches"][0]["grade"] == 4
        assert "Dachdeckerei" not in str(answer)
        assert Entry.objects.get(verb="tracing.lookup_made").case_number == "26-104711"

    @pytest.mark.parametrize("missing", ["purpose", "case_number", "text"])
    def test_not_without_purpose_case_or_text(self, people, missing):
        client = with_key(people.paula)
        for value in ("", " \u200b "):
            answer = post(client, "tracing/lookups", QUESTION | {missing: value})
            assert answer.status_code == 422
            assert missing in answer.json()["detail"]
        assert not Entry.objects.filter(verb="tracing.lookup_made").exists()

    @pytest.mark.parametrize("name", ["anna", "peter", "kai", "dora", "otto"])
    def test_nobody_else(self, people, name):
        assert post(with_key(getattr(people, name)), "tracing/lookups", QUESTION).status_code == 403

    def test_a_session_needs_its_form_token(self, people):
        client = by_session(people.paula, enforce_csrf_checks=True)
        assert post(client, "tracing/lookups", QUESTION).status_code == 403
        assert not Entry.objects.filter(verb="tracing.lookup_made").exists()


def test_anybody_checks_a_number_and_learns_one_of_two_things(people, monkeypatch):
    monkeypatch.setattr(rules, "CHECK_SECONDS", 0.0)
    make_item(owner=people.anna, mark="873-1042")
    assert post(Client(), "tracing/check", {"number": "873-1042"}).json() == {"answer": "nothing_known"}
    Item.objects.update(state="stolen")
    assert post(Client(), "tracing/check", {"number": "873 1O42"}).json() == {"answer": "contact_police"}
    assert post(Client(), "tracing/check", {"number": "87"}).status_code == 422
    codes = [post(Client(), "tracing/check", {"number": "000000"}).status_code for _ in range(9)]
    assert codes[-1] == 429


class TestKeys:
    def test_is_shown_once_and_stored_as_a_hash(self, people):
        client = by_session(people.anna)
        page = client.post("/konto/zugriff/", {"name": "Warenwirtschaft"}).content.decode()
        key = ApiKey.objects.get()
        assert key.start in page
        assert key.company_id == people.anna.company_ids[0]
        shown = page.split('id="schluessel" value="')[1].split('"')[0]
        assert shown.startswith("ws_")
        assert shown not in client.get("/konto/zugriff/").content.decode()
        assert api_keys.use_key(shown) == key

    def test_withdrawn_expired_or_left_the_company_it_opens_nothing(self, people):
        company = make_item(owner=people.ben).company
        client = with_key(people.ben, company=company)
        assert client.get("/api/registry/items").status_code == 200
        ApiKey.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert client.get("/api/registry/items").status_code == 401
        ApiKey.objects.update(expires_at=timezone.now() + timedelta(days=1))
        people.ben.roles.update(
            valid_from=timezone.localdate() - timedelta(days=9), valid_to=timezone.localdate() - timedelta(days=1)
        )
        assert client.get("/api/registry/items").status_code == 401
        people.ben.roles.update(valid_to=None)
        api_keys.withdraw_key(ApiKey.objects.get(), by=people.ben)
        assert client.get("/api/registry/items").status_code == 401
        assert Entry.objects.filter(verb="portal.api_key_withdrawn").count() == 1

    def test_it_ends_with_the_company(self, people):
        company = make_item(owner=people.anna).company
        client = with_key(people.anna, company=company)
        close_company(company, by=people.anna)
        assert client.get("/api/registry/items").status_code == 401

    def test_it_opens_nothing_while_the_second_factor_is_missing(self, people, settings):
        client = with_key(people.paula)
        settings.DEMO = False
        assert post(client, "tracing/lookups", QUESTION).status_code == 401
        assert not Entry.objects.filter(verb="tracing.lookup_made").exists()

    def test_somebody_locked_out_or_without_the_role_gets_nothing(self, people):
        client = with_key(people.paula)
        people.paula.roles.all().delete()
        assert post(client, "tracing/lookups", QUESTION).status_code == 403
        type(people.paula).objects.filter(pk=people.paula.pk).update(is_active=False)
        assert post(client, "tracing/lookups", QUESTION).status_code == 401

    def test_a_colleague_cannot_withdraw_it(self, people):
        key, _text = api_keys.make_key(name="Probe", by=people.anna)
        assert by_session(people.ben).post(f"/konto/zugriff/{key.uid}/zurueckziehen/").status_code == 404
        assert ApiKey.objects.get().is_valid


def test_the_reference_tells_every_operation(people, client):
    page = client.get("/api/").content.decode()
    for part in ("/api/registry/items", "/api/tracing/lookups", "/api/tracing/check", "case_number", "ohne Anmeldung"):
        assert part in page
    assert client.get("/api/openapi.json").json()["info"]["title"] == "Werkspur"
