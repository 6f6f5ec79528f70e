"""Write the drawn outlines as plain numbers, to measure them: ``python -m ... OUT.json``."""

import json
import sys
from pathlib import Path

from sij.figures.pelvis_lateral import curve, drawing, landmarks_mm
from sij.figures.shapes import Shape

Rings = list[list[list[float]]]


def _ring(outline: Shape) -> list[list[float]]:
    return [[round(float(v), 2) for v in point] for point in outline.sampled_mm()]


def lateral() -> dict[str, Rings]:
    """Return the outlines seen from the right: outer ring first, then holes, in mm."""
    return {
        "sacrum": [_ring(curve("sacrum", "outline"))],
        "hip_r": [_ring(curve("hip", "outline")), _ring(curve("hip", "foramen"))],
    }


def write(out: Path) -> None:
    """Write the outlines and the marked points of every view as JSON.

    Parameters
    ----------
    out
        File to write.
    """
    marks = {name: landmarks_mm()[name].tolist() for name in drawing()["landmarks"].values()}
    data = {"lateral_r": lateral(), "landmarks_mm": {"lateral_r": marks}}
    out.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
