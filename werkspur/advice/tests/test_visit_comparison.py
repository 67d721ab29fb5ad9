"""A second visit beside the company's own first one, item by item; the page of a visit in words for everybody."""

from __future__ import annotations

import pytest

from tests.people import make_person
from werkspur.advice.models import Visit
from werkspur.advice.queries.comparisons import compare
from werkspur.advice.rules.changes import Change, change
from werkspur.advice.rules.scoring import Open
from werkspur.advice.services.checklists import draft_version, release_version
from werkspur.advice.services.visits import delete_findings
from werkspur.advice.tests.booked import signed_in, text
from werkspur.advice.tests.followed import finished, visit_world

NZ, NG = Open.NOT_APPLICABLE, Open.NOT_CHECKED


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [(0, 1, "better"), (3, 0, "worse"), (2, 2, "same"), (None, 0, "new"), (NG, 3, "new"), (1, NG, "gone"),
     (2, NZ, "gone"), (NZ, NG, "open"), (None, None, "open"), (0, 0, "same")],
)  # fmt: skip
def test_only_answers_with_a_value_rise_or_fall(before, now, told):
    assert change(before, now) == Change(told)


@pytest.mark.django_db
def test_a_second_visit_says_what_is_better_and_worse(people):
    world = visit_world(people)
    finished(people, world, days_ago=300)
    second = finished(people, world, hour=14, answers={"B1": 3, "B2": 1, "B3": 1, "A1": 0})
    shown = text(signed_in(people.anna).get(f"/beratung/besuche/{second.uid}/vergleich/"))

    for words in ("<dt>Besser</dt><dd>1</dd>", "<dt>Schlechter</dt><dd>1</dd>", "<dt>Gleich</dt><dd>1</dd>",
                  "<dt>Neu geprüft</dt><dd>1</dd>", "<dt>Nicht mehr geprüft</dt><dd>1</dd>"):  # fmt: skip
        assert words in shown
    assert signed_in(people.peter).get(f"/beratung/besuche/{second.uid}/vergleich/").status_code == 200
    for stranger in (people.clara, people.kai, people.otto):
        assert signed_in(stranger).get(f"/beratung/besuche/{second.uid}/vergleich/").status_code == 404


@pytest.mark.django_db
def test_another_version_of_the_list_is_not_compared(people):
    world = visit_world(people)
    first = finished(people, world, days_ago=300)
    release_version(draft_version(first.version, by=people.peter), note="Neue Fragen", by=people.peter)
    second = finished(people, world, hour=14)
    shown = text(signed_in(people.anna).get(f"/beratung/besuche/{second.uid}/vergleich/"))

    assert "Damals galt Fassung 1, jetzt Fassung 2." in shown
    assert "besser" not in shown.lower().split("vergleich mit dem besuch davor")[-1]
    with pytest.raises(ValueError, match="version"):
        compare(first, second)


@pytest.mark.django_db
def test_the_first_visit_has_nothing_to_compare_with_not_even_another_companys(people):
    world = visit_world(people)
    other = finished(people, world, days_ago=300)
    Visit.objects.filter(pk=other.pk).update(company=people.clara.company_ids[0])
    own = finished(people, world, hour=14)

    assert "Das ist der erste Besuch" in text(signed_in(people.anna).get(f"/beratung/besuche/{own.uid}/vergleich/"))
    with pytest.raises(ValueError, match="company"):
        compare(Visit.objects.get(pk=other.pk), own)


@pytest.mark.django_db
def test_the_page_of_a_visit_says_first_what_to_do(people):
    visit = finished(people)
    shown = text(signed_in(people.ben).get(f"/beratung/besuche/{visit.uid}/ergebnis/"))

    assert shown.index("Was als Nächstes am meisten bringt") < shown.index("So viel der Liste ist erfüllt")
    assert "0 von 3 Empfehlungen erledigt" in shown
    assert "Für eine Zahl über die ganze Liste ist das zu wenig." in shown
    assert "Protokoll (PDF)" in shown
    stranger = make_person("fremd", role="police_advice", partner=visit.adviser.partner)
    for person in (people.clara, people.kai, people.otto, stranger):
        assert signed_in(person).get(f"/beratung/besuche/{visit.uid}/ergebnis/").status_code == 404


@pytest.mark.django_db
def test_what_was_deleted_is_told_and_compared_with_nothing(people):
    world = visit_world(people)
    first = finished(people, world, days_ago=300)
    delete_findings(first.company, by=people.anna)
    second = finished(people, world, hour=14)
    anna = signed_in(people.anna)

    assert "Die Befunde sind gelöscht" in text(anna.get(f"/beratung/besuche/{first.uid}/ergebnis/"))
    assert anna.get(f"/beratung/besuche/{first.uid}/protokoll.pdf").status_code == 404
    assert "Das ist der erste Besuch" in text(anna.get(f"/beratung/besuche/{second.uid}/vergleich/"))
