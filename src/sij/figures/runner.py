"""A runner from the side, in parts that a player can move, beside the curve of the ground force.

All lengths of the scene are mm: x forward from the hip, y up from the ground. The chart's own units
are percent of the stride and body weights. The near limbs are the right ones; the left ones are
paler. Outlines and key postures stand in ``assets/anatomy/runner.yaml``: only the angle of the
landing leg, the times and the bounce come from studies, the rest is drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.path import Path
from numpy.typing import NDArray
from ruamel.yaml import YAML

from sij.evidence import assets
from sij.figures import pelvis_lateral, style
from sij.figures.marks import mark
from sij.figures.pen import Frame, Pen, Side, Width, blank, mm_to_svg
from sij.figures.shapes import Points, Shape
from sij.models import gait
from sij.models.gait import posture as moves

Affine = tuple[float, float, float, float, float, float]
Array = NDArray[np.float64]

HEIGHT_M, STEP_RATE_SPM = 1.75, 165.0
"""The course's default runner."""
START_PHASE = 0.24
SIDES = ("right", "left")
PHASE_WORDS = {
    16.0: "right foot\non the ground",
    41.5: "in the\nair",
    66.0: "left foot\non the ground",
    91.5: "in the\nair",
}
"""What stands below the curve, by percent of the stride."""
PARTS = tuple(
    f"runner-{side}-{part}"
    for side in SIDES
    for part in ("thigh", "shank", "foot", "toes", "upper-arm", "forearm")
)
"""Parts that turn with a limb; ``runner-trunk`` and ``runner-pelvis`` only rise and fall."""
TOP_BW, BAND_BW, VEIL_BW, PERCENT = 4.0, 2.75, -0.04, 100.0
FRAMES: Mapping[Width, Frame] = {
    "wide": Frame((-960.0, -150.0), (2700.0, 1800.0), 860 / 72, "body"),
    "narrow": Frame((-960.0, -2020.0), (840.0, 1800.0), 360 / 72, "title"),
}
PLOTS: Mapping[Width, tuple[float, float, float, float]] = {
    "wide": (1010.0, 300.0, 1640.0, 1280.0),
    "narrow": (-830.0, -1540.0, 1630.0, 1180.0),
}
"""Left, bottom, width and height of the curve's plot, mm of the scene."""
CARD_X_MM, CARD_Y_MM = 860.0, -150.0
GROUND_STEP_MM = 250.0
ARROW_MM_PER_BW = 270.0


@dataclass(frozen=True)
class RunnerFigure:
    """A drawn runner and the ways from its two scenes to SVG units.

    Attributes
    ----------
    figure
        The matplotlib figure.
    to_svg
        From mm of the runner's scene.
    chart_to_svg
        From (percent of the stride, body weights).
    """

    figure: Figure
    to_svg: Affine
    chart_to_svg: Affine


@lru_cache(maxsize=1)
def drawing() -> dict[str, Any]:
    """Return proportions, key postures and outlines, as in ``assets/anatomy/runner.yaml``."""
    data: dict[str, Any] = YAML(typ="safe").load(assets.path("anatomy", "runner.yaml"))
    return data


@lru_cache(maxsize=1)
def proportions() -> moves.Proportions:
    """Return the lengths of the limbs as shares of height."""
    return moves.Proportions(**drawing()["proportions"])


@lru_cache(maxsize=1)
def manner() -> moves.Manner:
    """Return the key postures."""
    data = drawing()
    swing = data["swing"]
    keys = [swing[name] for name in ("thigh", "knee", "ankle", "toes")]
    return moves.Manner(
        **data["stance"],
        **data["arms"],
        lean=data["trunk_lean"],
        swing_share=np.array(swing["share"], dtype=np.float64),
        swing=np.array(keys, dtype=np.float64).T,
    )


def default_step(speed_m_s: float) -> gait.Step:
    """Return the default runner's step at one speed."""
    return gait.step(speed_m_s, STEP_RATE_SPM, height_m=HEIGHT_M)


