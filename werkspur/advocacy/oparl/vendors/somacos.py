"""Session by Somacos: stumbles over encoded characters in a query, so parameters go out as they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from werkspur.advocacy.oparl.reading import text
from werkspur.advocacy.oparl.vendors.standard import Loader


class SomacosLoader(Loader):
    """Writes UTC as "Z": the "+" of an offset, sent as it is, would be read as a space."""

    name = "somacos"

    @classmethod
    def serves(cls, system: Mapping[str, Any]) -> bool:
        said = " ".join(text(system.get(key)).lower() for key in ("vendor", "product", "contactName"))
        return "somacos" in said

    def stamp(self, moment: datetime) -> str:
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

    def encoded(self, value: str) -> str:
        return value
