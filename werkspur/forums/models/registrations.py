"""Who comes: registrations of up to three people, their answers, links and the waiting list."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class RegistrationState(models.TextChoices):
    """HELD (until the click in the mail) → CONFIRMED | WAITING → OFFERED → CONFIRMED | LAPSED; WITHDRAWN from all."""

    HELD = "held", _("noch nicht bestätigt")
    CONFIRMED = "confirmed", _("angemeldet")
    WAITING = "waiting", _("wartet")
    OFFERED = "offered", _("Platz angeboten")
    LAPSED = "lapsed", _("verfallen")
    WITHDRAWN = "withdrawn", _("zurückgezogen")


#: states in which a registration takes its seats
TAKING = (RegistrationState.HELD, RegistrationState.CONFIRMED, RegistrationState.OFFERED)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def taking(self, now: datetime) -> RegistrationQuerySet:
        """Those that take seats now: no hold and no offer that has run out."""
        over = Q(state=RegistrationState.HELD, held_until__lte=now)
        over |= Q(state=RegistrationState.OFFERED, offered_until__lte=now)
        return self.filter(state__in=TAKING).exclude(over)

    def visible_to(self, person: Any) -> RegistrationQuerySet:
        """Staff of a host all of an event, companies their own; nobody else any."""
        from werkspur.forums.models.events import Event

        if not person.is_authenticated:
            return self.none()
        if person.has_role("chamber", "police_advice"):
            return self.filter(event__in=Event.objects.kept_by(person))
        return self.filter(company__in=person.company_ids)


class Registration(Timed):
    """Somebody registers people for an event.

    size            how many seats it takes; the people are its participants
    reserved        sits on seats that are kept back (invited, staff)
    mailbox         digest of the address without capitals and what follows a plus: once per event and mailbox
    held_until      until then seats wait for the click in the mail (30 minutes)
    email_confirmed double opt-in; who waits without it is asked for nothing
    waiting_since   its place in the queue; log: every jump with time and reason
    answers         to the event's own questions, by key
    forgotten_at    when persons left it (90 days after the event); what is counted stays
    """

    State = RegistrationState

    class Via(models.TextChoices):
        WEB = "web", _("Website")
        COMPANY = "company", _("als Betrieb angemeldet")
        INVITED = "invited", _("eingeladen")
        STAFF = "staff", _("Telefon oder Fax")
        WALK_IN = "walk_in", _("am Einlass")

    class By(models.TextChoices):
        GUEST = "guest", _("Gast")
        STAFF = "staff", _("Gastgeber")
        NOBODY = "nobody", _("Zeit abgelaufen")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("forums.Event", models.PROTECT, related_name="registrations", verbose_name=_("für"))
    company = models.ForeignKey("partners.Company", models.SET_NULL, null=True, blank=True, related_name="+")
    company_name = models.CharField(_("Betrieb oder Einrichtung"), max_length=160, blank=True)
    trade = models.ForeignKey(
        "partners.Trade", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Gewerk")
    )
    region = models.ForeignKey(
        "partners.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Kreis")
    )
    email = models.EmailField(_("E-Mail"), blank=True)
    mailbox = models.CharField(max_length=64, blank=True, editable=False)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    size = models.PositiveSmallIntegerField(_("Personen"), default=1)
    online = models.BooleanField(_("nimmt online teil"), default=False)
    access_needs = models.CharField(_("Was Sie brauchen, um dabei zu sein"), max_length=300, blank=True)
    language = models.CharField(_("Sprache"), max_length=60, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.HELD)
    via = models.CharField(_("über"), max_length=8, choices=Via.choices, default=Via.WEB)
    reserved = models.BooleanField(_("auf zurückgehaltenem Platz"), default=False)
    invitation = models.ForeignKey(
        "forums.Invitation", models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    held_until = models.DateTimeField(null=True, blank=True)
    email_confirmed = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(_("angemeldet am"), null=True, blank=True)
    waiting_since = models.DateTimeField(_("wartet seit"), null=True, blank=True)
    offered_until = models.DateTimeField(_("angeboten bis"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("zurückgezogen am"), null=True, blank=True)
    withdrawn_by = models.CharField(_("von"), max_length=8, choices=By.choices, blank=True)
    log = models.JSONField(default=list, editable=False)
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anmeldung")
        verbose_name_plural = _("Anmeldungen")
        ordering = ("created_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "mailbox"],
                condition=Q(state__in=["held", "confirmed", "waiting", "offered"]) & ~Q(mailbox=""),
                name="forums_registration_once",
            ),
            models.CheckConstraint(condition=Q(size__gte=1), name="forums_registration_brings_somebody"),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_until__isnull=False), name="forums_registration_hold_ends"
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offered_until__isnull=False), name="forums_registration_offer_ends"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "offered"]) | Q(waiting_since__isnull=False),
                name="forums_registration_waits_since",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state", "waiting_since"], name="forums_registration_queue"),
            models.Index(fields=["mailbox"], name="forums_registration_mailbox"),
        ]

    def __str__(self) -> str:
        return self.company_name or str(_("Anmeldung"))

    @property
    def journal_label(self) -> str:
        """The journal never forgets, so it knows registrations by number only."""
        return ""


class Participant(models.Model):
    """One person of a registration.

    ticket  random, in the QR code together with a version and nothing else
    code    the same to be spoken: eight characters that nobody mistakes, once per event
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="participants")
    event = models.ForeignKey("forums.Event", models.PROTECT, related_name="participants", editable=False)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    function = models.CharField(_("Funktion"), max_length=120, blank=True)
    ticket = models.CharField(max_length=40, unique=True, editable=False)
    code = models.CharField(_("Code"), max_length=8, editable=False)

    class Meta:
        verbose_name = _("Teilnehmende")
        verbose_name_plural = _("Teilnehmende")
        ordering = ("registration", "id")
        constraints = [models.UniqueConstraint(fields=["event", "code"], name="forums_participant_code_once")]

    def __str__(self) -> str:
        return self.code

    @property
    def journal_label(self) -> str:
        """The journal never forgets, so it knows guests by number only."""
        return ""


