"""Read the cases of ``assets/cases`` and hold each to its contract.

A mistake fails with the file, the case and one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from ... import evidence
from ...evidence import assets
from ...models import reasoning
from .judging import CLEAN, GOOD, verdict
from .machine import leads_to
from .records import Case, CaseError, Expert, Visit
from .tables import findings_of, names_in, raised, told

ALWAYS_ASKED = ("cauda-equina", "weakness", "infection", "cancer", "bone-stress")


@cache
def cases() -> dict[str, Case]:
    """All cases by id, in the order of their files."""
    found = [load(file) for file in sorted(assets.path("cases").glob("[0-9]*.yaml"))]
    return {one.id: one for one in found}


def case(case_id: str) -> Case:
    """Find a case.

    Raises
    ------
    CaseError
        When there is none of that id.
    """
    if case_id not in cases():
        raise CaseError(f"There is no case {case_id!r}; take one of {', '.join(cases())}.")
    return cases()[case_id]


def load(file: Path) -> Case:
    """Read and check one case.

    Raises
    ------
    CaseError
        With the file and one sentence.
    """
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    try:
        found = Case.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        reason = first["msg"].removeprefix("Value error, ")
        raise CaseError(f"In {file.name}: {place}: {reason}.") from None
    if fault := next(faults(found), None):
        raise CaseError(f"In {file.name}: {fault}.")
    return found


def faults(case: Case) -> Iterator[str]:
    """Yield everything that is wrong with a case, each as one clause."""
    basic = [*_names(case), *_ways(case), *_claims(case), *_answers(case)]
    yield from basic
    if basic:
        return
    for visit in case.visits:
        yield from _visit(case, visit)
    yield from _expert(case)


def claims_of(case: Case) -> tuple[str, ...]:
    """All claims that a case rests on, each once: its own, and those of its findings."""
    own = [*case.came_out.claims, *(c for lesson in case.lessons for c in lesson.claims)]
    own += [c for one in case.expert for c in one.claims]
    own += [c for visit in case.visits for one in visit.outcomes for c in one.claims]
    for item in case.items.values():
        own += [*item.claims, *(c for name in item.findings for c in _of_finding(name))]
    return tuple(dict.fromkeys(own))


def _of_finding(name: str) -> tuple[str, ...]:
    found = reasoning.catalogue().get(name)
    return found.claims if found else ()


def _twice(names: list[str], what: str) -> Iterator[str]:
    for name in sorted({one for one in names if names.count(one) > 1}):
        yield f"two {what} are called {name}"


def _names(case: Case) -> Iterator[str]:
    yield from _twice([one.id for one in case.visits], "visits")
    yield from _twice([one.id for one in case.statements], "statements")
    yield from _twice([item.id for visit in case.visits for item in visit.items], "items")
    for visit in case.visits:
        yield from _twice([one.id for one in visit.options], f"options of {visit.id}")
        yield from _twice([one.id for one in visit.outcomes], f"outcomes of {visit.id}")


def _ways(case: Case) -> Iterator[str]:
    """Yield what breaks the way through: every branch leads on, and every outcome is reached."""
    order = [visit.id for visit in case.visits]
    reached = {order[0]}
    for k, visit in enumerate(case.visits):
        goes = {branch.go for option in visit.options for branch in option.then}
        there = {one.id for one in visit.outcomes}
        for name in sorted(goes ^ there):
            lost = "no option leads to" if name in there else "an option leads to the unknown"
            yield f"visit {visit.id}: {lost} outcome {name}"
        for following in (one.next for one in visit.outcomes if one.next):
            if following not in order[k + 1 :]:
                yield f"visit {visit.id}: {following} is no later visit"
            reached.add(following)
        known = {item.id for one in case.visits[: k + 1] for item in one.items}
        asked = {n for o in visit.options for b in o.then for n in b.asked} | set(visit.must_ask)
        for name in sorted(asked - known):
            yield f"visit {visit.id}: nothing can be asked under {name}"
    for name in order:
        if name not in reached:
            yield f"no outcome leads to visit {name}"


def _claims(case: Case) -> Iterator[str]:
    try:
        evidence.require_verified(claims_of(case), f"case {case.id}")
    except evidence.EvidenceError as error:
        yield str(error).rstrip(".")


def _answers(case: Case) -> Iterator[str]:
    for item in case.items.values():
        try:
            findings_of([item])
        except reasoning.ReasoningInputError as error:
            yield f"item {item.id}: {str(error).rstrip('.')}"


def _visit(case: Case, visit: Visit) -> Iterator[str]:
    where = f"visit {visit.id}"
    total = sum(item.minutes for item in visit.items)
    if visit.needs == CLEAN and total <= visit.minutes:
        yield f"{where}: all items fit into its {visit.minutes} minutes, so all is asked"
    so_far = [v for v in case.visits if case.visits.index(v) <= case.visits.index(visit)]
    known = findings_of(item for one in so_far for item in one.items)
    found = reasoning.screen(known).urgency or CLEAN
    if found != visit.needs:
        yield f"{where}: it needs {visit.needs}, but its answers raise {found}"
    if visit.needs == CLEAN and not visit.must_ask:
        yield f"{where}: name what must be asked before anyone is reassured (must_ask)"
    elif visit.needs == CLEAN and (left := _left_out(case, visit)):
        yield f"{where}: must_ask leaves out {', '.join(left)}"
    if visit.needs != CLEAN and visit.must_ask:
        yield f"{where}: must_ask belongs to a Routine visit; here the answers raise the signs"
    words = {verdict(visit, option, case.items) for option in visit.options}
    if not words & set(GOOD):
        yield f"{where}: no option is right"
    if words <= set(GOOD):
        yield f"{where}: no option is wrong"
    yield from _told_twice(visit, so_far)


def _left_out(case: Case, visit: Visit) -> list[str]:
    """Return the screening groups that what must be asked does not touch."""
    asked = {name for item in visit.must_ask for name in case.items[item].findings}
    seen = {rule.group for rule in reasoning.flag_rules() if names_in(rule.when) & asked}
    return [group for group in ALWAYS_ASKED if group not in seen]


def _told_twice(visit: Visit, so_far: list[Visit]) -> Iterator[str]:
    """Yield answers that take a warning sign back: a sign stays once it was uncovered."""
    before = [item for one in so_far[:-1] for item in one.items]
    for item in visit.items:
        for name in item.findings:
            for old in (one for one in before if name in one.findings):
                changed = old.findings[name] != item.findings[name]
                if changed and raised(reasoning.Findings({name: old.findings[name]})):
                    yield f"visit {visit.id}: item {item.id} takes the sign of {old.id} back"


def _expert(case: Case) -> Iterator[str]:
    """Yield what is wrong with the expert's path: it is in time, ends, and is right."""
    asked: list[str] = []
    at: str | None = case.visits[0].id
    for one in case.expert:
        if one.visit != at:
            yield f"the expert's path has visit {one.visit} where {at} follows"
            return
        visit = case.visit(one.visit)
        yield from _expert_visit(case, visit, one, asked)
        asked += one.asks
        option = next((o for o in visit.options if o.id == one.plan), None)
        if option is None:
            return
        went = leads_to(option, asked)
        at = next(o.next for o in visit.outcomes if o.id == went)
    if at is not None:
        yield f"the expert's path stops before visit {at}"


def _expert_visit(case: Case, visit: Visit, one: Expert, before: list[str]) -> Iterator[str]:
    where = f"the expert's visit {visit.id}"
    known = {item.id: item for item in visit.items}
    for name in one.asks:
        if name not in known:
            yield f"{where} asks {name}, which is not in it"
            return
    if (spent := sum(known[name].minutes for name in one.asks)) > visit.minutes:
        yield f"{where} takes {spent} of {visit.minutes} minutes"
    option = next((o for o in visit.options if o.id == one.plan), None)
    if option is None:
        yield f"{where} has the unknown plan {one.plan}"
        return
    asked = [*before, *one.asks]
    if (word := verdict(visit, option, asked)) not in GOOD:
        yield f"{where} ends as {word}"
    if visit.needs != CLEAN and not raised(told(case, asked)):
        yield f"{where} uncovers no warning sign"
    wanted = {s.id for s in case.statements} if visit.judge else set()
    if set(one.estimates) != wanted:
        yield f"{where} must give a percentage for each statement, and only where one is asked"
