"""Who is offered a freed seat: nobody is passed over, and short before an event the first click wins."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from werkspur.forums.rules.queue import Choice, Party, chosen
from werkspur.forums.rules.seats import Pool

LIST = st.lists(st.integers(1, 4), max_size=8).map(
    lambda sizes: [Party(number=number, size=size) for number, size in enumerate(sizes)]
)


def parties(*sizes: int) -> list[Party]:
    return [Party(number=number, size=size) for number, size in enumerate(sizes, 1)]


def test_a_single_seat_is_kept_for_two_who_wait_first_until_there_are_two():
    assert chosen(parties(2, 1), free=1, first_click=False) == Choice(kept_for=1, gap=1)
    assert chosen(parties(2, 1), free=2, first_click=False) == Choice(asked=[1], kept_for=2, gap=0)
    assert chosen(parties(2, 1), free=3, first_click=False) == Choice(asked=[1, 2])


def test_on_the_last_day_everybody_is_asked_for_whom_it_is_enough():
    assert chosen(parties(2, 1, 1), free=1, first_click=True) == Choice(asked=[2, 3], too_big=[1])


def test_without_a_limit_everybody_is_asked():
    assert chosen(parties(3, 3), free=None, first_click=False).asked == [1, 2]


@given(LIST, st.integers(0, 10))
def test_those_asked_are_the_first_of_the_list_and_have_seats(waiting, free):
    choice = chosen(waiting, free=free, first_click=False)
    asked = waiting[: len(choice.asked)]

    assert [one.number for one in asked] == choice.asked
    assert sum(one.size for one in asked) + choice.gap <= free or not choice.gap
    if choice.kept_for is not None:
        head = waiting[len(choice.asked)]
        assert (head.number, head.size > choice.gap) == (choice.kept_for, True)


def test_free_seats_are_never_below_nothing():
    full = Pool(seats=10, reserved=4, general=8, kept=5)
    assert (full.free, full.free_kept) == (0, 0)
    assert (Pool(seats=None).free, Pool(seats=None).free_kept) == (None, None)
