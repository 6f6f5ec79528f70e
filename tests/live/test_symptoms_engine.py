"""The reasoning model in the browser: equal to Python, and silent on numbers where Python is."""

from __future__ import annotations

import json
import math
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from sij import evidence
from sij.live import bundle
from sij.live.symptoms import reasoning_tables
from sij.models.reasoning import (
    Band,
    Door,
    ExampleResult,
    Finding,
    Findings,
    Flag,
    FlaggedResult,
    OwnResult,
    Pull,
    SourceRow,
    catalogue,
    pretests,
    reason,
    screen,
    views,
)
from tests.models.test_reasoning_flags import ITEMS, entry
from tests.models.test_reasoning_ratios import (
    DUTCH,
    DUTCH_NEGATIVE,
    DUTCH_SHARE,
    FOUR_NEGATIVE,
    THREE,
)

STATES = 1200
AT_ONCE = 300
TOLERANCE = 1e-6
LIMIT_BYTES = 64_000
NUMBER_KEYS = {
    "view", "pretest", "joint", "sources", "pulls", "askNext", "ratio", "logOdds", "low", "high",
    "middle", "value", "share", "bits", "before", "after", "word", "studied",
}  # fmt: skip
PLAYER = Path(bundle.__file__).parent / "player"
TOP_LEVEL = re.compile(r"^(?:async )?(?:const|let|function|class) (\w+)", re.MULTILINE)

READ = "const [tables, given] = JSON.parse(text);"

State = tuple[dict[str, Any], str, str, str]


# --- Python's results in the browser's words


def plain(found: OwnResult | ExampleResult | FlaggedResult) -> dict[str, Any]:
    own, example = isinstance(found, OwnResult), isinstance(found, ExampleResult)
    said = {
        "door": "own" if own else "example",
        "flags": [plain_flag(flag) for flag in found.flags],
        "urgency": found.urgency,
        "safetyNet": found.safety_net,
        "notADiagnosis": found.not_a_diagnosis,
        "questions": list(found.questions),
        "verdict": found.verdict,
        "verdictText": found.verdict_text,
    }
    if own:
        return said | {"evidence": plain_notes(found), "summary": found.summary}
    return said | plain_numbers(found) if example else said


def plain_flag(flag: Flag) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in vars(flag).items()
    }


def plain_notes(found: OwnResult) -> list[dict[str, Any]]:
    return [
        {
            "id": note.finding_id,
            "question": note.question,
            "answer": note.answer,
            "says": note.says,
            "claims": list(note.claims),
        }
        for note in found.evidence
    ]


def plain_numbers(found: ExampleResult) -> dict[str, Any]:
    best, view, start = found.ask_next, found.view, found.pretest
    return {
        "view": {"id": view.id, "title": view.title, "claims": list(view.claims)},
        "pretest": vars(start) | {"claims": list(start.claims)},
        "joint": vars(found.joint),
        "sources": [plain_source(row) for row in found.sources],
        "pulls": [plain_pull(one) for one in found.pulls],
        "askNext": best
        and {"id": best.finding_id, "asksFor": list(best.asks_for), "bits": best.expected_bits},
    }


def plain_source(row: SourceRow) -> dict[str, Any]:
    def band(one: Band | None) -> dict[str, float] | None:
        return vars(one) if one else None

    return {
        "id": row.id,
        "name": row.name,
        "before": band(row.before),
        "after": band(row.after),
        "word": row.word,
        "inWords": row.in_words,
        "speakFor": list(row.speak_for),
        "speakAgainst": list(row.speak_against),
        "studied": [vars(one) | {"references": list(one.references)} for one in row.studied],
        "note": row.note,
        "claims": list(row.claims),
    }


def plain_pull(one: Pull) -> dict[str, Any]:
    printed = one.ratio and {
        "claim": one.ratio.claim_id,
        "outcome": one.ratio.outcome,
        "value": one.ratio.value,
        "low": one.ratio.low,
        "high": one.ratio.high,
    }
    return {
        "id": one.finding_id,
        "answer": one.answer,
        "ratio": printed,
        "logOdds": one.log_odds,
        "low": one.low,
        "high": one.high,
        "why": one.why,
        "asks": list(one.asks),
        "claims": list(one.claims),
    }


