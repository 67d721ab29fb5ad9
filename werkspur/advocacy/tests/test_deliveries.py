"""A released demand goes out, an answer is due, and what becomes of it."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.db import transaction
from pypdf import PdfReader

from tests.people import People
from werkspur.advocacy.models import Delivery, StatusChange
from werkspur.advocacy.services import deadlines, deliveries
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.tests.world import NOW, TODAY, AdvocacyWorld, advocacy_world
from werkspur.base.mail import _message
from werkspur.base.models import Mail
from werkspur.partners.models import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(people: People) -> AdvocacyWorld:
    return advocacy_world()


def prepared(world: AdvocacyWorld, people: People, **fields: object) -> Delivery:
    given = {"addressee": world.council, "way": "post", "letterhead": world.crafts} | fields
    demand = given.pop("demand", None) or world.released()
    return deliveries.create_delivery(demand, by=people.kai, **given)  # type: ignore[arg-type]


def words(delivery: Delivery) -> str:
    assert delivery.document is not None
    with delivery.document.file.open("rb") as file:
        return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read())).pages).split())


def test_the_letter_goes_out_and_the_deadline_begins(world: AdvocacyWorld, people: People) -> None:
    Office.objects.create(
        partner=world.crafts, name="Hauptsitz", kind="head", street="Probeweg 5", postcode="04103", city="Leipzig"
    )
    delivery = prepared(world, people)

    sent = deliveries.send_delivery(delivery, day=TODAY, arrived=date(2026, 12, 2), by=people.kai, now=NOW)
    again = deliveries.send_delivery(delivery, day=TODAY, arrived=date(2026, 12, 2), by=people.kai, now=NOW)

    assert again == sent
    assert (sent.state, sent.due, sent.rule_name) == ("sent", date(2027, 1, 4), "ein Monat: unsere Bitte")
    found = deadlines.computed(sent)
    assert found is not None
    assert found.end == sent.due
    assert [step.rule.value for step in found.steps][:2] == ["§ 187 Abs. 1 BGB", "§ 188 Abs. 2 BGB"]
    sent.demand.refresh_from_db()
    assert sent.demand.status == "delivered"
    assert StatusChange.objects.get(demand=sent.demand).source == "Post vom 30.11.2026"
    told = words(sent)
    for part in ("Probeweg 5", "Rat der Probestadt", "Musterplatz 1",
                 "Wir erbitten Ihre Antwort", "Einbrüche geschehen dort",
                 "Betriebe verlieren Werkzeug", "Vollversammlung, 16.09.2026"):  # fmt: skip
        assert part in told


@pytest.mark.parametrize(
    ("rule", "arrived", "due"),
    [
        ({"count": 2, "unit": "week"}, date(2026, 11, 4), date(2026, 11, 19)),  # 18 November is Buß- und Bettag
        ({"count": 1, "unit": "month"}, date(2028, 1, 31), date(2028, 2, 29)),
        ({"count": 1, "unit": "year"}, date(2028, 2, 29), date(2029, 2, 28)),
        ({"count": 2, "unit": "week", "moves": False}, date(2026, 11, 4), date(2026, 11, 18)),
        ({"count": 3, "unit": "working_day"}, date(2026, 12, 23), date(2026, 12, 29)),
    ],
)
def test_the_rule_of_the_moment_is_kept(
    world: AdvocacyWorld, rule: dict[str, object], arrived: date, due: date
) -> None:
    for name, value in rule.items():
        setattr(world.month, name, value)
    world.month.save()
    delivery = Delivery(addressee=world.office, arrived=arrived, rule=deadlines.rule_of(world.office))

    deadlines.set_due(delivery)

    world.month.count = 50
    assert delivery.due == due
    found = deadlines.computed(delivery)
    assert found is not None
    assert found.end == due


def test_a_draft_or_what_rests_is_not_delivered(world: AdvocacyWorld, people: People) -> None:
    resting = world.released()
    resting.status, resting.rested_at = "resting", "released"
    resting.save()
    for demand, sentence in ((world.draft(), "nur, was freigegeben ist"), (resting, "ruht")):
        with pytest.raises(AdvocacyRefused, match=sentence):
            prepared(world, people, demand=demand)
    with pytest.raises(AdvocacyRefused, match="trägt die Forderung nicht"):
        prepared(world, people, letterhead=world.police)


def test_a_second_click_prepares_nothing_twice(world: AdvocacyWorld, people: People) -> None:
    demand = world.released()
    bodies = [world.council, world.office, world.council]

    first, second = (
        deliveries.create_deliveries(demand, addressees=bodies, way="fax", letterhead=world.crafts, by=people.kai)
        for _ in range(2)
    )

    assert first == second
    assert len(first) == 2


@pytest.mark.parametrize(
    ("day", "arrived", "field"),
    [
        (TODAY + timedelta(days=1), None, "day"),
        (TODAY - timedelta(days=1), None, "day"),
        (TODAY, TODAY - timedelta(days=1), "arrived"),
        (TODAY, TODAY + timedelta(days=61), "arrived"),
    ],
)
def test_days_that_cannot_be(world: AdvocacyWorld, people: People, day: date, arrived: date | None, field: str) -> None:
    delivery = prepared(world, people)

    with pytest.raises(AdvocacyRefused) as refused:
        deliveries.send_delivery(delivery, day=day, arrived=arrived, by=people.kai, now=NOW)

    assert refused.value.field == field
    delivery.refresh_from_db()
    assert delivery.state == "draft"


def test_nobody_sends_what_somebody_else_has_changed(world: AdvocacyWorld, people: People) -> None:
    delivery = prepared(world, people)
    shown = Delivery.objects.get(pk=delivery.pk)
    deliveries.save_delivery(delivery, fields={"text": "Ein anderer Brief."}, by=world.mia)

    with pytest.raises(AdvocacyRefused, match="haben sich geändert"):
        deliveries.send_delivery(shown, day=TODAY, arrived=None, by=people.kai, now=NOW)
    with pytest.raises(AdvocacyRefused, match="inzwischen gespeichert"):
        deliveries.save_delivery(shown, fields={"text": "Meiner."}, seen=shown.updated_at, by=people.kai)


def test_placeholders_that_nobody_can_fill_stop_the_letter(world: AdvocacyWorld, people: People) -> None:
    delivery = prepared(world, people)

    with pytest.raises(AdvocacyRefused) as refused:
        deliveries.save_delivery(delivery, fields={"text": "{frist} und {promise}"}, by=people.kai)

    assert "{frist}" in str(refused.value)
    assert "dazu ist nichts bekannt" in str(refused.value)


def test_a_mail_brings_the_letter_and_answers_go_to_the_chamber(world: AdvocacyWorld, people: People) -> None:
    Office.objects.create(partner=world.crafts, name="Haus", kind="head", city="Leipzig", email="haus@kammer.example")
    delivery = prepared(world, people, way="mail")

    deliveries.send_delivery(delivery, day=TODAY, arrived=TODAY, mailed=True, by=people.kai, now=NOW)

    mail = Mail.objects.get(to=world.council.email)
    message = _message(mail)
    assert message.reply_to == ["haus@kammer.example"]
    assert [kind for _name, _content, kind in message.attachments] == ["application/pdf"]
    assert message.attachments[0][1].startswith(b"%PDF-")


def test_what_is_said_in_a_meeting_has_a_note_instead_of_a_letter(world: AdvocacyWorld, people: People) -> None:
    delivery = prepared(world, people, way="meeting")
    with pytest.raises(AdvocacyRefused, match="Was wurde gesagt"):
        deliveries.send_delivery(delivery, day=TODAY, arrived=TODAY, by=people.kai, now=NOW)
    written = deliveries.save_delivery(delivery, fields={"text": "Dem Rat vorgetragen."}, by=people.kai)

    sent = deliveries.send_delivery(written, day=TODAY, arrived=TODAY, by=people.kai, now=NOW)

    assert (sent.state, sent.document, sent.due) == ("sent", None, date(2026, 12, 30))


def test_the_real_arrival_moves_the_deadline(world: AdvocacyWorld, people: People) -> None:
    delivery = world.delivered()

    moved = deliveries.note_arrival(delivery, arrived=date(2026, 12, 7), by=people.kai, now=NOW)
    assert moved.due == date(2027, 1, 7)
    with pytest.raises(AdvocacyRefused, match="kann es nicht angekommen sein"):
        deliveries.note_arrival(delivery, arrived=date(2026, 11, 29), by=people.kai, now=NOW)


def test_more_time_is_agreed_with_a_reason(world: AdvocacyWorld, people: People) -> None:
    delivery = world.delivered()
    for due, reason in ((date(2027, 2, 1), " "), (date(2027, 1, 4), "zu früh")):
        with pytest.raises(AdvocacyRefused):
            deliveries.extend_delivery(delivery, due=due, reason=reason, by=people.kai, now=NOW)

    for _twice in range(2):
        held = deliveries.extend_delivery(
            delivery, due=date(2027, 2, 1), reason="Der Ausschuss tagt im Januar.", by=people.kai, now=NOW
        )

    assert held.due == date(2027, 2, 1)
    assert len(held.extensions) == 1
    found = deadlines.computed(held)
    assert found is not None
    assert found.end == date(2027, 1, 4)
    later = deliveries.note_arrival(held, arrived=date(2026, 12, 7), by=people.kai, now=NOW)
    assert later.due == date(2027, 2, 1), "an agreed day stays"


@pytest.mark.parametrize("verb", [deliveries.return_delivery, deliveries.withdraw_delivery])
def test_nobody_waits_for_what_came_back(world: AdvocacyWorld, people: People, verb: object) -> None:
    delivery = world.delivered()

    ended = verb(delivery, reason="unbekannt verzogen", by=people.kai, now=NOW)  # type: ignore[operator]

    assert ended.ended_reason == "unbekannt verzogen"
    assert not Delivery.objects.waiting().exists()
    with pytest.raises(AdvocacyRefused):
        deliveries.extend_delivery(delivery, due=date(2027, 2, 1), reason="mehr Zeit", by=people.kai, now=NOW)


def test_an_answer_ends_the_waiting_and_its_removal_begins_it_again(world: AdvocacyWorld, people: People) -> None:
    delivery = world.delivered()
    overdue = Delivery.objects.overdue(today=date(2027, 1, 5))
    assert delivery in overdue.all()

    for on in (date(2027, 1, 2), None):
        with transaction.atomic():
            deliveries.settle(delivery, on=on)
        assert overdue.all().exists() == (on is None)


def test_only_what_has_not_gone_out_is_thrown_away(world: AdvocacyWorld, people: People) -> None:
    draft, sent = prepared(world, people), world.delivered()
    for _twice in range(2):
        deliveries.discard_delivery(draft, by=people.kai)

    assert not Delivery.objects.filter(pk=draft.pk).exists()
    with pytest.raises(AdvocacyRefused, match="löschen nicht"):
        deliveries.discard_delivery(sent, by=people.kai)
