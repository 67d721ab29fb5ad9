"""When a deadline ends, and every step of the way there.

Source: §§ 187 to 189 and 193 Bürgerliches Gesetzbuch; § 31 VwVfG takes them over for authorities. Holidays are those of
Saxony (`holidays`): § 193 asks for the place where the answer has to arrive, and that is here. Working days are Monday
to Friday without holidays; BGB knows no periods in them, they hold where somebody has set them so.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from werkspur.base.calendar import holidays
from werkspur.base.calendar.computation import Reason, Rule, Step

#: the years whose holidays are known by law: the SächsSFG is of 10 November 1992
YEARS = range(1993, 2101)
HALF_MONTH = 15  # days, § 189(1)
_DAY = timedelta(days=1)


class Unit(StrEnum):
    """In what a period is counted."""

    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


#: the longest period in each unit, about thirty years (§ 197(1)), working days about ten
LONGEST = {
    Unit.DAY: 10_957,
    Unit.WORKING_DAY: 2_500,
    Unit.WEEK: 1_565,
    Unit.MONTH: 360,
    Unit.QUARTER: 120,
    Unit.HALF_YEAR: 60,
    Unit.YEAR: 30,
}
MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF_YEAR: 6, Unit.YEAR: 12}


class Begin(StrEnum):
    """What the period begins with."""

    EVENT = "event"  # § 187(1): something happens on that day, as a letter that arrives; the day is not counted
    DAY = "day"  # § 187(2): the beginning of the day; the day is counted


class WrongPeriod(ValueError):
    """There is no such period. `code`: count, half_month (only with months) or year (outside of YEARS)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Period:
    """How long: `count` units; with `half_month` fifteen days more, also alone as nought months and a half."""

    count: int
    unit: Unit
    half_month: bool = False

    def __post_init__(self) -> None:
        """Raise WrongPeriod."""
        if self.half_month and self.unit != Unit.MONTH:
            raise WrongPeriod("half_month")
        if not (0 if self.half_month else 1) <= self.count <= LONGEST[self.unit]:
            raise WrongPeriod("count")


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """The last day, until 24 o'clock, and how it was found."""

    end: date
    steps: tuple[Step, ...]

    def is_over(self, *, today: date) -> bool:
        """Say whether the last day has passed."""
        return today > self.end


def deadline(period: Period, *, start: date, begin: Begin = Begin.EVENT, moves: bool = True) -> Deadline:
    """Return the end of a period.

    start   the day of the event, or the first day of the period
    moves   § 193: not on a Saturday, Sunday or holiday but on the next working day. It does not hold where somebody has
            set a certain day (§ 31(3) sentence 2 VwVfG), nor for periods during which something is allowed

    Raises WrongPeriod with the code year.
    """
    steps = [
        Step(rule=Rule.EVENT, reason=Reason.EVENT_NOT_COUNTED, day=start)
        if begin == Begin.EVENT
        else Step(rule=Rule.DAY, reason=Reason.DAY_COUNTED, day=start)
    ]
    if start.year not in YEARS:
        raise WrongPeriod("year")
    steps += _counted(period, start=start, begin=begin)
    end = steps[-1].day
    if end.year not in YEARS:
        raise WrongPeriod("year")
    if period.unit != Unit.WORKING_DAY:
        steps += _after_rest(end, moves=moves)
    return Deadline(end=steps[-1].day, steps=tuple(steps))


def _counted(period: Period, *, start: date, begin: Begin) -> list[Step]:
    """The steps from the first day to the last, before § 193."""
    eve = start if begin == Begin.EVENT else start - _DAY  # the last day that is not counted
    if period.unit == Unit.DAY:
        end = eve + timedelta(days=period.count)
        return [Step(rule=Rule.DAYS, reason=Reason.LAST_DAY, day=end, count=period.count)]
    if period.unit == Unit.WEEK:
        reason = Reason.SAME_WEEKDAY if begin == Begin.EVENT else Reason.BEFORE_SAME_WEEKDAY
        end = eve + timedelta(weeks=period.count)
        return [Step(rule=Rule.NAME_OR_NUMBER, reason=reason, day=end, count=period.count)]
    if period.unit == Unit.WORKING_DAY:
        return _working_days(period.count, eve=eve)
    return _months(period, start=start, begin=begin)


