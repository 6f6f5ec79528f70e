"""Five test results twice from one start: ratios multiplied (the mistake), and results counted.

One unit is one point, y down; a bar's frame is its share both ways. Multiplied shares are crossed
hatched bars, the counted one a slanted hatch with its range below. The patients are rows of dots.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from matplotlib.figure import Figure

from sij import evidence
from sij.figures import style
from sij.figures.board import Affine, Board, Mark, row_ends
from sij.figures.pen import Width
from sij.models import reasoning
from sij.models.gait.facts import number
from sij.models.reasoning import data
from sij.models.reasoning.ratios import ratio

Result = Literal["positive", "negative"]
Group = Literal["more", "fewer"]
RESULTS: tuple[Result, ...] = ("positive", "negative")
GROUPS: tuple[Group, ...] = ("more", "fewer")
COHORT, DEPENDENCE = "case-laslett", "model-dependence-rule"
TESTS: dict[str, str] = {
    "Distraction": "test-howto-distraction",
    "Thigh thrust": "test-howto-thigh-thrust",
    "Compression": "test-howto-compression",
    "Sacral thrust": "test-howto-sacral-thrust",
    "Gaenslen": "test-howto-gaenslen",
}
"""The single tests in the order in which the mistake multiplies them, with their claims."""
RULES: dict[str, tuple[str, str, str]] = {
    "laslett": ("lr-composite-laslett-3of6", "laslett2005", "3 or more of 6"),
    "vdwurff": ("lr-composite-vdwurff-3of5", "vanderwurff2006b", "3 or more of 5"),
    "hancock": ("lr-composite-hancock", "hancock2007", "Combined tests, review"),
    "saueressig": ("lr-composite-saueressig", "saueressig2021", "3 or more, pooled"),
}
"""Each reading's claim, source and words."""
ENOUGH = {"more": "Three or more", "fewer": "Fewer than three"}
NOTES = (
    "Disc: with the source (positive injection). Ring: without.",
    "Dashed mark on a bar: what the patients showed.",
    "Framed: the patients with such a count.",
)


@dataclass(frozen=True)
class Seen:
    """Patients of one group: how many had the source, of how many."""

    with_source: int
    of: int

    @property
    def share(self) -> float:
        """Share with the source, 0 to 1."""
        return self.with_source / self.of


@dataclass(frozen=True)
class Reading:
    """One study's rule: its label, claim and the ratio of each result."""

    id: str
    label: str
    claim: str
    ratios: dict[Result, reasoning.Ratio]


@lru_cache(maxsize=1)
def readings() -> tuple[Reading, ...]:
    """Return the rules, the default first, each with its ratios from its claim."""
    return tuple(
        Reading(
            id, f"{said} ({cited(source)})", claim,
            {result: ratio(claim, result) for result in RESULTS},
        )
        for id, (claim, source, said) in RULES.items()
    )  # fmt: skip


def cited(source: str) -> str:
    """Return authors and year; the letter that tells two of a year apart is not needed here."""
    return re.sub(r"(?<=[0-9])[a-z]$", "", evidence.cite_short(source))


@lru_cache(maxsize=1)
def needed() -> int:
    """Return how many positive tests the rule asks for (claim lr-composite-laslett-3of6)."""
    return data.how_many(RULES["laslett"][0])[0]


@lru_cache
def single_ratio(test: str, result: Result) -> float:
    """Return a single test's ratio; for this lesson only, the model refuses it."""
    return number(TESTS[test], f"lr_{result}")


@lru_cache(maxsize=1)
def start() -> Seen:
    """Return the whole cohort (claim case-laslett)."""
    return Seen(*data.counts(COHORT, "pretest"))


@lru_cache(maxsize=1)
def seen() -> dict[Group, Seen]:
    """Return the patients with three or more positive tests, and those with fewer."""
    names: dict[Group, str] = {"more": "posttest_positive", "fewer": "posttest_negative"}
    return {group: Seen(*data.counts(COHORT, name)) for group, name in names.items()}


def group_of(positive_tests: int) -> Group:
    """Return which group of patients a count belongs to."""
    return "more" if positive_tests >= needed() else "fewer"


