"""Staff plan events on pages: hosts change, other partners look, everybody else stays outside."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.people import make_partner, make_people
from werkspur.forums.initial_data import load
from werkspur.forums.models import (
    AgendaItem,
    Event,
    EventKind,
    EventSeries,
    EventTask,
    FormQuestion,
    KindStep,
    Room,
    Speaker,
    Venue,
)
from werkspur.forums.tests.world import HOUR, NOW, forum_world

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _now(stand_still):
    stand_still(NOW)


@pytest.fixture
def world():
    soon = (timezone.now() + timedelta(days=30)).replace(hour=17, minute=0, second=0, microsecond=0)
    made = forum_world(start=soon, end=soon + 2 * HOUR)
    made.people = make_people()
    return made


@pytest.fixture
def kai(client, world):
    client.force_login(world.people.kai, backend=BACKEND)
    return client


def url(name, event, *more):
    return reverse(f"forums:{name}", args=[event.uid, *more])


def fields(page, **changes):
    """What a browser sends back from the first form of a page with a title, with some fields changed."""
    form = next(part for part in page.content.decode().split("<form")[1:] if 'name="title"' in part).split("</form")[0]
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, kind = _attribute(tag, "name"), _attribute(tag, "type")
        if name and (kind not in ("checkbox", "radio") or " checked" in tag):
            value = _attribute(tag, "value")
            sent.setdefault(name, []).append(value if kind != "checkbox" else value or "on")
    for tag, text in re.findall(r"(<textarea[^>]*>)\n?(.*?)</textarea>", form, re.DOTALL):
        sent[_attribute(tag, "name")] = [text]
    for name, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form, re.DOTALL):
        sent[name] = re.findall(r'<option value="([^"]*)" selected', options)[:1] or [""]
    return sent | changes


def _attribute(tag, name):
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found.group(1) if found else ""


def test_a_new_event_begins_with_the_texts_of_its_kind_and_becomes_a_draft(kai, world):
    load()
    assert "Kennzeichnungstag" in kai.get(reverse("forums:event_new")).text
    page = kai.get(reverse("forums:event_new") + "?art=vortrag")
    assert "Ein Thema, eine Stunde, Zeit für Fragen." in page.text
    day = (timezone.localdate() + timedelta(days=60)).isoformat()
    sent = fields(page, title="Schlösser", day=day, begins="18:00", ends="19:30", venue=world.venue.pk)
    answer = kai.post(reverse("forums:event_new"), sent, follow=True)

    event = Event.objects.get(title="Schlösser")
    assert answer.redirect_chain == [(url("event_overview", event), 302)]
    assert (event.state, event.seats, list(event.hosts.all())) == ("draft", 40, [world.crafts])
    assert "Das Programm ist leer." in answer.text
    assert event.tasks.count() == 5


def test_a_series_is_made_on_the_same_page(kai, world):
    first = timezone.localdate() + timedelta(days=20)
    page = kai.get(reverse("forums:event_new") + f"?art={world.kind.slug}")
    sent = fields(page, day=first.isoformat(), begins="22:00", ends="1:00", repeat="weekly", policy="next")
    assert "Eine Reihe braucht einen letzten Tag." in kai.post(reverse("forums:event_new"), sent).text
    sent["last"] = (first + timedelta(days=14)).isoformat()
    kai.post(reverse("forums:event_new"), sent)

    series = EventSeries.objects.get()
    assert series.events.count() == 3
    assert "3 Termine kommen noch" in kai.get(reverse("forums:planning_series")).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ends": "16:00", "begins": "18:00"}, "Das Ende liegt nicht nach dem Beginn."),
        ({"day": "1.1.2020"}, "Das liegt in der Vergangenheit."),
        ({"title": "\u200b \u202e"}, "Diese Angabe fehlt noch."),
        ({"hosts": []}, "Diese Angabe fehlt noch."),
        ({"seats": "10", "reserved": "11"}, "Es gibt nur 10 Plätze."),
        ({"seats": "99999999999"}, "kleiner oder gleich"),
        ({"online_url": "javascript:alert(1)"}, "Das ist keine Adresse."),
    ],
)
def test_what_does_not_fit_is_told_and_what_was_typed_stays(kai, world, wrong, sentence):
    day = (timezone.localdate() + timedelta(days=60)).isoformat()
    page = kai.get(reverse("forums:event_new") + f"?art={world.kind.slug}")
    sent = fields(page, day=day, begins="18:00", ends="19:30", summary="Bleibt stehen.") | wrong
    answer = kai.post(reverse("forums:event_new"), sent)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Bleibt stehen." in answer.text
    assert Event.objects.count() == 1


def test_only_what_somebody_changed_is_saved_and_the_quicker_one_is_shown(kai, world):
    page = kai.get(url("event_edit", world.event))
    assert "Nichts geändert." in kai.post(url("event_edit", world.event), fields(page), follow=True).text
    Event.objects.filter(pk=world.event.pk).update(title="Forum Nord", audience="Handel")

    kai.post(url("event_edit", world.event), fields(page, summary="Neu gefasst."))
    event = Event.objects.get()
    assert (event.title, event.audience, event.summary) == ("Forum Nord", "Handel", "Neu gefasst.")

    answer = kai.post(url("event_edit", world.event), fields(page, title="Forum Süd"))
    assert answer.status_code == 422
    assert "Jetzt gilt: Forum Nord." in answer.text
    assert 'value="Forum Süd"' in answer.text
    kai.post(url("event_edit", world.event), fields(answer))
    assert Event.objects.get().title == "Forum Süd"


def test_a_partner_that_is_no_host_looks_and_may_copy_only(kai, world):
    world.event.hosts.set([make_partner("ihk", "industry_chamber")])
    page = kai.get(url("event_overview", world.event))

    assert "Ändern können die Gastgeber." in page.text
    assert "Absagen" not in page.text
    assert kai.get(url("event_agenda", world.event)).status_code == 200
    for name in ("event_edit", "event_cancel", "event_announce", "event_close", "event_remove", "agenda_new"):
        assert kai.get(url(name, world.event)).status_code == 404, name
    assert kai.post(url("task_add", world.event), {"title": "x"}).status_code == 404


def test_announcing_says_what_is_missing_and_refuses_without_a_place(kai, world):
    draft = world.another(state="draft", announced_at=None, venue=None, room=None)
    assert "Das Programm ist leer." in kai.get(url("event_announce", draft)).text
    refused = kai.post(url("event_announce", draft))
    assert (refused.status_code, "Der Ort fehlt." in refused.text) == (422, True)

    Event.objects.filter(pk=draft.pk).update(venue=world.venue)
    assert "öffentlich" in kai.post(url("event_announce", draft), follow=True).text
    assert kai.post(url("event_announce", draft)).status_code == 302
    assert Event.objects.public().filter(pk=draft.pk).exists()


def test_cancelling_asks_first_and_counts_who_is_told(kai, world):
    world.register(size=3)
    page = kai.get(url("event_cancel", world.event))
    assert "für 3 Personen" in page.text
    assert kai.post(url("event_cancel", world.event), {"reason": " "}).status_code == 422
    answer = kai.post(url("event_cancel", world.event), {"reason": "Rohrbruch im Saal"}, follow=True)

    assert "1 Anmeldung bekommt den Grund" in answer.text
    assert Event.objects.get().state == "cancelled"
    assert kai.get(url("event_cancel", world.event)).status_code == 302


def test_the_agenda_is_kept_on_its_pages_and_a_biography_stays_text(kai, world):
    script = "<script>alert(1)</script>"
    speaker = {"role": "Vorsitz", "organisation": "", "name": "", "biography": script}
    assert kai.post(reverse("forums:kept_new", args=["vortragende"]), speaker).status_code == 302
    sent = {"begins": "18:00", "ends": "18:30", "kind": "talk", "title": script, "another": "1",
            "speakers": [Speaker.objects.get().pk]}  # fmt: skip
    begin = timezone.localtime(world.event.start)
    sent |= {"begins": f"{begin:%H:%M}", "ends": f"{begin + HOUR / 2:%H:%M}"}
    assert kai.post(url("agenda_new", world.event), sent).url == url("agenda_new", world.event)
    page = kai.get(url("event_agenda", world.event))

    assert script not in page.text
    assert "Vorsitz" in page.text
    item = AgendaItem.objects.get()
    outside = kai.post(url("agenda_edit", world.event, item.pk), sent | {"begins": "3:00"})
    assert "Die Veranstaltung dauert von" in outside.text
    kai.post(url("agenda_remove", world.event, item.pk))
    assert kai.post(url("agenda_remove", world.event, item.pk)).status_code == 302
    assert not AgendaItem.objects.exists()


def test_a_question_of_the_form_is_kept_on_its_page(kai, world):
    sent = {"label": "Essen Sie mit?", "kind": "yes_no", "choices": "", "order": "10"}
    assert kai.post(url("form_question_new", world.event), sent).status_code == 302
    question = FormQuestion.objects.get()
    wrong = sent | {"label": "Was?", "order": "20", "asked_if": question.pk, "equals": "vielleicht"}
    assert "Möglich sind: ja, nein." in kai.post(url("form_question_new", world.event), wrong).text
    assert "Essen Sie mit?" in kai.get(url("event_edit", world.event)).text
    kai.post(url("form_question_remove", world.event, question.pk))
    assert not FormQuestion.objects.exists()


def test_tasks_are_added_done_and_reopened(kai, world):
    due = timezone.localdate().isoformat()
    for _click in range(2):
        kai.post(url("task_add", world.event), {"title": "Mikrofone bestellen", "due": due})
    task = EventTask.objects.get()
    assert "Mikrofone bestellen" in kai.get(reverse("forums:planning")).text
    kai.post(url("task_check", world.event, task.uid))
    task.refresh_from_db()
    assert task.done_at
    kai.post(url("task_check", world.event, task.uid), {"open": "1"})
    kai.post(url("task_remove", world.event, task.uid))
    assert not EventTask.objects.exists()
    assert kai.post(url("task_add", world.event), {"title": "", "due": "morgen"}).status_code == 422


def test_a_step_of_a_kind_becomes_a_task_of_events_to_come(kai, world):
    sent = {"kind": world.kind.pk, "title": "Raum anfragen", "days": "-10"}
    kai.post(reverse("forums:kept_new", args=["schritte"]), sent)
    step = KindStep.objects.get()
    assert EventTask.objects.get(event=world.event).due == timezone.localdate(world.event.start) - timedelta(days=10)
    kai.post(reverse("forums:kept_edit", args=["schritte", step.pk]), sent | {"days": "-12"})
    assert EventTask.objects.get(event=world.event).days == -12
    kai.post(reverse("forums:kept_remove", args=["schritte", step.pk]))
    assert not EventTask.objects.exists()


def test_what_events_depend_on_is_not_deleted(kai, world):
    for kind, thing in (("arten", world.kind), ("orte", world.venue), ("raeume", world.room)):
        answer = kai.post(reverse("forums:kept_remove", args=[kind, thing.pk]), follow=True)
        assert "Daran hängen Veranstaltungen." in answer.text
    assert (EventKind.objects.count(), Venue.objects.count(), Room.objects.count()) == (1, 1, 1)


def test_every_list_and_form_opens(kai, world):
    for kind in ("arten", "orte", "vortragende"):
        for name in ("kept", "kept_new"):
            assert kai.get(reverse(f"forums:{name}", args=[kind])).status_code == 200
    assert "Großer Saal" in kai.get(reverse("forums:kept_whole", args=["orte", world.venue.pk])).text
    assert kai.get(reverse("forums:kept", args=["unsinn"])).status_code == 404
    assert kai.get(url("event_copy", world.event)).status_code == 200


def test_the_overview_costs_the_same_for_one_event_and_for_many(kai, world, django_assert_max_num_queries):
    for _number in range(8):
        world.register(world.another())
    with django_assert_max_num_queries(30):
        page = kai.get(reverse("forums:planning"))
    assert "1 von 100 Plätzen" in page.text
    assert "Der Raum ist nicht bestätigt." in page.text
    assert "vergangene" in kai.get(reverse("forums:planning") + "?zeit=vorbei&art=unsinn&seite=x").text


def test_a_new_house_knows_kinds_and_loading_again_changes_nothing(db):
    load()
    EventKind.objects.filter(slug="vortrag").update(name="Abendvortrag")
    KindStep.objects.filter(kind__slug="vortrag").first().delete()
    before = KindStep.objects.count()
    load()

    assert KindStep.objects.count() == before
    assert EventKind.objects.get(slug="vortrag").name == "Abendvortrag"
    assert not EventKind.objects.filter(steps=None).exists()


def test_of_an_event_that_is_over_only_what_came_of_it_is_asked(kai, world):
    past = world.another(start=world.event.start - timedelta(days=60), end=world.event.end - timedelta(days=60))
    page = kai.get(url("event_edit", past))
    assert "Die Veranstaltung ist vorbei" in page.text
    assert 'name="begins"' not in page.text
    kai.post(url("event_edit", past), fields(page, result="Eine Streife mehr."))
    assert Event.objects.get(pk=past.pk).result == "Eine Streife mehr."
    kai.post(url("event_close", past), {"result": "Eine Streife mehr."})
    assert Event.objects.get(pk=past.pk).state == "closed"


def test_a_host_that_leaves_looks_on(kai, world):
    page = kai.get(url("event_edit", world.event))
    answer = kai.post(url("event_edit", world.event), fields(page, hosts=[world.police.pk]), follow=True)
    assert "Ändern können die Gastgeber." in answer.text
