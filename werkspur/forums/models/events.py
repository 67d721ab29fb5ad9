"""Events: announced once, changed with notice, cancelled as a whole, closed with a result."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class EventSeries(Timed):
    """Makes events by rule; what has been made is a thing of its own (`base.calendar.series`)."""

    class Policy(models.TextChoices):
        SKIP = "skip", _("ausfallen lassen")
        NEXT = "next", _("auf den nächsten Arbeitstag legen")
        ASK = "ask", _("nachfragen")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.ForeignKey("forums.EventKind", models.PROTECT, related_name="series", verbose_name=_("Art"))
    title = models.CharField(_("Titel"), max_length=160)
    summary = models.CharField(_("in einem Satz"), max_length=300, blank=True)
    hosts = models.ManyToManyField("partners.Partner", related_name="+", verbose_name=_("Gastgeber"))
    venue = models.ForeignKey("forums.Venue", models.PROTECT, null=True, blank=True, verbose_name=_("Ort"))
    room = models.ForeignKey("forums.Room", models.PROTECT, null=True, blank=True, verbose_name=_("Raum"))
    seats = models.PositiveIntegerField(_("Plätze"), null=True, blank=True)
    rule = models.CharField(_("Regel"), max_length=200)  # RFC 5545, as `base.calendar.series` reads it
    first = models.DateField(_("ab"))
    last = models.DateField(_("bis"))
    start = models.TimeField(_("Beginn"))
    minutes = models.PositiveSmallIntegerField(_("Dauer in Minuten"), default=120)
    policy = models.CharField(_("an Feiertagen"), max_length=4, choices=Policy.choices, default=Policy.SKIP)

    class Meta:
        verbose_name = _("Reihe")
        verbose_name_plural = _("Reihen")
        ordering = ("first", "start")
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="forums_series_in_order"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="forums_series_has_a_length"),
        ]

    def __str__(self) -> str:
        return self.title


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> EventQuerySet:
        """Everything that was announced: coming, past and cancelled."""
        return self.exclude(state__in=[Event.State.DRAFT, Event.State.ASKING])

    def coming(self, now: datetime) -> EventQuerySet:
        return self.public().filter(end__gte=now).order_by("start", "id")

    def past(self, now: datetime) -> EventQuerySet:
        return self.public().filter(end__lt=now).order_by("-start", "-id")

    def visible_to(self, person: Any) -> EventQuerySet:
        """Staff of the partners everything; everybody what was announced."""
        if person.is_authenticated and person.has_role("chamber", "police_advice"):
            return self
        return self.public()

    def kept_by(self, person: Any) -> EventQuerySet:
        """Those that a person may change: staff of a host, with the same rights for every host."""
        if not person.is_authenticated:
            return self.none()
        roles = [role for role in person.current_roles if role.kind in ("chamber", "police_advice")]
        return self.filter(hosts__in={role.partner_id for role in roles}).distinct() if roles else self.none()


class Event(Timed):
    """One event.

    slug             its permanent address under /foren/
    series, wanted   the series that made it and the day that the rule gave; detached: edited by itself
    audience         for whom, in a sentence
    start, end       UTC
    seats            None: not limited; reserved: of these, kept for invited guests and staff
    online_url       shown only to those who are registered, from an hour before
    party_most       how many people one registration may bring
    ical_sequence    grows with each change of time or place
    result           what came of it, for the archive; public from closed_at on
    asking           questions of the audience are taken before, during and after
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        ASKING = "asking", _("zu entscheiden")
        ANNOUNCED = "announced", _("angekündigt")
        CANCELLED = "cancelled", _("abgesagt")
        CLOSED = "closed", _("abgeschlossen")

    class Form(models.TextChoices):
        ONSITE = "onsite", _("vor Ort")
        ONLINE = "online", _("online")
        BOTH = "both", _("vor Ort und online")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("Adresse"), max_length=120, unique=True)
    kind = models.ForeignKey("forums.EventKind", models.PROTECT, related_name="events", verbose_name=_("Art"))
    series = models.ForeignKey(EventSeries, models.SET_NULL, null=True, blank=True, related_name="events")
    wanted = models.DateField(null=True, blank=True, editable=False)
    detached = models.BooleanField(default=False, editable=False)
    title = models.CharField(_("Titel"), max_length=160)
    summary = models.CharField(_("in einem Satz"), max_length=300, blank=True)
    text = models.TextField(_("Beschreibung"), blank=True, max_length=10_000)
    audience = models.CharField(_("für wen"), max_length=300, blank=True)
    hosts = models.ManyToManyField("partners.Partner", related_name="events", verbose_name=_("Gastgeber"))
    regions = models.ManyToManyField("partners.Region", blank=True, related_name="events", verbose_name=_("Gebiete"))
    start = models.DateTimeField(_("Beginn"))
    end = models.DateTimeField(_("Ende"))
    form = models.CharField(_("findet statt"), max_length=8, choices=Form.choices, default=Form.ONSITE)
    venue = models.ForeignKey("forums.Venue", models.PROTECT, null=True, blank=True, verbose_name=_("Ort"))
    room = models.ForeignKey("forums.Room", models.PROTECT, null=True, blank=True, verbose_name=_("Raum"))
    room_confirmed = models.BooleanField(_("Raum ist bestätigt"), default=False)
    online_url = models.URLField(_("Zugang online"), blank=True)
    seats = models.PositiveIntegerField(_("Plätze"), null=True, blank=True)
    reserved = models.PositiveIntegerField(_("davon zurückgehalten"), default=0)
    party_most = models.PositiveSmallIntegerField(_("Personen je Anmeldung"), default=3)
    opens_at = models.DateTimeField(_("Anmeldung ab"), null=True, blank=True)
    closes_at = models.DateTimeField(_("Anmeldung bis"), null=True, blank=True)
    contact = models.ForeignKey(
        "partners.Contact", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Ansprechstelle")
    )
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.DRAFT)
    reason = models.CharField(_("Grund"), max_length=300, blank=True)
    announced_at = models.DateTimeField(_("angekündigt am"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("abgesagt am"), null=True, blank=True)
    closed_at = models.DateTimeField(_("abgeschlossen am"), null=True, blank=True)
    ical_sequence = models.PositiveIntegerField(default=0, editable=False)
    asking = models.BooleanField(_("Fragen aus dem Publikum"), default=True)
    result = models.TextField(_("Ergebnis"), blank=True, max_length=10_000)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("Veranstaltung")
        verbose_name_plural = _("Veranstaltungen")
        ordering = ("start", "id")
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="forums_event_in_order"),
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(reserved__lte=F("seats")), name="forums_event_reserves_what_it_has"
            ),
            models.CheckConstraint(condition=Q(party_most__gte=1), name="forums_event_takes_somebody"),
            models.CheckConstraint(
                condition=~Q(state="announced") | Q(announced_at__isnull=False),
                name="forums_event_announced_has_a_time",
            ),
            models.UniqueConstraint(
                fields=["series", "wanted"], condition=Q(series__isnull=False), name="forums_event_once_in_series"
            ),
        ]
        indexes = [models.Index(fields=["state", "start"], name="forums_event_coming")]

    def __str__(self) -> str:
        return self.title


