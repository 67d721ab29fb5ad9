"""Forms that know what somebody saw: only what was changed is sent on, and nobody's change is overwritten unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from werkspur.base.plaintext import plain
from werkspur.partners import rules


class TidyForm(forms.Form):
    """What is typed comes without invisible characters; several lines stay lines."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            field = self.fields[name]
            if not isinstance(value, str) or isinstance(field, forms.ChoiceField | forms.URLField):
                continue
            cleaned[name] = plain(value) if isinstance(field.widget, forms.Textarea) else rules.tidy(value)
            if field.required and not cleaned[name]:
                self.add_error(name, field.error_messages["required"])
        return cleaned


class RememberingForm(TidyForm):
    """A form whose fields also send what they began with, unseen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remember()

    def remember(self) -> None:
        """Let every field send what it began with; called again when fields were added."""
        for field in self.fields.values():
            field.show_hidden_initial = True

    def beginnings(self) -> SafeString:
        """Return the hidden inputs."""
        return format_html_join("", "{}", ((field.as_hidden(only_initial=True),) for field in self))

    def changes(self, *, apart_from: Iterable[str] = ()) -> dict[str, Any]:
        """Return what somebody has changed, by field."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name not in set(apart_from)}

    def before(self) -> dict[str, Any]:
        """Return what the fields began with, as far as the page has sent it back."""
        found = {}
        for bound in self:
            widget = bound.field.hidden_widget()
            if widget.value_omitted_from_data(self.data, self.files, bound.html_initial_name):
                continue
            sent = widget.value_from_datadict(self.data, self.files, bound.html_initial_name)
            try:
                value = bound.field.to_python(sent)
            except ValidationError:
                continue
            found[bound.name] = plain(value or "") if isinstance(bound.field.widget, forms.Textarea) else value
        return found

    def again(self, *, now: Mapping[str, tuple[Any, str]]) -> None:
        """Show what somebody else has saved meanwhile: beside each field, and as what it begins with from now on.

        Args:
            now: by field what it is now, as a value of the form and in words.
        """
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a form that was sent has a QueryDict
        for name, (value, words) in now.items():
            key = self.add_initial_prefix(name)
            if isinstance(value, list | set | tuple):
                data.setlist(key, [str(one) for one in value])
            else:
                data[key] = "" if value is None else str(value)
            self.add_error(name, _told(words))
        self.data = data


def _told(words: str) -> str:
    if words:
        return _("Jetzt gilt: %(value)s. Noch einmal speichern setzt Ihre Angabe an die Stelle.") % {"value": words}
    return _("Jetzt ist das leer. Noch einmal speichern setzt Ihre Angabe an die Stelle.")
