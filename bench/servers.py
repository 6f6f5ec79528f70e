"""The course's server and stock Voilà, each on a fresh port, ended by their own process id."""

import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

START_LIMIT_S = 90.0
MB = 2**20


class BenchError(Exception):
    """One plain sentence on what could not be measured, and what to do."""


@dataclass
class Server:
    """A running server."""

    port: int
    process: psutil.Popen

    def page(self, file: str) -> str:
        """The address of a notebook's page."""
        return f"http://127.0.0.1:{self.port}/voila/render/{file}"

    def kernels(self) -> list[psutil.Process]:
        """Its kernel processes."""
        return [child for child in self.process.children(recursive=True) if _is_kernel(child)]

    def memory_mb(self) -> float:
        """Resident memory of the server itself."""
        return float(self.process.memory_info().rss / MB)


def _is_kernel(process: psutil.Process) -> bool:
    try:
        return "ipykernel" in " ".join(process.cmdline())
    except psutil.Error:
        return False


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _listens(port: int) -> bool:
    # A bare connection: a request would already warm the server up.
    with socket.socket() as trial:
        trial.settimeout(1)
        return trial.connect_ex(("127.0.0.1", port)) == 0


def _wait(server: Server, log: Path) -> None:
    end = time.monotonic() + START_LIMIT_S
    while not _listens(server.port):
        if server.process.poll() is not None or time.monotonic() > end:
            words = log.read_text(encoding="utf-8", errors="replace")[-800:]
            raise BenchError(f"A server did not start; read what it said: {words}")
        time.sleep(0.02)


def _stop(process: psutil.Popen) -> None:
    children = process.children(recursive=True) if process.is_running() else []
    process.terminate()
    _, left = psutil.wait_procs([process], timeout=15)
    for one in [*left, *children]:
        try:
            one.kill()
        except psutil.NoSuchProcess:
            continue


@contextmanager
def _running(*words: str) -> Iterator[Server]:
    port = _free_port()
    with tempfile.TemporaryDirectory() as home:
        log = Path(home, "log.txt")
        env = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")}
        with log.open("wb") as out:
            process = psutil.Popen(
                [sys.executable, *(word.format(port=port) for word in words)],
                stdout=out, stderr=out, cwd=home, env=env | {"HOME": home},
            )  # fmt: skip
        server = Server(port, process)
        try:
            _wait(server, log)
            yield server
        finally:
            _stop(process)


def course(notebooks: Path) -> "contextmanager[Server]":
    """The course as ``make app`` serves it."""
    return _running("-m", "sij.app", "--port", "{port}", "--notebooks", str(notebooks))


def stock(notebooks: Path) -> "contextmanager[Server]":
    """Voilà as it is: its own template and settings; it executes everything."""
    return _running("-m", "voila", str(notebooks), "--template=lab", "--port={port}",
                    "--Voila.ip=127.0.0.1", "--no-browser")  # fmt: skip
