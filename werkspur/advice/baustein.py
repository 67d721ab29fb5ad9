"""What advice gives to the whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.base.bausteine import Baustein, Duty, Link


def navigation(request: HttpRequest) -> Iterable[Link]:
    person = request.user
    if not person.is_authenticated:
        yield Link(_("Beratung"), reverse("advice:overview"), order=20)
        return
    if getattr(request, "company", None):
        yield Link(_("Beratung"), reverse("advice:overview"), order=40, group="company")
    for group in ("police_advice", "chamber"):
        if person.has_role(group):
            yield Link(_("Planung"), reverse("advice:planning"), order=40, group=group)


def nightly() -> Iterable[Duty]:
    from werkspur.advice.services import planning

    yield Duty(_("Termine der Beratung anlegen"), planning.remake_all)


def initial_data() -> Any:
    from werkspur.advice import initial_data

    return initial_data.load()


def demo(build: Any) -> Any:
    from werkspur.advice import demo

    demo.build_slots(build)


baustein = Baustein(
    name="advice",
    label="Beratung",
    order=60,
    urls="werkspur.advice.urls",
    public_urls=("advice:overview",),
    navigation=navigation,
    nightly=nightly,
    initial_data=initial_data,
    demo=demo,
)
