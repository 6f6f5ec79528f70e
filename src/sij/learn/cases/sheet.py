"""A case as a page holds it: plain data, with everything worked out that Python knows better."""

from __future__ import annotations

from typing import Any, get_args

from ... import evidence
from ...evidence import boxes
from ...evidence.red_flags import URGENCY_MEANING, URGENCY_ORDER
from ...models import reasoning
from .judging import FAILED, WORST_FIRST, verdict
from .load import claims_of
from .machine import Step
from .records import Case, Expert, Item, Option, Visit
from .tables import PRETEST, VIEWS, findings_of, tables
from .worth import item_claims, words, worth_of

VERSION = 1
RUNNING_ORDER = ("stop", "adjust", "run-on")
Data = dict[str, Any]


def sheet(case: Case) -> Data:
    """Compile a case for the player.

    Returns
    -------
    dict
        Plain dicts, lists, texts and numbers in a fixed order.
    """
    said = evidence.safety()
    used = _used_claims(case)
    return {
        "version": VERSION,
        "id": case.id,
        "title": case.title,
        "teaser": case.teaser,
        "runner": case.runner,
        "visits": [_visit(case, one) for one in case.visits],
        "items": {name: _item(case, one) for name, one in case.items.items()},
        "statements": [
            {"id": s.id, "says": s.says, "cameTrue": s.came_true, "band": s.band}
            for s in case.statements
        ],
        **_model(case),
        "cameOut": {"text": case.came_out.text, "claims": list(case.came_out.claims)},
        "lessons": [{"text": one.text, "claims": list(one.claims)} for one in case.lessons],
        "expert": [_expert(one) for one in case.expert],
        # A notebook stores its outputs with sorted names: what has an order stands in a list.
        "steps": list(get_args(Step)),
        "views": list(VIEWS),
        "worstFirst": list(WORST_FIRST),
        "failed": list(FAILED),
        "words": words(),
        "meaning": dict(URGENCY_MEANING),
        "claims": {name: boxes.claim_sources(evidence.claim(name)) for name in used},
        "safetyNet": said.safety_net,
        "notADiagnosis": said.not_a_diagnosis,
        "footer": said.footer,
    }


def _used_claims(case: Case) -> tuple[str, ...]:
    found = [*claims_of(case), *reasoning.pretests()[PRETEST].claims]
    found += [name for item in case.items.values() for name in item_claims(item)]
    signs = reasoning.screen(findings_of(case.items.values())).flags
    found += [name for sign in signs for name in sign.claims]
    return tuple(dict.fromkeys(found))


def _visit(case: Case, visit: Visit) -> Data:
    return {
        "id": visit.id,
        "place": visit.place,
        "story": visit.story,
        "minutes": visit.minutes,
        "judge": visit.judge,
        "mustAsk": list(visit.must_ask),
        "history": [item.id for item in visit.history],
        "examination": [item.id for item in visit.examination],
        "options": [_option(visit, option) for option in sorted(visit.options, key=_speed)],
        "outcomes": [
            {"id": one.id, "text": one.text, "next": one.next, "claims": list(one.claims)}
            for one in visit.outcomes
        ],
    }


def _speed(option: Option) -> tuple[int, int]:
    """Return the place of a plan in the list: the fastest first, which gives nothing away."""
    words = (*URGENCY_ORDER, None)
    return words.index(option.urgency), RUNNING_ORDER.index(option.running)


def _option(visit: Visit, option: Option) -> Data:
    return {
        "id": option.id,
        "words": option.words,
        "urgency": option.urgency,
        "running": option.running,
        "then": [{"go": branch.go, "asked": list(branch.asked)} for branch in option.then],
        "verdict": verdict(visit, option, visit.must_ask),
        "verdictUnasked": verdict(visit, option, ()),
    }


def _item(case: Case, item: Item) -> Data:
    first = next(iter(item.findings), "")
    return {
        "ask": item.ask or reasoning.catalogue()[first].question,
        "says": item.says,
        "minutes": item.minutes,
        "worth": worth_of(case, item),
        "claims": list(item_claims(item)),
    }


def _model(case: Case) -> Data:
    known, start = tables(case), reasoning.pretests()[PRETEST]
    flags = {flag.id: flag for flag in reasoning.screen(findings_of(case.items.values())).flags}
    return {
        "signs": [
            {
                "id": sign.id,
                "title": flags[sign.id].title,
                "urgency": flags[sign.id].urgency,
                "action": flags[sign.id].action,
                "claims": list(flags[sign.id].claims),
                "when": [list(items) for items in sign.when],
            }
            for sign in known.signs
        ],
        "moving": list(known.moving),
        "bands": [
            {view: [band.low, band.middle, band.high] for view, band in one.items()}
            for one in known.bands
        ],
        "bandOf": list(known.band_of),
        "bandStart": {"share": start.share, "claims": list(start.claims)},
    }


def _expert(one: Expert) -> Data:
    return {
        "visit": one.visit,
        "asks": list(one.asks),
        "estimates": dict(one.estimates),
        "plan": one.plan,
        "why": one.why,
        "claims": list(one.claims),
    }
