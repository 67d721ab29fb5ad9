"""The catalogue of offence keys: by chapter as a tree, by search; one key with wording, breaks and neighbours."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import and_, or_

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from werkspur.facts.models import Area, Offence, SeriesBreak, Wording
from werkspur.facts.queries import lending
from werkspur.facts.queries.areas import called
from werkspur.facts.queries.neighbours import neighbours
from werkspur.facts.queries.sources import named
from werkspur.facts.queries.told import Told, told, why_missing
from werkspur.facts.rules import keys

#: more results are found by a longer word
MOST = 50
#: neighbours of each kind on the page of a key
MOST_NEIGHBOURS = 40
SHORTEST, LONGEST, MOST_WORDS = 2, 100, 8
DEEPEST = 4


@dataclass(frozen=True)
class Branch:
    """A key in its tree: how deep it stands, and which other keys hold it too."""

    offence: Offence
    depth: int = 0
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """A part of the catalogue and how many of its keys are known."""

    code: str
    name: str
    count: int


def chapters() -> list[Chapter]:
    """Return the chapters that have keys, theft first, sums last; one statement."""
    names = {
        "theft": _("Diebstahl"),
        "5": _("Vermögen"),
        "6": _("Sonstiges"),
        "2": _("Rohheit"),
        "7": _("Nebengesetze"),
        "0": _("Leben"),
        "1": _("Sexualdelikte"),
        "sums": _("Summen"),
    }
    counts = Counter(keys.chapter(key) for key in Offence.objects.values_list("key", flat=True))
    return [Chapter(code, name, counts[code]) for code, name in names.items() if counts[code]]


def for_business() -> list[Branch]:
    """Return the keys that matter to companies."""
    return [Branch(offence) for offence in Offence.objects.filter(for_business=True)]


def tree(chapter: str) -> list[Branch]:
    """Return the keys of a chapter, each below the closest key that holds it; two statements.

    A key may be held by several: it stands below the one that names most of its digits, the others are `also_in`.
    """
    offences = {one.key: one for one in Offence.objects.all() if keys.chapter(one.key) == chapter}
    above: dict[str, list[str]] = defaultdict(list)
    for child, parent in Offence.parents.through.objects.values_list("from_offence_id", "to_offence_id"):
        if child in offences and parent in offences:
            above[child].append(parent)
    below: dict[str, list[str]] = defaultdict(list)
    for key in offences:
        below[max(above[key], key=_named, default="")].append(key)
    return list(_branches("", offences=offences, above=above, below=below, depth=0))


def _named(key: str) -> tuple[int, str]:
    return sum(place.isdigit() for place in key.rstrip("0")), key


def _branches(
    root: str, *, offences: dict[str, Offence], above: dict[str, list[str]], below: dict[str, list[str]], depth: int
) -> Iterator[Branch]:
    for key in below[root]:
        yield Branch(offences[key], min(depth, DEEPEST), tuple(sorted(one for one in above[key] if one != root)))
        yield from _branches(key, offences=offences, above=above, below=below, depth=depth + 1)


def search(text: str) -> list[Offence]:
    """Return the keys whose number, name, meaning or official wording holds every word, business first; one statement.

    At most one more than MOST; none for a single character. Words after the eighth are not looked at: each costs the
    database a dozen comparisons for every key.
    """
    words = list(dict.fromkeys(text.replace("\x00", "")[:LONGEST].split()))[:MOST_WORDS]
    if len("".join(words)) < SHORTEST:
        return []
    found = reduce(and_, (_holds(word) for word in words))
    if key := keys.normalise(text[:LONGEST].replace("\x00", "").strip()):
        found |= Q(key=key)
    return list(Offence.objects.filter(found).order_by("-for_business", "order", "key")[: MOST + 1])


def _holds(word: str) -> Q:
    """SQLite knows upper and lower case of a to z only, so that Ä and ä are asked for apart."""
    spellings = dict.fromkeys([word, word.lower(), word.capitalize(), word.upper()])
    wordings = Wording.objects.filter(offence=OuterRef("pk"))
    return Q(key__startswith=word) | reduce(
        or_,
        (
            Q(name__icontains=one) | Q(meaning__icontains=one) | Q(Exists(wordings.filter(text__icontains=one)))
            for one in spellings
        ),
    )


@dataclass(frozen=True)
class Version:
    """The official wording from one year to another; `changed`: it was another one before."""

    first: int
    last: int
    text: str
    changed: bool = False


@dataclass(frozen=True)
class Neighbour:
    """A key around this one, with its newest figure and the area that has it: the state where no other is published."""

    offence: Offence
    area: Area
    told: Told

    @property
    def place(self) -> str:
        return called(self.area)


@dataclass(frozen=True)
class Group:
    """Neighbours of one kind: what holds the key, what it holds, what else is held beside it."""

    label: str
    rows: list[Neighbour]


@dataclass(frozen=True)
class Detail:
    """One key: its newest figure, its neighbours, its wording by year, and its breaks.

    lent: why the figure is that of the state
    """

    own: Neighbour
    lent: str
    sources: list[str]
    groups: list[Group]
    versions: list[Version]
    breaks: list[SeriesBreak]


def detail(offence: Offence, *, area: Area) -> Detail:
    """Return what the page of a key says. Eleven statements."""
    around = neighbours(offence, most=MOST_NEIGHBOURS)
    kinds = {_("Gehört zu"): around.above, _("Enthält"): around.below, _("Daneben"): around.beside}
    found = lending.with_state(area, offences=[offence.key, *(one.key for rows in kinds.values() for one in rows)])
    own = found[area.key, offence.key]
    series = lending.shown(found, area=area, offence=offence.key)
    return Detail(
        own=_neighbour(found, offence, area=area),
        lent="" if series is own else why_missing(own, year=None),
        sources=named([series]),
        groups=[
            Group(label, [_neighbour(found, one, area=area) for one in rows]) for label, rows in kinds.items() if rows
        ],
        versions=versions(offence),
        breaks=list(SeriesBreak.objects.filter(Q(offence=offence) | Q(offence=None), Q(area=None) | Q(area=area))),
    )


def _neighbour(found: lending.Found, offence: Offence, *, area: Area) -> Neighbour:
    series = lending.shown(found, area=area, offence=offence.key)
    return Neighbour(offence, series.area, told(series))


def versions(offence: Offence) -> list[Version]:
    """Return the official wording of a key, the newest first, years of the same wording together."""
    found: list[Version] = []
    rows = offence.wordings.order_by("year").values_list("year", "text")
    for text, group in groupby(rows, key=lambda row: " ".join(row[1].split())):
        years = [year for year, _text in group]
        found.append(Version(years[0], years[-1], text, changed=bool(found)))
    return found[::-1]
