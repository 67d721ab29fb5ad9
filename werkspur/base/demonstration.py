"""What the apps hand each other while the demonstration partnership is built."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

SEED = 20261122
PASSWORD = "werkspur-demo"  # noqa: S105  public by purpose, works in demonstration mode only
LOGINS = (
    ("betrieb@werkspur.example", "Betrieb"),
    ("kammer@werkspur.example", "Kammer"),
    ("ihk@werkspur.example", "Kammer, für die zweite Freigabe"),
    ("polizei@werkspur.example", "Polizei, Ermittlung"),
    ("beratung@werkspur.example", "Polizei, Beratung"),
    ("datenschutz@werkspur.example", "Datenschutz"),
)


@dataclass
class Build:
    """Filled from the lowest app upwards; each Baustein's `demo(build)` reads what is there and adds its share."""

    random: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311  repeatable, no secret
    now: datetime = field(default_factory=timezone.now)
    partners: dict[str, Any] = field(default_factory=dict)  # by slug
    people: dict[str, Any] = field(default_factory=dict)  # by login: see partners.demo.LOGINS
    companies: list[Any] = field(default_factory=list)
    items: list[Any] = field(default_factory=list)
