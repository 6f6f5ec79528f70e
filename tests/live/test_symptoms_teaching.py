"""A hundred runners and the same result: equal to their models, true in words, readable."""

from __future__ import annotations

import math
import random
import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect
from ruamel.yaml import YAML

from sij import evidence
from sij.figures import hundred_runners as table_drawn
from sij.figures import same_result as result_drawn
from sij.figures import style
from sij.live import evaluate
from sij.live.symptoms import same_result, two_by_two
from sij.live.symptoms.hundred_runners import FEW, published_tests
from sij.models import reasoning
from sij.models import two_by_two as model
from sij.models.reasoning.ratios import joint_band

from .pages import open_islands, values_at
from .settings import random_setting

BUILDERS = {"table": two_by_two, "result": same_result}
WIDTHS = ("wide", "narrow")
ENDS = [
    (share, sensitivity, specificity)
    for share in (0, 1, 50, 99, 100)
    for sensitivity in (0, 1, 60, 100)
    for specificity in (0, 40, 99, 100)
]
FORBIDDEN = Path(__file__).resolve().parents[2] / "assets" / "forbidden.yaml"


@pytest.fixture(scope="module", params=BUILDERS)
def interactive(request):
    return BUILDERS[request.param]()


@pytest.fixture(scope="module")
def table():
    return two_by_two()


@pytest.fixture(scope="module")
def result():
    return same_result()


def settings(interactive, count, seed):
    source = random.Random(seed)
    third = [source.random() < 1 / 3 for _ in range(count)]
    return [random_setting(interactive, source, ends) for ends in third]


def table_settings(seed):
    names = ("share_percent", "sensitivity_percent", "specificity_percent")
    ends = [dict(zip(names, map(float, end), strict=True)) for end in ENDS]
    return ends + settings(two_by_two(), 300, seed)


# --- numbers ----------------------------------------------------------------------------------


def test_quantities_equal_the_model(interactive):
    for setting in settings(interactive, 400, 1):
        values = interactive.values(setting)
        for name, wanted in interactive.model(**setting).items():
            assert values[name] == pytest.approx(wanted, abs=1e-9), (name, setting)


@pytest.mark.browser
def test_the_player_equals_python(page, tmp_path, interactive):
    tried = settings(interactive, 300, 2)
    open_islands(page, tmp_path, interactive.spec())
    for setting, shown in zip(tried, values_at(page, interactive.name, tried), strict=True):
        wanted = interactive.values(setting)
        assert all(shown[name] == pytest.approx(wanted[name], abs=1e-9) for name in wanted)
        assert shown["description"] == interactive.description(setting)


def test_the_table_adds_up(table):
    for setting in table_settings(3):
        v = table.values(setting)
        assert v["found"] + v["missed"] == v["with_source"] == setting["share_percent"]
        assert v["false_alarms"] + v["rightly_negative"] == v["without"]
        assert v["found"] + v["false_alarms"] == v["positives"]
        assert v["missed"] + v["rightly_negative"] == v["negatives"]
        assert v["positives"] + v["negatives"] == model.PEOPLE
        assert min(v[cell] for cell in table_drawn.CELLS) >= 0
        assert all(map(math.isfinite, v.values()))


def test_published_ratios_come_out():
    for test in published_tests():
        claim = evidence.claim(test.claim)
        ratios = model.likelihood_ratios(test.sensitivity_percent, test.specificity_percent)
        if test.id == "saueressig":
            assert test.sensitivity_percent == 100 * claim.number("saueressig_pooled_sens")
            continue
        printed = claim.number("lr_positive"), claim.number("lr_negative")
        assert ratios == pytest.approx(printed, rel=0.03, abs=0.01), test.id


def test_a_published_test_sets_both_sliders_and_moving_one_leaves_it(table):
    for place, test in enumerate(published_tests()):
        after = evaluate.settle(table.controls, table.start(), "test", float(place))
        assert after["sensitivity_percent"] == test.sensitivity_percent
        assert after["specificity_percent"] == test.specificity_percent
        assert after["test"] == place and after["share_percent"] == 20
        assert re.search(r"\(.+ \d{4}\)$", test.label)
    moved = evaluate.settle(table.controls, table.start(), "specificity_percent", 12.0)
    assert moved["test"] == len(published_tests())


