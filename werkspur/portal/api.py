"""The API: every Baustein's router under /api/<name>/, signed in by key or by session, described by OpenAPI 3.1."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.security import HttpBearer, SessionAuth

from werkspur.base.bausteine import all_bausteine
from werkspur.partners.models import Person
from werkspur.portal import api_keys

DESCRIPTION = gettext_noop(
    "Eigene Gegenstände lesen, als Polizei mit Zweck und Aktenzeichen suchen, öffentlich eine Nummer prüfen. "
    "Ein Schlüssel kommt in die Kopfzeile Authorization: Bearer …; wer im Browser angemeldet ist, braucht keinen."
)
METHODS = ("get", "post", "put", "patch", "delete")


class KeyAuth(HttpBearer):
    """`Authorization: Bearer ws_…`; the key's person and company then count as those of the request."""

    openapi_description = "Schlüssel von der Seite Zugriffsschlüssel"

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        key = api_keys.use_key(token)
        if key is None:
            return None
        request.user = key.person
        request.company = key.company  # type: ignore[attr-defined]
        return key.person


class Api(NinjaAPI):
    """Lives inside the portal's addresses, so its own are one namespace deeper than django-ninja expects."""

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        return reverse("portal:api")


@dataclass(frozen=True)
class Value:
    """One parameter or property: its name, type in words, whether it must be given, what it means."""

    name: str
    kind: str
    required: bool
    text: str


@dataclass(frozen=True)
class Operation:
    """One thing the API does, as the reference page shows it."""

    method: str
    path: str
    title: str
    text: str
    is_public: bool
    takes: list[Value] = field(default_factory=list)
    gives: list[Value] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


def _assemble() -> Api:
    api = Api(
        title="Werkspur",
        version="1",
        description=DESCRIPTION,
        urls_namespace="api",
        docs_url=None,
        auth=[KeyAuth(), SessionAuth(csrf=True)],
    )
    for baustein in all_bausteine():
        router = baustein.api()
        if router is not None:
            api.add_router(f"/{baustein.name}/", router, tags=[baustein.label])
    return api


api = _assemble()


@api.exception_handler(ValidationError)
def wrong_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """One sentence for each wrong value, in the same form as every other refusal."""
    told = "; ".join(f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors)
    return api.create_response(request, {"detail": told}, status=422)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    """Foreign and missing objects look the same."""
    return api.create_response(request, {"detail": _("Nicht vorhanden.")}, status=404)


def operations() -> list[Operation]:
    """Everything the API does, read from its own schema."""
    schema = api.get_openapi_schema()
    found = []
    for path, methods in schema["paths"].items():
        found += [_operation(schema, path, name, methods[name]) for name in METHODS if name in methods]
    return found


def _operation(schema: dict[str, Any], path: str, method: str, told: dict[str, Any]) -> Operation:
    parameters = [
        Value(one["name"], _kind(one["schema"]), one.get("required", False), _said(one["schema"].get("description")))
        for one in told.get("parameters", [])
    ]
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    answer = told["responses"].get(200, {}).get("content", {}).get("application/json", {}).get("schema", {})
    return Operation(
        method=method.upper(),
        path=path,
        title=_said(told.get("summary")),
        text=_said(told.get("description")),
        is_public="security" not in told,
        takes=[*parameters, *_values(schema, body)],
        gives=_values(schema, answer),
        codes=[str(code) for code in told["responses"]],
    )


def _said(text: str | None) -> str:
    """A text of the schema in the language of the page; gettext would answer its own header for an empty one."""
    return _(text) if text else ""


def _values(schema: dict[str, Any], part: dict[str, Any]) -> list[Value]:
    """The properties of an object of the schema, one level deep."""
    there = _resolved(schema, part)
    must = set(there.get("required", []))
    return [
        Value(name, _kind(_resolved(schema, one)), name in must, _said(one.get("description")))
        for name, one in there.get("properties", {}).items()
    ]


def _resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    reference = part.get("$ref", "")
    resolved: dict[str, Any] = schema["components"]["schemas"][reference.rsplit("/", 1)[-1]] if reference else part
    return resolved


def _kind(part: dict[str, Any]) -> str:
    """The type in one word or two: string, integer, array of MarkOut, string or null."""
    if "anyOf" in part:
        return " | ".join(_kind(one) for one in part["anyOf"])
    if "enum" in part:
        return " | ".join(str(one) for one in part["enum"])
    if part.get("type") == "array":
        inner = part.get("items", {})
        return f"[{inner.get('$ref', '').rsplit('/', 1)[-1] or _kind(inner)}]"
    return str(part.get("format") or part.get("type") or part.get("title", ""))
