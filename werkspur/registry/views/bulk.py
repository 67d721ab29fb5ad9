"""Several items at once: choose them in the list, say what is to happen, do it. Works without script."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from werkspur.partners.permissions import company_required
from werkspur.registry import services
from werkspur.registry.forms.bulk import BulkKitForm, BulkPlaceForm
from werkspur.registry.forms.items import ItemListForm, StateForm
from werkspur.registry.models import Item
from werkspur.registry.queries.items import select, used_elsewhere
from werkspur.registry.views.found import page_of_another_app


@company_required
@require_http_methods(["GET", "POST"])
def items_bulk(request: HttpRequest) -> HttpResponse:
    """First step: the list sends what was chosen. Second step (`confirmed`): the form of the action is sent."""
    back = f"{reverse('registry:items')}?{request.GET.urlencode()}"
    if request.method == "GET":
        return redirect(back)
    chosen = _chosen(request)
    action = request.POST.get("action", "")
    if not chosen or action not in {*ACTIONS, "theft"}:
        messages.warning(request, _("Wählen Sie zuerst Geräte und eine Aktion."))
        return redirect(back)
    if action == "theft":
        return _to_theft_report(chosen, back=back)
    make_form, act = ACTIONS[action]
    sent = "confirmed" in request.POST
    form = make_form(request, request.POST if sent else None)
    if sent and form.is_valid():
        act(request, chosen, form)
        return redirect(back)
    context = {
        "action": action,
        "chosen": chosen,
        "form": form,
        "back": back,
        "must_stay": used_elsewhere(chosen) if action == "delete" else set(),
    }
    return render(request, "registry/items_bulk.html", context)


def _chosen(request: HttpRequest) -> list[Item]:
    """The ticked items, or all that the list shows with its filters; foreign and broken numbers drop out."""
    company = request.company  # type: ignore[attr-defined]
    if "all" in request.POST:
        form = ItemListForm(request.GET, company=company)
        return list(select(company, wanted=form.selection(tab=request.GET.get("stand", "all"))))
    uids = [uid for text in request.POST.getlist("item") if (uid := _uid(text))]
    mine = Item.objects.visible_to(request.user).filter(company=company)  # type: ignore[arg-type]
    return list(mine.filter(uid__in=uids).select_related("category", "place", "company"))


def _uid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _to_theft_report(chosen: list[Item], *, back: str) -> HttpResponseRedirect:
    query = "?" + urlencode({"item": [str(item.uid) for item in chosen]}, doseq=True)
    return redirect(page_of_another_app("tracing:theft_report_new", query=query) or back)


def _move(request: HttpRequest, chosen: list[Item], form: Any) -> None:
    place = form.place(by=request.user)
    count = services.move_items(chosen, place=place, by=request.user)  # type: ignore[arg-type]
    values = {"count": count, "place": place or _("kein Standort")}
    messages.success(
        request,
        ngettext("Ein Gerät steht jetzt hier: %(place)s.", "%(count)s Geräte stehen jetzt hier: %(place)s.", count)
        % values,
    )


def _put_in_kit(request: HttpRequest, chosen: list[Item], form: Any) -> None:
    kit = form.kit(by=request.user)
    count = services.put_in_kit(chosen, kit=kit, by=request.user)  # type: ignore[arg-type]
    values = {"count": count, "kit": kit}
    messages.success(
        request,
        ngettext("Ein Gerät liegt neu in „%(kit)s“.", "%(count)s Geräte liegen neu in „%(kit)s“.", count) % values,
    )


def _change_state(request: HttpRequest, chosen: list[Item], form: Any) -> None:
    done, refused = 0, []
    for item in chosen:
        try:
            services.change_state(
                item,
                state=form.cleaned_data["state"],
                reason=form.cleaned_data["reason"],
                by=request.user,  # type: ignore[arg-type]
            )
            done += 1
        except services.StateNotPossible as error:
            refused.append(f"{item}: {error}")
    _report(request, done, refused)


def _delete(request: HttpRequest, chosen: list[Item], form: Any) -> None:
    done, refused = 0, []
    for item in chosen:
        try:
            services.delete_item(item, by=request.user)  # type: ignore[arg-type]
            done += 1
        except services.ItemMustStay as error:
            refused.append(f"{item}: {error}")
    _report(request, done, refused)


def _report(request: HttpRequest, done: int, refused: list[str]) -> None:
    if done:
        messages.success(request, ngettext("Ein Gerät geändert.", "%(count)s Geräte geändert.", done) % {"count": done})
    for sentence in refused[:5]:
        messages.warning(request, sentence)


def _state_form(state: str = "") -> Callable[[HttpRequest, Any], forms.Form]:
    return lambda request, data: StateForm(data, initial={"state": state})


#: action -> (its form, what it does)
ACTIONS: dict[str, tuple[Callable[[HttpRequest, Any], Any], Callable[[HttpRequest, list[Item], Any], None]]] = {
    "move": (lambda request, data: BulkPlaceForm(data, company=request.company), _move),  # type: ignore[attr-defined]
    "kit": (lambda request, data: BulkKitForm(data, company=request.company), _put_in_kit),  # type: ignore[attr-defined]
    "state": (_state_form(), _change_state),
    "dispose": (_state_form("disposed"), _change_state),
    "delete": (lambda request, data: forms.Form(data), _delete),
}
