"""The load path: an index from the model, no force in the joint, the right side at each stance."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from sij.live.mechanisms import way_of_load as live
from sij.models import gait

from .pages import open_islands, values_at


@pytest.fixture(scope="module")
def path():
    return live.load_path()


@settings(max_examples=40, deadline=None)
@given(stance=st.integers(0, 2), cents=st.integers(0, 300))
def test_numbers_are_the_model_s(path, stance: int, cents: int) -> None:
    setting = {"stance": float(stance), "force_bw": cents / 100}
    shown = path.values(setting)
    for name, exact in live.load_model(**setting).items():
        assert shown[name] == pytest.approx(exact, abs=1e-9), name


def test_it_starts_at_the_model_s_active_peak(path) -> None:
    start = path.values()
    peak = float(gait.step(3.0, 165).peak_force_bw)
    assert start["foot_bw"] == pytest.approx(peak, abs=0.005)
    assert start["index_bw"] == pytest.approx(float(gait.load_index_bw(peak)), abs=0.005)


def test_standing_still_both_joints_carry_what_is_not_legs(path) -> None:
    """Claim load-index-definition: a leg is what the index leaves out; two are left out here."""
    leg = 1 - float(gait.load_index_bw(1.0))
    assert path.values({"stance": 2.0})["index_bw"] == pytest.approx((1 - 2 * leg) / 2)


def test_the_words_fit_each_stance(path) -> None:
    for stance, words in enumerate(("the right sacroiliac", "the left sacroiliac", "both sides")):
        said = path.description({"stance": float(stance), "muscles": 1.0})
        assert words in said
        assert "not the force in the joint" in said
        assert ("nobody has measured" in said) == (stance < 2)


def test_without_a_push_no_way_is_drawn_or_told(path) -> None:
    for stance in (0.0, 1.0):
        still = {"stance": stance, "force_bw": 0.0, "muscles": 1.0}
        values, said = path.values(still), path.description(still)
        for part, on in live._shown().items():
            drawn = values[live._shown_by(part, on)]
            weighs = part.startswith("names-weight") and on(int(stance))
            assert bool(drawn) == weighs, part
        assert "does not push" in said
        assert "pull hard" not in said
        assert "Load goes up" not in said
        assert "pull hard" in path.description(still | {"force_bw": 0.01})


def test_no_newtons_and_little_data(path) -> None:
    spec = path.spec() | {"pictures": []}
    data = json.dumps(spec, separators=(",", ":"))
    assert len(data) < 120_000
    assert "newton" not in data.lower()


def test_the_still_picture_hides_the_other_stances(path) -> None:
    svg = path.pictures[0].svg
    assert f'id="{live.NAME}-0-up-left" style="opacity:0"' in svg
    assert f'id="{live.NAME}-0-up-right" style' not in svg


def test_only_a_group_that_stands_still_within_has_a_layer(path, page, tmp_path) -> None:
    open_islands(page, tmp_path, path.spec())
    for part, way in (("muscles-right", "opacity"), ("up-right", "auto")):
        expect(page.locator(f'[id="{live.NAME}-0-{part}"]')).to_have_css("will-change", way)


def test_the_player_shows_the_side_that_stands(path, page, tmp_path) -> None:
    open_islands(page, tmp_path, path.spec())
    asked = [{"stance": s, "force_bw": 1.25, "muscles": 1} for s in range(3)]
    for setting, shown in zip(asked, values_at(page, live.NAME, asked), strict=True):
        python = path.values({name: float(value) for name, value in setting.items()})
        assert shown["index_bw"] == pytest.approx(python["index_bw"], abs=1e-9)
        page.evaluate("([n, s]) => document.getElementById(n).sij.set(s)", [live.NAME, setting])
        for part, on in live._shown().items():
            seen = page.locator(f'[id="{live.NAME}-0-{part}"]').evaluate(
                "(one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true })"
            )
            assert seen == on(setting["stance"]), part
