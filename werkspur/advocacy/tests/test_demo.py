"""The demonstration: every way on which a demand can go, with pages that open."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.people import make_partner, make_person
from werkspur.advocacy import initial_data
from werkspur.advocacy.demo import build_advocacy
from werkspur.advocacy.models import Addressee, Delivery, Demand, Evidence, StatusProposal
from werkspur.advocacy.queries.shown import shown_file
from werkspur.advocacy.rules.states import Status
from werkspur.base.demonstration import Build
from werkspur.partners.models import Partner, Role

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def build(people) -> Build:
    trade = make_partner("ihk", Partner.Kind.INDUSTRY_CHAMBER)
    initial_data.load()
    return Build(
        partners={one.slug: one for one in Partner.objects.all()},
        people={
            "kammer": people.kai, "beratung": people.peter,
            "ihk": make_person("mia", role=Role.Kind.CHAMBER, partner=trade),
        },
    )  # fmt: skip


def test_every_way_is_there_and_its_pages_open(build):
    build_advocacy(build)
    assert set(Demand.objects.values_list("status", flat=True)) == set(Status)
    client = Client()
    for demand in Demand.objects.public():
        assert client.get(f"/forderungen/{demand.slug}/").status_code == 200
        assert client.get(f"/forderungen/{demand.slug}/daten.json").status_code == 200
    assert Delivery.objects.overdue(today=build.now.date()).exists()
    assert StatusProposal.objects.filter(decided_at=None).exists()
    assert Demand.objects.filter(released=None, current__signatures__isnull=False).exists()
    asked = Addressee.objects.filter(demand_versions__isnull=False).distinct()
    assert all("Beispiel" in one.name for one in asked)
    photo = Evidence.objects.get(kind="photo")
    shown = shown_file(photo)
    assert shown is not None
    assert shown.original == photo.document


def test_without_the_second_chamber_nothing_is_built(build):
    del build.people["ihk"]
    assert build_advocacy(build) == []
    assert not Demand.objects.exists()
