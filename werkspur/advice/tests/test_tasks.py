"""What a visit recommends becomes tasks: reported with a proof, accepted or asked back, declined and taken up again."""

from __future__ import annotations

import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from werkspur.advice.models import Proof, Recommendation, SelfCheck
from werkspur.advice.queries.tasks import open_tasks
from werkspur.advice.services import proofs
from werkspur.advice.services.recommendations import contents_of, draw_up
from werkspur.advice.tests.booked import signed_in, text
from werkspur.advice.tests.followed import PDF, finished, jpeg, task_of, visit_world
from werkspur.base.models import Mail
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db

#: packed, and with a checksum that is wrong in the test, which programs show all the same
SCRIPT = zlib.compress(b"<</S/JavaScript/JS(app.alert)>>")
REPORTED = "Ein Betrieb meldet etwas als erledigt"


@pytest.fixture
def visit(people):
    return finished(people)


def report(client, task, **data):
    return client.post(f"/beratung/aufgaben/{task.uid}/melden/", {"text": ""} | data, follow=True)


def step(client, task, name, **other):
    return client.post(f"/beratung/aufgaben/{task.uid}/schritt/", {"schritt": name} | other, follow=True)


def state(task) -> str:
    return Recommendation.objects.get(pk=task.pk).state


def invoice(content: bytes = PDF, name: str = "rechnung.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_only_what_is_less_than_fulfilled_becomes_a_task_and_what_is_free_comes_first(people, visit):
    assert [task.item.key for task in open_tasks(visit)] == ["B7", "B1", "B3"]
    assert draw_up(visit=visit, by=people.peter) == list(visit.recommendations.all())
    task = task_of(visit, "B1")
    assert contents_of(task).text == task.item.advice
    assert task.item.advice.encode() not in bytes(task.sealed)


def test_the_list_shows_what_to_do_to_the_company_only(people, visit):
    shown = text(signed_in(people.ben).get("/beratung/aufgaben/"))
    assert shown.index("Jede Tür zum Schluss abschließen") < shown.index("Haupteingang durch eine geprüfte Tür")
    assert "sofort, ohne Kosten" in shown
    assert "Noch keine Aufgaben" in text(signed_in(people.clara).get("/beratung/aufgaben/"))
    task = task_of(visit, "B1")
    for stranger in (people.clara, people.kai, people.paula, people.otto, people.dora):
        assert signed_in(stranger).get(f"/beratung/aufgaben/{task.uid}/").status_code == 404
    assert signed_in(people.peter).get(f"/beratung/aufgaben/{task.uid}/").status_code == 200


def test_who_advises_no_more_sees_neither_tasks_nor_what_was_handed_over(people, visit):
    task = task_of(visit, "B1")
    check = SelfCheck.objects.create(company=visit.company, version=visit.version, profiles="W")
    assert SelfCheck.objects.visible_to(people.peter).filter(pk=check.pk).exists()
    people.peter.roles.all().delete()
    people.peter.forget_roles()
    assert signed_in(people.peter).get(f"/beratung/aufgaben/{task.uid}/").status_code == 404
    assert step(signed_in(people.peter), task, "annehmen").status_code == 404
    assert not SelfCheck.objects.visible_to(people.peter).exists()


def test_date_and_responsible_are_kept_and_the_list_sorts_by_them(people, visit):
    anna, task = signed_in(people.anna), task_of(visit, "B3")
    for _click in range(2):
        anna.post(f"/beratung/aufgaben/{task.uid}/planen/", {"due": "01.03.2020", "responsible": "Kim\u200b Muster"})

    task.refresh_from_db()
    assert contents_of(task).responsible == "Kim Muster"
    assert b"Muster" not in bytes(task.sealed)
    assert Entry.objects.filter(verb="advice.task_planned").count() == 1
    shown = text(anna.get("/beratung/aufgaben/?sortierung=bis"))
    assert "überfällig" in shown
    assert shown.index("Schutzbeschlag") < shown.index("Jede Tür zum Schluss")
    wrong = text(anna.post(f"/beratung/aufgaben/{task.uid}/planen/", {"due": "31.02.2027", "responsible": "Lager"}))
    assert "Das ist kein Datum." in wrong
    assert 'value="Lager"' in wrong


def test_the_table_for_a_spreadsheet_holds_no_formula(people, visit):
    anna, task = signed_in(people.anna), task_of(visit, "B3")
    anna.post(f"/beratung/aufgaben/{task.uid}/planen/", {"due": "", "responsible": "=1+1"})
    table = anna.get("/beratung/aufgaben/liste.csv?stand=alle").content.decode("utf-8-sig")

    assert len(table.splitlines()) == 4
    assert ";'=1+1;" in table


def test_a_report_with_an_invoice_is_accepted_and_the_company_hears_it_once(people, visit):
    task = task_of(visit, "B1")
    page = report(signed_in(people.anna), task, text="Neue Tür seit gestern", file=invoice())
    assert "Gemeldet." in text(page)
    letter = Mail.objects.get(subject=REPORTED, to=visit.adviser.email)
    for secret in (visit.company.name, "Tür", "B1"):
        assert secret not in letter.text

    peter = signed_in(people.peter)
    assert visit.company.name in text(peter.get("/beratung/aufgaben/pruefen/"))
    before = Mail.objects.count()
    for _click in range(2):
        step(peter, task, "annehmen", weiter="pruefen")
    assert state(task) == "accepted"
    assert Mail.objects.count() == before + 1
    assert Mail.objects.latest("pk").to == people.anna.email
    assert "Nichts zu prüfen" in text(peter.get("/beratung/aufgaben/pruefen/"))
    assert "Daran ändert sich nichts mehr" in text(report(signed_in(people.anna), task, text="Noch etwas"))
    step(peter, task, "oeffnen")
    assert state(task) == "reported"


def test_several_reports_are_one_letter_to_each_side(people, visit):
    anna, peter = signed_in(people.anna), signed_in(people.peter)
    keys = ("B1", "B3", "B7")
    for key in keys:
        report(anna, task_of(visit, key), text="Erledigt")
    assert Mail.objects.filter(subject=REPORTED).count() == 1
    for key in keys:
        step(peter, task_of(visit, key), "annehmen")

    assert Mail.objects.filter(subject="Die Beratung hat Ihre Meldungen geprüft").count() == 1


def test_the_adviser_asks_back_with_a_sentence_that_no_mail_carries(people, visit):
    anna, peter, task = signed_in(people.anna), signed_in(people.peter), task_of(visit, "B1")
    address = f"/beratung/aufgaben/{task.uid}/rueckfrage/"
    assert "muss sie erst gemeldet sein" in text(peter.post(address, {"sentence": "Welche Klasse?"}, follow=True))
    report(anna, task, text="Neue Tür")
    assert "Diese Angabe fehlt noch." in text(peter.post(address, {"sentence": " \u200b"}))
    for _click in range(2):
        peter.post(address, {"sentence": "Welche Klasse hat sie?"})

    assert state(task) == "asked_back"
    letter = Mail.objects.get(subject="Rückfrage zu einer Aufgabe nach der Beratung")
    assert "Klasse" not in letter.text
    assert "Welche Klasse hat sie?" in text(anna.get(f"/beratung/aufgaben/{task.uid}/"))
    report(anna, task, text="RC 2")
    assert state(task) == "reported"


def test_a_company_declines_with_a_reason_and_takes_it_up_again(people, visit):
    anna, task = signed_in(people.anna), task_of(visit, "B1")
    address = f"/beratung/aufgaben/{task.uid}/ablehnen/"
    assert "Diese Angabe fehlt noch." in text(anna.post(address, {"reason": ""}))
    anna.post(address, {"reason": "Wir ziehen um"})
    assert state(task) == "declined"
    assert "Nehmen Sie sie zuerst wieder auf" in text(report(anna, task, text="Doch getan"))
    assert "Wir ziehen um" in text(signed_in(people.peter).get(f"/beratung/aufgaben/{task.uid}/"))
    step(anna, task, "aufnehmen")
    assert state(task) == "open"


def test_what_was_reported_by_mistake_is_taken_back(people, visit):
    anna, task = signed_in(people.anna), task_of(visit, "B1")
    report(anna, task, text="Fertig")
    step(anna, task, "zurueckziehen")

    assert state(task) == "open"
    assert Entry.objects.filter(verb__startswith="advice.task_").count() == 2


def test_nobody_does_what_is_the_other_sides_to_do(people, visit):
    anna, peter, task = signed_in(people.anna), signed_in(people.peter), task_of(visit, "B1")
    report(anna, task, text="Fertig")
    for client, name in ((anna, "annehmen"), (peter, "zurueckziehen"), (peter, "aufnehmen")):
        assert step(client, task, name).status_code == 404
    assert step(anna, task, "quatsch").status_code == 200
    assert report(peter, task, text="Fertig").status_code == 403
    assert report(signed_in(people.clara), task, text="Fertig").status_code == 404
    assert anna.post(f"/beratung/aufgaben/{task.uid}/rueckfrage/", {"sentence": "?"}).status_code == 403
    assert state(task) == "reported"


def test_a_photo_is_encoded_anew_sealed_on_disk_and_shown_to_both_sides_only(people, visit):
    task = task_of(visit, "B1")
    report(signed_in(people.anna), task, file=invoice(jpeg(), "tuer.jpg"))
    proof = Proof.objects.get()
    with proof.file.open("rb") as file:
        assert b"\xff\xd8\xff" not in file.read()
    address = f"/beratung/aufgaben/{task.uid}/nachweis/{proof.pk}/"
    for reader in (people.anna, people.peter):
        answer = signed_in(reader).get(address)
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Cache-Control"] == "private, no-store"
        assert b"Kamera Muster" not in answer.content
    for stranger in (people.clara, people.kai, people.otto):
        assert signed_in(stranger).get(address).status_code == 404
    other = task_of(visit, "B3")
    assert signed_in(people.anna).get(f"/beratung/aufgaben/{other.uid}/nachweis/{proof.pk}/").status_code == 404


def test_an_invoice_is_only_ever_a_download(people, visit):
    task = task_of(visit, "B1")
    report(signed_in(people.anna), task, file=invoice())
    answer = signed_in(people.peter).get(f"/beratung/aufgaben/{task.uid}/nachweis/{Proof.objects.get().pk}/")

    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "0 Byte"),
        (b"MZ\x90\x00", "kein Foto, das wir lesen"),
        (b"%PDF-1.7\nnur der Anfang", "nicht vollständig"),
        (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/J#53(app.alert)>>"), "führt beim Öffnen"),
        (PDF.replace(b"endobj", b"/Type/ObjStm>>stream\n" + SCRIPT[:-4] + b"0000\nendobj"), "führt beim Öffnen"),
        (PDF[:9] + b"/Type/ObjStm stream\n" * 1_000_000 + PDF[9:], "führt beim Öffnen"),
        (PDF[:9] + b" " * proofs.MOST_BYTES + PDF[9:], "größer als 25 MB"),
    ],
    ids=["empty", "program", "cut", "script", "packed", "crowded", "huge"],
)
def test_a_file_that_cannot_be_taken_is_told_and_the_text_stays(people, visit, content, sentence):
    task = task_of(visit, "B1")
    page = report(signed_in(people.anna), task, text="Neue Tür", file=invoice(content))

    assert sentence in text(page)
    assert "Neue Tür" in text(page)
    assert state(task) == "open"


