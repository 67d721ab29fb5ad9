"""What somebody looks for among demands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from werkspur.advocacy.models import Addressee, Topic
from werkspur.advocacy.queries import public
from werkspur.partners.models import Region


class DemandFilter(forms.Form):
    """Words, topic, level and region; what does not exist (any more) is left out."""

    mark_optional = False
    q = forms.CharField(required=False, max_length=120, label=gettext_lazy("Stichwort"))
    thema = forms.ModelChoiceField(
        Topic.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("Thema"),
        empty_label=gettext_lazy("alle Themen"),
    )  # fmt: skip
    ebene = forms.ChoiceField(required=False, label=gettext_lazy("Ebene"))
    gebiet = forms.ModelChoiceField(
        Region.objects.none(), to_field_name="key", required=False, label=gettext_lazy("Gebiet"),
        empty_label=gettext_lazy("alle Gebiete"),
    )  # fmt: skip
    stand = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["thema"].queryset = public.topics()
        fields["gebiet"].queryset = public.regions()
        found = public.levels()
        offered = [(value, label) for value, label in Addressee.Level.choices if value in found]
        fields["ebene"].choices = [("", gettext_lazy("alle Ebenen")), *offered]

    def wanted(self) -> dict[str, Any]:
        """Return what `queries.public.about` filters by."""
        self.is_valid()
        given = self.cleaned_data
        return {"topic": given.get("thema"), "level": given.get("ebene") or "", "region": given.get("gebiet")}

    def words(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("q") or "")

    def group(self) -> str:
        """Return the group of states, '' for all."""
        self.is_valid()
        found = str(self.cleaned_data.get("stand") or "")
        return found if found in public.GROUPS else ""