def after(share: float, factor: float) -> float:
    """Return the share, 0 to 1, once its odds are multiplied."""
    odds = share / (1 - share) * factor
    return odds / (1 + odds)


def multiplied_shares(positive_tests: int) -> list[float]:
    """Return the shares that multiplying single ratios claims: the start, then after each test.

    The first tests of `TESTS` are the positive ones. This is the mistake that the picture shows:
    the tests are not independent (claim model-dependence-rule).
    """
    shares = [start().share]
    for place, test in enumerate(TESTS):
        result: Result = "positive" if place < positive_tests else "negative"
        shares.append(after(shares[-1], single_ratio(test, result)))
    return shares


def product(positive_tests: int) -> float:
    """Return the product of the single ratios, which no study supports."""
    return math.prod(
        single_ratio(test, "positive" if place < positive_tests else "negative")
        for place, test in enumerate(TESTS)
    )


def counted(reading: Reading, positive_tests: int) -> tuple[float, float, float]:
    """Return the share after the count: its 5 % point, its middle and its 95 % point."""
    enough = group_of(positive_tests) == "more"
    found = reading.ratios["positive" if enough else "negative"]
    low, high = found.log_odds_band
    begin = start().share
    return after(begin, math.exp(low)), after(begin, found.value), after(begin, math.exp(high))


@dataclass(frozen=True)
class _Layout:
    """Places in units: where the two panels begin, how wide their bars are, and the notes."""

    width: float
    height: float
    multiplied: tuple[float, float]
    counted: tuple[float, float]
    bar: float
    notes: tuple[float, float]
    stretch: float
    """How much farther apart lines stand than in the wide drawing."""


_LAYOUTS: dict[Width, _Layout] = {
    "wide": _Layout(860, 388, (8, 18), (470, 18), 380, (8, 340), 1.0),
    "narrow": _Layout(360, 834, (8, 16), (8, 392), 344, (8, 782), 1.13),
}
ROW, FIRST, THICK, BELOW = 38.0, 44.0, 11.0, 9.0
SQUARE, APART = 22.0, 30.0
RESULT_Y, PEOPLE_Y, GROUP_ROW = 152.0, 232.0, 40.0


def frames(width: Width) -> dict[str, Affine]:
    """Return the maps of the bars (shares) and of the patients' rows (places) to the drawing."""
    layout = _LAYOUTS[width]
    (x, y), far = layout.multiplied, layout.stretch
    found = {
        f"step_{k}": (layout.bar, 0.0, 0.0, THICK, x, y + far * (FIRST + BELOW + ROW * k))
        for k in range(len(TESTS) + 1)
    }
    x, y = layout.counted
    found["begin"] = (layout.bar, 0.0, 0.0, THICK, x, y + far * (FIRST + BELOW))
    found["counted"] = (layout.bar, 0.0, 0.0, THICK, x, y + far * (RESULT_Y + BELOW))
    found["patients"] = (layout.bar, 0.0, 0.0, far * GROUP_ROW, x, y + far * (PEOPLE_Y + 10))
    place = layout.bar / max(one.of for one in seen().values())
    for k, group in enumerate(GROUPS):
        top = y + far * (PEOPLE_Y + 30 + GROUP_ROW * k)
        found[group] = (place, 0.0, 0.0, place, x, top)
    return found


def range_points(low: float, high: float) -> list[tuple[float, float]]:
    """Return a range with a foot at each end, below its bar, in the bar's frame."""
    return [(low, 1.3), (low, 2.1), (low, 1.7), (high, 1.7), (high, 1.3), (high, 2.1)]


def seen_points(share: float) -> list[tuple[float, float]]:
    """Return the mark of the patients' share across a bar, in the bar's frame."""
    return [(share, -0.1), (share, 1.5)]


def step_words(place: int, result: Result) -> str:
    """Return what a test's row says for a result."""
    test = list(TESTS)[place]
    return f"{test} {result}: × {single_ratio(test, result):g}"


