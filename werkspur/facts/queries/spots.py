"""Hot spots among our own companies, from what was released, with the reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.base.templatetags.werkspur import number
from werkspur.facts.models import PresenceNote, SituationRelease
from werkspur.facts.rules.small import OTHERS
from werkspur.facts.rules.spots import Spot, judge
from werkspur.partners.models import Region


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A region, what is said of it, and the newest quarter looked at."""

    region: Region
    quarter: date
    spot: Spot
    notes: int = 0

    @property
    def sentence(self) -> str:
        """The reason in words."""
        return _reason(self.spot) if self.spot.reason else _comparison(self.spot)


def judged(releases: Sequence[SituationRelease] | None = None) -> list[Judged]:
    """Return every region that was ever told alone, hot spots first, then by name."""
    releases = list(SituationRelease.objects.all()) if releases is None else releases
    if not releases:
        return []
    quarter = releases[-1].quarter
    notes = dict(
        PresenceNote.objects.filter(hot_spot=quarter)
        .exclude(state=PresenceNote.State.WITHDRAWN)
        .order_by()
        .values_list("region")
        .annotate(count=Count("pk"))
    )
    found = [
        Judged(
            region=region, quarter=quarter, spot=judge(_quarters(releases, region.key)), notes=notes.get(region.pk, 0)
        )
        for region in Region.objects.filter(key__in=told_alone(releases)).order_by("name")
    ]
    order = ("above", "below", "usual", "none")
    return sorted(found, key=lambda one: order.index(one.spot.verdict))


def hot_spots(releases: Sequence[SituationRelease] | None = None) -> list[Judged]:
    """Return the regions above their range."""
    return [one for one in judged(releases) if one.spot.verdict == "above"]


def told_alone(releases: Sequence[SituationRelease]) -> set[str]:
    return {group["region"] for one in releases for group in one.groups} - {OTHERS}


def _quarters(releases: Sequence[SituationRelease], key: str) -> list[tuple[int, int] | None]:
    return [next((_numbers(group) for group in one.groups if group["region"] == key), None) for one in releases]


def _numbers(group: dict[str, Any]) -> tuple[int, int]:
    return group["reports"], group["taking"]


def _comparison(spot: Spot) -> str:
    values = {"rate": number(spot.rate, 0), "low": number(spot.low, 0), "high": number(spot.high, 0)}
    if spot.verdict == "above":
        told = _("In zwölf Monaten %(rate)s Meldungen je 100 Betriebe. In den drei Jahren davor höchstens %(high)s.")
    elif spot.verdict == "below":
        told = _("In zwölf Monaten %(rate)s Meldungen je 100 Betriebe. In den drei Jahren davor mindestens %(low)s.")
    else:
        told = _("In zwölf Monaten %(rate)s Meldungen je 100 Betriebe. In den drei Jahren davor %(low)s bis %(high)s.")
    sentence = told % values
    return f"{sentence} {_chance(spot)}" if spot.verdict != "usual" else sentence


def _chance(spot: Spot) -> str:
    if spot.chance:
        return _("Bei so wenigen Meldungen kann das Zufall sein.")
    return _("Das ist mehr als eine zufällige Schwankung.")


def _reason(spot: Spot) -> str:
    reasons = {
        "young": _("Für eine Aussage braucht es vier volle Jahre."),
        "hidden": _(
            "In mindestens einem Quartal steht das Gebiet nicht für sich, weil hier oder nebenan zu wenige Betriebe "
            "betroffen waren."
        ),
        "few": _("Unter 20 Meldungen in einem der vier Jahre, das ist zu wenig."),
    }
    if spot.reports is None:
        return reasons[spot.reason]
    told = ngettext(
        "Eine Meldung in zwölf Monaten.", "%(count)s Meldungen in zwölf Monaten.", spot.reports
    ) % {"count": number(spot.reports)}  # fmt: skip
    return f"{told} {reasons[spot.reason]}"
