"""One of everything, owned by anna's company, made with the product's own services."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from tests.advocacy_pages import advocacy_pages
from tests.forum_pages import forum_pages
from tests.people import People, make_company, make_item
from werkspur.advice import services as advice
from werkspur.advice.models import (
    Booking,
    Campaign,
    ChecklistVersion,
    ConsultationDay,
    Installer,
    ReminderRule,
    Slot,
    WaitingEntry,
)
from werkspur.advice.services import (
    campaigns,
    checklists,
    feeds,
    links,
    proofs,
    recommendations,
    selfchecks,
    tasks,
    visits,
)
from werkspur.advice.services.calls import note_call
from werkspur.advice.services.first_versions import load_checklists
from werkspur.advice.tests import followed, visited
from werkspur.advice.tests.world import advice_world
from werkspur.base import queue
from werkspur.base.models import Mail
from werkspur.facts.models import Area
from werkspur.facts.services import uploads
from werkspur.facts.services.presence import plan_presence
from werkspur.facts.tests import made as figures
from werkspur.facts.tests import surveys
from werkspur.facts.tests.figures import make_areas, make_figures
from werkspur.journal import services as journal
from werkspur.partners import services as partners
from werkspur.partners.models import Company, Person, Role
from werkspur.portal.api_keys import make_key
from werkspur.registry import services as registry
from werkspur.registry.models import Place
from werkspur.registry.services import imports
from werkspur.tracing import queries as lookups
from werkspur.tracing import services as tracing


@dataclass
class World:
    """People and the parameters that lead to the objects of anna's company (or to paula's look-up)."""

    people: People
    arguments: dict[str, dict[str, Any]] = field(default_factory=dict)
    bodies: dict[str, dict[str, str]] = field(default_factory=dict)  # JSON for addresses of the API


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 480), "silver").save(buffer, "JPEG")
    return buffer.getvalue()


def make_world(people: People) -> World:
    """Build the world; every address with parameters finds its object in `arguments`."""
    anna, company = people.anna, Company.objects.get(pk=people.anna.company_ids[0])
    item, stolen = make_item(owner=anna, mark="873-1042"), make_item(owner=anna, mark="WS-7K4P-92", name="Bohrhammer")
    photo = registry.add_photo(item, upload=SimpleUploadedFile("schild.jpg", picture()), by=anna)
    invoice = SimpleUploadedFile(
        "rechnung.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    document = registry.add_document(item, upload=invoice, by=anna)
    kit = registry.create_kit(company=company, name="Fahrzeug 07", by=anna)
    place = Place.objects.create(company=company, name="Lager")
    waiting = make_company("Malerbetrieb Probe", state=Company.State.PENDING, verified_at=None)
    now = timezone.now()
    report = tracing.report_theft(
        company=company, items=[stolen], happened_from=now - timedelta(hours=9), happened_to=now, place="Hof", by=anna
    )
    with_hit = tracing.ask(text="8?3-1O4Z", purpose="Verkehrskontrolle", case_number="26-1", by=people.paula)
    tracing.note_hits(with_hit, lookups.search(with_hit))
    invitation = partners.invite_colleague(company, email="neu@werkspur.example", kind=Role.Kind.COMPANY_STAFF, by=anna)
    table = SimpleUploadedFile("werkzeug.csv", b"Bezeichnung;Seriennummer\nBohrer;4711-1\n")
    session = imports.start_import(table, name="werkzeug.csv", company=company, by=anna)
    queue.work_off()
    session.refresh_from_db()
    imports.map_columns(session, mapping=session.mapping, by=anna)
    queue.work_off()

    shift = {"purpose": "Sicherstellung zuordnen", "case_number": "26-1"}
    matched = tracing.match_list(text="8?3-1O4Z\nKEINE-SOLCHE-99", by=people.paula, **shift)
    queue.work_off()
    columns = SimpleUploadedFile("liste.csv", b"Seriennummer;IMEI\nA-1;490154203237518\n")
    unclear = tracing.match_list(upload=columns, by=people.paula, **shift)

    hit = with_hit.hits.get()
    key, _secret = make_key(name="Lager", by=anna, company=company)
    drawn = journal.draw_sample(size=1, since=None, until=None, by=people.dora)
    if not Area.objects.exists():  # a house with its initial data has areas and figures of its own
        make_areas()
        make_figures("14713", "****00", {2022: 27965, 2023: 29348})
    over = surveys.make_past(results_public=True)
    surveys.make_answers(over, *[surveys.HIT] * 12, *[surveys.SPARED] * 30)
    asked = surveys.make_survey()
    link = surveys.make_link(asked)
    brought = uploads.keep_upload(figures.districts(figures.district()), name="kreise 2023.csv", by=people.kai)
    watch = plan_presence(
        region=company.region, place="Gewerbegebiet Nord", day=timezone.localdate(), measure="Streife", by=people.paula
    )
    world = World(people)
    world.bodies["portal:api:look_up"] = {"text": "8?3-1O4Z", "purpose": "Verkehrskontrolle", "case_number": "26-1"}
    world.bodies["portal:api:check"] = {"number": "873-1042"}
    uid = {
        "partners:verification": waiting,
        "registry:document registry:document_remove": document,
        "registry:item registry:item_delete registry:item_edit registry:item_state": item,
        "registry:mark_new registry:photo_new registry:document_new": item,
        "registry:kit registry:kit_delete registry:kit_edit registry:kit_items": kit,
        "registry:mark_edit registry:mark_remove": item.marks.get(),
        "registry:photo registry:photo_edit registry:photo_remove registry:photo_thumbnail": photo,
        "tracing:theft_report tracing:theft_report_edit tracing:theft_report_withdraw": report,
        "tracing:theft_report_insurer_pdf tracing:theft_report_police_pdf": report,
        "registry:import_columns registry:import_progress registry:import_rows registry:import_accept": session,
        "registry:import_commit registry:import_undo registry:import_discard": session,
        "registry:import_remarks registry:import_file": session,
        "portal:api_key_withdraw": key,
        "facts:survey_detail facts:survey_edit facts:survey_delete facts:survey_preview facts:survey_invite": asked,
        "facts:survey_remind facts:survey_letters facts:survey_links": asked,
        "facts:survey_results facts:survey_release facts:survey_withdraw": over,
        "tracing:lookup_result tracing:lookup_further portal:api:answer": with_hit,
        "tracing:match_run tracing:match_run_cancel tracing:match_run_resume tracing:match_run_delete": matched,
        "tracing:match_columns": unclear,
        "facts:presence_note facts:presence_edit facts:presence_done facts:presence_withdraw": watch,
        "facts:import_detail facts:import_year facts:import_publish facts:import_withdraw": brought,
        "facts:import_bring_back facts:import_changes facts:import_file": brought,
    }
    for names, thing in uid.items():
        for name in names.split():
            world.arguments[name] = {"uid": thing.uid}
    colleague = Role.objects.get(person=people.ben)
    world.arguments |= {
        "facts:offence": {"key": "****00"},
        "facts:survey_answer": {"token": link},
        "facts:survey_public": {"year": over.year},
        "facts:survey_csv": {"year": over.year},
        "partners:colleague_remove": {"pk": colleague.pk},
        "partners:invitation": {"token": "unbekannt"},
        "partners:invitation_withdraw": {"pk": invitation.pk},
        "journal:entry": {"number": 1},
        "journal:sample_drawn": {"number": drawn.number},
        "portal:api:item": {"uid": item.uid},
        "portal:open_door": {"door": "betrieb"},
        "registry:export": {"kind": "csv"},
        "registry:import_row": {"uid": session.uid, "number": 2},
        "registry:place_delete": {"pk": place.pk},
        "registry:place_edit": {"pk": place.pk},
        "tracing:hit_confirm": {"uid": with_hit.uid, "hit": hit.pk},
        "tracing:hit_contact": {"uid": with_hit.uid, "hit": hit.pk},
        "tracing:hit_photo": {"uid": with_hit.uid, "hit": hit.pk},
        "tracing:match_row": {"uid": matched.uid, "number": 1},
        "tracing:match_run_export": {"uid": matched.uid, "kind": "csv"},
        "tracing:item_found": {"uid": report.uid, "stolen": report.stolen.get().pk},
    }
    world.arguments |= appointments(anna, company=company)
    world.arguments |= checklist_pages(people, company=company)
    world.arguments |= planned_pages()
    world.arguments |= followed_pages(people)
    world.arguments |= visit_pages(people)
    world.arguments |= letter_pages(people)
    world.arguments |= outreach_pages(people, company=company)
    world.arguments |= forum_pages(people, company=company)
    world.arguments |= advocacy_pages(people)
    return world


def appointments(anna: Person, *, company: Company) -> dict[str, dict[str, Any]]:
    """A booking of anna's company, one by link and somebody who waits for a slot that is offered to them."""
    small, now = advice_world(), timezone.now()
    office, offer, adviser = small.offices["borna"], small.offer, small.adviser
    begin = (now + timedelta(days=4)).replace(hour=8, minute=0, second=0, microsecond=0)
    starts = [begin + timedelta(hours=hour) for hour in range(4)]
    values = {"offer": offer, "adviser": adviser, "office": office}
    slots = [Slot.objects.create(start=start, end=start + timedelta(hours=1), **values) for start in starts]
    details = {"company_name": company.name, "name": "Büro", "email": "buero@werkspur.example"}
    own = advice.book_slot(
        slot=slots[0], topic=small.topic, company=company, via=Booking.Via.COMPANY, by=anna, details=details
    )
    held, confirm = advice.hold_slot(slot=slots[1], topic=small.topic, details=details)
    others = details | {"email": "andere@werkspur.example"}
    _booking, token = advice.hold_slot(slot=slots[2], topic=small.topic, details=others)
    managed = advice.confirm_booking(token)[1]
    asked = advice.join_waiting(offer=offer, topic=small.topic, office=office, details=others)[1]
    waiting, second = advice.join_waiting(offer=offer, topic=small.topic, office=office, details=details)
    leave = advice.confirm_waiting(second)[1]
    WaitingEntry.objects.filter(pk=waiting.pk).update(slot=slots[3], offered_until=starts[3])
    accept = links.issue_waiting(waiting, purpose=links.ACCEPT, until=starts[3])
    uid = "booking booking_accept booking_cancel booking_mark booking_move"
    by_token = {
        "booking_confirm": confirm, "manage": managed, "manage_cancel": managed, "manage_move": managed,
        "manage_calendar": managed,
        "waiting_accept": accept, "waiting_confirm": asked, "waiting_leave": leave,
    }  # fmt: skip
    found: dict[str, dict[str, Any]] = {f"advice:{name}": {"uid": own.uid} for name in uid.split()}
    found["advice:call_remove"] = {"pk": note_call(topic=small.topic, note="Container aufgebrochen", by=anna).pk}
    found |= {f"advice:{name}": {"token": token} for name, token in by_token.items()}
    return found | {"advice:booking_held": {"uid": held.uid}}


