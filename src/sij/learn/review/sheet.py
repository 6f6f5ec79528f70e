"""What the player needs for the review page and for a calibration picture, as plain data."""

from __future__ import annotations

from typing import Any

from ... import evidence
from ..deck.places import chapters as course_chapters
from ..deck.places import section_words
from ..questions import Question, chapters, question
from ..sheet import sheet
from .drawing import ReviewError, pool
from .leitner import rules

VERSION = 1
MIXED_SECTION = "check-yourself"


def review_sheet() -> dict[str, Any]:
    """Return every question that can be reviewed, by chapter, with the rules.

    Returns
    -------
    dict
        ``chapters`` (name, title, file, ``questions``: each with ``sheet``, ``anchor``,
        ``section``, ``looks``: whether it asks about a picture or box), the rules of
        ``assets/review.yaml`` and the safety footer.
    """
    found = rules()
    return {
        "version": VERSION,
        "chapters": [_chapter(name, ids) for name, ids in pool().items()],
        "count": found.check_questions,
        "gaps": list(found.gaps_days),
        "first": found.first_box.model_dump(),
        "groups": [part.model_dump() for part in found.sureness],
        "least": found.least_answers,
        "footer": evidence.safety().footer,
    }


def _chapter(name: str, ids: tuple[str, ...]) -> dict[str, Any]:
    known = course_chapters()[name]
    rows = [_row(question(one)) for one in ids]
    head = {"name": name, "number": known.number, "title": known.title, "file": known.file}
    return head | {"questions": rows}


def _row(one: Question) -> dict[str, Any]:
    # The section of mixed questions teaches nothing: then the whole chapter is to be read.
    anchor = "" if one.anchor == MIXED_SECTION else one.anchor
    return {
        "sheet": sheet(one),
        "anchor": anchor,
        "section": section_words(anchor),
        "looks": one.needs is not None,
    }


def calibration_sheet(chapter: str | None = None) -> dict[str, Any]:
    """Return what a calibration picture needs: ids and kinds, no question.

    Parameters
    ----------
    chapter
        A chapter's name, such as ``"05-symptom-explorer"``; the whole course when left out.

    Raises
    ------
    ReviewError
        When there is no such chapter.
    """
    if chapter is not None and chapter not in chapters():
        raise ReviewError(f"There is no chapter {chapter}: take one of {', '.join(chapters())}.")
    names = [chapter] if chapter else list(chapters())
    kinds = {one.id: one.kind for name in names for one in chapters()[name]}
    return {
        "version": VERSION,
        "id": chapter or "course",
        "about": "this chapter" if chapter else "the whole course",
        "kinds": kinds,
        "groups": [part.model_dump() for part in rules().sureness],
        "least": rules().least_answers,
    }
