"""Soft tissue of the back plate: shallow muscles on the left, deep ones on the right.

All lengths are mm, seen from behind: x to the subject's right, y up. Control points stand in
``assets/anatomy/soft-posterior.yaml`` for the right side; shade comes after mirroring.
"""

from collections.abc import Mapping

from sij.figures import tissue
from sij.figures.frontal import landmarks_mm
from sij.figures.pen import Pen

FILE = "soft-posterior.yaml"
STRUCTURES: Mapping[str, tuple[str, ...]] = {
    layer: tuple(parts) for layer, parts in tissue.plan(FILE).items()
}
"""The ids drawn in each layer, deepest first."""


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
    tissue.draw_structures(pen, tissue.plan(FILE)[layer], landmarks_mm(), mirror=True)
