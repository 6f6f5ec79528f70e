"""The plan in the browser: word for word the one of Python, behind both doors."""

from __future__ import annotations

import dataclasses
import json
import random
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Page

from sij.live import bundle
from sij.live.treatment.planner_tables import plan_tables, used_claims
from sij.models.plan import (
    Door,
    ExampleSession,
    Finished,
    NoSession,
    PlanInputError,
    Run,
    Session,
    State,
    events,
    field_specs,
    plan,
    raised,
    replay,
    runners,
    session_line,
    state_from,
)
from sij.models.reasoning import catalogue, screening_groups
from tests.live.test_symptoms_engine import denial, some_answer
from tests.models.test_plan_making import FIT

STATES = 900
AT_ONCE = 100
LIMIT_BYTES = 60_000
DATES = ("2026-03-01", "2024-02-29", "2025-10-20", "0099-12-31")
READ = "const [tables, given] = JSON.parse(text);"
KINDS = {Session: "session", ExampleSession: "session", NoSession: "none", Finished: "finished"}

RARE = (
    *("own session", "own finished", "own none", "example session", "example finished"),
    *("shortened", "rest", "jumped", "steady", "outcome hold", "outcome bad", "outcome good"),
)

Case = tuple[dict[str, Any], list[dict[str, Any]], str, str]


# --- Python's results in the browser's words


def camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)


def plain(one: Any) -> Any:
    """Return records as dicts with the browser's names, and tuples as lists."""
    if dataclasses.is_dataclass(one):
        kind = {"kind": KINDS[type(one)]} if type(one) in KINDS else {}
        fields = {camel(f.name): plain(getattr(one, f.name)) for f in dataclasses.fields(one)}
        return kind | fields
    if isinstance(one, (tuple, list)):
        return [plain(part) for part in one]
    return one


def told(case: Case) -> dict[str, Any]:
    entered, diary, door, date = case
    state, runs = state_from(entered), [Run(**run) for run in diary]
    shown = replay(state, runs, Door[door.upper()])
    line = session_line(shown.next) if isinstance(shown.next, Session) else None
    return {
        "plan": plain(plan(state)),
        "steps": plain(shown.steps),
        "next": plain(shown.next),
        "line": line,
        "events": plain(events(state, runs, Door[door.upper()], date)),
    }


# --- random states and diaries


@cache
def asked_findings() -> list[str]:
    return [one["id"] for one in plan_tables()["flags"]["findings"]]


def some_entry(name: str, source: random.Random) -> Any:
    spec = field_specs()[name]
    if spec.kind == "choice":
        return source.choice([*spec.options, "unknown"])
    if name == "day":
        return source.choice([source.randint(0, 60), source.randint(0, 400)])
    if spec.whole:
        return source.choice([None, source.randint(int(spec.low), int(spec.high))])
    if spec.high == 10:
        return source.choice([None, source.randint(0, 10), round(source.uniform(0, 10), 1)])
    return source.choice([None, source.randint(0, 60), source.uniform(spec.low, spec.high)])


def some_findings(source: random.Random) -> dict[str, Any]:
    names = source.sample(asked_findings(), source.choice([0, 0, 0, 1, 2, 8]))
    answer = denial if source.random() < 0.6 else some_answer
    return {name: answer(catalogue()[name], source) for name in names}


def some_state(source: random.Random, calm: bool) -> dict[str, Any]:
    """Everything by chance, or a runner whom little stands in the way of."""
    names = list(field_specs())
    if not calm:
        groups = source.sample(sorted(screening_groups()), source.randint(0, 10))
        flags = {name: source.choice(["yes", "no", "unknown"]) for name in groups}
        entered = {name: some_entry(name, source) for name in names}
        return {**entered, "red_flags": flags, "findings": some_findings(source)}
    fit = {name: getattr(FIT, name) for name in names}
    fit |= {"day": source.choice([3, 20, 45, 99, 100, 200]), "red_flags": dict(FIT.red_flags)}
    fit |= {"running_now": source.choice(["yes", "no"])}
    fit |= {"limits": source.choice(["little"] * 6 + ["sleep-or-walking", "disabling"])}
    some = source.sample(names, source.choice([0, 0, 1, 2, 4]))
    return fit | {name: some_entry(name, source) for name in some}


