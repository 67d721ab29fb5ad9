"""Commitments: what was promised, by when, measured how; and whether it was kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Commitment, Demand
from werkspur.advocacy.rules.states import Status
from werkspur.advocacy.rules.wording import is_said
from werkspur.advocacy.services import demands, indexing
from werkspur.advocacy.services.correcting import said, unchanged_since
from werkspur.advocacy.services.following import Wanted, follow
from werkspur.advocacy.services.quotations import checked_page
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base.calendar.wallclock import day_of
from werkspur.base.plaintext import plain
from werkspur.base.templatetags.werkspur import day as in_words
from werkspur.journal.services import record
from werkspur.partners.rules import tidy

INDEX = "commitment"
FIELDS = ("addressee", "who", "wording", "day", "due", "measure", "reply", "document", "page", "source", "public")
#: what may be decided about an open one
DECISIONS = (Commitment.State.KEPT, Commitment.State.PARTLY, Commitment.State.BROKEN, Commitment.State.OVERTAKEN)


def note_commitment(
    demand: Demand, *, fields: dict[str, Any], by: Any, now: datetime, set_status: bool | Wanted = False
) -> Commitment:
    """Keep what was promised; the same twice is one.

    Args:
        fields: `FIELDS`; reply or source say where it is written, due may be None.
        set_status: "promised" or "partly" is what the demand becomes; True is "promised".

    Raises:
        AdvocacyRefused: something compulsory is missing, or the status cannot follow.
    """
    with transaction.atomic():
        demand = demands.lock(demand)
        values = _checked(demand, fields=fields, now=now)
        if known := Commitment.objects.filter(demand=demand, **values).first():
            return known
        commitment = Commitment.objects.create(demand=demand, **values)
        index_commitment(commitment)
        reason = _("Zusage von %(who)s: %(words)s") % {"who": commitment.addressee, "words": commitment.wording}
        wanted = Status.PROMISED if set_status is True else set_status or ""
        follow(
            demand, wanted=wanted, reason=reason, source=commitment.source, day=commitment.day, by=by, now=now,
            public=commitment.public,
        )  # fmt: skip
        record("advocacy.commitment_added", by=by, object=commitment, details={"due": _iso(commitment.due)})
    return commitment


def change_commitment(
    commitment: Commitment, *, fields: dict[str, Any], reason: str, seen: str, by: Any, now: datetime
) -> Commitment:
    """Put a commitment right, or note another day that was agreed upon. The journal keeps the day before.

    Raises:
        AdvocacyRefused: as above, no reason, or somebody else was quicker.
    """
    reason = said(reason)
    with transaction.atomic():
        demand = demands.lock(commitment.demand)
        commitment = Commitment.objects.select_for_update().get(pk=commitment.pk)
        unchanged_since(commitment, seen=seen)
        before = commitment.due
        for name, value in _checked(demand, fields=fields, now=now).items():
            setattr(commitment, name, value)
        commitment.save()
        index_commitment(commitment)
        days = {"due_before": _iso(before), "due": _iso(commitment.due)}
        record("advocacy.commitment_changed", by=by, object=commitment, reason=reason, details=days)
    return commitment


def decide_commitment(
    commitment: Commitment, *, state: str, reason: str, day: date, by: Any, now: datetime, set_status: Wanted = ""
) -> Commitment:
    """Say what became of a promise, or open it again ("open") where that was wrong.

    Args:
        state: of `Commitment.State`; "kept" needs evidence that a second person has checked.
        day: when it showed; set_status: what the demand becomes, as "done:whole" or "broken:nothing".

    Raises:
        AdvocacyRefused: no reason, no evidence, a day that cannot be, or the status cannot follow.
    """
    reason = said(reason)
    with transaction.atomic():
        demand = demands.lock(commitment.demand)
        commitment = Commitment.objects.select_for_update().get(pk=commitment.pk)
        if commitment.state == state:
            return commitment
        _check_decision(commitment, state=state, day=day, today=day_of(now))
        reopened = state == Commitment.State.OPEN
        commitment.state, commitment.decided_on = state, None if reopened else day
        commitment.reason = "" if reopened else reason
        commitment.save()
        index_commitment(commitment)
        words = f"{_('Zusage')} {commitment.get_state_display()}: {reason}"
        follow(
            demand, wanted=set_status, reason=words, source=_evidenced(commitment), day=day, by=by, now=now,
            public=commitment.public,
        )  # fmt: skip
        record("advocacy.commitment_decided", by=by, object=commitment, reason=reason, details={"state": state})
    return commitment


def remove_commitment(commitment: Commitment, *, reason: str, by: Any) -> None:
    """Take out what was noted by mistake. Raises AdvocacyRefused: evidence or the status rests on it."""
    reason = said(reason)
    with transaction.atomic():
        demand = demands.lock(commitment.demand)
        found = Commitment.objects.select_for_update().filter(pk=commitment.pk).first()
        if found is None:
            return
        if found.evidence.exists():
            raise AdvocacyRefused("", _("Zu dieser Zusage liegen Belege vor. Entfernen Sie zuerst die Belege."))
        resting = {Status.PROMISED, Status.PARTLY, Status.BROKEN}
        if demand.status in resting and demand.commitments.count() == 1:
            sentence = _("Die Forderung steht auf „%(status)s“ wegen dieser Zusage. Ändern Sie zuerst den Stand.")
            raise AdvocacyRefused("", sentence % {"status": demand.get_status_display()})
        indexing.forget(INDEX, str(found.uid))
        found.delete()
        record("advocacy.commitment_removed", by=by, object=commitment, reason=reason)


def index_commitment(commitment: Commitment) -> None:
    """Let the search find it, for everybody when it is public and its demand released."""
    public = commitment.public and commitment.demand.released_id is not None
    text = "\n".join((commitment.wording, commitment.measure, commitment.source, commitment.who))
    title = f"{_('Zusage')}, {commitment.addressee}"
    indexing.index(INDEX, str(commitment.uid), title=title, text=text, demand=commitment.demand, public=public)


def _checked(demand: Demand, *, fields: dict[str, Any], now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {name: fields.get(name) for name in FIELDS} | {"public": bool(fields.get("public", True))}
    values |= {name: tidy(fields.get(name) or "") for name in ("who", "measure", "source")}
    values["wording"] = plain(fields.get("wording") or "")
    reply = values["reply"]
    _check_said(values)
    if values["day"] > day_of(now):
        raise AdvocacyRefused("day", _("Dieser Tag kommt erst noch."))
    if values["due"] is not None and values["due"] < values["day"]:
        raise AdvocacyRefused("due", _("Dieser Tag liegt vor der Zusage."))
    if reply is not None and reply.demand_id != demand.pk:
        raise AdvocacyRefused("reply", _("Diese Antwort gehört zu einer anderen Forderung."))
    values["document"] = values["document"] or (reply.document if reply else None)
    values["page"] = checked_page(values["document"], values["page"])
    return values


def _check_said(values: dict[str, Any]) -> None:
    """Who, what, where and measured how are compulsory, else nobody can say later whether it was kept."""
    if values["addressee"] is None:
        raise AdvocacyRefused("addressee", _("Wer hat zugesagt?"))
    needed = {
        "wording": _("Was wurde zugesagt? Mit den Worten, die fielen."),
        "measure": _("Woran sehen alle, ob es gehalten ist?"),
        "source": _("Wo steht es, oder wo fiel es? Ohne Fundstelle kann es niemand nachprüfen."),
    }
    for name, sentence in needed.items():
        if not is_said(values[name]):
            raise AdvocacyRefused(name, sentence)


def _check_decision(commitment: Commitment, *, state: str, day: date, today: date) -> None:
    if state not in Commitment.State.values:
        raise AdvocacyRefused("state", _("Diese Auswahl gibt es nicht mehr. Wählen Sie noch einmal."))
    if day > today:
        raise AdvocacyRefused("day", _("Dieser Tag kommt erst noch."))
    if day < commitment.day:
        sentence = _("Zugesagt wurde erst am %(day)s.") % {"day": in_words(commitment.day)}
        raise AdvocacyRefused("day", sentence)
    checked = commitment.evidence.exclude(checked_key="").exists()
    if state == Commitment.State.KEPT and not checked:
        sentence = _("„Gehalten“ braucht einen Beleg zu dieser Zusage, den eine zweite Person geprüft hat.")
        raise AdvocacyRefused("state", sentence)


def _evidenced(commitment: Commitment) -> str:
    """Where the decision is written: the latest checked evidence, else where the promise was."""
    evidence = commitment.evidence.exclude(checked_key="").order_by("day", "pk").last()
    if evidence is None:
        return commitment.source
    return _("%(title)s vom %(day)s") % {"title": evidence.title, "day": in_words(evidence.day)}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