def checklist_pages(people: People, *, company: Company) -> dict[str, dict[str, Any]]:
    """Peter's draft of the list for visits, and a self-check that anna handed over."""
    load_checklists()
    draft = checklists.draft_version(ChecklistVersion.objects.get(checklist__slug="vor-ort"), by=people.peter)
    version = {"slug": "vor-ort", "number": draft.number}
    category = draft.categories.get(key="B")
    item = category.items.get(key="B3")
    asked = ChecklistVersion.objects.get(checklist__slug="selbstcheck")
    check = selfchecks.hand_over_self_check(
        company=company, version=asked, profiles="W", answers={"G1": "0", "G4": "3"}, by=people.anna
    )
    whole = ("version", "draft", "discard", "release", "item_new")
    found: dict[str, dict[str, Any]] = {f"advice:checklist_{name}": version for name in whole}
    found |= {
        "advice:category_new": version,
        "advice:checklist_difference": version | {"before": 1},
        "advice:self_check_shown": {"uid": check.uid},
        "advice:self_check_delete": {"uid": check.uid},
    }
    found |= {f"advice:category_{name}": version | {"pk": category.pk} for name in ("edit", "delete")}
    return found | {f"advice:checklist_item_{name}": version | {"pk": item.pk} for name in ("edit", "delete")}


