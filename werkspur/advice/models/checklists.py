"""Checklists as versioned data: a released version never changes, old visits keep theirs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class Checklist(models.Model):
    """A list for one purpose: on site, or for the company to fill in beforehand."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("Vor-Ort-Besuch")
        SELF_CHECK = "self_check", _("Selbstcheck")

    slug = models.SlugField(_("Kürzel"), unique=True)
    name = models.CharField(_("Name"), max_length=160)
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = _("Checkliste")
        verbose_name_plural = _("Checklisten")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ChecklistVersion(Timed):
    """What a list asks from its release on. `note`: what changed, and what older answers do not carry over.

    approved  an adviser of the police released it; the first versions come with the house and nobody has yet
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        RELEASED = "released", _("freigegeben")
        RETIRED = "retired", _("abgelöst")

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="versions", verbose_name=_("Checkliste"))
    number = models.PositiveSmallIntegerField(_("Fassung"))
    state = models.CharField(_("Stand"), max_length=8, choices=State.choices, default=State.DRAFT)
    note = models.TextField(_("Was neu ist"), blank=True)
    released_at = models.DateTimeField(_("freigegeben am"), null=True, blank=True)
    approved = models.BooleanField(_("von der Polizei freigegeben"), default=False)
    released_by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("Fassung einer Checkliste")
        verbose_name_plural = _("Fassungen von Checklisten")
        ordering = ("checklist", "-number")
        constraints = [
            models.UniqueConstraint(fields=["checklist", "number"], name="advice_version_once"),
            models.UniqueConstraint(
                fields=["checklist"], condition=Q(state="released"), name="advice_version_one_released"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checklist} {self.number}"


class Category(models.Model):
    """A part of a list. `share` of 100 of the whole score."""

    version = models.ForeignKey(ChecklistVersion, models.CASCADE, related_name="categories")
    key = models.CharField(_("Kürzel"), max_length=4)
    name = models.CharField(_("Name"), max_length=120)
    share = models.PositiveSmallIntegerField(_("Anteil"))
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    class Meta:
        verbose_name = _("Bereich")
        verbose_name_plural = _("Bereiche")
        ordering = ("order", "key")
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="advice_category_once")]

    def __str__(self) -> str:
        return self.name


class ChecklistItem(models.Model):
    """One question (`rules.scoring.Item`).

    profiles  letters of the sites it applies to: B office, W workshop, L shop, H hall, S building site, F vehicles
    norms     named, never quoted
    advice    what to do when it is missing, for the protocol
    asks_when key of an item and the highest answer at which this one is asked; '' always
    """

    class Kind(models.TextChoices):
        BUILT = "built", _("baulich")
        TECHNICAL = "technical", _("technisch")
        ORGANISED = "organised", _("organisatorisch")

    category = models.ForeignKey(Category, models.CASCADE, related_name="items", verbose_name=_("Bereich"))
    key = models.CharField(_("Kürzel"), max_length=6)
    question = models.CharField(_("Frage"), max_length=300)
    advice = models.CharField(_("Empfehlung"), max_length=300, blank=True)
    norms = models.JSONField(_("Normen"), default=list, blank=True)
    weight = models.PositiveSmallIntegerField(_("Gewicht"))
    knock_out = models.BooleanField(_("K.-o.-Punkt"), default=False)
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices)
    effort = models.PositiveSmallIntegerField(_("Aufwand"))
    profiles = models.CharField(_("für"), max_length=6)
    asks_when = models.CharField(_("nur wenn"), max_length=12, blank=True)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    class Meta:
        verbose_name = _("Prüfpunkt")
        verbose_name_plural = _("Prüfpunkte")
        ordering = ("order", "key")
        constraints = [
            models.UniqueConstraint(fields=["category", "key"], name="advice_item_once"),
            models.CheckConstraint(condition=Q(weight__range=(1, 5)), name="advice_item_weight"),
            models.CheckConstraint(condition=Q(effort__lte=3), name="advice_item_effort"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.question}"
