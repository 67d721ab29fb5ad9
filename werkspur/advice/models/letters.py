"""Letters around an appointment: texts that staff may edit, rules when they go out, and which have gone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed
from werkspur.base.reminders import span


class Letter(Timed):
    """A text by its occasion; without a row the text of the code is used (`services.letters.TEXTS`)."""

    code = models.SlugField(_("Anlass"), unique=True)
    subject = models.CharField(_("Betreff"), max_length=160)
    text = models.TextField(_("Text"))
    by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("Brieftext")
        verbose_name_plural = _("Brieftexte")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class ReminderRule(models.Model):
    """A letter goes out some hours before (negative) or after an appointment, counted on the clock on the wall."""

    code = models.SlugField(_("Kürzel"), unique=True)
    letter = models.SlugField(_("Brieftext"))
    hours = models.IntegerField(_("Stunden"))
    is_active = models.BooleanField(_("aktiv"), default=True)

    class Meta:
        verbose_name = _("Erinnerungsregel")
        verbose_name_plural = _("Erinnerungsregeln")
        ordering = ("hours",)

    def __str__(self) -> str:
        return self.code

    @property
    def span(self) -> str:
        """Return '24 Stunden vor dem Termin' or '14 Tage nach dem Termin'."""
        side = _("%(length)s vor dem Termin") if self.hours < 0 else _("%(length)s nach dem Termin")
        return str(side) % {"length": span(self.hours)}


class Reminder(models.Model):
    """One letter of one booking by one rule: claimed, written to the outbox, never twice; too late is MISSED."""

    class State(models.TextChoices):
        PLANNED = "planned", _("geplant")
        SENT = "sent", _("geschrieben")
        MISSED = "missed", _("verpasst")
        DROPPED = "dropped", _("entfällt")

    booking = models.ForeignKey("advice.Booking", models.CASCADE, related_name="reminders")
    rule = models.ForeignKey(ReminderRule, models.PROTECT, related_name="+")
    due_at = models.DateTimeField(_("fällig"))
    state = models.CharField(_("Stand"), max_length=8, choices=State.choices, default=State.PLANNED)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Erinnerung")
        verbose_name_plural = _("Erinnerungen")
        ordering = ("due_at",)
        constraints = [models.UniqueConstraint(fields=["booking", "rule"], name="advice_reminder_once")]
        indexes = [models.Index(fields=["state", "due_at"], name="advice_reminder_due")]

    def __str__(self) -> str:
        return f"{self.booking_id} {self.rule_id}"
