"""A company signs up: account, confirmed address, data, and then its chamber decides."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.people import PASSWORD, People, make_company, make_partner, make_person, make_region
from werkspur.base.models import Mail
from werkspur.journal.models import Entry
from werkspur.partners import services
from werkspur.partners.models import Company, Partner, Person, Role, Trade

pytestmark = pytest.mark.django_db


def form_data(**changes: Any) -> dict[str, Any]:
    chamber = make_partner()
    make_region("14713", "Stadt Leipzig")
    trade = Trade.objects.get_or_create(slug="dach", defaults={"name": "Dachdecker"})[0]
    return {
        "name": "Zimmerei Beispielholz GmbH",
        "legal_form": "gmbh",
        "trade": trade.pk,
        "chamber": chamber.pk,
        "street": "Musterweg 1",
        "postcode": "04103",
        "city": "Leipzig",
    } | changes


def errors(response: Any) -> dict[str, list[str]]:
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_the_whole_way_from_nobody_to_a_verified_company(client: Client, people: People) -> None:
    new = {"email": "neu@werkspur.example", "name": "Neue Leitung", "password1": PASSWORD}
    answer = client.post("/konto/signup/?next=/betrieb/anmelden/", new | {"next": "/betrieb/anmelden/"})
    assert answer.url == "/konto/confirm-email/"
    link = re.search(r"http://\S+(/konto/confirm-email/\S+)", Mail.objects.get(to="neu@werkspur.example").text)
    assert link
    assert client.get(link[1]).status_code == 200
    answer = client.post(link[1])
    assert answer.url == "/betrieb/anmelden/"
    assert Person.objects.get(email="neu@werkspur.example").name == "Neue Leitung"

    assert client.post("/betrieb/anmelden/", form_data()).url == "/betrieb/"
    company = Company.objects.get(name="Zimmerei Beispielholz GmbH")
    assert company.state == Company.State.PENDING
    assert company.region is not None
    assert company.region.key == "14713"
    assert Mail.objects.filter(to=people.kai.email, subject__contains="wartet").exists()
    assert "prüft Ihre Angaben" in client.get("/betrieb/").content.decode()

    client.force_login(people.kai)
    assert client.post(f"/kammer/betriebe/{company.uid}/", {"verb": "accept"}).url == "/kammer/betriebe/"
    company.refresh_from_db()
    assert company.is_verified
    assert Mail.objects.filter(to="neu@werkspur.example", subject__contains="ist bestätigt").exists()
    verbs = Entry.objects.filter(company=str(company.uid)).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["partners.company_registered", "partners.company_accepted"]


def test_who_is_not_signed_in_sees_where_to_begin(client: Client) -> None:
    page = client.get("/betrieb/anmelden/").content.decode()
    assert "/konto/signup/?next=/betrieb/anmelden/" in page
    assert client.post("/betrieb/anmelden/", form_data()).url == "/konto/login/?next=/betrieb/anmelden/"
    assert not Company.objects.exists()


def test_an_unconfirmed_address_does_not_sign_in(client: Client) -> None:
    client.post("/konto/signup/", {"email": "neu@werkspur.example", "name": "Neu", "password1": PASSWORD})
    answer = client.post("/konto/login/", {"login": "neu@werkspur.example", "password": PASSWORD})
    assert answer.url == "/konto/confirm-email/"
    assert client.get("/betrieb/").status_code == 302


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": "\u200b\u202e "}, "name", ""),
        ({"name": "!?"}, "name", "zwei Buchstaben"),
        ({"postcode": "4103"}, "postcode", "fünf Ziffern"),
        ({"postcode": "٠٤١٠٣"}, "postcode", "fünf Ziffern"),
        ({"phone": "ruf mich an"}, "phone", "lässt sich nicht wählen"),
        ({"on_call_phone": "12"}, "on_call_phone", "Mit Vorwahl"),
        ({"on_call_name": "Meister"}, "on_call_phone", "erreicht nachts niemand"),
        ({"legal_form": ""}, "legal_form", ""),
        ({"chamber": "999999"}, "chamber", ""),
    ],
)
def test_bad_input_is_told_at_the_field_and_stays(
    client: Client, changes: dict[str, str], field: str, words: str
) -> None:
    client.force_login(make_person("otto"))
    answer = client.post("/betrieb/anmelden/", form_data(**{"city": "Leipzig-Ort"} | changes))
    assert answer.status_code == 422
    assert words in errors(answer)[field][0]
    assert "Leipzig-Ort" in answer.content.decode()
    assert not Company.objects.exists()


def test_the_police_is_no_chamber(client: Client) -> None:
    client.force_login(make_person("otto"))
    police = make_partner("pd", Partner.Kind.POLICE)
    assert "chamber" in errors(client.post("/betrieb/anmelden/", form_data(chamber=police.pk)))


def test_text_is_tidied_and_numbers_are_written_alike(client: Client) -> None:
    client.force_login(make_person("otto"))
    typed = {"name": "  Zimmerei\u200b  Beispielholz ", "on_call_name": "Meister", "on_call_phone": "0341/12 34-56"}
    client.post("/betrieb/anmelden/", form_data(**typed))
    company = Company.objects.get()
    assert company.name == "Zimmerei Beispielholz"
    assert company.on_call_phone == "+49 341 123456"


def test_a_double_click_makes_one_company(client: Client) -> None:
    otto = make_person("otto")
    client.force_login(otto)
    assert client.post("/betrieb/anmelden/", form_data()).url == "/betrieb/"
    assert client.post("/betrieb/anmelden/", form_data()).url == "/betrieb/"
    assert Company.objects.count() == 1
    assert Role.objects.filter(person=otto).count() == 1


def test_a_possible_duplicate_asks_once_and_names_nobody(client: Client, people: People) -> None:
    client.force_login(people.otto)
    data = form_data(name="Dachdeckerei MUSTER GmbH")
    answer = client.post("/betrieb/anmelden/", data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Vielleicht gibt es diesen Betrieb hier schon" in page
    assert people.anna.email not in page
    assert client.post("/betrieb/anmelden/", data | {"anyway": "on"}).url == "/betrieb/"
    assert Company.objects.filter(name__iexact="dachdeckerei muster gmbh").count() == 2


def test_two_companies_of_one_name_get_their_own_slug(people: People) -> None:
    fields = {
        "name": "Straßenbau Ürgendwas", "legal_form": "gbr", "chamber": make_partner(),
        "trade": Trade.objects.first(), "street": "Weg 1", "city": "Borna",
    }  # fmt: skip
    slugs = [services.register_company(by=people.otto, postcode=code, **fields).slug for code in ("04552", "04103")]
    assert slugs == ["strassenbau-uergendwas", "strassenbau-uergendwas-2"]


def test_a_closed_company_can_sign_up_again(client: Client) -> None:
    otto = make_person("otto", role=Role.Kind.COMPANY_OWNER, company=make_company("Zimmerei Beispielholz GmbH"))
    services.close_company(otto.companies[0], by=otto)
    client.force_login(otto)
    assert client.post("/betrieb/anmelden/", form_data()).url == "/betrieb/"
    assert Company.objects.open().count() == 1
