"""Choosing what is to be covered: with the mouse, by numbers or by words. Every button sends the whole form, so that
nothing that was chosen gets lost and no script is needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from PIL import Image

from werkspur.advocacy.forms.files import FindForm, MakeForm, PlaceForm
from werkspur.advocacy.models import Document
from werkspur.advocacy.rules import marks as rules
from werkspur.advocacy.services import documents, redaction
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.views.access import chamber
from werkspur.advocacy.views.files.pages import kept, page_number
from werkspur.base import pdfpages
from werkspur.base.pdfpages import Box, PdfTrouble
from werkspur.partners.requests import PersonRequest


@dataclass
class Draft:
    """What is chosen so far, and what there is to say about it."""

    document: Document
    page: int
    marks: list[Box]
    find: FindForm
    place: PlaceForm
    make: MakeForm
    said: str = ""
    trouble: str = ""
    elsewhere: dict[str, list[int]] = field(default_factory=dict)

    @property
    def wrong(self) -> bool:
        """Whether something has to be put right."""
        return bool(self.trouble or self.elsewhere or self.find.errors or self.place.errors or self.make.errors)


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def document_redact(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Choose places, look at them, make the copy."""
    document = kept(request, uid)
    if document.original is not None:
        return redirect("advocacy:document_redact", uid=document.original.uid)
    draft = _draft(request, document)
    action, _sep, which = request.POST.get("action", "").partition("-")
    if request.method == "POST" and action == "make" and _made(draft, by=request.user):
        target = _on_the_way(request, draft)
        headers = {"HX-Redirect": target} if "HX-Request" in request.headers else {}
        return HttpResponse(headers=headers) if headers else redirect(target)
    if step := _STEPS.get(action):
        step(draft, which)
    context = {"draft": draft, "document": document, **_shown(draft)}
    in_place = "HX-Request" in request.headers  # the script on the page shows only what came out well
    status = 422 if draft.wrong and not in_place else 200
    return render(request, "advocacy/files/document_redact.html", context, status=status)


def _draft(request: HttpRequest, document: Document) -> Draft:
    picture = document.media_type == documents.JPEG
    action = request.POST.get("action", "").partition("-")[0]
    page = page_number(document, request.POST.get("page") or request.GET.get("seite"))
    return Draft(
        document=document, page=page, marks=rules.read(request.POST.get("marks", ""), pages=document.pages or 1),
        find=FindForm(request.POST if action in {"find", "enter"} else None),
        place=PlaceForm(request.POST if action == "add" else None, picture=picture),
        make=MakeForm(request.POST if action == "make" else None, initial={"reason": request.POST.get("reason", "")}),
    )  # fmt: skip


# Buttons -----------------------------------------------------------------------------------------------------------


def _turn(draft: Draft, which: str) -> None:
    draft.page = page_number(draft.document, which)


def _find(draft: Draft, _which: str) -> None:
    """Cover a word wherever it stands."""
    if not draft.find.is_valid():
        return
    _cover_words(draft, [draft.find.cleaned_data["words"]])


def _rest(draft: Draft, _which: str) -> None:
    """Cover what is covered in one place in all others too."""
    _cover_words(draft, list(redaction.elsewhere(draft.document, marks=draft.marks)))


def _cover_words(draft: Draft, words: list[str]) -> None:
    before = set(draft.marks)
    try:
        for word in words if draft.document.media_type == documents.PDF else []:
            found = pdfpages.find(documents.path_of(draft.document), words=word)
            draft.marks = rules.joined(draft.marks, found)[: redaction.MOST_MARKS]
    except PdfTrouble as error:
        draft.trouble = documents.trouble(error)
        return
    if new := [mark for mark in draft.marks if mark not in before]:
        count = len(new)
        draft.said = ngettext("%(n)d Stelle ist dazugekommen.", "%(n)d Stellen sind dazugekommen.", count) % {
            "n": count
        }
        draft.page = new[0].page
    else:
        draft.trouble = _("Das steht nirgends als Text. Auf eingescannten Seiten markieren Sie die Stelle im Bild.")


