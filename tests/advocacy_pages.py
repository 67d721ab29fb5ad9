"""What the tests that visit every address need of advocacy: one part for each group of pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from tests.people import People
from werkspur.advocacy.models import (
    CitedFigure,
    Contact,
    Council,
    Document,
    IncomingDraft,
    Officeholder,
    Paper,
    PaperLink,
    SavedSearch,
    Session,
    StatusProposal,
)
from werkspur.advocacy.services import documents
from werkspur.advocacy.services.quotations import note_quotation
from werkspur.advocacy.services.sessions import renew_feed
from werkspur.advocacy.tests import answering
from werkspur.advocacy.tests.papers_made import make_pdf
from werkspur.advocacy.tests.world import NOW, AdvocacyWorld, advocacy_world


def advocacy_pages(people: People) -> dict[str, dict[str, Any]]:
    """Arguments of every address of advocacy, by its name."""
    world = advocacy_world()
    found: dict[str, dict[str, Any]] = {}
    for part in (demanded, addressed, delivered, filed, answered, measured, papers, public):
        found |= part(world, people)
    return found


def demanded(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    """A draft of both chambers, a topic, and a draft of another Baustein that was put aside."""
    draft = world.draft()
    aside = IncomingDraft.objects.create(key="probe", title="Wer räumt auf?", reason="Ist geklärt.")
    of_demand = (
        "demand_overview", "demand_edit", "demand_versions", "demand_release", "demand_unrelease", "demand_status",
        "demand_history", "demand_remove",
    )  # fmt: skip
    found: dict[str, dict[str, Any]] = {f"advocacy:{name}": {"uid": draft.uid} for name in of_demand}
    found |= {f"advocacy:{name}": {"slug": world.light.slug} for name in ("topic_edit", "topic_remove")}
    return found | {"advocacy:demand_export": {"kind": "csv"}, "advocacy:draft_restore": {"pk": aside.pk}}


def addressed(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    """A body with somebody who speaks for it, a rule, a session, a contact of kai's chamber, kai's calendar."""
    holder = Officeholder.objects.create(addressee=world.council, role="Vorsitz")
    session = Session.objects.create(addressee=world.council, start=NOW)
    contact = Contact.objects.create(partner=world.crafts, addressee=world.council, start=NOW, subject="Gespräch")
    body, rule = {"slug": world.council.slug}, {"slug": world.month.slug}
    parts = ("addressee", "addressee_edit", "addressee_verify", "addressee_remove", "briefing", "officeholder_new")
    sitting, spoken = {"uid": session.uid}, {"uid": contact.uid}
    return (
        {f"advocacy:{name}": body for name in parts}
        | {f"advocacy:officeholder_{deed}": {"pk": holder.pk} for deed in ("edit", "remove")}
        | {f"advocacy:rule_{deed}": rule for deed in ("edit", "remove")}
        | {f"advocacy:session{deed}": sitting for deed in ("", "_edit", "_remove", "_calendar")}
        | {f"advocacy:contact{deed}": spoken for deed in ("", "_edit", "_done", "_remove")}
        | {
            "advocacy:sessions_month": {"year": 2026, "month": 12},
            "advocacy:sessions_feed": {"token": renew_feed(people.kai, by=people.kai)},
        }
    )


def delivered(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    """A letter of both chambers that is out, and one that is being written."""
    sent = world.delivered()
    draft = world.delivered(sent.demand, state="draft", day=None, arrived=None, due=None)
    before = ("edit", "send", "letter", "discard")
    after = ("arrived", "calendar", "extend", "return", "withdraw")
    return (
        {f"advocacy:{name}": {"uid": sent.demand.uid} for name in ("deliveries", "delivery_new")}
        | {f"advocacy:delivery_{name}": {"uid": draft.uid} for name in before}
        | {f"advocacy:delivery_{name}": {"uid": sent.uid} for name in after}
        | {"advocacy:delivery": {"uid": sent.uid}}
    )


def filed(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    """A letter of two pages that belongs to no demand yet."""
    letter = documents.keep(make_pdf([["Guten Tag"], ["Auf Wiedersehen"]]), title="Brief", by=people.kai)
    names = ("document", "document_file", "document_page", "document_redact", "document_remove")
    found: dict[str, dict[str, Any]] = {f"advocacy:{name}": {"uid": letter.uid} for name in names}
    found["advocacy:document_page"]["number"] = 2
    return found


def answered(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    """An answer with a quotation, a promise and evidence that somebody else brought."""
    reply = answering.answered(world.delivered(), by=people.kai, upload=answering.text_file())
    commitment = answering.promised(reply, by=people.kai)
    proof = answering.brought(reply.demand, by=world.mia, commitment=commitment)
    fields = {"text": "Zwölf Leuchten kommen.", "who": "Amtsleitung", "day": answering.DAY, "source": "Gespräch"}
    quotation = note_quotation(reply.demand, fields=fields, by=people.kai, now=answering.LATER)
    of_demand = ("answers", "reply_new", "quotation_new", "commitment_new", "evidence_new")
    found: dict[str, dict[str, Any]] = {f"advocacy:{name}": {"uid": reply.demand.uid} for name in of_demand}
    found |= {f"advocacy:commitment_{name}": {"uid": commitment.uid} for name in ("edit", "decide")}
    one = {"kind": "antwort", "uid": reply.uid}
    return found | {
        "advocacy:reply_edit": {"uid": reply.uid}, "advocacy:quotation_edit": {"uid": quotation.uid},
        "advocacy:evidence_check": {"uid": proof.uid}, "advocacy:publish": one, "advocacy:answer_remove": one,
    }  # fmt: skip


def measured(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    """A figure of a draft, and the account of a year that is over."""
    year = timezone.localdate().year - 1
    old, draft = world.released(), world.draft()
    old.released_on = date(year, 12, 1)
    old.save()
    figure = CitedFigure.objects.create(demand=draft, baustein="partners", key="partners.companies_verified")
    on_a_figure = {f"advocacy:{name}": {"uid": figure.uid} for name in ("figure_remove", "figure_renew")}
    of_demand = {f"advocacy:{name}": {"uid": draft.uid} for name in ("figures", "figure_add")}
    return on_a_figure | of_demand | {f"advocacy:{name}": {"year": year} for name in ("account", "account_pdf")}


def papers(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    """A paper entered by hand, what it does for a demand and suggests for it, a search of kai's, a council."""
    demand = world.delivered().demand
    paper = Paper.objects.create(addressee=world.council, reference="Drs 1/23", name="Licht am Güterweg")
    link = PaperLink.objects.create(demand=demand, paper=paper, kind=PaperLink.Kind.SUPPORTS)
    proposal = StatusProposal.objects.create(link=link, status="debated", reason="Der Rat: vertagt.", fingerprint="1")
    search = SavedSearch.objects.create(person=people.kai, words="Licht")
    council = Council.objects.create(name="Talwinkel", address="https://talwinkel.example/oparl")
    finds = ("search_finds", "search_seen", "search_remove")
    return (
        {f"advocacy:{name}": {"uid": paper.uid} for name in ("paper", "paper_edit", "paper_stop", "paper_link")}
        | {f"advocacy:{name}": {"uid": link.uid} for name in ("link_edit", "link_remove")}
        | {f"advocacy:{name}": {"uid": search.uid} for name in finds}
        | {f"advocacy:{name}": {"uid": council.uid} for name in ("council_edit", "council_run")}
        | {"advocacy:proposal_decide": {"uid": proposal.uid}, "advocacy:demand_papers": {"uid": demand.uid}}
    )


def public(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    """A demand that was released, and its letter, which everybody may read."""
    delivery = world.delivered(world.released())
    letter = Document.objects.create(
        title="Brief", name="brief.txt", media_type="text/plain", size=4, sha256="0" * 64,
        file=ContentFile(b"Text", name="brief.txt"),
    )  # fmt: skip
    delivery.public, delivery.public_document = True, letter
    delivery.save()
    here = {"slug": delivery.demand.slug}
    return {
        "advocacy:demand": here,
        "advocacy:demand_data": here,
        "advocacy:demand_version_public": here | {"number": 1},
        "advocacy:citation": here | {"form": "ris"},
        "advocacy:feed": {"key": "alle"},
        "advocacy:public_file": {"uid": letter.uid},
    }
