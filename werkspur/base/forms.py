"""Forms that look like the house: KERN fields, German sentences.

Any Django form rendered by `{{ form }}` or field by field with `<c-field :field="form.name" />` looks right by itself.
A form that filters instead of asking sets `mark_optional = False`; a field for numbers of items takes `MarkInput`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

MAX_CENTS = 10**11
LONGEST_KEY = 18  # digits; a column of 64 bits holds any of them
REQUIRED = _("Diese Angabe fehlt noch.")
NO_ADDRESS = _("Das ist keine E-Mail-Adresse. Beispiel: name@betrieb.de.")
NO_CHOICE = _("Diese Auswahl gibt es nicht mehr. Wählen Sie noch einmal.")
TOO_LONG = ngettext_lazy(
    "Höchstens ein Zeichen, es sind %(show_value)d.",
    "Höchstens %(limit_value)d Zeichen, es sind %(show_value)d.",
    "limit_value",
)


class Renderer(TemplatesSetting):
    """Renders forms and fields with our own templates."""

    form_template_name = "base/forms/form.html"
    field_template_name = "base/forms/field.html"


class MarkInput(forms.TextInput):
    """A field for the number of an item: mono, as typed, nothing corrected by the keyboard."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        plain = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        super().__init__(plain | (attrs or {}))


class DayInput(forms.DateInput):
    """The browser's own calendar; sends and takes 2026-11-22, shows the reader's form."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """Day and time in Berlin, by the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class DayField(forms.DateField):
    """A day, typed as 22.11.2026 or chosen in the calendar."""

    widget = DayInput
    default_error_messages = {"invalid": _("Das ist kein Datum. Beispiel: 22.11.2026.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"], **kwargs)


class ClockField(forms.TimeField):
    """A time on the wall, typed as 9:30 or chosen."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    default_error_messages = {"invalid": _("Das ist keine Uhrzeit. Beispiel: 9:30.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S", "%H"], **kwargs)


class ManyField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several of the rows that there are; a key beyond every column is a wrong choice, no failure of the database."""

    def clean(self, value: Any) -> Any:
        for key in value if isinstance(value, list | tuple) else ():
            if len(str(key)) > LONGEST_KEY:
                raise ValidationError(NO_CHOICE, code="invalid_choice")
        return super().clean(value)


def fitting(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """Return a model field as a field of the house: days, times, boxes to tick."""
    if isinstance(field, models.DateField):
        kwargs["form_class"] = DayField
    elif isinstance(field, models.TimeField):
        kwargs["form_class"] = ClockField
    elif isinstance(field, models.ManyToManyField):
        kwargs |= {"form_class": ManyField, "widget": forms.CheckboxSelectMultiple}
    elif isinstance(field, models.ForeignKey):
        kwargs["empty_label"] = _("ohne") if field.blank else _("wählen")
    return field.formfield(**kwargs)


class MoneyField(forms.Field):
    """An amount in euros, typed as 1.249,00 or 1249.00 or 1249; cleaned to whole cents."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Das ist kein Betrag. Beispiel: 1.249,00."),
        "too_big": _("Der Betrag ist zu groß."),
    }

    def to_python(self, value: Any) -> int | None:
        text = re.sub(r"[\s€]|EUR", "", str(value or ""))
        if not text:
            return None
        if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d{1,2})?|\d+,\d{1,2}", text):
            text = text.replace(".", "").replace(",", ".")
        elif re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d{1,2})?", text):
            text = text.replace(",", "")
        if not re.fullmatch(r"[0-9]+(\.[0-9]{1,2})?", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        cents = int(Decimal(text) * 100)
        if cents > MAX_CENTS:
            raise ValidationError(self.error_messages["too_big"], code="too_big")
        return cents

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 100},{value % 100:02d}" if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True


@dataclass(frozen=True)
class FieldShape:
    """How a field is to be drawn. `kind` is input, area, select, check, radios, checks, file or hidden.

    `widget` is the drawn input; `choices` are the drawn inputs of radios and checks with their labels.
    """

    kind: str
    widget: SafeString | str
    choices: list[tuple[SafeString, str, str]]
    required: bool
    mark: bool
    help_id: str
    error_id: str


#: the first that fits decides; order matters, subclasses before their parents
_KINDS: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (forms.HiddenInput, "hidden", ""),
    (forms.CheckboxSelectMultiple, "checks", "kern-form-check__checkbox"),
    (forms.RadioSelect, "radios", "kern-form-check__radio"),
    (forms.CheckboxInput, "check", "kern-form-check__checkbox"),
    (forms.Select, "select", "kern-form-input__select"),
    (forms.Textarea, "area", "kern-form-input__input"),
    (forms.FileInput, "file", "kern-form-input__input"),
    (forms.Widget, "input", "kern-form-input__input"),
)


def shape_of(field: forms.BoundField, *, mark: bool = False, mark_optional: bool = True) -> FieldShape:
    """Decide how `field` is drawn and draw its input with KERN's classes.

    mark: it takes the number of an item (also when its widget is a `MarkInput`).
    mark_optional: say "(freiwillig)" at optional fields, unless the form filters.
    """
    widget = field.field.widget
    kind, css = next((kind, css) for base, kind, css in _KINDS if isinstance(widget, base))
    if widget.is_hidden:
        kind, css = "hidden", ""
    classes = _classes(css, own=widget.attrs.get("class", ""), wrong=bool(field.errors))
    many = kind in ("checks", "radios")
    optional = mark_optional and getattr(field.form, "mark_optional", True) and kind != "check"
    return FieldShape(
        kind=kind,
        widget="" if many else field.as_widget(attrs={"class": classes} if classes else {}),
        choices=_choices(field, classes) if many else [],
        required=field.field.required or not optional,
        mark=mark or isinstance(widget, MarkInput),
        help_id=f"{field.auto_id}_helptext",
        error_id=f"{field.auto_id}_error",
    )


def _classes(css: str, *, own: str, wrong: bool) -> str:
    """KERN's class, its error form, and what the widget asks for itself."""
    return " ".join(part for part in (css, f"{css}--error" if css and wrong else "", own) if part)


def _choices(field: forms.BoundField, classes: str) -> list[tuple[SafeString, str, str]]:
    """Every radio button or check box: drawn, its id, its label."""
    drawn = []
    for choice in field.subwidgets:
        choice.data["attrs"]["class"] = classes
        drawn.append((choice.tag(), choice.id_for_label, str(choice.choice_label)))
    return drawn
