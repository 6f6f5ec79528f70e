"""Anki's note types: fields, fronts and backs, and the one style sheet of all cards."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from ...figures import style
from .ids import number_id

ASKS = {
    "single": "Choose one",
    "several": "Choose all that fit",
    "number": "A number",
    "order": "Put in order",
    "place": "Which pin?",
    "reach": "Recall the picture",
    "probability": "How likely, 0 to 100 %?",
}
QUESTION_FIELDS = (
    "Question", "Chapter", "Setting", "Choices", "Hints", "Answer", "Others", "Explanation",
    "Sources", "ReadOn", "Safety",
)  # fmt: skip
STRUCTURE_FIELDS = (
    "Name", "Plain", "Latin", "Layer", "Where", "Does", "Feels", "Behind", "Side", "Front",
    "Chapter", "Sources", "ReadOn", "Safety",
)  # fmt: skip
TERM_FIELDS = ("Term", "Also", "Means", "BothWays", "ReadOn", "Safety")
FIELDS = {
    **dict.fromkeys(ASKS, QUESTION_FIELDS),
    "structure": STRUCTURE_FIELDS,
    "term": TERM_FIELDS,
}
"""Field names of each note type: add none and rename none, or Anki takes it for another type."""

TITLES = {"structure": "plate", "term": "word"}
VIEWS = {
    "Behind": "Seen from behind",
    "Side": "Seen from the right side",
    "Front": "Seen from the front",
}
WRONG = {
    "number": "Other numbers, and the idea behind them",
    "probability": "What your number says",
    "reach": "What may have gone wrong",
}


def _top(kind: str, words: str, chapter: bool = True) -> str:
    place = "{{Chapter}} · " if chapter else ""
    return f'<div class="sij sij-{kind}"><p class="kicker">{place}{words}</p>'


def _if(name: str, html: str) -> str:
    return f"{{{{#{name}}}}}{html}{{{{/{name}}}}}"


def _part(name: str, heading: str, css: str) -> str:
    return _if(name, f'<section class="{css}"><h2>{heading}</h2>{{{{{name}}}}}</section>')


_END = (
    '<p class="read-on">Read on: {{ReadOn}}</p>'
    + _if("Safety", '<div class="safety">{{Safety}}</div>')
    + "</div>"
)
_FOOT = _part("Sources", "How sure is this?", "sources") + _END


def _question_sides(kind: str) -> list[dict[str, str]]:
    top = _top(kind, ASKS[kind])
    stem = '<p class="stem">{{Question}}</p>'
    hints = '<details class="hints"><summary>A hint</summary>{{Hints}}</details>'
    setting = _if("Setting", '<p class="setting">{{Setting}}</p>')
    front = f"{top}{stem}{setting}{{{{Choices}}}}{_if('Hints', hints)}</div>"
    again = "{{Choices}}" if kind == "place" else ""
    back = (
        f'{top}<p class="stem asked">{{{{Question}}}}</p>{again}<hr id="answer">'
        '<section class="answer"><h2>Answer</h2>{{Answer}}</section>'
        '<section class="why"><h2>Why</h2><p>{{Explanation}}</p></section>'
        f"{_part('Others', WRONG.get(kind, 'Wrong, and why it tempts'), 'wrongs')}{_FOOT}"
    )
    return [{"name": "Recall", "qfmt": front, "afmt": back}]


def _structure_sides() -> list[dict[str, str]]:
    facts = (
        '<section class="answer"><p class="name">{{Name}}</p><p>{{Plain}}</p>'
        + _if("Latin", '<p class="latin" lang="la">{{Latin}}</p>')
        + "</section><dl><dt>What it does</dt><dd>{{Does}}</dd><dt>Where it lies</dt>"
        "<dd>{{Where}}</dd><dt>What you may notice</dt><dd>{{Feels}}</dd></dl>"
    )
    asks = '<p class="stem">What is lit? <small>Layer: {{Layer}}</small></p>'
    sides = []
    for view, words in VIEWS.items():
        top = _top("plate", words)
        front = f"{top}{asks}{{{{{view}}}}}</div>"
        back = f'{top}{{{{{view}}}}}<hr id="answer">{facts}{_FOOT}'
        sides.append({"name": words, "qfmt": _if(view, front), "afmt": back})
    return sides


def _term_sides() -> list[dict[str, str]]:
    also = _if("Also", '<p class="also">also: {{Also}}</p>')
    asks, tells = (
        _top("term", "What does it mean?", False),
        _top("term", "Which word is it?", False),
    )
    term, means = '<p class="name">{{Term}}</p>', '<p class="means">{{Means}}</p>'
    answer = '<section class="answer">'
    return [
        {
            "name": "Meaning",
            "qfmt": f"{asks}{term}</div>",
            "afmt": f'{asks}{term}{also}<hr id="answer">{answer}{means}</section>{_END}',
        },
        {
            "name": "Word",
            "qfmt": _if("BothWays", f"{tells}{means}</div>"),
            "afmt": f'{tells}{means}<hr id="answer">{answer}{term}{also}</section>{_END}',
        },
    ]


def sides(kind: str) -> list[dict[str, str]]:
    """Return the templates of a note type: name, front (``qfmt``) and back (``afmt``)."""
    if kind == "structure":
        return _structure_sides()
    return _term_sides() if kind == "term" else _question_sides(kind)


def model(kind: str) -> Any:
    """Return the ``genanki.Model`` of a note type.

    Raises
    ------
    KeyError
        When there is no such kind.
    """
    genanki = import_module("genanki")
    return genanki.Model(
        number_id("model", kind),
        f"SIJ course: {TITLES.get(kind, kind)}",
        fields=[{"name": name} for name in FIELDS[kind]],
        templates=sides(kind),
        css=css(),
    )


@cache
def css() -> str:
    """Return the style sheet: the palette of ``assets/style.yaml``, light and night, and layout."""
    own = files("sij.learn.deck").joinpath("cards.css").read_text(encoding="utf-8")
    night = ".nightMode.card,.night_mode.card,.nightMode .card,.night_mode .card"
    return f".card{{{_variables('light')}}}\n{night}{{{_variables('dark')}}}\n{own}"


def _variables(scheme: style.Scheme) -> str:
    pick = style.colour if scheme == "light" else style.dark
    return "".join(f"{style.css_name(name)}:{pick(name)};" for name in style.names())
