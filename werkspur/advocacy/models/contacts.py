"""The log of contacts: who spoke with whom, what came of it, and when to come back to it."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, person: Any) -> ContactQuerySet:
        """Chambers read each other's notes; nobody else does."""
        return self if person.is_authenticated and person.has_role("chamber") else self.none()

    def kept_by(self, person: Any) -> ContactQuerySet:
        """Those of the own chamber."""
        if not person.is_authenticated:
            return self.none()
        own = {role.partner_id for role in person.current_roles if role.kind == "chamber"}
        return self.filter(partner__in=own)


class Contact(Timed):
    """One meeting, call, letter or mail. start: UTC; result: what came of it; follow_up: when to come back."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Gespräch")
        CALL = "call", _("Anruf")
        LETTER = "letter", _("Brief")
        MAIL = "mail", _("E-Mail")
        EVENT = "event", _("Veranstaltung")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey("partners.Partner", models.PROTECT, related_name="+", verbose_name=_("Kammer"))
    addressee = models.ForeignKey(
        "advocacy.Addressee", models.PROTECT, related_name="contacts", verbose_name=_("mit wem")
    )
    kind = models.CharField(_("Art"), max_length=7, choices=Kind.choices, default=Kind.MEETING)
    start = models.DateTimeField(_("wann"))
    place = models.CharField(_("Ort"), max_length=160, blank=True)
    subject = models.CharField(_("worum es ging"), max_length=200)
    result = models.TextField(_("Ergebnis"), blank=True, max_length=5000)
    demands = models.ManyToManyField("advocacy.Demand", blank=True, related_name="contacts", verbose_name=_("betrifft"))
    follow_up = models.DateField(_("Wiedervorlage"), null=True, blank=True)
    follow_up_text = models.CharField(_("was dann zu tun ist"), max_length=200, blank=True)
    done_on = models.DateField(_("erledigt am"), null=True, blank=True)
    responsible = models.ForeignKey(
        "partners.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("zuständig")
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kontakt")
        verbose_name_plural = _("Kontakte")
        ordering = ("-start", "-id")
        indexes = [models.Index(fields=["follow_up"], name="advocacy_contact_follow_up")]

    def __str__(self) -> str:
        return self.subject

    @property
    def journal_label(self) -> str:
        """Not the subject: somebody may be named in it, and the journal never forgets."""
        return f"{self.get_kind_display()}, {self.addressee}"


class ContactParticipant(models.Model):
    """Who was there, by role."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="participants")
    role = models.CharField(_("Funktion"), max_length=160)
    organisation = models.CharField(_("Einrichtung"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("Teilnehmende")
        verbose_name_plural = _("Teilnehmende")
        ordering = ("id",)

    def __str__(self) -> str:
        return ", ".join(part for part in (self.role, self.organisation) if part)
