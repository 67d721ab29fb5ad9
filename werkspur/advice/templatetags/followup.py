"""Words and signs of tasks in templates."""

from __future__ import annotations

from django import template

from werkspur.advice.models import Recommendation
from werkspur.advice.queries.tasks import EFFORT

register = template.Library()
State = Recommendation.State
BADGES = {
    State.REPORTED: "info",
    State.ASKED_BACK: "warning",
    State.ACCEPTED: "success",
}


@register.filter
def effort(task: Recommendation) -> str:
    """The effort of a task in words."""
    return str(EFFORT[task.effort])


@register.filter
def badge_kind(task: Recommendation) -> str:
    """The kind of badge for the state of a task; outlined when nothing asks for attention."""
    return BADGES.get(State(task.state), "plain")
