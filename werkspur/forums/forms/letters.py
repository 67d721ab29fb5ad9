"""For which kind of event letters are shown."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from werkspur.forums.models import EventKind


class KindForm(forms.Form):
    """A choice in the address; what cannot be chosen answers 404."""

    mark_optional = False

    art = forms.ModelChoiceField(
        EventKind.objects.filter(is_active=True), label=gettext_lazy("Art der Veranstaltung"), required=False,
        to_field_name="slug", empty_label=gettext_lazy("alle Arten"),
    )  # fmt: skip
