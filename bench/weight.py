"""What a page of the static edition weighs, with its scripts, fonts and pictures."""

import gzip
import tempfile
from pathlib import Path

from browser import fresh_page
from opening import write_static
from playwright.sync_api import Browser
from table import Row, row


def measure(browser: Browser, notebooks: Path, quick: bool) -> list[Row]:
    """Every page compressed, and what the pages ask for beyond themselves."""
    with tempfile.TemporaryDirectory() as folder:
        write_static(notebooks, Path(folder))
        files = sorted(Path(folder).rglob("*.html"))
        weights = {file: len(gzip.compress(file.read_bytes(), 6)) / 1e6 for file in files}
        extra = sum(_asked(browser, file) for file in files)
        heaviest = max(weights, key=lambda file: weights[file]).name
    return [
        row(f"static page, gzip, all included (heaviest: {heaviest})", "MB",
            [max(weights.values())], budget=1),
        row("  all pages", "MB", [sum(weights.values())]),
        row("  requests beyond the page itself, all pages", "", [extra], budget=0),
    ]  # fmt: skip


def _asked(browser: Browser, file: Path) -> int:
    with fresh_page(browser) as (page, traffic):
        page.goto(file.as_uri(), wait_until="networkidle")
        wanted = [url for url in traffic.requests if not url.startswith(("data:", "blob:"))]
        return len(wanted) - 1
