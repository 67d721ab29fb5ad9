"""Kinds of event with their steps, and the places where they are held: all of it data that staff can extend."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.Model):
    """Security forum, network meeting, talk, marking day, online …

    text        what such an event is, shown where nothing more is said
    audience    for whom it usually is; a new event begins with it
    online      a new event of this kind begins as one on the net
    """

    slug = models.SlugField(_("Kürzel"), unique=True)
    name = models.CharField(_("Bezeichnung"), max_length=80)
    plural = models.CharField(_("Mehrzahl"), max_length=80)
    text = models.TextField(_("Beschreibung"), blank=True)
    audience = models.CharField(_("für wen"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(_("übliche Dauer in Minuten"), default=120)
    seats = models.PositiveIntegerField(_("übliche Plätze"), null=True, blank=True)
    online = models.BooleanField(_("online"), default=False)
    is_active = models.BooleanField(_("wird angeboten"), default=True)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    class Meta:
        verbose_name = _("Art der Veranstaltung")
        verbose_name_plural = _("Arten von Veranstaltungen")
        ordering = ("order", "name")

    def __str__(self) -> str:
        return self.name


class KindStep(models.Model):
    """What has to be done for every event of a kind. days: before its day when negative, after it when positive."""

    kind = models.ForeignKey(EventKind, models.CASCADE, related_name="steps", verbose_name=_("Art"))
    title = models.CharField(_("Aufgabe"), max_length=160)
    days = models.SmallIntegerField(_("Tage vor (−) oder nach dem Tag"))

    class Meta:
        verbose_name = _("Schritt")
        verbose_name_plural = _("Schritte")
        ordering = ("days", "id")
        constraints = [models.UniqueConstraint(fields=["kind", "title"], name="forums_step_once")]

    def __str__(self) -> str:
        return self.title


class Venue(models.Model):
    """A house where events are held: the way there, and what people with disabilities find."""

    name = models.CharField(_("Name"), max_length=160, unique=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=160, blank=True)
    postcode = models.CharField(_("PLZ"), max_length=10, blank=True)
    city = models.CharField(_("Ort"), max_length=100)
    region = models.ForeignKey(
        "partners.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Gebiet")
    )
    partner = models.ForeignKey(
        "partners.Partner", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Haus von")
    )
    directions = models.TextField(_("Anfahrt"), blank=True)
    accessibility = models.TextField(_("Barrierefreiheit"), blank=True)
    is_active = models.BooleanField(_("wird genutzt"), default=True)

    class Meta:
        verbose_name = _("Ort")
        verbose_name_plural = _("Orte")
        ordering = ("city", "name")

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Return 'Name, Straße 1, 04109 Leipzig'."""
        town = f"{self.postcode} {self.city}".strip()
        return ", ".join(part for part in (self.name, self.street, town) if part)


class Room(models.Model):
    """A room of a venue. seats None: not counted."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="rooms", verbose_name=_("Ort"))
    name = models.CharField(_("Raum"), max_length=80)
    seats = models.PositiveIntegerField(_("Plätze"), null=True, blank=True)
    accessibility = models.CharField(_("Barrierefreiheit"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Raum")
        verbose_name_plural = _("Räume")
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["venue", "name"], name="forums_room_once")]

    def __str__(self) -> str:
        return self.name
