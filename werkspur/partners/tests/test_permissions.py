"""Each decorator lets its own people through, sends strangers to sign in and refuses the rest."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tests.people import People
from werkspur.partners import permissions
from werkspur.partners.middleware import RolesMiddleware

pytestmark = pytest.mark.django_db
ALLOWED = {
    "signed_in": "anna ben clara kai paula peter dora otto",
    "company_required": "anna ben clara",
    "owner_required": "anna clara",
    "chamber_required": "kai",
    "police_required": "paula",
    "advice_required": "peter",
    "data_protection_required": "dora",
    "operator_required": "",
}


def opens(name: str, request: HttpRequest) -> bool:
    view = getattr(permissions, name)(lambda request: HttpResponse("ok"))
    try:
        return RolesMiddleware(view)(request).status_code == 200
    except PermissionDenied:
        return False


@pytest.mark.parametrize("name", ALLOWED)
def test_decorators(people: People, name: str) -> None:
    allowed = set()
    for who, person in people:
        request = RequestFactory().get("/x/")
        request.user, request.session = person, {}  # type: ignore[assignment]
        if opens(name, request):
            allowed.add(who)
    assert allowed == set(ALLOWED[name].split())


@pytest.mark.parametrize("name", ALLOWED)
def test_a_stranger_is_sent_to_sign_in_and_back(name: str) -> None:
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/x/?y=1")
    request.user = AnonymousUser()
    view = getattr(permissions, name)(lambda request: HttpResponse("secret"))
    assert view(request).url == "/konto/login/?next=/x/%3Fy%3D1"


def test_an_inactive_person_has_no_role(people: People) -> None:
    people.kai.is_active = False
    assert not people.kai.has_role("chamber")
