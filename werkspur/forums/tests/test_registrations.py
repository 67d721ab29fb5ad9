"""Registering for an event: the click in the mail, who is known already, changing, giving back."""

from __future__ import annotations

import pytest

from tests.people import make_people
from werkspur.forums.models import Event, Participant, Registration
from werkspur.forums.queries import seats as told
from werkspur.forums.services import codes, links, registrations
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.forums.tests.registered import come, letters_to, people, sign_up, state, token_of
from werkspur.forums.tests.world import HOUR, NOW, START, forum_world
from werkspur.journal.models import Entry
from werkspur.partners.models import Company

pytestmark = pytest.mark.django_db
MINUTE = HOUR / 60


@pytest.fixture
def world():
    return forum_world(seats=3)


@pytest.fixture
def team(world):
    return make_people()


def code_of(refused) -> str:
    return refused.value.code


def test_seats_wait_half_an_hour_for_the_click_in_the_mail(world):
    one, token = sign_up(world.event, "anna", size=2)
    assert (one.state, one.held_until) == ("held", NOW + 30 * MINUTE)
    assert told.left(world.event, now=NOW) == 1
    assert told.left(world.event, now=NOW + 30 * MINUTE) == 3

    one, _manage = registrations.confirm_registration(token, now=NOW + 29 * MINUTE)
    assert (one.state, one.email_confirmed, one.confirmed_at) == ("confirmed", True, NOW + 29 * MINUTE)
    assert registrations.confirm_registration(token, now=NOW + HOUR) == (one, "")
    assert letters_to("anna") == [
        f"Anmeldung bestätigen: {world.event.title}",
        f"Sie sind angemeldet: {world.event.title}",
    ]
    assert [entry.verb for entry in Entry.objects.order_by("number")][-2:] == [
        "forums.registration_held", "forums.registration_confirmed"
    ]  # fmt: skip


def test_a_late_click_still_comes_when_seats_are_free_and_waits_when_not(world):
    _one, early = sign_up(world.event, "frueh")
    _two, late = sign_up(world.event, "spaet", size=2)
    assert registrations.confirm_registration(early, now=NOW + HOUR)[0].state == "confirmed"
    come(world.event, "schnell", size=2, now=NOW + HOUR)

    waits, _manage = registrations.confirm_registration(late, now=NOW + 2 * HOUR)
    assert (waits.state, waits.waiting_since) == ("waiting", NOW + 2 * HOUR)
    assert letters_to("spaet")[-1].startswith("Sie stehen auf der Warteliste")


def test_every_person_has_a_ticket_and_a_code_that_can_be_spoken(world):
    one = come(world.event, size=3)
    guests = list(one.participants.all())

    assert len({guest.ticket for guest in guests} | {guest.code for guest in guests}) == 6
    assert all(len(guest.code) == 8 and set(guest.code) <= set(codes.LETTERS) for guest in guests)
    alike = ["0OQD", "1IL", "2Z", "5S", "8B", "6G", "UV"]
    assert [group for group in alike if len(set(group) & set(codes.LETTERS)) > 1] == []


def test_an_address_that_is_registered_learns_it_by_mail_and_the_page_says_nothing(world):
    first = come(world.event, "anna")
    again, token = sign_up(world.event, "anna", details={"email": "ANNA+forum@werkspur.example"})

    assert (again.pk, token, Registration.objects.count()) == (first.pk, "", 1)
    assert letters_to("anna").count(f"Sie sind angemeldet: {world.event.title}") == 2


def test_filled_in_anew_before_the_click_the_newer_counts_and_a_double_click_is_one(world):
    old, first = sign_up(world.event, "anna")
    assert sign_up(world.event, "anna", now=NOW + MINUTE / 2) == (old, "")
    new, second = sign_up(world.event, "anna", size=2, now=NOW + 5 * MINUTE)

    assert (state(old), state(new), told.taken(world.event, now=NOW + 5 * MINUTE)) == ("lapsed", "held", 2)
    with pytest.raises(RegistrationRefused):
        registrations.confirm_registration(first, now=NOW + 6 * MINUTE)
    assert registrations.confirm_registration(second, now=NOW + 7 * MINUTE)[0] == new


def test_a_company_signed_in_is_certain_at_once_and_brings_no_more_than_three(world, team):
    event = world.another(seats=None)
    company = Company.objects.get(pk=team.anna.company_ids[0])
    one = come(event, "anna", size=2, via="company", company=company, by=team.anna)
    assert (one.state, one.email_confirmed) == ("confirmed", True)
    with pytest.raises(RegistrationRefused, match="schon 2 angemeldet") as refused:
        come(event, "ben", size=2, via="company", company=company, by=team.ben)
    assert code_of(refused) == "twice"
    assert come(event, "ben", via="company", company=company, by=team.ben).state == "confirmed"
    assert set(Registration.objects.visible_to(team.ben)) == set(Registration.objects.visible_to(team.anna))
    assert not Registration.objects.visible_to(team.clara).exists()


def test_somebody_on_the_telephone_without_address_is_certain_at_once(world, team):
    one = come(world.event, via="staff", by=team.kai, details={"email": "", "phone": "0341 0000000"})

    assert (one.state, one.mailbox, one.via) == ("confirmed", "", "staff")
    assert come(world.event, via="staff", by=team.kai, details={"email": ""}).state == "confirmed"


