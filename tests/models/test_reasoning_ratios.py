"""Ratios: the dossier's worked cases, one ratio for each group, and nothing multiplied."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sij import evidence
from sij.models.reasoning import (
    CLUSTER,
    Findings,
    ReasoningInputError,
    counters,
    mix,
    most_informative,
    pretests,
    pull,
    sources,
    views,
)
from sij.models.reasoning import pulls as pulls_module
from sij.models.reasoning.ratios import Ratio, chosen, joint_band, ratio, rows, share
from tests.models.test_reasoning_doors import harmless_findings, some_findings

THREE = dict.fromkeys(("distraction", "thigh-thrust", "compression"), "positive")
FOUR_NEGATIVE = dict.fromkeys((*THREE, "sacral-thrust"), "negative")
DUTCH = {"distraction": "positive", "thigh-thrust": "positive", "faber": "positive"}
DUTCH_NEGATIVE = dict.fromkeys(("distraction", "compression", "faber"), "negative")
DUTCH_SHARE = "cohort-vanderwurff"


@pytest.mark.parametrize(
    ("case", "tests", "view", "start", "result"),
    [
        ("case-saueressig", THREE, "sceptical", "middle", "posttest_positive"),
        ("case-saueressig", FOUR_NEGATIVE, "sceptical", "middle", "posttest_negative"),
        ("case-vanderwurff", DUTCH, "optimistic", DUTCH_SHARE, "posttest_positive"),
        ("case-vanderwurff", DUTCH_NEGATIVE, "optimistic", DUTCH_SHARE, "posttest_negative"),
        ("case-laslett", THREE, "optimistic", "cohort-laslett", "posttest_positive"),
        ("case-laslett", FOUR_NEGATIVE, "optimistic", "cohort-laslett", "posttest_negative"),
    ],
)  # fmt: skip
def test_cases_a_to_c(case, tests, view, start, result):
    claim = evidence.claim(case)
    assert pretests()[start].share == claim.number("pretest")
    band = joint_band(Findings(tests), view, start)
    assert band.middle == pytest.approx(claim.number(result), abs=0.01)
    assert band.low < band.middle < band.high


def test_case_d_is_what_the_row_of_axial_spondyloarthritis_shows():
    case = evidence.claim("case-axspa")
    start = case.number("pretest")
    moved = share(math.log(start / (1 - start)) + math.log(case.number("lr_positive")))
    shown = next(s for s in sources() if s.id == "axial-spondyloarthritis").studied[0]
    assert shown.low == start
    assert moved == pytest.approx(case.number("posttest_positive"), abs=0.01)
    assert shown.high == pytest.approx(moved, abs=0.01)


@pytest.mark.parametrize(("midline", "when"), [("no", "off_midline"), ("yes", "midline")])
def test_case_e_three_ways(midline, when):
    case = evidence.claim("case-midline-three-way")
    found = mix(Findings({"midline-pain": midline}))
    for name in ("disc", "facet", "sij"):
        band = found[name]
        assert band.middle == pytest.approx(case.number(f"post_{name}_{when}"), abs=0.01)
        assert 0 <= band.low < band.middle < band.high <= 1
    assert sum(band.middle for band in found.values()) == pytest.approx(1)


def test_the_presets_are_exact_and_sourced():
    assert [pretests()[name].share for name in ("low", "middle", "high")] == [0.1, 0.2, 0.3]
    assert all(one.claims for one in pretests().values())
    for one in pretests().values():
        band = joint_band(Findings(), "sceptical", one.id)
        assert band.low == band.middle == band.high == one.share


def test_counters_follow_their_studies():
    rules = {c.id: (c.needed, len(c.slots)) for c in counters().values()}
    assert rules == {"six": (3, 6), "dutch-five": (3, 5), "four": (2, 4), "five": (3, 5)}
    assert [c for c in counters() if "faber" in counters()[c].tests] == ["dutch-five"]


def test_unknown_and_not_done_are_never_negative():
    two = {"distraction": "negative", "thigh-thrust": "negative"}
    for more in ({}, {"compression": "not-done", "sacral-thrust": "not-done"}):
        assert chosen(Findings({**two, **more}), "sceptical") == ()
    assert chosen(Findings({**two, "gaenslen-right": "negative"}), "sceptical") == ()
    both = {**two, "gaenslen-right": "negative", "gaenslen-left": "negative"}
    assert chosen(Findings(both), "sceptical")[0].ratio.outcome == "negative"


def test_five_positive_tests_count_as_three():
    five = {**THREE, "sacral-thrust": "positive", "gaenslen-left": "positive"}
    for view in ("sceptical", "middle", "optimistic"):
        assert joint_band(Findings(five), view, "middle") == joint_band(
            Findings(THREE), view, "middle"
        )


@pytest.mark.parametrize(
    "claim_id",
    [
        "test-howto-distraction", "test-howto-thigh-thrust", "test-howto-faber", "lr-shear-test",
        "loc-groin-conflict", "test-gillet-flexion-invalid", "lr-stl-tenderness", "test-aslr",
        "diff-proximal-hamstring", "lr-composite-szadek", "test-sij-score", "quality-no-evidence",
    ],
)  # fmt: skip
def test_what_must_not_feed_gives_no_ratio(claim_id):
    with pytest.raises(evidence.EvidenceError):
        ratio(claim_id, "positive")


def test_every_ratio_that_feeds_was_read_and_has_an_interval():
    claims = {row.claim_id for row in rows()}
    claims |= {one.claim_id for view in views().values() for one in view.composites}
    for claim_id in claims:
        assert evidence.claim(claim_id).verified != "memory"
        for outcome in ("positive", "negative"):
            found = ratio(claim_id, outcome)
            assert found.low < found.value < found.high and found.log_sd > 0


def test_the_views_disagree_in_their_order():
    shares = {v: joint_band(Findings(THREE), v, "middle").middle for v in views()}
    assert shares["no-test-helps"] == 0.2
    assert 0.2 < shares["sceptical"] < shares["middle"] < shares["optimistic"]
    assert next(iter(views())) == "sceptical"


def test_only_one_location_clue_counts():
    one = {"one-finger": "psis"}
    all_three = {**one, "midline-pain": "no", "psis-tenderness": "positive"}
    assert joint_band(Findings(all_three), "sceptical", "middle") == joint_band(
        Findings(one), "sceptical", "middle"
    )
    spread = Findings({**all_three, "one-finger": "spread"})
    assert chosen(spread, "sceptical")[0].findings == ("midline-pain",)


def test_bands_add_variances_in_log_odds():
    two = Findings({"one-finger": "psis", "worse-sitting": "yes"})
    counted = chosen(two, "sceptical")
    band = joint_band(two, "sceptical", "middle")
    variance = sum(((math.log(c.ratio.high / c.ratio.low)) / 3.919928) ** 2 for c in counted)
    moved = math.log(band.high / (1 - band.high)) - math.log(band.middle / (1 - band.middle))
    assert moved == pytest.approx(1.644854 * math.sqrt(variance), rel=1e-6)


@given(findings=some_findings(), view=st.sampled_from(sorted(views())))
def test_at_most_one_ratio_of_each_group(findings, view):
    groups = [one.group for one in chosen(findings, view)]
    assert len(groups) == len(set(groups)) and set(groups) <= {"location", "sitting", CLUSTER}


@given(findings=harmless_findings(), view=st.sampled_from(sorted(views())))
@settings(max_examples=60)
def test_the_pulls_add_up_to_the_share(findings, view):
    total = sum(one.log_odds or 0 for one in pull(findings, view))
    start = pretests()["middle"].share
    expected = share(math.log(start / (1 - start)) + total)
    assert joint_band(findings, view, "middle").middle == pytest.approx(expected)


def test_every_entered_finding_has_a_pull_with_a_reason():
    entered = Findings(
        {
            **THREE,
            "quality": ["dull", "numbing"],
            "worse-extension-rotation": "yes",
            "faber": "positive",
            "sacral-thrust": "not-done",
            "worse-sitting": "yes",
            "midline-pain": "no",
            "psis-tenderness": "positive",
            "bent-knee-stretch": "positive",
            "one-finger": "spread",
            "leg-numbness": "unchanged",
        }
    )
    found = {one.finding_id: one for one in pull(entered)}
    assert set(found) == {*entered, CLUSTER}
    moving = {name for name, one in found.items() if one.ratio}
    assert moving == {CLUSTER, "worse-sitting", "midline-pain"}
    assert all(one.why.endswith(".") for one in found.values())
    assert "nerve" in found["quality"].asks and "words" in found["quality"].why.lower()
    assert found["worse-extension-rotation"].why == "No accuracy has been shown for it."
    assert "counted" in found["distraction"].why and "not done" in found["sacral-thrust"].why
    assert "cannot choose" in found["faber"].why and "overlap" in found["psis-tenderness"].why
    assert "study" in found["one-finger"].why
    assert found["worse-sitting"].low < found["worse-sitting"].log_odds


def test_impact_pain_leads_to_bone_stress_and_carries_no_number():
    found = {one.finding_id: one for one in pull(Findings({**THREE, "worse-impact": "yes"}))}
    assert "bone-stress" in found["worse-impact"].asks
    assert CLUSTER not in found and all(one.ratio is None for one in found.values())


@pytest.mark.parametrize("view", sorted(views()))
def test_what_to_ask_next_is_the_most_telling(view):
    best = most_informative(Findings(), view)
    single = {}
    for row in rows():
        single[row.finding_id] = information(0.2, row.claim_id)
    for one in views()[view].composites[:1]:
        single[CLUSTER] = information(0.2, one.claim_id)
    assert best.finding_id == max(single, key=single.get)
    assert best.expected_bits == pytest.approx(single[best.finding_id])


def information(before, claim_id):
    """Mutual information of the answer and the source, summed over the two-by-two table."""
    plus = ratio(claim_id, "positive").value
    minus = ratio(claim_id, "negative").value
    false = (1 - minus) / (plus - minus)
    table = [
        (before, plus * false), (1 - before, false),
        (before, 1 - plus * false), (1 - before, 1 - false),
    ]  # fmt: skip
    answers = [sum(p * q for p, q in table[:2]), sum(p * q for p, q in table[2:])]
    return sum(p * q * math.log2(q / answers[i // 2]) for i, (p, q) in enumerate(table))


def test_what_is_filled_is_not_asked_again():
    done = Findings({**THREE, "one-finger": "psis", "worse-sitting": "yes"})
    assert most_informative(done) is None
    assert most_informative(done.without("worse-sitting")).finding_id == "worse-sitting"
    assert most_informative(done.known("worse-sitting", "unknown").known("limp", "yes")) is None
    two = done.without("compression")
    assert "compression" in most_informative(two).asks_for


@given(st.floats(0.001, 0.999), st.floats(1.01, 50), st.floats(0.02, 0.99))
def test_an_answer_is_never_expected_to_blur(before, plus, minus):
    up, down = Ratio("x", "positive", plus, 1, 2), Ratio("x", "negative", minus, 1, 2)
    assert pulls_module.expected_bits(before, up, down) >= -1e-12


@pytest.mark.parametrize(
    "call",
    [
        lambda: joint_band(Findings(), "hopeful", "middle"),
        lambda: joint_band(Findings(), "sceptical", 0.2),
        lambda: pull({"age": 3}),
        lambda: pull(Findings(), []),
        lambda: most_informative(None),
        lambda: mix({}),
    ],
)
def test_bad_arguments_get_one_plain_sentence(call):
    with pytest.raises(ReasoningInputError, match=r"^[^\n]+\.$"):
        call()
