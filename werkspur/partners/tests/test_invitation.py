"""The life of an invitation: sent, looked at, accepted once; withdrawn, expired, for somebody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tests.people import PASSWORD, People, make_partner
from werkspur.base.models import Mail
from werkspur.partners import services
from werkspur.partners.errors import AlreadyInside, InvitationOver, LastOwner, NotAllowed
from werkspur.partners.models import Company, Invitation, Person, Role

pytestmark = pytest.mark.django_db
NEW = "neu@werkspur.example"


def invite(people: People, email: str = NEW, kind: str = Role.Kind.COMPANY_STAFF) -> str:
    """Invite into anna's company; answers the path of the link in the mail."""
    company = Company.objects.get(pk=people.anna.company_ids[0])
    services.invite_colleague(company, email=email, kind=kind, by=people.anna)
    found = re.search(r"/einladung/[^\s/]+/", Mail.objects.filter(to=email.lower()).latest("id").text)
    assert found
    return found[0]


def test_a_new_colleague_comes_in_by_the_link(client: Client, people: People) -> None:
    link = invite(people)
    page = client.get(link).content.decode()
    assert "Dachdeckerei Muster GmbH" in page
    assert not Person.objects.filter(email=NEW).exists()  # looking changes nothing
    answer = client.post(link, {"name": "Neue Kraft", "password": PASSWORD})
    assert answer.status_code == 302
    person = Person.objects.get(email=NEW)
    assert [role.kind for role in person.current_roles] == [Role.Kind.COMPANY_STAFF]
    assert client.get("/betrieb/").status_code == 200  # signed in, without another confirmation


def test_only_a_hash_of_the_token_is_stored(people: People) -> None:
    token = invite(people).split("/")[2]
    assert len(token) >= 43  # 256 bits, base64
    assert token not in str(Invitation.objects.values())


def test_the_link_works_once(client: Client, people: People) -> None:
    link = invite(people)
    client.post(link, {"name": "Neue Kraft", "password": PASSWORD})
    assert client.get(link).status_code == 410
    assert client.post(link, {"name": "Nochmal", "password": PASSWORD}).status_code == 410
    assert Role.objects.filter(person__email=NEW).count() == 1


@pytest.mark.parametrize(
    "end",
    [
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"withdrawn_at": timezone.now()},
    ],
    ids=["expired", "withdrawn"],
)
def test_an_ended_invitation_says_so(client: Client, people: People, end: dict[str, object]) -> None:
    link = invite(people)
    Invitation.objects.update(**end)
    assert client.get(link).status_code == 410
    with pytest.raises(InvitationOver):
        services.accept_invitation(link.split("/")[2], by=people.otto)


def test_a_guessed_link_says_the_same(client: Client, people: People) -> None:
    assert client.get("/einladung/geraten/").status_code == 410


def test_somebody_else_cannot_use_it(client: Client, people: People) -> None:
    link = invite(people)
    client.force_login(people.otto)
    assert people.otto.email in client.get(link).content.decode()
    client.post(link)
    assert not people.otto.roles.exists()


def test_somebody_with_an_account_signs_in_and_accepts(client: Client, people: People) -> None:
    link = invite(people, email=people.clara.email.upper())
    assert f"/konto/login/?next={link}" in client.get(link).content.decode()
    client.post(link, {"name": "X", "password": PASSWORD})
    assert Person.objects.filter(email__iexact=people.clara.email).count() == 1
    client.force_login(people.clara)
    assert client.post(link).url == "/betrieb/"
    assert people.clara.roles.count() == 2
    assert client.get("/betrieb/").context["company"].name == "Dachdeckerei Muster GmbH"


def test_a_weak_password_is_refused_and_the_name_stays(client: Client, people: People) -> None:
    link = invite(people)
    answer = client.post(link, {"name": "Neue Kraft", "password": "kurz"})
    assert answer.status_code == 422
    assert "Neue Kraft" in answer.content.decode()
    assert not Person.objects.filter(email=NEW).exists()


