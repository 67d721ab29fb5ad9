"""Reading the journal: filtered, sampled, verified."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.journal import rules
from werkspur.journal.models import Entry, EntryQuerySet, Head
from werkspur.journal.rules import Finding

MOST_FINDINGS = 1000
MOST_SUSPECTS = 200
RUN, RESULT = "journal:verification:run", "journal:verification:result"
PROGRESS = "journal:verification"
STEP = 10_000  # entries between two reports of progress


def filtered(entries: EntryQuerySet, **wish: Any) -> EntryQuerySet:
    """Entries that match every given wish.

    since, until: days in Germany, both included. verb, actor: exact. case_number, object: contained. text: contained
    in label, identity, reason, purpose or origin.
    """
    day_after = wish["until"] + timedelta(days=1) if wish.get("until") else None
    exact = {
        "at__gte": _midnight(wish.get("since")),
        "at__lt": _midnight(day_after),
        "verb": wish.get("verb"),
        "actor": wish.get("actor"),
        "case_number__icontains": wish.get("case_number"),
    }
    entries = entries.filter(**{name: value for name, value in exact.items() if value})
    if thing := wish.get("object"):
        named = Q(object_type__icontains=thing) | Q(object_label__icontains=thing)
        entries = entries.filter(Q(object_id=thing) | named)
    if text := wish.get("text"):
        names = ("object_label", "object_id", "reason", "purpose", "origin", "case_number")
        found = Q()
        for name in names:
            found |= Q(**{f"{name}__icontains": text})
        entries = entries.filter(found)
    return entries


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None


def verbs() -> list[str]:
    """Every verb the journal knows."""
    return list(Entry.objects.order_by("verb").values_list("verb", flat=True).distinct())


def sample(drawn: Entry) -> EntryQuerySet:
    """The look-ups that the entry `drawn` ("journal.sample_drawn") chose, by what it wrote down."""
    how = drawn.details
    days = {name: date.fromisoformat(how[name]) if how[name] else None for name in ("since", "until")}
    candidates = filtered(Entry.objects.lookups(), **days).filter(number__lt=drawn.number)
    numbers = candidates.order_by("number").values_list("number", flat=True).iterator()
    chosen = rules.draw(numbers, size=how["size"], seed=how["seed"])
    return Entry.objects.filter(number__in=chosen).order_by("number")


def verification_run() -> str:
    """The identity of the last verification that was started, '' when none was."""
    return str(cache.get(RUN, ""))


@dataclass
class Verification:
    """What a walk along the chain found. `total` counts all findings, `findings` keeps the first thousand."""

    checked: int = 0
    total: int = 0
    findings: list[Finding] = field(default_factory=list)
    finished_at: datetime | None = None

    @property
    def ok(self) -> bool:
        return self.total == 0

    def add(self, kind: str, first: int, last: int | None = None) -> None:
        self.total += 1
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(kind, first, last if last is not None else first))


def verify(*, tell: Callable[[int, int], None] | None = None) -> Verification:
    """Walk along the whole chain, in the order of numbers, without holding anybody up.

    `tell(done, total)` is called every ten thousand entries. Entries that arrive meanwhile are checked too.
    """
    found = Verification()
    head = Head.objects.filter(pk=1).first() or Head(pk=1, number=0, digest="")
    before, before_is_good, expected = "", True, 1
    suspects: list[Entry] = []
    for entry in _walk():
        if entry.number > expected:
            found.add(rules.MISSING, expected, entry.number - 1)
        genuine = _digest(entry) == entry.digest
        if not genuine:
            found.add(rules.CHANGED, entry.number)
            suspects += [entry] if len(suspects) < MOST_SUSPECTS else []
        elif entry.number == expected and before_is_good and entry.previous != before:
            found.add(rules.BROKEN, entry.number)
        if entry.number == head.number and genuine and entry.digest != head.digest:
            found.add(rules.BROKEN, entry.number)
        before, before_is_good, expected = entry.digest, genuine, entry.number + 1
        found.checked += 1
        if tell and found.checked % STEP == 0:
            tell(found.checked, max(head.number, found.checked))
    if expected <= head.number:
        found.add(rules.MISSING, expected, head.number)
    _name_moved(found, suspects)
    _name_foreign(found, last=expected - 1)
    found.finished_at = timezone.now()
    return found


def _walk() -> Iterator[Entry]:
    return Entry.objects.order_by("number").iterator(chunk_size=2000)


def _digest(entry: Entry, *, number: int | None = None) -> str:
    values = {name: getattr(entry, name) for name in rules.FIELDS}
    if number is not None:
        values["number"] = number
    return rules.digest(values, previous=entry.previous, key=settings.JOURNAL_KEY)


def _name_moved(found: Verification, suspects: list[Entry]) -> None:
    """An entry that fits its digest at another place was moved, not changed."""
    spans = (range(finding.first, min(finding.last, finding.first + MOST_SUSPECTS) + 1) for finding in found.findings)
    places = sorted({number for span in spans for number in span})
    moved = {}
    for entry in suspects:
        genuine = next((place for place in places if _digest(entry, number=place) == entry.digest), 0)
        if genuine:
            moved[entry.number] = Finding(rules.MOVED, entry.number, entry.number, genuine)
    found.findings = [
        moved.get(finding.first, finding) if finding.kind == rules.CHANGED else finding for finding in found.findings
    ]


def _name_foreign(found: Verification, *, last: int) -> None:
    """Entries beyond the newest one the journal knows of are not the journal's."""
    newest = Head.objects.aggregate(newest=Max("number"))["newest"] or 0
    if last > newest:
        within = [finding for finding in found.findings if finding.first <= newest]
        found.total -= len(found.findings) - len(within)
        found.findings = within
        found.add(rules.FOREIGN, newest + 1, last)


def sentence(finding: Finding) -> str:
    """A finding as an operator and a data-protection officer read it."""
    names = {"first": finding.first, "last": finding.last, "genuine": finding.genuine}
    if finding.kind == rules.MISSING and finding.first != finding.last:
        return _("Einträge %(first)d bis %(last)d fehlen.") % names
    if finding.kind == rules.FOREIGN and finding.first != finding.last:
        return _("Einträge %(first)d bis %(last)d hat das Journal nie geschrieben.") % names
    return {
        rules.CHANGED: _("Eintrag %(first)d ist verändert oder gefälscht."),
        rules.MISSING: _("Eintrag %(first)d fehlt."),
        rules.MOVED: _("Eintrag %(first)d steht am falschen Platz, er gehört an die Stelle %(genuine)d."),
        rules.FOREIGN: _("Eintrag %(first)d hat das Journal nie geschrieben."),
        rules.BROKEN: _("Eintrag %(first)d passt nicht an den davor oder an das Ende der Kette."),
    }[finding.kind] % names
