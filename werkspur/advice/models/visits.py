"""Visits and what follows. What was found is a burglar's map: every text and photo is encrypted for its company."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.advice.models.bookings import Booking, BookingState
from werkspur.base.models import Timed

#: bookings through which an adviser gets to see what a company handed over
MEETING = (BookingState.REQUESTED, BookingState.CONFIRMED, BookingState.DONE)


class CompanyKey(models.Model):
    """The key of one company's findings, itself encrypted with the house's key. Deleted: nothing can be read again."""

    company = models.OneToOneField("partners.Company", models.CASCADE, related_name="findings_key")
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.company_id)


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, person: Any) -> VisitQuerySet:
        """The company and the adviser who was there; chambers see numbers only, through `queries.statistics`."""
        if not person.is_authenticated:
            return self.none()
        shown = Q(company__in=person.company_ids)
        if person.has_role("police_advice"):
            shown |= Q(adviser__person=person)
        return self.filter(shown)


class Visit(Timed):
    """One walk round a company with a released checklist.

    profiles  letters, see ChecklistItem
    sealed    encrypted JSON: general notes, who was there, how people feel about safety
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("geplant")
        RUNNING = "running", _("läuft")
        FINISHED = "finished", _("abgeschlossen")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    booking = models.OneToOneField("advice.Booking", models.SET_NULL, null=True, blank=True, related_name="visit")
    company = models.ForeignKey("partners.Company", models.CASCADE, related_name="visits", verbose_name=_("Betrieb"))
    adviser = models.ForeignKey("advice.Adviser", models.PROTECT, related_name="visits", verbose_name=_("Berater"))
    version = models.ForeignKey("advice.ChecklistVersion", models.PROTECT, related_name="visits")
    before = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="later")
    profiles = models.CharField(_("Profil"), max_length=6)
    state = models.CharField(_("Stand"), max_length=8, choices=State.choices, default=State.PLANNED)
    started_at = models.DateTimeField(_("Beginn"), null=True, blank=True)
    finished_at = models.DateTimeField(_("abgeschlossen"), null=True, blank=True)
    sealed = models.BinaryField(default=bytes, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("Besuch")
        verbose_name_plural = _("Besuche")
        ordering = ("-started_at", "-id")

    def __str__(self) -> str:
        return str(self.uid)


class VisitAnswer(models.Model):
    """The answer to one item, as one device saw it. Two devices that differ are both kept until somebody decides.

    sealed       encrypted JSON: answer (0–3, nz, ng), note
    version      grows with each change; what a device sends names the version it changed
    conflicting  not the one that holds
    settled      somebody has replaced it or decided against it; kept, so that sending it again changes nothing
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="answers")
    item = models.ForeignKey("advice.ChecklistItem", models.PROTECT, related_name="+")
    device = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    conflicting = models.BooleanField(default=False)
    settled = models.BooleanField(default=False)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "item"], condition=Q(conflicting=False), name="advice_answer_one_holds"
            ),
            models.UniqueConstraint(fields=["visit", "item", "device"], name="advice_answer_one_a_device"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.item_id}"


class VisitPhoto(models.Model):
    """An encrypted photo, re-encoded without place and time. sealed: what is drawn on it, and a caption."""

    uid = models.UUIDField(unique=True)  # given by the device: sending twice is harmless
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos")
    item = models.ForeignKey("advice.ChecklistItem", models.PROTECT, null=True, blank=True, related_name="+")
    file = models.FileField(upload_to="advice/photos")
    sealed = models.BinaryField(default=bytes, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return str(self.uid)


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, person: Any) -> RecommendationQuerySet:
        """The company and the adviser who was there."""
        if not person.is_authenticated:
            return self.none()
        shown = Q(visit__company__in=person.company_ids)
        if person.has_role("police_advice"):
            shown |= Q(visit__adviser__person=person)
        return self.filter(shown)

    def waiting(self) -> RecommendationQuerySet:
        """Those that the company still has to do something about."""
        return self.filter(state__in=[Recommendation.State.OPEN, Recommendation.State.ASKED_BACK])


class Recommendation(Timed):
    """A task of the company. rank and effort as `rules.scoring.recommendations` gave them at the end of the visit.

    CARRIED: a later visit found the same again, and its task goes on from here.
    """

    class State(models.TextChoices):
        OPEN = "open", _("offen")
        REPORTED = "reported", _("gemeldet, wird geprüft")
        ASKED_BACK = "asked_back", _("Rückfrage")
        ACCEPTED = "accepted", _("erledigt")
        DECLINED = "declined", _("wird nicht umgesetzt")
        CARRIED = "carried", _("weiter beim späteren Besuch")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="recommendations")
    item = models.ForeignKey("advice.ChecklistItem", models.PROTECT, null=True, blank=True, related_name="+")
    sealed = models.BinaryField()  # encrypted JSON: text, responsible
    first = models.BooleanField(_("zuerst"), default=False)
    rank = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    effort = models.PositiveSmallIntegerField(_("Aufwand"), default=0)
    due = models.DateField(_("bis"), null=True, blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.OPEN)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Empfehlung")
        verbose_name_plural = _("Empfehlungen")
        ordering = ("-first", "-rank", "id")
        constraints = [models.UniqueConstraint(fields=["visit", "item"], name="advice_recommendation_once")]

    def __str__(self) -> str:
        return str(self.uid)


class Proof(Timed):
    """A step of a task: what the company hands in, and what the adviser answers. Encrypted like the findings.

    sealed    encrypted JSON: step (services.proofs.Step), text, name and kind of the file
    """

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="proofs")
    file = models.FileField(upload_to="advice/proofs", blank=True)
    sealed = models.BinaryField(default=bytes, blank=True)
    by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    from_adviser = models.BooleanField(default=False)

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return str(self.recommendation_id)


class TaskLink(models.Model):
    """A link to the open tasks of one visit; only the digest is kept. `wrong` answers to its question end it."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    wrong = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.visit_id} {self.expires_at:%Y-%m-%d}"


class SelfCheckQuerySet(models.QuerySet["SelfCheck"]):
    def visible_to(self, person: Any) -> SelfCheckQuerySet:
        """The company, and the adviser whom it meets."""
        if not person.is_authenticated:
            return self.none()
        shown = Q(company__in=person.company_ids)
        if person.has_role("police_advice"):
            met = Booking.objects.filter(adviser__person=person, state__in=MEETING)
            shown |= Q(booking__in=met) | Q(booking=None, company__in=met.exclude(company=None).values("company"))
        return self.filter(shown)


class SelfCheck(Timed):
    """What a company answered before a visit and handed over: sealed JSON, answers: key → 0–3, nz."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey("advice.ChecklistVersion", models.PROTECT, related_name="self_checks")
    company = models.ForeignKey("partners.Company", models.CASCADE, null=True, blank=True, related_name="self_checks")
    booking = models.ForeignKey("advice.Booking", models.CASCADE, null=True, blank=True, related_name="self_checks")
    profiles = models.CharField(max_length=6)
    sealed = models.BinaryField(default=bytes, blank=True)

    objects = SelfCheckQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.uid)
