"""Small things the pages of allauth need to look like ours."""

from __future__ import annotations

from django import template
from django.forms import BoundField

register = template.Library()

# sign -> name; browsers name their ancestors too, so the youngest comes first
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def plain(field: BoundField) -> BoundField:
    """The field without the placeholder that allauth gives it: the label says the same and stays."""
    field.field.widget.attrs.pop("placeholder", None)
    return field


@register.filter
def browser(user_agent: str) -> str:
    """Browser and system in two words ("Chrome, Linux"), or the first 40 characters of what it says of itself."""
    return ", ".join(found for known in (BROWSERS, SYSTEMS) if (found := _first(known, user_agent))) or user_agent[:40]


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in known if sign in user_agent), "")