def group_words(group: Group) -> str:
    """Return what the patients of a group showed."""
    found = seen()[group]
    said = f"{ENOUGH[group]} positive: {found.with_source} of {found.of}"
    return f"{said} ({100 * found.share:.0f} %)"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _draw_title(board: Board, name: str, at: tuple[float, float], said: str, ink: str) -> None:
    x, y = at
    cross = [(x + 1, y - 5), (x + 11, y + 5), (x + 6, y), (x + 11, y - 5), (x + 1, y + 5)]
    tick = [(x + 1, y), (x + 5, y + 4), (x + 12, y - 5)]
    board.shape(f"sign-{name}", cross if ink == "warn" else tick, ink=ink, lw=2.4)
    board.words(f"title-{name}", (x + 19, y), said, 13.5, ink, "bold")


def _draw_multiplied(board: Board, layout: _Layout, positive_tests: int) -> None:
    (x, y), far = layout.multiplied, layout.stretch
    _draw_title(board, "multiplied", (x, y), "Multiplied: the mistake", "warn")
    board.words(
        "order", (x, y + far * 21), "As if each test were news. Always in this order.", 12.5
    )
    shares, right = multiplied_shares(positive_tests), x + layout.bar
    for k, share in enumerate(shares):
        top = y + far * (FIRST + ROW * k)
        if k == 0:
            board.words("step-0", (x, top), f"Start: {start().with_source} of {start().of}")
        for result in RESULTS if k else ():
            shown = (result == "positive") == (k <= positive_tests)
            said = step_words(k - 1, result) if shown else ""
            board.words(f"step-{k}-{result}", (x, top), said)
        board.words(f"share-{k}", (right, top), _percent(share), 12.5, "ink", "bold", "right")
        board.bar(f"step-{k}", f"step_{k}", share, "warn" if k else "ink", "xxx" if k else "")
    mark = seen_points(seen()[group_of(positive_tests)].share)
    last = len(shares) - 1
    board.shape("seen-multiplied", mark, f"step_{last}", ink="ink", lw=2.4, dashes=(2, 1))
    _draw_total(board, (x, y + far * (FIRST + ROW * last + 38)), positive_tests, shares[-1])


def gap_words(points: float) -> tuple[str, str, str]:
    """Return what is said of a product above, below, and close to what the patients showed."""
    shown = f"{abs(points):.0f} points"
    return (
        f"{shown} more than the patients show" if points >= 1 else "",
        f"{shown} less than the patients show" if points <= -1 else "",
        "By luck, close to what the patients show" if abs(points) < 1 else "",
    )


def _draw_total(board: Board, at: tuple[float, float], positive_tests: int, share: float) -> None:
    x, y = at
    made, found = product(positive_tests), seen()[group_of(positive_tests)]
    for name, shown, digits in (("large", made >= 10, 1), ("small", made < 10, 2)):
        said = f"All five: × {made:.{digits}f}, so {_percent(share)}" if shown else ""
        board.words(f"total-{name}", (x, y), said, 13, "warn", "bold")
    words = gap_words(100 * (share - found.share))
    for name, said in zip(("above", "under", "close"), words, strict=True):
        board.words(f"gap-{name}", (x, y + (22 if board.narrow else 19)), said, 12.5)


def square_points(place: int, at: tuple[float, float]) -> list[tuple[float, float]]:
    """Return the corners of a counted test's square."""
    x, y = at[0] + APART * place, at[1]
    return [(x, y), (x + SQUARE, y), (x + SQUARE, y + SQUARE), (x, y + SQUARE)]


def _draw_count(board: Board, at: tuple[float, float], positive_tests: int) -> None:
    x, y = at
    for place in range(len(TESTS)):
        corners = square_points(place, at)
        board.shape(f"slot-{place}", corners, fill="surface", ink="ink_soft", lw=1.2)
        tally = board.shape(
            f"tally-{place}", corners, fill="accent_soft", ink="accent", lw=1.6, hatch="////"
        )
        tally.set_alpha(None if place < positive_tests else 0.0)
    edge = x + APART * needed() - (APART - SQUARE) / 2
    rim = [(edge, y - 6), (edge, y + SQUARE + 6)]
    board.shape("needed", rim, ink="ink", lw=2, dashes=(2, 1))
    side = x + APART * len(TESTS) + 6
    board.words("count", (side, y + 3), f"Positive: {positive_tests} of {len(TESTS)}", 13, "ink",
                "bold")  # fmt: skip
    board.words("rule", (side, y + 20), "Needed: three (dashed)", 12.5)


