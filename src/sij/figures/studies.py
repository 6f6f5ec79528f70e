"""Charts of what was measured: study by study, and joint beside joint.

One unit of these drawings is one point, so a drawing 360 units wide shows 12-unit text as
12 px on a 360 px screen. Living, cadaver, model and review rows differ by shape, by fill
and by their headings; colour only repeats it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle, Wedge
from matplotlib.text import Text

from sij.figures import style
from sij.models import motion

Width = Literal["wide", "narrow"]
Measure = Literal["both", "rotation", "translation"]

_MINUS = "\N{MINUS SIGN}"
_HEADINGS = {
    "healthy": "Living people, healthy",
    "patients": "Living people, patients",
    "cadaver": "Cadavers, muscles gone",
    "model": "Computer models",
    "review": "Reviews, living and cadaver mixed",
}
_TITLES = {"rotation": "Rotation in degrees", "translation": "Sliding (translation) in mm"}


@dataclass(frozen=True)
class _Mark:
    shape: str
    filled: bool
    colour: str
    size: float


_MARKS = {
    "healthy": _Mark("o", True, "living", 8),
    "patients": _Mark("o", False, "living", 8),
    "cadaver": _Mark("D", True, "cadaver", 7),
    "model": _Mark("s", False, "accent2", 7.5),
    "review": _Mark("|", True, "ink_soft", 9),
}


@dataclass(frozen=True)
class _Layout:
    """Places in units: where labels, plot and values stand, and how high a row is."""

    width: float
    what_x: float
    plot: tuple[float, float]
    value_x: float
    row: float
    mark_dy: float
    text: float
    stacked: bool


_LAYOUTS: dict[Width, _Layout] = {
    "wide": _Layout(860, 176, (448, 736), 748, 21, 0, 12, stacked=False),
    "narrow": _Layout(360, 0, (8, 352), 352, 54, 37, 12.5, stacked=True),
}
_Strips = list[tuple[float, float]]
_MARGIN = 8.0
_HEADING = 32.0
_PANEL_TOP = 92.0


class _Group(Artist):
    """Artists drawn inside one named group of the SVG, so that a row is one region."""

    def __init__(self, gid: str, parts: Iterable[Artist]) -> None:
        super().__init__()
        self.set_gid(gid)
        self.parts = tuple(parts)

    def draw(self, renderer: RendererBase) -> None:
        """Draw all parts between the group's opening and closing."""
        renderer.open_group("part", gid=self.get_gid())
        for part in self.parts:
            part.draw(renderer)
        renderer.close_group("part")


@dataclass(frozen=True)
class _Canvas:
    """A figure measured in units from its upper left corner."""

    figure: Figure
    axes: Axes

    def group(self, gid: str, parts: Iterable[Artist]) -> None:
        group = _Group(gid, parts)
        for part in group.parts:
            part.axes = self.axes
            part.set_figure(self.figure)
            part.set_transform(self.axes.transData)
        self.axes.add_artist(group)


def _canvas(width: float, height: float) -> _Canvas:
    figure = Figure(figsize=(width / 72, height / 72))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    return _Canvas(figure, axes)


def _words(
    x: float,
    y: float,
    text: str,
    size: float,
    ink: str = "ink",
    ha: Literal["left", "center", "right"] = "left",
    weight: Literal["normal", "bold"] = "normal",
) -> Text:
    colour = style.colour(ink)
    return Text(x, y, text, fontsize=size, color=colour, va="center", ha=ha, fontweight=weight)


def _line(
    x: tuple[float, float],
    y: tuple[float, float],
    ink: str,
    stroke: str,
    dashes: tuple[float, ...] = (),
) -> Line2D:
    line = Line2D(x, y, color=style.colour(ink), linewidth=style.stroke(stroke))
    line.set_solid_capstyle("butt")
    if dashes:
        line.set_linestyle((0, dashes))
    return line


