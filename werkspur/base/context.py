"""What every page knows: mode, navigation of this user, language and light or dark."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from werkspur.base.bausteine import all_bausteine

THEME_COOKIE = "werkspur_darstellung"
THEMES = ("light", "dark")


def site(request: HttpRequest) -> dict[str, Any]:
    """Context for every template: demonstration mode and the navigation that the installed Bausteine give this user.

    `theme` is empty unless somebody chose light or dark; then the browser's wish decides.
    """
    # An error page may be needed before it is known who asks.
    known = hasattr(request, "user")
    links = [link for baustein in all_bausteine() for link in baustein.navigation(request)] if known else []
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "demo_mode": settings.DEMO,
        "style_page": settings.MODE != "production",
        "site_navigation": sorted(links, key=lambda link: (link.order, link.label)),
        "theme": theme if theme in THEMES else "",
    }
