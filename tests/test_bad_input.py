"""Every page and every form of the house, given what no one should send: no answer is a failure of the house."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.people import People
from tests.site import addresses, read
from tests.test_permissions import expected
from tests.world import World, make_world

VISITORS = ("nobody", "anna", "kai", "paula", "dora")
FIRST = "anna"  # of those signed in
NAMES = ["q", "seite", "stand", "urteil", "feld", "foto", "mark", "stichprobe"]
HOSTILE = {
    "NUL": "\0",
    "beyond every number": "9" * 400,
    "quotes": "' OR 1=1 --\"<script>{{ 7*7 }}</script>%s%00{%",
    "invisible": "\u202e873\u200b-\u20601042\u202c\ufeff 👷🏽\u200d♀️\r\nb\x0b\x1b[31m\x85\u2028c",
    "very long": "Ä" * 30_000,
}
#: to what is chosen and not typed every strange text is the same: no choice
TO_CHOICES = ("NUL", "beyond every number")
QUERIES = {
    what: urlencode(dict.fromkeys(NAMES, HOSTILE[what])) for what in ("NUL", "beyond every number", "quotes")
} | {"no UTF-8": "q=%FF%FE%00&seite=%C3%28"}
#: what SQLite may take amiss in its own way: numbers beyond its own, signs of its search; PostgreSQL is given all
TO_SQLITE = ("beyond every number", "quotes")
#: the visitor or the method is not wanted: the query was not even read, so one is enough
CLOSED = {401, 403, 405}


@dataclass
class Form:
    """A form as it stands in a page: where it goes and what it would send."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    typed: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """All forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.select = ""
        self.open: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = Form(given.get("action", ""), given.get("method", "get").lower())
            self.found.append(self.open)
        if self.open is None:
            return
        name = given.get("name", "")
        if tag == "textarea" and name:
            self.open.fields.append((name, "x"))
            self.open.typed.add(name)
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in given or self.select not in dict(self.open.fields)):
            self.open.fields.append((self.select, given.get("value", "")))
        elif tag in {"input", "button"} and name:
            self.open.fields.append((name, given.get("value", "")))
            if given.get("type", "text") not in {"hidden", "checkbox", "radio", "submit", "file", "button"}:
                self.open.typed.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        if tag == "select":
            self.select = ""


def forms_of(html: str) -> list[Form]:
    parser = Forms()
    parser.feed(html)
    return parser.found


def visitor_of(people: People, name: str) -> Client:
    client = Client(raise_request_exception=False)
    if name != "nobody":
        client.force_login(getattr(people, name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def pages(world: World, *, visitor: str) -> Iterator[str]:
    """Addresses for this visitor; public pages read a query in one way for all, so nobody and one role see them."""
    table = expected()
    for address in addresses():
        if visitor in {"nobody", FIRST} or table[address.name]["nobody"] != "open":
            yield reverse(address.name, kwargs=world.arguments.get(address.name, {}))


def asked(texts: dict[str, str]) -> dict[str, str]:
    """All strange texts, or those of SQLite: what Python makes of the others is the same on both databases."""
    return {what: texts[what] for what in (TO_SQLITE if connection.vendor == "sqlite" else texts)}


def met(call: Any, *arguments: Any) -> int:
    """The status of an answer, everything it changed undone."""
    before = transaction.savepoint()
    try:
        return int(read(call(*arguments)).status_code)
    finally:
        transaction.savepoint_rollback(before)


@pytest.mark.slow
@pytest.mark.parametrize("visitor", VISITORS[1:])
def test_no_query_breaks_a_page(people: People, visitor: str) -> None:
    world = make_world(people)
    client = visitor_of(people, visitor)
    broken = {}
    for url in pages(world, visitor=visitor):
        for what, query in asked(QUERIES).items():
            status = met(client.get, f"{url}?{query}")
            if status >= 500:
                broken[url] = what
            if status in CLOSED:
                break
    assert broken == {}


@pytest.mark.slow
@pytest.mark.parametrize("visitor", VISITORS)
def test_no_text_breaks_a_form(people: People, visitor: str) -> None:
    world = make_world(people)
    client = visitor_of(people, visitor)
    broken: dict[tuple[str, str], str] = {}
    seen = set()
    for url in pages(world, visitor=visitor):
        response = read(client.get(url))
        if response.status_code != 200 or "text/html" not in response["Content-Type"] or response.streaming:
            continue
        for form in forms_of(response.content.decode()):
            target = urljoin(url, form.action)
            if target == reverse("account_logout"):
                continue  # everything after it would be asked as nobody
            shape = (target, form.method, tuple(sorted({name for name, _ in form.fields})))
            if shape in seen:
                continue
            seen.add(shape)
            chosen = {name for name, _ in form.fields} - form.typed
            for what, text in asked(HOSTILE).items():
                for changed in form.typed, chosen if what in TO_CHOICES else set():
                    if not changed:
                        continue
                    data = {name: text if name in changed else value for name, value in form.fields}
                    send = client.post if form.method == "post" else client.get
                    if met(send, target, data) >= 500:
                        broken[(url, target)] = what
    assert broken == {}
    assert client.session.get(SESSION_KEY) or visitor == "nobody"
    assert len(seen) > 3


@pytest.mark.parametrize("text", ["\0", "873\ud800", "\U0001f477", "?" * 500, "*", " ", "9" * 5000])
def test_no_json_breaks_the_api(people: People, text: str) -> None:
    client = visitor_of(people, "paula")
    for name, names in {"look_up": ("text", "purpose", "case_number", "make"), "check": ("number",)}.items():
        for hostile in names:
            body = dict.fromkeys(names, "8?3-1O4Z") | {hostile: text}
            url = reverse(f"portal:api:{name}")
            assert met(client.post, url, body, "application/json") < 500, (name, hostile)


def test_no_address_and_no_cookie_breaks_the_house(people: People) -> None:
    client = visitor_of(people, "anna")
    for path in ("/einladung/%00/", "/gegenstaende/%00/", "/%FF%FE/", "/gegenstaende//", "/konto/%2e%2e/", "/a\u202e/"):
        assert met(client.get, path) < 500, path
    for method in (client.head, client.options, client.put, client.delete, client.patch):
        for url in ("/", "/gegenstaende/", "/suchen/", "/pruefen/", "/api/tracing/check"):
            assert met(method, url) < 500, url
    client.cookies["werkspur_session"] = "\0" * 32
    client.cookies["werkspur_sprache"] = "\0"
    assert met(client.get, "/gegenstaende/") == 302
