"""A stranger's Baustein: installed with pip beside Werkspur, it has tables, a page, navigation, a tile and hits."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.houses import environment

pytestmark = [pytest.mark.slow, pytest.mark.once]
EXAMPLE = Path(__file__).resolve().parent / "werkspur_hinweise"

VISIT = """
import json
from datetime import date, timedelta
import django
django.setup()
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from werkspur.base.bausteine import all_bausteine
from werkspur.partners.models import Partner
from werkspur_hinweise.models import Notice

empty = Client(headers={"host": "localhost"}).get(reverse("hinweise:notices")).content.decode()
partner = Partner.objects.create(slug="probe", name="Probekammer", short_name="Probekammer", kind=Partner.Kind.POLICE)
today = timezone.localdate()
Notice.objects.create(title="Diebe in Transportern", text="Nachts ausladen.", partner=partner,
                      shown_from=today, shown_to=today + timedelta(days=7))
answer = Client(headers={"host": "localhost"}).get(reverse("hinweise:notices"))
page = answer.content.decode()
ours = next(baustein for baustein in all_bausteine() if baustein.name == "hinweise")
request = RequestFactory().get("/")
print(json.dumps({
    "address": reverse("hinweise:notices"), "status": answer.status_code, "empty": "Zurzeit kein Hinweis" in empty,
    "shown": "Diebe in Transportern" in page and "Probekammer" in page,
    "navigation": page.count('href="/hinweise/"') > 0,
    "tiles": [tile.title for tile in ours.tiles(request)],
    "hits": [hit.title for hit in ours.search("transporter", request)],
    "forgotten": [rule.apply(today + timedelta(days=8)) for rule in ours.retention()],
}))
"""


def test_a_strangers_baustein_joins_by_pip_alone(tables: Path, tmp_path: Path) -> None:
    """Into a house that is there already: only the stranger's own table is missing."""
    (tmp_path / "house").mkdir()
    shutil.copy(tables, tmp_path / "house" / "werkspur.sqlite3")
    target = tmp_path / "packages"
    offline = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    source = shutil.copytree(EXAMPLE, tmp_path / "source")
    pip = [sys.executable, "-m", "pip", "install", "-q", *offline, "--target", str(target), str(source)]
    subprocess.run(pip, check=True, capture_output=True)

    def run(*command: str) -> str:
        variables = environment(tmp_path / "house", PYTHONPATH=str(target)) | {
            "DJANGO_SETTINGS_MODULE": "werkspur.config.settings",
            "WERKSPUR_MODE": "development",
        }
        done = subprocess.run(
            [sys.executable, *command], env=variables, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "no issues" in run("-m", "werkspur", "check")
    assert "hinweise.0001_initial" in run("-m", "werkspur", "migrate")
    assert run("-m", "werkspur", "makemigrations", "--check", "--dry-run", "hinweise").startswith("No changes")
    assert json.loads(run("-c", VISIT)) == {
        "address": "/hinweise/",
        "status": 200,
        "empty": True,
        "shown": True,
        "navigation": True,
        "tiles": ["1 Hinweis der Partner"],
        "hits": ["Diebe in Transportern"],
        "forgotten": [1],
    }
