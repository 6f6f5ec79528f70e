"""A plan: warning signs close everything, nothing forbidden is advised, unknown is never fine."""

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sij import evidence
from sij.evidence.red_flags import URGENCY_MEANING, URGENCY_ORDER
from sij.models.plan import (
    Plan,
    PlanInputError,
    State,
    field_specs,
    plan,
    raised,
    rows,
    runners,
    screen_status,
    state_from,
)
from sij.models.plan.conditions import conditions
from sij.models.reasoning import Findings, flag_rules, screening_groups
from tests.models.test_reasoning_doors import REASSURING, some_findings, texts_in
from tests.repo import checks
from tests.repo.test_forbidden import RULES

NEVER_A_STEP = {"paracetamol", "nsaid", "injection", "rf", "fusion", "imaging", "manual-therapy"}
DOSE = re.compile(r"\b\d[\d.,]* ?(?:mg|milligrams?|g|grams?|ml|tablets?|pills?|caplets?)\b")
GROUPS = sorted(screening_groups())
ALL_CLEAR = dict.fromkeys(GROUPS, "no")
ANSWERS = st.sampled_from(["yes", "no", "unknown"])
SOOTHING = re.compile(f"{REASSURING.pattern}|no scan|no failure|often comes back", re.IGNORECASE)
RANK = {"closed": 0, "next": 1, "open": 2}
PAIN = st.none() | st.integers(0, 10) | st.floats(0, 10)


def answer(spec):
    if spec.kind == "choice":
        return st.sampled_from([*spec.options, "unknown"])
    if spec.id == "day":
        return st.integers(0, 400)
    if spec.whole:
        return st.none() | st.integers(int(spec.low), int(spec.high))
    return PAIN if spec.high == 10 else st.none() | st.floats(spec.low, spec.high)


def some_flags():
    return st.just(ALL_CLEAR) | st.dictionaries(st.sampled_from(GROUPS), ANSWERS)


@st.composite
def states(draw):
    """Any state that can be entered; about half of them have no warning sign."""
    entered = {spec.id: draw(answer(spec)) for spec in field_specs().values()}
    findings = draw(st.just(Findings()) | some_findings())
    return State(**entered, red_flags=draw(some_flags()), findings=findings)


FIT = State(
    day=200,
    pain_now=0,
    morning_after=0,
    limp="no",
    running_now="yes",
    bone_stress_ruled_out="yes",
    limits="disabling",
    skin_normal="yes",
    nsaid_bars="no",
    brisk_walk="yes",
    hop_test="yes",
    continuous_run="yes",
    weeks_of_care=40,
    positive_tests=4,
    block="yes",
    clinician_seen="yes",
    specialist_seen="yes",
    red_flags=ALL_CLEAR,
)
"""Everything is known and nothing stands in the way."""
EARLY = dataclasses.replace(FIT, day=3, running_now="no")


@st.composite
def nearly_fit(draw):
    """A fit state, late or early, with up to four entries changed: rows are open often."""
    names = draw(st.lists(st.sampled_from(sorted(field_specs())), unique=True, max_size=4))
    base = draw(st.sampled_from([FIT, EARLY]))
    return dataclasses.replace(base, **{n: draw(answer(field_specs()[n])) for n in names})


ANY_STATE = states() | nearly_fit()


def words(made):
    return "\n".join(texts_in(made))


@given(state=ANY_STATE)
@settings(max_examples=100, deadline=None)
def test_every_state_has_a_plan_with_every_row_once_and_the_safety_net(state):
    made = plan(state)
    assert isinstance(made, Plan)
    assert [item.row_id for item in made.items] == list(rows())
    assert len(made.open_now) + len(made.next) + len(made.closed) == len(rows())
    assert made.safety_net == evidence.safety().safety_net
    assert made.not_a_diagnosis == evidence.safety().not_a_diagnosis
    assert made.footer == evidence.safety().footer
    assert made.urgency in URGENCY_ORDER and made.meaning == URGENCY_MEANING[made.urgency]
    for item in made.items:
        assert item.why and all(re.match(r"[A-Z].+\.$", why) for why in item.why), item
        assert (item.day is not None) == (item.status == "next")
        assert item.day is None or item.day > state.day
        assert bool(item.safety) == (not made.flags or item.row_id == "physician")
        assert "{" not in words(item)


