"""Many readers who open one chapter at the same moment."""

import gzip
import http.client
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import servers
from latency import NOD
from playwright.sync_api import Browser
from table import Row, ratio, row

READERS = 30
LIMIT_S = 300


def _get_s(server: servers.Server, together: threading.Barrier) -> tuple[float, bool]:
    """Fetch the whole page as a browser would; tell how long it took and whether it is whole."""
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=LIMIT_S)
    together.wait()
    start = time.perf_counter()
    try:
        link.request("GET", f"/voila/render/{NOD.chapter}", headers={"Accept-Encoding": "gzip"})
        answer = link.getresponse()
        body = answer.read()
        seconds = time.perf_counter() - start
        zipped = answer.headers.get("Content-Encoding") == "gzip"
        html = gzip.decompress(body) if zipped else body
        return seconds, answer.status == 200 and html.rstrip().endswith(b"</html>")
    except (OSError, http.client.HTTPException):
        return time.perf_counter() - start, False
    finally:
        link.close()


@contextmanager
def _most_kernels(server: servers.Server) -> Iterator[list[int]]:
    """Count the server's kernels while something goes on."""
    counts = [0]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.3):
            counts.append(len(server.kernels()))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield counts
    finally:
        over.set()
        watcher.join()
        counts.append(len(server.kernels()))


def _burst(server: servers.Server, readers: int) -> tuple[list[float], int, int]:
    """Seconds of each reader, how many failed, the most kernels at once."""
    together = threading.Barrier(readers)
    with _most_kernels(server) as counts, ThreadPoolExecutor(readers) as pool:
        found = list(pool.map(lambda _: _get_s(server, together), range(readers)))
    return [seconds for seconds, _ in found], sum(not whole for _, whole in found), max(counts)


def _ours(notebooks: Path) -> list[Row]:
    with servers.course(notebooks) as server:
        cold, failed_cold, _ = _burst(server, READERS)
        before_mb = server.memory_mb()
        warm, failed, kernels = _burst(server, READERS)
        grown_mb = (server.memory_mb() - before_mb) / READERS
    words = f"{READERS} readers at once"
    return [
        row(f"{words}, HTML complete: our app", "s", warm, budget=1, judged="p95"),
        row("  the same as the server's very first requests", "s", cold),
        row("  failed", "", [failed + failed_cold], budget=0),
        row("  kernels started", "", [kernels], budget=0),
        row("  memory that the server grows, each reader", "MB", [grown_mb], budget=0.5),
    ]


def _stock(notebooks: Path, readers: int) -> list[Row]:
    with servers.stock(notebooks) as server:
        before_mb = server.memory_mb()
        times, failed, kernels = _burst(server, readers)
        alive = server.kernels()
        all_mb = sum(one.memory_info().rss for one in alive) / servers.MB
        grown_mb = (server.memory_mb() - before_mb + all_mb) / readers
    return [
        row(f"{readers} readers at once, HTML complete: stock Voilà", "s", times),
        row("  failed", "", [failed]),
        row("  kernels started", "", [kernels]),
        row("  memory, server and kernels (RSS), each reader", "MB", [grown_mb]),
    ]


def measure(browser: Browser, notebooks: Path, quick: bool) -> list[Row]:
    """Our app and stock Voilà under a class that opens the page together."""
    ours = _ours(notebooks)
    stock = _stock(notebooks, 10 if quick else READERS)
    return [*ours, *stock, ratio("  our app is faster by", stock[0], ours[0])]
