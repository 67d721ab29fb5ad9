"""What an adviser types around a visit: kind of site and company, answers without a script, a remark afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkspur.advice.forms.selfcheck import PROFILES
from werkspur.advice.models import Category, ChecklistItem, Visit
from werkspur.advice.queries.visits import Answer, Findings, asked_categories
from werkspur.advice.rules import asking
from werkspur.advice.services.visits.finishing import MOST_ADDENDUM
from werkspur.advice.services.visits.received import MOST_NOTE, MOST_NOTES
from werkspur.partners.models import Company

#: the words of the answers, from fulfilled to not checked
WORDS = (
    ("3", _("Erfüllt")),
    ("2", _("Überwiegend")),
    ("1", _("Ansatzweise")),
    ("0", _("Fehlt")),
    ("nz", _("Trifft nicht zu")),
    ("ng", _("Nicht geprüft")),
)
SHORTEST = 3  # letters of a search for a company
FOUND_MOST = 20
NOTES = ("text", "present", "feeling")


class StartForm(forms.Form):
    """What kind of site it is; and for a booking made without an account, which company."""

    standort = forms.MultipleChoiceField(
        label=_("Was gehen Sie ab?"),
        help_text=_("Mehreres ist möglich. Danach richten sich die Prüfpunkte."),
        choices=PROFILES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Wählen Sie mindestens eines, damit die Prüfpunkte passen."),
            "invalid_choice": _("Diese Auswahl gibt es nicht. Wählen Sie noch einmal."),
        },
    )
    betrieb = forms.ModelChoiceField(
        label=_("Betrieb"),
        queryset=Company.objects.none(),
        to_field_name="uid",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Wählen Sie den Betrieb. Befunde werden für ihn verschlüsselt."),
            "invalid_choice": _("Diesen Betrieb gibt es nicht mehr. Suchen Sie noch einmal."),
        },
    )

    def __init__(self, *args: Any, companies: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if companies is None:
            del self.fields["betrieb"]
        else:
            field = self.fields["betrieb"]
            field.queryset = companies  # type: ignore[attr-defined]
            field.label_from_instance = lambda one: f"{one.name}, {one.postcode} {one.city}"  # type: ignore[attr-defined]

    @property
    def profiles(self) -> str:
        return asking.cleaned(self.cleaned_data["standort"])


class AddendumForm(forms.Form):
    """A remark after the end."""

    text = forms.CharField(
        label=_("Nachtrag"), max_length=MOST_ADDENDUM, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Er steht mit Datum unter den Befunden. Die Antworten bleiben, wie sie sind."),
    )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One item of the page: what holds, what was typed now, and the names of its fields."""

    item: ChecklistItem
    answer: Answer | None
    typed: Mapping[str, str]
    error: str = ""

    @property
    def choices(self) -> list[tuple[str, Any, bool]]:
        return [(value, word, value == self.typed["answer"]) for value, word in WORDS]

    @property
    def others(self) -> list[tuple[Any, Any]]:
        """What other devices say, with its word."""
        words = dict(WORDS)
        return [(one, words.get(str(one.answer), "")) for one in (self.answer.others if self.answer else ())]

    @property
    def version(self) -> int:
        return self.answer.version if self.answer else 0

    @property
    def fingerprint(self) -> str:
        """Of what was shown: whoever touched nothing sends it back unchanged."""
        return fingerprint(told(self.answer))


class WalkForm:
    """The whole list as one form. Only what somebody changed is sent on, so that nobody overwrites by saving."""

    def __init__(self, visit: Visit, opened: Findings, *, data: Any = None, errors: Any = None) -> None:
        self.visit, self.opened, self.data, self.errors = visit, opened, data, dict(errors or {})
        self.device = _device(data) if data is not None else str(uuid.uuid4())
        self.most_note, self.most_notes = MOST_NOTE, MOST_NOTES

    def categories(self) -> Iterator[tuple[Category, list[Line]]]:
        for category, items in asked_categories(self.visit, also=self.opened.answers):
            yield category, [self._line(item) for item in items]

    @property
    def notes(self) -> dict[str, str]:
        held = {name: str(self.opened.notes.get(name, "")) for name in NOTES}
        return held if self.data is None else {name: self.data.get(f"notes-{name}", held[name]) for name in NOTES}

    @property
    def notes_version(self) -> int:
        return int(self.opened.notes["version"])

    @property
    def notes_fingerprint(self) -> str:
        return fingerprint([str(self.opened.notes.get(name, "")) for name in NOTES])

    def batch(self) -> dict[str, Any]:
        """What was typed, as a device would send it."""
        data, now = self.data, timezone.now().isoformat()
        changes = []
        for key in data.getlist("item"):
            typed = [data.get(f"answer-{key}", ""), _lines(data.get(f"note-{key}", ""))]
            if fingerprint(typed) != data.get(f"was-{key}", ""):
                changes.append({"item": key, "answer": typed[0] or None, "note": typed[1],
                                "base": _number(data.get(f"base-{key}")), "changed_at": now})  # fmt: skip
        notes = [_lines(data.get(f"notes-{name}", "")) for name in NOTES]
        told_notes = None
        if fingerprint(notes) != data.get("was-notes", ""):
            base = _number(data.get("base-notes"))
            told_notes = dict(zip(NOTES, notes, strict=True)) | {"base": base, "changed_at": now}
        return {"device": self.device, "changes": changes, "notes": told_notes, "settle": self._settled()}

    def _settled(self) -> list[dict[str, Any]]:
        data = self.data
        return [
            {"item": key, "keep": data.get(f"keep-{key}"), "seen": data.get(f"seen-{key}", "")}
            for key in data.getlist("item") if data.get(f"keep-{key}")
        ]  # fmt: skip

    def _line(self, item: ChecklistItem) -> Line:
        answer = self.opened.answers.get(item.key)
        held = told(answer)
        typed = {"answer": held[0], "note": held[1]}
        if self.data is not None and item.key in self.errors:
            typed = {name: self.data.get(f"{name}-{item.key}", typed[name]) for name in typed}
        return Line(item, answer, typed, self.errors.get(item.key, ""))


def told(answer: Answer | None) -> list[str]:
    """Answer and note as the fields of the form hold them."""
    if answer is None:
        return ["", ""]
    return ["" if answer.answer is None else str(answer.answer), answer.note]


def fingerprint(texts: list[str]) -> str:
    return sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()[:16]


def _lines(text: str) -> str:
    """Browsers send line breaks as two characters."""
    return text.replace("\r\n", "\n")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0


def _device(data: Any) -> str:
    try:
        return str(uuid.UUID(data.get("device", "")))
    except ValueError:
        return str(uuid.uuid4())
