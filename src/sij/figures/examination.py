"""How each physical test is done: a person, the examiner's hands and the way of the push.

One drawing function for all; poses, hands, arrows and words stand in
``assets/anatomy/examination.yaml``. Lengths are mm of the picture.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from sij.figures import pelvis_lateral, style
from sij.figures.pen import Frame, Pen, blank
from sij.figures.people import (
    OUT,
    Array,
    Camera,
    Ellipsoid,
    Limb,
    Person,
    Side,
    curve,
    drawing,
    hull,
    landmarks_mm,
    person,
    unit,
)

WIDE, HIGH = 320.0, 200.0
"""Size of each drawing, SVG units."""
LABEL_SIZE = "title"
HAND_SCALE = 1.2
"""The examiner's hands are drawn a little large: they are what the picture is about."""
Spot = Sequence[Any]


def picture_names() -> tuple[str, ...]:
    """Return the names of all drawings."""
    return tuple(drawing()["pictures"])


class _Ink(Pen):
    """A pen that fills and inks one path at a time, which keeps the drawing small."""

    def solid(
        self,
        path: Path,
        fill: str | None,
        line: str | None,
        width: str = "line",
        alpha: float | None = None,
    ) -> None:
        """Add a path with a fill, a line or both; an open path is filled and not closed."""
        patch = PathPatch(
            path,
            facecolor=style.colour(fill) if fill else "none",
            edgecolor=style.colour(line) if line else "none",
            lw=style.stroke(width) if line else 0.0,
            alpha=alpha,
            capstyle="round",
            joinstyle="round",
        )
        patch.set_zorder(self._next())
        patch.set_clip_on(False)
        self.ax.add_artist(patch)


@dataclass(frozen=True)
class Scene:
    """One test as data and as a posture."""

    row: Mapping[str, Any]

    @cached_property
    def camera(self) -> Camera:
        """From where the scene is seen."""
        look = self.row["camera"]
        return Camera(look["elevation"], look.get("yaw", 0.0))

    @cached_property
    def person(self) -> Person:
        """The person in the test's posture."""
        return person(self.row["body"])

    @property
    def frame(self) -> Frame:
        """The piece of the scene that the drawing shows."""
        x, y = self.row["window"]["at"]
        wide = float(self.row["window"]["wide"])
        high = wide * HIGH / WIDE
        low = (x - wide / 2, y - high / 2)
        return Frame(low, (x + wide / 2, y + high / 2), WIDE / 72, LABEL_SIZE)

    def point(self, spot: Spot) -> Array:
        """Return a place of the picture.

        Parameters
        ----------
        spot
            ``[name, dx, dy]``, or ``[name, other, share, dx, dy]`` for a place on the way from one
            part to another; dx and dy in mm of the picture.
        """
        names = [part for part in spot if isinstance(part, str)]
        numbers = [float(part) for part in spot if not isinstance(part, str)]
        at = self._seen(names[0])
        if len(names) == 2:
            at = at + numbers.pop(0) * (self._seen(names[1]) - at)
        return np.asarray(at + (numbers or [0.0, 0.0]))

    def from_corner(self, units: Sequence[float]) -> tuple[float, float]:
        """Return a place given in SVG units from the upper left corner."""
        frame = self.frame
        scale = (frame.high_mm[0] - frame.low_mm[0]) / WIDE
        return frame.low_mm[0] + units[0] * scale, frame.high_mm[1] - units[1] * scale

    def _seen(self, name: str) -> Array:
        return self.camera.see(self._in_space(name))

    def _in_space(self, name: str) -> Array:
        if name == "apex":
            front, up, _ = landmarks_mm()["sacral_apex"]
            return self.person.place(up, front, 0.0)
        if name == "sacrum":
            behind = [landmarks_mm()[f"posterior_foramen_S{i}"] for i in (2, 3)]
            front, up, _ = np.mean(behind, axis=0)
            return self.person.place(up, front - 12, 0.0)
        what, side = name.rsplit("-", 1)
        way: Side = "right" if side == "right" else "left"
        joints = ("hip", "knee", "ankle"), ("shoulder", "elbow", "wrist")
        for limb, parts in zip(("leg", "arm"), joints, strict=True):
            if what in parts:
                return np.asarray(self.person.limbs[f"{limb}-{side}"].joints[parts.index(what)])
        if what == "trochanter":
            return self.person.place(-10.0, -20.0, 168.0 * OUT[way])
        return self.person.landmark(LANDMARKS[what], way)


