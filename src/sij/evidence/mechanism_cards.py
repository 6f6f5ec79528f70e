"""The article's five ways in which it may start, each as a card: shown, plausible, and against."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from sij.evidence import assets, citations, store
from sij.evidence.blocks import HtmlBlock, esc
from sij.evidence.boxes import STRENGTH, claim_items, claim_line, strength_words
from sij.evidence.errors import EvidenceError
from sij.evidence.records import Record, Strength

PLAUSIBLE: Final = "Plausible, not shown"
_FILE = "mechanisms.yaml"
_Sentence = Annotated[str, Field(min_length=12, pattern=r"^[^\d]+[.]$")]
_Claims = Annotated[tuple[str, ...], Field(min_length=1)]


class Plausible(Record):
    """What would make sense, in one sentence, and the claims behind it."""

    says: _Sentence
    claims: _Claims


class Mechanism(Record):
    """One way in which the article says that it starts, with what was measured on it."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")]
    title: Annotated[str, Field(min_length=3)]
    row: str
    verdict: _Sentence
    measured: _Claims
    plausible: Plausible
    against: _Claims
    strength: Strength
    why: _Sentence
    mind: _Sentence

    @property
    def claims(self) -> tuple[str, ...]:
        """All claims of the card, each once."""
        return tuple(dict.fromkeys((*self.measured, *self.plausible.claims, *self.against)))


def load_mechanisms(file: Path) -> dict[str, Mechanism]:
    """Return the checked mechanisms of a file by id, in the file's order.

    Parameters
    ----------
    file
        A YAML file such as ``assets/mechanisms.yaml``.

    Raises
    ------
    EvidenceError
        One sentence: a wrong field, an id used twice, an unknown row or claim, a number that
        stands outside the claims, or a claim known from memory only.
    """
    found = store.keyed(
        ((store.build(Mechanism, raw, file), file) for raw in store.read_list(file)),
        lambda one: one.id,
    )
    for one in found.values():
        try:
            store.article_row(one.row)
            store.require_verified(one.claims, f"card {one.id}")
        except EvidenceError as error:
            raise EvidenceError(f"In {file.name}, {one.id}: {error}") from error
    return found


@lru_cache(maxsize=1)
def mechanisms() -> Mapping[str, Mechanism]:
    """Return the course's mechanisms by id (read and checked once)."""
    return load_mechanisms(assets.path(_FILE))


def mechanism_cards(*ids: str) -> HtmlBlock:
    """Show mechanisms as cards: what was measured, what is plausible, what speaks against it.

    Parameters
    ----------
    *ids
        Ids of ``assets/mechanisms.yaml`` in the order to show, for example ``"misstep"``.
        Without any: all five.

    Returns
    -------
    HtmlBlock
        One section a card. It is folded; its title and verdict stay in sight.

    Raises
    ------
    EvidenceError
        When an id is unknown.
    """
    shown = [_pick(one) for one in ids] or list(mechanisms().values())
    html = "".join(_card(one) for one in shown)
    return HtmlBlock(
        f'<div class="sij-mechanisms">{html}</div>', "\n\n".join(_text(one) for one in shown)
    )


def _pick(wanted: str) -> Mechanism:
    try:
        return mechanisms()[wanted]
    except KeyError:
        known = ", ".join(mechanisms())
        raise EvidenceError(f"There is no mechanism {wanted!r}: use one of {known}.") from None


def _card(one: Mechanism) -> str:
    body = "".join(
        f'<div class="sij-mechanism-{name}"><h5>{heading}</h5>{inner}</div>'
        for name, heading, inner in _parts(one)
    )
    return (
        f'<section class="sij-mechanism" data-mechanism="{one.id}" data-row="{one.row}">'
        f"<details><summary><h4>{esc(one.title)}</h4> <span>{esc(one.verdict)}</span></summary>"
        f'<div class="sij-mechanism-body">{body}</div></details></section>'
    )


def _parts(one: Mechanism) -> tuple[tuple[str, str, str], ...]:
    """Return the card's parts: a word for the class, the heading, and the HTML below it."""
    row = store.article_row(one.row)
    return (
        ("article", "The article says", f"<p>{esc(row.says)} <small>({row.id})</small></p>"),
        ("measured", "Measured", _claims(one.measured)),
        ("plausible", PLAUSIBLE, f"<p>{esc(one.plausible.says)}</p>{_builds_on(one)}"),
        ("against", "Speaks against it", _claims(one.against)),
        ("sure", "How sure", f"<p>{strength_words(one.strength)}. {esc(one.why)}</p>"),
        ("mind", "What would change our mind", f"<p>{esc(one.mind)}</p>"),
    )


def _claims(ids: tuple[str, ...]) -> str:
    return claim_items(store.claim(one) for one in ids)


def _sources(one: Mechanism) -> tuple[str, ...]:
    """Return the sources behind the plausible sentence, each once."""
    found = (source for claim in one.plausible.claims for source in store.claim(claim).sources)
    return tuple(dict.fromkeys(found))


def _builds_on(one: Mechanism) -> str:
    links = "; ".join(citations.short_link(source) for source in _sources(one))
    return f'<p class="sij-meta">Builds on <cite>{links}</cite>{_not_shown(one)}</p>'


def _not_shown(one: Mechanism) -> str:
    return "; none of these shows it." if len(_sources(one)) > 1 else ", which does not show it."


def _text(one: Mechanism) -> str:
    """Return a card as plain text."""
    row = store.article_row(one.row)
    mark, words = STRENGTH[one.strength]
    shorts = "; ".join(citations.cite_short(source) for source in _sources(one))
    return "\n".join(
        (
            f"{one.title}: {one.verdict}",
            f"The article says: {row.says} ({row.id})",
            "Measured:",
            *(f"  - {claim_line(store.claim(claim))}" for claim in one.measured),
            f"{PLAUSIBLE}: {one.plausible.says} (Builds on {shorts}{_not_shown(one)})",
            "Speaks against it:",
            *(f"  - {claim_line(store.claim(claim))}" for claim in one.against),
            f"How sure: [{mark} {words}] {one.why}",
            f"What would change our mind: {one.mind}",
        )
    )
