"""A question as a page holds it: what is asked in the open, what is right and why sealed.

Sealed means base64: nobody reads the answer by accident, in the page's text, the accessibility
tree or the source. It is no secret from those who mean to decode it.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from .. import evidence
from ..live.expression import CompileError
from ..live.island import json_for_html
from ..live.svg import compile_svg
from .judging import key_of
from .pins import ALTS, View, pinned_figure
from .questions import (
    Number,
    Option,
    Order,
    Place,
    Question,
    Reach,
    Several,
    Single,
    Step,
    claims_of,
)

MIME = "application/vnd.sij.question+json"
VERSION = 1
KICKER = {"predict": "Predict first", "check": "Check yourself"}
ASK_FOR_SCRIPTS = "To answer, let this page run its scripts."

T = TypeVar("T", Option, Step)


def sheet(question: Question) -> dict[str, Any]:
    """Compile a question for the player.

    Returns
    -------
    dict
        Plain data in a fixed order; ``sealed`` holds key, hints, explanation and sources.
    """
    data: dict[str, Any] = {
        "version": VERSION,
        "id": question.id,
        "kind": question.kind,
        "role": question.role,
        "kicker": KICKER[question.role],
        "stem": question.stem,
    }
    return data | _asked(question) | {"sealed": seal(_sealed(question))}


def _asked(question: Question) -> dict[str, Any]:
    match question:
        case Place():
            return _pinned(question)
        case Single() | Several():
            return {"options": [_open(one) for one in shuffled(question.id, question.options)]}
        case Order():
            ends = {"first": question.first, "last": question.last}
            return {"options": [_open(one) for one in start_order(question)], **ends}
        case Number():
            return {"unit": question.unit}
        case Reach():
            goals = [
                {"quantity": g.quantity, "words": g.words, "unit": g.unit, "digits": g.digits}
                for g in question.goals
            ]
            return {"figure": question.needs, "goals": goals}
        case _:
            return {}


def _open(option: Option | Step) -> dict[str, str]:
    return {"id": option.id, "label": option.label}


def _pinned(question: Place) -> dict[str, Any]:
    options = shuffled(question.id, question.options)
    letters = [chr(ord("A") + place) for place in range(len(options))]
    pins = {letter: str(option.at) for letter, option in zip(letters, options, strict=True)}
    rows = [
        _open(option) | {"letter": letter} for letter, option in zip(letters, options, strict=True)
    ]
    alt = f"{ALTS[question.view]}, with pins {', '.join(letters)}."
    picture = _pin_picture(question.id, tuple(pins.items()), question.view)
    return {"options": rows, "alt": alt, "picture": picture}


@cache
def _pin_picture(question_id: str, pins: tuple[tuple[str, str], ...], view: View) -> str:
    try:
        return compile_svg(pinned_figure(dict(pins), view), f"{question_id}-")
    except KeyError as error:
        raise CompileError(f"Question {question_id}: there is no landmark {error}.") from error


def shuffled(seed: str, options: Sequence[T]) -> list[T]:
    """Options in an order that looks random and is the same each time."""

    def draw(option: T) -> str:
        return hashlib.sha256(f"{seed}/{option.id}".encode()).hexdigest()

    return sorted(options, key=draw)


def start_order(question: Order) -> list[Step]:
    """The steps as they first stand: never in the right order."""
    found = shuffled(question.id, question.options)
    return found if found != list(question.options) else [*found[1:], found[0]]


def _sealed(question: Question) -> dict[str, Any]:
    return {
        "key": key_of(question),
        "hints": list(question.hints),
        "explanation": question.explanation,
        "sources": sources(claims_of(question)),
    }


def sources(claim_ids: Iterable[str]) -> list[dict[str, str | None]]:
    """Author, year and address of every source of some claims, each once."""
    ids = dict.fromkeys(s for claim in claim_ids for s in evidence.claim(claim).sources)
    return [{"text": evidence.cite_short(one), "link": evidence.reference(one).link} for one in ids]


def seal(data: object) -> str:
    """Plain data as base64."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(text.encode()).decode()


def question_html(data: dict[str, Any]) -> str:
    """A question as HTML: the words before, and without, any script; the data for the player."""
    light = {key: value for key, value in data.items() if key != "picture"}
    name = html.escape(data["id"])
    picture = data.get("picture", "")
    return (
        f'<section class="sij-question" id="q-{name}">{_words(data)}{picture}'
        f"<noscript><p>{ASK_FOR_SCRIPTS}</p></noscript>"
        f'<script type="application/json">{json_for_html(light)}</script></section>'
    )


def still_question_html(data: dict[str, Any]) -> str:
    """The question's words alone, for viewers that run nothing."""
    return f"<div>{_words(data)}</div>"


def _words(data: dict[str, Any]) -> str:
    rows = "".join(f"<li>{html.escape(_label(one))}</li>" for one in data.get("options", ()))
    return (
        f'<p class="sij-asks">{html.escape(data["kicker"])}</p>'
        f'<p class="sij-stem">{html.escape(data["stem"])}</p>'
        + (f"<ul>{rows}</ul>" if rows else "")
    )


def _label(option: dict[str, str]) -> str:
    return f"{option['letter']}: {option['label']}" if "letter" in option else option["label"]
