"""Chapter 6: gates, the next session from a diary, and two figures recomputed."""

from collections.abc import Callable, Mapping
from typing import Final

from sij import evidence
from sij.models import plan
from sij.models.reasoning.data import counts

from ..kinds import Amounts, Word
from ..task import Slip, Task

KIDNEY, COURSE, TABLE = "nsaid-running-kidney", "course-acute-lbp-pain", "walk-run-table"
CHANGED_DAY, WORSE = 39, 4
"""The day of one of Emil's runs, and the pain of a worse morning after it."""
STATUS = Word("the row's status, one word")


def emil() -> plan.Runner:
    """Return Emil, who is made up and half-way through."""
    return plan.runners()["half-way"]


def finn() -> plan.Runner:
    """Return Finn, who is made up and has asked no physician."""
    return plan.runners()["dont-know"]


def status(runner: plan.Runner) -> str:
    """Return where the walk-run row stands in a runner's plan."""
    return plan.plan(runner.state).item("walk-run").status


def session(diary: tuple[plan.Run, ...] | None = None) -> plan.Session:
    """Return Emil's next session, from his own diary or another.

    Raises
    ------
    ValueError
        When there is none.
    """
    runs = emil().diary if diary is None else diary
    found = plan.next_session(emil().state, runs, plan.Door.EXAMPLE)
    if not isinstance(found, plan.Session):
        raise ValueError("Emil has no session: mend his diary.")
    return found


def worse_diary() -> tuple[plan.Run, ...]:
    """Return Emil's diary with a worse morning after one of the runs."""
    return plan.with_morning(emil().diary, CHANGED_DAY, WORSE)


def kidney(name: str) -> tuple[int, int]:
    """Return how many runners had it, and of how many (claim nsaid-running-kidney)."""
    return counts(KIDNEY, f"aki_{name}")


def extra() -> float:
    """Return by how much the share with the medicine is higher, as a share of one."""
    return _share("ibuprofen") - _share("placebo")


def _share(name: str) -> float:
    had, of = kidney(name)
    return had / of


def pain(week: int) -> float:
    """Return the mean pain of a week (claim course-acute-lbp-pain)."""
    return evidence.claim(COURSE).number(f"mean_pain_week{week}")


def fallen() -> float:
    """Return by how many percent pain had fallen in six weeks."""
    return 100 * (1 - pain(6) / pain(0))


