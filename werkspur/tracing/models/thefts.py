"""Theft reports of companies and the items they name."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed

if TYPE_CHECKING:
    from werkspur.partners.models import Person


class TheftReportQuerySet(models.QuerySet["TheftReport"]):
    def visible_to(self, person: Person) -> TheftReportQuerySet:
        if not person.is_authenticated:
            return self.none()
        return self.filter(company__in=person.company_ids)


class TheftReport(Timed):
    """A company tells that items were stolen. It does not replace the report to the police."""

    class State(models.TextChoices):
        OPEN = "open", _("gemeldet")
        WITHDRAWN = "withdrawn", _("zurückgezogen")
        CLOSED = "closed", _("erledigt")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    company = models.ForeignKey(
        "partners.Company", models.PROTECT, related_name="theft_reports", verbose_name=_("Betrieb")
    )
    reported_by = models.ForeignKey(
        "partners.Person", models.SET_NULL, null=True, related_name="+", verbose_name=_("von")
    )
    happened_from = models.DateTimeField(_("frühestens"))
    happened_to = models.DateTimeField(_("spätestens"))
    place = models.CharField(_("Tatort"), max_length=200)
    circumstances = models.TextField(_("Was geschehen ist"), blank=True)
    police_reference = models.CharField(_("Aktenzeichen der Polizei"), max_length=80, blank=True)
    police_station = models.CharField(_("Dienststelle"), max_length=160, blank=True)
    insurer = models.CharField(_("Versicherung und Vertragsnummer"), max_length=200, blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.OPEN)
    withdrawn_reason = models.CharField(_("Grund"), max_length=300, blank=True)

    objects = TheftReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Diebstahlmeldung")
        verbose_name_plural = _("Diebstahlmeldungen")
        ordering = ("-created_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_to__gte=models.F("happened_from")), name="tracing_theft_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {timezone.localtime(self.happened_to):%d.%m.%Y}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class StolenItem(models.Model):
    """One item of a theft report, and whether it came back."""

    class State(models.TextChoices):
        STOLEN = "stolen", _("gestohlen")
        FOUND = "found", _("wieder da")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    report = models.ForeignKey(TheftReport, models.CASCADE, related_name="stolen", verbose_name=_("Meldung"))
    item = models.ForeignKey("registry.Item", models.PROTECT, related_name="thefts", verbose_name=_("Gegenstand"))
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.STOLEN)
    state_before = models.CharField(max_length=12)  # the item's state before, for withdrawal
    ended_at = models.DateTimeField(_("beendet"), null=True, blank=True)

    class Meta:
        verbose_name = _("gestohlener Gegenstand")
        verbose_name_plural = _("gestohlene Gegenstände")
        constraints = [
            models.UniqueConstraint(fields=["report", "item"], name="tracing_stolen_once"),
            models.UniqueConstraint(fields=["item"], condition=Q(state="stolen"), name="tracing_stolen_one_open"),
        ]

    def __str__(self) -> str:
        return str(self.item)
