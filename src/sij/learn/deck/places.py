"""Where a card comes from: its chapter, its section, its tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import yaml
from pydantic import BaseModel, ConfigDict

from ...evidence import assets
from ...evidence.blocks import esc, link

_EVERYWHERE = "A32"
_NAMES = {"sam": "Sam", "i": "I"}
"""Words of an anchor that are names: an anchor keeps no capitals."""


class Chapter(BaseModel):
    """A chapter as ``assets/course.yaml`` names it."""

    model_config = ConfigDict(frozen=True)

    number: int
    file: str
    title: str
    article: tuple[str, ...]

    @property
    def taught(self) -> tuple[str, ...]:
        """The rows of the article that it teaches, without the one that stands on every page."""
        return tuple(row for row in self.article if row != _EVERYWHERE)

    @property
    def id(self) -> str:
        """The name of its notebook without the ending, such as ``03-joint-motion``."""
        return self.file.removesuffix(".ipynb")


@cache
def _course() -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(assets.path("course.yaml").read_text("utf-8"))
    return found


def course_title() -> str:
    """Return the course's title."""
    return str(_course()["title"])


@cache
def chapters() -> dict[str, Chapter]:
    """Return the course's chapters by id."""
    rows = _course()["chapters"]
    found = (Chapter.model_validate(row) for row in rows)  # type: ignore[attr-defined]
    return {chapter.id: chapter for chapter in found}


def section_words(anchor: str) -> str:
    """Return a section's title from its anchor: ``"coach-s-corner"`` gives "Coach's corner"."""
    words = " ".join(_NAMES.get(word, word) for word in anchor.split("-"))
    words = re.sub(r"(\w) s\b", r"\1's", words)
    return words[:1].upper() + words[1:]


def read_on(chapter: Chapter, anchor: str = "", address: str = "") -> str:
    """Return the words, with a link if there is an address, that lead back to the course.

    Parameters
    ----------
    chapter
        The chapter.
    anchor
        The section's anchor; empty for the whole chapter.
    address
        Where the course's static pages are, such as ``"https://example.org/sij"``; empty when
        nobody knows: then words must do.
    """
    section = f", “{section_words(anchor)}”" if anchor else ""
    words = f"Chapter {chapter.number}, {chapter.title}{section}"
    if not address:
        return esc(words)
    place = f"{address.rstrip('/')}/{chapter.id}.html"
    return link(f"{place}#{anchor}" if anchor else place, words)


def tags(chapter_ids: Iterable[str], rows: Iterable[str], kind: str) -> list[str]:
    """Return Anki's tags of a card: its chapters, the rows of the article, its kind."""
    return [
        *(f"sij::chapter::{one}" for one in chapter_ids),
        *(f"sij::article::{row}" for row in rows),
        f"sij::kind::{kind}",
    ]
