"""Make the shipped font files from the Fontsource package of Atkinson Hyperlegible Next.

A workshop tool, needed only to change the font: ``python -m sij.figures.fonts FOLDER``
with the unpacked package's folder. It keeps the characters the course uses and draws the
signs that the typeface lacks (arrows, less-or-equal, a few Greek letters, marks).
Needs fonttools and brotli (development tools).
"""

import math
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped, unused-ignore]
from fontTools.pens.transformPen import (  # type: ignore[import-untyped, unused-ignore]
    TransformPen,
)
from fontTools.pens.ttGlyphPen import (  # type: ignore[import-untyped, unused-ignore]
    TTGlyphPen,
)
from fontTools.ttLib import TTFont  # type: ignore[import-untyped, unused-ignore]

from sij.figures.glyphs import KEPT

Point = tuple[float, float]
STEM = "atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
HEAVIER = {400: 600, 700: 800}
KEPT_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)
FONT_DATE = 3814959848
"""The typeface's own date stamp, so that building twice gives the same bytes."""


@dataclass(frozen=True)
class Sheet:
    """What is needed to draw a new sign in the manner of a font."""

    font: TTFont
    heavier: TTFont
    thick: float
    middle: float
    half: float
    x_height: float
    cap_height: float


def _sheet(font: TTFont, heavier: TTFont) -> Sheet:
    box = font["glyf"][font.getBestCmap()[ord("−")]]
    os2 = font["OS/2"]
    return Sheet(
        font=font,
        heavier=heavier,
        thick=box.yMax - box.yMin,
        middle=(box.yMax + box.yMin) / 2,
        half=(box.xMax - box.xMin) / 2,
        x_height=os2.sxHeight,
        cap_height=os2.sCapHeight,
    )


def _clockwise(points: list[Point]) -> list[Point]:
    pairs = zip(points, points[1:] + points[:1], strict=True)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)
    return points if area < 0 else points[::-1]


def _polygon(pen: TTGlyphPen, points: list[Point], hole: bool = False) -> None:
    ordered = _clockwise(points)
    if hole:
        ordered = ordered[::-1]
    pen.moveTo(ordered[0])
    for point in ordered[1:]:
        pen.lineTo(point)
    pen.closePath()


def _bar(pen: TTGlyphPen, start: Point, end: Point, thick: float) -> None:
    length = math.dist(start, end)
    dx = (end[1] - start[1]) / length * thick / 2
    dy = -(end[0] - start[0]) / length * thick / 2
    (x0, y0), (x1, y1) = start, end
    corners = [(x0 + dx, y0 + dy), (x1 + dx, y1 + dy), (x1 - dx, y1 - dy), (x0 - dx, y0 - dy)]
    _polygon(pen, corners)


def _circle(pen: TTGlyphPen, centre: Point, radius: float, hole: bool = False) -> None:
    turns = [math.pi / 4 * k for k in range(8)]
    reach = radius / math.cos(math.pi / 8)
    off = [
        (
            centre[0] + reach * math.cos(t + math.pi / 8),
            centre[1] + reach * math.sin(t + math.pi / 8),
        )
        for t in turns
    ]
    pen.qCurveTo(*(off if hole else off[::-1]), None)
    pen.closePath()


def _copy(pen: TTGlyphPen, font: TTFont, char: str, matrix: tuple[float, ...]) -> None:
    name = font.getBestCmap()[ord(char)]
    font.getGlyphSet()[name].draw(TransformPen(pen, matrix))


def _width(font: TTFont, char: str) -> float:
    return float(font["hmtx"][font.getBestCmap()[ord(char)]][0])


def _less_equal(pen: TTGlyphPen, s: Sheet, char: str) -> float:
    base = "<" if char == "≤" else ">"
    lift = s.thick * 1.25
    _copy(pen, s.font, base, (1, 0, 0, 0.82, 0, s.middle * 0.18 + lift))
    wide = _width(s.font, base)
    low = s.middle - s.half - s.thick * 0.1
    _bar(pen, (wide / 2 - s.half, low), (wide / 2 + s.half, low), s.thick)
    return wide


