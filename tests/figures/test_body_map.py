"""The body map: a zone for each finding, on the body, apart, big enough; shares as claimed."""

import re

import numpy as np
import pytest
from matplotlib.path import Path

from sij import evidence
from sij.figures import body_map as drawn
from sij.figures import style
from sij.figures.pen import mm_to_svg
from sij.live.svg import compile_svg, part_ids
from sij.models import reasoning

NARROW = {"wide": False, "narrow": True}
SMALLEST_PX = 24.0
APART_MM = 1.5


@pytest.fixture(scope="module", params=NARROW)
def picture(request):
    return drawn.body_map(NARROW[request.param])


def named(view, name):
    return [zone for zone in drawn.ZONES if zone.view == view and zone.name == name]


def inside(shape, points):
    return Path(shape.sampled_mm()).contains_points(points)


def grid(shape, step_mm=3.0):
    """Points within a shape."""
    ring = shape.sampled_mm()
    low, high = ring.min(axis=0), ring.max(axis=0)
    x, y = np.meshgrid(np.arange(low[0], high[0], step_mm), np.arange(low[1], high[1], step_mm))
    points = np.stack([x.ravel(), y.ravel()], axis=1)
    return points[inside(shape, points)]


def text_boxes(picture):
    with style.figure_style():
        picture.figure.canvas.draw()
        scale = 72 / picture.figure.dpi
        return [
            (t.get_text(), t.get_fontsize(), np.array(t.get_window_extent().extents) * scale)
            for t in picture.figure.axes[0].texts
        ]


def test_zones_are_the_findings_of_the_map_and_the_midline():
    zoned = {name.removeprefix("zone-") for name, f in reasoning.catalogue().items() if f.zone}
    assert {zone.name for zone in drawn.ZONES} == zoned | {drawn.MIDDLE}
    assert drawn.MIDDLE in reasoning.catalogue()


def test_each_zone_has_both_sides_and_the_midline_has_none():
    for zone in drawn.ZONES:
        sides = [other.side for other in named(zone.view, zone.name)]
        assert sorted(sides) == (["mid"] if zone.name == drawn.MIDDLE else ["left", "right"])


def test_left_is_the_runner_s_own_left():
    for zone in drawn.ZONES:
        middle = zone.shape.sampled_mm()[:, 0].mean()
        if zone.side == "mid":
            assert middle == pytest.approx(0.0, abs=0.5)
        else:
            assert (middle > 0) == ((zone.side == "left") == (zone.view == "front"))


def test_sides_are_mirror_images():
    for zone in drawn.ZONES:
        if zone.side == "left":
            right = next(z for z in named(zone.view, zone.name) if z.side == "right")
            np.testing.assert_allclose(zone.shape.points_mm * (-1, 1), right.shape.points_mm)


@pytest.mark.parametrize("view", drawn.VIEWS)
def test_zones_do_not_overlap_or_touch(view):
    zones = [zone for zone in drawn.ZONES if zone.view == view]
    for i, one in enumerate(zones):
        points = np.vstack([one.shape.sampled_mm(), grid(one.shape)])
        for other in zones[i + 1 :]:
            assert not inside(other.shape, points).any(), (one.id, other.id)
            ring = other.shape.sampled_mm()
            apart = np.linalg.norm(one.shape.sampled_mm()[:, None] - ring[None], axis=2)
            assert apart.min() > APART_MM, (one.id, other.id)


@pytest.mark.parametrize("zone", drawn.ZONES, ids=lambda zone: zone.id)
def test_each_zone_lies_on_the_drawn_body(zone):
    ring = zone.shape.sampled_mm()
    on_body = np.any([inside(body, ring) for body in drawn.body_outlines(zone.view)], axis=0)
    assert on_body.all(), ring[~on_body]


@pytest.mark.parametrize("zone", drawn.ZONES, ids=lambda zone: zone.id)
def test_each_zone_can_be_touched_on_a_phone(zone):
    px_per_mm = mm_to_svg(drawn.FRAMES["narrow"])[0, 0]
    size_px = np.ptp(zone.shape.sampled_mm(), axis=0) * px_per_mm
    assert size_px.min() >= SMALLEST_PX


def test_the_bump_s_zone_is_around_the_measured_bump():
    x, y = drawn.drawing()["dimple"]["at"]
    right = next(z for z in named("back", "psis") if z.side == "right")
    np.testing.assert_allclose(right.shape.points_mm.mean(axis=0), (x, y), atol=4.0)


def test_zones_follow_the_body_from_top_to_toe():
    down = ("low-back-side", "psis", "upper-buttock", "lower-buttock", "posterior-thigh", "knee")
    heights = [named("back", n)[0].shape.points_mm[:, 1].mean() for n in (*down, "calf", "heel")]
    assert heights == sorted(heights, reverse=True)


