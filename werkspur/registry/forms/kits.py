"""Kits and places: a name, and a word about it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from werkspur.registry.forms.fields import VisibleField
from werkspur.registry.models import Place


class KitForm(forms.Form):
    """A kit, new or renamed."""

    name = VisibleField(label=_("Name des Satzes"), max_length=100, help_text=_("Zum Beispiel Fahrzeug 07."))
    note = VisibleField(label=_("Bemerkung"), max_length=300, required=False)


class PlaceForm(forms.Form):
    """A place, renamed; the name of another place merges the two."""

    name = VisibleField(
        label=_("Name"), max_length=100, help_text=_("Gibt es den Namen schon, werden die beiden Standorte einer.")
    )
    kind = forms.ChoiceField(label=_("Art"), choices=Place.Kind.choices)
