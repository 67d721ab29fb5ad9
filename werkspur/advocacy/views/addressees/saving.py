"""What all forms of these pages have in common: save or say why not, ask once before something is removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.validators import slug_re
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.partners.requests import PersonRequest


def named(rows: QuerySet[Any], slug: str) -> Any:
    """Return the row that an address names, to begin a form with; None when there is none, whatever was typed."""
    return rows.filter(slug=slug).first() if slug_re.match(slug) else None


def saved(
    request: PersonRequest, form: Any, *, save: Callable[[], Any], back: Callable[[], str], template: str,
    context: Mapping[str, Any],
) -> HttpResponse:  # fmt: skip
    """Answer a form: `save` when it fits and go to `back()`, else show it again with what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            save()
            messages.success(request, _("Gespeichert."))
            return redirect(back())
        except AdvocacyRefused as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def removed(
    request: PersonRequest, *, remove: Callable[[], Any], title: str, text: str, here: str, back: str, after: str
) -> HttpResponse:
    """Ask once, then remove and go to `after`; what depends on it stays, and the page says so.

    Args:
        title: what is to be removed; text: what goes with it.
        here: of the row of tabs; back: the page that one came from.
    """
    if request.method == "POST":
        try:
            remove()
        except AdvocacyRefused as error:
            messages.error(request, str(error))
            return redirect(back)
        messages.success(request, _("Gelöscht."))
        return redirect(after)
    context = {"title": title, "text": text, "here": here, "back": back}
    return render(request, "advocacy/addressees/remove.html", context)
