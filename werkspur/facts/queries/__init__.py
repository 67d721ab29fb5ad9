"""What readers see of the figures: every page and export reads through these."""
