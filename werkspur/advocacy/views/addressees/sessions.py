"""The calendar of sessions: list, month, one session, and links to calendars."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advocacy.forms.sessions import SessionFilter, SessionForm
from werkspur.advocacy.models import Addressee, Session, SessionFeed
from werkspur.advocacy.queries import sessions as queries
from werkspur.advocacy.services import sessions as services
from werkspur.advocacy.views.access import chamber
from werkspur.advocacy.views.addressees.saving import named, removed, saved
from werkspur.base import feeds
from werkspur.base.calendar import invitations
from werkspur.partners.requests import PersonRequest

A_PAGE = 40
YEARS = range(2000, 2100)
FORM = ["GET", "HEAD", "POST"]


@chamber
@require_safe
def sessions(request: PersonRequest) -> HttpResponse:
    """What comes, or what was."""
    form = SessionFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    past = asked.get("zeit") == "vorbei"
    rows = queries.listed(now=timezone.now(), addressee=asked.get("stelle"), past=past)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("seite"))
    context = {"form": form, "page": page, "past": past, "today": timezone.localdate()}
    return render(request, "advocacy/sessions/sessions.html", context)


@chamber
@require_safe
def sessions_month(request: PersonRequest, year: int, month: int) -> HttpResponse:
    """One month at a glance."""
    if year not in YEARS or not 1 <= month <= 12:
        raise Http404
    first = date(year, month, 1)
    before, after = (divmod(year * 12 + month - 1 + step, 12) for step in (-1, 1))
    context = {
        "weeks": queries.month(first), "first": first, "today": timezone.localdate(),
        "before": date(before[0], before[1] + 1, 1) if before[0] in YEARS else None,
        "after": date(after[0], after[1] + 1, 1) if after[0] in YEARS else None,
    }  # fmt: skip
    return render(request, "advocacy/sessions/sessions_month.html", context)


@chamber
@require_safe
def session(request: PersonRequest, uid: UUID) -> HttpResponse:
    """One session: when, where, what it is about for us, what was said there."""
    one = _session(uid)
    deliveries = one.deliveries.select_related("demand__released", "demand__current")
    demands = one.demands.select_related("released", "current")
    context = {"one": one, "deliveries": deliveries, "demands": demands, "title": queries.summary_of(one)}
    return render(request, "advocacy/sessions/session.html", context)


@chamber
@require_http_methods(FORM)
def session_new(request: PersonRequest) -> HttpResponse:
    initial = {"addressee": named(Addressee.objects.all(), request.GET.get("zu", ""))}
    return _form(request, SessionForm(request.POST or None, initial=initial), title=_("Sitzung eintragen"))


@chamber
@require_http_methods(FORM)
def session_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    one = _session(uid)
    return _form(request, SessionForm(request.POST or None, instance=one), title=queries.summary_of(one), one=one)


def _form(request: PersonRequest, form: SessionForm, *, title: str, one: Session | None = None) -> HttpResponse:
    back = reverse("advocacy:session", args=[one.uid]) if one else reverse("advocacy:sessions")
    return saved(
        request, form, template="advocacy/sessions/session_edit.html",
        context={"title": title, "one": one, "back": back},
        save=lambda: services.keep_session(form.instance, demands=form.cleaned_data["demands"], by=request.user),
        back=lambda: reverse("advocacy:session", args=[form.instance.uid]),
    )  # fmt: skip


@chamber
@require_http_methods(FORM)
def session_remove(request: PersonRequest, uid: UUID) -> HttpResponse:
    one = _session(uid)
    text = _("Fällt sie nur aus, steht das besser bei ihr: Der Haken „fällt aus“ ist im Formular.")
    return removed(
        request, remove=lambda: services.remove_session(one, by=request.user), text=text,
        title=queries.summary_of(one), here="sessions",
        back=reverse("advocacy:session", args=[uid]), after=reverse("advocacy:sessions"),
    )  # fmt: skip


@chamber
@require_safe
def session_calendar(request: PersonRequest, uid: UUID) -> HttpResponse:
    """One session to put into a calendar."""
    content = invitations.publish(queries.appointment_of(_session(uid)))
    headers = {"Content-Disposition": 'attachment; filename="sitzung.ics"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=feeds.CALENDAR, headers=headers)


@chamber
@require_http_methods(FORM)
def sessions_link(request: PersonRequest) -> HttpResponse:
    """The own secret link: made, renewed or ended here, and shown only at that moment."""
    address = ""
    if request.method == "POST" and "end" in request.POST:
        services.end_feed(request.user, by=request.user)
    elif request.method == "POST":
        token = services.renew_feed(request.user, by=request.user)
        address = request.build_absolute_uri(reverse("advocacy:sessions_feed", args=[token]))
    has_link = SessionFeed.objects.filter(person=request.user).exists()
    context = {"address": address, "webcal": feeds.webcal(address), "has_link": has_link}
    response = render(request, "advocacy/sessions/sessions_link.html", context)
    add_never_cache_headers(response)
    return response


@require_safe
def sessions_feed(request: HttpRequest, token: str) -> HttpResponse:
    """All sessions, for whoever has a secret link."""
    if not feeds.may_ask(request):
        return feeds.later()
    if services.person_of(token) is None:
        raise Http404
    with override("de"):
        response = feeds.answer(request, queries.calendar(now=timezone.now()))
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _session(uid: UUID) -> Any:
    return get_object_or_404(Session.objects.select_related("addressee"), uid=uid)