def test_nothing_at_all_proves_nothing(people, visit):
    page = report(signed_in(people.anna), task_of(visit, "B1"), text=" \u202e ")

    assert "Ein Satz, ein Foto oder eine Rechnung muss dabei sein." in text(page)


def test_the_same_click_twice_is_one_report_and_more_may_follow(people, visit):
    anna, task = signed_in(people.anna), task_of(visit, "B1")
    for _click in range(2):
        report(anna, task, text="Fertig", file=invoice())
    assert Proof.objects.count() == 1
    report(anna, task, text="Und das Foto", file=invoice(jpeg(), "tuer.jpg"))
    assert Proof.objects.count() == 2
    assert Mail.objects.filter(subject=REPORTED).count() == 1


def test_twenty_files_are_enough(people, visit, monkeypatch):
    monkeypatch.setattr("werkspur.advice.services.tasks.MOST_FILES", 1)
    anna, task = signed_in(people.anna), task_of(visit, "B1")
    report(anna, task, file=invoice())

    assert "liegen schon 1 Dateien" in text(report(anna, task, file=invoice(jpeg(), "tuer.jpg")))
    assert Proof.objects.count() == 1


def test_a_later_visit_carries_on_what_it_finds_again(people):
    world = visit_world(people)
    first = finished(people, world, days_ago=200)
    anna, task = signed_in(people.anna), task_of(first, "B1")
    anna.post(f"/beratung/aufgaben/{task.uid}/planen/", {"due": "2027-03-01", "responsible": "Kim Muster"})
    second = finished(people, world, hour=14, answers={"B1": 1, "B7": 3})

    again = task_of(second, "B1")
    assert (str(again.due), contents_of(again).responsible) == ("2027-03-01", "Kim Muster")
    assert state(task) == "carried"
    assert state(task_of(first, "B7")) == "accepted"
    assert "Beim späteren Besuch gesehen." in text(anna.get(f"/beratung/aufgaben/{task_of(first, 'B7').uid}/"))
    assert "geht beim späteren Besuch weiter" in text(report(anna, task, text="Fertig"))
