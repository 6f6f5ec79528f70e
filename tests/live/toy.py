"""A small interactive that uses every kind of part; tests and the bench play with it."""

from __future__ import annotations

import math

import matplotlib.pyplot as plt
import numpy as np

from sij.figures import style
from sij.live import (
    Calibrate,
    Choice,
    Colour,
    Formula,
    Interactive,
    Opacity,
    Option,
    Path,
    Picture,
    Play,
    Range,
    Readout,
    Region,
    Sentence,
    Show,
    Table,
    Text,
    Toggle,
    Transform,
    Word,
    draw,
)
from sij.live.expression import parse

ANGLES_DEG = np.linspace(-10, 10, 81)
SHIFTS_MM = np.linspace(0, 5, 6)


def block_figure() -> plt.Figure:
    """A block, a ruler, a label and a wave on a 60 x 40 mm stage."""
    with style.figure_style():
        figure = plt.figure(figsize=(6, 4))
        axes = figure.add_axes((0, 0, 1, 1), xlim=(-30, 30), ylim=(-20, 20))
        axes.axis("off")
        block = plt.Rectangle((-10, -5), 20, 10, fc=style.colour("bone"), gid="block")
        axes.add_patch(block)
        axes.plot([0, 5], [0, 5], color=style.colour("accent"), gid="ruler")
        axes.plot([0, 5], [9, 9], color=style.colour("accent"), gid="wave")
        for shift, gid in ((0, "zig"), (6, "zag")):
            axes.plot(np.arange(6) + shift, [1, 3, 0, 2, 4, 1], color=style.colour("ink"), gid=gid)
        axes.plot([20, 25], [0, 5], color=style.colour("accent2"), gid="gauge")
        axes.text(0, -15, "0 mm", gid="label", ha="center")
    plt.close(figure)
    return figure


def pictures(name: str) -> tuple[Picture, ...]:
    """The block's drawing with its map from millimetres to drawing units."""
    frames = {"side": (2.0, 0, 0, -3.0, 10, 20)}
    settings = {"to_svg": (7.2, 0, 0, -7.2, 216, 144), "frames": frames}
    return draw(name, [(block_figure(), settings)])


def corner_model(turn_deg: float, shift_mm: float, **_: float) -> dict[str, float]:
    """Where the block's right end goes: the truth that the tables are held to."""
    turn = math.radians(turn_deg)
    x_mm = 10 * math.cos(turn) - 10 + shift_mm
    y_mm = 10 * math.sin(turn)
    return {"end_x_mm": x_mm, "end_y_mm": y_mm, "travel_mm": math.hypot(x_mm, y_mm)}


def controls() -> tuple[Range | Choice | Toggle | Calibrate, ...]:
    """One control of each kind."""
    words = (Word(start=-10, text="left"), Word(start=0, text="still"), Word(start=0.1, text="up"))
    options = (
        Option(id="own", label="My own setting"),
        Option(id="five", label="Five degrees", sets={"turn_deg": 5}),
    )
    return (
        Range(id="turn_deg", label="Turn", unit="°", spoken="degrees", min=-10, max=10, step=0.5,
              value=0, words=words),
        Range(id="shift_mm", label="Shift", unit="mm", min=0, max=5, step=0.5, value=0),
        Choice(id="preset", label="Preset", options=options, value="own", otherwise="own"),
        Range(id="extra_mm", label="Extra", unit="mm", min=0, max=2, step=1, value=1,
              when=parse("preset == 1")),
        Toggle(id="blocks", label="Show the block", parts=("block",)),
        Calibrate(id="px_per_mm", label="Match a card", object_name="bank card", long_mm=85.6,
                  short_mm=53.98),
    )  # fmt: skip


def toy(name: str = "toy") -> Interactive:
    """The toy interactive."""
    turn, shift = np.meshgrid(np.radians(ANGLES_DEG), SHIFTS_MM, indexing="ij")
    wave = np.stack([0 * ANGLES_DEG, 0 * ANGLES_DEG, 5 + 0 * ANGLES_DEG, ANGLES_DEG], axis=-1)
    return Interactive(
        name,
        title="A block",
        alt="A block that turns about its middle.",
        pictures=pictures(name),
        controls=controls(),
        quantities=(
            Table.sample("end_x_mm", ["turn_deg", "shift_mm"], [ANGLES_DEG, SHIFTS_MM],
                         10 * np.cos(turn) - 10 + shift),
            Table.sample("end_y_mm", ["turn_deg"], [ANGLES_DEG], 10 * np.sin(turn[:, 0])),
            Table.sample("wave_mm", ["turn_deg"], [ANGLES_DEG], wave),
            Formula.of("travel_mm", "hypot(end_x_mm, end_y_mm)"),
            Formula.of("large", "1 if abs(turn_deg) > 5 else 0"),
        ),
        tracks=(
            Transform(parts=("block",), rotate_deg="turn_deg", move=("shift_mm", 0.0)),
            Path(parts=("ruler",), points=((0.0, 0.0), (10.0, "end_y_mm"))),
            Path(parts=("wave",), table="wave_mm"),
            Path(parts=("gauge",), points=((0.0, 0.0), ("extra_mm", "travel_mm")), frame="side"),
            Path(parts=("zag",), points=((0.0, 0.0), ("shift_mm", 1.0))),
            Text(parts=("label",), text="{travel_mm:2} mm"),
            Colour(parts=("block",), value="large", low="bone", high="accent"),
            Opacity(parts=("ruler",), value=0.5),
            Show(parts=("wave",), value="large"),
        ),
        readouts=(Readout(id="travel_mm", label="The end travels", unit="mm", digits=2),),
        regions=(Region(part="block", label="The block", text="It is only a block."),),
        describe=(
            Sentence.of("The block is turned {turn_deg} degrees ({turn_deg:word})."),
            Sentence.of("That is a lot.", "large"),
        ),
        play=Play(control="turn_deg", stops=(0, 10, -10, 0), seconds=1),
        model=corner_model,
        tolerance=0.002,
    )  # fmt: skip
