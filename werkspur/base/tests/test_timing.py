"""How long an answer took is told to who is signed in, and never where it could give something away."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.people import People, make_item

pytestmark = pytest.mark.django_db
HEADER = re.compile(r"app;dur=(\d+\.\d), db;dur=(\d+\.\d)")


def visitor(people: People, name: str) -> Client:
    client = Client()
    if name:
        client.force_login(getattr(people, name), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("name", ["anna", "paula", "dora"])
def test_who_is_signed_in_is_told(people: People, name: str) -> None:
    told = HEADER.fullmatch(visitor(people, name).get("/")["Server-Timing"])
    assert told
    every, database = float(told[1]), float(told[2])
    assert every >= database > 0


def test_nobody_else_is_told(people: People) -> None:
    for address in ("/", "/pruefen/", "/suchen/", "/konto/login/"):
        assert "Server-Timing" not in visitor(people, "").get(address)


@pytest.mark.parametrize("name", ["", "anna", "paula"])
@pytest.mark.parametrize("number", ["873-1042", "999-9999"])
def test_the_public_check_tells_nobody(people: People, name: str, number: str) -> None:
    make_item(owner=people.anna, mark="873-1042")
    client = visitor(people, name)
    assert "Server-Timing" not in client.post("/pruefen/", {"number": number})
    assert "Server-Timing" not in client.post("/api/tracing/check", {"number": number}, "application/json")
