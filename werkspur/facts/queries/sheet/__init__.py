"""The yearly fact sheet of one area for a security forum: what stands on its four pages, as JSON and drawings."""

from werkspur.facts.queries.sheet.content import NoFigures, Sheet, sheet

__all__ = ["NoFigures", "Sheet", "sheet"]
