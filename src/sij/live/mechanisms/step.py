"""One stride in slow motion: a runner from the side and the ground force as it is made.

Forces, times and bounce come from `sij.models.gait`, the angle of the landing leg from its claim;
the rest of the figure is drawn (`sij.models.gait.posture`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np

from ...figures import runner
from ...models import gait
from ...models.gait import posture as moves
from ...models.gait.guards import FloatArray
from ..deeper import deeper_words
from ..interactive import Interactive, draw
from ..spec import (
    Choice,
    Formula,
    Option,
    Path,
    Picture,
    Play,
    Quantity,
    Range,
    Readout,
    Region,
    Sentence,
    Show,
    Table,
    Text,
    Toggle,
    Track,
    Transform,
)

NAME = "mechanisms-step"
KMH = (9, 11, 13)
START_SPEED = 1
PHASES = np.linspace(0, 100, 81)
LIMBS = ("thigh", "shank", "foot", "toes")


@cache
def speeds_m_s() -> tuple[float, ...]:
    """Return the three speeds at which the landing angle was measured."""
    return moves.measured_speeds_m_s()


@cache
def _steps() -> tuple[gait.Step, ...]:
    return tuple(runner.default_step(speed) for speed in speeds_m_s())


@cache
def _bodies() -> tuple[moves.Posture, ...]:
    """Return the figure at all nodes of the stride, speed by speed."""
    return tuple(runner.figure_at(speed, PHASES / 100) for speed in speeds_m_s())


@cache
def _start() -> moves.Posture:
    """Return the figure as the picture draws it."""
    return runner.figure_at(speeds_m_s()[START_SPEED], np.array([runner.START_PHASE]))


def step_in_slow_motion() -> Interactive:
    """A stride, moment by moment: who is on the ground, how hard, for how long."""
    return Interactive(
        NAME,
        title="One stride in slow motion",
        deeper=deeper_words(NAME),
        alt=(
            "A runner from the side, running to the right, with the bones of the pelvis drawn "
            "inside the body and the sacroiliac joint named. Beside it the vertical ground force "
            "over one stride: two humps, one for each foot, with nothing in between, when both "
            "feet are in the air. A dashed sketch marks where an impact peak would be."
        ),
        pictures=_pictures(),
        controls=_controls(),
        quantities=tuple(_quantities()),
        tracks=tuple(_tracks()),
        readouts=(
            Readout(id="force_bw", label="Vertical ground force now", unit="BW", digits=2),
            Readout(id="contact_ms", label="Time on the ground", unit="ms", digits=0),
            Readout(id="flight_ms", label="Time in the air", unit="ms", digits=0),
            Readout(
                id="landing_deg",
                label="Leg angle at landing",
                unit="°",
                digits=1,
                note="A mean of treadmill runners; BW means body weights.",
            ),
        ),
        regions=_regions(),
        describe=_sentences(),
        play=Play(
            control="phase_percent",
            seconds=8,
            stops=tuple(float(stop) for stop in range(0, 101, 10)),
            label="Play a stride in slow motion",
        ),
        stacked=True,
        model=step_model,
    )


def step_model(speed: float, phase_percent: float, **_: float) -> dict[str, float]:
    """Return the exact quantities at one moment.

    Parameters
    ----------
    speed
        Place of the speed among 9, 11 and 13 km/h: 0, 1 or 2.
    phase_percent
        Moment in the stride, 0 to 100.
    """
    step = _steps()[round(speed)]
    force = runner.force_bw(step, np.array([phase_percent]))
    return {
        "force_bw": float(force[0]),
        "peak_bw": float(step.peak_force_bw),
        "contact_ms": 1e3 * float(step.contact_time_s),
        "flight_ms": 1e3 * float(step.flight_time_s),
        "landing_deg": float(moves.landing_angle_deg(step.speed_m_s)),
    }


def _pictures() -> tuple[Picture, ...]:
    drawings = []
    for width in runner.FRAMES:
        found = runner.runner_figure(width, speeds_m_s()[START_SPEED])
        settings = {"room": width, "to_svg": found.to_svg, "frames": {"chart": found.chart_to_svg}}
        drawings.append((found.figure, settings))
    return draw(NAME, drawings)


def _controls() -> tuple[Range | Choice | Toggle, ...]:
    return (
        Choice(
            id="speed",
            label="Speed",
            value=f"{KMH[START_SPEED]}kmh",
            options=tuple(
                Option(id=f"{kmh}kmh", label=f"{kmh} km/h ({speed:.2f} m/s)")
                for kmh, speed in zip(KMH, speeds_m_s(), strict=True)
            ),
        ),
        Range(
            id="phase_percent",
            label="Moment in the stride",
            unit="%",
            spoken="percent",
            min=0,
            max=100,
            step=0.25,
            value=100 * runner.START_PHASE,
            digits=0,
            hint="0: the right foot lands. 50: the left foot lands.",
        ),
        Toggle(id="pelvis", label="Bones of the pelvis", parts=("runner-pelvis", "runner-name")),
        Toggle(id="arrow", label="Arrow of the ground force"),
        Toggle(id="impact", label="Sketch of the impact peak", parts=("impact",)),
    )


# --- quantities -----------------------------------------------------------------------------


def _quantities() -> Iterator[Quantity]:
    yield from _force_quantities()
    yield from _chart_tables()
    yield from _arrow_quantities()
    yield from _ground_quantities()
    hips = [body.hip[:, 1] * 1e3 for body in _bodies()]
    yield _by_phase("hip_mm", "phase_percent", hips)
    yield Formula.of("hip_rise", f"hip_mm - {_start().hip[0, 1] * 1e3:.3f}")
    yield Formula.of(
        "left_phase", "phase_percent + 50 if phase_percent < 50 else phase_percent - 50"
    )
    for side, phase in (("right", "phase_percent"), ("left", "left_phase")):
        yield from _leg_quantities(side, phase)
        yield from _arm_quantities(side, phase)


def _by_speed(id: str, values: Iterable[float]) -> Table:
    return Table.sample(id, ["speed"], [np.arange(len(KMH))], list(values))


def _by_phase(id: str, phase: str, rows: list[FloatArray], digits: int = 2) -> Table:
    axes = [np.arange(len(KMH)), PHASES]
    return Table.sample(id, ["speed", phase], axes, np.round(np.array(rows), digits))


def _force_quantities() -> Iterator[Quantity]:
    models = [step_model(place, 0.0) for place in range(len(KMH))]
    for name in ("peak_bw", "contact_ms", "flight_ms", "landing_deg"):
        yield _by_speed(name, (found[name] for found in models))
    yield _by_speed("contact_percent", map(runner.contact_percent, _steps()))
    yield Formula.of("in_step", "phase_percent - 50 * floor(phase_percent / 50)")
    yield Formula.of("grounded", "1 if in_step < contact_percent else 0")
    yield Formula.of(
        "force_bw", "peak_bw * sind(180 * in_step / contact_percent) if grounded else 0"
    )
    drawn = step_model(START_SPEED, 100 * runner.START_PHASE)["force_bw"]
    yield Formula.of("dot_percent", f"phase_percent - {100 * runner.START_PHASE}")
    yield Formula.of("dot_bw", f"force_bw - {drawn:.6f}")
    yield Formula.of("right_down", "grounded if phase_percent < 50 or phase_percent == 100 else 0")
    yield Formula.of("left_down", "grounded - right_down")


def _points_by_speed(id: str, shapes: Iterable[FloatArray]) -> Table:
    flat = np.round([points.ravel() for points in shapes], 3)
    return Table.sample(id, ["speed"], [np.arange(len(KMH))], flat)


def _chart_tables() -> Iterator[Table]:
    yield _points_by_speed("curve_points", map(runner.curve_points, _steps()))
    for foot, side in enumerate(runner.SIDES):
        boxes = (runner.band_points(step, foot) for step in _steps())
        yield _points_by_speed(f"band_{side}", boxes)
    for foot, name in enumerate(("first", "second")):
        sketches = (runner.sketch_points(step, foot) for step in _steps())
        yield _points_by_speed(f"sketch_{name}", sketches)


def _arrow_quantities() -> Iterator[Quantity]:
    rows = [body.pressed_x_m * 1e3 for body in _bodies()]
    yield _by_phase("pressed_mm", "phase_percent", rows, 1)
    yield Formula.of("tip_mm", f"{runner.ARROW_MM_PER_BW} * force_bw")
    yield Formula.of("neck_mm", "max(tip_mm - 95, 0)")
    yield Formula.of("half_head_mm", "46 * min(1, tip_mm / 95)")
    for name, way, reach in (
        ("shaft_left", "-", "15"),
        ("shaft_right", "+", "15"),
        ("head_left", "-", "half_head_mm"),
        ("head_right", "+", "half_head_mm"),
    ):
        yield Formula.of(name, f"pressed_mm {way} {reach}")
    yield Formula.of("arrow_shown", "arrow if force_bw > 0.03 else 0")


def _ground_quantities() -> Iterator[Quantity]:
    strides = [1e3 * 2 * float(step.step_length_m) for step in _steps()]
    yield _by_speed("stride_mm", strides)
    yield Formula.of("run_mm", f"stride_mm * (phase_percent / 100 - {runner.START_PHASE})")
    step_mm = runner.GROUND_STEP_MM
    yield Formula.of("ground_mm", f"{step_mm} * floor(run_mm / {step_mm}) - run_mm")


def _leg_quantities(side: str, phase: str) -> Iterator[Quantity]:
    """Yield a leg's turns, and how far its joints have moved since the picture was drawn."""
    start, long = runner.places(_start()), runner.proportions().scaled(runner.HEIGHT_M * 1e3)
    for part in LIMBS:
        rows = [getattr(body.right_leg, f"{part}_deg") for body in _bodies()]
        yield _by_phase(f"{side}_{part}_deg", phase, rows)
        sign = "-" if part in ("foot", "toes") else ""
        drawn = start[f"runner-{side}-{part}"].turn_deg
        yield Formula.of(f"{side}_{part}_turn", f"{sign}{side}_{part}_deg - ({drawn:.4f})")
    yield Formula.of(f"{side}_knee_x", f"{long.thigh} * sind({side}_thigh_deg)")
    yield Formula.of(f"{side}_knee_y", f"hip_mm - {long.thigh} * cosd({side}_thigh_deg)")
    yield Formula.of(f"{side}_ankle_x", f"{side}_knee_x + {long.shank} * sind({side}_shank_deg)")
    yield Formula.of(f"{side}_ankle_y", f"{side}_knee_y - {long.shank} * cosd({side}_shank_deg)")
    foot, b, h = f"{side}_foot_deg", long.ball, long.ankle_height
    yield Formula.of(f"{side}_ball_x", f"{side}_ankle_x + {b} * cosd({foot}) - {h} * sind({foot})")
    yield Formula.of(f"{side}_ball_y", f"{side}_ankle_y - {h} * cosd({foot}) - {b} * sind({foot})")
    for part, joint in (("shank", "knee"), ("foot", "ankle"), ("toes", "ball")):
        yield from _moved(side, part, joint)