def _mark(x: float, y: float, mark: _Mark) -> Line2D:
    ink = style.colour(mark.colour)
    fill = ink if mark.filled else style.colour("surface")
    return Line2D(
        [x], [y], marker=mark.shape, markersize=mark.size, linestyle="", color=ink,
        markerfacecolor=fill, markeredgecolor=ink, markeredgewidth=style.stroke("outline"),
    )  # fmt: skip


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float
    plot: tuple[float, float]

    def __call__(self, value: float) -> float:
        left, right = self.plot
        return left + (value - self.low) / (self.high - self.low) * (right - left)


def _scale(rows: Sequence[motion.Study], plot: tuple[float, float]) -> _Scale:
    values = [v for s in rows for v in (s.centre, s.low, s.high, s.extreme, 0.0) if v is not None]
    return _Scale(min(values) - 0.25, max(values) + 0.25, plot)


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0")
    text = text + "0" if text.endswith(".") else text
    return text.replace("-", _MINUS)


def _unit(study: motion.Study) -> str:
    return "°" if study.unit == "deg" else " mm"


def _value_text(study: motion.Study) -> str:
    """Return a row's numbers: mean, then range or SD."""
    unit = _unit(study)
    if study.centre is None:
        assert study.low is not None
        assert study.high is not None
        return f"{_number(study.low)} to {_number(study.high)}{unit}"
    lead = "up to " if study.mark == "maximum" else ""
    text = f"{lead}{_number(study.centre)}{unit}"
    if study.low is None or study.high is None:
        return text
    if study.whisker == "SD":
        return f"{text} ± {_number((study.high - study.low) / 2)}"
    return f"{text} ({_number(study.low)}–{_number(study.high)})"


def _name_text(study: motion.Study) -> str:
    second_hand = study.verified == "quoted-in-secondary"
    return study.label + ("*" if second_hand else "")


def _what_text(study: motion.Study) -> str:
    what = study.what[0].upper() + study.what[1:]
    return what if study.n is None else f"{what}, n {study.n}"


def _whisker_parts(study: motion.Study, scale: _Scale, y: float) -> list[Artist]:
    if study.low is None or study.high is None:
        return []
    ends = (scale(study.low), scale(study.high))
    ink = _MARKS[study.kind].colour
    if study.whisker == "SD":
        caps = [_line((x, x), (y - 4, y + 4), ink, "line") for x in ends]
        return [_line(ends, (y, y), ink, "line"), *caps]
    return [_line(ends, (y, y), ink, "heavy")]


def _mark_parts(study: motion.Study, scale: _Scale, y: float) -> list[Artist]:
    parts = _whisker_parts(study, scale, y)
    if study.mark == "maximum" and study.centre is not None:
        ends = (scale(0), scale(study.centre))
        parts.append(_line(ends, (y, y), _MARKS[study.kind].colour, "line", dashes=(1, 2)))
    if study.centre is not None:
        parts.append(_mark(scale(study.centre), y, _MARKS[study.kind]))
    if study.extreme is not None:
        parts.append(_mark(scale(study.extreme), y, _Mark("x", True, _MARKS[study.kind].colour, 7)))
    return parts


def _row_words(study: motion.Study, layout: _Layout, y: float) -> list[Artist]:
    size = layout.text
    if not layout.stacked:
        return [
            _words(_MARGIN, y, _name_text(study), size),
            _words(layout.what_x, y, _what_text(study), size, "ink_soft"),
            _words(layout.value_x, y, _value_text(study), size),
        ]
    top = y - layout.mark_dy + 6
    return [
        _words(_MARGIN, top, _name_text(study), size),
        _words(layout.value_x, top, _value_text(study), size, ha="right"),
        _words(_MARGIN, top + 15, _what_text(study), 12, "ink_soft"),
    ]


