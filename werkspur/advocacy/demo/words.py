"""What is demanded in the demonstration. Towns, bodies and answers are made up; the concerns are real."""

from __future__ import annotations

from werkspur.advocacy.demo.making import Plan

LIGHT = Plan(
    title="Licht an den Höfen im Gewerbegebiet Nordkante",
    summary="Wege und Hofzufahrten im Gewerbegebiet Nordkante sind von 16 bis 7 Uhr beleuchtet, spätestens im nächsten "
    "Winter.",
    text="An der Nordkante stehen 14 Betriebe ohne eine einzige Leuchte an der Zufahrt. In den Wintermonaten werden "
    "Fahrzeuge im Dunkeln beladen und im Dunkeln aufgebrochen.\n\nLicht verhindert nicht jeden Diebstahl. Es macht ihn "
    "sichtbar, und es macht den Weg zur Arbeit sicherer. Die Leitungen liegen seit dem Ausbau der Straße bereit.",
    trade_link="Aufgebrochene Fahrzeuge stehen am Morgen still, Aufträge fallen aus. Betroffen sind vor allem "
    "Ausbaugewerbe und Werkstätten mit offenen Höfen.",
    topics=("licht-und-wege", "gewerbegebiete"), regions=("14729",), bodies=("talwinkel-rat", "talwinkel-stadt"),
    figures=(
        ("facts", "facts.14729.*50*00.2023.faelle", "14729", 2023, "Diebstahl an und aus Fahrzeugen im Kreis"),
    ),
)  # fmt: skip
PARKING = Plan(
    title="Sichere Stellplätze für Werkstattfahrzeuge",
    summary="Die Stadt weist in jedem Ortsteil einen beleuchteten Stellplatz aus, auf dem Werkstattfahrzeuge nachts "
    "stehen dürfen.",
    text="Wer in der Innenstadt arbeitet und keinen Hof hat, stellt sein Fahrzeug an den Straßenrand. Dort wird es "
    "aufgebrochen.\n\nBeleuchtete Plätze, die ohnehin bestehen, genügen: vor Schulen, Hallen und Ämtern stehen sie "
    "nachts leer.",
    trade_link="Kleine Handwerksbetriebe ohne eigenen Hof tragen den Schaden selbst. Werkzeug ist oft unterversichert.",
    dissent="Einzelne Betriebe im Einzelhandel befürchten, dass am Morgen Plätze für ihre Kundschaft fehlen.",
    topics=("licht-und-wege", "innenstadt"), regions=("14729",), bodies=("talwinkel-stadt",),
)  # fmt: skip
CONTACT = Plan(
    title="Eine Ansprechstelle für Diebstahl in jedem Ordnungsamt",
    summary="Jedes Ordnungsamt nennt Betrieben eine Stelle mit Telefonnummer, die Hinweise annimmt und weitergibt.",
    text="Betriebe melden kaputte Zäune, dunkle Ecken und fremde Fahrzeuge heute an drei verschiedene Stellen. "
    "Antworten kommen selten.\n\nEine Nummer je Amt genügt. Wer sie anruft, erfährt innerhalb einer Woche, was aus dem "
    "Hinweis geworden ist.",
    trade_link="Betriebe verlieren Arbeitszeit mit der Suche nach Zuständigen, und Hinweise gehen verloren.",
    topics=("vorbeugung",), regions=("14729", "14730"), bodies=("talwinkel-stadt", "muster-landratsamt"),
)  # fmt: skip
CONTACT_AGAIN = (
    "Jedes Ordnungsamt nennt Betrieben eine Stelle mit Telefonnummer, die Hinweise annimmt, weitergibt und innerhalb "
    "einer Woche sagt, was daraus geworden ist."
)
ONLINE = Plan(
    title="Gerätenummern in der Onlineanzeige",
    summary="In der Onlineanzeige lassen sich Gerätelisten mit Nummern als Tabelle anhängen, und sie kommen in der "
    "Fahndung an.",
    text="Nach einem Einbruch sind oft dreißig Geräte weg. Wer die Anzeige am Bildschirm schreibt, tippt heute jede "
    "Nummer einzeln ab. Viele lassen es.\n\nOhne Nummer findet niemand ein Gerät wieder.",
    trade_link="Ohne Nummern bleibt gefundenes Werkzeug ohne Eigentümer, und der Betrieb kauft neu.",
    topics=("anzeige-und-verfahren", "wiederfinden"), regions=("14713", "14729", "14730"),
    bodies=("muster-ministerium",),
)  # fmt: skip
MARKING = Plan(
    title="Kennzeichnung als förderfähige Ausgabe",
    summary="Programme zur Förderung kleiner Betriebe erkennen Kennzeichnung und Ortung von Maschinen als Ausgabe an.",
    text="Gefördert werden Maschinen, nicht ihre Sicherung. Eine Kennzeichnung kostet je Gerät wenige Euro und ist der "
    "einfachste Weg, es zurückzubekommen.",
    trade_link="Gestohlene geförderte Maschinen fehlen im Betrieb, und die Förderung läuft ins Leere.",
    topics=("foerderung", "wiederfinden"), regions=("14713", "14729", "14730"), bodies=("muster-ministerium",),
)  # fmt: skip
VIDEO = Plan(
    title="Videoschutz am Güterbahnhof",
    summary="Die Stadt prüft Videoschutz an den beiden Zufahrten des Güterbahnhofs, befristet auf zwei Jahre und mit "
    "öffentlicher Auswertung.",
    text="An den Zufahrten werden Lastzüge über Nacht aufgebrochen. Licht und Streifen haben daran wenig geändert.",
    trade_link="Speditionen und ihre Auftraggeber tragen Ausfälle und höhere Versicherungsbeiträge.",
    dissent="Einige Mitglieder halten Videoschutz für unverhältnismäßig und wünschen stattdessen mehr Streifen.",
    topics=("gewerbegebiete",), regions=("14729",), bodies=("talwinkel-rat",),
)  # fmt: skip
PATROL = Plan(
    title="Streifen an Autohöfen in den Nachtstunden",
    summary="An den drei Autohöfen des Kreises fährt in Nächten vor Werktagen mindestens einmal eine Streife des "
    "Gemeindevollzugsdienstes vor.",
    text="Planen werden geschlitzt, Ladung wird umgeladen. Die Taten geschehen zwischen zwei und vier Uhr.",
    trade_link="Fahrten fallen aus, Fahrerinnen und Fahrer meiden die Plätze, Lieferungen kommen zu spät.",
    topics=("gewerbegebiete",), regions=("14730",), bodies=("muster-landratsamt",),
)  # fmt: skip
FENCES = Plan(
    title="Zaunhöhe im Bebauungsplan Südhang",
    summary="Der Bebauungsplan Südhang erlaubt Gewerbebetrieben Zäune bis 2,20 Meter.",
    text="Der Plan erlaubt 1,40 Meter. Darüber steigt man ohne Leiter.",
    trade_link="Lager im Freien lassen sich so nicht versichern.",
    topics=("gewerbegebiete",), regions=("14729",), bodies=("talwinkel-rat",),
)  # fmt: skip
NUMBERS = Plan(
    title="Zahlen zu Diebstahl auf Baustellen jedes Vierteljahr",
    summary="Der Kreis legt vierteljährlich vor, wie viele Diebstähle auf öffentlichen Baustellen gemeldet wurden und "
    "was daraus folgte.",
    text="Wer baut, soll wissen, wo gestohlen wird. Die Zahlen liegen vor, sie werden nur nicht veröffentlicht.",
    trade_link="Baubetriebe können Bewachung und Versicherung nur planen, wenn sie das Risiko kennen.",
    topics=("zahlen-und-transparenz", "gewerbegebiete"), regions=("14730",), bodies=("muster-landratsamt",),
)  # fmt: skip
STOLEN_GOODS = Plan(
    kind="appeal",
    title="Gemeinsam gegen Hehlerware",
    summary="Marktplätze, Pfandhäuser und Werkstätten prüfen Nummern, bevor sie gebrauchtes Werkzeug annehmen.",
    text="Gestohlenes Werkzeug findet nur Abnehmer, wenn niemand nach der Nummer fragt. Eine Prüfung dauert eine "
    "Minute.\n\nDie Partner bitten Stadt und Kreis, bei eigenen Beständen damit anzufangen und auf ihren Märkten "
    "dafür zu werben.",
    trade_link="Hehlerware schadet dem ehrlichen Handel und hält den Diebstahl bei Betrieben am Leben.",
    topics=("grenzraum", "wiederfinden"), regions=("14713", "14729", "14730"),
    bodies=("talwinkel-stadt", "muster-landratsamt"), bearers=("hwk", "ihk", "pd"),
    figures=(
        ("tracing", "tracing.stolen", "", 0, "So viele Geräte haben Betriebe hier als gestohlen gemeldet."),
        ("tracing", "tracing.back", "", 0, "So viele davon sind wieder da."),
    ),
)  # fmt: skip
INVOICES = Plan(
    title="Eine Stelle für Hinweise auf gefälschte Rechnungen",
    summary="Das Land nennt eine Stelle, die Hinweise auf gefälschte Rechnungen sammelt und am selben Tag warnt.",
    text="Gefälschte Rechnungen treffen viele Betriebe in einer Woche. Wer die erste meldet, warnt heute niemanden.",
    trade_link="Kleine Betriebe ohne Buchhaltung bezahlen solche Rechnungen, weil niemand sie gewarnt hat.",
    topics=("digitale-sicherheit",), regions=("14713", "14729", "14730"), bodies=("muster-ministerium",),
)  # fmt: skip
BOLLARDS = Plan(
    title="Poller an der Marktgasse",
    summary="Die Marktgasse wird nach Ladenschluss mit versenkbaren Pollern gesperrt; Lieferungen bleiben möglich.",
    text="Schaufenster werden mit Fahrzeugen eingedrückt. Feste Sperren würden die Lieferung am Morgen behindern.",
    trade_link="Läden in der Marktgasse bekommen keine Versicherung für ihre Schaufenster mehr.",
    topics=("innenstadt",), regions=("14729",), bodies=("talwinkel-stadt",),
)  # fmt: skip
WASTE = Plan(
    title="Sauberkeit rund um den Busbahnhof",
    summary="Leere Grundstücke am Busbahnhof werden einmal im Monat geräumt.",
    text="Abgestellte Fahrzeuge und Müll verdecken die Sicht auf die Höfe der Betriebe.",
    trade_link="", topics=("innenstadt",), regions=("14729",), bodies=("talwinkel-stadt",),
)  # fmt: skip
MINUTES = """Ortstermin Gewerbegebiet Nordkante (erfundenes Beispiel)

Teilgenommen: beide Kammern, Tiefbau der Stadt Talwinkel, vier Betriebe.
Geprüft wurden alle elf zugesagten Leuchten. Elf brennen, Schaltzeit 16 bis 7 Uhr.
"""
REPLY = """Sehr geehrte Damen und Herren,

Ihr Anliegen haben wir geprüft. Die Stadt stellt elf Leuchten an den Zufahrten der Nordkante auf. Die Arbeiten sind
bis zum Beginn der dunklen Jahreszeit abgeschlossen.

Mit freundlichen Grüßen
Stadtverwaltung Talwinkel, Tiefbau (erfundenes Beispiel)
"""
