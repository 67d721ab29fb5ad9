"""The situation of our own companies, for the partners: table, drawing, hot spots, file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from werkspur.base.tables import table_file
from werkspur.base.templatetags.werkspur import number
from werkspur.facts.charts import bars
from werkspur.facts.forms.situation import SituationForm
from werkspur.facts.models import PresenceNote, SituationRelease
from werkspur.facts.models.presence import WRITERS
from werkspur.facts.queries.situation import Picture, picture, quarter_label, table
from werkspur.facts.queries.spots import judged
from werkspur.facts.rules.small import K
from werkspur.partners.permissions import partner_required
from werkspur.partners.requests import PersonRequest


@partner_required
@require_GET
def situation(request: PersonRequest) -> HttpResponse:
    releases = list(SituationRelease.objects.all())
    context: dict[str, Any] = {"k": K, "may_write": request.user.has_role(*WRITERS)}
    if releases:
        form = SituationForm(request.GET, releases=releases)
        wanted = form.wanted()
        shown = picture(releases, wanted=wanted)
        context |= {
            "form": form,
            "wanted": wanted,
            "selected": form.words(wanted),
            "picture": shown,
            "drawing": _drawing(shown, name="lage") if shown.drawn else "",
            "narrow": _drawing(shown, name="lage-schmal", width=360, height=220) if shown.drawn else "",
            "regions": judged(releases),
            "newest": quarter_label(releases[-1].quarter),
            "open_notes": PresenceNote.objects.visible_to(request.user).lasting(timezone.localdate())[:5],
        }
    return render(request, "facts/situation.html", context)


@partner_required
@require_GET
def situation_csv(request: PersonRequest) -> HttpResponse:
    """The same numbers as on the page, with the same hidden cells."""
    releases = list(SituationRelease.objects.all())
    if not releases:
        return table_file([["von", "bis", "gebiet", "gewerk", "meldungen", "hinweis"]], name="lage.csv")
    wanted = SituationForm(request.GET, releases=releases).wanted()
    return table_file(table(picture(releases, wanted=wanted), wanted=wanted), name="lage.csv")


def _drawing(shown: Picture, *, name: str, width: int = bars.WIDTH, height: int = bars.HEIGHT) -> str:
    years: set[int] = set()
    drawn = []
    for span in shown.spans:
        label = "" if span.since.year in years else str(span.since.year)
        years.add(span.since.year)
        told = _("unter fünf Betrieben") if span.last is None else number(span.last)
        slots = span.months if shown.is_monthly else 1
        drawn.append(bars.Bar(value=span.last, title=f"{span.label}: {told}", slots=slots, label=label))
    return bars.draw(
        drawn,
        title=_("Diebstahlmeldungen in Werkspur, %(column)s") % {"column": shown.columns[-1]},
        description=_("Meldungen von Betrieben, keine amtlichen Zahlen. Dieselben Werte stehen darunter als Tabelle."),
        name=name,
        number=lambda value: number(value, 0),
        width=width,
        height=height,
    )