def test_ids_are_in_the_picture_once_and_survive_compiling(picture):
    ids = re.findall(r'id="([^"]+)"', picture.svg)
    assert len(ids) == len(set(ids))
    compiled = part_ids(compile_svg(picture.svg, "map-"))
    for zone in drawn.ZONES:
        for part in ("", "-mark", "-hatch", "-edge"):
            assert f"map-{zone.id}{part}" in compiled
    for row in (*(r.id for r in drawn.REFERRAL), drawn.STRIP_ID):
        assert f"map-{row}" in compiled


def test_nothing_else_looks_like_a_zone(picture):
    pattern = r'id="(zone-[^"]+-(?:left|right|mid)-(?:front|back))"'
    assert sorted(re.findall(pattern, picture.svg)) == sorted(zone.id for zone in drawn.ZONES)


def test_at_rest_outlines_show_and_hatches_and_overlay_do_not(picture):
    for zone in drawn.ZONES:
        assert f'<g id="{zone.id}" class="sij-zone">' in picture.svg
        assert f'<g id="{zone.id}-hatch" class="sij-hatch" display="none">' in picture.svg
        assert f'<g id="{zone.id}-edge">' in picture.svg
    for row in (*(r.id for r in drawn.REFERRAL), drawn.STRIP_ID):
        assert (
            f'<g id="{row}" class="sij-refer" display="none" pointer-events="none">' in picture.svg
        )
    shown = compile_svg(picture.svg, "map-")
    assert shown.count('display="none"') == len(drawn.ZONES) + len(drawn.REFERRAL) + 1
    assert "stroke-dasharray" in shown


def test_the_body_fades_behind_a_prefixed_mask(picture):
    compiled = compile_svg(picture.svg, "map-")
    assert compiled.count('mask="url(#map-fade)"') == 2
    assert 'id="map-fade"' in compiled
    assert "url(#map-fade-tone)" in compiled


def test_the_picture_is_the_same_each_time():
    assert drawn.body_map(narrow=True).svg == drawn.body_map(narrow=True).svg


@pytest.mark.parametrize(("width", "units"), [("wide", 700), ("narrow", 360)])
def test_widths(width, units):
    frame = drawn.FRAMES[width]
    assert frame.width_in * 72 == pytest.approx(units)
    assert frame.height_in * 72 < 830


def test_shares_are_those_of_the_claim(picture):
    claim = evidence.claim(drawn.SLIPMAN)
    words = [text for text, *_ in text_boxes(picture)]
    for row in drawn.REFERRAL:
        assert row.percent == pytest.approx(100 * claim.number(row.value))
        assert f"{row.percent} %" in words
        assert {zone.name for zone in drawn.ZONES} >= set(row.zones)


def test_every_published_region_is_drawn_or_left_out_with_a_reason():
    regions = {v.name for v in evidence.claim(drawn.SLIPMAN).values if "pain" in v.name}
    used = {row.value for row in drawn.REFERRAL}
    assert regions == used | set(drawn.LEFT_OUT)
    assert not used & set(drawn.LEFT_OUT)


def test_the_strip_has_its_published_size_and_starts_at_the_bump(picture):
    claim = evidence.claim(drawn.FORTIN)
    wide_cm, high_cm = (claim.number(name) for name in ("zone_width", "zone_height"))
    strip = drawn.fortin_strip().points_mm
    np.testing.assert_allclose(np.ptp(strip, axis=0), (10 * wide_cm, 10 * high_cm))
    assert strip[:, 1].max() == drawn.drawing()["dimple"]["at"][1]
    assert f"{wide_cm:g} × {high_cm:g} cm" in [text for text, *_ in text_boxes(picture)]


def test_words_are_big_enough_inside_the_picture_and_apart(picture):
    right, top = picture.figure.get_size_inches() * 72
    boxes = text_boxes(picture)
    for i, (words, size, box) in enumerate(boxes):
        assert size >= 12, words
        assert box[0] >= 0, words
        assert box[1] >= 0, words
        assert box[2] <= right, words
        assert box[3] <= top, words
        for other, _, beside in boxes[i + 1 :]:
            overlap = np.minimum(box[2:], beside[2:]) - np.maximum(box[:2], beside[:2])
            assert overlap.min() <= 0, (words, other)


@pytest.mark.parametrize("view", drawn.VIEWS)
def test_right_and_left_are_written_below_their_feet(picture, view):
    texts = {t.get_gid(): t for t in picture.figure.axes[0].texts}
    for side in ("left", "right"):
        text = texts[f"words-{view}-{side}"]
        assert text.get_text() == side
        foot = next(z for z in drawn.ZONES if z.view == view and z.side == side)
        own = text.get_position()[0] - picture.middles_mm[view]
        assert np.sign(own) == np.sign(foot.shape.points_mm[:, 0].mean())
