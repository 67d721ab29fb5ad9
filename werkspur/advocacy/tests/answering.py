"""What tests note on a demand that was delivered: replies, promises and evidence of January 2027."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from werkspur.advocacy.models import Commitment, Delivery, Demand, Evidence, Reply
from werkspur.advocacy.services import evidence, replies
from werkspur.advocacy.services.commitments import note_commitment

#: a Monday; the letter of tests.world arrived on 2 December
LATER = datetime(2027, 1, 11, 11, tzinfo=UTC)
DAY = date(2027, 1, 8)


def text_file(words: str = "Wir stellen bis zum Sommer zwölf Leuchten auf.", name: str = "Brief.txt") -> Any:
    return SimpleUploadedFile(name, words.encode())


def answered(delivery: Delivery, *, by: Any, upload: Any = None, set_status: bool = False, **fields: Any) -> Reply:
    """An answer of 8 January, that lights will come."""
    values: dict[str, Any] = {"kind": "answer", "way": "post", "day": DAY, "summary": "Zwölf Leuchten kommen."}
    return replies.note_reply(
        delivery.demand, delivery=delivery, fields=values | fields, upload=upload, by=by, now=LATER,
        set_status=set_status,
    )  # fmt: skip


def promised(reply: Reply, *, by: Any, set_status: Any = False, **fields: Any) -> Commitment:
    """The promise in that answer."""
    values: dict[str, Any] = {
        "addressee": reply.addressee, "reply": reply, "wording": "zwölf Leuchten auf", "day": DAY,
        "due": date(2027, 6, 30), "measure": "Am Weg brennt Licht.", "source": "Schreiben vom 08.01.2027",
    }  # fmt: skip
    return note_commitment(reply.demand, fields=values | fields, by=by, now=LATER, set_status=set_status)


def brought(demand: Demand, *, by: Any, upload: Any = None, now: datetime = LATER, **fields: Any) -> Evidence:
    """Somebody has seen the lights burn."""
    values: dict[str, Any] = {
        "kind": "visit", "title": "Leuchten am Weg", "day": DAY, "source": "eigener Ortstermin",
        "address": "" if upload else "https://stadt.example/leuchten",
    }  # fmt: skip
    return evidence.bring(demand, fields=values | fields, upload=upload, by=by, now=now)
