"""Two examiners and 100 runners: where they agree, what chance gives, and published kappas.

One unit is one point, y down. Discs are runners whom both call positive, squares those on whom
they differ, rings those whom both call negative. Published kappas are diamonds, ranges are bars.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from matplotlib.figure import Figure

from sij import evidence
from sij.figures import style
from sij.figures.board import Affine, Board, Mark, in_row, row_ends
from sij.figures.counting import cited
from sij.figures.pen import Width
from sij.models import examiner_agreement as model

Kind = Literal["both_yes", "differ", "both_no"]
KINDS: dict[Kind, tuple[str, Mark]] = {
    "both_yes": ("Both say yes", "disc"),
    "differ": ("They differ", "square"),
    "both_no": ("Both say no", "ring"),
}
"""Each kind of runner in the order of the rows, with its words and mark."""
LEAST, MOST = -0.1, 1.0
IN_A_ROW, ROWS = 10, 10
MINUS = "\N{MINUS SIGN}"
NOTES = ("Kappa is the part that was gained", "of all that chance leaves to gain.")


@dataclass(frozen=True)
class Published:
    """Published kappas of one kind of test: single values, or the two ends of a range."""

    id: str
    title: str
    claim: str
    source: str
    kappas: tuple[float, ...]
    is_range: bool
    of: str
    """How many people, or how many studies."""
    interval: tuple[float, float] | None = None
    """Its 95 % confidence interval, where one was printed."""

    @property
    def label(self) -> str:
        """Its title with the number of people or studies."""
        return f"{self.title} ({self.of})"

    @property
    def shown(self) -> str:
        """Its kappas in words."""
        return (" to " if self.is_range else " and ").join(map(kappa_text, self.kappas))


FLEXION, HANDS, HEIGHT, PROVOKED, RAISED = (
    "test-gillet-flexion-invalid",
    "test-static-palpation-invalid",
    "anat-palpation-reliability",
    "test-provocation-reliability",
    "test-aslr-reliability",
)
_ROWS: dict[str, tuple[tuple[str, str, str, str, tuple[str, ...]], ...]] = {
    "Feeling for motion": (
        ("standing", "Standing flexion", FLEXION, "ribeiro2021b",
         ("kappa_interrater_standing_flexion",)),
        ("sitting", "Sitting flexion", FLEXION, "ribeiro2021b",
         ("kappa_interrater_sitting_flexion",)),
        ("one-leg", "One-leg standing", RAISED, "kwong2013",
         ("kappa_one_leg_standing_left", "kappa_one_leg_standing_right")),
        ("motion", "A review", FLEXION, "ribeiro2021a", ("kappa_interexaminer_range",)),
    ),
    "Feeling for landmarks": (
        ("palpation", "A palpation test", HANDS, "robinson2007", ("kappa_palpation_robinson",)),
        ("landmarks", "Pelvic landmarks", HANDS, "holmgren2008", ("kappa_landmarks_range",)),
        ("height", "Height of the PSIS", HEIGHT, "cooperstein2016", ("kappa_psis_interexaminer",)),
    ),
    "Provoking the pain": (
        ("other-singles", "Single tests, {year}", HANDS, "robinson2007",
         ("kappa_provocation_robinson_range",)),
        ("singles", "Single tests, {year}", PROVOKED, "laslettwilliams1994",
         ("kappa_single_range",)),
        ("clusters", "Groups of tests", PROVOKED, "robinson2007", ("kappa_cluster_range",)),
        ("three", "3 of 5, weighted", PROVOKED, "kokmeyer2002", ("weighted_kappa_3of5",)),
    ),
    "Rating the effort (ASLR)": (
        ("aslr", "Straight leg raise", RAISED, "kwong2013", ("kappa_aslr",)),
    ),
}  # fmt: skip
CHOSEN = ("standing", "height", "three", "aslr")
"""The published kappas that the lesson offers to set."""


@lru_cache(maxsize=1)
def groups() -> dict[str, tuple[Published, ...]]:
    """Return what was published, by kind of test, read from the claims."""
    return {title: tuple(_published(*row) for row in rows) for title, rows in _ROWS.items()}


def _published(id: str, title: str, claim: str, source: str, names: Sequence[str]) -> Published:
    evidence.require_verified([f"{claim}:{name}" for name in names], "figure agreement")
    first = evidence.claim(claim).value(names[0])
    is_range = first.kind == "range"
    if is_range:
        kappas: tuple[float, ...] = evidence.claim(claim).bounds(names[0])
    else:
        kappas = tuple(evidence.claim(claim).number(name) for name in names)
    studies = re.search(r"(\d+) studies", first.spread or "")
    of = studies[0] if studies else f"n = {first.n}"
    title = title.format(year=cited(source)[-4:])
    found = re.search(r"95% CI ([\d.]+)-([\d.]+)", first.spread or "")
    interval = (float(found[1]), float(found[2])) if found else None
    return Published(id, title, claim, source, kappas, is_range, of, interval)


def published() -> tuple[Published, ...]:
    """Return all of `groups`, in the order of the rows."""
    return tuple(found for rows in groups().values() for found in rows)


def named(found: Published) -> str:
    """Return a row's test with its study."""
    return f"{found.title} ({cited(found.source)}, {found.of})"


