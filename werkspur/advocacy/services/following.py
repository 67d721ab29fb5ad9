"""The status follows what came in, when whoever notes it asks for that; else only the demand's last movement."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from werkspur.advocacy.models import Demand
from werkspur.advocacy.rules.states import Outcome, Refused, Status
from werkspur.advocacy.services import demands, status
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.partners.rules import tidy

#: "promised", or "done:part" where the outcome is chosen as well
Wanted = str
FIELD = "set_status"


def follow(demand: Demand, *, wanted: Wanted, reason: str, source: str, day: date, by: Any, now: datetime) -> None:
    """Note that a demand has moved, and change its status when that is wanted. The caller holds its lock.

    wanted: "" leaves the status as it is; a status that the demand has already is no error, so that a second answer
    may come in with the same tick.

    Raises:
        AdvocacyRefused: at the field `set_status`, with every reason against it.
    """
    demands.moved(demand, on=day)
    if not wanted:
        return
    name, _colon, outcome = wanted.partition(":")
    if name not in set(Status) or (outcome and outcome not in set(Outcome)):
        raise AdvocacyRefused(FIELD, _("Diese Auswahl gibt es nicht mehr. Wählen Sie noch einmal."))
    if (name, outcome or demand.outcome) == (demand.status, demand.outcome):
        return
    try:
        status.change_status(
            demand, status=Status(name), outcome=Outcome(outcome or demand.outcome), reason=tidy(reason)[:500],
            source=tidy(source)[:300], day=day, by=by, now=now,
        )  # fmt: skip
    except Refused as refused:
        raise AdvocacyRefused(FIELD, " ".join(status.sentences(refused))) from refused
