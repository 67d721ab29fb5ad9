"""Events for everybody: what is shown to whom, what is said of them, and what stays behind."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.people import make_partner, make_region
from werkspur.forums.models import AgendaItem, Event, Material, Speaker
from werkspur.forums.queries import public, seats
from werkspur.forums.tests.world import NOW, START, ForumWorld, forum_world
from werkspur.partners.models import Region

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
BEFORE = START - timedelta(days=365)
CLOSED = {"state": Event.State.CLOSED, "closed_at": BEFORE + 48 * HOUR, "start": BEFORE, "end": BEFORE + 2 * HOUR}


@pytest.fixture(autouse=True)
def _now(stand_still):
    stand_still(NOW)


@pytest.fixture
def world(people) -> ForumWorld:
    return forum_world()


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def titles(response) -> list[str]:
    return [one.event.title for _month, those in response.context["months"] for one in those]


def text(response) -> str:
    return response.content.decode()


def test_what_comes_stands_in_order_under_its_month(client, world):
    world.another(title="Im Januar", start=START + timedelta(days=30), end=START + timedelta(days=30, hours=2))
    world.another(title="Nächste Woche", start=NOW + timedelta(days=7), end=NOW + timedelta(days=7, hours=2))
    response = client.get("/foren/")
    assert titles(response) == ["Nächste Woche", world.event.title, "Im Januar"]
    assert [f"{month:%Y-%m}" for month, _those in response.context["months"]] == ["2026-12", "2027-01"]


@pytest.mark.parametrize("state", [Event.State.DRAFT, Event.State.ASKING])
def test_what_is_not_announced_is_for_staff_alone(client, world, people, state):
    draft = world.another(title="Geheimes Treffen", state=state, announced_at=None)
    page = f"/foren/{draft.slug}/"
    for path in (page, f"{page}termin.ics"):
        assert client.get(path).status_code == 404
    for path in ("/foren/", "/foren/archiv/", "/foren/kalender/alle.ics", "/foren/feed/alle.atom", "/sitemap.xml"):
        assert page not in text(client.get(path))
        assert draft.title not in text(client.get(path))
    assert signed_in(people.anna).get(page).status_code == 404
    seen = signed_in(people.kai).get(page)
    assert "Noch nicht angekündigt" in text(seen)
    assert "noindex" in text(seen)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("gebiet=14729", ["Grimma"]),
        ("gebiet=PD-L", []),  # only districts can be chosen: what is no choice is left out
        ("partner=ihk", ["Grimma"]),
        ("partner=pd", ["Leipzig"]),
        ("art=gibt-es-nicht", ["Leipzig", "Grimma"]),
    ],
)
def test_the_list_is_filtered_by_region_and_host(client, world, query, found):
    Event.objects.update(title="Leipzig")
    grimma = world.another(title="Grimma", start=START + HOUR)
    grimma.regions.set([make_region("14729", "Landkreis Leipzig")])
    grimma.hosts.set([make_partner("ihk")])
    assert titles(client.get(f"/foren/?{query}")) == (found or ["Leipzig", "Grimma"])


def test_a_part_of_a_region_is_in_it(world):
    whole = Region.objects.create(key="PD-L", name="Direktion", level=Region.Level.DIRECTORATE)
    assert not public.about(Event.objects.all(), region=whole)
    whole.parts.add(make_region())
    assert list(public.about(Event.objects.all(), region=whole)) == [world.event]


def test_a_cancelled_event_says_why_and_what_comes_instead(client, world):
    later = world.another(title="Ein neuer Versuch", start=START + 48 * HOUR, end=START + 50 * HOUR)
    Event.objects.filter(pk=world.event.pk).update(state="cancelled", reason="Der Saal steht unter Wasser.")
    page = client.get(f"/foren/{world.event.slug}/")
    assert "Der Saal steht unter Wasser." in text(page)
    assert page.context["instead"] == later
    assert "abgesagt" in text(client.get("/foren/"))


def test_the_result_is_public_once_the_event_is_closed(client, world):
    past = world.another(result="Drei Beschlüsse", **(CLOSED | {"state": "announced", "closed_at": None}))
    assert "Drei Beschlüsse" not in text(client.get(f"/foren/{past.slug}/"))
    assert "Drei Beschlüsse" not in text(client.get("/foren/archiv/"))
    Event.objects.filter(pk=past.pk).update(state=Event.State.CLOSED, closed_at=BEFORE + 48 * HOUR)
    assert "Drei Beschlüsse" in text(client.get(f"/foren/{past.slug}/"))
    assert "Drei Beschlüsse" in text(client.get("/foren/archiv/"))


def test_the_archive_counts_what_may_be_read_and_knows_its_years(client, world):
    past = world.another(title="Voriges Jahr", **CLOSED)
    for name, day, audience in (("a", None, "public"), ("b", NOW + HOUR, "public"), ("c", None, "registered")):
        Material.objects.create(
            event=past, title=name, address="https://werkspur.example/", visible_from=day, audience=audience
        )
    past.questions.create(text="Warum?", state="answered", answer="Darum.", answered_at=NOW)
    past.questions.create(text="Wer?", state="shown")
    (found,) = client.get("/foren/archiv/?jahr=2025").context["page"].object_list
    assert (found.title, found.files, found.answered) == ("Voriges Jahr", 1, 1)
    assert not client.get("/foren/archiv/?jahr=2024").context["form"].is_valid()


def test_a_company_that_is_registered_finds_its_registration_and_materials(client, world, people):
    event, slug = world.event, world.event.slug
    Material.objects.create(event=event, title="Für Gäste", address="https://werkspur.example/", audience="registered")
    mine = world.register(company=people.anna.companies[0], size=2)
    page = text(signed_in(people.anna).get(f"/foren/{slug}/"))
    assert "Ihr Betrieb ist mit 2 Personen angemeldet." in page
    assert f"/foren/meine/{mine.uid}/" in page
    assert "Für Gäste" in page
    other = text(signed_in(people.clara).get(f"/foren/{slug}/"))
    assert "Ihr Betrieb ist" not in other
    assert "Für Gäste" not in other


def test_the_way_into_an_online_event_is_shown_nowhere(client, world):
    secret = "https://video.example/raum-4711"
    Event.objects.update(form=Event.Form.BOTH, online_url=secret)
    slug = world.event.slug
    for path in (f"/foren/{slug}/", f"/foren/{slug}/termin.ics", "/foren/kalender/alle.ics", "/foren/feed/alle.atom"):
        assert secret not in text(client.get(path)), path
    assert "Den Zugang bekommen Sie mit der Anmeldung." in text(client.get(f"/foren/{slug}/"))


def test_times_of_the_double_hour_are_told_apart_under_their_day(client, world):
    night = datetime(2026, 10, 24, 20, tzinfo=UTC)  # 22:00; at 3:00 the clock goes back to 2:00
    event = world.another(start=night, end=night + 8 * HOUR)
    for hours, title in ((0, "Anfang"), (4.5, "Erstes halb drei"), (5.5, "Zweites halb drei")):
        AgendaItem.objects.create(event=event, starts=night + hours * HOUR, title=title)
    page = client.get(f"/foren/{event.slug}/")
    days = [(f"{day:%d.%m.}", [item.title for item in items]) for day, items in page.context["programme"]]
    assert days == [("24.10.", ["Anfang"]), ("25.10.", ["Erstes halb drei", "Zweites halb drei"])]
    assert "2:30 Sommerzeit" in text(page)
    assert "2:30 Winterzeit" in text(page)


def test_script_in_a_biography_is_text(client, world):
    item = AgendaItem.objects.create(event=world.event, starts=START, title="Vortrag <b>fett</b>")
    item.speakers.add(Speaker.objects.create(role="Beratung", biography="<script>alert(1)</script>"))
    page = text(client.get(f"/foren/{world.event.slug}/"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>fett" not in page


def test_the_search_finds_events_by_title_place_and_agenda(world, people):
    AgendaItem.objects.create(event=world.event, starts=START, title="Bewegungsmelder im Prüfstand")
    world.another(title="Entwurf zum Prüfstand", state="draft", announced_at=None)
    search = "/finden/?q="
    assert [hit.title for hit in signed_in(people.anna).get(f"{search}prufstand").context["hits"]] == [
        world.event.title
    ]
    assert "Entwurf zum Prüfstand" in [hit.title for hit in signed_in(people.kai).get(f"{search}prüf").context["hits"]]


def test_the_start_page_shows_the_next_and_offers_a_seat(client, world):
    world.another(title="Fällt aus", state="cancelled", start=NOW + HOUR)
    page = client.get("/")
    assert world.event.title in text(page)
    assert "Fällt aus" not in text(page)
    assert [offer.title for offer in page.context["offers"]][-1] == "Zum Forum anmelden"
    Event.objects.update(state="closed")
    assert "Nächste Foren" not in text(client.get("/"))


def test_a_longer_list_asks_no_more_and_says_what_each_page_says(world, django_assert_max_num_queries):
    Event.objects.filter(pk=world.event.pk).update(seats=3)
    full, soon = world.another(seats=2), world.another(seats=4, start=NOW + 5 * HOUR, end=NOW + 7 * HOUR)
    both = world.another(seats=2, form="both")
    world.register(size=2)
    world.register(full, size=2)
    world.register(full, size=1, state="waiting", waiting_since=NOW)
    world.register(soon, size=3)
    world.register(soon, size=2, state="waiting", waiting_since=NOW)
    world.register(both, size=2, online=True)
    for _number in range(9):
        world.another()
    events = list(Event.objects.coming(NOW))
    with django_assert_max_num_queries(2):
        left = seats.left_of_all(events, now=NOW)
    assert left == {event.pk: seats.left(event, now=NOW) for event in events}
    assert [one.seats for one in public.listed(events, now=NOW)] == [seats.words(event, now=NOW) for event in events]


def test_a_biography_with_a_script_is_words_on_the_page_and_ends_no_block_of_data(client, world):
    attack = "Leitet seit 2019.</script><script>alert(1)</script>"
    item = AgendaItem.objects.create(event=world.event, title="Fälle </script>", starts=START)
    item.speakers.add(Speaker.objects.create(role="Beratung </script>", organisation="Polizei", biography=attack))
    Event.objects.filter(pk=world.event.pk).update(summary=attack)
    page = text(client.get(f"/foren/{world.event.slug}/"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page  # nothing of it is lost
    assert len(re.findall(r"<script\b", page)) == len(re.findall(r"</script>", page))
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[0])
    assert attack in json.dumps(data, ensure_ascii=False)
