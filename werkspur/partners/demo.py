"""The demonstration partnership's share of this app: made-up companies, one login for each role, role mailboxes.

All names are plainly invented, all addresses lie under werkspur.example. The password is public and works in
demonstration mode only.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.utils.text import slugify

from werkspur.base.demonstration import PASSWORD, Build
from werkspur.partners import services
from werkspur.partners.models import Company, Contact, Partner, Person, Region, Review, Role, Trade
from werkspur.partners.services.companies import UMLAUTS

DOMAIN = "werkspur.example"
SOLE, GBR, OHG, KG, UG, GMBH, GMBH_KG = (
    Company.LegalForm.SOLE, Company.LegalForm.GBR, Company.LegalForm.OHG, Company.LegalForm.KG, Company.LegalForm.UG,
    Company.LegalForm.GMBH, Company.LegalForm.GMBH_CO_KG,
)  # fmt: skip
# name, legal form, trade, chamber; the first one belongs to the login betrieb@
COMPANIES = (
    ("Dachdeckerei Muster GmbH", GMBH, "dach", "hwk"),
    ("Elektro Beispiel KG", KG, "elektro", "hwk"),
    ("Bäckerei Probe", SOLE, "baeckerei", "hwk"),
    ("Friseursalon Modell", SOLE, "friseur", "hwk"),
    ("Autohaus Muster & Beispiel GmbH", GMBH, "kfz", "hwk"),
    ("Gartenbau Vorlage", SOLE, "galabau", "ihk"),
    ("Hochbau Musterstein GmbH & Co. KG", GMBH_KG, "hochbau", "hwk"),
    ("Zimmerei Beispielholz GmbH", GMBH, "zimmerei", "hwk"),
    ("Heizung Probe GmbH", GMBH, "shk", "hwk"),
    ("Malerbetrieb Farbmuster", SOLE, "maler", "hwk"),
    ("Metallbau Schablone GmbH", GMBH, "metall", "hwk"),
    ("Spedition Beispielweg GmbH", GMBH, "logistik", "ihk"),
    ("Baumaschinen Muster Verleih GmbH", GMBH, "landmaschinen", "ihk"),
    ("Fliesen Raster GbR", GBR, "fliesen", "hwk"),
    ("Tischlerei Probestück", SOLE, "tischlerei", "hwk"),
    ("Gerüstbau Modell GmbH", GMBH, "geruest", "hwk"),
    ("Gebäudereinigung Blank & Probe GmbH", GMBH, "reinigung", "hwk"),
    ("Baumarkt Beispiel GmbH", GMBH, "handel", "ihk"),
    ("Gasthof Zum Muster", SOLE, "gastgewerbe", "ihk"),
    ("Fleischerei Vorbild", SOLE, "fleischerei", "hwk"),
    ("Elektro Muster & Partner GbR", GBR, "elektro", "hwk"),
    ("Dachtechnik Beispiel UG", UG, "dach", "hwk"),
    ("Kfz-Werkstatt Probelauf", SOLE, "kfz", "hwk"),
    ("Tiefbau Exempel GmbH", GMBH, "hochbau", "hwk"),
    ("Landschaftsbau Muster OHG", OHG, "galabau", "ihk"),
    ("Konditorei Kostprobe", SOLE, "baeckerei", "hwk"),
    ("Haarschnitt Beispiel GmbH", GMBH, "friseur", "hwk"),
    ("Sanitär Muster GmbH", GMBH, "shk", "hwk"),
    ("Maschinenbau Modell AG", Company.LegalForm.AG, "metall", "ihk"),
    ("Holzbau Vorlage GmbH", GMBH, "zimmerei", "hwk"),
    ("Lackiererei Farbprobe", SOLE, "maler", "hwk"),
    ("Fahrradladen Muster", SOLE, "handel", "ihk"),
    ("Kurierdienst Beispiel", SOLE, "logistik", "ihk"),
    ("Solartechnik Exempel GmbH", GMBH, "elektro", "hwk"),
    ("Abbruch Muster GmbH", GMBH, "hochbau", "ihk"),
    ("Treppenbau Modell", SOLE, "tischlerei", "hwk"),
    ("Bauhof Beispiel eG", Company.LegalForm.EG, "hochbau", "ihk"),
    ("Dachklempnerei Probe", SOLE, "dach", "hwk"),
    ("Bäckerei Musterkorn OHG", OHG, "baeckerei", "hwk"),
    ("Werkzeugverleih Vorlage GmbH", GMBH, "handel", "ihk"),
)
PENDING, ASKED = range(33, 38), 38  # places in COMPANIES; the rest is verified
PLACES = {
    "14713": (("04103", "Leipzig"), ("04177", "Leipzig"), ("04229", "Leipzig"), ("04347", "Leipzig")),
    "14729": (("04552", "Borna"), ("04668", "Grimma"), ("04808", "Wurzen"), ("04416", "Markkleeberg")),
    "14730": (("04509", "Delitzsch"), ("04860", "Torgau"), ("04758", "Oschatz"), ("04838", "Eilenburg")),
}
DISTRICTS = ("14713", "14713", "14729", "14730")  # half of them in the city
STREETS = ("Musterweg", "Beispielstraße", "Probegasse", "Vorlagenring", "Modellallee")
# login, name, role, partner
LOGINS = (
    ("betrieb", "Leitung Dachdeckerei Muster", Role.Kind.COMPANY_OWNER, ""),
    ("kammer", "Sachbearbeitung Kammer", Role.Kind.CHAMBER, "hwk"),
    ("polizei", "Ermittlung Polizei", Role.Kind.POLICE_TRACING, "pd"),
    ("ihk", "Sachbearbeitung IHK", Role.Kind.CHAMBER, "ihk"),
    ("beratung", "Beratung Polizei", Role.Kind.POLICE_ADVICE, "pd"),
    ("datenschutz", "Datenschutzbeauftragte Stelle", Role.Kind.DATA_PROTECTION, ""),
)


def load(build: Build) -> None:
    """Add partners' mailboxes, logins and 40 companies. Needs the initial data."""
    build.partners = {partner.slug: partner for partner in Partner.objects.all()}
    trades = {trade.slug: trade for trade in Trade.objects.all()}
    regions = {region.key: region for region in Region.objects.all()}
    for contact in Contact.objects.filter(email="").select_related("partner"):
        contact.email = f"{contact.partner.slug}-{slugify(contact.role.translate(UMLAUTS))}@{DOMAIN}"
        contact.save()
    build.companies = [
        _company(build, number, row=row, trades=trades, regions=regions) for number, row in enumerate(COMPANIES)
    ]
    for login, name, kind, slug in LOGINS:
        build.people[login] = _login(build, login, name=name, kind=kind, slug=slug)
    for number, company in enumerate(build.companies[1:], start=2):
        _owner(company, number)
    _verify(build)


