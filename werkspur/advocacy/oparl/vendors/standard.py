"""The loader for servers that keep to the specification, and the base of all others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

from werkspur.advocacy.oparl.net import Fetcher
from werkspur.advocacy.oparl.reading import JsonObject, parse, text
from werkspur.advocacy.oparl.trouble import NotJson, NotOParl


@dataclass(frozen=True)
class Found:
    """An object as served, and its content as the loader mended it."""

    raw: JsonObject
    content: JsonObject


@dataclass(frozen=True)
class Page:
    """A page of an external list: where it was, its objects, where the next one is ("" = last)."""

    address: str
    objects: tuple[Found, ...]
    next: str


class Loader:
    """Loads objects and list pages. A vendor's loader overrides only where that vendor differs.

    Common to all, because several vendors do it: `created: ""`, a list that is a bare array, `links` missing or null,
    relative next pages, a list address that already holds a query, filters lost on the way to the next page.
    """

    name: ClassVar[str] = "standard"

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher

    @classmethod
    def serves(cls, system: Mapping[str, Any]) -> bool:
        """Say whether this loader fits, by what the System object says of itself."""
        return True

    def stamp(self, moment: datetime) -> str:
        """A point in time as a parameter: never with microseconds (Wuppertal's server rejects them)."""
        return moment.astimezone(UTC).replace(microsecond=0).isoformat()

    def encoded(self, value: str) -> str:
        """A parameter's value in an address: reserved characters encoded, as `src/2-05` (filters) demands."""
        return quote(value, safe="")

    def with_parameters(self, address: str, parameters: Mapping[str, str]) -> str:
        """Add what is missing; the query that is already there stays as the server wrote it (Leipzig: `?id=2387`)."""
        parts = urlsplit(address)
        there = {unquote(name) for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
        added = [f"{name}={self.encoded(value)}" for name, value in parameters.items() if name not in there]
        return urlunsplit(parts._replace(query="&".join([*filter(None, [parts.query]), *added])))

    def load(self, address: str) -> Any:
        """Fetch JSON; raises a subclass of OParlTrouble."""
        answer = self.fetcher.get(address)
        try:
            return parse(answer.text)
        except ValueError as error:
            raise NotJson(address, detail=str(error)[:200]) from error

    def object(self, address: str) -> Found:
        """Fetch one object."""
        found = self.load(address)
        if not isinstance(found, dict):
            raise NotOParl(address, detail="no object")
        return Found(found, self.mend(found))

    def page(self, address: str, *, parameters: Mapping[str, str]) -> Page:
        """Fetch one page of a list; `parameters` are added where the address does not carry them already."""
        where = self.with_parameters(address, parameters)
        found = self.listed(self.load(where))
        if found is None:
            raise NotOParl(where, detail="no list")
        links = found.get("links")
        after = text(links.get("next")) if isinstance(links, dict) else ""
        objects = tuple(Found(item, self.mend(item)) for item in found["data"] if isinstance(item, dict))
        return Page(where, objects, self.with_parameters(urljoin(where, after), parameters) if after else "")

    def listed(self, found: Any) -> JsonObject | None:
        """A list page as the specification wants it, or None when this is no list."""
        if isinstance(found, list):
            return {"data": found}
        return found if isinstance(found, dict) and isinstance(found.get("data"), list) else None

    def mend(self, raw: JsonObject) -> JsonObject:
        """Put right what this vendor gets wrong; here nothing, for the reading is tolerant."""
        return raw
