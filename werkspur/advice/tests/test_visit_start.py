"""A booking becomes a visit: by its adviser, once, for a company that takes part."""

from __future__ import annotations

import pytest

from tests.people import make_person
from werkspur.advice.models import Adviser, Booking, Offer, SelfCheck, Visit
from werkspur.advice.services import visits as services
from werkspur.advice.services.first_versions import load_checklists
from werkspur.advice.services.refusals import VisitRefused
from werkspur.advice.services.visits import finish_visit, start_visit
from werkspur.advice.tests.booked import signed_in, text
from werkspur.advice.tests.visited import Device, booked_today, company_of, make_visit, small, sync
from werkspur.advice.tests.world import advice_world
from werkspur.base.models import Mail
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    load_checklists()
    return advice_world()


def address(booking: Booking) -> str:
    return f"/beratung/besuche/beginnen/{booking.uid}/"


@pytest.mark.parametrize("kind", [Offer.Kind.VISIT, Offer.Kind.OFFICE])
def test_on_site_and_on_consultation_days(people, world, kind):
    world.offer.kind = kind
    world.offer.save()
    booking = booked_today(people, world, company=company_of(people.anna))
    client = signed_in(people.peter)

    assert "Was gehen Sie ab?" in text(client.get(address(booking)))
    answer = client.post(address(booking), {"standort": ["W", "F"]})

    visit = Visit.objects.get()
    assert answer["Location"] == f"/beratung/besuche/{visit.uid}/"
    assert (visit.company, visit.profiles, visit.state) == (company_of(people.anna), "WF", "planned")


def test_what_one_adviser_prepared_goes_to_the_other_with_the_booking(people, world):
    booking = booked_today(people, world, company=company_of(people.anna))
    visit = start_visit(booking=booking, by=people.peter, profiles="W")
    paul = make_person("paul", role="police_advice", partner=world.adviser.partner)
    first = world.adviser
    other = Adviser.objects.create(partner=first.partner, title="Zweite", person=paul, start=first.start)
    Booking.objects.filter(pk=booking.pk).update(adviser=other)

    assert address(booking) in signed_in(paul).get("/beratung/besuche/").content.decode()
    assert "Was gehen Sie ab?" in text(signed_in(paul).get(address(booking)))
    signed_in(paul).post(address(booking), {"standort": ["W", "F"]})
    visit.refresh_from_db()
    assert (visit.adviser, visit.profiles) == (other, "WF")
    assert signed_in(people.peter).get(f"/beratung/besuche/{visit.uid}/").status_code == 404

    sync(visit, Device().batch(Device().change("B1", 2)))
    Booking.objects.filter(pk=booking.pk).update(adviser=world.adviser)
    with pytest.raises(VisitRefused, match="schon begonnen: Zweite"):
        start_visit(booking=booking, by=people.peter, profiles="W")


def test_starting_twice_is_one_visit(people, world):
    booking = booked_today(people, world, company=company_of(people.anna))
    first = start_visit(booking=booking, by=people.peter, profiles="W")

    assert start_visit(booking=booking, by=people.peter, profiles="B") == first
    assert signed_in(people.peter).get(address(booking))["Location"] == f"/beratung/besuche/{first.uid}/"
    assert Entry.objects.filter(verb="advice.visit_prepared").count() == 1


def test_without_a_kind_of_site_nothing_can_be_asked(people, world):
    booking = booked_today(people, world, company=company_of(people.anna))
    answer = signed_in(people.peter).post(address(booking), {"standort": ["X"]})

    assert answer.status_code == 422
    assert "Diese Auswahl gibt es nicht." in text(answer)
    assert not Visit.objects.exists()


def test_only_the_adviser_of_the_booking(people, world):
    booking = booked_today(people, world, company=company_of(people.anna))
    with pytest.raises(VisitRefused, match="Diesen Besuch macht jemand anderes"):
        start_visit(booking=booking, by=people.kai, profiles="W")
    assert signed_in(people.kai).get(address(booking)).status_code == 403
    booking.adviser.person = None
    booking.adviser.save()
    assert signed_in(people.peter).get(address(booking)).status_code == 404


@pytest.mark.parametrize("state", ["requested", "cancelled", "missed"])
def test_a_booking_that_is_not_certain_is_no_visit(people, world, state):
    booking = booked_today(people, world, company=company_of(people.anna))
    Booking.objects.update(state=state)
    with pytest.raises(VisitRefused, match="Ein Besuch beginnt mit einem bestätigten Termin"):
        start_visit(booking=booking, by=people.peter, profiles="W")


def test_without_a_released_list_it_says_so(people):
    booking = booked_today(people, advice_world(), company=company_of(people.anna))
    with pytest.raises(VisitRefused, match="Keine Checkliste ist freigegeben"):
        start_visit(booking=booking, by=people.peter, profiles="W")


def test_who_booked_without_an_account_is_found_among_the_companies(people, world):
    booking = booked_today(people, world, company=None)
    client = signed_in(people.peter)

    assert "hat ohne Konto gebucht" in text(client.get(address(booking)))
    found = text(client.get(address(booking), {"q": "muster leip"}))
    assert "Dachdeckerei Muster GmbH, 04103 Leipzig" in found
    assert "Elektro Beispiel KG" not in found
    assert "Mindestens drei Buchstaben." in text(client.get(address(booking), {"q": "de"}))
    assert "Kein Betrieb heißt so." in text(client.get(address(booking), {"q": "gibtesnicht"}))

    refused = client.post(address(booking), {"standort": ["W"], "q": "muster"})
    assert "Wählen Sie den Betrieb." in text(refused)
    company = company_of(people.anna)
    client.post(address(booking), {"standort": ["W"], "betrieb": str(company.uid), "q": "muster"})

    visit = Visit.objects.get()
    assert visit.company == company
    assert visit.booking.company is None  # who booked by telephone is not shown to a company picked later


def test_a_company_that_does_not_take_part_is_invited_once_a_day(people, world):
    booking = booked_today(people, world, company=None)
    client = signed_in(people.peter)
    invite = f"{address(booking)}einladen/"

    assert "Die Einladung ist unterwegs." in text(client.post(invite, follow=True))
    assert "Die Einladung ist heute schon unterwegs." in text(client.post(invite, follow=True))
    mail = Mail.objects.get()
    assert mail.to == "buero@werkspur.example"
    assert "/betrieb/anmelden/" in mail.text


def test_what_the_company_said_in_its_self_check_is_chosen_already(people, world):
    booking = booked_today(people, world, company=company_of(people.anna))
    visit_list = Visit._meta.get_field("version").related_model.objects.get(checklist__slug="selbstcheck")
    SelfCheck.objects.create(version=visit_list, company=company_of(people.anna), booking=booking, profiles="HS")

    page = signed_in(people.peter).get(address(booking))
    assert page.context["form"]["standort"].value() == ["H", "S"]
    assert "Vorgewählt nach dem Selbstcheck" in text(page)


def test_the_second_visit_on_the_same_version_knows_the_first(people):
    first = make_visit(people)
    tablet = Device()
    sync(first, tablet.batch(tablet.change("B1", 0)))
    finish_visit(visit=first, by=people.peter)
    world = small(first)

    second = services.start_visit(
        booking=booked_today(people, world, company=first.company, minutes=-5), by=people.peter, profiles="W"
    )
    assert second.before == first
