"""The items that guides and pictures speak of: those of the roofer behind betrieb@, and three neighbours of one number.

The look-up `8?3-1O4Z` finds four of them, each for another reason: 873-1042 and 893-IO42 at equal length, 863-1046 with
another character, BRDMB16P083310425 as part of a longer number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from werkspur.base.demonstration import Build
from werkspur.partners.models import Company
from werkspur.registry import services
from werkspur.registry.demo.pictures import invoice, plate
from werkspur.registry.models import Category, Item, Mark, Place

ROOFER = "Dachdeckerei Muster GmbH"


@dataclass(frozen=True)
class Shown:
    """One item: `marks` are (kind, text or words, position); `owner` is a place in the list of companies."""

    name: str
    make: str
    model: str
    category: str
    marks: tuple[tuple[str, str, str], ...]
    place: str = ""
    days: int = 60
    owner: int = 0
    colour: str = ""
    features: str = ""
    state: str = "in_use"
    bought: date | None = None
    cents: int | None = None
    photo: str = ""


SHOWN = (
    Shown(
        "Trennschleifer", "Norda", "TS 400", "trennschleifer",
        (
            ("serial", "873-1042", "Typenschild, links am Gehäuse"),
            ("issued", "WS-ECTT-JJWW", "Unter dem Handgriff, graviert"),
            ("microdot", "NLPO10444", "Motorblock und Handgriff"),
        ),
        place="Baustelle Grimma", days=2, colour="Orange", features="Brandfleck am Tank", bought=date(2021, 5, 14),
        cents=124900, photo="3,2 kW   350 mm      BAUJAHR 2021",
    ),
    Shown("Bohrhammer", "Kesto", "BH 36", "bohrer", (("serial", "BH36-004417", "Typenschild"),), "Fahrzeug 2", 4,
          cents=78900, photo="36 V   4,8 J         BAUJAHR 2023"),
    Shown("Minibagger", "Brandau", "MB 16", "bagger",
          (("pin", "BRDMB16P0G1204418", "Rahmen, rechts"), ("serial", "T4418", "Motorblock"),
           ("other", "hellblauer Punkt auf dem Typenschild", "")), "Lager", 20, cents=2450000),
    Shown("Akku-Säge", "Kesto", "SG 36", "saege", (("serial", "SG-90B2-118", "Typenschild"),
          ("issued", "WS-TCHC-K95C", "Griff")), "Fahrzeug 1", 80, state="returned", cents=54900),
    Shown("Baulaser", "Linea", "L 2", "laser", (), "Lager", 102, cents=69000),
    Shown("Rüttelplatte", "Brandau", "RP 80", "ruettler", (("serial", "RP80-22010553", "Rahmen"),), "Baustelle Grimma",
          103, cents=219000),
    Shown("Akkuschrauber", "Kesto", "AS 18", "bohrer", (("serial", "AS18-7700215", "Typenschild"),
          ("issued", "WS-9E9W-KT52", "Akkufach")), "Fahrzeug 2", 103, cents=32900),
    Shown("Winkelschleifer", "Norda", "WS 125", "trennschleifer", (("serial", "125-88031", "Typenschild"),),
          "Fahrzeug 1", 110, cents=18900),
    Shown("Kernbohrgerät", "Hartwig", "KB 160", "bohrer", (("engraving", "893-IO42", "Bohrständer, graviert"),),
          owner=6, cents=245000, photo="1,6 kW   160 mm"),
    Shown("Akku-Säge", "Kesto", "SG 36", "saege", (("serial", "863-1046", "Typenschild"),), owner=7, days=80,
          state="returned", cents=54900, photo="36 V   BAUJAHR 2024"),
    Shown("Minibagger", "Brandau", "MB 16", "bagger", (("pin", "BRDMB16P083310425", "Rahmen, rechts"),), owner=23,
          days=250, cents=2380000, photo="1.650 kg   BAUJAHR 2022"),
)  # fmt: skip


def is_first(company: Company) -> bool:
    return company.name == ROOFER


def drafts(
    company: Company, *, companies: list[Company], categories: dict[str, Category], places: list[Place]
) -> list[tuple[Item, list[Mark]]]:
    """The shown items of this company, not yet stored."""
    by_name = {place.name: place for place in places}
    return [
        (_item(shown, company, category=categories[shown.category], place=by_name.get(shown.place, places[0])),
         [_mark(*mark) for mark in shown.marks])
        for shown in SHOWN
        if companies[min(shown.owner, len(companies) - 1)].pk == company.pk
    ]  # fmt: skip


def days_back(item: Item) -> int | None:
    """How long ago a shown item was changed; None for any other."""
    found = _shown(item)
    return found.days if found else None


def illustrate(build: Build) -> None:
    """Photos of the plates and an invoice, stored as a person would store them."""
    by = build.people.get("betrieb")
    for item in build.items:
        shown = _shown(item)
        if not by or not shown or not shown.photo:
            continue
        mark = item.marks.first()
        drawn = plate(make_and_model=item.make_and_model, number=str(mark), more=shown.photo)
        services.add_photo(item, upload=drawn, mark=mark, by=by, caption="Typenschild")
        if shown.bought:
            text = [f"1 Stück {item}", f"Seriennummer {mark}", "1.249,00 EUR", "", "Musterhandel, Beispielstraße 1"]
            paper = invoice(title="Rechnung 2021-0514", lines=text)
            services.add_document(item, upload=paper, name="rechnung-2021-0514.pdf", by=by)


def _item(shown: Shown, company: Company, *, category: Category, place: Place) -> Item:
    return Item(
        company=company,
        category=category,
        name=shown.name,
        make=shown.make,
        model=shown.model,
        colour=shown.colour,
        features=shown.features,
        place=place,
        state=shown.state,
        acquired_on=shown.bought,
        price_cents=shown.cents,
        value_cents=shown.cents * 6 // 10 if shown.cents else None,
    )


def _mark(kind: str, said: str, position: str) -> Mark:
    field = "words" if kind == Mark.Kind.OTHER else "text"
    return Mark(kind=kind, position=position, **{field: said})


def _shown(item: Item) -> Shown | None:
    names = (item.name, item.model, is_first(item.company))
    alike = [shown for shown in SHOWN if (shown.name, shown.model, shown.owner == 0) == names]
    number = next((str(mark) for mark in item.marks.all()), "") if alike else ""
    return next((shown for shown in alike if number == (shown.marks[0][1] if shown.marks else "")), None)
