"""Soft tissue of the back and side plates: named, attached where it belongs, told apart in grey."""

import io
from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from lxml import etree
from matplotlib.path import Path
from pydantic import ValidationError
from ruamel.yaml import YAML

from sij.evidence import assets
from sij.figures import frontal, soft_lateral, soft_posterior, style, tissue
from sij.figures import pelvis_lateral as lateral
from sij.figures import pelvis_posterior as posterior
from sij.figures.pen import Frame, Pen, blank
from sij.figures.shapes import Points, centroid_mm
from sij.live.svg import compile_svg

SVG = "{http://www.w3.org/2000/svg}"
VIEWS = {"posterior": soft_posterior, "lateral": soft_lateral}
FRAMES = {"posterior": posterior.FRAMES["wide"], "lateral": lateral.FRAMES["wide"]}
POSTERIOR = {
    "joints": "lumbosacral-disc sacroiliac-joint lumbosacral-facet-joint hip-joint pubic-symphysis",
    "ligaments": "interosseous-ligament short-posterior-ligaments long-posterior-ligament "
    "sacrotuberous-ligament sacrospinous-ligament iliolumbar-ligament",
    "muscles": "gluteus-maximus gluteus-medius latissimus-dorsi thoracolumbar-fascia "
    "biceps-femoris multifidus piriformis pelvic-floor transversus-abdominis",
    "nerves": "sciatic-nerve superior-cluneal-nerves middle-cluneal-nerves dorsal-rami",
    "skin": "skin-outline back-dimple psis-bump crest-line sacral-sulcus",
}
LATERAL = {
    "joints": "auricular-surface-sacrum sacroiliac-joint pubic-symphysis lumbosacral-disc "
    "hip-joint",
    "ligaments": "interosseous-ligament sacrotuberous-ligament sacrospinous-ligament "
    "iliolumbar-ligament long-posterior-ligament",
    "muscles": "gluteus-maximus gluteus-medius piriformis biceps-femoris multifidus iliopsoas",
    "nerves": "sciatic-nerve superior-cluneal-nerves",
    "skin": "skin-outline psis-bump",
}
WANTED = {"posterior": POSTERIOR, "lateral": LATERAL}


def svg_of(view: str, layers: tuple[str, ...] = tissue.LAYERS) -> str:
    with style.figure_style():
        figure, ax = blank(FRAMES[view])
        pen = Pen(ax)
        for layer in layers:
            with pen.layer(layer):
                VIEWS[view].draw_layer(pen, layer)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    return {view: svg_of(view) for view in VIEWS}


@pytest.fixture(scope="module")
def trees(drawn: dict[str, str]) -> dict[str, etree._Element]:
    return {view: etree.fromstring(text.encode()) for view, text in drawn.items()}


def pieces(view: str, layer: str, gid: str) -> list[tissue.Piece]:
    """The right side of a structure, in mm."""
    places = VIEWS[view].landmarks_mm()
    return [tissue.read(part, places) for part in tissue.plan(VIEWS[view].FILE)[layer][gid]]


def sheet(view: str, layer: str, gid: str) -> tissue.Sheet:
    found = [piece.sheet for piece in pieces(view, layer, gid) if piece.sheet]
    assert len(found) == 1
    return found[0]


def gap_mm(points: Points, to: Points) -> float:
    return float(np.hypot(*(points - to).T).min())


def row(name: str) -> dict:
    return YAML(typ="safe").load(assets.path("anatomy", "landmarks.yaml"))["landmarks"][name]


# --- names and groups -----------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_each_structure_is_one_group_inside_its_layer(
    view: str, trees: dict[str, etree._Element]
) -> None:
    for layer, names in WANTED[view].items():
        assert set(VIEWS[view].STRUCTURES[layer]) == set(names.split())
        for gid in names.split():
            groups = trees[view].findall(f".//{SVG}g[@id='{gid}']")
            assert len(groups) == 1, gid
            assert layer in [up.get("id") for up in groups[0].iterancestors()], gid
            assert len(groups[0].findall(f".//{SVG}path")) >= 2, gid


