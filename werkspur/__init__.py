"""Werkspur: the digital home of a security partnership between chambers and police."""
