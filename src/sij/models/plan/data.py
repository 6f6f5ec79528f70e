"""The plan's two ways to facts: claims of the dossier, and ``assets/timeline``."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from sij import evidence
from sij.evidence import assets, store
from sij.evidence.records import Record

R = TypeVar("R", bound=Record)
USED_BY = "the treatment plan"
SECOND_HAND = "quoted-in-secondary"


class PlanInputError(ValueError):
    """An entry that the plan cannot read: one plain sentence that says what to give."""


@lru_cache(maxsize=8)
def read(name: str) -> Any:
    """Return one data file of ``assets/timeline`` as plain dicts and lists."""
    return store.read_yaml(assets.path("timeline", name))


def records(kind: type[R], raw: Iterable[object], name: str) -> dict[str, R]:
    """Return checked records by id, in order.

    Raises
    ------
    sij.evidence.EvidenceError
        One sentence that names the file, the id and the fault.
    """
    file = assets.path("timeline", name)
    pairs = ((store.build(kind, one, file), file) for one in raw)
    return store.keyed(pairs, lambda one: str(one.id))  # type: ignore[attr-defined]


def verified(claims: Iterable[str]) -> tuple[str, ...]:
    """Return claim ids that exist and were read; raises EvidenceError otherwise."""
    found = tuple(claims)
    evidence.require_verified(found, USED_BY)
    return found


@lru_cache(maxsize=128)
def number(reference: str) -> float:
    """Return the number that ``claim:value`` names, in its own unit.

    Raises
    ------
    sij.evidence.EvidenceError
        When there is none, or it is known from memory only.
    """
    evidence.require_verified([reference], USED_BY)
    claim_id, _, name = reference.partition(":")
    return evidence.claim(claim_id).number(name)


def filled(sentence: str, references: Mapping[str, str], **more: object) -> str:
    """Return a sentence with the numbers that ``claim:value`` references name."""
    known = {name: f"{number(reference):g}" for name, reference in references.items()}
    return sentence.format(**known, **more)


@lru_cache(maxsize=64)
def is_second_hand(claim_id: str) -> bool:
    """Return whether nobody read the claim's own source."""
    return evidence.claim(claim_id).verified == SECOND_HAND


def text(key: str, **more: object) -> str:
    """Return one sentence of ``texts.yaml``, filled in."""
    return str(read("texts.yaml")[key]).format(**more)
