"""Pages where advisers and chambers plan, together."""

from werkspur.advice.views.planning.days import day_cancel, day_decide, day_edit, day_new
from werkspur.advice.views.planning.lists import adviser, planned, planned_edit, planned_new, planned_remove
from werkspur.advice.views.planning.overview import overview
from werkspur.advice.views.planning.tours import tours

__all__ = [
    "adviser",
    "day_cancel",
    "day_decide",
    "day_edit",
    "day_new",
    "overview",
    "planned",
    "planned_edit",
    "planned_new",
    "planned_remove",
    "tours",
]
