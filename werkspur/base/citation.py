"""How something of ours is cited: one entry for bibliography programs, in their three exchange formats."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

HOUSE = "Werkspur"
FORMS = {"bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON"}
#: media type and ending of each form
FILES = {
    "bibtex": ("application/x-bibtex; charset=utf-8", "bib"),
    "ris": ("application/x-research-info-systems; charset=utf-8", "ris"),
    "csl": ("application/vnd.citationstyles.csl+json", "json"),
}
_SPECIAL = str.maketrans({one: f"\\{one}" for one in "{}%&#_$"})


@dataclass(frozen=True, kw_only=True)
class Work:
    """What is cited. name: key of the entry; day: when it was read; ris, csl: what sort of thing these formats call it.

    notes: what else must be said, as the names of licences.
    """

    authors: tuple[str, ...]
    title: str
    year: int
    address: str
    day: date
    name: str
    notes: tuple[str, ...] = ()
    ris_type: str = "DATA"
    csl_type: str = "dataset"

    @property
    def bibtex(self) -> str:
        """One entry for a bibliography program."""
        fields = {
            "author": " and ".join(f"{{{_braced(one)}}}" for one in self.authors),
            "title": f"{{{_braced(self.title)}}}",
            "year": str(self.year),
            "publisher": HOUSE,
            "url": self.address,
            "urldate": self.day.isoformat(),
            "note": _braced(", ".join(self.notes)),
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
        return f"@misc{{{self.name},\n" + ",\n".join(lines) + "\n}\n"

    @property
    def ris(self) -> str:
        """One record in the exchange format of reference managers (RIS)."""
        lines = [
            ("TY", self.ris_type),
            *(("AU", one) for one in self.authors),
            ("TI", self.title),
            ("PY", str(self.year)),
            ("PB", HOUSE),
            ("UR", self.address),
            ("Y2", f"{self.day:%Y/%m/%d}"),
            *(("N1", one) for one in self.notes),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)

    @property
    def csl(self) -> str:
        """One item as CSL-JSON."""
        item = {
            "id": self.name,
            "type": self.csl_type,
            "title": self.title,
            "author": [{"literal": one} for one in self.authors],
            "publisher": HOUSE,
            "issued": {"date-parts": [[self.year]]},
            "accessed": {"date-parts": [[self.day.year, self.day.month, self.day.day]]},
            "URL": self.address,
            "note": ", ".join(self.notes),
        }
        return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def _braced(text: str) -> str:
    return text.translate(_SPECIAL)
