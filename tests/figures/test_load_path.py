"""The way of load: through the joint, linear in the force, its names apart at every stance."""

from itertools import combinations

import numpy as np
import pytest

from sij.figures import load_path as drawn
from sij.figures.frontal import landmarks_mm
from sij.figures.pen import Width
from sij.live.mechanisms import way_of_load as live

WIDTHS: tuple[Width, ...] = ("wide", "narrow")


def test_the_way_passes_hip_and_joint_and_ends_in_l5() -> None:
    middle = drawn._smooth(np.array(drawn.drawing()["up"], float))
    for name, near_mm in (("acetabulum_centre", 4.0), ("auricular_centroid", 5.0)):
        gap = np.hypot(*(middle - landmarks_mm()[name]).T).min()
        assert gap < near_mm, name
    assert middle[-1] == pytest.approx([5, 52])


def test_ribbons_grow_evenly_with_the_force_and_mirror_each_other() -> None:
    none, half, full = (drawn.ribbon_points("right", force) for force in (0.0, 1.5, 3.0))
    assert half == pytest.approx((none + full) / 2)
    assert drawn.ribbon_points("left", 3.0)[:, 0].min() == pytest.approx(-full[:, 0].max())


@pytest.mark.parametrize("width", WIDTHS)
def test_names_stand_apart_and_whole_at_every_stance(width: Width) -> None:
    figure = drawn.load_path_figure(width, 1.0).figure
    figure.canvas.draw()
    edge = figure.bbox.extents
    boxes = {str(t.get_gid()): t.get_window_extent().extents for t in figure.axes[0].texts}
    for gid, box in boxes.items():
        assert (box[:2] >= edge[:2]).all(), gid
        assert (box[2:] <= edge[2:]).all(), gid
    shown = live._shown()
    for stance in range(3):
        now = [
            gid for gid in boxes
            if gid.startswith(("scale", "directions", "view"))
            or any(on(stance) for part, on in shown.items() if gid.startswith(_names_of(part)))
        ]  # fmt: skip
        assert len(now) >= (9 if stance == 2 else 12)
        for one, other in combinations(now, 2):
            a, b = boxes[one], boxes[other]
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, f"{one} touches {other} at stance {stance}"


def _names_of(part: str) -> str:
    return f"names-{part}-" if part.startswith("muscles") else f"{part}-"


def test_it_says_from_where_and_only_explained_bones_keep_an_unseen_mark() -> None:
    axes = drawn.load_path_figure("narrow", 1.0).figure.axes[0]
    assert "seen from behind" in {text.get_text() for text in axes.texts}
    gids = {str(artist.get_gid()) for artist in axes.get_children()}
    assert {f"{bone}-mark" for bone in drawn.EXPLAINED} <= gids
    assert not {"pubis-mark", "psis-mark", "coccyx-mark"} & gids
