"""A hundred example runners as dots in a two-by-two table, and what each result leaves.

One unit is one point, y down. The dots of a row are one dashed line with round ends: a longer line
shows more people. Solid dots have the source, rings do not; a solid frame holds positive tests, a
dashed one negative tests.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from sij.figures import style
from sij.figures.chart import Canvas, Side, Weight, canvas
from sij.figures.chart import words as text
from sij.figures.pen import Width
from sij.models import two_by_two as model

Affine = tuple[float, float, float, float, float, float]
Result = Literal["positive", "negative"]
Cell = Literal["found", "false_alarms", "missed", "rightly_negative"]

RESULTS: tuple[Result, ...] = ("positive", "negative")
CELLS: dict[Cell, tuple[str, Result, bool]] = {
    "found": ("Found", "positive", True),
    "false_alarms": ("False alarms", "positive", False),
    "missed": ("Missed", "negative", True),
    "rightly_negative": ("Rightly negative", "negative", False),
}
"""Each cell's words, its row, and whether its people have the source."""
IN_A_ROW, ROWS = 10, 10
TOUCH = 0.02
"""How far a line of dots runs past its last dot's middle, in dots, so that this dot is drawn."""
DOT, RING, SPECK = 10.0, 6.6, 0.01
NOBODY = {
    "positive": "Nobody among these 100 tests positive.",
    "negative": "Nobody among these 100 tests negative.",
}
ENDLESS = {
    "positive": "LR+: no upper limit (no false alarms at all)",
    "negative": "LR\N{MINUS SIGN}: no upper limit (all others test positive)",
}
NO_RATIO = {
    "positive": "LR+: none (nobody can test positive)",
    "negative": "LR\N{MINUS SIGN}: none (nobody can test negative)",
}
RATIO_NAME = {
    "positive": "Likelihood ratio, LR+",
    "negative": "Likelihood ratio, LR\N{MINUS SIGN}",
}
NOTES = (
    "Shares are worked out before people are",
    "rounded to whole ones.",
)


@dataclass(frozen=True)
class _Layout:
    """Places in units: the four boxes, the headings, and where each result's bar stands."""

    width: float
    height: float
    columns: tuple[float, float]
    heading: float
    rows: dict[Result, float]
    row_heading: dict[Result, tuple[tuple[float, float], tuple[float, float]]]
    panel: dict[Result, tuple[float, float]]
    bar: float
    spacing: float
    note: tuple[float, float]
    test: tuple[float, float]


BOX_TOP, PAD = 26.0, 7.0
_LAYOUTS: dict[Width, _Layout] = {
    "wide": _Layout(
        860, 436, (112, 294), 20, {"positive": 34, "negative": 237},
        {"positive": ((8, 120), (8, 140)), "negative": ((8, 323), (8, 343))},
        {"positive": (500, 100), "negative": (500, 303)}, 344, 15.6, (500, 403), (500, 48),
    ),
    "narrow": _Layout(
        360, 760, (8, 184), 42, {"positive": 84, "negative": 416},
        {"positive": ((8, 72), (102, 72)), "negative": ((8, 404), (106, 404))},
        {"positive": (8, 292), "negative": (8, 624)}, 344, 15.4, (8, 730), (8, 14),
    ),
}  # fmt: skip


def _layout_box(layout: _Layout) -> tuple[float, float]:
    side = IN_A_ROW * layout.spacing + 2 * PAD
    return side, side + BOX_TOP - PAD


def frames(width: Width) -> dict[str, Affine]:
    """Return the maps of the cells (in dots) and of the bars (0 to 1 both ways) to the drawing."""
    layout = _LAYOUTS[width]
    found: dict[str, Affine] = {}
    for cell, (_, result, ill) in CELLS.items():
        left, top = layout.columns[0 if ill else 1], layout.rows[result]
        s = layout.spacing
        found[cell] = (s, 0.0, 0.0, s, left + PAD, top + BOX_TOP)
    for result, (x, y) in layout.panel.items():
        found[f"bar_{result}"] = (layout.bar, 0.0, 0.0, 20.0, x, y + 16)
    return found


def in_row(count: float, row: int) -> float:
    """Return how many of a cell's people stand in its row of ten."""
    return min(max(count - IN_A_ROW * row, 0), IN_A_ROW)


def dot_line(people: float) -> tuple[float, float]:
    """Return where a row's line starts and ends, in dots: a gap comes before the first dot."""
    return -0.5, people - 0.5 + TOUCH


