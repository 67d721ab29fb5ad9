"""What the audience asks, and what hosts set at a question."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from werkspur.base.forms import DayField
from werkspur.forums.models import Question
from werkspur.forums.queries import questions
from werkspur.forums.services.questions import MOST, MOST_ANSWER


class AskForm(forms.Form):
    """One question. `website` stays empty: only machines fill it."""

    text = forms.CharField(
        label=gettext_lazy("Ihre Frage"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Ohne Namen. Sie steht hier, sobald die Gastgeber sie gesehen haben."),
    )  # fmt: skip
    website = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))


class HideForm(forms.Form):
    """Why a question is not shown."""

    reason = forms.CharField(
        label=gettext_lazy("Grund"), max_length=200,
        help_text=gettext_lazy("Nur für die Gastgeber: doppelt, nennt einen Namen, gehört nicht hierher."),
    )  # fmt: skip


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who answers by when, and the answer. seen: when the question had last been changed on the page."""

    answer_by = DayField(label=gettext_lazy("Antwort bis"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Question
        fields = ("text", "owner", "owner_person", "answer_by", "political", "answer")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "answer": forms.Textarea(attrs={"rows": 7}),
        }
        help_texts = {
            "text": gettext_lazy("Namen und was nicht öffentlich sein darf, nehmen Sie heraus."),
            "owner": gettext_lazy("Steht öffentlich an der Frage, mit dem Tag."),
            "owner_person": gettext_lazy("Steht nur hier und auf der Übersicht dieser Person."),
            "answer": gettext_lazy(
                "Öffentlich. Nach der Veranstaltung bekommen alle Angemeldeten die neuen Antworten am nächsten Morgen"
                " in einer Mail."
            ),
            "political": gettext_lazy("Wird den Kammern als Entwurf einer Forderung angeboten."),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = questions.owners(today=today)  # type: ignore[attr-defined]
        self.fields["owner_person"].queryset = questions.colleagues(today=today)  # type: ignore[attr-defined]
        for name in ("owner", "owner_person"):
            self.fields[name].empty_label = gettext_lazy("noch niemand")  # type: ignore[attr-defined]
        self.fields["text"].max_length = MOST  # type: ignore[attr-defined]
        self.fields["answer"].max_length = MOST_ANSWER  # type: ignore[attr-defined]
        self.initial["seen"] = self.instance.updated_at.isoformat()

    def _post_clean(self) -> None:
        """Leave the row as it is: the service checks and saves."""
