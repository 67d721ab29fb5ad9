"""Letters in the words of staff, for one kind of event or for all: checked before they are kept, one step from ours."""

from __future__ import annotations

from django.db import transaction

from werkspur.forums.models import EventKind, Letter
from werkspur.forums.services.letter_texts import BOOK
from werkspur.forums.services.letters import wording
from werkspur.journal.services import record
from werkspur.partners.models import Person


def save_letter(code: str, *, kind: EventKind | None, subject: str, text: str, by: Person) -> None:
    """Keep a letter in the words of staff; in those that hold without it, it is theirs no more.

    Raises:
        base.letters.LetterRefused: no letter can be written with it.
    """
    BOOK.check(code, subject=subject, text=text)
    if _is_usual(code, kind=kind, subject=subject, text=text):
        reset_letter(code, kind=kind, by=by)
        return
    with transaction.atomic():
        values = {"subject": subject, "text": text, "by": by}
        letter, _made = Letter.objects.update_or_create(code=code, kind=kind, defaults=values)
        record("forums.letter_changed", by=by, object=letter, details=_details(code, kind=kind))


def reset_letter(code: str, *, kind: EventKind | None, by: Person) -> None:
    """Go back to the text for all kinds, and of that to the one that comes with Werkspur. Twice changes nothing."""
    with transaction.atomic():
        for letter in Letter.objects.select_for_update().filter(code=code, kind=kind):
            letter.delete()
            record("forums.letter_reset", by=by, object=letter, details=_details(code, kind=kind))


def _is_usual(code: str, *, kind: EventKind | None, subject: str, text: str) -> bool:
    if kind is None:
        return BOOK.is_shipped(code, subject=subject, text=text)
    return wording(code, kind=None) == (subject, text)


def _details(code: str, *, kind: EventKind | None) -> dict[str, str]:
    return {"code": code} | ({"kind": kind.slug} if kind else {})
