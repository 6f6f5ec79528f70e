"""The study chart and the fan: every row there, true to scale, readable, told apart."""

import io
import math
import re

import numpy as np
import pytest
from matplotlib.patches import Rectangle, Wedge
from matplotlib.text import Text

from sij.figures import studies as figures
from sij.figures import style
from sij.models import motion

WIDTHS = ("wide", "narrow")
CHARTS = [(figures.studies_chart, w) for w in WIDTHS] + [
    (figures.comparison_fan, w) for w in WIDTHS
]


def groups(figure):
    return {a.get_gid(): a.parts for a in figure.axes[0].artists if a.get_gid()}


def svg(figure):
    out = io.StringIO()
    with style.figure_style():
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def text_boxes(figure):
    with style.figure_style():
        figure.canvas.draw()
        scale = 72 / figure.dpi
        return [
            (t.get_text(), np.array(t.get_window_extent().extents) * scale)
            for parts in groups(figure).values()
            for t in parts
            if isinstance(t, Text)
        ]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_study_is_one_named_group_with_its_words(width):
    drawn = groups(figures.studies_chart(width))
    text = svg(figures.studies_chart(width))
    for study in motion.studies():
        words = [t.get_text() for t in drawn[f"study-{study.number}"] if isinstance(t, Text)]
        assert words[0].startswith(study.label)
        assert text.count(f'id="study-{study.number}"') == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_marks_stand_where_the_numbers_say(width):
    drawn = groups(figures.studies_chart(width))
    for measure in ("rotation", "translation"):
        rows = [s for s in motion.studies() if s.measure == measure and s.centre is not None]
        xs = [
            next(p.get_xdata()[0] for p in drawn[f"study-{s.number}"] if is_mark(p)) for s in rows
        ]
        slope, start = np.polyfit([s.centre for s in rows], xs, 1)
        assert slope > 0
        assert xs == pytest.approx([start + slope * s.centre for s in rows], abs=1e-6)


def is_mark(part):
    return hasattr(part, "get_marker") and part.get_marker() not in ("", "None", "x")


def test_living_cadaver_and_model_differ_by_shape_or_fill_not_only_colour():
    looks = {(m.shape, m.filled) for m in figures._MARKS.values()}
    assert len(looks) == len(figures._MARKS)


def test_the_article_band_spans_two_to_four_millimetres():
    drawn = groups(figures.studies_chart())
    band = next(p for p in drawn["article-band"] if isinstance(p, Rectangle))
    goode = [s for s in motion.studies() if s.measure == "translation" and s.centre is None]
    line = next(p for p in drawn[f"study-{goode[0].number}"] if hasattr(p, "get_xdata"))
    (left, right), (low, high) = line.get_xdata(), (goode[0].low, goode[0].high)
    per_mm = (right - left) / (high - low)
    assert band.get_x() == pytest.approx(left + (2 - low) * per_mm)
    assert band.get_width() == pytest.approx(2 * per_mm)


@pytest.mark.parametrize(("draw", "width"), CHARTS)
def test_words_are_big_enough_inside_the_picture_and_apart(draw, width):
    figure = draw(width)
    boxes = text_boxes(figure)
    right, top = figure.get_size_inches() * 72
    smallest = 12 if width == "narrow" else 11
    assert all(
        t.get_fontsize() >= smallest
        for parts in groups(figure).values()
        for t in parts
        if isinstance(t, Text)
    )
    for i, (words, box) in enumerate(boxes):
        assert (box >= (0, 0, 0, 0)).all(), words
        assert (box[[0, 2]] <= right).all(), words
        assert (box[[1, 3]] <= top).all(), words
        for other, beside in boxes[:i]:
            across = min(box[2], beside[2]) - max(box[0], beside[0])
            upright = min(box[3], beside[3]) - max(box[1], beside[1])
            assert across <= 0 or upright <= 3.5, (words, other)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_fan_is_drawn_to_the_true_angle(width):
    figure = figures.comparison_fan(width)
    drawn = groups(figure)
    for joint in motion.comparison().joints:
        wedge = next(p for p in drawn[f"joint-{joint.name}"] if isinstance(p, Wedge))
        assert wedge.theta2 - wedge.theta1 == pytest.approx(joint.high_deg)
    axes = figure.axes[0]
    x, y = np.abs(axes.transData.transform((1, 1)) - axes.transData.transform((0, 0)))
    assert math.isclose(x, y)


@pytest.mark.parametrize(("draw", "width"), CHARTS)
def test_drawing_twice_gives_the_same_file(draw, width):
    assert svg(draw(width)) == svg(draw(width))


@pytest.mark.parametrize(("draw", "width"), CHARTS)
def test_only_palette_colours_are_used(draw, width):
    used = set(re.findall(r"#[0-9a-f]{6}\b", svg(draw(width))))
    assert used <= set(style.css_by_hex())


def test_the_description_tells_every_row():
    text = figures.describe_studies()
    lines = [line.strip() for line in text.splitlines()]
    for study in motion.studies():
        assert any(line.startswith(figures._sentence(study)) for line in lines)
    assert "The article says 2 to 4 mm." in text
    assert "Knee: not shown." in figures.describe_comparison()


def test_one_panel_alone():
    drawn = groups(figures.studies_chart(measure="translation"))
    shown = {g for g in drawn if g.startswith("study-")}
    assert shown == {f"study-{s.number}" for s in motion.studies() if s.measure == "translation"}
