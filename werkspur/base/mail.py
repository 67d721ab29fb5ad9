"""The mail outbox: what Django sends is written into the database, in the caller's transaction; the worker delivers.

A message is claimed in a transaction of its own before it goes out. When the house dies between sending and noting
it, nobody knows whether it arrived: such a message is marked as failed and not sent again.

Messages of one thread reach somebody in the order in which they were written, so that no cancellation overtakes the
invitation that it is for.
"""

from __future__ import annotations

import logging
import re
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.models import Mail, MailFile

log = logging.getLogger(__name__)
TIMEOUT = 20  # seconds to wait for the mail server
CLAIM = timedelta(hours=1)  # after this a message that is "being sent" counts as lost
# Minutes until the next try; after the last one the message has failed.
PAUSES = (1, 5, 15, 60, 240, 720, 1440)
LINK = re.compile(r"https?://\S+")
METHOD = re.compile(r"^METHOD:([A-Z]+)\s*$", re.MULTILINE)
CALENDAR = "text/calendar"


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """A file to be sent along."""

    name: str
    media_type: str
    content: bytes


class Letter(EmailMultiAlternatives):
    """A message that belongs to a thread, perhaps with files."""

    thread = ""
    enclosures: Sequence[Enclosure] = ()


class OutboxBackend(BaseEmailBackend):
    """Stores every message; one row for each recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        written = [(message, to) for message in email_messages for to in message.recipients()]
        rows = [
            Mail(
                to=to,
                sender=message.from_email,
                reply_to=next(iter(message.reply_to), ""),
                subject=" ".join(str(message.subject).split())[:300],
                text=str(message.body),
                html=_alternative(message, kind="text/html") or _paragraphs(message),
                calendar=_alternative(message, kind=CALENDAR),
                thread=getattr(message, "thread", ""),
            )
            for message, to in written
        ]
        Mail.objects.bulk_create(rows)
        for row, (message, _to) in zip(rows, written, strict=True):
            _enclose(row, getattr(message, "enclosures", ()))
        return len(email_messages)


def write(
    to: str, *, subject: str, paragraphs: Sequence[str], link: str = "", label: str = "", calendar: bytes = b"",
    thread: str = "", enclosures: Sequence[Enclosure] = (), reply_to: str = "",
) -> None:  # fmt: skip
    """Put one letter into the outbox, as text and HTML, in the caller's transaction.

    Args:
        paragraphs: plain text, one sentence or a few each.
        link: a path of this site ("/betrieb/") or a full address, shown as the one thing to do.
        label: what the link does.
        calendar: an iTIP message (RFC 5546): sent as an alternative, as RFC 6047 asks, and attached.
        thread: letters of one thread to one address go out in the order in which they were written.
        enclosures: files to be sent along; they are kept as files until the message is forgotten.
        reply_to: where an answer goes, '' to the house.
    """
    address = urljoin(settings.SITE_ADDRESS, link) if link else ""
    text, html = composed(subject, paragraphs, link=address, label=label)
    message = Letter(subject, text, settings.DEFAULT_FROM_EMAIL, [to], reply_to=[reply_to] if reply_to else None)
    message.attach_alternative(html, "text/html")
    if calendar:
        message.attach_alternative(calendar.decode(), CALENDAR)
    message.thread, message.enclosures = thread, enclosures
    message.send()


def composed(subject: str, paragraphs: Sequence[str], *, link: str = "", label: str = "") -> tuple[str, str]:
    """Return a letter as text and as HTML; `link` is a full address."""
    values = {"subject": subject, "paragraphs": paragraphs, "link": link, "label": label}
    return render_to_string("base/mail.txt", values).strip() + "\n", render_to_string("base/mail.html", values)


def _enclose(row: Mail, enclosures: Sequence[Enclosure]) -> None:
    for one in enclosures:
        kept = MailFile(mail=row, name=one.name, media_type=one.media_type)
        kept.file.save(one.name, ContentFile(one.content), save=True)


def withdraw(*threads: str) -> int:
    """Take back what still waits in these threads; answer how many. What is on its way or gone stays."""
    return Mail.objects.filter(thread__in=threads, state=Mail.State.QUEUED).update(state=Mail.State.WITHDRAWN)


def _alternative(message: EmailMessage, *, kind: str) -> str:
    return next((str(body) for body, found in getattr(message, "alternatives", []) if found == kind), "")


def _paragraphs(message: EmailMessage) -> str:
    """The text of a message without HTML of its own, as HTML."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", str(message.body)) if part.strip()]
    return render_to_string("base/mail.html", {"subject": message.subject, "paragraphs": paragraphs})


