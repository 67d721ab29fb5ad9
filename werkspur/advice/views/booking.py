"""From a chosen slot to a booking: the data, the mail, the click."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advice import services
from werkspur.advice.forms.booking import BookingForm
from werkspur.advice.models import Booking, Place, Slot, Topic
from werkspur.advice.models.bookings import BookingQuerySet
from werkspur.advice.services import BookingRefused
from werkspur.advice.services.calls import join_booking
from werkspur.advice.services.links import CONFIRM, find
from werkspur.advice.views.invited import note_invited
from werkspur.advice.views.phone import CALLER, called
from werkspur.advice.views.secret import dead_link
from werkspur.base import limits
from werkspur.base.secret import secret_page

#: attempts to book from one network address within ten minutes
MOST, SPAN = 20, 600
STAFF = ("chamber", "police_advice")


@require_http_methods(["GET", "HEAD", "POST"])
def booking_details(request: HttpRequest) -> HttpResponse:
    """Ask who comes, and hold the slot; whoever is known already has it at once."""
    slot = _chosen(request)
    if slot is None or not _is_free(slot):
        messages.warning(request, _("Dieser Termin ist nicht mehr frei. Wählen Sie einen anderen."))
        return redirect(_back(request.GET))
    form = _form(request, slot)
    if request.method == "POST" and form.is_valid():
        try:
            return _book(request, form, slot)
        except BookingRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "slot": slot, "back": _back(request.GET), "is_staff": is_staff(request)}
    return render(request, "advice/booking_details.html", context)


@require_safe
def booking_held(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say that a mail is on its way, and how long the slot waits. Date and office only."""
    booking = get_object_or_404(bookings_with_slot(), uid=uid)
    now = timezone.now()
    left = max(int((booking.held_until - now).total_seconds()), 0) if booking.held_until else 0
    context = {"booking": booking, "slot": booking.slot, "minutes": -(-left // 60), "waits": _waits(booking, now=now)}
    return render(request, "advice/booking_held.html", context)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def booking_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what would be confirmed, for scanners open every link; POST confirms."""
    try:
        if request.method == "POST":
            booking, manage = services.confirm_booking(token)
            if not manage:
                return render(request, "advice/booking_known.html", {"booking": booking, "slot": booking.slot})
            messages.success(request, _told(booking))
            return redirect("advice:manage", token=manage)
        link = find(token, purpose=CONFIRM, now=timezone.now())
    except BookingRefused as refusal:
        return dead_link(request, refusal)
    booking = bookings_with_slot().get(links=link)
    if link.used_at:
        return render(request, "advice/booking_known.html", {"booking": booking, "slot": booking.slot})
    return render(request, "advice/booking_confirm.html", {"booking": booking, "slot": booking.slot})


def bookings_with_slot() -> BookingQuerySet:
    """All bookings with what pages say about their slot."""
    return Booking.objects.select_related("slot__offer", "slot__office__partner", "slot__adviser", "topic", "place")


def is_staff(request: HttpRequest) -> bool:
    """Whether somebody books for a company on the telephone."""
    return request.user.is_authenticated and bool(request.user.has_role(*STAFF))


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is empty; None when nothing was."""
    return request.POST if request.method == "POST" else None


def _chosen(request: HttpRequest) -> Slot | None:
    """The slot of the address; None for what nobody could have clicked."""
    try:
        uid = UUID(request.GET.get("zeit", ""))
    except ValueError:
        return None
    slots = Slot.objects.select_related("offer", "adviser__start", "office__partner", "office__place")
    return slots.filter(uid=uid).first()


def _is_free(slot: Slot) -> bool:
    """Whether it is worth asking for data; the rules are checked again when they are sent."""
    return slot.start > timezone.now() and slot.state == Slot.State.OPEN


def _form(request: HttpRequest, slot: Slot) -> BookingForm:
    company = getattr(request, "company", None)
    initial: dict[str, Any] = {
        "topic": Topic.objects.filter(slug=request.GET.get("thema", "")).first(),
        "place": Place.objects.filter(key=request.GET.get("gemeinde", "")).first(),
    }
    known = ""
    if company is not None and not is_staff(request):
        person: Any = request.user
        known = person.email
        address = f"{company.street}, {company.postcode} {company.city}"
        initial |= {"company_name": company.name, "name": person.name, "phone": company.phone, "address": address}
        initial["trade"] = company.trade
    if is_staff(request):
        initial |= request.session.get(CALLER, {})
    return BookingForm(sent(request), offer=slot.offer, known=known, initial=initial)


def _book(request: HttpRequest, form: BookingForm, slot: Slot) -> HttpResponse:
    data = {name: value for name, value in form.cleaned_data.items() if value}
    topic, place = data.pop("topic"), data.pop("place", None)
    details = data | {"urgent": slot.offer.urgent}
    values = {"slot": slot, "topic": topic, "place": place, "details": details}
    if is_staff(request):
        booking = services.book_slot(**values, via=Booking.Via.STAFF, by=request.user)
        request.session.pop(CALLER, None)
        if call := called(request):
            join_booking(call, booking=booking, by=request.user)
        messages.success(request, _told(booking))
        return redirect("advice:booking", uid=booking.uid)
    if not limits.allow(f"booking:{limits.address(request)}", limit=MOST, seconds=SPAN):
        raise BookingRefused("fair", _("Von hier kamen gerade viele Buchungen. Warten Sie zehn Minuten."))
    if getattr(request, "company", None) is not None:
        booking = services.book_slot(**values, company=request.company, via=Booking.Via.COMPANY, by=request.user)  # type: ignore[attr-defined]
        note_invited(request, booking)
        messages.success(request, _told(booking))
        return redirect("advice:booking", uid=booking.uid)
    booking = _own_hold(slot, details["email"]) or services.hold_slot(**values)[0]
    note_invited(request, booking)
    return redirect("advice:booking_held", uid=booking.uid)


def _own_hold(slot: Slot, email: str) -> Booking | None:
    """What a double click has made already: the second one must not read that somebody was faster."""
    held = Booking.objects.filter(slot=slot, email__iexact=email, state=Booking.State.HELD)
    return held.filter(held_until__gt=timezone.now()).first()


def _waits(booking: Booking, *, now: datetime) -> bool:
    return booking.state == Booking.State.HELD and booking.held_until is not None and booking.held_until > now


def _told(booking: Booking) -> str:
    if booking.state == Booking.State.REQUESTED:
        return _("Der Termin ist angefragt. Die Antwort kommt per E-Mail.")
    return _("Der Termin steht fest. Die Bestätigung kommt per E-Mail.")


def _back(query: QueryDict) -> str:
    """The page to choose another time, with what was chosen before."""
    kept = query.copy()
    kept.pop("zeit", None)
    return reverse("advice:booking_new") + (f"?{kept.urlencode()}" if kept else "")
