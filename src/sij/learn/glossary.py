"""The course's words in plain English."""

from __future__ import annotations

import re
from functools import cache

import yaml
from pydantic import BaseModel, ConfigDict

from ..evidence import HtmlBlock, assets
from ..evidence.blocks import esc


class Term(BaseModel):
    """One word and what it means, without numbers or findings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    term: str
    also: tuple[str, ...]
    means: str

    @property
    def anchor(self) -> str:
        """The id to link to, such as ``pubic-symphysis``."""
        return re.sub(r"[^a-z0-9]+", "-", self.term.lower()).strip("-")


@cache
def terms() -> tuple[Term, ...]:
    """All terms, in the order of the file."""
    rows = yaml.safe_load(assets.path("glossary.yaml").read_text(encoding="utf-8"))
    return tuple(Term.model_validate(row) for row in rows)


def glossary() -> HtmlBlock:
    """All terms as a description list with one anchor each."""
    rows = "".join(_row(term) for term in terms())
    text = "\n".join(f"{term.term}: {term.means}" for term in terms())
    return HtmlBlock(f'<dl class="sij-glossary">{rows}</dl>', text)


def _row(term: Term) -> str:
    also = f" <small>({esc(', '.join(term.also))})</small>" if term.also else ""
    return (
        f'<dt id="{term.anchor}"><strong>{esc(term.term)}</strong>{also}</dt>'
        f"<dd>{esc(term.means)}</dd>"
    )
