"""Deliveries: how a demand reached an addressee, when, and until when an answer is due."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.advocacy.models.demands import Demand
from werkspur.advocacy.rules.states import Status
from werkspur.base.models import Timed

#: nobody waits for an answer any more
ENDED = (Status.REFUSED, Status.DONE, Status.RESTING)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, person: Any) -> DeliveryQuerySet:
        """Those of the demands that staff may see."""
        from werkspur.advocacy.models.demands import STAFF

        if not (person.is_authenticated and person.has_role(*STAFF)):
            return self.none()
        return self.filter(demand__in=Demand.objects.visible_to(person))

    def waiting(self) -> DeliveryQuerySet:
        """Sent, with a deadline, not answered yet, and of a demand that still waits for an answer."""
        sent = self.filter(state=Delivery.State.SENT, due__isnull=False, settled_on__isnull=True)
        return sent.exclude(demand__status__in=ENDED)

    def overdue(self, *, today: date) -> DeliveryQuerySet:
        """Those whose last day has passed."""
        return self.waiting().filter(due__lt=today)


class Delivery(Timed):
    """One demand, in one version, to one addressee, by one way.

    day          when it was posted, sent, handed over or spoken; arrived: the day that begins the deadline
    due          last day for an answer by the rule of that moment, which `rule_name` and the period below keep
    settled_on   the day of the answer that ends the waiting; a mere receipt does not
    extensions   agreed later days, oldest first: {"due", "on" (both ISO), "reason"}; the last one is `due`
    ended_reason why it came back or was taken back
    document     the letter as it went out; letterhead: whose paper it is on
    public       the letter may be shown on the tracker: public_document, redacted where that is needed, else document
    """

    class Way(models.TextChoices):
        POST = "post", _("Post")
        FAX = "fax", _("Fax")
        MAIL = "mail", _("E-Mail")
        MEETING = "meeting", _("Gespräch")
        SESSION = "session", _("Sitzung")

    class State(models.TextChoices):
        DRAFT = "draft", _("in Vorbereitung")
        SENT = "sent", _("zugestellt")
        RETURNED = "returned", _("zurückgekommen")
        WITHDRAWN = "withdrawn", _("zurückgenommen")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    demand = models.ForeignKey(Demand, models.PROTECT, related_name="deliveries", verbose_name=_("Forderung"))
    version = models.ForeignKey(
        "advocacy.DemandVersion", models.PROTECT, related_name="deliveries", verbose_name=_("Fassung")
    )
    addressee = models.ForeignKey(
        "advocacy.Addressee", models.PROTECT, related_name="deliveries", verbose_name=_("Adressat")
    )
    way = models.CharField(_("Weg"), max_length=7, choices=Way.choices, default=Way.POST)
    state = models.CharField(_("Stand"), max_length=9, choices=State.choices, default=State.DRAFT)
    letterhead = models.ForeignKey(
        "partners.Partner", models.PROTECT, related_name="+", verbose_name=_("Briefkopf von")
    )
    recipient = models.CharField(_("zu Händen"), max_length=200, blank=True)
    salutation = models.CharField(_("Anrede"), max_length=160, blank=True)
    reference = models.CharField(_("Zeichen"), max_length=60, blank=True)
    subject = models.CharField(_("Betreff"), max_length=200, blank=True)
    text = models.TextField(_("Brief"), blank=True, max_length=10_000)
    signed_as = models.CharField(_("unterzeichnet als"), max_length=200, blank=True)
    day = models.DateField(_("abgegangen am"), null=True, blank=True)
    arrived = models.DateField(_("zugegangen am"), null=True, blank=True)
    session = models.ForeignKey(
        "advocacy.Session", models.SET_NULL, null=True, blank=True, related_name="deliveries", verbose_name=_("Sitzung")
    )
    rule = models.ForeignKey(
        "advocacy.DeadlineRule", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Fristregel")
    )
    period = models.JSONField(default=dict, blank=True, editable=False)
    rule_name = models.CharField(max_length=300, blank=True, editable=False)
    due = models.DateField(_("Antwort bis"), null=True, blank=True)
    extensions = models.JSONField(default=list, blank=True, editable=False)
    settled_on = models.DateField(_("beantwortet am"), null=True, blank=True)
    ended_reason = models.CharField(_("Grund"), max_length=300, blank=True)
    document = models.ForeignKey(
        "advocacy.Document", models.PROTECT, null=True, blank=True, related_name="delivered", editable=False
    )
    attachments = models.ManyToManyField("advocacy.Document", blank=True, related_name="attached_to")
    public = models.BooleanField(_("Brief öffentlich zeigen"), default=False)
    public_document = models.ForeignKey(
        "advocacy.Document", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    sent_by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zustellung")
        verbose_name_plural = _("Zustellungen")
        ordering = ("day", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(day__isnull=False), name="advocacy_delivery_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(arrived__isnull=True) | Q(day__isnull=True) | Q(arrived__gte=models.F("day")),
                name="advocacy_delivery_arrives_after",
            ),
        ]
        indexes = [models.Index(fields=["state", "due"], name="advocacy_delivery_due")]

    def __str__(self) -> str:
        return f"{self.demand} → {self.addressee}"


class DueNotice(models.Model):
    """That somebody was told by mail that something is due: once per thing and stage, also when work runs twice.

    thing: "delivery", "commitment", "contact"; stage: "soon", "over", "long".
    """

    thing = models.CharField(max_length=12)
    key = models.CharField(max_length=60)
    stage = models.CharField(max_length=8)
    due = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Erinnerung")
        verbose_name_plural = _("Erinnerungen")
        constraints = [models.UniqueConstraint(fields=["thing", "key", "stage", "due"], name="advocacy_told_once")]

    def __str__(self) -> str:
        return f"{self.thing} {self.key} {self.stage}"
