"""What a page holds for the planner of chapter 6: its data, and a still edition in words.

It needs no drawing and no model, so that a page is shown without loading them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from .bundle import PLANNER_CLASS
from .explorer_island import FIRST, NO_SOURCE
from .island import json_for_html

MIME = "application/vnd.sij.planner+json"
NEEDS_SCRIPT = (
    "The planner needs scripts, and they are off here. You can still read every row of the "
    "timeline, with what it needs to start and when to stop."
)
NEEDS_KERNEL = (
    "Run this cell to work with the planner. Until then you can read every row of the timeline, "
    "with what it needs to start and when to stop."
)

Sheet = Mapping[str, Any]


def planner_html(sheet: Sheet) -> str:
    """Return the planner as HTML that can be read before, and without, any script.

    Parameters
    ----------
    sheet
        As `sij.live.treatment.planner.planner_sheet` returns it.
    """
    return (
        f'<section {PLANNER_CLASS} id="{escape(sheet["name"])}">'
        f'<p class="sij-title">{escape(sheet["title"])}</p><p>{escape(sheet["promise"])}</p>'
        f"<noscript><p>{escape(f'{NEEDS_SCRIPT} {FIRST}')}</p></noscript>{_rows(sheet)}"
        f'<script type="application/json">{json_for_html(dict(sheet))}</script></section>'
    )


def planner_still_html(sheet: Sheet) -> str:
    """Return the still edition for viewers that run nothing: GitHub, a notebook without a kernel.

    Parameters
    ----------
    sheet
        As `sij.live.treatment.planner.planner_sheet` returns it.
    """
    title, promise = escape(sheet["title"]), escape(sheet["promise"])
    return (
        f"<div><p><strong>{title}.</strong> {promise}</p>"
        f"<p>{escape(f'{NEEDS_KERNEL} {FIRST}')}</p>{_rows(sheet)}</div>"
    )


def _rows(sheet: Sheet) -> str:
    """Return the timeline's rows, folded, and what holds whatever was read in them."""
    tables = sheet["tables"]
    rows = "".join(_row(row, sheet["claims"]) for row in tables["rows"])
    said = [tables[name] for name in ("safetyNet", "notADiagnosis", "footer")]
    net, limits, footer = (escape(text) for text in said)
    always = f"<p><strong>Whatever stands above:</strong> {net}</p><p>{limits} {footer}</p>"
    return f'<div class="sij-still-steps">{rows}{always}</div>'


def _row(row: Mapping[str, Any], claims: Mapping[str, Mapping[str, str]]) -> str:
    cited = dict.fromkeys(claims[name]["sources"] for name in row["claims"] if name in claims)
    sources = " · ".join(cited) or NO_SOURCE
    return (
        f"<details><summary><strong>{escape(row['title'])}</strong> {_grade(row)}</summary>"
        f"<ul>{_items(_facts(row))}</ul><p><small>{sources}</small></p></details>"
    )


def _grade(row: Mapping[str, Any]) -> str:
    mark, words = row["grade"]
    return f'<small><span aria-hidden="true">{mark}</span> {escape(words)}</small>'


def _items(lines: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f"<li><strong>{escape(name)}</strong> {escape(says)}</li>" for name, says in lines
    )


def _facts(row: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield what a row says, each with the word that stands before it."""
    if row["never"]:
        yield "Why it has no bar:", row["never"]
    yield "Whose step:", f"{row['who']}."
    yield "Days of the pain:", _days(row)
    yield "Start when:", f"{row['startWhen']}."
    yield "Stop or change when:", f"{row['stopWhen']}."
    for line in row["safety"]:
        yield "Mind:", line


def _days(row: Mapping[str, Any]) -> str:
    if row["to"] is None:
        return f"from {row['from']} on."
    return f"{row['from']} to {row['to']}."
