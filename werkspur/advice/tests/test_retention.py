"""What is forgotten when; what goes when somebody leaves; what somebody may know about themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.people import make_company
from werkspur.advice.models import (
    Booking,
    BookingLink,
    Call,
    Campaign,
    CampaignInvitation,
    ChecklistVersion,
    CompanyKey,
    InvitationRefusal,
    SelfCheck,
    Slot,
    Visit,
    VisitAnswer,
    WaitingEntry,
)
from werkspur.advice.services import campaigns, join_waiting
from werkspur.advice.services.first_versions import load_checklists
from werkspur.advice.services.retention import FORGOTTEN, erase_company
from werkspur.advice.services.selfchecks import hand_over_self_check
from werkspur.advice.tests.followed import ANSWERS, answer, company_of, started, visit_world
from werkspur.advice.tests.world import NOW, advice_world
from werkspur.base.bausteine import all_bausteine
from werkspur.base.models import Mail
from werkspur.partners.models import Company
from werkspur.partners.services.accounts import delete_account

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(stand_still):
    stand_still(NOW)


def apply(label: str, *, days: int) -> int:
    """Let the night come `days` days from now, for one rule."""
    baustein = next(one for one in all_bausteine() if one.name == "advice")
    rule = next(one for one in baustein.retention() if label in str(one.label))
    return rule.apply(timezone.localdate() + days * DAY - rule.after)


def move(booking: Booking, *, days: int) -> None:
    """Let an appointment begin so many days from now."""
    start = timezone.now() + days * DAY
    Slot.objects.filter(pk=booking.slot_id).update(start=start, end=start + timedelta(hours=1))


@pytest.fixture
def world():
    return advice_world()


def test_an_appointment_loses_its_names_and_keeps_what_figures_need(world, people):
    company = company_of(people)
    details = {"phone": "0341 1", "address": "Musterweg 1", "message": "Hintertür", "name": "Kim", "trade": None}
    booking = world.book(world.slot(9), company=company, details=details)
    other = world.book(world.slot(11))
    move(booking, days=-2)
    Booking.objects.filter(pk=booking.pk).update(state="done")
    assert apply("vergangener", days=397) == 0
    assert apply("vergangener", days=400) == 1
    assert apply("vergangener", days=400) == 0

    booking.refresh_from_db()
    personal = (booking.name, booking.email, booking.phone, booking.address, booking.message, booking.mailbox)
    assert personal == ("",) * 6
    assert (booking.company, booking.company_name, booking.trade) == (None, FORGOTTEN, company.trade)
    assert (booking.state, booking.topic) == ("done", world.topic)
    assert not BookingLink.objects.filter(booking=booking).exists()
    other.refresh_from_db()
    assert other.email


def test_what_never_took_place_is_forgotten_sooner(world):
    held, _token = world.hold(world.slot(9))
    move(held, days=-2)
    assert apply("abgesagter", days=27) == 0
    assert apply("abgesagter", days=30) == 1


def test_the_waiting_list_forgets_who_no_longer_waits(world):
    details = {"company_name": "Muster", "name": "Büro", "email": "w@werkspur.example"}
    ended, entries = join_waiting(offer=world.offer, topic=world.topic, details=details)[0], WaitingEntry.objects
    entries.filter(pk=ended.pk).update(state="withdrawn")
    unconfirmed = join_waiting(offer=world.offer, topic=world.topic, details=details)[0]
    waits = join_waiting(offer=world.offer, topic=world.topic, details=details)[0]
    entries.filter(pk=waits.pk).update(confirmed_at=timezone.now())
    assert apply("Warteliste", days=29) == 0
    assert apply("Warteliste", days=32) == 2
    assert list(entries.all()) == [waits]
    assert unconfirmed not in entries.all()
    assert apply("Warteliste", days=396) == 1


def test_findings_are_shredded_after_three_years_and_the_visit_stays(people):
    visit = started(people)
    answer(visit, ANSWERS, by=people.peter)
    at = timezone.now() - 2 * DAY
    Visit.objects.filter(pk=visit.pk).update(state="finished", started_at=at, finished_at=at)
    assert apply("Befunde", days=1093) == 0
    assert apply("Befunde", days=1097) == 1
    assert apply("Befunde", days=1097) == 0

    assert Visit.objects.filter(pk=visit.pk).exists()
    assert not VisitAnswer.objects.exists()
    assert not CompanyKey.objects.exists()


def test_a_newer_visit_keeps_the_key_and_its_own_findings(people):
    world = visit_world(people)
    old, new = started(people, world), started(people, world, hour=13)
    for visit in (old, new):
        answer(visit, ANSWERS, by=people.peter)
    at = timezone.now() - 1200 * DAY
    Visit.objects.filter(pk=old.pk).update(state="finished", started_at=at, finished_at=at)
    assert apply("Befunde", days=0) == 1
    assert not VisitAnswer.objects.filter(visit=old).exists()
    assert VisitAnswer.objects.filter(visit=new).count() == len(ANSWERS)
    assert CompanyKey.objects.exists()


def test_self_checks_calls_and_campaigns_go_after_a_year(world, people):
    load_checklists()
    version = ChecklistVersion.objects.get(checklist__slug="selbstcheck")
    hand_over_self_check(company=company_of(people), version=version, profiles="W", answers={"G1": "0"}, by=people.anna)
    Call.objects.create(topic=world.topic, note="Frage", by=people.kai)
    campaign = campaigns.keep_campaign(
        Campaign(title="A", text="B", offer=world.offer, partner=company_of(people).chamber), by=people.kai
    )
    for label in ("Selbstchecks", "Anrufen", "Aktionen"):
        assert apply(label, days=364) == 0, label
    campaigns.close_campaign(campaign, by=people.kai)
    for label in ("Selbstchecks", "Anrufen", "Aktionen"):
        assert apply(label, days=367) == 1, label
    for model in (SelfCheck, Call, Campaign):
        assert not model.objects.exists()


def test_whoever_leaves_is_forgotten_and_their_company_keeps_its_appointment(world, people):
    ben, company = people.ben, company_of(people)
    Company.objects.filter(pk=company.pk).update(email="buero@werkspur.example")
    kept = world.book(world.slot(9), company=company, details={"email": ben.email, "name": "Ben"})
    alone = world.book(world.slot(11), details={"email": ben.email, "name": "Ben"})
    past = world.book(world.slot(14), details={"email": f"x{ben.email}", "name": "Ben"})
    Booking.objects.filter(pk=past.pk).update(state="done", email=ben.email)
    move(past, days=-5)
    join_waiting(
        offer=world.offer, topic=world.topic, details={"company_name": "M", "name": "Ben", "email": ben.email}, now=NOW
    )
    told = dict(next(one for one in all_bausteine() if one.name == "advice").personal_data(ben))
    assert len(told["Beratungstermine"]) == 3
    assert len(told["Plätze auf der Warteliste"]) == 1
    address = ben.email
    delete_account(ben, by=ben)

    for booking in (kept, alone, past):
        booking.refresh_from_db()
    assert (kept.state, kept.email, kept.company) == ("confirmed", "buero@werkspur.example", company)
    assert (alone.state, alone.email) == ("cancelled", "")
    assert (past.state, past.name) == ("done", "")
    assert not Booking.objects.filter(email__iexact=address).exists()
    assert not WaitingEntry.objects.exists()
    assert Mail.objects.filter(to=address, subject__icontains="abgesagt").count() == 1


def test_a_hold_that_has_lapsed_keeps_nobody_from_being_forgotten(world, people):
    held, _token = world.hold(world.slot(9), details={"email": people.otto.email})
    move(held, days=3)
    Booking.objects.filter(pk=held.pk).update(held_until=timezone.now() - DAY)
    delete_account(people.otto, by=people.otto)
    held.refresh_from_db()
    assert held.email == ""


def test_a_company_that_leaves_takes_its_findings_with_it(people):
    visit = started(people)
    company, other = company_of(people), make_company()
    answer(visit, ANSWERS, by=people.peter)
    campaign = campaigns.keep_campaign(
        Campaign(title="A", text="B", offer=visit.booking.slot.offer, partner=company.chamber), by=people.kai
    )
    for number, one in enumerate((company, other)):
        CampaignInvitation.objects.create(
            campaign=campaign, company=one, wave=1, digest=f"a{number}", leave_digest=f"b{number}"
        )
    InvitationRefusal.objects.create(company=company)
    told = dict(next(one for one in all_bausteine() if one.name == "advice").personal_data(company))
    assert (told["Einladungen"], told["Möchte keine Einladungen"]) == (["A"], True)
    assert len(told["Besuche"]) == 1
    erase_company(company)

    assert not CompanyKey.objects.filter(company=company).exists()
    assert not VisitAnswer.objects.exists()
    assert Booking.objects.get(pk=visit.booking_id).state == "cancelled"
    assert not Booking.objects.filter(company=company).exists()
    assert list(CampaignInvitation.objects.values_list("company", flat=True)) == [other.pk]
    assert InvitationRefusal.objects.filter(company=company).exists()  # or the next campaign would write to it
