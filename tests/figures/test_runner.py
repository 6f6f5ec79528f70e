"""The drawn runner: all parts are there, names are whole and apart, the curve is the model's."""

from functools import cache
from itertools import combinations

import numpy as np
import pytest

from sij.figures import runner
from sij.figures.pen import Width
from sij.live.svg import figure_svg, part_ids
from sij.models.gait import posture as moves

WIDTHS: tuple[Width, ...] = ("wide", "narrow")
SPEEDS = moves.measured_speeds_m_s()


@cache
def drawn(width: Width) -> runner.RunnerFigure:
    return runner.runner_figure(width, SPEEDS[1])


@pytest.mark.parametrize("width", WIDTHS)
def test_every_limb_and_the_pelvis_are_named_groups(width: Width) -> None:
    wanted = {*runner.PARTS, "runner-trunk", "runner-pelvis", "force-arrow", "curve", "impact"}
    assert wanted <= part_ids(figure_svg(drawn(width).figure))


@pytest.mark.parametrize("width", WIDTHS)
def test_no_two_names_touch_and_none_is_cut_off(width: Width) -> None:
    figure = drawn(width).figure
    figure.canvas.draw()
    boxes = {t.get_text(): t.get_window_extent().extents for t in figure.axes[0].texts}
    edge = figure.bbox.extents
    for words, box in boxes.items():
        assert (box[:2] >= edge[:2]).all(), words
        assert (box[2:] <= edge[2:]).all(), words
    for one, other in combinations(boxes, 2):
        a, b = boxes[one], boxes[other]
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, f"{one} touches {other}"


@pytest.mark.parametrize("width", WIDTHS)
def test_words_are_large_enough(width: Width) -> None:
    sizes = [text.get_fontsize() for text in drawn(width).figure.axes[0].texts]
    assert min(sizes) >= 12


@pytest.mark.parametrize("speed", SPEEDS)
def test_the_curve_carries_the_body_through_the_stride(speed: float) -> None:
    """Over a whole stride the mean vertical force is one body weight."""
    step = runner.default_step(speed)
    percent = np.linspace(0, 100, 20001)
    assert runner.force_bw(step, percent).mean() == pytest.approx(1.0, rel=1e-3)
    assert runner.force_bw(step, percent).max() == pytest.approx(
        float(step.peak_force_bw), rel=1e-6
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_the_chart_s_units_land_on_the_drawn_axes(width: Width) -> None:
    figure = drawn(width)
    a, b, c, d, e, f = figure.chart_to_svg
    x, y, wide, high = runner.PLOTS[width]
    s, t, u, v, w, z = figure.to_svg
    for percent, force in ((0.0, 0.0), (100.0, 4.0)):
        mm = (x + wide * percent / 100, y + high * force / runner.TOP_BW)
        in_svg = (s * mm[0] + u * mm[1] + w, t * mm[0] + v * mm[1] + z)
        shown = (a * percent + c * force + e, b * percent + d * force + f)
        assert shown == pytest.approx(in_svg)


def test_the_sketch_joins_the_computed_curve() -> None:
    step = runner.default_step(SPEEDS[0])
    for foot in (0, 1):
        end = runner.sketch_points(step, foot)[-1]
        assert end[1] == pytest.approx(runner.force_bw(step, end[:1])[0])


def test_the_arrow_is_as_long_as_the_force() -> None:
    for force in (0.0, 0.2, 2.4):
        points = runner.arrow_points(100.0, force)
        assert points[:, 1].max() == pytest.approx(force * runner.ARROW_MM_PER_BW)
        assert points[:, 1].min() == 0.0
