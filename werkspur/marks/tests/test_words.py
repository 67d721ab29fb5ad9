"""Words of marks that are no number find each other in another form."""

import pytest

from werkspur.marks.words import tokens


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("hellblauer Punkt auf dem Typenschild", "blauer punkt"),
        ("hellblauer Punkt auf dem Typenschild", "HELLBLAU"),
        ("grüner Aufkleber", "gruene aufkleber"),
        ("grüner Aufkleber", "grun"),
        ("Weiße Schrift", "weisse Schrift"),
        ("Aufkleber Müller", "Mueller"),
        ("Kratzer am Griff", "Griff"),
    ],
)
def test_words_in_another_form_are_found(stored: str, asked: str) -> None:
    assert set(tokens(asked)) <= set(tokens(stored))


@pytest.mark.parametrize(("stored", "asked"), [("roter Punkt", "blauer Punkt"), ("hellblau", "dunkelblau")])
def test_other_words_are_not(stored: str, asked: str) -> None:
    assert not set(tokens(asked)) <= set(tokens(stored))


def test_idle_words_and_repetitions_are_left_out() -> None:
    assert tokens("Der Punkt auf dem Punkt, der Punkt!") == ["punkt"]
    assert tokens("") == tokens("auf der") == []
