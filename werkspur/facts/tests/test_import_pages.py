"""Chamber staff brings figures, reads what was found, and a second person lets them hold."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.people import make_partner, make_person
from werkspur.base import queue
from werkspur.base.bausteine import all_bausteine
from werkspur.facts.models import Figure, Import
from werkspur.facts.services import uploads
from werkspur.facts.tests import made
from werkspur.journal.models import Entry
from werkspur.partners.models import Partner, Role

pytestmark = pytest.mark.django_db

FILE = made.districts(
    made.district(),
    made.district("****00", cases="29,348", attempts="2,000", cleared="7,000", clearance="23.9"),
)


@pytest.fixture
def kai(client, people):
    client.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    return people.kai


@pytest.fixture
def kira(people):
    """Somebody of the other chamber."""
    return make_person("kira", role=Role.Kind.CHAMBER, partner=make_partner("ihk", Partner.Kind.INDUSTRY_CHAMBER))


def sign_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")


def upload(client, *files: tuple[str, bytes], follow: bool = True, **fields):
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(reverse("facts:import_new"), {"tables": sent, **fields}, follow=follow)


def page(client, one: Import) -> str:
    return client.get(reverse("facts:import_detail", args=[one.uid])).content.decode()


def post(client, name: str, one: Import, **fields) -> str:
    return client.post(reverse(f"facts:{name}", args=[one.uid]), fields, follow=True).content.decode()


def holding(key: str = "------", area: str = "14713", year: int = 2023) -> int | None:
    return Figure.objects.holding().filter(area=area, offence=key, year=year).values_list("cases", flat=True).first()


class TestBringing:
    def test_a_small_file_is_read_at_once_and_nothing_is_published(self, client, kai):
        answer = upload(client, ("kreise 2023.csv", FILE))
        one = Import.objects.get()
        assert answer.redirect_chain[-1][0] == reverse("facts:import_detail", args=[one.uid])
        assert (one.state, one.by, holding()) == ("checked", kai, None)
        assert "Kreise 2023" in answer.content.decode()

    def test_the_same_file_once_more_leads_to_the_same_import(self, client, kai):
        upload(client, ("kreise 2023.csv", FILE))
        upload(client, ("noch einmal.csv", FILE))
        assert Import.objects.count() == 1

    def test_an_archive_of_two_years_waits_for_the_worker_and_tells_how_far_it_is(self, client, kai):
        data = made.archive(a_2022=FILE, b_2023=FILE)
        answer = upload(client, ("alle.zip", data))
        one = Import.objects.get()
        assert one.state == "reading"
        assert "wird gelesen" in answer.content.decode()
        upload(client, ("alle.zip", data))  # a second click, or a reload
        assert Import.objects.count() == 1
        queue.work_off()
        assert [one.title for one in Import.objects.order_by("id")] == ["Kreise 2022", "Kreise 2023"]
        assert "Aus derselben Datei" in page(client, one)

    def test_htmx_is_sent_on_when_the_file_is_read(self, client, kai):
        upload(client, ("kreise 2023.csv", FILE))
        address = reverse("facts:import_detail", args=[Import.objects.get().uid])
        assert client.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == address

    def test_several_files_are_read_by_the_worker(self, client, kai):
        answer = upload(client, ("2022.csv", FILE), ("2023.csv", FILE + b"\r\n"))
        assert "2 Dateien werden gerade gelesen" in answer.content.decode()
        queue.work_off()
        assert [one.state for one in Import.objects.all()] == ["checked", "checked"]
        answer = client.get(reverse("facts:imports"), headers={"HX-Request": "true"})
        assert answer["HX-Refresh"] == "true"

    def test_a_file_that_crashes_the_reading_does_not_wait_for_ever(self, client, kai):
        one = uploads.keep_upload(FILE, name="2023.csv", by=kai, at_once=False)
        one.file.delete(save=True)
        queue.work_off()
        one.refresh_from_db()
        assert one.state == "refused"
        assert "lässt sich nicht lesen" in page(client, one)

    def test_a_year_that_the_file_does_not_tell_is_asked_for(self, client, kai):
        assert "Für welches Jahr gilt sie?" in upload(client, ("kreise.csv", FILE)).content.decode()
        one = Import.objects.get()
        assert "vier Ziffern" in post(client, "import_year", one, year="zwanzig")
        assert "Früher als 1971" in post(client, "import_year", one, year="1492")
        assert "Kreise 2014" in post(client, "import_year", one, year="2014")
        one.refresh_from_db()
        assert (one.state, one.first_year) == ("checked", 2014)
        post(client, "import_year", one, year="2015")  # a second click, with another year
        assert Figure.objects.filter(year=2015).count() == 0

    def test_a_year_may_be_given_with_the_file(self, client, kai):
        upload(client, ("kreise.csv", FILE), year="2016")
        assert Import.objects.get().first_year == 2016
        assert "steht nicht in der Tabelle" in page(client, Import.objects.get())

    def test_the_uploaded_file_can_be_loaded_again(self, client, kai):
        upload(client, ("kreise 2023.csv", FILE))
        answer = client.get(reverse("facts:import_file", args=[Import.objects.get().uid]))
        assert b"".join(answer.streaming_content) == FILE
        assert "attachment" in answer["Content-Disposition"]


def latin_1_read_as_utf_8() -> bytes:
    return made.districts(made.district(name="Görlitz")).decode("utf-8", "replace").encode()


def lying_archive() -> bytes:
    """A ZIP whose first member claims to be small and whose name climbs out of the folder."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("../../../etc/passwd", FILE)
    return kept.getvalue()


