"""Pages where advisers and chambers plan."""

from werkspur.advice.views.planning.overview import overview

__all__ = ["overview"]
