"""Letters in the words of staff: checked before they are kept, and always one step away from the text we ship."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advice.models import Letter
from werkspur.advice.services.letter_texts import PLACEHOLDERS, TEXTS
from werkspur.base import filling
from werkspur.journal.services import record
from werkspur.partners.models import Person


class LetterRefused(ValueError):
    """A text that no letter can be written with; `sentences` by field: subject, text."""

    def __init__(self, sentences: dict[str, list[str]]) -> None:
        super().__init__(" ".join(one for many in sentences.values() for one in many))
        self.sentences = sentences


def check_letter(code: str, *, subject: str, text: str) -> None:
    """Refuse unknown placeholders, lone braces and a text that no longer says what it must. Raises LetterRefused."""
    shipped = TEXTS[code]
    allowed = shipped.placeholders
    faults = {
        "subject": filling.faults(subject, allowed=allowed),
        "text": filling.faults(text, allowed=allowed, needed=shipped.needed),
    }
    sentences = {field: [_told(one, allowed=allowed) for one in found] for field, found in faults.items() if found}
    if sentences:
        raise LetterRefused(sentences)


def save_letter(code: str, *, subject: str, text: str, by: Person) -> None:
    """Keep a letter in the words of staff; with our own words it is ours again. Raises LetterRefused."""
    check_letter(code, subject=subject, text=text)
    shipped = TEXTS[code]
    if (subject, _lines(text)) == (str(shipped.subject), _lines(shipped.text)):
        reset_letter(code, by=by)
        return
    with transaction.atomic():
        values = {"subject": subject, "text": text, "by": by}
        letter, _made = Letter.objects.update_or_create(code=code, defaults=values)
        record("advice.letter_changed", by=by, object=letter, details={"code": code})


def reset_letter(code: str, *, by: Person) -> None:
    """Go back to the text that comes with Werkspur. A second click changes nothing."""
    with transaction.atomic():
        for letter in Letter.objects.select_for_update().filter(code=code):
            record("advice.letter_reset", by=by, object=letter, details={"code": code})
            letter.delete()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _told(fault: filling.Fault, *, allowed: list[str]) -> str:
    if fault.code == "missing":
        label = PLACEHOLDERS[fault.name][0]
        return _("Es fehlt {%(name)s} (%(label)s). Ohne diese Angabe hilft der Brief nicht.") % {
            "name": fault.name, "label": label,
        }  # fmt: skip
    if not allowed:
        return _("„%(found)s“ wird in diesem Brief nicht ersetzt. Er hat keine Platzhalter.") % {"found": fault.name}
    known = ", ".join("{" + name + "}" for name in allowed)
    return _("„%(found)s“ gibt es in diesem Brief nicht. Möglich sind: %(known)s.") % {
        "found": fault.name, "known": known,
    }  # fmt: skip