class TestBadFiles:
    @pytest.mark.parametrize(
        ("name", "data", "sentence"),
        [
            ("werkzeug 2023.csv", b"name;ort\r\nBohrhammer;Leipzig", "keine Tabelle der Kriminalstatistik"),
            ("2023.csv", FILE[:-40], "bricht ab"),
            ("2023.csv.gz", made.packed(FILE)[:-9], "bricht ab"),
            ("2023.csv", latin_1_read_as_utf_8(), "Umlaute sind zerstört"),
            ("2023.csv", made.districts(made.district(), made.district("ABC")), "Zeile 4: Das ist kein Straftaten"),
            ("2023.csv", made.districts(made.district(), made.district()), "steht schon in Zeile 3"),
            ("2023.csv", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj", "keine Tabelle der Kriminalstatistik"),
            ("2023.csv", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "beschädigt oder keine Tabelle"),
            ("2023.xlsx", made.far_cell("XFD1048576"), "So groß ist keine Tabelle"),
            ("2023.csv", made.districts(made.district(), made.district("****00", cases="29.348")), "mischt Zahlen"),
        ],
    )  # fmt: skip
    def test_a_bad_file_is_refused_with_row_and_reason_and_leaves_nothing(self, client, kai, name, data, sentence):
        upload(client, (name, data))
        queue.work_off()
        one = Import.objects.get()
        assert (one.state, Figure.objects.count()) == ("refused", 0)
        assert sentence in page(client, one)
        assert sentence[:20] in client.get(reverse("facts:imports")).content.decode()

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (made.archive(a_2023=FILE, b_2023=FILE), "zweimal"),
            (made.archive(a_2022=FILE, b_2023=made.districts(made.district(cases="x"))), "keine ganze Zahl"),
            (made.zeros(files=2, each=60 * 1024 * 1024), "größer als 80 MB"),
            (made.archive(a=made.archive(b=b"z")), "beschädigt"),
        ],
    )
    def test_a_bad_archive_is_refused_as_a_whole(self, client, kai, data, sentence):
        upload(client, ("alle.zip", data))
        queue.work_off()
        assert (Import.objects.get().state, Figure.objects.count()) == ("refused", 0)
        assert sentence in page(client, Import.objects.get())

    def test_names_in_an_archive_are_names_and_no_paths(self, client, kai):
        upload(client, ("alle 2023.zip", lying_archive()), year="2023")
        queue.work_off()
        assert Import.objects.get().filename == "passwd"

    def test_an_empty_file_is_said_at_the_field_and_not_kept(self, client, kai):
        answer = upload(client, ("leer.csv", b""), follow=False)
        assert (answer.status_code, Import.objects.count()) == (422, 0)
        assert "leer.csv" in answer.content.decode()

    def test_no_file_at_all(self, client, kai):
        answer = client.post(reverse("facts:import_new"), {"year": "2023"})
        assert "mindestens eine Datei" in answer.content.decode()

    def test_too_much_is_said_in_a_sentence(self, client, kai, settings):
        settings.UPLOAD_LIMIT = 1024 * 1024
        answer = upload(client, ("groß.csv", b"x" * (1024 * 1024 + 200_000)), follow=False)
        assert answer.status_code == 422
        assert "größer als 1 MB" in answer.content.decode()
        assert Import.objects.count() == 0

    def test_a_name_of_other_writing_directions_is_kept_readable(self, client, kai):
        upload(client, ("kreise\u202e2023\u200b.csv", FILE), year="2023")
        assert "\u202e" not in page(client, Import.objects.get())


