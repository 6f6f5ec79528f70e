"""Two doors: total over all entries, numbers only for unflagged example runners."""

import dataclasses
import re
from enum import Enum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sij import evidence
from sij.models.reasoning import (
    Band,
    Door,
    ExampleResult,
    Findings,
    FlaggedResult,
    OwnResult,
    Ratio,
    ReasoningInputError,
    catalogue,
    good_questions,
    mix,
    most_informative,
    pretests,
    pull,
    reason,
    screen,
    views,
)
from sij.models.reasoning.findings import DENIED
from sij.models.reasoning.flags import EXPERT_OPINION
from sij.models.reasoning.ratios import joint_band
from sij.models.reasoning.sources import source_rows

VIEWS = st.sampled_from(sorted(views()))
STARTS = st.sampled_from(sorted(pretests()))
REASSURING = re.compile(
    r"\b(unlikely|less likely|harmless|reassur\w*|nothing serious|not serious|no need|"
    r"do not worry|rules it out|is safe|safe to|argues against|speaks against|may run)\b",
    re.IGNORECASE,
)
CHANCE = re.compile(r"%|\bper ?cent|\bprobab|\blikel|\bchance|\bodds\b|\bratio\b|\bout of\b", re.I)


def answers(spec):
    if spec.kind == "number":
        return st.floats(spec.low, spec.high)
    one = st.sampled_from(sorted(spec.options))
    if spec.kind != "several":
        return one
    return st.one_of(one, st.sets(st.sampled_from([o for o in spec.options if o[:2] != "no"])))


@st.composite
def entries(draw, names=None):
    ids = sorted(names or catalogue())
    picked = draw(st.lists(st.sampled_from(ids), unique=True, max_size=14))
    return {name: draw(answers(catalogue()[name])) for name in picked}


def some_findings():
    return entries().map(Findings)


CALM = [
    "age",
    "sex",
    "activity",
    "onset",
    "sides",
    "radiation",
    "one-finger",
    "midline-pain",
    "zone-psis",
    "worse-sitting",
    "worse-rising",
    "worse-extension-rotation",
    "quality",
    "easers",
    "surface",
    "weekly-distance",
    "distraction",
    "thigh-thrust",
    "compression",
    "sacral-thrust",
    "gaenslen-right",
    "gaenslen-left",
    "faber",
    "psis-tenderness",
    "stl-tenderness",
    "leg-raise",
    "centralisation",
    "fadir",
    "bent-knee-stretch",
    "piriformis-tests",
    "squat-pain",
    "trochanter-and-abduction",
    "gillet-or-flexion",
    "zone-calf",
    "zone-low-back-side",
    "tried",
    "scan-kind",
]


def harmless_findings():
    return entries(CALM).map(Findings).filter(lambda findings: not screen(findings).raised)


def everything_in(thing):
    """Yield every value that a result holds, however deep."""
    yield thing
    if dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from everything_in(getattr(thing, field.name))
    elif isinstance(thing, (tuple, list, set, frozenset)):
        for one in thing:
            yield from everything_in(one)
    elif isinstance(thing, dict):
        for pair in thing.items():
            yield from everything_in(pair)


def texts_in(thing):
    return [one for one in everything_in(thing) if isinstance(one, str)]


def field_names(kind):
    return {field.name for field in dataclasses.fields(kind)}


def test_own_and_flagged_results_have_no_field_for_a_number():
    barred = {"view", "pretest", "joint", "sources", "pulls", "ask_next"}
    assert barred <= field_names(ExampleResult)
    assert not barred & (field_names(OwnResult) | field_names(FlaggedResult))
    assert not issubclass(OwnResult, ExampleResult) and not issubclass(FlaggedResult, ExampleResult)


@given(findings=some_findings(), view=VIEWS, start=STARTS)
@settings(max_examples=200, deadline=None)
def test_my_own_symptoms_never_show_a_probability_or_a_ranking(findings, view, start):
    found = reason(findings, Door.OWN, view, start)
    assert type(found) is OwnResult
    for one in everything_in(found):
        assert not isinstance(one, (float, int, Band, Ratio)), one
        assert not isinstance(one, Enum)
    for text in texts_in(found):
        assert not CHANCE.search(text), text
    assert found == reason(findings, Door.OWN)
    told = {
        name
        for name in findings
        if catalogue()[name].group != "safety" or not findings.has(name, DENIED)
    }
    assert {note.finding_id for note in found.evidence} == told
    assert found.safety_net in found.summary and "not a diagnosis" in found.summary


def test_no_text_that_can_reach_the_second_door_holds_a_probability():
    for one in catalogue().values():
        for text in (one.question, one.says, *one.options.values()):
            assert not CHANCE.search(text), text


@given(findings=some_findings(), view=VIEWS, start=STARTS)
@settings(max_examples=200, deadline=None)
def test_every_valid_entry_has_a_result_with_the_safety_net(findings, view, start):
    found = reason(findings, Door.EXAMPLE, view, start)
    seen = screen(findings)
    assert isinstance(found, FlaggedResult if seen.raised else ExampleResult)
    assert found.safety_net == evidence.safety().safety_net
    assert found.not_a_diagnosis == evidence.safety().not_a_diagnosis
    assert found.flags == seen.flags and found.urgency == seen.urgency
    if isinstance(found, ExampleResult):
        assert 0 < found.joint.low <= found.joint.middle <= found.joint.high < 1
        assert {p.finding_id for p in found.pulls} >= set(findings)


