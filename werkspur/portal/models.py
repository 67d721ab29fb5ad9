"""Keys with which programs read and ask in somebody's name."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed

if TYPE_CHECKING:
    from werkspur.partners.models import Person


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def visible_to(self, person: Person) -> ApiKeyQuerySet:
        """Only one's own."""
        return self.filter(person=person) if person.is_authenticated else self.none()

    def valid(self) -> ApiKeyQuerySet:
        return self.filter(withdrawn_at=None, expires_at__gt=timezone.now(), person__is_active=True)


class ApiKey(Timed):
    """One key of one person; only a hash of it is stored, and its first characters to recognise it by."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("partners.Person", models.CASCADE, related_name="api_keys", verbose_name=_("Person"))
    company = models.ForeignKey(
        "partners.Company", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("für den Betrieb")
    )
    name = models.CharField(_("Wofür"), max_length=80)
    start = models.CharField(_("Anfang"), max_length=12)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)  # SHA-256; the key itself has 256 bits
    expires_at = models.DateTimeField(_("gültig bis"))
    last_used_on = models.DateField(_("zuletzt benutzt"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("zurückgezogen"), null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zugriffsschlüssel")
        verbose_name_plural = _("Zugriffsschlüssel")
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return self.name

    @property
    def is_valid(self) -> bool:
        return self.withdrawn_at is None and self.expires_at > timezone.now()