class TestPublishing:
    @pytest.fixture
    def one(self, client, kai) -> Import:
        upload(client, ("kreise 2023.csv", FILE))
        return Import.objects.get()

    def test_the_first_person_reads_why_there_is_no_button(self, client, one, kira):
        seen = page(client, one)
        assert "Freigeben muss eine zweite Person" in seen
        assert str(kira) in seen
        assert reverse("facts:import_publish", args=[one.uid]) not in seen
        assert "zweite Person" in post(client, "import_publish", one)
        assert holding() is None

    def test_a_colleague_of_the_same_chamber_publishes(self, client, one):
        sign_in(client, make_person("karl", role=Role.Kind.CHAMBER, partner=make_partner()))
        assert "für alle zu sehen" in post(client, "import_publish", one)
        assert holding() == 68377

    def test_the_other_chamber_publishes_too_and_a_second_click_does_nothing(self, client, one, kira):
        sign_in(client, kira)
        post(client, "import_publish", one)
        post(client, "import_publish", one)
        one.refresh_from_db()
        assert (one.state, one.published_by) == ("published", kira)
        assert Entry.objects.filter(verb="facts.import_committed").count() == 1

    @pytest.mark.parametrize("name", ["anna", "paula", "dora", "otto"])
    def test_nobody_else_comes_near(self, client, one, people, name):
        sign_in(client, getattr(people, name))
        for address in ("facts:import_detail", "facts:import_publish", "facts:import_withdraw"):
            assert client.post(reverse(address, args=[one.uid])).status_code == 403
        assert holding() is None

    def test_withdrawing_needs_a_reason_and_can_be_taken_back(self, client, one, kira):
        sign_in(client, kira)
        post(client, "import_publish", one)
        assert "weiß später niemand" in post(client, "import_withdraw", one, reason=" ")
        assert holding() == 68377
        assert "Grund: falsche Fassung" in post(client, "import_withdraw", one, reason="falsche Fassung")
        assert holding() is None
        post(client, "import_bring_back", one)
        assert holding() == 68377

    def test_the_page_tells_what_would_change(self, client, one, kira):
        sign_in(client, kira)
        assert "<b>2</b>neu" in page(client, one)
        post(client, "import_publish", one)
        upload(client, ("kreise 2023.csv", FILE.replace(b"68,377", b"68,400")))
        newer = Import.objects.get(state="checked")
        seen = page(client, newer)
        assert "<b>1</b>geändert" in seen
        assert "68.400" in seen
        answer = client.get(reverse("facts:import_changes", args=[newer.uid]))
        lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert lines[1] == "3;14713;'------;2023;Fälle;68377;68400"

    def test_findings_stand_with_their_row(self, client, kai):
        upload(client, ("kreise 2022.csv", FILE.replace(b"52.6", b"62.5")))
        seen = page(client, Import.objects.get())
        assert "Aufgeklärt sind 52,6 Prozent, in der Tabelle stehen 62,5." in seen
        assert "1 von 2 auffällig" in seen

    def test_the_dashboard_tells_the_second_person_only(self, client, one, kira, rf):
        def told(person) -> list[str]:
            request = rf.get("/")
            request.user, request.company = person, None
            return [tile.title for baustein in all_bausteine() for tile in baustein.tiles(request)]

        assert "Import wartet auf Freigabe" in told(kira)
        assert "Import wartet auf Freigabe" not in told(one.by)

    def test_what_readers_see_names_the_source_of_the_import(self, client, one, kira):
        sign_in(client, kira)
        post(client, "import_publish", one)
        seen = client.get(reverse("facts:overview"), {"gebiet": "14713", "jahr": "2023"}).content.decode()
        assert "29.348" in seen
        assert "Bundeskriminalamt" in seen


class TestList:
    def test_it_is_filtered_by_state_and_text(self, client, kai):
        upload(client, ("kreise 2023.csv", FILE))
        upload(client, ("werkzeug.csv", b"name;ort\nx;y"))
        seen = client.get(reverse("facts:imports"), {"state": "refused"}).content.decode()
        assert "werkzeug.csv" in seen
        assert "kreise 2023.csv" not in seen
        assert "kreise 2023.csv" in client.get(reverse("facts:imports"), {"q": "2023"}).content.decode()
        assert "Nichts passt dazu" in client.get(reverse("facts:imports"), {"q": "Görlitz"}).content.decode()

    def test_bad_wishes_are_no_error(self, client, kai):
        for wish in ({"state": "x"}, {"seite": "10000"}, {"seite": "x"}, {"q": "\u202e" * 200}):
            assert client.get(reverse("facts:imports"), wish).status_code == 200

    def test_a_house_without_imports_says_what_to_do(self, client, kai):
        assert "Noch keine Tabelle eingelesen" in client.get(reverse("facts:imports")).content.decode()
