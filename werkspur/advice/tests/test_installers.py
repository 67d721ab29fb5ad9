"""The list of installers: shown as long as the certificate is valid, kept by the police, recommended by nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.people import make_region
from werkspur.advice.models import Installer
from werkspur.advice.tests.booked import signed_in, text
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "/beratung/errichter/"


def make_installer(name: str = "Musterschloss GmbH", **fields) -> Installer:
    values = {
        "city": "Grimma", "skills": ["mechanical"], "certificate": "LKA Sachsen",
        "expires_on": timezone.localdate() + timedelta(days=400),
    }  # fmt: skip
    return Installer.objects.create(name=name, **(values | fields))


def test_everybody_finds_firms_by_name_skill_and_area_and_reads_that_nobody_is_recommended(client):
    north, city = make_region("14730", "Nordsachsen"), make_region()
    make_installer("Ölsnitzer Musterschloss", region=north)
    make_installer("Beispielalarm GmbH", skills=["alarm", "video"], region=city, city="Leipzig")
    make_installer("Überall Vorlage KG", skills=["alarm"])
    seen = text(client.get(PAGE))
    assert "Wir zeigen die Liste der Polizei, wir empfehlen niemanden." in seen
    assert seen.index("Beispielalarm") < seen.index("Ölsnitzer") < seen.index("Überall")

    for query, names in (
        ("baut=alarm", {"Beispielalarm", "Überall"}),
        ("gebiet=14730", {"Ölsnitzer", "Überall"}),
        ("q=leipzig", {"Beispielalarm"}),
        ("q=olsnitzer", {"Ölsnitzer"}),
        ("q=nirgends", set()),
    ):
        seen = text(client.get(f"{PAGE}?{query}"))
        assert {name for name in ("Beispielalarm", "Ölsnitzer", "Überall") if name in seen} == names, query


def test_a_firm_disappears_the_day_after_its_certificate_and_the_police_read_so(client, people):
    today = timezone.localdate()
    make_installer("Heute Noch GmbH", expires_on=today)
    make_installer("Gestern Abgelaufen GmbH", expires_on=today - timedelta(days=1))
    make_installer("Verborgen GmbH", is_public=False, expires_on=today - timedelta(days=9))
    seen = text(client.get(PAGE))
    assert "Heute Noch" in seen
    assert "Gestern Abgelaufen" not in seen
    peter = signed_in(people.peter)
    assert "Gestern Abgelaufen" in text(peter.get("/uebersicht/"))
    kept = text(peter.get(f"{PAGE}pflegen/"))
    assert "Nachweis abgelaufen" in kept
    assert "Bald abgelaufen" in kept
    assert "Gestern Abgelaufen" not in text(signed_in(people.kai).get("/uebersicht/"))


def test_police_advisers_keep_the_list_with_a_trace(people):
    peter = signed_in(people.peter)
    data = {
        "name": "Muster\u200bschloss\nGmbH", "city": "Wurzen", "phone": "", "website": "", "skills": ["mechanical"],
        "certificate": "LKA", "expires_on": "31.12.2030", "is_public": "on",
    }  # fmt: skip
    wrong = data | {"skills": [], "expires_on": "31.2.2030", "website": "javascript:alert(1)"}
    answer = peter.post(f"{PAGE}pflegen/neu/", wrong)
    assert answer.status_code == 422
    assert "Das ist kein Datum." in text(answer)
    peter.post(f"{PAGE}pflegen/neu/", data)
    made = Installer.objects.get()
    assert made.name == "Musterschloss GmbH"
    page = f"{PAGE}pflegen/{made.pk}/"
    peter.post(page, data | {"city": "Borna"})
    made.refresh_from_db()
    assert made.city == "Borna"
    assert "von der Liste nehmen?" in text(peter.get(f"{page}entfernen/"))
    assert Installer.objects.exists()
    peter.post(f"{page}entfernen/")
    assert not Installer.objects.exists()
    verbs = Entry.objects.filter(verb__startswith="advice.installer").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["advice.installer_added", "advice.installer_changed", "advice.installer_removed"]


def test_the_search_of_the_site_finds_only_what_is_shown(people):
    make_installer("Musterschloss Suche")
    make_installer("Musterschloss Alt", expires_on=timezone.localdate() - timedelta(days=1))
    seen = text(signed_in(people.anna).get(reverse("portal:search") + "?q=musterschloss"))
    assert "Musterschloss Suche" in seen
    assert "Musterschloss Alt" not in seen