def kappa_text(kappa: float) -> str:
    """Return a kappa with two decimals and a proper minus sign."""
    return f"{kappa:.2f}".replace("-0.00", "0.00").replace("-", MINUS)


@dataclass(frozen=True)
class _Layout:
    """Places in units: the grid, its key, the bar, and the chart of published kappas."""

    width: float
    height: float
    title: tuple[float, float]
    grid: tuple[float, float]
    spacing: float
    key: tuple[float, float]
    bar: tuple[float, float]
    bar_wide: float
    chart: tuple[float, float]
    scale: tuple[float, float]
    row: float
    label_up: float
    stretch: float


_LAYOUTS: dict[Width, _Layout] = {
    "wide": _Layout(
        860, 426, (8, 18), (8, 34), 17.6, (204, 70), (8, 254), 340, (396, 18), (602, 250), 21.5,
        0.0, 1.0,
    ),
    "narrow": _Layout(
        360, 1088, (8, 16), (8, 36), 17.6, (202, 76), (8, 260), 344, (8, 422), (8, 344), 40.0,
        20.0, 1.13,
    ),
}  # fmt: skip
PAD, THICK, HEAD = 5.0, 13.0, 24.0
CHANCE = (-0.15, 1.45)
"""How far the mark of chance reaches across the bar, in the bar's frame."""


def row_places(width: Width) -> tuple[dict[str, float], dict[str, float], float]:
    """Return the height of each heading and each row of the chart, and of its foot."""
    layout = _LAYOUTS[width]
    y = layout.chart[1] + 44 * layout.stretch
    heads, rows = dict[str, float](), dict[str, float]()
    for title, found in groups().items():
        heads[title] = y
        y += HEAD if width == "narrow" else HEAD - 4
        for one in found:
            rows[one.id] = y + layout.label_up
            y += layout.row
        y += 3
    return heads, rows, y


def frames(width: Width) -> dict[str, Affine]:
    """Return the maps of the grid (places), the bar (shares) and each row (kappa) to the drawing.

    A row's own y runs from 0, its upper edge, to 1.
    """
    layout = _LAYOUTS[width]
    found: dict[str, Affine] = {
        "grid": (
            layout.spacing, 0.0, 0.0, layout.spacing, layout.grid[0] + PAD, layout.grid[1] + PAD,
        ),
        "bar": (layout.bar_wide, 0.0, 0.0, THICK, layout.bar[0], layout.bar[1] + 11),
    }  # fmt: skip
    left, wide = layout.scale
    for id, y in row_places(width)[1].items():
        unit = wide / (MOST - LEAST)
        found[f"row_{id.replace('-', '_')}"] = (unit, 0.0, 0.0, 16.0, left - LEAST * unit, y - 8)
    return found


def frame_of(found: Published) -> str:
    """Return the name of a row's frame."""
    return f"row_{found.id.replace('-', '_')}"


def spans(counts: model.Agreement) -> dict[Kind, tuple[int, int]]:
    """Return from which to which runner each kind reaches, in the order of `KINDS`."""
    first = counts.both_yes
    second = first + counts.differ
    return {"both_yes": (0, first), "differ": (first, second), "both_no": (second, model.PEOPLE)}


def _draw_grid(board: Board, layout: _Layout, counts: model.Agreement) -> None:
    x, y = layout.grid
    side = IN_A_ROW * layout.spacing + 2 * PAD
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    board.shape("grid", corners, fill="surface", ink="ink_soft", lw=1.2)
    for kind, (first, last) in spans(counts).items():
        mark = KINDS[kind][1]
        for row in range(ROWS):
            ends = row_ends(mark, in_row(first, row, IN_A_ROW), in_row(last, row, IN_A_ROW))
            board.people(f"{kind.replace('_', '-')}-{row}", "grid", row, ends, mark)


def _draw_key(board: Board, layout: _Layout, counts: model.Agreement) -> None:
    (x, y), far = layout.key, layout.stretch
    for k, (kind, (said, mark)) in enumerate(KINDS.items()):
        name, top = kind.replace("_", "-"), y + far * 34 * k
        board.frames["key"] = (layout.spacing, 0.0, 0.0, layout.spacing, x, top - 9)
        board.people(f"key-{name}", "key", 0, row_ends(mark, 0, 1), mark)
        board.words(f"count-{name}", (x + 20, top), f"{said}: {getattr(counts, kind)}", 13, "ink",
                    "bold")  # fmt: skip


def gained_words(counts: model.Agreement) -> tuple[str, str, str]:
    """Return what is said of agreement above, at and below chance; two of them are empty."""
    gain, room = counts.agree - counts.by_chance, model.PEOPLE - counts.by_chance
    return (
        f"Above chance: {gain} of the {room} still to gain" if gain > 0 else "",
        "No more than chance gives" if gain == 0 else "",
        f"{-gain} fewer than chance gives" if gain < 0 else "",
    )