def differences(shown: Any, wanted: Any, path: str = "") -> Iterator[str]:
    """Yield where two results differ: numbers beyond the tolerance, all else at all."""
    if isinstance(wanted, dict) and isinstance(shown, dict):
        if shown.keys() != wanted.keys():
            yield f"{path}: keys {sorted(shown)} are not {sorted(wanted)}"
        for key in wanted.keys() & shown.keys():
            yield from differences(shown[key], wanted[key], f"{path}.{key}")
    elif isinstance(wanted, list) and isinstance(shown, list):
        if len(shown) != len(wanted):
            yield f"{path}: {len(shown)} items, not {len(wanted)}"
        for k, (one, other) in enumerate(zip(shown, wanted, strict=False)):
            yield from differences(one, other, f"{path}[{k}]")
    elif isinstance(wanted, float) and isinstance(shown, (int, float)):
        if not abs(shown - wanted) <= TOLERANCE:
            yield f"{path}: {shown} is not {wanted}"
    elif shown != wanted:
        yield f"{path}: {shown!r} is not {wanted!r}"


# --- random states


def some_number(spec: Finding, source: random.Random) -> float:
    drawn = source.uniform(spec.low, spec.high)
    write = source.choice([round, lambda x: round(x, 1), lambda x: round(x * 16) / 16, float])
    return min(max(write(drawn), spec.low), spec.high)


def some_answer(spec: Finding, source: random.Random) -> Any:
    """An answer as a form or a student would write it."""
    if spec.kind == "number":
        return some_number(spec, source)
    if spec.kind == "yes-no" and source.random() < 0.2:
        return source.random() < 0.5
    if spec.kind == "several" and source.random() < 0.8:
        several = [name for name in spec.options if name not in ("none", "nothing")]
        return source.sample(several, source.randint(0, len(several)))
    return source.choice(list(spec.options))


def denial(spec: Finding, source: random.Random) -> Any:
    """A "no" where there is one."""
    noes = [one for one in ("no", "none", "negative") if one in spec.options]
    return noes[0] if noes else some_answer(spec, source)


def some_entries(source: random.Random) -> dict[str, Any]:
    """From almost nothing to everything, in any order; the numbered tests come often."""
    names = list(catalogue())
    count = round(len(names) * source.random() ** 2)
    picked = source.sample(names, source.choice([count, count, source.randint(0, 4), len(names)]))
    if source.random() < 0.5:
        picked += [name for name in names if catalogue()[name].group == "sij-tests"]
    answer = denial if source.random() < 0.2 else some_answer
    entered = {name: answer(catalogue()[name], source) for name in dict.fromkeys(picked)}
    if source.random() < 0.3:
        entered[source.choice(names)] = source.choice([None, "unknown"])
    return entered


def calmed(entered: dict[str, Any]) -> dict[str, Any]:
    """Without what raises a flag."""
    while flags := screen(Findings(entered)).flags:
        raised = {name for flag in flags for name in flag.because}
        entered = {name: answer for name, answer in entered.items() if name not in raised}
    return entered


@cache
def states() -> list[State]:
    source = random.Random(5)
    found = []
    for k in range(STATES):
        entered = some_entries(source)
        door = "own" if k % 3 == 0 else "example"
        way = source.choice(list(views())), source.choice(list(pretests()))
        found.append((calmed(entered) if k % 4 else entered, door, *way))
    return found


def told(state: State) -> OwnResult | ExampleResult | FlaggedResult:
    entered, door, view, start = state
    if door == "own":
        return reason(Findings(entered), Door.OWN, view, start)
    return reason(Findings(entered), Door.EXAMPLE, view, start)


# --- the browser


