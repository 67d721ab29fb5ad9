"""Which visits make a day: near each other, in the shortest order, within the hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.advice.rules.tours import Request, groups, planned, street_of, way
from werkspur.advice.rules.travel import Place

GRIMMA, TREBSEN, TORGAU = (
    Place("grimma", 51.238, 12.725),
    Place("trebsen", 51.289, 12.756),
    Place("torgau", 51.56, 13.0),
)
HOME = Place("borna", 51.124, 12.496)
DAY = datetime(2026, 12, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)


def span(first: float, last: float) -> tuple[datetime, datetime]:
    return DAY + first * HOUR, DAY + last * HOUR


WORK = [span(8, 12), span(13, 16)]


def ask(key: str, place: Place = GRIMMA, street: str = "", *, hours: float = 1.5, **other: object) -> Request:
    values = {"key": key, "place": place, "street": street, "length": hours * HOUR} | other
    return Request(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Gewerbering 12a, 04687 Trebsen", "gewerbering 3", True), ("Musterstraße 1", "Muster-Str. 7 b", True),
        ("Musterstrasse 1", "Musterstr. 2", True), ("Am Ring 1", "Am Anger 1", False), ("", "Am Ring 1", False),
    ],
)  # fmt: skip
def test_spellings_of_one_street_meet(one, other, same):
    assert (street_of(one) == street_of(other)) is same


def test_next_door_across_town_and_to_the_next_town():
    one, next_door, across = ask("a", street="Ring 1"), ask("b", street="Ring 9"), ask("c", street="Markt 1")
    minutes = [way(one, other, by_hand={}).total_seconds() / 60 for other in (next_door, across, ask("d", TREBSEN))]
    assert minutes[:2] == [5, 15]
    assert 15 < minutes[2] < 25
    assert way(one, ask("d", TREBSEN), by_hand={("trebsen", "grimma"): 7}) == timedelta(minutes=7)


def test_who_is_near_is_one_group_and_who_is_alone_is_none():
    requests = [ask("a"), ask("b", TORGAU), ask("c"), ask("d", TREBSEN)]
    assert [[one.key for one in group] for group in groups(requests, by_hand={})] == [["a", "c", "d"]]
    assert groups([ask("a")], by_hand={}) == []
    assert groups([], by_hand={}) == []


def test_neighbours_of_one_street_go_before_those_across_town_when_there_are_too_many():
    crowd = [ask(f"x{at}", street=f"{'ABCDE'[at]}-Weg 1") for at in range(5)]
    street = [ask(f"s{at}", street=f"Ring {at}") for at in range(4)]
    first = groups([*crowd, *street], by_hand={})[0]
    assert len(first) == 6
    assert {"s0", "s1", "s2", "s3"} <= {one.key for one in first}


def test_the_tour_is_the_shortest_and_no_visit_lies_across_the_break():
    tour = planned([ask("far", TORGAU), ask("a"), ask("b", TREBSEN)], home=HOME, spans=WORK, by_hand={})
    assert tour is None
    tour = planned(
        [ask("b", TREBSEN, hours=1), ask("a", hours=1), ask("c", TREBSEN, hours=1)], home=HOME, spans=WORK, by_hand={}
    )
    assert tour is not None
    assert [stop.key for stop in tour.stops] in (["a", "b", "c"], ["b", "c", "a"])
    for stop in tour.stops:
        assert any(first <= stop.start and stop.end <= last for first, last in WORK)
        assert stop.start.minute % 15 == 0
    assert tour.stops[0].start - tour.leaves == tour.stops[0].way
    assert tour.length == tour.back - tour.leaves


def test_what_has_a_time_keeps_it():
    noon = DAY + 10 * HOUR
    tour = planned([ask("open"), ask("fixed", fixed=noon)], home=HOME, spans=WORK, by_hand={})
    assert tour is not None
    assert {stop.key: stop.start for stop in tour.stops}["fixed"] == noon
    assert planned([ask("fixed", fixed=DAY + 8 * HOUR)], home=HOME, spans=WORK, by_hand={}) is None


def test_days_outside_the_wish_do_not_fit():
    wish = ask("a", not_before=date(2026, 12, 2), not_after=date(2026, 12, 3))
    assert [wish.fits(date(2026, 12, day)) for day in (1, 2, 3, 4)] == [False, True, True, False]


@given(st.lists(st.sampled_from([GRIMMA, TREBSEN, TORGAU]), min_size=1, max_size=4), st.floats(0.5, 2))
def test_no_tour_overlaps_itself_and_every_way_is_walked(places, hours):
    requests = {f"{at}": ask(f"{at}", place, hours=hours) for at, place in enumerate(places)}
    tour = planned(list(requests.values()), home=HOME, spans=WORK, by_hand={})
    if tour is None:
        return
    assert sorted(stop.key for stop in tour.stops) == sorted(requests)
    for one, other in zip(tour.stops, tour.stops[1:], strict=False):
        assert one.end + way(requests[one.key], requests[other.key], by_hand={}) <= other.start
