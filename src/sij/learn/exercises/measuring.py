"""A tape measure for the practice notebooks."""

import numpy as np
import numpy.typing as npt


def distance_mm(one_mm: npt.ArrayLike, other_mm: npt.ArrayLike) -> float:
    """Return how far two points are apart, in mm, as the crow flies.

    Parameters
    ----------
    one_mm, other_mm
        Shape (3,), mm: x forward, y up, z to the right.
    """
    return float(np.linalg.norm(np.subtract(one_mm, other_mm)))
