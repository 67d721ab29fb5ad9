"""The layout of the house holds, and every check of it sees what it is for."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import architecture
from tests.architecture import ROOT

CHECKS: list[Callable[[Path], list[str]]] = [
    architecture.wrong_includes,
    architecture.unsafe_markup,
    architecture.unwrapped_text,
    architecture.unwrapped_strings,
    architecture.wrong_names,
    architecture.wrong_files,
    architecture.too_long,
    architecture.wrong_order,
    architecture.unwanted_words,
    architecture.hosts_in_locks,
]


@pytest.mark.once  # files are the same on every database
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_is_in_order(check: Callable[[Path], list[str]]) -> None:
    assert check(ROOT) == []


def test_foreign_keys_point_downwards() -> None:
    from django.apps import apps

    models = [model for model in apps.get_models() if model.__module__.startswith("werkspur.")]
    assert len(models) > 20
    assert architecture.wrong_relations(models, heights=architecture.layers(ROOT)) == []


def test_the_layers_are_those_of_the_contract() -> None:
    heights = architecture.layers(ROOT)
    assert heights["marks"] < heights["base"] < heights["journal"] < heights["partners"] < heights["registry"]
    assert heights["registry"] < heights["tracing"] == heights["facts"] == heights["advocacy"] < heights["portal"]
    assert not architecture.reaches_down("tracing", "facts", heights=heights)
    assert not architecture.reaches_down("partners", "registry", heights=heights)


PAGE = "werkspur/tracing/templates/tracing/page.html"
BAD = [
    (architecture.wrong_includes, "werkspur/registry/templates/registry/a.html", '{% include "tracing/page.html" %}'),
    (architecture.wrong_includes, "werkspur/base/templates/base/a.html", "<c-status />"),
    (architecture.wrong_includes, "werkspur/templates/a.html", '{% extends "tracing/page.html" %}'),
    (architecture.unsafe_markup, PAGE, '<p class="a" style="color: red">'),
    (architecture.unsafe_markup, PAGE, '<a href="#" onclick="go()">'),
    (architecture.unsafe_markup, PAGE, "<script>go()</script>"),
    (architecture.unsafe_markup, PAGE, '<script src="https://elsewhere.example/a.js"></script>'),
    (architecture.unsafe_markup, PAGE, "<style>p { margin: 0 }</style>"),
    (architecture.unwrapped_text, PAGE, "<p>Kein Gegenstand</p>"),
    (architecture.unwrapped_text, PAGE, '<c-pagehead title="Übersicht" />'),
    (architecture.unwrapped_strings, "werkspur/tracing/views/page.py", 'TITLE = "Gehört uns nicht"'),
    (architecture.wrong_names, "werkspur/tracing/services/utils.py", ""),
    (architecture.wrong_names, "docs/helpers/a.md", ""),
    (architecture.wrong_files, "werkspur/tracing/manager.py", ""),
    (architecture.wrong_files, "werkspur/tracing/handlers/__init__.py", ""),
    (architecture.too_long, "werkspur/tracing/rules.py", "a = 1\n" * 401),
    (architecture.too_long, PAGE, "<p></p>\n" * 151),
    (architecture.too_long, "werkspur/tracing/rules.py", "def f():\n" + "    a = 1\n" * 61),
    (architecture.wrong_order, "werkspur/tracing/models.py", "from werkspur.tracing.services import look_up"),
    (architecture.wrong_order, "werkspur/tracing/rules/a.py", "def f():\n    from werkspur.tracing import queries"),
    (architecture.unwanted_words, "docs/a.md", "TO" + "DO: finish"),
    (architecture.unwanted_words, "docs/a.md", "cd /ho" + "me/somebody"),
    (architecture.unwanted_words, "requirements/a.lock", "--index-url files.pythonhos" + "ted.example"),
    (architecture.hosts_in_locks, "requirements/run.lock", "django @ https://elsewhere.example/django.whl"),
    (
        architecture.hosts_in_locks,
        "package-lock.json",
        '{"packages": {"a": {"resolved": "https://elsewhere.example/a.tgz", "funding": "https://a.example"}}}',
    ),
]


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """A tree in which nothing is wrong."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "package-lock.json").write_text('{"packages": {"a": {"funding": "https://a.example"}}}')
    for name, text in {
        PAGE: '{% load i18n %}<p title="{% translate \'Größe\' %}">{% translate "Kein Treffer" %}</p>',
        "werkspur/registry/templates/cotton/status.html": "<b></b>",
        "werkspur/tracing/__init__.py": "",
        "werkspur/tracing/rules.py": "",
    }.items():
        write(tmp_path / name, text)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.mark.parametrize(("check", "name", "text"), BAD)
def test_every_check_sees_what_it_is_for(
    small_house: Path, check: Callable[[Path], list[str]], name: str, text: str
) -> None:
    assert check(small_house) == []
    write(small_house / name, text)
    assert len(check(small_house)) == 1


def test_an_upward_foreign_key_is_seen() -> None:
    def model(app: str) -> Any:
        meta = SimpleNamespace(app_label=app, label=f"{app}.Model")
        return SimpleNamespace(_meta=meta, __module__=f"werkspur.{app}.models")

    item, report = model("registry"), model("tracing")
    key = SimpleNamespace(name="report", auto_created=False, related_model=report)
    item._meta.get_fields = lambda include_hidden: [key]
    wrong = architecture.wrong_relations([item], heights=architecture.layers(ROOT))
    assert wrong == ["registry.Model.report → tracing.Model"]