@given(state=ANY_STATE)
@settings(max_examples=100, deadline=None)
def test_the_same_state_gives_the_same_plan(state):
    again = dataclasses.replace(state, red_flags=dict(reversed(state.red_flags.items())))
    assert again == state and plan(again) == plan(state) == plan(state)


@given(state=ANY_STATE, group=st.sampled_from(GROUPS))
@settings(max_examples=100, deadline=None)
def test_a_raised_flag_closes_everything_but_the_physician(state, group):
    made = plan(dataclasses.replace(state, red_flags={**state.red_flags, group: "yes"}))
    assert [item.row_id for item in made.open_now] == ["physician"] and not made.next
    speeds = [rule.urgency for rule in flag_rules() if rule.group == group]
    fastest = min(speeds, key=URGENCY_ORDER.index)
    assert URGENCY_ORDER.index(made.urgency) <= URGENCY_ORDER.index(fastest)
    visit = made.item("physician")
    assert f"{made.urgency}, {URGENCY_MEANING[made.urgency]}" in visit.title
    assert all(flag.action in " ".join(visit.why) for flag in made.flags)
    for text in texts_in((made.items, made.flags)):
        assert not SOOTHING.search(text), text
    for item in made.closed:
        assert (
            not item.safety
            and len(item.why) == 1
            and f"{made.urgency}, {made.meaning}" in item.why[0]
        )


@given(state=ANY_STATE, findings=some_findings())
@settings(max_examples=100, deadline=None)
def test_every_flag_of_the_reasoning_model_is_in_the_plan(state, findings):
    changed = dataclasses.replace(state, findings=findings)
    with_limp = dataclasses.replace(changed, limp="yes")
    assert {flag.id for flag in raised(changed)} <= {flag.id for flag in plan(with_limp).flags}
    assert "no-weight" in {flag.id for flag in raised(with_limp)}
    if raised(changed):
        assert [item.row_id for item in plan(changed).open_now] == ["physician"]


def test_an_emergency_is_no_visit_to_a_sports_physician():
    visit = plan(State(day=3, red_flags={"cauda-equina": "yes"})).item("physician")
    assert visit.title == "Seek care. Emergency, now: emergency department"
    assert "sports" not in visit.who


@given(state=ANY_STATE)
@settings(max_examples=100, deadline=None)
def test_nothing_forbidden_is_ever_recommended(state):
    made = plan(state)
    assert not {item.row_id for item in made.steps} & NEVER_A_STEP
    status = {item.row_id: item.status for item in made.items}
    assert status["paracetamol"] == "closed"
    if status["nsaid"] != "closed":
        assert state.running_now == "no" or status["nsaid"] == "next"
    if status["nsaid"] == "open":
        assert state.running_now == state.nsaid_bars == "no" and state.day <= 10
        assert "walk-run" not in {item.row_id for item in made.open_now}
    for row_id in ("injection", "rf", "fusion"):
        assert status[row_id] != "next"
        if status[row_id] == "open":
            assert state.day >= 90 and state.weeks_of_care >= 6
            assert state.specialist_seen == state.bone_stress_ruled_out == "yes"
    if status["injection"] == "open":
        assert state.positive_tests >= 3
    if status["fusion"] == "open":
        assert state.day >= 180 and state.weeks_of_care > 26 and state.block == "yes"
    said = words(made)
    assert checks.forbidden_problems("plan", said, RULES) == []
    assert not DOSE.search(said)


@given(state=ANY_STATE)
@settings(max_examples=100, deadline=None)
def test_no_running_row_passes_the_physicians_gate(state):
    if state.bone_stress_ruled_out == "yes" and screen_status(state) == "clear":
        return
    for item in plan(state).items:
        if rows()[item.row_id].running:
            assert item.status == "closed", item


