"""Advocacy: from the demand to its proof."""
