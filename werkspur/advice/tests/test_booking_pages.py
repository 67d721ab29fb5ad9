"""Booking without an account: topic, place, time, data, mail, click. And what happens when somebody does it wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from werkspur.advice import services
from werkspur.advice.models import Booking, Closure, Offer, Place, Slot
from werkspur.advice.tests.booked import DATA, booked, details, make_slot, send, text, tuesday
from werkspur.advice.tests.letters import token_of
from werkspur.advice.tests.world import advice_world
from werkspur.base.calendar.wallclock import day_of
from werkspur.base.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return advice_world()


@pytest.fixture
def visitor():
    return Client()


def test_the_way_from_the_topic_to_the_confirmed_appointment(world, visitor):
    slot = make_slot(world)
    assert "Türen und Tore" in text(visitor.get("/beratung/termin/"))
    week = text(visitor.get("/beratung/termin/?thema=tueren"))
    assert str(slot.uid) in week
    assert "Kein Sprechtag in Borna" in week
    assert "Wer kommt?" in text(visitor.get(details(slot)))

    held = send(visitor, slot, world)
    page = text(visitor.get(held["Location"]))
    assert "noch 15 Minuten" in page
    assert "Kim Muster" not in page

    token = token_of("kim@werkspur.example", "bestaetigen")
    confirmed = visitor.post(f"/beratung/bestaetigen/{token}/")
    assert Booking.objects.get().state == "confirmed"
    manage = token_of("kim@werkspur.example", "meine")
    assert confirmed["Location"] == f"/beratung/meine/{manage}/"
    assert [mail.subject for mail in Mail.objects.filter(to="kim@werkspur.example").order_by("pk")] == [
        "Beratungstermin bestätigen", "Ihr Beratungstermin steht fest",
    ]  # fmt: skip


def test_a_scanner_that_opens_every_link_changes_nothing(world, visitor):
    booking, manage = booked(world)
    send(visitor, make_slot(world, hours=2), world, email="andere@werkspur.example")
    held = Booking.objects.get(email="andere@werkspur.example")
    confirm = token_of("andere@werkspur.example", "bestaetigen")
    for _turn in range(2):
        for page in (f"bestaetigen/{confirm}/", *(f"meine/{manage}/{part}" for part in ("", "absagen/", "verlegen/"))):
            for ask in (visitor.get, visitor.head):
                assert ask(f"/beratung/{page}").status_code == 200
    for one, state in ((booking, "confirmed"), (held, "held")):
        one.refresh_from_db()
        assert one.state == state


def test_the_page_behind_a_link_tells_nothing_but_date_and_office_and_is_never_passed_on(world, visitor):
    booking, manage = booked(world)
    response = visitor.get(f"/beratung/meine/{manage}/")

    assert "Borna" in text(response)
    assert not [secret for secret in (booking.name, booking.email, booking.company_name) if secret in text(response)]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]


def test_for_the_own_calendar_without_anything_secret(world, visitor):
    booking, manage = booked(world)
    response = visitor.get(f"/beratung/meine/{manage}/termin.ics")
    event = Calendar.from_ical(response.content).walk("VEVENT")[0]

    assert response["Content-Type"].startswith("text/calendar")
    assert (str(event["UID"]), event["SEQUENCE"]) == (booking.ical_uid, 0)
    assert event["DTSTART"].dt == booking.slot.start
    assert not [secret for secret in (manage, booking.name, booking.email) if secret in response.content.decode()]


def test_wrong_used_and_expired_links_get_the_same_answer(world, visitor):
    booking, manage = booked(world)
    wrong = visitor.get(f"/beratung/meine/{'x' * 32}/")
    services.cancel_booking(booking, by="public")
    expired = visitor.get(f"/beratung/meine/{manage}/")
    other_purpose = visitor.get(f"/beratung/bestaetigen/{manage}/")

    def page(response) -> str:
        return text(response).partition("<main")[2].partition("</main>")[0]

    assert wrong.status_code == expired.status_code == other_purpose.status_code == 404
    assert page(wrong) == page(expired) == page(other_purpose)


def test_from_a_page_without_referrer_the_browser_sends_no_origin_and_it_works_all_the_same(world):
    _booking, manage = booked(world)
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(f"/beratung/meine/{manage}/absagen/", headers={"origin": "null"}).status_code == 200
    assert strict.post("/darstellung/", {"theme": "dark"}, headers={"origin": "null"}).status_code in (302, 404)
    assert Booking.objects.get().state == "cancelled"


def test_moved_by_link_the_link_goes_on_working(world, visitor):
    booking, manage = booked(world)
    later = make_slot(world, hours=3)
    assert str(later.uid) in text(visitor.get(f"/beratung/meine/{manage}/verlegen/"))
    moved = visitor.post(f"/beratung/meine/{manage}/verlegen/", {"zeit": str(later.uid)}, follow=True)

    booking.refresh_from_db()
    assert (booking.slot, booking.ical_sequence) == (later, 1)
    assert "Der Termin ist verlegt" in text(moved)
    assert Mail.objects.filter(subject="Ihr Beratungstermin ist verlegt").count() == 1
    assert visitor.get(f"/beratung/meine/{token_of(DATA['email'], 'meine')}/").status_code == 200


@pytest.mark.parametrize("wish", ["", "keine", "00000000-0000-0000-0000-000000000000"])
def test_moving_to_nothing_says_so_and_keeps_the_appointment(world, visitor, wish):
    booking, manage = booked(world)
    assert "Wählen Sie eine Zeit aus" in text(visitor.post(f"/beratung/meine/{manage}/verlegen/", {"zeit": wish}))
    before, _ = booking.slot, booking.refresh_from_db()
    assert booking.slot == before


def test_cancelled_by_link_with_a_reason_and_one_letter(world, visitor):
    booking, manage = booked(world)
    assert "Ihr Termin ist abgesagt" in text(visitor.post(f"/beratung/meine/{manage}/absagen/", {"reason": "krank"}))

    booking.refresh_from_db()
    assert (booking.state, booking.reason, booking.cancelled_by) == ("cancelled", "krank", "company")
    assert visitor.post(f"/beratung/meine/{manage}/absagen/").status_code == 404
    assert Mail.objects.filter(subject="Ihr Beratungstermin ist abgesagt").count() == 1


def test_a_double_click_makes_one_booking_and_both_lead_to_the_same_page(world, visitor):
    slot = make_slot(world)
    first, second = send(visitor, slot, world), send(visitor, slot, world)

    assert first["Location"] == second["Location"]
    assert (Booking.objects.count(), Mail.objects.count()) == (1, 1)


def test_confirming_twice_is_no_error_and_after_expiry_a_clear_sentence(world, visitor):
    send(visitor, make_slot(world), world)
    token = token_of(DATA["email"], "bestaetigen")
    visitor.post(f"/beratung/bestaetigen/{token}/")
    assert "Ihr Termin steht fest" in text(visitor.post(f"/beratung/bestaetigen/{token}/"))
    assert "Ihr Termin steht fest" in text(visitor.get(f"/beratung/bestaetigen/{token}/"))

    now = timezone.now() - timedelta(minutes=16)
    _late, token = services.hold_slot(slot=make_slot(world, hours=2), topic=world.topic, details=DATA, now=now)
    late = visitor.post(f"/beratung/bestaetigen/{token}/")
    assert late.status_code == 404
    assert "Dieser Link gilt nicht mehr" in text(late)


def test_who_comes_too_late_reads_it_and_what_was_typed_stays(world, visitor):
    slot = make_slot(world)
    services.hold_slot(slot=slot, topic=world.topic, details=DATA | {"email": "erste@werkspur.example"})
    page = text(send(visitor, slot, world))

    assert "nicht mehr frei" in page
    assert "Kim Muster" in page


@pytest.mark.parametrize("address", ["zeit=", "zeit=morgen", "zeit=00000000-0000-0000-0000-000000000000", "zeit=%00"])
def test_an_edited_address_leads_back_to_the_choice(world, visitor, address):
    for ask in (visitor.get, visitor.post):
        response = ask(f"/beratung/termin/angaben/?{address}&thema=tueren")
        assert response["Location"].startswith("/beratung/termin/?thema=tueren")


def test_a_slot_in_the_past_or_closed_is_not_asked_about(world, visitor):
    past = make_slot(world, start=timezone.now() - timedelta(hours=2))
    closed = make_slot(world)
    Slot.objects.filter(pk=closed.pk).update(state=Slot.State.CLOSED)
    for slot in (past, closed):
        assert send(visitor, slot, world).status_code == 302
    assert not Booking.objects.exists()


@pytest.mark.parametrize("week", ["2026-11-18", "9999-12-31", "0001-01-01", "heute", "2027-02-30"])
def test_any_week_can_be_asked_for(world, visitor, week):
    make_slot(world)
    assert visitor.get(f"/beratung/termin/?thema=tueren&woche={week}").status_code == 200


def test_days_without_a_time_say_why(world):
    from werkspur.advice.queries import offered

    now = datetime.fromisoformat("2026-11-10T08:00:00+00:00")
    monday = date(2026, 11, 16)
    Closure.objects.create(first=date(2026, 11, 19), last=date(2026, 11, 19), public_reason="Inventur im Haus")
    slot = make_slot(world, start=datetime.fromisoformat("2026-11-17T09:00:00+00:00"))
    services.hold_slot(slot=slot, topic=world.topic, details=DATA, now=now)
    where = offered.places(world.topic, now=now)[0]
    week = offered.week_of(monday=monday, offers=[world.offer], where=where, topic=world.topic, now=now)

    assert [(one.reason, one.full) for one in week] == [
        ("Kein Sprechtag in Borna", False), ("Ausgebucht.", True), ("Buß- und Bettag", False),
        ("Inventur im Haus", False), ("Kein Sprechtag in Borna", False),
    ]  # fmt: skip


def test_a_full_day_leads_to_the_waiting_list(world, visitor):
    slot = make_slot(world)
    booked(world, slot)
    where = f"buero-{world.offices['borna'].pk}"
    week = f"{day_of(slot.start):%Y-%m-%d}"
    page = text(visitor.get(f"/beratung/termin/?thema=tueren&ort={where}&woche={week}"))
    assert "Auf die Warteliste" in page

    asked = visitor.post(f"/beratung/warteliste/?thema=tueren&ort={where}", DATA | {"email": "wartet@werkspur.example"})
    assert "Öffnen Sie den Link" in text(asked)
    token = token_of("wartet@werkspur.example", "bestaetigen")
    visitor.get(f"/beratung/warteliste/bestaetigen/{token}/")
    assert world.offer.waiting.get().confirmed_at is None
    visitor.post(f"/beratung/warteliste/bestaetigen/{token}/")
    assert world.offer.waiting.get().confirmed_at is not None


def test_what_is_missing_or_wrong_is_said_at_the_field(world, visitor):
    page = text(send(visitor, make_slot(world), world, company_name="\u200b\u202e", email="kein", name=""))

    assert "Das ist keine E-Mail-Adresse" in page
    assert page.count("Diese Angabe fehlt noch.") >= 2
    assert not Booking.objects.exists()


def test_invisible_characters_are_taken_out(world, visitor):
    send(visitor, make_slot(world), world, company_name=" Mus\u200bter\u202e \n GmbH ")
    assert Booking.objects.get().company_name == "Muster GmbH"


def test_a_visit_asks_where_and_nobody_else_reads_it(world, visitor):
    town = Place.objects.create(key="grimma", name="Grimma", latitude=51.23, longitude=12.72)
    visit = Offer.objects.create(kind=Offer.Kind.VISIT, title="Besuch", minutes=60, by_staff=True)
    visit.topics.add(world.topic)
    visit.advisers.add(world.adviser)
    start = tuesday()
    slot = Slot.objects.create(offer=visit, adviser=world.adviser, start=start, end=start + timedelta(hours=1))
    assert str(slot.uid) not in text(visitor.get("/beratung/termin/?thema=tueren&ort=visit"))
    assert str(slot.uid) in text(visitor.get("/beratung/termin/?thema=tueren&ort=visit&gemeinde=grimma"))
    assert "Diese Angabe fehlt noch." in text(send(visitor, slot, world))

    send(visitor, slot, world, place=town.pk, address="Musterweg 1")
    visitor.post(f"/beratung/bestaetigen/{token_of(DATA['email'], 'bestaetigen')}/")
    booking = Booking.objects.get()
    assert (booking.state, booking.place) == ("requested", town)
    assert "Musterweg" not in Mail.objects.last().text


def test_after_a_break_in_there_are_times_within_72_hours(world, visitor):
    assert "nichts frei" in text(visitor.get("/beratung/nach-einer-tat/"))
    fast = Offer.objects.create(kind=Offer.Kind.CALL, title="Nach einer Tat", minutes=30, urgent=True, notice_hours=24)
    fast.topics.add(world.topic)
    fast.advisers.add(world.adviser)
    now = timezone.now()
    soon, late = (
        Slot.objects.create(offer=fast, adviser=world.adviser, start=start, end=start + timedelta(minutes=30))
        for start in (now + timedelta(hours=5), now + timedelta(hours=80))
    )
    page = text(visitor.get("/beratung/nach-einer-tat/"))
    assert (str(soon.uid) in page, str(late.uid) in page) == (True, False)

    send(visitor, soon, world, phone="0341 000000")
    assert Booking.objects.get().urgent
    assert str(late.uid) not in text(visitor.get("/beratung/termin/?thema=tueren&ort=call"))


def test_many_attempts_from_one_place_are_stopped(world, visitor):
    cache.clear()
    slot = make_slot(world)
    services.hold_slot(slot=slot, topic=world.topic, details=DATA | {"email": "erste@werkspur.example"})
    for _turn in range(20):
        send(visitor, slot, world)
    assert "Warten Sie zehn Minuten" in text(send(visitor, slot, world))


def test_the_public_page_shows_offers_the_next_days_and_when_nobody_advises(world, visitor):
    make_slot(world)
    today = day_of(timezone.now())
    Closure.objects.create(first=today, last=today + timedelta(days=2), public_reason="Umzug der Beratungsstelle")
    page = text(visitor.get("/beratung/"))

    for words in ("Sprechtag", "Türen und Tore", "1 Zeit frei", "Umzug der Beratungsstelle"):
        assert words in page
