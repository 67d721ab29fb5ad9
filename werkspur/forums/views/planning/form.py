"""The questions of an event's form."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkspur.forums.forms.planning.agenda import FormQuestionForm
from werkspur.forums.models import Event, FormQuestion
from werkspur.forums.services import form_questions
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.views.planning.access import kept_event, staff
from werkspur.forums.views.planning.events import tell
from werkspur.partners.requests import PersonRequest


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def form_question_new(request: PersonRequest, uid: str) -> HttpResponse:
    return _form(request, kept_event(request, uid))


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def form_question_edit(request: PersonRequest, uid: str, pk: int) -> HttpResponse:
    event = kept_event(request, uid)
    return _form(request, event, question=get_object_or_404(event.form_questions, pk=pk))


def _form(request: PersonRequest, event: Event, *, question: FormQuestion | None = None) -> HttpResponse:
    form = FormQuestionForm(request.POST if request.method == "POST" else None, event=event, question=question)
    if request.method == "POST" and form.is_valid():
        try:
            form_questions.keep_question(event, question=question, values=form.values(), by=request.user)
        except EventRefused as error:
            tell(form, error)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("forums:event_edit", uid=event.uid)
    context = {"event": event, "form": form, "question": question}
    return render(request, "forums/planning/form_question.html", context, status=422 if form.errors else 200)


@staff
@require_POST
def form_question_remove(request: PersonRequest, uid: str, pk: int) -> HttpResponse:
    """Ask it no more."""
    event = kept_event(request, uid)
    question = event.form_questions.filter(pk=pk).first()
    if question is not None:
        try:
            form_questions.remove_question(question, by=request.user)
            messages.success(request, _("Wird nicht mehr gefragt. Gegebene Antworten bleiben bei den Anmeldungen."))
        except EventRefused as error:
            messages.error(request, str(error))
    return redirect("forums:event_edit", uid=uid)
