"""Chapter 4: one change in a runner's step, downhill, closure, and a training diary."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

import numpy as np

from sij import evidence
from sij.models import closure, gait, training

from ..kinds import Amounts
from ..task import Slip, Task

PERCENT = Amounts("percent", 0.1)
SPEED_M_S, RATE_SPM, QUICKER = 3.0, 165.0, 1.05
SLOPE_DEG = -6.0
WEDGE: Final = {"friction": 0.3, "clamp": 60.0, "ligament": 5.0}
LONGEST_KM: Final = (10.0, 10.0, 11.0, 12.0, 14.0, 10.0, 16.0, 17.0)
OTHER_KM: Final = (20.0, 20.0, 20.0, 19.0, 14.0, 22.0, 16.0, 17.0)
"""Eight weeks of Kim, who is made up."""
SHARE = "That is a share of one. Multiply by a hundred to have percent."
SIGN = "The size is right, but the sign is not. Does it go up or down?"
FORGOT = "That is how much is there now. The change is what differs from a hundred: subtract."
GAIT = ("grf-stance-average-regression", "leg-stiffness-vs-stride-frequency")


@lru_cache(maxsize=1)
def own() -> gait.Step:
    """Return the made-up runner's own step."""
    return gait.step(SPEED_M_S, RATE_SPM)


@lru_cache(maxsize=1)
def quicker() -> gait.Step:
    """Return the same runner's step with a step rate a little higher."""
    return gait.step(SPEED_M_S, RATE_SPM, rate_ratio=QUICKER)


GIVEN: Final[Mapping[str, Callable[[], object]]] = {
    "longest-km": lambda: list(LONGEST_KM),
    "other-km": lambda: list(OTHER_KM),
}


def change(name: str) -> float:
    """Return by how many percent a quantity of the step changes with the quicker rate."""
    return 100 * ratio(name) - 100


def ratio(name: str) -> float:
    """Return a quantity of the quicker step over that of the runner's own."""
    return float(getattr(quicker(), name) / getattr(own(), name))


def downhill() -> float:
    """Return the impact on the slope over that on level ground."""
    return float(gait.downhill_impact_ratio(SLOPE_DEG))


def held(name: str) -> float:
    """Return one force of the wedge model: an index with the load at 100."""
    return float(getattr(closure.hold(**WEDGE, wedge_deg=closure.measured_lean_deg()), name))


def kim() -> training.Plan:
    """Return Kim's weeks with the marks of both rules."""
    return training.plan(LONGEST_KM, OTHER_KM)


def hazard(name: str = "HRR_10_30") -> float:
    """Return a hazard ratio (claim training-spike-single-session)."""
    return evidence.claim(training.SPIKE).number(name)


