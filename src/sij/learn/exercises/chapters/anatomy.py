"""Chapter 2: measure the average pelvis, recompute two papers, count agreement."""

from collections.abc import Callable, Mapping
from typing import Final

from sij import evidence
from sij.models import examiner_agreement, motion
from sij.models.motion.landmarks import Side

from ..kinds import Amounts
from ..measuring import distance_mm
from ..task import Slip, Task

AREA, GLUTEUS, PALPATION = (
    "anat-surface-area-drybone", "anat-gluteus-maximus-compression", "anat-palpation-reliability",
)  # fmt: skip
JOINT = "auricular_centroid"
MM = Amounts("mm", 0.5)
PERCENT = Amounts("percent", 0.2)
HALF = 50
METRES = "That is in metres. Multiply by a thousand to have millimetres."
SHARE = "That is a share of one. Multiply by a hundred to have percent."

GIVEN: Final[Mapping[str, Callable[[], object]]] = {}


def between(one: str, other: str, side: Side = "right", other_side: Side = "right") -> float:
    """Return the distance of two landmarks of the average pelvis, mm."""
    return distance_mm(motion.landmark(one, side), motion.landmark(other, other_side))


def area(who: str) -> float:
    """Return the area of the joint face, square centimetres (claim anat-surface-area-drybone)."""
    return evidence.claim(AREA).number(f"auricular_area_{who}")


def pull() -> float:
    """Return the muscle's largest force at the joint (claim anat-gluteus-maximus-compression)."""
    return evidence.claim(GLUTEUS).number("gmax_max_force_at_sij")


def press() -> float:
    """Return the part of it that presses the joint (claim anat-gluteus-maximus-compression)."""
    return evidence.claim(GLUTEUS).number("gmax_compression_normal_to_sij")


def agreed() -> examiner_agreement.Agreement:
    """Return how two examiners agree at the pooled kappa (claim anat-palpation-reliability)."""
    return examiner_agreement.agreement(kappa(), HALF)


def kappa() -> float:
    """Return the pooled kappa (claim anat-palpation-reliability)."""
    return evidence.claim(PALPATION).number("kappa_psis_interexaminer")


