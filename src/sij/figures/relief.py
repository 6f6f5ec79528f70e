"""Brushes that model bone: touches of light and shade, laid on in turn from data.

All lengths are mm. A touch is drawn for the picture's right half; its mirror image is shaded after
mirroring, so the light stays at the upper left.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from matplotlib.path import Path
from pydantic import BaseModel, ConfigDict

from sij.figures.pen import LIGHT, Pen
from sij.figures.shapes import Entry, Points, Shape, shape
from sij.figures.tissue import spindle

STREAK_STEPS = 11
Tone = Literal["light", "shade", "deep"]


class Touch(BaseModel):
    """One touch of a brush, as written in an anatomy file.

    Attributes
    ----------
    brush
        One of `BRUSHES`.
    area, line
        A closed or an open curve: its control points.
    alpha
        Strength on the picture's left and right half.
    wide
        Width of a line, or depth of a hollow or bump, mm.
    tone
        The tone of a veil or face.
    width
        The stroke of a plain line.
    across
        Whether it crosses the midline; then it is not mirrored.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    brush: str
    area: tuple[Entry, ...] = ()
    line: tuple[Entry, ...] = ()
    alpha: tuple[float, float] = (0.5, 0.5)
    wide: float = 4.0
    tone: Tone = "shade"
    width: str = "fine"
    across: bool = False

    def curve(self, landmarks: Mapping[str, Points]) -> Shape:
        """Return the touch's curve in mm."""
        return shape(self.area or self.line, landmarks, closed=bool(self.area))


def _lit(curve: Shape, way_mm: float) -> Shape:
    return curve.moved(*(way_mm * part for part in LIGHT))


def _patch(pen: Pen, what: str, area: Shape, colour: str, strength: float, clip: Path) -> None:
    """Lay a soft patch: nested copies that add up to `strength` in the middle."""
    sizes = (1.16, 0.8, 0.45) if pen.coarse else (1.2, 1.02, 0.82, 0.6, 0.38)
    alpha = 1 - (1 - min(strength, 0.95)) ** (1 / len(sizes))
    for size in sizes:
        pen.fill(what, area.grown(size).path(), colour, alpha, clip)


def _streak(
    pen: Pen, what: str, line: Shape, wide_mm: float, colour: str, strength: float, clip: Path
) -> None:
    sizes = (1.0, 0.5) if pen.coarse else (1.2, 0.8, 0.42)
    alpha = 1 - (1 - min(strength, 0.95)) ** (1 / len(sizes))
    for size in sizes:
        pen.fill(what, spindle(line, wide_mm * size, STREAK_STEPS).path(), colour, alpha, clip)


def _veil(pen: Pen, touch: Touch, curve: Shape, bone: str, alpha: float, clip: Path) -> None:
    _patch(pen, "veil", curve, f"{bone}_{touch.tone}", alpha * 0.7, clip)


def _bowl(pen: Pen, touch: Touch, curve: Shape, bone: str, alpha: float, clip: Path) -> None:
    _patch(pen, "bowl-shade", _lit(curve, 0.5 * touch.wide), f"{bone}_deep", alpha * 0.4, clip)
    far = _lit(curve.grown(0.72), -0.9 * touch.wide)
    _patch(pen, "bowl-light", far, f"{bone}_light", alpha * 0.5, clip)


def _knob(pen: Pen, touch: Touch, curve: Shape, bone: str, alpha: float, clip: Path) -> None:
    _patch(pen, "knob-shade", _lit(curve, -0.8 * touch.wide), f"{bone}_deep", alpha * 0.5, clip)
    near = _lit(curve.grown(0.8), 0.35 * touch.wide)
    _patch(pen, "knob-light", near, f"{bone}_light", alpha * 0.95, clip)


def _ridge(pen: Pen, touch: Touch, curve: Shape, bone: str, alpha: float, clip: Path) -> None:
    wide = touch.wide
    _streak(pen, "shade", _lit(curve, -0.34 * wide), wide, f"{bone}_deep", alpha * 0.5, clip)
    _streak(pen, "light", _lit(curve, 0.14 * wide), 0.7 * wide, f"{bone}_light", alpha * 0.9, clip)


def _groove(pen: Pen, touch: Touch, curve: Shape, bone: str, alpha: float, clip: Path) -> None:
    wide = touch.wide
    _streak(pen, "light", _lit(curve, -0.4 * wide), wide, f"{bone}_light", alpha * 0.6, clip)
    _streak(pen, "shade", _lit(curve, 0.1 * wide), 0.8 * wide, f"{bone}_deep", alpha * 0.8, clip)


def _line(pen: Pen, touch: Touch, curve: Shape, bone: str, alpha: float, clip: Path) -> None:
    pen.line("line", curve.path(), f"{bone}_line", touch.width, alpha, clip=clip)


def _face(pen: Pen, touch: Touch, curve: Shape, bone: str, alpha: float, clip: Path) -> None:
    for size in (1.08, 1.0, 0.92):
        pen.fill("face", curve.grown(size).path(), f"{bone}_{touch.tone}", alpha * 0.5, clip)


BRUSHES: Mapping[str, Callable[[Pen, Touch, Shape, str, float, Path], None]] = {
    "veil": _veil,
    "bowl": _bowl,
    "knob": _knob,
    "ridge": _ridge,
    "groove": _groove,
    "line": _line,
    "face": _face,
}
"""What a touch's ``brush`` may say."""


def _halves(touch: Touch, landmarks: Mapping[str, Points]) -> Iterator[tuple[Shape, float]]:
    curve = touch.curve(landmarks)
    left, right = touch.alpha
    yield curve, right
    if not touch.across:
        yield curve.mirrored(), left


def lay(
    pen: Pen,
    rows: Iterable[Mapping[str, object]],
    bone: str,
    landmarks: Mapping[str, Points],
    clip: Path,
) -> None:
    """Lay touches on a bone, both halves of the picture.

    Parameters
    ----------
    pen
        The pen, inside the bone's group.
    rows
        Touches as an anatomy file writes them.
    bone
        Whose tones to use: ``"ilium"`` or ``"sacrum"``.
    landmarks
        Name to place in the view, shape (2,), in mm.
    clip
        The bone's edge, both halves.

    Raises
    ------
    pydantic.ValidationError
        When a touch has a field that no brush knows.
    KeyError
        When its brush is unknown.
    """
    for row in rows:
        touch = Touch.model_validate(row)
        if touch.brush not in BRUSHES:
            raise KeyError(f"There is no brush {touch.brush!r}: use one of {', '.join(BRUSHES)}.")
        for curve, alpha in _halves(touch, landmarks):
            BRUSHES[touch.brush](pen, touch, curve, bone, alpha, clip)
