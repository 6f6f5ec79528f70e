"""The package for Anki: the same input gives the same bytes.

Anki takes an updated note over when it was changed later than the learner's. So each edition of
the deck carries one time, which must grow from edition to edition.
"""

from __future__ import annotations

import io
import itertools
import json
import os
import re
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from ... import evidence
from ...figures.structures import structures
from ..glossary import Term, terms
from ..questions import Place, Question, said
from ..questions import chapters as questions_by_chapter
from . import kinds, pictures, places
from .cards import (
    LEFT_OUT,
    Card,
    question_card,
    structure_card,
    term_card,
)
from .ids import guid, number_id

FIRST_EDITION_S = 1_790_000_000
"""The time of an edition that nobody dated, s: older than any that comes from a repository."""
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
DECK_TITLES = {"plates": "Names on the plates", "words": "Words"}
ABOUT = "Cards of the course about the sacroiliac joint."


@dataclass(frozen=True)
class Content:
    """Everything in the deck: its cards in the order of the course, and its pictures."""

    cards: tuple[Card, ...]
    media: Mapping[str, bytes]


def content(address: str = "") -> Content:
    """Write all cards and draw their pictures.

    Parameters
    ----------
    address
        See `places.read_on`.
    """
    media = pictures.Media()
    media.add_fonts()
    cards = [*_questions(media, address), *_structures(media, address), *_terms()]
    return Content(tuple(cards), media.files)


def _questions(media: pictures.Media, address: str) -> Iterable[Card]:
    for chapter_id, some in questions_by_chapter().items():
        for question in some:
            if question.id not in LEFT_OUT:
                pins = pictures.pins(question, media) if isinstance(question, Place) else ""
                yield question_card(question, chapter_id, address, pins)


def _structures(media: pictures.Media, address: str) -> Iterable[Card]:
    drawn = pictures.plates(media)
    for part in structures():
        if part.id in drawn:
            yield structure_card(part, drawn[part.id], address)


def _terms() -> Iterable[Card]:
    for term in terms():
        users = tuple(_users(term))
        chapters = tuple(dict.fromkeys(chapter for chapter, _ in users))
        rows = sorted({row for _, question in users for row in question.article})
        yield term_card(term, chapters, rows)


def _users(term: Term) -> Iterable[tuple[str, Question]]:
    names = "|".join(re.escape(name) for name in (term.term, *term.also))
    uses = re.compile(rf"\b(?:{names})s?\b", re.IGNORECASE)
    for chapter_id, some in questions_by_chapter().items():
        yield from ((chapter_id, question) for question in some if uses.search(_words(question)))


@cache
def _words(question: Question) -> str:
    return " ".join(
        [question.stem, question.explanation, *(part.feedback for part in said(question))]
    )


# --- decks -----------------------------------------------------------------------------------


def deck_title(deck: str) -> str:
    """Return the title of a deck as Anki shows it, below the course's own."""
    chapter = places.chapters().get(deck)
    title = f"{chapter.number} {chapter.title}" if chapter else DECK_TITLES[deck]
    return f"{places.course_title()}::{title}"


def _about() -> str:
    safety = evidence.safety()
    return f"{ABOUT} {safety.not_a_diagnosis} {safety.footer}"


def _package(found: Content) -> Any:
    genanki = import_module("genanki")
    top = genanki.Deck(number_id("deck", "course"), places.course_title(), _about())
    decks = {"": top}
    models = {kind: kinds.model(kind) for kind in kinds.FIELDS}
    for place, card in enumerate(found.cards):
        if card.deck not in decks:
            title = deck_title(card.deck)
            decks[card.deck] = genanki.Deck(number_id("deck", card.deck), title)
        decks[card.deck].add_note(_note(genanki, models[card.kind], card, place))
    return genanki.Package(list(decks.values()))


def _note(genanki: Any, model: Any, card: Card, place: int) -> Any:
    return genanki.Note(
        model=model,
        fields=[card.fields[name] for name in kinds.FIELDS[card.kind]],
        guid=guid(card.source, card.name),
        tags=card.tags,
        due=place + 1,
    )


# --- bytes -----------------------------------------------------------------------------------


def pack(found: Content, edition_s: int) -> bytes:
    """Return the package.

    Parameters
    ----------
    found
        The cards and their pictures.
    edition_s
        Time of this edition, s since 1970; later than that of the edition before.

    Returns
    -------
    bytes
        An ``.apkg`` file; the same for the same input and the same versions of Python's zlib and
        SQLite.
    """
    names = sorted(found.media)
    index = json.dumps({str(place): name for place, name in enumerate(names)})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        _add(package, "collection.anki2", _collection(found, edition_s))
        _add(package, "media", index.encode())
        for place, name in enumerate(names):
            _add(package, str(place), found.media[name])
    return buffer.getvalue()


def _add(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    member = zipfile.ZipInfo(name, _ZIP_DATE)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3
    package.writestr(member, data)


def _collection(found: Content, edition_s: int) -> bytes:
    connection = sqlite3.connect(":memory:")
    try:
        cursor = connection.cursor()
        _package(found).write_to_db(cursor, edition_s, itertools.count(edition_s * 1000))
        _tidy(cursor)
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _tidy(cursor: sqlite3.Cursor) -> None:
    """Write each note type once: genanki repeats it for every deck that uses it."""
    (models,) = cursor.execute("SELECT models FROM col").fetchone()
    once = json.dumps(json.loads(models), sort_keys=True)
    cursor.execute("UPDATE col SET models = ?", (once,))


def edition_s(root: Path | None = None) -> int:
    """Return the time of this edition, s since 1970.

    ``SOURCE_DATE_EPOCH``, the custom of repeatable builds, else the time of the last commit, else
    `FIRST_EDITION_S`.

    Parameters
    ----------
    root
        A folder inside the repository; the package's own when None.
    """
    if given := os.environ.get("SOURCE_DATE_EPOCH", ""):
        return int(given)
    return _committed_s(root or Path(__file__).resolve().parent) or FIRST_EDITION_S


def _committed_s(folder: Path) -> int | None:
    try:
        told = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=folder, capture_output=True, check=False
        )
    except OSError:
        return None
    return int(told.stdout) if told.stdout.strip().isdigit() else None


def write(output: Path, address: str = "", edition: int | None = None) -> Sequence[Card]:
    """Write the deck and return its cards.

    Parameters
    ----------
    output
        File to write; its folder is made when missing.
    address
        See `places.read_on`.
    edition
        See `pack`; `edition_s` when None.
    """
    found = content(address)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(pack(found, edition_s() if edition is None else edition))
    return found.cards
