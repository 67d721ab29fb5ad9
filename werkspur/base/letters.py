"""Letters whose texts staff may change: what comes with the house, what a text may and must say, and its preview.

An app holds its texts in a `Book`, by occasion. What staff wrote lies in a table of the app, and it hands it over as
subject and text; placeholders are words in braces (`base.filling`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.base import filling, mail


class LetterRefused(ValueError):
    """A text that no letter can be written with; `sentences` by field: subject, text."""

    def __init__(self, sentences: dict[str, list[str]]) -> None:
        super().__init__(" ".join(one for many in sentences.values() for one in many))
        self.sentences = sentences


@dataclass(frozen=True)
class Text:
    """A letter as the code knows it.

    occasion: for staff; page: the URL name that the link leads to; label: what the link does; optional: placeholders
    that this letter can do without.
    """

    occasion: Any
    subject: Any
    paragraphs: tuple[Any, ...]
    page: str = ""
    label: Any = ""
    optional: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs as they are edited, with an empty line between two."""
        return "\n\n".join(str(one) for one in self.paragraphs)

    @property
    def placeholders(self) -> list[str]:
        """What this letter has values for."""
        return filling.named(f"{self.text} {self.subject}")


@dataclass(frozen=True, kw_only=True)
class Book:
    """The letters of an app.

    placeholders: name → what it stands for, an example; optional: what every letter can do without.
    """

    texts: Mapping[str, Text]
    placeholders: Mapping[str, tuple[Any, Any]]
    optional: frozenset[str] = frozenset()

    def needed(self, text: Text) -> list[str]:
        """Return what a letter of this occasion must say, somewhere in its text."""
        return [name for name in filling.named(text.text) if name not in self.optional.union(text.optional)]

    def legend(self, text: Text) -> list[tuple[str, Any, Any, bool]]:
        """Return name, meaning, example and whether it must occur, of each placeholder."""
        needed = self.needed(text)
        return [(name, *self.placeholders[name], name in needed) for name in text.placeholders]

    def sample(self, text: Text) -> dict[str, str]:
        """Return values for the preview, of an appointment that does not exist."""
        return {name: str(self.placeholders[name][1]) for name in text.placeholders}

    def check(self, code: str, *, subject: str, text: str) -> None:
        """Refuse unknown placeholders, lone braces and a text that no longer says what it must.

        Raises:
            LetterRefused: with a sentence for each fault.
        """
        shipped = self.texts[code]
        allowed = shipped.placeholders
        faults = {
            "subject": filling.faults(subject, allowed=allowed),
            "text": filling.faults(text, allowed=allowed, needed=self.needed(shipped)),
        }
        sentences = {
            field: [self._told(one, allowed=allowed) for one in found] for field, found in faults.items() if found
        }
        if sentences:
            raise LetterRefused(sentences)

    def is_shipped(self, code: str, *, subject: str, text: str) -> bool:
        """Say whether this is the text that comes with the house, whatever its spaces."""
        shipped = self.texts[code]
        return (subject, _lines(text)) == (str(shipped.subject), _lines(shipped.text))

    def write(
        self, code: str, *, wording: tuple[str, str], to: str, values: Mapping[str, str], link: str = "",
        calendar: bytes = b"", thread: str = "",
    ) -> None:  # fmt: skip
        """Write one letter into the outbox, in the caller's transaction.

        Args:
            wording: subject and text, of staff or ours.
            link: the path that it leads to.
        """
        subject, text = wording
        mail.write(
            to, subject=filling.fill(subject, values), paragraphs=filling.paragraphs(text, values), link=link,
            label=str(self.texts[code].label) if link else "", calendar=calendar, thread=thread,
        )  # fmt: skip

    def preview(self, code: str, *, subject: str, text: str, path: str) -> dict[str, Any]:
        """Return what `base/letters/_preview.html` shows: a letter to somebody who does not exist.

        Args:
            path: of a page of the app, for the look of the link; it leads nowhere.
        """
        letter = self.texts[code]
        values, label = self.sample(letter), str(letter.label) if letter.page else ""
        parts, filled = filling.paragraphs(text, values), filling.fill(subject, values)
        address = urljoin(settings.SITE_ADDRESS, path) + "…" if label else ""
        as_text, _as_html = mail.composed(filled, parts, link=address, label=label)
        link = "#vorschau" if label else ""
        return {"preview_subject": filled, "paragraphs": parts, "as_text": as_text, "link": link, "label": label}

    def _told(self, fault: filling.Fault, *, allowed: list[str]) -> str:
        if fault.code == "missing":
            label = self.placeholders[fault.name][0]
            return _("Es fehlt {%(name)s} (%(label)s). Ohne diese Angabe hilft der Brief nicht.") % {
                "name": fault.name, "label": label,
            }  # fmt: skip
        if not allowed:
            return _("„%(found)s“ wird in diesem Brief nicht ersetzt. Er hat keine Platzhalter.") % {
                "found": fault.name,
            }  # fmt: skip
        known = ", ".join("{" + name + "}" for name in allowed)
        return _("„%(found)s“ gibt es in diesem Brief nicht. Möglich sind: %(known)s.") % {
            "found": fault.name, "known": known,
        }  # fmt: skip


class LetterForm(forms.Form):
    """Subject and text of one occasion. tidy: takes what is invisible out of a line."""

    subject = forms.CharField(label=gettext_lazy("Betreff"), max_length=160)
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("Eine leere Zeile trennt Absätze. Anrede, Link und Gruß kommen von selbst dazu."),
    )  # fmt: skip

    def __init__(self, *args: Any, book: Book, code: str, tidy: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book, self.code, self.tidy = book, code, tidy

    def clean_subject(self) -> str:
        return self.tidy(self.cleaned_data["subject"])

    def clean_text(self) -> str:
        return "\n".join(self.tidy(line) for line in self.cleaned_data["text"].splitlines()).strip()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for field in ("subject", "text"):
            if field in given and not given[field]:
                self.add_error(field, self.fields[field].error_messages["required"])
        if not self.errors:
            try:
                self.book.check(self.code, subject=given["subject"], text=given["text"])
            except LetterRefused as refused:
                for field, sentences in refused.sentences.items():
                    self.add_error(field, sentences)
        return given

    def typed(self) -> dict[str, str]:
        """Return subject and text as they stand in the form, for the preview."""
        return {name: str(self[name].value() or "")[:4000] for name in ("subject", "text")}

    def sentences(self) -> list[str]:
        """Return everything that keeps the text from being saved."""
        return [str(sentence) for errors in self.errors.values() for sentence in errors]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
