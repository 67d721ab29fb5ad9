"""After an event: minutes, materials, feedback, figures frozen once, the report."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.site import read
from werkspur.base.bausteine import all_bausteine
from werkspur.forums.documents.report import file_name, report_pdf
from werkspur.forums.models import Decision, Event, EventFigures, EventTask, Feedback, Material, Minutes, Question
from werkspur.forums.queries import aftermath, figures
from werkspur.forums.services import events, feedback, links, materials, minutes, questions, tasks
from werkspur.forums.services.closing import freeze
from werkspur.forums.services.refusals import EventRefused, RegistrationRefused
from werkspur.forums.tests.afterwards import AFTER, guests, let_in
from werkspur.forums.tests.world import NOW, START, forum_world
from werkspur.registry.services.files import UploadRefused

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return forum_world()


def pdf(name: str = "Vortrag.pdf", text: bytes = b"%PDF-1.7 Vortrag") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text)


def office(*names: str, name: str = "Folien.pptx") -> SimpleUploadedFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for one in ("[Content_Types].xml", *names):
            archive.writestr(one, "x")
    return SimpleUploadedFile(name, buffer.getvalue())


def stored_files(settings) -> list[Path]:
    return list(Path(settings.MEDIA_ROOT, "forums").rglob("*.*"))


def test_minutes_are_public_with_decisions_and_tasks_when_released(client, world, people):
    page = reverse("forums:event", args=[world.event.slug])
    minutes.keep_minutes(world.event, text="Wir sprachen über <b>Licht</b>.", by=people.kai)
    decision = minutes.add_decision(world.event, text="Runder Tisch zum Licht", day=START.date(), by=people.kai)
    assert minutes.add_decision(world.event, text="Runder Tisch zum Licht", day=START.date(), by=people.kai) == decision
    for title, public in (("Stadt einladen", True), ("Geld klären", False)):
        tasks.add_task(
            world.event, title=title, due=date(2027, 1, 15), public=public, decision=decision, by=people.kai
        )  # fmt: skip
    with pytest.raises(EventRefused):
        minutes.release_minutes(world.event, by=people.kai, now=NOW)
    assert "Runder Tisch" not in client.get(page).content.decode()
    minutes.release_minutes(world.event, by=people.peter, now=AFTER)
    text = client.get(page).content.decode()
    assert "&lt;b&gt;Licht" in text
    assert "Runder Tisch" in text
    assert "Stadt einladen" in text
    assert "Geld klären" not in text
    minutes.remove_decision(decision, by=people.kai)
    assert EventTask.objects.filter(event=world.event, decision=None).count() == 2


def test_a_host_who_was_slower_keeps_the_own_text_in_the_field(client, world, people):
    minutes.keep_minutes(world.event, text="Erster Stand", by=people.kai)
    client.force_login(people.peter, backend=BACKEND)
    url = reverse("forums:minutes", args=[world.event.uid])
    answer = client.post(url, {"was": "text", "n-text": "Zweiter Stand", "n-seen": ""})
    assert answer.status_code == 422
    assert "Zweiter Stand" in answer.content.decode()
    assert Minutes.objects.get().text == "Erster Stand"
    seen = Minutes.objects.get().updated_at.isoformat()
    assert client.post(url, {"was": "text", "n-text": "Zweiter Stand", "n-seen": seen}).status_code == 302
    wrong = client.post(url, {"was": "beschluss", "b-text": "Ohne Tag", "b-day": "31.02.2027"})
    assert wrong.status_code == 422
    assert "Ohne Tag" in wrong.content.decode()
    assert not Decision.objects.exists()


def test_materials_are_seen_from_a_moment_on_and_by_whom_they_are_for(client, world, people, settings):
    now, before = timezone.now(), len(stored_files(settings))
    add = lambda title, **values: materials.add_material(world.event, title=title, by=people.kai, **values)  # noqa: E731
    free = add("Merkblatt", handed=materials.prepare(pdf("../Merk\u202eblatt.exe")))
    assert add("Noch einmal", handed=materials.prepare(pdf())) == free
    later = add("Folien", handed=materials.prepare(office()), visible_from=now + DAY)
    own = add("Aufzeichnung", address="https://werkspur.example/film", audience="registered")
    registration = world.register(company_id=people.anna.company_ids[0])
    token = links.issue(registration, purpose=links.MANAGE, until=now + DAY)

    def met(material: Material, query: str = "") -> int:
        return read(client.get(reverse("forums:material", args=[material.uid]) + query)).status_code

    assert (met(free), met(later), met(own), met(own, "?anmeldung=falsch")) == (200, 404, 404, 404)
    assert met(own, f"?anmeldung={token}") == 302
    answer = read(client.get(reverse("forums:material", args=[free.uid])))
    assert answer["Content-Disposition"] == 'attachment; filename="Merkblatt.pdf"'
    client.force_login(people.anna, backend=BACKEND)
    assert (met(own), met(later)) == (302, 404)
    client.force_login(people.clara, backend=BACKEND)
    assert met(own) == 404
    client.force_login(people.kai, backend=BACKEND)
    assert met(later) == 200
    assert [one.title for one in aftermath.shown(world.event, now=now).materials] == ["Merkblatt"]
    assert len(stored_files(settings)) == before + 2  # the second copy left nothing behind


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (SimpleUploadedFile("leer.pdf", b""), "0 Byte"),
        (SimpleUploadedFile("wurm.exe", b"MZ" + bytes(2000)), "Wir nehmen PDF"),
        (office("ppt/vbaProject.bin"), "Makros"),
        (office(name="Folien.zip"), "Wir nehmen PDF"),
        (SimpleUploadedFile("kaputt.docx", b"PK\x03\x04" + bytes(100)), "beschädigt"),
    ],
)
def test_files_that_do_not_belong_here_are_refused_with_a_reason(upload, said):
    with pytest.raises(UploadRefused, match=said):
        materials.prepare(upload)


def test_a_material_page_says_what_is_wrong_and_keeps_what_was_typed(client, world, people):
    client.force_login(people.kai, backend=BACKEND)
    url = reverse("forums:materials", args=[world.event.uid])
    empty = client.post(url, {"title": "Folien", "audience": "public"})
    assert (empty.status_code, "Wählen Sie eine Datei" in empty.content.decode()) == (422, True)
    night = {"title": "Folien", "audience": "public", "address": "https://werkspur.example", "day": "2027-03-28"}
    missing = client.post(url, night | {"at": "02:30"})
    assert (missing.status_code, "diese Uhrzeit fehlt" in missing.content.decode()) == (422, True)
    assert 'value="Folien"' in missing.content.decode()
    assert client.post(url, night | {"at": "03:30"}).status_code == 302


def test_feedback_is_given_once_through_its_link_and_leads_to_nobody(client, world):
    registration, other = world.register(), world.register()
    until = timezone.now() + DAY
    token, second = (links.issue(one, purpose=links.FEEDBACK, until=until) for one in (registration, other))
    url = reverse("forums:feedback", args=[token])
    assert client.get(url).status_code == 200
    assert not Feedback.objects.exists()
    assert client.post(url, {"useful": "5", "clear": "", "text": "Mehr Zeit"}).status_code == 422
    assert client.post(url, {"useful": "5", "clear": "4", "text": "Mehr Zeit"}).status_code == 200
    again = client.post(url, {"useful": "1", "clear": "1"})
    assert "schon da" in again.content.decode()
    feedback.give_feedback(second, useful=3, clear=3)
    assert [(one.useful, one.clear, one.text) for one in Feedback.objects.all()] == [(5, 4, "Mehr Zeit"), (3, 3, "")]
    ends = {(link.used_at, link.expires_at) for one in (registration, other) for link in one.links.all()}
    assert len(ends) == 1  # a used link does not say when it was used
    assert client.get(reverse("forums:feedback", args=["falsch"])).status_code == 404
    with pytest.raises(RegistrationRefused):
        feedback.give_feedback(second, useful=3, clear=3, now=until)


def test_figures_are_frozen_when_the_event_is_closed_and_stay(world, people):
    for of, at, count in (("dach", "14713", 7), ("elektro", "14729", 5), ("maler", "14730", 2)):
        guests(world, count, of=of, at=at)
    guests(world, 3, come=False)
    late = guests(world, 1, come=False, size=2)[0]
    world.register(online=True)
    world.register(state="waiting", waiting_since=NOW)
    questions.keep(
        Question.objects.create(event=world.event, text="Warum?", state="shown"), changes={"answer": "Darum."},
        by=people.kai, now=AFTER,
    )  # fmt: skip
    events.close_event(world.event, result="Gut.", by=people.kai, now=AFTER)
    data = EventFigures.objects.get(event=world.event).data
    assert (data["people"], data["attended"], data["no_shows"], data["online"], data["waiting"]) == (20, 14, 5, 1, 1)
    assert (data["trades"], data["regions"]) == ({"dach": 7, "": 7}, {"14713": 7, "": 7})
    assert (data["questions"]["answered"], data["companies"], data["feedback"]) == (1, 14, None)
    let_in(late)
    assert freeze(world.event, now=AFTER + DAY).data["attended"] == 14
    assert aftermath.attended_by(world.event) == 14


def test_where_nothing_was_read_at_a_door_nobody_says_who_came(world):
    guests(world, 6, of="dach", come=False)
    data = freeze(world.event, now=AFTER).data
    assert (data["attended"], data["no_shows"], data["divided"]) == (None, None, "people")
    assert (data["trades"], data["regions"]) == ({"dach": 6}, {})


@pytest.mark.parametrize("count", [4, 5])
def test_what_guests_wrote_is_read_from_five_on(world, count):
    for number in range(count):
        Feedback.objects.create(event=world.event, useful=4, clear=5, text=f"{9 - number} Stühle", day=AFTER.date())
    data = freeze(world.event, now=AFTER).data["feedback"]
    assert (data, len(aftermath.said(world.event))) == (
        ({"count": 5, "useful": 40, "clear": 50}, 5) if count == 5 else (None, 0)
    )


def test_the_report_is_of_a_closed_event_only_and_holds_what_came_of_it(client, world, people):
    client.force_login(people.kai, backend=BACKEND)
    url = reverse("forums:report", args=[world.event.uid])
    assert client.get(url).status_code == 404
    guests(world, 6, of="dach", at="14713")
    guests(world, 6, of="maler", at="14729")
    Question.objects.create(event=world.event, text="#raw[Wer] zahlt ]das?", state="shown")
    minutes.add_decision(world.event, text="Runder Tisch", day=START.date(), by=people.kai)
    event = events.close_event(world.event, by=people.kai, now=AFTER)
    made = EventFigures.objects.get(event=event)
    assert report_pdf(event, made=made).startswith(b"%PDF-")
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert file_name(event) == f"2026-12-17-{event.slug}-bericht.pdf"


def test_figures_of_all_events_in_a_period_and_a_region(world, people):
    for event in (world.event, world.another()):
        Event.objects.filter(pk=event.pk).update(start=START - 60 * DAY, end=START - 60 * DAY + timedelta(hours=2))
        event.refresh_from_db()
        guests(world, 6, of="dach", event=event)
        freeze(event, now=NOW)
    world.another(state="cancelled", start=START - 60 * DAY, end=START - 59 * DAY)
    Question.objects.create(event=world.event, text="Offen?", state="shown")
    past = {one.key.removeprefix("forums."): one.value for one in figures.figures(period=None, region="14713", now=NOW)}
    assert past == {
        "events": 2, "seats": 200, "attendance": 12, "no_shows": 0, "questions": 1, "questions_open": 1
    }  # fmt: skip
    assert not list(figures.figures(period=None, region="14730", now=NOW))
    baustein = next(one for one in all_bausteine() if one.name == "forums")
    assert list(baustein.figures(period=(date(2020, 1, 1), date(2020, 12, 31)), region="")) == []
