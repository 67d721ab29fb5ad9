"""Draw a piece of a template as a page would."""

from typing import Any

from django.http import HttpRequest
from django.template import RequestContext, Template
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler


def draw(source: str, *, address: str = "/", **context: Any) -> str:
    """The HTML of `source`, cotton tags included, on the page at `address`."""
    request: HttpRequest = RequestFactory().get(address)
    return Template(CottonCompiler().process(source)).render(RequestContext(request, context))
