"""Fixtures for every test in the house."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.people import People

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser tests run an event loop beside Django's ORM
CHROMIUM = "/usr/bin/chromium"


@pytest.fixture
def people(db: None) -> People:
    """anna, ben, clara, kai, paula, peter, dora and otto."""
    from tests.people import make_people

    return make_people()


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    return browser_type_launch_args | {
        "executable_path": CHROMIUM,
        "args": [*quiet, "--disable-component-update", "--disable-sync"],
    }
