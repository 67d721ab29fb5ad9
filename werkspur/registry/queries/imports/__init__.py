"""Reads for imports: what the company has already, what the pages show."""

from werkspur.registry.queries.imports.known import category_names, category_slugs, known_for
from werkspur.registry.queries.imports.review import Review, review
from werkspur.registry.queries.imports.sentences import refusal, sentence

__all__ = ["Review", "category_names", "category_slugs", "known_for", "refusal", "review", "sentence"]
