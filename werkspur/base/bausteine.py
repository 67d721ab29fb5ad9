"""The Baustein: how an app, ours or a stranger's, joins the house.

An app is a Python package whose distribution names it under the entry point group `werkspur.bausteine`
(`registry = "werkspur.registry"`). The package is then an installed Django app, and its module `baustein` holds one
object `baustein = Baustein(…)` with only the parts it needs. Nothing in this repository changes when one is installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import import_module, metadata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest
    from ninja import Router

GROUP = "werkspur.bausteine"


@dataclass(frozen=True)
class Link:
    """One entry of the navigation. `group` is the role it belongs to ('' = public); `order` sorts, small first.

    `also` are paths outside `url` whose pages belong to this entry too.
    """

    label: str
    url: str
    order: int = 100
    group: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tile:
    """One thing on a dashboard: a task (with `due`) or a figure (with `figure`). `urgent` marks what is overdue."""

    title: str
    url: str
    text: str = ""
    figure: str = ""
    action: str = ""
    due: str = ""
    urgent: bool = False
    order: int = 100


@dataclass(frozen=True)
class Figure:
    """One number for reports and as evidence; `count` of companies or cases behind it decides if it may be shown.

    query, taken, source: what was asked, on which day, and whose number it is; who keeps the figure keeps them with it.
    url: the page where it can be checked; note: what must be said beside it. period: first and last day that it counts,
    where that lies in its key; asking for that period gives the same figure again later.
    """

    key: str
    label: str
    value: int
    count: int
    unit: str = ""
    public: bool = False
    query: str = ""
    taken: date | None = None
    source: str = ""
    url: str = ""
    note: str = ""
    period: tuple[date, date] | None = None


@dataclass(frozen=True)
class Offer:
    """Something anybody can do right now, for the public start page."""

    title: str
    text: str
    action: str
    url: str
    icon: str = "pfeil"
    order: int = 100


@dataclass(frozen=True)
class Panel:
    """A section that one app adds to another app's page, rendered from its own template.

    place: where on the page: "section" below its own, "note" beside the facts, "status" behind the state,
    "actions" among the buttons.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 100
    place: str = "section"


@dataclass(frozen=True)
class Hit:
    """One result of the site search."""

    title: str
    url: str
    text: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Retention:
    """What is deleted or anonymised when: `apply(before)` does it and returns how many."""

    label: str
    after: timedelta
    apply: Callable[[date], int]
    legal_basis: str = ""


@dataclass(frozen=True)
class Duty:
    """What is done every night: `run()` is quick; long work it queues in portions, for mail waits behind it."""

    label: str
    run: Callable[[], Any]


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What befell one company in one month, for pictures of the whole: raw, never shown and never stored as it is.

    Who asks for it makes it safe first (see `facts.rules.small`). month is a first day; region and trade are keys, ''
    where unknown; company tells companies apart within one answer and means nothing outside it; kind says what
    happened ("theft"), count how often.
    """

    kind: str
    month: date
    region: str
    trade: str
    company: int
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What may become a demand of the partnership, offered by the app where it came up; who demands decides.

    key: the same for the same matter each time; title, text: in the words it was said; source: where and when it was
    said; url: page where it stands; taken: the day it was said.
    """

    key: str
    title: str
    text: str
    source: str
    url: str
    taken: date


def nothing(*_args: Any, **_kwargs: Any) -> list[Any]:
    """The answer of a part that an app leaves out."""
    return []


@dataclass(frozen=True)
class Baustein:
    """Everything an app gives to the whole. `name` is unique, `order` sorts where several apps answer.

    urls: dotted module with `urlpatterns`, mounted under `prefix` ('' = at the root).
    public_urls: names of pages that anybody may read (for the site map and the permission test).
    public_pages: addresses for the site map that names alone do not give: those with a parameter.
    api: a django-ninja router, mounted under /api/<name>/.
    start_panels: sections on the public start page, called with the request.
    figures: called as figures(period=(first day, last day) or None for all, region=key or "" for all).
    happenings: called as happenings(since=first day, until=last day) with whole months; see `Happening`.
    drafts: matters for politics or administration that came up, for whoever writes demands; see `Draft`.
    item_panels: called as item_panels(item, request); sections on the page of an item.
    item_state_changed: called as item_state_changed(item, before=state, by=person) in the transaction of the change.
    demo: adds its share of the demonstration partnership, given what the apps below it built.
    """

    name: str
    label: str
    order: int = 100
    urls: str = ""
    prefix: str = ""
    public_urls: Sequence[str] = ()
    public_pages: Callable[[], Iterable[str]] = nothing
    navigation: Callable[[HttpRequest], Iterable[Link]] = nothing
    tiles: Callable[[HttpRequest], Iterable[Tile]] = nothing
    offers: Callable[[HttpRequest], Iterable[Offer]] = nothing
    start_panels: Callable[[HttpRequest], Iterable[Panel]] = nothing
    figures: Callable[..., Iterable[Figure]] = nothing
    happenings: Callable[..., Iterable[Happening]] = nothing
    drafts: Callable[[], Iterable[Draft]] = nothing
    item_panels: Callable[[Any, HttpRequest], Iterable[Panel]] = nothing
    item_state_changed: Callable[..., Any] = nothing
    personal_data: Callable[[Model], Iterable[tuple[str, Any]]] = nothing
    erase: Callable[[Model], Any] = nothing
    retention: Callable[[], Iterable[Retention]] = nothing
    nightly: Callable[[], Iterable[Duty]] = nothing
    search: Callable[[str, HttpRequest], Iterable[Hit]] = nothing
    demo: Callable[[Any], Any] = nothing
    initial_data: Callable[[], Any] = nothing
    api: Callable[[], Router | None] = field(default=lambda: None)


def app_modules() -> list[str]:
    """Dotted names of all installed Baustein packages; safe to call while the settings are read."""
    return sorted({point.value for point in metadata.entry_points(group=GROUP)})


@cache
def all_bausteine() -> tuple[Baustein, ...]:
    """Every installed Baustein in its order. Call it only when Django's apps are ready."""
    found = [import_module(f"{module}.baustein").baustein for module in app_modules()]
    return tuple(sorted(found, key=lambda baustein: (baustein.order, baustein.name)))
