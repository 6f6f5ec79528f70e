"""What stands below every answer: how sure it is, who found it, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ... import evidence
from ...evidence.blocks import esc, link
from ...evidence.records import Claim
from .words import said_html

OPEN = 3
"""How many findings stand open below an answer; the rest unfolds."""
CARE_TOPICS = {"symptom", "test", "differential", "red-flag", "treatment", "return-to-run"}
_CARE_WORDS = re.compile(
    r"\b(?:pain\w*|hurt\w*|ach(?:e|es|ing)|sore\w*|tender\w*|injur\w*|numb\w*|physician|medicine|treatments?|"
    r"inflam\w*|diagnos\w*|disease|symptoms?|emergency|fracture|trial)\b",
    re.IGNORECASE,
)


def findings(claim_ids: Sequence[str]) -> str:
    """Return the claims behind an answer: strength, linked sources and caution of each.

    Parameters
    ----------
    claim_ids
        The claims, those that the answer rests on first.
    """
    rows = list(dict.fromkeys(_row(evidence.claim(one)) for one in claim_ids))
    shown = f"<ul>{''.join(rows[:OPEN])}</ul>" if rows else ""
    if not (rest := rows[OPEN:]):
        return shown
    return f"{shown}<details><summary>{len(rest)} more</summary><ul>{''.join(rest)}</ul></details>"


def _row(claim: Claim) -> str:
    names = ", ".join(_source(one) for one in claim.sources)
    strength = claim.strength.replace("-", " ")
    mark = f'<b class="strength">{strength}</b>'
    return f"<li>{mark} {names}{_caution(claim.caution) if claim.caution else ''}</li>"


def _caution(words: str) -> str:
    return f' <span class="caution"><i>Caution:</i> {said_html(words)}</span>'


def _source(reference_id: str) -> str:
    words, address = evidence.cite_short(reference_id), evidence.reference(reference_id).link
    return link(address, words) if address else esc(words)


def rows_of(claim_ids: Iterable[str]) -> tuple[str, ...]:
    """Return the article rows that some claims speak to, each once, in order."""
    return tuple(sorted({row for one in claim_ids for row in evidence.claim(one).article}))


def touches_care(claim_ids: Iterable[str], words: str) -> bool:
    """Tell whether a card is about symptoms, warning signs or treatment."""
    topics = {evidence.claim(one).topic for one in claim_ids}
    return bool(topics & CARE_TOPICS) or bool(_CARE_WORDS.search(words))


def safety_line() -> str:
    """Return the safety line, with the signs that must not wait folded below it."""
    safety = evidence.safety()
    return (
        f"<p>{esc(safety.not_a_diagnosis)} {esc(safety.footer)}</p>"
        f"<details><summary>Signs that must not wait</summary><p>{esc(safety.safety_net)}</p>"
        "</details>"
    )
