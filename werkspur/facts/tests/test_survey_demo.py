"""The demonstration partnership has surveys to look at, plainly made up, and one to answer."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse

from tests.people import make_company
from werkspur.base.bausteine import all_bausteine
from werkspur.base.demonstration import Build
from werkspur.base.models import Mail
from werkspur.facts import demo
from werkspur.facts.models import Survey
from werkspur.facts.services.surveys import forget_addresses


def built(people) -> Build:
    build = Build()
    build.people["kammer"] = people.kai
    build.companies = [make_company(f"Betrieb {number}", email=f"b{number}@werkspur.example") for number in range(4)]
    demo.build_survey(build)
    return build


def test_two_years_can_be_compared_and_say_that_they_are_made_up(people, client):
    build = built(people)
    page = client.get(reverse("facts:survey_public", args=[build.now.year - 1])).content.decode()

    assert "Diese Antworten sind erfunden" in page
    assert "Über die Jahre" in page
    assert "Bruch" in page


def test_the_open_one_is_answered_by_a_link_of_the_mailbox(people, client):
    built(people)
    link = re.search(r"/umfrage/[a-z2-7]{32}", client.get("/postfach/").content.decode())

    assert Mail.objects.count() == demo.WRITTEN_TO
    assert link
    assert client.get(link.group()).status_code == 200


def test_a_second_build_changes_nothing(people):
    demo.build_survey(built(people))

    assert Survey.objects.count() == 3


def test_staff_find_the_running_one_among_what_waits(people):
    built(people)
    client = Client()
    client.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("portal:dashboard")).content.decode()

    assert f"Umfrage {Survey.objects.first().year} läuft" in page


def test_addresses_are_forgotten_every_night():
    rules = [rule.apply for baustein in all_bausteine() for rule in baustein.retention()]

    assert forget_addresses in rules
