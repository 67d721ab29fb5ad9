"""Released results of surveys as evidence for other apps, frozen with the day and the query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.bausteine import Figure
from werkspur.facts.models import Survey
from werkspur.facts.queries.surveys import Results, Share, results
from werkspur.facts.rules.questionnaire import HIT, REPORTED, YES


def figures(*, period: tuple[date, date] | None = None, region: str = "") -> Iterator[Figure]:
    """Yield how many companies were hit and how many of them reported nothing, of every released round.

    Args:
        period: a round counts if it closed within; None: every round.
        region: key of a district: only how many were hit there; "": the whole.

    What may not be shown on the page is left out here too. None is public by itself: it stands beside its range.
    """
    rounds = Survey.objects.released()
    if period:
        rounds = rounds.filter(closes_on__range=period)
    for survey in rounds:
        if not survey.demonstration:
            yield from _of_round(results(survey), region=region)


def _of_round(found: Results, *, region: str) -> Iterator[Figure]:
    hit = _("Betriebe, in 12 Monaten von Diebstahl oder Einbruch betroffen")
    if region:
        district = next((one for one in found.breakdowns if one.code == "gebiet"), None)
        for share in district.shares if district else ():
            if share.value == region and share.is_shown:
                yield _figure(found, share, code=HIT, answer=YES, label=f"{hit}, {share.label}", region=region)
        return
    told = ((HIT, YES, hit), (REPORTED, "nie", _("Betroffene Betriebe ohne Anzeige")))
    for code, value, label in told:
        if one := found.by_code(code, value):
            yield _figure(found, one, code=code, answer=value, label=label)


def _figure(found: Results, share: Share, *, code: str, answer: str, label: str, region: str = "") -> Figure:
    survey = found.survey
    asked = {"umfrage": survey.series, "jahr": survey.year, "frage": code, "antwort": answer}
    query = urlencode(asked | ({"gebiet": region} if region else {}))
    base = share.of or 0
    return Figure(
        key=".".join(part for part in ("facts", "umfrage", region, str(survey.year), code, answer) if part),
        label=f"{label}, {survey.year}",
        value=share.count or 0,
        count=base,
        unit=_("von %(base)s befragten Betrieben") % {"base": base},
        query=query,
        taken=timezone.localdate(),
        source=f"{survey.title}, {survey.year}",
        url=reverse("facts:survey_public", args=[survey.year]),
    )