def planned_pages() -> dict[str, dict[str, Any]]:
    """The adviser of the appointments and a consultation day of theirs; needs `appointments`."""
    slot = Slot.objects.select_related("offer", "adviser", "office").order_by("pk")[0]
    day = ConsultationDay.objects.create(
        offer=slot.offer, adviser=slot.adviser, office=slot.office, day=timezone.localdate() + timedelta(days=9),
        start=time(9), end=time(11),
    )  # fmt: skip
    found: dict[str, dict[str, Any]] = {f"advice:day_{name}": {"uid": day.uid} for name in ("edit", "cancel", "decide")}
    found |= {"advice:planned": {"kind": "angebote"}, "advice:planned_new": {"kind": "ausnahmen"}}
    found |= {f"advice:planned_{name}": {"kind": "angebote", "pk": slot.offer_id} for name in ("edit", "remove")}
    return found | {"advice:adviser": {"uid": slot.adviser.uid}}


def letter_pages(people: People) -> dict[str, dict[str, Any]]:
    """A letter, a rule when it goes out, an adviser's secret calendar; needs `appointments`."""
    ReminderRule.objects.get_or_create(code="remind_48", defaults={"letter": "remind_48", "hours": -48})
    slot = Slot.objects.select_related("adviser").order_by("pk")[0]
    letter = {"code": "confirmed"}
    return {
        "advice:letter_edit": letter,
        "advice:letter_preview": letter,
        "advice:letter_reset": letter,
        "advice:reminder_edit": {"code": "remind_48"},
        "advice:adviser_feed": {"token": feeds.renew_feed(slot.adviser, by=people.peter)},
        "advice:office_feed": {"slug": "borna"},
        "base:mailbox_calendar": {"pk": Mail.objects.exclude(calendar="").values_list("pk", flat=True)[0]},
    }


