"""Campaigns, the list of installers, figures, and who waits."""

from werkspur.advice.views.invited import invitation, invitation_leave
from werkspur.advice.views.outreach.campaigns import (
    campaign,
    campaign_close,
    campaign_csv,
    campaign_edit,
    campaign_new,
    campaign_pause,
    campaign_wave,
    campaigns,
)
from werkspur.advice.views.outreach.figures import figures, figures_csv
from werkspur.advice.views.outreach.installers import (
    installer_edit,
    installer_new,
    installer_remove,
    installers,
    installers_kept,
)
from werkspur.advice.views.outreach.waiting import waiting_list, waiting_remove

__all__ = [
    "campaign",
    "campaign_close",
    "campaign_csv",
    "campaign_edit",
    "campaign_new",
    "campaign_pause",
    "campaign_wave",
    "campaigns",
    "figures",
    "figures_csv",
    "installer_edit",
    "installer_new",
    "installer_remove",
    "installers",
    "installers_kept",
    "invitation",
    "invitation_leave",
    "waiting_list",
    "waiting_remove",
]