LANDMARKS = {
    "asis": "ASIS",
    "psis": "PSIS",
    "crest": "iliac_crest_most_lateral",
    "ischium": "ischial_tuberosity_lowest",
}


def examination_figure(name: str) -> Figure:
    """Draw how one test is done.

    Parameters
    ----------
    name
        One of `picture_names`.

    Returns
    -------
    matplotlib.figure.Figure
        320 by 200 units, with the groups ``table``, ``person``, ``pelvis``, ``examiner``,
        ``push`` and ``words``.

    Raises
    ------
    KeyError
        When there is no such drawing.
    """
    if name not in drawing()["pictures"]:
        raise KeyError(f"There is no drawing {name!r}: use one of {', '.join(picture_names())}.")
    scene = Scene(drawing()["pictures"][name])
    with style.figure_style():
        figure, ax = blank(scene.frame)
        _Drawing(_Ink(ax), scene).draw()
    return figure


@dataclass(frozen=True)
class _Drawing:
    pen: _Ink
    scene: Scene

    @property
    def row(self) -> Mapping[str, Any]:
        return self.scene.row

    def draw(self) -> None:
        with self.pen.layer("table"):
            self._support()
        with self.pen.layer("person"):
            self._person()
        with self.pen.layer("pelvis"):
            pelvis = _Pelvis(self.pen, self.scene)
            pelvis.draw()
            if "ligament" in self.row:
                pelvis.ligament(self.row["ligament"])
        with self.pen.layer("examiner"):
            for hand in self.row.get("hands", ()):
                self._hand(hand)
        with self.pen.layer("push"):
            for arrow in self.row.get("arrows", ()):
                start, tip = (self.scene.point(arrow[end]) for end in ("from", "to"))
                self._arrow(start, tip, arrow.get("own", False))
            for spot in self.row.get("dots", ()):
                self._dot(self.scene.point(spot))
        with self.pen.layer("words"):
            self._words()

    # --- table, floor and pillow

    def _support(self) -> None:
        if "floor" in self.row:
            left, right = self.row["floor"]
            y = self.scene.camera.see(np.zeros(3))[1]
            self.pen.solid(Path([(left, y), (right, y)]), None, "ink_soft", "outline")
        if "table" in self.row:
            self._table(*self.row["table"])
        if "lying" in self.row:
            self._pillow()

    def _table(self, left: float, right: float) -> None:
        half, top = 360.0, float(self.row.get("table_high", 0.0))
        corners = [(left, -half), (right, -half), (right, half), (left, half)]
        plate = self.scene.camera.see(np.array([(x, y, top) for x, y in corners]))
        down = np.array([0.0, -70.0])
        board = np.vstack([plate[:2], plate[1::-1] + down, plate[:1]])
        self.pen.solid(Path(np.vstack([plate, plate[:1]])), "surface_deep", "ink_soft", "fine")
        self.pen.solid(Path(board), "bone_ghost", "ink_soft", "fine")

    def _pillow(self) -> None:
        row = dict(drawing()["pillow"])
        up, front, right = row["at"]
        row["at"] = [up, {"back": front, "face": 70.0, "side": front}[self.row["lying"]], right]
        body = self.scene.person.ellipsoid(row)
        ring = hull(self.scene.camera, [body])
        self.pen.solid(curve(ring, closed=True), "surface", "ink_soft", "fine")

    # --- the person

    def _person(self) -> None:
        behind = self._behind()
        for name in behind:
            self._limb(name)
        facing = float(self.scene.person.front @ self.scene.camera.away)
        self._trunk_and_head(facing)
        for name in self._order():
            if name not in behind:
                self._limb(name)

    def _order(self) -> list[str]:
        """Return the limbs from the farthest to the nearest, legs before arms at the same depth."""
        away = self.scene.camera.away
        limbs = self.scene.person.limbs
        depth = {name: float(limb.joints[0] @ away) for name, limb in limbs.items()}
        return sorted(limbs, key=lambda name: -round(depth[name]))

    def _behind(self) -> list[str]:
        if "behind" in self.row:
            return list(self.row["behind"])
        away, middle = self.scene.camera.away, self.scene.person.hips
        limbs = self.scene.person.limbs
        return [n for n in self._order() if (limbs[n].joints[0] - middle) @ away > 40.0]

    def _trunk_and_head(self, facing: float) -> None:
        body, camera = self.scene.person, self.scene.camera
        parts = {name: body.ellipsoid(row) for name, row in drawing()["head"].items()}
        if facing < 0.6:
            self._blob([parts["bun"]], "ilium_deep")
            self._blob([parts["hair"]], "ilium_deep")
        self._blob([parts["nose"]], "ilium")
        left, right = body.trunk.edges(camera)
        ring = np.vstack([right[:0:-1], [right[0]], left])
        self.pen.solid(curve(ring), "ilium", "ilium_line")
        self._midline(facing)
        self._blob([parts["skull"], parts["jaw"]], "ilium")
        if abs(facing) < 0.7:
            self._face()
        if facing >= 0.6:
            self._blob([parts["hair"]], "ilium_deep")
            self._blob([parts["bun"]], "ilium_deep")

    def _midline(self, facing: float) -> None:
        """Draw the furrow of the back, or two strokes of the midline in front."""
        if abs(facing) < 0.45:
            return
        tube, back = self.scene.person.trunk, facing > 0
        surface = self.scene.camera.see(tube.centres + (-tube.deep if back else tube.deep))
        runs = (surface[1:4], surface[4:10]) if back else (surface[5:7], surface[7:9])
        lines = Path.make_compound_path(*(curve(run) for run in runs))
        self.pen.solid(lines, None, "ilium_line", "fine")

    def _face(self) -> None:
        """Draw ear and eye of the side that is seen."""
        camera, body = self.scene.camera, self.scene.person
        side = -float(np.sign(body.right @ camera.away))
        ear, lid = (
            camera.see(np.array([body.place(up, front, 66.0 * side) for up, front in points]))
            for points in (drawing()["ear"], drawing()["eye"])
        )
        lines = Path.make_compound_path(curve(ear), curve(lid))
        self.pen.solid(lines, None, "ilium_line", "fine")

    def _blob(self, bodies: Sequence[Ellipsoid], fill: str) -> None:
        ring = hull(self.scene.camera, bodies)
        self.pen.solid(curve(ring, closed=True), fill, "ilium_line")

    def _limb(self, name: str) -> None:
        limb: Limb = self.scene.person.limbs[name]
        self._blob(limb.end, "ilium")
        self.pen.solid(limb.outline(self.scene.camera), "ilium", "ilium_line")

    # --- hands, arrows, words

    def _hand(self, row: Mapping[str, Any]) -> None:
        shape = drawing()["hands"][row["kind"]]
        turned = _Turned(shape, self.scene.point(row["at"]), row["turn"], row.get("flip", False))
        wrist = turned.put(np.array([shape["wrist"]], dtype=np.float64))[0]
        arm = _Forearm(wrist, row["arm"], row.get("long", drawing()["forearm"]["long"]))
        self.pen.solid(arm.skin(), "ilium_light", "ink")
        hand = turned.put(np.array(shape["outline"], dtype=np.float64))
        self.pen.solid(curve(hand), "ilium_light", "ink")
        lines = [Path(turned.put(np.array(line, dtype=np.float64))) for line in shape["lines"]]
        self.pen.solid(Path.make_compound_path(*lines), None, "ink", "fine")
        self.pen.solid(arm.sleeve(), "accent_soft", "accent")

    def _arrow(self, start: Array, tip: Array, own: bool) -> None:
        """Draw a push of the examiner, filled, or the person's own movement, hollow."""
        unit_mm = self.pen.mm_per_pt()
        way = unit(tip - start)
        across = np.array([-way[1], way[0]]) * unit_mm
        neck = tip - way * 11 * unit_mm
        half, wide = 2.4 * across, 6.5 * across
        ring = [start - half, neck - half, neck - wide, tip, neck + wide, neck + half, start + half]
        colours = ("paper", "accent2") if own else ("accent2", "paper")
        self.pen.solid(Path([*ring, ring[0]], closed=True), *colours, "line")

    def _dot(self, at: Array) -> None:
        unit_mm = self.pen.mm_per_pt()
        self.pen.solid(Path.circle(tuple(at), 5 * unit_mm), "paper", "accent2", "outline")

    def _words(self) -> None:
        for row in self.row.get("labels", ()):
            at = self.scene.from_corner(row["at"])
            self.pen.text("words", at, row["words"], row["side"], LABEL_SIZE)


