"""What a page holds for a predict screen: its question, and its answer folded away.

It needs no drawing and no model, so that a page is shown without loading them.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from .island import json_for_html

MIME = "application/vnd.sij.predict+json"
PREDICT_CLASS = 'class="sij-tally"'
REVEAL = "Show what was measured"

Sheet = dict[str, Any]


def predict_html(sheet: Mapping[str, Any]) -> str:
    """Return a predict screen as HTML that can be used before, and without, any script.

    Parameters
    ----------
    sheet
        As `sij.learn.predict.sheet` returns it.
    """
    name = f"predict-{escape(sheet['id'])}"
    return (
        f'<section {PREDICT_CLASS} id="{name}" aria-labelledby="{name}-title">'
        f"{_question(sheet, name)}"
        f'<details class="sij-tally-answer"><summary>{REVEAL}</summary>{_answer(sheet)}</details>'
        f'<script type="application/json">{json_for_html(dict(sheet))}</script></section>'
    )


def predict_still_html(sheet: Mapping[str, Any]) -> str:
    """Return the still edition for viewers that run nothing: GitHub, JupyterLab."""
    name = f"still-{escape(sheet['id'])}"
    return (
        f"<div>{_question(sheet, name)}"
        f"<details><summary>{REVEAL}</summary>{_answer(sheet)}</details></div>"
    )


def _question(sheet: Mapping[str, Any], name: str) -> str:
    borrowed = sheet["borrowed"]
    label = f'<p class="sij-tally-borrowed">{escape(borrowed)}</p>' if borrowed else ""
    return (
        f'<h3 id="{name}-title">{escape(sheet["title"])}</h3>{label}'
        f'<p class="sij-tally-question">{escape(sheet["question"])}</p>'
    )


def _answer(sheet: Mapping[str, Any]) -> str:
    marks = "".join(_mark(mark) for mark in sheet["marks"])
    also = f"<p><small>Also: {'; '.join(sheet['also'])}</small></p>" if sheet["also"] else ""
    link = f'<a href="{escape(sheet["chapter"])}">See it in its chapter</a>'
    return (
        f'<p class="sij-tally-says">{escape(sheet["says"])}</p>'
        f'<ol class="sij-tally-marks">{marks}</ol>{also}<p>{link}</p>'
    )


def _mark(mark: Mapping[str, Any]) -> str:
    caution = mark["caution"]
    told = f"<br><small><strong>Caution:</strong> {escape(caution)}</small>" if caution else ""
    proof = " · ".join(part for part in (mark["strength"], mark["sources"]) if part)
    return (
        f"<li><strong>{escape(mark['words'])}</strong> {escape(mark['label'])}"
        f"<br><small>{proof}</small>{told}</li>"
    )
