"""How a demand is cited: who demands, what, in which version, where it stands."""

from __future__ import annotations

from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Demand, DemandVersion
from werkspur.base.calendar.wallclock import day_of
from werkspur.base.citation import HOUSE, Work


def cited(demand: Demand, version: DemandVersion, *, address: str, day: date) -> Work:
    """Return a released version as bibliography programs take it, read on a day under an address."""
    return Work(
        authors=bearers(version),
        title=version.title,
        year=_released(version, day=day).year,
        address=address,
        day=day,
        name=f"werkspur-{slugify(demand.slug)}-{version.number}",
        notes=(_kind(demand, version),),
        ris_type="GEN",
        csl_type="document",
    )


def line(demand: Demand, version: DemandVersion, *, address: str, day: date) -> str:
    """Return one line for a footnote."""
    told = {
        "who": "; ".join(bearers(version)),
        "title": version.title,
        "what": _kind(demand, version),
        "day": f"{_released(version, day=day):%d.%m.%Y}",
        "house": HOUSE,
        "address": address,
        "read": f"{day:%d.%m.%Y}",
    }
    return _("%(who)s: %(title)s. %(what)s vom %(day)s. %(house)s, %(address)s, abgerufen am %(read)s.") % told


def bearers(version: DemandVersion) -> tuple[str, ...]:
    """Return whose demand it is, in the order of the partners."""
    return tuple(one.name for one in version.bearers.order_by("order", "name"))


def _kind(demand: Demand, version: DemandVersion) -> str:
    return _("%(kind)s, Fassung %(number)s") % {"kind": demand.get_kind_display(), "number": version.number}


def _released(version: DemandVersion, *, day: date) -> date:
    return day_of(version.released_at) if version.released_at else day
