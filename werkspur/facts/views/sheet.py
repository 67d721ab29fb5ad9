"""The yearly fact sheet of an area, a document for a security forum. Anybody may load it."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.pdf import compile_pdf
from werkspur.facts.queries import sheet as sheets
from werkspur.facts.queries.overview import TOTAL
from werkspur.facts.queries.selection import Selection
from werkspur.facts.views.sending import BAD_WISH, NOT_THERE, Brake, File, Refused, as_file, asked

#: documents set in a minute for one address and for all together: each takes a processor a second
EACH, ALL = 10, 60


@as_file
def sheet(request: HttpRequest) -> File:
    """Four pages as PDF/UA: `gebiet` and `jahr`, by default Leipzig and the newest year."""
    chosen = _asked(request)
    series = urlencode({"gebiet": chosen.area.key, "schluessel": TOTAL}, safe="*")
    address = request.build_absolute_uri(f"{reverse('facts:series')}?{series}")
    try:
        made = sheets.sheet(chosen, address=address, today=timezone.localdate())
    except sheets.NoFigures as missing:
        raise Refused(str(missing), status=NOT_THERE) from None
    version = json.dumps([made.data, made.drawings], ensure_ascii=False, sort_keys=True).encode()
    return File(
        content=lambda: _set(request, made, version=version),
        version=version,
        type="application/pdf",
        name=f"{made.name}.pdf",
        attached=True,
        daily=True,
    )


def _asked(request: HttpRequest) -> Selection:
    """The area and year asked for. Raises Refused."""
    chosen = asked(request)
    if len(chosen.areas) > 1:
        raise Refused(_("Ein Faktenblatt gilt für ein Gebiet."), status=BAD_WISH)
    return chosen


def _set(request: HttpRequest, made: sheets.Sheet, *, version: bytes) -> bytes:
    """The document, set once an hour. Raises Refused: too many were set."""
    sentence = _("Zu viele Faktenblätter auf einmal. In einer Minute geht es weiter.")
    brake = Brake(name="facts-sheet", each=EACH, all=ALL, sentence=sentence)

    def pdf() -> bytes:
        return compile_pdf("facts/typst/sheet.typ", data=made.data, title=made.title, drawings=made.drawings)

    return brake.made(request, pdf, version=version)
