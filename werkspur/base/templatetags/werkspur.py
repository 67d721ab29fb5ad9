"""What every template may say without loading anything: figures, money, days, and the wiring of the components."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.http import QueryDict
from django.template import Context
from django.utils import formats, timezone
from django.utils.translation import gettext, pgettext

from werkspur.base import chart
from werkspur.base.bausteine import Link
from werkspur.base.calendar import wallclock
from werkspur.base.forms import FieldShape, shape_of

register = template.Library()
MISSING = "–"
MINUS = "−"


@register.filter
def number(value: float | str | None, places: int | None = None) -> str:
    """12345.5 → 12.345,5 (English 12,345.5), a real minus sign; None → –."""
    if value is None or value == "":
        return MISSING
    text = formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)
    return text.replace("-", MINUS, 1) if text.startswith("-") else text


@register.filter
def signed(value: float | str | None, places: int | None = None) -> str:
    """A change: +106, −204, ±0."""
    if value is None or value == "":
        return MISSING
    return ("±" if value == 0 else "+" if float(value) > 0 else "") + number(value, places)


@register.filter
def money(cents: int | str | None) -> str:
    """124900 → 1.249,00 €."""
    return MISSING if cents is None or cents == "" else f"{number(int(cents) / 100, 2)}\N{NO-BREAK SPACE}€"


@register.filter
def day(value: date | datetime | None) -> str:
    """22.11.2026 in every language: the forms of the house use it too."""
    return f"{_local(value):%d.%m.%Y}" if value else MISSING


@register.filter
def day_short(value: date | datetime | None) -> str:
    """Do 26.11. (English Thu 26.11.), for lists."""
    if not value:
        return MISSING
    local = _local(value)
    return f"{weekday(value)} {local:%d.%m.}"


@register.filter
def weekday(value: date | datetime) -> str:
    """Do (English Thu)."""
    return formats.date_format(_local(value), "D").rstrip(".")


@register.filter
def month_short(value: date | datetime) -> str:
    """Nov."""
    return formats.date_format(_local(value), "M").rstrip(".")[:3]


@register.filter
def moment(value: datetime | None) -> str:
    """22.11.2026, 14:32 Uhr (English without Uhr), in the time of Berlin."""
    if not value:
        return MISSING
    when = _local(value)
    return pgettext("moment", "%(day)s, %(time)s Uhr") % {"day": day(value), "time": f"{when:%H:%M}"}


@register.filter
def clock(value: datetime) -> str:
    """9:00, by the clock on the wall; in the hour that comes twice also which of both it is."""
    return wallclock.clock(value)


@register.filter
def missing(value: Any) -> Any:
    """The value, or – when there is none."""
    return MISSING if value is None or value == "" else value


@register.filter
def spoken(explanation: Any) -> str:
    """A comparison of marks in sentences, in the language of the page."""
    return str(explanation.speak(gettext))


@register.filter
def said(reason: Any) -> str:
    """A reason of the finder in the language of the page; plain text stays as it is."""
    return str(reason.say(gettext)) if hasattr(reason, "say") else str(reason)


@register.filter
def is_current(link: Link, path: str) -> bool:
    """Whether this entry of the navigation is, or contains, the page at `path`."""
    own = str(link.url).split("?")[0]
    return bool(path) and (path == own or (own != "/" and path.startswith((own, *link.also))))


@register.simple_tag
def nearest(links: Any, path: str) -> Link | None:
    """The one entry of the navigation that the page at `path` belongs to: of several that contain it the closest."""
    found: list[Link] = [link for link in links or [] if is_current(link, path)]
    return max(found, key=lambda link: len(link.url), default=None)


@register.filter
def as_list(value: Any) -> list[Any]:
    """A list from a list or from 'a, b, c'."""
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else list(value or [])


@register.filter
def steps_of(total: int) -> range:
    """1, 2, …, total."""
    return range(1, int(total) + 1)


@register.filter
def file_size(size: int | None) -> str:
    """2,4 MB; in steps of 1000 as shops and browsers count."""
    if size is None:
        return MISSING
    steps = ((1_000_000, "MB", 1), (1_000, "KB", 0))
    return next((f"{number(size / step, places)} {unit}" for step, unit, places in steps if size >= step), f"{size} B")


@register.simple_tag
def field_shape(field: BoundField, *, mark: bool = False, plain: bool = False) -> FieldShape:
    """How a form field is to be drawn (see `werkspur.base.forms.shape_of`)."""
    return shape_of(field, mark=bool(mark), mark_optional=not plain)


@register.simple_tag
def line_chart(values: Any, *, band_from: Any = None, height: Any = 96, width: Any = 520) -> chart.Line:
    """The points of a small line (see `werkspur.base.chart.line`)."""
    numbers = [float(value) for value in as_list(values)]
    start = None if band_from in (None, "") else int(band_from)
    return chart.line(numbers, band_from=start, width=int(width), height=int(height))


@register.simple_tag
def page_numbers(page: Any) -> list[int | str]:
    """The pages to offer around this one; an ellipsis where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))


@register.simple_tag(takes_context=True)
def page_query(context: Context, *pairs: Any) -> str:
    """The query string of this page with some names set anew: `{% page_query "seite" 2 "sortierung" None %}`.

    None takes the name away. Everything else, such as filters, stays.
    """
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in zip(pairs[::2], pairs[1::2], strict=True):
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return "?" + query.urlencode()


@register.simple_tag
def sort_link(key: str, current: str) -> dict[str, str]:
    """What a click on a column's heading asks for: the other direction when it is sorted by it already."""
    up, down = current == key, current == f"-{key}"
    return {"to": f"-{key}" if up else key, "aria": "ascending" if up else "descending" if down else ""}


def _local(value: date | datetime) -> date | datetime:
    """In the time of Berlin when it is a moment."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
