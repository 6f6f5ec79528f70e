"""The way of load through the pelvis: up from the ground, across the joint, to meet the weight.

The one number is an index from `sij.models.gait.load_index_bw`; the ribbons are a drawing. Nobody
has measured the force in the joint of a runner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from ...figures import load_path as drawn
from ...figures.structures import structures
from ...models import gait
from ..deeper import deeper_words
from ..expression import parse
from ..interactive import Interactive, draw, prefix_of
from ..spec import (
    Choice,
    Formula,
    Option,
    Path,
    Picture,
    Quantity,
    Range,
    Readout,
    Region,
    Sentence,
    Show,
    Table,
    Toggle,
    Track,
)

NAME = "mechanisms-load-path"
START_SPEED_M_S, STEP_RATE_SPM = 3.0, 165.0
STANDING_BW = 0.5
"""Standing still, each foot carries half the weight."""
INDEX = "load-index-definition"
PULLS = "step-rate-hip-muscle-forces"
GRIP = "gluteus-maximus-compression"
_RIGHT, _LEFT, _BOTH = range(3)
_PUSHED = "foot_bw > 0"


@cache
def start_force_bw() -> float:
    """Return the model's active peak at an easy pace, rounded to the slider's step."""
    return round(float(gait.step(START_SPEED_M_S, STEP_RATE_SPM).peak_force_bw), 2)


@cache
def _share() -> float:
    return float(gait.load_index_bw(1.0))


def load_path() -> Interactive:
    """Which way load takes through the pelvis, on one leg or on two."""
    return Interactive(
        NAME,
        title="The way of load through the joint",
        deeper=deeper_words(NAME),
        alt=(
            "The pelvis from behind. A ribbon runs from the thigh bone through the hip joint, "
            "along the hip bone, across the sacroiliac joint into the sacrum and up to the lowest "
            "lumbar vertebra. There it meets an arrow that comes down: the weight of trunk, head "
            "and arms. A dashed ring marks where the ribbon crosses the joint."
        ),
        pictures=_pictures(),
        controls=_controls(),
        quantities=tuple(_quantities()),
        tracks=tuple(_tracks()),
        readouts=(
            Readout(id="foot_bw", label="Ground force under one foot", unit="BW", digits=2),
            Readout(
                id="index_bw",
                label="Share of body weight above the joint",
                unit="BW",
                digits=2,
                note="An index to compare steps, not the force in the joint. BW: body weights.",
            ),
        ),
        regions=tuple(_regions()),
        describe=_sentences(),
        stacked=True,
        model=load_model,
    )


def load_model(stance: float, force_bw: float, **_: float) -> dict[str, float]:
    """Return the exact quantities.

    Standing still on both feet, each joint carries half of what is not legs: the ground pushes
    half the weight up each leg, and each leg's own weight stays below.

    Parameters
    ----------
    stance
        0: right leg, 1: left leg, 2: both feet, standing still.
    force_bw
        Ground force under the one foot, body weights.
    """
    if round(stance) == _BOTH:
        return {"foot_bw": STANDING_BW, "index_bw": STANDING_BW - (1 - _share())}
    return {"foot_bw": force_bw, "index_bw": float(gait.load_index_bw(force_bw))}


# --- picture --------------------------------------------------------------------------------


def _pictures() -> tuple[Picture, ...]:
    drawings = []
    for width in drawn.widths():
        plate = drawn.load_path_figure(width, start_force_bw())
        (a, c, e), (b, d, f) = plate.mm_to_svg.tolist()
        drawings.append((plate.figure, {"room": width, "to_svg": (a, b, c, d, e, f)}))
    return tuple(
        _as_at_first(picture, number) for number, picture in enumerate(draw(NAME, drawings))
    )


def _as_at_first(picture: Picture, number: int) -> Picture:
    """Hide what is not shown at first, so that the still picture is in order, too."""
    svg, first = picture.svg, _shown()
    for part, place in first.items():
        if not place(_RIGHT):
            gid = f'id="{prefix_of(NAME, number)}{part}"'
            svg = svg.replace(gid, f'{gid} style="opacity:0"')
    return picture.model_copy(update={"svg": svg})


def _shown() -> dict[str, _On]:
    """Return for each part when it is shown: by the place of the stance."""
    found: dict[str, _On] = {}
    for own, side in ((_RIGHT, "right"), (_LEFT, "left")):
        found[f"up-{side}"] = _On(own, _BOTH)
        found[f"cross-{side}"] = _On(own, _BOTH)
        found[f"names-force-{side}"] = _On(own, _BOTH)
        found[f"free-{side}"] = _On(1 - own)
        found[f"names-free-{side}"] = _On(1 - own)
        found[f"muscles-{side}"] = _On(own)
        for what in ("joint", "weight"):
            found[f"names-{what}-{side}"] = _On(own, _BOTH) if own == _RIGHT else _On(own)
    # The name stands on the other side of its arrow than that of the joint.
    found["names-weight-right"], found["names-weight-left"] = _On(_RIGHT, _BOTH), _On(_LEFT)
    return found


class _On(frozenset[int]):
    """Stances at which a part is shown."""

    def __new__(cls, *stances: int) -> _On:
        return super().__new__(cls, stances)

    def __call__(self, stance: int) -> bool:
        return stance in self

    @property
    def name(self) -> str:
        """The quantity that is 1 at these stances."""
        return "on_" + "_".join(str(stance) for stance in sorted(self))


def _controls() -> tuple[Choice | Range | Toggle, ...]:
    return (
        Choice(
            id="stance",
            label="Who stands",
            value="right",
            options=(
                Option(id="right", label="Right leg, running"),
                Option(id="left", label="Left leg, running"),
                Option(id="both", label="Both feet, standing still"),
            ),
        ),
        Range(
            id="force_bw",
            label="Ground force",
            unit="BW",
            spoken="body weights",
            min=0,
            max=drawn.LARGEST_BW,
            step=0.01,
            value=start_force_bw(),
            digits=2,
            hint="At first: the model's active peak at an easy pace. Standing still sets its own.",
            when=parse("stance < 2"),
        ),
        Toggle(id="muscles", label="Hip muscles that pull", value=False),
    )


# --- quantities and tracks ------------------------------------------------------------------


def _quantities() -> Iterator[Quantity]:
    yield Formula.of("standing", "1 if stance == 2 else 0")
    yield Formula.of("foot_bw", f"{STANDING_BW} if standing else force_bw")
    yield Formula.of(
        "index_bw", f"foot_bw * {_share()!r} if stance < 2 else {STANDING_BW - 1 + _share()!r}"
    )
    for on in sorted(set(_shown().values()), key=lambda on: on.name):
        test = " or ".join(f"stance == {place}" for place in sorted(on))
        yield Formula.of(on.name, f"1 if {test} else 0")
        yield Formula.of(f"{on.name}_pushed", f"{on.name} and {_PUSHED}")
    for side, place in (("right", _RIGHT), ("left", _LEFT)):
        yield Formula.of(f"pull_{side}", f"muscles if stance == {place} and {_PUSHED} else 0")
    for side in drawn.LEGS:
        ends = [drawn.ribbon_points(side, force).ravel() for force in (0.0, drawn.LARGEST_BW)]
        axis = [0.0, drawn.LARGEST_BW]
        yield Table.sample(f"ribbon_{side}", ["foot_bw"], [axis], np.round(ends, 2))


def _tracks() -> Iterator[Track]:
    for part, on in _shown().items():
        yield Show(parts=(part,), value=_shown_by(part, on))
    for side in drawn.LEGS:
        parts = tuple(f"up-{side}-{what}" for what in ("halo", "body", "mark"))
        yield Path(parts=parts, table=f"ribbon_{side}", closed=True)


def _shown_by(part: str, on: _On) -> str:
    """Return the quantity behind a part: without a push only the weight from above is left."""
    if part.startswith("muscles"):
        return f"pull_{part.rsplit('-', 1)[1]}"
    return on.name if part.startswith("names-weight") else f"{on.name}_pushed"


# --- words ----------------------------------------------------------------------------------


def _bone(id: str, text: str, claims: Sequence[str] = ()) -> Region:
    part = next(part for part in structures() if part.id == id)
    return Region(
        part=id,
        label=part.name,
        text=text,
        plain=part.plain,
        latin=part.latin or "",
        claims=tuple(dict.fromkeys((*claims, *part.claims))),
    )


def _regions() -> Iterator[Region]:
    yield _bone("femoral-head", "Here the thigh bone hands the ground force to the hip bone.")
    yield _bone("ilium", "The way runs along its thick lower part, from the socket to the joint.")
    yield _bone("sacrum", "A wedge between the two hip bones: it takes the load of either side.")
    yield _bone("l5", "Here load from below meets the weight of trunk, head and arms.")
    for side in drawn.LEGS:
        yield Region(
            part=f"cross-{side}",
            label=f"The {side} sacroiliac joint",
            text="Here the way of load crosses from hip bone to sacrum. The index counts body mass "
            "above the joint. The joint carries more than that, because muscles pull across it, "
            "too. Nobody has measured how much in a runner.",
            claims=(INDEX, "load-self-bracing"),
        )
    texts = {
        "gluteus-medius": "It holds the pelvis level over the standing leg.",
        "gluteus-maximus": "It runs from the back of the pelvis and the sacrum to the thigh bone. "
        "Part of it pulls across the joint.",
        "piriformis": "It runs from the front of the sacrum to the thigh bone, so it pulls across "
        "the joint.",
    }
    for name, text in texts.items():
        claims = (PULLS, GRIP) if name == "gluteus-maximus" else (PULLS,)
        for side in drawn.LEGS:
            label = f"{name.replace('-', ' ').capitalize()}, {side}"
            part = f"{name}-{side}"
            yield Region(part=part, label=label, text=text, layer="muscles", claims=claims)


def _sentences() -> tuple[Sentence, ...]:
    way = (
        "Load goes up through the {side} hip joint, along the hip bone and across the {side} "
        "sacroiliac joint into the sacrum, to the lowest lumbar vertebra. There it meets the "
        "weight of trunk, head and arms. The free {other} leg hangs from the other side."
    )
    one, other = (
        way.replace("{side}", side).replace("{other}", free)
        for side, free in (("right", "left"), ("left", "right"))
    )
    return (
        Sentence.of("You look at the pelvis from behind."),
        Sentence.of(one, f"stance == 0 and {_PUSHED}"),
        Sentence.of(other, f"stance == 1 and {_PUSHED}"),
        Sentence.of(
            "The ground does not push, as in flight: nothing goes up through the joint, and no "
            "way is drawn.",
            "foot_bw == 0",
        ),
        Sentence.of(
            "Standing still, each foot carries half the weight, and load goes up both sides alike.",
            "standing",
        ),
        Sentence.of(
            "The ground pushes with {foot_bw:2} body weights under one foot. The share of body "
            "weight above the joint is {index_bw:2}: an index to compare steps, not the force in "
            "the joint.",
            _PUSHED,
        ),
        Sentence.of(
            "Dashed arrows show three hip muscles. A model estimates that hip muscles pull hard in "
            "each step, so the joint carries more than weight; nobody has measured how much.",
            f"muscles if stance < 2 and {_PUSHED} else 0",
        ),
        Sentence.of(
            "The hip muscles are drawn only for one leg, running.", "muscles if standing else 0"
        ),
        Sentence.of(
            "The hip muscles are drawn only while the ground pushes.",
            "muscles if foot_bw == 0 else 0",
        ),
    )
