"""The wedge, its price and the twelve weeks: equal to their models, true in words, readable."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest
from matplotlib.text import Text
from playwright.sync_api import expect

from sij import evidence
from sij.figures import closure as closure_drawn
from sij.figures import style
from sij.figures import training as training_drawn
from sij.live import evaluate
from sij.live.mechanisms.joint_closure import START, closure, trade_off
from sij.live.mechanisms.training_weeks import OWN, PRESETS, WEEKS, training
from sij.models import closure as wedge_model
from sij.models import training as training_model

from .pages import open_islands, values_at
from .settings import random_setting

BUILDERS = {
    "closure": closure,
    "trade-off": trade_off,
    "training": training,
}
WIDTHS = ("wide", "narrow")


@pytest.fixture(scope="module", params=BUILDERS)
def interactive(request):
    return BUILDERS[request.param]()


@pytest.fixture(scope="module")
def weeks():
    return training()


@pytest.fixture(scope="module")
def wedge():
    return closure()


def picked(interactive, name):
    """All controls after a preset was picked."""
    start = interactive.start()
    place = [option.id for option in interactive.controls[0].options].index(name)
    return evaluate.settle(interactive.controls, start, "plan", float(place))


# --- numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("build", [closure, training])
def test_quantities_equal_the_model(build):
    interactive, source = build(), random.Random(4)
    for _ in range(300):
        setting = random_setting(interactive, source)
        values = interactive.values(setting)
        for name, wanted in interactive.model(**setting).items():
            assert values[name] == pytest.approx(wanted, abs=1e-9), (name, setting)


@pytest.mark.browser
def test_the_player_equals_python(page, tmp_path, interactive):
    source = random.Random(5)
    settings = [random_setting(interactive, source) for _ in range(60)]
    open_islands(page, tmp_path, interactive.spec())
    for setting, shown in zip(settings, values_at(page, interactive.name, settings), strict=True):
        wanted = interactive.values(setting)
        assert all(shown[name] == pytest.approx(wanted[name], abs=1e-9) for name in wanted)
        assert shown["description"] == interactive.description(setting)


# --- what a reader without the player sees is the start ------------------------------------------


def drawn_path(figure, gid, to_svg):
    """A part's corners in the scene."""
    found = next(a for a in figure.axes[0].get_children() if a.get_gid() == gid)
    a, _, _, d, e, f = to_svg
    to_units = found.get_transform() + figure.dpi_scale_trans.inverted()
    points = to_units.transform(found.get_path().vertices) * 72
    height = figure.get_size_inches()[1] * 72
    x, y = points[:, 0], height - points[:, 1]
    return np.column_stack([(x - e) / a, (y - f) / d])


def corners_now(track, values):
    read = lambda source: values[source] if isinstance(source, str) else source  # noqa: E731
    return np.array([[read(x), read(y)] for x, y in track.points])


def distinct(points):
    return np.array(sorted({(round(float(x), 3), round(float(y), 3)) for x, y in points}))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["closure", "training"])
def test_the_still_picture_is_the_player_s_first(name, width):
    built = BUILDERS[name]()
    values = built.values()
    if name == "closure":
        lean = wedge_model.measured_lean_deg()
        figure = closure_drawn.closure_figure(width, **START, wedge_deg=lean)
        to_svg = closure_drawn.to_svg(width)
    else:
        first = PRESETS[0]
        other = training_model.other_km(first.other_km, first.other_added_km)
        figure = training_drawn.training_figure(width, training_model.plan(first.longest_km, other))
        to_svg = training_drawn.to_svg(width)
    paths = [track for track in built.tracks if track.kind == "path"]
    assert len(paths) > 8
    for track in paths:
        drawn = distinct(drawn_path(figure, track.parts[0], to_svg))
        assert drawn == pytest.approx(distinct(corners_now(track, values)), abs=0.02), track.parts


# --- the wedge ----------------------------------------------------------------------------------


def test_the_wedge_holds_at_first_and_slides_without_its_muscles(wedge):
    assert wedge.values()["holds"] == 1
    slack = wedge.values({"clamp": 0})
    assert slack["holds"] == 0 and slack["slide_y"] < 0 and slack["spread_right"] > 0
    assert "holds, with" in wedge.description()
    assert "slides down" in wedge.description({"clamp": 0})
    assert wedge.values()["slide_y"] == 0


