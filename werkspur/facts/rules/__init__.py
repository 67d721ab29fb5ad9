"""Rules for reading crime figures honestly, each with its source. Pure Python, no Django."""
