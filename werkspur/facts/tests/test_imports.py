"""Importing figures: read and checked as a whole, published by a second person, taken back, brought back."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests.people import make_partner, make_person
from werkspur.facts.models import Area, Damage, Figure, Import, Offence, Population, Wording
from werkspur.facts.queries import report
from werkspur.facts.services import imports
from werkspur.facts.tests import made
from werkspur.facts.tests.figures import make_areas
from werkspur.journal.models import Entry
from werkspur.partners.models import Partner, Role

pytestmark = pytest.mark.django_db

DISTRICTS = made.districts(
    made.district(),
    made.district("****00", label="Diebstahl", cases="29,348", attempts="2,000", cleared="7,000", rate="4,764",
                  clearance="23.9"),
    made.district("3***00", label="Diebstahl ohne", cases="14,250", attempts="100", cleared="6,000", rate="2,313",
                  clearance="42.1"),
    made.district("4***00", label="Diebstahl schwer", cases="15,098", attempts="1,900", cleared="1,000", rate="2,451",
                  clearance="6.6"),
)  # fmt: skip


@pytest.fixture
def areas(db):
    make_areas()


@pytest.fixture
def colleague(people):
    """Somebody of the other chamber."""
    return make_person("kira", role=Role.Kind.CHAMBER, partner=make_partner("ihk", Partner.Kind.INDUSTRY_CHAMBER))


def bring(data: bytes = DISTRICTS, *, by="operator", name: str = "2023.csv") -> Import:
    (one,) = imports.read_file(data, name=name, by=by)
    return one


def holding(area: str = "14713", key: str = "------", year: int = 2023) -> int | None:
    return Figure.objects.holding().filter(area=area, offence=key, year=year).values_list("cases", flat=True).first()


def check(one: Import, code: str) -> dict:
    return next(found for found in one.report["checks"] if found["code"] == code)


def test_a_checked_import_is_there_but_does_not_hold(people):
    one = bring(by=people.kai)
    assert (one.state, one.rows, one.first_year, one.last_year) == ("checked", 4, 2023, 2023)
    assert one.source == "PKS Bundeskriminalamt, 2023"
    assert one.figures.count() == 4
    assert holding() is None
    assert Entry.objects.filter(verb="facts.import_verified", object_id=str(one.uid)).exists()


def test_an_import_brings_its_areas_keys_and_wordings():
    imports.publish_import(bring(), by="operator")
    district = Area.objects.get(key="14713")
    assert (district.level, district.parent_id, district.parent.parent_id) == ("district", "14", "DE")
    theft = Offence.objects.get(key="****00")
    assert theft.by_district
    assert [child.key for child in theft.children.order_by("key")] == ["3***00", "4***00"]
    assert Wording.objects.get(offence="4***00", year=2023).text == "Diebstahl schwer"


def test_before_a_second_person_has_looked_a_file_changes_no_wording(areas):
    Offence.objects.update(by_district=False)
    one = bring()
    assert not Wording.objects.exists()
    assert not Offence.objects.filter(by_district=True).exists()
    imports.publish_import(one, by="operator")
    assert Wording.objects.filter(year=2023).count() == Offence.objects.filter(by_district=True).count() == 4


def test_the_report_names_unknown_keys(areas):
    one = bring()
    assert [found["key"] for found in one.report["unknown_keys"]] == ["3***00", "4***00"]


def test_a_second_person_publishes(people, colleague):
    one = bring(by=people.kai)
    with pytest.raises(imports.ImportRefused, match="zweite Person"):
        imports.publish_import(one, by=people.kai)
    one = imports.publish_import(one, by=colleague)
    assert (one.state, one.published_by) == ("published", colleague)
    assert holding() == 68377


def test_only_the_chambers_decide_about_figures(people):
    one = bring(by=people.kai)
    for verb in (imports.publish_import, imports.withdraw_import):
        with pytest.raises(imports.ImportRefused, match="Kammer"):
            verb(one, by=people.dora)


def test_publishing_twice_does_nothing(people, colleague):
    one = imports.publish_import(bring(), by=colleague)
    imports.publish_import(one, by=people.kai)
    assert Entry.objects.filter(verb="facts.import_committed").count() == 1


def test_the_same_file_again_changes_nothing():
    first, second = bring(), bring()
    assert first.pk == second.pk
    assert Figure.objects.count() == 4


def test_a_newer_version_replaces_and_the_former_can_be_brought_back(people, colleague):
    first = imports.publish_import(bring(), by=colleague)
    newer = bring(DISTRICTS.replace(b"68,377", b"68,400"))
    imports.publish_import(newer, by=colleague)
    first.refresh_from_db()
    assert (first.state, holding()) == ("replaced", 68400)
    imports.bring_back(first, by=people.kai)
    newer.refresh_from_db()
    assert (newer.state, holding()) == ("replaced", 68377)


def test_a_withdrawn_import_gives_its_place_back(people, colleague):
    first = imports.publish_import(bring(), by=colleague)
    newer = imports.publish_import(bring(DISTRICTS.replace(b"68,377", b"68,400")), by=colleague)
    imports.withdraw_import(newer, by=people.kai, reason="falsche Fassung")
    first.refresh_from_db()
    assert (first.state, holding()) == ("published", 68377)
    assert Figure.objects.holding().count() == 4
    assert Entry.objects.get(verb="facts.import_withdrawn").reason == "falsche Fassung"


def test_a_withdrawn_file_may_be_read_again(people, colleague):
    first = imports.withdraw_import(bring(), by=people.kai)
    assert bring().pk != first.pk
    with pytest.raises(imports.ImportRefused):
        imports.publish_import(first, by=colleague)


def test_a_refused_file_leaves_its_reason_and_nothing_else():
    one = bring(made.districts(made.district(), made.district("****00", cases="96.140")))
    assert one.state == "refused"
    assert report.refusal(one.refusal).startswith("Zeile 4: Die Datei mischt Zahlenformate")
    assert (Figure.objects.count(), Area.objects.count(), Offence.objects.count()) == (0, 0, 0)


def test_a_file_refused_again_for_the_same_reason_is_noted_once():
    data = b"name;ort\nx;y"
    assert bring(data).pk == bring(data).pk


def test_an_archive_is_refused_as_a_whole():
    data = made.archive(a_2022=DISTRICTS, b_2023=made.districts(made.district(cases="x")))
    (one,) = imports.read_file(data, name="alle.zip", by="operator")
    assert one.state == "refused"
    assert Figure.objects.count() == 0


def test_an_archive_of_two_years_gives_two_imports():
    found = imports.read_file(made.archive(a_2022=DISTRICTS, b_2023=DISTRICTS), name="alle.zip", by="operator")
    assert [one.table for one in found] == ["kreise 2022", "kreise 2023 (2)"]


def test_thefts_that_do_not_add_up_are_found():
    one = bring(DISTRICTS.replace(b"14,250", b"14,200"))
    found = check(one, "thefts")
    assert (found["checked"], found["failed"]) == (1, 1)
    (finding,) = report.findings(found)
    assert (finding.row, finding.area, finding.key, finding.year) == (4, "14713", "****00", 2023)
    assert "29.298" in finding.text


def test_rates_are_recomputed_by_the_population(areas):
    Population.objects.create(area_id="14713", day=date(2022, 12, 31), base="2011", count=616093, source="Destatis")
    assert check(bring(), "rates")["failed"] == 0
    wrong = check(bring(DISTRICTS.replace(b"11,098", b"11,908")), "rates")
    assert (wrong["failed"], wrong["found"][0]["expected"]) == (1, 11098.5)


def test_clear_up_rates_are_recomputed():
    wrong = check(bring(DISTRICTS.replace(b"52.6", b"62.5")), "clearances")
    assert (wrong["checked"], wrong["failed"], wrong["found"][0]["row"]) == (4, 1, 3)


def test_thirteen_districts_have_no_more_cases_than_saxony():
    numbers = [14511, 14521, 14522, 14523, 14524, 14612, 14625, 14626, 14627, 14628, 14713, 14729, 14730]
    rows = [
        made.district(area=str(number), cases="100", attempts="1", cleared="1", clearance="1") for number in numbers
    ]
    imports.publish_import(bring(made.districts(*rows)), by="operator")
    few = made.states(made.state(cases="1,299", attempts="1", cleared="1", clearance="0.1"))
    found = check(bring(few, name="laender 2023.csv"), "within_state")
    assert (found["failed"], found["found"][0]["found"]) == (1, 1300)


def test_a_jump_out_of_the_five_years_before_is_shown():
    for year, cases in enumerate(("60,000", "62,000", "61,000"), start=2020):
        data = made.districts(made.district(cases=cases))
        imports.publish_import(bring(data, name=f"{year}.csv"), by="operator")
    found = check(bring(made.districts(made.district(cases="90,000"))), "jumps")
    assert (found["failed"], found["found"][0]["low"], found["found"][0]["high"]) == (1, 60000, 62000)


def test_the_table_of_another_year_is_noticed():
    imports.publish_import(bring(name="2022.csv"), by="operator")
    found = check(bring(DISTRICTS + b"\r\n", name="2023.csv"), "repeated")
    assert (found["failed"], found["found"][0]["other"]) == (1, 2022)


def test_our_own_figures_and_damage(areas):
    one = bring(made.own("14713;*45*00;2018;546;81;66;;3.350.000,50;;", "14PDL;*45*00;2026;120;;;;;ja;"))
    imports.publish_import(one, by="operator")
    assert holding(key="*45*00", year=2018) == 546
    assert Figure.objects.get(area="14PDL", year=2026).provisional
    assert Damage.objects.get(holds=True).amount_cents == 335000050


@pytest.mark.parametrize(
    ("row", "code"), [("99999;*45*00;2018;5;;;;;;", "bad_area"), ("14713;777777;2018;5;;;;;;", "bad_key")]
)
def test_our_own_table_uses_known_areas_and_keys_only(areas, row, code):
    one = bring(made.own(row))
    assert (one.state, one.refusal["code"], one.refusal["row"]) == ("refused", code, 3)


def test_the_command_reads_a_folder_and_says_what_it_found(tmp_path):
    (tmp_path / "kreise 2023.csv").write_bytes(DISTRICTS)
    said = io.StringIO()
    call_command("import_pks", tmp_path, "--publish", stdout=said)
    assert "Kreise 2023, Zeilen: 4, neue Schlüssel: " in said.getvalue()
    assert holding() == 68377
    call_command("import_pks", tmp_path, "--publish", stdout=said)
    assert Figure.objects.count() == 4


def test_a_dry_run_keeps_nothing(tmp_path):
    (tmp_path / "2023.csv").write_bytes(DISTRICTS)
    call_command("import_pks", tmp_path / "2023.csv", "--dry-run", stdout=io.StringIO())
    assert (Import.objects.count(), Figure.objects.count(), Area.objects.count()) == (0, 0, 0)


def test_the_command_fails_when_a_file_is_refused_and_keeps_the_others(tmp_path):
    (tmp_path / "a 2023.csv").write_bytes(DISTRICTS)
    (tmp_path / "b.csv").write_bytes(b"name;ort\nx;y")
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_pks", tmp_path, stdout=said)
    assert "keine Tabelle der Kriminalstatistik" in said.getvalue()
    assert Import.objects.filter(state="checked").count() == 1