GIVEN: Final[Mapping[str, Callable[[], object]]] = {
    "emil": emil,
    "finn": finn,
    "worse-diary": worse_diary,
    "ibuprofen-had": lambda: kidney("ibuprofen")[0],
    "ibuprofen-all": lambda: kidney("ibuprofen")[1],
    "placebo-had": lambda: kidney("placebo")[0],
    "placebo-all": lambda: kidney("placebo")[1],
}
EXAMPLE = Task(
    id="treatment-example",
    name="emil_status",
    kind=STATUS,
    key=lambda: status(emil()),
    slips=(),
    hints=(
        "A plan picks a row with .item and the row's name in quotes.",
        'The row is called "walk-run". End the line with .status.',
    ),
    solution='emil_status = plan.plan(emil.state).item("walk-run").status',
    right="A physician has ruled out a bone stress injury in Emil. Without that this row stays "
    "shut.",
    claims=("flag-seed-exercise-through",),
)
GATE = Task(
    id="treatment-gate",
    name="finn_status",
    kind=STATUS,
    key=lambda: status(finn()),
    slips=(
        Slip("open", lambda: "open",
             "Finn feels fine, but who has looked? Not knowing counts as no."),
        Slip("next", lambda: "next",
             "Waiting alone opens nothing here. Ask who has looked at the bone."),
        Slip("urgency", lambda: plan.plan(finn().state).urgency,
             "That is how fast he should see a physician. Ask for the row's status."),
    ),
    hints=(
        "It goes as in the solved example. Only the runner differs.",
        'Ask plan.plan(finn.state) for the item "walk-run", and end the line with .status.',
    ),
    solution='finn_status = plan.plan(finn.state).item("walk-run").status',
    right="The gate is a physician, and feeling fine is none. No row of running opens before.",
    claims=("flag-seed-exercise-through", "flag-bsi-no-bedside-test"),
)  # fmt: skip
SESSION = Task(
    id="treatment-session",
    name="next_km",
    kind=Amounts("km", 0.02),
    key=lambda: session().distance_km,
    slips=(
        Slip("the table's", lambda: session().phase.distance_km,
             "That is what the table says. The guard on a single run makes it shorter."),
        Slip("the last run", lambda: emil().diary[-1].distance_km,
             "That is his last run. Ask for the next one."),
        Slip("miles", lambda: session().distance_km / (session().phase.distance_km
                / evidence.claim(TABLE).number(f"phase{session().phase.number}_distance")),
             "That is in miles. The course keeps to kilometres."),
        Slip("metres", lambda: 1000 * session().distance_km,
             "That is in metres. Divide by a thousand."),
    ),
    hints=(
        "The next session is in the name above the gap. It knows its own distance.",
        "End session with .distance_km, and not with .phase, which holds the table's distance.",
    ),
    solution="next_km = session.distance_km",
    right="Shorter than in the table: one run should not be much longer than the longest of the "
    "last month. The table was written for sore knees, and was never tested in this pain.",
    claims=(TABLE, "training-spike-single-session"),
)  # fmt: skip
MORNING = Task(
    id="treatment-morning",
    name="next_phase",
    kind=Amounts("", 0.1, counted=True),
    key=lambda: session(worse_diary()).phase.number,
    slips=(
        Slip("as before", lambda: session().phase.number,
             "That is the phase without the worse morning. Take the changed diary."),
        Slip("forward", lambda: session().phase.number + 1,
             "A worse morning never moves anyone forward."),
        Slip("the pain", lambda: WORSE, "That is the pain of that morning."),
        Slip("the day", lambda: CHANGED_DAY, "That is the day of the run. Ask for the phase."),
    ),
    hints=(
        "The session after the worse morning is in the name above the gap.",
        "It knows its phase as .phase, and a phase knows its own .number.",
    ),
    solution="next_phase = session.phase.number",
    right="A worse morning means one phase back, and a second in a row means a clinician. The rule "
    "comes from sore Achilles tendons. It holds only after a physician has ruled out bone stress. "
    "Before that, any pain on running means stop.",
    claims=("pain-monitoring-model", "timeline-walk-run"),
)  # fmt: skip
HARM = Task(
    id="treatment-harm",
    name="runners_per_case",
    kind=Amounts("runners", 0.1),
    key=lambda: 1 / extra(),
    slips=(
        Slip("difference", lambda: 100 * extra(),
             "That is the difference in percentage points. One more step: turn it upside down."),
        Slip("share", extra, "That is the difference of the shares. Turn it upside down."),
        Slip("ratio", lambda: _share("ibuprofen") / _share("placebo"),
             "You divided one share by the other. Take the difference."),
        Slip("medicine alone", lambda: 1 / _share("ibuprofen"),
             "You forgot those who had it on placebo, too. Subtract them first."),
        Slip("sign", lambda: -1 / extra(),
             "The sign is wrong: take the smaller share from the larger one."),
    ),
    hints=(
        "First the two shares, then their difference, then one divided by it.",
        "Each share is had divided by all. Put the difference in brackets, under a one.",
    ),
    solution="runners_per_case = 1 / (ibuprofen_had / ibuprofen_all - placebo_had / placebo_all)",
    right="The paper prints the same. The race was extreme, and the interval includes no "
    "difference, so the size is unsure. Safe it is not: not before or during long or hot runs. "
    "Ask a pharmacist or physician.",
    claims=(KIDNEY,),
)  # fmt: skip
FALL = Task(
    id="treatment-fall",
    name="fallen_percent",
    kind=Amounts("percent", 0.5),
    key=fallen,
    slips=(
        Slip("what is left", lambda: 100 * pain(6) / pain(0),
             "That is what is left. The task asks how much has gone."),
        Slip("points", lambda: pain(0) - pain(6),
             "Those are points of the scale. In percent, the first pain is the hundred."),
        Slip("share", lambda: fallen() / 100,
             "That is a share of one. Multiply by a hundred to have percent."),
        Slip("of the later pain", lambda: 100 * (pain(0) / pain(6) - 1),
             "You divided by the later pain. The first pain is the hundred."),
    ),
    hints=(
        "What has gone is the first pain less the later pain.",
        "Divide what has gone by first, and multiply by a hundred.",
    ),
    solution="fallen_percent = 100 * (first - later) / first",
    right="More than half, in people with new low back pain. Pain that has lasted falls less. It "
    "is no date for one person.",
    claims=(COURSE,),
)  # fmt: skip
TASKS: Final = (EXAMPLE, GATE, SESSION, MORNING, HARM, FALL)
