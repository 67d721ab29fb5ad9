"""Pages where staff plan events."""

from werkspur.forums.views.planning.agenda import agenda_edit, agenda_new, agenda_remove, event_agenda
from werkspur.forums.views.planning.events import event_edit, event_new, event_overview
from werkspur.forums.views.planning.form import form_question_edit, form_question_new, form_question_remove
from werkspur.forums.views.planning.kept import kept, kept_edit, kept_new, kept_remove, kept_whole
from werkspur.forums.views.planning.overview import planning, planning_series, series
from werkspur.forums.views.planning.states import (
    event_announce,
    event_cancel,
    event_close,
    event_copy,
    event_decide,
    event_remove,
)
from werkspur.forums.views.planning.tasks import task_add, task_check, task_remove

__all__ = [
    "agenda_edit",
    "agenda_new",
    "agenda_remove",
    "event_agenda",
    "event_announce",
    "event_cancel",
    "event_close",
    "event_copy",
    "event_decide",
    "event_edit",
    "event_new",
    "event_overview",
    "event_remove",
    "form_question_edit",
    "form_question_new",
    "form_question_remove",
    "kept",
    "kept_edit",
    "kept_new",
    "kept_remove",
    "kept_whole",
    "planning",
    "planning_series",
    "series",
    "task_add",
    "task_check",
    "task_remove",
]
