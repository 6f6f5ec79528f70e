"""The pelvis from the front: true to its landmarks, every part shaded, soft tissue attached."""

import io
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from lxml import etree
from matplotlib.path import Path
from pydantic import ValidationError

from sij.figures import frontal, relief, style, tissue
from sij.figures import pelvis_anterior as anterior
from sij.figures.pen import Pen, PlateFigure, blank
from sij.figures.shapes import centroid_mm
from sij.figures.structures import structures

SVG = "{http://www.w3.org/2000/svg}"
SHADED = (
    *anterior.ON_THE_HIP,
    "ilium",
    "ischium",
    "ischial-tuberosity",
    "pubis",
    "sacrum",
    "sacral-ala",
    "anterior-sacral-foramina",
    "femoral-head",
    "l5",
    "coccyx",
)
POINTED_AT = (*SHADED, "sacral-promontory", "ischial-spine", "obturator-foramen")
KNOBS = {"asis": "ASIS", "aiis": "AIIS", "pubic-tubercle": "pubic_tubercle"}
Breaks = Callable[[], object]


def svg_of(drawn: PlateFigure) -> bytes:
    out = io.BytesIO()
    with style.figure_style():
        drawn.figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


@pytest.fixture(scope="module")
def tree() -> etree._Element:
    layers = ["bones", *anterior.SOFT]
    return etree.fromstring(svg_of(anterior.anterior_figure("narrow", layers)))


def inside(outline: np.ndarray, points: np.ndarray) -> np.ndarray:
    return Path(outline).contains_points(points)


@pytest.mark.parametrize("gid", SHADED)
def test_a_structure_is_a_named_group_with_shades_of_its_own(
    tree: etree._Element, gid: str
) -> None:
    found = tree.findall(f".//*[@id='{gid}']")
    assert len(found) == 1
    assert len({path.get("style") for path in found[0].iter(f"{SVG}path")}) >= 3


@pytest.mark.parametrize("gid", POINTED_AT)
def test_a_structure_has_an_area_to_point_at(tree: etree._Element, gid: str) -> None:
    assert tree.findall(f".//*[@id='{gid}']//*[@id='{gid}-mark']")


@pytest.mark.parametrize("layer", anterior.SOFT)
def test_each_soft_structure_is_described(tree: etree._Element, layer: str) -> None:
    described = {part.id: part.layer for part in structures()}
    for gid in tissue.plan(anterior.SOFT_FILE)[layer]:
        assert described[gid] == layer
        assert tree.findall(f".//*[@id='{gid}']//*[@id='{gid}-mark']")


@pytest.mark.parametrize("gid", KNOBS)
def test_a_front_point_is_raised_near_its_landmark(gid: str) -> None:
    touch = relief.Touch.model_validate(anterior.drawing()["features"][gid]["touches"][0])
    assert touch.brush == "knob"
    place = frontal.landmarks_mm()[KNOBS[gid]]
    assert np.hypot(*(centroid_mm(touch.curve(frontal.landmarks_mm())) - place)) < 6


def test_openings_stand_in_a_row_that_narrows_downwards() -> None:
    centres = [centroid_mm(hole) for hole in anterior.foramina()]
    assert len(centres) == 4
    assert inside(frontal.sacrum_outline().sampled_mm(), np.array(centres)).all()
    for upper, lower in pairwise(centres):
        assert lower[1] < upper[1] and lower[0] < upper[0]


def test_front_and_back_openings_of_a_level_lie_near_each_other() -> None:
    for number, hole in enumerate(anterior.foramina(), start=1):
        back = frontal.landmarks_mm()[f"posterior_foramen_S{number}"]
        assert np.hypot(*(centroid_mm(hole) - back)) < 20


def test_the_light_comes_from_the_same_side_on_both_halves() -> None:
    figure, ax = blank(anterior.FRAMES["narrow"])
    pen = Pen(ax)
    ring = [[40, 0], [50, 8], [60, 0], [50, -8]]
    everywhere = Path([[-200, -200], [200, -200], [200, 200], [-200, 200]], closed=True)
    relief.lay(pen, [{"brush": "knob", "area": ring, "wide": 4}], "ilium", {}, everywhere)
    deep, light = style.colour("ilium_deep"), style.colour("ilium_light")
    for half in (1, -1):
        middle = {}
        for colour in (deep, light):
            found = [
                patch.get_path().vertices.mean(axis=0)
                for patch in ax.patches
                if patch.get_facecolor()[:3] == pytest.approx(_rgb(colour), abs=1e-3)
            ]
            middle[colour] = np.mean([at for at in found if at[0] * half > 0], axis=0)
        assert middle[light][0] < middle[deep][0]
        assert middle[light][1] > middle[deep][1]
    assert figure


