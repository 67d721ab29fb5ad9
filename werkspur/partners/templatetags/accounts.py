"""Small things the pages of allauth need to look like ours."""

from __future__ import annotations

from django import template
from django.forms import BoundField

register = template.Library()


@register.filter
def plain(field: BoundField) -> BoundField:
    """The field without the placeholder that allauth gives it: the label says the same and stays."""
    field.field.widget.attrs.pop("placeholder", None)
    return field
