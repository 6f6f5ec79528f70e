"""Write a curve that was drawn before as the same text, moved: pages then shrink when compressed.

Soft shading draws one curve many times, smaller and a little shifted, and bones come in mirrored
pairs. Such a copy keeps the first one's ``d`` and gets a ``transform``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .paths import relative

_LETTERS = re.compile(r"[A-Za-z]")
_NUMBERS = re.compile(r"-?\d*\.?\d+(?:[eE][-+]?\d+)?")
_ABSOLUTE = re.compile(r"^[MLCQZz\s\d.eE+-]*$")
NEAR = 0.05
"""How far a copy may lie from its curve, in units of the drawing (1/72 inch)."""
REMEMBERED = 10
FEWEST = 5
"""Shorter curves are not worth a transform."""

Floats = NDArray[np.float64]


@dataclass
class Copies:
    """The curves of one drawing, in the order in which they are drawn."""

    seen: dict[str, list[tuple[Floats, str]]] = field(default_factory=dict)

    def write(self, text: str, resize: bool = True) -> tuple[str, str | None]:
        """Return a path's ``d`` and the ``transform`` that puts it in place, if it needs one.

        Parameters
        ----------
        text
            A path's ``d`` in absolute M, L, C, Q and Z, as matplotlib writes them.
        resize
            Whether a copy may differ in size: not if it has a stroke, which would change too.
        """
        points = _points(text)
        if points is None or len(points) < FEWEST:
            return relative(text), None
        there = self.seen.setdefault(_shape(text), [])
        for base, written in reversed(there[-REMEMBERED:]):
            if (found := _transform(base, points, resize)) is not None:
                return written, found
        written = relative(text)
        there.append((points, written))
        return written, None


def _shape(text: str) -> str:
    return "".join(_LETTERS.findall(text))


def _points(text: str) -> Floats | None:
    if not _ABSOLUTE.match(text):
        return None
    numbers = np.array([float(n) for n in _NUMBERS.findall(text)])
    return numbers.reshape(-1, 2) if len(numbers) % 2 == 0 else None


def _transform(base: Floats, copy: Floats, resize: bool) -> str | None:
    """Return the scale, flip and shift that turn one curve into the other, if there is one."""
    if base.shape != copy.shape:
        return None
    spans = np.ptp(base, axis=0), np.ptp(copy, axis=0)
    size = float(np.hypot(*spans[1]) / max(float(np.hypot(*spans[0])), 1e-9))
    scale = round(size, 4) if resize else 1.0
    if abs(size - scale) > 1e-3 or scale == 0:
        return None
    for flip in (1.0, -1.0):
        turn = np.array([flip * scale, scale])
        shift = np.round((copy - base * turn).mean(axis=0), 2)
        if float(np.abs(base * turn + shift - copy).max()) < NEAR:
            return _written(float(turn[0]), float(turn[1]), *(float(v) for v in shift))
    return None


def _written(a: float, d: float, e: float, f: float) -> str:
    if (a, d) == (1.0, 1.0):
        return f"translate({e:g} {f:g})"
    return f"matrix({a:g} 0 0 {d:g} {e:g} {f:g})"