def _moved(side: str, part: str, joint: str) -> Iterator[Formula]:
    x, y = runner.places(_start())[f"runner-{side}-{part}"].at_mm
    yield Formula.of(f"{side}_{joint}_dx", f"{side}_{joint}_x - ({x:.3f})")
    yield Formula.of(f"{side}_{joint}_dy", f"{side}_{joint}_y - ({y:.3f})")


def _arm_quantities(side: str, phase: str) -> Iterator[Quantity]:
    """Yield an arm's turns; it swings as a cosine, so no table is needed."""
    start, how = runner.places(_start()), runner.manner()
    long = runner.proportions().scaled(runner.HEIGHT_M * 1e3)
    yield Formula.of(f"{side}_wave", f"cosd(3.6 * {phase} - {360 * how.forward_at})")
    yield Formula.of(f"{side}_upper", f"{how.upper_mean} + {how.upper_swing} * {side}_wave")
    yield Formula.of(
        f"{side}_fore", f"{side}_upper + {how.elbow_mean} + {how.elbow_swing} * {side}_wave"
    )
    for part, angle in (("upper-arm", "upper"), ("forearm", "fore")):
        drawn = start[f"runner-{side}-{part}"].turn_deg
        yield Formula.of(f"{side}_{angle}_turn", f"{side}_{angle} - ({drawn:.4f})")
    x, y = np.array(start[f"runner-{side}-forearm"].at_mm) - start[f"runner-{side}-upper-arm"].at_mm
    yield Formula.of(f"{side}_elbow_dx", f"{long.upper_arm} * sind({side}_upper) - ({x:.3f})")
    yield Formula.of(
        f"{side}_elbow_dy", f"hip_rise - {long.upper_arm} * cosd({side}_upper) - ({y:.3f})"
    )


