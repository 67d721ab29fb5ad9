"""Police look-ups and matched lists, theft reports of companies, the public check."""

from werkspur.tracing.models.checks import CheckNotice, CheckNoticeQuerySet, PublicCheckDay
from werkspur.tracing.models.lookups import Lookup, LookupHit, LookupHitQuerySet, LookupQuerySet
from werkspur.tracing.models.matching import MatchHit, MatchRow, MatchRowQuerySet, MatchRun, MatchRunQuerySet
from werkspur.tracing.models.thefts import StolenItem, TheftReport, TheftReportQuerySet

__all__ = [
    "CheckNotice",
    "CheckNoticeQuerySet",
    "Lookup",
    "LookupHit",
    "LookupHitQuerySet",
    "LookupQuerySet",
    "MatchHit",
    "MatchRow",
    "MatchRowQuerySet",
    "MatchRun",
    "MatchRunQuerySet",
    "PublicCheckDay",
    "StolenItem",
    "TheftReport",
    "TheftReportQuerySet",
]
