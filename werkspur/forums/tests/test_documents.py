"""PDF to print: tickets by link, name badges and table signs on sheets, certificates for who was there."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from werkspur.forums.documents import ticket
from werkspur.forums.documents.labels import SHEETS
from werkspur.forums.models import AgendaItem, Event, Registration, Scan, Speaker
from werkspur.forums.services import links
from werkspur.forums.tests.world import HOUR, ForumWorld, forum_world

pytestmark = pytest.mark.django_db
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 2


@pytest.fixture
def world() -> ForumWorld:
    return forum_world()


@pytest.fixture
def peter(people) -> Client:
    client = Client()
    client.force_login(people.peter, backend="django.contrib.auth.backends.ModelBackend")
    return client


def pages(response) -> list[str]:
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(response.content)).pages]


def managed(registration: Registration) -> str:
    until = timezone.now() + timedelta(days=1)
    return f"/foren/anmeldung/{links.issue(registration, purpose=links.MANAGE, until=until, keep=True)}/"


def test_the_ticket_holds_a_code_for_each_person_and_says_nothing_in_it(world, client):
    registration = world.register(size=3)
    (page,) = pages(client.get(f"{managed(registration)}karte.pdf"))
    for one in registration.participants.all():
        assert one.name in page
        assert f"{one.code[:4]} {one.code[4:]}" in page
    assert ticket.content(one) == f"W1:{one.ticket}"
    assert re.match(r"<svg [^>]*viewBox", ticket.qr(one))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"state": "waiting", "waiting_since": timezone.now()}, "sobald Ihr Platz sicher ist"),
        ({"event__state": "cancelled"}, "abgesagt"),
    ],
)
def test_there_is_no_ticket_for_a_seat_that_is_not_there(world, client, change, sentence):
    registration = world.register()
    page = managed(registration)
    if "event__state" in change:
        Event.objects.update(state="cancelled")
    else:
        Registration.objects.update(**change)
    response = client.get(f"{page}karte.pdf")
    assert (response.status_code, sentence in response.content.decode()) == (409, True)
    assert client.get("/foren/anmeldung/unbekannt/karte.pdf").status_code == 404


def test_badges_fill_the_sheet_from_the_label_that_is_free(world, peter):
    for _number in range(9):
        world.register()
    world.register(state="withdrawn")
    world.register(company_name=LONG[:160])
    base = f"/foren/verwaltung/{world.event.uid}/namensschilder.pdf"
    found = pages(peter.get(base))
    assert [len(re.findall(r"Gast \d+-1", page)) for page in found] == [10]
    found = pages(peter.get(base, {"who": "guests", "sheet": "63x38", "skip": "20"}))
    assert [len(re.findall(r"Gast \d+-1", page)) for page in found] == [1, 9]
    assert peter.get(base, {"sheet": "gibtsnicht"}).status_code == 422
    assert peter.get(base, {"who": "speakers"}).status_code == 409
    for sheet in SHEETS.values():
        assert 2 * sheet.left + sheet.columns * sheet.width + (sheet.columns - 1) * sheet.across == pytest.approx(210)
        assert 2 * sheet.top + sheet.rows * sheet.height + (sheet.rows - 1) * sheet.down == pytest.approx(297)


def test_signs_name_a_function_where_nobody_wants_to_be_named(world, peter):
    item = AgendaItem.objects.create(event=world.event, starts=world.event.start, title="Lage")
    item.speakers.add(Speaker.objects.create(role="Leitung der Beratungsstelle", organisation="Polizeidirektion"))
    item.speakers.add(Speaker.objects.create(role="Meister", organisation="Bauhof", name="<script>alert(1)</script>"))
    (page,) = pages(peter.get(f"/foren/verwaltung/{world.event.uid}/tischschilder.pdf"))
    assert "Leitung der Beratungsstelle" in page
    assert "<script>alert(1)</script>" in page.replace("\u200b", "")


def test_only_who_was_let_in_gets_a_certificate_and_only_afterwards(world, client, peter):
    came, stayed = world.register(size=2), world.register()
    first = came.participants.first()
    Scan.objects.create(event=world.event, participant=first, scanned_at=timezone.now(), received_at=timezone.now())
    address = f"{managed(came)}bescheinigung.pdf"
    assert "nach der Veranstaltung" in client.get(address).content.decode()

    Event.objects.update(start=timezone.now() - 3 * HOUR, end=timezone.now() - HOUR)
    (page,) = pages(client.get(address))
    assert first.name in page
    assert "Handwerkskammer zu Leipzig" in page
    assert "keine Karte" in client.get(f"{managed(stayed)}bescheinigung.pdf").content.decode()
    staff = f"/foren/verwaltung/anmeldung/{stayed.uid}/bescheinigung.pdf"
    assert len(pages(peter.get(staff))) == 1
    world.event.hosts.set([world.crafts])  # the police is no host any more
    assert peter.get(staff).status_code == 404
