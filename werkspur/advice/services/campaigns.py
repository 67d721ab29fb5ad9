"""Campaigns: keep, send a wave, pause, close; an invited company books, or wants no more invitations."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advice.models import Booking, Campaign, CampaignInvitation, InvitationRefusal
from werkspur.advice.queries.campaigns import BOOKED, to_invite
from werkspur.base import filling, mail
from werkspur.base.links import digest, new_token
from werkspur.journal.services import record
from werkspur.partners.models import Company, Role

BOOK, LEAVE = "campaign-book", "campaign-leave"
MOST_A_WAVE = 200
#: what changes while a campaign runs; trade and region stay, or its numbers would be of two campaigns
EDITABLE = ("title", "offer", "text", "wave_size")


class CampaignRefused(Exception):
    """The message says why, and what to do."""


def keep_campaign(campaign: Campaign, *, by: Any) -> Campaign:
    """Save a new campaign, or changes of one that runs. Raises CampaignRefused: it has ended."""
    with transaction.atomic():
        is_new = campaign.pk is None
        if is_new:
            campaign.by = by
            campaign.save()
        else:
            _open(campaign)
            campaign.save(update_fields=[*EDITABLE, "updated_at"])
        record("advice.campaign_created" if is_new else "advice.campaign_changed", by=by, object=campaign)
    return campaign


def send_wave(campaign: Campaign, *, wave: int, by: Any) -> int:
    """Invite the next companies, once: a second click on the same wave finds it sent.

    Args:
        wave: its number, one after the last one; what the page said when somebody clicked.

    Returns:
        how many letters the wave has.

    Raises:
        CampaignRefused: it rests or has ended, nobody is left, or somebody else has sent waves in the meantime.
    """
    with transaction.atomic():
        campaign = _open(campaign)
        last = campaign.invitations.aggregate(last=Max("wave"))["last"] or 0
        if 1 <= wave <= last:
            return campaign.invitations.filter(wave=wave).count()
        if campaign.paused_at:
            raise CampaignRefused(_("Die Aktion ist angehalten. Setzen Sie sie fort, dann geht die Welle hinaus."))
        if wave != last + 1:
            raise CampaignRefused(_("Diese Welle ist noch nicht an der Reihe."))
        companies = list(to_invite(campaign)[: min(campaign.wave_size, MOST_A_WAVE)])
        if not companies:
            raise CampaignRefused(_("Alle Betriebe dieser Auswahl sind eingeladen."))
        for company in companies:
            _invite(company, campaign=campaign, wave=wave)
        record("advice.campaign_wave_sent", by=by, object=campaign, details={"wave": wave, "letters": len(companies)})
    return len(companies)


def pause_campaign(campaign: Campaign, *, pause: bool, by: Any) -> Campaign:
    """Let no more waves out, or go on. Raises CampaignRefused: it has ended."""
    with transaction.atomic():
        campaign = _open(campaign)
        if bool(campaign.paused_at) == pause:
            return campaign
        campaign.paused_at = timezone.now() if pause else None
        campaign.save()
        record("advice.campaign_paused" if pause else "advice.campaign_resumed", by=by, object=campaign)
    return campaign


def close_campaign(campaign: Campaign, *, by: Any) -> Campaign:
    """End it for good; links in letters still lead to a booking. A second click changes nothing."""
    with transaction.atomic():
        campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
        if campaign.closed_at is None:
            campaign.closed_at = timezone.now()
            campaign.save()
            record("advice.campaign_closed", by=by, object=campaign)
    return campaign


def paragraphs(text: str, *, company: str) -> list[str]:
    """Return the letter as it goes out, with the name of the company where the text has {betrieb}."""
    return filling.paragraphs(text, {"betrieb": company})


def find_invitation(token: str, *, purpose: str) -> CampaignInvitation | None:
    """Return the invitation of a link; None for every other."""
    column = "digest" if purpose == BOOK else "leave_digest"
    found = CampaignInvitation.objects.filter(**{column: digest(token[:200], purpose=purpose)})
    return found.select_related("campaign__offer", "campaign__partner", "company").first()


def note_booking(booking: Booking, *, invitation: int | None = None) -> CampaignInvitation | None:
    """Attribute a booking to the invitation whose link led there, else to the newest one of the company.

    An invitation keeps the first booking unless that one was cancelled or has lapsed.
    """
    with transaction.atomic():
        rows = CampaignInvitation.objects.select_for_update(of=("self",)).filter(campaign__closed_at=None)
        rows = rows.select_related("booking").order_by("-sent_at", "-pk")
        found = rows.filter(pk=invitation).first() if invitation else None
        if found is None and booking.company_id:
            found = rows.filter(company=booking.company_id).first()
        if found is None or (found.booking and found.booking.state in (*BOOKED, Booking.State.HELD)):
            return None
        found.booking = booking
        found.save(update_fields=["booking"])
    return found


def refuse_invitations(invitation: CampaignInvitation, *, refuse: bool) -> None:
    """Let a company get no more invitations of any campaign, or get them again. By link, so nobody is signed in."""
    company = invitation.company
    with transaction.atomic():
        if refuse:
            _row, changed = InvitationRefusal.objects.get_or_create(
                company=company, defaults={"campaign": invitation.campaign}
            )
        else:
            changed = bool(InvitationRefusal.objects.filter(company=company).delete()[0])
        if changed:
            verb = "advice.invitations_refused" if refuse else "advice.invitations_wanted"
            record(verb, by="public", object=invitation.campaign, company=company)


def _open(campaign: Campaign) -> Campaign:
    """The campaign, locked. Raises CampaignRefused: it has ended."""
    found = Campaign.objects.select_for_update(of=("self",)).select_related("partner", "trade", "region")
    held = found.get(pk=campaign.pk)
    if held.closed_at is not None:
        raise CampaignRefused(_("Diese Aktion ist beendet. Legen Sie eine neue an."))
    return held


def _invite(company: Company, *, campaign: Campaign, wave: int) -> None:
    book, leave = new_token(), new_token()
    CampaignInvitation.objects.create(
        campaign=campaign, company=company, wave=wave, sent_at=timezone.now(),
        digest=digest(book, purpose=BOOK), leave_digest=digest(leave, purpose=LEAVE),
    )  # fmt: skip
    address = urljoin(settings.SITE_ADDRESS, reverse("advice:invitation_leave", args=[leave]))
    goodbye = _("Keine Einladungen mehr: %(address)s") % {"address": address}
    mail.write(
        _address(company), subject=campaign.title,
        paragraphs=[*paragraphs(campaign.text, company=company.name), goodbye],
        link=reverse("advice:invitation", args=[book]), label=_("Termin wählen"),
    )  # fmt: skip


def _address(company: Company) -> str:
    if company.email:
        return company.email
    owners = Role.objects.current().filter(company=company, kind=Role.Kind.COMPANY_OWNER, person__is_active=True)
    return owners.select_related("person").order_by("pk")[0].person.email