# --- tracks ---------------------------------------------------------------------------------


def _tracks() -> Iterator[Track]:
    whole = ("runner-trunk", "runner-pelvis", "runner-name")
    yield Transform(parts=whole, move=(0.0, "hip_rise"))
    for side in runner.SIDES:
        yield from _limb_tracks(side)
    yield Transform(parts=("ground-marks",), move=("ground_mm", 0.0))
    outline = (
        ("shaft_left", 0.0), ("shaft_right", 0.0), ("shaft_right", "neck_mm"),
        ("head_right", "neck_mm"), ("pressed_mm", "tip_mm"), ("head_left", "neck_mm"),
        ("shaft_left", "neck_mm"),
    )  # fmt: skip
    yield Path(parts=("force-arrow-halo", "force-arrow-body"), points=outline, closed=True)
    yield Show(parts=("force-arrow",), value="arrow_shown")
    yield from _chart_tracks()


def _limb_tracks(side: str) -> Iterator[Transform]:
    rise, start = (0.0, "hip_rise"), runner.places(_start())
    for part, turn, move in (
        ("thigh", "thigh", rise),
        ("shank", "shank", (f"{side}_knee_dx", f"{side}_knee_dy")),
        ("foot", "foot", (f"{side}_ankle_dx", f"{side}_ankle_dy")),
        ("toes", "toes", (f"{side}_ball_dx", f"{side}_ball_dy")),
        ("upper-arm", "upper", rise),
        ("forearm", "fore", (f"{side}_elbow_dx", f"{side}_elbow_dy")),
    ):
        gid = f"runner-{side}-{part}"
        x, y = start[gid].at_mm
        about = (round(x, 3), round(y, 3))
        yield Transform(parts=(gid,), rotate_deg=f"{side}_{turn}_turn", about=about, move=move)


