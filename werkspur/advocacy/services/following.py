"""The status follows what came in, when whoever notes it asks for that; else only the demand's last movement."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from werkspur.advocacy.models import Demand
from werkspur.advocacy.rules.states import Outcome, Refused, Status, fitting
from werkspur.advocacy.services import demands, status
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.partners.rules import tidy

#: "promised", or "done:part" where the outcome is chosen as well
Wanted = str
FIELD = "set_status"


def follow(
    demand: Demand, *, wanted: Wanted, reason: str, source: str, day: date, by: Any, now: datetime, public: bool = True
) -> None:
    """Note that a demand has moved, and change its status when that is wanted. The caller holds its lock.

    wanted: "" leaves the status as it is; a status that the demand has already is no error, so that a second answer
    may come in with the same tick. day: of what came in; a letter may be older than the last change that was noted,
    the change is not. public: reason and source are shown on the tracker.

    Raises:
        AdvocacyRefused: at the field `set_status`, with every reason against it.
    """
    demands.moved(demand, on=day)
    if not wanted:
        return
    name, _colon, outcome = wanted.partition(":")
    if name not in set(Status) or (outcome and outcome not in set(Outcome)):
        raise AdvocacyRefused(FIELD, _("Diese Auswahl gibt es nicht mehr. Wählen Sie noch einmal."))
    chosen = Outcome(outcome) if outcome else _fitting(Status(name), now=Outcome(demand.outcome))
    if (name, chosen) == (demand.status, demand.outcome):
        return
    try:
        status.change_status(
            demand, status=Status(name), outcome=chosen, reason=tidy(reason)[:500],
            source=tidy(source)[:300], day=max(day, demand.since or day), by=by, now=now,
            public=public,
        )  # fmt: skip
    except Refused as refused:
        raise AdvocacyRefused(FIELD, " ".join(status.sentences(refused))) from refused


def _fitting(status: Status, *, now: Outcome) -> Outcome:
    """The outcome stays, unless it belonged to the end that is over."""
    fits = fitting(status)
    return now if now in fits else fits[0]
