"""The pages around the calendar, beside each other as tabs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def all_tabs(current: str, *, day: date) -> list[dict[str, Any]]:
    """Return the tabs of a page beside the calendar; the calendar itself keeps what was chosen."""
    views = (("tag", _("Tag")), ("woche", _("Woche")), ("monat", _("Monat")))
    calendar = reverse("advice:calendar")
    tabs = [{"label": label, "url": f"{calendar}?ansicht={view}&tag={day.isoformat()}"} for view, label in views]
    return [*tabs, *other_tabs(current, day=day)]


def other_tabs(current: str = "", *, day: date) -> list[dict[str, Any]]:
    """Return the tabs beside the views of the calendar."""
    pages = (
        ("whereabouts", _("Wer ist wo"), f"?tag={day.isoformat()}"), ("phone", _("Am Telefon"), ""),
        ("calls", _("Anrufe"), ""), ("bookings", _("Buchungen"), ""),
    )  # fmt: skip
    return [
        {"label": label, "url": reverse(f"advice:{name}") + query, "current": name == current}
        for name, label, query in pages
    ]
