"""Crime figures with their keys, areas, population, breaks and imports; what the partners see for themselves."""

from werkspur.facts.models.areas import Area, Boundaries, Population
from werkspur.facts.models.figures import Damage, Figure
from werkspur.facts.models.imports import Import
from werkspur.facts.models.offences import Offence, SeriesBreak, Wording
from werkspur.facts.models.presence import PresenceNote
from werkspur.facts.models.situation import SituationRelease
from werkspur.facts.models.surveys import Answer, Invitation, Survey

__all__ = [
    "Answer",
    "Area",
    "Boundaries",
    "Damage",
    "Figure",
    "Import",
    "Invitation",
    "Offence",
    "Population",
    "PresenceNote",
    "SeriesBreak",
    "SituationRelease",
    "Survey",
    "Wording",
]
