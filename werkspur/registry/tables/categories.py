"""What kind of thing a name means. Data: part of a word -> slug of a category (`registry` initial data)."""

from __future__ import annotations

from werkspur.registry.tables.headings import _letters as letters

FALLBACK = ("werkzeug", "sonstiges")