def figure_at(speed_m_s: float, phase: Array) -> moves.Posture:
    """Return the default runner's posture at moments of the stride, 0 to 1, shape (n,)."""
    return moves.posture(default_step(speed_m_s), phase, proportions(), manner(), HEIGHT_M)


@dataclass(frozen=True)
class Place:
    """Where a part hangs and how far it is turned."""

    at_mm: tuple[float, float]
    turn_deg: float


def places(body: moves.Posture) -> dict[str, Place]:
    """Return each limb's upper joint and turn, counter-clockwise, at the first moment."""
    found = {}
    for side in SIDES:
        leg: moves.Leg = getattr(body, f"{side}_leg")
        arm: moves.Arm = getattr(body, f"{side}_arm")
        rows = {
            "thigh": (body.hip, leg.thigh_deg),
            "shank": (leg.knee, leg.shank_deg),
            "foot": (leg.ankle, -leg.foot_deg),
            "toes": (leg.ball, -leg.toes_deg),
            "upper-arm": (body.shoulder, arm.upper_deg),
            "forearm": (arm.elbow, arm.fore_deg),
        }
        for part, (at_m, turn) in rows.items():
            x, y = at_m[0] * 1e3
            found[f"runner-{side}-{part}"] = Place((float(x), float(y)), float(turn[0]))
    return found


# --- the curve ------------------------------------------------------------------------------


def force_bw(step: gait.Step, percent: Array) -> Array:
    """Return the vertical ground force at moments of the stride, 0 to 100: half sines, in BW."""
    contact = contact_percent(step)
    within = np.mod(percent, PERCENT / 2)
    pressed = float(step.peak_force_bw) * np.sin(np.pi * np.minimum(within / contact, 1.0))
    return np.asarray(np.where(within < contact, pressed, 0.0))


def contact_percent(step: gait.Step) -> float:
    """Return how long one foot is on the ground, percent of the stride."""
    return float(PERCENT / 2 * step.contact_time_s / step.step_time_s)


def curve_points(step: gait.Step) -> Array:
    """Return the curve over the stride, shape (n, 2): percent and BW."""
    hump = np.linspace(0, contact_percent(step), 25)
    percent = np.concatenate([hump, hump + PERCENT / 2, [PERCENT]])
    force = np.concatenate([np.tile(force_bw(step, hump) * (hump < hump[-1]), 2), [0.0]])
    return np.stack([percent, force], axis=1)


SKETCH = ((0.0, 0.0), (0.035, 0.5), (0.075, 1.28), (0.105, 1.5), (0.14, 1.42), (0.18, 1.44))


def sketch_points(step: gait.Step, foot: int) -> Array:
    """Return the drawn impact peak of a foot (0: right, 1: left): a sketch, not computed.

    The second has other points than the first: the compiler would else make it a moved copy.
    """
    share, force = np.array([*SKETCH, (0.235, np.nan)]).T
    percent = share * contact_percent(step)
    force[-1] = force_bw(step, percent[-1:])[0]
    points = np.stack([percent + foot * PERCENT / 2, force], axis=1)
    return _shape(points, closed=False).sampled_mm(4 + foot)


def band_points(step: gait.Step, foot: int) -> Array:
    """Return the box under the curve while a foot (0: right, 1: left) is on the ground."""
    left = foot * PERCENT / 2
    right = left + contact_percent(step)
    return np.array([[left, 0.0], [right, 0.0], [right, BAND_BW], [left, BAND_BW]])


def arrow_points(x_mm: float, force: float) -> Array:
    """Return the outline of the ground-force arrow, shape (7, 2), mm."""
    tip = force * ARROW_MM_PER_BW
    neck, wide = max(tip - 95.0, 0.0), 46.0 * min(1.0, tip / 95.0)
    ways = [(-15, 0), (15, 0), (15, neck), (wide, neck), (0, tip), (-wide, neck), (-15, neck)]
    return np.add(np.array(ways, dtype=np.float64), (x_mm, 0.0))


# --- the drawing ----------------------------------------------------------------------------


