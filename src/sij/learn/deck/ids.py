"""Ids that never change: a hash of a name, so that an updated deck keeps the learner's history."""

import hashlib

_LOWEST = 1 << 30
"""Anki's own ids are times in ms and far larger: ours cannot meet them."""


def number_id(kind: str, name: str) -> int:
    """Return the id of a deck or a note type.

    Parameters
    ----------
    kind
        ``"deck"`` or ``"model"``.
    name
        Its name in our data, not its title: titles may be reworded.
    """
    return _LOWEST + int(_digest(kind, name)[:12], 16) % _LOWEST


def guid(kind: str, name: str) -> str:
    """Return the id by which Anki knows a note again, whatever its words.

    Parameters
    ----------
    kind
        ``"question"``, ``"structure"`` or ``"term"``.
    name
        The id of the question or structure, the anchor of the term.
    """
    return "sij-" + _digest(kind, name)[:20]


def _digest(kind: str, name: str) -> str:
    return hashlib.sha256(f"sij-deck/{kind}/{name}".encode()).hexdigest()
