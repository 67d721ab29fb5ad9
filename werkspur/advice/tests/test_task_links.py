"""The link of a reminder: one visit's open tasks, only together with the postcode, GET shows and POST acts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from werkspur.advice.models import Booking, Recommendation, TaskLink, Visit
from werkspur.advice.services.recommendations import LINK_LIVES, reminder_link
from werkspur.advice.services.task_letters import addressee
from werkspur.advice.services.task_links import MOST_WRONG, fits
from werkspur.advice.services.tasks import accept_task, ask_back, report_task
from werkspur.advice.services.visits import delete_findings
from werkspur.advice.tests.booked import text
from werkspur.advice.tests.followed import finished, jpeg, task_of, visit_world
from werkspur.base.models import Mail
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db

DEAD = "Dieser Link gilt nicht mehr."


@pytest.fixture
def visit(people):
    return finished(people)


def opened(client: Client, address: str):
    return client.post(address, {"postcode": " 04103"}, follow=True)


def test_a_scanner_that_opens_the_link_learns_nothing_and_changes_nothing(visit):
    address, scanner = reminder_link(visit), Client()
    for _visit in range(10):
        shown = text(scanner.get(address))
    task = task_of(visit, "B1")
    for secret in ("Haupteingang", "04103", visit.company.name, "B1"):
        assert not re.search(rf"\b{secret}\b", shown)  # tokens hold any two letters
    assert scanner.get(f"{address}{task.uid}/")["Location"] == address
    assert TaskLink.objects.get().wrong == 0
    assert visit.recommendations.filter(state="open").count() == 3


def test_only_a_digest_is_kept_of_192_random_bits(visit):
    token = reminder_link(visit).rstrip("/").rsplit("/", 1)[1]

    assert len(token) == 32
    assert token not in TaskLink.objects.get().digest


def test_with_the_postcode_it_lists_what_to_do_and_nothing_that_was_seen(people):
    visit = finished(people, notes_of={"B1": "Zarge lose"}, notes={"text": "Hund im Hof"})
    shown = text(opened(Client(), reminder_link(visit)))

    assert "Haupteingang durch eine geprüfte Tür" in shown
    for secret in ("Zarge", "Hund", visit.company.name, visit.company.street, "Fehlt", "Ist die", "von 100"):
        assert secret not in shown


def test_a_photo_from_the_telephone_reports_it_done(visit):
    client, address, task = Client(enforce_csrf_checks=True), reminder_link(visit), task_of(visit, "B1")
    opened(client, address)
    upload = SimpleUploadedFile("tuer.jpg", jpeg())
    shown = text(client.post(f"{address}{task.uid}/", {"text": "", "file": upload}, follow=True))

    assert "Gemeldet." in shown
    assert "Eine Aufgabe ist gemeldet und wird geprüft." in shown
    assert task_of(visit, "B1").state == "reported"
    assert Entry.objects.get(verb="advice.task_reported").actor == "public"


def test_what_cannot_be_taken_is_told_and_the_text_stays(visit):
    client, address, task = Client(), reminder_link(visit), task_of(visit, "B1")
    opened(client, address)
    shown = text(client.post(f"{address}{task.uid}/", {"text": "Neue Tür", "file": SimpleUploadedFile("x.pdf", b"")}))

    assert "0 Byte" in shown
    assert "Neue Tür" in shown


def test_five_wrong_postcodes_end_it_for_everybody(visit):
    address, client = reminder_link(visit), Client()
    for _try in range(MOST_WRONG - 1):
        assert "nicht die Postleitzahl" in text(client.post(address, {"postcode": "04109"}))
    assert DEAD in text(client.post(address, {"postcode": "04109"}))
    response = opened(Client(), address)
    assert response.status_code == 404
    assert DEAD in text(response)


def test_one_address_cannot_try_many_links(visit):
    client = Client()
    for _try in range(20):
        client.post(reminder_link(visit), {"postcode": "04109"})

    assert "zu viele Versuche" in text(client.post(reminder_link(visit), {"postcode": "04103"}))


def test_expired_and_wrong_links_get_the_same_answer(visit):
    address = reminder_link(visit)
    TaskLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for dead in (address, "/beratung/aufgabe/unbekannt/"):
        response = Client().get(dead)
        assert response.status_code == 404
        assert DEAD in text(response)
    assert timedelta(days=60) >= LINK_LIVES


def test_a_given_postcode_opens_that_link_only_and_not_for_ever(visit, people, monkeypatch):
    client, first, second = Client(), reminder_link(visit), reminder_link(visit)
    opened(client, first)
    assert "Postleitzahl Ihres Betriebs" in text(client.get(second))
    monkeypatch.setattr("werkspur.advice.views.followup.links.OPEN", 0)
    assert "Postleitzahl Ihres Betriebs" in text(client.get(first))


def test_the_task_of_another_visit_is_not_behind_it(people):
    world = visit_world(people)
    one, other = finished(people, world), finished(people, world, hour=14, answers={"A1": 0})
    client, address = Client(), reminder_link(one)
    opened(client, address)

    assert client.get(f"{address}{task_of(other, 'A1').uid}/").status_code == 404


def test_no_robot_and_no_referrer(visit):
    response = Client().get(reminder_link(visit))

    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]


def test_who_reported_by_link_is_asked_back_by_a_link(visit, people):
    client, address, task = Client(), reminder_link(visit), task_of(visit, "B1")
    opened(client, address)
    client.post(f"{address}{task.uid}/", {"text": "Fertig"})
    ask_back(task_of(visit, "B1"), sentence="Welche Klasse hat die Tür?", by=people.peter)
    letter = Mail.objects.get(subject="Rückfrage zu einer Aufgabe nach der Beratung")
    link = next(word for word in letter.text.split() if "/beratung/aufgabe/" in word).split("testserver")[-1]
    link = "/beratung/aufgabe/" + link.split("/beratung/aufgabe/")[1]
    opened(client, link)

    assert letter.to == visit.booking.email
    assert "Welche Klasse hat die Tür?" in text(client.get(f"{link}{task.uid}/"))


def test_a_finished_task_says_so(visit, people):
    client, address, task = Client(), reminder_link(visit), task_of(visit, "B1")
    opened(client, address)
    client.post(f"{address}{task.uid}/", {"text": "Fertig"})
    accept_task(task_of(visit, "B1"), by=people.peter)

    assert client.post(f"{address}{task.uid}/", {"text": "Noch etwas"}).status_code == 404
    assert Recommendation.objects.get(pk=task.pk).state == "accepted"


def test_a_hundred_guesses_at_once_are_five(visit):
    """Each of them found the link before the first one was counted."""
    reminder_link(visit)
    link = TaskLink.objects.get()
    assert [fits(link, postcode=f"0410{last}") for last in (4, 5, 6, 7, 8)] == [False] * MOST_WRONG
    assert not fits(link, postcode="04103")


def test_who_left_the_company_gets_no_more_links_to_what_it_lacks(visit, people):
    Booking.objects.filter(pk=visit.booking.pk).update(email=people.ben.email.upper())
    visit = Visit.objects.get(pk=visit.pk)
    assert addressee(visit) == people.ben.email.upper()
    people.ben.roles.all().delete()
    assert addressee(visit) == people.anna.email
    people.anna.roles.all().delete()
    assert addressee(visit) == ""


def test_a_question_about_the_report_of_somebody_who_left_reaches_the_company(visit, people):
    report_task(task_of(visit, "B1"), text="Fertig", by=people.ben)
    people.ben.roles.all().delete()
    ask_back(task_of(visit, "B1"), sentence="Welche Klasse?", by=people.peter)
    letter = Mail.objects.get(subject="Rückfrage zu einer Aufgabe nach der Beratung")
    assert letter.to == visit.booking.email


def test_the_links_die_with_what_was_found(visit, people):
    address = reminder_link(visit)
    delete_findings(visit.company, by=people.anna)
    assert Client().get(address).status_code == 404
    assert not TaskLink.objects.exists()
