"""What came back: replies with quotations, commitments with a measure, evidence that somebody else has checked."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.advocacy.models.demands import Demand
from werkspur.base.models import Timed


class Reply(Timed):
    """An answer. settles: it ends the waiting of its delivery; a receipt or an interim notice does not."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("Eingangsbestätigung")
        INTERIM = "interim", _("Zwischennachricht")
        ANSWER = "answer", _("Antwort")
        FORWARDED = "forwarded", _("Abgabe an andere Stelle")

    class Way(models.TextChoices):
        POST = "post", _("Post")
        FAX = "fax", _("Fax")
        MAIL = "mail", _("E-Mail")
        SPOKEN = "spoken", _("mündlich")
        PAPER = "paper", _("Vorlage oder Beschluss")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    demand = models.ForeignKey(Demand, models.PROTECT, related_name="replies", verbose_name=_("Forderung"))
    delivery = models.ForeignKey(
        "advocacy.Delivery", models.PROTECT, null=True, blank=True, related_name="replies", verbose_name=_("auf")
    )
    addressee = models.ForeignKey(
        "advocacy.Addressee", models.PROTECT, related_name="replies", verbose_name=_("Absender")
    )
    kind = models.CharField(_("Art"), max_length=9, choices=Kind.choices, default=Kind.ANSWER)
    way = models.CharField(_("Weg"), max_length=6, choices=Way.choices, default=Way.POST)
    day = models.DateField(_("eingegangen am"))
    dated = models.DateField(_("Datum des Schreibens"), null=True, blank=True)
    sender = models.CharField(_("unterzeichnet als"), max_length=200, blank=True)
    reference = models.CharField(_("Zeichen"), max_length=80, blank=True)
    summary = models.TextField(_("In einem Satz: was wird geantwortet?"), max_length=1000)
    document = models.ForeignKey("advocacy.Document", models.PROTECT, null=True, blank=True, related_name="replies")
    public = models.BooleanField(_("öffentlich zeigen"), default=False)
    public_document = models.ForeignKey(
        "advocacy.Document", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("Antwort")
        verbose_name_plural = _("Antworten")
        ordering = ("day", "id")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.addressee}"

    @property
    def settles(self) -> bool:
        """Whether nobody waits any longer."""
        return self.kind == self.Kind.ANSWER


class Quotation(Timed):
    """What somebody said, word by word. page: of the document, from 1 on; who: by role."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    demand = models.ForeignKey(Demand, models.CASCADE, related_name="quotations", verbose_name=_("Forderung"))
    text = models.TextField(_("Wortlaut"), max_length=2000)
    who = models.CharField(_("wer"), max_length=200)
    day = models.DateField(_("wann"))
    reply = models.ForeignKey(Reply, models.CASCADE, null=True, blank=True, related_name="quotations")
    document = models.ForeignKey("advocacy.Document", models.PROTECT, null=True, blank=True, related_name="quotations")
    page = models.PositiveIntegerField(_("Seite"), null=True, blank=True)
    source = models.CharField(_("Fundstelle"), max_length=300, blank=True)
    public = models.BooleanField(_("öffentlich zeigen"), default=False)

    class Meta:
        verbose_name = _("Zitat")
        verbose_name_plural = _("Zitate")
        ordering = ("day", "id")

    def __str__(self) -> str:
        return self.text[:60]


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def open(self) -> CommitmentQuerySet:
        return self.filter(state=Commitment.State.OPEN)

    def overdue(self, *, today: date) -> CommitmentQuerySet:
        return self.open().filter(due__lt=today)


class Commitment(Timed):
    """What was promised. wording: their words; measure: by what everybody sees that it is kept; source: where."""

    class State(models.TextChoices):
        OPEN = "open", _("offen")
        KEPT = "kept", _("gehalten")
        PARTLY = "partly", _("zum Teil gehalten")
        BROKEN = "broken", _("gebrochen")
        OVERTAKEN = "overtaken", _("überholt")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    demand = models.ForeignKey(Demand, models.PROTECT, related_name="commitments", verbose_name=_("Forderung"))
    addressee = models.ForeignKey(
        "advocacy.Addressee", models.PROTECT, related_name="commitments", verbose_name=_("wer")
    )
    who = models.CharField(_("in welcher Funktion"), max_length=200, blank=True)
    wording = models.TextField(_("Wortlaut"), max_length=2000)
    day = models.DateField(_("zugesagt am"))
    due = models.DateField(_("bis wann"), null=True, blank=True)
    measure = models.CharField(_("Woran ist es zu messen?"), max_length=300)
    reply = models.ForeignKey(Reply, models.PROTECT, null=True, blank=True, related_name="commitments")
    document = models.ForeignKey("advocacy.Document", models.PROTECT, null=True, blank=True, related_name="commitments")
    page = models.PositiveIntegerField(_("Seite"), null=True, blank=True)
    source = models.CharField(_("Fundstelle"), max_length=300)
    state = models.CharField(_("Stand"), max_length=9, choices=State.choices, default=State.OPEN)
    decided_on = models.DateField(_("entschieden am"), null=True, blank=True)
    reason = models.CharField(_("Grund"), max_length=500, blank=True)
    public = models.BooleanField(_("öffentlich zeigen"), default=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zusage")
        verbose_name_plural = _("Zusagen")
        ordering = ("day", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | Q(decided_on__isnull=False), name="advocacy_commitment_decided_on_a_day"
            )
        ]
        indexes = [models.Index(fields=["state", "due"], name="advocacy_commitment_due")]

    def __str__(self) -> str:
        return self.wording[:60]


class Evidence(Timed):
    """That something is as it is. sha256: of the file, which lies in `document`; checked by somebody else than brought.

    brought_key, checked_key tell people apart when accounts are gone.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Foto")
        VISIT = "visit", _("Ortstermin")
        DOCUMENT = "document", _("Schriftstück")
        PAPER = "paper", _("Vorlage oder Beschluss")
        FIGURE = "figure", _("Zahl")
        PRESS = "press", _("Bericht")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    demand = models.ForeignKey(Demand, models.PROTECT, related_name="evidence", verbose_name=_("Forderung"))
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("Zusage")
    )
    kind = models.CharField(_("Art"), max_length=8, choices=Kind.choices)
    title = models.CharField(_("Was zeigt der Beleg?"), max_length=200)
    day = models.DateField(_("vom"))
    source = models.CharField(_("Quelle"), max_length=300)
    address = models.URLField(_("Adresse"), blank=True, max_length=500)
    document = models.ForeignKey("advocacy.Document", models.PROTECT, null=True, blank=True, related_name="evidence")
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    brought_by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    brought_key = models.CharField(max_length=40, editable=False)
    checked_by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    checked_key = models.CharField(max_length=40, blank=True, editable=False)
    checked_on = models.DateField(_("geprüft am"), null=True, blank=True)
    check_note = models.CharField(_("Wie geprüft"), max_length=300, blank=True)
    public = models.BooleanField(_("öffentlich zeigen"), default=False)
    public_document = models.ForeignKey(
        "advocacy.Document", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("Beleg")
        verbose_name_plural = _("Belege")
        ordering = ("day", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_key="") | ~Q(checked_key=models.F("brought_key")),
                name="advocacy_evidence_checked_by_another",
            )
        ]

    def __str__(self) -> str:
        return self.title
