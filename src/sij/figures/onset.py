"""How the pain began in one group of patients: a small figure for each of them.

One unit of these drawings is one point. Groups differ by fill (solid, striped, hollow), some also
by pose; colour only repeats it. A pose shows what the study named and no more.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from sij import evidence
from sij.figures import style
from sij.figures.marks import FAINT
from sij.figures.pen import Frame, Pen, Side, Width, blank

CLAIM = "sij-inciting-events"
Look = Literal["solid", "striped", "hollow"]
GroupId = Literal["accident", "repeated", "none"]
Point = tuple[float, float]


@dataclass(frozen=True)
class Kind:
    """Some of a group's patients: how many, what they named, and how they are drawn."""

    id: str
    label: str
    count: int
    pose: str = "standing"


@dataclass(frozen=True)
class Group:
    """One kind of beginning: patients, the percentage as published, and its kinds."""

    id: GroupId
    label: str
    count: int
    percent: float
    kinds: tuple[Kind, ...]


def _of_all(name: str) -> int:
    """Return the count behind a published percentage ("24 of 54")."""
    found = re.match(r"(\d+) of ", evidence.claim(CLAIM).value(name).spread or "")
    if found is None:
        raise evidence.EvidenceError(f"Claim {CLAIM} gives no count for {name}.")
    return int(found[1])


def _crashes() -> int:
    """Return the car crashes, which only the claim's sentence gives."""
    found = re.search(r"(\d+) car crashes", evidence.claim(CLAIM).statement)
    if found is None:
        raise evidence.EvidenceError(f"Claim {CLAIM} no longer says how many car crashes.")
    return int(found[1])


def patients() -> int:
    """Return how many patients were asked."""
    return int(evidence.claim(CLAIM).value("trauma").n or 0)


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """Return the three kinds of beginning, as claim sij-inciting-events counts them.

    Raises
    ------
    sij.evidence.EvidenceError
        When the claim no longer gives a count.
    """
    evidence.require_verified([CLAIM], "figure onset")
    claim = evidence.claim(CLAIM)
    accidents, repeated, none = (_of_all(n) for n in ("trauma", "cumulative", "idiopathic"))
    crashes, falls = _crashes(), int(claim.number("falls_on_buttock"))
    running = int(claim.number("running"))
    return (
        Group("accident", "An accident or a fall", accidents, claim.number("trauma"), (
            Kind("crash", "car crashes", crashes, "seated"),
            Kind("fall", "falls on the buttock", falls, "fallen"),
            Kind("other", "other", accidents - crashes - falls),
        )),
        Group("repeated", "Repeated load", repeated, claim.number("cumulative"), (
            Kind("running", "running", running, "running"),
            Kind("load", "other", repeated - running),
        )),
        Group("none", "No reason found", none, claim.number("idiopathic"), (
            Kind("unknown", "with nothing they could name", none),
        )),
    )  # fmt: skip


@dataclass(frozen=True)
class _Pose:
    """A figure's centre lines, in units from the middle of the ground under it, y down."""

    head: Point
    torso: tuple[Point, ...]
    limbs: tuple[tuple[Point, ...], ...]
    things: tuple[tuple[Point, ...], ...] = ()


_POSES = {
    "standing": _Pose(
        (0, -37),
        ((0, -26.8), (0, -18)),
        (
            ((-2.5, -17), (-2.7, -2.4)),
            ((2.5, -17), (2.7, -2.4)),
            ((-6.2, -27.4), (-8.2, -16)),
            ((6.2, -27.4), (8.2, -16)),
        ),
    ),
    "seated": _Pose(
        (-3, -34),
        ((-4, -24), (-5, -14.6)),
        (((-5, -12.8), (4.6, -13.6), (6.6, -2.4)), ((-3.2, -24.6), (4.6, -20.6))),
        (((4.6, -25.4), (7.4, -16.2)), ((-10.4, -27), (-10, -8.4), (0, -8.4))),
    ),
    "fallen": _Pose(
        (-6, -27.4),
        ((-4, -17.4), (-0.8, -7.8)),
        (((0, -6.4), (6.8, -11.8), (10.4, -3.4)), ((-5.6, -17.4), (-10.2, -4.4))),
        (((-4.6, 1), (-6.8, 3.6)), ((-0.4, 1.2), (-0.4, 4.4)), ((3.8, 1), (6, 3.6))),
    ),
    "running": _Pose(
        (3.6, -36.6),
        ((1.8, -27), (-0.4, -18.4)),
        (
            ((0, -17), (6.2, -14), (5, -5.6)),
            ((-0.6, -17), (-2.6, -9), (-9.2, -6.4)),
            ((2, -28), (-4.6, -23.6), (-8, -27)),
            ((3, -28), (6.4, -22), (10.2, -25)),
        ),
    ),
}
_HEAD, _TORSO, _LIMB = 4.1, 8.6, 4.3
_RIM = 1.1
_LOOKS: dict[GroupId, tuple[Look, str]] = {
    "accident": ("solid", "accent2"),
    "repeated": ("striped", "accent"),
    "none": ("hollow", "ink_soft"),
}
_STRIPES = (1.3, 1.9)


