# Werkspur: each target is one command.
.PHONY: run test lint fix bench docs