@given(
    state=ANY_STATE,
    name=st.sampled_from(sorted(set(field_specs()) - {"day"})),
)
@settings(max_examples=100, deadline=None)
def test_unknown_never_opens_a_row(state, name):
    """Except where the entry is only to be watched, and then the row says so."""
    less = plan(dataclasses.replace(state, **{name: "unknown"}))
    for item in plan(state).items:
        now = less.item(item.row_id)
        if RANK[now.status] <= RANK[item.status] or now.row_id == "physician" or plan(state).flags:
            continue
        stops = [conditions()[one] for one in rows()[item.row_id].stops]
        assert any(one.field in (name, "morning_change") for one in stops), (item, now)
        assert now.status == "next" or now.watch


@given(state=ANY_STATE, group=st.sampled_from(GROUPS))
@settings(max_examples=100, deadline=None)
def test_an_unanswered_group_of_warning_signs_closes_the_rest(state, group):
    made = plan(dataclasses.replace(state, red_flags={**state.red_flags, group: "unknown"}))
    if not made.flags:
        standing = {item.row_id for item in made.items if item.status != "closed"}
        assert standing <= {"red-flag-screen", "physician"}


@given(state=ANY_STATE, first=st.floats(0, 10), second=st.floats(0, 10))
@settings(max_examples=100, deadline=None)
def test_a_worse_morning_never_moves_a_plan_forward(state, first, second):
    better, worse = sorted((first, second))
    good = plan(dataclasses.replace(state, morning_after=better))
    bad = plan(dataclasses.replace(state, morning_after=worse))
    for item in good.items:
        if item.row_id != "physician":
            assert RANK[bad.item(item.row_id).status] <= RANK[item.status], item.row_id
    assert RANK[bad.item("physician").status] >= RANK[good.item("physician").status]


def test_rows_open_when_nothing_stands_in_the_way():
    assert {i.row_id for i in plan(FIT).open_now} == {
        "red-flag-screen", "relative-rest-active", "exercise", "gait", "load", "physician",
        "imaging", "injection", "rf", "fusion", "prevent",
    }  # fmt: skip
    # Who is disabled does not run; who is hardly limited needs no specialist's means.
    hardly = {i.row_id for i in plan(dataclasses.replace(FIT, limits="little")).open_now}
    assert "walk-run" in hardly
    assert not {"injection", "fusion"} & hardly
    early = dataclasses.replace(FIT, day=0, running_now="no")
    made = plan(early)
    assert {i.row_id for i in made.open_now} == {
        "red-flag-screen", "relative-rest-active", "heat-or-cold", "nsaid",
    }  # fmt: skip
    assert {i.row_id: i.day for i in made.next}["walk-run"] == 14
    assert {i.row_id: i.day for i in made.next}["physician"] == 14


@pytest.mark.parametrize(
    ("changed", "row_id", "said"),
    [
        ({"bone_stress_ruled_out": "unknown"}, "walk-run", "Not knowing counts as no."),
        ({"pain_now": 3, "morning_after": 3}, "walk-run", "2 of 10 or less"),
        ({"pain_now": 1, "morning_after": 2}, "exercise", "morning after"),
        ({"day": 2, "running_now": "yes"}, "nsaid", "Not while you run"),
        ({"day": 2, "running_now": "unknown"}, "nsaid", "whether you are running"),
        ({"nsaid_bars": "yes", "day": 2}, "nsaid", "Ask a pharmacist or physician."),
        ({"day": 11, "running_now": "no"}, "nsaid", "ended on day 10"),
        ({"specialist_seen": "no"}, "injection", "Only a specialist"),
        ({"positive_tests": 2}, "injection", "3 or more positive"),
        ({"weeks_of_care": 26}, "fusion", "6 months or more"),
        ({"day": 100}, "fusion", "Never an early step."),
        ({"day": 89}, "injection", "Never an early step."),
        ({"skin_normal": "no", "day": 3}, "heat-or-cold", "Not on skin"),
    ],
)
def test_a_closed_row_says_why(changed, row_id, said):
    item = plan(dataclasses.replace(FIT, **changed)).item(row_id)
    assert item.status == "closed" and said in " ".join(item.why), item


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"pain_now": 6, "morning_after": 6}, "Pain over 5 of 10"),
        ({"pain_now": 1, "morning_after": 2}, "morning after"),
        ({"running_now": "yes", "bone_stress_ruled_out": "no"}, "Stop running"),
        ({"hop_test": "no"}, "Hopping that hurts"),
    ],
)
def test_a_worry_opens_the_physician_before_day_14(changed, said):
    calm = dataclasses.replace(FIT, day=3)
    assert plan(calm).item("physician").status == "next"
    item = plan(dataclasses.replace(calm, **changed)).item("physician")
    assert item.status == "open" and said in " ".join(item.why)