def _draw_counted(board: Board, layout: _Layout, reading: Reading, positive_tests: int) -> None:
    (x, y), far = layout.counted, layout.stretch
    right, group = x + layout.bar, group_of(positive_tests)
    _draw_title(board, "counted", (x, y), "Counted: one ratio for the count", "accent")
    board.words("reading", (x, y + far * 21), reading.label, 12.5)
    top, share = y + far * FIRST, _percent(start().share)
    board.words("begin", (x, top), f"Start: {start().with_source} of {start().of}")
    board.words("begin-share", (right, top), share, 12.5, "ink", "bold", "right")
    board.bar("begin", "begin", start().share, "ink", "")
    _draw_count(board, (x, y + far * 92), positive_tests)
    low, middle, high = counted(reading, positive_tests)
    factor = reading.ratios["positive" if group == "more" else "negative"].value
    for each in GROUPS:
        said = f"{ENOUGH[each]}: × {factor:.2f}" if each == group else ""
        board.words(f"ratio-{each}", (x, y + far * RESULT_Y), said, 13, "accent", "bold")
    board.words(
        "counted", (right, y + far * RESULT_Y), _percent(middle), 13, "accent", "bold", "right"
    )
    board.bar("counted", "counted", middle, "accent")
    board.shape("range", range_points(low, high), "counted", ink="accent", lw=1.8)
    mark = seen_points(seen()[group].share)
    board.shape("seen-counted", mark, "counted", ink="ink", lw=2.4, dashes=(2, 1))
    said = f"Range (5 to 95 %): {100 * low:.0f} to {100 * high:.0f} %"
    board.words("range-words", (x, y + far * (RESULT_Y + 45)), said, 12.5)


def frame_points(row: float) -> list[tuple[float, float]]:
    """Return the corners of a group of patients, in the patients' frame (bars and rows)."""
    return [(-0.013, row), (1.013, row), (1.013, row + 0.93), (-0.013, row + 0.93)]


def _draw_people(board: Board, layout: _Layout, positive_tests: int) -> None:
    far = layout.stretch
    x, y = layout.counted[0], layout.counted[1] + far * PEOPLE_Y
    board.words("patients", (x, y), f"What {start().of} patients showed", 13, "ink", "bold")
    for k in range(len(GROUPS)):
        board.shape(f"group-{k}", frame_points(k), "patients", fill="surface")
    place = GROUPS.index(group_of(positive_tests))
    frame = frame_points(place)
    board.shape("framed", [*frame, frame[0]], "patients", ink="ink", lw=1.6)
    for k, (group, found) in enumerate(seen().items()):
        board.words(f"seen-{group}", (x, y + far * (21 + GROUP_ROW * k)), group_words(group), 12.5)
        parts: tuple[tuple[Mark, int, int], ...] = (
            ("disc", 0, found.with_source),
            ("ring", found.with_source, found.of),
        )
        for mark, first, last in parts:
            board.people(f"{group}-{mark}", group, 0, row_ends(mark, first, last), mark)


def counting(width: Width, reading: str, positive_tests: int) -> Figure:
    """Draw what multiplying and what counting make of the same five results.

    Parameters
    ----------
    width
        ``"wide"`` (860 units) or ``"narrow"`` (360 units).
    reading
        Which of `readings`.
    positive_tests
        How many of the five tests are positive, 0 to 5: the first ones of `TESTS`.

    Returns
    -------
    Figure
        Parts ``bar-step-<k>``, ``step-<k>-<result>``, ``share-<k>``, ``tally-<k>``,
        ``bar-counted``, ``range``, ``group-<group>``, ``seen-<group>`` and so on.
    """
    layout = _LAYOUTS[width]
    picked = next(one for one in readings() if one.id == reading)
    with style.figure_style():
        board = Board(layout.width, layout.height, frames(width))
        _draw_multiplied(board, layout, positive_tests)
        _draw_counted(board, layout, picked, positive_tests)
        _draw_people(board, layout, positive_tests)
        x, y = layout.notes
        for line, said in enumerate(NOTES):
            board.words(f"note-{line}", (x, y + 17 * layout.stretch * line), said, 12.5, "ink_soft")
    return board.canvas.figure
