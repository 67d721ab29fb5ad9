"""Results: after the close, from five companies on, with ranges, over the years, public after a second click."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from werkspur.facts.queries import surveyed
from werkspur.facts.queries.surveys import results, years
from werkspur.facts.services import surveys
from werkspur.facts.tests.surveys import HIT, SPARED, make_answers, make_past, make_survey
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db


def public(year: int) -> str:
    return reverse("facts:survey_public", args=[year])


def staff(people) -> Client:
    client = Client()
    client.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    return client


def one_in_three(survey, **hit):
    """55 of 164, as a chamber once found."""
    make_answers(survey, *[HIT | hit] * 55, *[SPARED] * 109)


def test_one_in_three_of_164_companies():
    survey = make_past()
    one_in_three(survey)
    found = results(survey)

    assert (found.answers, found.links, found.rate) == (164, 164, 100)
    assert found.hit
    assert (found.hit.count, found.hit.of, found.hit.percent) == (55, 164, 34)
    assert (found.hit.low, found.hit.high) == (27, 41)


def test_the_response_rate_counts_every_link():
    survey = make_past()
    one_in_three(survey)
    for _number in range(246):
        survey.invitations.create(token_hash=str(_number))

    assert results(survey).rate == 40


def test_there_are_none_before_the_close(people):
    survey = make_survey()
    one_in_three(survey)

    with pytest.raises(ValueError, match="not over"):
        results(survey)
    response = staff(people).get(reverse("facts:survey_results", args=[survey.uid]))
    assert "Noch kein Ergebnis" in response.content.decode()
    assert "34 %" not in response.content.decode()


def test_four_answers_give_no_result(people):
    survey = make_past()
    make_answers(survey, HIT, HIT, SPARED, SPARED)

    assert results(survey).told == ()
    page = staff(people).get(reverse("facts:survey_results", args=[survey.uid])).content.decode()
    assert "Zu wenige Antworten" in page


def test_a_few_victims_are_not_shown_nor_what_they_said():
    survey = make_past()
    make_answers(survey, *[HIT] * 3, *[SPARED] * 60)

    assert not any(told.is_shown for told in results(survey).told)


def test_a_question_that_hangs_on_a_hidden_cell_is_hidden_with_its_base():
    """Who did not report each time is asked why. That sum is known where both parts are hidden, not where one is."""
    survey = make_past()
    some = HIT | {"angezeigt": "teils", "warum_nicht": ["gering"]}
    none = HIT | {"angezeigt": "nie", "warum_nicht": ["gering"]}
    make_answers(survey, *[HIT] * 20, *[some] * 9, *[none] * 3, *[SPARED] * 40)
    told = {one.code: one for one in results(survey).told}

    assert [share.count for share in told["angezeigt"].shares] == [20, None, None]
    assert told["warum_nicht"].base == 12

    other = make_past(years=2)
    make_answers(other, *[HIT] * 3, *[some] * 20, *[none] * 25, *[SPARED] * 40)
    told = {one.code: one for one in results(other).told}
    assert [share.count for share in told["angezeigt"].shares] == [None, None, 25]
    assert told["warum_nicht"].base is None
    assert not told["warum_nicht"].is_shown


def test_a_breakdown_hides_small_groups_and_one_more():
    survey = make_past()
    for size, hit, spared in (("1-4", 20, 40), ("5-19", 7, 10), ("20+", 2, 9)):
        make_answers(survey, *[HIT | {"groesse": size}] * hit, *[SPARED | {"groesse": size}] * spared)
    group = next(one for one in results(survey).breakdowns if one.code == "groesse")

    assert {share.value: share.count for share in group.shares} == {"1-4": 20, "5-19": None, "20+": None}


def test_over_the_years_the_same_question_is_compared_and_a_break_is_said():
    before, now = make_past(years=2, version=1), make_past(version=2)
    one_in_three(before, gekennzeichnet="alles")
    make_answers(now, *[HIT | {"gekennzeichnet": "alles"}] * 12, *[SPARED] * 140)
    lines = {line.code: line for line in years(results(now), released=False)}

    assert [one.share.percent for one in lines["betroffen"].rounds] == [34, 8]
    assert lines["betroffen"].rounds[1].said.code == "survey_down"
    assert lines["gekennzeichnet"].rounds[1].said.code == "survey_break"
    told = {one.code: one.broken for one in results(now).told}
    assert told["gekennzeichnet"] == before.year
    assert told["betroffen"] is None


def test_a_difference_within_the_ranges_may_be_chance():
    before, now = make_past(years=2), make_past()
    one_in_three(before)
    make_answers(now, *[HIT] * 50, *[SPARED] * 114)
    line = years(results(now), released=False)[0]

    assert line.code == "betroffen"
    assert line.rounds[1].said.code == "survey_open"


def test_everybody_reads_it_only_after_the_second_click(people, client):
    survey, kai = make_past(), staff(people)
    one_in_three(survey)
    release = reverse("facts:survey_release", args=[survey.uid])
    table = reverse("facts:survey_csv", args=[survey.year])

    assert kai.get(release).status_code == 200
    assert client.get(public(survey.year)).status_code == client.get(table).status_code == 404

    kai.post(release)
    kai.post(release)
    page = client.get(public(survey.year)).content.decode()
    for said in ("34 %", "27 bis 41 %", "55 von 164", "keine Kriminalstatistik", "Taten ohne Anzeige"):
        assert said in page
    rows = list(csv.DictReader(io.StringIO(client.get(table).getvalue().decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == {
        "jahr": str(survey.year), "frage": "betroffen", "gruppe": "", "antwort": "ja", "betriebe": "55", "basis": "164",
        "anteil_prozent": "34", "von": "27", "bis": "41", "hinweis": "",
    }  # fmt: skip

    kai.post(reverse("facts:survey_withdraw", args=[survey.uid]))
    assert client.get(public(survey.year)).status_code == 404
    verbs = list(Entry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["facts.survey_released", "facts.survey_withdrawn"]


def test_a_running_survey_cannot_be_released(people, client):
    survey = make_survey()
    one_in_three(survey)

    staff(people).post(reverse("facts:survey_release", args=[survey.uid]))
    assert client.get(public(survey.year)).status_code == 404
    with pytest.raises(surveys.NotNow):
        surveys.release_results(survey, by=people.kai)


def test_the_public_page_shows_no_year_that_is_not_released(client):
    hidden, shown = make_past(years=2), make_past(results_public=True)
    one_in_three(hidden)
    one_in_three(shown)

    assert f"umfragen/{hidden.year}" not in client.get(public(shown.year)).content.decode()
    assert client.get(public(hidden.year)).status_code == 404


@pytest.mark.parametrize("year", [0, 3000, 10**30])
def test_a_year_without_a_survey_is_404(client, year):
    for name in ("survey_public", "survey_csv"):
        assert client.get(reverse(f"facts:{name}", args=[year])).status_code == 404


def test_released_rounds_are_evidence_with_their_query():
    survey = make_past(results_public=True)
    one_in_three(survey, angezeigt="nie")
    figures = {figure.key: figure for figure in surveyed.figures()}
    hit = figures[f"facts.umfrage.{survey.year}.betroffen.ja"]

    assert (hit.value, hit.count, hit.public) == (55, 164, False)
    assert hit.query == f"umfrage=betroffenheit&jahr={survey.year}&frage=betroffen&antwort=ja"
    assert hit.taken
    assert figures[f"facts.umfrage.{survey.year}.angezeigt.nie"].value == 55
    assert not list(surveyed.figures(period=(survey.opens_on, survey.closes_on - timedelta(days=1))))
    assert [figure.value for figure in surveyed.figures(region="14713")] == [55]
    assert not list(surveyed.figures(region="14730"))


def test_made_up_or_unreleased_answers_are_no_evidence():
    for survey in (make_past(years=2, results_public=True, demonstration=True), make_past()):
        one_in_three(survey)

    assert not list(surveyed.figures())


def test_a_page_of_results_asks_few_questions(client, django_assert_max_num_queries):
    for number in range(1, 6):
        one_in_three(make_past(years=number, results_public=True))

    with django_assert_max_num_queries(15):
        client.get(public(make_past(years=6, results_public=True).year + 5))
