"""Pages of the house itself."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from werkspur.base import resuming
from werkspur.base.context import THEME_COOKIE, THEMES
from werkspur.base.models import Mail
from werkspur.base.style import samples

YEAR = 60 * 60 * 24 * 365


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose session ended: says so, and leads back to what was typed.

    It is kept only for a form that the browser says is ours: nobody else may put words into somebody's mouth.
    """
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    resumes = request.resolver_match is not None and getattr(request.resolver_match.func, "resumes", False)
    kept = ours and resumes and resuming.keep(request)
    return render(request, "base/csrf_failure.html", {"again": request.get_full_path() if kept else ""}, status=403)


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state; not there in production."""
    if settings.MODE == "production":
        raise Http404
    return render(request, "base/style.html", samples())


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every mail the house wrote, newest first; in demonstration mode only, where nothing is sent."""
    if not settings.DEMO:
        raise Http404
    page = Paginator(Mail.objects.order_by("-id"), 30).get_page(request.GET.get("seite"))
    return render(request, "base/mailbox.html", {"page": page})


@require_safe
def mailbox_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The invitation or cancellation that one mail carries; in demonstration mode only."""
    if not settings.DEMO:
        raise Http404
    mail = get_object_or_404(Mail.objects.exclude(calendar=""), pk=pk)
    name = 'attachment; filename="termin.ics"'
    return HttpResponse(
        mail.calendar, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": name}
    )


# Pages behind a link from a mail send no referrer and "Origin: null", which the check against forged requests refuses;
# what a foreign page could change here is a cookie that says how Werkspur looks.
@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back to where the reader was."""
    return set_language(request)


@csrf_exempt
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark in a cookie; anything else forgets it, so that the browser's wish decides."""
    response = HttpResponseRedirect(_way_back(request))
    wish = request.POST.get("theme", "")
    if wish in THEMES:
        response.set_cookie(THEME_COOKIE, wish, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def _way_back(request: HttpRequest) -> str:
    """The page named in `next` when it is one of ours, the start page otherwise."""
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if ours and urlsplit(target).path else "/"
