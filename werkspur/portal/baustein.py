"""What the portal gives to the whole."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.base.bausteine import Baustein, Link, Offer


def navigation(request: HttpRequest) -> Iterable[Link]:
    if request.user.is_authenticated:
        yield Link(_("Übersicht"), reverse("portal:dashboard"), order=1)
        if getattr(request, "company", None):
            yield Link(_("Finden"), reverse("portal:search"), order=95)
    else:
        yield Link(_("So geht es"), reverse("portal:how_it_works"), order=10)
        yield Link(_("Kontakt"), reverse("portal:contact"), order=90)


def offers(request: HttpRequest) -> Iterable[Offer]:
    yield Offer(
        title=_("Ansprechstelle finden"),
        text=_("Kammern und Polizei beraten kostenlos, in Leipzig und in den Kreisen."),
        action=_("Standorte ansehen"),
        url=reverse("portal:contact"),
        icon="ort",
        order=90,
    )


def personal_data(person: Any) -> Iterable[tuple[str, Any]]:
    keys = person.api_keys.all()
    yield _("Zugriffsschlüssel"), [f"{key.created_at:%d.%m.%Y} {key.name} ({key.start}…)" for key in keys]


def erase(person: Any) -> None:
    person.api_keys.all().delete()


baustein = Baustein(
    name="portal",
    label="Portal",
    order=10,
    urls="werkspur.portal.urls",
    public_urls=(
        "portal:start",
        "portal:contact",
        "portal:api",
        "portal:api:openapi-json",
        "portal:api:api-root",
        "portal:how_it_works",
        "portal:easy_language",
        "portal:imprint",
        "portal:privacy",
        "portal:accessibility",
        "portal:source",
        "portal:robots",
        "portal:sitemap",
    ),
    navigation=navigation,
    offers=offers,
    personal_data=personal_data,
    erase=erase,
)
