"""What can be counted of events: of one, when it is closed, and of all for reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from statistics import median
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.bausteine import Figure
from werkspur.base.calendar.wallclock import day_of, span_of
from werkspur.base.small import K
from werkspur.forums.models import Event, EventFigures, Feedback, Participant, Question, Registration
from werkspur.forums.queries import checkin
from werkspur.forums.rules import attendance
from werkspur.forums.rules.attendance import Guests

State = Registration.State
#: tenths: means of feedback are kept as whole numbers
TENTHS = 10


def counted(event: Event, *, now: datetime) -> dict[str, Any]:
    """Count one event, as it is frozen.

    seats: None where not limited; registrations, people: confirmed; withdrawn, lapsed, waiting: registrations;
    online: people who took part online; attended, walk_ins, no_shows: people, None where nothing was read at a door;
    companies, trades, regions: of those who came; of those registered where nobody knows who came, which `divided` says
    (`rules.attendance`);
    questions, tasks, decisions, materials: numbers; feedback: see `feedback_of`.
    """
    came = checkin.arrived(event)
    known = bool(came)
    sums = _sums(event)
    guests = guests_of(event, came=came if known else None)
    enough = attendance.companies(guests) >= K
    return sums | {
        "seats": event.seats,
        "attended": len(came) if known else None,
        "no_shows": _no_shows(event, came=came) if known else None,
        "divided": "attended" if known else "people",
        "companies": attendance.companies(guests) if enough else None,
        **attendance.release(guests),
        "questions": questions_of(event),
        "tasks": _tasks(event),
        "decisions": event.decisions.count(),
        "materials": event.materials.count(),
        "feedback": feedback_of(event),
    }


def _sums(event: Event) -> dict[str, Any]:
    rows = list(Registration.objects.filter(event=event).values_list("state", "size", "online", "via"))
    by_state = Counter(state for state, _size, _online, _via in rows)
    confirmed = [(size, online, via) for state, size, online, via in rows if state == State.CONFIRMED]
    return {
        "registrations": len(confirmed),
        "people": sum(size for size, _online, _via in confirmed),
        "online": sum(size for size, online, _via in confirmed if online),
        "walk_ins": sum(size for size, _online, via in confirmed if via == Registration.Via.WALK_IN),
        "withdrawn": by_state[State.WITHDRAWN],
        "lapsed": by_state[State.LAPSED],
        "waiting": by_state[State.WAITING] + by_state[State.OFFERED],
    }


def guests_of(event: Event, *, came: set[int] | None) -> list[Guests]:
    """Return who came by registration; all who are registered where nobody knows who came."""
    rows = Registration.objects.filter(event=event, state=State.CONFIRMED).select_related("trade", "region", "company")
    arrived: Counter[int] = Counter()
    if came is not None:
        here = Participant.objects.filter(event=event, pk__in=came)
        arrived.update(here.values_list("registration", flat=True))
        rows = rows.filter(pk__in=arrived)
    return [_guests(one, people=one.size if came is None else arrived[one.pk]) for one in rows]


def _guests(one: Registration, *, people: int) -> Guests:
    """Trade and region as they were given, else those of the company that registered."""
    trade = one.trade or (one.company.trade if one.company else None)
    region = one.region or (one.company.region if one.company else None)
    name = one.company_name.casefold().strip()
    who = f"c{one.company_id}" if one.company_id else f"n{name}" if name else f"r{one.pk}"
    return Guests(who=who, people=people, trade=trade.slug if trade else "", region=region.key if region else "")


def _no_shows(event: Event, *, came: set[int]) -> int:
    """People who were to come and did not: not those who take part online."""
    expected = Participant.objects.filter(
        event=event, registration__state=State.CONFIRMED, registration__online=False
    ).values_list("pk", flat=True)
    return len(set(expected) - came)


def questions_of(event: Event) -> dict[str, int | None]:
    """Return how many questions were asked, are still open and are answered; days: median until the answer."""
    rows = Question.objects.filter(event=event)
    counts = Counter(rows.values_list("state", flat=True))
    states = Question.State
    return {
        "asked": sum(counts.values()),
        "open": counts[states.NEW] + counts[states.SHOWN],
        "answered": counts[states.ANSWERED],
        "hidden": counts[states.HIDDEN],
        "days": _days(rows),
    }


def _days(rows: Any) -> int | None:
    """Median of the days until an answer; 0 the same day. None where nothing is answered."""
    times = rows.filter(answered_at__isnull=False).values_list("created_at", "answered_at")
    spans = [max((day_of(answered) - day_of(asked)).days, 0) for asked, answered in times]
    return round(median(spans)) if spans else None


def _tasks(event: Event) -> dict[str, int]:
    sums: dict[str, int] = event.tasks.aggregate(all=Count("pk"), done=Count("pk", filter=Q(done_at__isnull=False)))
    return sums


def feedback_of(event: Event) -> dict[str, int] | None:
    """Return count and means in tenths of what guests said; None below five answers."""
    rows = list(Feedback.objects.filter(event=event).values_list("useful", "clear"))
    if len(rows) < K:
        return None
    means = [round(TENTHS * sum(column) / len(rows)) for column in zip(*rows, strict=True)]
    return {"count": len(rows), "useful": means[0], "clear": means[1]}


def figures(*, period: tuple[date, date] | None, region: str, now: datetime | None = None) -> Iterable[Figure]:
    """Return what forums have to tell of a period and a region: events that were held, from what was frozen of them."""
    held = _held(period=period, region=region, now=now or timezone.now())
    told = [one.data for one in EventFigures.objects.filter(event__in=held)]
    values: dict[str, Any] = {
        "taken": timezone.localdate(), "source": _("Werkspur, Foren"),
        "query": f"{period[0]}/{period[1]}" if period else "", "public": True,
    }  # fmt: skip
    events = held.count()
    if not events:
        return
    yield Figure("forums.events", _("Veranstaltungen"), events, events, **values)
    seats = sum(held.exclude(seats=None).values_list("seats", flat=True))
    yield Figure("forums.seats", _("Plätze bei Veranstaltungen"), seats, events, **values)
    counted = [one for one in told if one.get("attended") is not None]
    behind = max((one.get("companies") or 0 for one in counted), default=0)
    attended, missing = (sum(one.get(key) or 0 for one in counted) for key in ("attended", "no_shows"))
    if counted:
        yield Figure("forums.attendance", _("Besuche von Veranstaltungen"), attended, behind, **values)
        label = _("Angemeldet und nicht gekommen")
        yield Figure("forums.no_shows", label, missing, behind, **values)
    yield from _asked(held, values=values)


def _held(*, period: tuple[date, date] | None, region: str, now: datetime) -> Any:
    found = Event.objects.public().exclude(state=Event.State.CANCELLED).filter(end__lt=now)
    if period:
        found = found.filter(start__gte=span_of(period[0])[0], start__lt=span_of(period[1])[1])
    return found.filter(pk__in=Event.objects.filter(regions__key=region)) if region else found


def _asked(held: Any, *, values: dict[str, Any]) -> Iterable[Figure]:
    rows = Question.objects.filter(event__in=held.values("pk")).exclude(state=Question.State.HIDDEN)
    asked = rows.count()
    if not asked:
        return
    left = rows.filter(state__in=[Question.State.NEW, Question.State.SHOWN]).count()
    yield Figure("forums.questions", _("Fragen aus dem Publikum"), asked, asked, **values)
    yield Figure("forums.questions_open", _("Fragen ohne Antwort"), left, asked, **values)
    days = _days(rows)
    if days is not None:
        answered = rows.filter(answered_at__isnull=False).count()
        label = _("Tage von der Frage bis zur Antwort (Median)")
        yield Figure("forums.answer_days", label, days, answered, unit=_("Tage"), **values)
