"""What every app stands on: rows that know their times, and the mail outbox."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Timed(models.Model):
    """A row that knows when it was made and last changed (UTC)."""

    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(_("geändert"), auto_now=True, editable=False)

    class Meta:
        abstract = True


class Mail(models.Model):
    """One message in the outbox: written in the transaction that causes it, sent after commit, never twice.

    reply_to  where an answer goes, '' to the sender
    calendar  an iTIP message as iCalendar text, sent along
    thread    messages of one thread to one address go out in the order of their numbers
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("wartet")
        SENDING = "sending", _("wird gesendet")
        SENT = "sent", _("gesendet")
        FAILED = "failed", _("nicht zustellbar")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    to = models.EmailField(_("an"))
    sender = models.CharField(_("von"), max_length=200)
    reply_to = models.EmailField(_("Antwort an"), blank=True)
    subject = models.CharField(_("Betreff"), max_length=300)
    text = models.TextField(_("Text"))
    html = models.TextField(_("HTML"), blank=True)
    calendar = models.TextField(_("Kalenderdatei"), blank=True)
    thread = models.CharField(_("Faden"), max_length=160, blank=True, editable=False)
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    last_error = models.CharField(_("letzter Fehler"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("geschrieben"), auto_now_add=True)
    next_attempt_at = models.DateTimeField(_("nächster Versuch"), null=True, blank=True)
    sent_at = models.DateTimeField(_("gesendet"), null=True, blank=True)

    class Meta:
        verbose_name = _("Nachricht")
        verbose_name_plural = _("Nachrichten")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="base_mail_sent_has_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="base_mail_waiting"),
            models.Index(fields=["thread", "to"], condition=~Q(thread=""), name="base_mail_thread"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.to})"

    @property
    def calendar_label(self) -> str:
        """What its calendar file does; '' without one."""
        if not self.calendar:
            return ""
        takes_out = "\nMETHOD:CANCEL" in self.calendar
        return str(_("Kalenderdatei (Absage)") if takes_out else _("Kalenderdatei (Einladung)"))


class MailFile(models.Model):
    """A file that is sent along. It goes with its message; the nightly search for orphans deletes what lies there."""

    mail = models.ForeignKey(Mail, models.CASCADE, related_name="files", verbose_name=_("Nachricht"))
    name = models.CharField(_("Name"), max_length=160)
    media_type = models.CharField(max_length=100)
    file = models.FileField(_("Datei"), upload_to="mail/%Y/%m/")

    class Meta:
        verbose_name = _("Anlage")
        verbose_name_plural = _("Anlagen")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Installation(models.Model):
    """One row: what kind of house this database belongs to, so that demonstration data never runs in production."""

    mode = models.CharField(max_length=12)
    created_at = models.DateTimeField(auto_now_add=True)
    demo_loaded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="base_installation_single")]

    def __str__(self) -> str:
        return self.mode
