"""Builders of this app's tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.test import Client

from tests.people import make_item
from werkspur.partners.models import Person
from werkspur.registry.models import Item
from werkspur.tracing import services
from werkspur.tracing.models import Lookup, TheftReport

FROM = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
TO = datetime(2026, 3, 3, 5, 30, tzinfo=UTC)
WHEN_AND_WHERE = {"happened_from": "2026-03-02T17:00", "happened_to": "2026-03-03T06:30", "place": "Baustelle Grimma"}
SHIFT = {"purpose": "Verkehrskontrolle", "case_number": "26-104711"}


def make_lookup(*, by: Person, text: str = "873-1042", **fields: str) -> Lookup:
    return services.look_up(text=text, by=by, **(SHIFT | fields))


def make_report(*, by: Person, items: list[Item] | None = None, **fields: Any) -> TheftReport:
    items = items or [make_item(owner=by, mark="873-1042")]
    defaults = {"happened_from": FROM, "happened_to": TO, "place": "Baustelle Grimma", "company": items[0].company}
    return services.report_theft(items=items, by=by, **(defaults | fields))


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def on_shift(person: Person) -> Client:
    """Signed in, with purpose and case number given."""
    client = signed_in(person)
    client.post("/suchen/zweck/", SHIFT)
    return client
