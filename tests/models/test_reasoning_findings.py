"""What can be entered: every answer is checked, unknown is nothing, and nothing is from memory."""

import contextlib
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sij import evidence
from sij.models.reasoning import Findings, ReasoningInputError, catalogue, groups
from sij.models.reasoning import findings as findings_module
from sij.models.reasoning.data import read

NEEDED = [
    "age",
    "sex",
    "activity",
    "onset",
    "mechanism",
    "bruise",
    "pop",
    "course",
    "recurrence",
    "duration",
    "sides",
    "several-pains",
    "radiation",
    "tried",
    "tried-weeks",
    "tried-effect",
    "weight-bearing",
    "limp",
    "hop-pain",
    "toe-rise",
    "past-stress-fracture",
    "menstrual-change",
    "low-energy",
    "load-spike",
    "weekly-distance",
    "surface",
    "pregnancy",
    "weeks-since-birth",
    "calf-pain-at-intensity",
    "minutes-to-relief",
    "cold-foot",
    "leg-swelling",
    "saddle-feeling",
    "bladder-urge",
    "bladder-retention",
    "bowel",
    "sexual-function",
    "both-legs",
    "fever",
    "chills",
    "malaise",
    "appetite-loss",
    "injecting",
    "recent-infection",
    "immune-state",
    "cycle-link",
    "lower-abdominal-pain",
    "zone-heel",
    "family-history",
    "age-at-onset",
    "late-night-waking",
    "morning-stiffness",
    "better-with-exercise",
    "uveitis",
    "psoriasis",
    "bowel-inflammation",
    "medicines",
    "surgery",
    "blood-tests",
    "scan-kind",
    "scan-region",
    "scan-months-ago",
    "distraction",
    "thigh-thrust",
    "compression",
    "sacral-thrust",
    "gaenslen-right",
    "gaenslen-left",
    "faber",
    "quality",
    "worse-impact",
    "worse-extension-rotation",
    "worse-walking",
    "easers",
    "one-finger",
    "midline-pain",
    "zone-psis",
    "zone-low-back-side",
    "zone-upper-buttock",
    "zone-lower-buttock",
    "zone-groin",
    "zone-lateral-hip",
    "zone-posterior-thigh",
    "zone-anterior-thigh",
    "zone-knee",
    "zone-calf",
    "zone-foot",
]


@pytest.mark.parametrize("finding_id", NEEDED)
def test_what_real_cases_need_can_be_entered(finding_id):
    assert finding_id in catalogue()


def test_every_finding_asks_something_and_says_something_without_a_number():
    topics = read("questions.yaml")["topics"]
    for one in catalogue().values():
        assert one.group in groups() and one.question and one.says, one.id
        assert not re.search(r"\d|%", one.says), one.id
        assert (one.kind == "number") == (not one.options), one.id
        for topic in (*one.asks, *(t for ts in one.asks_when.values() for t in ts)):
            assert topic in topics, one.id
        assert set(one.asks_when) <= set(one.options), one.id


def test_no_finding_rests_on_something_from_memory():
    for one in catalogue().values():
        assert all(evidence.claim(c).verified != "memory" for c in one.claims), one.id


def test_the_article_gave_seven_words_for_the_pain():
    assert len(catalogue()["quality"].options) == 7


def test_tests_can_be_not_done():
    for one in catalogue().values():
        if one.kind == "test":
            assert set(one.options) == {"positive", "negative", "not-done"}


@pytest.mark.parametrize("nothing", ["unknown", None, ()])
def test_unknown_is_nothing(nothing):
    assert Findings({"tried": nothing}) == Findings()
    assert Findings({"age": None}) == Findings({"age": "unknown"}) == Findings({})


@pytest.mark.parametrize(
    "entered",
    [
        {"agee": 3}, {3: 3}, {"age": "old"}, {"age": True}, {"age": math.nan}, {"age": math.inf},
        {"age": -1}, {"age": 10**400}, {"fever": "yes"}, {"limp": "maybe"}, {"limp": 1},
        {"limp": ["yes"]}, {"tried": ["rest", "magic"]}, {"tried": 3},
        {"medicines": ["none", "opioid"]},
        {"easers": ["nothing", "rest"]}, {"distraction": "yes"}, {"quality": [["dull"]]},
        [("age", 3)], "age", 7,
    ],
)  # fmt: skip
def test_bad_input_gets_one_plain_sentence(entered):
    with pytest.raises(ReasoningInputError) as caught:
        Findings(entered)
    text = str(caught.value)
    assert text.endswith(".") and "\n" not in text and len(text) < 400


@given(st.dictionaries(st.text(max_size=9), st.one_of(st.none(), st.text(), st.floats())))
def test_any_other_entry_is_refused_or_taken(entered):
    with contextlib.suppress(ReasoningInputError):
        assert len(Findings(entered)) <= len(entered)


def test_answers_can_be_added_changed_and_taken_back():
    first = Findings({"age": 34})
    more = first.known("limp", True)
    assert more.answer("limp") == "yes" and len(more) == 2
    assert more.without("limp") == first and hash(more.without("limp")) == hash(first)
    assert first.answer("limp") is None
    with pytest.raises(TypeError):
        first["age"] = 35  # type: ignore[index]


def test_a_denied_finding_opens_no_questions():
    impact = catalogue()["worse-impact"]
    assert impact.opens("yes") == ("bone-stress",) and impact.opens("no") == ()
    assert catalogue()["quality"].opens(("dull", "numbing")) == ("nerve", "saddle")
    assert catalogue()["duration"].opens(12.0) == ("inflammatory",)


def test_a_text_that_yaml_would_cut_is_refused():
    row = {"id": "x", "group": "person", "kind": "yes-no", "claims": [], "question": "Is it?"}
    assert findings_module._finding(row).says
    with pytest.raises(evidence.EvidenceError, match="quote"):
        findings_module._finding({**row, "says": "One", "and the rest.": None})
