"""What officers are told the search finds: the rows of the document, each with a test."""

from __future__ import annotations

import re
from pathlib import Path

from django.template.loader import render_to_string

from tests.people import People
from werkspur.tracing.tests.cases import make_lookup, on_shift

ROOT = Path(__file__).parents[3]


def test_document_help_and_tests_name_the_same_rows() -> None:
    told = re.findall(r"^\| P(\d+) \|", (ROOT / "docs/finding.md").read_text(encoding="utf-8"), re.MULTILINE)
    tests = (ROOT / "werkspur/registry/tests/test_finding_promise.py").read_text(encoding="utf-8")
    helped = re.findall(r'id="zusage-p(\d+)"', render_to_string("tracing/_promise.html"))
    assert told == helped == re.findall(r"^def test_p(\d+)_", tests, re.MULTILINE)
    assert len(told) > 10


def test_the_help_is_on_both_pages(people: People) -> None:
    client = on_shift(people.paula)
    lookup = make_lookup(by=people.paula)
    for address in ("/suchen/", f"/suchen/{lookup.uid}/"):
        page = client.get(address).content.decode()
        assert "Was die Suche findet" in page
        assert "auch wenn ein Zeichen falsch gelesen ist" in page
