"""What was noted is put right and taken out on its pages, and one thing leads to the next without typing it again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from werkspur.advocacy.models import Commitment, Quotation, Reply
from werkspur.advocacy.tests.answering import answered, promised
from werkspur.advocacy.tests.world import advocacy_world
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
DAY = date(2026, 1, 8)


@pytest.fixture
def reply(people, client) -> Reply:
    client.force_login(people.kai, backend=BACKEND)
    delivery = advocacy_world().delivered(day=date(2026, 1, 2), arrived=date(2026, 1, 5))
    return answered(delivery, by=people.kai, day=DAY, sender="Amtsleitung")


def sent(client: Client, address: str, **typed: Any) -> Any:
    """Send a form back as it came, but for what is typed."""
    form = client.get(address).context["form"]
    stands = {name: form[name].value() for name in form.fields}
    kept = {name: value for name, value in stands.items() if value not in (None, False)}
    return client.post(address, kept | typed)


def test_a_reply_is_put_right_once(reply, client):
    address = reverse("advocacy:reply_edit", args=[reply.uid])
    old = reply.updated_at.isoformat()
    assert sent(client, address, summary="Zehn Leuchten kommen.").status_code == 422  # why?
    assert sent(client, address, summary="Zehn Leuchten kommen.", reason="verzählt").status_code == 302
    late = sent(client, address, summary="Elf Leuchten kommen.", reason="nein", seen=old)
    assert late.status_code == 422
    assert "Elf Leuchten kommen." in late.content.decode()
    assert Reply.objects.get().summary == "Zehn Leuchten kommen."


def test_from_reply_to_quotation_to_promise(reply, client):
    ask = reverse("advocacy:quotation_new", args=[reply.demand.uid])
    assert sent(client, f"{ask}?antwort={reply.uid}", text="Zwölf Leuchten kommen.").status_code == 302
    quotation = Quotation.objects.get()
    assert (quotation.who, quotation.day, quotation.reply) == ("Amtsleitung, Rat der Probestadt", DAY, reply)
    edit = reverse("advocacy:quotation_edit", args=[quotation.uid])
    assert sent(client, edit, text="Zwölf Leuchten kommen im Mai.", reason="halb gelesen").status_code == 302
    ask = reverse("advocacy:commitment_new", args=[reply.demand.uid])
    answer = sent(client, f"{ask}?zitat={quotation.uid}", measure="Am Weg brennt Licht.", due="2026-05-31")
    assert answer.status_code == 302
    commitment = Commitment.objects.get()
    assert (commitment.wording, commitment.source) == ("Zwölf Leuchten kommen im Mai.", "Antwort vom 08.01.2026")
    assert (commitment.addressee, commitment.who, commitment.public) == (reply.addressee, "Amtsleitung", True)
    for garbage in ("?zitat=9", "?antwort=%00", "?datei=%F0&seite=99999999"):
        assert client.get(ask + garbage).status_code == 200


def test_what_was_noted_by_mistake_goes_with_a_reason(reply, people, client):
    commitment = promised(reply, by=people.kai, day=DAY)
    edit = reverse("advocacy:commitment_edit", args=[commitment.uid])
    assert sent(client, edit, due="2026-09-30", reason="neu vereinbart").status_code == 302
    gone = {kind: reverse("advocacy:answer_remove", args=[kind, thing.uid])
            for kind, thing in (("antwort", reply), ("zusage", commitment))}  # fmt: skip
    refused = client.post(gone["antwort"], {"reason": "vertan"})
    assert refused.status_code == 422
    assert "Entfernen Sie zuerst die Zusage" in refused.content.decode()
    assert client.post(gone["zusage"], {"reason": ""}).status_code == 422
    for kind in ("zusage", "antwort"):
        assert client.post(gone[kind], {"reason": "doppelt"}).status_code == 302
        assert client.post(gone[kind], {"reason": "ein zweiter Klick"}).status_code == 404
    assert not Reply.objects.exists()
    assert {entry.reason for entry in Entry.objects.filter(verb__endswith="_removed")} == {"doppelt"}
