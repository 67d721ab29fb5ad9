"""Lists of numbers that an officer has matched with the register."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkspur.marks.rank import GRADES

if TYPE_CHECKING:
    from werkspur.partners.models import Person

LIKELY = 3  # grade from which a hit is called likely


class MatchRunQuerySet(models.QuerySet["MatchRun"]):
    def visible_to(self, person: Person) -> MatchRunQuerySet:
        """One's own lists; the data-protection officer sees them in the journal."""
        if not person.is_authenticated or not person.is_police:
            return self.none()
        return self.filter(person=person)


class MatchRun(models.Model):
    """One list: whose, what for, in which case, from where. Nothing is searched before the journal has it."""

    class State(models.TextChoices):
        READING = "reading", _("wird gelesen")
        UNREADABLE = "unreadable", _("nicht lesbar")
        CHOOSING = "choosing", _("Spalte wählen")
        QUEUED = "queued", _("wartet")
        RUNNING = "running", _("läuft")
        DONE = "done", _("fertig")
        FAILED = "failed", _("abgebrochen, Fehler")
        CANCELLED = "cancelled", _("angehalten")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("partners.Person", models.PROTECT, related_name="match_runs", verbose_name=_("von"))
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True, db_index=True)
    finished_at = models.DateTimeField(_("fertig um"), null=True, blank=True)
    purpose = models.CharField(_("Zweck"), max_length=120)
    case_number = models.CharField(_("Aktenzeichen"), max_length=80)
    source = models.CharField(_("Datei"), max_length=200, blank=True)  # name of the file, "" when pasted
    file = models.FileField(upload_to="lists/%Y/%m", blank=True)  # only until its columns are chosen
    layout = models.JSONField(default=dict)  # tables.Layout as JSON, while columns are to be chosen
    problem = models.JSONField(default=dict)  # why it cannot be read: {"code", "params"}
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.QUEUED)
    run = models.CharField(max_length=40, blank=True, editable=False)  # the task at work, base.queue
    rows_total = models.PositiveIntegerField(_("Nummern"), default=0)
    rows_found = models.PositiveIntegerField(_("mit Treffer"), default=0)
    left_out = models.JSONField(default=dict)  # tables.LeftOut: reason -> [how many, first lines]

    objects = MatchRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("Abgeglichene Liste")
        verbose_name_plural = _("Abgeglichene Listen")
        ordering = ("-created_at", "-id")
        constraints = [
            models.CheckConstraint(condition=~Q(purpose="") & ~Q(case_number=""), name="tracing_run_has_a_purpose"),
        ]

    def __str__(self) -> str:
        return self.source or str(_("Eingefügte Liste"))

    @property
    def is_working(self) -> bool:
        return self.state in {self.State.READING, self.State.QUEUED, self.State.RUNNING}

    @property
    def is_asked(self) -> bool:
        """Whether its numbers are known and in the journal."""
        return self.state not in {self.State.READING, self.State.UNREADABLE, self.State.CHOOSING}

    @property
    def is_stopped(self) -> bool:
        return self.state in {self.State.FAILED, self.State.CANCELLED}


class MatchRowQuerySet(models.QuerySet["MatchRow"]):
    def of_kind(self, kind: str) -> MatchRowQuerySet:
        """Rows under one tab: "treffer", "wahrscheinlich", "gestohlen", "ohne"; all of them for any other word."""
        hits = MatchHit.objects.filter(row=OuterRef("pk"))
        if kind == "treffer":
            return self.filter(Exists(hits))
        if kind == "wahrscheinlich":
            return self.filter(Exists(hits.filter(grade__gte=LIKELY)))
        if kind == "gestohlen":
            return self.filter(Exists(hits.filter(mark__item__state="stolen")))
        return self.filter(~Exists(hits), is_done=True) if kind == "ohne" else self

    def containing(self, text: str) -> MatchRowQuerySet:
        """Those whose number, make, or one of whose hits contains `text`."""
        if not text:
            return self
        hits = MatchHit.objects.filter(row=OuterRef("pk"))
        found = Q(mark__text__icontains=text) | Q(mark__item__name__icontains=text)
        return self.filter(Q(text__icontains=text) | Q(make__icontains=text) | Exists(hits.filter(found)))

    def with_hits(self) -> MatchRowQuerySet:
        """The same rows with their hits, what those show of an item, and the look-ups made from them."""
        hits = MatchHit.objects.select_related("mark__item__category").order_by("rank")
        confirmed = models.Exists(MatchRow.objects.filter(pk=OuterRef("pk"), lookups__hits__confirmed_at__isnull=False))
        return self.annotate(is_confirmed=confirmed).prefetch_related(Prefetch("hits", hits), "lookups")


class MatchRow(models.Model):
    """One number of a list, once, however often it stands there."""

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # 1, 2, 3 … in the run
    line = models.PositiveIntegerField(_("Zeile"))  # where it stands first, as the spreadsheet counts
    times = models.PositiveIntegerField(_("wie oft"), default=1)
    text = models.CharField(_("gelesen"), max_length=200)
    make = models.CharField(_("Hersteller"), max_length=80, blank=True)
    damage = models.CharField(max_length=20, blank=True)  # what a spreadsheet did to it: registry.tables.excel
    is_done = models.BooleanField(default=False)
    total = models.PositiveIntegerField(_("Treffer"), default=0)
    complete = models.BooleanField(_("vollständig"), default=True)
    grade = models.PositiveSmallIntegerField(_("Güte"), default=0)  # of the best hit; 0 without one

    objects = MatchRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("Nummer einer Liste")
        verbose_name_plural = _("Nummern einer Liste")
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="tracing_matchrow_once")]
        indexes = [models.Index(fields=["run", "is_done", "number"], name="tracing_matchrow_open")]

    def __str__(self) -> str:
        return self.text

    @property
    def best(self) -> MatchHit | None:
        """The best hit of those fetched by `with_hits`."""
        return next(iter(self.hits.all()), None)

    @property
    def others(self) -> list[MatchHit]:
        """The hits after the best one."""
        return list(self.hits.all())[1:]


class MatchHit(models.Model):
    """One of the best marks for a number of a list. It goes with the mark."""

    row = models.ForeignKey(MatchRow, models.CASCADE, related_name="hits")
    mark = models.ForeignKey("registry.Mark", models.CASCADE, related_name="match_hits")
    rank = models.PositiveSmallIntegerField(_("Rang"))
    weight = models.FloatField()
    grade = models.PositiveSmallIntegerField(_("Güte"))  # 4 very likely … 1 weak

    class Meta:
        verbose_name = _("Treffer einer Liste")
        verbose_name_plural = _("Treffer einer Liste")
        ordering = ("rank",)
        constraints = [models.UniqueConstraint(fields=["row", "mark"], name="tracing_matchhit_once")]

    def __str__(self) -> str:
        return f"{self.row}: {self.mark}"

    @property
    def grade_word(self) -> str:
        return gettext(GRADES[self.grade])
