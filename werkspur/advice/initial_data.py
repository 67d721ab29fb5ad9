"""What advice knows from the start: topics, offers, places, school holidays, rules of reminders, checklists.

Sources: municipalities and their middles, computed from the borders VG5000 of 1 January 2021, © GeoBasis-DE / BKG 2021
(data changed), dl-de/by-2-0. School holidays of Saxony 2026/2027 as the Sächsisches Staatsministerium für Kultus
published them. Loading again adds what is missing and overwrites nothing that somebody has changed since.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext_noop as _

from werkspur.advice.models import Closure, Offer, Place, ReminderRule, Topic
from werkspur.advice.services.first_versions import load_checklists
from werkspur.partners.models import Office, Region
from werkspur.partners.services.companies import UMLAUTS

PLACES = Path(__file__).with_name("data") / "places.csv"
BORDERS = "Mitte der Gemeinde, berechnet aus VG5000 vom 1. Januar 2021, © GeoBasis-DE / BKG 2021 (Daten verändert)"
MINISTRY = "Sächsisches Staatsministerium für Kultus, Schuljahr 2026/2027"

TOPICS = (
    ("einbruchschutz", _("Türen, Fenster und Tore"), _("Was Täter aufhält und was sich nachrüsten lässt.")),
    ("alarm-video", _("Alarm und Video"), _("Was die Technik kann, was sie darf, und wer sie plant.")),
    ("baustelle", _("Baustelle und Lager"), _("Container, Zäune, Licht und Geräte über Nacht.")),
    ("fahrzeuge", _("Fahrzeuge und Werkzeug"), _("Transporter sichern, Geräte kennzeichnen und eintragen.")),
    ("organisation", _("Schlüssel und Abläufe"), _("Wer schließt ab, wer hat Zutritt, was tun im Notfall.")),
    ("nach-der-tat", _("Nach einem Einbruch"), _("Schwachstelle schließen, Spuren und Nachweise, wie es weitergeht.")),
)

OFFICE, CALL, VIDEO, VISIT = Offer.Kind.OFFICE, Offer.Kind.CALL, Offer.Kind.VIDEO, Offer.Kind.VISIT
# fixed identity, so that a new title does not make a second one
OFFERS: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("b1d5a0de-6f0c-4b3a-9d11-000000000001", OFFICE, _("Sprechtag im Büro"),
     _("Ein Gespräch in einem Büro der Kammern. Bringen Sie Fotos oder einen Plan mit, wenn Sie haben."),
     {"minutes": 45, "pause": 15}),
    ("b1d5a0de-6f0c-4b3a-9d11-000000000002", VISIT, _("Besuch im Betrieb"),
     _("Wir gehen mit Ihnen durch den Betrieb und sagen, was zuerst zu tun ist. Danach bekommen Sie ein Protokoll."),
     {"minutes": 90, "pause": 30, "notice_hours": 48, "horizon_days": 90, "by_staff": True}),
    ("b1d5a0de-6f0c-4b3a-9d11-000000000003", CALL, _("Am Telefon"),
     _("Wir rufen zur gewählten Zeit an."), {"minutes": 30, "pause": 0, "notice_hours": 4}),
    ("b1d5a0de-6f0c-4b3a-9d11-000000000004", VIDEO, _("Per Video"),
     _("Den Link bekommen Sie vor dem Gespräch. Eine Kamera ist nicht nötig."),
     {"minutes": 30, "pause": 0, "notice_hours": 4}),
    ("b1d5a0de-6f0c-4b3a-9d11-000000000005", VISIT, _("Nach einem Einbruch"),
     _("Wir kommen binnen 72 Stunden. Vorher: 110 rufen, nichts anfassen, Geräte als gestohlen melden."),
     {"minutes": 60, "pause": 30, "notice_hours": 0, "horizon_days": 3, "urgent": True}),
)  # fmt: skip

SCHOOL_HOLIDAYS = (
    (_("Herbstferien"), date(2026, 10, 12), date(2026, 10, 24)),
    (_("Weihnachtsferien"), date(2026, 12, 23), date(2027, 1, 2)),
    (_("Winterferien"), date(2027, 2, 8), date(2027, 2, 19)),
    (_("Osterferien"), date(2027, 3, 26), date(2027, 4, 2)),
    (_("Pfingstferien"), date(2027, 5, 15), date(2027, 5, 18)),
    (_("Sommerferien"), date(2027, 7, 10), date(2027, 8, 20)),
)

# letter, hours before (negative) or after the appointment
REMINDERS = (
    ("remind_48", -48), ("remind_24", -24), ("tasks_14", 14 * 24), ("tasks_90", 90 * 24), ("tasks_365", 365 * 24),
)  # fmt: skip


def load() -> None:
    """Add what is missing. May run at every start."""
    _load_offers(_load_topics())
    middles = _load_municipalities()
    for office in Office.objects.filter(place=None):
        _place_office(office, middles=middles)
    for name, first, last in SCHOOL_HOLIDAYS:
        values = {"last": last, "closes": False, "source": MINISTRY, "public_reason": name}
        Closure.objects.get_or_create(kind=Closure.Kind.SCHOOL, first=first, defaults=values)
    for code, hours in REMINDERS:
        ReminderRule.objects.get_or_create(code=code, defaults={"letter": code, "hours": hours})
    load_checklists()


def _load_topics() -> list[Topic]:
    found = []
    for order, (slug, name, text) in enumerate(TOPICS, start=1):
        values = {"name": name, "text": text, "order": order * 10}
        found.append(Topic.objects.get_or_create(slug=slug, defaults=values)[0])
    return found


def _load_offers(topics: list[Topic]) -> None:
    for order, (uid, kind, title, text, values) in enumerate(OFFERS, start=1):
        defaults = {"kind": kind, "title": title, "text": text, "order": order * 10, **values}
        offer, new = Offer.objects.get_or_create(uid=UUID(uid), defaults=defaults)
        if new:
            offer.topics.set(topics)


def _load_municipalities() -> dict[str, tuple[float, float]]:
    """Add the municipalities of the three districts; return their middles by name."""
    regions = {region.key: region for region in Region.objects.filter(level=Region.Level.DISTRICT)}
    known = set(Place.objects.values_list("key", flat=True))
    middles, new = {}, []
    with PLACES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
            middles[row["name"]] = (latitude, longitude)
            if row["key"] not in known:
                region = regions.get(row["key"][:5])
                new.append(Place(key=row["key"], name=row["name"], region=region, latitude=latitude,
                                 longitude=longitude, source=BORDERS))  # fmt: skip
    Place.objects.bulk_create(new)
    return middles


def _place_office(office: Office, *, middles: dict[str, tuple[float, float]]) -> None:
    """Put an office where its municipality is; who plans enters it more exactly."""
    latitude, longitude = middles.get(office.city, (None, None))
    key = slugify(f"buero-{office.name}".translate(UMLAUTS))[:70]
    if Place.objects.filter(key=key).exists():
        key = f"{key}-{office.pk}"
    Place.objects.create(
        key=key, name=office.name, office=office, region=office.region, latitude=latitude, longitude=longitude,
        source=BORDERS if latitude else "",
    )  # fmt: skip
