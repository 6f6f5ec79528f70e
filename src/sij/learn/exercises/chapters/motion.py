"""Chapter 3: move the sacrum, measure, fit a turn to landmarks, build a slider."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from ipywidgets import FloatSlider, IntSlider

from sij import evidence
from sij.models import motion
from sij.models.motion.guards import FloatArray

from ..kinds import Amounts, Slider
from ..measuring import distance_mm
from ..task import Slip, Task

PROMONTORY, TIP = "sacral_promontory", "sacral_apex"
SEEN = ("sacral_promontory", "sacral_apex", "S1_endplate_right", "S1_endplate_left")
HIDDEN_DEG, HIDDEN_MM = 1.6, (0.3, -0.2, 0.1)
"""How the made-up joint of the fitting task moved; markers are read to a tenth of a mm."""
PROMISED_DEG = 3.0
METRES = "That is in metres. Multiply by a thousand to have millimetres."
SUMMARY = "motion-summary-2-4mm"
TANI = "motion-table-tani2023"


def turn_deg() -> float:
    """Return the mean turn that bone markers showed (claim motion-table-sturesson1989)."""
    return motion.reference_rotation().number


def most_deg() -> float:
    """Return the largest turn seen with bone markers (claim motion-summary-2-4mm)."""
    return motion.living_limits().rotation_max.number


def markers_before() -> FloatArray:
    """Return four landmarks of the sacrum, mm."""
    return np.array([motion.landmark(name) for name in SEEN])


def markers_after() -> FloatArray:
    """Return the same landmarks after a movement, read to a tenth of a mm."""
    moved = motion.move(markers_before(), motion.Pose(HIDDEN_DEG, HIDDEN_MM))
    return np.asarray(np.round(moved, 1), dtype=np.float64)


GIVEN: Final[Mapping[str, Callable[[], object]]] = {
    "turn-deg": turn_deg,
    "most-deg": most_deg,
    "markers-before": markers_before,
    "markers-after": markers_after,
}


def travel(name: str, deg: float) -> float:
    """Return a landmark's travel, mm."""
    return float(motion.travel_mm(name, deg))


def after_nod(deg: float, seen_from: str = "PSIS") -> float:
    """Return the distance of the moved promontory from a fixed landmark, mm."""
    moved = motion.move(motion.landmark(PROMONTORY), motion.Pose(deg))
    return distance_mm(moved, motion.landmark(seen_from))


def fitted(before: FloatArray, after: FloatArray) -> float:
    """Return the turn that explains the landmarks, degrees."""
    return float(np.asarray(motion.fit_pose(before, after).nutation_deg))


def found(name: str) -> float:
    """Return one number of the summary claim."""
    return evidence.claim(SUMMARY).number(name)


def ilium_deg(who: str = "women") -> float:
    """Return the turn of the ilium as the study prints it (claim motion-table-tani2023)."""
    return evidence.claim(TANI).number(f"sagittal_rotation_{who}")