def _approximately(pen: TTGlyphPen, s: Sheet, char: str) -> float:
    for shift in (s.thick * 1.15, -s.thick * 1.15):
        _copy(pen, s.font, "~", (1, 0, 0, 1, 0, shift))
    return _width(s.font, "~")


def _arrow(pen: TTGlyphPen, s: Sheet, char: str) -> float:
    reach, head, edge = 360.0, 190.0, 60.0
    turn = {"→": (1, 0), "←": (-1, 0), "↑": (0, 1), "↓": (0, -1)}[char]
    wide = 2 * (reach if turn[0] else head) + 2 * edge
    height = s.middle if turn[0] else s.cap_height / 2

    def put(along: float, across: float) -> Point:
        return (
            wide / 2 + along * turn[0] - across * turn[1],
            height + along * turn[1] + across * turn[0],
        )

    _bar(pen, put(-reach, 0), put(reach - s.thick, 0), s.thick)
    for side in (1, -1):
        _bar(pen, put(reach, 0), put(reach - head, side * head), s.thick)
    tip = s.thick * 0.71
    _polygon(pen, [put(reach, tip), put(reach + tip, 0), put(reach, -tip), put(reach - tip, 0)])
    return wide


def _prime(pen: TTGlyphPen, s: Sheet, char: str) -> float:
    top, low, step = s.cap_height + 40, s.cap_height - 210, s.thick * 2.1
    count = 1 if char == "′" else 2
    for k in range(count):
        x = 60 + k * step
        _polygon(
            pen,
            [
                (x, low),
                (x + s.thick * 0.55, low),
                (x + s.thick * 1.6, top),
                (x + s.thick * 0.6, top),
            ],
        )
    return 60 + (count - 1) * step + s.thick * 1.6 + 40


def _subscript(pen: TTGlyphPen, s: Sheet, char: str) -> float:
    digit = str("₀₁₂₃₄₅₆₇₈₉".index(char))
    _copy(pen, s.heavier, digit, (0.62, 0, 0, 0.62, 12, -110))
    return _width(s.heavier, digit) * 0.62 + 24


def _micro(pen: TTGlyphPen, s: Sheet, char: str) -> float:
    _copy(pen, s.font, "u", (1, 0, 0, 1, 0, 0))
    box = s.font["glyf"][s.font.getBestCmap()[ord("u")]]
    _bar(pen, (box.xMin + s.thick * 0.55, -200), (box.xMin + s.thick * 0.55, 120), s.thick * 1.1)
    return _width(s.font, "u")


def _delta(pen: TTGlyphPen, s: Sheet, char: str) -> float:
    wide, top, t = 660.0, s.cap_height, s.thick
    _polygon(pen, [(30, 0), (wide - 30, 0), (wide / 2, top)])
    _polygon(
        pen,
        [(30 + 1.6 * t, t), (wide - 30 - 1.6 * t, t), (wide / 2, top - 2.3 * t)],
        hole=True,
    )
    return wide


def _theta(pen: TTGlyphPen, s: Sheet, char: str) -> float:
    _copy(pen, s.heavier, "O", (0.68, 0, 0, 1, 10, 0))
    wide = _width(s.heavier, "O") * 0.68 + 20
    level = s.cap_height / 2
    _bar(pen, (wide * 0.2, level), (wide * 0.8, level), s.thick)
    return wide


def _kappa(pen: TTGlyphPen, s: Sheet, char: str) -> float:
    scale = s.x_height / s.cap_height
    _copy(pen, s.heavier, "K", (scale * 1.1, 0, 0, scale, 0, 0))
    return _width(s.heavier, "K") * scale * 1.1


