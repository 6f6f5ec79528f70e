"""The treatment timeline: one bar for each thing that people do, on a year that starts wide.

One unit is one point, y down. The strength of the evidence is a pattern and a word, the role a
heading; colour only repeats them. Days, strength and conditions come from `sij.models.plan`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Annotated, Literal, TypedDict

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from pydantic import Field

from sij import evidence
from sij.evidence.records import Record, Strength
from sij.figures import style
from sij.figures.pen import Width
from sij.figures.sheet import Point, Sheet, box_points, disc, lines, mark, nested, shape
from sij.models.plan import Row, rows
from sij.models.plan.data import number, read, records, verified

Affine = tuple[float, float, float, float, float, float]
GroupId = Literal["screen", "do", "ask", "specialist"]
LAST_DAY = 365
STRETCH_DAYS = 5.0
"""Days by which the scale is softened: much longer times are drawn by their logarithm."""
TICKS = (0, 3, 7, 14, 21, 42, 84, 182, LAST_DAY)
HEADINGS: dict[GroupId, str] = {
    "screen": "",
    "do": "Something to do",
    "ask": "Something to ask about first",
    "specialist": "Only with a specialist",
}
GRADES: dict[Strength, str] = {
    "strong": "strong",
    "moderate": "moderate",
    "weak": "weak",
    "expert-opinion": "expert opinion",
}
HATCHES: dict[Strength, str] = {
    "strong": "",
    "moderate": "////",
    "weak": "||",
    "expert-opinion": "",
}
INKS: dict[GroupId, tuple[str, str]] = {
    "screen": ("warn", "warn_soft"),
    "do": ("accent", "accent_soft"),
    "ask": ("accent2", "accent2_soft"),
    "specialist": ("ink_soft", "surface_deep"),
}


class Overlay(Record):
    """What the article plans in one row; `start` and `end` are days, where it names any."""

    row: str
    says: str
    start: Annotated[int | None, Field(alias="from")] = None
    end: Annotated[int | None, Field(alias="to")] = None

    @property
    def words(self) -> str:
        """What stands in the dashed box."""
        return f"{self.row}: {self.says}{'' if self.start is not None else ', no day named'}"


class Effect(Record):
    """How large an effect is, in words with numbers of claims."""

    says: Annotated[str, Field(pattern=r"[.]$")]
    numbers: Mapping[str, str] = {}

    @property
    def text(self) -> str:
        """The sentence, filled in."""
        return self.says.format(**{key: abs(number(ref)) for key, ref in self.numbers.items()})


class Bar(Record):
    """What the picture shows besides a row itself (``assets/timeline/timeline.yaml``)."""

    id: str
    short: str
    studies: tuple[str, ...]
    effect: Effect
    article: tuple[Overlay, ...] = ()

    @property
    def row(self) -> Row:
        """The row of the plan."""
        return rows()[self.id]

    @property
    def group(self) -> GroupId:
        """What the reader can do with it."""
        role = self.row.role
        if role in ("screen", "step"):
            return "screen" if role == "screen" else "do"
        return "specialist" if self.row.invasive else "ask"

    @property
    def drawn(self) -> bool:
        """Whether it has a bar at all."""
        return self.row.role != "never"

    @property
    def span(self) -> str:
        """Its usual days in words."""
        row = self.row
        if not self.drawn:
            return "no bar"
        if row.role == "screen":
            return "every day"
        return f"from day {row.from_day}" + ("" if row.to_day is None else f" to {row.to_day}")


@lru_cache(maxsize=1)
def bars() -> Mapping[str, Bar]:
    """Return all rows of the picture by id, in its order.

    Raises
    ------
    sij.evidence.EvidenceError
        When a row of the plan is missing or unknown, or a claim or article row is unknown.
    """
    found = records(Bar, read("timeline.yaml"), "timeline.yaml")
    if odd := set(found) ^ set(rows()):
        raise evidence.EvidenceError(f"Files timeline.yaml and rows.yaml differ in {min(odd)!r}.")
    for bar in found.values():
        verified(bar.studies)
        for overlay in bar.article:
            evidence.article_row(overlay.row)
    return found


def groups() -> Iterator[tuple[GroupId, tuple[Bar, ...]]]:
    """Yield the rows by what the reader can do with them, in the picture's order."""
    for name in HEADINGS:
        yield name, tuple(bar for bar in bars().values() if bar.group == name)


def share(day: float) -> float:
    """Return where a day lies on the scale, 0 for the first and 1 for the last."""
    return log(1 + day / STRETCH_DAYS) / log(1 + LAST_DAY / STRETCH_DAYS)