def test_inviting_again_ends_the_earlier_link(client: Client, people: People) -> None:
    first, second = invite(people), invite(people)
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_only_who_leads_invites(client: Client, people: People) -> None:
    company = Company.objects.get(pk=people.anna.company_ids[0])
    for person in (people.ben, people.clara, people.kai):
        with pytest.raises(NotAllowed):
            services.invite_colleague(company, email=NEW, kind="company_staff", by=person)
    with pytest.raises(NotAllowed):
        services.invite_colleague(company, email=NEW, kind="police_tracing", by=people.anna)
    with pytest.raises(AlreadyInside):
        services.invite_colleague(company, email=people.ben.email, kind="company_staff", by=people.anna)
    client.force_login(people.ben)
    client.post("/betrieb/kollegen/", {"email": NEW, "kind": "company_staff"})
    assert not Invitation.objects.exists()


def test_withdrawing_by_page(client: Client, people: People) -> None:
    link = invite(people)
    pk = Invitation.objects.get().pk
    client.force_login(people.clara)
    assert client.post(f"/betrieb/einladung/{pk}/zurueckziehen/").status_code == 404
    client.force_login(people.anna)
    assert client.post(f"/betrieb/einladung/{pk}/zurueckziehen/").url == "/betrieb/kollegen/"
    client.logout()
    assert client.get(link).status_code == 410


def test_removing_a_colleague_ends_access_at_once(client: Client, people: People) -> None:
    role = people.ben.roles.get()
    client.force_login(people.anna)
    page = f"/betrieb/kollegen/{role.pk}/entfernen/"
    assert client.get(page).status_code == 200
    assert people.ben.roles.exists()
    client.post(page)
    client.force_login(people.ben)
    assert client.get("/betrieb/").status_code == 403


def test_the_last_owner_stays(client: Client, people: People) -> None:
    role = people.anna.roles.get()
    with pytest.raises(LastOwner):
        services.remove_colleague(role, by=people.anna)
    client.force_login(people.anna)
    answer = client.post(f"/betrieb/kollegen/{role.pk}/entfernen/", follow=True)
    assert "Eine Person muss den Betrieb leiten" in answer.content.decode()


def test_a_neighbours_colleague_is_not_there(client: Client, people: People) -> None:
    client.force_login(people.clara)
    assert client.post(f"/betrieb/kollegen/{people.ben.roles.get().pk}/entfernen/").status_code == 404


def test_the_operator_invites_police_and_gets_the_link(
    client: Client, people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("invite", "neu@polizei.example", role="police_tracing", partner="pd")
    link = re.search(r"/einladung/\S+", capsys.readouterr().out)
    assert link
    client.post(link[0], {"name": "Neue Ermittlung", "password": PASSWORD})
    assert Person.objects.get(email="neu@polizei.example").is_police


def test_commands_refuse_what_does_not_fit(people: People) -> None:
    make_partner("ihk", "industry_chamber")
    for options in (
        {"role": "police_tracing", "partner": "ihk"},
        {"role": "chamber", "partner": "pd"},
        {"role": "chamber", "partner": ""},
        {"role": "chamber", "partner": "gibtsnicht"},
    ):
        with pytest.raises(CommandError):
            call_command("invite", NEW, **options)
    with pytest.raises(CommandError):
        call_command("invite", "keine-adresse", role="operator")
    with pytest.raises(CommandError):
        call_command("grant", "niemand@werkspur.example", role="operator")


def test_a_role_is_granted_and_taken(people: People) -> None:
    call_command("grant", people.otto.email.upper(), role="chamber", partner="hwk")
    call_command("grant", people.otto.email, role="chamber", partner="hwk")
    assert people.otto.roles.count() == 1
    call_command("grant", people.otto.email, role="chamber", revoke=True)
    assert not people.otto.roles.exists()


def test_nobody_spreads_letters_by_inviting(client: Client, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("werkspur.partners.services.invitations.MOST_AN_HOUR", 2)
    client.force_login(people.anna)
    for number in range(3):
        answer = client.post("/betrieb/kollegen/", {"email": f"neu{number}@werkspur.example", "kind": "company_staff"})
    assert answer.status_code == 422
    assert "In einer Stunde geht es weiter." in answer.content.decode()
    assert Invitation.objects.count() == 2
