"""The usual course of low back pain in groups: two published curves, and when people recovered.

One unit is one point, y down. Every measured mean has its 95 % interval; thin lines only guide the
eye. New and lasting pain differ by mark and line as well as colour. Never one person's course.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.figure import Figure

from sij import evidence
from sij.figures import style
from sij.figures.pen import Width
from sij.figures.sheet import Sheet, box_points, disc, lines, mark, nested, shape
from sij.models.plan import Curve, Point, curves, figures
from sij.models.reasoning.data import Printed, printed

Affine = tuple[float, float, float, float, float, float]
Place = tuple[float, float]
CurveId = Literal["acute", "persistent"]
LOUD = ("Low back pain: averages of groups.", "Not the sacroiliac joint. No date for one person.")
TIMES, RECURRENCE = "course-recovery-times", "course-recurrence"
YEAR_WEEKS, WEEK_DAYS = 52, 7
INKS: dict[str, str] = {"acute": "accent", "persistent": "accent2"}
DASHES: dict[str, tuple[float, ...]] = {"acute": (), "persistent": (5, 3)}
NAMES: dict[str, str] = {"acute": "new low back pain", "persistent": "pain that has already lasted"}


def curve(name: CurveId) -> Curve:
    """Return one of the published curves."""
    return next(one for one in curves() if one.id == name)


def weeks() -> tuple[int, ...]:
    """Return the weeks at which both curves were measured.

    Raises
    ------
    sij.evidence.EvidenceError
        When the two were not measured at the same weeks.
    """
    found = {tuple(point.week for point in one.points) for one in curves()}
    if len(found) != 1:
        raise evidence.EvidenceError("The two curves are measured at different weeks: draw apart.")
    return found.pop()


@dataclass(frozen=True)
class Recovery:
    """One way to count recovery: where its mark stands (weeks), its range, and its words."""

    id: str
    said: str
    week: float
    range_weeks: tuple[float, float] | None
    claim: str


@lru_cache(maxsize=1)
def recoveries() -> tuple[Recovery, ...]:
    """Return the counts of recovery (claims course-recovery-times and course-recurrence)."""
    free, gone = (printed(TIMES, f"median_days_{n}") for n in ("recovery_pace", "pain_resolved"))
    all_well = evidence.claim(TIMES).number("recovered_12_months")
    again = evidence.claim(RECURRENCE).number("recurrence_12_months")
    return (
        _by_day("nearly", f"day {free.value:g}: half nearly free of pain for a week", free),
        _by_day("gone", f"day {gone.value:g}: half free of pain", gone),
        Recovery("year", f"a year: {all_well:g} % fully recovered", YEAR_WEEKS, None, TIMES),
        Recovery(
            "again", f"within a year: {again:g} % had another bout", YEAR_WEEKS,
            (0.0, YEAR_WEEKS), RECURRENCE,
        ),
    )  # fmt: skip


def _by_day(name: str, said: str, days: Printed) -> Recovery:
    low, high = days.low / WEEK_DAYS, days.high / WEEK_DAYS
    return Recovery(name, said, days.value / WEEK_DAYS, (low, high), TIMES)


@dataclass(frozen=True)
class _Layout:
    """Places in units."""

    across: float
    plot: tuple[float, float]
    loud: tuple[float, ...]
    loud_high: float
    title: Place
    legend: tuple[Place, Place]
    cursor_y: float
    top: float
    high: float
    dodge: float
    strip_row: float
    pgp_row: float
    pgp_bar: tuple[float, float]
    text_below: float


_LAYOUTS: dict[Width, _Layout] = {
    "wide": _Layout(
        860, (74, 812), (20, 41), 54, (8, 76), ((330, 76), (560, 76)), 104, 128, 250, 9, 24, 26,
        (452, 812), 0,
    ),
    "narrow": _Layout(
        360, (58, 328), (18, 40, 62), 76, (8, 96), ((8, 120), (8, 143)), 172, 197, 240, 7, 44, 62,
        (14, 326), 21,
    ),
}  # fmt: skip
_LOUD: dict[Width, tuple[str, ...]] = {
    "wide": LOUD,
    "narrow": (LOUD[0], "Not the sacroiliac joint.", "No date for one person."),
}
LABEL_ENDS = (0.06, 0.965)


def frames(width: Width) -> dict[str, Affine]:
    """Return the map from shares of the year to the drawing."""
    left, right = _LAYOUTS[width].plot
    return {"weeks": (right - left, 0.0, 0.0, 1.0, left, 0.0)}


def label_share(week: float) -> float:
    """Return where the cursor's words stand, as a share of the year."""
    return min(max(week / YEAR_WEEKS, LABEL_ENDS[0]), LABEL_ENDS[1])