LABEL_ENDS = (0.06, 0.985)
"""How near to its ends the scale lets the words at the cursor come."""


def label_share(day: float) -> float:
    """Return where the cursor's words stand."""
    return min(max(share(day), LABEL_ENDS[0]), LABEL_ENDS[1])


@dataclass(frozen=True)
class _Layout:
    """Places in units: the plot, the header, and a row's lanes below its top."""

    across: float
    plot: tuple[float, float]
    right: float
    name_x: float
    note: tuple[str, ...]
    legend: tuple[Point, ...]
    axis: tuple[float, float, float]
    """Heights of the cursor's words, the days and the weeks."""
    top: float
    bar: tuple[float, float]
    lane: tuple[float, float]
    row: tuple[float, float]
    """Height of a row without and with the article's lane."""
    heading: float
    over: float
    """How far lines down the plot stand out above and below a bar."""
    foot: tuple[str, ...]


_LAYOUTS: dict[Width, _Layout] = {
    "wide": _Layout(
        860, (262, 812), 850, 26,
        ("Usual days, no promise: conditions decide. The scale is stretched at the start.",),
        ((8, 40), (86, 40), (172, 40), (276, 40), (350, 40), (480, 40)),
        (64, 83, 99), 112, (3, 18), (21, 37), (43, 43), 30, 3,
        (
            "* Only once a physician has ruled out a bone stress injury, whatever the day.",
            "The word is the strength of the evidence, not the size of the effect. "
            "Strong evidence can show that something does little.",
        ),
    ),
    "narrow": _Layout(
        360, (14, 328), 352, 24,
        ("Usual days, no promise: conditions decide.", "The scale is stretched at the start."),
        ((8, 57), (84, 57), (172, 57), (276, 57), (8, 80), (150, 80)),
        (106, 127, 146), 160, (20, 34), (38, 56), (44, 64), 34, 1,
        (
            "* Only once a physician has ruled out",
            "a bone stress injury, whatever the day.",
            "The word is the strength of the evidence, not",
            "the size of the effect. Strong evidence can",
            "show that something does little.",
        ),
    ),
}  # fmt: skip
_LINE = {"wide": 17.0, "narrow": 19.0}
_WEEKS: dict[Width, dict[int, str]] = {
    "wide": {
        7: "1 week", 21: "3 weeks", 42: "6 weeks", 84: "12 weeks", 182: "half a year",
        LAST_DAY: "a year",
    },
    "narrow": {7: "1 week", 42: "6 weeks", 182: "half-year", LAST_DAY: "a year"},
}  # fmt: skip
_FADE = (0.75, 0.5, 0.28)
_FADE_STEP, _FADE_END = 15.0, 5.0


def frames(width: Width) -> dict[str, Affine]:
    """Return the map from shares of the scale to the drawing."""
    left, right = _LAYOUTS[width].plot
    return {"days": (right - left, 0.0, 0.0, 1.0, left, 0.0)}


def _x(layout: _Layout, at: float) -> float:
    left, right = layout.plot
    return left + at * (right - left)


@dataclass(frozen=True)
class _Placed:
    """A row, a heading or both, with its top in units."""

    bar: Bar
    top: float
    heading: str
    high: float


def _placed(layout: _Layout) -> Iterator[_Placed]:
    y = layout.top
    for name, some in groups():
        for place, bar in enumerate(some):
            heading = HEADINGS[name] if place == 0 else ""
            y += layout.heading if heading else 0
            high = layout.row[1 if bar.article else 0]
            yield _Placed(bar, y, heading, high)
            y += high
        y += 4


class _Look(TypedDict):
    fill: str
    ink: str
    hatch: str


def _look(strength: Strength, group: GroupId) -> _Look:
    ink, soft = INKS[group]
    fill = {"strong": ink, "moderate": soft, "weak": "surface", "expert-opinion": "surface"}
    return {"fill": fill[strength], "ink": ink, "hatch": HATCHES[strength]}


def _bar_parts(layout: _Layout, bar: Bar, top: float) -> list[Artist]:
    """Return a bar from its first to its last day; an open end fades out into an arrow."""
    row, look = bar.row, _look(bar.row.strength, bar.group)
    y = (top + layout.bar[0], top + layout.bar[1])
    left = _x(layout, share(row.from_day))
    if row.to_day is not None:
        right = _x(layout, share(row.to_day))
        return [shape(box_points((left, right), y), lw=1.5, **look)]
    return [*_fading(layout, (left, y), look), _arrow(layout.plot[1] + _FADE_END, y, look["ink"])]


