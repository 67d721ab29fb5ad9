"""Pages of the facts."""