def _root(pen: TTGlyphPen, s: Sheet, char: str) -> float:
    t = s.thick
    corners = [(30.0, 330.0), (120.0, 380.0), (270.0, 20.0), (460.0, s.cap_height + 60)]
    for start, end in pairwise(corners):
        _bar(pen, start, end, t)
    return 490


def _tick(pen: TTGlyphPen, s: Sheet, char: str) -> float:
    t = s.thick * 1.35
    _bar(pen, (70, 300), (270, 70), t)
    _bar(pen, (238, 70), (640, 620), t)
    return 700


def _disc(pen: TTGlyphPen, s: Sheet, char: str) -> float:
    centre, radius = (370.0, s.cap_height / 2), 310.0
    _circle(pen, centre, radius)
    if char == "○":
        _circle(pen, centre, radius - s.thick, hole=True)
    if char == "◐":
        inner = radius - s.thick
        arc = [math.pi / 2 - math.pi * k / 24 for k in range(25)]
        half = [(centre[0] + inner * math.cos(a), centre[1] + inner * math.sin(a)) for a in arc]
        _polygon(pen, half, hole=True)
    return 740


def _triangle(pen: TTGlyphPen, s: Sheet, char: str) -> float:
    base, tip = (30.0, 650.0) if char == "▲" else (650.0, 30.0)
    _polygon(pen, [(40, base), (700, base), (370, tip)])
    return 740


DRAWN: dict[str, Callable[[TTGlyphPen, Sheet, str], float]] = {
    **dict.fromkeys("≤≥", _less_equal),
    "≈": _approximately,
    **dict.fromkeys("→←↑↓", _arrow),
    **dict.fromkeys("′″", _prime),
    **dict.fromkeys("₀₁₂₃₄₅₆₇₈₉", _subscript),
    **dict.fromkeys("µ", _micro),
    "Δ": _delta,
    "θ": _theta,
    "κ": _kappa,
    "√": _root,
    "✓": _tick,
    **dict.fromkeys("●○◐", _disc),
    **dict.fromkeys("▲▼", _triangle),
}


def _kept(source: Path) -> TTFont:
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"]
    options.name_IDs = list(KEPT_NAMES)
    options.recalc_timestamp = False
    font = subset.load_font(str(source), options)
    tool = subset.Subsetter(options)
    tool.populate(text=KEPT)
    tool.subset(font)
    return font


def _add(font: TTFont, sheet: Sheet, chars: Iterable[str]) -> None:
    drawings = {}
    for char in chars:
        pen = TTGlyphPen(None)
        wide = round(DRAWN[char](pen, sheet, char))
        drawings[char] = (pen.glyph(), wide)
    for char, (glyph, wide) in drawings.items():
        name = f"uni{ord(char):04X}"
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (wide, glyph.xMin)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(char)] = name


def build(package: Path, out: Path) -> None:
    """Write both weights as TTF and WOFF2, and the licence.

    Parameters
    ----------
    package
        The unpacked ``@fontsource/atkinson-hyperlegible-next`` (5.3.0).
    out
        Folder to write into.

    Raises
    ------
    FileNotFoundError
        When the package is not in ``package``.
    """
    for weight, heavy in HEAVIER.items():
        font = _kept(package / "files" / STEM.format(weight=weight))
        heavier = TTFont(package / "files" / STEM.format(weight=heavy))
        missing = [char for char in DRAWN if ord(char) not in font.getBestCmap()]
        _add(font, _sheet(font, heavier), missing)
        font["head"].modified = FONT_DATE
        for flavor, ending in ((None, "ttf"), ("woff2", "woff2")):
            font.flavor = flavor
            font.save(out / f"sij-hyperlegible-{weight}.{ending}", reorderTables=True)
    (out / "OFL.txt").write_text((package / "LICENSE").read_text("utf-8"), "utf-8")


if __name__ == "__main__":
    from sij.evidence import assets

    build(Path(sys.argv[1]), assets.path("fonts"))
