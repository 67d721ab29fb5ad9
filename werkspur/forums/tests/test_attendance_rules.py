"""What may be told of who came: nothing about fewer than five companies, also not by subtraction."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from werkspur.base.plaintext import plain, same
from werkspur.base.small import OTHERS, K
from werkspur.forums.rules.attendance import Guests, companies, parts, release

ROWS = st.lists(
    st.builds(
        Guests,
        who=st.integers(0, 25).map(str),
        people=st.integers(0, 3),
        trade=st.sampled_from(["", "dach", "elektro", "maler", "metall"]),
        region=st.sampled_from(["", "14713", "14729", "14730"]),
    ),
    max_size=60,
)


def by_trade(one: Guests) -> str:
    return one.trade


def rows(**counts: int) -> list[Guests]:
    return [
        Guests(who=f"{name}{n}", people=1, trade="" if name == "none" else name)
        for name, count in counts.items()
        for n in range(count)
    ]


@given(ROWS)
def test_every_part_and_every_rest_has_five_companies(guests):
    for told, by in ((parts(guests, by=by_trade), by_trade), (release(guests)["regions"], lambda one: one.region)):
        named = set(told) - {OTHERS}
        for name in named:
            assert companies([one for one in guests if by(one) == name]) >= K
        rest = [one for one in guests if one.people and by(one) not in named]
        if told:
            assert sum(told.values()) == sum(one.people for one in guests)
            assert not rest or companies(rest) >= K


def test_a_small_trade_takes_the_smallest_named_one_with_it():
    """12 + 6 + 2: the two alone would be the total minus the others, so the six join them."""
    assert parts(rows(dach=12, elektro=6, maler=2), by=by_trade) == {"dach": 12, OTHERS: 8}


def test_three_of_one_company_are_one():
    guests = [Guests(who="a", people=3, trade="dach"), Guests(who="b", people=3, trade="dach")]
    assert parts(guests, by=by_trade) == {}


def test_nobody_is_told_of_where_fewer_than_five_came_or_all_are_unknown():
    assert parts(rows(dach=4), by=by_trade) == {}
    assert parts(rows(none=20), by=by_trade) == {}
    stayed_away = [Guests(who=str(n), people=0, trade="maler") for n in range(9)]
    assert parts(rows(dach=5) + stayed_away, by=by_trade) == {"dach": 5}


def test_what_is_written_loses_what_nobody_can_see():
    assert plain("  Was\u202e kostet\u200b das?\r\n\r\n\r\n\x00Danke\t. ") == "Was kostet das?\n\nDanke ."
    assert same("Was kostet DAS?!") == same("was  kostet das")