def runner_figure(width: Width, speed_m_s: float, phase: float = START_PHASE) -> RunnerFigure:
    """Draw the runner and the curve at one moment.

    Parameters
    ----------
    width
        ``"wide"``: the curve beside the runner; ``"narrow"``: below.
    speed_m_s
        Running speed, one of those at which the landing angle was measured, or between.
    phase
        Moment of the stride, 0 to 1.

    Returns
    -------
    RunnerFigure
        Groups `PARTS`, ``runner-trunk``, ``runner-pelvis``, ``runner-name``, ``ground``,
        ``ground-marks``, ``force-arrow``, ``chart`` with ``band-right``, ``band-left`` and
        ``curve``, ``impact`` with ``impact-first`` and ``impact-second``, ``veil``,
        ``now-line``, ``now-dot``, ``chart-words`` and ``peak``.
    """
    step, body = default_step(speed_m_s), figure_at(speed_m_s, np.array([phase]))
    frame = FRAMES[width]
    with style.figure_style():
        figure, ax = blank(frame)
        pen = Pen(ax, coarse=True)
        _draw_ground(pen, frame)
        draw_body(pen, body)
        with pen.layer("runner-name"):
            _draw_name(pen, body.hip[0] * 1e3, frame.label_size)
        _draw_arrow(pen, float(body.pressed_x_m[0]) * 1e3, step, phase)
        _Chart(pen, width, step, 100 * phase).draw()
    return RunnerFigure(figure, _affine(mm_to_svg(frame)), _chart_affine(width))


def _affine(matrix: Array) -> Affine:
    (a, c, e), (b, d, f) = matrix.tolist()
    return (a, b, c, d, e, f)


def _chart_affine(width: Width) -> Affine:
    x, y, wide, high = PLOTS[width]
    inner = np.array([[wide / PERCENT, 0, x], [0, high / TOP_BW, y], [0, 0, 1.0]])
    return _affine(mm_to_svg(FRAMES[width]) @ inner)


def _draw_ground(pen: Pen, frame: Frame) -> None:
    left, right = frame.low_mm[0] - GROUND_STEP_MM, CARD_X_MM + GROUND_STEP_MM
    with pen.layer("ground"):
        pen.line("line", Path([(left, 0.0), (right, 0.0)]), "ink_soft", "outline")
    with pen.layer("ground-marks"):
        start = np.ceil(left / GROUND_STEP_MM) * GROUND_STEP_MM
        for x in np.arange(start, right + 1, GROUND_STEP_MM):
            for shift, length in ((0.0, 60.0), (90.0, 34.0), (170.0, 34.0)):
                stroke = [(x + shift, -18.0), (x + shift - length * 0.5, -18.0 - length)]
                pen.line("mark", Path(stroke), "ink_soft", "line", 0.75)


def _turned(points: Points, place: Place, length_mm: float) -> Points:
    """Put points given as [forward, down] of a hanging limb where the limb is."""
    angle = np.deg2rad(place.turn_deg)
    cos, sin = np.cos(angle), np.sin(angle)
    hanging = points * (length_mm, -length_mm)
    found: Points = hanging @ np.array([[cos, sin], [-sin, cos]]) + place.at_mm
    return found


def _shape(points: Points, closed: bool = True) -> Shape:
    return Shape(points, np.zeros(len(points), dtype=bool), closed)


@dataclass(frozen=True)
class _Tone:
    fill: str
    alpha: float
    shade: str
    light: str
    strength: float
    width: str


NEAR = _Tone("ilium", 1.0, "ilium_deep", "ilium_light", 1.0, "outline")
FAR = _Tone("ilium", 0.42, "ilium_deep", "paper", 0.35, "fine")
Stretches = Sequence[tuple[int, int]]


