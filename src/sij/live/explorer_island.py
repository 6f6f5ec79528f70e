"""What a page holds for the symptom explorer: its data, and a still edition in words.

It needs no drawing and no model, so that a page is shown without loading them.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from .bundle import EXPLORER_CLASS
from .island import json_for_html

MIME = "application/vnd.sij.explorer+json"
NEEDS_SCRIPT = (
    "The explorer needs scripts, and they are off here. You can still read what it asks, and what "
    "the evidence says on each answer."
)
NEEDS_KERNEL = (
    "Run this cell to work with the explorer. Until then you can read what it asks, and what the "
    "evidence says on each answer."
)
FIRST = "Go through the warning signs at the top of the page first: they go before all the rest."
NO_SOURCE = "Expert opinion, or our own choice."

Sheet = Mapping[str, Any]


def explorer_html(sheet: Sheet) -> str:
    """Return the explorer as HTML that can be read before, and without, any script.

    Parameters
    ----------
    sheet
        As `sij.live.symptoms.explorer_sheet` returns it.
    """
    return (
        f'<section {EXPLORER_CLASS} id="{escape(sheet["name"])}">'
        f'<p class="sij-title">{escape(sheet["title"])}</p><p>{escape(sheet["promise"])}</p>'
        f"<noscript><p>{escape(f'{NEEDS_SCRIPT} {FIRST}')}</p></noscript>{_steps(sheet)}"
        f'<script type="application/json">{json_for_html(dict(sheet))}</script></section>'
    )


def explorer_still_html(sheet: Sheet) -> str:
    """Return the still edition for viewers that run nothing: GitHub, a notebook without a kernel.

    Parameters
    ----------
    sheet
        As `sij.live.symptoms.explorer_sheet` returns it.
    """
    title, promise = escape(sheet["title"]), escape(sheet["promise"])
    return (
        f"<div><p><strong>{title}.</strong> {promise}</p>"
        f"<p>{escape(NEEDS_KERNEL)}</p>{_steps(sheet)}</div>"
    )


def _steps(sheet: Sheet) -> str:
    """Return the form's steps, folded, and what holds whatever was read in them."""
    steps = "".join(
        f"<details><summary><strong>{number}. {escape(step['title'])}</strong></summary>"
        f"{''.join(_group(sheet, name) for name in step['groups'])}</details>"
        for number, step in enumerate(sheet["steps"], 1)
    )
    tables = sheet["tables"]
    net, limits = escape(tables["safetyNet"]), escape(tables["notADiagnosis"])
    always = f"<p><strong>Whatever stands above:</strong> {net}</p><p>{limits}</p>"
    return f'<div class="sij-still-steps">{steps}{always}</div>'


def _group(sheet: Sheet, name: str) -> str:
    tables = sheet["tables"]
    group = next(one for one in tables["groups"] if one["id"] == name)
    items = "".join(
        f"<li>{_finding(one, sheet['claims'])}</li>"
        for one in tables["findings"]
        if one["group"] == name
    )
    title, says = escape(group["title"]), escape(group["says"])
    return f"<h3>{title}</h3><p>{says}</p><ul>{items}</ul>"


def _finding(one: Mapping[str, Any], claims: Mapping[str, Mapping[str, str]]) -> str:
    """Return a question, what the evidence says on it (no number), and its sources.

    A finding with no words of its own goes by its group's, which stand above the list.
    """
    cited = dict.fromkeys(
        claims[name]["sources"] for name in one.get("claims", ()) if name in claims
    )
    question, says = escape(one["question"]), escape(one.get("says", ""))
    return f"<strong>{question}</strong> {says}<br><small>{' · '.join(cited) or NO_SOURCE}</small>"
