"""Without an account, on a phone: choose, hold, open the mail, confirm, move, cancel."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from werkspur.advice import services
from werkspur.advice.models import Booking, Closure, Offer, Slot
from werkspur.advice.tests.letters import token_of
from werkspur.advice.tests.world import advice_world
from werkspur.base.calendar.wallclock import day_of

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]
ADDRESS = "kim@werkspur.example"


@pytest.fixture
def world(house):
    """One adviser, slots in Borna and Torgau on a Tuesday and a Thursday, and one day that is full."""
    made = advice_world()
    Offer.objects.exclude(pk=made.offer.pk).update(is_active=False)
    made.offer.text = "Eine Stunde mit der polizeilichen Beratung: Gebäude, Fahrzeuge, Baustelle, Kennzeichnung."
    made.offer.save()
    start = timezone.now().replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=5)
    start += timedelta(days=(1 - start.weekday()) % 7)
    for office, days in (("borna", (0, 2, 3)), ("torgau", (1,))):
        for day in days:
            for hour in (0, 2, 5):
                begin = start + timedelta(days=day, hours=hour)
                Slot.objects.create(
                    offer=made.offer, adviser=made.adviser, office=made.offices[office], start=begin,
                    end=begin + timedelta(hours=1),
                )  # fmt: skip
    full = Slot.objects.filter(start__date=(start + timedelta(days=3)).date())
    for number, slot in enumerate(full):
        details = {"company_name": "Muster", "name": "Büro", "email": f"voll{number}@werkspur.example"}
        services.hold_slot(slot=slot, topic=made.topic, details=details)
    day = day_of(start)
    Closure.objects.create(first=day, last=day, office=made.offices["torgau"], public_reason="Umzug")
    return made


@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (1280, "dark")])
def test_from_the_choice_to_the_cancellation(world, window, pictures, width, theme):
    page = window(width=width, theme=theme)

    def picture(name: str) -> None:
        page.screenshot(path=pictures / f"beratung-{name}-{width}-{theme}.png", full_page=True)

    page.goto("/beratung/")
    picture("1-angebot")
    page.get_by_role("link", name="Termin wählen").first.click()
    picture("2-thema")
    page.get_by_role("link", name="Türen und Tore").click()
    page.get_by_label("Borna").click()
    page.get_by_role("heading", name="Wann?").wait_for()
    page.locator("input[name=zeit]").nth(1).click()
    picture("3-zeit")
    page.get_by_role("button", name="Weiter zu den Angaben").click()
    page.get_by_label("Betrieb").fill("Muster GmbH")
    page.get_by_label("Ansprechperson").fill("Kim Muster")
    page.get_by_label("E-Mail").fill("kim")
    page.locator("form.ws-stack").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Zeit halten").click()
    page.get_by_text("Das ist keine E-Mail-Adresse").first.wait_for()
    picture("4-fehler")
    page.get_by_label("E-Mail").fill(ADDRESS)
    page.get_by_role("button", name="Zeit halten").click()
    page.get_by_text("noch 15 Minuten").wait_for()
    picture("5-gehalten")

    page.goto(f"/beratung/bestaetigen/{token_of(ADDRESS, 'bestaetigen')}/")
    picture("6-bestaetigen")
    page.get_by_role("button", name="Termin bestätigen").click()
    page.get_by_role("link", name="Verlegen").wait_for()
    picture("7-meine")
    page.get_by_role("link", name="Verlegen").click()
    page.locator("input[name=zeit]").first.click()
    picture("8-verlegen")
    page.get_by_role("button", name="verlegen").click()
    page.get_by_text("Der Termin ist verlegt").first.wait_for()
    page.get_by_role("link", name="Absagen").click()
    page.get_by_label("Grund").fill("Baustelle")
    picture("9-absagen")
    page.get_by_role("button", name="Termin absagen").click()
    page.get_by_role("heading", name="Ihr Termin ist abgesagt").wait_for()
    picture("10-abgesagt")

    assert Booking.objects.get(email=ADDRESS).state == "cancelled"
