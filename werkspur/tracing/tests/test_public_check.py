"""The public check: two answers, and no way to learn more."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.people import make_item
from werkspur.journal.models import Entry
from werkspur.partners.services import close_company
from werkspur.tracing import rules, services
from werkspur.tracing.models import CheckNotice, PublicCheckDay
from werkspur.tracing.tests.cases import make_report, signed_in
from werkspur.tracing.views import checks

NOTHING, POLICE = "Dazu liegt uns nichts vor", "Bitte wenden Sie sich an die Polizei"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """The answer's constant time is tested once; here nobody waits for it."""
    monkeypatch.setattr(rules, "CHECK_SECONDS", 0.0)


def ask(number: str, client: Client | None = None, **headers: str) -> str:
    return (client or Client()).post("/pruefen/", {"number": number}, headers=headers).content.decode()


@pytest.mark.parametrize("number", ["873-1042", " 873 1042 ", "873.1O42", "B73-I042", "S/N: 873-1042"])
def test_a_stolen_thing_leads_to_the_police(people, number):
    make_report(by=people.anna)
    page = ask(number)
    assert POLICE in page
    assert "110" in page
    for secret in ("Dachdeckerei", "Trennschleifer", "Norda", "Baustelle Grimma"):
        assert secret not in page


@pytest.mark.parametrize("number", ["873-1043", "873-104", "73-1042", "873-10422", "999999"])
def test_a_similar_number_is_not_the_number(people, number):
    make_report(by=people.anna)
    assert NOTHING in ask(number)


@pytest.mark.parametrize("state", ["in_use", "found", "returned", "disposed", "handed_over"])
def test_registered_but_not_missed_looks_like_unknown(people, state):
    make_item(owner=people.anna, mark="KB160-77", state=state)
    known, unknown = (
        [line for line in ask(number).replace(number, "#").splitlines() if "csrf" not in line.lower()]
        for number in ("KB160-77", "KB160-78")
    )
    assert known == unknown


def test_registered_but_not_missed_runs_the_same_statements_as_unknown(people):
    make_item(owner=people.anna, mark="873-1042")
    services.check_number("000-0000")  # the day's counter is there
    asked = []
    for number in ("873-1042", "444-5555"):
        with CaptureQueriesContext(connection) as statements:
            services.check_number(number)
        asked.append([one["sql"].split(" WHERE ")[0] for one in statements if "SAVEPOINT" not in one["sql"]])
    assert asked[0] == asked[1]


def test_every_answer_takes_the_same_time(people, monkeypatch):
    make_report(by=people.anna)
    waited: list[float] = []
    monkeypatch.setattr(rules, "CHECK_SECONDS", 0.4)
    monkeypatch.setattr(checks, "monotonic", iter([0.0, 0.1, 5.0, 5.3, 9.0, 9.9]).__next__)
    monkeypatch.setattr(checks, "sleep", waited.append)
    for number in ("873-1042", "444-5555", "873-1042"):
        ask(number)
    assert waited == pytest.approx([0.3, 0.1, 0.0])


def test_missing_things_count_too(people):
    make_item(owner=people.anna, mark="873-1042", state="missing")
    assert POLICE in ask("873-1042")


def test_a_company_that_left_is_not_told_of(people):
    report = make_report(by=people.anna)
    close_company(report.company, by=people.anna)
    assert NOTHING in ask("873-1042")


@pytest.mark.parametrize("number", ["", "873", "8?3-1042", "873*", "\u202e12\u200b34"])
def test_no_whole_number_is_said_at_the_field_and_not_counted(people, number):
    page = ask(number)
    assert NOTHING not in page
    assert any(part in page for part in ("Geben Sie die Nummer", "Zu kurz", "ohne ? und *"))
    assert not PublicCheckDay.objects.exists()


class TestLimit:
    def test_one_address_gets_ten_questions_a_minute(self, people):
        client = Client()
        codes = [client.post("/pruefen/", {"number": f"00000{n}"}).status_code for n in range(12)]
        assert codes == [200] * 10 + [429] * 2
        page = ask("000011", client)
        assert "viele Nummern in kurzer Zeit" in page
        assert 'value="000011"' in page
        assert NOTHING in ask("000012", Client(REMOTE_ADDR="203.0.113.9"))

    def test_a_made_up_forwarding_header_does_not_help(self, people, settings):
        settings.PROXIES = 0
        for number in range(10):
            ask(f"00000{number}", **{"X-Forwarded-For": f"203.0.113.{number}"})
        assert NOTHING not in ask("000011", **{"X-Forwarded-For": "203.0.113.99"})

    def test_behind_a_proxy_its_entry_counts_and_nothing_before_it(self, people, settings):
        settings.PROXIES = 1
        for number in range(10):
            ask(f"00000{number}", **{"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.7"})
        assert NOTHING not in ask("000011", **{"X-Forwarded-For": "198.51.100.99, 203.0.113.7"})
        assert NOTHING in ask("000011", **{"X-Forwarded-For": "203.0.113.7, 203.0.113.8"})

    def test_all_together_are_limited_too(self, people, monkeypatch):
        monkeypatch.setattr(rules, "CHECKS_OF_ALL", (3, 60))
        answers = [NOTHING in ask("000000", Client(REMOTE_ADDR=f"203.0.113.{n}")) for n in range(5)]
        assert answers == [True, True, True, False, False]

    @pytest.mark.parametrize(
        ("address", "counted"),
        [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("Unsinn", "unknown"),
            ("", "unknown"),
        ],
    )
    def test_what_counts_as_one_asker(self, address, counted):
        assert rules.network(address) == counted


def test_a_hit_is_a_notice_for_the_police_and_nothing_of_the_asker_is_kept(people):
    item = make_report(by=people.anna).stolen.get().item
    for _ in range(2):
        ask("873-1042")
    notice = CheckNotice.objects.get()
    assert (notice.item, notice.times) == (item, 2)
    day = PublicCheckDay.objects.get()
    assert (day.asked, day.hits) == (2, 2)
    entry = Entry.objects.get(verb="tracing.public_check_hit")
    assert (entry.actor, entry.origin, entry.company, entry.details) == ("public", "", "", {})
    page = signed_in(people.paula).get("/suchen/hinweise/").content.decode()
    assert "Trennschleifer Norda TS 400" in page
    assert "Dachdeckerei" not in page
