"""No word holds NUL, and PostgreSQL refuses it: it is taken out of what somebody sends before anybody asks with it."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from werkspur.base.middleware import BadDayMiddleware


def seen(request: Any, *, exempt: bool = False) -> Any:
    def view(request: Any) -> HttpResponse:
        raise AssertionError("only asked for its marks")

    view.csrf_exempt = exempt  # type: ignore[attr-defined]
    BadDayMiddleware(lambda request: HttpResponse()).process_view(request, view, (), {})
    return request


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=grenze"])
def test_a_form_loses_its_nul_and_nothing_else(kind: str) -> None:
    body = b"title=Alt%00e+S%C3%A4ge&art=a&art=%00&art=b%00&na%00me=x"
    if "multipart" in kind:
        pairs = [("title", "Alt\0e Säge"), ("art", "a"), ("art", "\0"), ("art", "b\0"), ("na\0me", "x")]
        parts = [f'--grenze\r\nContent-Disposition: form-data; name="{one}"\r\n\r\n{text}\r\n' for one, text in pairs]
        body = "".join([*parts, "--grenze--\r\n"]).encode()
    request = RequestFactory().generic("POST", "/", body, content_type=kind)
    posted = seen(request).POST

    assert posted.getlist("art") == ["a", "", "b"]
    assert posted["title"] == "Alte Säge"
    assert not any("\0" in name + value for name, values in posted.lists() for value in values)
    with pytest.raises(AttributeError):
        posted["title"] = "changed"


def test_a_form_without_nul_stays_the_same_object_and_an_upload_is_left_to_its_view() -> None:
    request = RequestFactory().post("/", {"title": "Säge"})
    before = request.POST
    assert seen(request).POST is before

    upload = RequestFactory().post("/", {"title": "Sä\0ge"})
    assert seen(upload, exempt=True)._read_started is False