def _polylines(lines: Sequence[Sequence[Point]], at: Point) -> Path:
    return Path.make_compound_path(*(Path(np.add(line, at)) for line in lines))


def _circle(centre: Point, radius: float) -> Path:
    return Path.circle(centre, radius)


def _stroke(
    pen: Pen, path: Path, colour: str, width_pt: float, dashes: tuple[float, ...] = ()
) -> None:
    """Draw a limb: a stroke wider than the house's lines."""
    pen.level += 1
    patch = PathPatch(path, fill=False, edgecolor=style.colour(colour), lw=width_pt)
    patch.set(zorder=pen.level, capstyle="butt" if dashes else "round", joinstyle="round")
    if dashes:
        patch.set_linestyle((0, tuple(dash / width_pt for dash in dashes)))
    pen.ax.add_artist(patch)
    patch.set_clip_on(False)


def _body(
    pen: Pen, pose: _Pose, at: Point, colour: str, less: float, dashes: tuple[float, ...] = ()
) -> None:
    """Draw torso and limbs, `less` thinner than the whole figure on each side."""
    _stroke(pen, _polylines(pose.limbs, at), colour, _LIMB - 2 * less, dashes)
    _stroke(pen, _polylines([pose.torso], at), colour, _TORSO - 2 * less, dashes)
    if not dashes:
        head = _circle((pose.head[0] + at[0], pose.head[1] + at[1]), _HEAD - less)
        pen.fill("head", head, colour)


def _person(pen: Pen, pose: _Pose, at: Point, group: GroupId) -> None:
    look, ink = _LOOKS[group]
    if pose.things:
        pen.line("thing", _polylines(pose.things, at), ink, "line")
    _body(pen, pose, at, ink, 0.0)
    if look == "solid":
        return
    _body(pen, pose, at, "surface", _RIM)
    if look == "striped":
        _body(pen, pose, at, ink, _RIM, _STRIPES)


@dataclass(frozen=True)
class _Layout:
    """Where things stand, in units: the first figure, the steps between, and the groups."""

    width: float
    left: float
    step: float
    gap: float
    breaks: tuple[str, ...]
    """Kinds that begin a new row."""
    row: float
    heading: Point
    """From the first row of figures' feet to the heading's first line."""
    top: float
    group_gap: float
    stacked: bool
    a_row: int = 99


_LAYOUTS: dict[Width, _Layout] = {
    "wide": _Layout(860, 214, 25.6, 10, (), 74, (8, -30), 54, 14, stacked=False),
    "narrow": _Layout(
        360, 8, 26.4, 12, ("fall",), 78, (8, -62), 76, 52, stacked=True, a_row=13
    ),
}  # fmt: skip
_NOTE: dict[Width, tuple[str, ...]] = {
    "wide": (
        "One figure is one patient. Solid: an accident or a fall. Striped: repeated load. "
        "Hollow: no reason found.",
        "Patients sent to a spine centre, not runners. They told what they remembered.",
    ),
    "narrow": (
        "One figure is one patient. Solid: an accident",
        "or a fall. Striped: repeated load. Hollow: no",
        "reason found.",
        "Patients sent to a spine centre, not runners.",
        "They told what they remembered.",
    ),
}
_LINE = 17.0


@dataclass(frozen=True)
class _Placed:
    """A kind with the ground points of its figures, in units."""

    group: Group
    kind: Kind
    feet: tuple[Point, ...]
    first: bool


def _placed(layout: _Layout) -> Iterator[_Placed]:
    """Yield every kind with its places, from the top down."""
    ground = layout.top
    for group in groups():
        x = layout.left
        for place, kind in enumerate(group.kinds):
            if kind.id in layout.breaks:
                x, ground = layout.left, ground + layout.row
            feet = []
            for one in range(kind.count):
                if one and one % layout.a_row == 0:
                    x, ground = layout.left, ground + layout.row - 22
                feet.append((x + layout.step / 2, ground))
                x += layout.step
            x += layout.gap
            yield _Placed(group, kind, tuple(feet), place == 0)
        ground += layout.row + layout.group_gap


