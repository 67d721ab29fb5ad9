"""Learning from the register where marks are cut, and what that is expected to save.

Nothing changes for anybody: the learned scheme is stored and waits for `rekey`. Stopped half way, nothing is stored.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from random import Random

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from werkspur.journal.services import record
from werkspur.marks.keys import keys
from werkspur.marks.probes import ask
from werkspur.marks.scheme import FEWEST_MARKS, LEARNED_LONGEST, PAIRS, learn
from werkspur.marks.scheme import Scheme as Cut
from werkspur.registry.models import Reading, Scheme
from werkspur.registry.queries.finding.schemes import cut
from werkspur.registry.services.keys import ensure_scheme
from werkspur.registry.services.schemelock import schemes_alone

#: called with the step ("read", "learn", "weigh"), how much of it is done, and how much there is
Report = Callable[[str, int, int], None]

#: readings from which borders are learned; more than enough for 20,000 of every frequent length
SAMPLE = 150_000
#: readings asked for in one statement
_AT_ONCE = 500
#: passes through the register, each with other numbers, until the sample is about full: many may have been deleted
_PASSES, _ENOUGH = 8, 0.95
#: readings of the sample that are looked up to see what a look-up reads
_LOOKED_UP = 1_000


class TooFewMarks(Exception):
    """There is nothing to learn from yet; the text is the sentence for the operator."""


@dataclass(frozen=True)
class Reads:
    """How many rows of keys a look-up reads: of a thousand the middle one, and all but ten."""

    half: int
    most: int


@dataclass(frozen=True)
class Learned:
    """What came of learning.

    scheme     what was stored; None after a dry run, and when the scheme that holds cuts as was learned
    sampled    readings it was learned from
    register   readings of the whole register, estimated
    before     what look-ups read by the scheme that holds, estimated for the whole register
    after      the same by the learned one
    """

    scheme: Scheme | None
    sampled: int
    register: int
    before: Reads
    after: Reads


def learn_borders(
    *, sample: int = SAMPLE, dry_run: bool = False, by: object = "operator", report: Report = lambda *_: None
) -> Learned:
    """Learn borders from about `sample` readings and store them as a scheme that waits to be filled.

    An older learned scheme that was never filled goes. About ten seconds and 60 MB for 150,000 readings, however large
    the register is.

    Raises:
        TooFewMarks: of no length there are enough marks.
    """
    texts, register = _sampled(sample, report=report)
    lengths = Counter(map(len, texts))
    if not any(lengths[n] >= FEWEST_MARKS for n in range(PAIRS.start, LEARNED_LONGEST + 1)):
        raise TooFewMarks(
            _("Zu wenige Kennzeichen: Gelernt wird ab %(fewest)s gleicher Länge, hier sind es höchstens %(most)s.")
            % {"fewest": FEWEST_MARKS, "most": max(lengths.values(), default=0)}
        )
    present = cut(ensure_scheme())
    better = learn(texts, prefix=present.prefix, report=lambda done, total: report("learn", done, total))
    report("weigh", 0, 2)
    before = _reads(texts, register=register, way=present)
    report("weigh", 1, 2)
    after = _reads(texts, register=register, way=better)
    report("weigh", 2, 2)
    stored = None if dry_run or better == present else _store(better, sampled=len(texts), by=by)
    return Learned(stored, len(texts), register, before, after)


def next_version() -> int:
    """Return the number of the next scheme. Call it with `schemes_alone`."""
    return (Scheme.objects.aggregate(last=Max("version"))["last"] or 0) + 1


def definition(way: Cut, *, version: int) -> dict[str, object]:
    """Return what is stored of a scheme; the version is the prefix of its keys."""
    return {**json.loads(way.to_json()), "prefix": str(version)}


def _store(way: Cut, *, sampled: int, by: object) -> Scheme:
    with schemes_alone():
        Scheme.objects.filter(state=Scheme.State.LEARNED).delete()
        version = next_version()
        scheme = Scheme.objects.create(
            version=version, definition=definition(way, version=version), state=Scheme.State.LEARNED, sampled=sampled
        )
        record("registry.borders_learned", by=by, object=scheme, details={"version": version, "sampled": sampled})
    return scheme


def _sampled(size: int, *, report: Report) -> tuple[list[str], int]:
    """Return about `size` readings, spread evenly over the time they came in, and how many there are in all.

    Drawn by number, one from each stretch of the register. So it is as quick in a large register as in a small one,
    and consecutive numbers are no more frequent in the sample than they are. What share of the numbers drawn exists
    tells how many there are.
    """
    ends = Reading.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["last"] is None:
        return [], 0
    numbers = range(ends["first"], ends["last"] + 1)
    found: dict[int, str] = {}
    drawn = hits = 0
    for _pass in range(_PASSES if len(numbers) > size else 1):
        for some in _draws(numbers, size=size - len(found)):
            rows = Reading.objects.filter(pk__in=some).values_list("pk", "folded")
            read = dict(rows)
            drawn, hits = drawn + len(some), hits + len(read)
            found |= read
            report("read", len(found), size)
        if len(found) > _ENOUGH * size:
            break
    return list(found.values()), round(len(numbers) * hits / drawn)


def _draws(numbers: range, *, size: int) -> Iterator[list[int]]:
    """Yield at most `size` numbers, one of each stretch, in portions; all of them when there are not more."""
    step = -(-len(numbers) // size)
    draw = Random(size)  # noqa: S311  the same register teaches the same
    places = range(0, len(numbers), step)
    chosen = (numbers[min(start + draw.randrange(step), len(numbers) - 1)] for start in places)
    while some := list(islice(chosen, _AT_ONCE)):
        yield some


def _reads(texts: list[str], *, register: int, way: Cut) -> Reads:
    """Return how many rows look-ups of stored marks would read in a register of so many readings like these."""
    looked_up = texts[:: max(1, len(texts) // _LOOKED_UP)][:_LOOKED_UP]
    asked = [ask(text, scheme=way).keys for text in looked_up]
    shared = dict.fromkeys(chain.from_iterable(asked), 0)
    for text in texts:
        for key in keys(text, way):
            if key in shared:
                shared[key] += 1
    scale = register / len(texts)
    rows = []
    for text, some in zip(looked_up, asked, strict=True):
        own = sum(key in some for key in set(keys(text, way)))
        rows.append(own + (sum(shared[key] for key in some) - own) * scale)
    rows.sort()
    return Reads(half=round(rows[len(rows) // 2]), most=round(rows[len(rows) * 99 // 100]))
