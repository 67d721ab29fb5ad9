"""The officer says which hit it was: the register learns how well it ordered them (`werkspur rank_report`)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkspur.journal.services import record
from werkspur.partners.models import Person
from werkspur.tracing import rules
from werkspur.tracing.models import Lookup, LookupHit


class NotToConfirm(Exception):
    """This hit cannot be confirmed."""

    message = _("Das Ergebnis ist nicht mehr zu sehen. Suchen Sie erneut, dann lässt sich der Treffer bestätigen.")


class OtherConfirmed(NotToConfirm):
    """A look-up is about one thing, and another hit was said to be it."""

    message = _("Zu dieser Abfrage ist schon ein anderer Treffer bestätigt. Nehmen Sie ihn zuerst zurück.")


def confirm_hit(hit: LookupHit, *, by: Person, origin: str = "") -> LookupHit:
    """Note that the thing at hand is this item. A second click changes nothing.

    Raises:
        PermissionDenied: the look-up is not one's own.
        NotToConfirm: the result is shown no more, and the owner was not asked.
        OtherConfirmed: another hit of this look-up is confirmed.
    """
    _own(hit, by)
    now = timezone.now()
    with transaction.atomic():
        lookup = Lookup.objects.select_for_update().get(pk=hit.lookup_id)
        hit.refresh_from_db(fields=["contact_shown_at", "confirmed_at"])
        if hit.confirmed_at:
            return hit
        if not rules.may_confirm(lookup.at, contact_shown_at=hit.contact_shown_at, now=now):
            raise NotToConfirm
        if lookup.hits.exclude(confirmed_at=None).exists():
            raise OtherConfirmed
        hit.confirmed_at = now
        hit.save(update_fields=["confirmed_at"])
        _record("tracing.hit_confirmed", hit, by=by, origin=origin)
    return hit


def unconfirm_hit(hit: LookupHit, *, by: Person, origin: str = "") -> LookupHit:
    """Take a confirmation back. What was not confirmed stays so.

    Raises:
        PermissionDenied: the look-up is not one's own.
    """
    _own(hit, by)
    with transaction.atomic():
        taken_back = LookupHit.objects.filter(pk=hit.pk).exclude(confirmed_at=None).update(confirmed_at=None)
        if taken_back:
            _record("tracing.hit_unconfirmed", hit, by=by, origin=origin)
    hit.confirmed_at = None
    return hit


def _own(hit: LookupHit, by: Person) -> None:
    if not by.is_police or hit.lookup.person_id != by.pk:
        raise PermissionDenied


def _record(verb: str, hit: LookupHit, *, by: Person, origin: str) -> None:
    """Write it down without a purpose: nothing of anybody is shown, so it is no look-up to draw a sample of."""
    record(
        verb,
        by=by,
        object=hit.lookup,
        case_number=hit.lookup.case_number,
        origin=origin,
        details={"item": str(hit.item.uid), "rank": hit.rank},
    )
