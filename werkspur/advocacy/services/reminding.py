"""Every night: who is responsible is told by mail what is due soon, over, or long over; each stage once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.advocacy.models import DueNotice
from werkspur.advocacy.queries.due import DueThing, all_due
from werkspur.advocacy.rules.reminding import Urgency, stage
from werkspur.base import mail
from werkspur.base.templatetags.werkspur import day as shown
from werkspur.partners.models import Person, Role

#: things that one letter names; the desk shows all
MOST = 12


def remind(*, now: datetime | None = None) -> int:
    """Write to everybody what has reached a new stage since they were last told; answer how many letters."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    reached = [(one, stage(one.due, today=today)) for one in all_due(today=today)]
    with transaction.atomic():
        new = [(thing, now_at) for thing, now_at in reached if _first(thing, now_at, now=now)]
        letters: dict[Person, list[tuple[DueThing, str]]] = defaultdict(list)
        for thing, now_at in new:
            for person in _told(thing):
                letters[person].append((thing, now_at))
        for person, things in letters.items():
            _write(person, things)
    return len(letters)


def _first(thing: DueThing, now_at: str, *, now: datetime) -> bool:
    """Note that a stage is reached; False when it was told before, also by work that runs twice."""
    _row, new = DueNotice.objects.get_or_create(
        thing=thing.thing, key=thing.key, stage=now_at, due=thing.due, defaults={"told_at": now}
    )
    return new


def _told(thing: DueThing) -> Iterable[Person]:
    """Who is responsible, while still of the chamber that leads; else all of that chamber, so that nothing is lost."""
    staff = Role.objects.current().filter(
        kind=Role.Kind.CHAMBER, partner=thing.partner, person__is_active=True
    )  # fmt: skip
    people = list(dict.fromkeys(role.person for role in staff.select_related("person").order_by("person_id")))
    return [one for one in people if one == thing.responsible] or _responsible(thing) or people


def _responsible(thing: DueThing) -> list[Person]:
    """Somebody of another chamber that bears the demand."""
    person = thing.responsible
    return [person] if person is not None and person.has_role(Role.Kind.CHAMBER) else []


def _write(person: Person, things: list[tuple[DueThing, str]]) -> None:
    over = sum(one.urgency == Urgency.OVER for one, _stage in things)
    subject = (
        ngettext("%(n)d Sache ist überfällig", "%(n)d Sachen sind überfällig", over) % {"n": over}
        if over
        else ngettext("%(n)d Sache wird fällig", "%(n)d Sachen werden fällig", len(things)) % {"n": len(things)}
    )
    paragraphs = [_line(one) for one, _stage in things[:MOST]]
    if rest := len(things) - MOST:
        more = ngettext("Und %(n)d weitere.", "Und %(n)d weitere.", rest) % {"n": rest}
        paragraphs += [more] if rest > 0 else []
    mail.write(
        person.email, subject=_("Forderungen: %(what)s") % {"what": subject}, paragraphs=paragraphs,
        link=reverse("advocacy:desk"), label=_("Was ansteht"),
    )  # fmt: skip


def _line(one: DueThing) -> str:
    words = {"title": one.title, "text": one.text, "day": shown(one.due)}
    if one.is_over:
        return _("Überfällig seit %(day)s: %(title)s. %(text)s") % words
    return _("Bis %(day)s: %(title)s. %(text)s") % words
