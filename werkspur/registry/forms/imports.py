"""Forms of the import: the file, the columns, one row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.marks.clean import clean, display
from werkspur.marks.judge import judge
from werkspur.registry.models import ImportSession
from werkspur.registry.queries.imports import sentence
from werkspur.registry.queries.imports.labels import LABELS
from werkspur.registry.queries.imports.review import Line
from werkspur.registry.tables.columns import FIELDS


class TableForm(forms.Form):
    """The table to be read. What it is decides its content, not its name."""

    file = forms.FileField(
        label=gettext_lazy("Tabelle"),
        help_text=gettext_lazy("XLSX, XLS, ODS oder CSV, höchstens 100 MB. Spalten und Zeilen prüfen Sie danach."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.xlsb,.ods,.csv,.txt,.tsv,.json"}),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = sentence("missing", {})
        if too_large:
            missing = sentence("too_large", {"limit": settings.UPLOAD_LIMIT // 1024 // 1024})
        self.fields["file"].error_messages["required"] = missing


class ColumnsForm(forms.Form):
    """One choice per column, and what happens to columns nobody needs."""

    def __init__(self, data: QueryDict | None = None, *, session: ImportSession) -> None:
        super().__init__(data)
        choices = [(field, _(LABELS[field])) for field in FIELDS]
        for index, column in enumerate(session.columns):
            self.fields[f"column-{index}"] = forms.ChoiceField(
                label=column["name"], choices=choices, initial=session.mapping.get(str(index), "note")
            )
        self.fields["keep_unknown"] = forms.BooleanField(required=False, initial=session.keep_unknown)

    def rows(self, session: ImportSession) -> list[tuple[forms.BoundField, dict[str, Any]]]:
        """Field and column, side by side."""
        return [(self[f"column-{index}"], column) for index, column in enumerate(session.columns)]

    @property
    def mapping(self) -> dict[str, str]:
        return {
            name.removeprefix("column-"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("column-")
        }


class RowForm:
    """What was typed or pressed at one row: `action` and, by column, the texts."""

    def __init__(self, data: QueryDict, *, line: Line) -> None:
        self.action = data.get("action", "")
        self.line = line
        self.texts = {
            field.column: display(str(data[f"cell-{field.column}"])[:1000])
            for field in line.fields
            if f"cell-{field.column}" in data
        }
        self.seen = {field.column: data.get(f"seen-{field.column}", "") for field in line.fields}

    def remark(self, session: ImportSession) -> str:
        """What speaks against a typed text; '' when it may be taken. The same text sent twice is meant so."""
        for column, text in self.texts.items():
            target = session.mapping.get(str(column), "")
            if not text:
                return _("Hier steht noch nichts.")
            if not target.startswith("mark:") or self.seen.get(column) == text:
                continue
            if not clean(text).strip("?*"):
                return _("Hier steht noch nichts Lesbares. Tippen Sie die Nummer ab.")
            kind = target[5:] if target != "mark:auto" else None
            warned = [one for one in judge(text, kind, self.line.row.values.get("make")) if one.severity == "warn"]
            if warned:
                return str(_(warned[0].said.template) % dict(warned[0].said.params))
        return ""
