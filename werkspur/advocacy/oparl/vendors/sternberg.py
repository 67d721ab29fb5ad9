"""SD.NET RIM by Sternberg: "nothing new" comes as 404 with code 802 or as a bare [], deleted objects without a type.

Also documented in public clients: a Body where the list of bodies belongs, file addresses with `files//rim`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from werkspur.advocacy.oparl.reading import JsonObject, parse, text
from werkspur.advocacy.oparl.trouble import StatusRefused
from werkspur.advocacy.oparl.vendors.standard import Loader, Page

NOTHING_NEW = "802"


class SternbergLoader(Loader):
    """Reads an empty page where this vendor reports an error."""

    name = "sternberg"

    @classmethod
    def serves(cls, system: Mapping[str, Any]) -> bool:
        said = " ".join(text(system.get(key)).lower() for key in ("vendor", "product", "contactName"))
        return "sternberg" in said or "sd.net" in said

    def page(self, address: str, *, parameters: Mapping[str, str]) -> Page:
        try:
            return super().page(address, parameters=parameters)
        except StatusRefused as trouble:
            if self._means_nothing_new(trouble):
                return Page(self.with_parameters(address, parameters), (), "")
            raise

    @staticmethod
    def _means_nothing_new(trouble: StatusRefused) -> bool:
        """Only for a filtered list: an unfiltered one that is "not found" really is missing."""
        asked = dict(parse_qsl(urlsplit(trouble.address).query))
        if trouble.status != 404 or "modified_since" not in asked:
            return False
        try:
            said = parse(trouble.body.decode("utf-8", errors="replace"))
        except ValueError:
            return False
        return isinstance(said, dict) and text(said.get("code")) == NOTHING_NEW

    def listed(self, found: Any) -> JsonObject | None:
        if isinstance(found, dict) and "data" not in found and text(found.get("id")):
            return {"data": [found]}
        return super().listed(found)

    def mend(self, raw: JsonObject) -> JsonObject:
        mended = {key: self._mended(value) for key, value in raw.items()}
        for key in ("accessUrl", "downloadUrl"):
            if isinstance(mended.get(key), str):
                mended[key] = mended[key].replace("files//rim", "files/rim")
        return mended

    def _mended(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._mended(item) for item in value]
        return self.mend(value) if isinstance(value, dict) else value
