"""After an event: close it, minutes, materials, feedback, report."""

from werkspur.forums.views.aftermath.closing import closing, report
from werkspur.forums.views.aftermath.feedback import feedback
from werkspur.forums.views.aftermath.materials import material, material_edit, material_remove, materials
from werkspur.forums.views.aftermath.minutes import decision_remove, minutes, minutes_release

__all__ = [
    "closing",
    "decision_remove",
    "feedback",
    "material",
    "material_edit",
    "material_remove",
    "materials",
    "minutes",
    "minutes_release",
    "report",
]
