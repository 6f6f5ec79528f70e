"""Counted, not multiplied: the claims' own figures, and words that are true for every count."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from sij import evidence
from sij.figures import counting as drawn
from sij.live.symptoms import counting
from sij.models.reasoning.data import ReasoningInputError
from sij.models.reasoning.ratios import ratio

from .pages import open_islands

EVERY = [
    {"positive_tests": float(count), "reading": float(place)}
    for count in range(6)
    for place in range(4)
]


@pytest.fixture(scope="module")
def lesson():
    return counting()


def test_the_claim_s_product_and_share_come_out(lesson):
    claim = evidence.claim(drawn.DEPENDENCE)
    values = lesson.values({"positive_tests": 5, "reading": 0})
    product = claim.number("product_of_single_lr_positive")
    assert values["product_ratio"] == pytest.approx(product, abs=0.05)
    wanted = 100 * claim.number("posttest_by_product")
    assert values["product_percent"] == pytest.approx(wanted, abs=0.05)
    observed = 100 * claim.number("posttest_observed_composite")
    assert values["counted_percent"] == pytest.approx(observed, abs=0.05)
    assert values["seen_percent"] == pytest.approx(observed, abs=0.05)


def test_the_worked_check_comes_out_below_three_too(lesson):
    claim = evidence.claim(drawn.COHORT)
    values = lesson.values({"positive_tests": 2, "reading": 0})
    wanted = 100 * claim.number("posttest_negative")
    assert values["counted_percent"] == pytest.approx(wanted, abs=0.1)
    assert values["seen_percent"] == pytest.approx(wanted, abs=0.1)
    assert sum(one.of for one in drawn.seen().values()) == drawn.start().of
    assert sum(one.with_source for one in drawn.seen().values()) == drawn.start().with_source


def test_counted_shares_are_those_of_the_printed_ratios(lesson):
    begin = drawn.start()
    odds = begin.with_source / (begin.of - begin.with_source)
    for setting in EVERY:
        claim = list(drawn.RULES.values())[round(setting["reading"])][0]
        enough = setting["positive_tests"] >= 3
        factor = evidence.claim(claim).number("lr_positive" if enough else "lr_negative")
        values = lesson.values(setting)
        assert values["counted_percent"] == pytest.approx(
            100 * odds * factor / (1 + odds * factor), abs=1e-9
        )
        low, high = values["counted_low_percent"], values["counted_high_percent"]
        assert low < values["counted_percent"] < high


def test_more_positive_tests_move_the_product_but_not_the_count(lesson):
    products = [lesson.values(one)["product_percent"] for one in EVERY[::4]]
    counts = [lesson.values(one)["counted_percent"] for one in EVERY[::4]]
    assert products == sorted(products) and len(set(products)) == 6
    assert len(set(counts[:3])) == len(set(counts[3:])) == 1 and counts[0] < counts[5]


def test_the_model_itself_refuses_single_tests():
    for claim in drawn.TESTS.values():
        with pytest.raises((evidence.EvidenceError, ReasoningInputError)):
            ratio(claim, "positive")


def test_sentences_are_true_for_every_count_and_rule(lesson):
    for setting in EVERY:
        v, said = lesson.values(setting), lesson.description(setting)
        count, group = round(setting["positive_tests"]), drawn.group_of(round(v["positive_tests"]))
        claimed = re.search(r"the mistake, gives × ([\d.]+) and claims (\d+) %", said)
        assert float(claimed[1]) == pytest.approx(v["product_ratio"], abs=0.0501)
        assert int(claimed[2]) == pytest.approx(v["product_percent"], abs=0.501)
        assert f"Counting gives {drawn.ENOUGH[group].lower()}." in said
        assert drawn.readings()[round(setting["reading"])].label in said
        middle = re.search(r"× ([\d.]+), which makes (\d+) %", said)
        assert int(middle[2]) == pytest.approx(v["counted_percent"], abs=0.501)
        found = drawn.seen()[group]
        assert f"{found.with_source} of {found.of} (" in said
        gap = v["product_percent"] - v["seen_percent"]
        assert ("points more than they show" in said) == (gap >= 1)
        assert ("points less than they show" in said) == (gap <= -1)
        assert ("by luck" in said) == (abs(gap) < 1)
        assert ("All are positive" in said) == (count == 5)
        assert ("All are negative" in said) == (count == 0)
        assert "in this order: distraction, thigh thrust, compression" in said
        assert "for teaching only" in said and "one person's chance" in said


def test_the_picture_says_the_gap_that_the_numbers_give(lesson):
    for setting in EVERY:
        v = lesson.values(setting)
        words = drawn.gap_words(v["gap_points"])
        states = [v["above"], v["under"], v["close"]]
        assert sum(states) == 1 and [bool(said) for said in words] == [bool(s) for s in states]


def test_multiplying_is_marked_as_the_mistake(lesson):
    assert {part.label for part in lesson.readouts} == {"Multiplied (the mistake)", "Counted"}
    assert lesson.regions[0].label == "Multiplied: the mistake"
    rows = [region for region in lesson.regions if region.label.endswith(", multiplied")]
    assert [region.claims[0] for region in rows] == list(drawn.TESTS.values())
    assert "Never multiply" in rows[0].text


@pytest.mark.browser
@pytest.mark.parametrize(("picture", "width"), [(0, 1280), (1, 360)])
def test_the_browser_shows_every_patient_and_frames_the_right_group(
    browser, tmp_path, lesson, picture, width
):
    page, _ = browser(width=width)
    open_islands(page, tmp_path, lesson.spec())
    for count in range(6):
        seen = page.evaluate(PATIENTS, [lesson.name, picture, count])
        for group, found in drawn.seen().items():
            ring = found.of - found.with_source
            assert seen[group] == [found.with_source, ring], group
        assert seen["framed"] == drawn.group_of(count)
        assert seen["tallies"] == count


PATIENTS = """([name, picture, count]) => {
    const part = (id) => document.getElementById(`${name}-${picture}-${id}`);
    document.getElementById(name).sij.set({ positive_tests: count });
    const people = (id) => {
        const path = part(id).querySelector("path"), style = getComputedStyle(path);
        const [on, off] = style.strokeDasharray.split(",").map(parseFloat);
        const offset = parseFloat(style.strokeDashoffset);
        return Math.floor((path.getTotalLength() + offset) / (on + off));
    };
    const box = (id) => part(id).getBoundingClientRect();
    const inside = (id) => box(id).top > box("framed").top && box(id).bottom < box("framed").bottom;
    return {
        more: [people("more-disc"), people("more-ring")],
        fewer: [people("fewer-disc"), people("fewer-ring")],
        framed: ["more", "fewer"].filter((group) => inside(`seen-${group}`)).join(),
        tallies: [0, 1, 2, 3, 4].map((k) => part(`tally-${k}`).style.visibility)
            .filter((said) => said !== "hidden").length,
    };
}"""


@pytest.mark.browser
def test_the_lesson_is_worked_by_keyboard(page, tmp_path, lesson):
    open_islands(page, tmp_path, lesson.spec())
    slider = page.get_by_label("Positive tests, of five", exact=True)
    slider.focus()
    page.keyboard.press("Home")
    said = page.locator(".sij-description")
    expect(said).to_contain_text("All are negative.")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("Counting gives three or more.")
    page.get_by_label(drawn.readings()[0].label).focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label(drawn.readings()[3].label)).to_be_checked()
    expect(said).to_contain_text("× 2.13, which makes 52 %")
