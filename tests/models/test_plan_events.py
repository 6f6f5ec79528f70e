"""Published curves and calendar entries: labelled, traced, and closed by a warning sign."""

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sij import evidence
from sij.models.plan import (
    Door,
    PlanInputError,
    Session,
    csv_rows,
    curves,
    events,
    figures,
    next_session,
    phases,
    plan,
    prognosis,
    raised,
    rows,
    runners,
    session_line,
)
from tests.models.test_plan_making import ANY_STATE, DOSE, FIT, GROUPS, words
from tests.models.test_plan_return import DOORS, READY, few_runs, good
from tests.repo import checks
from tests.repo.test_forbidden import RULES

DATE = "2026-03-01"


def test_the_curves_are_the_published_ones_with_their_bands():
    told = {curve.id: [(p.week, p.pain) for p in curve.points] for curve in curves()}
    assert told["acute"] == [(0, 52), (6, 23), (26, 12), (52, 6)]
    assert told["persistent"] == [(0, 51), (6, 33), (26, 26), (52, 23)]
    for curve in curves():
        claim = evidence.claim(curve.claim)
        assert "Low back pain" in curve.label and "not the sacroiliac joint" in curve.label
        for point in curve.points:
            value = claim.value(f"mean_pain_week{point.week}")
            assert point.pain == value.value and value.unit == "score 0-100"
            assert f"{point.low:g}-{point.high:g}" in value.spread
            assert point.low <= point.pain <= point.high


def test_the_figures_are_pelvic_girdle_figures_with_bands_where_known():
    claim = evidence.claim("course-pgp-long-term")
    for one in figures():
        values = [v for v in claim.values if v.value == one.percent]
        assert values and "Pelvic girdle pain" in one.label and one.claim == claim.id
        assert (one.low is None) == (one.id == "any")
        if one.low is not None:
            assert any(f"{one.low:g}-{one.high:g}" in v.spread for v in values)


@given(state=ANY_STATE)
@settings(max_examples=100, deadline=None)
def test_a_warning_sign_takes_the_prognosis_away_and_no_date_is_given(state):
    found = prognosis(state)
    assert (found is None) == bool(raised(state))
    if found is not None:
        assert "no date" in found.no_date and found.safety_net == evidence.safety().safety_net
        assert found == prognosis(FIT)


@given(
    state=ANY_STATE,
    diary=few_runs(),
    door=DOORS,
)
@settings(max_examples=100, deadline=None)
def test_entries_follow_the_plan_and_all_carry_the_safety_lines(state, diary, door):
    runs = [run for run in diary if run.day <= state.day]
    made, found = plan(state), events(state, runs, door, DATE)
    assert len({one.uid for one in found}) == len(found)
    for one in found:
        assert one.uid.startswith(f"sij-{one.row_id}") and one.uid.endswith(DATE)
        assert one.day >= state.day
        for line in (made.safety_net, made.not_a_diagnosis, made.footer):
            assert line in one.text
        assert made.item(one.row_id).status != "closed"
        assert rows()[one.row_id].role in ("screen", "step")
        assert one.running == rows()[one.row_id].running
    said = words(found)
    assert checks.forbidden_problems("entries", said, RULES) == [] and not DOSE.search(said)
    assert found == events(state, runs, door, DATE)


@given(state=ANY_STATE, gate=st.sampled_from(["no", "unknown"]), door=DOORS)
@settings(max_examples=100, deadline=None)
def test_without_the_gate_no_entry_is_about_running(state, gate, door):
    state = dataclasses.replace(state, bone_stress_ruled_out=gate)
    for one in events(state, [], door, DATE):
        assert not one.running and not re.search(r"walk-run|Run ", one.uid + one.title)


@given(state=ANY_STATE, group=st.sampled_from(GROUPS), door=DOORS)
@settings(max_examples=80, deadline=None)
def test_a_warning_sign_leaves_one_entry_now(state, group, door):
    state = dataclasses.replace(state, red_flags={**state.red_flags, group: "yes"})
    (one,) = events(state, [], door, DATE)
    assert one.row_id == "physician" and one.day == state.day
    assert plan(state).urgency in one.title and "Delete all other entries" in one.text


def test_uids_stay_when_the_plan_moves_on():
    early = dataclasses.replace(FIT, day=3)
    first = {one.uid: one.day for one in events(early, [], Door.OWN, DATE)}
    later = {one.uid: one.day for one in events(FIT, [], Door.OWN, DATE)}
    flagged = dataclasses.replace(early, limp="yes")
    assert f"sij-physician-review-{DATE}" in first.keys() & later.keys()
    assert first[f"sij-physician-review-{DATE}"] == 14 and first[f"sij-exercise-{DATE}"] == 7
    assert first[f"sij-physician-latest-{DATE}"] == 42
    assert [one.uid for one in events(flagged, [], Door.OWN, DATE)] == [
        f"sij-physician-review-{DATE}"
    ]
    assert not {one.uid for one in events(early, [], Door.OWN, "2026-03-02")} & set(first)


def test_a_run_stands_there_only_with_a_session():
    found = {one.uid: one for one in events(READY, [], Door.OWN, DATE)}
    run = found[f"sij-walk-run-session-{DATE}"]
    session = next_session(READY, [], Door.OWN)
    assert session_line(session) in run.text and session.label in run.text
    assert "Walk 2 min and run 3 min by turns, 1.6 km in all" in run.text
    resting = events(READY, [good(99)], Door.OWN, DATE)
    assert not [one for one in resting if one.uid == run.uid]


def test_a_steady_run_is_said_so():
    runs = [good(70 + 2 * i, 1 + i // 2, 3.2) for i in range(10)]
    session = next_session(READY, runs, Door.OWN)
    assert isinstance(session, Session) and session.phase == phases()[-1]
    assert session_line(session) == "Run steadily, 3.2 km in all, effort 5 of 10."


def test_rows_for_a_table():
    found = events(READY, [], Door.OWN, DATE)
    header, *lines = csv_rows(found)
    assert header == ("uid", "day", "title", "text") and len(lines) == len(found)
    assert lines[0][1] == str(found[0].day)


@pytest.mark.parametrize(
    "date", ["tomorrow", "2026-02-29", "2026-13-01", "2026-3-1", "0000-01-01", "2026-03-01\n", 5]
)
def test_a_bad_date_gets_one_plain_sentence(date):
    with pytest.raises(PlanInputError, match=r"2026-03-01\.$"):
        events(FIT, [], Door.OWN, date)


def test_leap_days_are_dates():
    assert events(FIT, [], Door.OWN, "2028-02-29")


def test_every_example_runner_has_entries():
    for one in runners().values():
        assert events(one.state, one.diary, Door.EXAMPLE, DATE), one.id
