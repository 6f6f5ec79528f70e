"""The timeline's drawing: bars on their days, grades by pattern and word, names apart."""

import io
import re

import numpy as np
import pytest

from sij import evidence
from sij.figures import effect_ladder, sheet, style, timeline, usual_course
from sij.figures.chart import Group
from sij.models.plan import curves, rows

WIDTHS = ("wide", "narrow")
CHARTS = {
    "timeline": timeline.timeline,
    "usual course": usual_course.usual_course,
    "effect ladder": effect_ladder.effect_ladder,
}
BOTH = [(name, width) for name in CHARTS for width in WIDTHS]


def groups(figure):
    found, waiting = {}, list(figure.axes[0].artists)
    while waiting:
        part = waiting.pop()
        if isinstance(part, Group):
            found[part.get_gid()] = part.parts
            waiting += part.parts
    return found


def svg(figure):
    out = io.StringIO()
    with style.figure_style():
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def xs(parts):
    return [
        x for part in parts if hasattr(part, "get_path") for x in part.get_path().vertices[:, 0]
    ]


# --- all three --------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "width"), BOTH)
def test_words_are_large_inside_the_picture_and_apart(name, width):
    figure = CHARTS[name](width)
    least = 12.5 if width == "wide" else 14.4
    texts = list(sheet.all_texts(figure))
    with style.figure_style():
        figure.canvas.draw()
        scale = 72 / figure.dpi
        boxes = [(t.get_text(), np.array(t.get_window_extent().extents) * scale) for t in texts]
    assert len(texts) > 20 and all(text.get_fontsize() >= least - 1e-9 for text in texts)
    right, top = figure.get_size_inches() * 72
    for i, (words, box) in enumerate(boxes):
        assert (box >= 0).all() and box[2] <= right and box[3] <= top, words
        for other, beside in boxes[:i]:
            across = min(box[2], beside[2]) - max(box[0], beside[0])
            upright = min(box[3], beside[3]) - max(box[1], beside[1])
            assert across <= 0 or upright <= 3.5, (words, other)


@pytest.mark.parametrize(("name", "width"), BOTH)
def test_drawing_twice_gives_the_same_file_in_palette_colours(name, width):
    once = svg(CHARTS[name](width))
    assert once == svg(CHARTS[name](width))
    assert set(re.findall(r"#[0-9a-f]{6}\b", once)) <= set(style.css_by_hex())


def test_words_are_measured_as_they_are_drawn():
    with style.figure_style():
        figure = timeline.timeline("wide")
        figure.canvas.draw()
        for text in (one for one in sheet.all_texts(figure) if len(one.get_text()) > 12):
            drawn = text.get_window_extent().width * 72 / figure.dpi
            size, weight = text.get_fontsize(), text.get_fontweight()
            assert sheet.words_width(text.get_text(), size, weight) == pytest.approx(
                drawn, rel=0.08
            )


# --- the timeline -----------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_run_from_their_first_to_their_last_day(width):
    drawn = groups(timeline.timeline(width))
    left, right = timeline.frames(width)["days"][4], None
    right = left + timeline.frames(width)["days"][0]
    for row in rows().values():
        if row.role == "never":
            assert f"bar-{row.id}" not in drawn
            continue
        found = xs(drawn[f"bar-{row.id}"])
        first = left + timeline.share(row.from_day) * (right - left)
        assert min(found) == pytest.approx(first)
        if row.to_day is None:
            assert max(found) > right
        else:
            last = left + timeline.share(row.to_day) * (right - left)
            assert max(found) == pytest.approx(last)


def test_the_scale_keeps_the_first_two_weeks_readable():
    assert timeline.share(0) == 0 and timeline.share(365) == pytest.approx(1)
    assert timeline.share(14) > 0.25
    assert all(np.diff([timeline.share(day) for day in range(366)]) > 0)


@pytest.mark.parametrize("width", WIDTHS)
def test_grades_stand_in_words_beside_each_row_and_differ_by_pattern(width):
    drawn = groups(timeline.timeline(width))
    for bar in timeline.bars().values():
        said = " ".join(t.get_text() for t in drawn[f"row-{bar.id}"] if hasattr(t, "get_text"))
        if bar.group != "screen":
            assert timeline.GRADES[bar.row.strength] in said
        if bar.group == "ask" and not bar.drawn:
            assert "no bar" in said
    looks = {s: (timeline._look(s, "do")["fill"], h) for s, h in timeline.HATCHES.items()}
    assert len(set(looks.values())) == len(looks)


@pytest.mark.parametrize("width", WIDTHS)
def test_what_needs_the_bone_ruled_out_has_an_asterisk(width):
    said = " ".join(t.get_text() for t in sheet.all_texts(timeline.timeline(width)))
    assert "stretched at the start" in said and "no promise" in said
    assert "ruled out a bone stress injury" in said.replace("ruled out a", "ruled out a")
    for bar in timeline.bars().values():
        assert bar.short.endswith("*") == bar.row.running


