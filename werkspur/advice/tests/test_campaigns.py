"""Campaigns: for whom, waves that go out once, who booked, who wants no more letters."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.people import make_company, make_partner, make_region
from werkspur.advice.models import Booking, Campaign, CampaignInvitation, InvitationRefusal
from werkspur.advice.queries import campaigns as told
from werkspur.advice.services import campaigns
from werkspur.advice.services.campaigns import CampaignRefused
from werkspur.advice.tests.booked import details, make_slot, send, signed_in, text
from werkspur.advice.tests.test_booking_race import together
from werkspur.advice.tests.world import NOW, advice_world
from werkspur.base.models import Mail
from werkspur.journal.models import Entry
from werkspur.partners.models import Company, Region, Trade

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return advice_world()


@pytest.fixture
def hairdressers(people):
    """Eight hairdressers in Delitzsch's district; two of them do not take part."""
    trade = Trade.objects.create(slug="friseur", name="Friseure")
    district = make_region("14730", "Nordsachsen")
    states = ["verified"] * 6 + ["pending", "closed"]
    return [
        make_company(f"Salon {number}", trade=trade, region=district, state=state, email=f"s{number}@werkspur.example")
        for number, state in enumerate(states)
    ]


def make_campaign(world, people, **fields):
    trade = fields.pop("trade", None) or Trade.objects.get(slug="friseur")
    values = {
        "title": "Einladung", "text": "Für {betrieb} gibt es Beratung.\n\nKostenlos.", "offer": world.offer,
        "partner": make_partner(), "trade": trade, "wave_size": 5,
    }  # fmt: skip
    return campaigns.keep_campaign(Campaign(**(values | fields)), by=people.kai)


def link(mail: Mail, kind: str) -> str:
    found = re.search(r"/beratung/einladung/[\w-]+/" + ("abbestellen/" if kind == "leave" else r"(?!abb)"), mail.text)
    assert found
    return found.group()


def test_a_chamber_reads_the_exact_number_and_the_police_a_rough_one_before_anything_is_stored(
    world, people, hairdressers
):
    page = "/beratung/aktionen/neu/?gewerk=friseur&gebiet=14730"
    assert "6 Betriebe" in text(signed_in(people.kai).get(page))
    assert "rund 5 Betriebe" in text(signed_in(people.peter).get(page))
    hairdressers[0].state = "closed"
    hairdressers[0].save()
    hairdressers[1].state = "closed"
    hairdressers[1].save()
    assert "4 Betriebe" in text(signed_in(people.kai).get(page))
    assert "weniger als 5 Betriebe" in text(signed_in(people.peter).get(page))
    assert not Campaign.objects.exists()


def test_an_area_reaches_what_lies_in_it_and_a_chamber_only_its_own_members(world, people, hairdressers):
    whole = Region.objects.create(key="14PDL", name="PD Leipzig", level=Region.Level.DIRECTORATE)
    whole.parts.add(Region.objects.get(key="14730"))
    other = make_partner("ihk", "industry_chamber")
    make_company("Fremder Salon", chamber=other, trade=Trade.objects.get(slug="friseur"), region=make_region("14730"))
    trade = Trade.objects.get(slug="friseur")
    # the foreign salon has neither an address nor an owner, so nobody reaches it
    for partner, count in ((make_partner(), 6), (other, 0), (make_partner("pd", "police"), 6)):
        assert told.addressed(partner=partner, trade=trade, region=whole).count() == count
    Company.objects.filter(name="Fremder Salon").update(email="fremd@werkspur.example")
    for partner, count in ((make_partner(), 6), (other, 1), (make_partner("pd", "police"), 7)):
        assert told.addressed(partner=partner, trade=trade, region=whole).count() == count


