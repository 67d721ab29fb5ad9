"""Figures of our own, for what the BKA does not publish per district: by form or as a table, each with two people."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.people import make_partner, make_person
from werkspur.facts.models import Damage, Figure, Import
from werkspur.facts.queries.series import series
from werkspur.facts.services import imports, own_figures
from werkspur.facts.tests.figures import DISTRICTS, make_areas, make_figures
from werkspur.partners.models import Partner, Role

pytestmark = pytest.mark.django_db

SITES_2016 = {"area": "14PDL", "offence": "*45*00", "year": "2016", "cases": "895", "source": "PD Leipzig, PKS 2016"}


@pytest.fixture
def kai(client, people):
    make_areas()
    client.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    return people.kai


@pytest.fixture
def kira(people):
    """Somebody of the other chamber."""
    return make_person("kira", role=Role.Kind.CHAMBER, partner=make_partner("ihk", Partner.Kind.INDUSTRY_CHAMBER))


def enter(client, **fields):
    return client.post(reverse("facts:figure_new"), SITES_2016 | fields)


def test_a_figure_waits_for_a_second_person_and_holds_then(client, kai, kira):
    answer = enter(client, attempts="100", cleared="80", damage_cents="3.350.000,50", provisional="on")
    one = Import.objects.get()
    assert answer["Location"] == reverse("facts:import_detail", args=[one.uid])
    assert (one.state, one.by, one.source) == ("checked", kai, "PD Leipzig, PKS 2016")
    with pytest.raises(imports.ImportRefused):
        imports.publish_import(one, by=kai)
    imports.publish_import(one, by=kira)
    figure = Figure.objects.holding().get()
    assert (figure.cases, figure.attempts, figure.cleared, figure.provisional) == (895, 100, 80, True)
    assert Damage.objects.get(holds=True).amount_cents == 335000050


@pytest.mark.parametrize("key", ["*10*00", "*45*00"])
def test_the_police_directorate_shows_its_own_figure_as_long_as_a_district_lacks_one(client, kai, kira, key):
    enter(client, offence=key)
    imports.publish_import(Import.objects.get(), by=kira)
    assert series(area="14PDL", offence=key).by_year[2016].cases == 895
    for district in DISTRICTS:
        make_figures(district, key, {2016: 200})
    point = series(area="14PDL", offence=key).by_year[2016]
    assert (point.cases, point.summed) == (600, True)
    enter(client, offence=key, cases="900")
    newer = Import.objects.get(state="checked")
    seen = client.get(reverse("facts:import_detail", args=[newer.uid])).content.decode()
    assert "bleibt verdeckt" in seen


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"area": "99999"}, "Diese Auswahl gibt es nicht mehr"),
        ({"offence": "777777"}, "Diesen Schlüssel kennt Werkspur nicht"),
        ({"offence": "Baustelle"}, "Diesen Schlüssel kennt Werkspur nicht"),
        ({"year": "3000"}, "zu weit in der Zukunft"),
        ({"year": "16"}, "Früher als 1971"),
        ({"cases": "-1"}, "Weniger als 0"),
        ({"cases": "viele"}, "keine ganze Zahl"),
        ({"cases": "99999999999"}, "So viele Fälle gibt es nicht"),
        ({"cases": ""}, "Geben Sie die Fälle oder den Schaden an"),
        ({"cases": "", "damage_cents": "5", "attempts": "2"}, "gehört die Zahl der Fälle"),
        ({"attempts": "896"}, "Mehr Versuche als Fälle"),
        ({"damage_cents": "1.2.3"}, "kein Betrag"),
        ({"source": " "}, "Diese Angabe fehlt noch"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_what_was_typed_stays(client, kai, fields, sentence):
    answer = enter(client, **fields)
    seen = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in seen
    assert "2016" in seen
    assert Import.objects.count() == 0


def test_nothing_but_damage_may_be_known(client, kai):
    enter(client, cases="", damage_cents="3.450.000")
    assert (Figure.objects.count(), Damage.objects.get().amount_cents) == (0, 345000000)


def test_cleared_may_exceed_the_cases(client, kai):
    enter(client, cases="2", cleared="3")
    assert Figure.objects.get().cleared == 3


def test_the_same_figure_twice_is_one_import(client, kai):
    enter(client)
    enter(client)
    assert Import.objects.count() == 1


@pytest.mark.parametrize("source", ['PD "Leipzig"; Bericht', "Zeile eins\nZeile zwei", '"', "=1+1", "# Quelle: x"])
def test_a_source_of_any_signs_stays_itself(client, kai, source):
    enter(client, source=source)
    assert Import.objects.get().source == " ".join(source.split())


def test_the_template_is_read_again_when_it_is_filled_in(client, kai):
    answer = client.get(reverse("facts:import_template"))
    assert "attachment" in answer["Content-Disposition"]
    filled = answer.content + b"14PDL;*45*00;2015;1012;;;;;;\r\n14PDL;*45*00;2016;895;;;;;ja;\r\n"
    client.post(reverse("facts:import_new"), {"tables": SimpleUploadedFile("pd.csv", filled)})
    one = Import.objects.get()
    assert (one.state, one.rows, one.title) == ("checked", 2, "Einzelne Zahlen 2015–2016")
    assert Figure.objects.get(year=2016).provisional


def test_an_empty_template_says_that_it_is_empty(client, kai):
    data = own_figures.template()
    client.post(reverse("facts:import_new"), {"tables": SimpleUploadedFile("pd.csv", data)})
    seen = client.get(reverse("facts:import_detail", args=[Import.objects.get().uid])).content.decode()
    assert "noch keine Zeile" in seen
