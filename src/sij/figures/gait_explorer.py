"""Two runners in numbers: force curves of a step, footprints, and what one change does.

Parts that move are drawn once at their first place; the player redraws them in the frame of their
panel: ``curve`` (ms, body weights), ``prints`` (m) and ``bars`` (percent, rows).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from sij.figures import runner, style
from sij.figures.chart import Canvas, Group, Span, canvas, line, words
from sij.figures.pen import Pen
from sij.figures.shapes import Points
from sij.models.gait import posture as moves

Width = Literal["wide", "narrow"]
Affine = tuple[float, float, float, float, float, float]

LONGEST_MS, HIGHEST_BW = 320.0, 4.0
PERCENT = 100.0
PRINTS = 6
PRINT_LONG_M = 0.26
PRINT_APART_M = 0.2
SOLE = (
    (0.0, 0.0),
    (0.04, -0.12),
    (0.16, -0.15),
    (0.34, -0.1),
    (0.56, -0.13),
    (0.78, -0.19),
    (0.94, -0.13),
    (1.0, 0.02),
    (0.92, 0.15),
    (0.74, 0.17),
    (0.5, 0.07),
    (0.28, 0.1),
    (0.12, 0.14),
    (0.02, 0.09),
)
"""A shoe's print, in its own lengths: heel at the left, outer side above for a right foot."""
LAST_PRINT_M = 4.45
BAR_HALF_ROW = 0.22


@dataclass(frozen=True)
class Row:
    """One quantity of the lower panel: its id, its name, and a heading that stands above it."""

    id: str
    label: str
    heading: str = ""


ROWS: Final = (
    Row("peak", "Active peak of the ground force", "Each step"),
    Row("contact", "Time on the ground"),
    Row("fall", "How far the body sinks"),
    Row("foot", "Foot ahead of the hip at landing"),
    Row("gmed", "Gluteus medius, peak force"),
    Row("impact", "Impact peak"),
    Row("braking", "Braking peak"),
    Row("misstep", "Stiff leg: hidden drop against no drop"),
    Row("steps", "Number of steps", "Each kilometre"),
    Row("dose", "Active peaks, added up"),
    Row("gmed_km", "Gluteus medius peaks, added up"),
)
HEADING_ROWS = 1.0


@dataclass(frozen=True)
class Layout:
    """Where the panels stand, in points."""

    size: Span
    curve_x: Span
    curve_y: Span
    prints_at: Span
    bars_x: Span
    bars_top: float
    row_pt: float
    label_above: bool


LAYOUTS: Final[Mapping[Width, Layout]] = {
    "wide": Layout(
        (740, 704), (40, 350), (62, 244), (468, 124), (300, 640), 354, 25, label_above=False
    ),
    "narrow": Layout(
        (360, 1124), (32, 350), (70, 220), (92, 352), (16, 292), 626, 38, label_above=True
    ),
}
PRINTS_PT_PER_M = 56.0
PRINT_ROWS_PT = 152.0
NOTES: Final = {
    "nothing": ("Choose a change of your steps, and", "the second runner appears here."),
    "bars": ("No second runner: of this change we know", "no figures for the steps. See the bars."),
}
"""What stands where the second runner would, line by line."""
RUNNER_PHASE = 0.02
RUNNER_BOX_MM = (-700.0, -60.0, 800.0, 1830.0)
"""Left, bottom, right and top of what a drawn runner may fill."""


def row_places() -> dict[str, float]:
    """Return where each row's middle lies, in rows from the panel's top."""
    places, at = {}, 0.0
    for row in ROWS:
        at += HEADING_ROWS if row.heading else 0.0
        places[row.id] = at + 0.5
        at += 1.0
    return places


def frames(width: Width) -> dict[str, Affine]:
    """Return the map from each panel's units to points, as in SVG's ``matrix``."""
    lay = LAYOUTS[width]
    (left, right), (top, bottom) = lay.curve_x, lay.curve_y
    low, high = lay.bars_x
    ms, bw = (right - left) / LONGEST_MS, (bottom - top) / HIGHEST_BW
    lift = 8.0 if lay.label_above else 0.0
    return {
        "curve": (ms, 0, 0, -bw, left, bottom),
        **{
            f"prints-{who}": (PRINTS_PT_PER_M, 0, 0, PRINTS_PT_PER_M,
                              lay.prints_at[0], lay.prints_at[1] + row * PRINT_ROWS_PT + 13)
            for row, who in enumerate(("you", "other"))
        },
        "bars": ((high - low) / (2 * PERCENT), 0, 0, lay.row_pt, (low + high) / 2,
                 lay.bars_top + lift),
    }  # fmt: skip


