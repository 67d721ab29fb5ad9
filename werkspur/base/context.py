"""What every page knows: mode, navigation of this user, who it is."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from werkspur.base.bausteine import all_bausteine


def site(request: HttpRequest) -> dict[str, Any]:
    """Context for every template: demonstration mode and the navigation that the installed Bausteine give this user."""
    links = [link for baustein in all_bausteine() for link in baustein.navigation(request)]
    return {
        "demo_mode": settings.DEMO,
        "site_navigation": sorted(links, key=lambda link: (link.order, link.label)),
    }
