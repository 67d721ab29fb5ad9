"""The pages of an import as a person uses them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.people import People
from werkspur.base import queue
from werkspur.registry.models import ImportSession, Item
from werkspur.registry.tests.tables import HEADINGS, committed, judged, upload, xlsx

pytestmark = pytest.mark.django_db

LIST = (
    HEADINGS,
    ("Bohrhammer", "Kesto", "BH 36", "K-7719-203", "Lager"),
    ("Laser", "Linea", "L 2", "3,56938E+14", "Lager"),
    ("Leiter", "", "", "", "Lager"),
)
PAGES = (
    "import_rows",
    "import_columns",
    "import_progress",
    "import_undo",
    "import_discard",
    "import_remarks",
    "import_file",
)


@pytest.fixture
def anna(people: People, client: Client) -> Client:
    client.force_login(people.anna)
    return client


def send(client: Client, content: bytes, *, name: str = "liste.xlsx") -> object:
    return client.post(reverse("registry:import_new"), {"file": SimpleUploadedFile(name, content)})


def press(client: Client, session: ImportSession, number: int, *, htmx: bool = False, **data: str) -> object:
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(reverse("registry:import_row", args=[session.uid, number]), data, headers=headers)


def test_from_upload_to_register(anna: Client) -> None:
    response = send(anna, xlsx(*LIST))
    session = ImportSession.objects.get()
    assert response["Location"] == reverse("registry:import_columns", args=[session.uid])
    page = anna.get(response["Location"])
    assert "Seriennummer" in page.content.decode()
    chosen = {f"column-{index}": field for index, field in session.mapping.items()}
    response = anna.post(response["Location"], chosen | {"keep_unknown": "on"})
    assert response["Location"] == reverse("registry:import_rows", args=[session.uid])
    text = " ".join(anna.get(response["Location"]).content.decode().split())
    assert "3 Zeilen gelesen. 1 waren sofort klar, 2 brauchten einen Blick, zwei davon noch." in text
    assert "Excel hat die Nummer gerundet, die letzten Stellen sind verloren." in text
    assert "Kein Kennzeichen. Ohne Nummer kann niemand das Gerät zuordnen." in text
    response = anna.post(reverse("registry:import_commit", args=[session.uid]))
    assert response["Location"] == reverse("registry:import_progress", args=[session.uid])
    assert "Gleich geht es los" in anna.get(response["Location"]).content.decode()
    queue.work_off()
    done = anna.get(response["Location"], headers={"HX-Request": "true"})
    assert done["HX-Redirect"] == reverse("registry:import_rows", args=[session.uid])
    assert [item.name for item in Item.objects.all()] == ["Bohrhammer"]


def test_a_typed_number_that_looks_wrong_is_asked_about_once(anna: Client, people: People) -> None:
    headings = ("Gegenstand", "IMEI")
    session = judged(xlsx(headings, ("Telefon", "3,56938E+14")), by=people.anna)
    page = press(anna, session, 2, action="check", **{"cell-1": "35693803564380"})
    assert page.status_code == 422
    text = page.content.decode()
    assert 'value="35693803564380"' in text
    assert "aria-invalid" in text
    press(anna, session, 2, action="check", **{"cell-1": "35693803564380", "seen-1": "35693803564380"})
    assert session.rows.get().verdict == "new"


def test_a_row_is_swapped_in_place(anna: Client, people: People) -> None:
    session = judged(xlsx(*LIST), by=people.anna)
    page = press(anna, session, 4, htmx=True, action="no_mark").content.decode()
    assert page.count('hx-swap-oob="true"') == 4
    assert 'id="offen" hx-swap-oob="true">eine Zeile<' in page
    assert "1 von 2 Hinweisen erledigt" in " ".join(page.split())
    assert session.rows.get(number=4).verdict == "new"
    press(anna, session, 4, action="reopen")
    assert session.rows.get(number=4).verdict == "incomplete"


def test_columns_that_name_nothing_are_refused(anna: Client, people: People) -> None:
    session = upload(xlsx(*LIST), by=people.anna)
    address = reverse("registry:import_columns", args=[session.uid])
    response = anna.post(address, {f"column-{index}": "note" for index in range(5)})
    assert response.status_code == 422
    assert "Keine Spalte sagt, was für ein Gegenstand es ist." in response.content.decode()
    twice = {f"column-{index}": "name" for index in range(5)}
    assert "können nicht beide" in anna.post(address, twice).content.decode()


def test_an_upload_without_a_file_says_what_is_missing(anna: Client) -> None:
    response = anna.post(reverse("registry:import_new"))
    assert response.status_code == 422
    assert "Wählen Sie die Tabelle aus" in response.content.decode()


def test_a_file_beyond_the_limit_is_not_taken(anna: Client, settings: object) -> None:
    settings.UPLOAD_LIMIT = 1_000_000
    response = send(anna, b"a;b\n" * 500_000, name="gross.csv")
    assert "Die Datei ist größer als" in response.content.decode()
    assert not ImportSession.objects.exists()


@pytest.mark.parametrize("page", PAGES)
def test_another_companys_table_is_not_there(people: People, client: Client, page: str) -> None:
    session = committed(xlsx(*LIST), by=people.anna)
    client.force_login(people.clara)
    assert client.get(reverse(f"registry:{page}", args=[session.uid])).status_code == 404


@pytest.mark.parametrize("page", ["import_commit", "import_undo", "import_discard", "import_accept"])
def test_nor_can_it_be_changed(people: People, client: Client, page: str) -> None:
    session = judged(xlsx(*LIST), by=people.anna)
    client.force_login(people.clara)
    assert client.post(reverse(f"registry:{page}", args=[session.uid])).status_code == 404
    assert press(client, session, 2, action="skip").status_code == 404
    session.refresh_from_db()
    assert session.state == "review"


def test_a_colleague_goes_on_where_somebody_stopped(people: People, client: Client) -> None:
    session = judged(xlsx(*LIST), by=people.anna)
    client.force_login(people.ben)
    assert press(client, session, 4, action="no_mark").status_code == 302
    assert session.rows.get(number=4).verdict == "new"


def test_every_page_opens(anna: Client, people: People) -> None:
    xlsx_bytes = xlsx(*LIST)
    session = committed(xlsx_bytes, by=people.anna)
    for page in ("import_rows", "import_undo", "import_discard", "import_remarks"):
        assert anna.get(reverse(f"registry:{page}", args=[session.uid])).status_code == 200, page
    kept: Any = anna.get(reverse("registry:import_file", args=[session.uid]))
    assert b"".join(kept.streaming_content) == xlsx_bytes
    assert anna.get(reverse("registry:imports")).status_code == 200
    assert "E+14" in anna.get(reverse("registry:import_remarks", args=[session.uid])).content.decode()
    anna.post(reverse("registry:import_undo", args=[session.uid]))
    queue.work_off()
    assert "1 Gerät entfernt" in anna.get(reverse("registry:import_rows", args=[session.uid])).content.decode()
    anna.post(reverse("registry:import_discard", args=[session.uid]))
    assert not ImportSession.objects.exists()


def test_more_rows_than_sqlite_takes_over_at_once(people: People, client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("werkspur.registry.services.imports.start.ROWS_ON_SQLITE", 2)
    client.force_login(people.anna)
    page = send(client, b"Bezeichnung;Seriennummer\nA;4711-1\nB;4711-2\nC;4711-3\n", name="lang.csv").content.decode()
    assert ("Mehr als 2 Zeilen" in page) == (connection.vendor == "sqlite")


def test_a_cell_beyond_every_measure_is_named(people: People, client: Client) -> None:
    client.force_login(people.anna)
    page = send(client, b"Bezeichnung;Seriennummer\nA;" + b"9" * 200_000 + b"\n", name="lang.csv").content.decode()
    assert "Eine Zelle hat mehr als" in page


def test_what_is_typed_behind_a_file_too_large_is_read(people: People, client: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1_000
    client.force_login(people.anna)
    answer = client.post(
        "/gegenstaende/einlesen/neu/", {"file": SimpleUploadedFile("a.csv", b"x" * 90_000), "last": "typed"}
    )
    assert answer.wsgi_request.POST["last"] == "typed"
    assert not answer.wsgi_request.FILES