def test_the_wedge_never_touches_its_words_or_the_hip_bones(wedge):
    source = random.Random(6)
    furthest = {"friction": 0.0, "clamp": 0.0, "ligament": 0.0, "wedge_deg": 0.0}
    for setting in (furthest, *(random_setting(wedge, source) for _ in range(200))):
        values = wedge.values(setting)
        foot = closure_drawn.FACE_Y[0] - closure_drawn.FOOT + values["slide_y"]
        assert foot > closure_drawn.STATE_Y + 8
        wing = closure_drawn.wing()[:, 0].max() + values["spread_right"]
        assert wing < closure_drawn.HALF_WIDTH
        assert values["ligaments_x"] < closure_drawn.HALF_WIDTH


def test_the_price_starts_with_the_cuts_and_asks_for_the_rest():
    price = trade_off()
    for cut in range(3):
        values = price.values({"cut": float(cut)})
        assert [values[f"paid_{k}"] for k in (0, 1)] == [cut >= 1, cut >= 2]
        assert [values[f"hidden_{k}"] for k in (0, 1)] == [cut < 1, cut < 2]
    hidden = {part for track in price.tracks if track.kind == "show" for part in track.parts}
    assert "cut-0-shear" not in hidden, "the cut that was asked for is always drawn"


def test_ligaments_hold_without_squeeze_and_the_words_say_so(wedge):
    slack, tight = (wedge.values({**START, "ligament": pull}) for pull in (0.0, 30.0))
    assert slack["squeeze"] == tight["squeeze"] and tight["margin"] > slack["margin"]
    assert "add no squeeze" in wedge.description({**START, "ligament": 5.0})
    assert "add no squeeze" not in wedge.description({**START, "ligament": 0.0})


def test_the_price_is_worded_as_the_claim_does():
    price = trade_off()
    before, once, twice = (price.description({"cut": cut}) for cut in (0, 1, 2))
    assert "70" not in before and "400" not in before, "the guess comes first"
    assert "by 20 % raised compression of the joint by 70 %" in once and "400" not in once
    assert "A further 20 % cut raised it by 400 %" in twice
    assert "Stabilising a joint loads it" in once and "Stabilising a joint loads it" in twice
    assert not re.search(r"\b(470|500|570|640|850|36|40|60|64) %", twice)


# --- the twelve weeks -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "runs", "totals"),
    [
        ("ten_per_cent", [], []),
        ("saw_tooth", [], [5, 9]),
        ("big_sunday", [7], []),
        ("many_short", [], [2, 3, 4, 5]),
    ],
)
def test_the_presets_show_where_the_rules_disagree(weeks, name, runs, totals):
    values = weeks.values(picked(weeks, name))
    assert [w for w in WEEKS if values[f"step_{w}"] > 0] == runs
    assert [w for w in WEEKS if values[f"over_{w}"] > 0] == totals


def test_a_moved_slider_leaves_the_preset(weeks):
    after = evaluate.settle(weeks.controls, picked(weeks, "saw_tooth"), "long_3_km", 20.0)
    assert weeks.controls[0].options[round(after["plan"])].id == OWN


def test_the_words_name_the_marked_weeks_and_nothing_else(weeks):
    source = random.Random(8)
    for _ in range(100):
        setting = random_setting(weeks, source)
        values, said = weeks.values(setting), weeks.description(setting)
        for rule, mark in (("single-run", "step"), ("ten per cent", "over")):
            wanted = [w for w in WEEKS if values[f"{mark}_{w}"] > 0]
            found = re.search(rf"The {rule} rule marks (.*?) of 12 in all", said)
            named = re.findall(r"week (\d+) \(\+", found[1]) if found else []
            assert [int(week) for week in named] == wanted
        for place, ratio in enumerate(("1.64", "1.52", "2.28"), start=1):
            used = any(values[f"step_{w}"] == place for w in WEEKS)
            assert (ratio in said) == used
        assert ("any site" in said) == (values["run_marks"] > 0)
        assert "taken to be like week 1" in said


def test_no_mark_is_no_promise(weeks):
    said = weeks.description(picked(weeks, "ten_per_cent"))
    assert "Neither rule marks a week. That does not show that the plan is safe." in said


