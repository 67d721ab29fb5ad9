"""Editing the categories and items of a draft. A version that is released meanwhile sends back to its page."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from werkspur.advice.forms.checklists import CategoryForm, ItemForm
from werkspur.advice.models import Category, ChecklistItem, ChecklistVersion
from werkspur.advice.services import checklists as services
from werkspur.advice.services.refusals import PlanRefused
from werkspur.advice.views.checklists.reading import version_or_404
from werkspur.advice.views.checklists.releasing import to_version
from werkspur.partners.permissions import advice_required
from werkspur.partners.requests import PersonRequest

Thing = TypeVar("Thing", Category, ChecklistItem)
#: between two neighbours, so that something fits in between
STEP = 10


@advice_required
@require_http_methods(["GET", "HEAD", "POST"])
def category_new(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    version = version_or_404(slug, number)
    last = version.categories.order_by("order").last()
    category = Category(version=version, order=last.order + STEP if last else STEP)
    return _category(request, version, category, title=_("Neuer Bereich"))


@advice_required
@require_http_methods(["GET", "HEAD", "POST"])
def category_edit(request: PersonRequest, slug: str, number: int, pk: int) -> HttpResponse:
    version = version_or_404(slug, number)
    category = version.categories.filter(pk=pk).first() or _again(request, Category(version=version))
    return _category(request, version, category, title=_("Bereich %(key)s") % {"key": category.key})


@advice_required
@require_http_methods(["GET", "HEAD", "POST"])
def category_delete(request: PersonRequest, slug: str, number: int, pk: int) -> HttpResponse:
    version = version_or_404(slug, number)
    category = get_object_or_404(version.categories, pk=pk)
    count = category.items.count()
    text = ngettext(
        "Mit ihm geht sein Prüfpunkt.", "Mit ihm gehen seine %(count)d Prüfpunkte.", count
    ) % {"count": count} if count else _("Er hat keinen Prüfpunkt.")  # fmt: skip
    return _delete(request, version, category, title=_("Bereich %(key)s löschen") % {"key": category.key}, text=text)


@advice_required
@require_http_methods(["GET", "HEAD", "POST"])
def checklist_item_new(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    version = version_or_404(slug, number)
    wanted = request.GET.get("bereich", "")
    category = version.categories.filter(key=wanted).first() or version.categories.first()
    last = ChecklistItem.objects.filter(category=category).order_by("order").last()
    item = ChecklistItem(order=last.order + 1 if last else STEP)
    if category is not None:
        item.category = category
    return _item(request, version, item, title=_("Neuer Prüfpunkt"))


@advice_required
@require_http_methods(["GET", "HEAD", "POST"])
def checklist_item_edit(request: PersonRequest, slug: str, number: int, pk: int) -> HttpResponse:
    version = version_or_404(slug, number)
    item = ChecklistItem.objects.filter(category__version=version, pk=pk).first() or _again(request, ChecklistItem())
    return _item(request, version, item, title=_("Prüfpunkt %(key)s") % {"key": item.key})


@advice_required
@require_http_methods(["GET", "HEAD", "POST"])
def checklist_item_delete(request: PersonRequest, slug: str, number: int, pk: int) -> HttpResponse:
    version = version_or_404(slug, number)
    item = get_object_or_404(ChecklistItem, category__version=version, pk=pk)
    return _delete(request, version, item, title=_("Prüfpunkt %(key)s löschen") % {"key": item.key}, text=item.question)


def _again(request: PersonRequest, thing: Thing) -> Thing:
    """What was typed about something that a colleague has deleted meanwhile becomes a new thing. Raises Http404."""
    if request.method != "POST":
        raise Http404
    return thing


def _category(request: PersonRequest, version: ChecklistVersion, category: Category, *, title: str) -> HttpResponse:
    form = CategoryForm(request.POST or None, instance=category)
    return _edit(request, version, form, verb=services.save_category, title=title)


def _item(request: PersonRequest, version: ChecklistVersion, item: ChecklistItem, *, title: str) -> HttpResponse:
    form = ItemForm(request.POST or None, instance=item, version=version)
    return _edit(request, version, form, verb=services.save_item, title=title)


def _edit(request: PersonRequest, version: ChecklistVersion, form: Any, *, verb: Any, title: str) -> HttpResponse:
    if version.state != ChecklistVersion.State.DRAFT:
        return _not_a_draft(request, version)
    differs: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, version, form, verb=verb)
        except services.NotADraft:
            return _not_a_draft(request, version)
        except PlanRefused as refused:
            form.add_error(refused.field, str(refused))
        except services.ChangedMeanwhile as meanwhile:
            differs = {"conflicts": form.show_again(meanwhile.now, meanwhile.fields), "gone": meanwhile.now is None}
    thing = form.instance if form.instance.pk else None
    context = {"version": version, "form": form, "title": title, "thing": thing, **differs}
    return render(request, "advice/checklists/edit.html", context)


def _saved(request: PersonRequest, version: ChecklistVersion, form: Any, *, verb: Any) -> HttpResponse:
    """Keep what was typed, unless a colleague changed the same. Raises what the verb raises, ChangedMeanwhile."""
    thing = form.save(commit=False)
    if thing.pk is None and form.cleaned_data["seen"]:
        raise services.ChangedMeanwhile(None)
    verb(thing, by=request.user, seen=form.was_seen())
    messages.success(request, _("Gespeichert."))
    return to_version(version)


def _delete(
    request: PersonRequest, version: ChecklistVersion, thing: Category | ChecklistItem, *, title: str, text: str
) -> HttpResponse:
    if version.state != ChecklistVersion.State.DRAFT:
        return _not_a_draft(request, version)
    if request.method == "POST":
        try:
            if isinstance(thing, Category):
                services.delete_category(thing, by=request.user)
            else:
                services.delete_item(thing, by=request.user)
        except services.NotADraft:
            return _not_a_draft(request, version)
        messages.success(request, _("Gelöscht."))
        return to_version(version)
    return render(request, "advice/checklists/confirm.html", {"version": version, "title": title, "text": text})


def _not_a_draft(request: PersonRequest, version: ChecklistVersion) -> HttpResponse:
    messages.warning(request, str(services.NotADraft()))
    return to_version(version)