@given(
    findings=some_findings(),
    flag=st.sampled_from(["limp", "chills", "saddle-feeling", "uveitis", "recurrence"]),
    view=VIEWS,
    start=STARTS,
)
@settings(max_examples=150, deadline=None)
def test_any_warning_sign_ends_all_numbers_and_all_comfort(findings, flag, view, start):
    flagged = findings.known(flag, "yes")
    assert joint_band(flagged, view, start) is None and mix(flagged) is None
    assert source_rows(flagged, view, start) is None
    assert most_informative(flagged, view, start) is None
    assert all(p.ratio is p.log_odds is p.low is p.high is None for p in pull(flagged, view))
    for door in Door:
        found = reason(flagged, door, view, start)
        assert found.verdict == "warning-sign" and found.urgency
        for one in everything_in(found):
            assert not isinstance(one, (float, Band, Ratio))
        for text in texts_in(found):
            assert not REASSURING.search(text), text
    for one in pull(flagged, view):
        assert not REASSURING.search(one.why)


@given(entered=entries(), data=st.data(), view=VIEWS)
@settings(max_examples=60, deadline=None)
def test_the_order_of_entry_does_not_matter(entered, data, view):
    shuffled = dict(data.draw(st.permutations(list(entered.items()))))
    for door in Door:
        assert reason(Findings(entered), door, view) == reason(Findings(shuffled), door, view)


@given(findings=some_findings(), name=st.sampled_from(sorted(catalogue())), data=st.data())
@settings(max_examples=60, deadline=None)
def test_taking_a_finding_back_undoes_it(findings, name, data):
    before = findings.without(name)
    after = before.known(name, data.draw(answers(catalogue()[name]))).without(name)
    for door in Door:
        assert reason(after, door) == reason(before, door)


@given(entered=entries(), name=st.sampled_from(sorted(catalogue())))
@settings(max_examples=60, deadline=None)
def test_unknown_changes_nothing(entered, name):
    entered.pop(name, None)
    with_unknown = Findings({**entered, name: "unknown"})
    for door in Door:
        assert reason(with_unknown, door) == reason(Findings(entered), door)


def test_rows_move_only_where_ratios_were_published_and_never_sum_to_one():
    found = reason(Findings({"midline-pain": "no"}), Door.EXAMPLE)
    moved = {row.id for row in found.sources if row.after is not None}
    assert moved == {"sij", "disc", "facet"} and len(found.sources) == 11
    assert sum(row.after.middle for row in found.sources if row.after) != pytest.approx(1)
    for row in found.sources:
        assert row.in_words and (row.studied or row.note), row.id
        assert row.claims, row.id
    disc = next(row for row in found.sources if row.id == "disc")
    assert disc.word == "against" and disc.after.middle < disc.before.middle


@pytest.mark.parametrize(
    ("entered", "verdict"),
    [
        ({}, "too-little"),
        ({"age": 34, "sex": "woman", "duration": 4}, "too-little"),
        ({"one-finger": "psis", "worse-sitting": "yes"}, "several-fit"),
        ({"midline-pain": "no", "fadir": "negative"}, "none-fits"),
        ({"one-finger": "psis", "worse-sitting": "yes", "limp": "yes"}, "warning-sign"),
    ],
)
def test_modest_results_exist_behind_both_doors(entered, verdict):
    for door in Door:
        found = reason(Findings(entered), door)
        assert found.verdict == verdict and found.verdict_text.endswith(".")
        assert not re.search(r"sacroiliac|joint|disc\b|hip\b", found.verdict_text)


def test_good_questions_follow_the_flags_and_the_findings():
    assert good_questions(Findings())
    assert any("MRI" in q for q in good_questions(Findings({"worse-impact": "yes"})))
    assert any("reflexes" in q for q in good_questions(Findings({"quality": "numbing"})))
    assert good_questions(Findings({"worse-impact": "no"})) == good_questions(Findings())


def test_the_summary_holds_what_was_entered():
    found = reason(Findings({"age": 34, "scan-kind": ["mri"], "weekly-distance": 40}), Door.OWN)
    for part in ("34 years", "MRI", "40 km", "which clears nobody"):
        assert part in found.summary
    flagged = reason(Findings({"fever": "now"}), Door.OWN)
    assert "Urgent" in flagged.summary and "yes, now" in flagged.summary
    assert EXPERT_OPINION == "expert opinion"


@pytest.mark.parametrize(
    "call",
    [
        lambda: reason({"age": 3}, Door.OWN),
        lambda: reason(Findings(), "own"),
        lambda: reason(Findings(), Door.EXAMPLE, "hopeful"),
        lambda: reason(Findings(), Door.EXAMPLE, "sceptical", "huge"),
        lambda: screen(None),
    ],
)
def test_bad_input_gets_one_plain_sentence(call):
    with pytest.raises(ReasoningInputError, match=r"^[^\n]+\.$"):
        call()


def test_ones_own_door_says_how_fast_even_without_a_warning_sign():
    found = reason(Findings({"quality": ["dull"], "worse-sitting": "yes"}), Door.OWN)
    assert "Routine: book a visit" in found.verdict_text
    assert "clears nobody" in found.verdict_text
    assert "names no source" in found.verdict_text
    flagged = reason(Findings({"worse-impact": "yes"}), Door.OWN)
    assert (
        flagged.verdict_text == reason(Findings({"worse-impact": "yes"}), Door.EXAMPLE).verdict_text
    )


def test_an_emergency_leaves_only_its_own_questions():
    usual = good_questions(Findings())
    asked = good_questions(Findings({"saddle-feeling": "yes"}))
    assert asked
    assert not set(usual) & set(asked)
    assert set(usual) <= set(good_questions(Findings({"worse-impact": "yes"})))