EXAMPLE = Task(
    id="mechanisms-example",
    name="peak_bw",
    kind=Amounts("body weights", 0.01),
    key=lambda: float(own().peak_force_bw),
    slips=(),
    hints=(
        "The step knows its peak by name.",
        "Put .peak_force_bw behind the name of the step.",
    ),
    solution="peak_bw = own.peak_force_bw",
    right="So hard the ground pushes at the peak of a step. What of it reaches the sacroiliac "
    "joint, nobody has measured.",
    claims=("grf-stance-average-regression",),
)
PEAK = Task(
    id="mechanisms-peak",
    name="peak_change",
    kind=PERCENT,
    key=lambda: change("peak_force_bw"),
    slips=(
        Slip("sign", lambda: -change("peak_force_bw"), SIGN),
        Slip("forgot to subtract", lambda: 100 * ratio("peak_force_bw"), FORGOT),
        Slip("share", lambda: change("peak_force_bw") / 100, SHARE),
        Slip("per kilometre", lambda: change("peaks_per_km_bw"),
             "That is all peaks of a kilometre. The task asks for one step."),
    ),
    hints=(
        "Compare quicker.peak_force_bw with own.peak_force_bw.",
        "Quicker divided by own, less one, times a hundred. Keep the sign as it comes.",
    ),
    solution="peak_change = 100 * (quicker.peak_force_bw / own.peak_force_bw - 1)",
    right="Each step is a little softer.",
    claims=GAIT,
)  # fmt: skip
PER_KM = Task(
    id="mechanisms-per-km",
    name="km_change",
    kind=PERCENT,
    key=lambda: change("peaks_per_km_bw"),
    slips=(
        Slip("sign", lambda: -change("peaks_per_km_bw"), SIGN),
        Slip("per step", lambda: change("peak_force_bw"),
             "That is one step. A kilometre now holds more steps."),
        Slip("steps alone", lambda: change("steps_per_km"),
             "That is how many more steps there are. But each of them is softer, too."),
        Slip("forgot to subtract", lambda: 100 * ratio("peaks_per_km_bw"), FORGOT),
        Slip("share", lambda: change("peaks_per_km_bw") / 100, SHARE),
    ),
    hints=(
        "It goes as in the task before. Only the name of the quantity differs.",
        "The peaks of a whole kilometre, added up, are called peaks_per_km_bw.",
    ),
    solution="km_change = 100 * (quicker.peaks_per_km_bw / own.peaks_per_km_bw - 1)",
    right="Softer steps are more steps. Always ask: per step, or per kilometre?",
    claims=GAIT,
)  # fmt: skip
DOWNHILL = Task(
    id="mechanisms-downhill",
    name="impact_change",
    kind=PERCENT,
    key=lambda: 100 * (downhill() - 1),
    slips=(
        Slip("forgot to subtract", lambda: 100 * downhill(), FORGOT),
        Slip("share", lambda: downhill() - 1, SHARE),
        Slip("the paper's slope", lambda: evidence.claim("downhill-impact-9deg").number(
                "impact_peak_change"),
             "That is the paper's own slope, and this one is less steep. Ask the model."),
        Slip("braking", lambda: 100 * (float(gait.downhill_braking_ratio(SLOPE_DEG)) - 1),
             "That is the braking force. The task asks for the impact."),
        Slip("sign", lambda: 100 * (1 - downhill()), SIGN),
    ),
    hints=(
        "gait.downhill_impact_ratio takes the slope and says how many times the level impact.",
        "From the ratio take one, and multiply by a hundred. Down is minus.",
    ),
    solution="impact_change = 100 * (gait.downhill_impact_ratio(slope_deg) - 1)",
    right="The straight line between level and steep is our assumption. That this brings on "
    "sacroiliac pain is plausible, not shown.",
    claims=("downhill-impact-9deg",),
)  # fmt: skip
MARGIN = Task(
    id="mechanisms-margin",
    name="margin",
    kind=Amounts("", 0.1),
    key=lambda: held("margin"),
    slips=(
        Slip("sign", lambda: -held("margin"),
             "Turn it round: what can hold, less what must be held."),
        Slip("capacity", lambda: held("capacity"),
             "That is all that can hold. Take off what must be held."),
        Slip("shear", lambda: held("shear"),
             "That is what must be held. The margin is what is left over beyond it."),
        Slip("no ligaments", lambda: held("margin") - held("ligaments"),
             "You left the ligaments out. They hold, too."),
    ),
    hints=(
        "The wedge holds when its capacity is more than its shear.",
        "What can hold is called wedge.capacity, and what must be held is wedge.shear.",
    ),
    solution="margin = wedge.margin",
    right="Less than nothing: this wedge slides. More squeeze would hold it, and load it. It is an "
    "index with made-up friction, and no force in anyone's joint.",
    claims=("load-self-bracing", "anat-orientation"),
)  # fmt: skip
JUMPS = Task(
    id="mechanisms-jumps",
    name="jumps",
    kind=Amounts("weeks", 0.1, counted=True),
    key=lambda: int(kim().run_marks),
    slips=(
        Slip("other rule", lambda: int(kim().week_marks),
             "Those are the weeks that the ten per cent rule marks. Ask for the single runs."),
        Slip("every longer run", lambda: int((np.diff(LONGEST_KM) > 0).sum()),
             "You counted every run that was longer than the one before. A small step is no jump."),
        Slip("largest jump", lambda: float(kim().largest_jump_percent),
             "That is how large the largest jump was. The task asks how many there were."),
        Slip("all weeks", lambda: len(LONGEST_KM),
             "Those are all weeks of the diary."),
    ),
    hints=(
        "training.plan takes the longest runs and the other running, week by week.",
        "Its answer knows the marks of the single-run rule as .run_marks.",
    ),
    solution="jumps = training.plan(longest_km, other_km).run_marks",
    right="The two rules mark different weeks. In the largest study only the single run told "
    "something about injuries.",
    claims=("training-spike-single-session",),
)  # fmt: skip
HAZARD = Task(
    id="mechanisms-hazard",
    name="more_percent",
    kind=Amounts("percent", 0.5),
    key=lambda: 100 * (hazard() - 1),
    slips=(
        Slip("forgot to subtract", lambda: 100 * hazard(), FORGOT),
        Slip("share", lambda: hazard() - 1, SHARE),
        Slip("largest step", lambda: 100 * (hazard("HRR_over_100") - 1),
             "Those are runs of more than twice the length. Take the first step."),
        Slip("the injured", lambda: evidence.claim(training.SPIKE).number("injured"),
             "That is how many were injured in all. The task compares two rates."),
    ),
    hints=(
        "A ratio of one would mean: no more injuries than without the jump.",
        "Take one from the ratio, and multiply by a hundred.",
    ),
    solution="more_percent = 100 * (ratio - 1)",
    right="The abstract prints the same. It counts injuries of any kind, and it shows no cause.",
    claims=("training-spike-single-session",),
)  # fmt: skip
TASKS: Final = (EXAMPLE, PEAK, PER_KM, DOWNHILL, MARGIN, JUMPS, HAZARD)
