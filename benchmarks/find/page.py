"""The look-up page on a real server: what the browser of an officer waits for."""

from __future__ import annotations

import re
import time
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener

from typed import WHOLE, Query

from tests.houses import running_house

#: fewer than one person may look up in a minute
LOOKUPS = 50
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_TIMING = re.compile(r"([\w-]+);dur=([\d.]+)")


class Visitor:
    """A browser without eyes: keeps cookies, follows redirects, sends the token of the form."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()), HTTPRedirectHandler())
        self.token = ""

    def get(self, path: str) -> tuple[HTTPResponse, str]:
        return self._read(self.opener.open(f"{self.address}{path}", timeout=60))

    def post(self, path: str, **fields: str) -> tuple[HTTPResponse, str]:
        body = urlencode({"csrfmiddlewaretoken": self.token} | fields).encode()
        self.opener.addheaders = [("Referer", f"{self.address}{path}")]
        return self._read(self.opener.open(f"{self.address}{path}", data=body, timeout=60))

    def _read(self, answer: HTTPResponse) -> tuple[HTTPResponse, str]:
        text = answer.read().decode()
        if found := _TOKEN.search(text):
            self.token = found[1]
        return answer, text


def look_up(data: Path, queries: list[Query], *, database: str, officer: list[str]) -> list[dict[str, object]]:
    """Start the house on the loaded register, sign in as the police, look up; return a row for each query.

    `ms` is from sending the form to the last byte of the result page, with the redirect between; `timing` is what the
    server says in its Server-Timing header.
    """
    asked = [query for query in queries if query.kind in WHOLE][:LOOKUPS]
    with running_house(data, DATABASE_URL=database, WERKSPUR_MODE="demo") as house:
        visitor = Visitor(f"http://127.0.0.1:{house.port}")
        visitor.get("/konto/login/")
        visitor.post("/konto/login/", login=officer[0], password=officer[1])
        visitor.get("/suchen/zweck/")
        visitor.post("/suchen/zweck/", purpose="Verkehrskontrolle", case_number="26-104711")
        out = []
        for query in asked:
            start = time.perf_counter()
            answer, _ = visitor.post("/suchen/", q=query.text)
            took = (time.perf_counter() - start) * 1000
            if not re.search(r"/suchen/[0-9a-f-]{36}/", answer.url):
                raise AssertionError(f"no result page but {answer.url}")
            header = answer.headers.get("Server-Timing", "")
            timing = {name: float(ms) for name, ms in _TIMING.findall(header)}
            out.append({"kind": query.kind, "ms": took, "timing": timing})
        return out
