"""This app's share of the demonstration partnership, one module for each part of the way."""

from werkspur.advice.demo.outreach import build_outreach
from werkspur.advice.demo.slots import build_slots
from werkspur.advice.demo.tasks import build_earlier_visit, build_tasks
from werkspur.advice.demo.visits import build_visits

__all__ = ["build_earlier_visit", "build_outreach", "build_slots", "build_tasks", "build_visits"]