def row_parts(cell: Cell, row: int) -> tuple[str, ...]:
    """Return the names of what draws a row's dots: for rings an outer and an inner line."""
    name = f"dots-{cell.replace('_', '-')}-{row}"
    return (name,) if CELLS[cell][2] else (name, f"{name}-hole")


class _Board:
    """The canvas with its layout: words by name, and lines in a frame's units."""

    def __init__(self, width: Width) -> None:
        self.layout = _LAYOUTS[width]
        self.frames = frames(width)
        self.canvas: Canvas = canvas(self.layout.width, self.layout.height)

    def words(
        self, gid: str, at: tuple[float, float], said: str, size: float = 12.5,
        ink: str = "ink", weight: Weight = "normal", side: Side = "left",
    ) -> Text:  # fmt: skip
        found = text(at, said or " ", size, ink, side, weight, gid)
        return self.canvas.axes.add_artist(found)  # type: ignore[return-value]

    def path(
        self, gid: str, points: Sequence[tuple[float, float]], frame: str | None = None,
        fill: str = "none", ink: str = "none", lw: float = 1.2, hatch: str = "",
    ) -> PathPatch:  # fmt: skip
        a, _, _, d, e, f = self.frames[frame] if frame else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        placed = np.array(points) * (a, d) + (e, f)
        closed = fill != "none"
        path = Path(np.vstack([placed, placed[:1]]) if closed else placed, closed=closed)
        patch = PathPatch(path, fill=closed, lw=lw, gid=gid, clip_on=False)
        patch.set_edgecolor("none" if ink == "none" else style.colour(ink))
        if closed:
            patch.set_facecolor(style.colour(fill))
        if hatch:
            patch.set_hatch(hatch)
        self.canvas.axes.add_artist(patch)
        return patch


def _draw_cell(board: _Board, cell: Cell, count: int) -> None:
    said, result, ill = CELLS[cell]
    left, top = board.layout.columns[0 if ill else 1], board.layout.rows[result]
    wide, high = _layout_box(board.layout)
    name = cell.replace("_", "-")
    dashes = (0, ()) if result == "positive" else (0, (5, 3))
    box = Rectangle((left, top), wide, high, gid=f"cell-{name}", linestyle=dashes)
    box.set(fc=style.colour("surface"), ec=style.colour("ink_soft"), lw=style.stroke("line"))
    board.canvas.axes.add_artist(box)
    ink = "accent2" if ill else "accent"
    board.words(f"count-{name}", (left + PAD, top + 13), f"{said}: {count}", 12.5, ink, "bold")
    for row in range(ROWS):
        _draw_dots(board, cell, row, in_row(count, row))


def _draw_dots(board: _Board, cell: Cell, row: int, people: float) -> None:
    first, last = dot_line(people)
    points = ((first, row + 0.5), (last, row + 0.5))
    inks = [("accent2", DOT)] if CELLS[cell][2] else [("accent", DOT), ("surface", RING)]
    for gid, (ink, wide) in zip(row_parts(cell, row), inks, strict=True):
        line = board.path(gid, points, cell, ink=ink, lw=wide)
        gap = board.layout.spacing - SPECK
        # matplotlib counts dashes in line widths. The pattern starts with its gap.
        line.set(capstyle="round", linestyle=(SPECK / wide, (SPECK / wide, gap / wide)))


def bar_points(percent: float) -> list[tuple[float, float]]:
    """Return the corners of the filled part of a bar, in the bar's frame."""
    return [(0, 0), (percent / 100, 0), (percent / 100, 1), (0, 1)]


def ratio_words(result: Result, sensitivity_percent: float, specificity_percent: float) -> str:
    """Return a result's likelihood ratio in words, also where it has no number."""
    both = model.likelihood_ratios(sensitivity_percent, specificity_percent)
    ratio = both[RESULTS.index(result)]
    if ratio is not None:
        return f"{RATIO_NAME[result]}: {ratio:.2f}"
    possible = sensitivity_percent > 0 if result == "positive" else sensitivity_percent < 100
    return ENDLESS[result] if possible else NO_RATIO[result]


