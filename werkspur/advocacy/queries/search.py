"""Full text over everything that advocacy keeps, files included."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from werkspur.advocacy.models import Addressee, Demand, SearchText
from werkspur.advocacy.rules.stems import stems, words

KINDS = {
    "demand": _("Forderungen"), "draft": _("Entwürfe"), "delivery": _("Zustellungen"), "reply": _("Antworten"),
    "quotation": _("Zitate"), "commitment": _("Zusagen"), "evidence": _("Belege"), "document": _("Dateien"),
    "paper": _("Vorlagen"), "contact": _("Kontakte"), "addressee": _("Adressaten"),
}  # fmt: skip
#: a word asked for with at least so many letters also finds longer ones that begin with it
_BEGINNING_FROM = 4
#: words of one question
MOST_WORDS = 12
#: characters of an excerpt around what was found
_BEFORE, _AFTER = 80, 170
_OWN_PAGES = {
    "demand": "advocacy:demand_overview", "draft": "advocacy:demand_overview", "delivery": "advocacy:delivery",
    "paper": "advocacy:paper", "contact": "advocacy:contact", "addressee": "advocacy:addressee",
}  # fmt: skip
_ANCHORS = {"reply": "antwort", "quotation": "zitat", "commitment": "zusage", "evidence": "beleg"}
_PHRASE = re.compile(r'["„“”»«]([^"„“”»«]+)["„“”»«]')
#: what was released of a demand whose own release was taken back is nobody's to find
_PUBLIC = Q(public=True, demand__released__isnull=False)
_TSVECTOR = (
    "(setweight(to_tsvector('simple', advocacy_searchtext.heading), 'A')"
    " || setweight(to_tsvector('simple', advocacy_searchtext.tokens), 'D'))"
)


@dataclass(frozen=True)
class Found:
    """A row that was found. parts: an excerpt as (words, marked); page: of a document, else 0."""

    kind: str
    key: str
    page: int
    title: str
    demand: Demand | None
    public: bool
    parts: list[tuple[str, bool]]

    @property
    def kind_name(self) -> str:
        """What it is, for people."""
        return str(KINDS.get(self.kind, ""))

    @property
    def url(self) -> str:
        """The page of the staff that shows it."""
        if self.kind == "document":
            return reverse("advocacy:document", args=[self.key]) + (f"?seite={self.page}" if self.page > 1 else "")
        if self.kind in _OWN_PAGES:
            return reverse(_OWN_PAGES[self.kind], args=[self.key])
        if self.demand is None:
            return ""
        return reverse("advocacy:answers", args=[self.demand.uid]) + f"#{_ANCHORS.get(self.kind, self.kind)}-{self.key}"

    @property
    def public_url(self) -> str:
        """The page of the tracker that shows it."""
        if self.kind == "document":
            return reverse("advocacy:public_file", args=[self.key])
        return reverse("advocacy:demand", args=[self.demand.slug]) if self.demand else ""


@dataclass(frozen=True)
class Asked:
    """What was asked for: groups of stems; a group of several is a phrase, its words stand side by side."""

    groups: tuple[tuple[str, ...], ...]

    @property
    def stems(self) -> set[str]:
        return {stem for group in self.groups for stem in group}


def read_question(text: str) -> Asked:
    """Return what is asked for: every word, and what stands in quotation marks as a phrase."""
    phrases = [tuple(stems(phrase).split()) for phrase in _PHRASE.findall(text)]
    single = [(stem,) for stem in stems(_PHRASE.sub(" ", text)).split()]
    return Asked(tuple(dict.fromkeys(group[:MOST_WORDS] for group in [*phrases, *single] if group))[:MOST_WORDS])


def find(
    text: str, *, person: Any, limit: int = 20, offset: int = 0, kinds: Sequence[str] = (), public: bool = False,
    document: Any = None,
) -> list[Found]:  # fmt: skip
    """Return what has all the words, the best first, and only what the person may see.

    Args:
        text: words and "phrases"; long words also find longer ones that begin with them.
        kinds: only these (see `services.indexing.index`); none: all.
        public: only what everybody may find.
        document: only pages of this one, in their order.
    """
    asked = read_question(text)
    if not asked.groups:
        return []
    rows = _matching(asked, person=person, kinds=kinds, public=public)
    if document is not None:
        rows = rows.filter(kind="document", key=str(document.uid)).order_by("page")
    return _told(list(rows[offset : offset + limit]), asked=asked)


def count(text: str, *, person: Any, kinds: Sequence[str] = (), public: bool = False) -> int:
    """Return how many rows have all the words."""
    asked = read_question(text)
    return _matching(asked, person=person, kinds=kinds, public=public).count() if asked.groups else 0


def visible_to(person: Any) -> QuerySet[SearchText]:
    """Chambers find everything, the police also what belongs to appeals that they bear, everybody what is public."""
    if person.is_authenticated and person.has_role("chamber"):
        return SearchText.objects.all()
    if not (person.is_authenticated and person.has_role("police_advice")):
        return SearchText.objects.filter(_PUBLIC)
    return SearchText.objects.filter(_PUBLIC | Q(demand__in=Demand.objects.borne_by(person)))


def _matching(asked: Asked, *, person: Any, kinds: Sequence[str], public: bool) -> QuerySet[SearchText]:
    rows = SearchText.objects.filter(_PUBLIC) if public else visible_to(person)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    rows = rows.select_related("demand__released", "demand__current")
    if connection.vendor == "postgresql":
        question = _tsquery(asked)
        rows = rows.extra(where=[f"{_TSVECTOR} @@ to_tsquery('simple', %s)"], params=[question])  # noqa: S610
        rank = RawSQL(f"-ts_rank({_TSVECTOR}, to_tsquery('simple', %s))", [question])  # noqa: S611
        return rows.order_by(rank, "kind", "-id", "page")
    question = _fts5(asked)
    rows = rows.extra(
        tables=["advocacy_searchtext_fts"],
        where=["advocacy_searchtext_fts.rowid = advocacy_searchtext.id", "advocacy_searchtext_fts MATCH %s"],
        params=[question],
    )
    rank = RawSQL("bm25(advocacy_searchtext_fts, 8.0, 1.0)", [])
    return rows.order_by(rank, "kind", "-id", "page")


def _tsquery(asked: Asked) -> str:
    """Stems are small letters and digits only, so nothing of what was typed reaches the language of the query."""
    return " & ".join("(" + " <-> ".join(_opened(group, sign=":*", quote="")) + ")" for group in asked.groups)


def _fts5(asked: Asked) -> str:
    return " AND ".join(" + ".join(_opened(group, sign="*", quote='"')) for group in asked.groups)


def _opened(group: tuple[str, ...], *, sign: str, quote: str) -> list[str]:
    """The words of a group; a single long one is open at its end."""
    if len(group) == 1 and len(group[0]) >= _BEGINNING_FROM:
        return [f"{quote}{group[0]}{quote}{sign}"]
    return [f"{quote}{word}{quote}" for word in group]


def _told(rows: list[SearchText], *, asked: Asked) -> list[Found]:
    bodies = Addressee.objects.filter(uid__in=[row.key for row in rows if row.kind == "addressee"])
    slugs = {str(uid): slug for uid, slug in bodies.values_list("uid", "slug")}  # their pages have names
    return [
        Found(
            kind=row.kind, key=slugs.get(row.key, row.key), page=row.page, title=row.title, demand=row.demand,
            public=row.public, parts=excerpt(row.text, asked=asked),
        )
        for row in rows
    ]  # fmt: skip


def excerpt(text: str, *, asked: Asked) -> list[tuple[str, bool]]:
    """Return the neighbourhood of the first word that was asked for, in pieces: (words, whether asked for)."""
    wanted = asked.stems
    long = tuple(stem for stem in wanted if len(stem) >= _BEGINNING_FROM)
    hits = [word for word in words(text) if word.stem in wanted or word.stem.startswith(long)]
    begin = _word_begin(text, at=max(0, hits[0].start - _BEFORE) if hits else 0)
    end = min(len(text), (hits[0].start if hits else 0) + _AFTER)
    parts: list[tuple[str, bool]] = [("… ", False)] if begin else []
    at = begin
    for hit in hits:
        if hit.end > end:
            break
        parts += [(text[at : hit.start], False), (text[hit.start : hit.end], True)]
        at = hit.end
    last = text[at:end]
    parts += [(last if end == len(text) else last.rpartition(" ")[0] + " …", False)]
    return [
        (" ".join(piece.split()) if marked else re.sub(r"\s+", " ", piece), marked) for piece, marked in parts if piece
    ]


def _word_begin(text: str, *, at: int) -> int:
    """The beginning of the first whole word from a place on."""
    return at if at == 0 else text.find(" ", at) + 1 or at
