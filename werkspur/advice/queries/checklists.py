"""Checklists as pages and rules read them, and what changed from one version to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advice.models import Category, Checklist, ChecklistItem, ChecklistVersion
from werkspur.advice.rules.asking import Question
from werkspur.advice.rules.releasing import Fault, faults
from werkspur.advice.rules.scoring import Item

#: what is compared between two versions, in the order in which it is told
COMPARED = ("question", "advice", "norms", "weight", "knock_out", "kind", "effort", "profiles", "asks_when")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference. kind: added, removed, changed. fields: (label, before, after)."""

    kind: str
    key: str
    title: str
    fields: Sequence[tuple[str, str, str]] = ()


def released(kind: str) -> ChecklistVersion | None:
    """The version that is asked now."""
    return ChecklistVersion.objects.filter(checklist__kind=kind, state="released").select_related("checklist").first()


def lists() -> QuerySet[Checklist]:
    """Every list with its versions, newest first, each with `item_count`."""
    versions = ChecklistVersion.objects.annotate(item_count=Count("categories__items")).order_by("-number")
    return Checklist.objects.prefetch_related(Prefetch("versions", versions))


def categories(version: ChecklistVersion) -> list[Category]:
    """The categories with their items (two queries)."""
    return list(version.categories.prefetch_related("items").order_by("order", "key"))


def question_of(item: ChecklistItem, *, category: str) -> Question:
    """The item as the rules know it."""
    scored = Item(
        key=item.key, category=category, weight=item.weight, knock_out=item.knock_out, effort=item.effort
    )  # fmt: skip
    return Question(item=scored, profiles=item.profiles, asks_when=item.asks_when)


def questions(found: Iterable[Category]) -> list[Question]:
    """Every item of these categories as the rules know it."""
    return [question_of(item, category=category.key) for category in found for item in category.items.all()]


def faults_of(version: ChecklistVersion, *, note: str | None = None) -> list[Fault]:
    """What keeps a draft from being released. note: what is to be written, when not saved yet."""
    found = categories(version)
    return faults(
        questions(found),
        shares={category.key: category.share for category in found},
        advised={item.key: bool(item.advice.strip()) for category in found for item in category.items.all()},
        note=version.note if note is None else note,
    )


def difference(before: ChecklistVersion, after: ChecklistVersion) -> list[Change]:
    """What is new, gone and different in `after`: categories first, then items in the order of the list."""
    old, new = categories(before), categories(after)
    changes = _compared({one.key: one for one in old}, {one.key: one for one in new}, told=_category_told)
    return changes + _compared(_items(old), _items(new), told=_item_told)


def _items(found: Iterable[Category]) -> dict[str, ChecklistItem]:
    return {item.key: item for category in found for item in category.items.all()}


def _compared(old: Mapping[str, Any], new: Mapping[str, Any], *, told: Any) -> list[Change]:
    changes = []
    for key, thing in new.items():
        if key not in old:
            changes.append(Change(kind="added", key=key, title=_title(thing)))
            continue
        was, now = told(old[key]), told(thing)
        fields = [(label, was[label], now[label]) for label in now if was[label] != now[label]]
        if fields:
            changes.append(Change(kind="changed", key=key, title=_title(thing), fields=fields))
    gone = [key for key in old if key not in new]
    return changes + [Change(kind="removed", key=key, title=_title(old[key])) for key in gone]


def _title(thing: Category | ChecklistItem) -> str:
    return thing.name if isinstance(thing, Category) else thing.question


def _category_told(category: Category) -> dict[str, str]:
    return {_("Name"): category.name, _("Anteil"): str(category.share)}


def _item_told(item: ChecklistItem) -> dict[str, str]:
    labels = {field.name: str(field.verbose_name) for field in item._meta.concrete_fields}
    return {labels[name]: told_value(item, name) for name in COMPARED}


def told_value(thing: Category | ChecklistItem, name: str) -> str:
    """One field of an item or a category, as people read it."""
    value = getattr(thing, name.removesuffix("_id"))
    if name == "kind" and isinstance(thing, ChecklistItem):
        value = thing.get_kind_display()
    elif isinstance(value, bool):
        value = _("ja") if value else _("nein")
    elif isinstance(value, list):
        value = ", ".join(value)
    return str(value)


def told(fault: Fault) -> str:
    """What is wrong with a draft and what to do, as a sentence."""
    return str(SENTENCES[fault.code]) % {"key": fault.key, "value": fault.value}


_GONE = gettext_lazy("Prüfpunkt %(key)s hängt an %(value)s, und das gibt es in dieser Fassung nicht.")
#: code of a fault (`rules.releasing.Fault`) → sentence
SENTENCES = {
    "note": gettext_lazy("Es fehlt, was neu ist. Wer später vergleicht, muss es wissen."),
    "shares": gettext_lazy("Die Anteile der Bereiche ergeben zusammen %(value)s. Es müssen 100 sein."),
    "share": gettext_lazy("Bereich %(key)s hat keinen Anteil. Geben Sie ihm einen, oder löschen Sie ihn."),
    "empty": gettext_lazy("Bereich %(key)s hat keinen Prüfpunkt. Legen Sie einen an, oder löschen Sie den Bereich."),
    "twice": gettext_lazy("Das Kürzel %(key)s kommt zweimal vor. Jeder Prüfpunkt braucht sein eigenes."),
    "weight": gettext_lazy("Prüfpunkt %(key)s hat das Gewicht %(value)s. Es geht von 1 bis 5."),
    "effort": gettext_lazy("Prüfpunkt %(key)s hat den Aufwand %(value)s. Er geht von 0 bis 3."),
    "profiles": gettext_lazy("Prüfpunkt %(key)s gilt für keinen Standort. Wählen Sie mindestens einen."),
    "advice": gettext_lazy("Prüfpunkt %(key)s hat keine Empfehlung. Was soll der Betrieb tun?"),
    "loop": gettext_lazy("Prüfpunkt %(key)s hängt über %(value)s an sich selbst. So würde er nie gefragt."),
    "never": gettext_lazy(
        "Prüfpunkt %(key)s hängt an %(value)s, und der gilt für andere Standorte. So würde er nie gefragt."
    ),
    "dangling": _GONE,
    "unreadable": _GONE,
}
