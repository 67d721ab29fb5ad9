"""A demand: made as a draft, changed without losing what somebody else has changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Demand, DemandVersion, IncomingDraft
from werkspur.advocacy.rules import slugs
from werkspur.advocacy.rules.release import Kind
from werkspur.advocacy.rules.states import Status
from werkspur.advocacy.rules.wording import is_said
from werkspur.advocacy.services import indexing
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base.locking import locked
from werkspur.base.plaintext import plain
from werkspur.journal.services import record
from werkspur.partners.models import Partner, Person
from werkspur.partners.services.companies import UMLAUTS

#: fields of a version that hold one value
SIMPLE = (
    "title", "summary", "text", "trade_link", "organ", "decided_on", "dissent", "no_dissent", "note",
)  # fmt: skip
#: those of several lines
LONG = frozenset({"text", "trade_link", "dissent"})
#: kept beside the version
MANY = ("bearers", "topics", "regions", "addressees")
#: of the demand itself
OWN = ("kind", "responsible")
TRIES = 3


def lock(demand: Demand) -> Demand:
    """Return the demand as it is now; nobody else moves it until the transaction ends.

    On SQLite the transaction has the whole database from its beginning (IMMEDIATE). Always the first lock of a
    transaction; what hangs on the demand and the journal come after it.
    """
    return locked(Demand.objects.select_related("current", "released", "lead"), pk=demand.pk)


def current(demand: Demand) -> DemandVersion:
    """Return the latest version; a demand has one from its first moment on."""
    if demand.current is None:
        raise DemandVersion.DoesNotExist(demand.pk)
    return demand.current


def person_key(person: Person | str | None) -> str:
    """Return what tells people apart for ever, also when their account is gone: 'person:12'; a string names itself."""
    if person is None or isinstance(person, str):
        return person or ""
    return f"person:{person.pk}"


def moved(demand: Demand, *, on: date) -> None:
    """Note that something happened to a locked demand, so that it does not count as lying still."""
    if demand.moved_on is None or demand.moved_on < on:
        demand.moved_on = on
        demand.save(update_fields=["moved_on", "updated_at"])


def create_demand(
    *, kind: str, lead: Partner, fields: Mapping[str, Any], by: Person | str, origin: str = "", origin_url: str = "",
    draft_key: str = "", now: datetime | None = None,
) -> Demand:  # fmt: skip
    """Make a demand as a draft with its first version.

    Args:
        kind: of rules.release.Kind.
        lead: the chamber that leads; it always bears.
        fields: of the version by name, bearers, topics, regions and addressees as rows; `responsible` of the demand.
        draft_key, origin, origin_url: of the Baustein draft it is made from.

    Raises:
        AdvocacyRefused: the title is missing, the lead is no chamber, the bearers do not fit the kind, or the draft
            was taken over before.
    """
    day = timezone.localdate(now)
    values = {"bearers": [lead]} | _tidied(fields)
    _check(values, kind=kind, lead=lead)
    demand = Demand(
        kind=kind, lead=lead, responsible=values.get("responsible"), moved_on=day, draft_key=draft_key,
        origin=origin[:300], origin_url=origin_url[:300],
    )  # fmt: skip
    with transaction.atomic():
        if draft_key and Demand.objects.filter(draft_key=draft_key).exists():
            raise AdvocacyRefused("", _("Aus diesem Vorschlag ist schon ein Entwurf geworden."))
        _save_at_free_address(demand, title=values["title"], year=day.year)
        simple = {name: values[name] for name in SIMPLE if name in values}
        version = DemandVersion.objects.create(demand=demand, number=1, written_by=_person(by), **simple)
        for name in MANY:
            getattr(version, name).set(values.get(name, []))
        demand.current = version
        demand.save()
        if draft_key:
            IncomingDraft.objects.filter(key=draft_key, demand=None).update(demand=demand)
        indexed(demand)
        record("advocacy.demand_created", by=by, object=demand)
    return demand


def save_version(
    demand: Demand, *, fields: Mapping[str, Any], by: Person | str, before: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> DemandVersion:  # fmt: skip
    """Change what is drafted; where somebody has signed, the change begins the next version.

    Args:
        fields: what is to change, by name as for create_demand; `kind` only before the first release.
        before: what these fields were when the page was opened; what has another value now is not overwritten.

    Returns:
        the version that holds the change.

    Raises:
        AdvocacyRefused: it does not fit together, or somebody else was quicker (`meanwhile`).
    """
    with transaction.atomic():
        demand = lock(demand)
        changes = _wanted(demand, fields=_tidied(fields), before=before)
        version = current(demand)
        if not changes:
            return version
        values = {name: value_of(demand, name) for name in ("title", "kind")} | {"bearers": version.bearers.all()}
        _check(values | changes, kind=changes.get("kind", demand.kind), lead=demand.lead)
        if "kind" in changes and was_released(demand):
            raise AdvocacyRefused("kind", _("Die Art steht mit der ersten Freigabe fest."))
        if set(changes) - {"responsible"}:
            version = _written(demand, version=version, changes=changes, by=by)
        for name in set(changes) & set(OWN):
            setattr(demand, name, changes[name])
        demand.moved_on = timezone.localdate(now)
        demand.save()
        indexed(demand)
        details = {"fields": sorted(changes), "version": version.number}
        record("advocacy.demand_changed", by=by, object=demand, details=details)
    return version


def remove_demand(demand: Demand, *, by: Person | str) -> None:
    """Remove a draft that was never released; a Baustein draft that it was made of waits again.

    Raises:
        AdvocacyRefused: it was public, or something hangs on it.
    """
    with transaction.atomic():
        demand = lock(demand)
        if was_released(demand):
            raise AdvocacyRefused("", _("Sie war schon öffentlich und bleibt im Verlauf. Sie kann ruhen."))
        pk = demand.pk
        IncomingDraft.objects.filter(demand=demand).delete()
        for kind in ("demand", "draft"):
            indexing.forget(kind, demand.uid)
        try:
            with transaction.atomic():
                demand.delete()
        except (ProtectedError, RestrictedError) as error:
            raise AdvocacyRefused("", _("Daran hängt schon etwas, zum Beispiel eine Änderung des Standes.")) from error
        demand.pk = pk
        record("advocacy.demand_removed", by=by, object=demand)


def is_closed(version: DemandVersion) -> bool:
    """Say whether a version is changed no more: somebody has signed it, or it was released."""
    return version.released_at is not None or version.signatures.exists()


def was_released(demand: Demand) -> bool:
    """Say whether the demand has ever been public; its address and its kind stay from then on."""
    return demand.released_id is not None or demand.changes.filter(status=Status.RELEASED).exists()


def stamp(version: DemandVersion) -> str:
    """Return what tells one state of a text and its figures from the next: who signs, signs what was read."""
    figures = version.demand.figures.aggregate(count=Count("pk"), last=Max("updated_at"))
    last = figures["last"].timestamp() if figures["last"] else 0
    return f"{version.number}-{version.updated_at.timestamp():.6f}-{figures['count']}-{last:.6f}"


def value_of(demand: Demand, name: str) -> Any:
    """Return what a field is now: rows by key."""
    if name in MANY:
        return set(getattr(current(demand), name).values_list("pk", flat=True))
    return _plain(getattr(demand if name in OWN else current(demand), name))


def next_version(demand: Demand, *, by: Person | str) -> DemandVersion:
    """Begin the next version of a locked demand as a copy of the current one."""
    old = current(demand)
    version = DemandVersion(demand=demand, number=old.number + 1, written_by=_person(by))
    for name in SIMPLE:
        setattr(version, name, getattr(old, name))
    version.note = ""
    version.save(force_insert=True)
    for name in MANY:
        getattr(version, name).set(getattr(old, name).all())
    demand.current = version
    return version


def indexed(demand: Demand) -> None:
    """Let everybody find what is released, and staff what is drafted since."""
    if demand.released is None:
        indexing.forget("demand", demand.uid)
    else:
        _indexed("demand", demand, version=demand.released, public=True)
    if demand.current is None or demand.current == demand.released:
        indexing.forget("draft", demand.uid)
    else:
        _indexed("draft", demand, version=demand.current, public=False)


def _indexed(kind: str, demand: Demand, *, version: DemandVersion, public: bool) -> None:
    parts = (version.summary, version.text, version.trade_link, version.organ, version.dissent)
    indexing.index(
        kind, demand.uid, title=version.title, text="\n\n".join(part for part in parts if part), demand=demand,
        public=public,
    )  # fmt: skip


def free_slug(title: str, *, year: int, demand: Demand | None = None) -> str:
    """Return the address that a demand gets."""
    others = Demand.objects.exclude(pk=demand.pk) if demand else Demand.objects.all()
    plain = slugify(title.translate(UMLAUTS))
    return slugs.free(plain, year=year, taken=lambda slug: others.filter(slug=slug).exists())


def _save_at_free_address(demand: Demand, *, title: str, year: int) -> None:
    """Somebody may take the same address at the same moment."""
    for left in range(TRIES, 0, -1):
        demand.slug = free_slug(title, year=year)
        try:
            with transaction.atomic():
                demand.save(force_insert=True)
        except IntegrityError:
            if left == 1:
                raise
        else:
            return


def _wanted(demand: Demand, *, fields: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Any]:
    """Leave out what is already so; refuse what somebody else has changed to something else."""
    changes, quicker = {}, []
    for name, value in fields.items():
        stands = value_of(demand, name)
        if stands == _plain(value):
            continue
        changes[name] = value
        if before is not None and name in before and stands != _plain(before[name]):
            quicker.append(name)
    if quicker:
        sentence = _("Jemand anders hat inzwischen gespeichert. Was jetzt gilt, steht an den Feldern.")
        raise AdvocacyRefused("", sentence, meanwhile=quicker)
    return changes


def _written(demand: Demand, *, version: DemandVersion, changes: Mapping[str, Any], by: Person | str) -> DemandVersion:
    if is_closed(version):
        version = next_version(demand, by=by)
    for name in SIMPLE:
        if name in changes:
            setattr(version, name, changes[name])
    version.written_by = _person(by)
    version.save()
    for name in MANY:
        if name in changes:
            getattr(version, name).set(changes[name])
    return version


def _check(values: Mapping[str, Any], *, kind: str, lead: Partner) -> None:
    """Say what does not fit together even in a draft, at its field."""
    if not is_said(str(values.get("title", ""))):
        raise AdvocacyRefused("title", _("Der Titel fehlt. Unter ihm wird die Forderung gefunden und zitiert."))
    if not lead.is_chamber:
        raise AdvocacyRefused("lead", _("Eine Kammer führt die Forderung."))
    bearers: Iterable[Partner] = list(values["bearers"])
    if lead not in bearers:
        raise AdvocacyRefused("bearers", _("Die Kammer, die die Forderung führt, trägt sie auch."))
    if kind == Kind.DEMAND and not all(one.is_chamber for one in bearers):
        raise AdvocacyRefused(
            "bearers", _("Eine Forderung tragen nur Kammern. Mit weiteren Partnern ist es ein gemeinsamer Appell.")
        )


def _tidied(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Without what nobody can see; titles and the like in one line."""
    return {name: _tidy(name, value) if isinstance(value, str) else value for name, value in fields.items()}


def _tidy(name: str, value: str) -> str:
    return plain(value) if name in LONG else " ".join(plain(value).split())


def _plain(value: Any) -> Any:
    """A value that can be compared: rows by their keys."""
    if hasattr(value, "pk"):
        return value.pk
    if isinstance(value, str | date | int) or value is None:
        return value
    return {getattr(one, "pk", one) for one in value}


def _person(by: Person | str | None) -> Person | None:
    return by if isinstance(by, Person) else None
