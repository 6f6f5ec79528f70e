"""What a page holds for the review and for a calibration picture: data, and words to read.

It needs no drawing and no model, so that a page is shown without loading them.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from .bundle import REVIEW_CLASS
from .island import json_for_html

REVIEW_MIME = "application/vnd.sij.review+json"
CALIBRATION_MIME = "application/vnd.sij.calibration+json"
CALIBRATION_CLASS = 'class="sij-live sij-calib"'
_ASK = "let this page run its scripts."

Sheet = Mapping[str, Any]


def review_html(sheet: Sheet) -> str:
    """Return the review as HTML that can be read before, and without, any script.

    Parameters
    ----------
    sheet
        As `sij.learn.review.review_sheet` returns it.
    """
    return (
        f'<section {REVIEW_CLASS} id="review">'
        f"<noscript><p>To review and to take the final check, {_ASK}</p></noscript>"
        f"{_read(sheet)}{_data(sheet)}</section>"
    )


def review_still_html(sheet: Sheet) -> str:
    """Return the still edition for viewers that run nothing."""
    words = "The review needs the course's pages, or a running Python: then you can answer here."
    return f"<div><p>{words}</p>{_read(sheet)}</div>"


def _read(sheet: Sheet) -> str:
    """Return the chapters as links, from which the player learns where each one is."""
    rows = "".join(
        f'<li><a href="{escape(one["file"])}" data-chapter="{escape(one["name"])}">'
        f"{escape(one['title'])}</a>: {len(one['questions'])} questions</li>"
        for one in sheet["chapters"]
    )
    return (
        f'<div class="sij-review-read"><p>Its questions come from these chapters:</p>'
        f"<ul>{rows}</ul><p>{escape(sheet['footer'])}</p></div>"
    )


def calibration_html(sheet: Sheet) -> str:
    """Return a calibration picture's place as HTML, with a sentence for readers without scripts.

    Parameters
    ----------
    sheet
        As `sij.learn.review.calibration_sheet` returns it.
    """
    name = escape(sheet["id"])
    return (
        f'<section {CALIBRATION_CLASS} id="calibration-{name}">{_title()}'
        f"<noscript><p>To see how sure you were against how often you were right, {_ASK}</p>"
        f"</noscript>{_data(sheet)}</section>"
    )


def calibration_still_html(sheet: Sheet) -> str:
    """Return the still edition for viewers that run nothing."""
    about = escape(sheet["about"])
    return (
        f"<div>{_title()}<p>The course's pages draw here how sure you were against how often you "
        f"were right, from your own answers in {about}.</p></div>"
    )


def _title() -> str:
    return '<p class="sij-title">How sure, how right?</p>'


def _data(sheet: Sheet) -> str:
    return f'<script type="application/json">{json_for_html(dict(sheet))}</script>'
