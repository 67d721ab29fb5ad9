"""Public bodies, who speaks for them, and how long they may take."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Addressee, DeadlineRule, Officeholder
from werkspur.advocacy.services.indexing import forget, index
from werkspur.advocacy.services.kept import keep, remove
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.journal.services import record


def keep_addressee(addressee: Addressee, *, by: Any) -> Addressee:
    """Save a body. Raises AdvocacyRefused: it would be a part of itself."""
    with transaction.atomic():
        _check_parents(addressee)
        let_find(addressee)
        keep(addressee, by=by)
    return addressee


def let_find(addressee: Addressee) -> None:
    """Let the search find a body by name, place and remark."""
    told = (addressee.get_level_display(), addressee.get_kind_display(), addressee.city, addressee.note)
    index("addressee", addressee.uid, title=addressee.name, text="\n".join(str(one) for one in told if one))


def verify(addressee: Addressee, *, by: Any) -> None:
    """Say that somebody has looked up name and address. A second click changes nothing."""
    with transaction.atomic():
        if Addressee.objects.filter(pk=addressee.pk, to_be_verified=True).update(to_be_verified=False):
            record("advocacy.addressee_verified", by=by, object=addressee)


def remove_addressee(addressee: Addressee, *, by: Any) -> None:
    """Delete a body that was never written to, with who spoke for it and when it sat. Raises AdvocacyRefused."""
    if addressee.demand_versions.exists():
        raise AdvocacyRefused("", _("An diese Stelle richten sich Forderungen. Sie bleibt."))
    with transaction.atomic():
        forget("addressee", addressee.uid)
        remove(addressee, by=by)


def keep_officeholder(officeholder: Officeholder, *, by: Any) -> Officeholder:
    """Save who speaks for a body."""
    keep(officeholder, by=by)
    return officeholder


def keep_rule(rule: DeadlineRule, *, by: Any) -> DeadlineRule:
    """Save a rule. What was delivered keeps the rule as it was then."""
    keep(rule, by=by)
    return rule


def _check_parents(addressee: Addressee) -> None:
    """Walk up to the top, with all bodies locked in one order: nobody else closes a ring meanwhile."""
    if addressee.parent_id is None:
        return
    locked = Addressee.objects.select_for_update().order_by("pk")
    parents: dict[int, int | None] = dict(locked.values_list("pk", "parent"))
    above: int | None = addressee.parent_id
    seen = {addressee.pk}
    while above is not None:
        if above in seen:
            raise AdvocacyRefused("parent", _("So gehörte die Stelle zu sich selbst."))
        seen.add(above)
        above = parents.get(above)
