"""What is known about the numbers of some makes: which are individual, and which only name the model or a date.

Plates carry several numbers side by side. Only the individual number singles out one thing; owners often copy the
article number instead. Forms are taken from manuals, makers' help pages and collectors' sites (research of 2026); each
is a hint, never a reason to refuse. Forms are tried on the cleaned number.
"""

import re
from dataclasses import dataclass

from werkspur.marks.clean import clean
from werkspur.marks.wording import gettext_noop

ARTICLE = gettext_noop(
    "Das ist wohl die Artikelnummer von %(make)s. Sie bezeichnet das Modell, die Seriennummer steht daneben."
)
DATE_CODE = gettext_noop("Das ist wohl das Herstelldatum. Die Seriennummer steht daneben.")
TYPE_CODE = gettext_noop("Das ist wohl die Typbezeichnung von %(make)s. Die Seriennummer steht daneben.")
INDIVIDUAL = gettext_noop("Aufgebaut wie eine Seriennummer von %(make)s.")


@dataclass(frozen=True)
class Form:
    """A form of numbers of a make. `what`: article, type, date or individual. `alone`: telling without the make."""

    make: str
    names: tuple[str, ...]
    what: str
    pattern: re.Pattern[str]
    alone: bool = False


_TEMPLATES = {"article": ARTICLE, "type": TYPE_CODE, "date": DATE_CODE, "individual": INDIVIDUAL}

FORMS = (
    Form("Bosch", ("bosch",), "article", re.compile(r"[03]6\d\d[0-9A-Z]{6}"), alone=True),
    Form("Wacker Neuson", ("wacker", "neuson"), "article", re.compile(r"0\d{6}")),
    Form("Wacker Neuson", ("wacker", "neuson"), "individual", re.compile(r"A[A-Z]\d{5}")),
    Form("Festool", ("festool",), "article", re.compile(r"T(?:NR)?\d{6,8}")),
    Form("Metabo", ("metabo",), "article", re.compile(r"\d{8,9}")),
    Form("Metabo", ("metabo",), "individual", re.compile(r"\d{13}")),
    Form("Makita", ("makita",), "type", re.compile(r"[A-Z]{2,3}\d{3}[A-Z]{0,4}")),
    Form("DeWalt", ("dewalt",), "date", re.compile(r"(?:19|20)\d\d(?:0[1-9]|[1-4]\d|5[0-3])\d\d")),
    Form("Bosch", ("bosch", "siemens", "neff", "bsh"), "date", re.compile(r"FD\d{4}"), alone=True),
    Form("Milwaukee", ("milwaukee",), "individual", re.compile(r"[A-Z]\d\d[A-Z]{2}\d{9}"), alone=True),
    Form("RIDGID", ("ridgid",), "individual", re.compile(r"[A-Z]{2}\d{4}[A-Z]\d{5}"), alone=True),
    Form("Caterpillar", ("cat", "caterpillar"), "individual", re.compile(r"[0-9A-Z]{3}\d{5}")),
    Form("Husqvarna", ("husqvarna",), "individual", re.compile(r"(?:20)?\d\d(?:0[1-9]|[1-4]\d|5[0-3])\d{5}")),
    Form("STIHL", ("stihl",), "individual", re.compile(r"\d{9}")),
)

#: words on plates in front of numbers that are not individual
ARTICLE_LABEL = re.compile(
    r"\b(?:Art(?:ikel)?[.\s-]*(?:Nr|No|Nummer)|Best(?:ell)?[.\s-]*(?:Nr|No|Nummer)|Sach[.\s-]*Nr|Mat(?:erial)?[.\s-]*Nr"
    r"|T-Nr|E-Nr|Typ(?:e|en)?[.\s-]*(?:Nr|Nummer)?|Mod(?:ell?)?|Item\s?(?:No)?|Part\s?No|P\s?/\s?N|Order\s?No|Ref|EAN|GTIN)"
    r"\b\.?[\s:#)]*\S*\d",
    re.IGNORECASE,
)
#: date codes as printed, with their separators: 2021 38-45
DATE_LABEL = re.compile(r"(?:19|20)\d\d\s(?:0[1-9]|[1-4]\d|5[0-3])\s?[-–]\s?\w{2}")


def form(text: str, make: str | None) -> Form | None:
    """Return the form that a number has for this make; without a make, only forms that are telling by themselves."""
    number, named = clean(text), (make or "").casefold()
    for known in FORMS:
        fits = any(name in named.split() or named.startswith(name) for name in known.names)
        if (fits or (known.alone and not named)) and known.pattern.fullmatch(number):
            return known
    return None


def template(known: Form) -> str:
    """Return the sentence about a number of this form."""
    return _TEMPLATES[known.what]
