"""What the tests that visit every address need of advocacy: one part for each group of pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from tests.people import People
from werkspur.advocacy.models import CitedFigure, Document
from werkspur.advocacy.tests.world import AdvocacyWorld, advocacy_world


def advocacy_pages(people: People) -> dict[str, dict[str, Any]]:
    """Arguments of every address of advocacy, by its name."""
    world = advocacy_world()
    found: dict[str, dict[str, Any]] = {}
    for part in (demanded, addressed, delivered, filed, answered, measured, papers, public):
        found |= part(world, people)
    return found


def demanded(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    return {}


def addressed(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    return {}


def delivered(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    return {}


def filed(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    return {}


def answered(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    return {}


def measured(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    """A figure of a draft, and the account of a year that is over."""
    year = timezone.localdate().year - 1
    old, draft = world.released(), world.draft()
    old.released_on = date(year, 12, 1)
    old.save()
    figure = CitedFigure.objects.create(demand=draft, baustein="partners", key="partners.companies_verified")
    on_a_figure = {f"advocacy:{name}": {"uid": figure.uid} for name in ("figure_remove", "figure_renew")}
    of_demand = {f"advocacy:{name}": {"uid": draft.uid} for name in ("figures", "figure_add")}
    return on_a_figure | of_demand | {f"advocacy:{name}": {"year": year} for name in ("account", "account_pdf")}


def papers(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    return {}


def public(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    """A demand that was released, and its letter, which everybody may read."""
    delivery = world.delivered(world.released())
    letter = Document.objects.create(
        title="Brief", name="brief.txt", media_type="text/plain", size=4, sha256="0" * 64,
        file=ContentFile(b"Text", name="brief.txt"),
    )  # fmt: skip
    delivery.public, delivery.public_document = True, letter
    delivery.save()
    here = {"slug": delivery.demand.slug}
    return {
        "advocacy:demand": here,
        "advocacy:demand_data": here,
        "advocacy:demand_version_public": here | {"number": 1},
        "advocacy:citation": here | {"form": "ris"},
        "advocacy:feed": {"key": "alle"},
        "advocacy:public_file": {"uid": letter.uid},
    }
