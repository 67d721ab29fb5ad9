"""The API keeps what its description promises, whatever it is sent (schemathesis, bounded)."""

from __future__ import annotations

import json

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.people import make_item
from werkspur.portal import api_keys
from werkspur.portal.api import api
from werkspur.tracing import rules

schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(), cls=DjangoJSONEncoder)))
schema.app, schema.location = WSGIHandler(), "/api/openapi.json"
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]


@pytest.fixture
def one_connection():
    """The requests run in the test's own transaction: the handler must not close its connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(people, one_connection, monkeypatch) -> str:
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
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)