def some_run(day: int, source: random.Random) -> dict[str, Any]:
    level = source.randint(0, 3)
    pains = [level, level, source.choice([level, level, level, level + 2, None])]
    if source.random() < 0.2:
        pains = [source.choice([None, source.randint(0, 10)]) for _ in range(3)]
    # Quarters of a kilometre put ties before the last digit that is shown.
    distance = source.choice([1.6, 2, 2.25, source.randint(2, 20) / 4, source.uniform(0.5, 12)])
    before, during, after = pains
    return {
        "day": day,
        "distance_km": distance,
        "phase": source.choice([None, 1, 1, 2, 3, source.randint(1, 6)]),
        "pain_before": before,
        "pain_during": during,
        "morning_after": after,
        "limp": source.choice(["no"] * 8 + ["yes", "unknown"]),
    }


def climbing(today: int, source: random.Random) -> list[dict[str, Any]]:
    """A diary without a bad run, as far as through the whole table."""
    sessions = [(n, k) for n in range(1, 7) for k in (1, 2)][
        : source.choice([12, source.randint(1, 12)])
    ]
    start = max(today - 2 * len(sessions) - source.choice([0, 1, 40]), -90)
    fine = {"pain_before": 1, "pain_during": 1, "morning_after": 1, "limp": "no"}
    return [
        {"day": start + 2 * k, "phase": number, "distance_km": 1.6 + 0.12 * k, **fine}
        for k, (number, _) in enumerate(sessions)
        if start + 2 * k <= today
    ]


def some_diary(today: int, source: random.Random) -> list[dict[str, Any]]:
    if source.random() < 0.3:
        return climbing(today, source)
    first = max(today - source.choice([20, 60, 120]), -100)
    days = list(range(first, today + 1))
    picked = source.sample(days, min(len(days), source.choice([0, 1, 2, 5, 12])))
    return [some_run(day, source) for day in picked]


@cache
def cases() -> list[Case]:
    source = random.Random(6)
    found: list[Case] = []
    for k in range(STATES):
        entered = some_state(source, calm=k % 4 != 0)
        diary = some_diary(entered["day"], source)
        found.append((entered, diary, source.choice(["own", "example"]), source.choice(DATES)))
    return found


# --- the browser


@pytest.fixture
def run(page: Page) -> Callable[..., Any]:
    """Run a body of JavaScript that sees the engine, ``tables`` and ``given``."""

    def call(body: str, given: Any = None) -> Any:
        code = f"(text) => {{ {bundle.script('events')}\n{READ} {body} }}"
        return page.evaluate(code, json.dumps([plan_tables(), given]))

    return call


SHOW = """
const one = ([entered, diary, door, date]) => {
  const { plan, steps, next } = replayOf(tables, entered, diary, door);
  const line = next.kind === "session" ? sessionLine(next) : null;
  return { plan, steps, next, line, events: eventsOf(tables, entered, diary, door, date) };
};
return JSON.stringify(given.map(one));
"""


