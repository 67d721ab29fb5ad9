"""What a demand needs before it is released: everything that is missing, each with a code, the law and why.

A chamber may speak only where trade of its district is really touched, objectively and with restraint, and says where
its members differ: § 1(1) IHKG, BVerwG 10 C 4.15 of 23 March 2016; § 91(1) HwO. A member can sue when it does not. The
police make no demands: they bear a joint appeal, and then by a release of their own. Two people release, so that
nobody speaks for a chamber alone; of several chambers each releases for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from werkspur.advocacy.rules.wording import is_said
from werkspur.marks.wording import Said
from werkspur.marks.wording import gettext_noop as _

#: people of chambers
TWO = 2
#: a concrete effect on trade is not said in fewer words
FEWEST_WORDS = 5


class Kind(StrEnum):
    """What is published."""

    DEMAND = "demand"  # of chambers only
    APPEAL = "appeal"  # of all partners


class Side(StrEnum):
    """What sort of partner somebody is."""

    IHK = "ihk"
    HWK = "hwk"
    POLICE = "police"
    OTHER = "other"


CHAMBERS = frozenset({Side.IHK, Side.HWK})
#: the law that a chamber speaks by
LAWS = {Side.IHK: "§ 1 IHKG", Side.HWK: "§ 91 HwO"}


class Code(StrEnum):
    """What is missing or wrong, in the order in which it is told."""

    TITLE = "title"
    SUMMARY = "summary"
    TEXT = "text"
    TRADE_LINK = "trade_link"
    TRADE_LINK_SHORT = "trade_link_short"
    ORGAN = "organ"
    DECIDED_ON = "decided_on"
    DECIDED_LATER = "decided_later"
    DISSENT = "dissent"
    DISSENT_BOTH = "dissent_both"
    BEARERS = "bearers"
    BEARER_NO_CHAMBER = "bearer_no_chamber"
    POLICE_ON_DEMAND = "police_on_demand"
    OTHERS_ON_DEMAND = "others_on_demand"
    APPEAL_ALONE = "appeal_alone"
    FIRST_PERSON = "first_person"
    SECOND_PERSON = "second_person"
    SAME_PERSON = "same_person"
    OLD_VERSION = "old_version"
    STRANGER = "stranger"
    CHAMBER_RELEASE = "chamber_release"
    POLICE_RELEASE = "police_release"


_WHY = {
    Code.TITLE: _("Der Titel fehlt. Unter ihm wird die Forderung gefunden und zitiert."),
    Code.SUMMARY: _("Die Kurzfassung fehlt. Sie steht im Verzeichnis und im Brief."),
    Code.TEXT: _("Die Begründung fehlt. Ohne sie kann niemand die Forderung prüfen."),
    Code.TRADE_LINK: _(
        "Der Bezug zur Wirtschaft fehlt. Nur wo sie berührt ist, darf sich eine Kammer äußern (%(law)s)."
    ),
    Code.TRADE_LINK_SHORT: _(
        "Der Bezug zur Wirtschaft ist zu knapp: mindestens %(count)s Wörter sagen, wie sie berührt ist (%(law)s)."
    ),
    Code.ORGAN: _("Das Organ fehlt, das beschlossen hat. Die Kammer spricht durch ihre Organe (%(law)s)."),
    Code.DECIDED_ON: _("Der Tag des Beschlusses fehlt. An ihm ist der Beschluss nachzuprüfen."),
    Code.DECIDED_LATER: _("Der Tag des Beschlusses liegt in der Zukunft. Freigegeben wird, was beschlossen ist."),
    Code.DISSENT: _(
        "Abweichende Positionen fehlen. Sie werden genannt, oder es wird erklärt, dass es keine gibt (%(law)s)."
    ),
    Code.DISSENT_BOTH: _("Abweichende Positionen sind genannt, und zugleich ist erklärt, dass es keine gibt."),
    Code.BEARERS: _("Es fehlt, wer die Forderung trägt."),
    Code.BEARER_NO_CHAMBER: _("Keine Kammer trägt mit. Der Bezug zur Wirtschaft ist Sache der Kammern."),
    Code.POLICE_ON_DEMAND: _(
        "Die Polizei trägt keine Forderung. Sie kann einen gemeinsamen Appell tragen, mit eigener Freigabe."
    ),
    Code.OTHERS_ON_DEMAND: _("Eine Forderung tragen nur Kammern. Mit weiteren Partnern ist es ein gemeinsamer Appell."),
    Code.APPEAL_ALONE: _("Einen gemeinsamen Appell tragen mindestens zwei Partner."),
    Code.FIRST_PERSON: _("Die erste Freigabe fehlt."),
    Code.SECOND_PERSON: _("Die zweite Freigabe fehlt. Niemand spricht allein für eine Kammer."),
    Code.SAME_PERSON: _("Beide Freigaben sind von derselben Person. Die zweite gibt jemand anderes."),
    Code.OLD_VERSION: _("Eine Freigabe gilt einer anderen Fassung. Der Text hat sich seitdem geändert."),
    Code.STRANGER: _("Eine Freigabe ist von jemandem, dessen Haus die Forderung nicht trägt."),
    Code.CHAMBER_RELEASE: _("Eine Kammer, die mitträgt, hat noch nicht freigegeben. Niemand sonst gibt für sie frei."),
    Code.POLICE_RELEASE: _("Die eigene Freigabe der Polizei fehlt. Niemand sonst gibt für sie frei."),
}


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A release by one person. side: of the partner whose person it is; version: of the text that was read."""

    person: str
    side: Side
    version: int


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is to be released. no_dissent: somebody has declared that nobody differs; decided_on: None when unknown."""

    kind: Kind
    version: int
    title: str
    summary: str
    text: str
    trade_link: str
    organ: str
    decided_on: date | None
    dissent: str
    no_dissent: bool
    bearers: frozenset[Side]
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: `said` is the sentence with the reason and the law."""

    code: Code
    said: Said


