"""`python -m werkspur <command>` does what `werkspur <command>` does."""

from werkspur.cli import main

main()
