"""What advisers do at a visit: prepare, answer, photograph, sign, end; and what a company may have deleted."""

from werkspur.advice.services.refusals import VisitRefused
from werkspur.advice.services.visits.deleting import delete_findings, empty_visit
from werkspur.advice.services.visits.finishing import add_addendum, finish_visit
from werkspur.advice.services.visits.inviting import invite_company
from werkspur.advice.services.visits.photos import keep_photo, remove_photo
from werkspur.advice.services.visits.starting import start_visit
from werkspur.advice.services.visits.syncing import sync_visit

__all__ = [
    "VisitRefused",
    "add_addendum",
    "delete_findings",
    "empty_visit",
    "finish_visit",
    "invite_company",
    "keep_photo",
    "remove_photo",
    "start_visit",
    "sync_visit",
]
