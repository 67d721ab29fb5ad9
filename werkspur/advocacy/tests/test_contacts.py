"""The log of contacts: who spoke with whom, what came of it, and when to come back to it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from werkspur.advocacy.models import Contact, SearchText, Session
from werkspur.advocacy.tests.world import NOW, advocacy_world
from werkspur.journal.models import Entry


@pytest.fixture
def world(people):
    return advocacy_world()


@pytest.fixture
def kai(client, people):
    client.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    return client


def entry(world, **fields):
    return {
        "addressee": world.council.pk, "kind": "meeting", "start": "2026-11-02T10:00", "subject": "Licht am Hof",
        "result": "Der Rat prüft bis Mai.\n\n\n\nDann reden wir wieder.",
        "participants": "Leitung, Ordnungsamt\n\n  Fachgebiet Licht  ", "follow_up": "2026-12-01",
        "follow_up_text": "nachfragen",
    } | fields  # fmt: skip


def test_an_entry_has_participants_by_role_and_moves_its_demand(world, kai):
    demand = world.released()
    demand.moved_on = date(2026, 1, 1)
    demand.save()
    answer = kai.post(reverse("advocacy:contact_new"), entry(world, demands=[demand.pk]))
    contact = Contact.objects.get()
    assert answer["Location"] == reverse("advocacy:contact", args=[contact.uid])
    assert [(one.role, one.organisation) for one in contact.participants.all()] == [
        ("Leitung", "Ordnungsamt"),
        ("Fachgebiet Licht", ""),
    ]
    assert contact.partner == world.crafts
    assert contact.result == "Der Rat prüft bis Mai.\n\nDann reden wir wieder."
    demand.refresh_from_db()
    assert demand.moved_on == date(2026, 11, 2)
    assert SearchText.objects.get(kind="contact").key == str(contact.uid)


def test_changing_an_entry_keeps_what_is_typed_of_its_participants(world, kai):
    kai.post(reverse("advocacy:contact_new"), entry(world))
    contact = Contact.objects.get()
    address = reverse("advocacy:contact_edit", args=[contact.uid])
    assert kai.get(address).context["form"]["participants"].value() == "Leitung, Ordnungsamt\nFachgebiet Licht"
    kai.post(address, entry(world, participants="Vorsitz, Ausschuss"))
    assert [str(one) for one in contact.participants.all()] == ["Vorsitz, Ausschuss"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("participants", ", Ordnungsamt", "Vor dem Komma fehlt die Funktion"),
        ("participants", "x" * 200, "zu lang"),
        ("participants", "a\n" * 61, "Höchstens 60 Zeilen"),
        ("follow_up", "2026-10-01", "vor dem Kontakt"),
        ("follow_up", "", "Ohne Tag erinnert Sie niemand"),
        ("start", "2099-01-01T10:00", "mehr als drei Jahre"),
        ("addressee", "9" * 40, "Diese Auswahl gibt es nicht mehr"),
    ],
)
def test_bad_input_gets_a_sentence(world, kai, field, value, sentence):
    answer = kai.post(reverse("advocacy:contact_new"), entry(world, **{field: value}))
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])


def test_the_other_chamber_reads_but_does_not_write(world, client, people):
    contact = Contact.objects.create(partner=world.crafts, addressee=world.council, start=NOW, subject="Licht")
    client.force_login(world.mia, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("advocacy:contact", args=[contact.uid]))
    assert "Nur zum Lesen" in page.content.decode()
    for name in ("contact_edit", "contact_done", "contact_remove"):
        assert client.post(reverse(f"advocacy:{name}", args=[contact.uid])).status_code == 404
    client.force_login(people.peter, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("advocacy:contact", args=[contact.uid])).status_code == 403


def test_done_is_done_once_and_can_be_taken_back(world, kai):
    contact = Contact.objects.create(
        partner=world.crafts, addressee=world.council, start=NOW, subject="Licht", follow_up=date(2026, 12, 1)
    )
    address = reverse("advocacy:contact_done", args=[contact.uid])
    kai.post(address)
    kai.post(address)
    contact.refresh_from_db()
    assert contact.done_on == timezone.localdate()
    assert Entry.objects.filter(verb="advocacy.contact_done").count() == 1
    kai.post(address, {"undo": "1"})
    contact.refresh_from_db()
    assert contact.done_on is None


def test_the_log_shows_what_is_open_first_due_first(world, kai):
    for days in (9, 2, None):
        follow_up = timezone.localdate() + timedelta(days=days) if days else None
        Contact.objects.create(
            partner=world.trade, addressee=world.council, start=NOW, subject=f"in {days}", follow_up=follow_up
        )
    address = reverse("advocacy:contacts")
    assert [one.subject for one in kai.get(address, {"nur": "offen"}).context["page"]] == ["in 2", "in 9"]
    assert list(kai.get(address, {"nur": "eigene"}).context["page"]) == []
    assert len(kai.get(address, {"stelle": world.council.slug, "wort": "in"}).context["page"]) == 3


def test_the_page_of_a_demand_tells_chambers_who_spoke_about_it(world, client, people):
    appeal = world.draft(kind="appeal", bearers=[world.crafts, world.trade, world.police])
    contact = Contact.objects.create(partner=world.trade, addressee=world.council, start=NOW, subject="Licht am Hof")
    contact.demands.add(appeal)
    Session.objects.create(addressee=world.office, start=timezone.now() + timedelta(days=3)).demands.add(appeal)
    address = reverse("advocacy:demand_overview", args=[appeal.uid])
    client.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(address).content.decode()
    assert "Licht am Hof" in page
    assert "Ordnungsamt der Probestadt" in page
    client.force_login(people.peter, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(address).content.decode()
    assert "Licht am Hof" not in page
    assert "Gespräche und Sitzungen" not in page


def test_a_removed_entry_is_not_found_any_more(world, kai):
    kai.post(reverse("advocacy:contact_new"), entry(world))
    address = reverse("advocacy:contact_remove", args=[Contact.objects.get().uid])
    assert kai.get(address).status_code == 200
    kai.post(address)
    assert not Contact.objects.exists()
    assert not SearchText.objects.filter(kind="contact").exists()