def _row(canvas: _Canvas, study: motion.Study, layout: _Layout, scale: _Scale, top: float) -> None:
    y = top + (layout.mark_dy if layout.stacked else layout.row / 2)
    box = Rectangle((2, top - 2), layout.width - 4, layout.row - 1, fill=False, linewidth=0)
    parts = [box, *_row_words(study, layout, y), *_mark_parts(study, scale, y)]
    canvas.group(f"study-{study.number}", parts)


def _heading(canvas: _Canvas, study: motion.Study, layout: _Layout, top: float) -> None:
    y = top + 20
    parts = [
        _mark(_MARGIN + 5, y, _MARKS[study.kind]),
        _words(_MARGIN + 18, y, _HEADINGS[study.kind], layout.text, weight="bold"),
    ]
    canvas.group(f"heading-{study.measure}-{study.kind}", parts)


def _flag(
    scale: _Scale, value: float, text: str, label_y: float, strips: _Strips, ink: str
) -> list[Artist]:
    """Return a dashed line down the panel with its words at the top."""
    x = scale(value)
    spans = [(label_y - 5, strips[0][1]), *strips[1:]]
    dashed = [_line((x, x), ys, ink, "line", dashes=(4, 3)) for ys in spans]
    return [*dashed, _words(x + 5, label_y, text, 12, ink)]


def _detection(scale: _Scale, measure: str, label_y: float, strips: _Strips) -> list[Artist]:
    limits = motion.living_limits()
    rotation = measure == "rotation"
    least = (limits.detectable_rotation if rotation else limits.detectable_translation).number
    text = f"bone markers see nothing below {_number(least)}{'°' if rotation else ' mm'}"
    return _flag(scale, least, text, label_y, strips, "ink")


def _article_band(scale: _Scale, ys: tuple[float, float], strips: _Strips) -> list[Artist]:
    low, high = motion.article_range_mm()
    left, right = scale(low), scale(high)
    band = Rectangle(
        (left, ys[0]), right - left, ys[1] - ys[0], linewidth=0,
        facecolor=style.colour("article_soft"),
    )  # fmt: skip
    edges = [_line((x, x), span, "article", "line") for x in (left, right) for span in strips]
    text = f"the article: {low:g} to {high:g} mm"
    return [band, *edges, _words((left + right) / 2, ys[0] - 27, text, 12, "article", ha="center")]


def _strips(rows: Sequence[motion.Study], layout: _Layout, top: float, bottom: float) -> _Strips:
    """Return where lines down the panel may run: between labels, not through them."""
    if not layout.stacked:
        return [(top, bottom)]
    strips, kind, y = [(top, top + 8)], "", top + 2
    for study in rows:
        y += 0 if study.kind == kind else _HEADING
        strips.append((y + layout.mark_dy - 8, y + layout.mark_dy + 9))
        kind, y = study.kind, y + layout.row
    return strips


def _grid(scale: _Scale, strips: _Strips) -> list[Artist]:
    parts: list[Artist] = []
    for tick in range(int(np.ceil(scale.low)), int(np.floor(scale.high)) + 1):
        ink, weight = ("ink_soft", "fine") if tick == 0 else ("rule", "hair")
        parts += [_line((scale(tick), scale(tick)), ys, ink, weight) for ys in strips]
        if tick % 2 == 0:
            label = str(tick).replace("-", _MINUS)
            parts.append(_words(scale(tick), strips[0][0] - 9, label, 12, "ink_soft", ha="center"))
    return parts


def _panel_height(rows: Sequence[motion.Study], layout: _Layout) -> float:
    kinds = len({s.kind for s in rows})
    return _PANEL_TOP + kinds * _HEADING + len(rows) * layout.row + 14


