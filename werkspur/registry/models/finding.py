"""The search index of marks: readings, drop-pair keys, suffixes and words, stored in the transaction of the mark.

Rows of `MarkKey` and `MarkSuffix` are written and read in bulk; they refer to a mark by number and carry what the
search needs, so that a look-up touches nothing else. Nothing deletes them but `services.unindex_marks`.
Why this shape: docs/decisions/0010-search-index.md and docs/finding.md.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.marks.scheme import KEY_LENGTH

#: characters of a folded reading: 200 typed ones, of which some stand for several (ß is SS, ㎏ is KG)
FOLDED_LENGTH = 1000
#: characters of a stored suffix; longer fragments are compared with the whole reading
SUFFIX_LENGTH = 40


class Scheme(models.Model):
    """How marks are cut into segments. A version is never changed; a new one is filled beside it, then takes over."""

    class State(models.TextChoices):
        LEARNED = "learned", _("gelernt")
        FILLING = "filling", _("wird aufgebaut")
        ACTIVE = "active", _("gilt")
        RETIRED = "retired", _("abgelöst")

    version = models.PositiveSmallIntegerField(_("Version"), unique=True)
    definition = models.JSONField(_("Aufteilung"))  # marks.scheme.Scheme.to_json()
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.FILLING)
    sampled = models.PositiveIntegerField(_("gelernt aus Lesarten"), default=0)
    filled_to = models.BigIntegerField(_("gefüllt bis Lesart"), default=0)
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)

    class Meta:
        verbose_name = _("Schlüsselschema")
        verbose_name_plural = _("Schlüsselschemata")
        ordering = ("version",)
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="active"), name="registry_scheme_one_active"),
        ]

    def __str__(self) -> str:
        return f"{_('Schema')} {self.version}"


class Reading(models.Model):
    """One way to read a mark, folded: the mark itself, the short serial inside a PIN, the number behind "S/N:"."""

    mark = models.ForeignKey("registry.Mark", models.CASCADE, related_name="readings")
    folded = models.CharField(max_length=FOLDED_LENGTH)
    origin = models.CharField(max_length=20)  # marks.readings.Reading.origin

    class Meta:
        verbose_name = _("Lesart")
        verbose_name_plural = _("Lesarten")
        constraints = [models.UniqueConstraint(fields=["mark", "folded"], name="registry_reading_once")]
        indexes = [models.Index(fields=["folded", "mark"], name="registry_reading_text")]

    def __str__(self) -> str:
        return self.folded


class MarkKey(models.Model):
    """One search key of one reading. Made anew by migration 0002 for each database; no index beside the primary key."""

    pk = models.CompositePrimaryKey("key", "folded", "mark_id")
    key = models.CharField(max_length=KEY_LENGTH)
    folded = models.CharField(max_length=FOLDED_LENGTH)
    mark_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("Suchschlüssel")
        verbose_name_plural = _("Suchschlüssel")

    def __str__(self) -> str:
        return self.key


class MarkSuffix(models.Model):
    """One suffix of one reading, at least five characters, for fragments. Made anew by migration 0002, as `MarkKey`."""

    pk = models.CompositePrimaryKey("suffix", "mark_id")
    suffix = models.CharField(max_length=SUFFIX_LENGTH)
    mark_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("Endstück")
        verbose_name_plural = _("Endstücke")

    def __str__(self) -> str:
        return self.suffix


class HotKey(models.Model):
    """What is known of a key that very many marks share: which characters occur at which place of them.

    A look-up does not read the rows of such a key but spells out what could match (`marks.spell`). One row of a key is
    its base (WARMING until the pattern is known, then HOT); rows of state WIDER add what later marks brought. The
    pattern that holds is the union of all rows: too wide costs time, too narrow would lose a mark. Rows are only ever
    added in the transaction of a mark, so nobody waits for anybody. Rules: docs/decisions/0011-hot-runs.md.
    """

    class State(models.TextChoices):
        WARMING = "warming", _("wird gelesen")
        HOT = "hot", _("heiß")
        WIDER = "wider", _("dazugekommen")

    key = models.CharField(max_length=KEY_LENGTH)
    pattern = models.JSONField(default=list)  # for each place the characters that occur there
    state = models.CharField(max_length=10, choices=State.choices)
    size = models.BigIntegerField(default=0)  # rows of MarkKey when the base was made
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("heißer Schlüssel")
        verbose_name_plural = _("heiße Schlüssel")
        indexes = [models.Index(fields=["key"], name="registry_hotkey_key")]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(state="wider"), name="registry_hotkey_one_base"),
        ]

    def __str__(self) -> str:
        return self.key


class WeightTable(models.Model):
    """Weights of misreadings that an operator has loaded, tuned on real look-ups. Never changed; one holds or none."""

    version = models.PositiveSmallIntegerField(_("Version"), unique=True)
    weights = models.JSONField(_("Gewichte"))  # marks.weights.Table.to_json()
    note = models.CharField(_("Bemerkung"), max_length=200, blank=True)
    holds = models.BooleanField(_("gilt"), default=False)
    loaded_at = models.DateTimeField(_("geladen"), auto_now_add=True)

    class Meta:
        verbose_name = _("Gewichtstabelle")
        verbose_name_plural = _("Gewichtstabellen")
        ordering = ("version",)
        constraints = [
            models.UniqueConstraint(fields=["holds"], condition=Q(holds=True), name="registry_weights_one_holds"),
        ]

    def __str__(self) -> str:
        return f"{_('Gewichtstabelle')} {self.version}"


class ItemText(models.Model):
    """The words of an item and of its marks that are no text, for full-text search (tokens, space-separated)."""

    item = models.OneToOneField("registry.Item", models.CASCADE, primary_key=True, related_name="text")
    tokens = models.TextField()

    class Meta:
        verbose_name = _("Suchtext")
        verbose_name_plural = _("Suchtexte")

    def __str__(self) -> str:
        return self.tokens[:60]
