"""A survey from its plan to its release; what is deleted when it is over."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from werkspur.facts.models import Invitation, Survey
from werkspur.facts.rules.questionnaire import NEWEST, VERSIONS
from werkspur.journal.services import record
from werkspur.partners.models import Person


class NotNow(Exception):
    """The survey is not in the state for it; `message` says why, as a sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def create_survey(survey: Survey, *, by: Person) -> Survey:
    """Store a new survey with a copy of the newest questionnaire.

    Raises:
        NotNow: the year has one already; a second click finds the first one's.
    """
    survey.version, survey.questions = NEWEST, VERSIONS[NEWEST]
    try:
        with transaction.atomic():
            survey.save(force_insert=True)
            record("facts.survey_created", by=by, object=survey, details=_told(survey))
    except IntegrityError as error:
        raise NotNow(_("Für dieses Jahr gibt es schon eine Umfrage.")) from error
    return survey


def change_survey(survey: Survey, *, by: Person) -> None:
    """Store changed words and days.

    Raises:
        NotNow: it is over; who has seen results must not collect one answer more and look again.
    """
    with transaction.atomic():
        stored = Survey.objects.select_for_update().get(pk=survey.pk)
        if stored.is_closed:
            raise NotNow(_("Die Umfrage ist beendet. Sie kann nicht mehr geändert werden."))
        survey.save(update_fields=["title", "intro", "opens_on", "closes_on", "updated_at"])
        record("facts.survey_changed", by=by, object=survey, details=_told(survey))


def _told(survey: Survey) -> dict[str, str | int]:
    return {"version": survey.version, "opens": survey.opens_on.isoformat(), "closes": survey.closes_on.isoformat()}


def delete_survey(survey: Survey, *, by: Person) -> None:
    """Delete a survey that nobody has been asked in yet.

    Raises:
        NotNow: links were given out.
    """
    with transaction.atomic():
        Survey.objects.select_for_update().get(pk=survey.pk)
        if survey.invitations.exists():
            raise NotNow(_("Es sind schon Links verteilt. Die Umfrage bleibt."))
        record("facts.survey_deleted", by=by, object=survey)
        survey.delete()


def release_results(survey: Survey, *, by: Person) -> None:
    """Let everybody read the results. A second time changes nothing.

    Raises:
        NotNow: answers still come in.
    """
    with transaction.atomic():
        stored = Survey.objects.select_for_update().get(pk=survey.pk)
        if not stored.is_closed:
            raise NotNow(_("Die Umfrage läuft noch. Ergebnisse gibt es, wenn sie beendet ist."))
        _set_public(stored, public=True, verb="facts.survey_released", by=by)


def withdraw_results(survey: Survey, *, by: Person) -> None:
    """Take the results back from the public page. A second time changes nothing."""
    with transaction.atomic():
        stored = Survey.objects.select_for_update().get(pk=survey.pk)
        _set_public(stored, public=False, verb="facts.survey_withdrawn", by=by)


def _set_public(survey: Survey, *, public: bool, verb: str, by: Person) -> None:
    if survey.results_public != public:
        survey.results_public = public
        survey.save(update_fields=["results_public", "updated_at"])
        record(verb, by=by, object=survey)


def forget_addresses(before: date) -> int:
    """Delete company and address of the invitations to surveys that closed before that day; answer how many."""
    over = Invitation.objects.filter(survey__closes_on__lt=before)
    known = over.exclude(company=None, address="")
    return known.update(company=None, address="")
