"""Reading what a device sends: every good part is taken, every other one gets a sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from werkspur.advice.rules.merging import Change
from werkspur.advice.services.refusals import VisitRefused

MOST_CHANGES = 500
MOST_NOTE = 4_000  # characters about one item
MOST_NOTES = 20_000  # characters of the general notes
MOST_NAME = 160
MOST_STROKES = 500
MOST_POINTS = 40_000
MOST_VERSION = 1_000_000
ANSWERS: Mapping[Any, int | str | None] = {
    "0": 0, "1": 1, "2": 2, "3": 3, "nz": "nz", "ng": "ng", "": None,
}  # fmt: skip
#: control characters that are text all the same
KEPT = "\n\t"
#: marks that turn the direction of reading
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@dataclass(frozen=True)
class Fault:
    """One part that was not taken. item: its key, or "notes", "signature", ''."""

    item: str
    sentence: str


class _Wrong(ValueError):
    """A part that cannot be meant; the text is the sentence."""


@dataclass(kw_only=True)
class Settle:
    """A decision: keep None for what holds, else the device. seen: mark of what the person saw, '' not told."""

    item: str
    keep: UUID | None
    seen: str


@dataclass(kw_only=True)
class Batch:
    """What one device brings."""

    device: UUID
    changes: list[tuple[str, Change]] = field(default_factory=list)
    notes: Change | None = None
    signature: dict[str, Any] | None = None
    settle: list[Settle] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_batch(told: Any, *, known: Iterable[str]) -> Batch:
    """Read a batch.

    Args:
        told: as JSON says it: device, changes, notes, signature, settle.
        known: keys of the items of the list.

    Raises:
        VisitRefused: nothing of it can be read, or it is too much at once.
    """
    keys = set(known)
    device = _uuid(told.get("device")) if isinstance(told, dict) else None
    if device is None:
        raise VisitRefused("batch", _("Das Gerät hat sich nicht ausgewiesen. Laden Sie den Besuch noch einmal."))
    batch = Batch(device=device)
    changes, decisions = _list(told, "changes"), _list(told, "settle")
    if len(changes) + len(decisions) > MOST_CHANGES:
        sentence = _("Mehr als %(most)s Änderungen auf einmal. Senden Sie sie in Teilen.") % {"most": MOST_CHANGES}
        raise VisitRefused("large", sentence)
    for each in changes:
        _collect(batch, _key(each), lambda each=each: batch.changes.append(_change(each, device=device, keys=keys)))
    for each in decisions:
        _collect(batch, _key(each), lambda each=each: batch.settle.append(_settle(each, keys=keys)))
    if (notes := told.get("notes")) is not None:
        _collect(batch, "notes", lambda: setattr(batch, "notes", _notes(notes, device=device)))
    if (signature := told.get("signature")) is not None:
        _collect(batch, "signature", lambda: setattr(batch, "signature", read_signature(signature)))
    return batch


def read_signature(told: Any) -> dict[str, Any]:
    """A name and the strokes under it. Raises ValueError with a sentence."""
    if not isinstance(told, dict):
        raise _Wrong(_("Die Unterschrift ist nicht zu lesen."))
    name = plain(told.get("name"), most=MOST_NAME).strip()
    if not name:
        raise _Wrong(_("Zur Unterschrift fehlt der Name."))
    return {"name": name, "strokes": read_strokes(told.get("strokes")), "at": _moment(told.get("at")).isoformat()}


def read_strokes(told: Any) -> list[dict[str, Any]]:
    """Lines drawn by hand: [{points: [[x, y] …] 0–1, width}]. Raises ValueError with a sentence."""
    strokes = told if isinstance(told, list) else [] if told in (None, "") else None
    wrong = _("Die Zeichnung ist nicht zu lesen. Zeichnen Sie sie noch einmal.")
    if strokes is None:
        raise _Wrong(wrong)
    points = sum(len(one["points"]) for one in strokes if isinstance(one, dict) and isinstance(one.get("points"), list))
    if len(strokes) > MOST_STROKES or points > MOST_POINTS:
        raise _Wrong(_("Die Zeichnung hat zu viele Striche. Nehmen Sie einige zurück."))
    try:
        return [{"points": [_point(one) for one in each["points"]], "width": _width(each)} for each in strokes]
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise _Wrong(wrong) from error


def plain(told: Any, *, most: int) -> str:
    """Text without control characters and without those that turn the direction of reading.

    Raises ValueError with a sentence: no text, or longer than `most` characters.
    """
    if told is None:
        return ""
    if not isinstance(told, str):
        raise _Wrong(_("Hier steht etwas anderes als Text."))
    text = told.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(letter for letter in text if letter in KEPT or not _hidden(letter))
    if len(text) > most:
        told_length = {"length": len(text), "most": most}
        raise _Wrong(_("%(length)s Zeichen sind zu viel, %(most)s gehen. Kürzen Sie den Text.") % told_length)
    return text


def _collect(batch: Batch, item: str, take: Any) -> None:
    try:
        take()
    except _Wrong as wrong:
        batch.faults.append(Fault(item, str(wrong)))


def _change(told: Any, *, device: UUID, keys: set[str]) -> tuple[str, Change]:
    key = _known(told, keys=keys)
    answer = "" if told.get("answer") is None else told["answer"]
    if isinstance(answer, bool) or not isinstance(answer, int | str) or str(answer) not in ANSWERS:
        raise _Wrong(_("Diese Antwort gibt es nicht. Es gehen 0 bis 3, nz und ng."))
    content = {"answer": ANSWERS[str(answer)], "note": plain(told.get("note"), most=MOST_NOTE)}
    return key, Change(
        device=device, base=_base(told), changed_at=_moment(told.get("changed_at")), content=content
    )  # fmt: skip


def _notes(told: Any, *, device: UUID) -> Change:
    if not isinstance(told, dict):
        raise _Wrong(_("Die Notizen sind nicht zu lesen."))
    content = {name: plain(told.get(name), most=MOST_NOTES) for name in ("text", "present", "feeling")}
    moment = _moment(told["changed_at"]) if told.get("changed_at") else timezone.now()
    return Change(device=device, base=_base(told), changed_at=moment, content=content)


def _settle(told: Any, *, keys: set[str]) -> Settle:
    key = _known(told, keys=keys)
    keep = None if told.get("keep") == "held" else _uuid(told.get("keep"))
    if keep is None and told.get("keep") != "held":
        raise _Wrong(_("Es ist nicht klar, welche Antwort bleiben soll. Entscheiden Sie noch einmal."))
    return Settle(item=key, keep=keep, seen=str(told.get("seen") or ""))


def _known(told: Any, *, keys: set[str]) -> str:
    key = told.get("item") if isinstance(told, dict) else None
    if not isinstance(key, str) or key not in keys:
        raise _Wrong(_("Diesen Prüfpunkt gibt es in der Fassung dieses Besuchs nicht."))
    return key


def _key(told: Any) -> str:
    return str(told.get("item", ""))[:40] if isinstance(told, dict) else ""


def _base(told: Mapping[str, Any]) -> int:
    base = told.get("base") or 0
    if isinstance(base, bool) or not isinstance(base, int) or not 0 <= base <= MOST_VERSION:
        raise _Wrong(_("Der Stand, von dem das Gerät ausging, ist nicht zu lesen. Laden Sie den Besuch noch einmal."))
    return base


def _moment(told: Any) -> datetime:
    try:
        moment = parse_datetime(told) if isinstance(told, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 2020 <= moment.year < 2200:
        raise _Wrong(_("Die Uhrzeit des Geräts ist nicht zu lesen. Stellen Sie die Uhr."))
    return moment


def _list(told: Mapping[str, Any], name: str) -> list[Any]:
    found = told.get(name)
    return found if isinstance(found, list) else []


def _point(told: Any) -> list[float]:
    across, down = (min(1.0, max(0.0, float(number))) for number in told)
    return [round(across, 4), round(down, 4)]


def _width(told: Mapping[str, Any]) -> float:
    return round(min(0.1, max(0.001, float(told.get("width", 0.004)))), 4)


def _uuid(told: Any) -> UUID | None:
    try:
        return UUID(told) if isinstance(told, str) else None
    except ValueError:
        return None


def _hidden(letter: str) -> bool:
    """Control characters, halves of letters, and marks that turn the direction of reading."""
    return unicodedata.category(letter) in ("Cc", "Cs") or letter in TURNING
