"""What a tablet keeps for the way: complete, and without anybody's data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.people import make_people
from werkspur.advice.tests.booked import signed_in
from werkspur.advice.views import offline
from werkspur.base.offline import SHARED
from werkspur.base.offline import WORKER as WORKER_FILE

pytestmark = pytest.mark.django_db
WORKER, SHELL = "/beratung/besuche/sw.js", "/beratung/besuche/unterwegs/"


def house(client) -> dict[str, object]:
    text = client.get(WORKER).content.decode()
    return json.loads(re.match(r"self\.HOUSE = (.*);\n", text)[1])


def test_every_module_is_kept():
    own, shared = Path(finders.find("advice/visit/app.js")).parent, Path(finders.find(WORKER_FILE)).parent

    assert {path.stem for path in own.glob("*.js")} == set(offline.MODULES)
    assert {f"js/offline/{path.name}" for path in shared.glob("*.js")} - {WORKER_FILE} == set(SHARED)


def test_everything_that_is_kept_is_there(client):
    told = house(client)

    assert [url for url in told["assets"] if not finders.find(url.removeprefix("/static/"))] == []
    assert client.get(told["shell"]).status_code == 200


def test_the_kept_page_says_nothing_of_who_asked(client):
    peter = make_people().peter

    assert signed_in(peter).get(SHELL).content.decode().count(str(peter)) == 0
    assert "Abmelden" not in client.get(SHELL).content.decode()


def test_a_changed_script_is_a_new_version(client, monkeypatch):
    before = house(client)["version"]
    monkeypatch.setattr(offline, "MODULES", offline.MODULES[1:])

    assert house(client)["version"] != before


def test_the_kept_page_speaks_the_language_of_the_device(client):
    client.cookies["werkspur_sprache"] = "en"

    assert house(client)["shell"].endswith("?sprache=en")
    assert 'lang="en"' in client.get(f"{SHELL}?sprache=en").content.decode()
    assert 'lang="de"' in client.get(f"{SHELL}?sprache=xx").content.decode()


def test_it_can_be_put_on_the_home_screen(client):
    told = client.get("/beratung/besuche/app.webmanifest").json()

    assert (told["start_url"], told["scope"], told["display"]) == ("/beratung/besuche/",) * 2 + ("standalone",)
    assert finders.find(told["icons"][0]["src"].removeprefix("/static/"))
