"""From any address of a council's server to its lists: System -> Body -> list addresses, from the data, never built."""

from __future__ import annotations

from dataclasses import dataclass

from werkspur.advocacy.oparl.net import Fetcher
from werkspur.advocacy.oparl.reading import JsonObject, kind, reference, text, version
from werkspur.advocacy.oparl.trouble import NotOParl, OParlTrouble, PageLoop, TooManyPages
from werkspur.advocacy.oparl.vendors import Found, Loader, loader_for

#: the lists we read; persons are left out, they are none of our business
LISTS = ("organization", "meeting", "paper")
#: lists of their own since 1.1; with all of them at hand, objects may come without what is embedded in them
LISTS_OF_1_1 = ("agendaItem", "consultation", "file")
MOST_BODY_PAGES = 50


@dataclass(frozen=True, kw_only=True)
class ListAddress:
    """An external list of a body. `slim`: it may be asked to leave out embedded objects, they have their own lists."""

    body: str
    name: str
    address: str
    slim: bool


@dataclass(frozen=True, kw_only=True)
class Council:
    """A server as found: how to load from it, its bodies and their lists."""

    loader: Loader
    system: JsonObject
    bodies: tuple[Found, ...]
    lists: tuple[ListAddress, ...]


def discover(address: str, *, fetcher: Fetcher) -> Council:
    """Read the way from `address`, that of a System, a Body or a list of bodies, to the lists."""
    plain = loader_for({}, fetcher=fetcher)
    start = plain.load(address)
    system = start if isinstance(start, dict) and reference(start.get("body")) and kind(start) in ("System", "") else {}
    if system:
        loader = loader_for(system, fetcher=fetcher)
        bodies = _bodies(loader, reference(system["body"]))
    else:
        system = _system_behind(plain, start)
        loader = loader_for(system, fetcher=fetcher)
        alone = isinstance(start, dict) and kind(start) == "Body"
        bodies = (Found(start, loader.mend(start)),) if alone else _bodies(loader, address)
    lists = tuple(item for body in bodies for item in _lists(body.content))
    if not lists:
        raise NotOParl(address, detail="no lists")
    return Council(loader=loader, system=system, bodies=bodies, lists=lists)


def _system_behind(loader: Loader, start: object) -> JsonObject:
    """The System that a Body or list of bodies names, or {} when it cannot be read: then the standard loader serves."""
    page = loader.listed(start)
    first = next((item for item in page["data"] if isinstance(item, dict)), {}) if page else start
    address = reference(first.get("system")) if isinstance(first, dict) else ""
    try:
        return loader.object(address).raw if address else {}
    except OParlTrouble:
        return {}


def _bodies(loader: Loader, address: str) -> tuple[Found, ...]:
    found: dict[str, Found] = {}
    visited: set[str] = set()
    while address:
        if address in visited:
            raise PageLoop(address)
        if len(visited) >= MOST_BODY_PAGES:
            raise TooManyPages(address)
        visited.add(address)
        page = loader.page(address, parameters={})
        found |= {reference(body.content): body for body in page.objects if kind(body.content) in ("Body", "")}
        address = page.next
    return tuple(found.values())


def _lists(body: JsonObject) -> list[ListAddress]:
    newer = version(body) == "1.1" and all(text(body.get(name)) for name in LISTS_OF_1_1)
    names = (*LISTS, *LISTS_OF_1_1) if newer else LISTS
    identity = reference(body)
    there = [(name, text(body.get(name))) for name in names]
    return [ListAddress(body=identity, name=name, address=address, slim=newer) for name, address in there if address]