def missing(draft: Draft, *, today: date) -> tuple[Missing, ...]:
    """Return all that stands against the release, in the order of Code; () when it can be released."""
    found = {*_texts(draft), *_decision(draft, today=today), *_bearers(draft), *_signatures(draft)}
    return _told(found, draft=draft)


def unwritten(draft: Draft, *, today: date) -> tuple[Missing, ...]:
    """Return what has to be filled in before anybody signs: `missing` without the signatures."""
    return _told({*_texts(draft), *_decision(draft, today=today), *_bearers(draft)}, draft=draft)


def _told(found: set[Code], *, draft: Draft) -> tuple[Missing, ...]:
    laws = [law for side, law in LAWS.items() if side in draft.bearers] or list(LAWS.values())
    params: dict[str, str | int | tuple[Said, ...]] = {"law": ", ".join(laws), "count": FEWEST_WORDS}
    return tuple(Missing(code, Said(code.value, _WHY[code], params)) for code in Code if code in found)


def _texts(draft: Draft) -> Iterator[Code]:
    compulsory = ((Code.TITLE, draft.title), (Code.SUMMARY, draft.summary), (Code.TEXT, draft.text))
    for code, text in (*compulsory, (Code.TRADE_LINK, draft.trade_link)):
        if not is_said(text):
            yield code
    words = sum(is_said(word) for word in draft.trade_link.split())
    if 0 < words < FEWEST_WORDS:
        yield Code.TRADE_LINK_SHORT


def _decision(draft: Draft, *, today: date) -> Iterator[Code]:
    if not is_said(draft.organ):
        yield Code.ORGAN
    if draft.decided_on is None:
        yield Code.DECIDED_ON
    elif draft.decided_on > today:
        yield Code.DECIDED_LATER
    if is_said(draft.dissent) == draft.no_dissent:
        yield Code.DISSENT_BOTH if draft.no_dissent else Code.DISSENT


def _bearers(draft: Draft) -> Iterator[Code]:
    if not draft.bearers:
        yield Code.BEARERS
        return
    if not draft.bearers & CHAMBERS:
        yield Code.BEARER_NO_CHAMBER
    if draft.kind == Kind.APPEAL:
        if len(draft.bearers) == 1:
            yield Code.APPEAL_ALONE
        return
    if Side.POLICE in draft.bearers:
        yield Code.POLICE_ON_DEMAND
    if Side.OTHER in draft.bearers:
        yield Code.OTHERS_ON_DEMAND


def _signatures(draft: Draft) -> Iterator[Code]:
    """Two different people of bearing chambers, one at least of each; for the police one of theirs besides."""
    current = [one for one in draft.signatures if one.version == draft.version and is_said(one.person)]
    if any(one.version != draft.version for one in draft.signatures):
        yield Code.OLD_VERSION
    if any(one.side not in draft.bearers for one in current):
        yield Code.STRANGER
    signed = [one.person for one in current if one.side in draft.bearers & CHAMBERS]
    people = set(signed)
    if not people:
        yield Code.FIRST_PERSON
    if len(people) < TWO:
        yield Code.SAME_PERSON if len(signed) >= TWO else Code.SECOND_PERSON
    elif draft.bearers & CHAMBERS - {one.side for one in current}:
        yield Code.CHAMBER_RELEASE
    police = {one.person for one in current if one.side == Side.POLICE}
    if draft.kind == Kind.APPEAL and Side.POLICE in draft.bearers and not police - people:
        yield Code.POLICE_RELEASE
