"""Links of a survey: made, sent by mail, written on letters, printed, reminded of.

A token is 160 bits out of a keyed hash (HMAC-SHA-256, RFC 2104) of the invitation's random number; only the token's own
hash is stored. So a reminder carries the same link as the invitation, and the database alone opens no link.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.base import queue
from werkspur.facts.models import Invitation, Survey
from werkspur.facts.services.surveys import NotNow
from werkspur.journal.services import record
from werkspur.partners.models import Company, Person, Role

TOKEN_BYTES = 20
MOST_LINKS, MOST_REMINDERS = 500, 2
BATCH = 500
Channel = Invitation.Channel


def token_of(invitation: Invitation) -> str:
    """Return the token, 32 letters and digits that can be read from paper and typed."""
    made = salted_hmac("werkspur.facts.survey", str(invitation.uid), algorithm="sha256").digest()[:TOKEN_BYTES]
    return base64.b32encode(made).decode().lower()


def digest(token: str) -> str:
    """Return what is stored of a token. It comes out of 160 unguessable bits, so no salt is needed."""
    return hashlib.sha256(plain(token).encode()).hexdigest()


def plain(token: str) -> str:
    """Return a token as it was made, however it was typed: capitals, spaces and hyphens do not count."""
    return "".join(token.lower().replace("-", "").split())


def address_of(invitation: Invitation) -> str:
    """Return the whole link."""
    return urljoin(settings.SITE_ADDRESS, reverse("facts:survey_answer", args=[token_of(invitation)]))


def to_invite(survey: Survey, *, by: Person) -> list[tuple[Company, str]]:
    """Return the confirmed companies of `by`'s chambers that have no link yet, each with its address or ""."""
    invited = survey.invitations.exclude(company=None).values("company")
    wanted = Company.objects.filter(chamber__in=by.chamber_ids, state=Company.State.VERIFIED).exclude(pk__in=invited)
    companies = list(wanted)
    leaders = Role.objects.current().filter(kind=Role.Kind.COMPANY_OWNER, company__in=wanted, person__is_active=True)
    owners = dict(leaders.order_by("-id").values_list("company", "person__email"))  # the oldest role comes last
    return [(company, company.email or owners.get(company.pk, "")) for company in companies]


def invite_by_mail(survey: Survey, *, by: Person) -> int:
    """Give every company with an address a link and have the worker send it; answer how many are new.

    Whoever was invited is not invited again. A second call goes on with what was not sent.

    Raises:
        NotNow: the survey is not open, or nobody is left to be invited.
    """
    with transaction.atomic():
        locked = _open(survey)
        new = [
            _new(locked, channel=Channel.MAIL, company=company, address=address)
            for company, address in to_invite(locked, by=by)
            if address
        ]
        if not new and not unsent(locked):
            raise NotNow(_("Alle Betriebe mit E-Mail-Adresse sind schon eingeladen."))
        _store(locked, new, verb="facts.survey_invited", by=by)
        _put_to_work(locked)
    return len(new)


def invite_by_letter(survey: Survey, *, by: Person) -> list[Invitation]:
    """Give every company without a link one; answer all invitations by letter to companies of `by`'s chambers.

    Raises:
        NotNow: the survey is over, or there is nobody to write to.
    """
    with transaction.atomic():
        locked = _not_closed(survey)
        new = [_new(locked, channel=Channel.LETTER, company=company) for company, _address in to_invite(locked, by=by)]
        _store(locked, new, verb="facts.survey_invited", by=by)
        letters = locked.invitations.filter(channel=Channel.LETTER, company__chamber__in=by.chamber_ids)
        found = list(letters.select_related("company").order_by("company__sort_key", "company_id"))
        if not found:
            raise NotNow(_("Alle Betriebe sind schon per E-Mail eingeladen."))
        record("facts.survey_exported", by=by, object=locked, details={"count": len(found)})
    return found


def print_links(survey: Survey, *, count: int, by: Person) -> int:
    """Make links that belong to nobody, for handing out; answer how many.

    Raises:
        NotNow: the survey is over, or it has the most links that are printed.
    """
    with transaction.atomic():
        locked = _not_closed(survey)
        there = locked.invitations.filter(channel=Channel.PRINT).count()
        if there + count > MOST_LINKS:
            left = MOST_LINKS - there
            text = ngettext(
                "Es kann noch %(left)d Link gedruckt werden.",
                "Es können noch %(left)d Links gedruckt werden.",
                left,
            )
            raise NotNow(text % {"left": left})
        _store(locked, [_new(locked, channel=Channel.PRINT) for _number in range(count)],
               verb="facts.survey_printed", by=by)  # fmt: skip
    return count


def remind(survey: Survey, *, by: Person) -> int:
    """Have the worker write once more to everybody whose link is unused; answer to how many.

    Raises:
        NotNow: the survey is not open, was reminded of often enough, mail is being sent, or nobody is left.
    """
    with transaction.atomic():
        locked = _open(survey)
        if locked.reminders >= MOST_REMINDERS:
            raise NotNow(_("Zweimal erinnert ist genug."))
        if is_sending(locked) or unsent(locked):
            raise NotNow(_("Es werden noch E-Mails verschickt. Erinnern Sie danach."))
        waiting = locked.invitations.filter(used=False, mailed=True).exclude(address="").count()
        if not waiting:
            raise NotNow(_("Niemand ist zu erinnern."))
        locked.reminders += 1
        locked.save(update_fields=["reminders", "updated_at"])
        record("facts.survey_reminded", by=by, object=locked, details={"count": waiting, "time": locked.reminders})
        _put_to_work(locked)
    return waiting


def unsent(survey: Survey) -> int:
    """How many letters by mail are still to be written: invitations and reminders."""
    open_ones = survey.invitations.filter(channel=Channel.MAIL, used=False).exclude(address="")
    reminded = open_ones.filter(mailed=True, reminders__lt=survey.reminders).count()
    return open_ones.filter(mailed=False).count() + reminded


def is_sending(survey: Survey) -> bool:
    """Whether the worker has it in hand."""
    return queue.state(survey.run) in {"READY", "RUNNING"}


def _put_to_work(survey: Survey) -> None:
    from werkspur.facts.tasks import send_survey

    if not is_sending(survey):
        Survey.objects.filter(pk=survey.pk).update(run=queue.enqueue(send_survey, survey.pk))


def _new(survey: Survey, *, channel: str, company: Company | None = None, address: str = "") -> Invitation:
    made = Invitation(survey=survey, channel=channel, company=company, address=address)
    # Who is invited after a reminder has not missed it.
    made.reminders, made.token_hash = survey.reminders, digest(token_of(made))
    return made


def _store(survey: Survey, new: Sequence[Invitation] | Iterable[Invitation], *, verb: str, by: Person) -> None:
    rows = list(new)
    if rows:
        Invitation.objects.bulk_create(rows, batch_size=BATCH)
        record(verb, by=by, object=survey, details={"count": len(rows), "by": rows[0].channel})


def _not_closed(survey: Survey) -> Survey:
    locked = Survey.objects.select_for_update().get(pk=survey.pk)
    if locked.is_closed:
        raise NotNow(_("Die Umfrage ist beendet."))
    return locked


def _open(survey: Survey) -> Survey:
    locked = _not_closed(survey)
    if locked.is_planned:
        raise NotNow(_("Eingeladen wird ab dem ersten Tag, sonst führt der Link ins Leere."))
    return locked
