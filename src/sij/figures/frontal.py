"""The pelvis' outlines as seen from behind (and, mirrored, from the front), in mm.

x runs to the subject's right, y up. One silhouette serves both the back and the front plate.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from sij.evidence import assets
from sij.figures.shapes import Points, Shape, shape


@lru_cache(maxsize=1)
def landmarks_mm() -> dict[str, Points]:
    """Return each landmark's mean place seen from behind, shape (2,), in mm.

    From ``assets/anatomy/landmarks.yaml`` (means over CT pelvises); paired ones on the right.
    Midline landmarks stand on the midline.
    """
    data = YAML(typ="safe").load(assets.path("anatomy", "landmarks.yaml"))["landmarks"]
    return {name: _seen_from_behind(row) for name, row in data.items()}


def _seen_from_behind(row: dict[str, Any]) -> Points:
    _, y, z = row["mean"]
    return np.array([0.0 if row["side"] == "midline" else z, y], dtype=np.float64)


@lru_cache(maxsize=1)
def drawing() -> dict[str, Any]:
    """Return the control points of the outlines, as in ``assets/anatomy/frontal.yaml``."""
    data: dict[str, Any] = YAML(typ="safe").load(assets.path("anatomy", "frontal.yaml"))
    return data


@lru_cache(maxsize=1)
def hip_outline() -> Shape:
    """Return the outline of the right hip bone."""
    return shape(drawing()["hip"]["outline"], landmarks_mm())


@lru_cache(maxsize=1)
def hip_foramen() -> Shape:
    """Return the outline of the right obturator foramen."""
    return shape(drawing()["hip"]["foramen"], landmarks_mm())


@lru_cache(maxsize=1)
def sacrum_outline() -> Shape:
    """Return the outline of the sacrum: the right half from top to tip, and its mirror image."""
    right = shape(drawing()["sacrum"]["right"], landmarks_mm(), closed=False)
    inner = slice(1, -1)
    points = np.vstack([right.points_mm, (right.points_mm * (-1.0, 1.0))[inner][::-1]])
    corners = np.concatenate([right.corners, right.corners[inner][::-1]])
    return Shape(points, corners)
