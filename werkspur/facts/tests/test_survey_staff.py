"""Chamber staff plan a survey, invite, remind and never learn who answered what."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.people import make_company, make_partner
from werkspur.base import queue
from werkspur.base.models import Mail
from werkspur.facts.models import Invitation, Survey
from werkspur.facts.services import links, sending, surveys
from werkspur.facts.services.answers import take_answer
from werkspur.facts.tests.surveys import SPARED, make_link, make_past, make_survey
from werkspur.journal.models import Entry
from werkspur.partners.models import Company, Partner


def staff(people) -> Client:
    client = Client()
    client.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, survey: Survey) -> str:
    return reverse(f"facts:{name}", args=[survey.uid])


def wanted(**fields):
    today = timezone.localdate()
    return {
        "title": "Diebstahl in Betrieben", "year": today.year, "intro": "", "opens_on": today.isoformat(),
        "closes_on": (today + timedelta(days=28)).isoformat(),
    } | fields  # fmt: skip


def verbs() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("verb", flat=True))


def test_a_survey_keeps_a_copy_of_the_questions(people):
    response = staff(people).post(reverse("facts:survey_new"), wanted())
    survey = Survey.objects.get()

    assert response.headers["Location"] == address("survey_detail", survey)
    assert survey.questions[0]["code"] == "betroffen"
    assert verbs() == ["facts.survey_created"]


def test_a_year_that_is_free_is_proposed_and_no_days_of_another_one(people):
    today, address_new = timezone.localdate(), reverse("facts:survey_new")
    proposed = staff(people).get(address_new).context["form"].initial
    assert (proposed["year"], proposed["opens_on"]) == (today.year, today)

    make_survey()
    proposed = staff(people).get(address_new).context["form"].initial
    assert (proposed["year"], proposed.get("opens_on")) == (today.year + 1, None)


def test_a_second_one_in_a_year_is_refused_and_what_was_typed_stays(people):
    make_survey()

    response = staff(people).post(reverse("facts:survey_new"), wanted(title="Noch eine"))

    assert response.status_code == 422
    assert "gibt es schon eine Umfrage" in response.content.decode()
    assert 'value="Noch eine"' in response.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("closes_on", "2020-01-01"), ("closes_on", "31.02.2026"), ("year", "3000"), ("year", "9" * 400), ("title", " ")],
)
def test_impossible_days_and_years_are_refused(people, field, value):
    response = staff(people).post(reverse("facts:survey_new"), wanted(**{field: value}))

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}


def test_the_last_day_moves_only_while_the_survey_runs(people):
    survey, later = make_survey(), timezone.localdate() + timedelta(days=40)
    staff(people).post(address("survey_edit", survey), wanted(closes_on=later.isoformat()))
    survey.refresh_from_db()
    assert survey.closes_on == later

    over = make_past()
    response = staff(people).post(address("survey_edit", over), wanted(closes_on=later.isoformat()))
    over.refresh_from_db()
    assert response.status_code == 422
    assert over.is_closed


def test_every_company_of_the_chamber_is_invited_once(people):
    survey, client = make_survey(), staff(people)
    other = make_partner("ihk", Partner.Kind.INDUSTRY_CHAMBER)
    make_company("Fremd", chamber=other, email="fremd@werkspur.example")
    make_company("Wartet", state=Company.State.PENDING, verified_at=None, email="wartet@werkspur.example")
    make_company("Ohne Adresse")
    make_company("Mit Adresse", email="buero@werkspur.example")

    client.post(address("survey_invite", survey))
    queue.work_off()
    client.post(address("survey_invite", survey))
    queue.work_off()

    sent = sorted(Mail.objects.values_list("to", flat=True))
    assert sent == sorted(["buero@werkspur.example", people.anna.email, people.clara.email])
    assert verbs() == ["facts.survey_invited"]


def test_the_mail_carries_a_link_that_works(people, client):
    survey = make_survey()
    links.invite_by_mail(survey, by=people.kai)
    queue.work_off()
    mail = Mail.objects.get(to=people.anna.email)
    token = links.token_of(Invitation.objects.get(address=people.anna.email))

    assert f"/umfrage/{token}" in mail.text
    assert client.get(reverse("facts:survey_answer", args=[token])).status_code == 200


def test_sending_goes_on_where_it_broke_off(people, monkeypatch):
    survey = make_survey()
    for number in range(6):
        make_company(f"Betrieb {number}", email=f"b{number}@werkspur.example")
    links.invite_by_mail(survey, by=people.kai)
    count = survey.invitations.count()
    write, calls = sending.mail.write, []

    def breaks(to, **letter):
        calls.append(to)
        if len(calls) == 4:
            raise ConnectionError
        write(to, **letter)

    monkeypatch.setattr(sending.mail, "write", breaks)
    with pytest.raises(ConnectionError):
        sending.send_portion(survey.pk)
    assert Mail.objects.count() == 3
    assert links.unsent(survey) == count - 3

    sending.send_portion(survey.pk)
    assert Mail.objects.count() == count
    assert len(set(Mail.objects.values_list("to", flat=True))) == count


def test_a_long_list_goes_out_in_portions(people, monkeypatch):
    monkeypatch.setattr(sending, "PORTION", 2)
    survey = make_survey()
    for number in range(3):
        make_company(f"Betrieb {number}", email=f"b{number}@werkspur.example")
    links.invite_by_mail(survey, by=people.kai)

    assert queue.work_off() == 3
    assert Mail.objects.count() == 5
    assert not links.unsent(survey)


def test_only_unused_links_are_reminded_of_with_the_same_link_twice_at_most(people):
    survey = make_survey()
    links.invite_by_mail(survey, by=people.kai)
    queue.work_off()
    mine = survey.invitations.get(address=people.anna.email)
    take_answer(links.token_of(mine), values=SPARED)
    Mail.objects.all().delete()

    for _time in range(2):
        assert links.remind(survey, by=people.kai) == 1
        queue.work_off()
        survey.refresh_from_db()
    with pytest.raises(surveys.NotNow, match="Zweimal"):
        links.remind(survey, by=people.kai)

    other = survey.invitations.get(address=people.clara.email)
    assert list(Mail.objects.values_list("to", flat=True)) == [people.clara.email] * 2
    assert all(links.token_of(other) in mail.text for mail in Mail.objects.all())


def test_who_was_invited_after_a_reminder_gets_one_letter(people):
    survey = make_survey()
    links.invite_by_mail(survey, by=people.kai)
    queue.work_off()
    links.remind(survey, by=people.kai)
    queue.work_off()
    make_company("Neu", email="neu@werkspur.example")
    links.invite_by_mail(survey, by=people.kai)
    queue.work_off()

    assert Mail.objects.filter(to="neu@werkspur.example").count() == 1
    assert "Erinnerung" not in Mail.objects.get(to="neu@werkspur.example").subject


def test_before_and_after_its_days_nobody_is_invited(people):
    for survey in (make_survey(since=2), make_past()):
        for verb in (links.invite_by_mail, links.remind):
            with pytest.raises(surveys.NotNow):
                verb(survey, by=people.kai)
    assert not Invitation.objects.exists()


def test_letters_are_a_table_of_addresses_and_the_same_again(people):
    survey, client = make_survey(), staff(people)
    make_company("=Muster", street="Musterweg 9")

    tables = [
        b"".join(client.post(address("survey_letters", survey)).streaming_content).decode("utf-8-sig") for _ in range(2)
    ]
    rows = list(csv.DictReader(io.StringIO(tables[0]), delimiter=";"))

    assert tables[0] == tables[1]
    assert survey.invitations.count() == len(rows) == 3
    assert "'=Muster" in {row["betrieb"] for row in rows}
    assert all("/umfrage/" in row["link"] for row in rows)
    assert len({row["link"] for row in rows}) == 3
    assert verbs() == ["facts.survey_invited", "facts.survey_exported", "facts.survey_exported"]


def test_links_on_paper_belong_to_nobody(people):
    survey, client = make_survey(), staff(people)

    client.post(address("survey_links", survey), {"count": "3"})
    page = client.get(address("survey_links", survey)).content.decode()

    assert survey.invitations.filter(company=None, address="", channel="print").count() == 3
    assert all(links.address_of(one) in page for one in survey.invitations.all())
    assert page.count("<svg viewBox") >= 3


@pytest.mark.parametrize("count", ["0", "-1", "501", "viele", "9" * 400, ""])
def test_an_impossible_number_of_links_is_refused(people, count):
    survey = make_survey()

    response = staff(people).post(address("survey_links", survey), {"count": count})

    assert response.status_code == 422
    assert not survey.invitations.exists()


def test_no_page_tells_who_has_answered(people):
    survey, client = make_survey(), staff(people)
    links.invite_by_mail(survey, by=people.kai)
    queue.work_off()
    mine = survey.invitations.get(address=people.anna.email)
    take_answer(links.token_of(mine), values=SPARED)
    company = Company.objects.get(pk=people.anna.company_ids[0])

    for name in ("survey_detail", "survey_links", "survey_results", "survey_preview"):
        page = client.get(address(name, survey)).content.decode()
        assert company.name not in page, name
        assert people.anna.email not in page, name


def test_company_and_address_are_deleted_after_the_close(people):
    over, running = make_past(), make_survey()
    company = Company.objects.get(pk=people.anna.company_ids[0])
    for survey in (over, running):
        make_link(survey, company=company, address="buero@werkspur.example", channel="mail")

    assert surveys.forget_addresses(timezone.localdate()) == 1
    assert surveys.forget_addresses(timezone.localdate()) == 0
    assert over.invitations.get().company is None
    assert over.invitations.get().address == ""
    assert running.invitations.get().company == company


def test_deleting_only_before_links_are_out(people):
    survey, client = make_survey(), staff(people)
    make_link(survey)
    client.post(address("survey_delete", survey))
    assert Survey.objects.filter(pk=survey.pk).exists()

    survey.invitations.all().delete()
    client.post(address("survey_delete", survey))
    assert not Survey.objects.exists()
    assert verbs() == ["facts.survey_deleted"]
