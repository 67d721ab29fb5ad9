"""A call in three fields, and the filter of the log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from werkspur.advice.models import Call, Topic
from werkspur.partners import rules
from werkspur.partners.models import Region

AREAS = (Region.Level.DISTRICT, Region.Level.MUNICIPALITY)


class CallForm(forms.ModelForm):  # type: ignore[type-arg]
    """Saved in one go while the telephone is still warm."""

    class Meta:
        model = Call
        fields = ("topic", "region", "note")
        labels = {"region": gettext_lazy("Region")}
        widgets = {"note": forms.TextInput(attrs={"autocomplete": "off"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["topic"].queryset = Topic.objects.filter(is_active=True)
        fields["topic"].empty_label = gettext_lazy("Thema wählen")
        fields["region"].queryset = Region.objects.filter(level__in=AREAS).order_by("name")
        fields["region"].empty_label = gettext_lazy("unbekannt")

    def clean_note(self) -> str:
        return rules.tidy(self.cleaned_data["note"])


class CallFilterForm(forms.Form):
    """Wrong values are named at their field and left out."""

    q = forms.CharField(label=gettext_lazy("Suche in Notizen"), required=False, max_length=100)
    thema = forms.ModelChoiceField(
        label=gettext_lazy("Thema"), queryset=Topic.objects.none(), to_field_name="slug", required=False,
        empty_label=gettext_lazy("alle Themen"),
    )  # fmt: skip
    region = forms.ModelChoiceField(
        label=gettext_lazy("Region"), queryset=Region.objects.none(), to_field_name="key", required=False,
        empty_label=gettext_lazy("alle Regionen"),
    )  # fmt: skip
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["thema"].queryset = Topic.objects.all()
        fields["region"].queryset = Region.objects.filter(level__in=AREAS).order_by("name")