EXAMPLE = Task(
    id="motion-example",
    name="tip_mm",
    kind=Amounts("mm", 0.05),
    key=lambda: travel(TIP, turn_deg()),
    slips=(),
    hints=(
        "First comes the landmark, then the turn.",
        'The tip is called "sacral_apex", the turn is in turn_deg.',
    ),
    solution='tip_mm = motion.travel_mm("sacral_apex", turn_deg)',
    right="So small a turn moves even the far tip by only a few bank cards.",
    claims=("motion-table-sturesson1989",),
)
TRAVEL = Task(
    id="motion-travel",
    name="travel_mm",
    kind=Amounts("mm", 0.05),
    key=lambda: travel(PROMONTORY, turn_deg()),
    slips=(
        Slip("wrong point", lambda: travel(TIP, turn_deg()),
             "That is the way of the tip. The front edge of the sacrum lies nearer to the axis."),
        Slip("radians", lambda: travel(PROMONTORY, float(np.radians(turn_deg()))),
             "You turned degrees into radians first. The model takes degrees as they are."),
        Slip("metres", lambda: travel(PROMONTORY, turn_deg()) / 1000, METRES),
        Slip("twice", lambda: 2 * travel(PROMONTORY, turn_deg()),
             "That is there and back again. The task asks for one way."),
    ),
    hints=(
        "Look at the solved example. Only the name of the landmark differs.",
        'The front edge is called "sacral_promontory". The turn stays turn_deg.',
    ),
    solution='travel_mm = motion.travel_mm("sacral_promontory", turn_deg)',
    right="The same turn moved the tip more than twice as far: far points travel more.",
    claims=("motion-table-sturesson1989", "motion-degree-mm-reconcile"),
)  # fmt: skip
APART = Task(
    id="motion-apart",
    name="apart_mm",
    kind=Amounts("mm", 0.1),
    key=lambda: after_nod(PROMISED_DEG),
    slips=(
        Slip("not moved", lambda: after_nod(0.0),
             "You measured before the nod. Use the moved point."),
        Slip("wrong sign", lambda: after_nod(-PROMISED_DEG),
             "The sacrum turned the wrong way. Nutation has a plus sign."),
        Slip("travel instead", lambda: travel(PROMONTORY, PROMISED_DEG),
             "That is how far the promontory travelled. Measure to the other bone, to the PSIS."),
        Slip("metres", lambda: after_nod(PROMISED_DEG) / 1000, METRES),
    ),
    hints=(
        "The tape measure is distance_mm. It takes two points.",
        "One point is the moved promontory, the other the PSIS. Both names stand above the gap.",
    ),
    solution="apart_mm = distance_mm(moved_mm, psis_mm)",
    right="The PSIS belongs to the hip bone and stayed where it was. Only the sacrum moved.",
    claims=("motion-nutation-definition",),
)  # fmt: skip
SIGN = Task(
    id="motion-sign",
    name="nod_deg",
    kind=Amounts("degrees", 0.01),
    key=lambda: -ilium_deg(),
    slips=(
        Slip("sign kept", ilium_deg,
             "That is the turn of the ilium. Seen from there, the sacrum turned the other way."),
        Slip("men", lambda: -ilium_deg("men"),
             "The sign is right, but these are the men. The task asks for the women."),
        Slip("radians", lambda: -float(np.radians(ilium_deg())),
             "That is in radians. The course keeps to degrees."),
        Slip("nothing moved", lambda: 0.0,
             "The sacrum need not move in the room. What counts is one bone against the other."),
    ),
    hints=(
        "Sit on the ilium and let it turn backward. Which way does the sacrum seem to go?",
        "An ilium that turns backward is nutation. Nutation has a plus sign; so change the sign.",
    ),
    solution="nod_deg = -ilium_deg",
    right="A backward turn of the ilium is nutation of the sacrum. Only the point of view changed.",
    claims=("motion-table-tani2023", "motion-nutation-definition"),
)  # fmt: skip
FIT = Task(
    id="motion-fit",
    name="fitted_deg",
    kind=Amounts("degrees", 0.02),
    key=lambda: fitted(markers_before(), markers_after()),
    slips=(
        Slip("swapped", lambda: fitted(markers_after(), markers_before()),
             "Before and after are swapped, so the movement runs backwards."),
        Slip("radians", lambda: float(np.radians(fitted(markers_before(), markers_after()))),
             "That is in radians. fit_pose gives degrees; leave them as they are."),
        Slip("a distance", lambda: distance_mm(markers_before()[1], markers_after()[1]),
             "That is how far a marker went, in millimetres. The task asks for a turn."),
    ),
    hints=(
        "motion.fit_pose takes the landmarks before and the landmarks after, in this order.",
        "End the line with .nutation_deg, so that you have the turn alone.",
    ),
    solution="fitted_deg = motion.fit_pose(before_mm, after_mm).nutation_deg",
    right="This is how studies with bone markers work: points in, a turn out.",
    claims=("motion-rsa-precision",),
)  # fmt: skip
TIMES = Task(
    id="motion-times",
    name="times",
    kind=Amounts("", 0.05),
    key=lambda: found("seed_high") / found("translation_mean"),
    slips=(
        Slip("upside down", lambda: found("translation_mean") / found("seed_high"),
             "That is upside down. Divide the article's figure by the measured one."),
        Slip("low end", lambda: found("seed_low") / found("translation_mean"),
             "That is the article's low end. Take its high end."),
        Slip("difference", lambda: found("seed_high") - found("translation_mean"),
             "You took one from the other. How many times asks for a division."),
        Slip("percent", lambda: 100 * found("seed_high") / found("translation_mean"),
             "That is in percent. How many times needs no hundred."),
    ),
    hints=(
        "Each number comes out of the claim with .number and a name in quotes.",
        'The article\'s high end is called "seed_high", the measured mean "translation_mean".',
    ),
    solution='times = claim.number("seed_high") / claim.number("translation_mean")',
    right="You have checked the claim's own sentence. Its words round your number.",
    claims=("motion-summary-2-4mm",),
)  # fmt: skip


def slider(low: float, high: float, step: float = 0.1, label: str = "Nutation °") -> FloatSlider:
    """Return a slider of ipywidgets."""
    return FloatSlider(min=low, max=high, step=step, description=label)


SLIDER = Task(
    id="motion-slider",
    name="turn",
    kind=Slider("degrees", ("°", "deg"), 0.5),
    key=lambda: slider(-most_deg(), most_deg()),
    slips=(
        Slip("one way only", lambda: slider(0.0, most_deg()),
             "It cannot counternutate. Let it start as far below zero as it ends above."),
        Slip("too coarse", lambda: slider(-most_deg(), most_deg(), step=1.0),
             "One press of a key is nearly all that this joint usually turns. Make it finer."),
        Slip("whole numbers", lambda: IntSlider(min=-int(most_deg()), max=int(most_deg()), step=1,
                                                description="Nutation °"),
             "An IntSlider knows whole degrees only, and most of this joint's turns lie between."),
        Slip("no unit", lambda: slider(-most_deg(), most_deg(), label="Nutation"),
             "It works, but what does it count? Put the unit into the description."),
        Slip("radians", lambda: slider(*np.radians((-most_deg(), most_deg()))),
             "Its ends are in radians. The model takes degrees."),
        Slip("left as it comes", lambda: FloatSlider(),
             "That is a slider straight out of the box. Give it min, max, step and description."),
    ),
    hints=(
        "A slider is made by a call: FloatSlider(min=..., max=..., step=..., description=...).",
        'Let min be -most_deg and max be most_deg. "Nutation °" is a good description.',
    ),
    solution=(
        'turn = FloatSlider(min=-most_deg, max=most_deg, step=0.1, description="Nutation °")'
    ),
    right="Both ways, fine steps, and a unit. Hand it to the model, as the next cell does.",
    claims=("motion-summary-2-4mm",),
)  # fmt: skip
TASKS: Final = (EXAMPLE, TRAVEL, APART, SIGN, FIT, TIMES, SLIDER)
