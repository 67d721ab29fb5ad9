"""Letters in the words of staff: edited, previewed, refused with a sentence, and back to what comes with Werkspur."""

from __future__ import annotations

import pytest
from django.test import Client

from werkspur.advice.models import Letter
from werkspur.advice.services import letter_editing
from werkspur.advice.services.letter_texts import BOOK, PLACEHOLDERS, TEXTS
from werkspur.advice.services.letters import wording
from werkspur.advice.tests.booked import signed_in, text
from werkspur.advice.tests.world import advice_world
from werkspur.base import filling
from werkspur.base.models import Mail
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "/beratung/briefe/confirmed/"
OWN = {"subject": "Wir sehen uns am {day}", "text": "Um {time} Uhr.\n\nOrt: {where}\n\n{day}"}


@pytest.fixture
def kai(people) -> Client:
    return signed_in(people.kai)


@pytest.mark.parametrize("code", TEXTS)
def test_every_letter_that_comes_with_werkspur_can_be_written_and_saved_again(code, people):
    shipped, values = TEXTS[code], BOOK.sample(TEXTS[code])
    BOOK.check(code, subject=str(shipped.subject), text=shipped.text)
    filled = " ".join([*filling.paragraphs(shipped.text, values), filling.fill(str(shipped.subject), values)])

    assert set(shipped.placeholders) <= set(PLACEHOLDERS)
    assert "{" not in filled
    letter_editing.save_letter(code, subject=str(shipped.subject), text=shipped.text, by=people.kai)
    assert not Letter.objects.exists()


def test_the_next_letter_goes_out_in_the_words_of_staff_and_then_in_ours_again(kai, people):
    world = advice_world()
    assert "eigener Text" not in text(kai.get("/beratung/briefe/"))
    kai.post(PAGE, OWN)
    assert "eigener Text" in text(kai.get("/beratung/briefe/"))
    letter = Mail.objects.get(to=world.book(world.slot(9)).email, subject="Wir sehen uns am 01.12.2026")
    assert "Um 09:00 Uhr." in letter.text
    assert "Ort: Borna" in letter.html
    assert "/beratung/meine/" in letter.text

    assert "mitgelieferten Text" in text(kai.get(f"{PAGE}zuruecksetzen/"))
    assert Letter.objects.exists()
    for _click in range(2):
        kai.post(f"{PAGE}zuruecksetzen/")
    assert wording("confirmed") == (str(TEXTS["confirmed"].subject), TEXTS["confirmed"].text)
    verbs = Entry.objects.filter(verb__startswith="advice.letter_").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["advice.letter_changed", "advice.letter_reset"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": "Um {time} Uhr in {where}"}, "Es fehlt {day} (Tag)."),
        (
            {"text": OWN["text"] + " {uhrzeit}"},
            "„{uhrzeit}“ gibt es in diesem Brief nicht. Möglich sind: {day}, {time}",
        ),
        ({"text": OWN["text"] + " {day.__class__}"}, "„{day.__class__}“ gibt es in diesem Brief nicht."),
        ({"text": OWN["text"] + " {reason}"}, "„{reason}“ gibt es in diesem Brief nicht."),
        ({"subject": "Termin {0}"}, "„{0}“ gibt es in diesem Brief nicht."),
        ({"subject": "\u200b\u202e"}, "Diese Angabe fehlt noch."),
        ({"text": " \n\n\u200b"}, "Diese Angabe fehlt noch."),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_sentence_and_what_was_typed_stays(kai, change, sentence):
    response = kai.post(PAGE, OWN | change)
    assert response.status_code == 422
    assert sentence in text(response)
    assert not Letter.objects.exists()
    if "uhrzeit" in change.get("text", ""):
        assert "{uhrzeit}" in text(response).partition("</textarea>")[0]


def test_the_preview_shows_text_and_html_with_a_sample_and_keeps_nothing(kai):
    preview = text(
        kai.post(f"{PAGE}vorschau/", OWN | {"text": OWN["text"] + "\n\n<b>fett</b> & https://werkspur.example"})
    )

    assert "Wir sehen uns am 01.12.2026" in preview
    assert preview.count("Um 10:00 Uhr.") == 2
    assert "<b>fett</b>" not in preview
    assert "&lt;b&gt;fett" in preview
    assert "Es fehlt" in text(kai.post(f"{PAGE}vorschau/", {"subject": "x", "text": "y"}))
    assert "Um 10:00 Uhr." in text(kai.post(PAGE, OWN | {"preview": "1"}))
    assert not Letter.objects.exists()


def test_an_unknown_letter_is_not_there_and_only_chambers_write(kai, people):
    assert kai.get("/beratung/briefe/gibtsnicht/").status_code == 404
    assert kai.post("/beratung/briefe/gibtsnicht/vorschau/").status_code == 404
    assert signed_in(people.peter).post(PAGE, OWN).status_code == 403
    assert not Letter.objects.exists()


def test_what_a_company_types_stays_text_in_every_letter(people):
    world = advice_world()
    Letter.objects.create(code="cancelled", subject="Abgesagt", text="{day} {time} {where} {reason}")
    booking = world.book(world.slot(9))
    from werkspur.advice import services

    services.cancel_booking(booking, by="public", reason="{day.__class__} {topic} <i>", now=booking.confirmed_at)
    letter = Mail.objects.get(to=booking.email, subject="Abgesagt")
    assert "{day.__class__} {topic} <i>" in letter.text
    assert "<i>" not in letter.html
