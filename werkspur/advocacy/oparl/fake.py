"""A council information system that does not exist, over real HTTP, with every fault we know of at a switch.

For tests and demonstration only: it listens on this machine alone. `python -m werkspur.advocacy.oparl.fake 10000`
serves ten thousand papers until it is interrupted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from werkspur.advocacy.oparl.council import Council, JsonObject

VENDORS = {
    "standard": {"vendor": "https://talwinkel.example", "product": "Ratsschrank"},
    "allris": {"vendor": "https://www.cc-egov.de", "product": "ALLRIS"},
    "sternberg": {"contactName": "STERNBERG Software GmbH & Co. KG"},
    "somacos": {"vendor": "http://www.somacos.de"},
}
HANDED_ON = ("modified_since", "omit_internal", "id")
NOTHING_NEW = {"error": "Nichts gefunden", "code": 802, "type": "SD.NET RIM Webservice"}
ENDLESS = b'{"data": ["' + b"x" * 65536


@dataclass
class Faults:
    """The switches; all off means a server as the specification wants it.

    error_every: every n-th request answers 500; error_page: this page of the paper list always does
    slow_seconds: pause before an answer; drip_seconds: pause between its bytes
    control_characters: raw ones and a lone backslash in names
    empty_created, web_placeholder, single_file: as ALLRIS has it
    list_query: list addresses carry `?id=2387`
    loop: the second page leads back to the first, or every page is the same under another address
    redirect_to: the paper list is elsewhere; endless: its body never ends
    since: what becomes of modified_since; filter_lost: next pages do not carry it
    nothing_new: how an empty filtered list is said
    quiet_deletions: deleted papers just vanish; typeless: deleted objects lose their type
    foreign_ids: objects claim another host
    cut: the line breaks in the middle of an answer; packed: answers come as gzip, asked for or not
    refuses_encoding: an encoded query answers 400, as with Somacos
    """

    error_every: int = 0
    error_page: int = 0
    slow_seconds: float = 0.0
    drip_seconds: float = 0.0
    control_characters: bool = False
    empty_created: bool = False
    web_placeholder: bool = False
    single_file: bool = False
    list_query: bool = False
    loop: Literal["", "back", "same"] = ""
    redirect_to: str = ""
    endless: bool = False
    since: Literal["honest", "ignored", "nothing", "refused"] = "honest"
    filter_lost: bool = False
    nothing_new: Literal["list", "802", "[]"] = "list"
    quiet_deletions: bool = False
    typeless: bool = False
    foreign_ids: bool = False
    cut: bool = False
    packed: bool = False
    refuses_encoding: bool = False


@dataclass
class FakeServer:
    """A council behind an address. `requests` notes the target of each request, `times` when it came."""

    council: Council
    faults: Faults = field(default_factory=Faults)
    vendor: str = "standard"
    page_size: int = 20
    root: str = ""
    requests: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def system(self) -> str:
        """The address to begin with."""
        return f"{self.root}/system"

    @property
    def paper_list(self) -> str:
        """The address of the paper list, as the body names it."""
        return self.list_address("paper")

    def list_address(self, kind: str) -> str:
        return f"{self.root}/body/1/{kind}" + ("?id=2387" if self.faults.list_query else "")

    def whole(self, value: Any, *, key: str = "") -> Any:
        """Put our own address in front of every path."""
        if isinstance(value, dict):
            return {name: self.whole(item, key=name) for name, item in value.items()}
        if isinstance(value, list):
            return [self.whole(item, key=key) for item in value]
        is_path = isinstance(value, str) and value.startswith("/")
        return self.root + value if is_path else value

    def answer(self, target: str) -> tuple[int, JsonObject | list[Any]]:
        """Status and JSON for a request."""
        parts = urlsplit(target)
        asked = dict(parse_qsl(parts.query))
        path = [unquote(part) for part in parts.path.split("/") if part]
        if path == ["system"]:
            return 200, self.system_object()
        if path == ["bodies"]:
            return 200, {"data": [self.body()], "links": {}, "pagination": {}}
        if path == ["body", "1"]:
            return 200, self.body()
        if len(path) == 3 and path[:2] == ["body", "1"] and path[2] in self.council.lists():
            return self.list_page(path[2], asked, query=parts.query)
        found = self.council.one(*path) if len(path) == 2 and path[0] in self.council.lists() else None
        quiet = found and found.get("deleted") and self.faults.quiet_deletions
        return (200, self.spoilt(found)) if found and not quiet else (404, {"error": "not found"})

    def system_object(self) -> JsonObject:
        head = {"id": "/system", "type": self.council.schema("System"), "body": "/bodies", "name": "Ratsinfo Talwinkel"}
        version = f"https://schema.oparl.org/{self.council.version}/"
        return dict(self.whole(head)) | {"oparlVersion": version} | VENDORS[self.vendor]

    def body(self) -> JsonObject:
        head = {"id": "/body/1", "type": self.council.schema("Body"), "system": "/system", "name": "Stadt Talwinkel"}
        return dict(self.whole(head)) | {kind: self.list_address(kind) for kind in self.council.lists()}

    def list_page(self, kind: str, asked: dict[str, str], *, query: str) -> tuple[int, JsonObject | list[Any]]:
        faults, since = self.faults, asked.get("modified_since", "")
        if (faults.refuses_encoding and "%" in query) or "." in since or (since and faults.since == "refused"):
            return 400, {"error": "bad parameter"}
        page = int(asked.get("page", "1"))
        if kind == "paper" and page == faults.error_page:
            return 500, {"error": "internal"}
        numbers = self.numbers(kind, since)
        if since and not numbers and faults.nothing_new != "list":
            return (404, NOTHING_NEW) if faults.nothing_new == "802" else (200, [])
        shown = 1 if faults.loop == "same" else page
        chosen = numbers[(shown - 1) * self.page_size : shown * self.page_size]
        objects = [self.spoilt(self.council.listed(kind, number)) for number in chosen]
        if asked.get("omit_internal") == "true":
            objects = [{key: item for key, item in found.items() if not is_internal(item)} for found in objects]
        links = {"next": self.next_page(kind, asked, page)} if self.goes_on(page, len(numbers)) else {}
        return 200, {"data": objects, "links": links, "pagination": {"totalElements": len(numbers)}}

    def goes_on(self, page: int, total: int) -> bool:
        return bool(self.faults.loop) or page * self.page_size < total

    def next_page(self, kind: str, asked: dict[str, str], page: int) -> str:
        number = 1 if self.faults.loop == "back" and page >= 2 else page + 1
        kept = {} if self.faults.filter_lost else {name: asked[name] for name in HANDED_ON if name in asked}
        safe = ":" if self.faults.refuses_encoding else ""
        query = [f"{name}={quote(value, safe=safe)}" for name, value in kept.items()]
        return f"{self.root}/body/1/{kind}?" + "&".join([*query, f"page={number}"])

    def numbers(self, kind: str, since: str) -> list[int]:
        """The places of a list that pass the filter; unfiltered lists do not show what was deleted."""
        everything = range(1, self.council.count(kind) + 1)
        deleted = set() if kind in ("meeting", "organization") else set(self.council.deleted)
        if not since or self.faults.since == "ignored":
            return [number for number in everything if number not in deleted]
        if self.faults.since == "nothing":
            return []
        border = datetime.fromisoformat(since)
        late = [number for number in everything if self.changed(kind, number) >= border]
        hidden = deleted if self.faults.quiet_deletions or kind != "paper" else set()
        return [number for number in late if number not in hidden]

    def changed(self, kind: str, number: int) -> datetime:
        """When the object at a place of a list last changed."""
        if kind in ("meeting", "organization", "file"):
            return datetime.fromisoformat(self.council.listed(kind, number)["modified"])
        return self.council.modified(number)

    def spoilt(self, raw: JsonObject) -> JsonObject:
        """An object with our address in it and the faults that are on."""
        found: JsonObject = self.whole(raw)
        faults = self.faults
        if found.get("deleted") and faults.typeless:
            del found["type"]
        if faults.empty_created:
            found["created"] = ""
        if faults.web_placeholder and "web" in found:
            found["web"] = f"N/A {found['web']}"
        if faults.single_file and len(found.get("auxiliaryFile", [])) == 1:
            found["auxiliaryFile"] = found["auxiliaryFile"][0]
        if faults.foreign_ids:
            found["id"] = found["id"].replace(self.root, "https://anderswo.example")
        return found


def is_internal(value: Any) -> bool:
    """Say whether an attribute holds embedded objects."""
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, dict)


def sheet(name: str) -> bytes:
    """A PDF of one page (ISO 32000-1) that says what it is."""
    words = f"BT /F1 14 Tf 60 780 Td (Stadt Talwinkel: {name}) Tj ET".encode("ascii", "replace")
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words),
    )
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(parts) + 1
    return (
        body + b"xref\n0 %d\n0000000000 65535 f \n" % count + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(body))
    )  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    """Answers in the name of the FakeServer its HTTP server carries."""

    server: _Http
    disable_nagle_algorithm = True  # else every answer waits for an acknowledgement that comes late

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: tests read `requests`."""

    def do_GET(self) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):
            self.respond(self.server.fake)

    def respond(self, fake: FakeServer) -> None:
        faults = fake.faults
        with fake.lock:
            fake.requests.append(self.path)
            fake.times.append(time.monotonic())
            fake.agents.add(self.headers.get("User-Agent", ""))
            count = len(fake.requests)
        time.sleep(faults.slow_seconds)
        for_papers = urlsplit(self.path).path == "/body/1/paper"
        if faults.error_every and count % faults.error_every == 0:
            self.send(500, b"Interner Fehler")
        elif for_papers and faults.redirect_to:
            self.send(302, b"", location=faults.redirect_to)
        elif for_papers and faults.endless:
            self.pour()
        elif self.path.endswith(".pdf"):
            self.send(200, sheet(self.path.rpartition("/")[2]), kind="application/pdf")
        else:
            status, value = fake.answer(self.path)
            self.send(status, self.text(value).encode())

    def text(self, value: Any) -> str:
        said = json.dumps(value, ensure_ascii=False)
        if self.server.fake.faults.control_characters:
            said = said.replace('"name": "', '"name": "\x01\x0b\t\\ Akte ')
        return said

    def send(self, status: int, body: bytes, *, location: str = "", kind: str = "application/json") -> None:
        faults = self.server.fake.faults
        body = gzip.compress(body) if faults.packed else body
        self.send_response(status)
        if faults.packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", "text/html" if status == 500 else kind)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        body = body[: len(body) // 2] if faults.cut else body
        step = 1 if faults.drip_seconds else max(len(body), 1)
        for start in range(0, len(body), step):
            self.wfile.write(body[start : start + step])
            time.sleep(faults.drip_seconds)

    def pour(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.server.closing.is_set():
            self.wfile.write(ENDLESS)


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, fake: FakeServer, *, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.fake = fake
        self.closing = threading.Event()


@contextmanager
def serve(fake: FakeServer, *, port: int = 0, name: str = "127.0.0.1") -> Iterator[FakeServer]:
    """Serve on this machine until the block ends; `port` 0 takes a free one. `name` is how the server calls itself."""
    http = _Http(fake, port=port)
    fake.root = f"http://{name}:{http.server_address[1]}"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        http.closing.set()
        http.shutdown()
        http.server_close()
        thread.join()


def main() -> None:
    """Serve until interrupted."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("papers", type=int, nargs="?", default=60)
    words.add_argument("--port", type=int, default=8765)
    words.add_argument("--oparl", choices=("1.0", "1.1"), default="1.1")
    words.add_argument("--page-size", type=int, default=100)
    given = words.parse_args()
    fake = FakeServer(Council(given.papers, given.oparl), page_size=given.page_size)
    with serve(fake, port=given.port), suppress(KeyboardInterrupt):
        sys.stdout.write(f"{fake.system} · {datetime.now(UTC):%H:%M} UTC\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
