"""Deliveries for staff: those of a demand, one with the steps of its deadline, and the day for the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Delivery, Demand
from werkspur.advocacy.models.deliveries import ENDED
from werkspur.advocacy.queries import deadlines, letters
from werkspur.advocacy.rules.arrival import suggested
from werkspur.advocacy.rules.reminding import urgency
from werkspur.base import filling
from werkspur.base.calendar import invitations
from werkspur.base.calendar.computation import Step
from werkspur.base.calendar.deadlines import WrongPeriod
from werkspur.base.calendar.wallclock import stored
from werkspur.base.templatetags.werkspur import day as shown

SPOKEN = frozenset({Delivery.Way.MEETING, Delivery.Way.SESSION})
BADGES = {"draft": "plain", "sent": "info", "returned": "warning", "withdrawn": "plain"}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a delivery stands, as a badge: kind and words."""

    kind: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A delivery in the list."""

    delivery: Delivery
    standing: Standing


def of_demand(demand: Demand, *, drafts: bool, today: date) -> list[Row]:
    """Return the deliveries of a demand, what is being prepared first, then the newest. drafts: also those."""
    rows = demand.deliveries.select_related("addressee", "version", "letterhead")
    if not drafts:
        rows = rows.exclude(state=Delivery.State.DRAFT)
    ordered = sorted(rows, key=lambda one: (one.day is not None, -(one.day or today).toordinal(), -one.pk))
    return [Row(delivery=one, standing=standing_of(one, today=today)) for one in ordered]


def standing_of(delivery: Delivery, *, today: date) -> Standing:
    """Return where a delivery stands, in words."""
    if delivery.state != Delivery.State.SENT:
        return Standing(kind=BADGES[delivery.state], words=str(delivery.get_state_display()))
    if delivery.settled_on is not None:
        return Standing(kind="success", words=_("beantwortet am %s") % shown(delivery.settled_on))
    if delivery.due is None:
        return Standing(kind="plain", words=_("ohne Frist"))
    if delivery.demand.status in ENDED:
        return Standing(kind="plain", words=_("keine Antwort mehr erwartet"))
    if urgency(delivery.due, today=today) == "over":
        return Standing(kind="warning", words=_("überfällig seit %s") % shown(delivery.due))
    return Standing(kind="plain", words=_("Antwort bis %s") % shown(delivery.due))


def shown_delivery(delivery: Delivery, *, today: date) -> dict[str, Any]:
    """Return what the page of one delivery shows besides the row itself."""
    spoken = delivery.way in SPOKEN
    subject, paragraphs = _told(delivery, spoken=spoken)
    found = deadlines.computed(delivery)
    return {
        "standing": standing_of(delivery, today=today),
        "spoken": spoken,
        "subject": subject,
        "paragraphs": paragraphs,
        "faults": letters.faults(delivery) if delivery.state == Delivery.State.DRAFT and not spoken else [],
        "outdated": delivery.state == Delivery.State.DRAFT and delivery.version_id != delivery.demand.released_id,
        "warnings": warnings(delivery) if delivery.state == Delivery.State.DRAFT else [],
        "steps": found.steps if found else (),
        "computed": found.end if found else None,
        "extensions": [_extension(one) for one in delivery.extensions],
        "attachments": list(delivery.attachments.all()),
        "replies": list(delivery.replies.order_by("day")),
    }


def _told(delivery: Delivery, *, spoken: bool) -> tuple[str, list[str]]:
    """Subject and paragraphs: filled in what is being written, else word by word as it went out."""
    if delivery.state == Delivery.State.DRAFT and not spoken:
        return letters.filled(delivery)
    return delivery.subject, filling.paragraphs(delivery.text, {})


def warnings(delivery: Delivery) -> list[str]:
    """Return what may keep a delivery from arriving: it goes out all the same when somebody wants it."""
    body = delivery.addressee
    while delivery.way == Delivery.Way.POST and not body.city and body.parent is not None:
        body = body.parent
    lacking = {
        Delivery.Way.POST: None if body.street else _("Straße oder Postfach sind nicht bekannt."),
        Delivery.Way.FAX: None if body.fax else _("Eine Faxnummer ist nicht bekannt."),
        Delivery.Way.MAIL: None if body.email else _("Eine E-Mail-Adresse ist nicht bekannt."),
    }.get(Delivery.Way(delivery.way))
    unverified = delivery.way not in SPOKEN and body.to_be_verified
    told = [lacking, _("Die Anschrift hat noch niemand geprüft.") if unverified and not lacking else None]
    return [one for one in told if one]


def expected(delivery: Delivery, *, day: date) -> dict[str, Any]:
    """Return when it would arrive and until when an answer would be due, if it went out on a day; with all steps."""
    arrival = suggested(delivery.way, day=day)
    steps: tuple[Step, ...] = ()
    if delivery.rule is not None:
        try:
            steps = deadlines.by_rule(delivery.rule, arrived=arrival.day).steps
        except WrongPeriod:
            steps = ()
    return {"arrival": arrival, "steps": steps, "due": steps[-1].day if steps else None}


def calendar_of(delivery: Delivery) -> bytes:
    """Return the last day for an answer as iCalendar, whole day. The delivery has one."""
    due = delivery.due or date.max
    steps = deadlines.computed(delivery)
    told = [step.said.say(_) + (f" ({step.rule})" if step.rule else "") for step in steps.steps] if steps else []
    agreed = [_("Verlängert bis %(due)s: %(reason)s") % {"due": shown(one["due"]), "reason": one["reason"]}
              for one in map(_extension, delivery.extensions)]  # fmt: skip
    appointment = invitations.Appointment(
        uid=f"frist-{delivery.uid}@{_host()}",
        sequence=len(delivery.extensions),
        start=_midnight(due), end=_midnight(due + timedelta(days=1)), all_day=True,
        summary=_("Antwort fällig: %s") % delivery.addressee.name,
        text="\n".join([delivery.demand.title, delivery.rule_name, *told, *agreed]),
        url=urljoin(settings.SITE_ADDRESS, reverse("advocacy:delivery", args=[delivery.uid])),
        written=delivery.updated_at,
        cancelled=delivery.settled_on is not None or delivery.state != Delivery.State.SENT,
    )  # fmt: skip
    return invitations.publish(appointment)


def _midnight(day: date) -> datetime:
    return stored(day, time.min)


def _host() -> str:
    return settings.SITE_ADDRESS.split("://", 1)[-1].split("/")[0].split(":")[0]


def _extension(kept: dict[str, str]) -> dict[str, Any]:
    return {"due": date.fromisoformat(kept["due"]), "on": date.fromisoformat(kept["on"]), "reason": kept["reason"]}
