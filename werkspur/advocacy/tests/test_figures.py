"""A demand cites figures of other Bausteine: frozen at release, read again, never of fewer than 5."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import make_company
from werkspur.advocacy.models import CitedFigure, FigureReading, Signature
from werkspur.advocacy.queries.figures import cited, drafted, period_words, unavailable
from werkspur.advocacy.queries.offers import Ask, offers
from werkspur.advocacy.services.figures import cite, drop, freeze, renew
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.tests.world import NOW, advocacy_world
from werkspur.partners.models import Company, Region

pytestmark = pytest.mark.django_db

COMPANIES = Ask(baustein="partners")
KEY = "partners.companies_verified"


@pytest.fixture
def world(people):
    return advocacy_world()


def companies(number: int) -> None:
    """Let exactly so many verified companies take part."""
    Company.objects.update(state=Company.State.REFUSED)
    for _one in range(number):
        make_company(state=Company.State.VERIFIED, verified_at=NOW)


def chosen(world, people, **fields) -> CitedFigure:
    demand = fields.pop("demand", None) or world.draft()
    return cite(demand, ask=COMPANIES, key=KEY, by=people.kai, now=NOW, **fields)


def release(demand, *, now):
    """What the release of a version does about its figures."""
    version = demand.current
    version.released_at = now
    version.save()
    demand.released, demand.status, demand.since, demand.released_on = version, "released", now.date(), now.date()
    demand.save()
    return freeze(version, now=now)


def test_nothing_is_offered_that_fewer_than_five_stand_behind(world, people):
    companies(4)
    assert offers(COMPANIES) == ([], 0)
    with pytest.raises(AdvocacyRefused, match="nicht mehr angeboten"):
        chosen(world, people)
    companies(5)
    found, count = offers(COMPANIES, words="betriebe DABEI")
    assert ([one.figure.value for one in found], count) == ([5], 1)
    assert offers(COMPANIES, words="diebstahl") == ([], 0)


def test_a_figure_is_frozen_as_it_is_at_the_release(world, people):
    companies(5)
    figure = chosen(world, people, wording="So viele Betriebe machen mit.")
    companies(7)
    release(figure.demand, now=NOW)
    companies(9)
    (row,) = cited(figure.demand, version=figure.demand.released)
    assert (row.value, row.number, row.wording, row.newer) == (7, 1, "So viele Betriebe machen mit.", None)
    assert (row.query, row.source) == (KEY, "Werkspur, Partnerschaft")


def test_read_again_it_stands_beside_the_frozen_one_with_the_difference(world, people):
    companies(7)
    figure = chosen(world, people)
    release(figure.demand, now=NOW)
    companies(9)
    later = NOW + timedelta(days=90)
    renew(figure, by=people.kai, now=later)
    renew(figure, by=people.kai, now=later)  # a second click
    (row,) = cited(figure.demand, version=figure.demand.released)
    assert (row.value, row.newer.value, row.newer.difference, row.newer.day) == (7, 9, 2, later.date())
    assert figure.readings.count() == 3  # chosen, frozen, read again


def test_what_falls_below_five_is_not_read_again_and_what_was_frozen_stays(world, people):
    companies(7)
    figure = chosen(world, people)
    release(figure.demand, now=NOW)
    companies(4)
    with pytest.raises(AdvocacyRefused, match="weniger als fünf"):
        renew(figure, by=people.kai, now=NOW)
    assert [row.value for row in cited(figure.demand, version=figure.demand.released)] == [7]


def test_a_release_refuses_a_figure_that_has_fallen_below_five(world, people):
    companies(5)
    figure = chosen(world, people)
    companies(4)
    assert "Betriebe dabei" in unavailable(figure.demand)[0]
    with pytest.raises(AdvocacyRefused) as refused:
        freeze(figure.demand.current, now=NOW)
    assert refused.value.field == "figures"
    assert not FigureReading.objects.filter(version=figure.demand.current).exists()


def test_a_release_that_was_taken_back_freezes_anew(world, people):
    companies(5)
    figure = chosen(world, people)
    freeze(figure.demand.current, now=NOW)
    companies(6)
    freeze(figure.demand.current, now=NOW + timedelta(days=1))
    assert [row.value for row in cited(figure.demand, version=figure.demand.current)] == [6]


def test_what_is_taken_out_stays_in_the_versions_that_cited_it(world, people):
    companies(5)
    figure = chosen(world, people)
    release(figure.demand, now=NOW)
    drop(figure, by=people.kai, now=NOW)
    assert drafted(figure.demand) == []
    assert [row.value for row in cited(figure.demand, version=figure.demand.released)] == [5]
    assert chosen(world, people, demand=figure.demand).pk == figure.pk  # chosen once more, it is the same


def test_the_same_figure_is_not_cited_twice(world, people):
    companies(5)
    figure = chosen(world, people)
    with pytest.raises(AdvocacyRefused, match="steht schon"):
        chosen(world, people, demand=figure.demand)


def test_what_somebody_has_signed_does_not_change(world, people):
    companies(5)
    figure = chosen(world, people)
    version = figure.demand.current
    Signature.objects.create(version=version, partner=world.crafts, person_key="kai", signed_at=NOW)
    with pytest.raises(AdvocacyRefused, match="unterschrieben"):
        drop(figure, by=people.kai, now=NOW)
    assert cited(figure.demand)


def test_labels_are_german_whatever_language_the_page_is_in(world, people, settings):
    from django.utils.translation import override

    companies(5)
    with override("en"):
        figure = chosen(world, people)
    assert figure.readings.get().label == "Betriebe dabei"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (None, ""),
        ((date(2025, 1, 1), date(2025, 12, 31)), "2025"),
        ((date(2026, 7, 1), date(2026, 9, 30)), "3. Quartal 2026"),
        ((date(2026, 1, 1), date(2026, 3, 30)), "01.01.2026 bis 30.03.2026"),
        ((date(2024, 2, 29), date(2024, 2, 29)), "29.02.2024 bis 29.02.2024"),
    ],
)
@pytest.mark.once
def test_periods_are_said_as_people_say_them(period, words):
    assert period_words(period) == words


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_chamber_chooses_a_figure_on_its_page(world, people):
    companies(5)
    demand = world.draft()
    client, page = client_of(people.kai), reverse("advocacy:figures", args=[demand.uid])
    asked = {"quelle": "partners", "zeitraum": "", "gebiet": "", "worte": "dabei"}
    assert "Betriebe dabei: 5" in client.get(page, asked).content.decode()

    answer = client.post(reverse("advocacy:figure_add", args=[demand.uid]), asked | {"wording": "Viele sind dabei."})
    assert answer.status_code == 422
    assert "Wählen Sie eine Zahl." in answer.content.decode()
    assert "Viele sind dabei." in answer.content.decode()  # what was typed stays

    client.post(reverse("advocacy:figure_add", args=[demand.uid]), asked | {"wording": "Viele", "key": KEY})
    assert [(one.key, one.wording) for one in demand.figures.all()] == [(KEY, "Viele")]
    companies(6)
    figure = demand.figures.get()
    answer = client.post(reverse("advocacy:figure_renew", args=[figure.uid]), follow=True)
    assert "Neu gelesen: 6, das sind +1." in answer.content.decode()
    client.post(reverse("advocacy:figure_remove", args=[figure.uid]))
    assert not demand.figures.exists()


def test_who_bears_no_part_changes_no_figure(world, people):
    companies(5)
    figure = chosen(world, people, demand=world.draft(bearers=[world.crafts]))
    stranger = client_of(world.mia)
    page = stranger.get(reverse("advocacy:figures", args=[figure.demand.uid]))
    assert "Zahl wählen" not in page.content.decode()
    assert stranger.post(reverse("advocacy:figure_remove", args=[figure.uid])).status_code == 404
    assert CitedFigure.objects.filter(pk=figure.pk).exists()


@pytest.mark.parametrize("asked", [{"quelle": "advocacy"}, {"quelle": "\u202egib es nicht"}, {"gebiet": "9" * 400}])
def test_a_bad_question_is_answered_with_a_sentence(world, people, asked):
    Region.objects.get_or_create(key="14713", defaults={"name": "Stadt Leipzig", "level": "district"})
    page = client_of(people.kai).get(reverse("advocacy:figures", args=[world.draft().uid]), asked)
    assert page.status_code == 422
    assert "Diese Auswahl gibt es nicht mehr." in page.content.decode()
