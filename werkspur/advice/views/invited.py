"""What an invited company opens from its letter: to book, or to get no more invitations. GET shows, POST acts."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from werkspur.advice.models import Booking, InvitationRefusal, Offer
from werkspur.advice.services import BookingRefused, links
from werkspur.advice.services.campaigns import BOOK, LEAVE, find_invitation, note_booking, refuse_invitations
from werkspur.advice.views.secret import dead_link
from werkspur.base.secret import secret_page

#: where the browser of an invited company remembers its invitation until it books
KEPT = "advice_invitation"


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the letter invites to; a topic leads to booking, which then counts for the campaign."""
    found = find_invitation(token, purpose=BOOK)
    if found is None:
        return dead_link(request, BookingRefused("link", links.dead()))
    offer = found.campaign.offer
    topics = list(offer.topics.filter(is_active=True)) if offer.is_active else []
    if request.method == "POST":
        request.session[KEPT] = found.pk
        wanted = {"thema": next((one.slug for one in topics if one.slug == request.POST.get("thema")), "")}
        if offer.kind != Offer.Kind.OFFICE:
            wanted["ort"] = offer.kind
        return redirect(
            f"{reverse('advice:booking_new')}?{urlencode(wanted)}" if wanted["thema"] else "advice:overview"
        )
    context = {"invitation": found, "campaign": found.campaign, "offer": offer, "topics": topics}
    return render(request, "advice/outreach/invitation.html", context)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_leave(request: HttpRequest, token: str) -> HttpResponse:
    """Get no more invitations, of no campaign; or get them again."""
    found = find_invitation(token, purpose=LEAVE)
    if found is None:
        return dead_link(request, BookingRefused("link", links.dead()))
    if request.method == "POST":
        refuse_invitations(found, refuse=request.POST.get("again") != "ja")
        return redirect("advice:invitation_leave", token=token)
    refused = InvitationRefusal.objects.filter(company=found.company).exists()
    return render(request, "advice/outreach/invitation_leave.html", {"invitation": found, "refused": refused})


def note_invited(request: HttpRequest, booking: Booking) -> None:
    """Let a booking count for the invitation whose link led here."""
    kept = request.session.get(KEPT) if KEPT in request.session else None
    if note_booking(booking, invitation=kept) and kept:
        request.session.pop(KEPT, None)
