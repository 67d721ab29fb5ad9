"""Police look-ups with their hits, theft reports of companies."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed
from werkspur.tracing import rules

if TYPE_CHECKING:
    from werkspur.partners.models import Person


class LookupQuerySet(models.QuerySet["Lookup"]):
    def visible_to(self, person: Person) -> LookupQuerySet:
        """One's own look-ups; the data-protection officer sees them in the journal."""
        if not person.is_authenticated or not person.is_police:
            return self.none()
        return self.filter(person=person)

    def containing(self, text: str) -> LookupQuerySet:
        """Those whose number, case number or purpose contains `text`."""
        fits = Q(text__icontains=text) | Q(case_number__icontains=text) | Q(purpose__icontains=text)
        return self.filter(fits | Q(words__icontains=text)) if text else self


class Lookup(models.Model):
    """One question of a police officer: what was read, for what purpose, in which case."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("partners.Person", models.PROTECT, related_name="lookups", verbose_name=_("von"))
    at = models.DateTimeField(_("Zeit"), auto_now_add=True, db_index=True)
    purpose = models.CharField(_("Zweck"), max_length=120)
    case_number = models.CharField(_("Aktenzeichen"), max_length=80)
    text = models.CharField(_("gelesen"), max_length=200, blank=True)
    words = models.CharField(_("Zeichen ohne Nummer"), max_length=200, blank=True)
    make = models.CharField(_("Hersteller"), max_length=80, blank=True)
    features = models.CharField(_("Merkmale"), max_length=200, blank=True)
    only_fitting = models.BooleanField(_("nur mit dieser Marke und diesen Merkmalen"), default=False)
    total = models.PositiveIntegerField(_("Treffer"), default=0)
    complete = models.BooleanField(_("vollständig"), default=True)
    # What the search in the background found when the first answer was not complete: task, then its result.
    further_run = models.CharField(max_length=40, blank=True)
    further = models.JSONField(null=True, blank=True)

    objects = LookupQuerySet.as_manager()

    class Meta:
        verbose_name = _("Abfrage")
        verbose_name_plural = _("Abfragen")
        ordering = ("-at", "-id")
        constraints = [
            models.CheckConstraint(condition=~Q(purpose="") & ~Q(case_number=""), name="tracing_lookup_has_a_purpose"),
        ]

    def __str__(self) -> str:
        return self.text or self.words


class LookupHitQuerySet(models.QuerySet["LookupHit"]):
    def told_to_owner(self, *, now: datetime | None = None) -> LookupHitQuerySet:
        """What the company may know of, as a number: no weak resemblance, and nothing of the last day."""
        before = (now or timezone.now()) - rules.COUNT_DELAY
        return self.filter(grade__gte=rules.COUNTED_GRADE, lookup__at__lt=before)


class LookupHit(models.Model):
    """One item that a look-up showed. `contact_shown_at`: the second step; `confirmed_at`: the officer says it is it."""

    lookup = models.ForeignKey(Lookup, models.CASCADE, related_name="hits", verbose_name=_("Abfrage"))
    item = models.ForeignKey("registry.Item", models.CASCADE, related_name="lookup_hits", verbose_name=_("Gegenstand"))
    rank = models.PositiveSmallIntegerField(_("Rang"))
    grade = models.PositiveSmallIntegerField(_("Güte"))  # 4 very likely … 1 weak
    contact_shown_at = models.DateTimeField(_("Kontakt gezeigt"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("bestätigt"), null=True, blank=True)

    objects = LookupHitQuerySet.as_manager()

    class Meta:
        verbose_name = _("Treffer")
        verbose_name_plural = _("Treffer")
        ordering = ("rank",)
        constraints = [models.UniqueConstraint(fields=["lookup", "item"], name="tracing_hit_once")]

    def __str__(self) -> str:
        return f"{self.lookup}: {self.item}"

    @property
    def calls(self) -> list[dict[str, str]]:
        """The company's telephone numbers, on-call first: as typed and as dialled."""
        company = self.item.company
        numbers = dict.fromkeys(number for number in (company.on_call_phone, company.phone) if number)
        return [{"number": number, "dialled": rules.dialled(number)} for number in numbers]


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
