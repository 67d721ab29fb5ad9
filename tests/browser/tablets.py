"""A tablet of the adviser's in a real browser, and the line to the house, which can be cut."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import threading
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from werkspur.advice.models import Visit
from werkspur.advice.queries import visits as queries

NOTHING = {"visits": 0, "changes": 0, "photos": 0, "blobs": 0}
KEPT = """async () => {
  const base = await new Promise((resolve, reject) => {
    const opening = indexedDB.open("werkspur-besuche");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = reject;
  });
  const sums = {};
  for (const name of ["visits", "changes", "photos", "blobs"]) {
    sums[name] = await new Promise((resolve) => {
      base.transaction(name).objectStore(name).count().onsuccess = (event) => resolve(event.target.result);
    });
  }
  base.close();
  return sums;
}"""


class Line:
    """The way from the tablet to the house: everything goes through it, and it can be cut like a dead spot."""

    def __init__(self, port: int) -> None:
        self.target, self.up, self.open = port, True, list[socket.socket]()
        self.door = socket.create_server(("localhost", 0))
        self.url = f"http://localhost:{self.door.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        self.up = False
        for each in self.open:
            _end(each)
        self.open.clear()

    def mend(self) -> None:
        self.up = True

    def _listen(self) -> None:
        while True:
            try:
                visitor, _address = self.door.accept()
            except OSError:
                return
            if not self.up:
                visitor.close()
                continue
            house = socket.create_connection(("localhost", self.target))
            self.open += [visitor, house]
            for source, target in ((visitor, house), (house, visitor)):
                threading.Thread(target=_pump, args=(source, target), daemon=True).start()


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while part := source.recv(65536):
            target.sendall(part)
    except OSError:
        pass
    finally:
        _end(source)
        _end(target)
        source.close()


def _end(each: socket.socket) -> None:
    """Wake whoever reads from it; he closes it."""
    with contextlib.suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)


@dataclass
class Tablet:
    """A device of the adviser's."""

    context: BrowserContext
    page: Page
    person: Any
    url: str
    sent: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def sign_in(self) -> None:
        client = Client()
        client.force_login(self.person, backend="django.contrib.auth.backends.ModelBackend")
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.url}])

    def item(self, key: str) -> Any:
        return self.page.locator(f"#punkt-{key}")

    def answer(self, key: str, label: str) -> None:
        self.item(key).get_by_role("radio", name=label).check()

    def state(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.locator("[data-text=state]")).to_have_text(text, timeout=20000)

    def arrived(self, visit: Visit, key: str) -> None:
        """The house has an answer; what the page says may still be about the round before."""
        for _try in range(100):
            if key in queries.findings(Visit.objects.get(pk=visit.pk)).answers:
                return
            self.page.wait_for_timeout(200)
        raise AssertionError(key)

    def note(self, request: Any) -> None:
        if request.url.endswith("/abgleich"):
            self.sent.append(json.loads(request.post_data or "{}"))

    def kept(self) -> dict[str, int]:
        return dict(self.page.evaluate(KEPT))

    def forgotten(self) -> None:
        """Nothing of a visit is left here, at once or a moment later."""
        for _try in range(50):
            if self.kept() == NOTHING:
                return
            self.page.wait_for_timeout(200)
        assert self.kept() == NOTHING


def draw(page: Page, canvas: Any) -> None:
    """A line across, with the mouse as with a finger."""
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.6, steps=5)
    page.mouse.up()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Abmelden").first.click()
    page.wait_for_url(re.compile(r"/$"))
    expect(page.get_by_role("link", name="Anmelden").first).to_be_visible()
