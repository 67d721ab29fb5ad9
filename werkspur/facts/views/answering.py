"""What companies and everybody see of a survey: the questions behind a link, and released results."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.facts.forms.surveys import AnswerForm
from werkspur.facts.models import Survey
from werkspur.facts.queries import surveys as queries
from werkspur.facts.services.answers import LinkOver, find_link, take_answer
from werkspur.facts.services.links import plain
from werkspur.facts.views.surveys import results_context
from werkspur.registry.tables.writing import to_csv

STATUS = {"unknown": 404, "used": 410, "closed": 410, "planned": 403}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_answer(request: HttpRequest, token: str) -> HttpResponse:
    """The questions; sent, one answer for each link. Opening the page does nothing, so a mail program may do it."""
    try:
        survey = find_link(token).survey
        form = AnswerForm(request.POST if request.method == "POST" else None, questions=survey.questions)
        if form.is_bound and form.is_valid():
            take_answer(token, values=form.values)
            return redirect("facts:survey_thanks")
    except LinkOver as over:
        told = {"reason": over.reason, "survey": over.survey, "answered": request.method == "POST"}
        return render(request, "facts/survey_over.html", told, status=STATUS[over.reason])
    context = {"survey": survey, "form": form}
    return render(request, "facts/survey_answer.html", context, status=422 if form.is_bound else 200)


@require_safe
def survey_thanks(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens with the answer."""
    return render(request, "facts/survey_thanks.html")


@require_safe
def survey_code(request: HttpRequest) -> HttpResponse:
    """A field for who has the code on paper."""
    code = plain(request.GET.get("code", ""))[:64]
    if code.isascii() and code.isalnum():
        return redirect("facts:survey_answer", token=code)
    return render(request, "facts/survey_code.html", {"code": request.GET.get("code", "")[:80]})


@require_safe
def surveys_released(request: HttpRequest) -> HttpResponse:
    """Every year whose results may be read."""
    return render(request, "facts/surveys_released.html", {"surveys": Survey.objects.released()})


@require_safe
def survey_public(request: HttpRequest, year: int) -> HttpResponse:
    """The results of a year, once staff has released them."""
    return render(request, "facts/survey_results.html", results_context(_released(year), released=True))


@require_safe
def survey_csv(request: HttpRequest, year: int) -> StreamingHttpResponse:
    """The same as a table."""
    survey = _released(year)
    content = to_csv(queries.rows(queries.results(survey)))
    headers = {"Content-Disposition": f'attachment; filename="umfrage-{survey.year}.csv"'}
    return StreamingHttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _released(year: int) -> Survey:
    found: Survey = get_object_or_404(Survey.objects.released(), series=Survey.SERIES, year=min(year, 9999))
    return found
