"""What a page holds for one interactive: its still picture, its words and its data."""

from __future__ import annotations

import base64
import html
import json
from typing import Any

from . import bundle
from .deeper import deeper_html

MIME = "application/vnd.sij.live+json"


def island_html(spec: dict[str, Any]) -> str:
    """One interactive as HTML that shows its picture before, and without, any script.

    Parameters
    ----------
    spec
        An island as stored in a notebook's output.
    """
    pictures = "".join(
        f'<div class="sij-picture sij-room-{part.get("room", "any")}">{part["svg"]}</div>'
        for part in spec["pictures"]
    )
    light = spec | {"pictures": [_without_svg(part) for part in spec["pictures"]]}
    title, alt = html.escape(spec["title"]), html.escape(spec["alt"])
    return (
        f'<div class="sij-live" id="{html.escape(spec["name"])}">'
        f'<p class="sij-title">{title}</p>'
        f'<div class="sij-static" role="img" aria-label="{alt}">{pictures}</div>'
        f'<p class="sij-description">{html.escape(spec["description"])}</p>'
        f"{deeper_html(spec.get('deeper', ''))}"
        f'<script type="application/json">{json_for_html(light)}</script></div>'
    )


def _without_svg(picture: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in picture.items() if key != "svg"}


def json_for_html(data: object) -> str:
    """JSON that cannot end a script element early."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def page_assets() -> tuple[str, str]:
    """The style sheet and the module script that a page with islands inlines once."""
    return bundle.player_css(), bundle.script("page")


def still_html(spec: dict[str, Any]) -> str:
    """The still picture for viewers that run nothing: GitHub, a notebook nobody has trusted."""
    picture = next((p for p in spec["pictures"] if p.get("room") != "narrow"), spec["pictures"][0])
    data = base64.b64encode(_standalone(picture["svg"]).encode()).decode()
    alt, title = html.escape(spec["alt"]), html.escape(spec["title"])
    words = html.escape(spec["description"])
    return (
        f'<figure><img alt="{alt}" src="data:image/svg+xml;base64,{data}">'
        f"<figcaption><strong>{title}.</strong> {words}</figcaption></figure>"
        f"{deeper_html(spec.get('deeper', ''))}"
    )


def _standalone(svg: str) -> str:
    # Paper behind the ink: a viewer's dark theme must not swallow the lines.
    box = svg.split('viewBox="', 1)[1].split('"', 1)[0].split()
    paper = '<rect x="{}" y="{}" width="{}" height="{}" fill="#ffffff"/>'.format(*box)
    start = svg.index(">") + 1
    return svg[:start] + paper + svg[start:]