def test_a_row_that_is_missing_is_refused(monkeypatch):
    timeline.bars.cache_clear()
    raw = list(timeline.read("timeline.yaml"))
    monkeypatch.setattr(timeline, "read", lambda _: raw[1:])
    with pytest.raises(evidence.EvidenceError, match="differ in 'red-flag-screen'"):
        timeline.bars()
    monkeypatch.undo()
    timeline.bars.cache_clear()


# --- the usual course -------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_points_and_intervals_stand_where_the_claims_say(width):
    drawn = groups(usual_course.usual_course(width))
    layout = usual_course._LAYOUTS[width]
    ends = [usual_course._y(layout, pain) for pain in (100, 50, 0)]
    assert ends == [layout.top, layout.top + layout.high / 2, layout.top + layout.high]
    for curve in curves():
        for point in curve.points:
            parts = drawn[f"point-{curve.id}-{point.week}"]
            whisker = parts[1].get_path().vertices[:2, 1]
            wanted = [usual_course._y(layout, value) for value in (point.low, point.high)]
            assert list(whisker) == pytest.approx(wanted)
            said = [part.get_text() for part in parts if hasattr(part, "get_text")]
            assert said == [f"{point.pain:g}"]


def test_curves_differ_by_mark_and_line_and_are_labelled_loudly():
    assert len(set(usual_course.DASHES.values())) == 2
    for width in WIDTHS:
        said = " ".join(t.get_text() for t in sheet.all_texts(usual_course.usual_course(width)))
        for words in usual_course.LOUD:
            assert words in said
        loud = groups(usual_course.usual_course(width))["loud"]
        assert all(t.get_fontsize() >= 15 for t in loud if hasattr(t, "get_text"))


def test_curves_measured_at_different_weeks_are_refused(monkeypatch):
    one, other = curves()
    short = type(other)(other.id, "", "", "", other.points[:2], other.claim)
    monkeypatch.setattr(usual_course, "curves", lambda: (one, short))
    with pytest.raises(evidence.EvidenceError, match="different weeks"):
        usual_course.weeks()


# --- the ladder -------------------------------------------------------------------------------


def rung(name):
    return next(one for one in effect_ladder.rungs() if one.id == name)


def test_rungs_are_the_claims_on_one_scale():
    wanted = {
        "nsaid": (-7.29, (-10.98, -3.61)),
        "paracetamol": (1.1, (-2.0, 4.2)),
        "exercise-acute": (-0.8, (-5.79, 4.19)),
        "heat": (-21.2, (-29.0, -13.6)),
        "manipulation": (-9.95, None),
        "exercise-lasting": (-15, (-18, -12)),
        "running": (-15.3, (-25.33, -5.27)),
        "fusion-open": (-37.9, (-43.4, -32.5)),
        "fusion-sham": (-10, (-22, 3)),
        "pelvis": (-30, None),
    }
    assert {one.id: (one.points, one.interval) for one in effect_ladder.rungs()} == wanted


@pytest.mark.parametrize("width", WIDTHS)
def test_marks_and_intervals_stand_on_the_scale(width):
    drawn, layout = groups(effect_ladder.effect_ladder(width)), effect_ladder._LAYOUTS[width]
    for one in effect_ladder.rungs():
        parts = [p for p in drawn[f"rung-{one.id}"] if hasattr(p, "get_path")]
        symbol = parts[-1].get_path().vertices[:, 0]
        middle = (symbol.min() + symbol.max()) / 2
        assert middle == pytest.approx(effect_ladder._x(layout, one.points), abs=0.01)
        if one.interval:
            ends = [effect_ladder._x(layout, end) for end in one.interval]
            assert [min(xs(parts[-2:-1])), max(xs(parts[-2:-1]))] == pytest.approx(ends)
        else:
            assert len(parts) == 2


def test_how_an_interval_lies_is_said_as_it_is():
    assert "holds no difference, and also more than" in rung("fusion-sham").beside_line
    assert "holds no difference, and nothing as large" in rung("paracetamol").beside_line
    assert "both sides" in rung("nsaid").beside_line
    assert "whole interval lies beyond" in rung("exercise-lasting").beside_line
    assert "Without an interval" in rung("manipulation").beside_line


def test_kinds_of_comparison_differ_by_mark_and_word():
    marks = {
        known: effect_ladder._symbol(known, (0, 0)).get_path().vertices.tobytes()
        for known in ("dummy", "open", "mixed")
    }
    assert len(set(marks.values())) == 3
    assert {one.known for one in effect_ladder.rungs()} == set(effect_ladder.KNOWN)
    for one in effect_ladder.rungs():
        assert one.compared.startswith(effect_ladder.KNOWN[one.known])
        assert one.small_print.startswith("n ")
        assert (f"×{one.times}" in one.small_print) == (one.times > 1)
