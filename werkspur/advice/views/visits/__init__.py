"""Visits: the list, the start, the walk and what a tablet brings."""

from werkspur.advice.views.visits.lists import findings_delete, visits
from werkspur.advice.views.visits.starting import visit_invite, visit_start
from werkspur.advice.views.visits.tablet import visit_package, visit_photo, visit_sync
from werkspur.advice.views.visits.walking import visit, visit_addendum, visit_finish

__all__ = [
    "findings_delete",
    "visit",
    "visit_addendum",
    "visit_finish",
    "visit_invite",
    "visit_package",
    "visit_photo",
    "visit_start",
    "visit_sync",
    "visits",
]
