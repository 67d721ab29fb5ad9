"""Two people release a demand, the police an appeal for themselves; a release is taken back while nobody has it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from werkspur.advocacy.models import STAFF, Demand, DemandVersion, Signature
from werkspur.advocacy.queries import demands, standing
from werkspur.advocacy.rules import release
from werkspur.advocacy.rules.states import Outcome, Refusal, Refused, Status
from werkspur.advocacy.services import figures
from werkspur.advocacy.services.demands import (
    current,
    free_slug,
    indexed,
    lock,
    next_version,
    person_key,
    stamp,
    was_released,
)
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.services.status import set_status
from werkspur.base import mail
from werkspur.journal.services import record
from werkspur.partners.models import Partner, Person, Role


class ReleaseRefused(AdvocacyRefused):
    """Something compulsory is missing. missing: all of it, each with its sentence."""

    def __init__(self, missing: tuple[release.Missing, ...]) -> None:
        super().__init__("", " ".join(one.said.say(_) for one in missing))
        self.missing = missing


def sign(demand: Demand, *, by: Person, partner: Partner, now: datetime, seen: str = "") -> Demand:
    """Release the current version for a partner; with the last release that is needed it becomes public.

    Args:
        partner: the bearer that the person releases for.
        seen: `demands.stamp` of the text that the person has read.

    Raises:
        ReleaseRefused: something compulsory is missing.
        AdvocacyRefused: not this person, or not this text.
    """
    with transaction.atomic():
        demand = lock(demand)
        version = current(demand)
        _check(demand, version=version, by=by, partner=partner, seen=seen)
        if gaps := standing.unwritten(version, today=timezone.localdate(now)):
            raise ReleaseRefused(gaps)
        Signature.objects.create(version=version, partner=partner, person=by, person_key=person_key(by), signed_at=now)
        complete = not standing.missing(version, today=timezone.localdate(now))
        if complete:
            _release(demand, version=version, by=by, now=now)
        elif version.signatures.count() == 1:
            _tell(demand, version=version, today=timezone.localdate(now))
        verb = "advocacy.demand_released" if complete else "advocacy.demand_signed"
        record(verb, by=by, object=demand, details={"version": version.number, "partner": partner.slug})
    return demand


def unrelease(demand: Demand, *, reason: str, by: Person, now: datetime) -> Demand:
    """Take a release back before anybody has got the demand; the text goes on as the next version.

    Raises:
        states.Refused: it was delivered, rests, or the reason is missing.
    """
    with transaction.atomic():
        demand = lock(demand)
        version = demand.released
        if version is None or demand.status != Status.RELEASED:
            raise Refused((Refusal.ALREADY_SENT if version else Refusal.SAME,))
        demand.released, demand.released_on = None, None
        if demand.current == version:
            next_version(demand, by=by)
        with override("de"):
            source = _("Rücknahme der Fassung %(number)s") % {"number": version.number}
        set_status(
            demand, status=Status.DRAFT, outcome=Outcome.OPEN, reason=reason, source=source,
            day=timezone.localdate(now), by=by, now=now, public=False,
        )  # fmt: skip
        version.released_at = None
        version.save()
        indexed(demand)
        record("advocacy.demand_taken_back", by=by, object=demand, reason=reason, details={"version": version.number})
    return demand


def _tell(demand: Demand, *, version: DemandVersion, today: date) -> None:
    """Tell those whose release is still needed, once for each version."""
    staff = Role.objects.current().filter(kind__in=STAFF, partner__in=version.bearers.all(), person__is_active=True)
    for person in Person.objects.filter(pk__in=staff.values("person")).order_by("pk"):
        if demands.may_sign(demand, person=person, today=today):
            mail.write(
                person.email,
                subject=_("Wartet auf Ihre Freigabe: %(title)s") % {"title": version.title},
                paragraphs=[
                    _("Jemand hat den Text freigegeben. Öffentlich wird er mit der letzten Freigabe, die noch fehlt."),
                    _("Lesen Sie ihn ganz. Ändert jemand noch etwas, beginnen die Freigaben neu."),
                ],
                link=reverse("advocacy:demand_release", args=[demand.uid]),
                label=_("Lesen und freigeben"),
            )


def _check(demand: Demand, *, version: DemandVersion, by: Person, partner: Partner, seen: str) -> None:
    """Say why this person does not release this text."""
    if version.released_at is not None:
        raise AdvocacyRefused("", _("Diese Fassung ist schon freigegeben."))
    if demand.status == Status.RESTING:
        raise AdvocacyRefused("", _("Die Forderung ruht. Wecken Sie sie zuerst."))
    if seen and seen != stamp(version):
        raise AdvocacyRefused(
            "", _("Der Text hat sich geändert, seit Sie die Seite geöffnet haben. Lesen Sie ihn noch einmal.")
        )
    if partner not in standing.signing_partners(version, person=by):
        raise AdvocacyRefused("", _("Freigeben kann nur, wer zu einem Haus gehört, das die Forderung trägt."))
    if version.signatures.filter(person_key=person_key(by)).exists():
        raise AdvocacyRefused("", _("Sie haben schon freigegeben. Die nächste Freigabe gibt jemand anderes."))


def _release(demand: Demand, *, version: DemandVersion, by: Person, now: datetime) -> None:
    """Make a version public: with its figures as they are now, at an address that stays."""
    today = timezone.localdate(now)
    version.released_at = now
    version.save()
    if not was_released(demand):
        demand.slug = free_slug(version.title, year=today.year, demand=demand)
    demand.released, demand.released_on = version, demand.released_on or today
    if demand.status == Status.DRAFT:
        with override("de"):
            reason = _("Freigabe durch zwei Personen")
            source = _("Beschluss: %(organ)s, %(day)s") % {
                "organ": version.organ, "day": f"{version.decided_on:%d.%m.%Y}",
            }  # fmt: skip
        set_status(
            demand, status=Status.RELEASED, outcome=Outcome.OPEN, reason=reason, source=source, day=today, by=by,
            now=now,
        )  # fmt: skip
    else:
        demand.moved_on = today
        demand.save()
    figures.freeze(version, now=now)
    indexed(demand)
