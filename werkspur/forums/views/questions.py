"""Questions: everybody asks and says what should be answered; hosts look at them, give them an owner, answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkspur.base import limits
from werkspur.forums.forms.questions import AskForm, HideForm, QuestionForm
from werkspur.forums.models import Event, Question
from werkspur.forums.queries import questions as told
from werkspur.forums.queries.structured import address_of
from werkspur.forums.services import questions as services
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.views.planning.access import kept_event, staff
from werkspur.partners.requests import PersonRequest

#: of one network address; a whole hall may share one
ASKED, VOTED, SPAN = 60, 1200, 600
#: the browser remembers what it voted for, as beginnings of keys; nobody else does
COOKIE, PART, MOST_VOTES, DAY = "forum-stimmen", 8, 300, 24 * 3600
#: questions on the wall
ON_WALL = 8


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask, and read what others ask."""
    event = _public(request, slug)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _asked(request, event, form):
        return redirect("forums:questions", slug=event.slug)
    context = {
        "event": event, "form": form, "open": told.takes_questions(event, now=timezone.now()),
        "rows": told.shown_of(event), "voted": _voted(request),
    }  # fmt: skip
    return render(request, "forums/questions/questions.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, event: Event, form: AskForm) -> bool:
    """Take the question; say at the form what is wrong with it."""
    if form.cleaned_data["website"]:
        return True
    if not limits.allow(f"forum-question:{limits.address(request)}", limit=ASKED, seconds=SPAN):
        form.add_error(None, _("Von Ihrem Anschluss kommt gerade sehr viel. In ein paar Minuten geht es weiter."))
        return False
    try:
        services.ask(event, text=form.cleaned_data["text"])
    except EventRefused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return False
    messages.success(request, _("Danke. Ihre Frage steht hier, sobald die Gastgeber sie gesehen haben."))
    return True


@require_POST
def question_vote(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """Want a question answered, or no longer; a second click changes nothing."""
    event = _public(request, slug)
    question = get_object_or_404(told.shown_of(event), uid=uid)
    back = redirect(f"{reverse('forums:questions', args=[event.slug])}#frage-{question.uid}")
    key, voted, up = str(question.uid)[:PART], _voted(request), request.POST.get("stimme") != "nein"
    if up == (key in voted):
        return back
    if not limits.allow(f"forum-vote:{limits.address(request)}", limit=VOTED, seconds=SPAN):
        messages.error(request, _("Von Ihrem Anschluss kommt gerade sehr viel. In ein paar Minuten geht es weiter."))
        return back
    services.vote(question, up=up)
    kept = [*(one for one in voted if one != key), *([key] if up else [])][-MOST_VOTES:]
    path = reverse("forums:questions", args=[event.slug])
    back.set_cookie(
        COOKIE, ".".join(kept), max_age=30 * DAY, path=path, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return back


@require_safe
def questions_wall(request: HttpRequest, slug: str) -> HttpResponse:
    """For the screen in the room: how to ask, and what most want answered."""
    event = _public(request, slug)
    address = address_of(event) + "fragen/"
    rows = told.shown_of(event).filter(state=Question.State.SHOWN)[:ON_WALL]
    context = {"event": event, "address": address, "code": _code(address), "rows": rows}
    return render(request, "forums/questions/wall.html", context)


@staff
@require_safe
def questions_open(request: PersonRequest) -> HttpResponse:
    """Everything over all events that waits: what nobody has looked at, what has no owner, what is promised."""
    today = timezone.localdate()
    mine = request.GET.get("wer") != "alle"
    rows = list(told.of_person(request.user) if mine else told.waiting(request.user))
    context = {"rows": rows, "today": today, "mine": mine, "overdue": len(told.overdue(rows, today=today))}
    return render(request, "forums/questions/open.html", context)


@staff
@require_safe
def questions_moderate(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The questions of one event by state."""
    event = kept_event(request, str(uid))
    tabs = told.tabs(event)
    here = request.GET.get("stand") or next((slug for slug, _state, _label, count in tabs if count), tabs[0][0])
    state = next((state for slug, state, _label, _count in tabs if slug == here), Question.State.NEW)
    rows = Question.objects.filter(event=event, state=state).select_related("owner", "owner_person")
    links = [
        {"label": label, "url": f"?stand={slug}", "count": count, "current": slug == here}
        for slug, _state, label, count in tabs
    ]
    context = {
        "event": event, "rows": rows, "links": links, "here": here, "today": timezone.localdate(),
        "open": told.takes_questions(event, now=timezone.now()),
    }  # fmt: skip
    return render(request, "forums/questions/moderate.html", context)


@staff
@require_POST
def question_show(request: PersonRequest, uid: UUID) -> HttpResponse:
    question = _kept(request, uid)
    services.show(question, by=request.user)
    messages.success(request, _("Jetzt können alle die Frage lesen."))
    return _back(question, stand=request.POST.get("stand", ""))


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def question_hide(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Take a question out of sight, with a reason."""
    question = _kept(request, uid)
    form = HideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.hide(question, reason=form.cleaned_data["reason"], by=request.user)
        except EventRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Ausgeblendet."))
            return _back(question)
    context = {"question": question, "event": question.event, "form": form}
    return render(request, "forums/questions/hide.html", context, status=422 if form.errors else 200)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Who answers by when, and the answer."""
    question = _kept(request, uid)
    form = QuestionForm(
        request.POST if request.method == "POST" else None, instance=question, today=timezone.localdate()
    )
    if request.method == "POST" and form.is_valid() and _saved(question, form, by=request.user):
        messages.success(request, _("Gespeichert."))
        return _back(question)
    context = {"question": question, "event": question.event, "form": form}
    return render(request, "forums/questions/edit.html", context, status=422 if form.errors else 200)


def _saved(question: Question, form: QuestionForm, *, by: Any) -> bool:
    changes = {name: form.cleaned_data[name] for name in services.FIELDS}
    seen = _moment(form.cleaned_data["seen"]) or question.updated_at
    try:
        services.keep(question, changes=changes, seen=seen, by=by)
    except EventRefused as refusal:
        refused(form, refusal)
        return False
    return True


def refused(form: Form | Any, refusal: EventRefused) -> None:
    """Say at its field why something was refused."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def _moment(text: str) -> Any:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _public(request: HttpRequest, slug: str) -> Event:
    """An announced event, or 404."""
    event: Event = get_object_or_404(Event.objects.public().select_related("kind"), slug=slug)
    if not event.asking and not told.shown_of(event).exists():
        raise Http404
    return event


def _kept(request: PersonRequest, uid: UUID) -> Question:
    rows = Question.objects.kept_by(request.user).select_related("event", "owner", "owner_person")
    question: Question = get_object_or_404(rows, uid=uid)
    return question


def _back(question: Question, *, stand: str = "") -> HttpResponse:
    slug = stand or next(slug for slug, state, _label in told.TABS if state == question.state)
    return redirect(reverse("forums:questions_moderate", args=[question.event.uid]) + f"?stand={slug}")


def _voted(request: HttpRequest) -> list[str]:
    """What this browser voted for: beginnings of keys, nothing that was not written by us."""
    parts = request.COOKIES.get(COOKIE, "")[:4000].split(".")
    return [one for one in parts if len(one) == PART and one.isalnum()]


def _code(address: str) -> str:
    """The address as QR code, as an address of a picture."""
    return segno.make(address, error="m").svg_data_uri(border=2, scale=8, light="white")
