"""What is printed: letters, briefings, accounts."""
