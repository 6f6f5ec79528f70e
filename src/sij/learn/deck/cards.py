"""The words of each card, as Anki's fields: questions, structures of the plates, glossary terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ...figures.structures import Structure
from ..glossary import Term
from ..questions import (
    Band,
    Goal,
    Number,
    Option,
    Order,
    Place,
    Probability,
    Question,
    Reach,
    Said,
    Several,
    Single,
    claims_of,
    misconceptions,
)
from ..sheet import shuffled, start_order
from . import places, sources
from .words import said_html

LEFT_OUT = {
    "pelvis-reach-bump": "It is done with a finger on the picture. The plate of the PSIS asks it.",
    "pelvis-reach-point": "It is done with a finger on the picture. No words can stand in for it.",
}
"""Questions that make no sensible card, each with the reason."""

SETTING = {
    "reach": "In the course you did this on a picture. Do it in your head now: what did you have "
    "to set, and what did you see?",
    "number": "You read this off a picture in the course. A rough number will do.",
    "other": "You saw the picture or the box in the course. What do you remember of it?",
}


@dataclass(frozen=True)
class Card:
    """One note of the deck, without its ids.

    Attributes
    ----------
    kind
        The note type's name, see `kinds.KINDS`.
    source
        ``"question"``, ``"structure"`` or ``"term"``.
    name
        Its id in the course's data.
    deck
        The id of the chapter, ``"plates"`` or ``"words"``.
    fields
        Field name to HTML.
    """

    kind: str
    source: str
    name: str
    deck: str
    fields: dict[str, str]
    tags: list[str] = field(default_factory=list)


def _safety(claims: Sequence[str], fields: Mapping[str, str]) -> str:
    care = sources.touches_care(claims, " ".join(fields.values()))
    return sources.safety_line() if care else ""


# --- questions -------------------------------------------------------------------------------


def question_card(
    question: Question, chapter_id: str, address: str = "", picture: str = ""
) -> Card:
    """Return the card of a question.

    Parameters
    ----------
    question
        Any question that is not in `LEFT_OUT`.
    chapter_id
        Its chapter.
    address
        See `places.read_on`.
    picture
        HTML of the picture with pins, for a place question.
    """
    claims = [*question.claims, *(c for c in claims_of(question) if c not in question.claims)]
    chapter = places.chapters()[chapter_id]
    fields = {
        "Question": said_html(question.stem),
        "Chapter": f"Chapter {chapter.number}",
        "Setting": said_html(_setting(question)),
        "Choices": picture + _choices(question),
        "Hints": "".join(f"<p>{said_html(hint)}</p>" for hint in question.hints),
        "Answer": _answer(question),
        "Others": _others(question),
        "Explanation": said_html(question.explanation),
        "Sources": sources.findings(claims),
        "ReadOn": places.read_on(chapter, question.anchor, address),
    }
    fields["Safety"] = _safety(claims, fields)
    rows = question.article or sources.rows_of(claims) or chapter.taught
    tags = places.tags([chapter_id], rows, question.kind)
    return Card(question.kind, "question", question.id, chapter_id, fields, tags)


def _setting(question: Question) -> str:
    if isinstance(question, Reach):
        return SETTING["reach"]
    if question.needs is None or isinstance(question, Place):
        return ""
    return SETTING["number" if isinstance(question, Number) else "other"]


def lettered(question: Place) -> list[tuple[str, Option]]:
    """Return the pins of a place question with their letters, as in the course."""
    options = shuffled(question.id, question.options)
    return [(chr(ord("A") + place), option) for place, option in enumerate(options)]


def _choices(question: Question) -> str:
    """Return what the front offers to choose from."""
    match question:
        case Place():
            return ""
        case Single() | Several():
            rows = (
                f"<li>{said_html(one.label)}</li>"
                for one in shuffled(question.id, question.options)
            )
            return f'<ul class="choices">{"".join(rows)}</ul>'
        case Order():
            rows = (f"<li>{said_html(one.label)}</li>" for one in start_order(question))
            ends = f'<p class="ends">{said_html(_ends(question))}</p>'
            return f'<ul class="choices">{"".join(rows)}</ul>{ends}'
        case Number() if question.unit:
            return f'<p class="ends">Answer in {said_html(question.unit)}.</p>'
        case _:
            return ""


def _answer(question: Question) -> str:
    match question:
        case Place():
            right = next((letter, one) for letter, one in lettered(question) if one.right)
            return (
                f"<p><b>{right[0]}</b>, {said_html(right[1].label)}</p>{_note(right[1].feedback)}"
            )
        case Single():
            right_one = next(one for one in question.options if one.right)
            return f"<p>{said_html(right_one.label)}</p>{_note(right_one.feedback)}"
        case Several():
            rows = (
                f"<li>{said_html(one.label)}{_note(one.feedback)}</li>"
                for one in question.options
                if one.right
            )
            return f'<ul class="right">{"".join(rows)}</ul>'
        case Order():
            rows = (f"<li>{said_html(one.label)}</li>" for one in question.options)
            return f'<p class="ends">{said_html(_ends(question))}</p><ol>{"".join(rows)}</ol>'
        case Number():
            return f"<p>{said_html(_number(question))}</p>{_note(question.right.feedback)}"
        case Reach():
            rows = (f"<li>{said_html(_goal(goal))}</li>" for goal in question.goals)
            return f"<ul>{''.join(rows)}</ul>{_note(question.right.feedback)}"
        case Probability():
            return f"<p>{'So it is.' if question.truth else 'It is not so.'}</p>"


def _ends(question: Order) -> str:
    return f"From {question.first} to {question.last}."


def _note(feedback: str) -> str:
    return f'<p class="note">{said_html(feedback)}</p>'


def _plain(number: float) -> str:
    return f"{round(number, 6):g}".replace("-", "−")


def _with_unit(words: str, unit: str) -> str:
    return f"{words}{'' if unit == '°' else ' '}{unit}" if unit else words


def _span(low: float, high: float, unit: str) -> str:
    words = _plain(low) if low == high else f"{_plain(low)} to {_plain(high)}"
    return _with_unit(words, unit)


def _number(question: Number) -> str:
    exact = _with_unit(_plain(question.value), question.unit)
    if question.tolerance == 0:
        return exact
    low, high = question.value - question.tolerance, question.value + question.tolerance
    return f"{exact} (right from {_span(low, high, question.unit)})"


def _goal(goal: Goal) -> str:
    return f"{goal.words}: {_span(goal.low, goal.high, goal.unit)}"


def _others(question: Question) -> str:
    """Return each tempting answer with the idea behind it and what speaks against it."""
    match question:
        case Place():
            pairs = [(f"{letter}, {one.label}", one) for letter, one in lettered(question)]
            return _wrongs((label, one) for label, one in pairs if not one.right)
        case Single() | Several():
            return _wrongs((one.label, one) for one in question.options if not one.right)
        case Number():
            return _wrongs((_stretch(band, question.unit), band) for band in question.bands)
        case Probability():
            return _wrongs((_stretch(band, "%"), band) for band in question.bands)
        case Reach():
            ends = [
                (f"{goal.words}: {word}", part)
                for goal in question.goals
                for word, part in (("less", goal.below), ("more", goal.above))
            ]
            return _wrongs((label, part) for label, part in ends if part.misconception)
        case Order():
            return ""


def _stretch(band: Band, unit: str) -> str:
    if band.low == float("-inf"):
        return f"Below {_with_unit(_plain(band.high), unit)}"
    if band.high == float("inf"):
        return f"Above {_with_unit(_plain(band.low), unit)}"
    return _span(band.low, band.high, unit)


def _wrongs(pairs: Iterable[tuple[str, Said]]) -> str:
    rows = "".join(_wrong(label, part) for label, part in pairs)
    return f'<ul class="others">{rows}</ul>' if rows else ""


def _wrong(label: str, part: Said) -> str:
    idea = misconceptions()[part.misconception] if part.misconception else ""
    behind = f'<p class="idea">The idea behind it: <q class="myth">{said_html(idea)}</q></p>'
    mark = "wrong" if idea else "fair"
    words = f"<b>{said_html(label)}</b>{behind if idea else ''}{_note(part.feedback)}"
    return f'<li class="{mark}">{words}</li>'


# --- structures of the plates ----------------------------------------------------------------

PLATES_CHAPTER = "02-pelvic-anatomy"
NEARBY_ROW = "A03"
LAYERS = {
    "bones": "bones",
    "joints": "joints",
    "ligaments": "ligaments",
    "muscles": "muscles and fascia",
    "nerves": "nerves",
    "skin": "what you feel through the skin",
}
TEXTBOOK = "Textbook anatomy. Terms: Terminologia Anatomica, second edition."


def structure_card(part: Structure, pictures: Mapping[str, str], address: str = "") -> Card:
    """Return the card of a structure: one front for each view that shows it.

    Parameters
    ----------
    part
        The structure.
    pictures
        HTML of its pictures by field: ``Behind``, ``Side``, ``Front``.
    address
        See `places.read_on`.
    """
    chapter = places.chapters()[PLATES_CHAPTER]
    fields = {
        "Name": said_html(part.name),
        "Plain": said_html(part.plain),
        "Latin": said_html(part.latin or ""),
        "Layer": LAYERS[part.layer],
        "Where": said_html(part.where),
        "Does": said_html(part.does),
        "Feels": said_html(part.feels),
        "Behind": pictures.get("Behind", ""),
        "Side": pictures.get("Side", ""),
        "Front": pictures.get("Front", ""),
        "Chapter": f"Chapter {chapter.number}",
        "Sources": sources.findings(part.claims) + f'<p class="textbook">{said_html(TEXTBOOK)}</p>',
        "ReadOn": places.read_on(chapter, "layer-by-layer", address),
    }
    fields["Safety"] = _safety(part.claims, fields)
    own = {*sources.rows_of(part.claims), *([NEARBY_ROW] if part.nearby else [])}
    tags = places.tags([PLATES_CHAPTER], sorted(own) or chapter.taught, f"plate-{part.layer}")
    return Card("structure", "structure", part.id, "plates", fields, tags)


# --- words -----------------------------------------------------------------------------------


def term_card(term: Term, chapter_ids: Sequence[str], rows: Sequence[str]) -> Card:
    """Return the card of a glossary term, asked both ways unless its meaning gives it away.

    Parameters
    ----------
    term
        The term.
    chapter_ids, rows
        The chapters and article rows whose questions use it.
    """
    names = (term.term, *term.also)
    told = any(name.casefold() in term.means.casefold() for name in names)
    fields = {
        "Term": said_html(term.term),
        "Also": said_html(", ".join(term.also)),
        "Means": said_html(term.means),
        "BothWays": "" if told else "yes",
        "ReadOn": "Glossary of the course",
    }
    fields["Safety"] = _safety((), fields)
    tags = places.tags([*chapter_ids, "glossary"], rows, "term")
    return Card("term", "term", term.anchor, "words", fields, tags)
