"""The slow-motion stride: numbers are the model's, limbs go where the model's joints are."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sij.figures import runner
from sij.live.mechanisms import step as live
from sij.models.gait import posture as moves

from .pages import open_islands, values_at

SPEEDS = range(3)
MOMENTS = (0.0, 2.25, 16.0, 31.0, 40.0, 50.0, 61.25, 83.0, 99.75, 100.0)


@pytest.fixture(scope="module")
def stride():
    return live.step_in_slow_motion()


@settings(max_examples=60, deadline=None)
@given(speed=st.sampled_from(SPEEDS), quarter=st.integers(0, 400))
def test_numbers_are_the_model_s(stride, speed: int, quarter: int) -> None:
    setting = {"speed": float(speed), "phase_percent": quarter / 4}
    shown = stride.values(setting)
    for name, exact in live.step_model(**setting).items():
        assert shown[name] == pytest.approx(exact, rel=1e-6, abs=1e-5), name


@pytest.mark.parametrize("speed", SPEEDS)
def test_limbs_go_where_the_model_s_joints_are(stride, speed: int) -> None:
    """Within 4 mm of the runner's body, between the nodes too."""
    for percent in MOMENTS:
        shown = stride.values({"speed": float(speed), "phase_percent": percent})
        body = runner.figure_at(live.speeds_m_s()[speed], np.array([percent / 100]))
        for side in runner.SIDES:
            leg: moves.Leg = getattr(body, f"{side}_leg")
            for joint in ("knee", "ankle", "ball"):
                at = [shown[f"{side}_{joint}_x"], shown[f"{side}_{joint}_y"]]
                assert at == pytest.approx(getattr(leg, joint)[0] * 1e3, abs=4.0), (percent, joint)


@pytest.mark.parametrize("speed", SPEEDS)
def test_the_standing_foot_moves_with_the_ground(stride, speed: int) -> None:
    """The ball of the foot and the marks on the ground go back together, to a few mm."""
    share = stride.values({"speed": float(speed)})["contact_percent"]
    gaps = []
    for percent in np.linspace(0.2 * share, 0.6 * share, 9):
        shown = stride.values({"speed": float(speed), "phase_percent": float(percent)})
        gaps.append(shown["right_ball_x"] + shown["run_mm"])
    assert np.ptp(gaps) < 5.0


def test_the_picture_starts_as_it_is_drawn(stride) -> None:
    start = stride.values()
    for name, value in start.items():
        if name.endswith(("_turn", "_dx", "_dy", "_rise")) or name in ("ground_mm", "dot_bw"):
            assert value == pytest.approx(0.0, abs=2.0), name


def test_the_description_tells_who_is_on_the_ground(stride) -> None:
    assert "the right foot is on the ground and presses with 1.71" in stride.description()
    for percent, words in ((40.0, "both feet are in the air"), (60.0, "the left foot is on")):
        assert words in stride.description({"phase_percent": percent})
    assert "rest of the figure is drawn" in stride.description()
    assert "a sketch that the model does not compute" in stride.description()
    assert "sketch" not in stride.description({"impact": 0.0})


def test_no_force_in_newtons_and_little_data(stride) -> None:
    spec = stride.spec()
    data = json.dumps({**spec, "pictures": []}, separators=(",", ":"))
    assert len(data) < 120_000
    assert "newton" not in data.lower()


def test_the_player_shows_the_same_and_moves_no_redrawn_path_twice(stride, page, tmp_path) -> None:
    open_islands(page, tmp_path, stride.spec())
    asked = [{"speed": s, "phase_percent": p} for s in SPEEDS for p in (3.25, 31.5, 57.75)]
    for setting, shown in zip(asked, values_at(page, live.NAME, asked), strict=True):
        python = stride.values({name: float(value) for name, value in setting.items()})
        for name in ("force_bw", "left_ball_x", "right_fore_turn", "ground_mm"):
            assert shown[name] == pytest.approx(python[name], abs=1e-6), name
        assert shown["description"].split() == stride.description(setting).split()
    redrawn = [part for track in stride.tracks if track.kind == "path" for part in track.parts]
    twice = page.evaluate(
        """(parts) => parts.filter((part) => document.querySelector(
            `[id$="-0-${part}"] path[transform], path[transform][id$="-0-${part}"]`))""",
        redrawn,
    )
    assert twice == []
