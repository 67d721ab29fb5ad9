"""Walking the whole site: every address, with an object of anna's company where it needs one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

ELSEWHERE = ("admin", "usersessions", "account", "mfa", "")  # Django's and allauth's own tests; "" = unnamed


@dataclass(frozen=True)
class Address:
    """One named address and the parameters it needs."""

    name: str
    parameters: tuple[str, ...]


def addresses() -> Iterator[Address]:
    """Every named address of our own apps."""
    yield from sorted(set(_walk(get_resolver(), "")), key=lambda address: address.name)


def _walk(resolver: URLResolver, namespace: str, inherited: tuple[str, ...] = ()) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        parameters = inherited + tuple(pattern.pattern.converters)
        if isinstance(pattern, URLPattern):
            if namespace and pattern.name:
                yield Address(f"{namespace}:{pattern.name}", parameters)
        else:
            inner = ":".join(part for part in (namespace, pattern.namespace or "") if part)
            if inner.split(":")[0] not in ELSEWHERE or pattern.namespace is None:
                yield from _walk(pattern, inner, parameters)


def answer(client: Client, name: str, arguments: dict[str, Any], body: dict[str, str] | None = None) -> str:
    """What a visit says: "open", "login", "401", "403", "404"; where GET is not taken, `body` is posted as JSON."""
    url = reverse(name, kwargs=arguments)
    response = read(client.get(url))
    if response.status_code == 405:
        response = read(client.post(url, body, "application/json") if body else client.post(url))
    if response.status_code in {301, 302} and "/konto/login/" in response["Location"]:
        return "login"
    if response.status_code in {401, 403, 404}:
        return str(response.status_code)
    assert response.status_code < 500, f"{name}: {response.status_code}"
    return "open"


def read(response: Any) -> Any:
    """Read a file that is sent in pieces to its end, so that it is closed."""
    if response.streaming:
        for _part in response.streaming_content:
            pass
    return response
