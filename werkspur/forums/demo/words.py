"""What the events of the demonstration are about. Sober, and true to what the partnership does."""

from __future__ import annotations

from datetime import time

from werkspur.forums.demo.making import Item, Plan

TALK, DISCUSSION, HANDS_ON, BREAK, OTHER = "talk", "discussion", "hands_on", "break", "other"
CRAFTS, INDUSTRY, HALL, TOWN = (
    "Musterhaus des Handwerks", "Beispielhaus der Wirtschaft", "Werkhalle Vorlage", "Bürgerhaus Modell",
)  # fmt: skip

EVENING: tuple[Item, ...] = (
    (time(17, 30), time(18), OTHER, "Einlass", "", ()),
    (time(18), time(18, 10), TALK, "Begrüßung", "", (2,)),
    (time(18, 10), time(18, 40), TALK, "Was gestohlen wird, wann und wie",
     "Fälle aus dem letzten Jahr: wie die Täter auf den Platz kamen und was sie stehen ließen.", (1,)),
    (time(18, 40), time(19, 10), TALK, "Drei Diebstähle, drei Änderungen",
     "Ein Bauunternehmen rechnet vor, was Licht, Zaun und Kennzeichnung gekostet und gebracht haben.", (4,)),
    (time(19, 10), time(19, 30), BREAK, "Pause", "", ()),
    (time(19, 30), time(19, 55), HANDS_ON, "Nummern lesen, aufnehmen, eintragen",
     "Bringen Sie ein Gerät mit. Wir suchen die Nummer und tragen sie ein.", (0,)),
    (time(19, 55), time(20, 30), DISCUSSION, "Ihre Fragen an Polizei und Kammern", "", (0, 1, 2)),
)  # fmt: skip

SITES = Plan(
    kind="sicherheitsforum", title="Diebstahl auf Baustellen", venue=CRAFTS, room="Großer Saal", begin=time(17, 30),
    summary="Was Täter auf Baustellen suchen, was sie aufhält, und wie ein gestohlenes Gerät zurückkommt.",
    text="Container, Diesel, Kabel, Kleingeräte: Auf Baustellen ist über Nacht viel Geld ungeschützt.\n\n"
         "Die Polizei zeigt Fälle und sagt, welche Sicherung sich lohnt. Ein Betrieb erzählt, was er geändert hat. "
         "Danach üben wir an Ihren Geräten, wo die Nummer steht und wie sie in die Liste kommt.",
    audience="Bauunternehmen, Ausbau, Garten- und Landschaftsbau, Verleih", agenda=EVENING,
    more={"seats": 60, "reserved": 4},
)  # fmt: skip

ONLINE = Plan(
    kind="online", title="Nummern richtig aufnehmen", begin=time(8), end=time(8, 45), hosts=("hwk", "pd"),
    summary="Eine Dreiviertelstunde am Bildschirm: welche Nummer zählt, wo sie steht, was beim Abschreiben schiefgeht.",
    text="Seriennummer, Modellnummer, Artikelnummer: Nur eine davon führt zum Betrieb zurück. "
         "Wir zeigen an Fotos, welche es ist, und lesen zusammen eine Tabelle ein.",
    agenda=(
        (time(8), time(8, 20), TALK, "Welche Nummer zählt", "", (1,)),
        (time(8, 20), time(8, 35), HANDS_ON, "Eine Tabelle einlesen und reparieren", "", (5,)),
        (time(8, 35), time(8, 45), DISCUSSION, "Fragen", "", (1, 5)),
    ),
    more={"form": "online", "online_url": "https://konferenz.werkspur.example/nummern"},
)  # fmt: skip

MARKING = Plan(
    kind="kennzeichnungstag", title="Kennzeichnungstag in Borna", venue=HALL, room="Halle", begin=time(9),
    end=time(15), hosts=("ihk", "pd"), regions=("14729",),
    summary="Geräte mitbringen, gravieren lassen, eintragen: Wer mit zehn Maschinen kommt, fährt mit einer Liste heim.",
    text="An vier Tischen wird graviert, geklebt und fotografiert. Pro Betrieb planen wir eine halbe Stunde. "
         "Große Maschinen bleiben auf dem Hof, wir kommen hinaus.",
    audience="Betriebe im Landkreis Leipzig",
    agenda=(
        (time(9), time(12), HANDS_ON, "Kennzeichnen, erster Durchgang", "Vier Tische, dazu der Hof.", ()),
        (time(12), time(12, 45), TALK, "Kurz erklärt: Was nach einem Diebstahl zu tun ist", "", (1,)),
        (time(12, 45), time(15), HANDS_ON, "Kennzeichnen, zweiter Durchgang", "", ()),
    ),
    more={"seats": 24, "party_most": 2},
)  # fmt: skip

