"""When letters go out by themselves, as chamber staff sets it."""

from __future__ import annotations

import pytest

from werkspur.advice.models import ReminderRule
from werkspur.advice.tests.booked import signed_in, text
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "/beratung/briefe/erinnerungen/"


@pytest.fixture(autouse=True)
def rules() -> None:
    ReminderRule.objects.all().delete()
    for code, hours in (("remind_24", -24), ("tasks_14", 14 * 24)):
        ReminderRule.objects.create(code=code, letter=code, hours=hours)


@pytest.mark.parametrize(
    ("code", "typed", "hours", "told"),
    [
        ("remind_24", {"amount": "30", "unit": "1", "is_active": "on"}, -30, "30 Stunden vor dem Termin"),
        ("remind_24", {"amount": "7", "unit": "24", "is_active": "on"}, -168, "7 Tage vor dem Termin"),
        ("tasks_14", {"amount": "21", "unit": "24"}, 504, "21 Tage nach dem Termin"),
    ],
)
def test_a_rule_changes_in_hours_or_days_and_stays_before_or_after(people, code, typed, hours, told):
    kai = signed_in(people.kai)
    kai.post(f"{PAGE}{code}/", typed)
    rule = ReminderRule.objects.get(code=code)

    assert (rule.hours, rule.is_active) == (hours, "is_active" in typed)
    assert told in text(kai.get(PAGE))
    assert ("ausgeschaltet" in text(kai.get(PAGE))) is not rule.is_active
    assert Entry.objects.filter(verb="advice.reminder_changed").count() == 1


@pytest.mark.parametrize("amount", ["0", "-3", "viele", "", "99999999999", "1200"])
def test_what_is_no_span_is_refused_at_the_field(people, amount):
    response = signed_in(people.kai).post(f"{PAGE}remind_24/", {"amount": amount, "unit": "24", "is_active": "on"})

    assert response.status_code == 422
    assert ReminderRule.objects.get(code="remind_24").hours == -24


def test_an_unknown_rule_is_not_there(people):
    assert signed_in(people.kai).get(f"{PAGE}gibtsnicht/").status_code == 404