def _working_days(count: int, *, eve: date) -> list[Step]:
    """Every holiday within is a step of its own, the weekends are one."""
    steps, day, left, weekends, last = [], eve, count, 0, eve
    while left:
        day += _DAY
        if holidays.is_working_day(day):
            left -= 1
        elif day.weekday() not in holidays.WORKING_DAYS:
            weekends, last = weekends + 1, day
        else:
            name = holidays.name_of(day)
            steps.append(Step(rule=Rule.WORKING_DAYS, reason=Reason.HOLIDAY_SKIPPED, day=day, holiday=name))
    if weekends:
        steps.append(Step(rule=Rule.WORKING_DAYS, reason=Reason.WEEKENDS_SKIPPED, day=last, count=weekends))
    return [*steps, Step(rule=Rule.WORKING_DAYS, reason=Reason.LAST_WORKING_DAY, day=day, count=count)]


def _months(period: Period, *, start: date, begin: Begin) -> list[Step]:
    """Months and what is made of them, the half month last."""
    months = period.count * MONTHS[period.unit]
    steps, end = [], start if begin == Begin.EVENT else start - _DAY
    if period.unit in {Unit.QUARTER, Unit.HALF_YEAR}:
        steps.append(Step(rule=Rule.PARTS, reason=Reason.IN_MONTHS, day=start, count=months))
    if months:
        steps += _same_number(months, start=start, begin=begin)
        end = steps[-1].day
    if period.half_month:
        rule = Rule.HALF_MONTH_LAST if months else Rule.PARTS
        end += timedelta(days=HALF_MONTH)
        steps.append(Step(rule=rule, reason=Reason.FIFTEEN_DAYS, day=end, count=HALF_MONTH))
    return steps


def _same_number(months: int, *, start: date, begin: Begin) -> list[Step]:
    """The day of the last month with the number of the first one, or the day before it; where it is missing the last.

    Whoever begins with the first of a month ends with the last of another: the day before the first.
    """
    reason = Reason.SAME_NUMBER if begin == Begin.EVENT else Reason.BEFORE_SAME_NUMBER
    number = start.day if begin == Begin.EVENT else start.day - 1
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if number == 0:
        end = date(year, month + 1, 1) - _DAY
        return [Step(rule=Rule.NAME_OR_NUMBER, reason=reason, day=end, count=months)]
    longest = monthrange(year, month + 1)[1]
    end = date(year, month + 1, min(number, longest))
    if number > longest:
        return [Step(rule=Rule.MONTH_END, reason=Reason.DAY_MISSING, day=end, count=months)]
    return [Step(rule=Rule.NAME_OR_NUMBER, reason=reason, day=end, count=months)]


def _after_rest(end: date, *, moves: bool) -> list[Step]:
    """§ 193: each day on which nobody works, then the one it is."""
    if holidays.is_working_day(end):
        return [Step(rule=Rule.NO_WORK, reason=Reason.STANDS, day=end)]
    if not moves:
        return [_rest(end), Step(rule=Rule.NO_WORK, reason=Reason.NOT_MOVED, day=end)]
    later = holidays.next_working_day(end)
    free = [_rest(end + timedelta(days=ahead)) for ahead in range((later - end).days)]
    return [*free, Step(rule=Rule.NO_WORK, reason=Reason.MOVED, day=later)]


def _rest(day: date) -> Step:
    if name := holidays.name_of(day):
        return Step(rule=Rule.NO_WORK, reason=Reason.HOLIDAY, day=day, holiday=name)
    return Step(rule=Rule.NO_WORK, reason=Reason.SATURDAY if day.weekday() == 5 else Reason.SUNDAY, day=day)