def gait_explorer_figure(width: Width) -> Figure:
    """Draw the panels with the parts that the player moves.

    Parameters
    ----------
    width
        ``"wide"`` (860 points) or ``"narrow"`` (360 points).

    Returns
    -------
    Figure
        Parts ``curve-you``, ``curve-other``, ``band-you``, ``band-other``, ``print-you-<k>``,
        ``print-other-<k>``, ``you-runner``, ``other-runner``, ``bar-<row>``,
        ``value-<row>``, ``shown-<row>-known``, ``shown-<row>-unknown``, ``row-<row>`` and
        ``note-nothing``, ``note-bars``: lines that the player writes.
    """
    lay = LAYOUTS[width]
    with style.figure_style():
        sheet = canvas(*lay.size)
        sheet.group("axes", _curve_axes(lay))
        sheet.group("curves", _curves(lay))
        _draw_prints(sheet, lay)
        sheet.group("bar-axes", _bar_axes(lay))
        for row in ROWS:
            sheet.group(f"row-{row.id}", _row(lay, row))
    return sheet.figure


def _curve_axes(lay: Layout) -> Iterator[Artist]:
    (left, right), (top, bottom) = lay.curve_x, lay.curve_y
    yield words((8, 14), "Ground force in one step", 14, weight="bold")
    if lay.label_above:
        yield words(
            (8, 34), "in body weights, upwards; solid: you; dashed: with the", 12, "ink_soft"
        )
        yield words((8, 50), "change; pale bands: where a measured peak may lie", 12, "ink_soft")
    for bw in range(int(HIGHEST_BW) + 1):
        y = bottom - (bottom - top) * bw / HIGHEST_BW
        yield line((left, right), (y, y), "rule" if bw else "ink_soft", "hair" if bw else "fine")
        yield words((left - 8, y), str(bw), 12, "ink_soft", "right")
    for ms in range(0, int(LONGEST_MS), 100):
        x = left + (right - left) * ms / LONGEST_MS
        yield line((x, x), (bottom, bottom + 4), "ink_soft", "fine")
        yield words((x, bottom + 13), f"{ms} ms" if ms else "0", 12, "ink_soft", "center")
    if not lay.label_above:
        yield words((left - 8, top - 12), "body weights", 12, "ink_soft")
        yield words((right, top - 12), "solid: you", 12, "accent", "right", "bold")
        yield words((right, top + 6), "dashed: with the change", 12, "accent2", "right", "bold")
        yield words((right, top + 24), "pale: where a measured", 12, "ink_soft", "right")
        yield words((right, top + 39), "peak may lie", 12, "ink_soft", "right")


def _patch(gid: str, ink: str, *, filled: bool, dashes: Sequence[float] = ()) -> PathPatch:
    patch = PathPatch(Path([(0, 0), (1, 1), (2, 0)]), gid=gid, joinstyle="round")
    if filled:
        patch.set(facecolor=style.colour(ink), edgecolor="none", linewidth=0)
    else:
        patch.set(fill=False, edgecolor=style.colour(ink), linewidth=style.stroke("heavy"))
        patch.set_linestyle((0, tuple(dashes)) if dashes else "solid")
    return patch


def _curves(lay: Layout) -> Iterator[Artist]:
    yield _patch("band-you", "accent_soft", filled=True)
    yield _patch("band-other", "accent2_soft", filled=True)
    yield _patch("curve-you", "accent", filled=False)
    yield _patch("curve-other", "accent2", filled=False, dashes=(3.2, 2.0))


def _draw_prints(sheet: Canvas, lay: Layout) -> None:
    x, y = lay.prints_at
    for who, ink, label, row in (("you", "accent", "you", 0), ("other", "accent2", "changed", 1)):
        at = y + row * PRINT_ROWS_PT
        ground = line((x - 24, x + LAST_PRINT_M * PRINTS_PT_PER_M), (at, at), "ink_soft", "line")
        text = words((x - 32, at - 4), label, 12, ink, "right", "bold")
        sheet.group(f"prints-{who}", [ground, text, *_ruler(x, at + 28)])
        for k in range(PRINTS):
            sheet.group(f"print-{who}-{k}", [_print(x, at + 13, ink, left=k % 2 == 1)])
        _draw_runner(sheet, (x, at), who)
    for name, lines in NOTES.items():
        blanks = (
            words((x - 32, y + PRINT_ROWS_PT - 66 + 18 * k), " ", 12, "ink_soft", gid=f"{name}-{k}")
            for k in range(len(lines))
        )
        sheet.group(f"note-{name}", blanks)


