"""What this app gives to the whole: nothing that one of Werkspur's own could not, and the other way round."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.base.bausteine import Baustein, Hit, Link, Retention, Tile
from werkspur_hinweise.models import Notice


def navigation(request: HttpRequest) -> Iterable[Link]:
    yield Link(_("Hinweise"), reverse("hinweise:notices"), order=70)


def tiles(request: HttpRequest) -> Iterable[Tile]:
    shown = Notice.objects.shown_on(timezone.localdate()).count()
    if shown:
        title = ngettext("%(n)d Hinweis der Partner", "%(n)d Hinweise der Partner", shown) % {"n": shown}
        yield Tile(title=title, url=reverse("hinweise:notices"), action=_("Lesen"), order=60)


def search(text: str, request: HttpRequest) -> Iterable[Hit]:
    for notice in Notice.objects.shown_on(timezone.localdate()).filter(title__icontains=text)[:5]:
        yield Hit(notice.title, reverse("hinweise:notices"), text=notice.text[:160], kind=_("Hinweis"))


def forget(before: date) -> int:
    return Notice.objects.filter(shown_to__lt=before).delete()[0]


def retention() -> Iterable[Retention]:
    yield Retention(_("Abgelaufene Hinweise"), timedelta(days=365), forget)


baustein = Baustein(
    name="hinweise",
    label="Hinweise",
    order=60,
    urls="werkspur_hinweise.urls",
    prefix="hinweise/",
    public_urls=("hinweise:notices",),
    navigation=navigation,
    tiles=tiles,
    search=search,
    retention=retention,
)
