"""Campaigns: for whom, the letter, waves, who booked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkspur.advice.forms.outreach import CampaignForm, ChoiceForm
from werkspur.advice.models import Campaign
from werkspur.advice.queries import campaigns as told
from werkspur.advice.services import campaigns as services
from werkspur.advice.services.campaigns import CampaignRefused
from werkspur.advice.views.booking import STAFF
from werkspur.base.calendar.wallclock import shown
from werkspur.base.permissions import role_required
from werkspur.base.tables import table_file
from werkspur.partners.requests import PersonRequest

PAGE = 50
staff = role_required(*STAFF)


@staff
@require_safe
def campaigns(request: PersonRequest) -> HttpResponse:
    """All campaigns that this person may see, with their numbers."""
    found = Campaign.objects.visible_to(request.user).select_related("partner", "trade", "region", "offer")
    page = Paginator(found, 20).get_page(request.GET.get("seite"))
    rows = [(one, told.funnel(one)) for one in page]
    return render(request, "advice/outreach/campaigns.html", {"rows": rows, "page": page})


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_new(request: PersonRequest) -> HttpResponse:
    """Choose trade and region, see how many companies that is, write the letter; nothing is stored before."""
    partner = told.partner_of(request.user)
    if partner is None:
        raise PermissionDenied
    choice = ChoiceForm(request.GET)
    wanted = choice.cleaned_data if choice.is_valid() else {"gewerk": None, "gebiet": None}
    trade, region = wanted.get("gewerk"), wanted.get("gebiet")
    count = told.addressed(partner=partner, trade=trade, region=region).count()
    campaign = Campaign(partner=partner, trade=trade, region=region)
    form = CampaignForm(request.POST if request.method == "POST" else None, instance=campaign)
    if _sent(request, form) and choice.is_valid():
        services.keep_campaign(form.instance, by=request.user)
        messages.success(request, _("Die Aktion ist angelegt. Verschickt ist noch nichts."))
        return redirect("advice:campaign", uid=campaign.uid)
    context = {"choice": choice, "number": told.number(count, partner=partner), "partner": partner, "form": form}
    return render(request, "advice/outreach/campaign_new.html", context | _preview(request, form))


@staff
@require_safe
def campaign(request: PersonRequest, uid: UUID) -> HttpResponse:
    """One campaign: its numbers, the letter, who was invited and who booked."""
    found = _seen(request, uid)
    page = Paginator(told.invited(found, person=request.user), PAGE).get_page(request.GET.get("seite"))
    context = {
        "campaign": found,
        "funnel": told.funnel(found),
        "page": page,
        "letter": services.paragraphs(found.text, company=_("Muster GmbH")),
        "leads": Campaign.objects.led_by(request.user).filter(pk=found.pk).exists(),
    }
    return render(request, "advice/outreach/campaign.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    found = _led(request, uid)
    form = CampaignForm(request.POST if request.method == "POST" else None, instance=found)
    if _sent(request, form):
        return _done(request, found, lambda: services.keep_campaign(form.instance, by=request.user), _("Gespeichert."))
    context = {"campaign": _led(request, uid), "form": form}
    return render(request, "advice/outreach/campaign_edit.html", context | _preview(request, form))


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_wave(request: PersonRequest, uid: UUID, wave: int) -> HttpResponse:
    """Ask with the number of letters, then send; the address names the wave, so a second click sends nothing."""
    found = _led(request, uid)
    if request.method == "POST":
        return _done(
            request,
            found,
            lambda: services.send_wave(found, wave=wave, by=request.user),
            _("Die Welle ist unterwegs. Wer bucht, steht hier."),
        )
    if wave < 1:
        raise Http404
    funnel = told.funnel(found)
    left = told.to_invite(found).count()
    if wave != funnel.waves + 1 or found.closed_at or found.paused_at or not left:
        messages.info(request, _("Diese Welle ist schon verschickt, oder die Aktion ruht."))
        return redirect("advice:campaign", uid=uid)
    full = left >= found.wave_size
    letters = ngettext("%(n)d Betrieb", "%(n)d Betriebe", found.wave_size) % {"n": found.wave_size}
    context = {
        "campaign": found,
        "wave": wave,
        "letters": letters if full else told.number(left, partner=found.partner),
    }
    return render(request, "advice/outreach/campaign_wave.html", context)


@staff
@require_POST
def campaign_pause(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Let no more waves out, or go on."""
    found, pause = _led(request, uid), request.POST.get("pause") == "ja"
    sentence = _("Angehalten. Es geht keine Welle mehr hinaus.") if pause else _("Die Aktion läuft wieder.")
    return _done(request, found, lambda: services.pause_campaign(found, pause=pause, by=request.user), sentence)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_close(request: PersonRequest, uid: UUID) -> HttpResponse:
    found = _led(request, uid)
    if request.method == "POST":
        return _done(
            request, found, lambda: services.close_campaign(found, by=request.user), _("Die Aktion ist beendet.")
        )
    return render(request, "advice/outreach/campaign_close.html", {"campaign": found})


@staff
@require_safe
def campaign_csv(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Who was invited and who booked, as far as this person may read it by name."""
    found = _seen(request, uid)
    rows: list[list[Any]] = [
        [_("Betrieb"), _("PLZ"), _("Ort"), _("Welle"), _("eingeladen am"), _("Termin"), _("Stand")]
    ]
    for one in told.invited(found, person=request.user):
        booking = one.booking
        rows.append(
            [one.company.name, one.company.postcode, one.company.city, one.wave,
             f"{shown(one.sent_at):%d.%m.%Y}" if one.sent_at else "",
             f"{shown(booking.slot.start):%d.%m.%Y %H:%M}" if booking else "",
             booking.get_state_display() if booking else ""]
        )  # fmt: skip
    return table_file(rows, name=f"aktion-{found.created_at:%Y-%m-%d}.csv")


def _seen(request: PersonRequest, uid: UUID) -> Campaign:
    found = Campaign.objects.visible_to(request.user).select_related("partner", "trade", "region", "offer")
    return get_object_or_404(found, uid=uid)


def _led(request: PersonRequest, uid: UUID) -> Campaign:
    found = Campaign.objects.led_by(request.user).select_related("partner", "trade", "region", "offer")
    return get_object_or_404(found, uid=uid)


def _sent(request: PersonRequest, form: CampaignForm) -> bool:
    """Whether the letter is to be kept, and not only to be looked at."""
    return request.method == "POST" and "preview" not in request.POST and form.is_valid()


def _preview(request: PersonRequest, form: CampaignForm) -> dict[str, Any]:
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        return {"subject": data["title"], "letter": services.paragraphs(data["text"], company=_("Muster GmbH"))}
    return {}


def _done(request: PersonRequest, found: Campaign, verb: Callable[[], Any], sentence: str) -> HttpResponse:
    try:
        verb()
        messages.success(request, sentence)
    except CampaignRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("advice:campaign", uid=found.uid)
