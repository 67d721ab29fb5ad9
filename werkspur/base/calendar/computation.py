"""The steps by which the end of a deadline is found: the rule, the day it leads to, and why; and each as a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from werkspur.marks.wording import Said
from werkspur.marks.wording import gettext_noop as _


class Rule(StrEnum):
    """Where the step is written. All but the last stand in the Bürgerliches Gesetzbuch."""

    EVENT = "§ 187 Abs. 1 BGB"
    DAY = "§ 187 Abs. 2 BGB"
    DAYS = "§ 188 Abs. 1 BGB"
    NAME_OR_NUMBER = "§ 188 Abs. 2 BGB"
    MONTH_END = "§ 188 Abs. 3 BGB"
    PARTS = "§ 189 Abs. 1 BGB"
    HALF_MONTH_LAST = "§ 189 Abs. 2 BGB"
    NO_WORK = "§ 193 BGB"
    WORKING_DAYS = ""  # whoever set the deadline says that only working days count


class Reason(StrEnum):
    """What happens in a step."""

    EVENT_NOT_COUNTED = "event_not_counted"
    DAY_COUNTED = "day_counted"
    IN_MONTHS = "in_months"
    LAST_DAY = "last_day"
    SAME_WEEKDAY = "same_weekday"
    BEFORE_SAME_WEEKDAY = "before_same_weekday"
    SAME_NUMBER = "same_number"
    BEFORE_SAME_NUMBER = "before_same_number"
    DAY_MISSING = "day_missing"
    FIFTEEN_DAYS = "fifteen_days"
    HOLIDAY_SKIPPED = "holiday_skipped"
    WEEKENDS_SKIPPED = "weekends_skipped"
    LAST_WORKING_DAY = "last_working_day"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"
    MOVED = "moved"
    STANDS = "stands"
    NOT_MOVED = "not_moved"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step. day: where it leads; holiday: its name, or ''; count: the days, weeks or months counted, or 0."""

    rule: Rule
    reason: Reason
    day: date
    holiday: str = ""
    count: int = 0

    @property
    def said(self) -> Said:
        """The step as a sentence; the rule stands apart."""
        params: dict[str, str | int | tuple[Said, ...]] = {
            "day": f"{self.day:%d.%m.%Y}",
            "weekday": (weekday(self.day),),
            "holiday": self.holiday,
            "count": self.count,
        }
        return Said(self.reason.value, _SENTENCES[self.reason], params)


def weekday(day: date) -> Said:
    """Return the name of the weekday."""
    return _WEEKDAYS[day.weekday()]


_WEEKDAYS = (
    Said("monday", _("Montag")),
    Said("tuesday", _("Dienstag")),
    Said("wednesday", _("Mittwoch")),
    Said("thursday", _("Donnerstag")),
    Said("friday", _("Freitag")),
    Said("saturday", _("Samstag")),
    Said("sunday", _("Sonntag")),
)

_SENTENCES = {
    Reason.EVENT_NOT_COUNTED: _("Der Tag des Ereignisses, %(weekday)s, %(day)s, zählt nicht mit."),
    Reason.DAY_COUNTED: _("Die Frist beginnt mit dem Anfang des Tages: %(weekday)s, %(day)s, zählt mit."),
    Reason.IN_MONTHS: _("Die Frist dauert %(count)s Monate."),
    Reason.LAST_DAY: _("Tage der Frist: %(count)s. Der letzte ist %(weekday)s, %(day)s."),
    Reason.SAME_WEEKDAY: _("Wochen der Frist: %(count)s. Sie endet am gleichen Wochentag: %(weekday)s, %(day)s."),
    Reason.BEFORE_SAME_WEEKDAY: _(
        "Wochen der Frist: %(count)s. Sie endet am Tag vor dem gleichen Wochentag: %(weekday)s, %(day)s."
    ),
    Reason.SAME_NUMBER: _("Monate der Frist: %(count)s. Sie endet am Tag mit der gleichen Zahl: %(weekday)s, %(day)s."),
    Reason.BEFORE_SAME_NUMBER: _(
        "Monate der Frist: %(count)s. Sie endet am Tag vor dem Tag mit der gleichen Zahl: %(weekday)s, %(day)s."
    ),
    Reason.DAY_MISSING: _(
        "Monate der Frist: %(count)s. Dem letzten fehlt der Tag mit dieser Zahl, "
        "darum endet sie an seinem letzten Tag: %(weekday)s, %(day)s."
    ),
    Reason.FIFTEEN_DAYS: _("Der halbe Monat sind 15 Tage, sie zählen zuletzt: bis %(weekday)s, %(day)s."),
    Reason.HOLIDAY_SKIPPED: _("%(weekday)s, %(day)s, zählt nicht: %(holiday)s."),
    Reason.WEEKENDS_SKIPPED: _("Samstage und Sonntage zählen nicht: %(count)s Tage, zuletzt %(day)s."),
    Reason.LAST_WORKING_DAY: _("Arbeitstage der Frist: %(count)s. Der letzte ist %(weekday)s, %(day)s."),
    Reason.SATURDAY: _("Der %(day)s ist ein Samstag."),
    Reason.SUNDAY: _("Der %(day)s ist ein Sonntag."),
    Reason.HOLIDAY: _("Der %(day)s ist ein Feiertag in Sachsen: %(holiday)s."),
    Reason.MOVED: _("Die Frist endet am nächsten Werktag: %(weekday)s, %(day)s."),
    Reason.STANDS: _("Der letzte Tag, %(weekday)s, %(day)s, ist ein Werktag. Dabei bleibt es."),
    Reason.NOT_MOVED: _("Der Tag ist fest bestimmt. Es bleibt bei %(weekday)s, %(day)s."),
}
