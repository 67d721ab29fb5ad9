"""A delivery goes out: the letter is kept as it is, the deadline is computed, and the demand counts as delivered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advocacy.documents.letter import file_name, letter_pdf
from werkspur.advocacy.models import Delivery, Demand
from werkspur.advocacy.queries import letters
from werkspur.advocacy.rules.states import Refused, Status
from werkspur.advocacy.rules.wording import is_said
from werkspur.advocacy.services import deadlines, demands, documents, indexing, status
from werkspur.advocacy.services.deliveries.course import check_arrival
from werkspur.advocacy.services.deliveries.mailing import check_mail, write_mail
from werkspur.advocacy.services.deliveries.preparing import SPOKEN, draft_of
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base.templatetags.werkspur import day as shown
from werkspur.journal.services import record


def send_delivery(
    delivery: Delivery, *, day: date, arrived: date | None, by: Any, now: datetime, mailed: bool = False
) -> Delivery:
    """Send a delivery, or note that it was posted, faxed, handed over or said.

    Args:
        delivery: as it was shown; when somebody has changed it since, nothing goes out.
        day: when; today at the latest, not before the release.
        arrived: the day that begins the deadline; None: not known yet, and then there is none.
        mailed: write the mail to the addressee now, with the letter; else somebody has sent it by other means.

    Returns:
        the delivery, sent; what is already out stays as it is.

    Raises:
        AdvocacyRefused: with the field that is wrong.
    """
    spoken = delivery.way in SPOKEN
    mailed = mailed and delivery.way == Delivery.Way.MAIL
    if mailed:
        check_mail(delivery)
    _check(delivery, day=day, arrived=arrived, today=timezone.localdate(now), spoken=spoken)
    letter = None if spoken else _set(delivery, day=day)  # takes seconds: before the transaction
    with transaction.atomic():
        if Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.SENT).exists():
            return Delivery.objects.get(pk=delivery.pk)  # a second click
        held, version = draft_of(delivery)
        if (held.updated_at, held.version_id) != (delivery.updated_at, version.pk):
            raise AdvocacyRefused("", _("Brief oder Fassung haben sich geändert. Lesen Sie den Brief noch einmal."))
        held.state, held.day, held.arrived, held.sent_by = Delivery.State.SENT, day, arrived, by
        deadlines.set_due(held)
        if letter is not None:
            held.subject, paragraphs = letters.filled(held)
            held.text = "\n\n".join(paragraphs)
            title = _("Brief an %(name)s: %(subject)s") % {"name": held.addressee.name, "subject": held.subject}
            held.document = documents.keep(letter, title=title[:200], by=by)
            if mailed:
                write_mail(held, pdf=letter.content, by=by)
        held.save()
        indexing.index("delivery", held.uid, title=held.subject or str(held), text=held.text, demand=held.demand)
        demands.moved(held.demand, on=timezone.localdate(now))
        _raise(held.demand, delivery=held, by=by, now=now)
        record("advocacy.delivery_sent", by=by, object=held, details={"way": held.way, "mailed": mailed})
    return held


def _check(delivery: Delivery, *, day: date, arrived: date | None, today: date, spoken: bool) -> None:
    """Say what cannot be, before anything is set."""
    released = delivery.demand.released_on
    if day > today:
        raise AdvocacyRefused("day", _("Der Tag liegt in der Zukunft. Festgehalten wird, was geschehen ist."))
    if released is not None and day < released:
        raise AdvocacyRefused("day", _("Freigegeben ist sie seit dem %(day)s.") % {"day": shown(released)})
    if arrived is not None:
        check_arrival(arrived, day=day)
    if not is_said(delivery.text):
        raise AdvocacyRefused("", _("Was wurde gesagt? Ohne Vermerk ist es keine Zustellung.") if spoken
                              else _("Der Brief ist leer."))  # fmt: skip
    if not spoken and not is_said(delivery.subject):
        raise AdvocacyRefused("", _("Der Betreff fehlt."))
    if not spoken and (wrong := letters.faults(delivery)):
        raise AdvocacyRefused("", " ".join(wrong))


def _set(delivery: Delivery, *, day: date) -> documents.Prepared:
    return documents.prepare(letter_pdf(delivery, day=day), name=file_name(delivery))


def _raise(demand: Demand, *, delivery: Delivery, by: Any, now: datetime) -> None:
    """The first delivery moves a released demand on; later ones leave it where it stands."""
    if demand.status != Status.RELEASED or delivery.day is None:
        return
    day = max(delivery.day, demand.since or delivery.day)
    said = {"name": delivery.addressee.name, "way": delivery.get_way_display(), "day": shown(delivery.day)}
    try:
        status.change_status(
            demand, status=Status.DELIVERED, outcome=demand.outcome, reason=_("Zugestellt an %(name)s.") % said,
            source=_("%(way)s vom %(day)s") % said, day=day,
            by=by, now=now,
        )  # fmt: skip
    except Refused as refused:
        raise AdvocacyRefused("", " ".join(status.sentences(refused))) from refused
