"""Making a key hot, keeping it up to date, letting it cool down. Each step may be killed and done again."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models, transaction

from werkspur.registry.models import HotKey, MarkKey
from werkspur.registry.services.hot import storing
from werkspur.registry.services.hot.patterns import Pattern, missing, pays, united
from werkspur.registry.services.schemelock import NoMoment, schemes_alone

#: readings fetched at once from the rows of one key
_PAGE = 20_000
#: attempts to get a moment without writers, about two seconds; then it is left to the night
_TRIES = 5


def make_hot(*keys: str) -> bool:
    """Have these keys spelled out instead of read from now on, and bring those that are hot up to date.

    Not inside a transaction: each step is one. A key that has cooled down is forgotten, one that is too wide for its
    size stays a key that is read.

    Returns:
        False when there was no moment without writers and nothing was done.
    """
    wanted = sorted({key for key in keys if storing.may_be_hot(key)})
    if not put_in(wanted):
        return False
    for key in wanted:
        settle(key)
    return True


def put_in(keys: list[str]) -> bool:
    """Write the bases while nobody writes keys: whoever comes later widens, whoever came before can be read.

    Rows without a base that widen are left from before the key cooled down. They go, for nobody may rely on them.

    Returns:
        False when there was no moment for it.
    """
    if not _without_base(keys):
        return True
    try:
        with schemes_alone(tries=_TRIES):
            fresh = _without_base(keys)
            HotKey.objects.filter(key__in=fresh).delete()
            HotKey.objects.bulk_create([HotKey(key=key, state=HotKey.State.WARMING) for key in fresh], batch_size=200)
    except NoMoment:
        return False
    return True


def settle(key: str) -> None:
    """Bring what is known of a key up to date: its pattern if it was never read, its size, and what follows from it."""
    base = bases().filter(key=key).first()
    if base is not None:
        read = [] if base.size else _read(key)
        _store(base.pk, read=read, size=MarkKey.objects.filter(key=key).values("key").count())


def cool_down(key: str) -> None:
    """Have a key read again."""
    with transaction.atomic():
        base = bases().select_for_update().filter(key=key).first()
        if base is not None:
            _delete([base, *_wider(key)])


def bases() -> models.QuerySet[HotKey]:
    """Return the one row of each key that says the key is known."""
    return HotKey.objects.exclude(state=HotKey.State.WIDER)


def _without_base(keys: list[str]) -> list[str]:
    there = set(bases().filter(key__in=keys).values_list("key", flat=True))
    return [key for key in keys if key not in there]


def _read(key: str) -> Pattern:
    """Return the pattern of the rows of a key, read page by page so that no read lasts long."""
    pattern: Pattern = []
    for page in _pages(key):
        pattern = united([pattern, missing(pattern, page)])
    return pattern


def _pages(key: str) -> Iterator[list[str]]:
    last, mine = "", MarkKey.objects.filter(key=key).order_by("folded").values_list("folded", flat=True).distinct()
    while page := list(mine.filter(folded__gt=last)[:_PAGE]):
        yield page
        last = page[-1]


def _store(base: int, *, read: Pattern, size: int) -> None:
    """Unite the base with what was read and with the rows that widen it, which go; or forget a key that cooled down.

    Only whoever finds the base unread stores what he read: between two readings a mark may have gone, and a later mark
    may rely on what the first has stored.
    """
    with transaction.atomic():
        mine = bases().select_for_update().filter(pk=base).first()
        if mine is None or not (mine.size or read or not size):
            return
        wider = _wider(mine.key)
        if size < storing.HOT // 2:
            _delete([mine, *wider])
            return
        mine.pattern = united([mine.pattern, [] if mine.size else read, *(one.pattern for one in wider)])
        mine.size = size
        mine.state = HotKey.State.HOT if pays(mine.pattern, size=size) else HotKey.State.WARMING
        mine.save(update_fields=["pattern", "size", "state"])
        _delete(wider)


def _wider(key: str) -> list[HotKey]:
    return list(HotKey.objects.filter(key=key, state=HotKey.State.WIDER))


def _delete(rows: list[HotKey]) -> None:
    """Delete these rows and no others of their key: one that came meanwhile holds what no base has yet."""
    HotKey.objects.filter(pk__in=[row.pk for row in rows]).delete()
