"""This app's share of the demonstration partnership: thefts, what came back, look-ups. Everything goes the real way."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from werkspur.base.demonstration import SEED, Build
from werkspur.partners.models import Company, Person, Region, Trade
from werkspur.registry.models import Item, Mark
from werkspur.tracing import queries, services, tables
from werkspur.tracing.models import Lookup, LookupHit, MatchRun, StolenItem, TheftReport

STOLEN, RETURNED = "873-1042", "863-1046"  # the two of the pictures: stolen two days ago, back since eighty
THEFTS = 14
LOOKUPS = 36
LISTED = 24  # known and unknown numbers, each
LIST_NAME = "asservate_garage.xlsx"
PLACES = (
    "Baustelle Grimma, Container",
    "Transporter, Leipzig-Plagwitz",
    "Werkstatt, Rolltor aufgehebelt",
    "Baustelle Borna, Rohbau",
    "Hof hinter dem Betrieb, Markkleeberg",
    "Lagerhalle Torgau",
    "Transporter, Parkplatz Schkeuditz",
)
# region → trades of companies that exist only to have been struck, and (fewest, most) of their reports in a quarter
EARLIER_COMPANIES = {
    "14713": ("hochbau",) * 24 + ("elektro",) * 16 + ("maler", "dach") * 3,
    "14729": ("hochbau",) * 16 + ("shk", "zimmerei") * 4,
    "14730": ("hochbau",) * 12 + ("dach",) * 4,
}
EARLIER_RATES = {"14713": (9, 12), "14729": (6, 8), "14730": (5, 7)}
EARLIER_QUARTERS = 19
PURPOSES = ("Verkehrskontrolle", "Fund zuordnen", "Sicherstellung zuordnen", "Durchsuchung", "Verkaufsangebot prüfen")


def build_thefts(build: Build) -> Any:
    """Add thefts, returns and look-ups to what the apps below built; nothing without their items."""
    if not build.items:
        return []
    _the_two_of_the_pictures(build)
    _further_thefts(build)
    _lookups(build)
    _list(build)
    _earlier_thefts(build)
    return None


def _the_two_of_the_pictures(build: Build) -> None:
    for text, days, reference in ((STOLEN, 2, "26-103988"), (RETURNED, 95, "26-081155")):
        mark = Mark.objects.filter(text=text).select_related("item__company").first()
        if mark and mark.item.state != Item.State.STOLEN:
            report = _report(build, [mark.item], days=days, place=PLACES[0], reference=reference)
            if text == RETURNED:
                _give_back(report, build=build, days=80)


def _further_thefts(build: Build) -> None:
    by_company: dict[Company, list[Item]] = defaultdict(list)
    for item in build.items:
        if item.state == Item.State.IN_USE:
            by_company[item.company].append(item)
    known = Mark.objects.filter(text__in=[STOLEN, RETURNED]).values_list("item_id", flat=True)
    companies = [company for company, items in by_company.items() if len(items) > 8]
    for number, company in enumerate(build.random.sample(companies, min(THEFTS, len(companies)))):
        candidates = [item for item in by_company[company] if item.pk not in known]
        items = build.random.sample(candidates, build.random.randint(1, 6))
        days = build.random.randint(3, 300)
        reference = f"26-{100000 + build.random.randint(0, 9999)}" if number % 4 else ""
        report = _report(build, items, days=days, place=build.random.choice(PLACES), reference=reference)
        if number % 4 == 1:
            _give_back(report, build=build, days=max(1, days - 20))


def _report(build: Build, items: list[Item], *, days: int, place: str, reference: str) -> TheftReport:
    """A report made `days` before now, by somebody of the company."""
    noticed = (build.now - timedelta(days=days)).replace(hour=5, minute=30, second=0, microsecond=0)
    company = items[0].company
    report = services.report_theft(
        company=company,
        items=[Item.objects.get(pk=item.pk) for item in items],
        happened_from=noticed - timedelta(hours=13),
        happened_to=noticed,
        place=place,
        circumstances="Über Nacht aufgebrochen, am Morgen bemerkt.",
        police_reference=reference,
        police_station="Polizeirevier" if reference else "",
        by=_somebody(company, build=build),
    )
    told = noticed + timedelta(hours=2)
    TheftReport.objects.filter(pk=report.pk).update(created_at=told)
    Item.objects.filter(thefts__report=report).update(state_since=told)
    return report


def _give_back(report: TheftReport, *, build: Build, days: int) -> None:
    back = build.now - timedelta(days=days)
    for stolen in report.stolen.select_related("report"):
        services.item_found(stolen, by=_somebody(report.company, build=build))
    StolenItem.objects.filter(report=report).update(ended_at=back)
    Item.objects.filter(thefts__report=report).update(state_since=back)


def _somebody(company: Company, *, build: Build) -> Person:
    role = company.roles.current().select_related("person").first()
    person: Person = role.person if role else build.people["betrieb"]
    return person


def _earlier_thefts(build: Build) -> None:
    """Reports of four and a half years by companies that exist for this alone, so that a situation can be shown."""
    chance = random.Random(SEED)  # noqa: S311  repeatable, and what follows draws as before
    pools = _companies_of_earlier_years(build)
    reports = []
    for back in range(1, EARLIER_QUARTERS + 1):
        for region, pool in pools.items():
            for company in _struck(pool, region=region, back=back, chance=chance):
                told = _day_of_quarter(build.now, back=back, chance=chance)
                reports.append(
                    TheftReport(
                        company=company,
                        happened_from=told - timedelta(hours=14),
                        happened_to=told - timedelta(hours=2),
                        place="Baustelle",
                        state=TheftReport.State.CLOSED,
                        created_at=told,
                    )
                )
    told_at = [report.created_at for report in reports]
    made = TheftReport.objects.bulk_create(reports)
    for report, told in zip(made, told_at, strict=True):
        report.created_at = told  # bulk_create has set it to now
    TheftReport.objects.bulk_update(made, ["created_at"], batch_size=200)


def _day_of_quarter(now: datetime, *, back: int, chance: random.Random) -> datetime:
    """A morning in the calendar quarter so many quarters before that of `now`."""
    months = now.year * 12 + (now.month - 1) // 3 * 3 - 3 * back + chance.randrange(3)
    return now.replace(year=months // 12, month=months % 12 + 1, day=chance.randrange(1, 29), hour=8)


def _struck(pool: list[Company], *, region: str, back: int, chance: random.Random) -> list[Company]:
    """Who reported in one quarter: more in the city of late, none or few in the north now and then."""
    few, many = EARLIER_RATES[region]
    if region == "14713" and back <= 4:
        few, many = 20, 23
    if region == "14730" and 6 <= back <= 9:
        return []
    if region == "14730" and back > 16:
        few = many = 2
    count = chance.randint(few, many)
    return chance.sample(pool, min(count, len(pool))) + chance.choices(pool, k=max(0, count - len(pool)))


def _companies_of_earlier_years(build: Build) -> dict[str, list[Company]]:
    trades = {trade.slug: trade for trade in Trade.objects.all()}
    pools: dict[str, list[Company]] = {}
    for region, slugs in EARLIER_COMPANIES.items():
        for slug in slugs:
            number = sum(map(len, pools.values())) + 1
            company = Company.objects.create(
                name=f"Musterbetrieb {number:02d} ({trades[slug].name})",
                slug=f"musterbetrieb-{number:02d}",
                legal_form=Company.LegalForm.GMBH,
                trade=trades[slug],
                chamber=build.partners["hwk"],
                street=f"Beispielstraße {number}",
                postcode="04103",
                city="Musterort",
                region=Region.objects.get(key=region),
                email=f"musterbetrieb-{number:02d}@werkspur.example",
                state=Company.State.VERIFIED,
                verified_at=build.now - timedelta(days=5 * 365),
            )
            pools.setdefault(region, []).append(company)
    return pools


def _lookups(build: Build) -> None:
    """Half-read numbers, over the last three months; in a few cases the owner was called, and it was the thing."""
    officer = build.people["polizei"]
    marks = list(Mark.objects.filter(item__in=[item.pk for item in build.items]).exclude(text="").order_by("id"))
    for mark in build.random.sample(marks, min(LOOKUPS, len(marks))):
        made = services.ask(
            text=_half_read(mark.text, build=build),
            purpose=build.random.choice(PURPOSES),
            case_number=f"26-{100000 + build.random.randint(0, 9999)}",
            by=officer,
        )
        services.note_hits(made, queries.search(made))
        hit = made.hits.select_related("lookup", "item__company").first()
        if hit and hit.grade >= 3 and build.random.random() < 0.5:
            services.show_contact(hit, by=officer)
            if hit.item_id == mark.item_id:
                services.confirm_hit(hit, by=officer)
        when = build.now - timedelta(days=build.random.randint(1, 90), minutes=build.random.randint(0, 1400))
        Lookup.objects.filter(pk=made.pk).update(at=when)
        hits = LookupHit.objects.filter(lookup=made)
        hits.exclude(contact_shown_at=None).update(contact_shown_at=when)
        hits.exclude(confirmed_at=None).update(confirmed_at=when)


def _list(build: Build) -> None:
    """A table of seized tools, matched yesterday: half of them known, one number twice, some lines without."""
    known = list(
        Mark.objects.filter(item__in=[item.pk for item in build.items])
        .exclude(text="")
        .select_related("item")
        .order_by("id")
    )
    marks = build.random.sample(known, min(LISTED, len(known)))
    lines = [f"{_half_read(mark.text, build=build)}\t{mark.item.make}" for mark in marks]
    lines += [f"{build.random.choice('KMSW')}{build.random.randint(10**8, 10**9)}\t" for _ in range(LISTED)]
    build.random.shuffle(lines)
    book = tables.pasted("\n".join([f"{STOLEN.replace('0', 'O')}\t", *lines, "", "???", lines[0]]))
    run = MatchRun(person=build.people["polizei"], purpose=PURPOSES[2], case_number="26-104520", source=LIST_NAME)
    services.ask_many(run, numbers=tables.read_numbers(book, wanted=tables.layout(book)), by=run.person)
    services.carry_out(run.pk)
    when = build.now - timedelta(days=1, hours=3)
    MatchRun.objects.filter(pk=run.pk).update(created_at=when, finished_at=when + timedelta(seconds=4))


def _half_read(text: str, *, build: Build) -> str:
    """The text with one character that could not be read."""
    places = [place for place, character in enumerate(text) if character.isalnum()]
    if len(places) < 6:
        return text
    place = build.random.choice(places)
    return f"{text[:place]}?{text[place + 1 :]}"