EXAMPLE = Task(
    id="anatomy-example",
    name="front_mm",
    kind=MM,
    key=lambda: between("ASIS", "ASIS", "right", "left"),
    slips=(),
    hints=(
        "Both points are in the names above. The tape measure takes two.",
        "Give distance_mm the points right_mm and left_mm.",
    ),
    solution="front_mm = distance_mm(right_mm, left_mm)",
    right="So wide is the average pelvis in front, from bump to bump.",
    claims=("geom-landmark-distances",),
)
BACK = Task(
    id="anatomy-back",
    name="back_mm",
    kind=MM,
    key=lambda: between("PSIS", "PSIS", "right", "left"),
    slips=(
        Slip("half", lambda: between("PSIS", "PSIS", "right", "left") / 2,
             "That is from one bump to the middle. Measure from bump to bump."),
        Slip("front", lambda: between("ASIS", "ASIS", "right", "left"),
             "Those are the bumps in front. The dimples of the back lie over the other pair."),
        Slip("metres", lambda: between("PSIS", "PSIS", "right", "left") / 1000, METRES),
        Slip("same side", lambda: between("ASIS", "PSIS"),
             "That goes from front to back on one side. Take the same bump, right and left."),
    ),
    hints=(
        "It goes as in the solved example, with the names of the two points above the gap.",
        "Give distance_mm the points dimple_right_mm and dimple_left_mm.",
    ),
    solution="back_mm = distance_mm(dimple_right_mm, dimple_left_mm)",
    right="Behind, the bumps stand much closer than in front.",
    claims=("geom-landmark-distances",),
)  # fmt: skip
DEEP = Task(
    id="anatomy-deep",
    name="deep_mm",
    kind=MM,
    key=lambda: between("PSIS", JOINT),
    slips=(
        Slip("other side", lambda: between("PSIS", JOINT, "right", "left"),
             "That goes across to the joint of the other side. Take both points on the right."),
        Slip("front bump", lambda: between("ASIS", JOINT),
             "That is from the bump in front. The dimple lies over the PSIS."),
        Slip("metres", lambda: between("PSIS", JOINT) / 1000, METRES),
        Slip("lower bump", lambda: between("PIIS", JOINT),
             "PIIS is the lower of the two bumps behind. One letter, another place: take PSIS."),
    ),
    hints=(
        "The two points above the gap are both on the right side.",
        "Measure with distance_mm from psis_mm to joint_mm.",
    ),
    solution="deep_mm = distance_mm(psis_mm, joint_mm)",
    right="The bump under the dimple is not the joint. No finger reaches the middle of the joint.",
    claims=("anat-psis-is-not-the-joint",),
)  # fmt: skip
LARGER = Task(
    id="anatomy-larger",
    name="larger_percent",
    kind=PERCENT,
    key=lambda: 100 * (area("male") / area("female") - 1),
    slips=(
        Slip("of the men", lambda: 100 * (1 - area("female") / area("male")),
             "That is by how much the women's is smaller, in percent of the men's. Here the "
             "women's is the hundred."),
        Slip("forgot to subtract", lambda: 100 * area("male") / area("female"),
             "That is how large it is beside the women's. How much larger asks for what goes "
             "beyond a hundred."),
        Slip("share", lambda: area("male") / area("female") - 1, SHARE),
        Slip("difference", lambda: area("male") - area("female"),
             "That is the difference in square centimetres. The task asks for percent."),
    ),
    hints=(
        "Divide by the women's area, for it is the one that you compare with.",
        "Men divided by women, less one, times a hundred. Brackets help.",
    ),
    solution="larger_percent = 100 * (men / women - 1)",
    right="The paper's abstract prints a smaller figure. It fits if the men's area is the "
    "hundred. Always ask: percent of what?",
    claims=(AREA,),
)  # fmt: skip
PRESS = Task(
    id="anatomy-press",
    name="press_percent",
    kind=PERCENT,
    key=lambda: 100 * press() / pull(),
    slips=(
        Slip("as printed", lambda: evidence.claim(GLUTEUS).number("gmax_share_crossing_sij"),
             "That is what the abstract prints. Work it out from the two forces."),
        Slip("upside down", lambda: 100 * pull() / press(),
             "That is upside down. A part cannot be more than the whole."),
        Slip("share", lambda: press() / pull(), SHARE),
        Slip("difference", lambda: pull() - press(),
             "That is the difference of the forces. The task asks for a part in percent."),
    ),
    hints=(
        "A part, divided by the whole, in percent.",
        "The part is called press, the whole is called pull. Mind the hundred.",
    ),
    solution="press_percent = 100 * press / pull",
    right="It is not what the abstract prints. Papers slip, too: that is why one recomputes.",
    claims=(GLUTEUS,),
)  # fmt: skip
AGREE = Task(
    id="anatomy-agree",
    name="agree",
    kind=Amounts("people", 0.1, counted=True),
    key=lambda: agreed().agree,
    slips=(
        Slip("kappa as percent", lambda: 100 * kappa(),
             "That is kappa, read as percent. Kappa counts only what goes beyond luck."),
        Slip("by chance", lambda: agreed().by_chance,
             "So often they would agree by luck alone. They do a little better."),
        Slip("differ", lambda: agreed().differ,
             "Those are the runners on whom they differ. The task asks for the others."),
        Slip("both yes", lambda: agreed().both_yes,
             "Those are the runners whom both call uneven. They can also agree on a no."),
    ),
    hints=(
        "examiner_agreement.agreement takes kappa and the share that each calls uneven.",
        "Call it with kappa and half, and end the line with .agree.",
    ),
    solution="agree = examiner_agreement.agreement(kappa, half).agree",
    right="Better than luck, but not by much. So nobody should call a pelvis crooked by touch.",
    claims=(PALPATION,),
)  # fmt: skip
TASKS: Final = (EXAMPLE, BACK, DEEP, LARGER, PRESS, AGREE)