def _draw_panel(
    board: _Board, result: Result, counts: model.Table, before: float, after: float | None,
    ratio: str,
) -> None:  # fmt: skip
    x, y = board.layout.panel[result]
    part, of = (
        (counts.found, counts.positives)
        if result == "positive"
        else (counts.missed, counts.negatives)
    )
    heads = f"With the source: {part} of the {of} who test {result}" if of else ""
    board.words(f"of-{result}", (x, y), heads, 13, "ink", "bold")
    board.words(f"nobody-{result}", (x, y), "" if of else NOBODY[result], 13, "ink", "bold")
    frame, filled = f"bar_{result}", bar_points((after or 0) if of else 0)
    board.path(f"track-{result}", bar_points(100), frame, "surface_deep", "ink_soft", 0.8)
    board.path(f"bar-{result}", filled, frame, "accent2_soft", "accent2", 1.2, "////")
    mark = board.path(f"before-{result}", before_points(before), frame, ink="ink", lw=2)
    mark.set_linestyle((0, (2, 1)))
    share = f"Share with the source: {after:.1f} % (dashed: {before:.0f} % before)" if of else ""
    board.words(f"share-{result}", (x, y + 54), share, 12.5)
    for name, said in (("", RATIO_NAME), ("-endless", ENDLESS), ("-none", NO_RATIO)):
        shown = ratio if ratio.startswith(said[result]) else ""
        board.words(f"ratio{name}-{result}", (x, y + 74), shown, 12.5, "ink_soft")


def before_points(percent: float) -> list[tuple[float, float]]:
    """Return the mark of the share before the test, in a bar's frame."""
    return [(percent / 100, -0.3), (percent / 100, 1.3)]


def _key_dot(board: _Board, ill: bool, at: tuple[float, float]) -> None:
    ink, fill = ("accent2", "accent2") if ill else ("accent", "surface")
    dot = Circle(at, 4.2, fc=style.colour(fill), ec=style.colour(ink), lw=style.stroke("outline"))
    dot.set_gid(f"key-{'with' if ill else 'without'}")
    board.canvas.axes.add_artist(dot)


def _draw_headings(board: _Board, counts: model.Table) -> None:
    layout = board.layout
    y = layout.heading
    sums = (
        ("with", "With the source", counts.with_source),
        ("without", "Without it", counts.without),
    )
    for x, (name, said, count) in zip(layout.columns, sums, strict=True):
        _key_dot(board, name == "with", (x + 6, y))
        ink = "accent2" if name == "with" else "accent"
        board.words(f"sum-{name}", (x + 17, y), f"{said}: {count}", 13, ink, "bold")
    for result, (head, below) in layout.row_heading.items():
        of = counts.positives if result == "positive" else counts.negatives
        board.words(f"row-{result}", head, f"Test {result}", 13, "ink", "bold")
        board.words(f"sum-{result}", below, f"{of} of 100", 13, "ink")


def _notes(board: _Board) -> Iterator[Text]:
    x, y = board.layout.note
    for line, said in enumerate(NOTES):
        yield board.words(f"note-{line}", (x, y + 17 * line), said, 12, "ink_soft")


def hundred_runners(
    width: Width,
    share_percent: float,
    sensitivity_percent: float,
    specificity_percent: float,
    test: str = "",
) -> Figure:
    """Draw 100 example runners in the four cells, and the share with the source in each row.

    Parameters
    ----------
    width
        ``"wide"`` (860 units) or ``"narrow"`` (360 units).
    share_percent, sensitivity_percent, specificity_percent
        As for `sij.models.two_by_two.table`.
    test
        Which test it is, in words.

    Returns
    -------
    Figure
        Parts ``cell-<cell>``, ``count-<cell>``, ``dots-<cell>-<row>``, ``sum-with``,
        ``bar-<result>``, ``before-<result>``, ``share-<result>``, ``ratio-<result>``, ``test``
        and so on.
    """
    counts = model.table(share_percent, sensitivity_percent, specificity_percent)
    after = model.shares_after(share_percent, sensitivity_percent, specificity_percent)
    with style.figure_style():
        board = _Board(width)
        for cell in CELLS:
            _draw_cell(board, cell, int(getattr(counts, cell)))
        _draw_headings(board, counts)
        for result, share in zip(RESULTS, after, strict=True):
            ratio = ratio_words(result, sensitivity_percent, specificity_percent)
            _draw_panel(board, result, counts, share_percent, share, ratio)
        list(_notes(board))
        board.words("test", board.layout.test, f"Test: {test}", 12.5, "ink", "bold")
    return board.canvas.figure
