"""Questions of the audience: asked without a name, looked at, wanted by others, owned, answered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.people import make_partner, make_person
from werkspur.base.bausteine import Baustein, Draft, all_bausteine
from werkspur.forums.models import Event, Mailing, Question
from werkspur.forums.queries import questions as told
from werkspur.forums.services import questions
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.tests.afterwards import AFTER
from werkspur.forums.tests.world import NOW, START, forum_world
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db
TEXT = "Was kostet ein Ortungssender?"
DUE = (AFTER + timedelta(days=14)).date()


@pytest.fixture
def world():
    cache.clear()
    return forum_world()


@pytest.fixture
def page(world):
    return reverse("forums:questions", args=[world.event.slug])


def shown(world, **fields) -> Question:
    return Question.objects.create(event=world.event, **({"text": TEXT, "state": "shown"} | fields))


def vote(client, question: Question, word: str = "ja"):
    return client.post(
        reverse("forums:question_vote", args=[question.event.slug, question.uid]), {"stimme": word}
    )  # fmt: skip


def test_a_question_waits_until_a_host_has_seen_it(client, world, page, people):
    Event.objects.filter(pk=world.event.pk).update(start=START + timedelta(days=9000), end=START + timedelta(days=9001))
    assert client.post(page, {"text": "Wer zahlt\u202e <b>das</b>?"}).status_code == 302
    question = Question.objects.get()
    assert (question.text, question.state) == ("Wer zahlt <b>das</b>?", "new")
    assert "Wer zahlt" not in client.get(page).content.decode()
    questions.show(question, by=people.kai)
    assert "Wer zahlt &lt;b&gt;das&lt;/b&gt;?" in client.get(page).content.decode()
    assert "Wer zahlt" not in str(Entry.objects.values_list("object_label", "details"))


@pytest.mark.parametrize(("text", "said"), [("", "fehlt"), ("??\u200b", "Ein Satz"), ("x" * 601, "600")])
def test_what_is_no_question_is_said_at_the_field_and_stays_typed(client, world, page, text, said):
    answer = client.post(page, {"text": text})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert text[:600] in answer.content.decode()
    assert not Question.objects.exists()


def test_the_same_words_twice_are_one_question(world):
    first = questions.ask(world.event, text=TEXT, now=NOW)
    assert questions.ask(world.event, text=TEXT.upper() + "!", now=NOW) == first


@pytest.mark.parametrize("state", ["draft", "cancelled", "closed"])
def test_only_an_announced_event_takes_questions_until_two_weeks_after_it(world, state):
    questions.ask(world.event, text=TEXT, now=world.event.end + told.AFTER)
    with pytest.raises(EventRefused):
        questions.ask(world.event, text="Und danach?", now=world.event.end + told.AFTER + timedelta(seconds=1))
    with pytest.raises(EventRefused, match="keine Fragen"):
        questions.ask(world.another(state=state), text=TEXT, now=NOW)


def test_one_address_cannot_flood_the_house_but_a_hall_behind_one_address_can_ask(client, world, page):
    Event.objects.filter(pk=world.event.pk).update(start=START + timedelta(days=9000), end=START + timedelta(days=9001))
    codes = [client.post(page, {"text": f"Frage {number} aus dem Saal"}).status_code for number in range(61)]
    assert codes == [302] * 60 + [422]


def test_a_vote_counts_once_for_a_browser_and_nobody_is_remembered(client, world):
    question = shown(world)
    answer = vote(client, question)
    assert vote(client, question).status_code == 302
    question.refresh_from_db()
    assert question.votes == 1
    assert answer.cookies.keys() == {"forum-stimmen"}
    assert answer.cookies["forum-stimmen"].value == str(question.uid)[:8]
    assert "Zurücknehmen" in client.get(reverse("forums:questions", args=[world.event.slug])).content.decode()
    vote(client, question, "nein")
    vote(client, question, "nein")
    question.refresh_from_db()
    assert question.votes == 0


def test_hidden_questions_get_no_votes(client, world):
    assert vote(client, shown(world, state="new")).status_code == 404


def test_an_owner_needs_a_day_and_has_to_work_there(world, people):
    question = shown(world)
    for changes, field in (
        ({"owner": world.crafts}, "answer_by"),
        ({"owner": world.crafts, "owner_person": people.peter, "answer_by": DUE}, "owner_person"),
        ({"owner": world.crafts, "answer_by": date(2026, 11, 29)}, "answer_by"),
        ({"owner_person": people.kai}, "owner"),
    ):
        with pytest.raises(EventRefused) as refused:
            questions.keep(Question.objects.get(), changes=changes, by=people.kai, now=NOW)
        assert refused.value.field == field
    kept = questions.keep(
        question, changes={"owner": world.crafts, "owner_person": people.kai, "answer_by": DUE}, by=people.kai, now=NOW
    )  # fmt: skip
    assert told.overdue(told.of_person(people.kai), today=DUE + timedelta(days=1)) == [kept]
    assert not told.of_person(people.peter).exists()


def test_an_answer_is_told_to_who_was_there_the_next_morning_once(world, people):
    first, second = shown(world), shown(world, text="Wer haftet dafür?")
    for question in (first, second):
        kept = questions.keep(question, changes={"answer": "Rund 90 Euro."}, by=people.kai, now=AFTER)
        assert (kept.state, kept.answered_at) == ("answered", AFTER)
    assert Mailing.objects.filter(event=world.event, letter="answer").count() == 1
    again = questions.keep(first, changes={"answer": ""}, by=people.kai, now=AFTER)
    assert (again.state, again.answered_at) == ("shown", None)


def test_an_answer_before_the_event_writes_to_nobody(world, people):
    questions.keep(shown(world), changes={"answer": "Ja."}, by=people.kai, now=NOW)
    assert not Mailing.objects.filter(letter="answer").exists()


def test_two_hosts_at_once_do_not_overwrite_each_other(client, world, people):
    question = shown(world)
    seen = question.updated_at
    questions.keep(question, changes={"answer": "Von der Kammer."}, seen=seen, by=people.kai, now=NOW)
    client.force_login(people.peter, backend="django.contrib.auth.backends.ModelBackend")
    form = {"text": TEXT, "answer": "Von der Polizei.", "seen": seen.isoformat()}
    answer = client.post(reverse("forums:question_edit", args=[question.uid]), form)
    assert answer.status_code == 422
    assert "Jemand anders" in answer.content.decode()
    assert "Von der Polizei." in answer.content.decode()
    question.refresh_from_db()
    assert question.answer == "Von der Kammer."


def test_staff_of_a_partner_that_is_no_host_cannot_touch_them(client, world):
    other = make_person("ina", role="chamber", partner=make_partner("ihk", "industry_chamber"))
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("forums:question_edit", args=[shown(world).uid])).status_code == 404
    assert client.get(reverse("forums:questions_moderate", args=[world.event.uid])).status_code == 404


def test_a_political_question_is_offered_as_a_draft_to_whoever_asks(world):
    """A small consumer: it collects drafts of all Bausteine and keeps each matter once, by its key."""
    shown(world, text="Warum ist der Gewerbehof nachts dunkel?", political=True)
    shown(world, text="Wer verwahrt das?", political=False)
    shown(world, text="Nicht gesichtet, aber politisch?", political=True, state="new")
    stranger = Baustein(name="stranger", label="Fremd", drafts=lambda: [
        Draft(key="stranger.1", title="T", text="T", source="S", url="/", taken=NOW.date())
    ])  # fmt: skip
    kept = {draft.key: draft for _twice in range(2) for one in (*all_bausteine(), stranger) for draft in one.drafts()}
    mine = [draft for key, draft in kept.items() if key.startswith("forums.")]
    assert len(kept) == len(mine) + 1
    assert [one.title for one in mine] == ["Warum ist der Gewerbehof nachts dunkel?"]
    assert world.event.title in mine[0].source
    assert mine[0].url.startswith(f"/foren/{world.event.slug}/fragen/#frage-")
