"""Demands of the chambers and joint appeals of all partners: their versions, who released them, where they stand."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.advocacy.rules.release import Kind
from werkspur.advocacy.rules.states import OUTCOME_NAMES, STATUS_NAMES, Outcome, Status
from werkspur.base.models import Timed

STAFF = ("chamber", "police_advice")
KINDS = {Kind.DEMAND: _("Forderung"), Kind.APPEAL: _("Gemeinsamer Appell")}
STATUSES = [(one.value, _(name)) for one, name in STATUS_NAMES.items()]
OUTCOMES = [(one.value, _(name)) for one, name in OUTCOME_NAMES.items()]


class Topic(models.Model):
    """What demands are about, as light at night or the way to a report."""

    slug = models.SlugField(_("Kürzel"), max_length=60, unique=True)
    name = models.CharField(_("Thema"), max_length=100)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    class Meta:
        verbose_name = _("Thema")
        verbose_name_plural = _("Themen")
        ordering = ("order", "name")

    def __str__(self) -> str:
        return self.name


class DemandQuerySet(models.QuerySet["Demand"]):
    def public(self) -> DemandQuerySet:
        """Those with a released version: everybody may read that version, whatever is drafted since."""
        return self.filter(released__isnull=False)

    def visible_to(self, person: Any) -> DemandQuerySet:
        """Chambers everything; the police what is public and the appeals that they bear; everybody what is public."""
        if person.is_authenticated and person.has_role("chamber"):
            return self
        return self.filter(Q(released__isnull=False) | _borne(person, kinds=STAFF))

    def borne_by(self, person: Any) -> DemandQuerySet:
        """Those whose current version the own partner bears, or leads."""
        return self.filter(_borne(person, kinds=STAFF))

    def kept_by(self, person: Any) -> DemandQuerySet:
        """Those that a person may write and change: chamber staff of the lead or of a bearer."""
        return self.filter(_borne(person, kinds=("chamber",)))


def _borne(person: Any, *, kinds: tuple[str, ...]) -> Q:
    """Demands that a partner leads or bears for which the person has such a role; without joins, so no row doubles."""
    if not person.is_authenticated:
        return Q(pk__in=[])
    own = {role.partner_id for role in person.current_roles if role.kind in kinds}
    borne = DemandVersion.bearers.through.objects.filter(partner__in=own)
    return Q(lead__in=own) | Q(current__in=borne.values("demandversion"))


class Demand(Timed):
    """One demand, or one joint appeal.

    slug            its permanent address under /forderungen/; never changed after the first release
    lead            the chamber that leads; responsible: who of its staff is told what is due
    current         the latest version, perhaps a draft; released: the one that the public reads
    status          how far it has got, outcome: what has come of it; rested_at: the status before it rested
    since           the day of the last change of status; moved_on: of the last thing that happened at all
    draft_key       of the Baustein draft it was made from; origin: where that came up, in a sentence
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("Adresse"), max_length=120, unique=True)
    kind = models.CharField(_("Art"), max_length=6, choices=list(KINDS.items()), default=Kind.DEMAND)
    lead = models.ForeignKey(
        "partners.Partner", models.PROTECT, related_name="led_demands", verbose_name=_("federführend")
    )
    responsible = models.ForeignKey(
        "partners.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("zuständig")
    )
    current = models.OneToOneField(
        "advocacy.DemandVersion", models.RESTRICT, null=True, blank=True, related_name="current_of", editable=False
    )
    released = models.OneToOneField(
        "advocacy.DemandVersion", models.RESTRICT, null=True, blank=True, related_name="released_of", editable=False
    )
    status = models.CharField(_("Stand"), max_length=9, choices=STATUSES, default=Status.DRAFT)
    outcome = models.CharField(_("Ergebnis"), max_length=9, choices=OUTCOMES, default=Outcome.OPEN)
    rested_at = models.CharField(max_length=9, choices=STATUSES, blank=True, editable=False)
    since = models.DateField(_("Stand seit"), null=True, blank=True)
    moved_on = models.DateField(_("zuletzt bewegt"), null=True, blank=True)
    released_on = models.DateField(_("freigegeben am"), null=True, blank=True)
    draft_key = models.CharField(max_length=200, blank=True, editable=False)
    origin = models.CharField(_("woher"), max_length=300, blank=True)
    origin_url = models.CharField(max_length=300, blank=True, editable=False)

    objects = DemandQuerySet.as_manager()

    class Meta:
        verbose_name = _("Forderung")
        verbose_name_plural = _("Forderungen")
        ordering = ("-created_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | Q(rested_at="draft") | Q(released__isnull=False),
                name="advocacy_demand_stands_by_a_version",
            ),
            models.CheckConstraint(
                condition=Q(status="resting") ^ Q(rested_at=""), name="advocacy_demand_rests_from_somewhere"
            ),
            models.UniqueConstraint(
                fields=["draft_key"], condition=~Q(draft_key=""), name="advocacy_demand_once_a_draft"
            ),
        ]
        indexes = [models.Index(fields=["status", "since"], name="advocacy_demand_standing")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Of the version that the public reads, else of the draft."""
        version = self.released or self.current
        return version.title if version else self.slug

    @property
    def latest_title(self) -> str:
        """Of the latest version, perhaps a draft: what staff read who are to release it."""
        return self.current.title if self.current else self.slug


class DemandVersion(Timed):
    """The whole text of a demand at one time.

    number       from 1 on; a draft is changed in place until somebody signs, then a change makes the next version
    trade_link   how trade of the district is touched (§ 1 IHKG, § 91 HwO); compulsory for the release
    organ        which organ decided, decided_on: when
    dissent      positions that differ; no_dissent: somebody declares that there are none
    note         what is new in this version, for the reader of the comparison
    """

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="versions", verbose_name=_("Forderung"))
    number = models.PositiveSmallIntegerField(_("Fassung"))
    title = models.CharField(_("Titel"), max_length=160)
    summary = models.CharField(_("Kurzfassung"), max_length=400, blank=True)
    text = models.TextField(_("Begründung"), blank=True, max_length=20_000)
    trade_link = models.TextField(_("Bezug zur Wirtschaft"), blank=True, max_length=3000)
    organ = models.CharField(_("beschlossen von"), max_length=160, blank=True)
    decided_on = models.DateField(_("beschlossen am"), null=True, blank=True)
    dissent = models.TextField(_("abweichende Positionen"), blank=True, max_length=3000)
    no_dissent = models.BooleanField(_("Es gibt keine abweichenden Positionen."), default=False)
    note = models.CharField(_("Was ist neu?"), max_length=300, blank=True)
    bearers = models.ManyToManyField(
        "partners.Partner", blank=True, related_name="borne_versions", verbose_name=_("getragen von")
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="versions", verbose_name=_("Themen"))
    regions = models.ManyToManyField(
        "partners.Region", blank=True, related_name="demand_versions", verbose_name=_("Gebiete")
    )
    addressees = models.ManyToManyField(
        "advocacy.Addressee", blank=True, related_name="demand_versions", verbose_name=_("richtet sich an")
    )
    released_at = models.DateTimeField(_("freigegeben am"), null=True, blank=True, editable=False)
    written_by = models.ForeignKey(
        "partners.Person", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("Fassung")
        verbose_name_plural = _("Fassungen")
        ordering = ("demand", "-number")
        constraints = [models.UniqueConstraint(fields=["demand", "number"], name="advocacy_version_numbered_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Signature(models.Model):
    """A person's release of one version, for the partner whose staff the person is. It stays when the account goes."""

    version = models.ForeignKey(DemandVersion, models.CASCADE, related_name="signatures")
    partner = models.ForeignKey("partners.Partner", models.PROTECT, related_name="+", verbose_name=_("für"))
    person = models.ForeignKey("partners.Person", models.SET_NULL, null=True, related_name="+")
    person_key = models.CharField(max_length=40, editable=False)  # tells people apart when the account is gone
    signed_at = models.DateTimeField(_("am"))

    class Meta:
        verbose_name = _("Freigabe")
        verbose_name_plural = _("Freigaben")
        ordering = ("signed_at", "id")
        constraints = [models.UniqueConstraint(fields=["version", "person_key"], name="advocacy_signature_once")]

    def __str__(self) -> str:
        return f"{self.partner}, {self.version}"


class StatusChange(models.Model):
    """One change of status or outcome; never changed and never deleted.

    day: of the event itself, at: when it was written down; actor: the partner's short name and the task, never a
    person's name; source: where it is written; public: its reason and source are shown on the tracker.
    """

    demand = models.ForeignKey(Demand, models.PROTECT, related_name="changes")
    before = models.CharField(max_length=9, choices=STATUSES)
    status = models.CharField(_("Stand"), max_length=9, choices=STATUSES)
    outcome = models.CharField(_("Ergebnis"), max_length=9, choices=OUTCOMES)
    day = models.DateField(_("Tag"))
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    actor = models.CharField(_("wer"), max_length=160)
    reason = models.CharField(_("Grund"), max_length=500)
    source = models.CharField(_("Quelle"), max_length=300)
    public = models.BooleanField(_("öffentlich"), default=True)

    class Meta:
        verbose_name = _("Änderung des Standes")
        verbose_name_plural = _("Änderungen des Standes")
        ordering = ("day", "id")

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_status_display()}"


class IncomingDraft(models.Model):
    """What was decided about a draft that another Baustein offered; those without a row still wait.

    key: of the draft; demand: what was made of it, or None when it was put aside, with a reason.
    """

    key = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=200)
    demand = models.ForeignKey(Demand, models.SET_NULL, null=True, blank=True, related_name="incoming")
    reason = models.CharField(_("Grund"), max_length=300, blank=True)
    by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Vorschlag aus anderen Bausteinen")
        verbose_name_plural = _("Vorschläge aus anderen Bausteinen")
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return self.title
