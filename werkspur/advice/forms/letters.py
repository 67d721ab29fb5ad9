"""What chamber staff types about letters and when they go out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advice.models import ReminderRule
from werkspur.advice.services.letter_editing import LetterRefused, check_letter
from werkspur.partners import rules

DAY = 24
#: furthest from an appointment, in hours
FURTHEST = 3 * 365 * DAY


class LetterForm(forms.Form):
    """Subject and text of one occasion."""

    subject = forms.CharField(label=gettext_lazy("Betreff"), max_length=160)
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("Eine leere Zeile trennt Absätze. Anrede, Link und Gruß kommen von selbst dazu."),
    )  # fmt: skip

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code

    def clean_subject(self) -> str:
        return rules.tidy(self.cleaned_data["subject"])

    def clean_text(self) -> str:
        lines = self.cleaned_data["text"].splitlines()
        return "\n".join(rules.tidy(line) for line in lines).strip()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for field in ("subject", "text"):
            if field in given and not given[field]:
                self.add_error(field, self.fields[field].error_messages["required"])
        if not self.errors:
            try:
                check_letter(self.code, subject=given["subject"], text=given["text"])
            except LetterRefused as refused:
                for field, sentences in refused.sentences.items():
                    self.add_error(field, sentences)
        return given


class ReminderForm(forms.Form):
    """When a letter goes out, in hours or days before or after the appointment."""

    amount = forms.IntegerField(label=gettext_lazy("Wie viele"), min_value=1, max_value=FURTHEST)
    unit = forms.TypedChoiceField(
        label=gettext_lazy("Einheit"), coerce=int,
        choices=[(1, gettext_lazy("Stunden")), (DAY, gettext_lazy("Tage"))],
    )  # fmt: skip
    is_active = forms.BooleanField(label=gettext_lazy("Wird verschickt"), required=False)

    def __init__(self, *args: Any, rule: ReminderRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        hours = abs(rule.hours)
        unit = DAY if hours % DAY == 0 and hours > 2 * DAY else 1
        self.initial = {"amount": hours // unit, "unit": unit, "is_active": rule.is_active, **self.initial}
        side = _("vor dem Termin") if rule.hours < 0 else _("nach dem Termin")
        self.fields["amount"].help_text = _("So lange %(side)s, nach der Uhr an der Wand.") % {"side": side}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "amount" in given and "unit" in given and given["amount"] * given["unit"] > FURTHEST:
            self.add_error("amount", _("Höchstens drei Jahre."))
        return given

    def changed_rule(self) -> ReminderRule:
        """Return the rule as typed, not yet saved. Before stays before: the texts speak of it."""
        given = self.cleaned_data
        hours = given["amount"] * given["unit"]
        self.rule.hours = -hours if self.rule.hours < 0 else hours
        self.rule.is_active = given["is_active"]
        return self.rule