def _add(draft: Draft, _which: str) -> None:
    if draft.place.is_valid():
        draft.marks = rules.joined(draft.marks, [Box(draft.page, *draft.place.sides())])[: redaction.MOST_MARKS]
        draft.said = _("Die Stelle ist dazugekommen.")
        draft.place = PlaceForm(picture=draft.document.media_type == documents.JPEG)


def _remove(draft: Draft, which: str) -> None:
    if which.isascii() and which.isdigit() and len(which) < 5 and int(which) < len(draft.marks):
        del draft.marks[int(which)]
        draft.said = _("Die Stelle ist wieder frei.")


def _clear(draft: Draft, _which: str) -> None:
    draft.marks = []


def _enter(draft: Draft, _which: str) -> None:
    """What the enter key means: it depends on what is filled in."""
    words, place = draft.find.data.get("words", ""), draft.find.data
    if words.strip():
        _find(draft, "")
    elif any(place.get(name, "").strip() for name in ("x", "y", "width", "height")):
        draft.place = PlaceForm(place, picture=draft.document.media_type == documents.JPEG)
        draft.find = FindForm()
        _add(draft, "")


_STEPS = {"enter": _enter, "page": _turn, "find": _find, "rest": _rest, "add": _add, "remove": _remove, "clear": _clear}


def _made(draft: Draft, *, by: Any) -> bool:
    """Make the copy, or say what is in the way."""
    if not draft.make.is_valid():
        return False
    values = draft.make.cleaned_data
    try:
        redaction.check(draft.document, marks=draft.marks, reason=values["reason"])
        if not values["rest_stays"]:
            draft.elsewhere = redaction.elsewhere(draft.document, marks=draft.marks)
        if draft.elsewhere:
            return False
        make = redaction.redact if draft.document.pages <= redaction.AT_HAND else redaction.redact_later
        make(draft.document, marks=draft.marks, reason=values["reason"], by=by)
    except AdvocacyRefused as refusal:
        if refusal.field == "reason":
            draft.make.add_error("reason", str(refusal))
        else:
            draft.trouble = str(refusal)
        return False
    return True


def _on_the_way(request: HttpRequest, draft: Draft) -> str:
    """Say what was made, and where it is."""
    made = draft.document
    if draft.document.pages > redaction.AT_HAND:
        messages.info(request, _("Die Kopie wird gemacht. Sie erscheint hier, wenn die Probe bestanden ist."))
    else:
        made = draft.document.redacted.order_by("-pk").first() or made
        messages.success(
            request, _("Die geschwärzte Kopie ist fertig und geprüft. Lesen Sie Bild und Text noch einmal.")
        )
    return reverse("advocacy:document", args=[made.uid])


# Page --------------------------------------------------------------------------------------------------------------


def _shown(draft: Draft) -> dict[str, Any]:
    """Size of the page, its places and all others in words."""
    picture = draft.document.media_type == documents.JPEG
    unit = 1.0 if picture else rules.MM
    size = _size(draft)
    every = [
        {"number": at, "mark": mark, "sides": [round(side * unit, 1) for side in (mark.x, mark.y)]}
        for at, mark in enumerate(draft.marks)
    ]
    return {
        "size": size,
        "every": every,
        "here": [one for one in every if one["mark"].page == draft.page],  # type: ignore[attr-defined]
        "written": rules.write(draft.marks),
        "unit": _("Pixel") if picture else _("mm"),
        "per_unit": 1 / unit,
        "is_picture": picture,
        "possible": draft.document.media_type in (documents.PDF, documents.JPEG),
        "too_many": draft.document.pages > redaction.MOST_PAGES,
        "most_pages": redaction.MOST_PAGES,
    }


def _size(draft: Draft) -> pdfpages.Size | None:
    """Width and height of the page in points, or of a picture in pixels; None when it cannot be shown."""
    try:
        if draft.document.media_type == documents.PDF:
            return pdfpages.size(documents.path_of(draft.document), page=draft.page)
        with documents.open_document(draft.document) as file, Image.open(file, formats=["JPEG"]) as picture:
            return pdfpages.Size(*map(float, picture.size))
    except (PdfTrouble, OSError):
        return None
