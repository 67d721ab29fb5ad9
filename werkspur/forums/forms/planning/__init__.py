"""What staff type when they plan events."""
