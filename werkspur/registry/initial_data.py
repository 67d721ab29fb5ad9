"""Kinds of items that every installation has from the start; a chamber may rename and add."""

from __future__ import annotations

from werkspur.registry.models import Category

#: slug, name, icon
CATEGORIES = (
    ("trennschleifer", "Trenn- und Winkelschleifer", "w-schleifer"),
    ("bohrer", "Bohrer und Schrauber", "w-bohrer"),
    ("saege", "Sägen", "w-saege"),
    ("laser", "Laser und Messgeräte", "w-laser"),
    ("ruettler", "Rüttler und Stampfer", "w-ruettler"),
    ("bagger", "Bagger und Lader", "w-bagger"),
    ("anhaenger", "Anhänger und Fahrzeuge", "w-anhaenger"),
    ("stromerzeuger", "Stromerzeuger und Kompressoren", "w-strom"),
    ("garten", "Garten- und Forstgeräte", "w-garten"),
    ("elektro", "Elektro- und Prüfgeräte", "w-pruefen"),
    ("werkstatt", "Werkstattgeräte und Diagnose", "w-werkstatt"),
    ("kueche", "Küche und Backstube", "w-kueche"),
    ("friseur", "Friseurbedarf", "w-schere"),
    ("edv", "Computer und Telefone", "w-rechner"),
    ("drohne", "Drohnen und Kameras", "kamera"),
    ("werkzeug", "Anderes Werkzeug", "schild"),
)


def load() -> None:
    """Add what is missing; what was changed by hand stays."""
    for order, (slug, name, icon) in enumerate(CATEGORIES, start=1):
        Category.objects.get_or_create(slug=slug, defaults={"name": name, "icon": icon, "order": order * 10})
