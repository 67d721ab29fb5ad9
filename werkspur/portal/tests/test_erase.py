"""Forgetting a person: every part of the house, all or nothing; and what the house tells them before."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.people import make_item
from werkspur.base import mail
from werkspur.base.models import Mail
from werkspur.journal.models import Entry
from werkspur.partners import services
from werkspur.partners.models import Person
from werkspur.portal import api_keys
from werkspur.portal.models import ApiKey
from werkspur.tracing.models import Lookup
from werkspur.tracing.tests.cases import make_lookup


@pytest.fixture
def known(people) -> Person:
    """paula, of whom every part knows something."""
    make_item(owner=people.anna, mark="873-1042")
    make_lookup(by=people.paula)
    api_keys.make_key(name="Streifenwagen", by=people.paula)
    mail.write(people.paula.email, subject="Ein Brief an Paula", paragraphs=["Guten Tag."])
    return people.paula


def test_her_data_come_from_every_part(known):
    client = Client()
    client.force_login(known, backend="django.contrib.auth.backends.ModelBackend")
    data = json.loads(client.get("/konto/daten/").content)["data"]
    assert "Ein Brief an Paula" in str(data["base"])
    assert "Streifenwagen" in str(data["portal"])
    assert "873-1042" in str(data["tracing"])
    assert "Abfrage gestellt" in str(data["journal"])
    assert data["partners"]["addresses"][0]["email"] == known.email


def test_nothing_leads_to_her_afterwards(known, capsys):
    address, name = known.email, known.name
    call_command("erase", address, "--yes")
    assert f"person:{known.pk}" in capsys.readouterr().out
    assert not ApiKey.objects.exists()
    assert not Mail.objects.filter(to=address).exists()
    kept = Person.objects.get(pk=known.pk)
    assert (kept.is_active, kept.name) == (False, "")
    assert Lookup.objects.get().person == kept  # what was looked up stays answerable
    told = [str(vars(entry)) for entry in Entry.objects.all()]
    assert not [text for text in told if address in text or name in text]


def test_without_yes_nothing_happens(known, capsys):
    call_command("erase", known.email)
    assert "--yes" in capsys.readouterr().out
    assert Person.objects.get(pk=known.pk).is_active


def test_the_last_who_leads_a_company_stays(people):
    with pytest.raises(CommandError, match="Leitung"):
        call_command("erase", people.clara.email, "--yes")
    assert Person.objects.get(pk=people.clara.pk).is_active


def test_the_journal_never_learns_a_name_or_an_address(people):
    services.invite_colleague(
        people.anna.companies[0], email="neu@werkspur.example", kind="company_staff", by=people.anna
    )
    link = Mail.objects.get(to="neu@werkspur.example").text.split("/einladung/")[1].split("/")[0]
    new = services.register_invited(link, name="Nora Neumann", password="ein-ganz-neuer-satz")
    services.rename(new, name="Nora Altmann", by=new)
    told = str([vars(entry) for entry in Entry.objects.all()])
    assert "partners.person_registered" in told
    for secret in ("neu@", "Neumann", "Altmann"):
        assert secret not in told
