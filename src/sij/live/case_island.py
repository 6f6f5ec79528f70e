"""What a page holds for a case: its data, and a still edition to read in words.

It needs no drawing and no model, so that a page is shown without loading them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from .bundle import CASE_CLASS
from .island import json_for_html

MIME = "application/vnd.sij.case+json"

Sheet = Mapping[str, Any]


def case_html(sheet: Sheet) -> str:
    """Return a case as HTML that can be read before, and without, any script.

    Parameters
    ----------
    sheet
        As `sij.learn.cases.sheet.sheet` returns it.
    """
    needs = escape(sheet["words"]["still"]["needs_script"])
    return (
        f'<section {CASE_CLASS} id="case-{escape(sheet["id"])}">{_title(sheet)}'
        f"<noscript><p>{needs}</p></noscript>{_parts(sheet)}"
        f'<script type="application/json">{json_for_html(dict(sheet))}</script></section>'
    )


def case_still_html(sheet: Sheet) -> str:
    """Return the still edition for viewers that run nothing: GitHub, a notebook without a kernel.

    Parameters
    ----------
    sheet
        As `sij.learn.cases.sheet.sheet` returns it.
    """
    needs = escape(sheet["words"]["still"]["needs_kernel"])
    return f"<div>{_title(sheet)}<p>{needs}</p>{_parts(sheet)}</div>"


def _title(sheet: Sheet) -> str:
    who = escape(f"{sheet['runner']}. {sheet['words']['made_up']}")
    return f'<p class="sij-title">{escape(sheet["title"])}</p><p>{who}</p>'


def _parts(sheet: Sheet) -> str:
    """Return the case, folded part by part, and the safety net in the open."""
    visits = "".join(_visit(sheet, visit) for visit in sheet["visits"])
    whatever = escape(sheet["words"]["debrief"]["whatever"])
    net, limits, footer = (escape(sheet[n]) for n in ("safetyNet", "notADiagnosis", "footer"))
    always = f"<p><strong>{whatever}</strong> {net}</p><p>{limits} {footer}</p>"
    return f'<div class="sij-still-steps">{visits}{_end(sheet)}{always}</div>'


def _visit(sheet: Sheet, visit: Mapping[str, Any]) -> str:
    said = sheet["words"]["still"]
    results = _answers(sheet, visit["examination"])
    tests = _fold(said["tests"], results) if results else ""
    return (
        f"<p><strong>{escape(visit['place'])}.</strong> {escape(visit['story'])}</p>"
        f"{_fold(said['questions'], _answers(sheet, visit['history']))}{tests}"
        f"{_fold(said['plans'], [_plan(sheet, one) for one in visit['options']])}"
        f"{_fold(said['after'], [_after(visit, one) for one in visit['options']])}"
    )


def _answers(sheet: Sheet, names: Iterable[str]) -> list[str]:
    items = (sheet["items"][name] for name in names)
    return [f"<strong>{escape(one['ask'])}</strong> {escape(one['says'])}" for one in items]


def _plan(sheet: Sheet, option: Mapping[str, Any]) -> str:
    word = option["urgency"]
    speed = f"{word}: {sheet['meaning'][word]}" if word else sheet["words"]["no_visit"]
    running = sheet["words"]["running"][option["running"]]
    return f"{escape(option['words'])} <strong>{escape(speed)}</strong>; {escape(running)}."


def _after(visit: Mapping[str, Any], option: Mapping[str, Any]) -> str:
    reached = {branch["go"] for branch in option["then"]}
    texts = " ".join(one["text"] for one in visit["outcomes"] if one["id"] in reached)
    return f"<strong>{escape(option['words'])}</strong> {escape(texts)}"


def _end(sheet: Sheet) -> str:
    said = sheet["words"]["debrief"]
    signs = [
        f"<strong>{escape(one['urgency'] + ': ' + one['title'])}.</strong> {escape(one['action'])}"
        for one in sheet["signs"]
    ]
    lessons = [_sourced(sheet, one) for one in sheet["lessons"]]
    return _fold(said["came_out"], [_sourced(sheet, sheet["cameOut"])]) + _fold(
        said["lessons"], [*signs, *lessons]
    )


def _sourced(sheet: Sheet, one: Mapping[str, Any]) -> str:
    cited = " · ".join(dict.fromkeys(sheet["claims"][name] for name in one["claims"]))
    return f"{escape(one['text'])}<br><small>{cited}</small>"


def _fold(title: str, lines: Iterable[str]) -> str:
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f"<details><summary><strong>{escape(title)}</strong></summary><ul>{items}</ul></details>"
