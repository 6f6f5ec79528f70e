"""The course as an Anki deck: questions, plates and words, to be asked again in time.

``python -m sij.learn.deck OUTPUT.apkg`` writes it.
"""

from .cards import LEFT_OUT, Card
from .ids import guid, number_id
from .package import Content, content, deck_title, edition_s, pack, write

__all__ = [
    "LEFT_OUT",
    "Card",
    "Content",
    "content",
    "deck_title",
    "edition_s",
    "guid",
    "number_id",
    "pack",
    "write",
]