def test_both_groups_start_at_the_model_s_presets(interactive):
    for place, preset in enumerate(("low", "middle", "high")):
        after = evaluate.settle(interactive.controls, interactive.start(), "group", float(place))
        share = reasoning.pretests()[preset].share
        assert after["share_percent"] == pytest.approx(100 * share, abs=1e-9)


def findings(view, answer):
    """Every test of a view's first composite, all answered alike."""
    return reasoning.Findings(dict.fromkeys(view.composites[0].counter.tests, answer))


@pytest.mark.parametrize("preset", ["low", "middle", "high"])
@pytest.mark.parametrize("answer", ["positive", "negative"])
def test_ranges_are_those_of_the_reasoning_model(result, preset, answer):
    share = reasoning.pretests()[preset].share
    for place, view in enumerate(reasoning.views().values()):
        values = result.values({"view": place, "share_percent": 100 * share})
        found = tuple(values[f"{answer}_{point}_percent"] for point in ("low", "middle", "high"))
        if not view.composites:
            assert found == pytest.approx((100 * share,) * 3, abs=1e-9)
            continue
        band = joint_band(findings(view, answer), view.id, preset)
        wanted = [100 * each for each in (band.low, band.middle, band.high)]
        assert found == pytest.approx(wanted, abs=1e-9), (view.id, preset)


def test_a_result_moves_the_right_way(result):
    for setting in settings(result, 200, 4):
        v = result.values(setting)
        low, high = v["positive_low_percent"], v["negative_high_percent"]
        if v["helps"]:
            assert high < v["share_percent"] < low
        else:
            assert low == pytest.approx(v["share_percent"]) and high == pytest.approx(low)


def test_curves_pass_through_the_readings(result):
    tables = {part.id: part for part in result.quantities if hasattr(part, "axes")}
    for place, reading in enumerate(result_drawn.readings()):
        for side in result_drawn.RESULTS:
            numbers = evaluate.interpolate(tables[f"line_{side}"], {"view": float(place)})
            for before, after in np.reshape(numbers, (-1, 2))[1:-1:5]:
                wanted = result.model(view=place, share_percent=before)
                assert after == pytest.approx(wanted[f"{side}_middle_percent"], abs=0.01)
        assert reading.helps == (place < 3)


def test_the_yardstick_is_the_claim_s():
    found, claim = result_drawn.yardstick(), evidence.claim(result_drawn.YARDSTICK)
    assert f"{found.audit_percent:g}%" in claim.statement
    assert f"{found.series[0]} of {found.series[1]} ({found.series_percent:g}%)" in claim.statement
    part, of = found.audit
    assert 100 * part / of == pytest.approx(found.audit_percent, abs=0.06)


# --- dots -------------------------------------------------------------------------------------


def dots(values, cell):
    """How many dots the lines of a cell show: one at each whole step from their start."""
    ends = [values[f"{cell}_end_{row}"] for row in range(table_drawn.ROWS)]
    return sum(math.floor(end - table_drawn.dot_line(0)[0]) for end in ends)


def test_dots_agree_with_the_table(table):
    for setting in table_settings(5):
        values = table.values(setting)
        assert all(dots(values, cell) == values[cell] for cell in table_drawn.CELLS)


@pytest.mark.browser
@pytest.mark.parametrize(("picture", "width"), [(0, 1280), (1, 360)])
def test_the_browser_draws_as_many_dots_as_the_table_says(browser, tmp_path, table, picture, width):
    page, _ = browser(width=width)
    open_islands(page, tmp_path, table.spec())
    for setting in table_settings(6)[::12]:
        seen = page.evaluate(COUNT_DOTS, [table.name, picture, setting])
        values = table.values(setting)
        for cell in table_drawn.CELLS:
            assert seen[cell.replace("_", "-")] == values[cell], (cell, setting)


COUNT_DOTS = """([name, picture, setting]) => {
    document.getElementById(name).sij.set(setting);
    const count = (cell) => {
        const wanted = `g[id^="${name}-${picture}-dots-${cell}-"]:not([id$="-hole"]) path`;
        let dots = 0;
        for (const path of document.querySelectorAll(wanted)) {
            const style = getComputedStyle(path);
            const [on, off] = style.strokeDasharray.split(",").map(parseFloat);
            const offset = parseFloat(style.strokeDashoffset);
            dots += Math.floor((path.getTotalLength() + offset) / (on + off));
        }
        return dots;
    };
    const cells = ["found", "false-alarms", "missed", "rightly-negative"];
    return Object.fromEntries(cells.map((cell) => [cell, count(cell)]));
}"""