@pytest.mark.parametrize("view", VIEWS)
def test_each_structure_can_be_pointed_at_and_the_skin_cannot(
    view: str, trees: dict[str, etree._Element]
) -> None:
    ids = {element.get("id") for element in trees[view].iter(f"{SVG}g")}
    for names in WANTED[view].values():
        for gid in names.split():
            assert (f"{gid}-mark" in ids) == (gid != "skin-outline"), gid


@pytest.mark.parametrize("view", VIEWS)
def test_drawing_twice_gives_the_same_bytes(view: str, drawn: dict[str, str]) -> None:
    assert svg_of(view) == drawn[view]


@pytest.mark.parametrize(("view", "limit_bytes"), [("posterior", 250_000), ("lateral", 150_000)])
def test_all_soft_layers_together_stay_small(
    view: str, limit_bytes: int, drawn: dict[str, str]
) -> None:
    assert len(compile_svg(drawn[view], "p-").encode()) < limit_bytes


@pytest.mark.parametrize("view", VIEWS)
def test_colours_are_of_the_palette(view: str, drawn: dict[str, str]) -> None:
    used = set(compile_svg(drawn[view], "p-").split("var(")[1:])
    assert {one.split(",")[0] for one in used} <= {style.css_name(name) for name in style.names()}


@pytest.mark.parametrize("view", VIEWS)
def test_an_unknown_layer_is_refused(view: str) -> None:
    _, ax = blank(FRAMES[view])
    with pytest.raises(KeyError):
        VIEWS[view].draw_layer(Pen(ax), "bones")


def test_an_unknown_field_of_a_part_is_refused() -> None:
    with pytest.raises(ValidationError):
        tissue.Part.model_validate({"brush": "muscle", "fade": 1})


@pytest.mark.parametrize("brush", [tissue.muscle, tissue.joint])
def test_a_part_without_shape_says_what_it_lacks(
    brush: Callable[[Pen, tissue.Piece], None],
) -> None:
    _, ax = blank(Frame((0.0, 0.0), (10.0, 10.0), 1.0, "label"))
    with pytest.raises(ValueError, match="rails"):
        brush(Pen(ax), tissue.read(tissue.Part(brush=brush.__name__), {}))


# --- where things are attached --------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_the_long_posterior_ligament_runs_from_the_psis_to_the_third_segment(view: str) -> None:
    places = VIEWS[view].landmarks_mm()
    rails = sheet(view, "ligaments", "long-posterior-ligament").rails
    assert gap_mm(rails[0].sampled_mm(), places["PSIS"]) < 10.0
    low = rails[-1].points_mm[:, 1].mean()
    assert places["posterior_foramen_S4"][1] < low < places["posterior_foramen_S3"][1]


@pytest.mark.parametrize("view", VIEWS)
def test_the_sacrotuberous_ligament_runs_from_the_piis_to_the_sit_bone(view: str) -> None:
    places = VIEWS[view].landmarks_mm()
    rails = sheet(view, "ligaments", "sacrotuberous-ligament").rails
    assert gap_mm(rails[0].sampled_mm(), places["PIIS"]) < 10.0
    end = {"posterior": 12.0, "lateral": 22.0}[view]
    assert gap_mm(rails[-1].sampled_mm(), places["ischial_tuberosity_lowest"]) < end


@pytest.mark.parametrize("view", VIEWS)
def test_the_sacrospinous_ligament_ends_on_the_spine_and_crosses_under(view: str) -> None:
    places = VIEWS[view].landmarks_mm()
    rails = sheet(view, "ligaments", "sacrospinous-ligament").rails
    assert gap_mm(rails[-1].sampled_mm(), places["ischial_spine"]) < 6.0
    assert gap_mm(rails[0].sampled_mm(), places["sacral_apex"]) < 12.0
    order = VIEWS[view].STRUCTURES["ligaments"]
    assert order.index("sacrospinous-ligament") < order.index("sacrotuberous-ligament")


