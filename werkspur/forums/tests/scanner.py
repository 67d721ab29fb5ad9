"""A scanner in tests: what it reads and sends, and what a person's ticket is."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from werkspur.forums.models import Event, Participant, Registration
from werkspur.forums.services.scans import Read
from werkspur.forums.tests.world import START, ForumWorld, forum_world

NUMBERS = itertools.count(1)


def evening(**fields: Any) -> ForumWorld:
    """The world of an evening that runs right now."""
    return forum_world(**({"start": timezone.now(), "end": timezone.now() + timedelta(hours=3)} | fields))


def ticket(registration: Registration, *, place: int = 0) -> str:
    return f"W1:{guest(registration, place=place).ticket}"


def guest(registration: Registration, *, place: int = 0) -> Participant:
    return registration.participants.order_by("pk")[place]


def read(text: str = "", *, minutes: float = 0, way: str = "in", **fields: Any) -> Read:
    """A scan, minutes after the beginning of the world's event."""
    return Read(nonce=uuid.uuid4(), way=way, at=START + timedelta(minutes=minutes), text=text, **fields)


def read_now(text: str) -> Read:
    return Read(nonce=uuid.uuid4(), way="in", at=timezone.now(), text=text)


@dataclass
class Scanner:
    """A phone that somebody holds. late: how much its clock is slow."""

    person: Any
    event: Event
    device: str = field(default_factory=lambda: str(uuid.uuid4()))
    late: timedelta = timedelta()

    def __post_init__(self) -> None:
        self.client = Client()
        self.client.force_login(self.person, backend="django.contrib.auth.backends.ModelBackend")

    @property
    def url(self) -> str:
        return f"/foren/einlass/{self.event.uid}/"

    def scan(self, text: str = "", *, at: datetime | None = None, way: str = "in", **fields: Any) -> dict[str, Any]:
        at = (at or timezone.now()) - self.late
        return {"nonce": str(uuid.uuid4()), "way": way, "at": at.isoformat(), "text": text} | fields

    def package(self) -> dict[str, Any]:
        return dict(self.client.get(f"{self.url}daten").json())

    def send(self, *scans: Any, **fields: Any) -> Any:
        sent = (timezone.now() - self.late).isoformat()
        message = {"device": self.device, "sent": sent, "list": "", "scans": list(scans)} | fields
        return self.client.post(f"{self.url}abgleich", message, "application/json")

    def outcomes(self, *scans: Any) -> list[str]:
        return [each["outcome"] for each in self.send(*scans).json()["taken"]]
