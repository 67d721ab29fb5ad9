"""Invitations and reminders into the outbox, one by one: never twice, and after a crash from where it stopped."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from werkspur.base import mail, progress, queue
from werkspur.facts.models import Invitation, Survey
from werkspur.facts.services.links import token_of, unsent

PORTION = 200  # letters in one task: the worker delivers mail between two tasks


def progress_key(survey: Survey) -> str:
    """Under which name the progress is told."""
    return f"survey:{survey.pk}"


@translation.override(settings.LANGUAGE_CODE)
def send_portion(survey_pk: int) -> None:
    """Write up to `PORTION` letters that are not written yet, and queue the rest. Stops when the survey has closed."""
    from werkspur.facts.tasks import send_survey

    survey = Survey.objects.filter(pk=survey_pk).first()
    if survey is None or not survey.is_open:
        return
    total = survey.invitations.filter(channel=Invitation.Channel.MAIL).count()
    left = unsent(survey)
    for one in _waiting(survey)[:PORTION]:
        left -= _send(one, survey=survey)
        progress.report(progress_key(survey), total - left, total)
    if unsent(survey):
        Survey.objects.filter(pk=survey.pk).update(run=queue.enqueue(send_survey, survey.pk))
    else:
        progress.clear(progress_key(survey))


def _waiting(survey: Survey) -> list[Invitation]:
    due = Q(mailed=False) | Q(reminders__lt=survey.reminders)
    wanted = survey.invitations.filter(due, channel=Invitation.Channel.MAIL, used=False).exclude(address="")
    return list(wanted.order_by("id"))


def _send(one: Invitation, *, survey: Survey) -> int:
    """Write one letter unless another process was faster or the link has been used meanwhile; answer how many."""
    again = one.mailed
    with transaction.atomic():
        claimed = Invitation.objects.filter(
            pk=one.pk, mailed=one.mailed, reminders=one.reminders, used=False, address=one.address
        ).update(mailed=True, reminders=survey.reminders)
        if claimed:
            _write(one, survey=survey, again=again)
    return claimed


def _write(one: Invitation, *, survey: Survey, again: bool) -> None:
    values = {"title": survey.title, "year": survey.year, "day": f"{survey.closes_on:%d.%m.%Y}"}
    subject = _("Erinnerung: %(title)s") % values if again else _("%(title)s: drei Minuten für Ihren Betrieb") % values
    mail.write(one.address, subject=subject, paragraphs=list(_paragraphs(survey, values, again=again)),
               link=reverse("facts:survey_answer", args=[token_of(one)]), label=_("Fragen beantworten"))  # fmt: skip


def _paragraphs(survey: Survey, values: dict[str, object], *, again: bool) -> Iterator[str]:
    if again:
        yield _("Ihr Link zur Umfrage ist noch nicht benutzt. Sie läuft bis zum %(day)s.") % values
    elif survey.intro:
        yield survey.intro
    yield _("Ob Ihr Betrieb betroffen war oder nicht: Beides zählt. Die Antwort dauert drei Minuten.")
    yield (
        _(
            "Der Link gilt einmal, bis zum %(day)s. Die Antwort wird ohne Namen gespeichert. Wir sehen, wie viele "
            "Links benutzt sind, nicht, was damit geantwortet wurde."
        )
        % values
    )
    if again:
        yield _("Es gibt höchstens zwei Erinnerungen.")
