"""Addressees: public bodies, who speaks for them from when to when, how long they may take, and when they sit."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.calendar.deadlines import Begin, Unit
from werkspur.base.models import Timed
from werkspur.partners.models.partners import Valid

UNITS = [
    (Unit.DAY.value, _("Tage")), (Unit.WORKING_DAY.value, _("Arbeitstage")), (Unit.WEEK.value, _("Wochen")),
    (Unit.MONTH.value, _("Monate")), (Unit.QUARTER.value, _("Vierteljahre")), (Unit.HALF_YEAR.value, _("Halbjahre")),
    (Unit.YEAR.value, _("Jahre")),
]  # fmt: skip
BEGINS = [
    (Begin.EVENT.value, _("am Tag nach dem Zugang (§ 187 Abs. 1 BGB)")),
    (Begin.DAY.value, _("mit Beginn des Tages (§ 187 Abs. 2 BGB)")),
]


class DeadlineRule(models.Model):
    """How long an addressee may take. basis: the law, the rules of procedure, or our own wish, in words.

    moves: § 193 BGB, not on a Saturday, Sunday or holiday; binding: a law says so, else it is what we ask for.
    """

    slug = models.SlugField(_("Kürzel"), max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    count = models.PositiveSmallIntegerField(_("Anzahl"))
    unit = models.CharField(_("Einheit"), max_length=12, choices=UNITS)
    half_month = models.BooleanField(_("und ein halber Monat"), default=False)
    begin = models.CharField(_("beginnt"), max_length=5, choices=BEGINS, default=Begin.EVENT)
    moves = models.BooleanField(_("endet nicht an Sonnabend, Sonntag oder Feiertag (§ 193 BGB)"), default=True)
    binding = models.BooleanField(_("durch Gesetz bestimmt"), default=False)
    basis = models.CharField(_("Grundlage"), max_length=300)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    class Meta:
        verbose_name = _("Fristregel")
        verbose_name_plural = _("Fristregeln")
        ordering = ("order", "name")

    def __str__(self) -> str:
        return self.name


class Addressee(Valid, Timed):
    """A public body that can do something about a demand.

    level: how far up; parent: whose committee, office or part it is; term_*: of an elected body; rule: how long it may
    take; to_be_verified: nobody has looked the address up yet, source: where it was looked up.
    """

    class Level(models.TextChoices):
        TOWN = "town", _("Stadt oder Gemeinde")
        DISTRICT = "district", _("Landkreis")
        STATE = "state", _("Freistaat")
        FEDERAL = "federal", _("Bund")
        OTHER = "other", _("sonstige")

    class Kind(models.TextChoices):
        COUNCIL = "council", _("Vertretung")
        COMMITTEE = "committee", _("Ausschuss")
        ADMINISTRATION = "administration", _("Verwaltung")
        MINISTRY = "ministry", _("Ministerium")
        COMPANY = "company", _("öffentliches Unternehmen")
        OTHER = "other", _("sonstige")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("Kürzel"), max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=160)
    level = models.CharField(_("Ebene"), max_length=8, choices=Level.choices)
    kind = models.CharField(_("Art"), max_length=14, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("gehört zu")
    )
    region = models.ForeignKey(
        "partners.Region", models.PROTECT, null=True, blank=True, related_name="addressees", verbose_name=_("Gebiet")
    )
    street = models.CharField(_("Straße und Hausnummer oder Postfach"), max_length=160, blank=True)
    postcode = models.CharField(_("PLZ"), max_length=10, blank=True)
    city = models.CharField(_("Ort"), max_length=100, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    fax = models.CharField(_("Fax"), max_length=40, blank=True)
    website = models.URLField(_("Website"), blank=True)
    term = models.CharField(_("Wahlperiode"), max_length=60, blank=True)
    term_from = models.DateField(_("von"), null=True, blank=True)
    term_to = models.DateField(_("bis"), null=True, blank=True)
    rule = models.ForeignKey(
        DeadlineRule, models.SET_NULL, null=True, blank=True, related_name="addressees", verbose_name=_("Frist")
    )
    to_be_verified = models.BooleanField(_("zu prüfen"), default=True)
    source = models.CharField(_("Quelle"), max_length=300, blank=True)
    note = models.TextField(_("Bemerkung"), blank=True, max_length=2000)
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta(Valid.Meta):
        verbose_name = _("Adressat")
        verbose_name_plural = _("Adressaten")
        ordering = ("sort_key", "id")
        constraints = [
            *Valid.Meta.constraints,
            models.CheckConstraint(
                condition=Q(term_from__isnull=True) | Q(term_to__isnull=True) | Q(term_to__gte=F("term_from")),
                name="advocacy_term_in_order",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="advocacy_addressee_not_its_own_part"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        from werkspur.base.sorting import sort_key

        self.sort_key = sort_key(self.name)[:200]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Officeholder(Valid):
    """Who speaks for an addressee, by role; the name only where it is public by office, and only while it lasts."""

    addressee = models.ForeignKey(Addressee, models.CASCADE, related_name="officeholders", verbose_name=_("Adressat"))
    role = models.CharField(_("Funktion"), max_length=160)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    salutation = models.CharField(_("Anrede im Brief"), max_length=120, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    source = models.CharField(_("Quelle"), max_length=300, blank=True)

    class Meta(Valid.Meta):
        verbose_name = _("Ansprechperson")
        verbose_name_plural = _("Ansprechpersonen")
        ordering = ("role", "valid_from", "id")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.role) if part)

    @property
    def journal_label(self) -> str:
        """The journal never forgets, a name does: the role alone."""
        return f"{self.role}, {self.addressee}"


class SessionQuerySet(models.QuerySet["Session"]):
    def coming(self, now: datetime) -> SessionQuerySet:
        return self.filter(start__gte=now).order_by("start", "id")


class Session(Timed):
    """When an addressee sits. meeting_id: of the council's own system when it came by harvest; start, end: UTC."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    addressee = models.ForeignKey(Addressee, models.CASCADE, related_name="sessions", verbose_name=_("Adressat"))
    title = models.CharField(_("Titel"), max_length=200, blank=True)
    start = models.DateTimeField(_("Beginn"))
    end = models.DateTimeField(_("Ende"), null=True, blank=True)
    place = models.CharField(_("Ort"), max_length=200, blank=True)
    address = models.URLField(_("Tagesordnung"), blank=True, max_length=500)
    note = models.CharField(_("Worum es für uns geht"), max_length=300, blank=True)
    demands = models.ManyToManyField("advocacy.Demand", blank=True, related_name="sessions", verbose_name=_("betrifft"))
    meeting_id = models.CharField(max_length=500, blank=True, editable=False)
    cancelled = models.BooleanField(_("fällt aus"), default=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sitzung")
        verbose_name_plural = _("Sitzungen")
        ordering = ("start", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="advocacy_session_in_order"
            ),
            models.UniqueConstraint(
                fields=["meeting_id"], condition=~Q(meeting_id=""), name="advocacy_session_once_a_meeting"
            ),
        ]
        indexes = [models.Index(fields=["start"], name="advocacy_session_coming")]

    def __str__(self) -> str:
        return self.title or str(self.addressee)


class SessionFeed(models.Model):
    """The secret link of one person to the calendar of sessions; only its digest is kept."""

    person = models.OneToOneField("partners.Person", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("Kalenderlink")
        verbose_name_plural = _("Kalenderlinks")

    def __str__(self) -> str:
        return str(self.pk)
