"""Persons leave 90 days after an event, counts stay; whoever leaves earlier is forgotten at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from werkspur.base.bausteine import all_bausteine
from werkspur.forums.models import (
    Event,
    EventFigures,
    Invitation,
    Participant,
    Question,
    Registration,
    RegistrationLink,
    Scan,
)
from werkspur.forums.services import links
from werkspur.forums.services.closing import freeze
from werkspur.forums.services.retention import FORGOTTEN, erase_company, erase_person
from werkspur.forums.tests.afterwards import guests
from werkspur.forums.tests.world import NOW, forum_world
from werkspur.journal.models import Entry
from werkspur.partners.models import Company
from werkspur.partners.services.accounts import delete_account

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(stand_still):
    stand_still(NOW)


@pytest.fixture
def world():
    return forum_world()


def baustein():
    return next(one for one in all_bausteine() if one.name == "forums")


def forget(*, days: int) -> int:
    """Let the night come `days` days from now."""
    rule = next(iter(baustein().retention()))
    return rule.apply(timezone.localdate() + days * DAY - rule.after)


def move(event: Event, *, days: int) -> Event:
    start = timezone.now() + days * DAY
    Event.objects.filter(pk=event.pk).update(start=start, end=start + timedelta(hours=2))
    event.refresh_from_db()
    return event


def test_persons_leave_after_ninety_days_and_the_counts_stay(world, people):
    event = move(world.event, days=-2)
    rows = guests(
        world, 6, of="dach", at="14713", company_id=people.anna.company_ids[0], phone="0341 1", size=2,
        access_needs="Rampe", language="Polnisch", answers={"essen": "ohne Fleisch"}, log=[{"at": "x"}],
    )  # fmt: skip
    world.register(company_name="Nicht gekommen GmbH")
    for one in rows:
        links.issue(one, purpose=links.MANAGE, until=timezone.now() + DAY)
    Scan.objects.create(
        event=event, scanned_at=event.start, received_at=event.start, outcome="unknown", raw="BEGIN:VCARD Kim Muster",
        by=people.kai,
    )  # fmt: skip
    Invitation.objects.create(event=event, partner=world.crafts, email="i@werkspur.example", mailbox="m", digest="d")
    Question.objects.create(event=event, text="Wohnt Kim Muster dort?", state="hidden", reason="nennt einen Namen")
    coming = world.register(world.another())
    assert forget(days=87) == 0
    assert forget(days=90) == 7
    assert forget(days=90) == 0

    for one in Registration.objects.filter(event=event):
        personal = (one.email, one.mailbox, one.phone, one.access_needs, one.language, one.answers, one.log)
        assert personal == ("", "", "", "", "", {}, [])
        assert (one.company, one.company_name, one.trade, one.region) == (None, FORGOTTEN, None, None)
        assert one.state == "confirmed"
    people_left = Participant.objects.filter(event=event)
    assert {(one.name, one.function) for one in people_left} == {("", "")}
    assert all(one.ticket.startswith("forgotten-") and one.code.startswith("-") for one in people_left)
    assert not RegistrationLink.objects.filter(registration__event=event).exists()
    assert Invitation.objects.get().email == ""
    assert set(Scan.objects.values_list("raw", "by")) == {("", None)}
    assert not Question.objects.filter(event=event).exists()

    data = EventFigures.objects.get(event=event).data
    assert (data["people"], data["attended"], data["no_shows"], data["questions"]["hidden"]) == (13, 12, 1, 1)
    assert Scan.objects.filter(event=event, outcome="").count() == 12
    assert people_left.count() == 13
    assert "Muster" not in str(list(Entry.objects.values_list("object_label", "details", "reason")))
    coming.refresh_from_db()
    assert coming.email


def test_what_was_frozen_at_closing_is_not_counted_again(world):
    event = move(world.event, days=-2)
    guests(world, 6, of="dach")
    before = freeze(event, now=timezone.now()).data
    assert before["trades"] == {"dach": 6}
    forget(days=91)
    assert EventFigures.objects.get(event=event).data == before
    assert freeze(event, now=timezone.now()).data == before


def test_a_draft_that_never_was_announced_forgets_whom_it_meant_to_invite(world):
    draft = move(world.another(state="draft", announced_at=None), days=-2)
    Invitation.objects.create(event=draft, partner=world.crafts, email="i@werkspur.example", digest="d")
    forget(days=91)
    assert Invitation.objects.get().email == ""
    assert not EventFigures.objects.exists()


def test_a_crash_in_the_middle_loses_nothing_and_repeats_nothing(world, monkeypatch):
    from werkspur.forums.services import retention

    first, second = move(world.event, days=-3), move(world.another(), days=-2)
    for event in (first, second):
        guests(world, 2, event=event)
    real, seen = retention.anonymise, []

    def crashing(rows, *, now):
        seen.append(now)
        if len(seen) == 2:
            raise RuntimeError("power cut")
        return real(rows, now=now)

    monkeypatch.setattr(retention, "anonymise", crashing)
    with pytest.raises(RuntimeError):
        forget(days=90)
    monkeypatch.undo()
    assert Registration.objects.filter(forgotten_at=None).count() == 2
    assert forget(days=90) == 2


def test_whoever_leaves_is_forgotten_and_the_company_keeps_its_seats(world, people):
    ben, company = people.ben, Company.objects.get(pk=people.ben.company_ids[0])
    Company.objects.filter(pk=company.pk).update(email="buero@werkspur.example")
    for event in (world.event, second := world.another(), past := world.another()):
        move(event, days=-5 if event == past else 20)
    kept = world.register(world.event, company=company, email=ben.email)
    alone = world.register(second, email=ben.email)
    was = guests(world, 1, of="dach", event=past, email=ben.email)[0]
    Question.objects.create(
        event=past, text="Wer?", state="shown", owner=world.crafts, owner_person=ben, answer_by=timezone.localdate()
    )
    told = dict(baustein().personal_data(ben))
    assert len(told["Anmeldungen zu Veranstaltungen"]) == 3
    assert told["Fragen, für die Sie zuständig sind"] == 1
    address = ben.email
    delete_account(ben, by=ben)

    for one in (kept, alone, was):
        one.refresh_from_db()
    assert (kept.state, kept.email, kept.company) == ("confirmed", "buero@werkspur.example", company)
    assert (alone.state, alone.email) == ("withdrawn", "")
    assert (was.state, was.email, was.trade.slug) == ("confirmed", "", "dach")  # the event is not counted yet
    assert not Registration.objects.filter(email__iexact=address).exists()
    assert Question.objects.get().owner_person is None


def test_a_company_that_leaves_gives_its_seats_back(world, people):
    company = Company.objects.get(pk=people.anna.company_ids[0])
    move(world.event, days=20)
    mine, other = world.register(company=company, size=3), world.register()
    assert len(dict(baustein().personal_data(company))["Anmeldungen zu Veranstaltungen"]) == 1
    erase_company(company)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.state, mine.company, mine.company_name) == ("withdrawn", None, FORGOTTEN)
    assert not mine.participants.exclude(name="").exists()
    assert other.email
    erase_person(people.otto)  # who never registered leaves no trace
    assert not Entry.objects.filter(verb="forums.guests_forgotten").exclude(details={"registrations": 1}).exists()
