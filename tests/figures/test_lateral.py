"""The pelvis from its right side: true to its landmarks, named, repeatable."""

import io
import json
import pathlib
import re

import numpy as np
import pytest
from lxml import etree
from matplotlib.path import Path
from ruamel.yaml import YAML

from sij.evidence import assets
from sij.figures import glyphs, outlines, style
from sij.figures import pelvis_lateral as lateral
from sij.figures.shapes import Points, Shape, area_mm2, centroid_mm, outside, shape

SVG = "{http://www.w3.org/2000/svg}"
ON_HIP = (
    "ASIS",
    "PSIS",
    "AIIS",
    "PIIS",
    "pubic_tubercle",
    "ischial_spine",
    "iliac_crest_highest",
    "ischial_tuberosity_lowest",
    "symphysis_upper",
    "symphysis_lower",
    "greater_sciatic_notch_apex",
)
ON_SACRUM = ("sacral_promontory", "S1_endplate_posterior", "S1_endplate_anterior", "sacral_apex")


def svg_of(width: lateral.Width = "wide") -> str:
    out = io.StringIO()
    with style.figure_style():
        drawn = lateral.lateral_figure(width).figure
        drawn.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


@pytest.fixture(scope="module", params=["wide", "narrow"])
def tree(request: pytest.FixtureRequest) -> etree._Element:
    return etree.fromstring(svg_of(request.param).encode())


def spread_mm(name: str) -> Points:
    table = YAML(typ="safe").load(assets.path("anatomy", "landmarks.yaml"))["landmarks"]
    return np.array(table[name]["sd"][:2], dtype=np.float64)


def miss_in_sd(outline: Shape, name: str) -> float:
    """Distance of a landmark from a curve, in its own SDs (at least 1.5 mm counts as one)."""
    off = (outline.sampled_mm(24) - lateral.landmarks_mm()[name]) / np.maximum(spread_mm(name), 1.5)
    return float(np.hypot(*off.T).min())


@pytest.mark.parametrize("name", ON_HIP)
def test_the_hip_bone_passes_within_half_an_sd(name: str) -> None:
    assert miss_in_sd(lateral.curve("hip", "outline"), name) < 0.5


@pytest.mark.parametrize("name", ON_SACRUM)
def test_the_sacrum_passes_within_half_an_sd(name: str) -> None:
    assert miss_in_sd(lateral.curve("sacrum", "outline"), name) < 0.5


@pytest.mark.parametrize(
    ("bone", "mark"),
    [("sacrum", "promontory"), ("sacrum", "tip"), ("hip", "PSIS"), ("hip", "ASIS")],
)
def test_a_marked_point_sits_on_its_bone(bone: str, mark: str) -> None:
    gaps = lateral.curve(bone, "outline").sampled_mm(24) - lateral.point_mm(mark)
    assert np.hypot(*gaps.T).min() < 4.0


def test_the_socket_and_the_joint_face_sit_on_their_centres() -> None:
    for curve, name in (
        (lateral.curve("acetabulum", "rim"), "acetabulum_centre"),
        (lateral.curve("joint", "face"), "auricular_centroid"),
    ):
        off = (centroid_mm(curve) - lateral.landmarks_mm()[name]) / spread_mm(name)
        assert np.abs(off).max() < 1


def test_the_joint_face_is_as_long_and_wide_as_measured() -> None:
    points = lateral.curve("joint", "face").sampled_mm()
    points = points - points.mean(axis=0)
    axes = np.linalg.svd(points, full_matrices=False)[2]
    length_mm, width_mm = np.ptp(points @ axes.T, axis=0)
    assert length_mm == pytest.approx(64.2, abs=5.6)
    assert width_mm == pytest.approx(47.2, abs=5.6 * 2)


@pytest.mark.parametrize("bone", ["hip", "sacrum"])
def test_the_joint_face_lies_on_both_bones(bone: str) -> None:
    outline = Path(lateral.curve(bone, "outline").sampled_mm())
    assert outline.contains_points(lateral.curve("joint", "face").sampled_mm()).all()


def test_the_joint_face_opens_up_and_back() -> None:
    face = lateral.curve("joint", "face")
    low, high = face.points_mm.min(axis=0), face.points_mm.max(axis=0)
    middle = (low + high) / 2
    assert not face.path().contains_point(((low[0] + middle[0]) / 2, (high[1] + middle[1]) / 2))


def test_outlines_are_simple_and_of_adult_size() -> None:
    assert 90 < np.ptp(lateral.curve("sacrum", "outline").sampled_mm()[:, 1]) < 160
    height_mm = np.ptp(lateral.curve("hip", "outline").sampled_mm()[:, 1])
    assert height_mm == pytest.approx(218.9, abs=12.5)


def test_every_layer_is_a_group_in_drawing_order(tree: etree._Element) -> None:
    found = [g.get("id") for g in tree.iter(f"{SVG}g") if g.get("id") in lateral.LAYERS]
    assert found == list(lateral.LAYERS)


