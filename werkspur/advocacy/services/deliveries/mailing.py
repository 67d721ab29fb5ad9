"""A letter as mail: the PDF and what is attached, and the answer goes to the chamber."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from werkspur.advocacy.documents.letter import file_name, office_of
from werkspur.advocacy.models import Delivery, Document
from werkspur.advocacy.queries import letters
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base import mail
from werkspur.base.templatetags.werkspur import file_size

#: what mail servers of authorities take; base64 makes a third more of it
MOST_BYTES = 15_000_000


def check_mail(delivery: Delivery) -> None:
    """Raise AdvocacyRefused when no mail can be written."""
    if not delivery.addressee.email:
        raise AdvocacyRefused("", _("Für diesen Adressaten ist keine E-Mail-Adresse bekannt."))
    total = sum(delivery.attachments.values_list("size", flat=True))
    if total > MOST_BYTES:
        sentence = _("Die Anlagen haben %(size)s, in eine E-Mail passen %(most)s. Wählen Sie die Post.")
        raise AdvocacyRefused("", sentence % {"size": file_size(total), "most": file_size(MOST_BYTES)})


def write_mail(delivery: Delivery, *, pdf: bytes, by: Any) -> None:
    """Put the mail into the outbox, in the caller's transaction. pdf: the letter; by: who sends it."""
    letter = mail.Enclosure(name=file_name(delivery), media_type="application/pdf", content=pdf)
    more = [
        mail.Enclosure(name=one.name or f"{one.title}.pdf", media_type=one.media_type, content=_read(one))
        for one in delivery.attachments.all()
    ]
    said = {"chamber": delivery.letterhead.name, "subject": delivery.subject}
    paragraphs = [_("%(chamber)s schreibt Ihnen: %(subject)s. Der Brief liegt als PDF bei.") % said]
    answer = reply_address(delivery, by=by)
    if answer:
        paragraphs.append(_("Ihre Antwort auf diese Nachricht geht an %(address)s.") % {"address": answer})
    mail.write(
        delivery.addressee.email, subject=delivery.subject, paragraphs=paragraphs,
        link=letters.public_path(delivery.demand.slug),
        label=_("Forderung lesen"), enclosures=[letter, *more], reply_to=answer,
    )  # fmt: skip


def reply_address(delivery: Delivery, *, by: Any) -> str:
    """Return where an answer goes: to the chamber's office, else to who sends, so that it never gets lost."""
    office = office_of(delivery)
    return (office.email if office else "") or str(getattr(by, "email", ""))


def _read(document: Document) -> bytes:
    with document.file.open("rb") as file:
        return bytes(file.read())
