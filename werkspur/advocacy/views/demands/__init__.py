"""Pages of demands for staff."""

from werkspur.advocacy.views.demands.drafts import draft_dismiss, draft_restore, draft_take, drafts
from werkspur.advocacy.views.demands.lists import demand_export, demands
from werkspur.advocacy.views.demands.one import demand_history, demand_overview, demand_status
from werkspur.advocacy.views.demands.release import demand_release, demand_unrelease
from werkspur.advocacy.views.demands.text import demand_edit, demand_new, demand_remove, demand_versions
from werkspur.advocacy.views.demands.topics import topic_edit, topic_new, topic_remove, topics

__all__ = [
    "demand_edit",
    "demand_export",
    "demand_history",
    "demand_new",
    "demand_overview",
    "demand_release",
    "demand_remove",
    "demand_status",
    "demand_unrelease",
    "demand_versions",
    "demands",
    "draft_dismiss",
    "draft_restore",
    "draft_take",
    "drafts",
    "topic_edit",
    "topic_new",
    "topic_remove",
    "topics",
]
