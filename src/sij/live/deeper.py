"""What stands behind each interactive, for students, in the words of the field."""

from __future__ import annotations

import html
from functools import cache

from ruamel.yaml import YAML

from ..evidence import assets
from .expression import CompileError

SUMMARY = "For students: how this is worked out"


@cache
def _all() -> dict[str, str]:
    texts: dict[str, str] = YAML(typ="safe").load(assets.path("deeper.yaml"))
    return texts


def deeper_words(name: str) -> str:
    """Return the text of an interactive, as in ``assets/deeper.yaml``.

    Parameters
    ----------
    name
        The interactive's name.

    Raises
    ------
    CompileError
        When there is no text for it.
    """
    if name not in _all():
        raise CompileError(f"Write what stands behind '{name}' in assets/deeper.yaml.")
    return _all()[name]


def deeper_html(text: str) -> str:
    """Return the text folded away, or nothing where there is none."""
    if not text:
        return ""
    words = html.escape(text)
    return f'<details class="sij-deeper"><summary>{SUMMARY}</summary><p>{words}</p></details>'
