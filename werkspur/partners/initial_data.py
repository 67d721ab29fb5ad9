"""What every installation knows from the start: the three partners, their places, regions, agreement and trades.

Sources: official municipality keys (AGS) of Saxony from the register of the Federal Statistical Office; the security
partnership from the pages of the two chambers (hwk-leipzig.de, leipzig.ihk.de). What is not certain stays empty and
is marked "to be verified" with the place it came from. Loading again adds what is missing and overwrites nothing that
somebody has changed since.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from werkspur.partners.models import Agreement, Contact, Office, Partner, Region, Trade

STATE, DIRECTORATE, DISTRICT = Region.Level.STATE, Region.Level.DIRECTORATE, Region.Level.DISTRICT
# key, name, level, key of the parent
REGIONS = (
    ("14", "Sachsen", STATE, ""),
    ("PD-L", "Polizeidirektion Leipzig", DIRECTORATE, "14"),
    ("14713", "Stadt Leipzig", DISTRICT, "14"),
    ("14729", "Landkreis Leipzig", DISTRICT, "14"),
    ("14730", "Landkreis Nordsachsen", DISTRICT, "14"),
)
DISTRICTS = ("14713", "14729", "14730")
DIRECTORATE_KEY = "PD-L"  # no official key: a police directorate is made of districts

PARTNERS = (
    ("ihk", "Industrie- und Handelskammer zu Leipzig", "IHK zu Leipzig", Partner.Kind.INDUSTRY_CHAMBER,
     "https://www.leipzig.ihk.de/"),
    ("hwk", "Handwerkskammer zu Leipzig", "Handwerkskammer zu Leipzig", Partner.Kind.CRAFTS_CHAMBER,
     "https://www.hwk-leipzig.de/"),
    ("pd", "Polizeidirektion Leipzig", "Polizeidirektion Leipzig", Partner.Kind.POLICE,
     "https://www.polizei.sachsen.de/"),
)  # fmt: skip

HEAD, REGIONAL, SERVICE = Office.Kind.HEAD, Office.Kind.REGIONAL, Office.Kind.SERVICE
IMPRINT = "Anschrift laut Impressum des Partners"
OLD_LIST = "Wikipedia-Artikel „Industrie- und Handelskammer zu Leipzig“, Stand 2016"
# partner, name, kind, street, postcode, city, region, source, to be verified
OFFICES = (
    ("ihk", "IHK zu Leipzig", HEAD, "Goerdelerring 5", "04109", "Leipzig", "14713", IMPRINT, False),
    ("ihk", "IHK-Regionalbüro Borna", REGIONAL, "", "", "Borna", "14729", OLD_LIST, True),
    ("ihk", "IHK-Regionalbüro Delitzsch", REGIONAL, "", "", "Delitzsch", "14730", OLD_LIST, True),
    ("ihk", "IHK-Regionalbüro Grimma", REGIONAL, "", "", "Grimma", "14729", OLD_LIST, True),
    ("ihk", "IHK-Regionalbüro Torgau", REGIONAL, "", "", "Torgau", "14730", OLD_LIST, True),
    ("ihk", "IHK-Servicebüro Oschatz", SERVICE, "", "", "Oschatz", "14730", OLD_LIST, True),
    ("hwk", "Handwerkskammer zu Leipzig", HEAD, "Dresdner Straße 11/13", "04103", "Leipzig", "14713", IMPRINT, False),
    ("pd", "Polizeidirektion Leipzig", HEAD, "Dimitroffstraße 1", "04107", "Leipzig", "14713", IMPRINT, False),
)

# partner, role, topic; mailboxes and numbers are entered by the partner
CONTACTS = (
    ("ihk", _("Sicherheitspartnerschaft"), _("Bestätigung von Betrieben, Sprechtage, Foren")),
    ("hwk", _("Sicherheitspartnerschaft"), _("Bestätigung von Betrieben, Sprechtage, Foren")),
    ("pd", _("Polizeiliche Beratungsstelle"), _("Einbruchschutz, Beratung im Betrieb")),
    ("pd", _("Ermittlung"), _("Zuordnung gefundener Gegenstände")),
)

TRADES = (
    ("hochbau", _("Hoch- und Tiefbau")),
    ("dach", _("Dachdecker")),
    ("zimmerei", _("Zimmerer und Holzbau")),
    ("geruest", _("Gerüstbau")),
    ("elektro", _("Elektrotechnik")),
    ("shk", _("Sanitär, Heizung, Klima")),
    ("maler", _("Maler und Lackierer")),
    ("fliesen", _("Fliesen, Platten, Estrich")),
    ("tischlerei", _("Tischler")),
    ("metall", _("Metallbau und Maschinenbau")),
    ("kfz", _("Kraftfahrzeugtechnik")),
    ("landmaschinen", _("Land- und Baumaschinen")),
    ("galabau", _("Garten- und Landschaftsbau")),
    ("reinigung", _("Gebäudereinigung")),
    ("friseur", _("Friseure und Kosmetik")),
    ("baeckerei", _("Bäcker und Konditoren")),
    ("fleischerei", _("Fleischer")),
    ("logistik", _("Transport und Logistik")),
    ("handel", _("Handel")),
    ("gastgewerbe", _("Hotels und Gaststätten")),
    ("industrie", _("Industrie")),
    ("dienstleistung", _("Andere Dienstleistung")),
)

AGREEMENT: dict[str, Any] = {
    "signed_on": date(2015, 8, 4),
    "title": "Gemeinsame Sicherheitspartnerschaft",
}
AGREEMENT_TEXT = {
    "valid_from": date(2015, 8, 4),
    "summary": (
        "Beratung vor Ort, Sprechtage in Haupt- und Regionalbüros, regelmäßige Sicherheitsforen, Lagebild der Polizei, "
        "Kennzeichnung von Werkzeug und Maschinen, Arbeit der Kammern gegenüber Politik und Verwaltung. "
        "Zeitlich unbegrenzt, inhaltlich und räumlich erweiterbar."
    ),
    "source": "hwk-leipzig.de (Seite 3,0,7029) und leipzig.ihk.de (Gemeinsame Sicherheitspartnerschaft)",
}


@transaction.atomic
def load() -> None:
    """Add what is missing. May run at every start."""
    regions = _load_regions()
    partners = _load_partners(regions)
    for slug, name, kind, street, postcode, city, region, source, unsure in OFFICES:
        values = {
            "kind": kind, "street": street, "postcode": postcode, "city": city, "region": regions[region],
            "source": source, "to_be_verified": unsure,
        }  # fmt: skip
        Office.objects.get_or_create(partner=partners[slug], name=name, defaults=values)
    for order, (slug, role, topic) in enumerate(CONTACTS, start=1):
        Contact.objects.get_or_create(partner=partners[slug], role=role, defaults={"topic": topic, "order": order * 10})
    for order, (slug, name) in enumerate(TRADES, start=1):
        Trade.objects.get_or_create(slug=slug, defaults={"name": name, "order": order * 10})
    agreement, new = Agreement.objects.get_or_create(**AGREEMENT, defaults=AGREEMENT_TEXT)
    if new:
        agreement.partners.set(partners.values())


def _load_regions() -> dict[str, Region]:
    regions: dict[str, Region] = {}
    for key, name, level, parent in REGIONS:
        values = {"name": name, "level": level, "parent": regions.get(parent)}
        found = Region.objects.filter(key=key).first()
        regions[key] = found or Region.objects.create(key=key, **values)
        if found is None and level == DISTRICT:
            regions[DIRECTORATE_KEY].parts.add(regions[key])
    return regions


def _load_partners(regions: dict[str, Region]) -> dict[str, Partner]:
    partners = {}
    for order, (slug, name, short_name, kind, website) in enumerate(PARTNERS, start=1):
        values = {"name": name, "short_name": short_name, "kind": kind, "website": website, "order": order * 10}
        partner, new = Partner.objects.get_or_create(slug=slug, defaults=values)
        if new:
            partner.regions.set([regions[key] for key in DISTRICTS])
        partners[slug] = partner
    return partners
