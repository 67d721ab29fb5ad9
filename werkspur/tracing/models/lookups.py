"""Police look-ups with their hits."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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

    def with_confirmed(self) -> LookupQuerySet:
        """Each with `confirmed`: whether one of its hits was said to be it."""
        hits = LookupHit.objects.filter(lookup=models.OuterRef("pk")).exclude(confirmed_at=None)
        return self.annotate(confirmed=models.Exists(hits))


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
    # The number of a list that was opened by this look-up.
    row = models.ForeignKey("tracing.MatchRow", models.SET_NULL, null=True, blank=True, related_name="lookups")

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
    """One item that a look-up showed. `contact_shown_at`: the second step; `confirmed_at`: it is this one."""

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