# --- words ------------------------------------------------------------------------------------


def said_of(said, sentence):
    found = re.search(sentence, said)
    return tuple(map(float, found.groups())) if found else None


def test_sentences_about_people_are_true_everywhere(table):
    for setting in table_settings(7):
        v, said = table.values(setting), table.description(setting)
        positive, negative = (
            said_of(said, rf"(\d+) test {result}; among these, (\d+) with the source")
            for result in table_drawn.RESULTS
        )
        assert (positive == (v["positives"], v["found"])) == (v["positives"] > 1)
        assert (negative == (v["negatives"], v["missed"])) == (v["negatives"] > 1)
        assert ("ne tests positive; with" in said) == (v["positives"] == 1)
        assert ("nobody tests positive" in said) == (v["positives"] == 0)
        assert ("Nobody tests negative" in said) == (v["negatives"] == 0)
        few = any(0 < v[f"{result}s"] < FEW for result in table_drawn.RESULTS)
        assert ("With so few people" in said) == few
        assert "one person's chance" in said and "made up" in said


def test_sentences_about_shares_and_ratios_are_true_everywhere(table):
    for setting in table_settings(8):
        said = table.description(setting)
        assert not re.search(r"inf|nan", said.lower())
        asked = {n: v for n, v in setting.items() if n.endswith("percent")}
        sensitivity, specificity = asked["sensitivity_percent"], asked["specificity_percent"]
        after = model.shares_after(**asked)
        ratios = model.likelihood_ratios(sensitivity, specificity)
        counts = model.table(**asked)
        shown = (counts.positives, counts.negatives)
        for result, share, ratio, of in zip(table_drawn.RESULTS, after, ratios, shown, strict=True):
            told = said_of(said, rf"After a {result} test it is ([\d.]+) %")
            assert told == (pytest.approx((share,), abs=0.0501) if of else None)
            times = said_of(said, rf"A {result} result is ([\d.]+) times as common")
            assert times == (None if ratio is None else pytest.approx((ratio,), abs=0.00501))
        assert ("LR+ has no upper limit" in said) == (specificity == 100 and sensitivity > 0)
        assert ("never positive" in said) == (specificity == 100 and sensitivity == 0)
        assert ("never negative" in said) == (specificity == 0 and sensitivity == 100)
        assert ("tells nothing" in said) == (sensitivity + specificity == 100)


def test_the_picture_says_a_ratio_without_a_number_in_words(table):
    for setting in table_settings(9):
        values = table.values(setting)
        for result in table_drawn.RESULTS:
            states = [values[f"lr_{result}_{s}"] for s in ("known", "endless", "none")]
            assert sum(states) == 1
            words = table_drawn.ratio_words(
                result, setting["sensitivity_percent"], setting["specificity_percent"]
            )
            kinds = (table_drawn.RATIO_NAME, table_drawn.ENDLESS, table_drawn.NO_RATIO)
            assert words.startswith(kinds[states.index(1)][result])


def test_sentences_about_ranges_are_true_everywhere(result):
    for setting in settings(result, 300, 10):
        v, said = result.values(setting), result.description(setting)
        assert "It is a range about a studied group, never one person's chance." in said
        for side in result_drawn.RESULTS:
            told = said_of(said, rf"After a {side} result the share is (\d+) to (\d+) %")
            wanted = tuple(v[f"{side}_{end}_percent"] for end in ("low", "high"))
            assert told == (pytest.approx(wanted, abs=0.501) if v["helps"] else None)
        assert ("no test helps" in said) == (v["helps"] == 0)
        assert ("fewer than half" in said) == (v["positive_high_percent"] < 50)
        assert ("more than half" in said) == (v["negative_low_percent"] > 50)
        assert "12.5 % (one audit) to 47 %" in said


def test_nothing_forbidden_is_said(interactive):
    texts = [sentence.text for sentence in interactive.sentences]
    texts += [f"{r.label} {r.text} {r.facts}" for r in interactive.regions]
    for rule in YAML(typ="safe").load(FORBIDDEN.read_text("utf-8")):
        assert not re.search(rule["pattern"], " ".join(texts), re.IGNORECASE), rule["id"]
    assert not re.search(r"\byour chance\b", " ".join(texts))


