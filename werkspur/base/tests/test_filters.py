"""Figures, money and days as readers expect them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation

from werkspur.base.tests.drawing import draw

WINTER = datetime(2026, 11, 22, 13, 32, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "how", "german", "english"),
    [
        (12345, "number", "12.345", "12,345"),
        (1234.5, "number", "1.234,5", "1,234.5"),
        (1234.5, "number:2", "1.234,50", "1,234.50"),
        (-204, "number", "−204", "−204"),
        (0, "number", "0", "0"),
        (None, "number", "–", "–"),
        (106, "signed", "+106", "+106"),
        (-386, "signed", "−386", "−386"),
        (0, "signed", "±0", "±0"),
        (124900, "money", "1.249,00\N{NO-BREAK SPACE}€", "1,249.00\N{NO-BREAK SPACE}€"),
        (5, "money", "0,05\N{NO-BREAK SPACE}€", "0.05\N{NO-BREAK SPACE}€"),
        (0, "money", "0,00\N{NO-BREAK SPACE}€", "0.00\N{NO-BREAK SPACE}€"),
        (-50, "money", "−0,50\N{NO-BREAK SPACE}€", "−0.50\N{NO-BREAK SPACE}€"),
        (None, "money", "–", "–"),
        (date(2026, 11, 22), "day", "22.11.2026", "22.11.2026"),
        (SUMMER, "day", "02.07.2026", "02.07.2026"),
        (None, "day", "–", "–"),
        (date(2026, 11, 26), "day_short", "Do 26.11.", "Thu 26.11."),
        (date(2026, 3, 1), "month_short", "Mär", "Mar"),
        (None, "moment", "–", "–"),
        ("", "missing", "–", "–"),
        (0, "missing", "0", "0"),
        (2_400_000, "file_size", "2,4 MB", "2.4 MB"),
        (999, "file_size", "999 B", "999 B"),
    ],
)
def test_a_value_is_written_in_the_language_of_the_page(value: Any, how: str, german: str, english: str) -> None:
    for language, expected in (("de", german), ("en", english)):
        with translation.override(language):
            assert draw(f"{{{{ value|{how} }}}}", value=value) == expected


def test_a_moment_is_told_in_the_time_of_berlin() -> None:
    assert draw("{{ value|moment }}", value=WINTER) == "22.11.2026, 14:32 Uhr"
    assert draw("{{ value|moment }}", value=SUMMER) == "02.07.2026, 00:30 Uhr"
