"""Whom the demonstration writes to: a town, a district and a ministry that do not exist."""

from __future__ import annotations

from typing import Any

from werkspur.advocacy.models import Addressee, DeadlineRule, Officeholder
from werkspur.advocacy.services.addressees import let_find

LEVEL, KIND = Addressee.Level, Addressee.Kind
TALWINKEL = {"street": "Marktgasse 1", "postcode": "04999", "city": "Talwinkel"}
DISTRICT = {"street": "Kreisallee 7", "postcode": "04998", "city": "Musterburg"}
#: slug: name, level, kind, region, further values
BODIES: dict[str, tuple[str, str, str, str, dict[str, Any]]] = {
    "talwinkel-rat": ("Stadtrat Talwinkel (Beispiel)", LEVEL.TOWN, KIND.COUNCIL, "14729", TALWINKEL),
    "talwinkel-stadt": ("Stadtverwaltung Talwinkel (Beispiel)", LEVEL.TOWN, KIND.ADMINISTRATION, "14729", TALWINKEL),
    "muster-landratsamt": (
        "Landratsamt Musterkreis (Beispiel)", LEVEL.DISTRICT, KIND.ADMINISTRATION, "14730", DISTRICT,
    ),
    "muster-ministerium": (
        "Staatsministerium für Beispiele", LEVEL.STATE, KIND.MINISTRY, "14",
        {"street": "Probeplatz 3", "postcode": "01999", "city": "Musterstadt"},
    ),
}  # fmt: skip


def build_bodies(regions: dict[str, Any]) -> dict[str, Addressee]:
    """Add them with somebody who speaks for each, by role."""
    rule = DeadlineRule.objects.filter(slug="bitte-ein-monat").first()
    found = {}
    for slug, (name, level, kind, region, values) in BODIES.items():
        body = Addressee.objects.create(
            slug=slug, name=name, level=level, kind=kind, region=regions.get(region), rule=rule, to_be_verified=False,
            source="erfunden", email=f"{slug}@rat.example", **values,
        )  # fmt: skip
        Officeholder.objects.create(addressee=body, role="Leitung", salutation="Sehr geehrte Damen und Herren")
        let_find(body)
        found[slug] = body
    return found