def _flesh(
    pen: Pen, what: str, points: Points, ink: Stretches, tone: _Tone, reach_mm: float
) -> None:
    """Fill a rounded body part, shade it softly and ink its edge where no neighbour goes on."""
    body = _shape(points)
    if tone is FAR:
        pen.fill(f"{what}-ground", body.path(), "paper")
    pen.fill(what, body.path(), tone.fill, tone.alpha)
    pen.rim(f"{what}-shade", body, tone.shade, reach_mm, 0.13 * tone.strength)
    if tone is NEAR:
        pen.rim(f"{what}-light", body, tone.light, -0.7 * reach_mm, 0.32 * tone.strength)
    for first, last in ink:
        pen.line(f"{what}-edge", _stretch(body, first, last), "ilium_line", tone.width)


def _stretch(body: Shape, first: int, last: int) -> Path:
    """Return a stretch of a closed outline, exactly as the whole outline runs there."""
    piece = body.path()
    steps = slice(3 * first, 3 * last + 1)
    codes = [Path.MOVETO] + [Path.CURVE4] * (3 * (last - first))
    return Path(np.asarray(piece.vertices)[steps], codes)


def _length_mm(part: str) -> float:
    long = proportions().scaled(HEIGHT_M * 1e3)
    by_part = {"thigh": long.thigh, "shank": long.shank, "upper-arm": long.upper_arm}
    return {**by_part, "forearm": long.forearm}.get(part, HEIGHT_M * 1e3)


REACH_MM = {
    "thigh": 44.0, "shank": 30.0, "foot": 16.0, "toes": 10.0, "upper-arm": 28.0, "forearm": 22.0,
}  # fmt: skip


def _draw_limb(pen: Pen, side: str, part: str, where: Mapping[str, Place]) -> None:
    gid, rows = f"runner-{side}-{part}", drawing()["limbs"][part]
    points = _turned(np.array(rows["outline"]), where[gid], _length_mm(part))
    with pen.layer(gid):
        tone = NEAR if side == "right" else FAR
        _flesh(pen, "body", points, rows["ink"], tone, REACH_MM[part])


def _draw_leg(pen: Pen, side: str, where: Mapping[str, Place]) -> None:
    for part in ("toes", "foot", "shank", "thigh"):
        _draw_limb(pen, side, part, where)


def _draw_arm(pen: Pen, side: str, where: Mapping[str, Place]) -> None:
    for part in ("forearm", "upper-arm"):
        _draw_limb(pen, side, part, where)


def draw_body(pen: Pen, body: moves.Posture) -> None:
    """Draw the runner at the posture's first moment, limb by limb, with the pelvis inside."""
    where = places(body)
    hip_mm, head_mm = body.hip[0] * 1e3, body.head[0] * 1e3
    _draw_arm(pen, "left", where)
    _draw_leg(pen, "left", where)
    with pen.layer("runner-trunk"):
        _draw_trunk(pen, hip_mm)
        _draw_head(pen, head_mm)
    _draw_leg(pen, "right", where)
    with pen.layer("runner-pelvis"):
        _draw_pelvis(pen, hip_mm)
    _draw_arm(pen, "right", where)


def _draw_trunk(pen: Pen, hip_mm: Points) -> None:
    length = proportions().trunk * HEIGHT_M * 1e3
    place = Place((float(hip_mm[0]), float(hip_mm[1])), -manner().lean)
    rows = drawing()["trunk"]
    points = _turned(np.array(rows["outline"]) * (1, -1), place, length)
    _flesh(pen, "trunk", points, rows["ink"], NEAR, 48.0)


def _draw_head(pen: Pen, head_mm: Points) -> None:
    rows = drawing()["head"]
    outline, ear, eye = (
        np.array(rows[name]) * HEIGHT_M * 1e3 + head_mm for name in ("outline", "ear", "eye")
    )
    _flesh(pen, "head", outline, [(0, len(outline))], NEAR, 34.0)
    pen.line("ear", _shape(ear).path(), "ilium_line", "fine", 0.8)
    pen.line("eye", _shape(eye, closed=False).path(), "ilium_line", "line", 0.8)