def _chart_tracks() -> Iterator[Track]:
    yield Path(parts=("curve-line",), frame="chart", table="curve_points")
    for side in runner.SIDES:
        parts = (f"band-{side}-box",)
        yield Path(parts=parts, frame="chart", table=f"band_{side}", closed=True)
    for name in ("first", "second"):
        yield Path(parts=(f"impact-{name}-line",), frame="chart", table=f"sketch_{name}")
    now, low, top = "phase_percent", runner.VEIL_BW, runner.BAND_BW
    end = runner.PERCENT
    box = ((now, low), (end, low), (end, top), (now, top))
    yield Path(parts=("veil-box",), frame="chart", points=box, closed=True)
    yield Path(parts=("now-line-line",), frame="chart", points=((now, 0.0), (now, top)))
    yield Transform(parts=("now-dot",), frame="chart", move=("dot_percent", "dot_bw"))
    yield Text(parts=("peak-words",), text="active peak {peak_bw:2}")


# --- words ----------------------------------------------------------------------------------


def _regions() -> tuple[Region, ...]:
    return (
        Region(
            part="runner-pelvis",
            label="The sacroiliac joint",
            text="It lies deep at the back of the pelvis, between sacrum and hip bone. Load "
            "from each step reaches the trunk through it. How much force the joint itself takes, "
            "nobody has measured in a runner.",
            claims=("load-index-definition",),
            layer="pelvis",
        ),
        Region(
            part="chart",
            label="The curve of the ground force",
            text="The model draws each step as half a sine wave. The time on the ground follows "
            "from speed and step rate, and the peak from that time. Against measurements "
            "such a peak comes out somewhat low.",
            claims=(
                "grf-stance-average-regression",
                "model-sine-peak-force",
                "model-sine-validation",
            ),
        ),
        Region(
            part="impact",
            label="The impact peak: a sketch",
            text="Just after landing the force can show a short, sharp peak. The model does not "
            "compute it, and we know no size for it here. The dashed line only shows roughly where "
            "it would be.",
            claims=("model-sine-peak-force",),
            layer="impact",
        ),
        Region(
            part="runner-right-shank",
            label="The landing leg",
            text="At landing the line from hip to heel leans by an angle measured on a treadmill. "
            "How the knee bends, how the foot rolls and how the free leg swings is drawn.",
            claims=("leg-force-9-11-13",),
        ),
    )


def _sentences() -> tuple[Sentence, ...]:
    return (
        Sentence.of(
            "At {speed:word} each foot is on the ground for {contact_ms} ms. Then both feet are in "
            "the air for {flight_ms} ms."
        ),
        Sentence.of(
            "Now, at {phase_percent} percent, the right foot is on the ground and presses with "
            "{force_bw} body weights.",
            "right_down",
        ),
        Sentence.of(
            "Now, at {phase_percent} percent, the left foot is on the ground and presses with "
            "{force_bw} body weights.",
            "left_down",
        ),
        Sentence.of(
            "Now, at {phase_percent} percent, both feet are in the air and nothing presses.",
            "1 - grounded",
        ),
        Sentence.of("The active peak of each step is {peak_bw:2} body weights."),
        Sentence.of(
            "Only the angle of the landing leg, the times and the bounce come from studies; the "
            "rest of the figure is drawn, to a draughtsman's proportions."
        ),
        Sentence.of(
            "The dashed impact peak is a sketch that the model does not compute.", "impact"
        ),
    )
