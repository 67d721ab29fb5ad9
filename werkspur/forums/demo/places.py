"""Houses, rooms and who speaks: plainly invented houses, speakers by what they do."""

from __future__ import annotations

from werkspur.base.demonstration import Build
from werkspur.forums.models import Room, Speaker, Venue
from werkspur.partners.models import Region

# name, street, postcode, city, region, partner, way there, accessibility, rooms with their seats
VENUES: tuple[tuple[str, str, str, str, str, str, str, str, tuple[tuple[str, int, str], ...]], ...] = (
    (
        "Musterhaus des Handwerks", "Musterstraße 12", "04103", "Leipzig", "14713", "hwk",
        "Straßenbahn bis Musterplatz, von dort drei Minuten zu Fuß.\n\n"
        "Parkplätze im Hof, Einfahrt von der Beispielstraße. Transporter passen durch das Tor (2,80 m).",
        "Stufenloser Eingang am Hof, Aufzug in alle Etagen, Toilette für Rollstühle im Erdgeschoss.",
        (("Großer Saal", 120, "Induktionsschleife, Rollstuhlplätze in der ersten Reihe"), ("Raum 2", 60, "")),
    ),
    (
        "Beispielhaus der Wirtschaft", "Beispielplatz 5", "04109", "Leipzig", "14713", "ihk",
        "S-Bahn und Straßenbahn bis Beispielplatz, Ausgang Nord.\n\nDas Parkhaus am Platz kostet 2 Euro je Stunde.",
        "Stufenloser Eingang, Aufzug, Toilette für Rollstühle. Assistenzhunde sind willkommen.",
        (("Plenarsaal", 200, "Rollstuhlplätze an allen Gängen"), ("Beratungsraum", 24, "")),
    ),
    (
        "Werkhalle Vorlage", "Vorlagenring 3", "04552", "Borna", "14729", "",
        "Bus bis Gewerbegebiet, 400 Meter zu Fuß. Parken vor der Halle, auch mit Anhänger.",
        "Ebenerdig, befestigter Boden. Die Toilette ist nicht für Rollstühle eingerichtet.",
        (("Halle", 60, ""),),
    ),
    (
        "Bürgerhaus Modell", "Modellallee 8", "04860", "Torgau", "14730", "",
        "Zehn Minuten zu Fuß vom Bahnhof. Parkplätze gegenüber.",
        "Rampe am Seiteneingang, Klingel links. Toilette für Rollstühle im Erdgeschoss.",
        (("Saal", 80, "Induktionsschleife"),),
    ),
)  # fmt: skip

# role, organisation, partner, what they do
SPEAKERS = (
    ("Fachberatung Einbruchschutz", "Polizeidirektion Leipzig", "pd",
     "Berät Betriebe in der Stadt und in den Landkreisen zu Türen, Toren, Alarm und Video. Kommt kostenlos ins Haus."),
    ("Sachbearbeitung Eigentumsdelikte", "Polizeidirektion Leipzig", "pd",
     "Bearbeitet Diebstähle aus Fahrzeugen und von Baustellen und ordnet gefundene Geräte ihren Betrieben zu."),
    ("Sicherheitspartnerschaft", "Handwerkskammer zu Leipzig", "hwk", ""),
    ("Sicherheitspartnerschaft", "IHK zu Leipzig", "ihk", ""),
    ("Bauleitung", "Hochbau Musterstein GmbH & Co. KG", "",
     "Erzählt, was nach drei Diebstählen auf einer Baustelle geändert wurde und was davon geholfen hat."),
    ("Leitung", "Elektro Beispiel KG", "", "Hat 240 Geräte erfasst und zwei davon zurückbekommen."),
    ("Schadenabteilung", "Mustersicherung Versicherungs-AG", "",
     "Sagt, welche Nachweise nach einem Diebstahl gebraucht werden und woran Meldungen scheitern."),
    ("Lagerleitung", "Baumaschinen Muster Verleih GmbH", "", ""),
)  # fmt: skip


def build_places(build: Build) -> None:
    """Add the houses with their rooms."""
    regions = {region.key: region for region in Region.objects.all()}
    for name, street, postcode, city, region, partner, directions, accessibility, rooms in VENUES:
        venue = Venue.objects.create(
            name=name, street=street, postcode=postcode, city=city, region=regions.get(region),
            partner=build.partners.get(partner), directions=directions, accessibility=accessibility,
        )  # fmt: skip
        for title, seats, needs in rooms:
            Room.objects.create(venue=venue, name=title, seats=seats, accessibility=needs)


def build_speakers(build: Build) -> None:
    """Add who speaks, in the order of SPEAKERS: agendas name them by their place in it."""
    for role, organisation, partner, biography in SPEAKERS:
        Speaker.objects.create(
            role=role, organisation=organisation, biography=biography, partner=build.partners.get(partner)
        )
