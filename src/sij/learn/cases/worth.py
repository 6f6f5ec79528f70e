"""What an answer was worth: a likelihood ratio where there is one, else the evidence in words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml

from ... import evidence
from ...evidence import assets
from ...evidence.boxes import STRENGTH
from ...models import reasoning
from ...models.reasoning.findings import DENIED
from .records import Case, Item
from .tables import findings_of, raised, tables

CLEAR = (*DENIED, "normal", "able", "full", "neither")


@cache
def words() -> dict[str, Any]:
    """Return the sentences that all cases share."""
    text = assets.path("cases", "words.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def worth_of(case: Case, item: Item) -> list[str]:
    """Return what an item was worth, as plain sentences."""
    return [*_uncovers(case, item), *dict.fromkeys(_worth(item))]


def item_claims(item: Item) -> tuple[str, ...]:
    """Return the claims behind an item: its own, and those of its findings and ratios."""
    found = [*item.claims]
    for name in item.findings:
        found += reasoning.catalogue()[name].claims
    found += [p.ratio.claim_id for p in reasoning.pull(findings_of([item])) if p.ratio]
    return tuple(dict.fromkeys(found))


def _uncovers(case: Case, item: Item) -> Iterator[str]:
    flags = {flag.id: flag for flag in reasoning.screen(findings_of(case.items.values())).flags}
    for sign in tables(case).signs:
        if any(item.id in items for items in sign.when):
            flag = flags[sign.id]
            yield words()["debrief"]["uncovers"].format(title=flag.title, urgency=flag.urgency)


def _worth(item: Item) -> Iterator[str]:
    said = words()["debrief"]
    if item.worth:
        yield item.worth
        return
    findings = findings_of([item])
    if len(item.findings) > 1 and all(_is_clear(a) for a in item.findings.values()):
        yield said["denied"]
        return
    for pull in reasoning.pull(findings):
        if pull.ratio:
            counted = pull.finding_id == reasoning.CLUSTER
            yield _ratio(said["ratio_count" if counted else "ratio"], pull.ratio)
        elif pull.finding_id in reasoning.catalogue() and not _is_counted(pull.finding_id):
            yield _says(pull.finding_id)
        elif not raised(findings):
            yield pull.why


def _is_clear(answer: object) -> bool:
    return answer in CLEAR


def _is_counted(name: str) -> bool:
    return any(name in counter.tests for counter in reasoning.counters().values())


def _ratio(sentence: str, ratio: reasoning.Ratio) -> str:
    two = {k: f"{float(f'{getattr(ratio, k):.2g}'):g}" for k in ("value", "low", "high")}
    return sentence.format(**two)


def _says(name: str) -> str:
    spec = reasoning.catalogue()[name]
    strength = (
        STRENGTH[evidence.claim(spec.claims[0]).strength][1]
        if spec.claims
        else words()["debrief"]["own_choice"]
    )
    return f"{spec.says} ({strength})"
