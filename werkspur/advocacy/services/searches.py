"""Saved searches: who wants to be told of papers, and telling them, on the page and by one letter a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from werkspur.advocacy.models import Council, CouncilHistory, HarvestRun, SavedSearch, SearchAlert
from werkspur.advocacy.queries.papers import matching
from werkspur.advocacy.rules.papers import terms
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base import mail
from werkspur.base.plaintext import plain
from werkspur.journal.services import record
from werkspur.partners.models import Person

MOST_SEARCHES = 40
#: finds of one search at a time; somebody who searches for "der" is told of the newest
MOST_FINDS = 200
IN_LETTER = 12
#: a run this old is dead and holds nobody up
DEAD = timedelta(hours=24)


def save(person: Person, *, words: str, council: Council | None, by_mail: bool) -> SavedSearch:
    """Remember what somebody wants to be told of, from now on; the same words once.

    Raises:
        AdvocacyRefused: no word to search for, or too many searches.
    """
    words = plain(words).replace("\n", " ")[:200]
    if not any(len(term) > 1 for term in terms(words)):
        raise AdvocacyRefused("words", _("Wonach soll gesucht werden? Ein Wort mit zwei Buchstaben genügt."))
    with transaction.atomic():
        mine = SavedSearch.objects.filter(person=person)
        same = mine.filter(words=words, council=council).first()
        if same is None and mine.count() >= MOST_SEARCHES:
            raise AdvocacyRefused("", _("Mehr als %(most)d Suchen merkt sich niemand. Eine löschen, dann geht es.") % {
                "most": MOST_SEARCHES})  # fmt: skip
        search = same or SavedSearch(person=person, words=words, council=council, seen_until=_latest())
        search.by_mail = by_mail
        search.save()
        record("advocacy.paper_search_created", by=person, object=search)
    return search


def forget(search: SavedSearch, *, by: Person) -> None:
    """Remove a search with its finds."""
    with transaction.atomic():
        record("advocacy.paper_search_removed", by=by, object=search)
        search.delete()


def mark_seen(search: SavedSearch, *, now: datetime) -> int:
    """Note that its finds have been looked at; return how many were new."""
    return search.alerts.filter(seen_at=None).update(seen_at=now)


def tell(*, council: Council | None = None) -> int:
    """Look what is new for every search, and write one letter to each person who wants it.

    Args:
        council: that has just been read; searches that are kept to another are left alone.

    Returns:
        How many finds are new.
    """
    searches = SavedSearch.objects.filter(person__is_active=True).select_related("person")
    if council is not None:
        searches = searches.filter(Q(council=None) | Q(council=council))
    found = sum(_look(search) for search in searches)
    _write_letters()
    return found


def _latest() -> int:
    return CouncilHistory.objects.aggregate(last=Max("pk"))["last"] or 0


def _look(search: SavedSearch) -> int:
    with transaction.atomic():
        search = SavedSearch.objects.select_for_update(of=("self",)).get(pk=search.pk)
        news = CouncilHistory.objects.filter(pk__gt=search.seen_until)
        running = HarvestRun.objects.filter(state=HarvestRun.State.RUNNING, began_at__gt=timezone.now() - DEAD)
        if first := running.aggregate(first=Min("began_at"))["first"]:
            news = news.filter(at__lt=first)  # what still runs may have taken smaller numbers than it has shown
        until = news.aggregate(last=Max("pk"))["last"]
        if until is None:
            return 0
        papers = matching(search.words, council=search.council).filter(id_digest__in=news.values("id_digest"))
        for paper in papers.order_by("-date", "-pk")[:MOST_FINDS]:
            history = CouncilHistory.objects.filter(council=paper.council_id, id_digest=paper.id_digest)
            known = history.filter(pk__lte=search.seen_until).exists()
            values = {"seen_at": None, "told_at": None}
            SearchAlert.objects.update_or_create(
                search=search, paper=paper, defaults=values | {"changed": known}, create_defaults={"changed": known}
            )
        count = min(papers.count(), MOST_FINDS)
        SavedSearch.objects.filter(pk=search.pk).update(seen_until=until)
    return count


def _write_letters() -> None:
    """One letter for all of a person's searches."""
    with transaction.atomic():
        rows = SearchAlert.objects.select_for_update(of=("self",)).filter(told_at=None, search__by_mail=True)
        by_person: dict[Person, list[SearchAlert]] = defaultdict(list)
        for alert in rows.select_related("search__person", "paper").order_by("search__words", "-paper__date", "pk"):
            by_person[alert.search.person].append(alert)
        for person, alerts in by_person.items():
            if person.is_active and person.has_role("chamber"):
                _letter(person, alerts)
        SearchAlert.objects.filter(pk__in=[one.pk for many in by_person.values() for one in many]).update(
            told_at=timezone.now()
        )


def _letter(person: Person, alerts: list[SearchAlert]) -> None:
    with override("de"):
        lines = [
            _("„%(words)s“: %(paper)s (%(state)s)")
            % {"words": one.search.words, "paper": one.paper, "state": _state(one)}
            for one in alerts[:IN_LETTER]
        ]
        if len(alerts) > IN_LETTER:
            lines.append(_("Und %(count)d weitere.") % {"count": len(alerts) - IN_LETTER})
        count = len(alerts)
        subject = ngettext(
            "Eine Vorlage zu Ihren Suchen", "%(count)d Vorlagen zu Ihren Suchen", count
        ) % {"count": count}  # fmt: skip
        mail.write(
            person.email, subject=subject, paragraphs=lines, link=reverse("advocacy:searches"), label=_("Ansehen")
        )


def _state(alert: SearchAlert) -> str:
    if alert.paper.state == alert.paper.State.GONE:
        return _("gelöscht")
    return _("geändert") if alert.changed else _("neu")
