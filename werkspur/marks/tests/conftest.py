"""Hypothesis without a time limit per example: machines that test several things at once are slow now and then."""

from hypothesis import settings

settings.register_profile("marks", deadline=None)
settings.load_profile("marks")
