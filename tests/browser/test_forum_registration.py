"""Registering for a forum in a browser: a question that depends on another, the mail, a seat from the waiting list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from werkspur.forums.models import FormQuestion, Registration
from werkspur.forums.services import registrations
from werkspur.forums.tests.registered import come, token_of
from werkspur.forums.tests.world import forum_world

pytestmark = [pytest.mark.once, pytest.mark.slow]


def test_from_the_full_forum_to_a_seat(living, window, ear, pictures):
    start = timezone.now() + timedelta(days=20)
    world = forum_world(seats=1, start=start, end=start + timedelta(hours=2))
    meal = FormQuestion.objects.create(event=world.event, key="essen", label="Bleiben Sie zum Imbiss?", kind="yes_no")
    FormQuestion.objects.create(
        event=world.event, key="kost", label="Was essen Sie?", kind="choice", choices="vegan\nalles", asked_if=meal,
        equals="ja", required=True,
    )  # fmt: skip
    there = come(world.event, "da", now=timezone.now())
    page = window(width=390, theme="dark")
    page.goto(reverse("forums:event", args=[world.event.slug]))
    page.get_by_role("link", name="Auf die Warteliste").click()

    assert not page.get_by_label("Was essen Sie?").is_visible()
    page.get_by_label("Ja", exact=True).check()
    assert page.get_by_label("Was essen Sie?").is_visible()
    page.get_by_label("1. Person").fill("Muster, Kim")
    page.get_by_label("E-Mail").fill("kim@werkspur.example")
    page.get_by_role("button", name="Warten").click()
    page.get_by_role("link", name="Was essen Sie?").wait_for()
    assert ["status of 422" in heard for heard in ear.heard] == [True]
    ear.heard.clear()
    assert page.get_by_label("1. Person").input_value() == "Muster, Kim"
    page.get_by_label("Was essen Sie?").select_option("vegan")
    page.get_by_role("button", name="Warten").click()
    page.get_by_text("Erst damit stehen Sie auf der Warteliste.").wait_for()

    page.goto(reverse("forums:confirm", args=[token_of("kim", "anmeldung")]))
    page.get_by_role("button", name="Auf die Warteliste").click()
    page.get_by_text("Sie sind Nummer 1 in der Reihe.").wait_for()
    registrations.withdraw(there, by="public")
    page.goto(reverse("forums:offer_accept", args=[token_of("kim", "platz")]))
    page.get_by_role("button", name="Platz annehmen").click()
    page.get_by_role("heading", name="Sie sind angemeldet").wait_for()
    page.screenshot(path=pictures / "forum-registration.png", full_page=True)

    one = Registration.objects.get(email="kim@werkspur.example")
    assert (one.state, one.answers) == ("confirmed", {"essen": "ja", "kost": "vegan"})
    assert page.get_by_text(f"{one.participants.get().code[:4]} {one.participants.get().code[4:]}").is_visible()
