"""Licences of open data: what they are called and where their text is.

Source: govdata.de (text of the licences), DCAT-AP.de (the list of licences of the German application profile).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """code as it stands beside a figure; url of its text, '' where nobody knows it; uri in the list of DCAT-AP.de."""

    code: str
    name: str = ""
    url: str = ""
    uri: str = ""


KNOWN = {
    one.code: one
    for one in (
        Licence(
            "dl-de/by-2-0",
            "Datenlizenz Deutschland – Namensnennung – Version 2.0",
            "https://www.govdata.de/dl-de/by-2-0",
            "http://dcat-ap.de/def/licenses/dl-by-de/2.0",
        ),
        Licence(
            "dl-de/zero-2-0",
            "Datenlizenz Deutschland – Zero – Version 2.0",
            "https://www.govdata.de/dl-de/zero-2-0",
            "http://dcat-ap.de/def/licenses/dl-zero-de/2.0",
        ),
        Licence(
            "CC BY 4.0",
            "Creative Commons Namensnennung 4.0 International",
            "https://creativecommons.org/licenses/by/4.0/",
            "http://dcat-ap.de/def/licenses/cc-by/4.0",
        ),
    )
}


def licence(code: str) -> Licence:
    """Return what is known of a licence; one that is not known is named as it stands in the import."""
    return KNOWN.get(code, Licence(code, code))
