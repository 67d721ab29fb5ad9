"""`make docs`: take the pictures of the documentation anew, from a throw-away house with the demonstration data."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).with_name("pictures")
CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PATIENCE = 180  # seconds until the house must answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Until /healthz says ok.

    Raises:
        SystemExit: it does not within PATIENCE seconds.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):  # noqa: S310  our own house on loopback
                return
        except OSError:
            time.sleep(1)
    sys.exit("Das Haus antwortet nicht.")


def enter(browser: Browser, address: str, door: str, *, width: int = 1280, theme: str = "light") -> Page:
    """A page of a visitor who came in through a door of the demonstration; no door = the public."""
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 860}, color_scheme=theme, locale="de-DE"
    )
    page = context.new_page()
    page.goto("/")
    if door:
        page.locator(f"form[action='/testbetrieb/{door}/'] button").click()
        page.wait_for_load_state()
    return page


def look_up(page: Page, text: str) -> None:
    """Purpose and case number, then the search."""
    page.goto("/suchen/")
    if page.locator("[name=case_number]").count():
        page.locator("[name=purpose]").select_option(index=1)
        page.locator("[name=case_number]").fill("26-104711")
        page.locator("main form button[type=submit]").first.click()
    page.get_by_label("Was ist zu lesen?").fill(text)
    page.get_by_role("button", name="Suchen", exact=True).click()
    page.wait_for_load_state("networkidle")


def take(browser: Browser, address: str) -> None:
    """Every picture that a document shows."""
    page = enter(browser, address, "")
    page.screenshot(path=FOLDER / "start.png")
    page = enter(browser, address, "polizei")
    look_up(page, "8?3-1O4Z")
    page.screenshot(path=FOLDER / "lookup.png")
    page = enter(browser, address, "polizei", width=390, theme="dark")
    look_up(page, "8?3-1O4Z")
    page.screenshot(path=FOLDER / "lookup-phone.png")
    page = enter(browser, address, "betrieb")
    page.goto("/gegenstaende/")
    page.screenshot(path=FOLDER / "items.png")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="werkspur-pictures-") as data:
        environment = os.environ | {"WERKSPUR_DATA": data, "WERKSPUR_PORT": str(port), "WERKSPUR_MODE": "demo"}
        house = subprocess.Popen([Path(sys.executable).with_name("werkspur"), "start"], env=environment)  # noqa: S603
        try:
            wait_for(address)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
                take(browser, address)
                browser.close()
        finally:
            house.send_signal(signal.SIGINT)
            house.wait(timeout=30)


if __name__ == "__main__":
    main()
