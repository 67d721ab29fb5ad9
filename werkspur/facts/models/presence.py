"""Notes of the police: where there will be more presence, what was done, what came of it. Seen by the partners only."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed
from werkspur.partners.models import Role

if TYPE_CHECKING:
    from werkspur.partners.models import Person

READERS = (*Role.PARTNER, Role.Kind.DATA_PROTECTION)
WRITERS = (Role.Kind.POLICE_TRACING, Role.Kind.POLICE_ADVICE)


class PresenceNoteQuerySet(models.QuerySet["PresenceNote"]):
    def visible_to(self, person: Person) -> PresenceNoteQuerySet:
        """All of them, for partners and data protection; nobody else sees where the police will be."""
        return self if person.is_authenticated and person.has_role(*READERS) else self.none()

    def open(self) -> PresenceNoteQuerySet:
        return self.filter(state=PresenceNote.State.PLANNED)

    def overdue(self, today: date) -> PresenceNoteQuerySet:
        """Planned, and over: the result is missing."""
        return self.open().ended_before(today)

    def lasting(self, today: date) -> PresenceNoteQuerySet:
        """Planned, and not over yet, the next one first."""
        return self.open().filter(Q(until__gte=today) | Q(until__isnull=True, day__gte=today)).order_by("day", "id")

    def ended_before(self, day: date) -> PresenceNoteQuerySet:
        return self.filter(Q(until__lt=day) | Q(until__isnull=True, day__lt=day))

    def within(self, *, since: date | None, until: date | None) -> PresenceNoteQuerySet:
        """Those of which at least one day lies in the period."""
        found = self.filter(Q(until__gte=since) | Q(until__isnull=True, day__gte=since)) if since else self
        return found.filter(day__lte=until) if until else found


class PresenceNote(Timed):
    """More presence at a place, on a day or for a while. Never the address of a company."""

    class State(models.TextChoices):
        PLANNED = "planned", _("geplant")
        DONE = "done", _("erledigt")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey("partners.Region", models.PROTECT, related_name="+", verbose_name=_("Gebiet"))
    place = models.CharField(_("Ort"), max_length=200)
    day = models.DateField(_("ab"))
    until = models.DateField(_("bis"), null=True, blank=True)
    measure = models.TextField(_("Maßnahme"))
    reason = models.TextField(_("Anlass"), blank=True)
    hot_spot = models.DateField(_("Brennpunkt, Stand"), null=True, blank=True)  # first day of its newest quarter
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.PLANNED)
    result = models.TextField(_("Ergebnis"), blank=True)
    withdrawn_reason = models.CharField(_("Grund"), max_length=300, blank=True)
    by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, related_name="+", verbose_name=_("von"))

    objects = PresenceNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("Präsenzvermerk")
        verbose_name_plural = _("Präsenzvermerke")
        ordering = ("-day", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("day")), name="facts_presence_days_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""), name="facts_presence_withdrawn_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.measure[:40]}"

    @property
    def journal_label(self) -> str:
        """The journal keeps no free text."""
        return f"{self.region}, {self.day:%d.%m.%Y}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def ends(self) -> date:
        return self.until or self.day
