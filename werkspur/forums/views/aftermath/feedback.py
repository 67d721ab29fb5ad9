"""Three questions for who was there, through a link in the thanks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkspur.base.secret import secret_page
from werkspur.forums.forms.aftermath import FeedbackForm
from werkspur.forums.services import feedback as services
from werkspur.forums.services.refusals import EventRefused, RegistrationRefused


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, token: str) -> HttpResponse:
    """Show the questions; a POST keeps the answers. Mail scanners only look."""
    try:
        link, event = services.event_of(token)
    except RegistrationRefused as refusal:
        return _said(request, _("Dieser Link öffnet nichts mehr"), str(refusal), status=404)
    if link.used_at is not None:
        return _said(request, _("Danke"), _("Ihre Rückmeldung ist schon da."))
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.give_feedback(token, **form.cleaned_data)
        except RegistrationRefused as refusal:
            return _said(request, _("Danke"), str(refusal))
        except EventRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return _said(request, _("Danke"), _("Wir lesen es, bevor wir die nächste Veranstaltung planen."))
    context = {"form": form, "event": event}
    return render(request, "forums/aftermath/feedback.html", context, status=422 if form.errors else 200)


def _said(request: HttpRequest, title: str, sentence: str, *, status: int = 200) -> HttpResponse:
    context = {"title": title, "sentence": sentence}
    return render(request, "forums/aftermath/feedback_said.html", context, status=status)
