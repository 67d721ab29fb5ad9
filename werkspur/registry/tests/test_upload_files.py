"""Uploaded files go with what they belong to, and when their time is over."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from tests.people import People, make_item
from werkspur.base.orphans import delete_orphans
from werkspur.registry import services
from werkspur.registry.models import ImportSession, Item
from werkspur.registry.services.imports import discard
from werkspur.registry.tests.pictures import jpeg
from werkspur.registry.tests.tables import HEADINGS, committed, judged, xlsx

pytestmark = pytest.mark.django_db


def lying_about(name: str, *, days: int) -> Path:
    path: Path = settings.MEDIA_ROOT / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    old = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(path, (old, old))
    return path


def test_a_file_without_a_row_goes_after_two_days(people: People) -> None:
    kept = services.add_photo(make_item(owner=people.anna), upload=ContentFile(jpeg(), name="a.jpg"), by=people.anna)
    for name in (kept.file.name, kept.thumbnail.name):
        lying_about(name, days=9)
    old, young = lying_about("photos/2026/01/alt.jpg", days=9), lying_about("photos/2026/01/jung.jpg", days=0)
    foreign = lying_about("anderes/2026/01/fremd.jpg", days=9)
    assert delete_orphans(timezone.now().date() - timedelta(days=2)) == 1
    assert not old.exists()
    assert all(path.exists() for path in (young, foreign, Path(kept.file.path), Path(kept.thumbnail.path)))


TABLE = xlsx(HEADINGS, ("Bohrhammer", "Kesto", "BH 36", "K-7719-203", "Lager"))


def test_a_table_nobody_took_over_goes_after_ninety_days(
    people: People, django_capture_on_commit_callbacks: Any
) -> None:
    session = judged(TABLE, by=people.anna)
    path, today = Path(session.file.path), timezone.now().date()
    assert discard.forget_unfinished(today) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert discard.forget_unfinished(today + timedelta(days=1)) == 1
    assert not ImportSession.objects.exists()
    assert not path.exists()


def test_the_file_of_a_table_taken_over_goes_its_rows_and_items_stay(
    client: Client, people: People, django_capture_on_commit_callbacks: Any
) -> None:
    session = committed(TABLE, by=people.anna)
    path, tomorrow = Path(session.file.path), timezone.now().date() + timedelta(days=1)
    assert discard.forget_unfinished(tomorrow) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert discard.forget_files(tomorrow) == 1
    assert not path.exists()
    assert session.rows.count() == Item.objects.count() == 1
    assert discard.forget_files(tomorrow) == 0
    client.force_login(people.anna)
    assert client.get(f"/gegenstaende/einlesen/{session.uid}/datei/").status_code == 404
    assert "Hochgeladene Datei" not in client.get(f"/gegenstaende/einlesen/{session.uid}/").content.decode()


def test_files_are_for_their_owner_only(people: People) -> None:
    kept = services.add_photo(make_item(owner=people.anna), upload=ContentFile(jpeg(), name="a.jpg"), by=people.anna)
    for path in (Path(kept.file.path), Path(judged(TABLE, by=people.anna).file.path)):
        assert path.stat().st_mode & 0o077 == 0