@pytest.mark.parametrize(
    ("changes", "at", "code"),
    [
        ({"closes_at": START - 2 * HOUR}, START - HOUR, "closed"),
        ({}, START + HOUR, "closed"),
        ({"opens_at": NOW + HOUR}, NOW, "soon"),
        ({"state": "cancelled", "cancelled_at": NOW}, NOW, "cancelled"),
        ({"state": "draft"}, NOW, "closed"),
    ],
    ids=["closed", "begun", "not open yet", "cancelled", "draft"],
)
def test_outside_of_its_time_nobody_registers(world, changes, at, code):
    Event.objects.filter(pk=world.event.pk).update(**changes)
    event = Event.objects.get(pk=world.event.pk)
    with pytest.raises(RegistrationRefused) as refused:
        sign_up(event, now=at)

    assert (code_of(refused), Registration.objects.count()) == (code, 0)
    assert not told.open_for_registration(event, now=at)


def test_more_people_than_one_may_bring_or_than_there_are_seats(world):
    with pytest.raises(RegistrationRefused, match="höchstens 3"):
        sign_up(world.event, size=4)
    with pytest.raises(RegistrationRefused, match="Für so viele Personen"):
        sign_up(world.another(seats=2), size=3)
    with pytest.raises(RegistrationRefused, match="Mindestens ein Name"):
        sign_up(world.event, size=0)


def test_a_substitute_keeps_the_ticket_and_who_is_gone_loses_it(world):
    one = come(world.event, "anna", size=2)
    first, second = one.participants.order_by("pk")
    registrations.change_registration(
        one, people=[{"name": second.name, "function": "Meisterin"}], details={"phone": "1"}, by="public", now=NOW
    )
    assert [(each.ticket, each.function) for each in Participant.objects.all()] == [(second.ticket, "Meisterin")]
    assert told.left(world.event, now=NOW) == 2

    registrations.change_registration(one, people=people(1, "Ersatz"), details={}, by="public", now=NOW)
    assert Participant.objects.get().ticket == second.ticket
    assert letters_to("anna").count(f"Ihre Anmeldung ist geändert: {world.event.title}") == 2
    assert not Participant.objects.filter(ticket=first.ticket).exists()


def test_more_people_only_when_there_are_seats_and_nobody_waits(world):
    one = come(world.event, size=2)
    come(world.event, "paar", size=2)
    with pytest.raises(RegistrationRefused, match="nicht genug Plätze"):
        registrations.change_registration(one, people=people(3), details={"phone": "1"}, by="public", now=NOW)
    one.refresh_from_db()
    assert (one.size, one.phone, one.participants.count()) == (2, "", 2)

    Registration.objects.filter(state="waiting").delete()
    registrations.change_registration(one, people=people(3), details={}, by="public", now=NOW)
    assert told.left(world.event, now=NOW) == 0


def test_given_back_it_is_over_and_twice_changes_nothing(world):
    one = come(world.event, "anna")
    manage = token_of("anna", "anmeldung")
    registrations.withdraw(one, by="public", now=NOW)
    registrations.withdraw(one, by="public", now=NOW)

    assert (state(one), one.withdrawn_by, told.left(world.event, now=NOW)) == ("withdrawn", "guest", 3)
    assert letters_to("anna").count(f"Ihre Anmeldung ist zurückgezogen: {world.event.title}") == 1
    assert come(world.event, "anna").pk != one.pk
    assert token_of("anna", "anmeldung") != manage


def test_a_wrong_address_put_right_gets_the_link_and_the_old_letters_open_nothing(world, team):
    one = come(world.event, "falsch")
    old = token_of("falsch", "anmeldung")
    registrations.change_registration(
        one, people=people(1, "falsch"), details={"email": "richtig@werkspur.example"}, by=team.kai, now=NOW
    )
    with pytest.raises(RegistrationRefused):
        links.find(old, purpose=links.MANAGE, now=NOW)
    assert links.find(token_of("richtig", "anmeldung"), purpose=links.MANAGE, now=START + 80 * 24 * HOUR)


def test_after_the_beginning_only_staff_gives_back(world, team):
    one = come(world.event)
    with pytest.raises(RegistrationRefused, match="begonnen"):
        registrations.withdraw(one, by="public", now=START)
    assert registrations.withdraw(one, by=team.kai, reason="krank", now=START).withdrawn_by == "staff"


def test_who_takes_part_online_needs_no_seat_in_the_room(world):
    event = world.another(seats=1, form="both")
    come(event, details={"online": True}), come(event)
    assert told.taken(event, now=NOW) == 1
    assert come(event, details={"online": True}).state == "confirmed"
    assert come(event).state == "waiting"


def test_one_mailbox_does_not_hoard(world):
    for number in range(6):
        sign_up(world.another(), "sammler", details={"email": f"sammler+{number}@werkspur.example"})
    with pytest.raises(RegistrationRefused) as refused:
        sign_up(world.another(), "sammler")
    assert code_of(refused) == "fair"


def test_seats_left_in_words(world):
    assert told.words(world.event, now=NOW) == "noch 3 Plätze"
    come(world.event, size=2)
    assert told.words(world.event, now=NOW) == "noch 1 Platz"
    come(world.event)
    assert told.words(world.event, now=NOW) == "ausgebucht, Warteliste offen"
    assert told.words(world.another(seats=None), now=NOW) == "Plätze frei"
    assert told.words(world.event, now=START) == "Anmeldung geschlossen"
    assert told.words(world.event, now=START + 3 * HOUR) == "vorbei"
