"""The mail outbox: what Django sends is written into the database, in the caller's transaction; the worker delivers."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from werkspur.base.models import Mail


class OutboxBackend(BaseEmailBackend):
    """Stores every message; one row for each recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [
            Mail(
                to=to,
                sender=message.from_email,
                subject=str(message.subject),
                text=str(message.body),
                html=_html(message),
            )
            for message in email_messages
            for to in message.recipients()
        ]
        Mail.objects.bulk_create(rows)
        return len(email_messages)


def _html(message: EmailMessage) -> str:
    return next((str(body) for body, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
