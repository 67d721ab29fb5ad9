"""The secret link to an adviser's calendar: only its digest is kept, and a new one ends the old one."""

from __future__ import annotations

from django.db import transaction

from werkspur.advice.models import Adviser
from werkspur.base.links import digest, new_token
from werkspur.journal.services import record
from werkspur.partners.models import Person, Role

PURPOSE = "adviser-feed"


def renew_feed(adviser: Adviser, *, by: Person) -> str:
    """Make a new link and return its token, which nobody can read again later; the old link is dead."""
    token = new_token()
    with transaction.atomic():
        Adviser.objects.filter(pk=adviser.pk).update(feed_digest=digest(token, purpose=PURPOSE))
        record("advice.feed_created", by=by, object=adviser)
    return token


def end_feed(adviser: Adviser, *, by: Person) -> None:
    """Let the link die without a new one. A second click changes nothing."""
    with transaction.atomic():
        if Adviser.objects.filter(pk=adviser.pk).exclude(feed_digest="").update(feed_digest=""):
            record("advice.feed_ended", by=by, object=adviser)


def adviser_of(token: str) -> Adviser | None:
    """Return whose calendar a link leads to; None when it leads nowhere, or to somebody who advises no more."""
    found = Adviser.objects.filter(feed_digest=digest(token[:200], purpose=PURPOSE), is_active=True)
    adviser = found.select_related("person").first()
    advises = adviser is not None and adviser.person is not None and adviser.person.has_role(Role.Kind.POLICE_ADVICE)
    return adviser if advises else None
