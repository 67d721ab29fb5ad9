"""The company sees how often its marks were looked up: a number, a day late, nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.people import make_item
from werkspur.tracing import queries, services
from werkspur.tracing.models import Lookup, LookupHit
from werkspur.tracing.tests.cases import make_lookup

DAY = timedelta(hours=24, seconds=1)


def test_a_lookup_counts_after_a_day(people):
    item = make_item(owner=people.anna, mark="873-1042")
    make_lookup(by=people.paula)
    assert queries.look_ups_of(item) == 0
    assert queries.look_ups_of(item, now=timezone.now() + DAY) == 1
    assert queries.look_ups_of_company(item.company, now=timezone.now() + DAY) == 1


def test_a_weak_resemblance_does_not_count(people):
    item = make_item(owner=people.anna, mark="873-1042")
    make_lookup(by=people.paula)
    LookupHit.objects.update(grade=2)
    assert queries.look_ups_of(item, now=timezone.now() + DAY) == 0


def test_old_lookups_go_after_two_years(people):
    make_lookup(by=people.paula)
    old = make_lookup(by=people.paula, text="ALT-2024-1")
    Lookup.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=731))
    assert services.delete_lookups(timezone.localdate() - timedelta(days=730)) == 1
    assert [lookup.text for lookup in Lookup.objects.all()] == ["873-1042"]