def _x(layout: _Layout, week: float) -> float:
    left, right = layout.plot
    return left + week / YEAR_WEEKS * (right - left)


def _y(layout: _Layout, pain: float) -> float:
    return layout.top + layout.high * (1 - pain / 100)


def _draw_loud(sheet: Sheet, layout: _Layout) -> None:
    box = box_points((2, layout.across - 2), (3, layout.loud_high))
    parts: list[Artist] = [shape(box, fill="warn_soft", ink="warn", lw=1.7)]
    for y, said in zip(layout.loud, _LOUD[sheet.width], strict=True):
        at = (layout.across / 2, y)
        parts.append(sheet.words(at, said, size=15, ink="warn", weight="bold", side="center"))
    sheet.group("loud", parts)


def _symbol(name: str, at: Place) -> Artist:
    if name == "acute":
        return disc(at, 5, INKS[name])
    x, y = at
    return shape(box_points((x - 4.6, x + 4.6), (y - 4.6, y + 4.6)), fill="surface",
                 ink=INKS[name], lw=2)  # fmt: skip


def _draw_axis(sheet: Sheet, layout: _Layout) -> None:
    left, right = layout.plot[0] - 22, layout.plot[1] + 14
    parts: list[Artist] = [sheet.words(layout.title, "Mean pain, on a scale from 0 to 100")]
    for pain in (0, 50, 100):
        y = _y(layout, pain)
        parts.append(lines([[(left, y), (right, y)]], "rule", 1 if pain else 1.6))
        parts.append(sheet.words((left - 6, y), str(pain), ink="ink_soft", side="right"))
    foot = _y(layout, 0)
    for week in weeks():
        x = _x(layout, week)
        parts.append(lines([[(x, foot), (x, foot + 6)]], "ink_soft", 1.2))
        parts.append(sheet.words((x, foot + 16), str(week), side="center"))
    at = (_x(layout, (weeks()[-2] + YEAR_WEEKS) / 2), foot + 16)
    sheet.group("axis", [*parts, sheet.words(at, "weeks", ink="ink_soft", side="center")])


def _side(one: Curve) -> int:
    """Return whether a curve's marks stand left (-1) or right of their week."""
    return -1 if one.id == "acute" else 1


def _places(layout: _Layout, one: Curve) -> list[tuple[float, Point]]:
    shift = _side(one) * layout.dodge
    return [(_x(layout, point.week) + shift, point) for point in one.points]


def _draw_guide(sheet: Sheet, layout: _Layout, one: Curve) -> None:
    guide = [(x, _y(layout, point.pain)) for x, point in _places(layout, one)]
    sheet.group(f"guide-{one.id}", [lines([guide], INKS[one.id], 0.9, DASHES[one.id])])


def _draw_points(sheet: Sheet, layout: _Layout, one: Curve) -> None:
    ink, side = INKS[one.id], _side(one)
    for x, point in _places(layout, one):
        low, high = _y(layout, point.low), _y(layout, point.high)
        caps = [[(x - 4, y), (x + 4, y)] for y in (low, high)]
        # Below the one interval that the falling line would otherwise cross.
        below = one.id == "acute" and point.week == weeks()[1]
        at = (x - side * (layout.dodge - 4), low + 12 if below else high - 12)
        said = sheet.words(
            at, f"{point.pain:g}", ink=ink, weight="bold", side="right" if side < 0 else "left"
        )
        name = f"point-{one.id}-{point.week}"
        parts = [
            mark(name, (x - 9, x + 9), (high - 3, low + 3)),
            lines([[(x, low), (x, high)], *caps], ink, 1.7),
            _symbol(one.id, (x, _y(layout, point.pain))),
        ]
        sheet.group(name, [*parts, said])


