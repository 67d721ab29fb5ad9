"""PDF to print: tickets and certificates for guests behind their link and for staff; badges and signs for staff."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkspur.base.secret import secret_page
from werkspur.forums.documents.certificate import certificate_pdf
from werkspur.forums.documents.labels import SHEETS, badges_pdf, signs_pdf
from werkspur.forums.documents.ticket import ticket_pdf
from werkspur.forums.forms.labels import SPEAKERS, BadgesForm, SignsForm
from werkspur.forums.models import Event, Registration
from werkspur.forums.queries import guests
from werkspur.forums.services import links
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.forums.views.planning.access import kept_event, staff
from werkspur.partners.requests import PersonRequest


@secret_page
@require_safe
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """The tickets of a registration."""
    found = _registration(token)
    if isinstance(found, str):
        return render(request, "forums/registration/link_dead.html", {"sentence": found}, status=404)
    return _ticket(request, found)


@secret_page
@require_safe
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """The certificates of those of a registration who were let in."""
    found = _registration(token)
    if isinstance(found, str):
        return render(request, "forums/registration/link_dead.html", {"sentence": found}, status=404)
    people = list(guests.were_there(found))
    if timezone.now() < found.event.end:
        return _none(request, _("Die Bescheinigung gibt es nach der Veranstaltung."))
    if not people:
        sentence = _("Am Einlass wurde keine Karte dieser Anmeldung gelesen. Waren Sie da, fragen Sie den Gastgeber.")
        return _none(request, sentence)
    return _pdf(certificate_pdf(found, people=people), name=_("bescheinigung"), event=found.event)


@staff
@require_safe
def registration_ticket(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The tickets of somebody who registered by telephone or fax, to be printed and sent."""
    return _ticket(request, _kept(request, uid))


@staff
@require_safe
def registration_certificate(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The certificates of a registration; without a scan staff knows who was there."""
    found = _kept(request, uid)
    if timezone.now() < found.event.end or found.state != Registration.State.CONFIRMED:
        return _none(request, _("Die Bescheinigung gibt es nach der Veranstaltung, für Angemeldete."))
    people = list(guests.were_there(found)) or list(found.participants.all())
    return _pdf(certificate_pdf(found, people=people), name=_("bescheinigung"), event=found.event)


@staff
@require_safe
def labels(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Choose what to print."""
    event = kept_event(request, str(uid))
    context = {
        "event": event, "badges": BadgesForm(), "signs": SignsForm(prefix="schild"),
        "guests": len(guests.expected(event)), "speakers": len(guests.speakers(event)),
    }  # fmt: skip
    return render(request, "forums/letters/labels.html", context)


@staff
@require_safe
def badges(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Name badges on label sheets; without a choice for all guests on the first kind of sheet."""
    event = kept_event(request, str(uid))
    form = BadgesForm({"who": "guests", "sheet": next(iter(SHEETS)), **request.GET.dict()})
    if not form.is_valid():
        return _none(
            request, _("Diese Auswahl gibt es nicht. Wählen Sie die Etiketten noch einmal."), status=422, event=event
        )
    given = form.cleaned_data
    people = guests.speakers(event) if given["who"] == SPEAKERS else guests.expected(event)
    if not people:
        return _none(request, _("Für niemanden ist ein Schild zu drucken."), event=event)
    skip = min(given["skip"] or 0, SHEETS[given["sheet"]].count - 1)
    made = badges_pdf(event, guests=people, sheet=given["sheet"], skip=skip)
    return _pdf(made, name=_("namensschilder"), event=event)


@staff
@require_safe
def signs(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Table signs; without a choice for those who speak."""
    event = kept_event(request, str(uid))
    form = SignsForm({"schild-who": SPEAKERS, **request.GET.dict()}, prefix="schild")
    if not form.is_valid():
        return _none(request, _("Diese Auswahl gibt es nicht. Wählen Sie noch einmal."), status=422, event=event)
    people = guests.speakers(event) if form.cleaned_data["who"] == SPEAKERS else guests.expected(event)
    if not people:
        return _none(request, _("Für niemanden ist ein Schild zu drucken."), event=event)
    return _pdf(signs_pdf(event, guests=people), name=_("tischschilder"), event=event)


def _registration(token: str) -> Registration | str:
    """The registration of a link, or the sentence why there is none."""
    try:
        link = links.find(token, purpose=links.MANAGE, now=timezone.now())
    except RegistrationRefused as refused:
        return str(refused)
    rows = Registration.objects.select_related("event__kind", "event__venue", "event__room")
    return rows.get(pk=link.registration_id)


def _kept(request: PersonRequest, uid: UUID) -> Registration:
    rows = Registration.objects.filter(event__in=Event.objects.kept_by(request.user))
    found: Registration = get_object_or_404(rows.select_related("event__kind", "event__venue", "event__room"), uid=uid)
    return found


def _ticket(request: HttpRequest, found: Registration) -> HttpResponse:
    if found.event.state == Event.State.CANCELLED:
        return _none(request, _("Die Veranstaltung ist abgesagt. Es gibt keine Karten mehr."))
    if found.state != Registration.State.CONFIRMED:
        return _none(request, _("Eine Karte gibt es, sobald Ihr Platz sicher ist."))
    return _pdf(ticket_pdf(found), name=_("karte"), event=found.event)


def _pdf(made: bytes, *, name: str, event: Event) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}-{slugify(event.slug)[:60]}.pdf"'
    return response


def _none(request: HttpRequest, sentence: str, *, status: int = 409, event: Event | None = None) -> HttpResponse:
    """A page that says why there is no document. event: leads staff back to the choice of labels."""
    context = {"sentence": sentence, "event": event}
    return render(request, "forums/letters/no_document.html", context, status=status)