@dataclass(frozen=True)
class _Turned:
    """A hand's template, turned to where it touches."""

    shape: Mapping[str, Any]
    at: Array
    turn_deg: float
    flip: bool

    def put(self, points: Array) -> Array:
        """Return points of the template in the picture."""
        angle = np.deg2rad(self.turn_deg)
        cos, sin = np.cos(angle), np.sin(angle)
        local = (points - self.shape["anchor"]) * (1.0, -1.0 if self.flip else 1.0) * HAND_SCALE
        return np.asarray(local @ np.array([[cos, sin], [-sin, cos]]) + self.at)


@dataclass(frozen=True)
class _Forearm:
    """The examiner's forearm from the wrist on, most of it in a sleeve."""

    wrist: Array
    turn_deg: float
    long_mm: float

    def _across(self, at_mm: float, half_mm: float) -> tuple[Array, Array]:
        """Return both sides of the arm at a distance from the wrist."""
        angle = np.deg2rad(self.turn_deg)
        way = np.array([np.cos(angle), np.sin(angle)])
        side = half_mm * np.array([-way[1], way[0]])
        middle = self.wrist + at_mm * way
        return middle - side, middle + side

    def skin(self) -> Path:
        """Return what shows between hand and sleeve, open at the hand."""
        size = drawing()["forearm"]
        left, right = self._across(-10.0, size["wrist"])
        left2, right2 = self._across(size["cuff"], size["wrist"] + 2)
        return Path([left, left2, right2, right])

    def sleeve(self) -> Path:
        """Return the sleeve's outline."""
        size = drawing()["forearm"]
        left, right = self._across(size["cuff"], size["sleeve"][0])
        left2, right2 = self._across(self.long_mm, size["sleeve"][1])
        return Path([left, left2, right2, right, left])