def test_the_hidden_joint_is_a_band_as_measured_behind() -> None:
    (part,) = tissue.plan(soft_posterior.FILE)["joints"]["sacroiliac-joint"]
    (piece,) = pieces("posterior", "joints", "sacroiliac-joint")
    ring = piece.body().sampled_mm()
    off = ring - frontal.landmarks_mm()["auricular_centroid"]
    spread = np.linalg.svd(off - off.mean(axis=0), full_matrices=False)[2][0]
    assert np.hypot(*off.mean(axis=0)) < 2.0
    assert np.rad2deg(np.arctan(spread[0] / spread[1])) == pytest.approx(13.0, abs=2.0)
    along, across = off @ spread, off @ [spread[1], -spread[0]]
    assert np.ptp(along) == pytest.approx(56.0, abs=3.0)
    assert np.ptp(across) == pytest.approx(20.0, abs=3.0)
    assert part.brush == "hidden-joint"


def test_the_crest_line_passes_the_highest_points_of_both_crests() -> None:
    line = pieces("posterior", "skin", "crest-line")[0].lines[0].sampled_mm(20)
    across, up = frontal.landmarks_mm()["iliac_crest_highest"]
    sd_mm = row("iliac_crest_highest")["sd"][1]
    for side in (-1, 1):
        height = np.interp(side * across, line[:, 0], line[:, 1])
        assert abs(height - up) <= sd_mm
        assert line[:, 0].min() < side * across < line[:, 0].max()


@pytest.mark.parametrize("view", VIEWS)
def test_the_bump_is_where_the_psis_was_measured(view: str) -> None:
    (piece,) = pieces(view, "skin", "psis-bump")
    assert gap_mm(centroid_mm(piece.body())[None], VIEWS[view].landmarks_mm()["PSIS"]) < 2.0


def test_dimple_and_sulcus_lie_by_the_psis() -> None:
    psis = frontal.landmarks_mm()["PSIS"]
    (dimple,), (sulcus,) = (
        pieces("posterior", "skin", g) for g in ("back-dimple", "sacral-sulcus")
    )
    assert Path(dimple.body().sampled_mm()).contains_point(psis)
    across = sulcus.body().sampled_mm()[:, 0]
    assert across.min() > 0.0 and across.max() < psis[0]


def test_dorsal_rami_come_out_of_the_first_three_openings() -> None:
    (piece,) = pieces("posterior", "nerves", "dorsal-rami")
    starts = np.array([line.points_mm[0] for line in piece.lines])
    for number in (1, 2, 3):
        assert gap_mm(starts, frontal.landmarks_mm()[f"posterior_foramen_S{number}"]) < 1.0


def test_the_sciatic_nerve_passes_below_piriformis_between_sit_bone_and_thigh() -> None:
    line = pieces("posterior", "nerves", "sciatic-nerve")[0].lines[0].sampled_mm()
    sit_bone = posterior.curve("marks", "ischial-tuberosity").points_mm
    trochanter = posterior.curve("femur", "trochanter").points_mm[:, 0].min()
    level = line[np.abs(line[:, 1] - sit_bone[:, 1].mean()).argmin()]
    assert sit_bone[:, 0].max() + 5.0 < level[0] < trochanter - 10.0
    lower = sheet("posterior", "muscles", "piriformis").strand(1.0)
    assert line[0, 1] < np.interp(line[0, 0], lower[:, 0], lower[:, 1]) + 5.0


def test_superior_cluneal_nerves_cross_the_crest() -> None:
    crest = Path(frontal.hip_outline().sampled_mm())
    for line in pieces("posterior", "nerves", "superior-cluneal-nerves")[0].lines[:3]:
        first, last = line.points_mm[0], line.points_mm[-1]
        assert not crest.contains_point(first) and crest.contains_point(last)


def test_biceps_femoris_goes_on_from_the_sacrotuberous_ligament() -> None:
    ligament = sheet("posterior", "ligaments", "sacrotuberous-ligament")
    tendon = sheet("posterior", "muscles", "biceps-femoris").rails[0].points_mm
    assert Path(ligament.outline().sampled_mm()).contains_points(tendon[1:-1]).all()


def test_the_iliolumbar_ligament_joins_l5_to_the_crest() -> None:
    process = posterior.curve("l5", "process").sampled_mm() * (-1.0, 1.0)
    hip = frontal.hip_outline().sampled_mm()
    for piece in pieces("posterior", "ligaments", "iliolumbar-ligament"):
        assert piece.sheet is not None
        assert gap_mm(process, piece.sheet.rails[0].points_mm[1]) < 6.0
        inside = Path(hip).contains_points(piece.sheet.rails[-1].points_mm)
        assert inside.any()


