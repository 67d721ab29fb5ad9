"""Reads over several tables of advice."""
