"""Write the drawn outlines as plain numbers, to measure them: ``python -m ... OUT.json``."""

import json
import sys
from pathlib import Path

from sij.figures import frontal, pelvis_lateral
from sij.figures.shapes import Shape

Rings = list[list[list[float]]]


def _ring(outline: Shape) -> list[list[float]]:
    return [[round(float(v), 2) for v in point] for point in outline.sampled_mm()]


def posterior() -> dict[str, Rings]:
    """Return the outlines seen from behind: the subject's right on the right, in mm."""
    hip, hole = frontal.hip_outline(), frontal.hip_foramen()
    return {
        "sacrum": [_ring(frontal.sacrum_outline())],
        "hip_r": [_ring(hip), _ring(hole)],
        "hip_l": [_ring(hip.mirrored()), _ring(hole.mirrored())],
    }


def anterior() -> dict[str, Rings]:
    """Return the outlines seen from the front: the subject's right on the left, in mm."""
    seen = posterior()
    return {name: [_turned(ring) for ring in rings] for name, rings in seen.items()}


def _turned(ring: list[list[float]]) -> list[list[float]]:
    return [[0.0 - x, y] for x, y in ring]


def lateral() -> dict[str, Rings]:
    """Return the outlines seen from the right, in mm.

    The left hip bone stands exactly behind the right one: an average pelvis is drawn even.
    """
    hip = [
        _ring(pelvis_lateral.curve("hip", "outline")),
        _ring(pelvis_lateral.curve("hip", "foramen")),
    ]
    sacrum = [_ring(pelvis_lateral.curve("sacrum", "outline"))]
    return {"sacrum": sacrum, "hip_r": hip, "hip_l": hip}


def write(out: Path) -> None:
    """Write the outlines of every view as JSON: outer ring first, then holes.

    Parameters
    ----------
    out
        File to write.
    """
    data = {"posterior": posterior(), "anterior": anterior(), "lateral_r": lateral()}
    out.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
