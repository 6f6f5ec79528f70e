"""Soft tissue of the side plate, over the bones seen from the right.

All lengths are mm, in the pelvis frame: x forward, y up. Control points stand in
``assets/anatomy/soft-lateral.yaml``.
"""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from ruamel.yaml import YAML

from sij.evidence import assets
from sij.figures import tissue
from sij.figures.pen import Pen
from sij.figures.shapes import Points

FILE = "soft-lateral.yaml"
STRUCTURES: Mapping[str, tuple[str, ...]] = {
    layer: tuple(parts) for layer, parts in tissue.plan(FILE).items()
}
"""The ids drawn in each layer, deepest first."""


@lru_cache(maxsize=1)
def landmarks_mm() -> dict[str, Points]:
    """Return each landmark's mean place seen from the side, shape (2,), in mm."""
    data = YAML(typ="safe").load(assets.path("anatomy", "landmarks.yaml"))["landmarks"]
    return {name: np.array(row["mean"][:2], dtype=np.float64) for name, row in data.items()}


def draw_layer(pen: Pen, layer: str) -> None:
    """Draw one layer of soft tissue into the open group.

    Parameters
    ----------
    pen
        The pen, inside the layer's group.
    layer
        ``"joints"``, ``"ligaments"``, ``"muscles"``, ``"nerves"`` or ``"skin"``.

    Raises
    ------
    KeyError
        When there is no such layer.
    """
    tissue.draw_structures(pen, tissue.plan(FILE)[layer], landmarks_mm(), mirror=False)
