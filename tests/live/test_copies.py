"""Curves drawn again: the first one's text and a transform that lands where the copy was."""

import re

import numpy as np
import pytest
from lxml import etree
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from sij.figures.shapes import Shape
from sij.live.copies import Copies
from sij.live.paths import relative
from sij.live.svg import compile_svg

SVG = "{http://www.w3.org/2000/svg}"
RING = np.array([[10, 10], [60, 14], [72, 48], [40, 70], [12, 52]], dtype=float)


def written(points: np.ndarray) -> str:
    words = " L ".join(f"{x:.6f} {y:.6f}" for x, y in points)
    return f"M {words} z"


def lands_at(transform: str, points: np.ndarray) -> np.ndarray:
    """Follow a ``translate`` or an upright ``matrix``."""
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", transform)]
    if transform.startswith("translate"):
        return points + numbers
    a, b, c, d, e, f = numbers
    assert b == c == 0
    return points * (a, d) + (e, f)


@pytest.mark.parametrize(
    "copy",
    [
        RING + np.array([3.4, -7.9]),
        RING * (-1, 1) + (200, 0),
        RING * 0.62 + 20,
        RING * (-0.31, 0.31) + 90,
    ],
    ids=["shifted", "mirrored", "smaller", "smaller and mirrored"],
)
def test_a_copy_keeps_the_text_and_lands_in_its_place(copy: np.ndarray) -> None:
    copies = Copies()
    first, none = copies.write(written(RING))
    again, transform = copies.write(written(copy))
    assert none is None
    assert again == first == relative(written(RING))
    assert transform is not None
    assert np.abs(lands_at(transform, RING) - copy).max() < 0.06


def test_another_curve_keeps_its_own_text() -> None:
    copies = Copies()
    copies.write(written(RING))
    bent = RING + 0.4 * (np.arange(5) == 1)[:, None]
    turned = RING[:, ::-1]
    for other in (bent, turned, RING[:4]):
        text, transform = copies.write(written(other))
        assert transform is None
        assert text == relative(written(other))


def test_a_stroke_is_never_resized() -> None:
    copies = Copies()
    copies.write(written(RING), resize=False)
    assert copies.write(written(RING * 0.5), resize=False)[1] is None
    assert copies.write(written(RING + 5), resize=False)[1] == "translate(5 5)"


@pytest.fixture(scope="module")
def twice() -> etree._Element:
    """A shape, a smaller copy of it in a clip, and a copy to point at."""
    figure = Figure(figsize=(2, 2))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 100), ylim=(0, 100))
    body = Shape(RING, np.zeros(5, dtype=bool))
    for gid, shape in (("one", body), ("small", body.grown(0.5)), ("one-mark", body.moved(9, 9))):
        patch = PathPatch(shape.path(), facecolor="#efe4ca", lw=0, edgecolor="none", gid=gid)
        ax.add_artist(patch)
        if gid == "small":
            patch.set_clip_path(Path(RING), ax.transData)
    return etree.fromstring(compile_svg(figure, "p-"))


def test_a_clip_stays_where_it_is_when_its_curve_is_moved(twice: etree._Element) -> None:
    group = twice.find(".//*[@id='p-small']")
    assert group is not None
    path = group.find(f"{SVG}path")
    assert path is not None
    assert path.get("transform", "").startswith("matrix(0.5 0 0 0.5 ")
    assert path.get("d") == twice.find(f".//*[@id='p-one']/{SVG}path").get("d")
    assert path.get("clip-path") is None
    assert group.get("clip-path", "").startswith("url(#p-")


def test_areas_to_point_at_keep_their_own_coordinates(twice: etree._Element) -> None:
    path = twice.find(f".//*[@id='p-one-mark']/{SVG}path")
    assert path is not None
    assert path.get("transform") is None