def _draw_runner(sheet: Canvas, at: Span, who: str) -> None:
    """Draw a runner landing with the heel at a point of the sheet."""
    speed = moves.measured_speeds_m_s()[1]
    body = runner.figure_at(speed, np.array([RUNNER_PHASE]))
    heel_mm = float(body.right_leg.heel[0, 0]) * 1e3
    left, low, right, high = RUNNER_BOX_MM
    width, height = sheet.figure.get_size_inches() * 72
    scale = PRINTS_PT_PER_M / 1e3
    axes = sheet.figure.add_axes((
        (at[0] + (left - heel_mm) * scale) / width,
        1 - (at[1] - low * scale) / height,
        (right - left) * scale / width,
        (high - low) * scale / height,
    ))  # fmt: skip
    axes.set_axis_off()
    axes.set(xlim=(left, right), ylim=(low, high))
    pen = Pen(axes, coarse=True, prefix=f"{who}-")
    with pen.layer("runner"):
        runner.draw_body(pen, body)


def _ruler(x: float, y: float) -> Iterator[Artist]:
    yield line((x, x + LAST_PRINT_M * PRINTS_PT_PER_M), (y, y), "ink_soft", "fine")
    for metre in range(5):
        at = x + metre * PRINTS_PT_PER_M
        yield line((at, at), (y - 4, y), "ink_soft", "fine")
        yield words((at, y + 11), f"{metre} m" if metre else "0", 12, "ink_soft", "center")


def sole(left: bool) -> Points:
    """Return the outline of a shoe's print from its heel on, shape (n, 2), m; y to the right."""
    side = -1.0 if left else 1.0
    return PRINT_LONG_M * np.array(SOLE) * (1.0, side) + (0.0, side * PRINT_APART_M / 2)


def _print(x: float, y: float, ink: str, *, left: bool) -> PathPatch:
    outline = sole(left) * PRINTS_PT_PER_M + (x, y)
    patch = PathPatch(Path(np.vstack([outline, outline[:1]]), closed=True), joinstyle="round")
    patch.set(facecolor=style.colour(ink), edgecolor="none", linewidth=0)
    return patch


def _bar_axes(lay: Layout) -> Iterator[Artist]:
    low, high = lay.bars_x
    title_y = lay.bars_top - (44 if lay.label_above else 26)
    yield words((8, title_y), "What the change does, in percent of yours", 14, weight="bold")
    for percent in (-100, -50, 0, 50, 100):
        x = low + (high - low) * (percent + PERCENT) / (2 * PERCENT)
        ink, stroke = ("ink_soft", "fine") if percent == 0 else ("rule", "hair")
        for span in _strips(lay):
            yield line((x, x), span, ink, stroke)
        text = f"{percent:+d}".replace("-", "\N{MINUS SIGN}") if percent else "0"
        yield words((x, lay.bars_top - 8), text, 12, "ink_soft", "center")


def _strips(lay: Layout) -> list[Span]:
    """Return where the upright lines run: between the labels, not through them."""
    if not lay.label_above:
        return [(lay.bars_top, lay.bars_top + lay.row_pt * (len(ROWS) + 2 * HEADING_ROWS))]
    middles = (lay.bars_top + lay.row_pt * place + 8.0 for place in row_places().values())
    return [(y - 9.5, y + 9.5) for y in middles]


def _row(lay: Layout, row: Row) -> list[Artist]:
    place = row_places()[row.id]
    y = lay.bars_top + lay.row_pt * place
    value_x, bar_y = lay.size[0] - 8, y + (8.0 if lay.label_above else 0.0)
    label_y = bar_y - 17 if lay.label_above else y
    parts: list[Artist] = [_patch(f"bar-{row.id}", "accent2", filled=True)]
    parts.append(words((8, label_y), row.label))
    if row.heading:
        heading_y = label_y - lay.row_pt * 0.75
        parts.append(words((8, heading_y), row.heading, 13, weight="bold"))
    for kind, text, ink in (("known", "0.0 %", "ink"), ("unknown", "no figure", "ink_soft")):
        gid = f"value-{row.id}" if kind == "known" else None
        mark = words((value_x, bar_y), text, 12, ink, "right", gid=gid)
        parts.append(Group(f"shown-{row.id}-{kind}", [mark]))
    return parts
