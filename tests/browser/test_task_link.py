"""After a visit, on a phone without an account: postcode, photo, done; the adviser looks at it and accepts."""

from __future__ import annotations

import pytest

from werkspur.advice.services.recommendations import reminder_link
from werkspur.advice.tests.followed import finished, jpeg, task_of

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_a_photo_from_the_phone_ends_a_task(living, window, pictures):
    visit = finished(living)
    phone = window(width=390)
    phone.goto(reminder_link(visit))
    assert phone.get_by_text("Haupteingang").count() == 0
    phone.get_by_label("Postleitzahl Ihres Betriebs").fill("04103")
    phone.get_by_role("button", name="Aufgaben zeigen").click()
    line = phone.get_by_role("listitem").filter(has_text="Haupteingang durch eine geprüfte Tür")
    line.get_by_role("link", name="Melden").click()
    phone.screenshot(path=pictures / "aufgabe-melden-390.png", full_page=True)
    phone.get_by_label("Foto oder Rechnung").set_input_files(
        {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": jpeg((3000, 4000))}
    )
    phone.get_by_role("button", name="Melden").click()
    phone.get_by_text("Eine Aufgabe ist gemeldet und wird geprüft.").wait_for()

    desk = window(living.peter, width=1280, theme="dark")
    desk.goto("/uebersicht/")
    desk.get_by_role("link", name="Aufgaben prüfen").click()
    desk.get_by_role("link", name="Haupteingang").click()
    photo = desk.get_by_role("img", name="Foto als Nachweis")
    assert photo.evaluate("image => image.decode().then(() => image.naturalHeight)") == 2000
    desk.screenshot(path=pictures / "aufgabe-pruefen-1280-dunkel.png", full_page=True)
    desk.get_by_role("button", name="Als erledigt annehmen").click()
    desk.get_by_text("Nichts zu prüfen").wait_for()
    assert task_of(visit, "B1").state == "accepted"