def test_ids_are_unique(tree: etree._Element) -> None:
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(set(ids)) == len(ids)


def test_what_moves_with_the_sacrum_is_in_its_groups(tree: etree._Element) -> None:
    inside = {
        e.get("id")
        for gid in lateral.SACRUM_GIDS
        for e in tree.iterfind(f".//{SVG}g[@id='{gid}']//{SVG}g")
    }
    assert {"sacrum-body", "sacrum-auricular", "sacrum-landmarks-dot-promontory"} <= inside
    for gid in ("hip", "sacrum-ghost", "joint"):
        still = tree.find(f".//{SVG}g[@id='{gid}']")
        assert still is not None
        assert not any(parent.get("id") in lateral.SACRUM_GIDS for parent in still.iterancestors())


def test_words_are_real_text_in_shipped_characters(tree: etree._Element) -> None:
    words = [t.text or "" for t in tree.iter(f"{SVG}text")]
    assert {"50 mm", "promontory"} <= set(words)
    assert glyphs.missing("".join(words)) == ""
    assert tree.find(f".//{SVG}image") is None


def test_only_palette_colours_are_used(tree: etree._Element) -> None:
    used = set(re.findall("#[0-9a-f]{6}", " ".join(e.get("style") or "" for e in tree.iter())))
    assert used <= set(style.css_by_hex())


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_two_runs_give_the_same_bytes(width: lateral.Width) -> None:
    assert svg_of(width) == svg_of(width)


def _numbers(group: etree._Element) -> Points:
    path = group.find(f".//{SVG}path")
    assert path is not None
    text = re.findall(r"-?\d+\.?\d*", path.get("d") or "")
    return np.array(text, dtype=np.float64).reshape(-1, 2)


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_the_scale_bar_and_the_map_to_svg_agree(width: lateral.Width) -> None:
    drawn = lateral.lateral_figure(width)
    root = etree.fromstring(svg_of(width).encode())
    bar = root.find(f".//{SVG}g[@id='scale-bar']")
    assert bar is not None
    length = np.ptp(_numbers(bar)[:, 0])
    assert length == pytest.approx(50 * drawn.mm_to_svg[0, 0], abs=1e-4)
    dot = root.find(f".//{SVG}g[@id='landmarks-dot-asis']")
    assert dot is not None
    box = _numbers(dot)
    middle = (box.min(axis=0) + box.max(axis=0)) / 2
    assert middle == pytest.approx(drawn.to_svg_xy(*lateral.point_mm("ASIS")), abs=0.01)


def test_layers_can_be_left_out() -> None:
    drawn = lateral.lateral_figure(layers=("hip",)).figure
    assert not drawn.axes[0].texts


def test_an_unknown_layer_is_refused() -> None:
    with pytest.raises(ValueError, match="no layer 'hips'"):
        lateral.lateral_figure(layers=("hips",))


RINGS = {"sacrum": 1, "hip_r": 2, "hip_l": 2}


def test_outlines_are_written_for_measuring(tmp_path: pathlib.Path) -> None:
    outlines.write(tmp_path / "out.json")
    views = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert set(views) == {"posterior", "anterior", "lateral_r"}, "no landmarks: fit by box"
    for parts in views.values():
        assert {name: len(rings) for name, rings in parts.items()} == RINGS
    right_hip = {view: np.array(views[view]["hip_r"][0])[:, 0].mean() for view in views}
    assert right_hip["posterior"] > 0 > right_hip["anterior"]


SQUARE = shape([[0, 0], [10, 0], [10, 10], [0, 10]], {})


def test_a_curve_passes_through_its_points() -> None:
    sampled = SQUARE.sampled_mm(8)
    assert np.array_equal(sampled[::8], SQUARE.points_mm)
    assert area_mm2(SQUARE) > 100
    assert area_mm2(SQUARE.reversed()) == pytest.approx(-area_mm2(SQUARE))


def test_corners_are_sharp() -> None:
    box = shape([[0, 0, "corner"], [10, 0, "corner"], [10, 10, "corner"], [0, 10, "corner"]], {})
    assert area_mm2(box) == pytest.approx(100)
    assert centroid_mm(box) == pytest.approx([5, 5])


def test_a_landmark_can_be_a_point() -> None:
    marks = {"tip": np.array([1.0, 2.0])}
    made = shape(["tip", ["tip", 1, 0], [5, 5]], marks)
    assert made.points_mm.tolist() == [[1, 2], [2, 2], [5, 5]]
    with pytest.raises(KeyError, match="no landmark 'top'"):
        shape(["top"], marks)


def test_the_rim_of_shade_has_a_hole() -> None:
    rim: Path = outside(SQUARE, 2, 0)
    assert rim.contains_point((-20, 5))
    assert len(rim.to_polygons()) == 2