def _fading(
    layout: _Layout, at: tuple[float, tuple[float, float]], look: _Look
) -> Iterator[Artist]:
    left, y = at
    x = layout.plot[1] - _FADE_STEP * len(_FADE)
    rim = [(x, y[0]), (left, y[0]), (left, y[1]), (x, y[1])]
    yield shape(box_points((left, x), y), lw=0, **look)
    yield shape(rim, ink=look["ink"], lw=1.5)
    for alpha in _FADE:
        piece = box_points((x, x + _FADE_STEP), y)
        yield shape(piece, alpha=alpha, lw=0.3, **look)
        x += _FADE_STEP


def _arrow(x: float, y: tuple[float, float], ink: str) -> Artist:
    middle = sum(y) / 2
    return shape([(x, middle - 6), (x + 8, middle), (x, middle + 6)], ink=ink, lw=2.2)


def _row_words(sheet: Sheet, layout: _Layout, bar: Bar, top: float) -> Iterator[Artist]:
    grade, at = GRADES[bar.row.strength], (layout.name_x, top + 10)
    if bar.group == "screen":
        yield from _screen_words(sheet, layout, bar, top)
        return
    yield sheet.words(at, bar.short, size=13)
    if sheet.narrow:
        yield sheet.words((layout.right, top + 10), grade, ink="ink_soft", side="right")
        return
    grade += " evidence" if grade != "expert opinion" else ""
    yield sheet.words((layout.name_x, top + 28), f"{grade}, {bar.span}", ink="ink_soft")


def _screen_words(sheet: Sheet, layout: _Layout, bar: Bar, top: float) -> Iterator[Artist]:
    ink, ends = INKS["screen"][0], "one ends the timeline"
    said = f"{bar.short}: {ends}" if sheet.narrow else bar.short
    yield sheet.words((layout.name_x, top + 10), said, size=13, ink=ink, weight="bold")
    if not sheet.narrow:
        said = f"{ends}, on any day"
        yield sheet.words((layout.name_x, top + 28), said, ink=ink)


def _draw_row(sheet: Sheet, layout: _Layout, placed: _Placed) -> None:
    bar, top = placed.bar, placed.top
    parts: list[Artist] = [
        mark(f"row-{bar.id}", (2, layout.across - 2), (top, top + placed.high - 2)),
        *_row_words(sheet, layout, bar, top),
    ]
    if bar.drawn:
        parts.append(nested(f"bar-{bar.id}", _bar_parts(layout, bar, top)))
        dot = disc((layout.name_x - 11, top + 10), 4.2, INKS[bar.group][0])
        parts.append(nested(f"open-{bar.id}", [dot]))
    else:
        middle = top + sum(layout.bar) / 2
        said = "no bar: alone, it was not shown to help"
        parts.append(sheet.words((layout.plot[0], middle), said, ink="ink_soft"))
    if bar.article:
        chips = [part for one in bar.article for part in _chip(sheet, layout, one, top)]
        parts.append(nested(f"article-{bar.id}", chips))
    sheet.group(f"row-{bar.id}", parts)


def _draw_heading(sheet: Sheet, layout: _Layout, placed: _Placed) -> None:
    ink = INKS[placed.bar.group][0]
    at = (8.0, placed.top - 11)
    said = sheet.words(at, placed.heading, size=13.5, ink=ink, weight="bold")
    sheet.group(f"heading-{placed.bar.group}", [said])


def _strips(layout: _Layout, every: Sequence[_Placed]) -> list[tuple[float, float]]:
    """Return where lines down the plot may run: through bars, not through words."""
    low, high = layout.bar
    return [
        (one.top + low - layout.over, one.top + high + layout.over)
        for one in every
        if one.bar.drawn
    ]


def _draw_axis(sheet: Sheet, layout: _Layout, strips: Sequence[tuple[float, float]]) -> None:
    _, days_y, weeks_y = layout.axis
    parts: list[Artist] = []
    for day in TICKS:
        x = _x(layout, share(day))
        parts.append(lines([[(x, y0), (x, y1)] for y0, y1 in strips], "rule", 0.8))
        parts.append(sheet.words((x, days_y), str(day), side="center"))
    for day, said in _WEEKS[sheet.width].items():
        last = sheet.narrow and day == LAST_DAY
        x = layout.right if last else _x(layout, share(day))
        side: Literal["right", "center"] = "right" if last else "center"
        parts.append(sheet.words((x, weeks_y), said, ink="ink_soft", side=side))
    if not sheet.narrow:
        at = (layout.plot[0] - 16, days_y)
        parts.append(sheet.words(at, "Day of the pain", ink="ink_soft", side="right"))
    sheet.group("axis", parts)


