"""A perfect test against an injection that errs: 100 runners, and how good the test then seems.

One unit is one point, y down. Discs really have the source, rings do not; a dashed frame holds
those in whom the injection errs. Published shares are dashed marks on two scales.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from matplotlib.figure import Figure

from sij import evidence
from sij.figures import style
from sij.figures.board import Affine, Board, Mark, in_row, row_ends
from sij.figures.counting import cited
from sij.figures.pen import Width
from sij.models import imperfect_reference as model
from sij.models.gait.facts import number
from sij.models.reasoning import data

Result = Literal["positive", "negative"]
Cell = Literal["rightly_positive", "wrongly_positive", "wrongly_negative", "rightly_negative"]
RESULTS: tuple[Result, ...] = ("positive", "negative")
CELLS: dict[Cell, tuple[str, Result, Mark]] = {
    "rightly_positive": ("Rightly positive", "positive", "disc"),
    "wrongly_positive": ("Wrongly positive", "positive", "ring"),
    "wrongly_negative": ("Wrongly negative", "negative", "disc"),
    "rightly_negative": ("Rightly negative", "negative", "ring"),
}
"""Each cell's words, what the injection says, and the mark of its people."""
CLAIM = "ref-first-block-false-positive"
IN_A_ROW, ROWS = 10, 10
MOST: dict[Result, float] = {"positive": 60.0, "negative": 40.0}
"""How far each scale of wrong injections runs, in percent."""
SEEMS: dict[Result, str] = {"positive": "Sensitivity", "negative": "Specificity"}
TITLE = "The test is perfect. Only the block errs."
NOTES = (
    "Disc: really with the source, the test is positive.",
    "Ring: really without it, the test is negative.",
    "Dashed frame: here the block errs, not the test.",
)


@dataclass(frozen=True)
class Published:
    """First injections that a second one did not confirm: the share, with its counts."""

    id: str
    source: str
    result: Result
    percent: float
    part: int
    of: int

    @property
    def label(self) -> str:
        """What stands beside its mark."""
        return f"{self.percent:g}: {'audit' if self.id == 'audit' else 'series'}"


@lru_cache(maxsize=1)
def published() -> tuple[Published, ...]:
    """Return the published shares (claim ref-first-block-false-positive)."""
    series = data.counts(CLAIM, "unconfirmed_maigne")
    return (
        _unconfirmed("positive"),
        Published("series", "maigne1996", "positive", _percent("unconfirmed_maigne"), *series),
        _unconfirmed("negative"),
    )


def _percent(name: str) -> float:
    return round(100 * number(CLAIM, name), 6)


def _unconfirmed(result: Result) -> Published:
    name = f"confirmed_after_{result}"
    confirmed, of = data.counts(CLAIM, name)
    percent = round(100 - _percent(name), 6)
    return Published("audit", "controlblock2015", result, percent, of - confirmed, of)


def named(found: Published) -> str:
    """Return a published share's study in words."""
    kind = "Practice audit" if found.id == "audit" else "Selected series"
    return f"{kind} ({cited(found.source)})"


@dataclass(frozen=True)
class _Layout:
    """Places in units: the four boxes, the headings, and where each result's panel stands."""

    width: float
    height: float
    columns: tuple[float, float]
    heading: float
    rows: dict[Result, float]
    row_heading: dict[Result, tuple[tuple[float, float], tuple[float, float]]]
    panel: dict[Result, tuple[float, float]]
    title: tuple[float, float]
    notes: tuple[float, float]
    stretch: float


PAD, BAR, SPACING, THICK = 7.0, 344.0, 15.4, 13.0
_LAYOUTS: dict[Width, _Layout] = {
    "wide": _Layout(
        860, 428, (118, 298), 20, {"positive": 34, "negative": 232},
        {"positive": ((8, 116), (8, 136)), "negative": ((8, 314), (8, 334))},
        {"positive": (500, 54), "negative": (500, 218)}, (500, 20), (500, 372), 1.0,
    ),
    "narrow": _Layout(
        360, 912, (8, 184), 42, {"positive": 86, "negative": 480},
        {"positive": ((8, 72), (126, 72)), "negative": ((8, 466), (130, 466))},
        {"positive": (8, 296), "negative": (8, 690)}, (8, 14), (8, 858), 1.1,
    ),
}  # fmt: skip
BOX_TOP = 26.0


def frames(width: Width) -> dict[str, Affine]:
    """Return the maps of cells (places), bars (shares) and scales (percent) to the drawing."""
    layout = _LAYOUTS[width]
    found: dict[str, Affine] = {}
    for cell, (_, result, mark) in CELLS.items():
        left, top = layout.columns[0 if mark == "disc" else 1], layout.rows[result]
        found[cell] = (SPACING, 0.0, 0.0, SPACING, left + PAD, top + BOX_TOP)
    for result, (x, y) in layout.panel.items():
        far = layout.stretch
        found[f"seems_{result}"] = (BAR, 0.0, 0.0, THICK, x, y + far * 11)
        found[f"wrong_{result}"] = (BAR / MOST[result], 0.0, 0.0, THICK, x, y + far * 98)
    return found


def percent_points(percent: float) -> list[tuple[float, float]]:
    """Return the corners of a scale's filled part, in the scale's frame."""
    return [(0, 0), (percent, 0), (percent, 1), (0, 1)]


def agree_words(result: Result, agrees: int, of: int) -> str:
    """Return with how many injections of a result the perfect test agrees."""
    return f"It agrees with {agrees} of the {of} {result} blocks"


