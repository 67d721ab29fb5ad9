"""A company's own page: seen by its people, changed by those who lead it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.people import People, make_company, make_partner
from werkspur.journal.models import Entry
from werkspur.partners import services
from werkspur.partners.errors import NotAllowed
from werkspur.partners.models import Company, Person, Role

pytestmark = pytest.mark.django_db


def company_of(person: Person) -> Company:
    return Company.objects.get(pk=person.company_ids[0])


def edit(company: Company, **changes: str) -> dict[str, object]:
    names = ("name", "legal_form", "street", "postcode", "city", "phone", "on_call_name", "on_call_phone")
    return {name: getattr(company, name) for name in names} | {
        "trade": company.trade_id, "chamber": company.chamber_id, "region": company.region_id
    } | changes  # fmt: skip


def test_police_and_strangers_do_not_open_company_pages(client: Client, people: People) -> None:
    for person in (people.paula, people.dora, people.otto, people.kai):
        client.force_login(person)
        assert client.get("/betrieb/").status_code == 403
    client.logout()
    assert client.get("/betrieb/").url == "/konto/login/?next=/betrieb/"


def test_a_neighbours_company_cannot_be_chosen(client: Client, people: People) -> None:
    client.force_login(people.anna)
    client.post("/betrieb/wechseln/", {"company": str(company_of(people.clara).uid)})
    assert company_of(people.anna).name in client.get("/betrieb/").content.decode()


def test_somebody_with_two_companies_switches(client: Client, people: People) -> None:
    second = make_company("Gartenbau Vorlage")
    Role.objects.create(person=people.anna, kind=Role.Kind.COMPANY_OWNER, company=second)
    client.force_login(people.anna)
    assert client.get("/betrieb/").context["company"] == company_of(people.anna)
    client.post("/betrieb/wechseln/", {"company": str(second.uid)})
    assert client.get("/betrieb/").context["company"] == second


def test_staff_see_the_company_and_do_not_change_it(client: Client, people: People) -> None:
    client.force_login(people.ben)
    assert client.get("/betrieb/").status_code == 200
    assert client.get("/betrieb/bearbeiten/").status_code == 403
    assert client.post("/betrieb/beenden/").status_code == 403


def test_small_changes_keep_the_verification(client: Client, people: People) -> None:
    company = company_of(people.anna)
    client.force_login(people.anna)
    assert client.post("/betrieb/bearbeiten/", edit(company, street="Neuer Weg 9")).status_code == 302
    company.refresh_from_db()
    assert (company.street, company.is_verified) == ("Neuer Weg 9", True)
    entry = Entry.objects.get(verb="partners.company_changed")
    assert "street" in entry.details["fields"]
    assert "Neuer Weg" not in str(entry.details)


def test_a_new_name_goes_before_the_chamber_again(client: Client, people: People) -> None:
    company = company_of(people.anna)
    client.force_login(people.anna)
    answer = client.post("/betrieb/bearbeiten/", edit(company, name="Dachdeckerei Muster & Co."), follow=True)
    assert "Die Kammer bestätigt die Änderung." in answer.content.decode()
    company.refresh_from_db()
    assert (company.state, company.verified_at) == (Company.State.PENDING, None)


def test_nothing_changed_leaves_no_trace(people: People) -> None:
    company = company_of(people.anna)
    services.change_company(company, by=people.anna, name=company.name)
    assert not Entry.objects.exists()


def test_a_stranger_cannot_change_it(people: People) -> None:
    with pytest.raises(NotAllowed):
        services.change_company(company_of(people.anna), by=people.clara, name="Gekapert")


def test_ending_closes_the_door_for_all(client: Client, people: People) -> None:
    services.invite_colleague(company_of(people.anna), email="x@werkspur.example", kind="company_staff", by=people.anna)
    client.force_login(people.anna)
    assert client.get("/betrieb/beenden/").status_code == 200
    assert company_of(people.anna).state == Company.State.VERIFIED
    client.post("/betrieb/beenden/")
    assert company_of(people.anna).state == Company.State.CLOSED
    assert company_of(people.anna).invitations.open().count() == 0
    for person in (people.anna, people.ben):
        client.force_login(person)
        assert client.get("/betrieb/").status_code == 403


def test_who_sees_which_companies(people: People) -> None:
    other = make_company("Metall Muster", chamber=make_partner("ihk", "industry_chamber"))
    seen = {name: set(Company.objects.visible_to(person)) for name, person in people}
    ours, theirs = company_of(people.anna), company_of(people.clara)
    assert seen["anna"] == seen["ben"] == {ours}
    assert seen["clara"] == {theirs}
    assert seen["kai"] == {ours, theirs}
    assert other not in seen["kai"]
    assert not any(seen[name] for name in ("paula", "peter", "dora", "otto"))