def _draw_legend(sheet: Sheet, layout: _Layout) -> None:
    parts: list[Artist] = [sheet.words(layout.legend[0], "Evidence:")]
    for at, (strength, said) in zip(layout.legend[1:], GRADES.items(), strict=False):
        y = (at[1] - 7, at[1] + 7)
        look = _look(strength, "specialist")
        parts.append(shape(box_points((at[0], at[0] + 24), y), lw=1.5, **look))
        parts.append(sheet.words((at[0] + 30, at[1]), said))
    at = layout.legend[-1]
    parts.append(disc((at[0] + 12, at[1]), 4.2, "ink_soft"))
    parts.append(sheet.words((at[0] + 24, at[1]), "open on the chosen day"))
    sheet.group("legend", parts)


def _draw_cursor(
    sheet: Sheet, layout: _Layout, strips: Sequence[tuple[float, float]], day: int
) -> None:
    x = _x(layout, share(day))
    pieces = [[(x, y0), (x, y1)] for y0, y1 in strips]
    tick = [(x, layout.axis[2] + 9), (x, layout.top - 2)]
    sheet.group(
        "cursor", [lines([tick, *pieces], "surface", 5), lines([tick, *pieces], "ink", 2.2)]
    )
    at = (_x(layout, label_share(day)), layout.axis[0])
    said = sheet.words(at, f"day {day}", size=13.5, weight="bold", side="center", gid="cursor-day")
    sheet.group("cursor-label", [said])


def _chip(sheet: Sheet, layout: _Layout, overlay: Overlay, top: float) -> Iterator[Artist]:
    """Yield a dashed box with the article's words, over its days where it names any."""
    x = _x(layout, share(overlay.start or 0))
    y = (top + layout.lane[0], top + layout.lane[1])
    if overlay.end is not None:
        right = _x(layout, share(overlay.end)) - 2
    elif overlay.start is not None:
        right = layout.plot[1] + 12
    else:
        right = x + sheet.room(overlay.words) + 10
    corners = box_points((x + 1, right), y)
    yield shape(corners, fill="article_soft", lw=0)
    open_end = overlay.start is not None and overlay.end is None
    rim = [corners[1], corners[0], corners[3], corners[2]] if open_end else [*corners, corners[0]]
    yield shape(rim, ink="article", lw=1.6, dashes=(3, 1.6))
    yield sheet.words((x + 5, sum(y) / 2), overlay.words, ink="article")


def timeline(width: Width = "wide", day: int = 0) -> Figure:
    """Draw the timeline with the cursor at one day; every bar is drawn in full.

    Parameters
    ----------
    width
        ``"wide"`` (860 units, names beside the bars) or ``"narrow"`` (360 units, above them).
    day
        Day of the pain, 0 to 365.

    Returns
    -------
    Figure
        Groups ``row-<id>`` (each with ``bar-<id>``, ``open-<id>``, where the article plans
        something ``article-<id>``, and an unseen mark), ``heading-<group>``, ``axis``,
        ``legend``, ``cursor`` and ``cursor-label``.

    Notes
    -----
    Source: the claims timeline-*, through `sij.models.plan.rows`.
    """
    layout = _LAYOUTS[width]
    every = list(_placed(layout))
    foot = every[-1].top + every[-1].high + 14
    high = foot + _LINE[width] * len(layout.foot)
    with style.figure_style():
        sheet = Sheet(width, layout.across, high)
        _draw_notes(sheet, layout, foot)
        _draw_legend(sheet, layout)
        strips = _strips(layout, every)
        _draw_axis(sheet, layout, strips)
        for placed in every:
            if placed.heading:
                _draw_heading(sheet, layout, placed)
            _draw_row(sheet, layout, placed)
        _draw_cursor(sheet, layout, strips, day)
    return sheet.figure


def _draw_notes(sheet: Sheet, layout: _Layout, foot: float) -> None:
    step = _LINE[sheet.width]
    notes = [(13 + step * k, said) for k, said in enumerate(layout.note)]
    notes += [(foot + step * k, said) for k, said in enumerate(layout.foot)]
    sheet.group("notes", [sheet.words((8, y), said, ink="ink_soft") for y, said in notes])
