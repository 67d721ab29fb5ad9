"""What a company types about its tasks, and what an adviser answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advice.services.proofs import Handed, prepare_proof
from werkspur.base.forms import DayField
from werkspur.partners import rules
from werkspur.registry.services.files import UploadRefused


class SentenceField(forms.CharField):
    """A few sentences; what nobody can see is dropped, line breaks become blanks."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(max_length=1000, **kwargs)

    def clean(self, value: Any) -> str:
        text = rules.tidy(super().clean(value) or "")
        if self.required and not text:
            raise ValidationError(self.error_messages["required"], code="required")
        return text


class ProofField(forms.FileField):
    """A photo or a PDF, read while the form is checked; cleaned to `services.proofs.Handed`."""

    def __init__(self, **kwargs: Any) -> None:
        accept = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,application/pdf"
        super().__init__(widget=forms.FileInput(attrs={"accept": accept}), allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Handed | None:
        upload: File[bytes] | None = super().clean(data, initial)
        if upload is None:
            return None
        try:
            return prepare_proof(upload)
        except UploadRefused as refused:
            raise ValidationError(str(refused), code="refused") from refused


class ReportForm(forms.Form):
    """That something is done. One of both is enough; nothing at all proves nothing."""

    text = SentenceField(
        label=gettext_lazy("Was Sie getan haben"), required=False, help_text=gettext_lazy("Ein Satz reicht.")
    )
    file = ProofField(
        label=gettext_lazy("Foto oder Rechnung"),
        required=False,
        help_text=gettext_lazy("Foto oder PDF, höchstens 25 MB. Ort und Zeit des Fotos löschen wir."),
    )

    def __init__(self, *args: Any, cut: bool = False, **kwargs: Any) -> None:
        """cut: the upload was stopped because it is far too large."""
        super().__init__(*args, **kwargs)
        self.cut = cut

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cut:
            self.errors.pop("file", None)
            self.add_error("file", _("Die Datei ist größer als 25 MB und wurde nicht übertragen."))
        elif not self.errors and not self.cleaned_data.get("text") and not self.cleaned_data.get("file"):
            self.add_error("text", _("Ein Satz, ein Foto oder eine Rechnung muss dabei sein."))
        return self.cleaned_data


class PlanForm(forms.Form):
    """By when, and who sees to it."""

    due = DayField(label=gettext_lazy("Bis wann"), required=False)
    responsible = forms.CharField(
        label=gettext_lazy("Wer kümmert sich"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Name oder Aufgabe, zum Beispiel Werkstattleitung. Nur Betrieb und Beratung lesen es."),
    )

    def clean_responsible(self) -> str:
        return rules.tidy(self.cleaned_data["responsible"])


class DeclineForm(forms.Form):
    reason = SentenceField(
        label=gettext_lazy("Warum nicht"), help_text=gettext_lazy("So kann die Beratung einen anderen Weg vorschlagen.")
    )


class AskBackForm(forms.Form):
    sentence = SentenceField(
        label=gettext_lazy("Ihre Frage an den Betrieb"), help_text=gettext_lazy("Was fehlt, damit es erledigt ist?")
    )


class PostcodeForm(forms.Form):
    """What a link asks before it shows anything."""

    postcode = forms.CharField(
        label=gettext_lazy("Postleitzahl Ihres Betriebs"),
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
