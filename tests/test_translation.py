"""The English catalogue is complete, current, and keeps every placeholder."""

import re

import pytest

from werkspur.base import catalogue

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


@pytest.fixture(scope="module")
def english():
    return catalogue.read_catalogue()


@pytest.fixture(scope="module")
def german():
    return catalogue.template_catalogue()


def test_every_source_text_has_an_english_one(english, german):
    known = {(message.context or "", message.id) for message in english if message.id}
    sources = {(message.context or "", message.id) for message in german if message.id}

    assert sources - known == set(), "run `werkspur update_catalogue` and translate"
    assert catalogue.untranslated(english) == []


def test_no_text_stays_behind_when_its_source_is_gone(english, german):
    sources = {message.id for message in german if message.id}

    assert {message.id for message in english if message.id} - sources == set()


def test_translations_keep_their_placeholders(english):
    for message in english:
        if not message.id:
            continue
        forms = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set(PLACEHOLDER.findall(forms[-1]))
        assert set(PLACEHOLDER.findall(strings[-1])) == wanted, forms


def test_a_missing_translation_is_noticed(german, tmp_path):
    path = tmp_path / "django.po"
    missing = catalogue.update_catalogue(path)

    assert len(missing) == len([message for message in german if message.id])