NETWORK = Plan(
    kind="netzwerktreffen", title="Wirtschaft, Politik, Verwaltung: Licht und Wege im Gewerbegebiet", venue=INDUSTRY,
    room="Beratungsraum", begin=time(16), end=time(18, 30), hosts=("ihk", "hwk", "pd"), regions=("14713",),
    summary="Betriebe und Verwaltung an einem Tisch: Wo fehlt Licht, wer ist zuständig, bis wann geschieht etwas?",
    text="Aus dem letzten Treffen sind vier Punkte offen. Zu jedem gibt es einen Stand und einen Termin. "
         "Neue Punkte nehmen wir auf, wenn jemand für sie zuständig ist.",
    audience="Betriebe aus Gewerbegebieten, Stadtverwaltung, Stadtrat",
    agenda=(
        (time(16), time(16, 15), TALK, "Was seit dem letzten Treffen geschah", "", (3,)),
        (time(16, 15), time(17), DISCUSSION, "Beleuchtung und Einfahrten: Stand und Termine", "", (2, 3)),
        (time(17), time(17, 15), BREAK, "Pause", "", ()),
        (time(17, 15), time(18, 15), DISCUSSION, "Neue Punkte: wer, bis wann", "", (0, 2, 3)),
        (time(18, 15), None, OTHER, "Ausklang", "", ()),
    ),
    more={"seats": 24, "reserved": 8},
)  # fmt: skip

SHOPS = Plan(
    kind="vortrag", title="Abends abgeschlossen: Sicherheit in Laden und Werkstatt", venue=CRAFTS, room="Großer Saal",
    begin=time(18), end=time(20),
    summary="Türen, Kasse, Schlüssel: was sich ohne große Kosten heute noch ändern lässt.",
    agenda=(
        (time(18), time(18, 40), TALK, "Zehn Punkte für den Abendrundgang", "", (0,)),
        (time(18, 40), time(19, 10), TALK, "Was die Versicherung wissen will", "", (6,)),
        (time(19, 10), time(20), DISCUSSION, "Fragen, auch vertraulich", "", (0, 6)),
    ),
    more={"seats": 100},
)  # fmt: skip

CANCELLED = Plan(
    kind="sicherheitsforum", title="Sicherheitsforum Nordsachsen", venue=TOWN, room="Saal", hosts=("hwk", "pd"),
    regions=("14730",), summary="Der Abend für Betriebe zwischen Delitzsch, Oschatz und Torgau.",
    audience="Betriebe in Nordsachsen", more={"seats": 80},
)  # fmt: skip

DRAFT = Plan(
    kind="spitzentreffen", title="Spitzentreffen Bau und Immobilien", hosts=("hwk", "ihk", "pd"), regions=("14713",),
    summary="", begin=time(14), end=time(16), venue=INDUSTRY, room="Plenarsaal",
    more={"seats": 40, "room_confirmed": False},
)  # fmt: skip

VANS = Plan(
    kind="sicherheitsforum", title="Werkzeug im Transporter", venue=CRAFTS, room="Großer Saal",
    summary="Warum Transporter nachts aufgebrochen werden und was Betriebe dagegen tun.",
    text="Ein Abend über Schlösser, Stellplätze und leere Ladeflächen. Mit Fällen der Polizei und dem Bericht eines "
         "Betriebs, der zwei Geräte zurückbekam.",
    agenda=(
        *EVENING[1:3],
        (time(18, 40), time(19, 10), TALK, "Zwei Geräte kamen zurück", "Wie die Nummer zum Betrieb führte.", (5,)),
        (time(19, 10), time(19, 30), BREAK, "Pause", "", ()),
        (time(19, 30), time(20, 30), DISCUSSION, "Ihre Fragen an Polizei und Kammern", "", (0, 1, 2)),
    ),
    more={"seats": 80},
)  # fmt: skip

YARDS = Plan(
    kind="sicherheitsforum", title="Hof, Halle, Lager: was nachts offen steht", venue=TOWN, room="Saal",
    hosts=("hwk", "pd"), regions=("14730",),
    summary="Ein Abend in Torgau über Zäune, Licht und Schlüssel.", audience="Betriebe in Nordsachsen",
    agenda=(*EVENING[1:3], (time(18, 40), time(20, 30), DISCUSSION, "Rundgang am Plan, Ihre Fragen", "", (0, 2))),
    more={"seats": 80},
)  # fmt: skip

ROADS = Plan(
    kind="netzwerktreffen", title="Wirtschaft, Politik, Verwaltung: Gewerbegebiete bei Nacht", venue=INDUSTRY,
    room="Plenarsaal", begin=time(16), end=time(18), hosts=("ihk", "hwk", "pd"), regions=("14713",),
    summary="Welche Straßen dunkel sind, wer sie beleuchtet, und was bis zum nächsten Treffen geschieht.",
    agenda=((time(16), time(18), DISCUSSION, "Punkt für Punkt: wer, bis wann", "", (2, 3)),),
    more={"seats": 60},
)  # fmt: skip

FIRST_MARKING = Plan(
    kind="kennzeichnungstag", title="Kennzeichnungstag in Leipzig", venue=CRAFTS, room="Raum 2", begin=time(9),
    end=time(15), hosts=("hwk", "pd"), regions=("14713",),
    summary="Vier Tische, zwei Graviergeräte, ein Tag.",
    agenda=((time(9), time(15), HANDS_ON, "Kennzeichnen und eintragen", "", ()),), more={"seats": 40},
)  # fmt: skip
