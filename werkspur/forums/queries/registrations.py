"""The list of registrations for the hosts: searched, sorted, counted, as rows of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.base.calendar.wallclock import shown
from werkspur.base.sorting import sort_key
from werkspur.forums.models import Event, Registration
from werkspur.forums.queries.form_questions import questions_of

State = Registration.State
#: tabs of the list: which states they show
GROUPS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "kommen": (gettext_lazy("Angemeldet"), (State.CONFIRMED,)),
    "warten": (gettext_lazy("Warteliste"), (State.WAITING, State.OFFERED)),
    "offen": (gettext_lazy("Noch nicht bestätigt"), (State.HELD,)),
    "weg": (gettext_lazy("Zurückgezogen, verfallen"), (State.WITHDRAWN, State.LAPSED)),
}
SORTS = ("name", "betrieb", "seit", "personen")
#: words for the steps of a log
STEPS: dict[str, Any] = {
    "held": gettext_lazy("angemeldet, Link verschickt"),
    "confirmed": gettext_lazy("angemeldet"),
    "asked": gettext_lazy("Warteliste gewünscht, Link verschickt"),
    "waiting": gettext_lazy("auf der Warteliste"),
    "offered": gettext_lazy("Platz angeboten"),
    "offered_to_all": gettext_lazy("allen angeboten, wer zuerst annimmt"),
    "gap": gettext_lazy("Platz bleibt für diese Anmeldung frei"),
    "passed": gettext_lazy("nicht an der Reihe"),
    "too_late": gettext_lazy("jemand war schneller"),
    "lapsed": gettext_lazy("verfallen"),
    "changed": gettext_lazy("geändert"),
    "withdrawn": gettext_lazy("zurückgezogen"),
}


@dataclass(frozen=True)
class Step:
    """One jump in the life of a registration."""

    at: datetime
    text: str
    reason: str


def listed(event: Event, *, group: str, text: str = "", sort: str = "") -> list[Registration]:
    """Return the registrations of one tab that hold a text, sorted as asked; those who wait in the order of the list.

    Args:
        text: part of a name, company, address, telephone number or code, in any spelling of capitals.
        sort: one of SORTS, with "-" in front downwards.
    """
    rows = event.registrations.filter(state__in=GROUPS[group][1]).select_related("company", "trade", "invitation")
    found = [one for one in rows.prefetch_related("participants") if _holds(one, text)]
    key = sort.lstrip("-")
    if key in SORTS:
        return sorted(found, key=lambda one: _order(one, key), reverse=sort.startswith("-"))
    return sorted(found, key=lambda one: (one.waiting_since or one.created_at, one.pk))


def counts(event: Event) -> dict[str, int]:
    """Return how many people each tab holds."""
    sizes: Counter[str] = Counter()
    for state, size in event.registrations.values_list("state", "size"):
        sizes[state] += size
    return {key: sum(sizes[state] for state in states) for key, (_label, states) in GROUPS.items()}


def next_of_company(company: Any, *, now: datetime) -> Registration | None:
    """Return what a company comes to next, or waits for."""
    rows = Registration.objects.filter(company=company, state__in=[State.CONFIRMED, State.WAITING, State.OFFERED])
    coming = rows.filter(event__state=Event.State.ANNOUNCED, event__end__gt=now).select_related("event")
    return coming.order_by("event__start", "pk").first()


def history(one: Registration) -> list[Step]:
    """Return the log of a registration in words, the newest first."""
    return [
        Step(datetime.fromisoformat(entry["at"]), str(STEPS.get(entry["step"], entry["step"])), entry.get("reason", ""))
        for entry in reversed(one.log)
    ]


def table(event: Event, rows: Iterable[Registration]) -> list[list[Any]]:
    """Return the list as a table: one row for each person."""
    questions = questions_of(event)
    head = [
        _("Name"), _("Funktion"), _("Betrieb oder Einrichtung"), _("E-Mail"), _("Telefon"), _("Gewerk"), _("Stand"),
        _("über"), _("Personen"), _("online"), _("zurückgehalten"), _("Bedarf"), _("Sprache"), _("Code"),
        _("angemeldet am"), *(question.label for question in questions),
    ]  # fmt: skip
    return [head, *(row for one in rows for row in _rows(one, [question.key for question in questions]))]


def _rows(one: Registration, keys: list[str]) -> Iterable[list[Any]]:
    yes, since = _("ja"), one.confirmed_at or one.created_at
    for person in one.participants.all():
        yield [
            person.name, person.function, one.company_name, one.email, one.phone, one.trade or "",
            one.get_state_display(), one.get_via_display(), one.size, yes if one.online else "",
            yes if one.reserved else "", one.access_needs, one.language, person.code,
            f"{shown(since):%d.%m.%Y %H:%M}", *((one.answers or {}).get(key, "") for key in keys),
        ]  # fmt: skip


def _holds(one: Registration, text: str) -> bool:
    wanted = text.casefold().replace(" ", "")
    if not wanted:
        return True
    people = [part for person in one.participants.all() for part in (person.name, person.function, person.code)]
    return any(wanted in part.casefold().replace(" ", "") for part in (one.company_name, one.email, one.phone, *people))


def _order(one: Registration, key: str) -> Any:
    if key == "seit":
        return one.waiting_since or one.confirmed_at or one.created_at
    if key == "personen":
        return one.size
    first = next(iter(one.participants.all()), None)
    return sort_key(one.company_name if key == "betrieb" else first.name if first else "")
