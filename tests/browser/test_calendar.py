"""The calendar in a browser: by keys, by drag, on a phone, and on one sheet of paper."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from werkspur.advice import services
from werkspur.advice.models import Adviser, Booking, Slot
from werkspur.advice.tests.world import advice_world
from werkspur.base.models import Mail

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def start() -> datetime:
    """Nine o'clock UTC on a Monday more than a week ahead."""
    day = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=8)
    return day + timedelta(days=-day.weekday() % 7)


@pytest.fixture
def booking(living, start):
    """Peter's week: an appointment on Monday, free times on Monday, Tuesday and Thursday."""
    world = advice_world()
    Adviser.objects.filter(pk=world.adviser.pk).update(person=living.peter)
    times = [(0, 0), (0, 2), (1, 0), (1, 1), (3, 0)]
    slots = [
        Slot.objects.create(
            offer=world.offer, adviser=world.adviser, office=world.offices["borna"],
            start=start + timedelta(days=day, hours=hour), end=start + timedelta(days=day, hours=hour + 1),
        )
        for day, hour in times
    ]  # fmt: skip
    details = {"company_name": "Tiefbau Vorlage GmbH", "name": "Büro", "email": "buero@werkspur.example"}
    return services.book_slot(slot=slots[0], topic=world.topic, details=details, via=Booking.Via.STAFF, by=living.peter)


def week(page: Page, start: datetime, **other: str) -> None:
    values = {"ansicht": "woche", "tag": f"{start:%Y-%m-%d}"} | other
    page.goto("/beratung/kalender/?" + "&".join(f"{name}={value}" for name, value in values.items()))


def test_by_keys(living, window, booking, start):
    page = window(living.peter)
    week(page, start)
    calendar = page.locator("[data-calendar]")
    assert calendar.locator("[tabindex='0']").count() == 1

    page.get_by_role("link", name="Tiefbau Vorlage GmbH").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(":focus")).to_contain_text("frei")
    assert (
        page.locator(":focus").evaluate(
            "stop => [...document.querySelectorAll('[data-column]')].indexOf(stop.closest('[data-column]'))"
        )
        == 1
    )
    page.keyboard.press("ArrowRight")  # Wednesday has only its heading
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(page.locator(":focus")).to_contain_text("Tiefbau Vorlage GmbH")
    page.keyboard.press("v")
    page.wait_for_url(f"**/beratung/buchungen/{booking.uid}/verlegen/")
    week(page, start)
    page.keyboard.press("t")
    page.wait_for_url(f"**tag={timezone.localdate():%Y-%m-%d}**")


def test_dragged_to_a_free_time_after_a_question(living, window, booking, start):
    page = window(living.peter)
    week(page, start)
    target = page.locator(f"[data-slot='{Slot.objects.order_by('-start').first().uid}']")
    page.locator("[data-booking]").drag_to(target)

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Tiefbau Vorlage GmbH")
    dialog.get_by_label("Grund").fill("Der Berater ist erkrankt.")
    dialog.get_by_role("button", name="Verlegen").click()
    page.wait_for_url(f"**/beratung/buchungen/{booking.uid}/")

    booking.refresh_from_db()
    assert booking.slot.start == start + timedelta(days=3)
    assert "Der Berater ist erkrankt." in Mail.objects.get(subject="Ihr Beratungstermin ist verlegt").text


def test_so_lassen_changes_nothing(living, window, booking, start):
    page = window(living.peter)
    week(page, start)
    page.locator("[data-booking]").drag_to(page.locator("[data-slot]").last)
    page.get_by_role("dialog").get_by_role("button", name="So lassen").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    booking.refresh_from_db()
    assert booking.slot.start == start


@pytest.mark.parametrize("view", ["tag", "woche", "monat"])
def test_on_a_phone_days_stand_below_each_other(living, window, booking, start, pictures, view):
    page = window(living.peter, width=390)
    week(page, start, ansicht=view)
    page.screenshot(path=pictures / f"kalender-{view}-390.png", full_page=True)

    assert page.evaluate("document.documentElement.scrollWidth <= 390")
    days = page.locator("[data-column]:visible").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().left)"
    )
    assert len(set(days)) == 1


def test_a_week_is_one_sheet_of_paper(living, window, booking, start, pictures):
    page = window(living.peter)
    for view in ("woche", "monat"):
        week(page, start, ansicht=view)
        printed = page.pdf(path=pictures / f"kalender-{view}.pdf", prefer_css_page_size=True)
        assert printed.count(b"/Type /Page\n") == 1
        assert b"/MediaBox [0 0 841" in printed
