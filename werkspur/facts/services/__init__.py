"""What changes facts: imports of figures, notes and surveys."""
