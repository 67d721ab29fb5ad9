"""Pages of the tracing app."""
