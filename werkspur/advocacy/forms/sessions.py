"""What staff type about a session."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advocacy.forms.addressees import present_addressees
from werkspur.advocacy.forms.kept import KeptForm, callback, sensible
from werkspur.advocacy.models import Addressee, Demand, Session

LONGEST = timedelta(days=4)


class SessionForm(KeptForm):
    """A session; what came from the council's own system is changed there, only our own words are asked then."""

    in_order: tuple[str, str] | None = ("start", "end")

    class Meta:
        model = Session
        formfield_callback = callback
        fields = ("addressee", "title", "start", "end", "place", "address", "note", "demands", "cancelled")
        help_texts = {
            "title": gettext_lazy("Zum Beispiel: 14. Sitzung. Ohne Titel steht hier der Name der Stelle."),
            "address": gettext_lazy("Wo Tagesordnung und Vorlagen stehen."),
            "note": gettext_lazy("Steht nur hier, nicht im Kalender zum Abonnieren."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["addressee"].queryset = present_addressees(also=self.instance.addressee_id)
        offer_demands(fields["demands"])
        if self.instance.meeting_id:
            for name in ("addressee", "title", "start", "end", "place", "address", "cancelled"):
                del self.fields[name]
            self.in_order = None

    def clean_start(self) -> datetime:
        return sensible(self.cleaned_data["start"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end - start > LONGEST:
            self.add_error("end", _("Länger als vier Tage dauert keine Sitzung."))
        return cleaned


class SessionFilter(forms.Form):
    """What the list shows."""

    mark_optional = False
    stelle = forms.ModelChoiceField(
        Addressee.objects.none(), required=False, label=gettext_lazy("Wer tagt"), to_field_name="slug",
        empty_label=gettext_lazy("alle"),
    )  # fmt: skip
    zeit = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Zeit"),
        choices=[("", gettext_lazy("kommende")), ("vorbei", gettext_lazy("vergangene"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["stelle"].queryset = Addressee.objects.filter(sessions__isnull=False).distinct()


def offer_demands(field: Any) -> None:
    """Offer the demands, the newest first; their titles need no further statement."""
    field.queryset = Demand.objects.select_related("current", "released")
