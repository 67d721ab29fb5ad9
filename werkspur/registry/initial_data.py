"""Kinds of items that every installation has from the start; a chamber may rename and add."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from werkspur.registry.models import Category

#: slug, name, icon
CATEGORIES = (
    ("trennschleifer", _("Trenn- und Winkelschleifer"), "w-schleifer"),
    ("bohrer", _("Bohrer und Schrauber"), "w-bohrer"),
    ("saege", _("Sägen"), "w-saege"),
    ("laser", _("Laser und Messgeräte"), "w-laser"),
    ("ruettler", _("Rüttler und Stampfer"), "w-ruettler"),
    ("bagger", _("Bagger und Lader"), "w-bagger"),
    ("anhaenger", _("Anhänger und Fahrzeuge"), "w-anhaenger"),
    ("stromerzeuger", _("Stromerzeuger und Kompressoren"), "w-strom"),
    ("garten", _("Garten- und Forstgeräte"), "w-garten"),
    ("elektro", _("Elektro- und Prüfgeräte"), "w-pruefen"),
    ("werkstatt", _("Werkstattgeräte und Diagnose"), "w-werkstatt"),
    ("kueche", _("Küche und Backstube"), "w-kueche"),
    ("friseur", _("Friseurbedarf"), "w-schere"),
    ("edv", _("Computer und Telefone"), "w-rechner"),
    ("drohne", _("Drohnen und Kameras"), "kamera"),
    ("werkzeug", _("Anderes Werkzeug"), "schild"),
)


def load() -> None:
    """Add what is missing; what was changed by hand stays."""
    for order, (slug, name, icon) in enumerate(CATEGORIES, start=1):
        Category.objects.get_or_create(slug=slug, defaults={"name": name, "icon": icon, "order": order * 10})
