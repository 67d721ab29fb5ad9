"""What somebody looks for among events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from werkspur.forums.models import EventKind
from werkspur.forums.queries import public
from werkspur.partners.models import Partner, Region


class EventFilter(forms.Form):
    """Kind, region and host; what does not exist (any more) is left out."""

    mark_optional = False
    art = forms.ModelChoiceField(
        EventKind.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("Art"),
        empty_label=gettext_lazy("alle Arten"),
    )  # fmt: skip
    gebiet = forms.ModelChoiceField(
        Region.objects.none(), to_field_name="key", required=False, label=gettext_lazy("Gebiet"),
        empty_label=gettext_lazy("alle Gebiete"),
    )  # fmt: skip
    partner = forms.ModelChoiceField(
        Partner.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("Gastgeber"),
        empty_label=gettext_lazy("alle Gastgeber"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["art"].queryset = public.kinds()
        fields["gebiet"].queryset = public.regions()
        fields["partner"].queryset = public.hosts()
        fields["partner"].label_from_instance = lambda partner: partner.short_name

    def wanted(self) -> dict[str, Any]:
        """Return what `queries.public.about` filters by."""
        self.is_valid()
        given = self.cleaned_data
        return {"kind": given.get("art"), "region": given.get("gebiet"), "partner": given.get("partner")}


class ArchiveFilter(EventFilter):
    """The same and the year."""

    jahr = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, label=gettext_lazy("Jahr"))

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["jahr"]
        field.choices = [("", gettext_lazy("alle Jahre")), *((year, year) for year in public.years(now=now))]

    def year(self) -> int | None:
        """Return the year that somebody wants to see."""
        self.is_valid()
        found: int | None = self.cleaned_data.get("jahr")
        return found
