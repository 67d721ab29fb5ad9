"""Public bodies: what is known from the start, who may write, what each one owes, and how long it may take."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from werkspur.advocacy.initial_data import bodies
from werkspur.advocacy.models import Addressee, Commitment, DeadlineRule, Officeholder
from werkspur.advocacy.queries import addressees as queries
from werkspur.advocacy.services import addressees as services
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.tests.world import TODAY, advocacy_world, make_addressee
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(people):
    return advocacy_world()


@pytest.fixture
def kai(client, people):
    client.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    return client


def form_of(client, name, *args):
    """What the page of a form would send back."""
    form = client.get(reverse(name, args=args)).context["form"]
    return {field.html_name: field.value() for field in form if field.value() not in (None, False, [])}


def test_the_bodies_of_the_region_are_known_but_nobody_has_checked_them():
    bodies.load()
    council = Addressee.objects.get(slug="stadtrat-leipzig")
    office = Addressee.objects.get(slug="leipzig-ordnungsamt")
    assert council.rule == DeadlineRule.objects.get(slug="bitte-ein-monat")
    assert office.parent == Addressee.objects.get(slug="stadt-leipzig")
    assert not Addressee.objects.filter(to_be_verified=False).exists()
    assert not Addressee.objects.filter(source="").exists()
    assert not Officeholder.objects.exists()


def test_loading_again_overwrites_nothing():
    bodies.load()
    count = Addressee.objects.count()
    Addressee.objects.filter(slug="borna").update(name="nie")
    Addressee.objects.filter(slug="smi").update(street="Neue Straße 1", to_be_verified=False)
    bodies.load()
    ministry = Addressee.objects.get(slug="smi")
    assert (Addressee.objects.count(), ministry.street, ministry.to_be_verified) == (count, "Neue Straße 1", False)


def test_a_rule_without_a_law_says_that_it_is_a_request():
    bodies.load()
    for rule in DeadlineRule.objects.all():
        assert rule.binding == ("§" in rule.basis), rule
        assert rule.binding or "itte" in rule.basis, rule


def test_what_a_body_owes_stands_in_the_order_of_its_dates(world):
    demand = world.released()
    late = world.delivered(demand, due=date(2026, 11, 2))
    Commitment.objects.create(
        demand=demand, addressee=world.council, wording="Zehn Lampen", day=TODAY, due=date(2027, 3, 1), measure="Licht",
        source="Brief",
    )  # fmt: skip
    world.delivered(demand, due=date(2026, 12, 24), settled_on=TODAY)
    world.delivered(demand, addressee=world.office, due=None)
    owed = queries.owing(world.council, today=TODAY)
    assert [(one.kind, one.overdue) for one in owed] == [("delivery", True), ("commitment", False)]
    assert owed[0].thing == late
    whole = queries.owing_whole(queries.parts_of(world.council), today=TODAY)
    assert [who for who, _one in whole] == [world.council, world.council]


def test_the_list_finds_by_level_by_word_and_by_what_is_owed(world, kai):
    world.delivered(world.released(), due=date(2026, 1, 2))
    address = reverse("advocacy:addressees")

    def names(**asked):
        lines = kai.get(address, asked).context["page"]
        return [[one.slug for one in (line.addressee, *line.parts)] for line in lines]

    assert names() == [["probe-rat", "probe-amt"]], "the part stands with its whole"
    assert names(wort="ordnungs") == [["probe-amt"]]
    assert names(nur="offen") == [["probe-rat"]]
    assert names(ebene="federal") == []
    assert "1 überfällig" in kai.get(address).content.decode()


def test_towns_stand_together_council_before_administration(world):
    for city in ("Wurzen", "Borna"):
        for kind in ("administration", "council"):
            make_addressee(f"{kind}-{city.lower()}", f"{kind} {city}", kind=kind, city=city)
    listed = [line.addressee.slug for line in queries.listed(today=TODAY, words="")]
    towns = ["council-borna", "administration-borna", "probe-rat", "council-wurzen", "administration-wurzen"]
    assert listed == towns


def test_the_page_shows_what_is_owed_demanded_and_who_speaks(world, kai):
    delivery = world.delivered(world.released(), due=date(2026, 1, 2))
    Officeholder.objects.create(addressee=world.council, role="Vorsitz des Rates", valid_from=date(2024, 1, 1))
    Officeholder.objects.create(addressee=world.council, role="Früherer Vorsitz", valid_to=date(2023, 12, 31))
    page = kai.get(reverse("advocacy:addressee", args=[world.council.slug]))
    text = page.content.decode()
    assert "überfällig seit 02.01.2026" in text
    assert delivery.demand.title in text
    assert [one.role for one in page.context["officeholders"]] == ["Vorsitz des Rates"]
    assert [one.role for one in page.context["former"]] == ["Früherer Vorsitz"]


def test_a_new_body_gets_an_address_of_its_own(world, kai):
    data = {"name": "Neu", "level": "town", "kind": "council", "to_be_verified": "on"}
    answer = kai.post(reverse("advocacy:addressee_new"), data)
    assert answer["Location"] == reverse("advocacy:addressee", args=["stelle-neu"])
    assert Entry.objects.filter(verb="advocacy.addressee_added").exists()


def test_who_saves_second_is_told_what_has_changed_meanwhile(world, kai):
    data = form_of(kai, "advocacy:addressee_edit", world.council.slug)
    Addressee.objects.filter(pk=world.council.pk).update(street="Marktplatz 2")
    address = reverse("advocacy:addressee_edit", args=[world.council.slug])
    refused = kai.post(address, data | {"name": "Rat der Stadt"})
    assert refused.status_code == 422
    assert "Inzwischen hat jemand anders gespeichert: Straße und Hausnummer" in refused.content.decode()
    again = {"seen": refused.context["form"]["seen"].value(), "name": "Rat der Stadt"}
    assert kai.post(address, data | again).status_code == 302
    world.council.refresh_from_db()
    assert (world.council.name, world.council.street) == ("Rat der Stadt", "Musterplatz 1")


def test_no_body_is_a_part_of_itself(world, people):
    world.council.parent = world.office
    with pytest.raises(AdvocacyRefused, match="zu sich selbst"):
        services.keep_addressee(world.council, by=people.kai)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("fax", "keins", "Das ist keine Nummer"),
        ("website", "http://[", "Das ist keine Adresse"),
        ("name", "\u200b", "Diese Angabe fehlt"),
        ("valid_to", "2020-01-01", "Das liegt vor dem ersten Tag"),
    ],
)
def test_bad_input_gets_a_sentence_and_stays(world, kai, field, value, sentence):
    data = form_of(kai, "advocacy:addressee_edit", world.council.slug) | {"valid_from": "2024-01-01", field: value}
    answer = kai.post(reverse("advocacy:addressee_edit", args=[world.council.slug]), data)
    assert answer.status_code == 422
    assert sentence in " ".join(answer.context["form"].errors[field])


def test_what_a_demand_goes_to_is_not_deleted(world, people):
    world.released()
    with pytest.raises(AdvocacyRefused, match="richten sich Forderungen"):
        services.remove_addressee(world.council, by=people.kai)
    services.remove_addressee(world.office, by=people.kai)
    assert not Addressee.objects.filter(slug="probe-amt").exists()


def test_checked_once_is_checked(world, kai):
    address = reverse("advocacy:addressee_verify", args=[world.council.slug])
    kai.post(address)
    kai.post(address)
    world.council.refresh_from_db()
    assert not world.council.to_be_verified
    assert Entry.objects.filter(verb="advocacy.addressee_verified").count() == 1


def test_a_rule_can_be_tried_out_without_saving(world, kai):
    """Buß- und Bettag of 2027 is 17 November: a month from 18 October would end on it."""
    data = form_of(kai, "advocacy:rule_edit", world.month.slug)
    address = reverse("advocacy:rule_edit", args=[world.month.slug])
    text = kai.post(address, data | {"trial": "2027-10-17", "try": "1"}).content.decode()
    assert "Buß- und Bettag" in text
    assert "18.11.2027" in text
    tried = kai.post(address, data | {"unit": "week", "trial": "2028-02-29", "try": "1"})
    assert tried.context["deadline"].end == date(2028, 3, 7)
    world.month.refresh_from_db()
    assert world.month.unit == "month"


def test_a_rule_without_sense_is_refused(world, kai):
    address = reverse("advocacy:rule_edit", args=[world.month.slug])
    data = form_of(kai, "advocacy:rule_edit", world.month.slug)
    too_long = kai.post(address, data | {"count": "9999"})
    assert "Zwischen 1 und 360." in too_long.context["form"].errors["count"]
    half_week = kai.post(address, data | {"unit": "week", "half_month": "on", "try": "1"})
    assert "nur bei Monaten" in half_week.context["form"].errors["half_month"][0]


def test_a_changed_rule_leaves_what_was_delivered(world, people):
    delivery = world.delivered()
    world.month.count = 3
    services.keep_rule(world.month, by=people.kai)
    delivery.refresh_from_db()
    assert delivery.due == date(2027, 1, 4)
