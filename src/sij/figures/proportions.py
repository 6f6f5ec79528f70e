"""Women's and men's proportions: a smooth warp of the drawn outlines to mean landmarks by sex."""

from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

from sij.evidence import assets
from sij.figures.frontal import landmarks_mm
from sij.figures.shapes import Points, Shape

Sex = Literal["women", "men"]
SEXES: tuple[Sex, ...] = ("women", "men")


@lru_cache(maxsize=1)
def by_sex_mm() -> dict[str, dict[Sex, Points]]:
    """Return mean landmarks by sex, seen from behind, shape (2,), in mm.

    From ``assets/anatomy/landmarks-by-sex.yaml``: 6 women and 13 men.
    """
    data = YAML(typ="safe").load(assets.path("anatomy", "landmarks-by-sex.yaml"))["landmarks"]
    return {name: {sex: np.array(row[sex]) for sex in SEXES} for name, row in data.items()}


def _anchors(sex: Sex) -> tuple[Points, Points]:
    """Return where landmarks of both sides lie in the drawing and in one sex, shapes (n, 2)."""
    here = np.array([landmarks_mm()[name] for name in by_sex_mm()])
    there = np.array([row[sex] for row in by_sex_mm().values()])
    paired = here[:, 0] > 0.0
    mirror = np.array([-1.0, 1.0])
    return np.vstack([here, here[paired] * mirror]), np.vstack([there, there[paired] * mirror])


def _kernel(one: Points, other: Points) -> Points:
    """Return the thin-plate kernel r² log r of all pairs, shape (n, m)."""
    square = ((one[:, None, :] - other[None, :, :]) ** 2).sum(axis=2)
    bent: Points = 0.5 * square * np.log(np.where(square > 0, square, 1.0))
    return bent


def _plane(points: Points) -> Points:
    return np.hstack([np.ones((len(points), 1)), points])


@lru_cache(maxsize=2)
def _weights(sex: Sex) -> tuple[Points, NDArray[Any]]:
    here, there = _anchors(sex)
    n = len(here)
    system = np.zeros((n + 3, n + 3))
    system[:n, :n] = _kernel(here, here)
    system[:n, n:], system[n:, :n] = _plane(here), _plane(here).T
    return here, np.linalg.solve(system, np.vstack([there, np.zeros((3, 2))]))


def warp_mm(points: Points, sex: Sex) -> Points:
    """Carry points of the drawing to where they lie in the mean pelvis of one sex.

    A thin-plate spline through the mean landmarks: landmarks land exactly, the rest follows
    smoothly.

    Parameters
    ----------
    points
        Shape (n, 2), mm, seen from behind.
    sex
        ``"women"`` or ``"men"``.

    Returns
    -------
    numpy.ndarray
        Shape (n, 2), mm.
    """
    here, weights = _weights(sex)
    moved: Points = np.hstack([_kernel(points, here), _plane(points)]) @ weights
    return moved


def warped(outline: Shape, sex: Sex) -> Shape:
    """Return an outline in the mean proportions of one sex; see `warp_mm`."""
    return Shape(warp_mm(outline.points_mm, sex), outline.corners, outline.closed)
