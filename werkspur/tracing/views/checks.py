"""The public check: one number, two answers."""

from __future__ import annotations

from time import monotonic, sleep

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from werkspur.base import limits
from werkspur.base.timing import keep_untimed
from werkspur.tracing import rules, services
from werkspur.tracing.forms import CheckForm


@require_http_methods(["GET", "POST"])
def public_check(request: HttpRequest) -> HttpResponse:
    form = CheckForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "tracing/public_check.html", {"form": form})
    known = checked(request, form.cleaned_data["number"])
    if known is None:
        return render(request, "tracing/public_check_limit.html", {"form": form}, status=429)
    context = {"form": CheckForm(), "number": form.cleaned_data["number"], "known": known}
    return render(request, "tracing/public_check.html", context)


def checked(request: HttpRequest, number: str) -> bool | None:
    """The answer to one question of the public, after always the same time; None when too many are asked."""
    started = monotonic()
    keep_untimed(request)
    if not _allowed(request):
        return None
    known = services.check_number(number)
    sleep(rules.remaining(started, now=monotonic()))
    return known


def _allowed(request: HttpRequest) -> bool:
    """Count this question against the asker's network, then against everybody."""
    asker = rules.network(limits.address(request))
    own = [limits.allow(f"check:{asker}", limit=most, seconds=span) for most, span in rules.CHECKS_OF_ONE]
    most, span = rules.CHECKS_OF_ALL
    return all(own) and limits.allow("check", limit=most, seconds=span)
