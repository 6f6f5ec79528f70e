"""Interactives are checked when they are compiled, and compile to the same bytes each time."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sij.figures import style
from sij.live import (
    Aim,
    Choice,
    CompileError,
    Formula,
    Interactive,
    LiveFigure,
    Option,
    Quiz,
    Range,
    Readout,
    Region,
    Sentence,
    Table,
    Toggle,
    Transform,
    bundle,
    evaluate,
    expression,
    island_html,
)
from sij.live.island import json_for_html, still_html
from sij.live.numbers import format_number
from sij.live.svg import compile_svg

from .toy import block_figure, corner_model, pictures, toy

SLIDER = Range(id="turn_deg", label="Turn", min=-10, max=10, step=1, value=0)


def small(**parts: object) -> Interactive:
    """An interactive with one slider and whatever the test adds."""
    given_parts = {"pictures": pictures("small"), "controls": (SLIDER,)} | parts
    return Interactive("small", title="Small", alt="A block.", **given_parts)


MISTAKES = {
    "unknown quantity in a track": (
        lambda: small(tracks=(Transform(parts=("block",), rotate_deg="spin"),)), "spin"),
    "unknown frame": (
        lambda: small(tracks=(Transform(parts=("block",), frame="up"),)), "no frame 'up'"),
    "a slider shown for no reason": (
        lambda: small(controls=(SLIDER.model_copy(update={"when": "mood"}),)), "'mood'"),
    "unknown part": (lambda: small(tracks=(Transform(parts=("bone",)),)), "bone"),
    "unknown part of a region": (
        lambda: small(regions=(Region(part="x", label="X", text="?"),)), "'x'"),
    "unknown layer": (
        lambda: small(controls=(SLIDER, Toggle(id="on", label="On", parts=("gone",)))), "gone"),
    "a switch that sets nothing there": (
        lambda: small(controls=(SLIDER, Toggle(id="on", label="On", sets={"gone": 1}))),
        "'on' cannot set 'gone' to 1"),
    "unknown readout": (lambda: small(readouts=(Readout(id="speed", label="Speed"),)), "speed"),
    "unknown word in a text": (lambda: small(describe=(Sentence.of("It is {wide}."),)), "wide"),
    "a region in no layer": (
        lambda: small(regions=(Region(part="block", label="B", layer="on"),)), "'block'"),
    "a search among nothing": (lambda: small(finder=True), "nothing to find"),
    "a quiz that hides nothing": (
        lambda: small(regions=(Region(part="block", label="B"),), quiz=Quiz(hides=("names",))),
        "'names'"),
    "an aim without sliders": (
        lambda: small(aim=Aim(x="turn_deg", y="up_mm", label="Where?")), "'up_mm'"),
    "a click that means two things": (
        lambda: small(aim=Aim(x="turn_deg", y="turn_deg", label="Where?"),
                      regions=(Region(part="block", label="B"),)), "a click means one"),
    "same name twice": (lambda: small(controls=(SLIDER, SLIDER)), "turn_deg"),
    "a widget's own name": (
        lambda: small(controls=(SLIDER.model_copy(update={"id": "layout"}),)), "layout"),
    "value off the scale": (
        lambda: Range(id="a", label="A", min=0, max=1, step=1, value=2), "'a'"),
    "unknown option": (
        lambda: Choice(id="c", label="C", value="z",
                       options=(Option(id="a", label="A"), Option(id="b", label="B"))), "'z'"),
    "preset beyond the slider": (
        lambda: small(controls=(SLIDER, Choice(id="c", label="C", value="a", options=(
            Option(id="a", label="A", sets={"turn_deg": 99}), Option(id="b", label="B"))))), "99"),
    "table of a wrong shape": (
        lambda: Table.sample("t", ["turn_deg"], [[0, 1, 2]], [1, 2]), "shape"),
    "table with a gap": (
        lambda: Table.sample("t", ["turn_deg"], [[0, 1]], [1, np.nan]), "not a number"),
    "axis that falls": (lambda: Table.sample("t", ["turn_deg"], [[1, 0]], [1, 2]), "rising"),
    "expression that is code": (lambda: Formula.of("f", "__import__('os')"), "not allowed"),
    "expression that is nonsense": (lambda: Formula.of("f", "1 +"), "not arithmetic"),
    "function with too few arguments": (lambda: Formula.of("f", "sind()"), "takes"),
    "picture that is not SVG": (lambda: compile_svg("<p>no</p>", "a-"), "not <svg>"),
    "picture that is not XML": (lambda: compile_svg("<svg", "a-"), "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_fails_at_compile_time_in_one_sentence(mistake: str) -> None:
    build, named = MISTAKES[mistake]
    with pytest.raises(CompileError) as caught:
        build()
    message = str(caught.value)
    assert named in message
    assert "\n" not in message


def test_compiling_twice_gives_the_same_bytes() -> None:
    assert json.dumps(toy().spec()) == json.dumps(toy().spec())


def test_the_drawing_is_fit_for_a_shared_page() -> None:
    svg = compile_svg(block_figure(), "one-")
    assert set(re.findall(r'id="([^"]+)"', svg)) and all(
        name.startswith("one-") for name in re.findall(r'id="([^"]+)"', svg)
    )
    assert all(name.startswith("one-") for name in re.findall(r"url\(#([^)]+)\)", svg))
    assert "<style" not in svg and "metadata" not in svg and "date" not in svg
    assert f"var(--sij-bone, {style.colour('bone')})" in svg
    assert ">0 mm</text>" in svg.replace("\n", "")
    assert not re.search(r'(?:d|x|y|transform)="[^"]*\d\.\d{3}', svg)


def test_two_pictures_share_no_id() -> None:
    first, second = (set(re.findall(r'id="([^"]+)"', compile_svg(block_figure(), p))) for p in "ab")
    assert not first & second


def test_json_in_a_page_cannot_end_the_script() -> None:
    assert "</script" not in json_for_html({"text": "</script><b>"})


def test_the_still_picture_has_alt_text_and_words() -> None:
    spec = toy().spec()
    assert 'alt="A block that turns about its middle."' in still_html(spec)
    assert "turned 0.0 degrees" in still_html(spec)
    assert "<script" not in still_html(spec)


def test_the_island_shows_its_picture_and_words_without_script() -> None:
    before_script = island_html(toy().spec()).split("<script")[0]
    assert "<svg" in before_script and "turned 0.0 degrees" in before_script


def test_player_modules_have_no_name_twice() -> None:
    names = re.findall(
        r"^(?:const|function|async function|class|let) (\w+)", bundle.script("page"), re.MULTILINE
    )
    assert len(names) == len(set(names)) > 20


def test_player_knows_no_anatomy_and_no_network() -> None:
    script = bundle.script("page") + bundle.script("widget")
    assert not re.search(r"fetch\(|XMLHttp|https?://|nutation|sacrum|pelvi|joint", script)


@given(st.floats(-10, 10), st.floats(0, 5))
@settings(deadline=None)
def test_tables_hold_to_the_model(turn_deg: float, shift_mm: float) -> None:
    shown = TOY.values({"turn_deg": turn_deg, "shift_mm": shift_mm})
    for name, wanted in corner_model(turn_deg, shift_mm).items():
        assert shown[name] == pytest.approx(wanted, abs=TOY.tolerance)


TOY = toy()


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_numbers_read_back_as_written(value: float, digits: int) -> None:
    text = format_number(value, digits)
    assert float(text.replace("\N{MINUS SIGN}", "-")) == pytest.approx(
        value, abs=0.51 * 10**-digits
    )
    assert text != format_number(-abs(value), digits) or value <= 0 or float(text) == 0


def test_numbers_round_ties_away_from_zero_and_have_no_minus_zero() -> None:
    assert format_number(0.25, 1) == "0.3"
    assert format_number(-2.5, 0) == "\N{MINUS SIGN}3"
    assert format_number(-0.04, 1) == "0.0"


def test_tables_hold_their_ends_and_meet_their_nodes() -> None:
    table = Table.sample("t", ["a", "b"], [[0, 1], [0, 2, 4]], [[0, 1, 2], [10, 11, 14]])
    assert evaluate.interpolate(table, {"a": 1, "b": 4}) == [14]
    assert evaluate.interpolate(table, {"a": 9, "b": -9}) == [10]
    assert evaluate.interpolate(table, {"a": 0.5, "b": 3}) == [pytest.approx(7)]


def test_expressions_read_as_arithmetic() -> None:
    tree = expression.parse("hypot(a, 4) if a > 2 and b >= 0 else -b / 0")
    assert expression.evaluate(tree, {"a": 3, "b": 1}) == 5
    assert expression.evaluate(tree, {"a": 1, "b": 1}) == 0
    assert expression.names(tree) == {"a", "b"}


def test_a_widget_has_a_trait_for_each_control() -> None:
    figure = LiveFigure(toy())
    heard: list[float] = []
    figure.observe(lambda change: heard.append(change["new"]), "turn_deg")
    figure.value = {"turn_deg": 7, "blocks": False}
    assert heard == [7] and figure.value["blocks"] is False
    assert figure.quantities()["large"] == 1
    assert "That is a lot." in figure.description()


def test_a_switch_sets_a_choice_when_it_goes_on() -> None:
    kinds = Choice(
        id="kind",
        label="Kind",
        value="a",
        options=(Option(id="a", label="A"), Option(id="b", label="B")),
    )
    controls = (kinds, Toggle(id="on", label="On", value=False, sets={"kind": 1}))
    after = evaluate.settle(controls, {"kind": 0, "on": 0}, "on", 1)
    assert after == {"kind": 1, "on": 1}
    assert evaluate.settle(controls, {"kind": 0, "on": 1}, "on", 0) == {"kind": 0, "on": 0}


def test_a_preset_sets_its_slider_and_is_left_when_the_slider_moves() -> None:
    figure = LiveFigure(toy())
    figure.preset = "five"
    assert figure.turn_deg == 5
    figure.turn_deg = 6
    assert figure.preset == "own"


def test_an_unknown_control_is_refused_in_one_sentence() -> None:
    with pytest.raises(ValueError, match="no control 'spin'; use turn_deg"):
        LiveFigure(toy()).value = {"spin": 1}


def test_the_stored_output_is_stable_and_complete() -> None:
    data, _ = LiveFigure(toy())._repr_mimebundle_()
    again, _ = LiveFigure(toy())._repr_mimebundle_()
    kinds = {"application/vnd.sij.live+json", "text/html", "text/plain"}
    assert kinds < set(data)
    assert all(data[kind] == again[kind] for kind in kinds)
    assert "0x" not in data["text/plain"] and "turned 0.0 degrees" in data["text/plain"]
