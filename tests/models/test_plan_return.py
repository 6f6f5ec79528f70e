"""The return-to-run planner: never past the gate, never forward after a worse morning."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sij import evidence
from sij.models import training
from sij.models.plan import (
    Door,
    ExampleSession,
    Finished,
    NoSession,
    PlanInputError,
    Run,
    Session,
    next_session,
    outcome,
    own_choices,
    phases,
    replay,
    runners,
    session_rules,
    with_morning,
)
from sij.models.plan.diary.runs import guard_percent, jump_step, limit_km, run_from, window_days
from sij.models.plan.phases import KM_PER_MILE
from tests.models.test_plan_making import ANY_STATE, FIT, GROUPS, words
from tests.models.test_reasoning_doors import everything_in
from tests.repo import checks
from tests.repo.test_forbidden import RULES

READY = dataclasses.replace(FIT, day=100, pain_now=2, morning_after=2, limits="little")
DOORS = st.sampled_from(list(Door))
PAIN = st.none() | st.integers(0, 10)


def good(day, phase=1, km=1.6):
    return Run(day, km, phase, pain_before=1, pain_during=1, morning_after=1, limp="no")


def bad(day, phase=1):
    return dataclasses.replace(good(day, phase), morning_after=3)


def some_runs():
    return st.builds(
        Run,
        day=st.integers(20, 99),
        distance_km=st.floats(0.5, 12),
        phase=st.none() | st.integers(1, 6),
        pain_before=PAIN,
        pain_during=PAIN,
        morning_after=PAIN,
        limp=st.sampled_from(["no", "no", "no", "yes", "unknown"]),
    )


def few_runs():
    return st.lists(some_runs(), max_size=4, unique_by=lambda run: run.day)


def mostly_good_runs():
    return st.builds(
        dataclasses.replace,
        st.builds(good, st.integers(20, 99), st.integers(1, 3)),
        morning_after=st.sampled_from([1, 1, 1, 0, 2, None]),
    )


def diaries():
    one = some_runs() | mostly_good_runs()
    return st.lists(one, max_size=12, unique_by=lambda run: run.day)


def rank(found):
    """How far forward an answer is."""
    if isinstance(found, NoSession):
        return (0, 0, 0.0)
    if isinstance(found, Finished):
        return (2, 0, 0.0)
    return (1, found.phase.number, found.distance_km)


@given(
    state=ANY_STATE, diary=st.lists(some_runs(), max_size=4, unique_by=lambda r: r.day), door=DOORS
)
@settings(max_examples=100, deadline=None)
def test_the_planner_answers_every_state_and_always_holds_the_safety_net(state, diary, door):
    runs = [run for run in diary if run.day <= state.day]
    found = next_session(state, runs, door)
    assert isinstance(found, (Session, NoSession, Finished))
    assert found == next_session(state, list(reversed(runs)), door)
    assert found.safety_net == evidence.safety().safety_net and found.why
    assert checks.forbidden_problems("session", words(found), RULES) == []
    assert "{" not in words(found)


@given(
    diary=diaries(),
    door=DOORS,
    gate=st.sampled_from(["no", "unknown"]),
    state=st.just(READY) | ANY_STATE,
)
@settings(max_examples=100, deadline=None)
def test_nothing_passes_the_physicians_gate(diary, door, gate, state):
    state = dataclasses.replace(state, bone_stress_ruled_out=gate)
    runs = [run for run in diary if run.day <= state.day]
    shown = replay(state, runs, door)
    assert isinstance(shown.next, NoSession) and shown.steps == ()
    assert shown.next.next_day is None
    if not shown.next.urgency:
        assert "ruled out a bone stress injury" in " ".join(shown.next.why)


@given(diary=diaries(), group=st.sampled_from(GROUPS), door=DOORS)
@settings(max_examples=80, deadline=None)
def test_a_warning_sign_or_an_unasked_one_leaves_no_session(diary, group, door):
    for answer in ("yes", "unknown"):
        state = dataclasses.replace(READY, red_flags={**READY.red_flags, group: answer})
        shown = replay(state, diary, door)
        assert isinstance(shown.next, NoSession) and shown.steps == ()
        assert (shown.next.urgency is not None) == (answer == "yes")


@given(diary=diaries(), data=st.data(), door=DOORS)
@settings(max_examples=250, deadline=None)
def test_a_worse_morning_never_moves_the_next_session_forward(diary, data, door):
    if not diary:
        return
    day = data.draw(st.sampled_from([run.day for run in diary]))
    low, high = sorted(data.draw(st.tuples(st.integers(0, 10), st.integers(0, 10))))
    better = next_session(READY, with_morning(diary, day, low), door)
    worse = next_session(READY, with_morning(diary, day, high), door)
    assert rank(worse) <= rank(better)


@given(diary=diaries(), low=st.floats(0, 10), high=st.floats(0, 10), door=DOORS)
@settings(max_examples=100, deadline=None)
def test_a_worse_morning_today_never_moves_it_forward(diary, low, high, door):
    low, high = sorted((low, high))
    better = next_session(dataclasses.replace(READY, morning_after=low), diary, door)
    worse = next_session(dataclasses.replace(READY, morning_after=high), diary, door)
    assert rank(worse) <= rank(better)


@given(diary=diaries())
@settings(max_examples=100, deadline=None)
def test_no_session_is_longer_than_the_guard_or_the_table_allows(diary):
    found = next_session(READY, diary, Door.EXAMPLE)
    if isinstance(found, Session):
        limit = limit_km(tuple(diary), READY.day)
        assert found.distance_km <= found.phase.distance_km + 1e-9
        assert limit is None or found.distance_km <= limit
        if limit is not None:
            planned = dataclasses.replace(good(READY.day), distance_km=max(found.distance_km, 0.1))
            assert jump_step(planned, diary) is None
        assert found.shortened == (found.distance_km < found.phase.distance_km)


def test_the_phases_are_the_published_table():
    claim = evidence.claim("walk-run-table")
    names = [value.name for value in claim.values if value.name.endswith("_walk")]
    assert len(phases()) == len(names)
    for phase in phases():
        name = f"phase{phase.number}"
        assert phase.walk_min == claim.number(f"{name}_walk")
        assert phase.run_min == claim.value(f"{name}_run").value
        assert phase.effort == claim.number(f"{name}_effort")
        assert phase.distance_km == pytest.approx(claim.number(f"{name}_distance") * KM_PER_MILE)
    assert phases()[-1].run_min is None


def test_each_number_of_the_planner_is_a_claims():
    assert window_days() == 30 and "last 30 days" in evidence.claim("load-single-session").statement
    assert guard_percent() == 10
    rules = " ".join(session_rules())
    assert "over 5 of 10" in rules and "Leave 1 day" in rules
    facts = [evidence.claim(c) for c in ("pain-monitoring-model", "walk-run-table")]
    known = {v.value for claim in facts for v in claim.values}
    assert all(n[0] in known for n in checks.numbers(rules.replace(" of 10", "")))
    assert len(own_choices()) >= 4 and "30 days" in " ".join(own_choices())


def test_a_first_session_is_the_first_phase():
    found = next_session(READY, [], Door.OWN)
    assert type(found) is Session and found.phase == phases()[0] and not found.shortened
    assert found.day == READY.day and found.label and found.own_choices == own_choices()
    assert found.rules == session_rules()


def test_two_good_runs_move_on_and_a_bad_morning_steps_back():
    twice = [good(90), good(92)]
    assert next_session(READY, twice, Door.OWN).phase.number == 2
    assert next_session(READY, [good(92)], Door.OWN).phase.number == 1
    back = [*twice, good(94, 2), bad(96, 2)]
    assert next_session(READY, back, Door.OWN).phase.number == 1
    steps = replay(READY, back, Door.OWN).steps
    assert [step.outcome for step in steps] == ["good", "good", "good", "bad"]
    assert [step.phase_after for step in steps] == [1, 2, 2, 1]


def test_two_bad_runs_in_a_row_stop_it_for_good():
    runs = [good(80), bad(82), bad(84), good(86), good(88), good(90)]
    found = next_session(READY, runs, Door.EXAMPLE)
    assert isinstance(found, NoSession) and "clinician" in found.why[0]
    steps = replay(READY, runs, Door.EXAMPLE).steps
    assert [step.phase_after for step in steps] == [1, 1, None, None, None, None]
    between = [good(80), bad(82), good(84), bad(86)]
    assert isinstance(next_session(READY, between, Door.OWN), Session)


def test_after_a_run_comes_a_morning_and_a_day_of_rest():
    unknown = with_morning([good(98)], 98, None)
    assert "next morning" in next_session(READY, unknown, Door.OWN).why[0]
    resting = next_session(READY, [good(99)], Door.OWN)
    assert isinstance(resting, NoSession) and resting.next_day == 101
    assert isinstance(next_session(READY, [good(98)], Door.OWN), Session)


def test_a_long_break_starts_the_table_again():
    moved = [good(60), good(62), good(64, 2), good(66, 2)]
    assert next_session(dataclasses.replace(READY, day=96), moved, Door.OWN).phase.number == 3
    late = next_session(dataclasses.replace(READY, day=97), moved, Door.OWN)
    assert late.phase.number == 1 and "No run of the past 30 days was entered" in " ".join(late.why)
    assert not late.shortened


def test_the_guard_shortens_a_session():
    found = next_session(READY, [good(90), good(92)], Door.OWN)
    assert found.shortened and found.distance_km == pytest.approx(1.76)
    assert "10 % longer" in " ".join(found.why)
    longer = [good(88, None, 9.0), good(90), good(92)]
    assert not next_session(READY, longer, Door.OWN).shortened


def test_the_table_ends_without_more_figures():
    runs = [good(50 + 2 * i, 1 + i // 2, 3.2) for i in range(12)]
    found = next_session(READY, runs, Door.OWN)
    assert isinstance(found, Finished) and found.limit_km == pytest.approx(3.52)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "good"),
        ({"morning_after": 0}, "good"),
        ({"morning_after": 2}, "bad"),
        ({"morning_after": None}, "hold"),
        ({"pain_during": 2}, "hold"),
        ({"pain_during": 5}, "hold"),
        ({"pain_during": 6}, "bad"),
        ({"pain_during": None}, "hold"),
        ({"pain_before": None}, "hold"),
        ({"limp": "yes"}, "bad"),
        ({"limp": "unknown"}, "hold"),
        ({"distance_km": 2.0}, "hold"),
        ({"distance_km": 1.76}, "good"),
        ({"pain_before": 8, "pain_during": 5, "morning_after": 8}, "bad"),
    ],
)
def test_what_a_run_says(fields, expected):
    run = dataclasses.replace(good(40), **fields)
    assert outcome(run, [good(38)]) == expected


def test_only_example_runners_see_ratios():
    runs = [good(80), good(82, None, 4.0), good(90), good(92)]
    own, example = (replay(READY, runs, door) for door in (Door.OWN, Door.EXAMPLE))
    assert [s.jumped for s in own.steps] == [s.jumped for s in example.steps]
    assert [s.jumped for s in own.steps] == [False, True, False, False]
    assert not any(isinstance(one, training.Step) for one in everything_in(own))
    assert example.steps[1].jump == training.steps()[2]
    assert isinstance(example.next, ExampleSession) and type(own.next) is Session
    assert example.next.jump_steps == training.steps() and example.next.ahead == phases()[2:]


def test_what_if_changes_one_morning_only():
    runner = runners()["half-way"]
    better = with_morning(runner.diary, 34, 1)
    assert [r.day for r in better] == [r.day for r in runner.diary]
    was = replay(runner.state, runner.diary, Door.EXAMPLE)
    now = replay(runner.state, better, Door.EXAMPLE)
    assert [s.outcome for s in was.steps].count("bad") == 1
    assert rank(now.next) >= rank(was.next)
    assert isinstance(was.next, ExampleSession)


@pytest.mark.parametrize("runner_id", ["not-asked", "dont-know"])
def test_an_example_without_the_gate_has_no_session(runner_id):
    runner = runners()[runner_id]
    assert isinstance(next_session(runner.state, runner.diary, Door.EXAMPLE), NoSession)


@pytest.mark.parametrize(
    "call",
    [
        lambda: Run(day=1.5, distance_km=2),
        lambda: Run(day=3, distance_km=0),
        lambda: Run(day=3, distance_km=float("nan")),
        lambda: Run(day=3, distance_km=2, phase=7),
        lambda: Run(day=3, distance_km=2, phase=0),
        lambda: Run(day=3, distance_km=2, pain_during=11),
        lambda: Run(day=3, distance_km=2, pain_before="low"),
        lambda: Run(day=3, distance_km=2, limp="maybe"),
        lambda: run_from({"day": 3}),
        lambda: run_from({"day": 3, "distance_km": 2, "mood": "high"}),
        lambda: next_session(READY, [good(3), good(3)], Door.OWN),
        lambda: next_session(READY, [good(101)], Door.OWN),
        lambda: next_session(READY, "none", Door.OWN),
        lambda: next_session(READY, None, Door.OWN),
        lambda: next_session(READY, [{"day": 3}], Door.OWN),
        lambda: next_session(READY, [], "own"),
        lambda: next_session({}, [], Door.OWN),
        lambda: replay({}, [], Door.OWN),
        lambda: with_morning([good(3)], 4, 1),
        lambda: with_morning([good(3)], 3, 12),
    ],
)
def test_bad_input_gets_one_plain_sentence(call):
    with pytest.raises(PlanInputError, match=r"^[^\n]+\.$"):
        call()


def test_one_limp_or_strong_pain_till_morning_stops_it_at_once():
    limped = dataclasses.replace(good(80), limp="yes")
    strong = dataclasses.replace(good(80), pain_during=9, morning_after=8)
    strong_then_quiet = dataclasses.replace(good(80), pain_during=9, morning_after=1)
    for run in (limped, strong):
        shown = replay(READY, [run], Door.OWN)
        assert isinstance(shown.next, NoSession)
        assert "until a clinician has looked" in shown.steps[0].says
        assert "With a limp that means today." in " ".join(shown.next.why)
    assert isinstance(replay(READY, [strong_then_quiet], Door.OWN).next, Session)


def test_nobody_is_sent_running_while_the_pain_is_disabling():
    shown = next_session(dataclasses.replace(READY, limits="disabling"), [], Door.OWN)
    assert isinstance(shown, NoSession)
    assert "disabling" in " ".join(shown.why)