def test_the_preview_stores_nothing_and_an_unknown_placeholder_is_named(world, people, hairdressers):
    kai, page = signed_in(people.kai), "/beratung/aktionen/neu/?gewerk=friseur"
    data = {"title": "Nach der Serie", "offer": world.offer.pk, "text": "Guten Rat für {betrieb}.", "wave_size": "5"}
    seen = text(kai.post(page, data | {"preview": "1"}))
    assert "Guten Rat für Muster GmbH." in seen
    assert not Campaign.objects.exists()
    assert "{name} kennen wir nicht" in text(kai.post(page, data | {"text": "Für {name}"}))
    assert "mindestens 5 Briefe" in text(kai.post(page, data | {"wave_size": "1"}))
    kai.post(page, data)
    made = Campaign.objects.get()
    assert (made.trade.slug, made.region, made.partner) == ("friseur", None, make_partner())
    assert not Mail.objects.exists()


def test_a_wave_names_its_number_and_goes_out_once(world, people, hairdressers):
    made, kai = make_campaign(world, people), signed_in(people.kai)
    page = f"/beratung/aktionen/{made.uid}/welle/1/"
    assert "An 5 Betriebe verschicken" in text(kai.get(page))
    for _click in range(2):
        kai.post(page)

    assert CampaignInvitation.objects.filter(wave=1).count() == 5
    assert Mail.objects.count() == 5
    assert "Für Salon 0 gibt es Beratung." in Mail.objects.get(to="s0@werkspur.example").text
    assert Entry.objects.filter(verb="advice.campaign_wave_sent").count() == 1
    assert "An 1 Betrieb verschicken" in text(kai.get(f"/beratung/aktionen/{made.uid}/welle/2/"))
    kai.post(f"/beratung/aktionen/{made.uid}/welle/2/")
    assert sorted(Mail.objects.values_list("to", flat=True)) == [f"s{number}@werkspur.example" for number in range(6)]
    with pytest.raises(CampaignRefused, match="eingeladen"):
        campaigns.send_wave(made, wave=3, by=people.kai)


def test_nothing_goes_out_while_it_rests_or_after_its_end_or_out_of_turn(world, people, hairdressers):
    made, kai = make_campaign(world, people), signed_in(people.kai)
    page = f"/beratung/aktionen/{made.uid}/"
    with pytest.raises(CampaignRefused, match="nicht an der Reihe"):
        campaigns.send_wave(made, wave=2, by=people.kai)
    kai.post(f"{page}anhalten/", {"pause": "ja"})
    assert "angehalten" in text(kai.post(f"{page}welle/1/", follow=True))
    kai.post(f"{page}anhalten/", {"pause": "nein"})
    kai.get(f"{page}beenden/")
    kai.post(f"{page}beenden/")
    kai.post(f"{page}welle/1/")
    assert not Mail.objects.exists()
    with pytest.raises(CampaignRefused, match="beendet"):
        campaigns.keep_campaign(made, by=people.kai)


def test_the_link_leads_to_a_booking_that_counts_for_the_campaign(world, people, hairdressers):
    made = make_campaign(world, people)
    campaigns.send_wave(made, wave=1, by=people.kai)
    page, visitor = link(Mail.objects.get(to="s1@werkspur.example"), "book"), Client()
    assert visitor.get(page).headers["Referrer-Policy"] == "no-referrer"
    assert not visitor.session.keys()
    answer = visitor.post(page, {"thema": "tueren"})
    assert answer["Location"] == "/beratung/termin/?thema=tueren"
    send(visitor, make_slot(world), world, email="s1@werkspur.example")

    booking = Booking.objects.get()
    invitation = CampaignInvitation.objects.get(company=hairdressers[1])
    assert invitation.booking == booking
    assert told.funnel(made).booked == 0  # until the click in the mail
    booking.state, booking.held_until = "confirmed", None
    booking.save()
    assert told.funnel(made).booked == 1
    send(visitor, make_slot(world, hours=3), world, email="zweite@werkspur.example")
    invitation.refresh_from_db()
    assert invitation.booking == booking


