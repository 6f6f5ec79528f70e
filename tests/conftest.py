"""Shared by all tests: a browser without the internet, and servers that end with their test."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_LIMIT_S = 60
# A page of plates takes its time on a busy machine; a test that will fail waits a little longer.
EXPECT_LIMIT_MS = 20_000
TOKEN = "course"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass
class Server:
    """A server of the course, in its own process."""

    url: str
    process: subprocess.Popen
    log: Path
    token: str = ""

    def page(self, file: str, folder: str = "") -> str:
        """Return the address of a notebook's page."""
        query = f"?token={self.token}" if self.token else ""
        return f"{self.url}voila/render/{folder}{file}{query}"

    def get(self, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
        """Return status, body and headers of an address below the server's own."""
        if self.token:
            headers["Authorization"] = f"token {self.token}"
        request = urllib.request.Request(f"{self.url}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, _read(answer), dict(answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read(), dict(error.headers)

    def kernels(self) -> list[psutil.Process]:
        """Return the kernel processes of this server."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        return [child for child in children if "ipykernel" in " ".join(_command(child))]

    def problems(self) -> list[str]:
        """Return the lines of the log that tell of an error."""
        marks = ("ERROR", "Traceback", "CRITICAL", "Uncaught", "Error:")
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return [line for line in lines if any(mark in line for mark in marks)]

    def stop(self) -> None:
        """End the process and whatever it started."""
        try:
            children = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            children = []
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(15)
        for child in children:
            if child.is_running():
                child.kill()


def _read(answer) -> bytes:
    """Read to the end, but not for ever: Voilà sends heartbeats while a page never finishes."""
    end, parts = time.monotonic() + START_LIMIT_S, []
    while part := answer.read1(65536):
        parts.append(part)
        if time.monotonic() > end:
            pytest.fail(f"{answer.url} was still being sent after {START_LIMIT_S} s.")
    return b"".join(parts)


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def wait_until(told: Callable[[], bool], what: str, limit_s: float = START_LIMIT_S) -> None:
    """Poll until something is so; fail with what was waited for."""
    end = time.monotonic() + limit_s
    while not told():
        if time.monotonic() > end:
            pytest.fail(f"Waited {limit_s} s in vain for {what}.")
        time.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=20):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


@pytest.fixture(scope="session")
def start_server(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., Server]]:
    """Start servers: ``start_server(arguments, url_path, cwd)``; all end with the session."""
    running: list[Server] = []

    def start(
        arguments: list[str], path: str = "/", token: str = "", port: int = 0, **env: str
    ) -> Server:
        port = port or free_port()
        home = tmp_path_factory.mktemp("server")
        words = [word.format(port=port) for word in arguments]
        log = home / "log.txt"
        settings = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")}
        settings |= {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config"), **env}
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, *words], stdout=out, stderr=out, cwd=home, env=settings
            )
        server = Server(f"http://127.0.0.1:{port}{path}", process, log, token)
        running.append(server)
        wait_until(
            lambda: process.poll() is not None or _answers(server.url + "voila/static/x"),
            "the server to start",
        )
        if process.poll() is not None:
            pytest.fail(f"The server ended at once:\n{log.read_text()}")
        return server

    yield start
    for server in running:
        server.stop()


@dataclass
class Seen:
    """What a page did that it should not have done."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def chromium() -> str | None:
    """Return the browser to test with."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = (shutil.which(name) for name in names)
    return os.environ.get("CHROMIUM") or next((path for path in found if path), None)


@pytest.fixture(scope="session")
def chromium_instance():
    """One Chromium for all tests; each gets its own fresh context."""
    path = chromium()
    if path is None:
        reason = "No Chromium was found: install it, or name it in CHROMIUM."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=EXPECT_LIMIT_MS)
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield instance
        instance.close()


def _watch(context, seen: Seen) -> None:
    def guard(route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in {"file", "data", "blob"} or address.hostname in LOOPBACK:
            route.continue_()
        else:
            seen.outside.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    context.on("weberror", lambda error: seen.errors.append(str(error.error)))
    context.on(
        "console",
        lambda told: seen.errors.append(told.text) if told.type == "error" else None,
    )


@pytest.fixture
def browser(chromium_instance):
    """Open fresh contexts: ``page, seen = browser(width=360, scheme="dark")``."""
    contexts = []

    def open_page(width: int = 1280, height: int = 900, scheme: str = "light", **options):
        context = chromium_instance.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, **options
        )
        contexts.append(context)
        seen = Seen()
        _watch(context, seen)
        return context.new_page(), seen

    yield open_page
    for context in contexts:
        context.close()
