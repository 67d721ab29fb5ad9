"""What a company owns: items, where they usually are, and kits of things that travel together."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed
from werkspur.base.sorting import sort_key

if TYPE_CHECKING:
    from werkspur.partners.models import Person


class Category(models.Model):
    """What kind of thing an item is; data, so that kinds can be added."""

    slug = models.SlugField(_("Kürzel"), unique=True)
    name = models.CharField(_("Art"), max_length=80)
    icon = models.CharField(_("Zeichen"), max_length=30, default="schild")
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    class Meta:
        verbose_name = _("Art")
        verbose_name_plural = _("Arten")
        ordering = ("order", "name")

    def __str__(self) -> str:
        return gettext(self.name)  # those of initial_data.py are in the catalogue


class OwnedQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person) -> OwnedQuerySet:
        """What belongs to one's own companies."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(company__in=person.company_ids)


class Place(models.Model):
    """Where items usually are: a site, a van, a store."""

    class Kind(models.TextChoices):
        STORE = "store", _("Lager oder Werkstatt")
        VAN = "van", _("Fahrzeug")
        SITE = "site", _("Baustelle")
        OTHER = "other", _("anderer Ort")

    company = models.ForeignKey("partners.Company", models.CASCADE, related_name="places", verbose_name=_("Betrieb"))
    name = models.CharField(_("Name"), max_length=100)
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    sort_key = models.CharField(max_length=200, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Standort")
        verbose_name_plural = _("Standorte")
        ordering = ("sort_key", "id")
        constraints = [models.UniqueConstraint(fields=["company", "name"], name="registry_place_name_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: object) -> None:
        self.sort_key = sort_key(self.name)
        super().save(**kwargs)  # type: ignore[arg-type]


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, person: Person) -> ItemQuerySet:
        """Only what one's own companies own. Police find single items through a look-up, nobody browses."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(company__in=person.company_ids)

    def active(self) -> ItemQuerySet:
        """Not given away for good."""
        return self.exclude(state__in=[Item.State.DISPOSED, Item.State.HANDED_OVER])


class Item(Timed):
    """One tool or machine of a company."""

    class State(models.TextChoices):
        IN_USE = "in_use", _("Im Betrieb")
        MISSING = "missing", _("Vermisst")
        STOLEN = "stolen", _("Gestohlen gemeldet")
        FOUND = "found", _("Gefunden")
        RETURNED = "returned", _("Wieder da")
        DISPOSED = "disposed", _("Ausgemustert")
        HANDED_OVER = "handed_over", _("Abgegeben")

    class Trust(models.TextChoices):
        DECLARED = "declared", _("Selbst angegeben")
        DOCUMENTED = "documented", _("Durch Foto oder Rechnung belegt")
        VERIFIED = "verified", _("Von Kammer oder Polizei geprüft")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    company = models.ForeignKey("partners.Company", models.PROTECT, related_name="items", verbose_name=_("Betrieb"))
    reference = models.CharField(_("Inventarnummer"), max_length=80, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="items", verbose_name=_("Art"))
    name = models.CharField(_("Bezeichnung"), max_length=160)
    make = models.CharField(_("Hersteller"), max_length=80, blank=True)
    model = models.CharField(_("Typ"), max_length=120, blank=True)
    description = models.TextField(_("Beschreibung"), blank=True)
    colour = models.CharField(_("Farbe"), max_length=60, blank=True)
    features = models.CharField(_("Besondere Merkmale"), max_length=300, blank=True)
    acquired_on = models.DateField(_("gekauft am"), null=True, blank=True)
    price_cents = models.PositiveBigIntegerField(_("Kaufpreis in Cent"), null=True, blank=True)
    value_cents = models.PositiveBigIntegerField(_("Zeitwert in Cent"), null=True, blank=True)
    currency = models.CharField(_("Währung"), max_length=3, default="EUR")
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="items", verbose_name=_("Standort")
    )
    state = models.CharField(_("Stand"), max_length=12, choices=State.choices, default=State.IN_USE)
    state_since = models.DateTimeField(_("seit"), null=True, blank=True)
    trust = models.CharField(_("Vertrauensstufe"), max_length=12, choices=Trust.choices, default=Trust.DECLARED)
    imported_by = models.ForeignKey(
        "registry.ImportSession", models.SET_NULL, null=True, blank=True, related_name="items", editable=False
    )
    sort_key = models.CharField(max_length=200, editable=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gegenstand")
        verbose_name_plural = _("Gegenstände")
        ordering = ("sort_key", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "reference"], condition=~Q(reference=""), name="registry_item_reference_once"
            ),
        ]
        indexes = [
            models.Index(fields=["company", "sort_key"], name="registry_item_sorted"),
            models.Index(fields=["company", "-updated_at"], name="registry_item_recent"),
            models.Index(fields=["company", "state"], name="registry_item_state"),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, self.make, self.model) if part)

    def save(self, **kwargs: object) -> None:
        self.sort_key = sort_key(str(self))
        super().save(**kwargs)  # type: ignore[arg-type]

    @property
    def make_and_model(self) -> str:
        return " ".join(part for part in (self.make, self.model) if part)


class Kit(Timed):
    """Things that travel together, so that "what was in van 07" has an answer."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    company = models.ForeignKey("partners.Company", models.CASCADE, related_name="kits", verbose_name=_("Betrieb"))
    name = models.CharField(_("Name"), max_length=100)
    note = models.CharField(_("Bemerkung"), max_length=300, blank=True)
    items = models.ManyToManyField(Item, blank=True, related_name="kits", verbose_name=_("Gegenstände"))
    sort_key = models.CharField(max_length=200, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Satz")
        verbose_name_plural = _("Sätze")
        ordering = ("sort_key", "id")
        constraints = [models.UniqueConstraint(fields=["company", "name"], name="registry_kit_name_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: object) -> None:
        self.sort_key = sort_key(self.name)
        super().save(**kwargs)  # type: ignore[arg-type]
