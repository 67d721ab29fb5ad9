"""Forms of the facts, a module for each kind of page."""
