"""Pages of advice, one module for each part of the way."""
