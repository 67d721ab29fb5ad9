"""Two versions of a text, as people read them."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.advocacy.rules.versions import Change, compared, is_changed


def marked(old, new):
    """[-removed-] and {+added+}, as one line."""
    signs = {Change.KEPT: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "{{+{}+}}"}
    return "".join(signs[part.change].format(part.text) for part in compared(old, new))


@pytest.mark.parametrize(
    ("old", "new", "seen"),
    [
        ("", "", ""),
        ("gleich", "gleich", "gleich"),
        ("", "neu", "{+neu+}"),
        ("alt", "", "[-alt-]"),
        ("Licht für Höfe.", "Licht für Höfe und Wege.", "Licht für Höfe{+ und Wege+}."),
        ("bis Ende 2026", "bis Ende 2027", "bis Ende [-2026-]{+2027+}"),
        ("die Stadt prüft das", "der Kreis baut das", "[-die Stadt prüft-]{+der Kreis baut+} das"),
        ("Satz eins.\nSatz zwei.", "Satz eins.\n\nSatz zwei.", "Satz eins.[-\n-]{+\n\n+}Satz zwei."),
        ("Grüße", "Grüsse", "[-Grüße-]{+Grüsse+}"),
        ("Wege der Höfe in der Stadt", "Wege aller Höfe in der Stadt", "Wege [-der-]{+aller+} Höfe in der Stadt"),
        ("a - b", "a – b", "a [---]{+–+} b"),
    ],
)
def test_it_reads_like_a_corrected_page(old, new, seen):
    assert marked(old, new) == seen


WORDS = st.lists(st.sampled_from(["die", "Stadt", "Höfe", " ", "\n", ".", ",", "e\u0301", "<b>", "\u200b"])).map(
    "".join
)


@given(st.one_of(WORDS, st.text()), st.one_of(WORDS, st.text()))
def test_nothing_is_lost_or_invented(old, new):
    parts = compared(old, new)

    assert "".join(part.text for part in parts if part.change != Change.ADDED) == old
    assert "".join(part.text for part in parts if part.change != Change.REMOVED) == new
    assert all(part.text for part in parts)
    assert all(one.change != other.change for one, other in pairwise(parts))
    assert is_changed(parts) == (old != new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ja " * 50_000, "nein ja " * 50_000),
        ("\n" * 100_000, "x\n" * 100_000),
        (" ".join(map(str, range(1_900))), " ".join(str(number) if number % 2 else "x" for number in range(1_900))),
    ],
)
def test_a_hostile_text_takes_no_minutes(old, new):
    began = time.process_time()
    parts = compared(old, new)

    assert time.process_time() - began < 5
    assert "".join(part.text for part in parts if part.change != Change.ADDED) == old


def test_a_long_text_that_changed_in_one_place_is_still_told_apart():
    text = [f"Absatz {number} über Licht, Zaun und Streife auf dem Hof.\n" for number in range(4_000)]
    parts = compared("".join(text), "".join([*text[:2_000], "Neu.\n", *text[2_000:]]))

    assert [part.text for part in parts if part.change != Change.KEPT] == ["Neu.\n"]