def _pelvis_place(points: Points, hip_mm: Points) -> Points:
    """Bring points of the side plate to the runner's hip, leaning forward."""
    angle = np.deg2rad(-drawing()["pelvis"]["lean"])
    cos, sin = np.cos(angle), np.sin(angle)
    from_hip = points - pelvis_lateral.landmarks_mm()["acetabulum_centre"]
    found: Points = from_hip @ np.array([[cos, sin], [-sin, cos]]) + hip_mm
    return found


def _bone(part: str, name: str, hip_mm: Points) -> Shape:
    curve = pelvis_lateral.curve(part, name)
    return Shape(_pelvis_place(curve.points_mm, hip_mm), curve.corners)


def _draw_pelvis(pen: Pen, hip_mm: Points) -> None:
    """Hint the bones inside: vertebra, sacrum, hip bone and, between them, the joint."""
    for part, name, fill, line in (
        ("l5", "body", "bone", "bone_line"),
        ("sacrum", "outline", "sacrum", "sacrum_line"),
        ("hip", "outline", "bone", "bone_line"),
    ):
        body = _bone(part, name, hip_mm)
        pen.fill(name, body.path(), fill, 0.72 if part == "hip" else 0.9)
        pen.line(f"{name}-edge", body.path(), line, "fine", 0.85)
    hole = _bone("hip", "foramen", hip_mm).path()
    pen.fill("hole", hole, "ilium", 0.8)
    pen.line("hole-edge", hole, "bone_line", "hair", 0.8)
    pen.fill("ball", Path.circle(tuple(hip_mm), 24.0), "bone_light", 0.9)
    pen.line("ball-edge", Path.circle(tuple(hip_mm), 24.0), "bone_line", "fine", 0.8)
    face = _bone("joint", "face", hip_mm)
    pen.fill("joint", face.path(), "cartilage", 0.95)
    pen.line("joint-edge", face.path(), "cartilage_line", "line")
    mark(pen, face.grown(1.8))


def _draw_name(pen: Pen, hip_mm: Points, size: str) -> None:
    pelvis = drawing()["pelvis"]
    at = hip_mm + pelvis["name_at"]
    to = _pelvis_place(pelvis_lateral.landmarks_mm()["auricular_centroid"], hip_mm)
    leader = Path(np.array([np.add(at, (14.0, 0.0)), to]))
    pen.line("halo", leader, "paper", "heavy", 0.9)
    pen.line("line", leader, "ink", "line")
    words = pelvis["name"].replace(" ", "\n")
    pen.text("words", (float(at[0]), float(at[1])), words, "right", size)


def _draw_arrow(pen: Pen, x_mm: float, step: gait.Step, phase: float) -> None:
    outline = arrow_points(x_mm, float(force_bw(step, np.array([100 * phase]))[0]))
    path = Path(np.vstack([outline, outline[:1]]), closed=True)
    with pen.layer("force-arrow"):
        pen.line("halo", path, "paper", "heavy", 0.9)
        pen.fill("body", path, "accent")