def followed_pages(people: People) -> dict[str, dict[str, Any]]:
    """A visit to anna's company after an earlier one, with a task that is reported; needs `appointments`."""
    _before, visit = (
        followed.finished(people, followed.visit_world(people), hour=hour, days_ago=days)
        for hour, days in ((9, 90), (14, 0))
    )
    task, other = followed.task_of(visit, "B1"), followed.task_of(visit, "B3")
    photo = SimpleUploadedFile("tuer.jpg", picture())
    tasks.report_task(task, handed=proofs.prepare_proof(photo), by=people.anna)
    token = recommendations.reminder_link(visit).rstrip("/").rsplit("/", 1)[1]
    names = "task task_plan task_report task_decline task_ask_back task_step"
    found: dict[str, dict[str, Any]] = {f"advice:{name}": {"uid": task.uid} for name in names.split()}
    found |= {f"advice:visit_{name}": {"uid": visit.uid} for name in ("result", "comparison", "protocol")}
    return found | {
        "advice:task_proof": {"uid": task.uid, "pk": task.proofs.get().pk},
        "advice:task_link": {"token": token},
        "advice:task_link_report": {"token": token, "uid": other.uid},
    }


def outreach_pages(people: People, *, company: Company) -> dict[str, dict[str, Any]]:
    """A campaign of the chamber whose first wave reached anna's company, an installer; needs `appointments`."""
    Company.objects.filter(pk=company.pk).update(email="buero@werkspur.example")
    offer = Slot.objects.select_related("offer").order_by("pk")[0].offer
    letter = {"title": "Einladung", "text": "Kostenlose Beratung", "offer": offer, "wave_size": 5}
    campaign = campaigns.keep_campaign(Campaign(partner=company.chamber, **letter), by=people.kai)
    campaigns.send_wave(campaign, wave=1, by=people.kai)
    written = Mail.objects.get(to="buero@werkspur.example", subject="Einladung").text
    book, leave = re.search(r"einladung/([\w-]+)/\s", written), re.search(r"einladung/([\w-]+)/abbestellen/", written)
    assert book
    assert leave
    firm = Installer.objects.create(
        name="Musterschloss GmbH", city="Leipzig", skills=["mechanical"], certificate="LKA Sachsen",
        expires_on=timezone.localdate() + timedelta(days=400),
    )  # fmt: skip
    uid = {"uid": campaign.uid}
    found = {f"advice:campaign{name}": uid for name in ("", "_close", "_csv", "_edit", "_pause")}
    found |= {f"advice:installer_{name}": {"pk": firm.pk} for name in ("edit", "remove")}
    waiting = WaitingEntry.objects.filter(state="waiting").order_by("pk")[0]
    return found | {
        "advice:campaign_wave": {"uid": campaign.uid, "wave": 1},
        "advice:invitation": {"token": book[1]},
        "advice:invitation_leave": {"token": leave[1]},
        "advice:waiting_remove": {"uid": waiting.uid},
    }


def visit_pages(people: People) -> dict[str, dict[str, Any]]:
    """A visit to anna's company that runs, with a photo, and a booking without an account that none has begun from."""
    small = followed.visit_world(people)
    visit = visited.make_visit(people, world=small)
    tablet = visited.Device()
    visited.sync(visit, tablet.batch(tablet.change("B1", 0, "Riegel fehlt")))
    photo = visits.keep_photo(visit=visit, uid=visit.uid, by=people.peter, upload=visited.jpeg(), item="B1")
    unknown = visited.booked_today(people, small, company=None, minutes=-30)
    names = ("visit", "visit_addendum", "visit_finish", "visit_package", "visit_sync")
    found: dict[str, dict[str, Any]] = {f"advice:{name}": {"uid": visit.uid} for name in names}
    found |= {f"advice:visit_{name}": {"uid": unknown.uid} for name in ("start", "invite")}
    return found | {"advice:visit_photo": {"uid": visit.uid, "photo": photo.uid if photo else visit.uid}}
