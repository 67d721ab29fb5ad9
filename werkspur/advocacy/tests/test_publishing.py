"""What the public reads: each thing by a decision, a file redacted or seen page by page, and nothing by accident."""

from __future__ import annotations

import pytest
from django.urls import reverse

from werkspur.advocacy.models import Document, SearchText
from werkspur.advocacy.queries.answers import public_answers
from werkspur.advocacy.queries.shown import shown_file
from werkspur.advocacy.services import documents, evidence, publishing, quotations
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.tests.answering import DAY, LATER, answered, brought, promised, text_file
from werkspur.advocacy.tests.world import advocacy_world
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def world(people):
    return advocacy_world()


@pytest.fixture
def reply(world, people):
    return answered(world.delivered(), by=people.kai, upload=text_file("Ihre Ansprechpartnerin ist Frau Muster."))


def covered(document: Document, *, by) -> Document:
    """A redacted copy, as services.redaction makes one of a PDF."""
    ready = documents.prepare(b"Ihre Ansprechpartnerin ist [geschwaerzt].", name="kopie.txt")
    return documents.store(Document(title="Kopie", original=document, reason="Name"), ready, by=by)


def test_nothing_is_public_by_itself(reply, world, people):
    fields = {"text": "zwölf Leuchten", "who": "Amtsleitung", "day": DAY, "source": "Gespräch"}
    quotations.note_quotation(reply.demand, fields=fields, by=people.kai, now=LATER)
    brought(reply.demand, by=people.kai)
    shown = public_answers(reply.demand)
    assert (shown.letters, shown.replies, shown.quotations, shown.evidence) == ([], [], [], [])


def test_an_original_needs_the_word_of_somebody_who_has_seen_it(reply, people):
    with pytest.raises(AdvocacyRefused) as refused:
        publishing.publish(reply, document=reply.document, by=people.kai)
    assert refused.value.field == "nothing_personal"
    publishing.publish(reply, document=None, by=people.kai)
    (row,) = public_answers(reply.demand).replies
    assert (row.text, row.file) == ("Zwölf Leuchten kommen.", None)
    assert SearchText.objects.get(kind="reply").public
    publishing.publish(reply, document=reply.document, nothing_personal=True, by=people.kai)
    assert public_answers(reply.demand).replies[0].file.redacted is False


def test_an_original_with_a_redacted_copy_is_never_public(reply, world, people):
    publishing.publish(reply, document=reply.document, nothing_personal=True, by=people.kai)
    copy = covered(reply.document, by=people.kai)
    reply.refresh_from_db()
    assert shown_file(reply) is None  # in the same moment
    assert public_answers(reply.demand).replies[0].file is None
    with pytest.raises(AdvocacyRefused, match="bleibt dann intern"):
        publishing.publish(reply, document=reply.document, nothing_personal=True, by=world.mia)
    publishing.publish(reply, document=copy, by=world.mia)
    file = public_answers(reply.demand).replies[0].file
    assert (file.uid, file.redacted) == (str(copy.uid), True)
    assert Entry.objects.first().details == {"file": str(copy.uid), "redacted": True}


def test_a_file_of_something_else_is_refused(reply, world, people):
    other = answered(world.delivered(), by=people.kai, upload=text_file("Etwas anderes."))
    with pytest.raises(AdvocacyRefused, match="gehört nicht dazu"):
        publishing.publish(reply, document=other.document, nothing_personal=True, by=people.kai)


def test_taken_off_the_page_with_a_reason(reply, people):
    publishing.publish(reply, document=reply.document, nothing_personal=True, by=people.kai)
    with pytest.raises(AdvocacyRefused) as refused:
        publishing.withdraw(reply, reason="", by=people.kai)
    assert refused.value.field == "reason"
    publishing.withdraw(reply, reason="Widerspruch der Stelle", by=people.kai)
    publishing.withdraw(reply, reason="ein zweiter Klick", by=people.kai)
    reply.refresh_from_db()
    assert (reply.public, reply.public_document, public_answers(reply.demand).replies) == (False, None, [])
    assert Entry.objects.first().reason == "Widerspruch der Stelle"
    assert not SearchText.objects.filter(public=True).exists()


def test_unchecked_evidence_stays_inside(reply, world, people):
    proof = brought(reply.demand, by=people.kai)
    with pytest.raises(AdvocacyRefused, match="noch niemand geprüft"):
        publishing.publish(proof, document=None, by=people.kai)
    publishing.publish(evidence.check(proof, note="gesehen", by=world.mia, now=LATER), document=None, by=people.kai)
    assert [one.title for one, _file in public_answers(reply.demand).evidence] == ["Leuchten am Weg"]


def test_promises_and_quotations_follow_their_own_decision(reply, world, people):
    commitment = promised(reply, by=people.kai)
    fields = {"text": "Frau Muster", "who": "Amtsleitung", "day": DAY, "reply": reply, "as_typed": True}
    quotation = quotations.note_quotation(reply.demand, fields=fields, by=people.kai, now=LATER)
    publishing.publish(reply, document=None, by=people.kai)
    shown = public_answers(reply.demand)
    assert ([one.pk for one in shown.commitments], shown.replies[0].quotations) == ([commitment.pk], ())
    publishing.publish(quotation, document=None, by=people.kai)
    publishing.withdraw(commitment, reason="verfrüht", by=people.kai)
    shown = public_answers(reply.demand)
    assert ([one.pk for one in shown.commitments], len(shown.replies[0].quotations)) == ([], 1)
    reply.demand.released = None
    assert public_answers(reply.demand).replies == []


def test_the_page_offers_only_what_may_be_shown(reply, people, client):
    client.force_login(people.kai, backend=BACKEND)
    address = reverse("advocacy:publish", args=["antwort", reply.uid])
    assert "das Original, ungeschwärzt" in client.get(address).content.decode()
    refused = client.post(address, {"was": "zeigen", "document": reply.document.uid})
    assert refused.status_code == 422
    assert "zuerst geschwärzt" in refused.content.decode()
    copy = covered(reply.document, by=people.kai)
    page = client.get(address).content.decode()
    assert "das Original, ungeschwärzt" not in page
    assert client.post(address, {"was": "zeigen", "document": reply.document.uid}).status_code == 422
    assert client.post(address, {"was": "zeigen", "document": copy.uid}).status_code == 302
    assert client.post(address, {"was": "zuruecknehmen", "r-reason": ""}).status_code == 422
    assert client.post(address, {"was": "zuruecknehmen", "r-reason": "Widerspruch"}).status_code == 302
    reply.refresh_from_db()
    assert reply.public is False
    assert client.get(reverse("advocacy:publish", args=["unfug", reply.uid])).status_code == 404
