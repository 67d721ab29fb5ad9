"""What planners of any app type: how often something comes, and rows that are kept as they are typed, tidied."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.base.calendar.repeat import Repeat
from werkspur.partners import rules
from werkspur.partners.services.companies import UMLAUTS

REPEATS = (
    (Repeat.ONCE.value, gettext_lazy("einmal")),
    (Repeat.WEEKLY.value, gettext_lazy("jede Woche")),
    (Repeat.FORTNIGHTLY.value, gettext_lazy("alle zwei Wochen")),
    (Repeat.MONTHLY.value, gettext_lazy("jeden Monat, derselbe Wochentag (etwa der zweite Dienstag)")),
    (Repeat.LAST.value, gettext_lazy("jeden Monat, der letzte dieser Wochentage")),
)


class PlanForm(forms.ModelForm):  # type: ignore[type-arg]
    """One thing that is planned. `in_order`: two fields of which the second lies after the first."""

    in_order: tuple[str, str] | None = None
    together = False  # the same is allowed: a closure of one day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, str) and not isinstance(self.fields[name].widget, forms.Textarea | forms.Select):
                cleaned[name] = rules.tidy(value)
                if self.fields[name].required and not cleaned[name]:
                    self.add_error(name, self.fields[name].error_messages["required"])
        if self.in_order:
            self._check_order(*(cleaned.get(name) for name in self.in_order))
        return cleaned

    def _check_order(self, first: Any, last: Any) -> None:
        if first is not None and last is not None and (last < first or (last == first and not self.together)):
            self.add_error(self.in_order[1] if self.in_order else None, _("Das liegt nicht nach dem Anfang."))

    def related(self) -> dict[str, Any]:
        """What is kept beside the row: topics, advisers, offers."""
        many = (name for name, field in self.fields.items() if isinstance(field, forms.ModelMultipleChoiceField))
        return {name: self.cleaned_data[name] for name in many}


def free_key(model: Any, field: str, name: str, *, length: int) -> str:
    """Return a key that nothing has yet, from a name."""
    key = slugify(name.translate(UMLAUTS))[: length - 4] or "neu"
    taken = set(model.objects.filter(**{f"{field}__startswith": key}).values_list(field, flat=True))
    numbered = (key if number == 1 else f"{key}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in numbered if one not in taken)