def test_bars_limits_and_marks_stay_inside_the_plot(weeks):
    source = random.Random(9)
    for _ in range(200):
        values = weeks.values(random_setting(weeks, source))
        heights = ("total_top", "run_limit", "week_limit")
        tops = [values[f"{name}_{week}"] for name in heights for week in WEEKS]
        assert 0.2 < max(tops) <= 1 + 1e-9
        assert values["top_km"] % training_drawn.SCALE_STEP_KM == 0


def test_example_runners_only(weeks):
    assert weeks.controls[0].label == "Plan of an example runner"
    texts = " ".join(sentence.text for sentence in weeks.sentences)
    assert not re.search(r"\byour?\b", texts)


# --- words and drawings ---------------------------------------------------------------------------


def test_every_claim_was_read(interactive):
    for region in interactive.regions:
        evidence.require_verified(region.claims, interactive.name)


def drawing(name, width):
    lean = wedge_model.measured_lean_deg()
    if name == "price":
        return closure_drawn.trade_off_figure(width)
    if name == "weeks":
        other = training_model.other_km(50, 8)
        plan = training_model.plan([10] * 6 + [25] + [12] * 5, other)
        return training_drawn.training_figure(width, plan)
    state = {"held": (0.4, 60, 10), "slid": (0.2, 5, 0)}[name]
    return closure_drawn.closure_figure(width, *state, lean)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["held", "slid", "price", "weeks"])
def test_words_are_large_inside_the_picture_and_apart(name, width):
    figure = drawing(name, width)
    with style.figure_style():
        figure.canvas.draw()
        scale = 72 / figure.dpi
        texts = [t for t in figure.axes[0].texts if t.get_text().strip()]
        boxes = [(t.get_text(), np.array(t.get_window_extent().extents) * scale) for t in texts]
    right, top = figure.get_size_inches() * 72
    assert all(isinstance(t, Text) and t.get_fontsize() >= 12 for t in texts)
    for i, (words, box) in enumerate(boxes):
        assert (box >= 0).all() and box[2] <= right and box[3] <= top, words
        for other, beside in boxes[:i]:
            across = min(box[2], beside[2]) - max(box[0], beside[0])
            upright = min(box[3], beside[3]) - max(box[1], beside[1])
            assert across <= 0 or upright <= 3.5, (words, other)


def test_bars_differ_by_pattern_as_well():
    hatches = [hatch for _, _, hatch in closure_drawn.PARTS.values()]
    assert len(set(hatches)) == len(hatches)


def test_building_twice_gives_the_same_bytes(interactive):
    name = {v().name: k for k, v in BUILDERS.items()}[interactive.name]
    assert BUILDERS[name]().spec() == interactive.spec()


@pytest.mark.browser
def test_on_a_phone_the_chart_stands_between_the_plans_and_the_sliders(page, tmp_path, weeks):
    page.set_viewport_size({"width": 360, "height": 780})
    open_islands(page, tmp_path, weeks.spec())
    top = "(one) => one.getBoundingClientRect().top"
    plans, chart, slider = (
        page.locator(part).first.evaluate(top)
        for part in (".sij-choice", ".sij-stage", ".sij-compact")
    )
    assert plans < chart < slider
    page.set_viewport_size({"width": 1280, "height": 780})
    assert page.locator(".sij-compact").first.evaluate(top) < page.locator(".sij-stage").evaluate(
        top
    )


@pytest.mark.browser
def test_sliders_and_presets_are_worked_by_keyboard(page, tmp_path, weeks):
    open_islands(page, tmp_path, weeks.spec())
    page.get_by_label("Up to ten per cent a week").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Saw-tooth")).to_be_checked()
    slider = page.get_by_label("Long run 7", exact=True)
    expect(slider).to_have_value("16")
    slider.focus()
    page.keyboard.press("End")
    expect(page.get_by_label("One that you make up")).to_be_checked()
    expect(page.locator(".sij-description")).to_contain_text("week 7 (+166.7 %)")


@pytest.mark.browser
def test_the_phone_page_does_not_scroll_sideways(browser, tmp_path, interactive):
    page, seen = browser(width=360, scheme="dark")
    open_islands(page, tmp_path, interactive.spec())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert seen.errors == []
