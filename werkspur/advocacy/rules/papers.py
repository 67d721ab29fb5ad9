"""Council papers: the words they are found by, and what a council's result means for a demand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from werkspur.advocacy.rules.states import Status
from werkspur.marks.words import letters

#: "zusammen in dieser Folge" or a single word
_TERM = re.compile(r'"([^"]+)"|(\S+)')
MOST_TERMS = 8
#: what results say, in the order they are looked for: "nicht beschlossen" is no "beschlossen"
_LATER = ("vertagt", "verwiesen", "zurückgestellt", "zurückgezogen", "überwiesen", "abgesetzt", "nicht behandelt")
_NO = ("abgelehnt", "ablehnung", "nicht beschlossen", "nicht zugestimmt", "keine mehrheit", "mehrheitlich nein")
_PARTLY = ("geändert", "mit änderung", "teilweise", "in der fassung", "modifiziert")
_YES = ("beschlossen", "zugestimmt", "zustimmung", "angenommen", "bestätigt", "einstimmig", "ungeändert", "unverändert")
_UNCHANGED = ("ungeändert", "unverändert", "ohne änderung", "nicht geändert")


def folded(texts: Iterable[str]) -> str:
    """What a paper is found by: its words without capitals, accents and umlauts."""
    return letters(" ".join(text for text in texts if text))


def terms(words: str) -> list[str]:
    """What somebody searches for: words, or several in quotes that stand together; at most eight."""
    found = [letters(phrase or word).strip() for phrase, word in _TERM.findall(words)]
    return [term for term in dict.fromkeys(found) if any(sign.isalnum() for sign in term)][:MOST_TERMS]


def suggested(kind: str, *, result: str) -> Status | None:
    """The status that a result on an authoritative stop suggests for a demand; None where it says nothing.

    Args:
        kind: what the paper does for the demand, see `PaperLink.Kind`.
        result: as the council wrote it.
    """
    meaning = _meaning(letters(result))
    if kind == "mentions" or not meaning:
        return None
    if kind == "answers":
        return Status.ANSWERED if meaning != Status.DEBATED else None
    if kind == "opposes":
        return {Status.PROMISED: Status.REFUSED, Status.PARTLY: Status.REFUSED}.get(meaning)
    return meaning


def _meaning(result: str) -> Status | None:
    def says(words: tuple[str, ...]) -> bool:
        return any(letters(word) in result for word in words)

    if says(_NO):
        return Status.REFUSED
    if says(_LATER):
        return Status.DEBATED
    if says(_PARTLY) and not says(_UNCHANGED):
        return Status.PARTLY
    if says(_YES):
        return Status.PROMISED
    return Status.ANSWERED if "kenntnis" in result else None
