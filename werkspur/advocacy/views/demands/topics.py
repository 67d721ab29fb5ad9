"""The list of topics."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advocacy.forms.demands import TopicForm
from werkspur.advocacy.models import Topic
from werkspur.advocacy.services import topics as services
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.views.access import chamber
from werkspur.partners.requests import PersonRequest


@chamber
@require_safe
def topics(request: PersonRequest) -> HttpResponse:
    """Every topic with how many demands are about it."""
    rows = Topic.objects.annotate(demands=Count("versions__current_of", distinct=True)).order_by("order", "name")
    return render(request, "advocacy/demands/topics.html", {"topics": rows})


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def topic_new(request: PersonRequest) -> HttpResponse:
    return _form(request, TopicForm(request.POST if request.method == "POST" else None))


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def topic_edit(request: PersonRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic, slug=slug)
    return _form(request, TopicForm(request.POST if request.method == "POST" else None, instance=topic), topic=topic)


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def topic_remove(request: PersonRequest, slug: str) -> HttpResponse:
    """Remove a topic that no demand is about, after asking once."""
    topic = get_object_or_404(Topic, slug=slug)
    if request.method == "POST":
        try:
            services.remove_topic(topic, by=request.user)
            messages.success(request, _("Gelöscht."))
        except AdvocacyRefused as refused:
            messages.error(request, str(refused))
        return redirect("advocacy:topics")
    return render(request, "advocacy/demands/topic_remove.html", {"topic": topic})


def _form(request: PersonRequest, form: TopicForm, *, topic: Topic | None = None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        services.keep_topic(form.instance, by=request.user)
        messages.success(request, _("Gespeichert."))
        return redirect("advocacy:topics")
    context = {"form": form, "topic": topic}
    return render(request, "advocacy/demands/topic_edit.html", context, status=422 if form.errors else 200)
