"""The model beside measurements: numbers are the claims' and the model's, drawn where they say."""

import io
import re

import numpy as np
import pytest
from lxml import etree

from sij import evidence
from sij.figures import gait_check, style
from sij.models import gait

WIDTHS = ("wide", "narrow")
SVG = "{http://www.w3.org/2000/svg}"


def claimed(claim_id, name):
    return evidence.claim(claim_id).number(name)


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
            (t.get_text(), t.get_fontsize(), np.array(t.get_window_extent().extents) * scale)
            for t in figure.axes[0].texts
        ]


def shapes(figure, gid):
    """Each drawn path of a group, as (name, bounding box) in the picture's units."""
    found = []
    for patch in figure.axes[0].artists + figure.axes[0].patches:
        name = patch.get_gid() or ""
        if name.startswith(f"{gid}-"):
            found.append((name, patch.get_path().get_extents()))
    return found


def middle(figure, gid, what):
    boxes = [box for name, box in shapes(figure, gid) if name == f"{gid}-{what}"]
    return (boxes[0].x0 + boxes[0].x1) / 2, (boxes[0].y0 + boxes[0].y1) / 2


def test_measured_peaks_are_the_claim_s_and_the_model_s_are_computed():
    for point in gait_check.force_points():
        name = f"Fleg_max_{point.speed_km_h:g}kmh"
        assert point.measured.mean == claimed("leg-force-9-11-13", name)
        assert point.measured.sd == 0.19
        model = gait.step(point.speed_km_h / 3.6, 180).peak_force_bw
        assert point.model_bw == pytest.approx(float(model))
        assert abs(point.model_off_percent) < 5


def test_the_validation_is_the_claim_s():
    study = "model-sine-validation"
    found = {check.id: check for check in gait_check.checks()}
    assert len(found) == 4
    for check in found.values():
        quantity, _, where = check.id.partition("_")
        quantity = {"fmax": "Fmax"}.get(quantity, quantity)
        assert check.reference.mean == claimed(study, f"{quantity}_ref_{where}")
        assert check.model.mean == claimed(study, f"{quantity}_model_{where}")
    assert found["fmax_treadmill"].too_low_percent == claimed(study, "Fmax_bias_treadmill")
    assert found["fmax_overground"].too_low_percent == claimed(study, "Fmax_bias_overground")
    assert "leg stiffness 6.1 % too low" in evidence.claim(study).statement
    assert found["kleg_treadmill"].too_low_percent == 6.1
    stiff = found["kvert_treadmill"]
    assert not stiff.published and stiff.too_low_percent == pytest.approx(-0.106, abs=0.001)
    assert gait_check.off_words(stiff.too_low_percent) == "0.1 % too high"
    assert found["fmax_treadmill"].reference.sd == 0.34


def test_the_miss_in_contact_time_is_shown_and_not_hidden():
    times = gait_check.step_times()
    assert times.contact.mean == claimed("contact-flight-young-runners", "contact_time")
    assert times.flight.mean == claimed("contact-flight-young-runners", "flight_time")
    assert times.contact_short_percent == pytest.approx(7.9, abs=0.1)
    assert times.model_flight_ms > times.flight.mean
    model = gait.step(times.speed_m_s, times.rate_spm)
    assert times.model_contact_ms == pytest.approx(float(model.contact_time_s) * 1e3)
    for width in WIDTHS:
        words = " ".join(w for w, *_ in text_boxes(gait_check.gait_check_chart(width)))
        assert "the model is 8 % too short, in the air 18 % too long." in words


