"""One Chromium without the internet, and steps that measure inside its pages."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Browser, Page, sync_playwright
from servers import BenchError

LIMIT_MS = 120_000
# Other hosts are not found at once: routing each request through Python would cost time.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


@dataclass
class Traffic:
    """What a page asked for."""

    requests: list[str] = field(default_factory=list)
    bytes_down: int = 0
    bytes_up: int = 0
    asked: int = 0

    @property
    def outside(self) -> list[str]:
        """Requests to other computers."""
        return [url for url in self.requests if urlsplit(url).hostname not in (None, "127.0.0.1")]

    def reset(self) -> None:
        """Forget what was counted up to now."""
        self.requests.clear()
        self.bytes_down = self.bytes_up = self.asked = 0


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser.

    Raises
    ------
    BenchError
        When there is none.
    """
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        raise BenchError("No Chromium was found: install it, or name it in CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def wait_for_quiet(busy_percent: float = 5, limit_s: float = 10) -> None:
    """Wait until the browser has set up a new window: a reader's browser is there already."""
    stop = time.monotonic() + limit_s
    while time.monotonic() < stop:
        if psutil.cpu_percent(interval=0.25) < busy_percent:
            return


@contextmanager
def fresh_page(browser: Browser) -> Iterator[tuple[Page, Traffic]]:
    """A page in a context of its own: nothing cached, nothing stored."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    traffic = Traffic()
    page.on("request", lambda request: traffic.requests.append(request.url))
    try:
        yield page, traffic
    finally:
        context.close()


def count_bytes(page: Page, traffic: Traffic) -> None:
    """Count every byte that goes over HTTP and websockets from now on."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def down(size: int) -> None:
        traffic.bytes_down += size

    def up(size: int) -> None:
        traffic.bytes_up += size

    def ask(_: object) -> None:
        traffic.asked += 1

    session.on("Network.requestWillBeSent", ask)
    session.on("Network.dataReceived", lambda told: down(told["dataLength"]))
    for event, add in (("Received", down), ("Sent", up)):
        name = f"Network.webSocketFrame{event}"
        session.on(name, lambda told, add=add: add(len(told["response"]["payloadData"])))
