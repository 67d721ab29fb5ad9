"""What chamber staff types about when letters go out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advice.models import ReminderRule

DAY = 24
#: furthest from an appointment, in hours
FURTHEST = 3 * 365 * DAY


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
