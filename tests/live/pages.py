"""Bare pages that hold nothing but islands, for tests of the player."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from sij.figures import style
from sij.live import bundle, island_html, page_assets


def bare_page(*specs: dict[str, Any]) -> str:
    """A page with the given islands and the player."""
    css, script = page_assets()
    body = "".join(island_html(spec) for spec in specs)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Islands</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<script type="module" async>{script}</script>'
        f"<style>{bundle.font_css()}{style.css_variables()}{css}"
        "body{margin:1rem;background:var(--sij-paper)}</style>"
        f"<main><h1>Islands</h1>{body}</main></html>"
    )


def open_islands(page: Page, folder: Path, *specs: dict[str, Any]) -> Page:
    """Open such a page from disk and wait until each island is alive or has given up."""
    file = folder / "islands.html"
    file.write_text(bare_page(*specs), encoding="utf-8")
    page.goto(file.as_uri())
    page.wait_for_function("!document.querySelector('.sij-live:not([data-ready])')")
    return page


def values_at(page: Page, name: str, settings: list[dict[str, float]]) -> list[dict[str, Any]]:
    """What the player shows for each of the given control settings."""
    shown: list[dict[str, Any]] = page.evaluate(
        """([name, settings]) => {
            const player = document.getElementById(name).sij;
            return settings.map((setting) => {
                player.set(setting);
                return { ...player.values, description: player.description.textContent };
            });
        }""",
        [name, settings],
    )
    return shown
