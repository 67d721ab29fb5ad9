"""Letters in the words of staff: checked before they are kept, and always one step away from the text we ship."""

from __future__ import annotations

from django.db import transaction

from werkspur.advice.models import Letter
from werkspur.advice.services.letter_texts import BOOK
from werkspur.journal.services import record
from werkspur.partners.models import Person


def save_letter(code: str, *, subject: str, text: str, by: Person) -> None:
    """Keep a letter in the words of staff; with our own words it is ours again. Raises base.letters.LetterRefused."""
    BOOK.check(code, subject=subject, text=text)
    if BOOK.is_shipped(code, subject=subject, text=text):
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
