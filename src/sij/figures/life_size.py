"""Pairs of blocks that slide by a few millimetres, made to be shown at true size."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from . import style

WIDTH_MM = 52.0
ROW_MM, TOP_MM, BLOCK_MM = 17.5, 3.0, 4.5
LEFT_MM, LENGTH_MM, CARDS_MM = 1.0, 24.0, 34.0
CARD_THICK_MM = 0.76
TEXT_MM = 3.2
_POINTS_PER_MM = 72 / 25.4
#: Cards whose stacked edges come nearest to each slide.
NOTES = ("average, living", "article, low end", "article, high end")


def cards_for(slide_mm: float) -> int:
    """How many bank-card edges make about this many millimetres, at least one."""
    return max(1, round(slide_mm / CARD_THICK_MM))


def life_size_figure(
    slides_mm: Sequence[float],
) -> tuple[Figure, float, tuple[float, float, float, float, float, float]]:
    """Draw one row of blocks for each slide.

    Parameters
    ----------
    slides_mm
        How far each lower block slides when the movement is complete, mm.

    Returns
    -------
    figure
        Parts ``lower-0``, ``lower-1``, ... move; ``note-true``, ``note-guess`` and
        ``note-projector`` are notes of which one is shown.
    mm_per_unit
        Millimetres in one unit of the drawing, for showing it life-size.
    to_svg
        The map from mm (y up) to drawing units.
    """
    height_mm = TOP_MM + ROW_MM * len(slides_mm) + 10
    with style.figure_style():
        figure = Figure(figsize=(WIDTH_MM / 25.4, height_mm / 25.4))
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH_MM), ylim=(0, height_mm))
        axes.set_axis_off()
        for row, slide_mm in enumerate(slides_mm):
            _draw_row(axes, row, slide_mm, height_mm - TOP_MM - ROW_MM * row)
        _draw_notes(axes)
    scale = _POINTS_PER_MM
    return figure, 1 / scale, (scale, 0, 0, -scale, 0, scale * height_mm)


def _draw_row(axes: Axes, row: int, slide_mm: float, top_mm: float) -> None:
    _words(axes, LEFT_MM, top_mm - TEXT_MM, f"{slide_mm:g} mm", "ink", "bold")
    _words(axes, LEFT_MM + 13, top_mm - TEXT_MM, NOTES[row], "ink_soft")
    upper_mm = top_mm - TEXT_MM - 1.4 - BLOCK_MM
    _block(axes, upper_mm, "ilium", f"upper-{row}")
    _block(axes, upper_mm - BLOCK_MM, "sacrum", f"lower-{row}")
    _cards(axes, cards_for(slide_mm), upper_mm)


def _block(axes: Axes, bottom_mm: float, colour: str, gid: str) -> None:
    """A block with a vertical mark in its middle, as one path so that it moves as one."""
    left, right, middle = LEFT_MM, LEFT_MM + LENGTH_MM, LEFT_MM + LENGTH_MM / 2
    top_mm = bottom_mm + BLOCK_MM
    outline = [(left, bottom_mm), (right, bottom_mm), (right, top_mm), (left, top_mm)]
    path = Path.make_compound_path(
        Path([*outline, outline[0]], closed=True), Path([(middle, bottom_mm), (middle, top_mm)])
    )
    axes.add_patch(
        PathPatch(
            path,
            fc=style.colour(colour),
            ec=style.colour(f"{colour}_line"),
            lw=style.stroke("fine"),
            gid=gid,
        )
    )


def _cards(axes: Axes, count: int, bottom_mm: float) -> None:
    for card in range(count):
        axes.add_patch(
            Rectangle(
                (CARDS_MM + card * CARD_THICK_MM, bottom_mm - BLOCK_MM),
                CARD_THICK_MM,
                2 * BLOCK_MM,
                fc=style.colour("accent_soft"),
                ec=style.colour("accent"),
                lw=style.stroke("hair"),
            )
        )
    words = "1 card" if count == 1 else f"{count} cards"
    _words(axes, CARDS_MM + count * CARD_THICK_MM + 1.2, bottom_mm - TEXT_MM / 2, words, "accent")


def _draw_notes(axes: Axes) -> None:
    notes = {
        "true": ("True size", "good"),
        "guess": ("Size is a guess: match a card", "warn"),
        "projector": ("Not to scale", "warn"),
    }
    for name, (words, colour) in notes.items():
        _words(axes, LEFT_MM, 2.5, words, colour, "bold", f"note-{name}")


def _words(
    axes: Axes,
    x_mm: float,
    y_mm: float,
    words: str,
    colour: str,
    weight: str = "normal",
    gid: str | None = None,
) -> None:
    axes.text(
        x_mm,
        y_mm,
        words,
        size=TEXT_MM * _POINTS_PER_MM,
        color=style.colour(colour),
        weight=weight,
        gid=gid,
    )
