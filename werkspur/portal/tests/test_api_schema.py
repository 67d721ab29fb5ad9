"""The API keeps what its description promises, whatever it is sent (schemathesis, bounded)."""

from __future__ import annotations

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.people import make_item
from werkspur.config.wsgi import application
from werkspur.portal import api_keys
from werkspur.tracing import rules

schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]


@pytest.fixture
def token(people, monkeypatch) -> str:
    """A key of somebody who may do everything: paula, who also works for anna's company."""
    monkeypatch.setattr(rules, "CHECK_SECONDS", 0.0)
    item = make_item(owner=people.anna, mark="873-1042")
    people.anna.roles.create(person=people.paula, kind="company_staff", company=item.company)
    return api_keys.make_key(name="Probe", by=people.paula, company=item.company)[1]


@schema.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_every_answer_is_as_described(case, token):
    assert Client().get("/healthz").status_code in {200, 503}
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)
