"""Council papers: what was harvested as it was served, what we read from it, and how demands hang together with it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class Council(Timed):
    """An OParl server that is harvested. address: of its System or Body; addressee: whose council it is."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("Name"), max_length=160)
    address = models.URLField(_("OParl-Adresse"), max_length=500, unique=True)
    addressee = models.ForeignKey(
        "advocacy.Addressee",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="councils",
        verbose_name=_("Adressat"),
    )
    is_active = models.BooleanField(_("wird jede Nacht gelesen"), default=True)

    class Meta:
        verbose_name = _("Ratsinformationssystem")
        verbose_name_plural = _("Ratsinformationssysteme")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class HarvestRun(models.Model):
    """One harvest: when, how much, and what went wrong, in words for staff."""

    class State(models.TextChoices):
        RUNNING = "running", _("läuft")
        DONE = "done", _("fertig")
        PARTLY = "partly", _("nicht alle Listen")
        FAILED = "failed", _("gescheitert")

    council = models.ForeignKey(Council, models.CASCADE, related_name="runs")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.RUNNING)
    full = models.BooleanField(default=False)
    pages = models.PositiveIntegerField(default=0)
    objects_read = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)

    class Meta:
        verbose_name = _("Lesen eines Ratsinformationssystems")
        verbose_name_plural = _("Lesen der Ratsinformationssysteme")
        ordering = ("-began_at", "-id")

    def __str__(self) -> str:
        return f"{self.council}, {self.began_at}"


class CouncilObject(models.Model):
    """An OParl object as it was served (`oparl.storing.Stored`). raw: exactly; content: mended by the vendor's loader.

    oparl_id: its address, exact with its query; digest of it, because PostgreSQL indexes no long texts. belongs: digest
    of the object that names none of its parts itself: the paper of a consultation or file, the consultation of an
    agenda item.
    """

    council = models.ForeignKey(Council, models.CASCADE, related_name="objects_kept")
    oparl_id = models.TextField()
    id_digest = models.CharField(max_length=64)
    type = models.CharField(max_length=200, blank=True)
    list_id = models.TextField(blank=True)
    raw = models.JSONField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    embedded = models.JSONField(default=list)
    fetched_at = models.DateTimeField()
    state = models.CharField(max_length=4)
    pass_number = models.PositiveIntegerField(default=0)
    belongs = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        verbose_name = _("OParl-Objekt")
        verbose_name_plural = _("OParl-Objekte")
        constraints = [models.UniqueConstraint(fields=["council", "id_digest"], name="advocacy_object_once")]

    def __str__(self) -> str:
        return self.oparl_id


class CouncilHistory(models.Model):
    """That an object was new, changed or gone; saved searches read on from where they were.

    state: ok or gone as in `CouncilObject`, or "way" for a paper whose way through the council has gone on.
    """

    council = models.ForeignKey(Council, models.CASCADE, related_name="history")
    oparl_id = models.TextField()
    id_digest = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=4)
    content_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("Änderung eines OParl-Objekts")
        verbose_name_plural = _("Änderungen von OParl-Objekten")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.oparl_id} {self.state}"


class ListCursor(models.Model):
    """How far a list was read (`oparl.storing.Cursor`)."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="cursors")
    list_id = models.TextField()
    id_digest = models.CharField(max_length=64)
    data = models.JSONField()

    class Meta:
        verbose_name = _("Lesezeichen")
        verbose_name_plural = _("Lesezeichen")
        constraints = [models.UniqueConstraint(fields=["council", "id_digest"], name="advocacy_cursor_once")]

    def __str__(self) -> str:
        return self.list_id


class Paper(Timed):
    """A paper of a council, or of a parliament by number, address and uploaded copy (council None).

    object_id     of the council object, '' when entered by hand
    state         gone: deleted by the council; its links and our copy stay
    copy          our own copy of the main file
    words         what a search finds it by, folded
    """

    class State(models.TextChoices):
        OK = "ok", _("aktuell")
        GONE = "gone", _("vom Rat gelöscht")
        MANUAL = "manual", _("von Hand eingetragen")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    council = models.ForeignKey(Council, models.PROTECT, null=True, blank=True, related_name="papers")
    object_id = models.TextField(blank=True, editable=False)
    id_digest = models.CharField(max_length=64, blank=True, editable=False)
    addressee = models.ForeignKey(
        "advocacy.Addressee", models.PROTECT, null=True, blank=True, related_name="papers", verbose_name=_("Gremium")
    )
    reference = models.CharField(_("Nummer"), max_length=100, blank=True)
    name = models.CharField(_("Titel"), max_length=500)
    date = models.DateField(_("vom"), null=True, blank=True)
    paper_type = models.CharField(_("Art"), max_length=200, blank=True)
    originators = models.CharField(_("eingebracht von"), max_length=500, blank=True)
    web = models.URLField(_("Adresse"), max_length=1000, blank=True)
    file_address = models.URLField(max_length=1000, blank=True, editable=False)
    license = models.CharField(max_length=300, blank=True, editable=False)
    state = models.CharField(_("Stand"), max_length=6, choices=State.choices, default=State.MANUAL)
    modified = models.DateTimeField(null=True, blank=True, editable=False)
    copy = models.ForeignKey("advocacy.Document", models.PROTECT, null=True, blank=True, related_name="papers")
    words = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("Vorlage")
        verbose_name_plural = _("Vorlagen")
        ordering = ("-date", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["council", "id_digest"], condition=~Q(id_digest=""), name="advocacy_paper_once"
            )
        ]
        indexes = [models.Index(fields=["-date", "-id"], name="advocacy_paper_latest")]

    def __str__(self) -> str:
        return " ".join(part for part in (self.reference, self.name) if part)


class PaperConsultation(models.Model):
    """One stop of a paper on its way (Beratungsfolge). authoritative: this body decides; result: what it decided.

    object_id, meeting_digest: of the consultation and its meeting in the council's system, '' when entered by hand.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="consultations")
    object_id = models.TextField(blank=True, editable=False)
    committee = models.CharField(_("Gremium"), max_length=300, blank=True)
    role = models.CharField(_("Rolle"), max_length=200, blank=True)
    authoritative = models.BooleanField(_("beschließend"), default=False)
    start = models.DateTimeField(_("Sitzung"), null=True, blank=True)
    number = models.CharField(_("Tagesordnungspunkt"), max_length=60, blank=True)
    result = models.CharField(_("Ergebnis"), max_length=300, blank=True)
    resolution = models.TextField(_("Beschluss"), blank=True)
    meeting_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    class Meta:
        verbose_name = _("Beratung")
        verbose_name_plural = _("Beratungsfolge")
        ordering = ("paper", "start", "id")

    def __str__(self) -> str:
        return self.committee