def deliver(limit: int = 50) -> int:
    """Send up to `limit` waiting messages; answer how many went out.

    The worker calls it every few seconds. Without a mail server (`WERKSPUR_SMTP_URL`) everything stays in the outbox.
    """
    if not settings.SMTP_URL:
        return 0
    give_up_lost()
    now = timezone.now()
    due = _next().filter(Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now))
    waiting = list(due.order_by("id").values_list("pk", flat=True)[:limit])
    return _send_all(waiting) if waiting else 0


def give_up_lost() -> int:
    """Mark messages whose sending broke off; answer how many."""
    lost = Mail.objects.filter(state=Mail.State.SENDING, next_attempt_at__lte=timezone.now())
    return lost.update(state=Mail.State.FAILED, last_error=_("Abgebrochen. Unklar, ob die Nachricht ankam."))


def forget(before: date) -> int:
    """Delete messages written before that day; answers how many."""
    return Mail.objects.filter(created_at__date__lt=before).exclude(state=Mail.State.SENDING).delete()[0]


def _send_all(waiting: list[int]) -> int:
    server, sent = connection(), 0
    try:
        for pk in waiting:
            if claim(pk):
                sent += _send(Mail.objects.get(pk=pk), server=server)
    finally:
        server.close()
    return sent


def claim(pk: int) -> bool:
    """Take one waiting message, unless an earlier one of its thread waits too; only one process ever gets it."""
    taken = (
        _next()
        .filter(pk=pk)
        .update(state=Mail.State.SENDING, attempts=F("attempts") + 1, next_attempt_at=timezone.now() + CLAIM)
    )
    return taken == 1


def _next() -> QuerySet[Mail]:
    """What waits, without what has to wait for an earlier message of the same thread to the same address."""
    pending = [Mail.State.QUEUED, Mail.State.SENDING]
    earlier = Mail.objects.filter(
        thread=OuterRef("thread"), to=OuterRef("to"), pk__lt=OuterRef("pk"), state__in=pending
    )
    return Mail.objects.filter(Q(thread="") | ~Exists(earlier), state=Mail.State.QUEUED)


def connection() -> EmailBackend:
    """The mail server of the settings: smtp:// with STARTTLS when a password is given, smtps:// with TLS."""
    parts = urlsplit(settings.SMTP_URL)
    secure = parts.scheme == "smtps"
    return EmailBackend(
        host=parts.hostname,
        port=parts.port or (465 if secure else 587),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=secure,
        use_tls=not secure and bool(parts.password),
        timeout=TIMEOUT,
    )


def _send(mail: Mail, *, server: EmailBackend) -> int:
    try:
        server.send_messages([_message(mail)])
    except (OSError, smtplib.SMTPException) as error:
        _failed(mail, error=error)
        return 0
    mail.state, mail.sent_at, mail.next_attempt_at, mail.last_error = Mail.State.SENT, timezone.now(), None, ""
    mail.save()
    return 1


def _message(mail: Mail) -> EmailMultiAlternatives:
    host = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip("> ")
    identity = f"<werkspur-{mail.pk}-{mail.created_at:%Y%m%d%H%M%S}@{host}>"
    headers = {"Message-ID": identity, "Auto-Submitted": "auto-generated"}
    reply_to = [mail.reply_to] if mail.reply_to else None
    message = EmailMultiAlternatives(
        mail.subject, mail.text, mail.sender, [mail.to], headers=headers, reply_to=reply_to
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        method = METHOD.search(mail.calendar)
        kind = f"{CALENDAR}; method={method[1]}" if method else CALENDAR
        message.attach_alternative(mail.calendar, kind)
        message.attach("termin.ics", mail.calendar.encode(), "application/ics")
    for one in mail.files.all():
        with one.file.open("rb") as file:
            message.attach(one.name, file.read(), one.media_type)
    return message


def _failed(mail: Mail, *, error: Exception) -> None:
    """Queue for a later try, or give up when the server refused for good (RFC 5321, replies 5yz) or tries ran out."""
    mail.last_error = f"{type(error).__name__}: {error}"[:300]
    if _is_final(error) or mail.attempts > len(PAUSES):
        mail.state, mail.next_attempt_at = Mail.State.FAILED, None
    else:
        mail.state = Mail.State.QUEUED
        mail.next_attempt_at = timezone.now() + timedelta(minutes=PAUSES[mail.attempts - 1])
    mail.save()
    log.warning("Mail %s not sent: %s", mail.pk, type(error).__name__)


def _is_final(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError | smtplib.SMTPSenderRefused) and error.smtp_code >= 500