def _panel(
    canvas: _Canvas, measure: str, rows: Sequence[motion.Study], layout: _Layout, top: float
) -> float:
    """Draw one panel from `top` down and return where it ends."""
    scale = _scale(rows, layout.plot)
    bottom = top + _panel_height(rows, layout) - 10
    ticks = top + _PANEL_TOP - 2
    strips = _strips(rows, layout, ticks, bottom)
    if measure == "translation":
        canvas.group("article-band", _article_band(scale, (ticks, bottom), strips))
    canvas.group(f"grid-{measure}", _grid(scale, strips))
    canvas.group(f"detection-{measure}", _detection(scale, measure, top + 37, strips))
    title = _words(_MARGIN, top + 14, _TITLES[measure], 15, weight="bold")
    canvas.group(f"title-{measure}", [title])
    y = top + _PANEL_TOP
    for _, group in groupby(rows, key=lambda s: s.kind):
        members = list(group)
        _heading(canvas, members[0], layout, y)
        y += _HEADING
        for study in members:
            _row(canvas, study, layout, scale, y)
            y += layout.row
    return bottom + 10


_NOTES: dict[Width, tuple[str, ...]] = {
    "wide": (
        "Capped line: mean ± SD. Thick line: lowest to highest. Dotted line: a maximum.",
        "×: one person or one study beyond the rest. n: people, joints or studies. "
        "*: read second-hand.",
    ),
    "narrow": (
        "Capped line: mean ± SD.",
        "Thick line: lowest to highest.",
        "Dotted line: a maximum.",
        "×: one person or study beyond the rest.",
        "n: people, joints or studies.",
        "*: read second-hand.",
    ),
}


def _panels(measure: Measure) -> list[tuple[str, list[motion.Study]]]:
    wanted = ("rotation", "translation") if measure == "both" else (measure,)
    return [(m, [s for s in motion.studies() if s.measure == m]) for m in wanted]


def studies_chart(width: Width = "wide", measure: Measure = "both") -> Figure:
    """Draw every study's rotation and translation, one row a study.

    Parameters
    ----------
    width
        ``"wide"`` (860 units, labels beside the marks) or ``"narrow"`` (360 units,
        labels above).
    measure
        Which panels to draw.

    Returns
    -------
    Figure
        Groups named ``study-<n>`` (see `sij.models.motion.studies`), ``article-band``,
        ``detection-<measure>``, ``grid-<measure>``, ``title-<measure>``,
        ``heading-<measure>-<kind>`` and ``notes``.

    Notes
    -----
    Source: the claims motion-table-*, motion-rsa-precision and motion-summary-2-4mm.
    """
    layout, panels, notes = _LAYOUTS[width], _panels(measure), _NOTES[width]
    height = sum(_panel_height(rows, layout) for _, rows in panels) + 17 * len(notes) + 22
    with style.figure_style():
        canvas = _canvas(layout.width, height)
        top = 4.0
        for name, rows in panels:
            top = _panel(canvas, name, rows, layout, top)
        lines = [
            _words(_MARGIN, top + 14 + 17 * i, text, 12, "ink_soft") for i, text in enumerate(notes)
        ]
        canvas.group("notes", lines)
    return canvas.figure


def describe_studies(measure: Measure = "both") -> str:
    """Return the chart's numbers as plain lines, for those who read instead of look.

    Parameters
    ----------
    measure
        Which panels to describe.

    Returns
    -------
    str
        A heading for each group, then one line a study.
    """
    low, high = motion.article_range_mm()
    lines = [f"The article says {low:g} to {high:g} mm."]
    for name, rows in _panels(measure):
        lines.append(f"{_TITLES[name]}:")
        for kind, group in groupby(rows, key=lambda s: s.kind):
            lines.append(f"  {_HEADINGS[kind]}")
            lines.extend(f"    {_sentence(study)}" for study in group)
    return "\n".join(lines)


def _sentence(study: motion.Study) -> str:
    extreme = ""
    if study.extreme is not None:
        extreme = f"; {study.extreme_what} {_number(study.extreme)}{_unit(study)}"
    words = f"{_name_text(study)} ({_what_text(study)}; {study.method})"
    return f"{words}: {_value_text(study)}{extreme}"


@dataclass(frozen=True)
class _Fan:
    """The fan's pivot and the length of each joint's sector, in units."""

    width: float
    height: float
    pivot: tuple[float, float]
    radii: tuple[float, ...]


