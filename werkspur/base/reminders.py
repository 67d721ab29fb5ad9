"""Rules by which letters go out some hours before or after a date: in words, and as staff types them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

DAY = 24
#: furthest from the date, in hours
FURTHEST = 3 * 365 * DAY


def span(hours: int) -> str:
    """Return '24 Stunden' or '14 Tage', whichever side it lies on."""
    many = abs(hours)
    days = many % DAY == 0 and many > 2 * DAY
    count = many // DAY if days else many
    hourly = ngettext("%(n)d Stunde", "%(n)d Stunden", count)
    return (ngettext("%(n)d Tag", "%(n)d Tage", count) if days else hourly) % {"n": count}


class RuleForm(forms.Form):
    """When a letter goes out. rule: a row with hours (negative before) and is_active; before, after: of what."""

    amount = forms.IntegerField(label=gettext_lazy("Wie viele"), min_value=1, max_value=FURTHEST)
    unit = forms.TypedChoiceField(
        label=gettext_lazy("Einheit"), coerce=int,
        choices=[(1, gettext_lazy("Stunden")), (DAY, gettext_lazy("Tage"))],
    )  # fmt: skip
    is_active = forms.BooleanField(label=gettext_lazy("Wird verschickt"), required=False)

    def __init__(self, *args: Any, rule: Any, before: str, after: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        hours = abs(rule.hours)
        unit = DAY if hours % DAY == 0 and hours > 2 * DAY else 1
        self.initial = {"amount": hours // unit, "unit": unit, "is_active": rule.is_active, **self.initial}
        side = before if rule.hours < 0 else after
        self.fields["amount"].help_text = _("So lange %(side)s, nach der Uhr an der Wand.") % {"side": side}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "amount" in given and "unit" in given and given["amount"] * given["unit"] > FURTHEST:
            self.add_error("amount", _("Höchstens drei Jahre."))
        return given

    def changed_rule(self) -> Any:
        """Return the rule as typed, not yet saved. Before stays before: the texts speak of it."""
        given = self.cleaned_data
        hours = given["amount"] * given["unit"]
        self.rule.hours = -hours if self.rule.hours < 0 else hours
        self.rule.is_active = given["is_active"]
        return self.rule
