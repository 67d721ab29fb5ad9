"""What the made-up companies own: things, made-up makes, and numbers built as real makers build theirs.

In a number `#` is a digit, `@` a letter without I, O and Q, `{…}` one of `numbers.WHOLE`; everything else stands as it
is. The forms follow what was found on real plates: nine digits punched into a crankcase, year, week and running number,
three letters with plant and week, 17 characters of a machine. All makes are invented.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Product:
    """`price` in whole euros; `trades`: groups of trades that own such a thing, see `GROUPS`."""

    category: str
    name: str
    make: str
    model: str
    number: str
    price: int
    trades: str
    kind: str = "serial"


#: slug of a trade -> group: b building, e installation and metal, f hairdressers, k kitchens, w car repair, g gardens,
#: h trade and transport
GROUPS = {
    **dict.fromkeys(("dach", "hochbau", "zimmerei", "maler", "fliesen", "geruest", "landmaschinen", "tischlerei"), "b"),
    **dict.fromkeys(("elektro", "shk", "metall"), "e"),
    "friseur": "f",
    **dict.fromkeys(("baeckerei", "fleischerei", "gastgewerbe"), "k"),
    "kfz": "w",
    "galabau": "g",
    **dict.fromkeys(("handel", "logistik", "reinigung"), "h"),
}

PRODUCTS = (
    Product("trennschleifer", "Trennschleifer", "Norda", "TS 400", "4##-7###", 1249, "bg"),
    Product("trennschleifer", "Trennschleifer", "Norda", "TS 700", "18#######", 1890, "bg"),
    Product("trennschleifer", "Winkelschleifer", "Norda", "WS 125", "125-#####", 189, "bew"),
    Product("trennschleifer", "Winkelschleifer", "Kesto", "GW 230", "20{yy}{ww}#####", 249, "bew"),
    Product("bohrer", "Bohrhammer", "Kesto", "BH 36", "BH36-00####", 789, "be"),
    Product("bohrer", "Abbruchhammer", "Hartwig", "AH 1600", "Gen 02 · 1########", 1980, "b"),
    Product("bohrer", "Kernbohrgerät", "Hartwig", "KB 160", "KB5#-6####", 2450, "be"),
    Product("bohrer", "Akkuschrauber", "Kesto", "AS 18", "AS18-77#####", 329, "beghw"),
    Product("bohrer", "Schlagschrauber", "Trakto", "SI 500", "F24D@{yy}{ww}#####", 459, "bew"),
    Product("saege", "Akku-Säge", "Kesto", "SG 36", "SG-90B2-###", 549, "bg"),
    Product("saege", "Motorsäge", "Grünholm", "MS 261", "20{yy}{ww}#####", 749, "bg"),
    Product("saege", "Tauchsäge", "Feinbau", "TS 55", "########", 689, "b"),
    Product("saege", "Tischkreissäge", "Feinbau", "TK 254", "CS{yy}{ww}D#####", 1150, "b"),
    Product("laser", "Baulaser", "Linea", "L 2", "L2-######", 690, "be"),
    Product("laser", "Rotationslaser", "Linea", "RL 90", "RL##-#####", 1490, "bg"),
    Product("laser", "Tachymeter", "Linea", "T 12", "1######", 12900, "b"),
    Product("ruettler", "Rüttelplatte", "Brandau", "RP 80", "RP80-220#####", 2190, "bg"),
    Product("ruettler", "Stampfer", "Brandau", "ST 60", "1#######", 2450, "bg"),
    Product("ruettler", "Tandemwalze", "Brandau", "TW 120", "{pin:BRDTW120}", 28900, "b", "pin"),
    Product("bagger", "Minibagger", "Brandau", "MB 16", "{pin:BRDMB16P}", 24500, "bg", "pin"),
    Product("bagger", "Radlader", "Torvald", "RL 25", "{pin:TRVRL025}", 39800, "bg", "pin"),
    Product("bagger", "Dumper", "Torvald", "D 9", "7JK0####", 18900, "b"),
    Product("anhaenger", "Baumaschinenanhänger", "Trakto", "BA 3500", "{vin:WTK}", 6900, "bgh", "vin"),
    Product("anhaenger", "Kofferanhänger", "Trakto", "KA 2000", "{vin:WTK}", 4300, "behg", "vin"),
    Product("stromerzeuger", "Stromerzeuger", "Voltmann", "SE 5000", "EAMT-1######", 1690, "beg"),
    Product("stromerzeuger", "Kompressor", "Voltmann", "K 240", "####-####", 890, "bew"),
    Product("garten", "Rasentraktor", "Grünholm", "RT 122", "0{yy}{ww}#####", 4200, "g"),
    Product("garten", "Freischneider", "Grünholm", "FS 240", "18#######", 690, "g"),
    Product("garten", "Häcksler", "Grünholm", "HX 75", "HX75@@#####", 5400, "g"),
    Product("garten", "Laubbläser", "Grünholm", "LB 600", "18#######", 590, "gh"),
    Product("elektro", "Installationstester", "Prüfwerk", "IT 200", "IT2-######", 2190, "e"),
    Product("elektro", "Wärmebildkamera", "Prüfwerk", "WB 60", "63######", 3290, "e"),
    Product("elektro", "Pressmaschine", "Rohrfix", "PM 2", "PM2{yy}{ww}####", 1890, "e"),
    Product("elektro", "Schweißgerät", "Lichtbogen", "LB 200", "LB-#######", 2290, "ew"),
    Product("werkstatt", "Diagnosegerät", "Autocheck", "D 7", "AC7#########", 3890, "w"),
    Product("werkstatt", "Reifenmontiergerät", "Autocheck", "RM 24", "24-#####", 5900, "w"),
    Product("werkstatt", "Klimaservicegerät", "Autocheck", "KS 134", "KS134-@####", 4700, "w"),
    Product("kueche", "Rührmaschine", "Backmeister", "R 40", "R40-#####", 7400, "k"),
    Product("kueche", "Kaffeemaschine", "Crema", "K 2", "K2{yy}{ww}####", 8900, "k"),
    Product("kueche", "Aufschnittmaschine", "Scharf", "A 300", "A3-######", 2600, "k"),
    Product("kueche", "Kassensystem", "Kassa", "POS 5", "POS5#######", 1900, "kfh"),
    Product("friseur", "Haarschneidemaschine", "Coiffa", "H 9", "H9#########", 189, "f"),
    Product("friseur", "Profi-Föhn", "Coiffa", "P 2400", "P24-######", 229, "f"),
    Product("friseur", "Trockenhaube", "Coiffa", "TH 4", "TH4#####", 690, "f"),
    Product("edv", "Tablet", "Pixa", "T 11", "C02{@@@@@@@@@}", 690, "bfhkwe"),
    Product("edv", "Smartphone", "Pixa", "P 8", "{imei}", 590, "bfhkweg", "imei"),
    Product("edv", "Notebook", "Pixa", "N 14", "PF##@@##", 1290, "bfhkweg"),
    Product("drohne", "Vermessungsdrohne", "Aerio", "V 3", "08QD@6K00#####", 3900, "bg"),
    Product("werkzeug", "Hochdruckreiniger", "Klarwasser", "HD 200", "1.286-###.# ######", 1390, "hwg"),
    Product("werkzeug", "Scheuersaugmaschine", "Klarwasser", "SM 50", "0#######", 6400, "h"),
    Product("werkzeug", "Gabelhubwagen elektrisch", "Hubmann", "GH 1500", "@@####@#####", 4900, "h"),
    Product("werkzeug", "Nagler", "Feinbau", "N 90", "########", 590, "b"),
)

WORDS = (
    "hellblauer Punkt auf dem Typenschild",
    "gelber Streifen am Griff, eingebrannt",
    "Aufkleber eines Händlers am Motor, halb abgerissen",
    "rote Farbspur am Auspuff",
    "weißes Kreuz auf dem Tank",
    "drei Kerben unter dem Handgriff",
)
FEATURES = (
    "Brandfleck am Tank", "Griff erneuert", "Delle links", "Kabel mit rotem Band", "Akkufach gekittet",
    "Schutzhaube gebraucht ersetzt", "Aufkleber mit Firmenname", "",
)  # fmt: skip
COLOURS = ("orange", "gelb", "blau", "rot", "grün", "grau", "schwarz", "")
POSITIONS = ("Typenschild", "Typenschild, links am Gehäuse", "Motorblock", "Unter dem Handgriff", "Rahmen", "")
TOWNS = ("Grimma", "Borna", "Wurzen", "Delitzsch", "Torgau", "Leipzig-Süd", "Markkleeberg", "Eilenburg")
