"""While a big import writes, pages are read, and whoever waited in vain for the database is told when to come back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.people import People

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.once,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has a single writer"),
]


@contextmanager
def somebody_writing(*, patience: int = 90_000) -> Iterator[None]:
    """Hold SQLite's write lock; others wait for `patience` milliseconds."""
    writer = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {patience}")
    writer.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        writer.execute("ROLLBACK")
        writer.close()
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def test_reading_a_page_does_not_wait(client: Client, people: People) -> None:
    client.force_login(people.anna)
    client.get("/gegenstaende/")
    UserSession.objects.update(ip="192.0.2.1")
    cache.clear()
    with somebody_writing():
        start = monotonic()
        assert client.get("/gegenstaende/").status_code == 200
        assert monotonic() - start < 30
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA busy_timeout").fetchone() == (90_000,)
    client.get("/gegenstaende/")
    assert UserSession.objects.get().ip == "127.0.0.1"


def test_who_waited_in_vain_reads_when_to_come_back(client: Client, people: People) -> None:
    client.force_login(people.anna)
    client.get("/gegenstaende/")
    with somebody_writing(patience=50):
        answer = client.post("/gegenstaende/saetze/neu/", {"name": "Fahrzeug 07"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "beschäftigt" in answer.content.decode()
    assert client.post("/gegenstaende/saetze/neu/", {"name": "Fahrzeug 07"}).status_code == 302
