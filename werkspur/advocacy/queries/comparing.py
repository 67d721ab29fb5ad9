"""Two released versions beside each other, field by field."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from werkspur.advocacy.models import DemandVersion
from werkspur.advocacy.rules.versions import Change, Part, compared, is_changed
from werkspur.base.templatetags.werkspur import day


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a version. parts: its text, with what was removed and added; changed: there is anything to see."""

    label: str
    parts: tuple[Part, ...]
    changed: bool


def fields(version: DemandVersion, *, before: DemandVersion | None) -> list[Field]:
    """Return the fields that everybody reads; against the version before where there is one, empty ones left out."""
    now, then = _told(version), _told(before) if before else {}
    found = [_field(label, text=text, old=then.get(label, ""), compare=before is not None)
             for label, text in now.items()]  # fmt: skip
    return [field for field in found if field.parts]


def _field(label: str, *, text: str, old: str, compare: bool) -> Field:
    parts = compared(old, text) if compare else tuple([Part(Change.KEPT, text)] if text else [])
    return Field(label=label, parts=parts, changed=compare and is_changed(parts))


def _told(version: DemandVersion) -> dict[str, str]:
    decided = ", ".join(part for part in (version.organ, day(version.decided_on) if version.decided_on else "") if part)
    return {
        _("Titel"): version.title,
        _("Kurzfassung"): version.summary,
        _("Begründung"): version.text,
        _("Bezug zur Wirtschaft"): version.trade_link,
        _("Beschlossen"): decided,
        _("Abweichende Positionen"): version.dissent or (_("keine") if version.no_dissent else ""),
        _("Richtet sich an"): ", ".join(one.name for one in version.addressees.all()),
        _("Getragen von"): ", ".join(one.name for one in version.bearers.order_by("order", "name")),
    }