_FANS: dict[Width, _Fan] = {
    "wide": _Fan(720, 372, (190, 226), (158, 290, 400, 510)),
    "narrow": _Fan(360, 296, (103, 152), (92, 148, 198, 245)),
}
_FAN_INKS = (
    ("accent2_soft", "accent2"),
    ("ligament_fill", "ligament"),
    ("living", "living"),
    ("ink_soft", "ink_soft"),
)


def _fan_sector(
    joint: motion.JointRange, fan: _Fan, radius: float, inks: tuple[str, str]
) -> Artist:
    # The axes' y points down, so an angle upwards is negative.
    return Wedge(
        fan.pivot, radius, -joint.high_deg, 0, facecolor=style.colour(inks[0]),
        edgecolor=style.colour(inks[1]), linewidth=style.stroke("fine"), joinstyle="round",
    )  # fmt: skip


def _degrees_text(joint: motion.JointRange) -> str:
    low, high = _number(joint.low_deg), _number(joint.high_deg)
    return f"{low}°" if low == high else f"{low} to {high}°"


def _fan_label(
    joint: motion.JointRange, fan: _Fan, radius: float, line: int, ink: str
) -> list[Artist]:
    """Return a leader down from the end of a sector and the words to its left."""
    x, (_, base) = fan.pivot[0] + radius, fan.pivot
    y = base + 20 + line * 46
    return [
        _line((x, x), (base, y + 22), ink, "line"),
        _words(x - 6, y, f"{joint.label}: {_degrees_text(joint)}", 13, ha="right", weight="bold"),
        _words(x - 6, y + 16, joint.motion, 12, "ink_soft", ha="right"),
    ]


def _fan_top_label(joint: motion.JointRange, fan: _Fan, radius: float) -> list[Artist]:
    x, y = fan.pivot[0], fan.pivot[1] - radius - 32
    return [
        _words(x, y, f"{joint.label}: {_degrees_text(joint)}", 13, ha="center", weight="bold"),
        _words(x, y + 16, joint.motion, 12, "ink_soft", ha="center"),
    ]


def comparison_fan(width: Width = "wide") -> Figure:
    """Draw how far joints turn as sectors from one pivot, each to its true angle.

    Parameters
    ----------
    width
        ``"wide"`` (720 units) or ``"narrow"`` (360 units).

    Returns
    -------
    Figure
        One group ``joint-<name>`` a joint, from the largest range to the smallest. Longer
        sectors only let small angles be seen; the length means nothing.

    Notes
    -----
    Source: claims motion-comparison-shoulder, motion-comparison-lumbar,
    motion-comparison-pubis, motion-table-jacob1995 and motion-table-sturesson1989. Knee and
    hip are left out: see `sij.models.motion.comparison`.
    """
    fan, joints = _FANS[width], motion.comparison().joints
    rings = list(enumerate(zip(joints, fan.radii, _FAN_INKS, strict=True)))
    # The sacroiliac sector goes on top: the thin one of the symphysis would hide its foot.
    rings.sort(key=lambda ring: ring[1][0].name == "sacroiliac")
    with style.figure_style():
        canvas = _canvas(fan.width, fan.height)
        for i, (joint, radius, inks) in rings:
            words = (
                _fan_top_label(joint, fan, radius)
                if i == 0
                else _fan_label(joint, fan, radius, i - 1, inks[1])
            )
            canvas.group(f"joint-{joint.name}", [_fan_sector(joint, fan, radius, inks), *words])
    return canvas.figure


def describe_comparison() -> str:
    """Return the fan's numbers as plain lines, with what was left out and why."""
    compared = motion.comparison()
    lines = [f"{j.label}, {j.motion}: {_degrees_text(j)}." for j in compared.joints]
    lines += [f"{item.what}: not shown. {item.reason}" for item in compared.left_out]
    return "\n".join(lines)
