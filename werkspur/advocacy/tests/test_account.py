"""The yearly account tells a year as it stood on its last day; what is kept about people, and when it is forgotten."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from tests.people import make_person
from werkspur.advocacy.models import (
    Commitment,
    Contact,
    Delivery,
    Evidence,
    Officeholder,
    SavedSearch,
    SearchText,
    StatusChange,
)
from werkspur.advocacy.queries.account import account, years
from werkspur.advocacy.rules.accounting import Promise, Sent, answers, promises
from werkspur.advocacy.services.addressees import keep_officeholder
from werkspur.advocacy.services.contacts import keep_contact, let_find
from werkspur.advocacy.tests.world import advocacy_world
from werkspur.base.bausteine import all_bausteine
from werkspur.journal.models import Entry
from werkspur.partners.models import Role
from werkspur.partners.services.accounts import delete_account

pytestmark = pytest.mark.django_db

BEGIN, END = date(2025, 1, 1), date(2025, 12, 31)


@pytest.fixture
def world(people):
    return advocacy_world()


def baustein():
    return next(one for one in all_bausteine() if one.name == "advocacy")


def released(world, day: date, **fields):
    demand = world.released(**fields)
    demand.released_on = demand.since = day
    demand.save()
    return demand


def sent(world, demand, *, day: date, due: date | None = None, settled: date | None = None, **fields) -> Delivery:
    return world.delivered(demand, day=day, arrived=day, due=due, settled_on=settled, **fields)


def promised(world, demand, *, day: date, **fields) -> Commitment:
    values = {"wording": "Wir leuchten den Weg aus.", "measure": "Laternen brennen", "source": "Schreiben"} | fields
    return Commitment.objects.create(demand=demand, addressee=world.council, day=day, **values)


@pytest.mark.once
def test_an_answer_counts_in_the_year_it_came():
    asked = [
        Sent(day=date(2024, 12, 1), arrived=date(2024, 12, 3), due=date(2025, 1, 3), settled=date(2025, 1, 3)),
        Sent(day=date(2025, 6, 1), arrived=date(2025, 6, 1), due=date(2025, 7, 1), settled=date(2025, 7, 11)),
        Sent(day=date(2025, 8, 1), arrived=date(2025, 8, 1), settled=date(2025, 8, 11)),
        Sent(day=date(2025, 9, 1), arrived=date(2025, 9, 1), due=date(2025, 10, 1), settled=date(2026, 1, 5)),
        Sent(day=date(2025, 12, 1), arrived=date(2025, 12, 1), due=END),  # its last day is not over
    ]
    told = answers(asked, begin=BEGIN, end=END)
    assert (told.sent, told.answered, told.timed, told.in_time, told.days, told.overdue) == (4, 3, 2, 1, 31, 1)
    assert answers([], begin=BEGIN, end=END).days is None


@pytest.mark.once
def test_a_commitment_that_was_broken_later_was_still_open_then():
    rows = [
        Promise(day=date(2024, 5, 1), due=date(2025, 5, 1), state="kept", decided=date(2025, 4, 30)),
        Promise(day=date(2025, 5, 1), due=date(2025, 10, 1), state="broken", decided=date(2026, 2, 1)),
        Promise(day=date(2026, 1, 1), due=None, state="open", decided=None),
    ]
    told = promises(rows, begin=BEGIN, end=END)
    assert (told.made, told.kept, told.broken, told.open, told.overdue) == (1, 1, 0, 1, 1)


def test_a_year_is_told_as_it_stood_on_its_last_day(world):
    demand = released(world, date(2025, 3, 1), title="Licht am Bahnhof")
    sent(world, demand, day=date(2025, 3, 10), due=date(2025, 4, 10), settled=date(2025, 4, 9))
    sent(world, demand, day=date(2025, 3, 10), due=date(2025, 4, 10), addressee=world.office)
    promised(world, demand, day=date(2025, 4, 9), due=date(2025, 12, 1), state="broken", decided_on=date(2026, 1, 9))
    StatusChange.objects.create(
        demand=demand, before="answered", status="promised", outcome="open", day=date(2025, 4, 9), actor="HWK",
        reason="x", source="y",
    )  # fmt: skip
    StatusChange.objects.create(
        demand=demand, before="promised", status="broken", outcome="nothing", day=date(2026, 1, 9), actor="HWK",
        reason="x", source="y",
    )  # fmt: skip
    then, now = (account(year, today=date(2026, 11, 30)) for year in (2025, 2026))

    assert [(line.status, line.new) for line in then.lines] == [("promised", True)]
    assert [(line.status, line.new) for line in now.lines] == [("broken", False)]
    assert (then.promises.broken, now.promises.broken) == (0, 1)
    assert [one.overdue for one in then.still] == [True]
    assert [one.addressee for one in then.owed] == [world.office]
    told = {one.addressee: one.answers for one in then.bodies}
    assert (told[world.council].in_time, told[world.council].days, told[world.office].overdue) == (1, 30, 1)
    assert (then.running, now.running) == (False, True)


def test_what_was_settled_before_the_year_is_told_no_more(world):
    demand = released(world, date(2024, 3, 1))
    StatusChange.objects.create(
        demand=demand, before="promised", status="done", outcome="whole", day=date(2024, 9, 1), actor="HWK",
        reason="x", source="y",
    )  # fmt: skip
    assert [account(year, today=date(2026, 1, 1)).new for year in (2024, 2025)] == [1, 0]
    assert account(2025, today=date(2026, 1, 1)).lines == []
    assert years(today=date(2026, 1, 1)) == [2026, 2025, 2024]


def test_nobody_owes_an_answer_to_a_demand_that_rests(world):
    demand = released(world, date(2025, 3, 1))
    sent(world, demand, day=date(2025, 3, 10), due=date(2025, 4, 10))
    StatusChange.objects.create(
        demand=demand, before="delivered", status="resting", outcome="overtaken", day=date(2025, 10, 1), actor="HWK",
        reason="x", source="y",
    )  # fmt: skip
    told = account(2025, today=date(2026, 1, 1))
    assert (told.owed, told.answers.overdue, told.answers.sent) == ([], 0, 1)
    assert account(2025, today=date(2025, 9, 1)).answers.overdue == 1


def test_what_is_not_public_is_not_in_the_account(world):
    released(world, date(2025, 3, 1))
    world.draft(title="Noch geheim")
    demand = released(world, date(2025, 3, 1))
    promised(world, demand, day=date(2025, 4, 1), public=False)
    Evidence.objects.create(
        demand=demand, kind="photo", title="Foto", day=date(2025, 5, 1), source="vor Ort", brought_key="person:1",
        checked_key="person:2", checked_on=date(2025, 5, 2), public=False,
    )  # fmt: skip
    told = account(2025, today=date(2026, 1, 1))
    assert len(told.lines) == 2
    assert not told.promises.any
    assert told.evidence == []


def test_the_account_is_public_when_the_year_is_over(world, people):
    today = timezone.localdate()
    last = today.year - 1
    demand = released(world, date(last, 3, 1), title="Licht am Bahnhof")
    promised(world, demand, day=date(last, 4, 1), state="kept", decided_on=date(last, 9, 1), reason="Es leuchtet.")
    reader, chamber = Client(), Client()
    chamber.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    page = reader.get(reverse("advocacy:account", args=[last])).content.decode()
    assert "Licht am Bahnhof" in page
    assert "Es leuchtet." in page
    assert str(last) in reader.get(reverse("advocacy:accounts_public")).content.decode()
    running = reverse("advocacy:account", args=[today.year])
    assert reader.get(running).status_code == 404
    assert "Das Jahr läuft noch." in chamber.get(running).content.decode()
    for year in (0, last - 5, today.year + 1, 10**30):
        assert chamber.get(reverse("advocacy:account", args=[year])).status_code == 404


def test_the_account_is_a_document_that_everybody_can_read(world):
    last = timezone.localdate().year - 1
    demand = released(world, date(last, 3, 1), title="Licht am \u202eBahnhof 🚲 " + "x" * 90)
    sent(world, demand, day=date(last, 3, 10), due=date(last, 4, 10))
    promised(world, demand, day=date(last, 4, 1), wording="#strong[nicht] gesetzt")
    answer = Client().get(reverse("advocacy:account_pdf", args=[last]))
    document = PdfReader(io.BytesIO(answer.content))
    text = "".join(page.extract_text() for page in document.pages)
    assert "#strong[nicht] gesetzt" in text
    assert "Rat der Probestadt" in text
    assert document.metadata.title == f"Rechenschaft {last}"
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_figures_of_our_own_count_what_is_released(world):
    demand = released(world, date(2025, 3, 1))
    sent(world, demand, day=date(2025, 3, 1), settled=date(2025, 3, 21))
    promised(world, demand, day=date(2025, 4, 1), state="kept", decided_on=date(2025, 6, 1))
    told = {one.key: (one.value, one.count) for one in baustein().figures(period=(BEGIN, END), region="14713")}
    assert told["advocacy.demands"] == (1, 1)
    assert told["advocacy.answer_days"] == (20, 1)
    assert told["advocacy.commitments_kept"] == (1, 1)
    elsewhere = {one.key: one.value for one in baustein().figures(period=None, region="14730")}
    assert elsewhere["advocacy.demands"] == 0


def test_who_leaves_is_named_nowhere_and_the_work_stays(world, people):
    lou = make_person("lou", role=Role.Kind.CHAMBER, partner=world.crafts)
    delivery = world.delivered(world.released(responsible=lou), sent_by=lou)
    SavedSearch.objects.create(person=lou, words="Licht")
    told = dict(baustein().personal_data(lou))
    assert told["Forderungen, für die Sie zuständig sind"] == [delivery.demand.title]
    assert told["Gespeicherte Suchen"] == ["Licht"]
    delete_account(lou, by=lou)
    delivery.refresh_from_db()
    delivery.demand.refresh_from_db()
    assert (delivery.sent_by, delivery.demand.responsible) == (None, None)
    assert not SavedSearch.objects.exists()
    assert not any(value for _label, value in baustein().personal_data(lou))


def test_names_leave_with_the_office_and_contacts_after_ten_years(world):
    rules = {rule.apply.__name__: rule for rule in baustein().retention()}
    now = datetime(2026, 11, 30, tzinfo=UTC)
    for end in (date(2026, 8, 1), date(2026, 11, 1), None):
        Officeholder.objects.create(addressee=world.council, role="Dezernat", name="Ein Name", valid_to=end)
    assert rules["forget_offices"].apply(now.date() - rules["forget_offices"].after) == 1
    assert list(Officeholder.objects.order_by("pk").values_list("name", flat=True)) == ["", "Ein Name", "Ein Name"]
    old = {"partner": world.crafts, "addressee": world.council, "start": now - timedelta(days=4000)}
    let_find(Contact.objects.create(subject="vorbei", **old))
    let_find(Contact.objects.create(subject="noch zu tun", follow_up=date(2027, 1, 1), **old))
    assert rules["forget_contacts"].apply(now.date() - rules["forget_contacts"].after) == 1
    assert Contact.objects.get().subject == "noch zu tun"
    assert list(SearchText.objects.values_list("title", flat=True)) == ["noch zu tun"]


def test_the_journal_which_never_forgets_names_nobody_of_an_office(world, people):
    holder = Officeholder(addressee=world.council, role="Dezernat", name="Ein Name")
    keep_officeholder(holder, by=people.kai)
    contact = Contact(partner=world.crafts, addressee=world.council, subject="Anruf von Ein Name", start=timezone.now())
    keep_contact(contact, demands=[], participants=[], by=people.kai)
    told = list(Entry.objects.order_by("number").values_list("object_label", flat=True))
    assert told == ["Dezernat, Rat der Probestadt", "Gespräch, Rat der Probestadt"]