def _company(
    build: Build, number: int, *, row: tuple[str, str, str, str], trades: dict[str, Any], regions: dict[str, Any]
) -> Company:
    name, legal_form, trade, chamber = row
    district = DISTRICTS[number % len(DISTRICTS)]
    postcode, city = build.random.choice(PLACES[district])
    waiting = build.now - timedelta(days=number % 9, hours=build.random.randrange(24))
    return Company.objects.create(
        name=name,
        slug=slugify(name.translate(UMLAUTS)),
        legal_form=legal_form,
        trade=trades[trade],
        chamber=build.partners[chamber],
        member_number=f"M-{10400 + number * 37}",
        street=f"{build.random.choice(STREETS)} {build.random.randrange(1, 90)}",
        postcode=postcode,
        city=city,
        region=regions[district],
        email=f"{slugify(name.translate(UMLAUTS))}@{DOMAIN}",
        phone=f"+49 341 0000{number:03d}",  # no subscriber number in Germany begins with 0
        on_call_name=build.random.choice(("Bereitschaft", "Werkstattleitung", "Disposition")),
        on_call_phone=f"+49 341 0001{number:03d}",
        on_call_hours=build.random.choice(("rund um die Uhr", "Mo–Fr 6–18 Uhr", "Mo–Sa 7–20 Uhr")),
        waiting_since=waiting,
    )


def _login(build: Build, login: str, *, name: str, kind: str, slug: str) -> Person:
    person = _person(f"{login}@{DOMAIN}", name=name, password=PASSWORD)
    company = build.companies[0] if kind in Role.COMPANY else None
    Role.objects.create(person=person, kind=kind, company=company, partner=build.partners.get(slug))
    return person


def _owner(company: Company, number: int) -> Person:
    person = _person(f"leitung-{number:02d}@{DOMAIN}", name=f"Leitung {company.name}", password=None)
    Role.objects.create(person=person, kind=Role.Kind.COMPANY_OWNER, company=company)
    return person


def _person(email: str, *, name: str, password: str | None) -> Person:
    person = Person.objects.create_user(email, password, name=name[:120])
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _verify(build: Build) -> None:
    """Most companies are verified, five wait; one is asked back, with journal entry and mail."""
    for number, company in enumerate(build.companies):
        if number in PENDING or number == ASKED:
            continue
        company.state, company.verified_at = Company.State.VERIFIED, build.now - timedelta(days=200 - number * 3)
        company.save()
        Review.objects.create(company=company, decision=Review.Decision.ACCEPTED)
    question = "Unter dieser Nummer finden wir den Betrieb nicht. Wie lautet der Eintrag in der Handwerksrolle?"
    services.ask_back(build.companies[ASKED], question=question, by=build.people["kammer"])
