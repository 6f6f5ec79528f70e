"""Names on the plates: whole, readable, and none touching another or hiding under a leader."""

from collections.abc import Callable
from functools import cache
from itertools import combinations, product

import numpy as np
import pytest

from sij.figures import pelvis_anterior, pelvis_posterior, pelvis_side, pelvis_transverse
from sij.figures.pen import PlateFigure, Width

WIDTHS: tuple[Width, ...] = ("wide", "narrow")
PLATES: dict[str, tuple[Callable[..., PlateFigure], tuple[str, ...]]] = {
    "posterior": (pelvis_posterior.posterior_figure, pelvis_posterior.NAMES),
    "anterior": (pelvis_anterior.anterior_figure, pelvis_anterior.NAMES),
    "side": (pelvis_side.side_figure, pelvis_side.NAMES),
    "transverse": (pelvis_transverse.transverse_figure, ("all",)),
}
# The slice shows the names of all its layers at once.
ALL_AT_ONCE = "all"
SETS = [(plate, layer) for plate, (_, layers) in PLATES.items() for layer in layers]


@cache
def drawn(plate: str, width: Width) -> PlateFigure:
    draw, layers = PLATES[plate]
    figure = draw(width, [*(f"names-{layer}" for layer in layers), "scale", "directions"])
    figure.figure.canvas.draw()
    return figure


def group_of(layer: str) -> str:
    return "names" if layer == ALL_AT_ONCE else f"names-{layer}"


def boxes(plate: PlateFigure, group: str) -> dict[str, np.ndarray]:
    """Words of one group: ``[left, bottom, right, top]`` in pixels."""
    texts = [t for t in plate.figure.axes[0].texts if str(t.get_gid()).startswith(f"{group}-")]
    return {str(t.get_gid()): t.get_window_extent().extents for t in texts}


def leaders(plate: PlateFigure, group: str) -> dict[str, np.ndarray]:
    """Leaders of one group: both ends in pixels, shape (2, 2)."""
    ax = plate.figure.axes[0]
    lines = [p for p in ax.patches if str(p.get_gid()).startswith(f"{group}-")]
    return {str(p.get_gid()): ax.transData.transform(p.get_path().vertices) for p in lines}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("plate", "layer"), SETS)
def test_no_two_names_touch(plate: str, layer: str, width: Width) -> None:
    figure = drawn(plate, width)
    names = boxes(figure, group_of(layer))
    assert names, "this layer has no names"
    fixed = {**boxes(figure, "scale"), **boxes(figure, "directions")}
    edge = figure.figure.bbox.extents
    for gid, box in names.items():
        assert (box[:2] >= edge[:2]).all(), f"{gid} is cut off"
        assert (box[2:] <= edge[2:]).all(), f"{gid} is cut off"
    both = {**names, **fixed}
    for one, other in [*combinations(names, 2), *product(names, fixed)]:
        a, b = both[one], both[other]
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, f"{one} touches {other}"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("plate", "layer"), SETS)
def test_no_leader_runs_through_a_name(plate: str, layer: str, width: Width) -> None:
    figure = drawn(plate, width)
    names = boxes(figure, group_of(layer))
    for line, (start, end) in leaders(figure, group_of(layer)).items():
        points = start + np.linspace(0, 1, 200)[:, None] * (end - start)
        for gid, (left, low, right, high) in names.items():
            across = (points[:, 0] > left) & (points[:, 0] < right)
            inside = across & (points[:, 1] > low) & (points[:, 1] < high)
            assert not inside.any(), f"{line} runs through {gid}"


def test_leaders_are_straight_and_point_at_something() -> None:
    for plate, layer in SETS:
        for points in leaders(drawn(plate, "wide"), group_of(layer)).values():
            assert points.shape == (2, 2)
            assert np.hypot(*(points[1] - points[0])) > 4
