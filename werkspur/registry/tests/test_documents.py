"""Documents: PDF as it came, always as a download; pictures encoded anew; everything else refused."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.people import People, make_item
from werkspur.registry import services
from werkspur.registry.models import Document, Item
from werkspur.registry.tests.pictures import encoded, jpeg

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF"


def test_an_invoice_proves_the_entry_and_is_a_download(client: Client, people: People) -> None:
    item = make_item(owner=people.anna)
    client.force_login(people.anna)
    upload = SimpleUploadedFile("rechnung-2021.pdf", PDF, content_type="text/html")
    client.post(reverse("registry:document_new", args=[item.uid]), {"document": upload})
    document = item.documents.get()
    assert Item.objects.get().trust == "documented"
    response = client.get(reverse("registry:document", args=[document.uid]))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="rechnung-2021.pdf"'
    assert b"".join(response) == PDF  # type: ignore[arg-type]
    client.force_login(people.clara)
    assert client.get(reverse("registry:document", args=[document.uid])).status_code == 404
    client.force_login(people.ben)
    client.post(reverse("registry:document_remove", args=[document.uid]))
    assert Item.objects.get().trust == "declared"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_of_an_invoice_is_encoded_anew(people: People, kind: str) -> None:
    item = make_item(owner=people.anna)
    document = services.add_document(item, upload=ContentFile(encoded(kind), "r.png"), by=people.anna)
    assert (document.content_type, document.name) == ("image/jpeg", "r.jpg")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "leer"),
        (b"<html><script>alert(1)</script></html>", "weder ein PDF noch ein Bild"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "weder ein PDF noch ein Bild"),
        (b"PK\x03\x04" + bytes(200), "weder ein PDF noch ein Bild"),
        (PDF + bytes(20 * 1024 * 1024), "größer als 20 MB"),
    ],
)
def test_everything_else_gets_a_sentence(client: Client, people: People, content: bytes, sentence: str) -> None:
    item = make_item(owner=people.anna)
    client.force_login(people.anna)
    upload = SimpleUploadedFile("rechnung.pdf", content)
    page = client.post(reverse("registry:document_new", args=[item.uid]), {"document": upload}).content.decode()
    assert sentence in page
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Rechnungen\\2021.PDF", "2021.pdf"),
        ("rech\u202enung\u200b.exe", "rechnung.pdf"),
        ('a"b<c>.pdf', "abc.pdf"),
        ("...", "Dokument.pdf"),
        ("x" * 300 + ".pdf", "x" * 150 + ".pdf"),
    ],
)
def test_names_are_freed_of_folders_and_tricks(people: People, given: str, stored: str) -> None:
    item = make_item(owner=people.anna)
    assert services.add_document(item, upload=ContentFile(PDF), name=given, by=people.anna).name == stored


def test_the_same_document_twice_is_one(people: People) -> None:
    item = make_item(owner=people.anna)
    first, second = (services.add_document(item, upload=ContentFile(jpeg(), "a.jpg"), by=people.anna) for _ in range(2))
    assert first == second
