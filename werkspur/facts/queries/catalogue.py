"""What there is, as DCAT-AP 3 with the conventions of DCAT-AP.de: one dataset for each offence key of the partnership.

A dataset is a key and not an area, as statistical offices do it: who looks for thefts on building sites finds one entry
with all areas in it, and its address stays when a year is added. Keys that only a full import brings are read through
the same addresses, but not listed: a thousand entries nobody chose would hide the sixty that were.
Sources: SEMIC, DCAT-AP 3.0 (classes and their properties); GovData, DCAT-AP.de (licences, geocoding, attribution).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.base.citation import HOUSE
from werkspur.facts.models import Area, Figure, Offence
from werkspur.facts.queries.citation import authors
from werkspur.facts.rules import licences, texts

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority"
PLACES = "http://dcat-ap.de/def/politicalGeocoding"
PLACE_KINDS = {
    Area.Level.STATE: ("stateKey", "state"),
    Area.Level.DISTRICT: ("districtKey", "administrativeDistrict"),
}
FILES = (("csv", "CSV", "text/csv"), ("json", "JSON", "application/json"))
#: keys that were chosen for the partnership; those of a full import come after
CHOSEN = 1000


@dataclass
class _Kept:
    """What is there of one key."""

    areas: set[str] = field(default_factory=set)
    first: int = 9999
    last: int = 0
    changed: datetime | None = None
    licences: dict[str, None] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)


def document(*, root: str) -> dict[str, Any]:
    """Return the catalogue as JSON-LD; `root` is the address of the house without a slash at its end."""
    areas = list(Area.objects.of_the_partnership().defer("outline").prefetch_related("parts"))
    kept = _kept(areas)
    offences = Offence.objects.filter(key__in=kept, order__lt=CHOSEN)
    home = root + reverse("facts:overview")
    datasets = [_dataset(offence, kept[offence.key], areas=areas, root=root) for offence in offences]
    changed = max((one.changed for one in kept.values() if one.changed), default=None)
    return {
        "@context": CONTEXT,
        "@id": root + reverse("facts:catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": _german(_("Zahlen zur Kriminalität im Kammerbezirk Leipzig")),
        "dct:description": _german(
            _("Reihen der Kriminalstatistik für Sachsen und die Polizeidirektion Leipzig, nach Schlüsseln.")
        ),
        "dct:publisher": _publisher(root),
        "foaf:homepage": {"@id": home},
        "dct:language": {"@id": f"{EU}/language/DEU"},
        "dcat:themeTaxonomy": {"@id": f"{EU}/data-theme"},
        **({"dct:modified": _moment(changed)} if changed else {}),
        "dct:spatial": [_place(area) for area in areas if area.level in PLACE_KINDS],
        "dcat:dataset": datasets,
    }


def listed() -> list[str]:
    """Return the keys that were chosen for the partnership, in their order."""
    return list(Offence.objects.filter(order__lt=CHOSEN).values_list("key", flat=True))


def _kept(areas: Iterable[Area]) -> dict[str, _Kept]:
    """Return key → what is there; an area that is a sum of others has what every part has."""
    found: dict[str, _Kept] = defaultdict(_Kept)
    places = {area.key for area in areas}
    rows = Figure.objects.holding().filter(area__in=places, offence__order__lt=CHOSEN)
    grouped = rows.values_list("offence_id", "area_id", "imported__licence", "imported__source").annotate(
        first=Min("year"), last=Max("year"), changed=Max("imported__updated_at")
    )
    for offence, area, licence, source, first, last, changed in grouped.order_by("offence_id", "-last", "area_id"):
        one = found[offence]
        one.areas.add(area)
        one.first, one.last = min(one.first, first), max(one.last, last)
        one.changed = max(one.changed or changed, changed)
        one.licences[licence], one.sources[source] = None, None
    for one in found.values():
        one.areas |= {area.key for area in areas if (parts := {p.key for p in area.parts.all()}) and parts <= one.areas}
    return dict(found)


def _dataset(offence: Offence, kept: _Kept, *, areas: Iterable[Area], root: str) -> dict[str, Any]:
    known = [area for area in areas if area.key in kept.areas]
    query = f"gebiet={','.join(area.key for area in known)}&schluessel={offence.key}"
    page = f"{root}{reverse('facts:series')}?{query}"
    located = [area for area in known if area.level in PLACE_KINDS]
    licence = licences.licence(next(iter(kept.licences)))
    told = " ".join([offence.meaning, texts.text("reported_only").say(_), texts.text("outgoing").say(_)])
    return {
        "@id": f"{page}#datensatz",
        "@type": "dcat:Dataset",
        "dct:identifier": f"werkspur-pks-{offence.key}",
        "dct:title": _german(_("%(name)s (%(key)s), Fälle nach Jahr") % {"name": offence.name, "key": offence.key}),
        "dct:description": _german(told.strip()),
        "dct:publisher": {"@id": f"{root}/#werkspur"},
        "dct:creator": [{"@type": "foaf:Agent", "foaf:name": name} for name in _authors(kept)],
        "dcat:contactPoint": _contact(root),
        "dcat:theme": {"@id": f"{EU}/data-theme/JUST"},
        "dcat:keyword": [_german(word) for word in (offence.name, _("Kriminalstatistik"), "PKS")],
        "dct:accessRights": {"@id": f"{EU}/access-right/PUBLIC"},
        "dct:accrualPeriodicity": {"@id": f"{EU}/frequency/ANNUAL"},
        "dct:language": {"@id": f"{EU}/language/DEU"},
        "dct:modified": _moment(kept.changed),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": f"{kept.first}-01-01", "@type": "xsd:date"},
            "dcat:endDate": {"@value": f"{kept.last}-12-31", "@type": "xsd:date"},
        },
        "dcat:temporalResolution": {"@value": "P1Y", "@type": "xsd:duration"},
        "dct:spatial": [{"@id": _place_uri(area)} for area in located],
        "dcatde:politicalGeocodingURI": [{"@id": _place_uri(area)} for area in located],
        "dcatde:politicalGeocodingLevelURI": [{"@id": uri} for uri in sorted({_level_uri(area) for area in located})],
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [
            _distribution(file, offence=offence, query=query, kept=kept, licence=licence, root=root) for file in FILES
        ],
    }


def _distribution(
    file: tuple[str, str, str], *, offence: Offence, query: str, kept: _Kept, licence: licences.Licence, root: str
) -> dict[str, Any]:
    ending, name, media = file
    address = f"{root}{reverse(f'facts:series_{ending}')}?{query}"
    named = {"@id": licence.uri} if licence.uri else {"@type": "dct:LicenseDocument", "dct:title": licence.name}
    return {
        "@id": f"{address}#datei",
        "@type": "dcat:Distribution",
        "dct:title": _german(f"{offence.name}, {name}"),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dct:format": {"@id": f"{EU}/file-type/{name}"},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "dct:license": named,
        "dcatde:licenseAttributionByText": _german("; ".join(_authors(kept))),
        "dcatap:availability": {"@id": f"{EU}/planned-availability/STABLE"},
        "dct:modified": _moment(kept.changed),
        "dct:language": {"@id": f"{EU}/language/DEU"},
    }


def _publisher(root: str) -> dict[str, Any]:
    return {
        "@id": f"{root}/#werkspur",
        "@type": "foaf:Agent",
        "foaf:name": _german(_("Werkspur, Sicherheitspartnerschaft im Kammerbezirk Leipzig")),
        "foaf:homepage": {"@id": f"{root}/"},
    }


def _contact(root: str) -> dict[str, Any]:
    return {
        "@type": "vcard:Organization",
        "vcard:fn": HOUSE,
        "vcard:hasURL": {"@id": root + reverse("portal:contact")},
    }


def _authors(kept: _Kept) -> tuple[str, ...]:
    return authors(kept.sources)


def _place(area: Area) -> dict[str, Any]:
    return {"@id": _place_uri(area), "@type": "dct:Location", "skos:prefLabel": _german(area.name)}


def _place_uri(area: Area) -> str:
    return f"{PLACES}/{PLACE_KINDS[Area.Level(area.level)][0]}/{area.key}"


def _level_uri(area: Area) -> str:
    return f"{PLACES}/Level/{PLACE_KINDS[Area.Level(area.level)][1]}"


def _german(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "de"}


def _moment(moment: datetime | None) -> dict[str, str] | None:
    return {"@value": moment.isoformat(timespec="seconds"), "@type": "xsd:dateTime"} if moment else None