def shown(run: Callable[..., Any], asked: list[Case]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for k in range(0, len(asked), AT_ONCE):
        found += json.loads(run(SHOW, asked[k : k + AT_ONCE]))
    return found


@pytest.mark.browser
def test_the_browser_plans_as_python_does(run: Callable[..., Any]) -> None:
    seen = Counter[str]()
    for case, found in zip(cases(), shown(run, cases()), strict=True):
        wanted = told(case)
        assert found == wanted, case
        seen[f"{case[2]} {found['next']['kind']}"] += 1
        seen["flagged"] += bool(found["plan"]["flags"])
        seen["shortened"] += found["next"].get("shortened", False)
        seen["steady"] += (found["line"] or "").startswith("Run steadily")
        seen["rest"] += found["next"].get("nextDay") is not None
        seen.update(f"outcome {step['outcome']}" for step in found["steps"])
        seen["jumped"] += any(step["jumped"] for step in found["steps"])
    assert seen["flagged"] >= 100, seen
    for rare in RARE:
        assert seen[rare] >= 5, (rare, seen)


@pytest.mark.browser
def test_every_group_and_every_answer_alone_raises_the_same_flag(run: Callable[..., Any]) -> None:
    asked = [{"day": 3, "red_flags": {group: "yes"}} for group in screening_groups()]
    asked += [{"day": 3, "limp": "yes"}, {"day": 3, "limp": True}]
    for name in asked_findings():
        spec = catalogue()[name]
        ends = [spec.low, 51, 70.5, spec.high]
        amounts = [value for value in ends if spec.low <= value <= spec.high]
        asked += [{"day": 3, "findings": {name: answer}} for answer in (spec.options or amounts)]
    found = json.loads(run("return JSON.stringify(given.map((one) => planOf(tables, one).flags))",
                           asked))  # fmt: skip
    for entered, flags in zip(asked, found, strict=True):
        assert flags == plain(raised(state_from(entered))), entered


@pytest.mark.browser
@pytest.mark.parametrize("door", ["own", "example"])
def test_runners_and_what_if_are_the_same_in_both(run: Callable[..., Any], door: str) -> None:
    asked: list[Case] = []
    for one in runners().values():
        entered = {name: getattr(one.state, name) for name in field_specs()}
        entered["red_flags"] = dict(one.state.red_flags)
        entered["findings"] = dict(one.state.findings.items())
        diary = [dataclasses.asdict(run) for run in one.diary]
        asked.append((entered, diary, door, "2026-03-01"))
        for k in range(len(diary)):
            changed = [day | {"morning_after": 4} if n == k else day for n, day in enumerate(diary)]
            asked.append((entered, changed, door, "2026-03-01"))
    assert shown(run, asked) == [told(case) for case in asked]


BAD_STATES: list[dict[str, Any]] = [
    {},
    {"day": "unknown"},
    {"day": 1.5},
    {"day": -1},
    {"day": 3, "pain_now": 11},
    {"day": 3, "limp": "maybe"},
    {"day": 3, "positive_tests": 2.5},
]


@pytest.mark.browser
@pytest.mark.parametrize("entered", BAD_STATES)
def test_bad_facts_get_pythons_sentence(run: Callable[..., Any], entered: dict[str, Any]) -> None:
    said = run("try { planOf(tables, given); } catch (fault) { return fault.message; }", entered)
    with pytest.raises(PlanInputError) as refused:
        State(**({"day": None} | entered))
    assert said == str(refused.value).replace("'maybe'", "maybe")


BAD_DIARIES: list[tuple[list[dict[str, Any]], str]] = [
    ([{"day": 3, "distance_km": 0}], "distance_km as a number between 0.1 and 300"),
    ([{"day": 3.5, "distance_km": 2}], "day as a whole number"),
    ([{"day": 3, "distance_km": 2, "phase": 7}], "phase as a whole number between 1 and 6"),
    ([{"day": 3, "distance_km": 2, "pain_during": 11}], "pain_during as a number between 0"),
    ([{"day": 3, "distance_km": 2}] * 2, "two runs on one day"),
    ([{"day": 101, "distance_km": 2}], "a run after today"),
]


@pytest.mark.browser
@pytest.mark.parametrize(("diary", "part"), BAD_DIARIES)
def test_bad_runs_get_pythons_sentence(run: Callable[..., Any], diary: Any, part: str) -> None:
    body = """try { replayOf(tables, { day: 100 }, given, "own"); }
      catch (fault) { return fault.message; }"""
    said = run(body, diary)
    with pytest.raises(PlanInputError) as refused:
        replay(State(day=100), [Run(**one) for one in diary], Door.OWN)
    assert said == str(refused.value) and part in said


@pytest.mark.browser
@pytest.mark.parametrize("date", ["2026-02-29", "2026-13-01", "1.3.2026", "", "0000-01-01", None])
def test_a_date_that_is_none_gets_pythons_sentence(run: Callable[..., Any], date: Any) -> None:
    said = run("""try { eventsOf(tables, { day: 3 }, [], "own", given); }
      catch (fault) { return fault.message; }""", date)  # fmt: skip
    with pytest.raises(PlanInputError) as refused:
        events(State(day=3), [], Door.OWN, date)
    assert said == str(refused.value)


@pytest.mark.browser
def test_days_are_counted_without_a_clock(run: Callable[..., Any]) -> None:
    body = "return given.map(([date, days]) => dateAfter(date, days));"
    asked = [["2026-03-28", 1], ["2026-03-28", 2], ["2026-10-24", 2], ["2024-02-28", 1],
             ["2025-12-31", 1], ["2026-03-01", 400], ["2026-03-01", -1]]  # fmt: skip
    assert run(body, asked) == [
        "2026-03-29", "2026-03-30", "2026-10-26", "2024-02-29", "2026-01-01", "2027-04-05",
        "2026-02-28",
    ]  # fmt: skip


def test_the_tables_are_small_plain_and_the_same_each_time() -> None:
    text = json.dumps(plan_tables(), separators=(",", ":"))
    assert text == json.dumps(plan_tables(), separators=(",", ":"))
    assert len(text) < LIMIT_BYTES
    assert used_claims(plan_tables()) == sorted(set(used_claims(plan_tables())))
