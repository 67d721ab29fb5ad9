"""What a scanner is given and brings, and the pages for whoever has no script."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from tests.people import make_partner, make_people, make_person
from werkspur.forums.models import Event, Registration, Scan
from werkspur.forums.rules import checkin as rules
from werkspur.forums.tests.scanner import Scanner, evening, guest, ticket
from werkspur.forums.views.checkin import offline

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def world(people):
    return evening()


@pytest.fixture
def scanner(people, world):
    return Scanner(people.kai, world.event)


def text(response) -> str:
    return " ".join(response.content.decode().split())


# What a phone is given and brings ---------------------------------------------------------------------------------


def test_the_package_holds_names_and_states_and_no_ticket(world, scanner):
    party = world.register(size=2, email="kim@werkspur.example", access_needs="Rampe")
    told = json.dumps(package := scanner.package())

    assert [set(person) for person in package["people"]] == [
        {"id", "name", "function", "company", "state", "online", "keys"}
    ] * 2
    for secret in (guest(party).ticket, guest(party).code, "kim@werkspur.example", "Rampe"):
        assert secret not in told
    assert rules.key(world.event.uid, ticket(party)) in package["people"][0]["keys"]


def test_who_was_forgotten_is_on_no_device(world, scanner):
    world.register(forgotten_at=timezone.now())

    assert scanner.package()["people"] == []


def test_both_hosts_may_stand_at_the_door_and_no_other_partner(people, world):
    stranger = make_person("ines", role="chamber", partner=make_partner("ihk", "ihk"))

    assert Scanner(people.peter, world.event).send().status_code == 200
    for person, status in ((stranger, 404), (people.anna, 404), (people.paula, 404)):
        assert Scanner(person, world.event).send().status_code == status
        assert Scanner(person, world.event).client.get(f"/foren/einlass/{world.event.uid}/daten").status_code == status
    assert Client().post(f"/foren/einlass/{world.event.uid}/abgleich").status_code == 401


def test_what_a_scanner_sends_twice_is_answered_the_same(world, scanner):
    scan = scanner.scan(ticket(world.register()))
    first, again = scanner.send(scan).json(), scanner.send(scan).json()

    assert first["taken"] == again["taken"] == [
        {"nonce": scan["nonce"], "outcome": "", "person": guest(Registration.objects.get()).pk, "elsewhere": ""}
    ]  # fmt: skip
    assert Scan.objects.get().by == scanner.person


def test_one_door_knows_what_the_other_saw(people, world, scanner):
    card, other = ticket(world.register()), Scanner(people.peter, world.event)
    door = world.event.doors.create(name="Nord")
    scanner.send(scanner.scan(card, door=door.pk))
    told = other.send().json()

    assert [(way, where) for way, _at, where in told["passed"].values()] == [("in", "Nord")]
    assert other.outcomes(other.scan(card)) == ["already_in"]


def test_a_phone_that_is_slow_is_set_right(world, people):
    slow = Scanner(people.kai, world.event, late=timedelta(days=400))
    begin = timezone.now()

    assert slow.outcomes(slow.scan(ticket(world.register()), at=begin)) == [""]
    assert abs(Scan.objects.get().scanned_at - begin) < timedelta(seconds=20)


def test_the_list_comes_only_when_it_has_changed(world, scanner):
    world.register()
    mark = scanner.package()["list"]
    assert "people" not in scanner.send(list=mark).json()
    world.register()

    assert len(scanner.send(list=mark).json()["people"]) == 2


def test_a_ticket_of_another_event_is_said_with_its_name(world, scanner):
    other = world.another(title="Konsultationsabend", start=timezone.now() + 48 * HOUR, end=timezone.now() + 50 * HOUR)
    (told,) = scanner.send(scanner.scan(ticket(world.register(other)))).json()["taken"]

    assert told["outcome"] == "foreign"
    assert told["elsewhere"].startswith("Konsultationsabend, ")


def test_a_guest_who_was_taken_in_without_a_signal_arrives_once(world, scanner):
    scan = scanner.scan(guest={"name": "Kim Muster", "company": "Muster KG", "function": ""})
    scanner.send(scan)
    told = scanner.send(scan).json()

    assert [person["name"] for person in told["people"]] == ["Kim Muster"]
    assert Registration.objects.get().via == "walk_in"


def test_a_scanner_that_comes_back_when_all_is_over(world, scanner):
    cards = [ticket(world.register()) for _number in range(2)]
    seen = timezone.now()
    Event.objects.update(
        start=seen - HOUR, end=seen + HOUR, state="closed", closed_at=seen + HOUR, announced_at=seen - HOUR
    )

    assert scanner.outcomes(*(scanner.scan(card, at=seen) for card in cards)) == ["", ""]


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", "[" * 100_000, '{"device": 1}', '{"scans": [1]}', '{"device":"\\ud800"}']
)
def test_a_broken_message_gets_a_sentence(scanner, body):
    answer = scanner.client.post(f"{scanner.url}abgleich", body, "application/json")

    assert answer.status_code == 400
    assert answer.json()["sentence"].endswith(".")


def test_a_broken_scan_does_not_keep_the_others_back(world, scanner):
    good = scanner.scan(ticket(world.register()))
    told = scanner.send({"nonce": "x"}, good, 7).json()

    assert [each["outcome"] for each in told["taken"]] == [""]
    assert [fault["nonce"] for fault in told["faults"]] == ["x", ""]


def test_a_foreign_page_brings_nothing(people, world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"/foren/einlass/{world.event.uid}/abgleich", "{}", "application/json")

    assert (answer.status_code, bool(answer.json()["csrf"])) == (403, True)


# What a phone keeps -----------------------------------------------------------------------------------------------


def test_everything_that_is_kept_is_there_and_says_nothing_of_anybody(client, scanner):
    text_of_worker = client.get("/foren/einlass/sw.js").content.decode()
    house = json.loads(re.match(r"self\.HOUSE = (.*);\n", text_of_worker)[1])
    folder = Path(finders.find("forums/checkin/app.js")).parent

    assert {path.stem for path in folder.glob("*.js")} == set(offline.MODULES)
    assert [url for url in house["assets"] if not finders.find(url.removeprefix("/static/"))] == []
    assert str(scanner.person) not in scanner.client.get(house["shell"]).content.decode()
    assert client.get("/foren/einlass/app.webmanifest").json()["start_url"] == "/foren/einlass/"


# Pages for whoever has no script ----------------------------------------------------------------------------------


def post(scanner, path="", **fields):
    page = scanner.client.get(f"{scanner.url}{path}")
    nonce = re.search(r'name="nonce" value="([0-9a-f-]+)"', page.content.decode())[1]
    return scanner.client.post(f"{scanner.url}{path}", {"nonce": nonce, "way": "in"} | fields, follow=True)


def test_a_code_typed_into_the_page_lets_in(world, scanner):
    code = guest(world.register()).code

    assert "Eingelassen: Gast" in text(post(scanner, text=code.lower()))
    assert "Schon eingelassen" in text(post(scanner, text=code))


def test_a_form_that_is_sent_twice_lets_in_once(world, scanner):
    fields = {"nonce": "6f1b1a4e-3c39-4d7c-9a35-0f1f6c9f3f11", "text": guest(world.register()).code}
    for _click in range(2):
        answer = post(scanner, **fields)

    assert "Eingelassen: Gast" in text(answer)
    assert Scan.objects.count() == 1


def test_a_guest_without_a_registration_by_form(world, scanner):
    assert "braucht einen Namen oder einen Betrieb" in text(post(scanner, "spontan/", name="\u200b"))
    assert "Eingelassen: Kim" in text(post(scanner, "spontan/", name="Kim", company="Muster KG"))


def test_a_full_house_asks_before_one_more_is_let_in(scanner):
    Event.objects.update(seats=0)
    asked = text(post(scanner, "spontan/", name="Kim"))

    assert "können Sie trotzdem einlassen" in asked
    assert 'value="Kim"' in asked
    assert "Eingelassen: Kim" in text(post(scanner, "spontan/", name="Kim", despite="on"))


def test_the_page_of_the_doors_counts_and_names_who_was_not_let_in(world, scanner):
    address = f"/foren/verwaltung/{world.event.uid}/einlass/"
    scanner.client.post(address, {"name": "Hof"})
    scanner.client.post(address, {"name": " hof "})
    door = world.event.doors.get()
    scanner.send(scanner.scan(ticket(world.register(state="withdrawn", company_name="Spät GmbH")), door=door.pk))
    seen = text(scanner.client.get(address))

    assert "Anmeldung zurückgezogen" in seen
    assert "Spät GmbH" in seen
    assert "schon gelesen" in text(scanner.client.post(f"{address}{door.pk}/entfernen"))


def test_the_list_shows_events_of_these_days_only(people, world, scanner):
    world.another(title="Erst im Frühling", start=timezone.now() + 90 * 24 * HOUR, end=timezone.now() + 91 * 24 * HOUR)
    seen = text(scanner.client.get("/foren/einlass/"))

    assert world.event.title in seen
    assert "Erst im Frühling" not in seen