class RegistrationLink(models.Model):
    """A link in a mail: one purpose, only the digest is kept (`base.links`), dead when used or over."""

    class Purpose(models.TextChoices):
        CONFIRM = "confirm", _("bestätigen")
        MANAGE = "manage", _("ändern oder absagen")
        ACCEPT = "accept", _("angebotenen Platz annehmen")
        FEEDBACK = "feedback", _("Rückmeldung geben")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.expires_at:%Y-%m-%d}"


class FormQuestion(models.Model):
    """An event's own question at registration.

    asked_if, equals  asked only when another question has this answer
    choices           one per line
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", _("Zahl")
        YES_NO = "yes_no", _("Ja oder nein")
        CHOICE = "choice", _("eine aus mehreren")

    event = models.ForeignKey("forums.Event", models.CASCADE, related_name="form_questions")
    key = models.SlugField(_("Kürzel"), max_length=40)
    label = models.CharField(_("Frage"), max_length=200)
    kind = models.CharField(_("Antwort"), max_length=8, choices=Kind.choices, default=Kind.TEXT)
    choices = models.TextField(_("Möglichkeiten"), blank=True)
    required = models.BooleanField(_("Pflicht"), default=False)
    asked_if = models.ForeignKey("self", models.CASCADE, null=True, blank=True, verbose_name=_("nur wenn"))
    equals = models.CharField(_("Antwort darauf"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    class Meta:
        verbose_name = _("Frage zur Anmeldung")
        verbose_name_plural = _("Fragen zur Anmeldung")
        ordering = ("order", "id")
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="forums_form_question_once")]

    def __str__(self) -> str:
        return self.label
