"""Decisions of the register."""

import pytest

from werkspur.registry import rules


@pytest.mark.parametrize(
    ("verified", "mark_photos", "documents", "level"),
    [
        (False, 0, 0, "declared"),
        (False, 1, 0, "documented"),
        (False, 0, 1, "documented"),
        (True, 0, 0, "verified"),
    ],
)
def test_evidence_decides_the_trust_level(verified: bool, mark_photos: int, documents: int, level: str) -> None:
    assert rules.trust_level(verified=verified, mark_photos=mark_photos, documents=documents) == level


@pytest.mark.parametrize(
    ("marks", "photos", "documents", "level"),
    [(0, 3, 3, "none"), (1, 0, 0, "fair"), (1, 1, 0, "good"), (2, 0, 1, "good")],
)
def test_without_a_mark_nothing_can_be_attributed(marks: int, photos: int, documents: int, level: str) -> None:
    assert rules.traceability(marks=marks, photos=photos, documents=documents) == level


def test_nobody_calls_an_item_stolen_by_hand() -> None:
    assert all("stolen" not in states for states in rules.NEXT_STATES.values())
    assert rules.may_follow("stolen", before="in_use", through_report=True)


def test_every_state_leads_somewhere_and_is_known() -> None:
    for before, states in rules.NEXT_STATES.items():
        assert states
        assert before not in states
        assert set(states) <= set(rules.NEXT_STATES)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Fahrzeug 2", "van"), ("Baustelle Grimma", "site"), ("Lager Süd", "store"), ("Bei Schmidts", "other")],
)
def test_a_place_says_what_it_is(name: str, kind: str) -> None:
    assert rules.place_kind(name) == kind