HIP_BONE = (
    "PSIS", "iliac_crest_highest", "iliac_crest_most_lateral", "ASIS", "AIIS", "pubic_tubercle",
    "symphysis_lower", "ischial_tuberosity_lowest", "ischial_spine", "greater_sciatic_notch_apex",
    "PIIS",
)  # fmt: skip
SACRUM = (
    ("sacral_promontory", 0.0), ("ala_lateral_edge", 1.0), ("PIIS", 1.0), ("sacral_apex", 0.0),
    ("PIIS", -1.0), ("ala_lateral_edge", -1.0),
)  # fmt: skip
"""The sacrum's corners and their side: to the right, to the left or in the middle."""
ASIDE, HALF_PELVIS_MM = 0.7, 85.0
"""From where on a view counts as from the side, and how far the hip bone then is to that side."""


@dataclass(frozen=True)
class _Pelvis:
    """Draws the bones lightly inside: far hip bone, sacrum, near hip bone."""

    pen: _Ink
    scene: Scene

    def draw(self) -> None:
        """Draw both hip bones and the sacrum, or from the side one hip bone behind the sacrum."""
        body, away = self.scene.person, self.scene.camera.away
        far: Side = "left" if body.right @ away <= 0 else "right"
        near: Side = "right" if far == "left" else "left"
        if abs(body.right @ away) > ASIDE:
            self._from_the_side(near)
            return
        bones = [(self._hip(far), "bone"), (self._hip(near), "bone")]
        sacrum = [(self._sacrum(), "sacrum")]
        for points, kind in sacrum + bones if body.front @ away < 0 else bones + sacrum:
            self._bone(points, kind, 1.12)

    def _from_the_side(self, near: Side) -> None:
        hip_mm = HALF_PELVIS_MM * OUT[near]
        for part, kind, right in (("hip", "bone", hip_mm), ("sacrum", "sacrum", 0.0)):
            outline = pelvis_lateral.curve(part, "outline").points_mm[::3]
            middle = pelvis_lateral.landmarks_mm()["acetabulum_centre"]
            rows = [
                self.scene.person.place(up, front, right)
                for front, up in (outline - middle).tolist()
            ]
            self._bone(np.array(rows), kind, 1.06)

    def _hip(self, side: Side) -> Array:
        return np.array([self.scene.person.landmark(name, side) for name in HIP_BONE])

    def _sacrum(self) -> Array:
        place, found = self.scene.person.place, []
        for name, way in SACRUM:
            front, up, right = landmarks_mm()[name]
            found.append(place(up, front, right * way))
        return np.array(found)

    def ligament(self, side: Side) -> None:
        """Draw the ligament between the lower sacrum and the sitting bone."""
        ends = [self.scene.point(["apex", 0, 0]), self.scene.point([f"ischium-{side}", 0, 0])]
        self.pen.solid(Path(ends), None, "ligament", "heavy")

    def _bone(self, points: Array, kind: str, grown: float) -> None:
        """Fill a bone's outline; the soft line runs inside its points, so these are `grown`."""
        seen = self.scene.camera.see(points)
        middle = seen.mean(axis=0)
        ring = curve(middle + (seen - middle) * grown, closed=True)
        self.pen.solid(ring, kind, f"{kind}_line", "fine", 0.85)
