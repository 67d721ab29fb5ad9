"""Placeholders: only known words are replaced, and nothing that somebody typed is ever run."""

from __future__ import annotations

import pytest

from werkspur.base import filling
from werkspur.base.filling import Fault


class Spy(str):
    """A value that tells when somebody reaches into it."""

    def __format__(self, spec: str) -> str:
        raise AssertionError(spec)


@pytest.mark.parametrize(
    "hostile",
    ["{day.__class__}", "{day!r}", "{day:>9999999}", "{0}", "{}", "{__import__}", "{day[0]}", "{{day}", "%(day)s"],
)
def test_a_text_never_reaches_into_a_value(hostile):
    filled = filling.fill(hostile, {"day": Spy("01.12.2026")})
    assert filled in (hostile, "{01.12.2026")


def test_values_are_put_in_once_even_if_they_look_like_placeholders():
    assert filling.fill("{reason} am {day}", {"reason": "{day}", "day": "Montag"}) == "{day} am Montag"


def test_paragraphs_are_parted_by_an_empty_line_and_empty_ones_left_out():
    text = "Ihr Termin:\r\n{day},\r\n{time} Uhr\r\n \r\n{reason}\n\n\n\nGruß"
    filled = filling.paragraphs(text, {"day": "Montag", "time": "9:00", "reason": " "})
    assert [part.split() for part in filled] == [["Ihr", "Termin:", "Montag,", "9:00", "Uhr"], ["Gruß"]]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("{day} {time}", []),
        ("{day}", [Fault("missing", "time")]),
        ("{day} {time} {tag}", [Fault("unknown", "{tag}")]),
        ("{day} {time} {day.__class__} {Day}", [Fault("unknown", "{day.__class__}"), Fault("unknown", "{Day}")]),
        ("{day} {time} {", [Fault("unknown", "{")]),
        ("{day} {time} }", [Fault("unknown", "}")]),
        ("{day} {time", [Fault("unknown", "{time"), Fault("missing", "time")]),
        ("{ day } {time}", [Fault("unknown", "{ day }"), Fault("missing", "day")]),
        ("", [Fault("missing", "day"), Fault("missing", "time")]),
    ],
)
def test_what_keeps_a_text_from_being_used(text, faults):
    assert filling.faults(text, allowed=["day", "time"], needed=["day", "time"]) == faults
