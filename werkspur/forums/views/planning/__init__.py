"""Pages where staff plan events."""