def _words(
    pen: Pen, at: Point, words: str, size: str = "body", colour: str = "ink", bold: bool = False,
    side: Side = "left",
) -> None:  # fmt: skip
    pen.text("words", (at[0], at[1] + 4.2), words, side, size, colour)
    pen.ax.texts[-1].set_verticalalignment("baseline")
    if bold:
        pen.ax.texts[-1].set_fontweight("bold")


def _box(points: Sequence[Point], step: float) -> Path:
    (left, top), (right, bottom) = np.min(points, axis=0), np.max(points, axis=0)
    x, y = (left - step / 2, right + step / 2), (top - 43, bottom + 26)
    return Path([(x[0], y[0]), (x[1], y[0]), (x[1], y[1]), (x[0], y[1]), (x[0], y[0])], closed=True)


def _draw_kind(pen: Pen, placed: _Placed, layout: _Layout) -> None:
    """Draw one kind's figures over a bracket with its words."""
    feet, kind, group = placed.feet, placed.kind, placed.group
    with pen.layer(f"onset-{kind.id}"):
        pen.fill("mark", _box(feet, layout.step), "paper", FAINT)
        for number, at in enumerate(feet):
            with pen.layer(f"person-{kind.id}-{number}"):
                _person(pen, _POSES[kind.pose], at, group.id)
        last = feet[-1][1]
        ends = [x for x, y in feet if y == last]
        half = layout.step / 2 - 3
        bracket = [(ends[0] - half, last + 6), (ends[-1] + half, last + 6)]
        pen.line("bracket", Path(bracket), _LOOKS[group.id][1], "line")
        _words(pen, (ends[0] - half, last + 17), f"{kind.count} {kind.label}")


def share_words(group: Group) -> str:
    """Return a group's share in words, the percentage as published."""
    return f"{group.count} of {patients()} ({group.percent:g} %)"


def _draw_heading(pen: Pen, placed: _Placed, layout: _Layout) -> None:
    group, ground = placed.group, placed.feet[0][1]
    x, y = layout.heading[0], ground + layout.heading[1]
    ink = _LOOKS[group.id][1]
    box = Path([(x - 4, y - 13), (x + 192, y - 13), (x + 192, y + 30), (x - 4, y + 30)])
    with pen.layer(f"heading-{group.id}"):
        if layout.stacked:
            box = Path([(x - 4, y - 12), (x + 344, y - 12), (x + 344, y + 10), (x - 4, y + 10)])
            _words(pen, (352, y), share_words(group), "body", ink, True, "right")
        else:
            _words(pen, (x, y + 19), share_words(group), "body", ink, True)
        pen.fill("mark", box, "paper", FAINT)
        _words(pen, (x, y), group.label, "title", ink, True)


def _height(rows: Sequence[_Placed], notes: Sequence[str]) -> float:
    return rows[-1].feet[-1][1] + 44 + _LINE * len(notes) + 6


def onset_chart(width: Width = "wide") -> Figure:
    """Draw one figure for each patient, grouped by how the pain began.

    Parameters
    ----------
    width
        ``"wide"`` (860 units) or ``"narrow"`` (360 units).

    Returns
    -------
    Figure
        Groups ``heading-<group>``, ``onset-<kind>`` (each holding ``person-<kind>-<n>``) and
        ``notes``.

    Notes
    -----
    Source: claim sij-inciting-events.
    """
    layout, notes = _LAYOUTS[width], _NOTE[width]
    rows = list(_placed(layout))
    frame = Frame((0, 0), (layout.width, _height(rows, notes)), layout.width / 72, "body")
    with style.figure_style():
        figure, axes = blank(frame)
        axes.invert_yaxis()
        pen = Pen(axes)
        for placed in rows:
            if placed.first:
                _draw_heading(pen, placed, layout)
            _draw_kind(pen, placed, layout)
        with pen.layer("notes"):
            start = rows[-1].feet[-1][1] + 48
            for line, text in enumerate(notes):
                _words(pen, (8, start + _LINE * line), text, "body", "ink_soft")
    return figure


def describe_onset() -> str:
    """Return the chart's numbers as plain lines, for those who read instead of look."""
    lines = []
    for group in groups():
        parts = ", ".join(f"{kind.count} {kind.label}" for kind in group.kinds)
        lines.append(f"{group.label}: {share_words(group)}; {parts}.")
    return "\n".join(lines)
