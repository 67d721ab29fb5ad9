"""The public check: how often, and what of it the police learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from werkspur.partners.models import Person


class PublicCheckDay(models.Model):
    """How often the public asked on one day; nothing about who asked, nothing about what was asked."""

    day = models.DateField(_("Tag"), unique=True)
    asked = models.PositiveIntegerField(_("geprüft"), default=0)
    hits = models.PositiveIntegerField(_("davon an die Polizei verwiesen"), default=0)

    class Meta:
        verbose_name = _("öffentliche Prüfungen eines Tages")
        verbose_name_plural = _("öffentliche Prüfungen")
        ordering = ("-day",)

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}: {self.asked}"


class CheckNoticeQuerySet(models.QuerySet["CheckNotice"]):
    def visible_to(self, person: Person) -> CheckNoticeQuerySet:
        """For tracers only: it tells that a stolen item turned up somewhere, not whose it is."""
        if not person.is_authenticated or not person.is_police:
            return self.none()
        return self.all()

    def told_to_owner(self) -> CheckNoticeQuerySet:
        """Nothing: who asked the public check about an item is for the police to find out."""
        return self.none()


class CheckNotice(models.Model):
    """The public asked for the number of an item that is reported stolen; one notice for each item and day."""

    item = models.ForeignKey(
        "registry.Item", models.CASCADE, related_name="check_notices", verbose_name=_("Gegenstand")
    )
    day = models.DateField(_("Tag"), db_index=True)
    times = models.PositiveIntegerField(_("wie oft"), default=1)
    at = models.DateTimeField(_("zuletzt"))

    objects = CheckNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Hinweis aus der öffentlichen Prüfung")
        verbose_name_plural = _("Hinweise aus der öffentlichen Prüfung")
        ordering = ("-at", "-id")
        constraints = [models.UniqueConstraint(fields=["item", "day"], name="tracing_notice_once_a_day")]

    def __str__(self) -> str:
        return f"{self.item}, {self.day:%d.%m.%Y}"