def _rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))


@pytest.mark.parametrize(
    ("wrong", "error", "says"),
    [
        (lambda: [{"brush": "smear", "area": [[0, 0]]}], KeyError, "no brush 'smear'"),
        (lambda: [{"brush": "knob", "hue": "red"}], ValidationError, "hue"),
    ],
)
def test_a_wrong_touch_is_refused(wrong: Breaks, error: type[Exception], says: str) -> None:
    pen = Pen(blank(anterior.FRAMES["narrow"])[1])
    with pytest.raises(error, match=says):
        relief.lay(pen, wrong(), "ilium", {}, Path([[0, 0], [1, 0], [1, 1]], closed=True))


# --- soft tissue is attached where it belongs -----------------------------------------------


def pieces(layer: str, gid: str) -> list[tissue.Piece]:
    parts = tissue.plan(anterior.SOFT_FILE)[layer][gid]
    return [tissue.read(part, frontal.landmarks_mm()) for part in parts]


def rails(layer: str, gid: str, number: int) -> tuple[np.ndarray, np.ndarray]:
    sheet = pieces(layer, gid)[number].sheet
    assert sheet is not None
    return sheet.rails[0].sampled_mm(), sheet.rails[-1].sampled_mm()


def test_the_joints_front_edge_runs_along_the_sacrum_and_closer_together_below() -> None:
    edge = pieces("joints", "sacroiliac-joint")[0].body().sampled_mm()
    outline = frontal.sacrum_outline().sampled_mm(24)
    gaps = np.hypot(*(edge[:, None] - outline[None]).transpose(2, 0, 1)).min(axis=1)
    assert gaps.max() < 4.5
    assert edge[edge[:, 1].argmin()][0] < edge[edge[:, 1].argmax()][0] - 4


def test_the_front_ligament_bridges_the_joint() -> None:
    medial, lateral = rails("ligaments", "anterior-sacroiliac-ligament", 0)
    assert inside(frontal.sacrum_outline().sampled_mm(), medial).mean() > 0.9
    assert inside(frontal.hip_outline().sampled_mm(), lateral).mean() > 0.9
    assert not inside(frontal.sacrum_outline().sampled_mm(), lateral).any()


def test_the_sacrospinous_ligament_reaches_the_spine() -> None:
    _, end = rails("ligaments", "sacrospinous-ligament", 0)
    spine = frontal.landmarks_mm()["ischial_spine"]
    assert np.hypot(*(end.mean(axis=0) - spine)) < 5


def test_piriformis_begins_on_the_sacrum_and_ends_on_the_trochanter() -> None:
    start, _ = rails("muscles", "piriformis", 1)
    _, end = rails("muscles", "piriformis", 0)
    trochanter = anterior.read(anterior.drawing()["femur"]["trochanter"]).sampled_mm()
    assert inside(frontal.sacrum_outline().sampled_mm(), start).all()
    assert inside(trochanter, end).mean() > 0.5


def test_iliacus_lies_in_the_fossa_and_joins_psoas_low_on_the_thigh_bone() -> None:
    start, iliacus = rails("muscles", "iliopsoas", 0)
    _, psoas = rails("muscles", "iliopsoas", 1)
    assert inside(frontal.hip_outline().sampled_mm(), start).all()
    assert np.hypot(*(iliacus.mean(axis=0) - psoas.mean(axis=0))) < 6
    shaft = anterior.read(anterior.drawing()["femur"]["shaft"]).sampled_mm()
    assert inside(shaft, iliacus).any()


def test_the_nerve_begins_at_the_openings() -> None:
    roots = next(
        piece for piece in pieces("nerves", "sciatic-nerve") if piece.part.brush == "nerve"
    )
    holes = [hole.grown(1.4).sampled_mm() for hole in anterior.foramina()]
    starts = [line.points_mm[0] for line in roots.lines[1:]]
    for start, hole in zip(starts, holes[:3], strict=True):
        assert inside(hole, start[None]).all()


def test_the_plate_is_the_same_each_time() -> None:
    one, two = (svg_of(anterior.anterior_figure("narrow", ["bones"])) for _ in range(2))
    assert one == two
