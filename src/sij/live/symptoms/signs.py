"""The warning signs of the form in short groups: a question stands with what it warns of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...evidence.red_flags import URGENCY_ORDER
from ...models import reasoning
from ...models.reasoning import rules


def sign_parts(groups: Sequence[str]) -> list[dict[str, Any]]:
    """Return the findings of some groups of the form, by what they warn of.

    Parameters
    ----------
    groups
        Groups of the form, as in `sij.models.reasoning.groups`.

    Returns
    -------
    list of dict
        ``id``, ``title`` and ``findings`` (ids in the form's order); a group that can be an
        emergency first. Each finding stands in one group.
    """
    parts: dict[str, list[str]] = {}
    for group in groups:
        for finding_id, warns_of in _warnings(group):
            parts.setdefault(warns_of, []).append(finding_id)
    titles = reasoning.screening_groups()
    ordered = sorted((name for name in titles if name in parts), key=_fastest)
    return [{"id": name, "title": titles[name], "findings": parts[name]} for name in ordered]


def _fastest(group: str) -> int:
    of_group = (one for one in reasoning.flag_rules() if one.group == group)
    return min(URGENCY_ORDER.index(one.urgency) for one in of_group)


def _warnings(group: str) -> Iterator[tuple[str, str]]:
    """Yield the group's findings, each with what it warns of.

    What raises no sign by itself (minutes until relief) stands with the question before it, and
    at the start of the group with the one after it.
    """
    ids = [one.id for one in reasoning.catalogue().values() if one.group == group]
    raised = _raised_by()
    last = next(raised[name] for name in ids if name in raised)
    for name in ids:
        last = raised.get(name, last)
        yield name, last


def _raised_by() -> dict[str, str]:
    """Return the screening group of the first rule that each finding stands in."""
    found: dict[str, str] = {}
    for rule in reasoning.flag_rules():
        for finding_id in _findings(rule.when):
            found.setdefault(finding_id, rule.group)
    return found


def _findings(rule: rules.Rule) -> Iterator[str]:
    if isinstance(rule, rules.AtLeast):
        for part in rule.parts:
            yield from _findings(part)
    else:
        yield rule.finding_id