def test_the_ear_and_the_rough_area_of_the_joint_do_not_overlap() -> None:
    (ear,) = pieces("lateral", "joints", "auricular-surface-sacrum")
    (rough,) = pieces("lateral", "ligaments", "interosseous-ligament")
    (whole,) = pieces("lateral", "joints", "sacroiliac-joint")
    outer = Path(whole.body().sampled_mm())
    for part, other in ((ear, rough), (rough, ear)):
        ring = part.body().sampled_mm()
        assert not Path(other.body().sampled_mm()).contains_points(ring).any()
        assert outer.contains_points(ring).mean() > 0.95


# --- sides and patterns ---------------------------------------------------------------------


def test_shallow_muscles_stand_left_and_deep_ones_right() -> None:
    muscles = tissue.plan(soft_posterior.FILE)["muscles"]
    sides = {gid: {part.sides for part in parts} for gid, parts in muscles.items()}
    for gid in ("gluteus-maximus", "latissimus-dorsi", "thoracolumbar-fascia"):
        assert sides[gid] == {"left"}
    for gid in ("multifidus", "piriformis", "pelvic-floor", "transversus-abdominis"):
        assert sides[gid] == {"right"}
    assert sides["gluteus-medius"] == sides["biceps-femoris"] == {"both"}


def test_the_left_piece_mirrors_the_right_one() -> None:
    (part,) = tissue.plan(soft_posterior.FILE)["muscles"]["gluteus-medius"]
    left, right = tissue.pieces(part, frontal.landmarks_mm(), mirror=True)
    np.testing.assert_allclose(
        left.body().points_mm, right.body().points_mm * (-1.0, 1.0), atol=1e-9
    )
    assert len(tissue.pieces(part, frontal.landmarks_mm(), mirror=False)) == 1


def test_shade_lies_away_from_the_light_on_both_sides() -> None:
    (part,) = tissue.plan(soft_posterior.FILE)["muscles"]["gluteus-medius"]
    for piece in tissue.pieces(part, frontal.landmarks_mm(), mirror=True):
        assert piece.sheet is not None
        middle = [tissue.along(piece.sheet.strand(v), [0.5])[0, 0] for v in (0.0, 1.0)]
        shades = [piece.sheet.shade(v) for v in (0.0, 1.0)]
        assert shades[int(np.argmax(middle))] == 1.0
        assert shades[int(np.argmin(middle))] == 0.0


def test_each_kind_of_tissue_has_its_own_pattern(trees: dict[str, etree._Element]) -> None:
    kinds = {
        "gluteus-maximus": {"fibres", "tendon"},
        "sacrotuberous-ligament": {"strands"},
        "thoracolumbar-fascia": {"weave"},
        "sciatic-nerve": {"bundle", "cut"},
        "superior-cluneal-nerves": {"outline", "core"},
        "sacroiliac-joint": {"hatch"},
    }
    ids = {element.get("id") for element in trees["posterior"].iter(f"{SVG}g")}
    for gid, kind in product(kinds, kinds):
        for mark in kinds[kind]:
            assert (f"{gid}-{mark}" in ids) == (kind == gid), (gid, mark)


def test_what_is_hidden_is_dashed(trees: dict[str, etree._Element]) -> None:
    for gid in ("sacroiliac-joint", "hip-joint", "interosseous-ligament"):
        edge = trees["posterior"].find(f".//{SVG}g[@id='{gid}-edge']/{SVG}path")
        assert "stroke-dasharray" in edge.get("style")
    seen = trees["posterior"].find(f".//{SVG}g[@id='sacrotuberous-ligament-edge']/{SVG}path")
    assert "stroke-dasharray" not in seen.get("style")


def test_a_fibre_crosses_its_rails_in_turn() -> None:
    muscle = sheet("posterior", "muscles", "gluteus-maximus")
    for v in (0.1, 0.5, 0.9):
        fibre = muscle.strand(v)
        for rail in muscle.rails:
            assert gap_mm(fibre, tissue.along(rail.sampled_mm(), [v])[0]) < 1e-6
        cubic = muscle.cubic(v, 0.0, 1.0)
        np.testing.assert_allclose(cubic[[0, -1]], fibre[[0, -1]], atol=1e-6)
