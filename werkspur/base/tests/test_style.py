"""The component page, and what every page carries: language, light and dark, errors."""

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from pytest_django import Settings

from tests.people import People
from werkspur.base import views

pytestmark = pytest.mark.django_db


def test_the_component_page_has_nothing_inline(client: Client) -> None:
    page = client.get("/stil/").content.decode()
    assert "<h1" in page
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", page)
    assert all(" src=" in script for script in re.findall(r"<script[^>]*>", page))
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)
    assert "<c-" not in page


def test_the_component_page_is_not_there_in_production(client: Client, settings: Settings) -> None:
    settings.MODE = "production"
    assert client.get("/stil/").status_code == 404


def test_the_page_says_that_it_is_a_demonstration(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    assert "Testbetrieb mit Beispieldaten" in client.get("/stil/").content.decode()
    settings.DEMO = False
    page = client.get("/stil/").content.decode()
    assert "Testbetrieb mit Beispieldaten" not in page
    assert "Im Notfall 110" in page


def test_the_language_is_switched_and_remembered(client: Client) -> None:
    assert '<html lang="de"' in client.get("/stil/", headers={"accept-language": "en"}).content.decode()
    answer = client.post("/sprache/", {"language": "en", "next": "/stil/"})
    assert answer.headers["Location"] == "/stil/"
    assert '<html lang="en"' in client.get("/stil/").content.decode()
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME]["samesite"] == "Lax"


def test_light_and_dark_are_chosen_and_forgotten(client: Client) -> None:
    assert "data-kern-theme" not in client.get("/stil/").content.decode()
    client.post("/darstellung/", {"theme": "dark", "next": "/stil/"})
    assert 'data-kern-theme="dark"' in client.get("/stil/").content.decode()
    client.post("/darstellung/", {"theme": "", "next": "/stil/"})
    assert "data-kern-theme" not in client.get("/stil/").content.decode()
    client.cookies["werkspur_darstellung"] = '"><script>'
    assert "data-kern-theme" not in client.get("/stil/").content.decode()


@pytest.mark.parametrize("target", ["https://anderswo.example/", "//anderswo.example/", "javascript:alert(1)", ""])
def test_a_switch_never_leads_to_another_host(client: Client, target: str) -> None:
    assert client.post("/darstellung/", {"theme": "dark", "next": target}).headers["Location"] == "/"


def test_switches_want_a_form(client: Client) -> None:
    assert client.get("/darstellung/").status_code == 405
    assert client.get("/sprache/").status_code == 405


def test_the_page_that_is_missing_has_the_look(client: Client) -> None:
    page = client.get("/gibt-es-nicht/")
    assert page.status_code == 404
    assert "Diese Seite gibt es nicht." in page.content.decode()
    assert "ws-foot" in page.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_these_errors_need_nothing_that_may_be_broken(name: str) -> None:
    page = render_to_string(name)
    assert '<html lang="de"' in page
    assert "werkspur.css" in page


@pytest.mark.parametrize("name", ["403.html", "404.html", "413.html", "429.html"])
def test_every_error_says_what_to_do(name: str) -> None:
    page = render_to_string(name, {"limit": 100_000_000}, RequestFactory().get("/x/"))
    assert page.count("<h1") == 1
    assert "Zur Startseite" in page


def test_an_ended_session_tells_how_to_keep_what_was_typed() -> None:
    page = views.csrf_failure(RequestFactory().post("/x/"))
    assert page.status_code == 403
    assert "Ihre Eingaben sind noch da" in page.content.decode()


def test_the_header_says_who_is_signed_in_and_signs_out_by_form(client: Client, people: People) -> None:
    client.force_login(people.anna)
    page = client.get("/stil/").content.decode()
    assert "Dachdeckerei Muster GmbH" in page.split("<main")[0]
    assert re.search(r'<form method="post" action="/konto/logout/">', page)
    assert "Anmelden" not in page.split("<main")[0]


def test_the_header_names_the_role_of_the_police(client: Client, people: People) -> None:
    page = render_to_string("_who.html", {"user": people.paula}, RequestFactory().get("/"))
    assert "Polizei, Ermittlung" in page
    assert "#schutz" in page
