"""The pages of registration: for guests by link, for a company, for the hosts."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.people import make_people
from werkspur.forums.models import Event, FormQuestion, Registration
from werkspur.forums.services import registrations, waiting
from werkspur.forums.tests.registered import come, people, sign_up, state, token_of
from werkspur.forums.tests.world import HOUR, forum_world

pytestmark = pytest.mark.django_db
DATA = {"name_1": "Muster, Kim", "function_1": "Inhaberin", "email": "kim@werkspur.example", "company_name": "Muster"}


@pytest.fixture
def world():
    start = timezone.now() + 240 * HOUR
    return forum_world(seats=3, start=start, end=start + 2 * HOUR)


@pytest.fixture
def team(world):
    return make_people()


@pytest.fixture
def kai(team, client):
    client.force_login(team.kai, backend="django.contrib.auth.backends.ModelBackend")
    return team.kai


def page(name: str, *args: object) -> str:
    return reverse(f"forums:{name}", args=args)


def test_from_the_form_through_the_mail_to_the_codes(world, client):
    sent = client.post(page("register", world.event.slug), DATA | {"name_2": "Muster, Ulli"}, follow=True)
    assert "Öffnen Sie den Link in der E-Mail" in sent.content.decode()
    token = token_of("kim", "anmeldung")
    opened = client.get(page("confirm", token))

    assert (opened.status_code, Registration.objects.get().state) == (200, "held")
    assert (opened["Referrer-Policy"], opened["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    done = client.post(page("confirm", token), follow=True).content.decode()
    one = Registration.objects.get()
    assert (one.state, one.size) == ("confirmed", 2)
    assert all(person.code[:4] in done and person.name in done for person in one.participants.all())
    assert "schon bestätigt" in client.get(page("confirm", token)).content.decode()


def test_a_mail_scanner_that_opens_every_link_changes_nothing(world, client):
    """GET shows, POST acts: for the click, the offer, giving back and the invitation."""
    one, token = sign_up(world.event, "kim", size=3, now=timezone.now())
    waits = come(world.event, "wartet", now=timezone.now())
    for _twice in range(2):
        client.get(page("confirm", token))
    assert state(one) == "held"
    registrations.confirm_registration(token)
    manage = token_of("kim", "anmeldung")
    client.get(page("manage_withdraw", manage)), client.head(page("manage_withdraw", manage))
    assert state(one) == "confirmed"
    registrations.withdraw(one, by="public")
    offer = page("offer_accept", token_of("wartet", "platz"))
    client.get(offer), client.head(offer)
    assert state(waits) == "offered"
    client.post(offer)
    assert state(waits) == "confirmed"


def test_after_closing_a_form_that_was_open_gets_a_sentence(world, client):
    assert client.get(page("register", world.event.slug)).status_code == 200
    Event.objects.update(closes_at=timezone.now() - HOUR)
    late = client.post(page("register", world.event.slug), DATA, follow=True)

    assert "Die Anmeldung ist geschlossen" in late.content.decode()
    assert not Registration.objects.exists()


def test_wrong_input_has_its_sentence_at_the_field_and_stays(world, client):
    data = DATA | {"name_1": "\u202e\u200b ", "function_2": "Azubi", "email": "keine", "phone": "0341\u200b 1"}
    answer = client.post(page("register", world.event.slug), data)
    form = answer.context["form"]

    assert answer.status_code == 422
    assert form.errors["name_1"] == ["Diese Angabe fehlt noch."]
    assert form.errors["name_2"] == ["Wie heißt diese Person? Ohne Name lassen Sie die Funktion leer."]
    assert "Das ist keine E-Mail-Adresse" in form.errors["email"][0]
    assert 'value="Azubi"' in answer.content.decode()


def test_the_same_page_for_an_address_that_is_registered(world, client):
    come(world.event, "kim", now=timezone.now())
    first = client.post(page("register", world.event.slug), DATA)
    other = client.post(page("register", world.event.slug), DATA | {"email": "neu@werkspur.example"})
    assert first.url == other.url


def test_own_questions_with_a_condition(world, client):
    meal = FormQuestion.objects.create(event=world.event, key="essen", label="Mit Essen?", kind="yes_no", required=True)
    FormQuestion.objects.create(
        event=world.event, key="kost", label="Was essen Sie?", kind="choice", choices="vegan\nalles", required=True,
        asked_if=meal, equals="ja",
    )  # fmt: skip
    form = client.post(page("register", world.event.slug), DATA | {"q_essen": "ja"}).context["form"]
    assert list(form.errors) == ["q_kost"]
    client.post(page("register", world.event.slug), DATA | {"q_essen": "ja", "q_kost": "vegan"})
    assert Registration.objects.get().answers == {"essen": "ja", "kost": "vegan"}


def test_by_link_people_are_changed_and_the_seats_given_back(world, client):
    one = come(world.event, "kim", size=2, now=timezone.now())
    token = token_of("kim", "anmeldung")
    data = {"name_1": "kim 1", "company_name": "Neu", "email": "fremd@werkspur.example"}
    client.post(page("manage_change", token), data)
    one.refresh_from_db()
    assert (one.size, one.company_name, one.email) == (1, "Neu", "kim@werkspur.example")

    client.post(page("manage_withdraw", token), {"reason": "krank"})
    assert state(one) == "withdrawn"
    assert client.get(page("manage", token)).status_code == 404


@pytest.mark.parametrize("name", ["confirm", "manage", "manage_change", "manage_withdraw", "offer_accept", "invited"])
def test_a_wrong_link_gets_one_answer(world, client, name):
    answer = client.post(page(name, "x" * 32)) if name != "manage" else client.get(page(name, "x" * 32))
    assert answer.status_code == 404
    assert "Dieser Link gilt nicht mehr" in answer.content.decode()


def test_a_company_sees_its_own_and_no_other(world, team):
    anna, clara = Client(), Client()
    anna.force_login(team.anna, backend="django.contrib.auth.backends.ModelBackend")
    clara.force_login(team.clara, backend="django.contrib.auth.backends.ModelBackend")
    answer = anna.post(page("register", world.event.slug), DATA, follow=True)
    one = Registration.objects.get()

    assert (one.state, one.email, one.via) == ("confirmed", team.anna.email, "company")
    assert "Sie sind angemeldet" in answer.content.decode()
    assert world.event.title in anna.get(page("mine")).content.decode()
    assert clara.get(page("my_registration", one.uid)).status_code == 404
    anna.post(page("my_withdraw", one.uid), {"reason": ""})
    assert state(one) == "withdrawn"


def test_a_host_enters_a_telephone_call_and_reads_the_codes(world, kai, client):
    answer = client.post(page("registration_new", world.event.uid), {"name_1": "Beispiel, Toni"}, follow=True)
    one = Registration.objects.get()
    code = one.participants.get().code

    assert (one.state, one.via, one.email) == ("confirmed", "staff", "")
    assert f"{code[:4]} {code[4:]}" in answer.content.decode()
    full = client.post(page("registration_new", world.event.uid), {"name_1": "Noch wer", "reserved": "on"})
    assert "zurückgehaltene Plätze sind nicht frei" in full.context["form"].errors["reserved"][0]


def test_the_list_is_searched_sorted_and_taken_along(world, kai, client):
    for name, company in (("anton", "Zimmerei"), ("berta", "Ähren & Söhne"), ("cäsar", "=1+1")):
        registrations.register(
            event=world.event,
            people=people(1, name),
            details={"email": "", "company_name": company},
            via="staff",
            by=kai,
        )
    here = page("registrations", world.event.uid)

    def shown(**query: str) -> list[str]:
        return [one.company_name for one in client.get(here, query).context["page"]]

    assert shown(sortierung="betrieb") == ["=1+1", "Ähren & Söhne", "Zimmerei"]
    assert shown(sortierung="-name") == ["=1+1", "Ähren & Söhne", "Zimmerei"]
    assert shown(q="CÄSAR") == ["=1+1"]
    code = Registration.objects.get(company_name="Zimmerei").participants.get().code
    assert shown(q=f"{code[:4]} {code[4:]}".lower()) == ["Zimmerei"]
    assert shown(liste="warten") == shown(q="niemand") == []
    table = client.get(page("registrations_csv", world.event.uid), {"sortierung": "betrieb"}).content.decode(
        "utf-8-sig"
    )
    assert [row.split(";")[2] for row in table.splitlines()] == [
        "Betrieb oder Einrichtung", "'=1+1", "Ähren & Söhne", "Zimmerei"
    ]  # fmt: skip


def test_seats_are_raised_on_the_page_and_the_next_is_asked(world, kai, client):
    come(world.event, size=3, now=timezone.now())
    waits = come(world.event, "wartet", now=timezone.now())
    refused = client.post(page("seats", world.event.uid), {"seats": "2", "reserved": "0"})
    assert "Angemeldet sind 3 Personen" in refused.context["form"].errors["seats"][0]
    client.post(page("seats", world.event.uid), {"seats": "4", "reserved": "0"})

    assert state(waits) == "offered"
    history = client.get(page("registration", waits.uid)).content.decode()
    assert "Platz angeboten" in history
    assert "an der Reihe" in history


def test_staff_of_a_partner_that_is_no_host_finds_nothing(world, team, kai, client):
    one = come(world.event, now=timezone.now())
    world.event.hosts.set([world.police])
    for name, uid in (("registrations", world.event.uid), ("registration", one.uid), ("seats", world.event.uid)):
        assert client.get(page(name, uid)).status_code == 404
    assert waiting.pass_on(world.event) == 0