def test_the_physician_stays_open_after_the_latest_sensible_review():
    item = plan(dataclasses.replace(FIT, day=300)).item("physician")
    assert item.status == "open" and "Day 42" in item.why[-1]


def test_lines_on_medicines_say_whom_to_ask_and_that_they_were_verified_second_hand():
    made = plan(FIT)
    for row_id in ("nsaid", "paracetamol"):
        for line in made.item(row_id).safety:
            assert re.search(r"ask a pharmacist or physician\.$", line, re.IGNORECASE), line
        for line in rows()[row_id].safety:
            second = any(evidence.claim(c).verified == "quoted-in-secondary" for c in line.claims)
            marked = "Verified second-hand: ask a pharmacist or physician."
            index = rows()[row_id].safety.index(line)
            assert (marked in made.item(row_id).safety[index]) == second
    assert any("Verified second-hand" in line for line in made.item("nsaid").safety)
    assert any("Verified second-hand" in line for line in made.item("paracetamol").safety)


@pytest.mark.parametrize(
    "call",
    [
        lambda: State(day=None),
        lambda: State(day="unknown"),
        lambda: State(day=1.5),
        lambda: State(day=-1),
        lambda: State(day=True),
        lambda: State(day=3, pain_now=11),
        lambda: State(day=3, pain_now=float("nan")),
        lambda: State(day=3, pain_now="much"),
        lambda: State(day=3, limp="maybe"),
        lambda: State(day=3, limp=[]),
        lambda: State(day=3, limits="yes"),
        lambda: State(day=3, positive_tests=2.5),
        lambda: State(day=3, red_flags="no"),
        lambda: State(day=3, red_flags={"tumour": "no"}),
        lambda: State(day=3, red_flags={"cancer": "perhaps"}),
        lambda: State(day=3, findings={"limp": "yes"}),
        lambda: plan({"day": 3}),
    ],
)
def test_bad_input_gets_one_plain_sentence(call):
    with pytest.raises(PlanInputError, match=r"^[^\n]+\.$"):
        call()


def test_true_and_none_are_read_as_a_form_gives_them():
    state = State(day=3.0, limp=False, pain_now=None, running_now=None)
    assert state == State(day=3, limp="no") and state.running_now == "unknown"
    assert state_from({"day": 3, "red_flags": "no"}).red_flags == ALL_CLEAR


def test_the_form_asks_what_a_state_holds():
    held = [one.name for one in dataclasses.fields(State)]
    assert held == [*field_specs(), "red_flags", "findings"]
    for spec in field_specs().values():
        assert spec.question.endswith(("?", ".")) and not re.search(r"\d", spec.question)


def test_example_runners_show_the_machinery_and_the_gate():
    kinds = {one.id: plan(one.state) for one in runners().values()}
    assert kinds["three-weeks"].item("walk-run").status == "open"
    assert kinds["dont-know"].item("walk-run").status == "closed"
    assert kinds["not-asked"].urgency == "Urgent"
    assert kinds["half-year"].item("fusion").role == "ask"
    for one in runners().values():
        assert checks.forbidden_problems(one.id, words(kinds[one.id]), RULES) == []
