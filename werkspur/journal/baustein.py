"""What the journal gives to the whole."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.base.bausteine import Baustein, Link, Tile


def _reads(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated and request.user.has_role("data_protection"))


def navigation(request: HttpRequest) -> Iterable[Link]:
    if _reads(request):
        yield Link(_("Journal"), reverse("journal:entries"), order=80, group="data_protection")


def tiles(request: HttpRequest) -> Iterable[Tile]:
    if _reads(request):
        yield Tile(
            title=_("Abfragen stichprobenartig prüfen"),
            text=_("Zehn zufällige Abfragen ansehen: Zweck, Aktenzeichen, wer."),
            url=reverse("journal:entries") + "#stichprobe",
            action=_("Ziehen"),
            order=20,
        )


def personal_data(person: Any) -> Iterable[tuple[str, Any]]:
    """What somebody did. The journal is never changed: of a person it keeps a number and the roles, no name."""
    from werkspur.journal.models import Entry

    mine = Entry.objects.filter(actor=f"person:{person.pk}").order_by("number")
    yield _("Einträge"), [f"{entry.at:%d.%m.%Y %H:%M} {entry.deed} {entry.object_label}".strip() for entry in mine]


baustein = Baustein(
    name="journal",
    label="Journal",
    order=90,
    urls="werkspur.journal.urls",
    prefix="journal/",
    navigation=navigation,
    tiles=tiles,
    personal_data=personal_data,
)
