"""Deadline rules and the public bodies of the region, as they are known from the start.

Names of bodies and general facts only, no persons. Nobody has checked the addresses yet: every body is marked "to be
verified", and an address that is not certain stays empty. Laws of the rules: § 12 SächsGemO, Art. 35 SächsVerf, § 75
VwGO, § 7 IFG. Loading again adds what is missing and overwrites nothing that somebody has changed since.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from werkspur.advocacy.models import Addressee, DeadlineRule
from werkspur.advocacy.services.addressees import let_find
from werkspur.partners.models import Region

MONTH, WEEKS, PETITION, PARLIAMENT, OFFICIAL_ACT, INFORMATION = (
    "bitte-ein-monat", "bitte-zwei-wochen", "petition-gemeinde", "petition-landtag", "untaetigkeit", "ifg-bund",
)  # fmt: skip
#: slug, name, count, unit, a law says so, basis
RULES: tuple[tuple[str, str, int, str, bool, str], ...] = (
    (MONTH, _("ein Monat (unsere Bitte)"), 1, "month", False,
     _("Kein Gesetz nennt eine Dauer. Ein Monat ist, worum wir im Brief bitten.")),
    (WEEKS, _("zwei Wochen (unsere Bitte, eilig)"), 2, "week", False,
     _("Kein Gesetz nennt eine Dauer. Für Eiliges bitten wir um zwei Wochen.")),
    (PETITION, _("Petition an eine Gemeinde: sechs Wochen"), 6, "week", True,
     _("§ 12 Abs. 1 SächsGemO: begründeter Bescheid spätestens nach sechs Wochen, sonst ein Zwischenbescheid.")),
    (PARLIAMENT, _("Petition an den Landtag: drei Monate (unsere Bitte)"), 3, "month", False,
     _("Art. 35 SächsVerf: begründeter Bescheid „in angemessener Frist“, ohne Zahl. Drei Monate sind unsere Bitte.")),
    (OFFICIAL_ACT, _("Antrag auf einen Verwaltungsakt: drei Monate"), 3, "month", True,
     _("§ 75 Satz 2 VwGO: Danach ist eine Klage möglich, wenn ohne zureichenden Grund nicht entschieden wurde. "
       "Gilt nur für Anträge auf einen Verwaltungsakt.")),
    (INFORMATION, _("Antrag auf Informationen an den Bund: ein Monat"), 1, "month", True,
     _("§ 7 Abs. 5 IFG: Der Zugang soll innerhalb eines Monats erfolgen. Gilt nur für Behörden des Bundes.")),
)  # fmt: skip

UNCHECKED = _("Allgemein bekannte Angaben, noch nicht an der Quelle geprüft")
PRESS = _("Namen der Ausschüsse nach Berichten vom Januar 2025, noch nicht an der Quelle geprüft")
CITY, LEIPZIG, NORDSACHSEN = "14713", "14729", "14730"
LEVEL, KIND = Addressee.Level, Addressee.Kind
TERM = "2024–2029"

#: slug, name, level, kind, slug of the parent, key of the region, street, postcode, city, website, further values
Body = tuple[str, str, str, str, str, str, str, str, str, str, dict[str, Any]]
BODIES: list[Body] = [
    ("stadtrat-leipzig", _("Stadtrat der Stadt Leipzig"), LEVEL.TOWN, KIND.COUNCIL, "", CITY,
     "Martin-Luther-Ring 4–6", "04109", "Leipzig", "https://www.leipzig.de/", {"term": TERM}),
    ("stadt-leipzig", _("Stadtverwaltung Leipzig"), LEVEL.TOWN, KIND.ADMINISTRATION, "", CITY,
     "Martin-Luther-Ring 4–6", "04109", "Leipzig", "https://www.leipzig.de/", {"phone": "0341 123-0"}),
    ("landratsamt-leipzig", _("Landratsamt des Landkreises Leipzig"), LEVEL.DISTRICT, KIND.ADMINISTRATION, "", LEIPZIG,
     "Stauffenbergstraße 4", "04552", "Borna", "https://www.landkreisleipzig.de/", {"phone": "03433 241-0"}),
    ("kreistag-leipzig", _("Kreistag des Landkreises Leipzig"), LEVEL.DISTRICT, KIND.COUNCIL, "", LEIPZIG,
     "Stauffenbergstraße 4", "04552", "Borna", "https://www.landkreisleipzig.de/", {"term": TERM}),
    ("landratsamt-nordsachsen", _("Landratsamt Nordsachsen"), LEVEL.DISTRICT, KIND.ADMINISTRATION, "", NORDSACHSEN,
     "Schloßstraße 27", "04860", "Torgau", "https://www.landkreis-nordsachsen.de/", {"phone": "03421 758-0"}),
    ("kreistag-nordsachsen", _("Kreistag des Landkreises Nordsachsen"), LEVEL.DISTRICT, KIND.COUNCIL, "", NORDSACHSEN,
     "Schloßstraße 27", "04860", "Torgau", "https://www.landkreis-nordsachsen.de/", {"term": TERM}),
    ("landtag", _("Sächsischer Landtag"), LEVEL.STATE, KIND.COUNCIL, "", "14",
     "Bernhard-von-Lindenau-Platz 1", "01067", "Dresden", "https://www.landtag.sachsen.de/",
     {"phone": "0351 493-50", "term": _("8. Wahlperiode"), "term_from": date(2024, 10, 1), "rule": MONTH}),
    ("staatskanzlei", _("Sächsische Staatskanzlei"), LEVEL.STATE, KIND.MINISTRY, "", "14",
     "Archivstraße 1", "01097", "Dresden", "https://www.sk.sachsen.de/", {}),
    ("smi", _("Sächsisches Staatsministerium des Innern"), LEVEL.STATE, KIND.MINISTRY, "", "14",
     "Wilhelm-Buck-Straße 2", "01097", "Dresden", "https://www.smi.sachsen.de/", {"phone": "0351 564-0"}),
    ("smwa", _("Sächsisches Staatsministerium für Wirtschaft, Arbeit, Energie und Klimaschutz"), LEVEL.STATE,
     KIND.MINISTRY, "", "14", "Wilhelm-Buck-Straße 2", "01097", "Dresden", "https://www.smwa.sachsen.de/", {}),
    ("smjus", _("Sächsisches Staatsministerium der Justiz"), LEVEL.STATE, KIND.MINISTRY, "", "14",
     "Hansastraße 4", "01097", "Dresden", "https://www.justiz.sachsen.de/", {}),
    ("smf", _("Sächsisches Staatsministerium der Finanzen"), LEVEL.STATE, KIND.MINISTRY, "", "14",
     "Carolaplatz 1", "01097", "Dresden", "https://www.smf.sachsen.de/", {}),
    ("smil", _("Sächsisches Staatsministerium für Infrastruktur und Landesentwicklung"), LEVEL.STATE, KIND.MINISTRY,
     "", "14", "", "", "Dresden", "", {}),
    ("landesdirektion", _("Landesdirektion Sachsen"), LEVEL.STATE, KIND.ADMINISTRATION, "", "14",
     "Altchemnitzer Straße 41", "09120", "Chemnitz", "https://www.lds.sachsen.de/", {}),
    ("landespraeventionsrat", _("Landespräventionsrat im Freistaat Sachsen"), LEVEL.STATE, KIND.OTHER, "smi", "14",
     "", "", "Dresden", "", {}),
    ("lka-sachsen", _("Landeskriminalamt Sachsen"), LEVEL.STATE, KIND.ADMINISTRATION, "smi", "14",
     "Neuländer Straße 60", "01129", "Dresden", "https://www.polizei.sachsen.de/", {}),
    ("staatsanwaltschaft-leipzig", _("Staatsanwaltschaft Leipzig"), LEVEL.STATE, KIND.ADMINISTRATION, "smjus", CITY,
     "Straße des 17. Juni 2", "04107", "Leipzig", "https://www.justiz.sachsen.de/", {}),
    ("bundestag", _("Deutscher Bundestag"), LEVEL.FEDERAL, KIND.COUNCIL, "", "",
     "Platz der Republik 1", "11011", "Berlin", "https://www.bundestag.de/",
     {"phone": "030 227-0", "term": _("21. Wahlperiode"), "term_from": date(2025, 3, 25)}),
    ("bmi", _("Bundesministerium des Innern"), LEVEL.FEDERAL, KIND.MINISTRY, "", "",
     "Alt-Moabit 140", "10557", "Berlin", "https://www.bmi.bund.de/", {"phone": "030 18681-0"}),
    ("bmwe", _("Bundesministerium für Wirtschaft und Energie"), LEVEL.FEDERAL, KIND.MINISTRY, "", "",
     "Scharnhorststraße 34–37", "10115", "Berlin", "", {"phone": "030 18615-0"}),
    ("bmjv", _("Bundesministerium der Justiz und für Verbraucherschutz"), LEVEL.FEDERAL, KIND.MINISTRY, "", "",
     "", "11015", "Berlin", "", {}),
    ("bundespolizei-pirna", _("Bundespolizeidirektion Pirna"), LEVEL.FEDERAL, KIND.ADMINISTRATION, "bmi", "",
     "", "01796", "Pirna", "https://www.bundespolizei.de/", {}),
    ("ssg", _("Sächsischer Städte- und Gemeindetag"), LEVEL.OTHER, KIND.OTHER, "", "14",
     "Glacisstraße 3", "01099", "Dresden", "https://www.ssg-sachsen.de/", {}),
    ("landkreistag", _("Sächsischer Landkreistag"), LEVEL.OTHER, KIND.OTHER, "", "14",
     "Käthe-Kollwitz-Ufer 88", "01309", "Dresden", "", {}),
]  # fmt: skip

#: offices of the city of Leipzig, committees of the parliaments: slug, name, kind
PARTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "stadt-leipzig": (
        ("leipzig-umwelt-ordnung", _("Dezernat Umwelt, Klima, Ordnung und Sport"), KIND.ADMINISTRATION),
        ("leipzig-stadtentwicklung", _("Dezernat Stadtentwicklung und Bau"), KIND.ADMINISTRATION),
        ("leipzig-wirtschaft", _("Dezernat Wirtschaft, Arbeit und Digitales"), KIND.ADMINISTRATION),
        ("leipzig-ordnungsamt", _("Ordnungsamt der Stadt Leipzig"), KIND.ADMINISTRATION),
        ("leipzig-tiefbau", _("Verkehrs- und Tiefbauamt der Stadt Leipzig"), KIND.ADMINISTRATION),
        ("leipzig-wirtschaftsfoerderung", _("Amt für Wirtschaftsförderung der Stadt Leipzig"), KIND.ADMINISTRATION),
        ("leipzig-kpr", _("Kriminalpräventiver Rat der Stadt Leipzig"), KIND.OTHER),
    ),
    "stadtrat-leipzig": tuple(
        (f"stadtbezirksbeirat-{slug}", f"Stadtbezirksbeirat Leipzig-{name}", KIND.COMMITTEE)
        for slug, name in (
            ("mitte", "Mitte"), ("nordost", "Nordost"), ("ost", "Ost"), ("suedost", "Südost"), ("sued", "Süd"),
            ("suedwest", "Südwest"), ("west", "West"), ("alt-west", "Alt-West"), ("nordwest", "Nordwest"),
            ("nord", "Nord"),
        )
    ),
    "landtag": (
        ("landtag-inneres", _("Innenausschuss des Sächsischen Landtags"), KIND.COMMITTEE),
        ("landtag-wirtschaft", _("Ausschuss für Wirtschaft, Arbeit, Energie und Klimaschutz des Sächsischen Landtags"),
         KIND.COMMITTEE),
        ("landtag-recht", _("Ausschuss für Verfassung, Recht und Europa des Sächsischen Landtags"), KIND.COMMITTEE),
        ("landtag-infrastruktur", _("Ausschuss für Infrastruktur und Landesentwicklung des Sächsischen Landtags"),
         KIND.COMMITTEE),
        ("landtag-haushalt", _("Haushalts- und Finanzausschuss des Sächsischen Landtags"), KIND.COMMITTEE),
        ("landtag-petitionen", _("Petitionsausschuss des Sächsischen Landtags"), KIND.COMMITTEE),
    ),
    "bundestag": (
        ("bundestag-inneres", _("Innenausschuss des Deutschen Bundestages"), KIND.COMMITTEE),
        ("bundestag-wirtschaft", _("Ausschuss für Wirtschaft und Energie des Deutschen Bundestages"), KIND.COMMITTEE),
        ("bundestag-petitionen", _("Petitionsausschuss des Deutschen Bundestages"), KIND.COMMITTEE),
    ),
}  # fmt: skip

#: slug, name, region, street, postcode
TOWNS = (
    ("borna", "Borna", LEIPZIG, "Markt 1", "04552"),
    ("grimma", "Grimma", LEIPZIG, "Markt 16/17", "04668"),
    ("markkleeberg", "Markkleeberg", LEIPZIG, "Rathausplatz 1", "04416"),
    ("markranstaedt", "Markranstädt", LEIPZIG, "Markt 1", "04420"),
    ("wurzen", "Wurzen", LEIPZIG, "Friedrich-Ebert-Straße 2", "04808"),
    ("delitzsch", "Delitzsch", NORDSACHSEN, "Markt 3", "04509"),
    ("eilenburg", "Eilenburg", NORDSACHSEN, "Marktplatz 1", "04838"),
    ("oschatz", "Oschatz", NORDSACHSEN, "Neumarkt 1", "04758"),
    ("schkeuditz", "Schkeuditz", NORDSACHSEN, "Rathausplatz 3", "04435"),
    ("taucha", "Taucha", NORDSACHSEN, "Schloßstraße 13", "04425"),
    ("torgau", "Torgau", NORDSACHSEN, "Markt 1", "04860"),
)
WITH_THEIR_OWN_RULE = {"landtag-petitionen": PARLIAMENT}


def load() -> None:
    """Add what is missing. May run at every start."""
    rules = {}
    for order, (slug, name, count, unit, binding, basis) in enumerate(RULES, start=1):
        values = {
            "name": name, "count": count, "unit": unit, "binding": binding, "basis": basis, "order": order * 10,
        }  # fmt: skip
        rules[slug] = DeadlineRule.objects.get_or_create(slug=slug, defaults=values)[0]
    regions = {region.key: region for region in Region.objects.all()}
    known = {body.slug: body for body in Addressee.objects.all()}
    for body in (*BODIES, *_towns(), *_parts()):
        if body[0] not in known:
            known[body[0]] = _added(body, known=known, regions=regions, rules=rules)


def _added(
    body: Body, *, known: dict[str, Addressee], regions: dict[str, Region], rules: dict[str, DeadlineRule]
) -> Addressee:
    slug, name, level, kind, parent, region, street, postcode, city, website, further = body
    source = PRESS if slug.startswith("landtag-") else UNCHECKED
    values = {"source": source, **further, "rule": rules[further.get("rule", MONTH)]}
    made = Addressee.objects.create(
        slug=slug, name=name, level=level, kind=kind, parent=known.get(parent), region=regions.get(region),
        street=street, postcode=postcode, city=city, website=website, to_be_verified=True, **values,
    )  # fmt: skip
    let_find(made)
    return made


def _towns() -> list[Body]:
    """The council and the administration of each larger town."""
    found: list[Body] = []
    for slug, name, region, street, postcode in TOWNS:
        place = (region, street, postcode, name, "")
        found.append((f"stadtrat-{slug}", f"Stadtrat {name}", LEVEL.TOWN, KIND.COUNCIL, "", *place, {"term": TERM}))
        found.append((f"stadt-{slug}", f"Stadtverwaltung {name}", LEVEL.TOWN, KIND.ADMINISTRATION, "", *place, {}))
    return found


def _parts() -> list[Body]:
    """Offices and committees: level, region and city are those of the body that they belong to."""
    wholes = {body[0]: body for body in BODIES}
    found: list[Body] = []
    for whole, parts in PARTS.items():
        _slug, _name, level, _kind, _parent, region, _street, _postcode, city, website, _more = wholes[whole]
        for slug, name, kind in parts:
            more = {"rule": WITH_THEIR_OWN_RULE.get(slug, MONTH)}
            found.append((slug, name, level, kind, whole, region, "", "", city, website, more))
    return found
