"""When deadlines end. The days of the table were worked out by hand, the sweep walks from day to day."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.base.calendar.computation import Reason, Rule
from werkspur.base.calendar.deadlines import LONGEST, Begin, Period, Unit, WrongPeriod, deadline

DAY = timedelta(days=1)
TABLE = list(csv.DictReader((Path(__file__).parent / "deadlines.csv").read_text().splitlines()))

# The oracle: holidays written down year by year, and a walk from day to day -------------------------------------------

EASTER = [
    "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2031-04-13", "2032-03-28", "2033-04-17",
    "2034-04-09", "2035-03-25", "2036-04-13",
]  # fmt: skip
PRAYER_DAY = [
    "2026-11-18", "2027-11-17", "2028-11-22", "2029-11-21", "2030-11-20", "2031-11-19", "2032-11-17", "2033-11-16",
    "2034-11-22", "2035-11-21", "2036-11-19",
]  # fmt: skip
FIXED = ["01-01", "05-01", "10-03", "10-31", "12-25", "12-26"]
HOLIDAYS = (
    {date.fromisoformat(f"{year}-{day}") for year in range(2026, 2037) for day in FIXED}
    | {date.fromisoformat(day) + timedelta(days=ahead) for day in EASTER for ahead in (-2, 1, 39, 50)}
    | {date.fromisoformat(day) for day in PRAYER_DAY}
)
PIECES = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF_YEAR: 6, Unit.YEAR: 12}


def rests(day):
    return day.strftime("%a") in {"Sat", "Sun"} or day in HOLIDAYS


def walked(start, begin, count, unit, half=False):
    """The last day, found by walking."""
    day = start if begin == "day" else start + DAY  # the first that counts
    if unit == Unit.WORKING_DAY:
        while True:
            count -= not rests(day)
            if not count:
                return day
            day += DAY
    if unit in PIECES:
        last = _walk_months(start, begin, count * PIECES[unit]) if count else day - DAY
        last += timedelta(days=15 if half else 0)
    else:
        last = day - DAY
        for _ in range(count * (7 if unit == Unit.WEEK else 1)):
            last += DAY
    while rests(last):
        last += DAY
    return last


def _walk_months(start, begin, months):
    """On to the first day that no longer belongs to the period; the one before is the last."""
    day, passed = start, 0
    while True:
        day += DAY
        passed += day.day == 1
        behind = day.day > start.day if begin == "event" else day.day >= start.day
        if passed > months or (passed == months and behind):
            return day - DAY


# The table -----------------------------------------------------------------------------------------------------------


def found(row):
    period = Period(count=int(row["count"]), unit=Unit(row["unit"]), half_month=row["half_month"] == "yes")
    return deadline(period, start=date.fromisoformat(row["start"]), begin=Begin(row["begin"]))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['start']}+{row['count']}{row['unit']}-{row['begin']}")
def test_the_table_of_2026_to_2035(row):
    assert found(row).end.isoformat() == row["end"], row["why"]


def test_the_table_has_every_year_unit_and_begin_and_agrees_with_the_walk():
    assert {row["start"][:4] for row in TABLE} == {str(year) for year in range(2026, 2036)}
    assert {row["unit"] for row in TABLE} == set(Unit)
    for row in TABLE:
        given_row = date.fromisoformat(row["start"]), row["begin"], int(row["count"]), row["unit"]
        assert walked(*given_row, half=row["half_month"] == "yes").isoformat() == row["end"], row


SWEPT = [(30, Unit.DAY), (10, Unit.WORKING_DAY), (2, Unit.WEEK), (1, Unit.MONTH), (1, Unit.QUARTER), (1, Unit.YEAR)]


@pytest.mark.parametrize(("count", "unit"), SWEPT)
@pytest.mark.parametrize("begin", Begin)
def test_every_day_of_ten_years_agrees_with_the_walk(count, unit, begin):
    period, start = Period(count=count, unit=unit), date(2026, 1, 1)
    while start.year < 2036:
        if (start.year, unit) == (2035, Unit.YEAR) and start.month == 12:
            return  # the holidays above end with 2036
        assert deadline(period, start=start, begin=begin).end == walked(start, begin, count, unit), start
        start += DAY


# The steps -----------------------------------------------------------------------------------------------------------


def told(result):
    return [(step.rule, step.reason, step.day.isoformat(), step.holiday) for step in result.steps]


def test_easter_is_told_day_by_day():
    result = deadline(Period(count=1, unit=Unit.MONTH), start=date(2026, 3, 3))

    assert told(result) == [
        (Rule.EVENT, Reason.EVENT_NOT_COUNTED, "2026-03-03", ""),
        (Rule.NAME_OR_NUMBER, Reason.SAME_NUMBER, "2026-04-03", ""),
        (Rule.NO_WORK, Reason.HOLIDAY, "2026-04-03", "Karfreitag"),
        (Rule.NO_WORK, Reason.SATURDAY, "2026-04-04", ""),
        (Rule.NO_WORK, Reason.SUNDAY, "2026-04-05", ""),
        (Rule.NO_WORK, Reason.HOLIDAY, "2026-04-06", "Ostermontag"),
        (Rule.NO_WORK, Reason.MOVED, "2026-04-07", ""),
    ]
    assert [str(step.said) for step in result.steps][:3] == [
        "Der Tag des Ereignisses, Dienstag, 03.03.2026, zählt nicht mit.",
        "Monate der Frist: 1. Sie endet am Tag mit der gleichen Zahl: Freitag, 03.04.2026.",
        "Der 03.04.2026 ist ein Feiertag in Sachsen: Karfreitag.",
    ]


def test_the_missing_day_names_its_own_rule():
    steps = told(deadline(Period(count=1, unit=Unit.HALF_YEAR), start=date(2030, 8, 31)))

    assert (Rule.PARTS, Reason.IN_MONTHS, "2030-08-31", "") in steps
    assert (Rule.MONTH_END, Reason.DAY_MISSING, "2031-02-28", "") in steps
    assert steps[-1] == (Rule.NO_WORK, Reason.STANDS, "2031-02-28", "")


def test_the_half_month_is_counted_last():
    steps = told(deadline(Period(count=1, unit=Unit.MONTH, half_month=True), start=date(2029, 1, 31)))

    assert steps[1:3] == [
        (Rule.MONTH_END, Reason.DAY_MISSING, "2029-02-28", ""),
        (Rule.HALF_MONTH_LAST, Reason.FIFTEEN_DAYS, "2029-03-15", ""),
    ]


def test_working_days_name_the_holidays_and_count_the_weekends():
    result = deadline(Period(count=10, unit=Unit.WORKING_DAY), start=date(2030, 5, 29))

    assert told(result)[1:] == [
        (Rule.WORKING_DAYS, Reason.HOLIDAY_SKIPPED, "2030-05-30", "Christi Himmelfahrt"),
        (Rule.WORKING_DAYS, Reason.HOLIDAY_SKIPPED, "2030-06-10", "Pfingstmontag"),
        (Rule.WORKING_DAYS, Reason.WEEKENDS_SKIPPED, "2030-06-09", ""),
        (Rule.WORKING_DAYS, Reason.LAST_WORKING_DAY, "2030-06-14", ""),
    ]
    assert result.steps[-2].count == 4


def test_a_certain_day_does_not_move():
    result = deadline(Period(count=2, unit=Unit.WEEK), start=date(2026, 11, 4), moves=False)

    assert result.end == date(2026, 11, 18)
    assert told(result)[-2:] == [
        (Rule.NO_WORK, Reason.HOLIDAY, "2026-11-18", "Buß- und Bettag"),
        (Rule.NO_WORK, Reason.NOT_MOVED, "2026-11-18", ""),
    ]


def test_it_is_over_when_the_last_day_is():
    result = deadline(Period(count=2, unit=Unit.WEEK), start=date(2026, 11, 4))

    assert [result.is_over(today=date(2026, 11, day)) for day in (18, 19, 20)] == [False, False, True]


# The laws ------------------------------------------------------------------------------------------------------------

STARTS = st.dates(min_value=date(1993, 1, 1), max_value=date(2065, 12, 31))
PERIODS = st.sampled_from(Unit).flatmap(
    lambda unit: st.builds(Period, unit=st.just(unit), count=st.integers(1, min(LONGEST[unit], 400)))
)


@given(PERIODS, STARTS, st.sampled_from(Begin))
def test_whatever_the_period(period, start, begin):
    result = deadline(period, start=start, begin=begin)
    later = deadline(period, start=start + DAY, begin=begin)
    longer = deadline(Period(count=min(period.count + 1, LONGEST[period.unit]), unit=period.unit), start=start)

    assert result.end >= start
    assert result.end.weekday() < 5
    assert later.end >= result.end, "who begins later never ends earlier"
    assert longer.end >= result.end
    assert deadline(period, start=start, begin=Begin.DAY).end <= deadline(period, start=start).end
    assert result.steps[-1].day == result.end
    assert all(bool(step.holiday) == (step.reason in {Reason.HOLIDAY, Reason.HOLIDAY_SKIPPED}) for step in result.steps)
    assert all(str(step.said) for step in result.steps)


@given(STARTS, st.integers(1, 400))
def test_every_day_between_is_a_working_day_or_told_as_none(start, count):
    *skipped, last = deadline(Period(count=count, unit=Unit.WORKING_DAY), start=start).steps[1:]
    none = sum(step.count if step.reason == Reason.WEEKENDS_SKIPPED else 1 for step in skipped)

    assert (last.day - start).days == count + none


@given(STARTS, st.integers(1, 1000))
def test_weeks_are_seven_days(start, weeks):
    result = deadline(Period(count=weeks, unit=Unit.WEEK), start=start)

    assert result.end == deadline(Period(count=7 * weeks, unit=Unit.DAY), start=start).end


@pytest.mark.parametrize(
    ("count", "unit", "half", "code"),
    [
        (0, Unit.DAY, False, "count"),
        (-1, Unit.MONTH, False, "count"),
        (-1, Unit.MONTH, True, "count"),
        (10**9, Unit.DAY, False, "count"),
        (1, Unit.WEEK, True, "half_month"),
    ],
)
def test_no_such_period(count, unit, half, code):
    with pytest.raises(WrongPeriod) as refused:
        Period(count=count, unit=unit, half_month=half)

    assert refused.value.code == code


@pytest.mark.parametrize("start", [date.min, date(1992, 12, 31), date(2100, 12, 31), date.max])
@pytest.mark.parametrize("begin", Begin)
def test_years_without_known_holidays_are_refused(start, begin):
    with pytest.raises(WrongPeriod, match="year"):
        deadline(Period(count=1, unit=Unit.MONTH), start=start, begin=begin)
