"""What nobody outside may read, by whatever way: words, files, reasons, and titles of what others work on."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from tests.people import People
from werkspur.advocacy.models import Document, Paper, PaperLink, Reply
from werkspur.advocacy.queries import search
from werkspur.advocacy.services import (
    deliveries,
    documents,
    evidence,
    publishing,
    quotations,
    reading,
    redaction,
    release,
    replies,
    status,
)
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.tests.answering import LATER, answered, brought
from werkspur.advocacy.tests.papers_made import make_pdf
from werkspur.advocacy.tests.world import NOW, TODAY, AdvocacyWorld, advocacy_world
from werkspur.base import pdfpages

pytestmark = pytest.mark.django_db
#: a word that stands nowhere else
WORD = "Kandelaber"


@pytest.fixture
def world(people: People) -> AdvocacyWorld:
    return advocacy_world()


@pytest.fixture
def reply(world: AdvocacyWorld, people: People) -> Reply:
    """An answer whose letter is public as it is."""
    upload = ContentFile(make_pdf([[f"Herr Meier stellt einen {WORD} auf"]]), name="antwort.pdf")
    reply = answered(world.delivered(world.released(bearers=[world.crafts])), by=people.kai, upload=upload)
    assert reply.document
    _shown(reply, by=people.kai)
    return reply


def _shown(thing: Any, *, by: Any) -> None:
    reading.read_on(thing.document)
    publishing.publish(thing, document=thing.document, nothing_personal=True, by=by)
    assert _found()


def _found() -> bool:
    """Whether everybody finds the word."""
    return bool(search.find(WORD, person=AnonymousUser()))


def _status(document: Document | None) -> int:
    """How the public address of a file answers."""
    assert document
    answer = Client().get(reverse("advocacy:public_file", args=[document.uid]))
    answer.getvalue()  # a file is closed when it was read
    return answer.status_code


def _page(person: Any, name: str, *args: Any) -> Any:
    client = Client()
    client.force_login(person)
    return client.get(reverse(f"advocacy:{name}", args=args))


def test_words_of_a_demand_whose_release_was_taken_back(world, people):
    fields = {"text": f"Der {WORD} kommt", "who": "Amtsleitung", "day": TODAY, "source": "Amtsblatt"}
    demand = world.released()
    quotation = quotations.note_quotation(demand, fields=fields, by=people.kai, now=NOW)
    publishing.publish(quotation, document=None, by=people.kai)
    assert _found()
    release.unrelease(demand, reason="Zu früh", by=people.kai, now=NOW)
    assert not _found()
    assert search.find(WORD, person=people.kai)


def test_file_of_an_answer_that_was_taken_out(reply, people):
    replies.remove_reply(reply, reason="Falsche Akte", by=people.kai)
    assert not _found()
    assert _status(reply.document) == 404


def test_file_of_evidence_that_was_taken_out(world, people):
    upload = ContentFile(make_pdf([[WORD]]), name="beleg.pdf")
    piece = evidence.check(
        brought(world.released(), by=people.kai, upload=upload), note="vor Ort gesehen", by=world.mia, now=LATER
    )
    _shown(piece, by=people.kai)
    evidence.remove_evidence(piece, reason="Falscher Ort", by=people.kai)
    assert not _found()


def test_letter_that_was_taken_back(world, people):
    delivery = world.delivered()
    delivery.document = documents.keep(make_pdf([[WORD]]), title="Brief", name="brief.pdf", by=people.kai)
    delivery.save()
    _shown(delivery, by=people.kai)
    deliveries.withdraw_delivery(delivery, reason="Falscher Empfänger", by=people.kai, now=LATER)
    assert not _found()
    assert _status(delivery.document) == 404
    with pytest.raises(AdvocacyRefused):
        publishing.publish(delivery, document=delivery.document, nothing_personal=True, by=people.kai)


def test_an_original_does_not_come_back_when_its_copy_goes(reply, people):
    marks = pdfpages.find(documents.path_of(reply.document), words="Meier")
    copy = redaction.redact(reply.document, marks=marks, reason="Name", by=people.kai)
    client = Client()
    client.force_login(people.kai)
    assert client.post(reverse("advocacy:document_remove", args=[copy.uid])).status_code == 409
    assert _status(reply.document) == 404


def test_the_other_chamber_covers_and_deletes_nothing_of_a_demand_that_it_does_not_bear(reply, world, people):
    assert _page(world.mia, "document", reply.document.uid).status_code == 200
    assert _page(world.mia, "document_redact", reply.document.uid).status_code == 404
    assert _page(world.mia, "document_remove", reply.document.uid).status_code == 404
    assert _page(people.kai, "document_redact", reply.document.uid).status_code == 200


def test_why_a_draft_rested(world, people):
    demand = world.draft()
    for wanted, reason in (("resting", "Streit im Vorstand"), ("draft", "Streit ist vorbei")):
        status.change_status(
            demand, status=wanted, outcome="open", reason=reason, source="Vermerk", day=TODAY, by=people.kai, now=NOW
        )
    for person, partner in ((people.kai, world.crafts), (world.mia, world.trade)):
        demand = release.sign(demand, by=person, partner=partner, now=NOW)
    addresses = [
        reverse("advocacy:demand", args=[demand.slug]), reverse("advocacy:demand_data", args=[demand.slug]),
        reverse("advocacy:feed", args=["alle"]), reverse("advocacy:feed", args=[f"forderung-{demand.slug}"]),
    ]  # fmt: skip
    for address in addresses:
        said = Client().get(address).content.decode()
        assert "Streit" not in said
        assert "zurückgenommen" not in said
    assert "Streit" in _page(people.kai, "demand_history", demand.uid).content.decode()


def test_the_police_read_no_title_of_another_demand_beside_a_shared_paper(world, people):
    secret = world.draft(bearers=[world.crafts], title="Entwurf der Kammer allein")
    appeal = world.released(kind="appeal", bearers=[world.crafts, world.trade, world.police])
    copy = documents.keep(make_pdf([["Vorlage"]]), title="Vorlage", name="vorlage.pdf", by=people.kai)
    paper = Paper.objects.create(name="Vorlage", reference="V/1", state=Paper.State.MANUAL, copy=copy)
    for demand in (secret, appeal):
        PaperLink.objects.create(demand=demand, paper=paper, kind=PaperLink.Kind.values[0])
    said = _page(people.peter, "document", copy.uid).content.decode()
    assert "Vorlage" in said
    assert secret.title not in said
    assert str(secret.uid) not in said


def test_a_mail_as_it_came(world, people):
    mail = b"From: frau.muster@stadt.example\r\nTo: post@kammer.example\r\nSubject: Licht\r\n\r\nEs wird heller.\r\n"
    reply = answered(world.delivered(), by=people.kai, upload=ContentFile(mail, name="antwort.eml"))
    with pytest.raises(AdvocacyRefused) as refused:
        publishing.publish(reply, document=reply.document, nothing_personal=True, by=people.kai)
    assert refused.value.field == "document"


@pytest.mark.parametrize(
    ("word", "title"), [("Meier", "Schreiben_Meier.pdf"), ("Müller", "antwort-frau-mueller"), ("Meier", "Herr Meier")]
)
def test_what_was_covered_is_not_in_the_title_of_the_copy(people, word, title):
    letter = documents.keep(make_pdf([[f"Herr {word} wohnt hier"]]), title=title, name="a.pdf", by=people.kai)
    marks = pdfpages.find(documents.path_of(letter), words=word)
    copy = redaction.redact(letter, marks=marks, reason="Name", by=people.kai)
    assert copy.title == "Geschwärzte Kopie"
