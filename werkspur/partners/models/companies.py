"""Companies, and how their chamber came to trust them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed
from werkspur.base.sorting import sort_key

if TYPE_CHECKING:
    from werkspur.partners.models.people import Person


class Trade(models.Model):
    """What a company does for a living."""

    slug = models.SlugField(_("Kürzel"), unique=True)
    name = models.CharField(_("Gewerk"), max_length=100)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    class Meta:
        verbose_name = _("Gewerk")
        verbose_name_plural = _("Gewerke")
        ordering = ("order", "name")

    def __str__(self) -> str:
        return gettext(self.name)  # those of initial_data.py are in the catalogue


class CompanyQuerySet(models.QuerySet["Company"]):
    def visible_to(self, person: Person) -> CompanyQuerySet:
        """Own companies; for chamber staff those of their chamber. Police see companies only through a look-up."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(Q(pk__in=person.company_ids) | Q(chamber__in=person.chamber_ids))

    def to_decide_by(self, person: Person) -> CompanyQuerySet:
        """Companies of the chambers `person` works for, without those that `person` belongs to."""
        return self.filter(chamber__in=person.chamber_ids).exclude(pk__in=person.company_ids)

    def waiting(self) -> CompanyQuerySet:
        return self.filter(state__in=[Company.State.PENDING, Company.State.ASKED])

    def open(self) -> CompanyQuerySet:
        return self.exclude(state=Company.State.CLOSED)


class Company(Timed):
    """A company that takes part."""

    class State(models.TextChoices):
        PENDING = "pending", _("wartet auf die Kammer")
        ASKED = "asked", _("Rückfrage offen")
        VERIFIED = "verified", _("bestätigt")
        REFUSED = "refused", _("abgelehnt")
        CLOSED = "closed", _("beendet")

    class LegalForm(models.TextChoices):
        SOLE = "sole", _("Einzelunternehmen")
        GBR = "gbr", _("GbR")
        OHG = "ohg", _("OHG")
        KG = "kg", _("KG")
        GMBH_CO_KG = "gmbh_co_kg", _("GmbH & Co. KG")
        UG = "ug", _("UG (haftungsbeschränkt)")
        GMBH = "gmbh", _("GmbH")
        AG = "ag", _("AG")
        EG = "eg", _("eG")
        OTHER = "other", _("andere")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("Kürzel"), max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=160)
    legal_form = models.CharField(_("Rechtsform"), max_length=12, choices=LegalForm.choices)
    chamber = models.ForeignKey("partners.Partner", models.PROTECT, related_name="companies", verbose_name=_("Kammer"))
    member_number = models.CharField(_("Mitgliedsnummer"), max_length=40, blank=True)
    trade = models.ForeignKey(Trade, models.PROTECT, related_name="companies", verbose_name=_("Gewerk"))
    street = models.CharField(_("Straße und Hausnummer"), max_length=160)
    postcode = models.CharField(_("PLZ"), max_length=10)
    city = models.CharField(_("Ort"), max_length=100)
    region = models.ForeignKey(
        "partners.Region", models.PROTECT, null=True, blank=True, related_name="companies", verbose_name=_("Gebiet")
    )
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    on_call_name = models.CharField(_("Bereitschaft: Name oder Aufgabe"), max_length=120, blank=True)
    on_call_phone = models.CharField(_("Bereitschaft: Telefon"), max_length=40, blank=True)
    on_call_hours = models.CharField(_("Erreichbar"), max_length=160, blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.PENDING)
    waiting_since = models.DateTimeField(_("wartet seit"), default=timezone.now, editable=False)
    verified_at = models.DateTimeField(_("bestätigt am"), null=True, blank=True)
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Betrieb")
        verbose_name_plural = _("Betriebe")
        ordering = ("sort_key", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="verified") | Q(verified_at__isnull=False),
                name="partners_company_verified_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: object) -> None:
        self.sort_key = sort_key(self.name)
        super().save(**kwargs)  # type: ignore[arg-type]

    @property
    def is_verified(self) -> bool:
        return self.state == self.State.VERIFIED


class Review(models.Model):
    """One step of the verification: what the chamber decided or asked, and what the company answered."""

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", _("bestätigt")
        REFUSED = "refused", _("abgelehnt")
        ASKED = "asked", _("nachgefragt")

    company = models.ForeignKey(Company, models.CASCADE, related_name="reviews", verbose_name=_("Betrieb"))
    decision = models.CharField(_("Entscheidung"), max_length=10, choices=Decision.choices)
    text = models.TextField(_("Begründung oder Frage"), blank=True)
    decided_by = models.ForeignKey(
        "partners.Person", models.SET_NULL, null=True, related_name="+", verbose_name=_("von")
    )
    decided_at = models.DateTimeField(_("am"), auto_now_add=True)
    answer = models.TextField(_("Antwort"), blank=True)
    answered_at = models.DateTimeField(_("beantwortet am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Prüfung")
        verbose_name_plural = _("Prüfungen")
        ordering = ("-decided_at", "-id")

    def __str__(self) -> str:
        return f"{self.company}: {self.get_decision_display()}"
