"""Sealing the readings of the register for matching very many numbers, and what has happened since.

A seal holds every reading up to a highest number H. It stays right because nothing below H is ever added or changed,
only removed:
- Readings are never updated. A mark that changes gets new readings, with new numbers (`keys.index_marks`).
- Numbers rise. On SQLite there is one writer at a time, and AUTOINCREMENT gives no number twice. On PostgreSQL numbers
  are given at once but seen at the commit, so a lower one could appear after a higher. Therefore H is read while this
  transaction alone holds the lock that everybody who writes readings shares until the commit (`schemes_alone`): all
  numbers given so far belong to transactions that are over, and the statement that reads H sees them; every later
  transaction gets higher ones.
So what is new since then are exactly the readings above H (`_rest`), and what was removed shows in the number of
readings in each range up to H (`_gone`). Both are looked at anew for every run. First the removed, then the new: a mark
that is changed in between is found by its new readings, and its sealed ones no longer count (`Snapshot.renewed`).

A seal of another database (a restored backup, a copied folder) is recognised by the journal: the entry about the
sealing must be in it, with the same digest. What is damaged, foreign or half is made anew.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db.models import Count, F, Max
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from werkspur.base.processes import Taken, hold, is_held, is_shared, share
from werkspur.journal.models import Entry
from werkspur.journal.services import record
from werkspur.marks.clean import clean
from werkspur.marks.fold import fold
from werkspur.marks.readings import readings
from werkspur.marks.scheme import Scheme as Cut
from werkspur.partners.models import Company
from werkspur.registry.models import Mark, Reading, Scheme
from werkspur.registry.queries.finding.schemes import cut
from werkspur.registry.sealed.segment import HEADER, Damaged, Segment, Stored, open_segment, put_in_place, write
from werkspur.registry.services.keys import ensure_scheme
from werkspur.registry.services.schemelock import schemes_alone

Report = Callable[[str, int, int], None]
Numbers = NDArray[np.int64]

#: part of the sealed readings that may be new or removed before everything is sealed anew
STALE = 0.1
#: seconds to wait while somebody else seals
PATIENCE = 600.0

_AT_ONCE = 20_000
_RANGE = 65_536  # numbers of readings counted together
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class SealError(Exception):
    """The register could not be sealed; the message is for people."""


class NoRoom(SealError):
    def __init__(self) -> None:
        super().__init__(
            _("Der Datenträger ist voll, das Register ist nicht versiegelt. Eine Million Kennzeichen braucht 150 MB.")
        )


class Busy(SealError):
    def __init__(self) -> None:
        super().__init__(_("Das Register wird gerade schon versiegelt."))


@dataclass(frozen=True)
class Snapshot:
    """The register as files: the sealed segment, perhaps one of what is new, and what does not count (`Register`)."""

    folders: list[Path]
    gone: Numbers
    renewed: Numbers
    hidden: Numbers


def seal(*, by: object = "operator", report: Report = lambda *_: None) -> Segment:
    """Seal all readings anew. The seal before stays until the new one is whole.

    About 250 bytes of memory for each reading meanwhile.

    Args:
        report: called with "seal", how many readings are read, and about how many there are.

    Raises:
        NoRoom: the disk is full; nothing of the attempt is left.
        Busy: somebody else is sealing, for longer than `PATIENCE`.
    """
    with _alone() as house:
        return _seal(house, by=by, report=report)


@contextmanager
def snapshot(*, report: Report = lambda *_: None) -> Iterator[Snapshot]:
    """Give the register as files for the duration of the block; seals it if there is no seal or too much has changed.

    Raises:
        NoRoom, Busy: see `seal`.
    """
    with ExitStack() as held:
        with _alone() as house:
            segment, gone, new = _usable(house, report)
            held.enter_context(share(segment.folder / HEADER))
            with _room():
                folder = Path(tempfile.mkdtemp(prefix=".rest-", dir=house))
                held.callback(shutil.rmtree, folder, ignore_errors=True)
                held.enter_context(hold(folder / "alive"))
        renewed = _write_rest(folder / "rest", segment) if new else np.empty(0, np.int64)
        folders = [segment.folder, folder / "rest"] if new else [segment.folder]
        yield Snapshot(folders, gone, renewed, _hidden())


def forget(before: date) -> int:
    """Delete seals and unfinished matchings made before that day, for they hold numbers that may be gone by now.

    Returns:
        how many. What is used right now stays for the next time.
    """
    with _alone() as house:
        seals = [folder for folder in house.glob("seal-*") if not is_shared(folder / HEADER)]
        old = [place for place in (*seals, *(house.parent / "matching").glob("*")) if _made(place) < before]
        for place in old:
            shutil.rmtree(place, ignore_errors=True)
    return len(old)


def _made(place: Path) -> date:
    return datetime.fromtimestamp(place.stat().st_mtime, tz=UTC).date()


@contextmanager
def _alone() -> Iterator[Path]:
    """Have the folder of seals alone, freed of what killed processes left."""
    house = Path(settings.DATA) / "sealed"
    house.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with hold(house / "lock", patience=PATIENCE):
            _clear(house)
            yield house
    except Taken as taken:
        raise Busy from taken


def _clear(house: Path) -> None:
    """Remove what was left half, and rests that nobody uses."""
    for left in [*house.glob(".making-*"), *(rest for rest in house.glob(".rest-*") if not is_held(rest / "alive"))]:
        shutil.rmtree(left, ignore_errors=True)


def _usable(house: Path, report: Report) -> tuple[Segment, Numbers, bool]:
    """Return a seal that is not too old, what is removed of it, and whether something is new since."""
    segment = _newest(house)
    if segment is not None:
        gone = _gone(segment)
        new = Reading.objects.filter(pk__gt=segment.header["highest"]).count()
        if gone is not None and new + len(gone) <= STALE * len(segment.arrays["every"]):
            return segment, gone, bool(new)
    segment = _seal(house, by="system", report=report)
    gone = _gone(segment)
    if gone is None:
        raise SealError(_("Das Register hat sich beim Versiegeln geändert. Versuchen Sie es noch einmal."))
    return segment, gone, Reading.objects.filter(pk__gt=segment.header["highest"]).exists()


def _newest(house: Path) -> Segment | None:
    """Return the newest seal that is whole and of this register; None when there is none."""
    for folder in sorted(house.glob("seal-*"), reverse=True):
        try:
            segment = open_segment(folder)
        except Damaged:
            continue
        if Entry.objects.filter(number=segment.header["entry"], digest=segment.header["digest"]).exists():
            return segment
    return None


def _seal(house: Path, *, by: object, report: Report) -> Segment:
    scheme, highest = _highest()
    with _room():
        made = Path(tempfile.mkdtemp(prefix=".making-", dir=house))

    def facts() -> dict[str, object]:
        entry = record("registry.register_sealed", by=by, details={"highest": highest})
        return {"highest": highest, "entry": entry.number, "digest": entry.digest}

    try:
        with _room():
            write(made / "seal", _reported(0, highest, report), scheme=scheme, facts=facts)
            number = max([0, *(int(folder.name[5:]) for folder in house.glob("seal-*"))]) + 1
            name = house / f"seal-{number:08}"
            put_in_place(made / "seal", name)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    for old in house.glob("seal-*"):
        if old != name and not is_shared(old / HEADER):
            shutil.rmtree(old, ignore_errors=True)
    return open_segment(name)


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise NoRoom from error
        raise


def _highest() -> tuple[Cut, int]:
    """Return the scheme to cut by and the highest number, below which nothing can appear any more."""
    ensure_scheme()
    with schemes_alone():
        highest = Reading.objects.aggregate(highest=Max("pk"))["highest"] or 0
        return cut(Scheme.objects.get(state=Scheme.State.ACTIVE)), highest


def _rows(above: int, highest: int | None) -> Iterator[list[Stored]]:
    """Yield the readings above a number, up to another, in order, some 20,000 at a time."""
    wanted = Reading.objects.order_by("pk").values_list("pk", "mark_id", "folded", "mark__text")
    if highest is not None:
        wanted = wanted.filter(pk__lte=highest)
    while some := list(wanted.filter(pk__gt=above)[:_AT_ONCE]):
        yield [Stored(number, mark, _cleaned(folded, text), text) for number, mark, folded, text in some]
        above = some[-1][0]


def _cleaned(folded: str, text: str) -> str:
    """Return what is weighed for a stored reading (see finding.ranking): the mark itself, or the reading of it."""
    if fold(text) == folded:
        return clean(text)
    return clean(next((one.text for one in readings(text) if one.folded == folded), folded))


def _reported(above: int, highest: int, report: Report) -> Iterator[list[Stored]]:
    for batch in _rows(above, highest):
        yield batch
        report("seal", batch[-1].number, highest)


def _write_rest(folder: Path, segment: Segment) -> Numbers:
    """Write what is new since the seal as a segment of its own; return the marks it belongs to."""
    marks: list[Numbers] = []

    def noted() -> Iterator[list[Stored]]:
        for batch in _rows(segment.header["highest"], None):
            marks.append(np.array([row.mark for row in batch], np.int64))
            yield batch

    with _room():
        write(folder, noted(), scheme=segment.scheme)
    return np.unique(np.concatenate([np.empty(0, np.int64), *marks]))


def _gone(segment: Segment) -> Numbers | None:
    """Return the sealed readings that are no longer there; None when there are some that were never sealed.

    Readings are counted range by range; only where the count differs their numbers are read.
    """
    every, highest = segment.arrays["every"], segment.header["highest"]
    within = Reading.objects.filter(pk__lte=highest).order_by()
    counted = dict(within.annotate(range=F("pk") / _RANGE).values_list("range").annotate(count=Count("pk")))
    ranges, sealed = np.unique(every // _RANGE, return_counts=True)
    gone: list[Numbers] = [np.empty(0, np.int64)]
    for one, count in zip(ranges.tolist(), sealed.tolist(), strict=True):
        found = counted.pop(one, 0)
        if found != count:
            numbers = within.filter(pk__gte=one * _RANGE, pk__lt=(one + 1) * _RANGE).values_list("pk", flat=True)
            in_range = every[(every >= one * _RANGE) & (every < (one + 1) * _RANGE)]
            there_now = np.fromiter(numbers, np.int64)
            gone.append(np.setdiff1d(in_range, there_now))
            if len(np.setdiff1d(there_now, in_range)):
                return None
    return None if counted else np.concatenate(gone)


def _hidden() -> Numbers:
    """Return the marks of companies that take part no more: they lead to nobody."""
    hidden = Mark.objects.filter(item__company__state=Company.State.CLOSED).order_by("pk").values_list("pk", flat=True)
    return np.fromiter(hidden.iterator(), np.int64)
