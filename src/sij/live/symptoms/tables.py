"""The reasoning model as plain data, for its twin in the browser (``player/reason.js``).

Nothing is decided here: every text, number and rule is taken from `sij.models.reasoning`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ... import evidence
from ...evidence.red_flags import URGENCY_ORDER
from ...evidence.units import UNITS
from ...models.reasoning import data, doors, findings, flags, pulls, ratios, rules
from ...models.reasoning.sources import (
    MIX_FINDING,
    MIX_SOURCES,
    Clue,
    Source,
    Studied,
    mix_counts,
    own_door_text,
    sources,
    too_little_below,
    verdict_texts,
    word_texts,
)

Table = dict[str, Any]


def reasoning_tables() -> Table:
    """Return everything that the browser needs to reason as Python does.

    Returns
    -------
    dict
        Plain dicts, lists, texts and numbers in a fixed order. To keep it short a finding has
        no empty fields and no ``says`` where its group's holds; ``findingsOf`` in
        ``player/rules.js`` puts them back.
    """
    return {
        "groups": [_group(one) for one in findings.groups().values()],
        "findings": [_finding(one) for one in findings.catalogue().values()],
        "denied": list(findings.DENIED),
        "alone": list(findings.ALONE),
        "unknown": findings.UNKNOWN,
        **_safety(),
        **_numbers(),
        **_sources(),
        **_words(),
    }


def _given(**fields: Any) -> Table:
    """Return the fields that are not empty."""
    return {name: value for name, value in fields.items() if value not in ("", [], {}, False, None)}


def _group(group: findings.Group) -> Table:
    return {"id": group.id, "title": group.title, "says": group.says}


def _finding(one: findings.Finding) -> Table:
    fixed = {"id": one.id, "group": one.group, "kind": one.kind, "question": one.question}
    says = "" if one.says == findings.groups()[one.group].says else one.says
    return (
        fixed
        | _amount(one)
        | _given(
            options=[[name, words] for name, words in one.options.items()],
            says=says,
            asks=list(one.asks),
            asksWhen={answer: list(topics) for answer, topics in one.asks_when.items()},
            noPull=one.no_pull,
            zone=one.zone,
            claims=list(one.claims),
        )
    )


def _amount(one: findings.Finding) -> Table:
    if one.kind != "number":
        return {}
    unit_words = UNITS.get(one.unit, one.unit)
    return {"unit": one.unit, "unitWords": unit_words, "low": one.low, "high": one.high}


def _safety() -> Table:
    said = evidence.safety()
    return {
        "screening": dict(flags.screening_groups()),
        "rules": [_flag_rule(one) for one in flags.flag_rules()],
        "urgencies": list(URGENCY_ORDER),
        "expertOpinion": flags.EXPERT_OPINION,
        "safetyNet": said.safety_net,
        "notADiagnosis": said.not_a_diagnosis,
    }


def _flag_rule(one: flags.FlagRule) -> Table:
    return {
        "id": one.id,
        "group": one.group,
        "title": one.title,
        "urgency": one.urgency,
        "action": one.action,
        "claims": list(one.claims),
        "when": _tree(one.when),
    }


def _tree(rule: rules.Rule) -> list[Any]:
    """Return a rule as a nested list that starts with its kind."""
    if isinstance(rule, rules.Is):
        return ["is", rule.finding_id, list(rule.options)]
    if isinstance(rule, rules.Past):
        return ["over" if rule.over else "below", rule.finding_id, rule.threshold]
    return ["of", rule.count, [_tree(part) for part in rule.parts]]


def _numbers() -> Table:
    """Return the published ratios and how they are chosen and put together."""
    return {
        "cluster": ratios.CLUSTER,
        "done": list(ratios.DONE),
        "testGroup": pulls.TEST_GROUP,
        "z90": ratios.Z90,
        "dependence": [_dependence(name, why) for name, why in ratios.group_reasons().items()],
        "counters": {name: _counter(one) for name, one in ratios.counters().items()},
        "views": [_view(one) for one in ratios.views().values()],
        "pretests": [_pretest(one) for one in ratios.pretests().values()],
        "defaultView": ratios.DEFAULT_VIEW,
        "defaultPretest": ratios.DEFAULT_PRETEST,
    }


def _dependence(group: str, why: str) -> Table:
    rows = [_row(one) for one in ratios.rows() if one.group == group]
    return {"id": group, "why": why, "rows": rows}


def _row(one: ratios.Row) -> Table:
    options = {"for": list(one.for_options), "against": list(one.against_options)}
    return {"finding": one.finding_id, **options, **_both(one.claim_id)}


def _both(claim_id: str) -> Table:
    positive, negative = ratios.ratio(claim_id, "positive"), ratios.ratio(claim_id, "negative")
    return {"claim": claim_id, "positive": _ratio(positive), "negative": _ratio(negative)}


def _ratio(one: ratios.Ratio) -> Table:
    printed = {"value": one.value, "low": one.low, "high": one.high}
    return printed | {"logOdds": one.log_odds, "logSd": one.log_sd}


def _counter(one: ratios.Counter) -> Table:
    return {"needed": one.needed, "slots": [list(slot) for slot in one.slots]}


def _view(one: ratios.View) -> Table:
    composites = [{"counter": c.counter.id, **_both(c.claim_id)} for c in one.composites]
    return {
        "id": one.id,
        "title": one.title,
        "composites": composites,
        "claims": list(one.claims),
    }


def _pretest(one: ratios.Pretest) -> Table:
    return {"id": one.id, "title": one.title, "share": one.share, "claims": list(one.claims)}


def _sources() -> Table:
    counts = {name: list(mix_counts(name)) for name in MIX_SOURCES}
    return {
        "sources": [_source(one) for one in sources()],
        "mix": {"finding": MIX_FINDING, "counts": counts},
        "tooLittleBelow": too_little_below(),
    }


def _source(one: Source) -> Table:
    return {
        "id": one.id,
        "name": one.name,
        "numbers": one.numbers,
        "clues": [_clue(clue) for clue in one.clues],
        "studied": [_studied(figure) for figure in one.studied],
        "note": one.note,
        "claims": list(one.claims),
    }


def _clue(one: Clue) -> Table:
    when = _tree(one.when) if one.when else None
    points = {"points": one.points, "claim": one.claim_id}
    return points | _given(when=when, cluster=one.cluster)


def _studied(one: Studied) -> Table:
    ends = {"low": one.low, "high": one.high, "references": list(one.references)}
    return {"what": one.what, "among": one.among, **ends}


def _words() -> Table:
    questions: Mapping[str, Any] = data.read("questions.yaml")
    return {
        "words": dict(word_texts()),
        "verdicts": dict(verdict_texts()),
        "ownDoor": own_door_text(),
        "safetyGroup": doors.SAFETY_GROUP,
        "why": dict(pulls.WHY),
        "summary": dict(doors.SUMMARY),
        "questions": {
            "always": list(questions["always"]),
            "topics": {name: list(asked) for name, asked in questions["topics"].items()},
            "flags": {group: list(topics) for group, topics in questions["flags"].items()},
        },
    }
