"""Drawings of figures as SVG: values in, text out. No database, no Django; colours come from classes alone."""
