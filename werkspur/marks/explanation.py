"""Why a stored mark may be the one that was read: the comparison character by character, and reasons in sentences.

The comparison shows the characters as typed and as stored, separators included (`columns`). A longer number around the
shorter one is cut to a few characters there; the reason gives it whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from werkspur.marks.align import Span, span, weigh
from werkspur.marks.clean import ANY_RUN, UNREADABLE, clean, display
from werkspur.marks.columns import Column, columns
from werkspur.marks.fold import fold
from werkspur.marks.weights import TABLE, Table
from werkspur.marks.wording import Said, Translate, gettext_noop, names

#: a reason has `code`, `template`, `params` and the German `sentence`
Reason = Said

ALL_FIT = gettext_noop("Alle %(all)s Stellen passen.")
ONE_FITS = gettext_noop("Die eine Stelle passt.")
SOME_FIT = gettext_noop("%(fit)s von %(all)s Stellen passen.")
INSIDE = gettext_noop("Steckt in einer längeren Nummer: %(mark)s.")
CONTAINS_SHORT = gettext_noop("Enthält die kurze Seriennummer.")
LOOK_ALIKE = gettext_noop("%(pairs)s sehen sich ähnlich.")
PAIR = gettext_noop("%(read)s und %(stored)s")
OTHER = gettext_noop("%(read)s gelesen, %(stored)s erfasst.")
SWAPPED = gettext_noop("Zwei Zeichen sind vertauscht: %(read)s und %(stored)s.")
MISSING = gettext_noop("Ein Zeichen fehlt: %(stored)s erfasst.")
EXTRA = gettext_noop("Ein Zeichen zu viel: %(read)s gelesen.")
ONE_UNREADABLE = gettext_noop("Ein Zeichen war unlesbar.")
SOME_UNREADABLE = gettext_noop("%(count)s Zeichen waren unlesbar.")

READ = gettext_noop("Gelesen %(read)s.")
STORED = gettext_noop("Erfasst %(mark)s.")
STORED_INSIDE = gettext_noop("Erfasst als Teil der längeren Nummer %(mark)s.")
CONFUSED = gettext_noop("%(pairs)s werden leicht verwechselt.")
AND = gettext_noop("und")
AS_WELL_AS = gettext_noop("sowie")
ZERO = gettext_noop("Null")
#: how a character that is no letter or digit is said
SPOKEN = {
    UNREADABLE: gettext_noop("unlesbar"),
    ANY_RUN: gettext_noop("beliebig viele"),
    "-": gettext_noop("Strich"),
    "–": gettext_noop("Strich"),
    ".": gettext_noop("Punkt"),
    ",": gettext_noop("Komma"),
    "/": gettext_noop("Schrägstrich"),
    ":": gettext_noop("Doppelpunkt"),
    "_": gettext_noop("Unterstrich"),
    "#": gettext_noop("Raute"),
    " ": gettext_noop("Leerzeichen"),
}

_EDITS = {"pair": ("other", OTHER), "missing": ("missing", MISSING), "extra": ("extra", EXTRA)}


@dataclass(frozen=True)
class Explanation:
    """The comparison of a query with a stored mark, both as displayed.

    `distance` counts edits on folded text, `?` included; `edits` and `unreadable` count what the columns show;
    `weight` is the price of the likeliest misreading (`rank.weigh`); `span` says whether one lies inside the other.
    """

    read: str
    stored: str
    columns: tuple[Column, ...]
    distance: int
    weight: float
    span: Span

    @cached_property
    def edits(self) -> int:
        """How many characters were replaced, missing, extra or swapped (a swap counts once)."""
        swapped = sum(column.step == "swap" for column in self.columns)
        return sum(column.sign == "diff" for column in self.columns) - swapped // 2

    @cached_property
    def unreadable(self) -> int:
        """How many characters were read as `?`."""
        return sum(column.sign == "open" and column.step == "pair" for column in self.columns)

    @cached_property
    def reasons(self) -> list[Reason]:
        """What speaks for the match, then what speaks against it."""
        return [*_fitting(self), *_look_alikes(self), *_edits(self.columns), *_unreadable(self.unreadable)]

    @property
    def spoken(self) -> str:
        """The comparison in German sentences, for those who hear it."""
        return self.speak(str)

    def speak(self, translate: Translate) -> str:
        """Return the comparison in the language of `translate`, for those who hear it."""
        read = ", ".join(translate(SPOKEN.get(shown, shown)) for shown in self.read)
        stored = STORED_INSIDE if self.span is Span.QUERY_INSIDE and self._surplus else STORED
        said = [Said("read", READ, {"read": read}), Said("stored", stored, {"mark": self.stored})]
        pairs = names([_pair_spoken(pair, translate) for pair in _like_pairs(self)], last=translate(AS_WELL_AS))
        said += [Said("confused", CONFUSED, {"pairs": pairs})] if pairs else []
        said += _edits(self.columns)
        return " ".join(one.say(translate) for one in said)

    @property
    def _surplus(self) -> bool:
        return any(column.step == "outer" for column in self.columns)


def explain(query: str, mark: str, table: Table = TABLE) -> Explanation:
    """Compare what was read with a stored mark. Both as typed or displayed; folded text works as well."""
    read, stored = display(query), display(mark)
    a, b = clean(read), clean(stored)
    return Explanation(
        read=read,
        stored=stored,
        columns=tuple(columns(read, stored, table)),
        distance=int(OSA.distance(fold(a), fold(b))),
        weight=round(weigh(a, b, table), 3),
        span=span(a, b),
    )


def _fitting(explanation: Explanation) -> Iterator[Reason]:
    """Say how many of the characters read fit, and whether one number lies inside the other."""
    read = [c for c in explanation.columns if c.read and c.step in ("pair", "swap", "extra")]
    fit = sum(c.sign != "diff" for c in read)
    inside = explanation._surplus
    if inside and explanation.span is Span.QUERY_INSIDE:
        yield Said("inside", INSIDE, {"mark": explanation.stored})
    elif inside:
        yield Said("contains_short", CONTAINS_SHORT)
    if fit < len(read):
        yield Said("some_fit", SOME_FIT, {"fit": fit, "all": len(read)})
    elif read and not inside:
        yield Said("all_fit", ALL_FIT if len(read) > 1 else ONE_FITS, {"all": len(read)})


def _like_pairs(explanation: Explanation) -> list[tuple[str, str]]:
    """Return the confused characters, each pair once, in order."""
    return list(dict.fromkeys((c.read.upper(), c.stored.upper()) for c in explanation.columns if c.sign == "like"))


def _look_alikes(explanation: Explanation) -> Iterator[Reason]:
    pairs = _like_pairs(explanation)
    if pairs:
        # One sentence for all of them: "O und 0, Z und 2 sehen sich ähnlich."
        said = tuple(Said("pair", PAIR, {"read": read, "stored": stored}) for read, stored in pairs)
        yield Said("look_alike", LOOK_ALIKE, {"pairs": said})


def _edits(columns: tuple[Column, ...]) -> list[Reason]:
    """Say every edit in the order of the columns."""
    said: list[Reason] = []
    first: Column | None = None
    for column in columns:
        if column.step == "swap" and first is None:
            first = column
        elif column.step == "swap" and first is not None:
            both = {"read": first.read + column.read, "stored": first.stored + column.stored}
            said.append(_edit("swapped", SWAPPED, both))
            first = None
        elif column.sign == "diff":
            code, template = _EDITS[column.step]
            said.append(_edit(code, template, {"read": column.read, "stored": column.stored}))
    return said


def _edit(code: str, template: str, shown: dict[str, str]) -> Reason:
    return Said(code, template, {name: text.upper() for name, text in shown.items()})


def _unreadable(count: int) -> Iterator[Reason]:
    if count == 1:
        yield Said("one_unreadable", ONE_UNREADABLE, {"count": 1})
    elif count:
        yield Said("some_unreadable", SOME_UNREADABLE, {"count": count})


def _pair_spoken(pair: tuple[str, str], translate: Translate) -> str:
    """Say a pair of confused characters; a zero beside an O is called by its name."""
    spoken = [translate(ZERO) if character == "0" else character for character in pair]
    return f" {translate(AND)} ".join(spoken)
