"""Invitations of the hosts: lists typed and from files, quotas, and the link that registers on a kept seat."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.people import make_people
from werkspur.forums.models import Invitation, Registration
from werkspur.forums.queries import seats as told
from werkspur.forums.queries.invitations import shares
from werkspur.forums.rules.guests import Guest, NoTable, lines_of, read_guests
from werkspur.forums.services import invitations, registrations, seats
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.forums.tests.registered import come, letters_to, people, token_of
from werkspur.forums.tests.world import HOUR, NOW, forum_world

SHEET = (
    "Firma;Ansprechpartner;E-Mail-Adresse;Anzahl\n"
    "Muster & Söhne;Büro;eins@werkspur.example;2\n;;zwei@werkspur.example;\n"
)


def test_a_typed_list_with_what_is_wrong_in_its_line():
    text = "eins@werkspur.example; Muster GmbH; 2\n\nkeine Adresse\nzwei@werkspur.example;;9\nEINS+x@werkspur.example"
    guests, faults = read_guests(text, most=3)

    assert guests == [Guest(line=1, email="eins@werkspur.example", company_name="Muster GmbH", seats=2)]
    assert [(one.line, one.code, one.first) for one in faults] == [(3, "address", 0), (4, "seats", 0), (5, "twice", 1)]
    assert read_guests("\n".join(f"a{n}@b.example" for n in range(301)), most=1)[1][0].code == "many"


@pytest.mark.parametrize(
    "data",
    [SHEET.encode(), SHEET.encode("utf-8-sig"), SHEET.encode("cp1252"), SHEET.replace(";", "\t").encode(),
     SHEET.replace(";", ",").encode()],
    ids=["utf-8", "with a mark", "windows", "tabs", "commas"],
)  # fmt: skip
def test_a_table_from_any_spreadsheet_becomes_the_same_lines(data):
    guests, faults = read_guests(lines_of(data), most=3)
    assert faults == []
    assert [(one.email, one.company_name, one.seats) for one in guests] == [
        ("eins@werkspur.example", "Muster & Söhne", 2), ("zwei@werkspur.example", "", 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"  \n", "empty"), (b"PK\x03\x04\0\0", "binary"), (b"x" * 300_000, "big")],
    ids=["0 bytes", "blank", "xlsx", "huge"],
)
def test_what_is_no_table_is_told_apart(data, code):
    with pytest.raises(NoTable) as refused:
        lines_of(data)
    assert refused.value.code == code


@pytest.fixture
def world(db):
    return forum_world(seats=4, reserved=3)


@pytest.fixture
def team(world):
    return make_people()


def ask(world, *names, seats=1, host=None, by="system"):
    guests = [Guest(line=1, email=f"{name}@werkspur.example", seats=seats) for name in names]
    return invitations.invite(world.event, partner=host or world.crafts, guests=guests, by=by, now=NOW)


def answer(name: str, *, size: int = 1) -> Registration:
    one = invitations.find_invitation(token_of(name, "einladung"))
    details = {"email": one.email, "company_name": name}
    values = {"people": people(size), "details": details, "via": "invited", "by": "public"}
    return registrations.register(event=one.event, invitation=one, now=NOW + HOUR, **values)[0]


def test_who_is_invited_comes_at_once_on_a_kept_seat(world):
    assert ask(world, "gast", seats=2) == (1, 0)
    one = answer("gast", size=2)

    assert (one.state, one.reserved, one.via) == ("confirmed", True, "invited")
    assert told.left(world.event, now=NOW) == 1
    assert Invitation.objects.get().state == "accepted"
    assert letters_to("gast")[0].startswith("Einladung")


def test_each_host_gives_away_its_own_quota_and_then_the_seats_of_everybody(world, team):
    for host, count in ((world.crafts, 1), (world.police, 2)):
        invitations.set_quota(world.event, partner=host, seats_given=count, by=team.kai)
    ask(world, "eins", "zwei", "drei"), ask(world, "polizei", host=world.police)

    assert [(answer(name).state, answer_reserved(name)) for name in ("eins", "zwei", "drei", "polizei")] == [
        ("confirmed", True), ("confirmed", False), ("waiting", False), ("confirmed", True)
    ]  # fmt: skip
    given = [(one.given, one.taken, one.left) for one in shares(world.event, now=NOW)]
    assert given == [(1, 1, 0), (2, 1, 1), (0, 0, 0)]


def answer_reserved(name: str) -> bool:
    return Registration.objects.get(email=f"{name}@werkspur.example").reserved


def test_no_more_is_promised_than_is_kept_and_nothing_taken_back_that_is_given(world, team):
    invitations.set_quota(world.event, partner=world.crafts, seats_given=3, by=team.kai)
    with pytest.raises(RegistrationRefused, match="anderen zugesagt 3"):
        invitations.set_quota(world.event, partner=world.police, seats_given=1, by=team.kai)
    ask(world, "gast")
    answer("gast")
    with pytest.raises(RegistrationRefused, match="schon 1"):
        invitations.set_quota(world.event, partner=world.crafts, seats_given=0, by=team.kai)
    with pytest.raises(RegistrationRefused, match="mindestens 3"):
        seats.set_seats(world.event, seats=4, reserved=2, by=team.kai, now=NOW)


def test_nobody_is_invited_twice_whoever_asks(world):
    come(world.event, "kommt")
    assert ask(world, "gast", "kommt") == (1, 1)
    assert ask(world, "gast", host=world.police) == (0, 1)


def test_a_withdrawn_link_is_dead_and_a_new_one_kills_the_old(world, team):
    ask(world, "gast")
    old = token_of("gast", "einladung")
    invitations.invite_again(Invitation.objects.get(), by=team.kai, now=NOW)
    new = token_of("gast", "einladung")
    with pytest.raises(RegistrationRefused):
        invitations.find_invitation(old)
    invitations.decline(new)
    assert answer("gast").state == "confirmed", "whoever declined may change their mind"

    ask(world, "fort")
    gone = Invitation.objects.get(email="fort@werkspur.example")
    invitations.withdraw_invitation(gone, by=team.kai)
    with pytest.raises(RegistrationRefused):
        invitations.find_invitation(token_of("fort", "einladung"))


def test_a_file_comes_into_the_field_first_and_goes_out_with_the_second_click(world, team, client):
    client.force_login(team.kai, backend="django.contrib.auth.backends.ModelBackend")
    page = reverse("forums:invitations_new", args=[world.event.uid])
    world.event.start = timezone.now() + 48 * HOUR
    world.event.end = world.event.start + HOUR
    world.event.save()
    file = SimpleUploadedFile("gaeste.csv", SHEET.encode())
    loaded = client.post(page, {"partner": world.crafts.pk, "guests": "drei@werkspur.example", "file": file})

    lines = loaded.context["form"].initial["guests"]
    assert lines.splitlines() == [
        "drei@werkspur.example", "eins@werkspur.example; Muster & Söhne; 2", "zwei@werkspur.example"
    ]  # fmt: skip
    assert not Invitation.objects.exists()

    wrong = client.post(page, {"partner": world.crafts.pk, "guests": lines + "\nniemand"})
    assert (wrong.status_code, Invitation.objects.count()) == (422, 0)
    assert "Zeile 4: Am Anfang fehlt eine E-Mail-Adresse." in wrong.content.decode()
    assert "zwei@werkspur.example\nniemand" in wrong.content.decode()

    client.post(page, {"partner": world.crafts.pk, "guests": lines})
    assert Invitation.objects.count() == 3
    foreign = client.post(page, {"partner": world.police.pk, "guests": "vier@werkspur.example"})
    assert foreign.status_code == 422
