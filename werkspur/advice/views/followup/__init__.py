"""What follows a visit."""

from werkspur.advice.views.followup.links import task_link, task_link_report
from werkspur.advice.views.followup.lists import tasks, tasks_csv, tasks_review
from werkspur.advice.views.followup.tasks import (
    task,
    task_ask_back,
    task_decline,
    task_plan,
    task_proof,
    task_report,
    task_step,
)
from werkspur.advice.views.followup.visits import visit_comparison, visit_protocol, visit_result

__all__ = [
    "task",
    "task_ask_back",
    "task_decline",
    "task_link",
    "task_link_report",
    "task_plan",
    "task_proof",
    "task_report",
    "task_step",
    "tasks",
    "tasks_csv",
    "tasks_review",
    "visit_comparison",
    "visit_protocol",
    "visit_result",
]
