"""What happened to an item, as sentences, newest first, from the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.base.templatetags.werkspur import money
from werkspur.journal.models import Entry
from werkspur.registry.models import Item, Mark

#: verbs that need nothing but their sentence; look-ups are left out on purpose: the company sees how many, not by whom
SENTENCES = {
    "registry.photo_added": gettext_lazy("Foto ergänzt"),
    "registry.photo_described": gettext_lazy("Foto beschrieben"),
    "registry.photo_removed": gettext_lazy("Foto entfernt"),
    "registry.document_added": gettext_lazy("Dokument ergänzt"),
    "registry.document_removed": gettext_lazy("Dokument entfernt"),
}
#: fields whose name in the model says how they are stored rather than what they are
NAMES = {
    "acquired_on": gettext_lazy("Kaufdatum"),
    "price_cents": gettext_lazy("Kaufpreis"),
    "value_cents": gettext_lazy("Zeitwert"),
}
#: journalled fields that are amounts in cents
AMOUNTS = {"price_cents", "value_cents"}


@dataclass(frozen=True)
class Event:
    """One line of the history."""

    at: datetime
    text: str
    reason: str = ""


def history(item: Item, *, limit: int = 50) -> list[Event]:
    """The last events of an item, newest first; how it came in is always among them."""
    entries = Entry.objects.filter(object_type=Item._meta.label_lower, object_id=str(item.uid))
    told = entries.filter(verb__startswith="registry.").order_by("-number")[:limit]
    events = [Event(entry.at, text, entry.reason) for entry in told for text in sentences(entry)]
    if not any(entry.verb == "registry.item_created" for entry in told):
        events.append(Event(item.created_at, _entered(item.imported_by.filename if item.imported_by else "")))
    return events


def sentences(entry: Entry) -> list[str]:
    """What one entry of the journal says about an item, one sentence for each thing that changed."""
    details: dict[str, Any] = entry.details
    if entry.verb in SENTENCES:
        return [str(SENTENCES[entry.verb])]
    match entry.verb.removeprefix("registry."):
        case "item_created":
            return [_entered(details.get("source", ""))]
        case "item_changed":
            return [_change(field, *values) for field, values in details.get("changes", {}).items()]
        case "state_changed":
            return [_("Stand: %s") % _label(Item.State, details.get("state", ""))]
        case "mark_added" | "mark_changed" | "mark_removed" as verb:
            return [_mark(verb, details)]
        case "item_in_kit":
            return [_("In den Satz „%s“ gelegt") % details.get("kit", "")]
        case "item_out_of_kit":
            return [_("Aus dem Satz „%s“ genommen") % details.get("kit", "")]
    return []


def _entered(source: str) -> str:
    return _("Eingetragen aus %s") % source if source else _("Eingetragen")


def _mark(verb: str, details: dict[str, Any]) -> str:
    kind = _label(Mark.Kind, details.get("kind", ""))
    if verb == "mark_added":
        return _("%s ergänzt") % kind
    if verb == "mark_removed":
        return _("%(kind)s gelöscht: %(mark)s") % {"kind": kind, "mark": details.get("mark", "")}
    if details.get("state"):
        return _("%(kind)s: %(state)s") % {"kind": kind, "state": _label(Mark.State, details["state"])}
    return _("%s berichtigt") % kind


def _change(field: str, before: object, after: object) -> str:
    values = {"field": _field_name(field), "before": _shown(field, before), "after": _shown(field, after)}
    if field == "description":
        return _("%(field)s geändert") % values
    if not values["before"]:
        return _("%(field)s ergänzt: %(after)s") % values
    if not values["after"]:
        return _("%(field)s entfernt: %(before)s") % values
    return _("%(field)s geändert: %(before)s, jetzt %(after)s") % values


def _field_name(field: str) -> str:
    name = str(NAMES[field] if field in NAMES else getattr(Item._meta.get_field(field), "verbose_name", ""))
    return name[:1].upper() + name[1:]


def _shown(field: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if field in AMOUNTS and isinstance(value, int):
        return money(value)
    if field == "acquired_on":
        return date_format(date.fromisoformat(str(value)), "d.m.Y")
    return str(value)


def _label(choices: Any, value: str) -> str:
    return str(dict(choices.choices).get(value, value))
