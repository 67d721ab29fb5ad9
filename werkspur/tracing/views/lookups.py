"""Look-ups of the police, from the purpose to the owner's telephone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkspur.base import limits, progress
from werkspur.partners.permissions import police_required
from werkspur.partners.requests import PersonRequest
from werkspur.tracing import queries, rules, services
from werkspur.tracing.forms import LookupForm, PurposeForm
from werkspur.tracing.models import CheckNotice, Lookup, LookupHit
from werkspur.tracing.views import shift

ON_A_PAGE = 50


def lookup(request: PersonRequest) -> HttpResponseBase:
    """The field, and after it the result. What was typed survives a session that ended in between."""
    if not request.user.is_authenticated:
        return redirect_to_login(_with_text("tracing:lookup", request))
    return _lookup(request)


@police_required
@require_http_methods(["GET", "POST"])
def _lookup(request: PersonRequest) -> HttpResponse:
    current = shift.given(request)
    if current is None:
        return redirect(_with_text("tracing:lookup_purpose", request))
    form = LookupForm(request.POST or None, initial=_typed(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("make", "features", "words", "only_fitting")}
        try:
            made = services.look_up(
                text=form.cleaned_data["q"], by=request.user, origin=limits.address(request), **current, **asked
            )
        except services.TooMany as error:
            form.add_error("q", str(error.message))
            status = 429
        else:
            return redirect("tracing:lookup_result", uid=made.uid)
    context = {"form": form, "shift": current, "folded_out": _folded_out(form)}
    return render(request, "tracing/lookup.html", context, status=status)


@police_required
@require_http_methods(["GET", "POST"])
def lookup_purpose(request: PersonRequest) -> HttpResponse:
    form = PurposeForm(request.POST or None, initial=shift.given(request) or {})
    if request.method == "POST" and form.is_valid():
        shift.begin(request, purpose=str(form.cleaned_data["purpose"]), case_number=form.cleaned_data["case_number"])
        return redirect(_after_purpose(request))
    return render(request, "tracing/lookup_purpose.html", {"form": form, "typed": _typed(request)})


@police_required
@require_GET
def lookup_result(request: PersonRequest, uid: UUID) -> HttpResponse:
    one = get_object_or_404(Lookup.objects.visible_to(request.user), uid=uid)
    form = LookupForm(
        initial={
            "q": one.text,
            "make": one.make,
            "features": one.features,
            "words": one.words,
            "only_fitting": one.only_fitting,
        }
    )
    context = {
        "lookup": one,
        "form": form,
        "shift": shift.given(request) or _shift_of(one),
        "folded_out": _folded_out(form),
    }
    if rules.still_shown(one.at, now=timezone.now()):
        context |= _answered(one)
    else:
        hits = queries.confirmable(one)
        context |= {"confirmable": hits, "settled": any(hit.confirmed_at for hit in hits)}
    return render(request, "tracing/lookup_result.html", context)


@police_required
@require_GET
def lookup_further(request: PersonRequest, uid: UUID) -> HttpResponse:
    """How far the search for the rest is, and in the end the whole result, for a page that asks again and again."""
    one = get_object_or_404(Lookup.objects.visible_to(request.user), uid=uid)
    address = reverse("tracing:lookup_result", args=[uid])
    if not _by_htmx(request):
        return redirect(address)
    if not rules.still_shown(one.at, now=timezone.now()):
        return HttpResponse(headers={"HX-Redirect": address})
    services.go_on(one)
    state = queries.further_state(one)
    if state in {"under_way", "waits"}:
        return render(request, "tracing/_further_progress.html", {"lookup": one} | _further(one, state))
    response = render(request, "tracing/_result.html", {"lookup": one} | _answered(one))
    response["HX-Retarget"], response["HX-Reswap"] = "#ergebnis", "outerHTML"
    return response


@require_POST
def hit_contact(request: PersonRequest, uid: UUID, hit: int) -> HttpResponseBase:
    """The second step: whose it is, and how to reach them."""
    if not request.user.is_authenticated:
        sign_in = redirect_to_login(reverse("tracing:lookup_result", args=[uid]))
        return HttpResponse(headers={"HX-Redirect": sign_in.url}) if _by_htmx(request) else sign_in
    return _hit_contact(request, uid, hit)


@police_required
def _hit_contact(request: PersonRequest, uid: UUID, hit: int) -> HttpResponse:
    one = _hit(request, uid, hit)
    try:
        services.show_contact(one, by=request.user, origin=limits.address(request))
    except services.TooOld as error:
        messages.warning(request, error.message)
        address = reverse("tracing:lookup_result", args=[uid])
        return HttpResponse(headers={"HX-Redirect": address}) if _by_htmx(request) else redirect(address)
    if _by_htmx(request):
        return render(request, "tracing/_contact.html", {"hit": one, "focus": True})
    return redirect(f"{reverse('tracing:lookup_result', args=[uid])}#treffer-{one.pk}")


@police_required
@require_GET
def hit_photo(request: PersonRequest, uid: UUID, hit: int) -> HttpResponse:
    """The picture of an item, for the officer whose look-up found it."""
    one = _hit(request, uid, hit)
    photo = one.item.photos.first()
    if photo is None or not rules.still_shown(one.lookup.at, now=timezone.now()):
        raise Http404
    try:
        with photo.thumbnail.open() as picture:
            return HttpResponse(picture.read(), content_type="image/jpeg")
    except FileNotFoundError as error:
        raise Http404 from error


@police_required
@require_GET
def my_lookups(request: PersonRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:80]
    page = Paginator(Lookup.objects.visible_to(request.user).containing(text).with_confirmed(), ON_A_PAGE).get_page(
        request.GET.get("seite")
    )
    return render(request, "tracing/my_lookups.html", {"page": page, "text": text})


@police_required
@require_GET
def check_notices(request: PersonRequest) -> HttpResponse:
    notices = CheckNotice.objects.visible_to(request.user).select_related("item__category")
    page = Paginator(notices.prefetch_related("item__marks"), ON_A_PAGE).get_page(request.GET.get("seite"))
    reports = queries.open_reports(notice.item_id for notice in page)
    rows = [(notice, reports.get(notice.item_id)) for notice in page]
    return render(request, "tracing/check_notices.html", {"page": page, "rows": rows})


def _hit(request: PersonRequest, uid: UUID, hit: int) -> LookupHit:
    mine = LookupHit.objects.filter(lookup__in=Lookup.objects.visible_to(request.user))
    return get_object_or_404(mine.select_related("lookup", "item__company"), lookup__uid=uid, pk=hit)


def _answered(one: Lookup) -> dict[str, Any]:
    """What the result shows now; what is not searched to the end goes on."""
    services.go_on(one)
    state = queries.further_state(one)
    found = queries.answer(one)
    services.note_hits(one, found)
    return {"found": found, "hits": queries.shown(one, found)} | _further(one, state)


def _further(one: Lookup, state: str) -> dict[str, Any]:
    return {"further": state, "progress": progress.read(queries.progress_key(one)), "at_once": rules.FURTHER_OF_ONE}


def _by_htmx(request: PersonRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _shift_of(one: Lookup) -> dict[str, str]:
    return {"purpose": one.purpose, "case_number": one.case_number}


def _typed(request: PersonRequest) -> dict[str, str]:
    """What was typed into the look-up, wherever it comes from."""
    given = request.POST if request.method == "POST" else request.GET
    return {name: given[name][:200] for name in LookupForm.base_fields if given.get(name)}


def _after_purpose(request: PersonRequest) -> str:
    """Where somebody wanted to go when they were asked what for."""
    wanted = request.GET.get("fuer") == "liste"
    return reverse("tracing:match_list") if wanted else _with_text("tracing:lookup", request)


def _with_text(name: str, request: PersonRequest) -> str:
    typed = _typed(request)
    return f"{reverse(name)}?{urlencode(typed)}" if typed else reverse(name)


def _folded_out(form: LookupForm) -> bool:
    """Whether the further fields stand open: something is in them, or wrong with them."""
    return any(form[name].value() or form[name].errors for name in ("make", "features", "words", "only_fitting"))
