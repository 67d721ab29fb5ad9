"""When something that was sent has probably arrived: a suggestion with its reason, which a person confirms.

What is declared to somebody absent counts when it arrives (§ 130(1), (3) BGB): when it has come into their hands and
one may expect it to be read there. § 41(2) VwVfG does not hold: it speaks of acts of authorities, not of letters to
them. Post: three of four letters are there sooner, the law wants 95 of 100 on the third working day (§ 18(1) PostG).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from werkspur.base.calendar import holidays
from werkspur.marks.wording import Said
from werkspur.marks.wording import gettext_noop as _

POST_DAYS = 3
SPOKEN = frozenset({"meeting", "session"})

_WHY = {
    "spoken": _("Was mündlich gesagt wird, ist am selben Tag angekommen."),
    "post": _("Vorschlag: dritter Werktag nach dem Einwurf. Bis dahin sind 95 von 100 Briefen da (§ 18 PostG)."),
    "same_day": _("Vorschlag: derselbe Tag. An Arbeitstagen wird gelesen, was eingeht (§ 130 BGB)."),
    "next_day": _("Vorschlag: nächster Arbeitstag. An freien Tagen liest niemand im Amt (§ 130 BGB)."),
}


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """The day, and why."""

    day: date
    reason: Said


def suggested(way: str, *, day: date) -> Arrival:
    """Return when it has probably arrived. way: post, fax, mail, meeting or session; day: when it was sent or said.

    Raises LookupError outside of the years of the calendar.
    """
    if way in SPOKEN:
        return _told("spoken", day=day)
    if way == "post":
        for _number in range(POST_DAYS):
            day = holidays.next_working_day(day)
        return _told("post", day=day)
    if holidays.is_working_day(day):
        return _told("same_day", day=day)
    return _told("next_day", day=holidays.next_working_day(day))


def _told(code: str, *, day: date) -> Arrival:
    return Arrival(day=day, reason=Said(code, _WHY[code]))
