"""Look-ups of the police: in the journal before anything is searched; the owner's contact is a second entry."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkspur.base import limits
from werkspur.journal.services import record
from werkspur.partners.models import Person
from werkspur.tracing import queries, rules
from werkspur.tracing.models import Lookup, LookupHit
from werkspur.tracing.services.further import go_on
from werkspur.tracing.services.hits import note_hits


class TooOld(Exception):
    """The result of a look-up is no longer shown."""

    message = _("Diese Abfrage ist älter als 15 Minuten. Suchen Sie erneut.")


class TooMany(Exception):
    """More look-ups by one person than anybody needs."""

    message = _("Das waren viele Abfragen in kurzer Zeit. Warten Sie eine Minute, dann geht es weiter.")


def look_up(
    *,
    text: str,
    purpose: str,
    case_number: str,
    by: Person,
    make: str = "",
    features: str = "",
    words: str = "",
    only_fitting: bool = False,
    origin: str = "",
) -> Lookup:
    """Ask the register. The question is stored and in the journal, committed, before the search begins.

    When the answer is not complete, the search goes on in the background (`go_on`).

    Args:
        text: what was read, `?` for an unreadable character, `*` for any run; may be empty when `words` says something.
        purpose: what for; case_number: of which case. Neither may be empty.
        only_fitting: leave out what is of another make or has not all the features.
        origin: network address of the officer's device.

    Raises:
        PermissionDenied: `by` does not trace for the police.
        TooMany: see `rules.LOOKUPS_OF_ONE`.
        ValueError: purpose or case number is missing.
    """
    counted = [limits.allow(f"lookup:{by.pk}", limit=most, seconds=span) for most, span in rules.LOOKUPS_OF_ONE]
    if not all(counted):
        raise TooMany
    with transaction.atomic(durable=True):
        lookup = ask(
            text=text, purpose=purpose, case_number=case_number, by=by, make=make, features=features, words=words,
            only_fitting=only_fitting, origin=origin,
        )  # fmt: skip
    note_hits(lookup, queries.search(lookup))
    go_on(lookup)
    return lookup


def ask(
    *, purpose: str, case_number: str, by: Person, only_fitting: bool = False, origin: str = "", **question: str
) -> Lookup:
    """Store and journal a question in the caller's transaction; nothing is searched. Arguments as `look_up`."""
    if not by.is_police:
        raise PermissionDenied
    if not purpose.strip() or not case_number.strip():
        raise ValueError("a look-up needs a purpose and a case number")
    asked: dict[str, Any] = {name: value.strip() for name, value in question.items() if value.strip()}
    if only_fitting and not asked.keys().isdisjoint(rules.FITTING):
        asked["only_fitting"] = True
    with transaction.atomic():
        lookup = Lookup.objects.create(person=by, purpose=purpose.strip(), case_number=case_number.strip(), **asked)
        record(
            "tracing.lookup_made",
            by=by,
            object=lookup,
            purpose=lookup.purpose,
            case_number=lookup.case_number,
            origin=origin,
            details=asked,
        )
    return lookup


def show_contact(hit: LookupHit, *, by: Person, origin: str = "") -> LookupHit:
    """Show whose item it is: the second step, with its own entry in the journal, once for each hit.

    Raises:
        PermissionDenied: the look-up is not one's own.
        TooOld: the look-up is older than 15 minutes.
    """
    if not by.is_police or hit.lookup.person_id != by.pk:
        raise PermissionDenied
    now = timezone.now()
    if not rules.still_shown(hit.lookup.at, now=now):
        raise TooOld
    with transaction.atomic():
        first = LookupHit.objects.filter(pk=hit.pk, contact_shown_at=None).update(contact_shown_at=now)
        if first:
            record(
                "tracing.contact_shown",
                by=by,
                object=hit.lookup,
                purpose=hit.lookup.purpose,
                case_number=hit.lookup.case_number,
                origin=origin,
                # The company concerned stands here and not as `company`: its own view of the journal must not warn it.
                details={"item": str(hit.item.uid), "company": str(hit.item.company.uid)},
            )
    hit.refresh_from_db(fields=["contact_shown_at"])
    return hit