def test_an_invited_company_that_books_signed_in_counts_too(world, people):
    company = Company.objects.get(pk=people.anna.company_ids[0])
    made = make_campaign(world, people, trade=company.trade)
    campaigns.send_wave(made, wave=1, by=people.kai)
    send(signed_in(people.anna), make_slot(world), world)

    assert CampaignInvitation.objects.get(company=company).booking == Booking.objects.get()
    kai = signed_in(people.kai)
    assert company.name in text(kai.get(f"/beratung/aktionen/{made.uid}/"))
    table = kai.get(f"/beratung/aktionen/{made.uid}/liste.csv").content.decode()
    assert company.name in table
    assert "bestätigt" in table


def test_the_police_read_names_only_of_those_who_booked(world, people, hairdressers):
    made = make_campaign(world, people, partner=make_partner("pd", "police"))
    campaigns.send_wave(made, wave=1, by=people.peter)
    page, peter = f"/beratung/aktionen/{made.uid}/", signed_in(people.peter)
    seen = text(peter.get(page))
    assert "rund 5 Betriebe" in seen
    assert "Salon" not in seen
    assert "Salon" not in peter.get(f"{page}liste.csv").content.decode()
    assert "Salon 0" in text(signed_in(people.kai).get(page))  # a chamber's own member
    booking = world.book(world.slot(9), company=hairdressers[0], now=NOW)
    campaigns.note_booking(booking)
    seen = text(peter.get(page))
    assert "Salon 0" in seen
    assert "Salon 1" not in seen


def test_only_whoever_s_campaign_it_is_sends_and_changes(world, people, hairdressers):
    made = make_campaign(world, people)
    for person, sees in ((people.peter, 200), (people.paula, 403), (people.anna, 403)):
        visitor = signed_in(person)
        assert visitor.get(f"/beratung/aktionen/{made.uid}/").status_code == sees
        assert visitor.post(f"/beratung/aktionen/{made.uid}/welle/1/").status_code == (404 if sees == 200 else 403)
    other = make_campaign(world, people, partner=make_partner("ihk", "industry_chamber"))
    assert signed_in(people.kai).get(f"/beratung/aktionen/{other.uid}/").status_code == 404


def test_whoever_wants_no_more_letters_gets_none_from_any_campaign(world, people, hairdressers):
    first = make_campaign(world, people, wave_size=5)
    campaigns.send_wave(first, wave=1, by=people.kai)
    page, visitor = link(Mail.objects.get(to="s2@werkspur.example"), "leave"), Client()
    for _scanner in range(2):
        visitor.get(page)
    assert not InvitationRefusal.objects.exists()
    for _click in range(2):
        visitor.post(page)
    assert InvitationRefusal.objects.get().company == hairdressers[2]
    assert visitor.get(page.replace("abbestellen/", "")).status_code == 404  # one purpose each

    later = make_campaign(world, people, title="Später", partner=make_partner("pd", "police"), wave_size=20)
    campaigns.send_wave(later, wave=1, by=people.peter)
    assert not Mail.objects.filter(to="s2@werkspur.example", subject="Später").exists()
    assert Mail.objects.filter(subject="Später").count() == 5
    visitor.post(page, {"again": "ja"})
    assert told.addressed(partner=make_partner()).filter(pk=hairdressers[2].pk).exists()


def test_wrong_links_get_one_answer(client):
    for page in ("/beratung/einladung/falsch/", "/beratung/einladung/falsch/abbestellen/"):
        assert client.get(page).status_code == 404
        assert client.post(page).status_code == 404


def test_the_booking_page_works_without_an_invitation(world, client):
    assert client.get(details(make_slot(world))).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_send_one_wave(world, people, hairdressers):
    made = make_campaign(world, people)
    clicks = [lambda: campaigns.send_wave(made, wave=1, by=people.kai) for _click in range(8)]
    assert together(*clicks) == {"won": 8}
    assert CampaignInvitation.objects.filter(campaign=made).count() == Mail.objects.count() == 5
    assert Entry.objects.filter(verb="advice.campaign_wave_sent").count() == 1