@pytest.fixture
def run(page: Page) -> Callable[..., Any]:
    """Run a body of JavaScript that sees the engine, ``tables`` and ``given``."""

    def call(body: str, given: Any = None) -> Any:
        # One text is far quicker to hand over than the objects that it holds.
        code = f"(text) => {{ {bundle.script('reason')}\n{READ} {body} }}"
        return page.evaluate(code, json.dumps([reasoning_tables(), given]))

    return call


@pytest.fixture(scope="module")
def kept() -> list[dict[str, Any]]:
    """What the browser told about the random states, once it was asked."""
    return []


@pytest.fixture
def shown_states(
    run: Callable[..., Any], kept: list[dict[str, Any]]
) -> list[tuple[State, dict[str, Any]]]:
    """The random states, each with the browser's result."""
    if not kept:
        kept += results(run, states())
    return list(zip(states(), kept, strict=True))


def results(run: Callable[..., Any], asked: list[State]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for k in range(0, len(asked), AT_ONCE):
        text = run(
            "return JSON.stringify(given.map((one) => reason(tables, ...one)));",
            [list(one) for one in asked[k : k + AT_ONCE]],
        )
        found += json.loads(text)
    return found


@pytest.mark.browser
def test_the_browser_reasons_as_python_does(
    shown_states: list[tuple[State, dict[str, Any]]],
) -> None:
    asked = states()
    seen = Counter[str]()
    for state, shown in shown_states:
        wanted = told(state)
        seen[type(wanted).__name__] += 1
        assert list(differences(shown, plain(wanted))) == [], state
        seen[f"verdict {shown['verdict']}"] += 1
        seen["counted tests"] += any(p["id"] == "provocation-tests" for p in shown.get("pulls", []))
        seen["none to ask"] += "askNext" in shown and shown["askNext"] is None
    assert len(asked) >= 1000 and seen["ExampleResult"] >= 400, seen
    assert min(seen["OwnResult"], seen["FlaggedResult"]) >= 100, seen
    for rare in ("verdict none-fits", "verdict too-little", "counted tests", "none to ask"):
        assert seen[rare] >= 5, seen
    sizes = [len(entered) for entered, *_ in asked]
    assert min(sizes) == 0 and max(sizes) == len(catalogue())
    assert {state[2:] for state in asked} == {(v, p) for v in views() for p in pretests()}


def everything_in(thing: Any) -> Iterator[tuple[str, Any]]:
    """Yield every key, with its value, and every item of a result, however deep."""
    parts = thing.items() if isinstance(thing, dict) else (("", one) for one in thing)
    for key, part in parts:
        yield key, part
        if isinstance(part, (dict, list)):
            yield from everything_in(part)


@pytest.mark.browser
def test_no_number_leaves_the_engine_behind_ones_own_door_or_with_a_flag(
    shown_states: list[tuple[State, dict[str, Any]]],
) -> None:
    shown = [one for _, one in shown_states]
    silent = [one for one in shown if one["door"] == "own" or one["flags"]]
    assert len(silent) > 500
    for one in silent:
        for key, part in everything_in(one):
            assert key not in NUMBER_KEYS and not isinstance(part, (int, float)), (key, part)
        assert one["safetyNet"] == evidence.safety().safety_net
        if one["door"] == "own":
            assert one["safetyNet"] in one["summary"]


@pytest.mark.browser
def test_views_and_starts_change_nothing_behind_ones_own_door(run: Callable[..., Any]) -> None:
    two_of_four = {"distraction": "positive", "thigh-thrust": "positive", "worse-sitting": "yes"}
    mine = [state for state in states() if state[1] == "own"][:100]
    mine += [(two_of_four, "own", "optimistic", "high")]
    default = [(entered, door, "sceptical", "middle") for entered, door, *_ in mine]
    assert results(run, mine) == results(run, default)


def single_answers() -> list[dict[str, Any]]:
    """Every answer of the form alone; of a number its ends and both sides of each threshold."""
    found: list[dict[str, Any]] = []
    for spec in catalogue().values():
        amounts = (spec.low, 20, 51, 52, 70, 70.5, spec.high)
        kept = [x for x in amounts if spec.low <= x <= spec.high]
        found += [{spec.id: answer} for answer in (spec.options or kept)]
    return found


@pytest.mark.browser
def test_every_red_flag_answer_alone_raises_the_same_flag(run: Callable[..., Any]) -> None:
    items = [dict([entry(item)]) for item, _ in ITEMS]
    asked = [
        (one, door, "optimistic", "low")
        for one in [*single_answers(), *items]
        for door in ("own", "example")
    ]
    raised = []
    for state, shown in zip(asked, results(run, asked), strict=True):
        wanted = screen(Findings(state[0]))
        assert shown["flags"] == [plain_flag(flag) for flag in wanted.flags], state
        assert shown["urgency"] == wanted.urgency
        raised += [flag["id"] for flag in shown["flags"]]
    urgencies = [shown["urgency"] for shown in results(run, asked[-2 * len(items) :: 2])]
    assert urgencies == [urgency for _, urgency in ITEMS]
    alone = {rule["id"] for rule in reasoning_tables()["rules"]}
    assert set(raised) == alone


@pytest.mark.browser
def test_cases_a_to_c_through_the_browser(run: Callable[..., Any]) -> None:
    cases = [
        ("case-saueressig", THREE, "sceptical", "middle", "positive"),
        ("case-saueressig", FOUR_NEGATIVE, "sceptical", "middle", "negative"),
        ("case-vanderwurff", DUTCH, "optimistic", DUTCH_SHARE, "positive"),
        ("case-vanderwurff", DUTCH_NEGATIVE, "optimistic", DUTCH_SHARE, "negative"),
        ("case-laslett", THREE, "optimistic", "cohort-laslett", "positive"),
        ("case-laslett", FOUR_NEGATIVE, "optimistic", "cohort-laslett", "negative"),
    ]
    asked = [(tests, "example", view, start) for _, tests, view, start, _ in cases]
    for (case, *_, outcome), shown in zip(cases, results(run, asked), strict=True):
        told_by_case = evidence.claim(case).number(f"posttest_{outcome}")
        assert shown["joint"]["middle"] == pytest.approx(told_by_case, abs=0.01)
        assert shown["joint"]["low"] < shown["joint"]["middle"] < shown["joint"]["high"]


@pytest.mark.browser
def test_case_d_through_the_browser(run: Callable[..., Any]) -> None:
    case = evidence.claim("case-axspa")
    start = case.number("pretest")
    given = [start, case.number("lr_positive")]
    moved = run(
        "return jointBand(tables, [{ ratio: { logOdds: Math.log(given[1]), logSd: 0 } }],"
        " given[0]).middle;",
        given,
    )
    assert moved == pytest.approx(case.number("posttest_positive"), abs=0.01)
    (shown,) = results(run, [({}, "example", "sceptical", "middle")])
    row = next(one for one in shown["sources"] if one["id"] == "axial-spondyloarthritis")
    assert row["studied"][0]["low"] == start
    assert row["studied"][0]["high"] == pytest.approx(moved, abs=0.01)


@pytest.mark.browser
@pytest.mark.parametrize(("midline", "when"), [("no", "off_midline"), ("yes", "midline")])
def test_case_e_through_the_browser(run: Callable[..., Any], midline: str, when: str) -> None:
    case = evidence.claim("case-midline-three-way")
    mix = run("return mixBands(tables, new Map([['midline-pain', given]]));", midline)
    for name in ("disc", "facet", "sij"):
        told_by_case = case.number(f"post_{name}_{when}")
        assert mix[name]["middle"] == pytest.approx(told_by_case, abs=0.01)
    (shown,) = results(run, [({"midline-pain": midline}, "example", "sceptical", "middle")])
    after = {one["id"]: one["after"] for one in shown["sources"] if one["after"]}
    assert after.keys() == {"sij", "disc", "facet"}
    assert after["disc"] == mix["disc"] and after["facet"] == mix["facet"]


@pytest.mark.browser
def test_numbers_are_written_as_python_writes_them(run: Callable[..., Any]) -> None:
    source = random.Random(11)
    numbers = [source.uniform(0, 10.0 ** source.randint(-6, 8)) for _ in range(600)]
    numbers += [k / 16 for k in range(1600, 2400)] + [k + 0.0625 for k in range(100, 400)]
    numbers += [0.0, 0.0001, 0.00001, 99999.95, 999999.5, 1e6, 123456.5, 1234565.0, 7, 3000]
    written = run("return given.map(shortestNumber);", numbers)
    assert written == [f"{number:g}" for number in numbers]


@pytest.mark.browser
def test_what_the_form_does_not_have_is_refused(run: Callable[..., Any]) -> None:
    bad = [
        [{"limpp": "yes"}, "own"], [{"limp": "perhaps"}, "own"], [{"age": 5}, "own"],
        [{"age": "34"}, "example"], [{"medicines": ["none", "other"]}, "own"],
        [{"toString": "yes"}, "own"], [{"quality": ["dull", "odd"]}, "own"], [{}, "mine"],
        [{}, "example", "hopeful"], [{}, "example", "sceptical", "huge"],
    ]  # fmt: skip
    refused = run(
        "return given.map((one) => { try { reason(tables, ...one); return ''; }"
        " catch (error) { return error.message; } });",
        bad,
    )
    assert all(re.fullmatch(r"[^\n]+\.", message) for message in refused), refused


@pytest.mark.browser
def test_how_long_one_result_takes(run: Callable[..., Any]) -> None:
    times_ms = run(
        """return given.map((one) => {
             const start = performance.now();
             for (let k = 0; k < 20; k += 1) reason(tables, ...one);
             return (performance.now() - start) / 20;
           }).sort((one, other) => one - other);""",
        [list(state) for state in states()[:200]],
    )
    print(f"one result: median {times_ms[100]:.3f} ms, slowest {times_ms[-1]:.3f} ms")
    assert all(math.isfinite(time_ms) for time_ms in times_ms)


# --- the tables


def test_tables_are_plain_and_small() -> None:
    tables = reasoning_tables()
    text = json.dumps(tables, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    assert json.loads(text) == tables
    assert len(text.encode()) < LIMIT_BYTES


def test_tables_are_the_same_in_every_process() -> None:
    code = (
        "import json; from sij.live.symptoms import reasoning_tables;"
        "print(json.dumps(reasoning_tables()), end='')"
    )
    told_elsewhere = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert told_elsewhere == json.dumps(reasoning_tables())
    assert json.dumps(reasoning_tables()) == json.dumps(reasoning_tables())


def test_tables_hold_the_whole_form_in_its_order() -> None:
    tables = reasoning_tables()
    assert [one["id"] for one in tables["findings"]] == list(catalogue())
    for one, spec in zip(tables["findings"], catalogue().values(), strict=True):
        assert dict(one.get("options", [])) == spec.options
        assert one.get("claims", []) == list(spec.claims)
    assert [one["id"] for one in tables["views"]] == list(views())


def test_a_caller_may_change_its_tables_without_changing_the_next() -> None:
    reasoning_tables()["rules"].clear()
    assert reasoning_tables()["rules"]


@pytest.mark.parametrize("name", ["ratios", "reason"])
def test_the_engine_brings_no_number_of_its_own(name: str) -> None:
    code = re.sub(r"/\*\*.*?\*/|`[^`]*`", "", (PLAYER / f"{name}.js").read_text(), flags=re.DOTALL)
    assert set(re.findall(r"\b\d[\d.]*", code)) <= {"0", "1", "2", "4"}


@pytest.mark.parametrize("entry_point", sorted(file.stem for file in PLAYER.glob("*.js")))
def test_no_two_modules_of_a_bundle_share_a_name(entry_point: str) -> None:
    counts = Counter(TOP_LEVEL.findall(bundle.script(entry_point)))
    assert [name for name, count in counts.items() if count > 1] == []