@dataclass(frozen=True)
class _Chart:
    """Draws the curve; points are in percent of the stride and body weights."""

    pen: Pen
    width: Width
    step: gait.Step
    percent: float

    @property
    def size(self) -> str:
        """Name of the type size."""
        return FRAMES[self.width].label_size

    def mm(self, points: Any) -> Points:
        """Bring chart points to the scene."""
        x, y, wide, high = PLOTS[self.width]
        found: Points = np.asarray(points, float) * (wide / PERCENT, high / TOP_BW) + (x, y)
        return found

    def at(self, percent: float, force: float) -> tuple[float, float]:
        x, y = self.mm([percent, force])
        return float(x), float(y)

    def path(self, points: Any, closed: bool = False) -> Path:
        corners = self.mm(points)
        return Path(np.vstack([corners, corners[:1]]), closed=True) if closed else Path(corners)

    def draw(self) -> None:
        """Draw the card, the curve, what is still to come under a veil, the moment, the words."""
        with self.pen.layer("chart"):
            self._card()
            for foot, side in enumerate(SIDES):
                box = self.path(band_points(self.step, foot), closed=True)
                with self.pen.layer(f"band-{side}"):
                    self.pen.fill("box", box, "accent_soft", 0.8 if foot == 0 else 0.5)
            self._grid()
            with self.pen.layer("curve"):
                self.pen.line("line", self.path(curve_points(self.step)), "accent", "heavy")
        with self.pen.layer("impact"):
            self._impact()
        self._now()
        with self.pen.layer("chart-words"):
            self._axes()
            self._words()
        with self.pen.layer("peak"):
            self.pen.text("words", self.at(66, 2.98), peak_words(self.step), size=self.size)

    def _card(self) -> None:
        frame = FRAMES[self.width]
        left = CARD_X_MM if self.width == "wide" else frame.low_mm[0]
        top = frame.high_mm[1] if self.width == "wide" else CARD_Y_MM
        low, right = frame.low_mm[1], frame.high_mm[0]
        box = [(left, low), (right, low), (right, top), (left, top), (left, low)]
        self.pen.fill("card", Path(box, closed=True), "surface")

    def _grid(self) -> None:
        for force, ink, width, dashes in (
            (1, "ink_soft", "fine", (4.0, 3.0)), (2, "rule", "fine", None),
        ):  # fmt: skip
            line = self.path([(0, force), (PERCENT, force)])
            self.pen.line("grid", line, ink, width, dashes=dashes)

    def _now(self) -> None:
        now = self.percent
        force = float(force_bw(self.step, np.array([now]))[0])
        with self.pen.layer("veil"):
            box = [(now, VEIL_BW), (PERCENT, VEIL_BW), (PERCENT, BAND_BW), (now, BAND_BW)]
            self.pen.fill("box", self.path(box, closed=True), "surface", 0.76)
        with self.pen.layer("now-line"):
            self.pen.line("line", self.path([(now, 0), (now, BAND_BW)]), "accent2", "line")
        with self.pen.layer("now-dot"):
            reach = 5.5 * self.pen.mm_per_pt()
            self.pen.fill("ring", Path.circle(self.at(now, force), reach), "surface")
            self.pen.fill("dot", Path.circle(self.at(now, force), reach * 0.72), "accent2")

    def _axes(self) -> None:
        self.pen.line("axis", self.path([(0, 0), (PERCENT, 0)]), "ink_soft", "line")
        for force in range(3):
            self.pen.text("tick", self.at(-1.6, force), str(force), "right", self.size, "ink_soft")
        sides: tuple[Side, ...] = ("center", "center", "right")
        for percent, side in zip((0, 50, 100), sides, strict=True):
            at = self.at(percent, -0.2)
            self.pen.text("tick", at, str(percent), side, self.size, "ink_soft")

    def _words(self) -> None:
        line = style.type_size(self.size) * self.pen.mm_per_pt()
        x, top = self.at(-5.0, TOP_BW)
        title = "Vertical ground force, in body weights"
        self.pen.text("title", (x, top + 1.5 * line), title, "left", self.size)
        _, low = self.at(0, -0.2)
        for percent, words in PHASE_WORDS.items():
            at = (self.at(percent, 0)[0], low - 2.45 * line)
            self.pen.text("phase", at, words, "center", self.size)
        axis = (self.at(50, 0)[0], low - 4.8 * line)
        words = "moment in the stride, in percent"
        self.pen.text("axis", axis, words, "center", self.size, "ink_soft")

    def _impact(self) -> None:
        for foot, name in enumerate(("impact-first", "impact-second")):
            points = self.path(sketch_points(self.step, foot))
            with self.pen.layer(name):
                self.pen.line("line", points, "warn", "outline", 1.0, (3.2, 2.2))
        words = "impact peak (sketch:\nthe model does not\ncompute it)"
        self.pen.text("words", self.at(0.0, 3.46), words, "left", self.size, "warn")
        self.pen.line("leader", self.path([(3.3, 2.95), (3.5, 1.64)]), "warn", "fine")


def peak_words(step: gait.Step) -> str:
    """Return the label of the active peak."""
    return f"active peak {float(step.peak_force_bw):.2f}"