def _draw_key(sheet: Sheet, layout: _Layout, one: Curve, at: Place) -> None:
    ink, (x, y) = INKS[one.id], at
    parts = [
        mark(f"curve-{one.id}", (x - 4, x + 250), (y - 10, y + 10)),
        lines([[(x, y), (x + 34, y)]], ink, 0.9, DASHES[one.id]),
        _symbol(one.id, (x + 17, y)),
        sheet.words((x + 42, y), NAMES[one.id], size=13, ink=ink, weight="bold"),
    ]
    sheet.group(f"curve-{one.id}", parts)


def _draw_cursor(sheet: Sheet, layout: _Layout, week: int) -> None:
    """Draw where the reader is: the line down the plot belongs to measured weeks only."""
    x, foot = _x(layout, week), _y(layout, 0)
    line = lines([[(x, layout.top - 4), (x, foot + 6)]], "ink", 1.6)
    points = [(x - 6, layout.top - 12), (x + 6, layout.top - 12), (x, layout.top - 4)]
    head = shape(points, fill="ink", lw=0)
    heel = lines([[(x, foot - 5), (x, foot + 6)]], "ink", 2.2)
    sheet.group("cursor", [nested("cursor-line", [line]), head, heel])
    left, right = layout.plot
    at = (left + label_share(week) * (right - left), layout.cursor_y)
    said = sheet.words(at, f"week {week}", size=13.5, weight="bold", side="center",
                       gid="cursor-week")  # fmt: skip
    sheet.group("cursor-label", [said])
    at = (layout.plot[1] + 12, _y(layout, 84))
    words = "Between the measured weeks: no value"
    sheet.group("between", [sheet.words(at, words, ink="ink", side="right")])


def _strip_top(layout: _Layout) -> float:
    return _y(layout, 0) + 66


def _draw_strip(sheet: Sheet, layout: _Layout) -> float:
    """Draw when people in studies had recovered, on the same weeks; return where it ends."""
    y = _strip_top(layout)
    title = "Recovered? It depends on how you count."
    sheet.group("strip-title", [sheet.words((8, y - 22), title, size=13.5, weight="bold")])
    for one in recoveries():
        sheet.group(f"recovery-{one.id}", _recovery_parts(sheet, layout, one, y))
        y += layout.strip_row
    return y


def _recovery_parts(sheet: Sheet, layout: _Layout, one: Recovery, top: float) -> Iterator[Artist]:
    area = (top - 8, top + layout.strip_row - 10)
    yield mark(f"recovery-{one.id}", (2, layout.across - 2), area)
    x, y, ink = _x(layout, one.week), top + layout.text_below, "good"
    if one.range_weeks:
        ends = [_x(layout, week) for week in one.range_weeks]
        caps = [[(end, y - 5), (end, y + 5)] for end in ends]
        dashes = (2, 2) if one.id == "again" else ()
        yield lines([[(ends[0], y), (ends[1], y)], *caps], ink, 1.7, dashes)
    if one.id != "again":
        yield shape([(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)], fill=ink, lw=0)
    yield _recovery_words(sheet, layout, one, top)


def _recovery_words(sheet: Sheet, layout: _Layout, one: Recovery, top: float) -> Artist:
    if layout.text_below:
        return sheet.words((8, top), one.said)
    if one.week < YEAR_WEEKS / 2:
        ends = one.range_weeks or (one.week, one.week)
        return sheet.words((_x(layout, ends[1]) + 12, top), one.said)
    if one.range_weeks is None:
        return sheet.words((_x(layout, one.week) - 12, top), one.said, side="right")
    return sheet.words((layout.plot[0], top + 13), one.said)