def _draw_bar(board: Board, layout: _Layout, counts: model.Agreement) -> None:
    (x, y), far = layout.bar, layout.stretch
    board.words("agree", (x, y), f"They agree on {counts.agree} of {model.PEOPLE}", 13, "accent",
                "bold")  # fmt: skip
    board.bar("agree", "bar", counts.agree / model.PEOPLE, "accent")
    place = counts.by_chance / model.PEOPLE
    mark = [(place, y) for y in CHANCE]
    board.shape("chance", mark, "bar", ink="ink", lw=2.4, dashes=(2, 1))
    said = f"By chance alone (dashed): {counts.by_chance}"
    board.words("by-chance", (x, y + far * 40), said)
    names = ("above", "level", "below")
    for name, words in zip(names, gained_words(counts), strict=True):
        board.words(f"gained-{name}", (x, y + far * 60), words, 12.5, "ink", "bold")
    for line, words in enumerate(NOTES):
        board.words(f"note-{line}", (x, y + far * (88 + 17 * line)), words, 12.5, "ink_soft")


def diamond(kappa: float) -> list[tuple[float, float]]:
    """Return the corners of a single kappa's mark, in a row's frame."""
    return [(kappa, 0.1), (kappa + 0.022, 0.5), (kappa, 0.9), (kappa - 0.022, 0.5)]


def now_points(kappa: float) -> list[tuple[float, float]]:
    """Return the piece of the kappa's line that crosses a row, in its frame."""
    return [(kappa, 0.0), (kappa, 1.0)]


def _draw_row(board: Board, layout: _Layout, found: Published, y: float, kappa: float) -> None:
    frame = frame_of(found)
    if layout.label_up:
        board.words(f"label-{found.id}", (layout.chart[0], y - layout.label_up), found.label)
    else:
        board.words(f"label-{found.id}", (layout.chart[0], y), found.label)
    track = [(LEAST, 0.5), (MOST, 0.5)]
    board.shape(f"track-{found.id}", track, frame, ink="rule", lw=1.2)
    board.shape(f"zero-{found.id}", [(0, 0.15), (0, 0.85)], frame, ink="ink_soft", lw=1.2)
    if found.is_range:
        low, high = found.kappas
        bar = [(low, 0.22), (high, 0.22), (high, 0.78), (low, 0.78)]
        board.shape(f"range-{found.id}", bar, frame, fill="article_soft", ink="article",
                    hatch="////")  # fmt: skip
    if found.interval:
        ends = [(each, 0.5) for each in found.interval]
        board.shape(f"interval-{found.id}", ends, frame, ink="article", lw=2)
    for k, each in enumerate(() if found.is_range else found.kappas):
        board.shape(f"mark-{found.id}-{k}", diamond(each), frame, fill="article", ink="article")
    line = board.shape(f"now-{found.id}", now_points(kappa), frame, ink="ink", lw=2.4)
    line.set_linestyle((0, (2, 1)))


def _draw_chart(board: Board, layout: _Layout, width: Width, kappa: float) -> None:
    (x, y), far = layout.chart, layout.stretch
    board.words("published", (x, y), "Published kappas", 13.5, "ink", "bold")
    board.words("now", (x, y + far * 20), f"Dashed: kappa now, {kappa_text(kappa)}")
    heads, rows, foot = row_places(width)
    for k, (title, top) in enumerate(heads.items()):
        board.words(f"group-{k}", (x, top), title, 13, "article", "bold")
    for found in published():
        _draw_row(board, layout, found, rows[found.id], kappa)
    left, wide = layout.scale
    zero = left + wide * (0 - LEAST) / (MOST - LEAST)
    top = foot + (4 if layout.label_up else 0)
    board.words("axis-0", (zero - 4, top), "0: chance", 12.5, "ink_soft")
    board.words("axis-1", (left + wide, top), "1: always agree", 12.5, "ink_soft", side="right")


def agreement(width: Width, kappa: float, share_percent: float) -> Figure:
    """Draw 100 runners by what two examiners say, chance agreement, and published kappas.

    Parameters
    ----------
    width
        ``"wide"`` (860 units) or ``"narrow"`` (360 units).
    kappa, share_percent
        As for `sij.models.examiner_agreement.agreement`.

    Returns
    -------
    Figure
        Parts ``<kind>-<row>``, ``count-<kind>``, ``bar-agree``, ``chance``, ``label-<row>``,
        ``range-<row>``, ``mark-<row>-<k>``, ``now-<row>`` and so on.
    """
    layout = _LAYOUTS[width]
    counts = model.agreement(kappa, share_percent)
    with style.figure_style():
        board = Board(layout.width, layout.height, frames(width))
        title = f"Each calls {share_percent:.0f} of {model.PEOPLE} positive"
        board.words("title", layout.title, title, 13.5, "ink", "bold")
        _draw_grid(board, layout, counts)
        _draw_key(board, layout, counts)
        _draw_bar(board, layout, counts)
        _draw_chart(board, layout, width, kappa)
    return board.canvas.figure
