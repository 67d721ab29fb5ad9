"""ALLRIS by CC e-gov (also Leipzig): empty strings for missing values, a bare object where a list belongs.

Seen in public clients: random 500 (tried again by the fetcher), `"created": ""`, `web` starting "N/A", broken control
characters (mended when parsing), `auxiliaryFile` as an object.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkspur.advocacy.oparl.reading import JsonObject, text
from werkspur.advocacy.oparl.vendors.standard import Loader

LISTS = ("auxiliaryFile",)


class AllrisLoader(Loader):
    """Drops placeholders at every level and puts single objects into the list they belong in."""

    name = "allris"

    @classmethod
    def serves(cls, system: Mapping[str, Any]) -> bool:
        said = " ".join(text(system.get(key)).lower() for key in ("vendor", "product", "contactName"))
        return "cc-egov" in said or "cc e-gov" in said or "allris" in said

    def mend(self, raw: JsonObject) -> JsonObject:
        return {key: self._mended(key, value) for key, value in raw.items() if not self._is_placeholder(value)}

    def _mended(self, key: str, value: Any) -> Any:
        if isinstance(value, dict):
            whole = self.mend(value)
            return [whole] if key in LISTS else whole
        if isinstance(value, list):
            return [self.mend(item) if isinstance(item, dict) else item for item in value]
        return value

    @staticmethod
    def _is_placeholder(value: Any) -> bool:
        return isinstance(value, str) and text(value) == ""
