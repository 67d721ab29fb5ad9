"""What is asked of a person about items, marks, files, kits and places."""
