"""The pages of a delivery: written, seen, sent, and what is due on the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.people import People
from werkspur.advocacy.models import Delivery
from werkspur.advocacy.tests.world import AdvocacyWorld, advocacy_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(people: People) -> AdvocacyWorld:
    return advocacy_world()


@pytest.fixture
def kai(people: People) -> Client:
    client = Client()
    client.force_login(people.kai)
    return client


def page(client: Client, name: str, thing: Any) -> str:
    return client.get(reverse(f"advocacy:{name}", args=[thing.uid])).content.decode()


def sent_today(world: AdvocacyWorld, **fields: Any) -> Delivery:
    today = timezone.localdate()
    return world.delivered(**({"day": today - timedelta(days=40), "arrived": today - timedelta(days=40)} | fields))


def test_from_the_demand_to_the_letter_on_its_way(world: AdvocacyWorld, kai: Client) -> None:
    demand = world.released()
    demand.released_on = timezone.localdate()
    demand.since = demand.released_on
    demand.save()
    new = {"addressees": [world.council.pk], "other": world.office.pk, "way": "fax", "template": "first",
           "letterhead": world.crafts.pk}  # fmt: skip

    made = kai.post(reverse("advocacy:delivery_new", args=[demand.uid]), new)
    assert made.url == reverse("advocacy:deliveries", args=[demand.uid])  # type: ignore[attr-defined]
    draft = Delivery.objects.get(addressee=world.office)
    edit = reverse("advocacy:delivery_edit", args=[draft.uid])
    written = {"subject": draft.subject, "text": "Es ist dunkel. {frist}", "rule": world.month.pk, "seen": "x"}
    refused = kai.post(edit, written)
    assert refused.status_code == 422
    assert "Es ist dunkel. {frist}" in refused.content.decode(), "what was typed stays"
    kai.post(edit, written | {"text": "Es ist dunkel. {deadline}"})
    assert "Es ist dunkel. Wir erbitten Ihre Antwort innerhalb von einem Monat" in page(kai, "delivery", draft)
    assert kai.get(reverse("advocacy:delivery_letter", args=[draft.uid])).content.startswith(b"%PDF-")

    today = timezone.localdate().isoformat()
    done = kai.post(reverse("advocacy:delivery_send", args=[draft.uid]), {"day": today, "arrival": "suggested"})

    assert done.status_code == 302
    shown = page(kai, "delivery", draft)
    assert "So ist gerechnet" in shown
    assert "§ 187 Abs. 1 BGB" in shown
    assert draft.addressee.name in page(kai, "deliveries", demand)


def test_without_arrival_there_is_no_deadline_yet(world: AdvocacyWorld, kai: Client) -> None:
    demand = world.released()
    draft = world.delivered(demand, state="draft", day=None, arrived=None, due=None, rule_name="", period={})
    demand.released_on = demand.since = timezone.localdate() - timedelta(days=3)
    demand.save()
    today = timezone.localdate()

    kai.post(reverse("advocacy:delivery_send", args=[draft.uid]), {"day": today.isoformat(), "arrival": "unknown"})
    assert "Ohne Zugang beginnt keine Frist" in page(kai, "delivery", draft)
    kai.post(reverse("advocacy:delivery_arrived", args=[draft.uid]), {"arrived": today.isoformat()})

    draft.refresh_from_db()
    assert draft.due is not None
    calendar = kai.get(reverse("advocacy:delivery_calendar", args=[draft.uid])).content.decode()
    assert f"DTSTART;VALUE=DATE:{draft.due:%Y%m%d}" in calendar
    assert "§ 187 Abs. 1 BGB" in calendar.replace("\r\n ", "")


def test_the_desk_shows_what_is_over_owed_and_still(world: AdvocacyWorld, kai: Client, people: People) -> None:
    today = timezone.localdate()
    late = sent_today(world, due=today - timedelta(days=1))
    soon = sent_today(world, due=today + timedelta(days=3))
    still = world.released()
    still.moved_on = today - timedelta(days=90)
    still.save()

    desk = kai.get(reverse("advocacy:desk")).content.decode()

    over, week = desk.index('id="ueberfaellig"'), desk.index('id="woche"')
    assert over < desk.index(late.demand.title) < week < desk.index(soon.demand.title)
    assert "1 überfällig" in desk
    assert still.title in desk[desk.index('id="still"') :]
    assert "1 Frist ist überfällig" in kai.get("/uebersicht/").content.decode()


def test_the_other_chamber_sees_its_own_desk_and_strangers_none(world: AdvocacyWorld, people: People) -> None:
    late = sent_today(
        world, demand=world.released(bearers=[world.crafts]), due=timezone.localdate() - timedelta(days=1)
    )
    mia, peter = Client(), Client()
    mia.force_login(world.mia)
    peter.force_login(people.peter)

    assert late.demand.title not in mia.get(reverse("advocacy:desk")).content.decode()
    assert late.demand.title in mia.get(reverse("advocacy:desk"), {"alle": "1"}).content.decode()
    assert mia.get(reverse("advocacy:delivery", args=[late.uid])).status_code == 200
    assert mia.get(reverse("advocacy:delivery_extend", args=[late.uid])).status_code == 404
    assert peter.get(reverse("advocacy:delivery", args=[late.uid])).status_code == 404


def test_the_police_read_what_went_out_for_an_appeal_they_bear(world: AdvocacyWorld, people: People) -> None:
    appeal = world.released(kind="appeal", bearers=[world.crafts, world.police])
    delivery = sent_today(world, demand=appeal)
    peter = Client()
    peter.force_login(people.peter)

    assert "Verlängern" not in page(peter, "delivery", delivery)
    assert world.council.name in page(peter, "deliveries", appeal)


@pytest.mark.parametrize("day", ["31.02.2026", "1.1.0001", "31.12.9999", "", "morgen"])
def test_days_that_do_not_exist(world: AdvocacyWorld, kai: Client, day: str) -> None:
    draft = world.delivered(world.released(), state="draft", day=None, arrived=None, due=None)

    for name, data in (("send", {"day": day, "arrival": "suggested"}), ("send", {"day": day, "arrival": "day"})):
        answer = kai.post(reverse(f"advocacy:delivery_{name}", args=[draft.uid]), data)
        assert answer.status_code == 422
    sent = world.delivered()
    for name, data in (("arrived", {"arrived": day}), ("extend", {"due": day, "reason": "mehr Zeit"})):
        assert kai.post(reverse(f"advocacy:delivery_{name}", args=[sent.uid]), data).status_code == 422
