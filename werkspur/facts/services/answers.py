"""Taking an answer, so that nobody can tell later by which link it came. The threat model stands in models.surveys."""

from __future__ import annotations

import random
import uuid

from django.db import transaction

from werkspur.facts.models import Answer, Invitation, Survey
from werkspur.facts.rules.survey import Values, kept
from werkspur.facts.services.links import digest

#: so many rows of either kind are written again with each answer; it is one of these many
MIXED = 1000


class LinkOver(Exception):
    """No answer is taken by this link; `reason` is "unknown", "used", "planned" or "closed"."""

    def __init__(self, reason: str, *, survey: Survey | None = None) -> None:
        super().__init__(reason)
        self.reason, self.survey = reason, survey


def find_link(token: str) -> Invitation:
    """Return the unused invitation behind a link of an open survey.

    Raises:
        LinkOver: there is none.
    """
    found = Invitation.objects.filter(token_hash=digest(token)).select_related("survey").first()
    if found is None:
        raise LinkOver("unknown")
    survey = found.survey
    for reason, holds in (("used", found.used), ("planned", survey.is_planned), ("closed", survey.is_closed)):
        if holds:
            raise LinkOver(reason, survey=survey)
    return found


def take_answer(token: str, *, values: Values) -> None:
    """Store what was answered and mark the link as used. Nothing is written into the journal: it knows the time.

    Raises:
        LinkOver: the link is unknown or used, also by somebody who was faster, or the survey is not open.
    """
    with transaction.atomic():
        invitation = find_link(token)
        survey = Survey.objects.select_for_update().get(pk=invitation.survey_id)  # answers mix one after the other
        if not Invitation.objects.filter(pk=invitation.pk, used=False).update(used=True):
            raise LinkOver("used", survey=survey)
        _mix(survey, Answer(survey=survey, values=kept(survey.questions, values)), used=invitation)


def _mix(survey: Survey, new: Answer, *, used: Invitation) -> None:
    """Store the answer among earlier ones: all under new keys, in random order, in one transaction with the links."""
    chance = random.SystemRandom()
    keys = list(survey.answers.values_list("pk", flat=True))
    chosen = chance.sample(keys, min(MIXED, len(keys)))
    answers = [*survey.answers.filter(pk__in=chosen), new]
    survey.answers.filter(pk__in=chosen).delete()
    chance.shuffle(answers)
    Answer.objects.bulk_create(
        [
            Answer(uid=uuid.UUID(int=chance.getrandbits(128), version=4), survey=survey, values=one.values)
            for one in answers
        ],
        batch_size=500,
    )
    others = list(survey.invitations.filter(used=True).exclude(pk=used.pk).values_list("pk", flat=True))
    again = [*chance.sample(others, min(MIXED, len(others))), used.pk]
    # Who has answered gets no reminder, so the address may go at once.
    Invitation.objects.filter(pk__in=again).update(used=True, address="")
