"""Who bears the partnership, and where: partners, offices, contacts, regions, agreements. All with validity."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ValidQuerySet(models.QuerySet[Any]):
    def valid_on(self, day: date) -> ValidQuerySet:
        """Rows valid on `day`; an open end counts as valid."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class Valid(models.Model):
    """A row with validity, both days included; empty = open."""

    valid_from = models.DateField(_("gültig ab"), null=True, blank=True)
    valid_to = models.DateField(_("gültig bis"), null=True, blank=True)

    objects = ValidQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_valid_in_order",
            )
        ]


class Region(Valid):
    """An area by official key (AGS); PD Leipzig is a directorate made of three districts."""

    class Level(models.TextChoices):
        STATE = "state", _("Land")
        DIRECTORATE = "directorate", _("Polizeidirektion")
        DISTRICT = "district", _("Kreis")
        MUNICIPALITY = "municipality", _("Gemeinde")

    key = models.CharField(_("Schlüssel"), max_length=12)
    name = models.CharField(_("Name"), max_length=120)
    level = models.CharField(_("Ebene"), max_length=12, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("gehört zu")
    )
    parts = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="wholes", verbose_name=_("besteht aus")
    )

    class Meta(Valid.Meta):
        verbose_name = _("Gebiet")
        verbose_name_plural = _("Gebiete")
        ordering = ("key",)
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(fields=["key", "valid_from"], name="partners_region_key_once"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(valid_from__isnull=True), name="partners_region_key_once_open"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Partner(Valid):
    """A bearer of the partnership."""

    class Kind(models.TextChoices):
        INDUSTRY_CHAMBER = "industry_chamber", _("Industrie- und Handelskammer")
        CRAFTS_CHAMBER = "crafts_chamber", _("Handwerkskammer")
        POLICE = "police", _("Polizei")
        OTHER = "other", _("weiterer Partner")

    slug = models.SlugField(_("Kürzel"), unique=True)
    name = models.CharField(_("Name"), max_length=160)
    short_name = models.CharField(_("Kurzname"), max_length=60)
    kind = models.CharField(_("Art"), max_length=20, choices=Kind.choices)
    website = models.URLField(_("Website"), blank=True)
    regions = models.ManyToManyField(Region, blank=True, related_name="partners", verbose_name=_("zuständig für"))
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    class Meta(Valid.Meta):
        verbose_name = _("Partner")
        verbose_name_plural = _("Partner")
        ordering = ("order", "name")

    def __str__(self) -> str:
        return self.name

    @property
    def is_chamber(self) -> bool:
        return self.kind in {self.Kind.INDUSTRY_CHAMBER, self.Kind.CRAFTS_CHAMBER}


class Office(Valid):
    """A place where a partner can be met."""

    class Kind(models.TextChoices):
        HEAD = "head", _("Hauptsitz")
        REGIONAL = "regional", _("Regionalbüro")
        SERVICE = "service", _("Servicebüro")

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="offices", verbose_name=_("Partner"))
    name = models.CharField(_("Name"), max_length=160)
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices)
    street = models.CharField(_("Straße und Hausnummer"), max_length=160, blank=True)
    postcode = models.CharField(_("PLZ"), max_length=10, blank=True)
    city = models.CharField(_("Ort"), max_length=100)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="offices", verbose_name=_("Gebiet")
    )
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    opening_hours = models.TextField(_("Öffnungszeiten"), blank=True)
    to_be_verified = models.BooleanField(_("zu prüfen"), default=False)
    source = models.CharField(_("Quelle"), max_length=300, blank=True)

    class Meta(Valid.Meta):
        verbose_name = _("Standort")
        verbose_name_plural = _("Standorte")
        ordering = ("partner", "kind", "city")
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(fields=["partner", "name"], name="partners_office_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Contact(Valid):
    """Whom to ask about what: a role with its mailbox, never a person's name."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="contacts", verbose_name=_("Partner"))
    office = models.ForeignKey(
        Office, models.SET_NULL, null=True, blank=True, related_name="contacts", verbose_name=_("Standort")
    )
    role = models.CharField(_("Aufgabe"), max_length=160)
    topic = models.CharField(_("wofür"), max_length=300, blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    class Meta(Valid.Meta):
        verbose_name = _("Ansprechstelle")
        verbose_name_plural = _("Ansprechstellen")
        ordering = ("order", "id")

    def __str__(self) -> str:
        return f"{self.role}, {self.partner.short_name}"


class Agreement(Valid):
    """What the partners signed."""

    title = models.CharField(_("Titel"), max_length=200)
    signed_on = models.DateField(_("unterzeichnet am"))
    summary = models.TextField(_("Inhalt"), blank=True)
    partners = models.ManyToManyField(Partner, related_name="agreements", verbose_name=_("Partner"))
    source = models.CharField(_("Quelle"), max_length=300, blank=True)

    class Meta(Valid.Meta):
        verbose_name = _("Vereinbarung")
        verbose_name_plural = _("Vereinbarungen")
        ordering = ("-signed_on",)

    def __str__(self) -> str:
        return self.title
