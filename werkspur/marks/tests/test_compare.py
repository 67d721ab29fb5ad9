"""The comparison that a person sees: columns, reasons, spoken sentence, and the distance behind it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from werkspur.marks.align import Span, align, span
from werkspur.marks.compare import Damage, damage, distance, explain, within
from werkspur.marks.fold import ALPHABET
from werkspur.marks.weights import TABLE, prices

folded = st.text(ALPHABET[:4], max_size=9)
query = st.text(ALPHABET[:4] + "?", max_size=9)
typed = st.text("0O1I2Z38-. ?", max_size=10)


@pytest.mark.parametrize(
    ("read", "stored", "columns", "reasons"),
    [
        (
            "8?3-1O4Z",
            "873-1042",
            "8:8 ?~7 3:3 -:- 1:1 O=0 4:4 Z=2",
            ["Alle 7 Stellen passen.", "O und 0, Z und 2 sehen sich ähnlich.", "Ein Zeichen war unlesbar."],
        ),
        (
            "8?3-1O4Z",
            "863-1046",
            "8:8 ?~6 3:3 -:- 1:1 O=0 4:4 Z!6",
            [
                "6 von 7 Stellen passen.",
                "O und 0 sehen sich ähnlich.",
                "Z gelesen, 6 erfasst.",
                "Ein Zeichen war unlesbar.",
            ],
        ),
        (
            "8?3-1O4Z",
            "BRDMB16P083310425",
            "+…6P0 8:8 ?~3 3:3 -: 1:1 O=0 4:4 Z=2 +5",
            [
                "Steckt in einer längeren Nummer: BRDMB16P083310425.",
                "O und 0, Z und 2 sehen sich ähnlich.",
                "Ein Zeichen war unlesbar.",
            ],
        ),
        (
            "CAT0320DKXXX00123",
            "XXX-00123",
            "…0DK+ X:X X:X X:X :- 0:0 0:0 1:1 2:2 3:3",
            ["Enthält die kurze Seriennummer."],
        ),
        (
            "1243567",
            "1234567",
            "1:1 2:2 4!3 3!4 5:5 6:6 7:7",
            ["5 von 7 Stellen passen.", "Zwei Zeichen sind vertauscht: 43 und 34."],
        ),
        (
            "12 4567",
            "1234567",
            "1:1 2:2 !3  : 4:4 5:5 6:6 7:7",
            ["Alle 6 Stellen passen.", "Ein Zeichen fehlt: 3 erfasst."],
        ),
        (
            "1223-4567",
            "123 4567",
            "1:1 2:2 2! 3:3 -:  4:4 5:5 6:6 7:7",
            ["7 von 8 Stellen passen.", "Ein Zeichen zu viel: 2 gelesen."],
        ),
        ("ab-12", "AB12", "a:A b:B -: 1:1 2:2", ["Alle 4 Stellen passen."]),
        ("1*", "13", "1:1 *~3", ["Die eine Stelle passt."]),
        (
            "AB*123",
            "XXAB-99-01123Y",
            "+XX A:A B:B :- *~99…1 1:1 2:2 3:3 +Y",
            ["Steckt in einer längeren Nummer: XXAB-99-01123Y."],
        ),
        ("12?4?", "12345", "1:1 2:2 ?~3 4:4 ?~5", ["Alle 5 Stellen passen.", "2 Zeichen waren unlesbar."]),
        ("Straße1", "STRASSE1", "S:S t:T r:R a:A ß:S :S e:E 1:1", ["Alle 7 Stellen passen."]),
    ],
)
def test_columns_and_reasons(read: str, stored: str, columns: str, reasons: list[str]) -> None:
    found = explain(read, stored)
    assert " ".join(drawn(c.read, c.stored, c.sign) for c in found.columns) == columns
    assert [reason.sentence for reason in found.reasons] == reasons


def drawn(read: str, stored: str, sign: str) -> str:
    return read + {"same": ":", "like": "=", "open": "~", "diff": "!", "more": "+"}[sign] + stored


@pytest.mark.parametrize(
    ("read", "stored", "spoken"),
    [
        (
            "8?3-1O4Z",
            "873-1042",
            "Gelesen 8, unlesbar, 3, Strich, 1, O, 4, Z. Erfasst 873-1042. "
            "O und Null sowie Z und 2 werden leicht verwechselt.",
        ),
        (
            "8?3-1O4Z",
            "863-1046",
            "Gelesen 8, unlesbar, 3, Strich, 1, O, 4, Z. Erfasst 863-1046. "
            "O und Null werden leicht verwechselt. Z gelesen, 6 erfasst.",
        ),
        ("42", "1234256", "Gelesen 4, 2. Erfasst als Teil der längeren Nummer 1234256."),
    ],
)
def test_spoken(read: str, stored: str, spoken: str) -> None:
    assert explain(read, stored).spoken == spoken


def test_every_sentence_can_be_translated() -> None:
    found = explain("8?3-1O4Z", "863-1046")
    assert found.speak(lambda template: template.replace("Gelesen", "Read")).startswith("Read 8, unlesbar")
    assert [reason.code for reason in found.reasons] == ["some_fit", "look_alike", "other", "one_unreadable"]
    assert found.reasons[2].say(lambda template: template.replace("gelesen", "read")) == "Z read, 6 erfasst."


@given(typed, typed)
def test_the_columns_hold_both_texts_completely(read: str, stored: str) -> None:
    found = explain(read, stored)
    above, below = "".join(c.read for c in found.columns), "".join(c.stored for c in found.columns)
    assert above == found.read or "…" in above
    assert below == found.stored or "…" in below


@given(query, folded)
def test_the_weight_is_the_sum_of_its_steps(read: str, stored: str) -> None:
    """What the aligning says step by step costs what the table says in all."""
    steps, price = align(read, stored, TABLE), prices(TABLE)
    total = 0.0
    for step in steps:
        if step.kind == "pair":
            total += price[read[step.i]][stored[step.j]]
        elif step.kind != "outer":
            doubled = step.i and step.kind == "extra" and read[step.i] == read[step.i - 1]
            total += TABLE.doubled if doubled else {"missing": 0.6, "extra": 1.3, "swap": 0.6}[step.kind]
    ends = [step.kind == "outer" for step in (steps[:1] + steps[-1:])] if len(steps) > 1 else []
    total += TABLE.open_end * sum(ends)
    assert span(read, stored) is not Span.WHOLE or not any(ends)
    assert all(step.kind == "outer" for step in steps) or explain(read, stored).weight == pytest.approx(total, abs=1e-3)


@given(query, folded)
def test_damage_is_the_distance_with_unreadable_characters_apart(read: str, stored: str) -> None:
    found = damage(read, stored)
    assert found.edits <= distance(read, stored) <= found.edits + found.unreadable
    assert found.unreadable <= read.count("?")
    if "?" not in read:
        assert found == Damage(OSA.distance(read, stored), 0)


@given(query, folded, st.integers(0, 4))
def test_within_agrees_with_distance_and_damage(read: str, stored: str, edits: int) -> None:
    unknown = read.count("?")
    if unknown <= edits <= 2:
        assert within(read, stored, edits) is (distance(read, stored) <= edits)
    elif unknown >= edits:
        exact = damage(read, stored) == Damage(0, unknown)
        assert within(read, stored, edits) is exact
    else:
        further = edits - unknown
        near = damage(read, stored).edits <= further and distance(read, stored) <= edits
        assert within(read, stored, edits) is near


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("7jk-01234", "7JKO1234", 0), ("1234", "1324", 1), ("12?4", "1234", 1), ("CA", "ABC", 3), ("", "123", 3)],
)
def test_distance(a: str, b: str, expected: int) -> None:
    assert distance(a, b) == distance(b, a) == expected
