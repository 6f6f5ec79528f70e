"""The safety wording: red flags, how fast to act, and the text on every page."""

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sij.evidence import assets, store
from sij.evidence.errors import EvidenceError
from sij.evidence.records import Safety

URGENCY_ORDER: Final = ("Emergency", "Urgent", "Soon", "Routine")
URGENCY_MEANING: Final = MappingProxyType(
    {
        "Emergency": "now: emergency department",
        "Urgent": "same day to two days: physician",
        "Soon": "within one to two weeks: physician, no running until seen",
        "Routine": "book a visit",
    }
)


def load_safety(file: Path) -> Safety:
    """Return the checked safety wording of a file.

    Parameters
    ----------
    file
        A YAML file such as ``assets/safety.yaml``.

    Returns
    -------
    Safety
        Red flags in the file's order.

    Raises
    ------
    EvidenceError
        When a field is wrong, a claim is unknown or known from memory only, or a red flag
        is slower than the urgency label of one of its claims.
    """
    raw = store.read_yaml(file)
    found = store.build(Safety, raw, file)
    ids = [flag.id for flag in found.red_flags]
    for flag in found.red_flags:
        if ids.count(flag.id) > 1:
            raise EvidenceError(f"In {file.name}, {flag.id}: the id is used twice; rename one.")
        store.require_verified(flag.claims, used_by=f"safety text {flag.id}")
        _check_speed(found, flag.id, flag.urgency, flag.claims, file)
    return found


def _check_speed(
    found: Safety, flag_id: str, urgency: str, claims: tuple[str, ...], file: Path
) -> None:
    for claim_id in claims:
        label = claim_urgency(claim_id)
        if label is None:
            continue
        if label not in found.urgency_of_label:
            raise EvidenceError(
                f"In {file.name}, {claim_id}: the label {label!r} is not in urgency_of_label."
            )
        word = found.urgency_of_label[label]
        if URGENCY_ORDER.index(urgency) > URGENCY_ORDER.index(word):
            raise EvidenceError(
                f"In {file.name}, {flag_id}: {urgency} is slower than {word} of claim {claim_id}."
            )


def claim_urgency(claim_id: str) -> str | None:
    """Return the urgency label that a claim carries, such as ``"same-day"``, or None."""
    claim = store.claim(claim_id)
    if any(value.name == "urgency" for value in claim.values):
        return claim.label("urgency")
    return None


@lru_cache(maxsize=1)
def safety() -> Safety:
    """Return the course's safety wording (read and checked once).

    Returns
    -------
    Safety
        ``red_flags`` with Emergency first, ``safety_net``, ``footer`` and
        ``not_a_diagnosis`` as plain text.
    """
    return load_safety(assets.path("safety.yaml"))