class PaperLink(Timed):
    """A demand and a paper that belong together. kind: what the paper does; quote, page: where it says so."""

    class Kind(models.TextChoices):
        CAUSED = "caused", _("ausgelöst durch die Forderung")
        SUPPORTS = "supports", _("unterstützt")
        OPPOSES = "opposes", _("widerspricht")
        ANSWERS = "answers", _("beantwortet")
        FULFILS = "fulfils", _("setzt um")
        MENTIONS = "mentions", _("erwähnt")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    demand = models.ForeignKey("advocacy.Demand", models.CASCADE, related_name="paper_links")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="links", verbose_name=_("Vorlage"))
    kind = models.CharField(_("Was tut die Vorlage?"), max_length=8, choices=Kind.choices)
    quote = models.TextField(_("Zitat"), blank=True, max_length=2000)
    page = models.PositiveIntegerField(_("Seite"), null=True, blank=True)
    linked_by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    public = models.BooleanField(_("öffentlich zeigen"), default=True)

    class Meta:
        verbose_name = _("Verknüpfung mit einer Vorlage")
        verbose_name_plural = _("Verknüpfungen mit Vorlagen")
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["demand", "paper", "kind"], name="advocacy_link_once")]

    def __str__(self) -> str:
        return f"{self.paper} {self.get_kind_display()}"


class StatusProposal(Timed):
    """A change of status that a result of a council suggests; a person confirms or puts it aside."""

    link = models.ForeignKey(PaperLink, models.CASCADE, related_name="proposals")
    consultation = models.ForeignKey(PaperConsultation, models.SET_NULL, null=True, blank=True, related_name="+")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    status = models.CharField(max_length=9)
    reason = models.CharField(max_length=500)
    fingerprint = models.CharField(max_length=64, editable=False)  # of link, committee, sitting and result: asked once
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    confirmed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("Vorschlag")
        verbose_name_plural = _("Vorschläge")
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(fields=["link", "fingerprint"], name="advocacy_proposal_once")]

    def __str__(self) -> str:
        return self.reason


class SavedSearch(Timed):
    """Words that somebody wants to be told of. seen_until: id of the last `CouncilHistory` it was asked about."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("partners.Person", models.CASCADE, related_name="saved_paper_searches")
    words = models.CharField(_("Suchwörter"), max_length=200)
    council = models.ForeignKey(Council, models.CASCADE, null=True, blank=True, verbose_name=_("nur"))
    by_mail = models.BooleanField(_("auch per E-Mail"), default=True)
    seen_until = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("gespeicherte Suche")
        verbose_name_plural = _("gespeicherte Suchen")
        ordering = ("words", "id")

    def __str__(self) -> str:
        return self.words


class SearchAlert(Timed):
    """A paper that a saved search found; one per paper, its state renewed when it changes."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="alerts")
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="alerts")
    changed = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Fund")
        verbose_name_plural = _("Funde")
        ordering = ("-updated_at", "-id")
        constraints = [models.UniqueConstraint(fields=["search", "paper"], name="advocacy_alert_once")]

    def __str__(self) -> str:
        return f"{self.search}: {self.paper}"
