"""The facts' share of the demonstration partnership. The official figures are real and loaded everywhere."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from werkspur.base.demonstration import Build
from werkspur.facts.models import Answer, Invitation, Survey
from werkspur.facts.queries.spots import hot_spots
from werkspur.facts.rules.questionnaire import HIT, REPORTED, VERSIONS, Question
from werkspur.facts.rules.survey import Values, is_asked, kept
from werkspur.facts.services import answers, links, presence, sending, situation
from werkspur.partners.models import Region

TITLE = "Diebstahl in Betrieben"
INTRO = (
    "Die Kammern und die Polizeidirektion wollen wissen, was Betrieben wirklich gestohlen wird, auch ohne Anzeige. "
    "Daraus folgen Beratung, Streifen und Forderungen."
)
# how many links were given out, how many answered, which questionnaire, how many of a hundred were hit
ROUNDS = ((2, 410, 148, 1, 38), (1, 480, 187, 2, 31))
PRINTED, PRINTED_USED, WRITTEN_TO = 40, 13, 3
#: how often of a hundred a choice is taken, where it is not the same for all
WEIGHTS = {
    "wie_oft": (58, 24, 13, 5),
    "wo": (44, 31, 38, 12, 19, 4),
    "wert": (9, 26, 34, 17, 7, 7),
    REPORTED: (56, 19, 25),
    "warum_nicht": (42, 61, 28, 33, 8, 5),
    "gekennzeichnet": (17, 29, 46, 8),
    "geholfen": (21, 24, 9, 27, 7, 36),
    "gewerk": (34, 22, 17, 12, 11, 4),
    "groesse": (41, 39, 20),
    "gebiet": (47, 28, 24, 1),
}


def build_survey(build: Build) -> None:
    """Add two surveys that are over, with made-up answers, and one that is open, its links in the mailbox."""
    staff = build.people.get("kammer")
    if staff is None or Survey.objects.exists():
        return
    for ago, given_out, answered, version, hit in ROUNDS:
        year = build.now.year - ago
        survey = _survey(year, version=version, opens=date(year, 9, 15), closes=date(year, 10, 31))
        survey.results_public = True
        survey.save()
        made = [Answer(survey=survey, values=_made_up(survey, build.random, hit=hit)) for _number in range(answered)]
        Answer.objects.bulk_create(made)
        Invitation.objects.bulk_create(
            Invitation(survey=survey, used=number < answered, token_hash=f"{year}-{number}")
            for number in range(given_out)
        )
    _open_one(build, staff=staff)


def _open_one(build: Build, *, staff: Any) -> None:
    today = build.now.date()
    survey = _survey(
        today.year, version=max(VERSIONS), opens=today - timedelta(days=12), closes=today + timedelta(days=16)
    )
    links.print_links(survey, count=PRINTED, by=staff)
    for one in list(survey.invitations.order_by("id")[:PRINTED_USED]):
        answers.take_answer(links.token_of(one), values=_made_up(survey, build.random, hit=34))
    asked = [company for company in build.companies if company.chamber_id in staff.chamber_ids][:WRITTEN_TO]
    for company in asked:
        made = Invitation(survey=survey, channel=Invitation.Channel.MAIL, company=company, address=company.email)
        made.token_hash = links.digest(links.token_of(made))
        made.save()
    sending.send_portion(survey.pk)


def _survey(year: int, *, version: int, opens: date, closes: date) -> Survey:
    return Survey.objects.create(
        title=TITLE, intro=INTRO, year=year, version=version, questions=VERSIONS[version], opens_on=opens,
        closes_on=closes, demonstration=True,
    )  # fmt: skip


def _made_up(survey: Survey, chance: random.Random, *, hit: int) -> Values:
    values: Values = {}
    for question in survey.questions:
        if is_asked(question, values):
            values[question["code"]] = _choice(question, chance, hit=hit)
    return kept(survey.questions, values)


def _choice(question: Question, chance: random.Random, *, hit: int) -> Any:
    choices = [value for value, _words in question["choices"]]
    weights = (hit, 100 - hit) if question["code"] == HIT else WEIGHTS[question["code"]]
    if question["kind"] == "many":
        return [value for value, weight in zip(choices, weights, strict=True) if chance.random() * 100 < weight]
    return chance.choices(choices, weights)[0]


def build_situation(build: Build) -> None:
    """Release the quarters that the thefts below tell of, and let the police note what it does about them."""
    regions = {region.key: region for region in Region.objects.filter(key__in=("14713", "14729", "14730"))}
    if len(regions) < 3 or not {"polizei", "beratung"} <= build.people.keys():
        return
    situation.release_quarters(today=build.now.date())
    _city_notes(build, region=regions["14713"])
    officer, adviser, today = build.people["polizei"], build.people["beratung"], build.now.date()
    done = presence.plan_presence(
        region=regions["14729"], place="Gewerbegebiet Beispiel, Grimma", day=today - timedelta(days=60),
        until=today - timedelta(days=32), measure="Streife abends, dreimal in der Woche.",
        reason="Hinweise aus dem Sicherheitsforum.", by=adviser,
    )  # fmt: skip
    result = "Zwei Tore standen offen, die Betriebe sind angesprochen. Keine weiteren Taten im Zeitraum bekannt."
    presence.finish_presence(done, result=result, by=adviser)
    taken_back = presence.plan_presence(
        region=regions["14730"], place="Autohof Muster bei Schkeuditz", day=today + timedelta(days=20),
        measure="Streife am Wochenende.", by=officer,
    )  # fmt: skip
    presence.withdraw_presence(taken_back, reason="Der Parkplatz ist im Dezember gesperrt.", by=officer)


def _city_notes(build: Build, *, region: Region) -> None:
    """One planned because of the hot spot, one that is over and waits for its result."""
    officer, today = build.people["polizei"], build.now.date()
    spot = next((one.quarter for one in hot_spots() if one.region == region), None)
    presence.plan_presence(
        region=region, place="Baustellen im Leipziger Westen", day=today + timedelta(days=3),
        until=today + timedelta(days=31), measure="Streife zu Fuß vor Arbeitsbeginn, Ansprache der Bauleitungen.",
        reason="Mehr Meldungen von Baustellen als in den Vorjahren.", hot_spot=spot, by=officer,
    )  # fmt: skip
    presence.plan_presence(
        region=region, place="Gewerbegebiet Nordost", day=today - timedelta(days=16), until=today - timedelta(days=9),
        measure="Kontrolle von Transportern an den Zufahrten.", by=officer,
    )  # fmt: skip
