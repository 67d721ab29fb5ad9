"""The browser: signed-in pages, and an ear for what must not happen."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.people import People, make_people
from werkspur.base.bausteine import all_bausteine

#: a page on a busy machine takes its time; a fault still shows
expect.set_options(timeout=15_000)

CHROMIUM = Path("/usr/bin/chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.fspath):
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed: `make test` says how"))


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first running house leaves a copy of itself, before anybody is in it."""
    return tmp_path_factory.mktemp("house") / "furnished.sqlite3"


@pytest.fixture
def house(live_server: Any, furnished: Path) -> Any:
    """A running house with its initial data: loaded once, then the same copy of the whole database for each test."""
    if furnished.exists():
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(furnished)) as copy:
            copy.backup(connection.connection)
        ContentType.objects.clear_cache()
        return live_server
    for baustein in all_bausteine():
        baustein.initial_data()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(furnished)])
    return live_server


@pytest.fixture
def living(house: Any) -> People:
    """Everybody, in the running house."""
    return make_people()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where pictures go: WERKSPUR_PICTURES, to look at them, else a folder that is thrown away."""
    folder = Path(os.environ.get("WERKSPUR_PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Ear:
    """Listens to pages: errors in the console, requests to other hosts, failed requests."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.heard: list[str] = []

    def listen(self, page: Page) -> Page:
        page.on(
            "console",
            lambda message: self._note(message.type == "error", f"console: {message.text} {message.location}"),
        )
        page.on("pageerror", lambda error: self.heard.append(f"script: {error}"))
        page.on("request", lambda request: self._note(not self._ours(request.url), f"foreign: {request.url}"))
        return page

    def _ours(self, url: str) -> bool:
        return url.startswith((self.address, "data:", "blob:"))

    def _note(self, wrong: bool, text: str) -> None:
        if wrong:
            self.heard.append(text)


@pytest.fixture
def ear(house: Any) -> Iterator[Ear]:
    """Nothing may be heard by the end of the test."""
    listener = Ear(house.url)
    yield listener
    assert listener.heard == []


@pytest.fixture
def window(browser: Browser, house: Any, ear: Ear) -> Iterator[Callable[..., Page]]:
    """Opens a page: `window(person, width=390, theme="dark")`; without a person nobody is signed in."""
    opened: list[BrowserContext] = []

    def open_window(person: Any = None, *, width: int = 1280, theme: Any = "light") -> Page:
        context = browser.new_context(
            base_url=house.url, viewport={"width": width, "height": 900}, color_scheme=theme, locale="de-DE"
        )
        opened.append(context)
        if person is not None:
            client = Client()
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": house.url}])
        page = ear.listen(context.new_page())
        page.set_default_timeout(15000)
        return page

    yield open_window
    for context in opened:
        context.close()
