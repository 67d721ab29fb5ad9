"""The link of a reminder: it opens the open tasks of one visit, together with the company's postcode.

See docs/decisions: a mail that somebody else reads must not become a map for burglars.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advice.models import TaskLink
from werkspur.advice.services.recommendations import PURPOSE
from werkspur.base.links import digest

#: wrong postcodes after which a link is dead; the district has about sixty
MOST_WRONG = 5


class TaskLinkDead(Exception):
    """A wrong, expired or used up link: the same sentence for all."""

    def __init__(self) -> None:
        super().__init__(
            _("Dieser Link gilt nicht mehr. Melden Sie sich an, oder bitten Sie die Beratung um einen neuen.")
        )


def find_link(token: str, *, now: datetime) -> TaskLink:
    """Return the link of a token. Raises TaskLinkDead."""
    link = (
        TaskLink.objects.filter(
            digest=digest(token[:200], purpose=PURPOSE), expires_at__gt=now, wrong__lt=MOST_WRONG
        )
        .select_related("visit__company", "visit__adviser")
        .first()
    )  # fmt: skip
    if link is None:
        raise TaskLinkDead
    return link


def fits(link: TaskLink, *, postcode: str) -> bool:
    """Say whether this is the company's postcode; a wrong one is counted, and too many end the link.

    Under the lock of the link, so that a hundred guesses at once are no more than five.
    """
    with transaction.atomic():
        held = TaskLink.objects.select_for_update(of=("self",)).select_related("visit__company").get(pk=link.pk)
        if held.wrong >= MOST_WRONG:
            return False
        if _plain(postcode) == _plain(held.visit.company.postcode):
            return True
        held.wrong += 1
        held.save(update_fields=["wrong"])
    return False


def _plain(postcode: str) -> str:
    return "".join(character for character in postcode if character.isalnum()).upper()