@pytest.mark.parametrize("width", WIDTHS)
def test_marks_stand_where_the_numbers_say(width):
    figure = gait_check.gait_check_chart(width)
    points = gait_check.force_points()
    places = [middle(figure, f"force-{p.speed_km_h:g}", "disc") for p in points]
    for axis, values in (
        (0, [p.speed_km_h for p in points]),
        (1, [p.measured.mean for p in points]),
    ):
        seen = [place[axis] for place in places]
        slope, start = np.polyfit(values, seen, 1)
        assert seen == pytest.approx([start + slope * v for v in values], abs=1e-6)
    for check in gait_check.checks():
        x_seen = middle(figure, f"check-{check.id}", "disc")[0]
        x_model = middle(figure, f"check-{check.id}", "square")[0]
        below = check.model.mean < check.reference.mean
        assert (x_model < x_seen) == below


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_are_as_long_as_their_times(width):
    figure, times = gait_check.gait_check_chart(width), gait_check.step_times()
    wanted = {
        "times-contact": (times.contact.mean, times.model_contact_ms),
        "times-flight": (times.flight.mean, times.model_flight_ms),
    }
    lengths, ms = [], []
    for gid, pair in wanted.items():
        bars = [b for n, b in shapes(figure, gid) if re.fullmatch(rf"{gid}-bar(-\d+)?", n)]
        # Each bar is filled, then outlined.
        lengths += [bars[0].width, bars[2].width]
        ms += pair
    assert np.divide(lengths, ms) == pytest.approx([lengths[0] / ms[0]] * 4)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_band_is_the_model_s_likely_peak(width):
    figure = gait_check.gait_check_chart(width)
    y = gait_check._force_scales(gait_check._boxes(width)[0][0])[1]
    band = next(box for name, box in shapes(figure, "force-band") if name == "force-band-band")
    peaks = gait.step(np.array([9, 14.5]) / 3.6, 165).peak_force_bw
    low, high = gait.likely_peak_bw(peaks)
    assert band.y1 == pytest.approx(y(float(low[0])))
    assert band.y0 == pytest.approx(y(float(high[1])))


@pytest.mark.parametrize("width", WIDTHS)
def test_words_are_big_enough_inside_the_picture_and_apart(width):
    figure = gait_check.gait_check_chart(width)
    right, top = figure.get_size_inches() * 72
    boxes = text_boxes(figure)
    for i, (words, size, box) in enumerate(boxes):
        assert size >= 12, words
        assert (box >= 0).all(), words
        assert (box[[0, 2]] <= right).all() and (box[[1, 3]] <= top).all(), words
        for other, _, beside in boxes[:i]:
            across = min(box[2], beside[2]) - max(box[0], beside[0])
            upright = min(box[3], beside[3]) - max(box[1], beside[1])
            assert across <= 0 or upright <= 3.5, (words, other)


@pytest.mark.parametrize("width", WIDTHS)
def test_drawing_twice_gives_the_same_file_in_palette_colours(width):
    once = svg(gait_check.gait_check_chart(width))
    assert once == svg(gait_check.gait_check_chart(width))
    assert set(re.findall(r"#[0-9a-f]{6}\b", once)) <= set(style.css_by_hex())


@pytest.mark.parametrize("width", WIDTHS)
def test_each_panel_and_item_is_one_group_inside_its_panel(width):
    root = etree.fromstring(svg(gait_check.gait_check_chart(width)).encode())
    groups = {g.get("id"): g for g in root.iter(f"{SVG}g") if g.get("id")}
    for panel, items in {
        "force": ("force-band", "force-model", "force-9", "force-11", "force-13"),
        "check": tuple(f"check-{check.id}" for check in gait_check.checks()),
        "times": ("times-contact", "times-flight"),
    }.items():
        inside = {g.get("id") for g in groups[f"panel-{panel}"].iter(f"{SVG}g")}
        assert set(items) <= inside


def test_the_description_tells_every_number():
    text = gait_check.describe_gait_check()
    assert "11 km/h: measured along the leg 2.50 ± 0.19 body weights, model 2.48." in text
    assert "On the ground: measured 271 ± 23 ms, model 249 ms; 8 % too short." in text
    assert "newton" not in text


def test_a_value_without_an_sd_is_refused():
    with pytest.raises(evidence.EvidenceError, match="gives no SD for participants"):
        gait_check.spread("downhill-not-every-load-rises", "participants")
