"""Making, using and withdrawing keys for the API."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from werkspur.journal.services import record
from werkspur.partners import second_factor
from werkspur.partners.models import Company, Person
from werkspur.portal.models import ApiKey

PREFIX = "ws_"
VALID_FOR = timedelta(days=365)


def make_key(*, name: str, by: Person, company: Company | None = None) -> tuple[ApiKey, str]:
    """Make a key; its text is answered once and never stored.

    Args:
        company: the company that a program with this key acts for.
    """
    text = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        key = ApiKey.objects.create(
            person=by,
            company=company,
            name=name,
            start=text[:8],
            key_hash=_digest(text),
            expires_at=timezone.now() + VALID_FOR,
        )
        record("portal.api_key_made", by=by, object=key, company=company)
    return key, text


def withdraw_key(key: ApiKey, *, by: Person) -> None:
    """From now on nobody gets in with this key; a second time changes nothing."""
    with transaction.atomic():
        if ApiKey.objects.filter(pk=key.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
            record("portal.api_key_withdrawn", by=by, object=key, company=key.company)


def use_key(text: str) -> ApiKey | None:
    """The valid key with this text; None when there is none, or when its person could not come in by the browser:

    no longer belongs to its company, the company takes part no more, or the second factor is missing.
    """
    key = ApiKey.objects.valid().select_related("person", "company").filter(key_hash=_digest(text)).first()
    if key is None or (key.company is not None and key.company not in key.person.companies):
        return None
    if second_factor.is_demanded(key.person):
        return None
    today = timezone.localdate()
    if key.last_used_on != today:
        ApiKey.objects.filter(pk=key.pk).update(last_used_on=today)
    return key


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