def _draw_pgp(sheet: Sheet, layout: _Layout, top: float) -> float:
    """Draw the figures of pelvic girdle pain as bars in percent; return where they end."""
    title = "Another group: pelvic girdle pain after a birth, in percent"
    said = [title] if not sheet.narrow else ["Another group: pelvic girdle pain", "after a birth"]
    parts: list[Artist] = [
        sheet.words((8, top + 20 * k), line, size=13.5, weight="bold")
        for k, line in enumerate(said)
    ]
    y = top + 20 * len(said) + 6
    for one, words in zip(figures(), PGP, strict=True):
        parts.append(nested(f"pgp-{one.id}", _pgp_parts(sheet, layout, one.id, words, y)))
        y += layout.pgp_row
    sheet.group("pgp", parts)
    return y


PGP = (
    "still there months to years later",
    "moderate or strong after a year and a half",
    "any, at twelve years (under half replied)",
)
"""Short words for the figures of `sij.models.plan.figures`, in their order."""


def _pgp_parts(
    sheet: Sheet, layout: _Layout, name: str, words: str, top: float
) -> Sequence[Artist]:
    one = next(figure for figure in figures() if figure.id == name)
    y = top + (24 if sheet.narrow else 0)
    left, right = layout.pgp_bar
    ends = [left + part / 100 * (right - left) for part in (0, one.percent, 100)]
    parts: list[Artist] = [
        mark(f"pgp-{name}", (2, layout.across - 2), (top - 10, top + layout.pgp_row - 14)),
        shape(box_points((ends[0], ends[2]), (y - 6, y + 6)), fill="surface_deep", lw=0),
        shape(box_points((ends[0], ends[1]), (y - 6, y + 6)), fill="article_soft",
              ink="article", hatch="////"),
        sheet.words((14 if sheet.narrow else 26, top), words),
    ]  # fmt: skip
    if one.low is not None and one.high is not None:
        low, high = (left + part / 100 * (right - left) for part in (one.low, one.high))
        caps = [[(end, y - 5), (end, y + 5)] for end in (low, high)]
        parts.append(lines([[(low, y), (high, y)], *caps], "ink", 1.7))
        ends[1] = high
    parts.append(sheet.words((ends[1] + 8, y), f"{one.percent:g} %", weight="bold"))
    return parts


def usual_course(width: Width = "wide", week: int = 0) -> Figure:
    """Draw the published courses of pain in groups, with the cursor at one week.

    Parameters
    ----------
    width
        ``"wide"`` (860 units) or ``"narrow"`` (360 units).
    week
        Week of the cursor, 0 to 52.

    Returns
    -------
    Figure
        Groups ``loud``, ``axis``, ``curve-<id>`` (the key), ``guide-<id>``,
        ``point-<id>-<week>``, ``cursor`` with ``cursor-line``, ``cursor-label``, ``between``,
        ``recovery-<id>`` and ``pgp`` with ``pgp-<id>``.

    Notes
    -----
    Source: the claims course-acute-lbp-pain, course-persistent-lbp-pain, course-recovery-times,
    course-recurrence and course-pgp-long-term.
    """
    layout = _LAYOUTS[width]
    strip = layout.strip_row * len(recoveries())
    pgp = _strip_top(layout) + strip + (30 if width == "wide" else 24)
    high = pgp + layout.pgp_row * len(PGP) + 30
    with style.figure_style():
        sheet = Sheet(width, layout.across, high)
        _draw_loud(sheet, layout)
        _draw_axis(sheet, layout)
        _draw_cursor(sheet, layout, week)
        for one in curves():
            _draw_guide(sheet, layout, one)
        for one, at in zip(curves(), layout.legend, strict=True):
            _draw_points(sheet, layout, one)
            _draw_key(sheet, layout, one, at)
        _draw_strip(sheet, layout)
        _draw_pgp(sheet, layout, pgp)
    return sheet.figure
