"""Letters of events: texts that staff may edit for each kind, rules when they go out, mailings and who has had them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class Letter(Timed):
    """A text by its occasion, for one kind of event or for all; without a row the text of the code is used."""

    code = models.SlugField(_("Anlass"))
    kind = models.ForeignKey(
        "forums.EventKind", models.CASCADE, null=True, blank=True, related_name="letters", verbose_name=_("Art")
    )
    subject = models.CharField(_("Betreff"), max_length=160)
    text = models.TextField(_("Text"))
    by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("Brieftext")
        verbose_name_plural = _("Brieftexte")
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=["code", "kind"], name="forums_letter_once_per_kind"),
            models.UniqueConstraint(fields=["code"], condition=Q(kind=None), name="forums_letter_once_for_all"),
        ]

    def __str__(self) -> str:
        return self.code


class MailingRule(models.Model):
    """A letter to all who are registered, some hours before (negative) or after an event, on the clock on the wall.

    needs: what must be there before it goes out, '' nothing, "materials" something to hand over.
    """

    code = models.SlugField(_("Kürzel"), unique=True)
    kind = models.ForeignKey("forums.EventKind", models.CASCADE, null=True, blank=True, verbose_name=_("Art"))
    letter = models.SlugField(_("Brieftext"))
    hours = models.IntegerField(_("Stunden"))
    needs = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)

    class Meta:
        verbose_name = _("Erinnerungsregel")
        verbose_name_plural = _("Erinnerungsregeln")
        ordering = ("hours",)

    def __str__(self) -> str:
        return self.code


class Mailing(Timed):
    """One letter to everybody of one event: by a rule, or because something changed.

    key     what caused it, once per event: the rule's code, "changed-3", "cancelled", "answers-…"
    values  words of the letter that the event itself does not hold (what changed, why)
    failed  the last error, in words; it is tried again until it is too late
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("geplant")
        SENT = "sent", _("gesendet")
        FAILED = "failed", _("fehlgeschlagen")
        MISSED = "missed", _("verpasst")
        DROPPED = "dropped", _("entfällt")

    event = models.ForeignKey("forums.Event", models.CASCADE, related_name="mailings")
    rule = models.ForeignKey(MailingRule, models.SET_NULL, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=80)
    letter = models.SlugField()
    values = models.JSONField(default=dict)
    due_at = models.DateTimeField(_("fällig"))
    state = models.CharField(_("Stand"), max_length=8, choices=State.choices, default=State.PLANNED)
    failed = models.CharField(_("Fehler"), max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Rundbrief")
        verbose_name_plural = _("Rundbriefe")
        ordering = ("due_at", "id")
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="forums_mailing_once")]
        indexes = [models.Index(fields=["state", "due_at"], name="forums_mailing_due")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.key}"


class MailingReceipt(models.Model):
    """A mailing was written to this registration, in the same transaction: so it is never written twice."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="receipts")
    registration = models.ForeignKey("forums.Registration", models.CASCADE, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailing", "registration"], name="forums_receipt_once")]

    def __str__(self) -> str:
        return f"{self.mailing_id} {self.registration_id}"