def test_every_claim_was_read(interactive):
    for region in interactive.regions:
        evidence.require_verified(region.claims, interactive.name)
    claims = {claim for region in interactive.regions for claim in region.claims}
    assert {"pre-chronic-block-range", "sij-share-clbp"} <= claims
    if interactive.name == two_by_two().name:
        assert {test.claim for test in published_tests()} <= claims
    else:
        assert {claim for one in result_drawn.readings() for claim in one.claims} <= claims
        assert result_drawn.YARDSTICK in claims


# --- pictures -----------------------------------------------------------------------------------


def drawing(name, width):
    if name in ("sceptical", "optimistic", "no-test-helps"):
        return result_drawn.same_result(width, name, 97 if name == "optimistic" else 20)
    state = {"start": (20, 83, 59), "full": (100, 100, 100), "endless": (50, 0, 0)}[name]
    labels = [test.label for test in published_tests()]
    return table_drawn.hundred_runners(width, *state, max(labels, key=len))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "name", ["start", "full", "endless", "sceptical", "optimistic", "no-test-helps"]
)
def test_words_are_large_inside_the_picture_and_apart(name, width):
    figure = drawing(name, width)
    with style.figure_style():
        figure.canvas.draw()
        scale = 72 / figure.dpi
        texts = [t for t in figure.axes[0].texts if t.get_text().strip()]
        boxes = [(t.get_text(), np.array(t.get_window_extent().extents) * scale) for t in texts]
    right, top = figure.get_size_inches() * 72
    assert len(texts) > 10 and all(t.get_fontsize() >= 12 for t in texts)
    for i, (words, box) in enumerate(boxes):
        assert (box >= 0).all() and box[2] <= right and box[3] <= top, words
        for other, beside in boxes[:i]:
            across = min(box[2], beside[2]) - max(box[0], beside[0])
            upright = min(box[3], beside[3]) - max(box[1], beside[1])
            assert across <= 0 or upright <= 3.5, (words, other)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", BUILDERS)
def test_the_still_picture_s_words_are_the_player_s_first(name, width):
    built = BUILDERS[name]()
    if name == "table":
        start = built.start()
        sliders = [start[f"{n}_percent"] for n in ("share", "sensitivity", "specificity")]
        figure = table_drawn.hundred_runners(width, *sliders, published_tests()[0].label)
    else:
        figure = result_drawn.same_result(width, "sceptical", 20)
    drawn = {text.get_gid(): text.get_text().strip() for text in figure.axes[0].texts}
    values = built.values()
    hidden = {t.parts[0] for t in built.tracks if t.kind == "show" and not values[t.value]}
    for track in (track for track in built.tracks if track.kind == "text"):
        wanted = evaluate.fill(track.text, values, built.controls, built.readouts)
        assert drawn[track.parts[0]] == ("" if track.parts[0] in hidden else wanted)


def test_results_and_people_differ_by_more_than_colour():
    assert len(set(result_drawn.HATCH.values())) == 2
    assert len(set(result_drawn.DASHES.values())) == 2
    assert len(table_drawn.row_parts("found", 0)) != len(table_drawn.row_parts("false_alarms", 0))


def test_building_twice_gives_the_same_bytes(interactive):
    build = {v().name: v for v in BUILDERS.values()}[interactive.name]
    assert build().spec() == interactive.spec()


@pytest.mark.browser
def test_presets_and_sliders_are_worked_by_keyboard(page, tmp_path, table):
    open_islands(page, tmp_path, table.spec())
    page.get_by_label(published_tests()[0].label).focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label(published_tests()[1].label)).to_be_checked()
    slider = page.get_by_label("Specificity", exact=True)
    expect(slider).to_have_value("76")
    slider.focus()
    page.keyboard.press("End")
    expect(page.get_by_label("One that you make up")).to_be_checked()
    expect(page.locator(".sij-description")).to_contain_text("LR+ has no upper limit")
    page.get_by_label("Middle: 20 of 100").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".sij-description")).to_contain_text("Before the test the share")
    expect(page.locator(".sij-description")).to_contain_text("is 30 %")


@pytest.mark.browser
def test_the_phone_page_does_not_scroll_sideways(browser, tmp_path, interactive):
    page, seen = browser(width=360, scheme="dark")
    open_islands(page, tmp_path, interactive.spec())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert seen.errors == []
