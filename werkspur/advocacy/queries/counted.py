"""What demands have to tell in numbers, for reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from statistics import median
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Commitment, Delivery, Demand, Reply
from werkspur.base.bausteine import Figure

Period = tuple[date, date]
State = Commitment.State
#: what a commitment has come to when it is counted as decided
_DECIDED = (State.KEPT, State.PARTLY, State.BROKEN)


def figures(*, period: Period | None = None, region: str = "") -> Iterator[Figure]:
    """Yield released demands, answers and how long they took, commitments and what became of them.

    Args:
        period: first and last day, both included; None is everything.
        region: official key that the released version names; '' is everything.
    """
    demands = Demand.objects.public()
    if region:
        demands = demands.filter(released__regions__key=region).distinct()
    values: dict[str, Any] = {"taken": timezone.localdate(), "source": _("Werkspur, Forderungen")}
    released = _in(demands, "released_on", period).count()
    yield Figure("advocacy.demands", _("Freigegebene Forderungen"), released, released, public=True, **values)
    keys = demands.values("pk")
    yield from _answered(keys, period=period, values=values)
    decided = _in(Commitment.objects.filter(demand__in=keys, state__in=_DECIDED), "decided_on", period)
    number = decided.count()
    kept, broken = (decided.filter(state=state).count() for state in (State.KEPT, State.BROKEN))
    yield Figure("advocacy.commitments_kept", _("Gehaltene Zusagen"), kept, number, **values)
    yield Figure("advocacy.commitments_broken", _("Gebrochene Zusagen"), broken, number, **values)


def _answered(keys: Any, *, period: Period | None, values: dict[str, Any]) -> Iterator[Figure]:
    replies = _in(Reply.objects.filter(demand__in=keys, kind=Reply.Kind.ANSWER), "day", period).count()
    yield Figure("advocacy.answers", _("Antworten auf Forderungen"), replies, replies, **values)
    rows = Delivery.objects.filter(demand__in=keys, state=Delivery.State.SENT, settled_on__isnull=False)
    times = list(_in(rows, "settled_on", period).values_list("day", "arrived", "settled_on"))
    days = [max((settled - (arrived or sent)).days, 0) for sent, arrived, settled in times if settled and sent]
    if days:
        label = _("Tage vom Zugang bis zur Antwort (Median)")
        middle = round(median(days))
        yield Figure("advocacy.answer_days", label, middle, len(days), unit=_("Tage"), **values)
    waiting = Delivery.objects.waiting().filter(demand__in=keys)
    overdue = waiting.overdue(today=timezone.localdate()).count()
    yield Figure("advocacy.overdue", _("Überfällige Antworten"), overdue, waiting.count(), **values)


def _in(rows: Any, field: str, period: Period | None) -> Any:
    return rows.filter(**{f"{field}__range": period}) if period else rows