class Speaker(models.Model):
    """Who speaks: a function of an organisation; a person's name only when that person wants it."""

    role = models.CharField(_("Funktion"), max_length=160)
    organisation = models.CharField(_("Einrichtung"), max_length=160, blank=True)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    biography = models.TextField(_("Zur Person"), blank=True, max_length=2000)
    partner = models.ForeignKey(
        "partners.Partner", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Partner")
    )

    class Meta:
        verbose_name = _("Vortragende")
        verbose_name_plural = _("Vortragende")
        ordering = ("role", "id")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.role, self.organisation) if part)


class AgendaItem(models.Model):
    """One entry of the agenda. starts, ends: UTC, within the event."""

    class Kind(models.TextChoices):
        TALK = "talk", _("Vortrag")
        DISCUSSION = "discussion", _("Gespräch")
        HANDS_ON = "hands_on", _("zum Ausprobieren")
        BREAK = "break", _("Pause")
        OTHER = "other", _("Sonstiges")

    event = models.ForeignKey(Event, models.CASCADE, related_name="agenda", verbose_name=_("Veranstaltung"))
    starts = models.DateTimeField(_("von"))
    ends = models.DateTimeField(_("bis"), null=True, blank=True)
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices, default=Kind.TALK)
    title = models.CharField(_("Titel"), max_length=200)
    text = models.TextField(_("Worum es geht"), blank=True, max_length=2000)
    room = models.ForeignKey(
        "forums.Room", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Raum")
    )
    speakers = models.ManyToManyField(Speaker, blank=True, related_name="agenda", verbose_name=_("Vortragende"))

    class Meta:
        verbose_name = _("Programmpunkt")
        verbose_name_plural = _("Programm")
        ordering = ("starts", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")), name="forums_agenda_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title