def _draw_cell(board: Board, layout: _Layout, cell: Cell, count: int) -> None:
    said, result, mark = CELLS[cell]
    left, top = layout.columns[0 if mark == "disc" else 1], layout.rows[result]
    side, name = IN_A_ROW * SPACING + 2 * PAD, cell.replace("_", "-")
    high = side + BOX_TOP - PAD
    corners = [(left, top), (left + side, top), (left + side, top + high), (left, top + high)]
    wrong = said.startswith("Wrongly")
    board.shape(
        f"cell-{name}", corners, fill="surface", ink="warn" if wrong else "ink_soft",
        lw=2 if wrong else 1.2, dashes=(3, 2) if wrong else (),
    )  # fmt: skip
    board.words(f"count-{name}", (left + PAD, top + 13), f"{said}: {count}", 12.5,
                "warn" if wrong else "ink", "bold")  # fmt: skip
    for row in range(ROWS):
        ends = row_ends(mark, 0, in_row(count, row, IN_A_ROW))
        board.people(f"dots-{name}-{row}", cell, row, ends, mark)


def _draw_headings(board: Board, layout: _Layout, counts: model.Blocks) -> None:
    sums = (("with", counts.really_with), ("without", model.PEOPLE - counts.really_with))
    for x, (name, count) in zip(layout.columns, sums, strict=True):
        ink = "accent2" if name == "with" else "accent"
        said = f"Really {name}: {count}"
        board.words(f"sum-{name}", (x, layout.heading), said, 13, ink, "bold")
    for result, (head, below) in layout.row_heading.items():
        count = counts.positives if result == "positive" else model.PEOPLE - counts.positives
        board.words(f"row-{result}", head, f"Block {result}", 13, "ink", "bold")
        board.words(f"sum-{result}", below, f"{count} of {model.PEOPLE}")


def _draw_panel(
    board: Board, layout: _Layout, result: Result, agrees: tuple[int, int], wrong_percent: float
) -> None:
    (x, y), far = layout.panel[result], layout.stretch
    seems = 100 - wrong_percent
    said = f"{SEEMS[result]} it seems to have: {seems:.1f} %"
    board.words(f"seems-{result}", (x, y), said, 13, "accent", "bold")
    board.bar(f"seems-{result}", f"seems_{result}", seems / 100, "accent")
    board.words(f"agrees-{result}", (x, y + far * 38), agree_words(result, *agrees))
    said = f"Wrong among {result} blocks: {wrong_percent:.1f} %"
    board.words(f"wrong-{result}", (x, y + far * 66), said, 12.5, "warn", "bold")
    _draw_scale(board, result, (x, y), far, wrong_percent)


def _draw_scale(
    board: Board, result: Result, at: tuple[float, float], far: float, wrong_percent: float
) -> None:
    frame, (x, y) = f"wrong_{result}", at
    track, filled = percent_points(MOST[result]), percent_points(wrong_percent)
    board.shape(f"scale-{result}", track, frame, fill="surface_deep", ink="ink_soft", lw=0.8)
    board.shape(f"fill-{result}", filled, frame, fill="warn_soft", ink="warn", hatch="xxx")
    for found in (one for one in published() if one.result == result):
        mark = [(found.percent, -0.4), (found.percent, 1.4)]
        board.shape(f"mark-{found.id}-{result}", mark, frame, ink="ink", lw=2.4, dashes=(2, 1))
        place = board.at(found.percent, 0, frame)[0], y + far * 84
        board.words(f"label-{found.id}-{result}", place, found.label, side="center")
    board.words(f"zero-{result}", (x, y + far * 122), "0", 12.5, "ink_soft")
    most = f"{MOST[result]:g} %"
    board.words(f"most-{result}", (x + BAR, y + far * 122), most, 12.5, "ink_soft", side="right")


def _agreeing(counts: model.Blocks) -> Iterator[tuple[int, int]]:
    yield counts.rightly_positive, counts.positives
    yield counts.rightly_negative, model.PEOPLE - counts.positives


def yardstick(
    width: Width,
    positive_blocks: float,
    wrong_positive_percent: float,
    wrong_negative_percent: float,
) -> Figure:
    """Draw 100 runners by injection and truth, and how good a perfect test then seems.

    Parameters
    ----------
    width
        ``"wide"`` (860 units) or ``"narrow"`` (360 units).
    positive_blocks, wrong_positive_percent, wrong_negative_percent
        As for `sij.models.imperfect_reference.blocks`.

    Returns
    -------
    Figure
        Parts ``cell-<cell>``, ``count-<cell>``, ``dots-<cell>-<row>``, ``bar-seems-<result>``,
        ``fill-<result>``, ``mark-<study>-<result>`` and so on.
    """
    layout = _LAYOUTS[width]
    counts = model.blocks(positive_blocks, wrong_positive_percent, wrong_negative_percent)
    wrong = (wrong_positive_percent, wrong_negative_percent)
    with style.figure_style():
        board = Board(layout.width, layout.height, frames(width))
        for cell in CELLS:
            _draw_cell(board, layout, cell, int(getattr(counts, cell)))
        _draw_headings(board, layout, counts)
        for result, agrees, share in zip(RESULTS, _agreeing(counts), wrong, strict=True):
            _draw_panel(board, layout, result, agrees, share)
        board.words("title", layout.title, TITLE, 13, "ink", "bold")
        x, y = layout.notes
        for line, said in enumerate(NOTES):
            at = (x, y + 17 * layout.stretch * line)
            board.words(f"note-{line}", at, said, 12.5, "ink_soft")
    return board.canvas.figure


def statement() -> str:
    """Return the claim behind the marks, with its caution."""
    claim = evidence.claim(CLAIM)
    return f"{claim.statement} {claim.caution or ''}".strip()
