"""Chapter 7: reason over made-up runners with the pure models, and see when that stops."""

from collections.abc import Callable, Mapping
from typing import Final

from sij.models import plan, reasoning

from ..kinds import Amounts, Word
from ..task import Slip, Task

PAIR = Amounts("percent", 0.5, ("low end", "high end"))
POOLED = "lr-composite-saueressig"


def lea() -> reasoning.Findings:
    """Return what was found in Lea: she is made up, and has no warning sign."""
    return reasoning.Findings(
        {
            "distraction": "positive",
            "thigh-thrust": "positive",
            "compression": "positive",
            "sacral-thrust": "negative",
            "quality": ["dull"],
        }
    )


def omar() -> reasoning.Findings:
    """Return the same for Omar, who is made up, with pain on impact after a jump in training."""
    more = {"load-spike": "yes", "worse-impact": "yes", "night-pain": "yes"}
    return reasoning.Findings({**dict(lea().items()), **more})


def carla() -> plan.Runner:
    """Return Carla, who is made up; nobody has looked for a bone stress injury."""
    return plan.runners()["not-asked"]


def result(pretest: str = reasoning.DEFAULT_PRETEST) -> reasoning.ExampleResult:
    """Return what may be said of Lea as an example runner.

    Raises
    ------
    ValueError
        When a warning sign is raised.
    """
    found = reasoning.reason(lea(), reasoning.Door.EXAMPLE, pretest_id=pretest)
    if not isinstance(found, reasoning.ExampleResult):
        raise ValueError("Lea has a warning sign: mend her findings.")
    return found


def band(pretest: str = reasoning.DEFAULT_PRETEST) -> tuple[float, float]:
    """Return the range for the joint in such a group, percent.

    Raises
    ------
    ValueError
        When there is none.
    """
    joint = result(pretest).joint
    if joint is None:
        raise ValueError("There is no range for Lea: mend her findings.")
    return 100 * joint.low, 100 * joint.high


def start_percent(pretest: str = reasoning.DEFAULT_PRETEST) -> float:
    """Return the share that the reasoning starts from, percent."""
    return 100 * result(pretest).pretest.share


def next_question() -> str:
    """Return the id of what to ask next; empty when there is nothing left."""
    found = reasoning.most_informative(lea())
    return found.finding_id if found else ""


def carlas(status: str) -> int:
    """Return how many rows of Carla's plan are open, next or closed."""
    return sum(item.status == status for item in plan.plan(carla().state).items)


GIVEN: Final[Mapping[str, Callable[[], object]]] = {"lea": lea, "omar": omar, "carla": carla}
EXAMPLE = Task(
    id="cases-example",
    name="start_percent",
    kind=Amounts("percent", 0.5),
    key=start_percent,
    slips=(),
    hints=(
        "The result knows where it started.",
        "It is called .pretest.share, a share of one. Mind the hundred.",
    ),
    solution="start_percent = 100 * result.pretest.share",
    right="That is where the reasoning starts, before any finding. It comes from clinics, and not "
    "from running clubs.",
    claims=("pre-chronic-block-range",),
)
RANGE = Task(
    id="cases-range",
    name="low_high",
    kind=PAIR,
    key=band,
    slips=(
        Slip("share", lambda: tuple(end / 100 for end in band()),
             "Those are shares of one. Multiply both by a hundred."),
        Slip("other order", lambda: band()[::-1],
             "The two are in the other order. The low end comes first."),
        Slip("before", lambda: (start_percent(), start_percent()),
             "That is the share before the tests. Ask for the joint."),
        Slip("too narrow", lambda: (100 * result().joint.middle,) * 2,
             "That is the middle, twice. The honest answer is the whole range."),
    ),
    hints=(
        "result.joint knows its own ends as .low and .high.",
        "Put both ends, each times a hundred, in brackets with a comma between.",
    ),
    solution="low_high = (100 * result.joint.low, 100 * result.joint.high)",
    right="A range about such a group, and never a number about one person.",
    claims=(POOLED,),
)  # fmt: skip
START = Task(
    id="cases-start",
    name="higher_by",
    kind=Amounts("percentage points", 0.5),
    key=lambda: band("high")[1] - band()[1],
    slips=(
        Slip("sign", lambda: band()[1] - band("high")[1],
             "The sign is wrong: take the old end from the new one."),
        Slip("share", lambda: (band("high")[1] - band()[1]) / 100,
             "That is a difference of shares. Multiply by a hundred to have percentage points."),
        Slip("the starts", lambda: start_percent("high") - start_percent(),
             "That is how far apart the starts are. Compare the high ends after the tests."),
        Slip("low ends", lambda: band("high")[0] - band()[0],
             "Those are the low ends. The task asks for the high ends."),
        Slip("forgot to subtract", lambda: band("high")[1],
             "That is the new high end. How much higher asks you to subtract the old one."),
    ),
    hints=(
        "Both results know their high end as .joint.high.",
        "Take result from higher, and multiply the difference by a hundred.",
    ),
    solution="higher_by = 100 * (higher.joint.high - result.joint.high)",
    right="The same findings, another start, another answer. And nobody knows where runners start.",
    claims=("pre-chronic-block-range", "pre-runners"),
)  # fmt: skip
NEXT = Task(
    id="cases-next",
    name="ask_next",
    kind=Word("the id of a finding"),
    key=next_question,
    slips=(
        Slip("asked already", lambda: "distraction",
             "That was tested already. Asking again tells nothing new."),
        Slip("adjectives", lambda: "quality",
             "How it hurts tells nothing for or against the joint."),
        Slip("hands on motion", lambda: "gillet-or-flexion",
             "Hands do not agree on motion. That test moves no probability."),
    ),
    hints=(
        "reasoning.most_informative takes findings and says what to ask next.",
        "Give it lea, and end the line with .finding_id.",
    ),
    solution="ask_next = reasoning.most_informative(lea).finding_id",
    right="Where it hurts tells more than how it hurts. Numbness is no such word: it is a question "
    "of safety.",
    claims=("quality-no-evidence",),
)  # fmt: skip
STOP = Task(
    id="cases-stop",
    name="how_fast",
    kind=Word("one of the four urgency words"),
    key=lambda: str(reasoning.screen(omar()).urgency),
    slips=(
        Slip("Soon", lambda: "Soon", "That is too slow. Suspected bone stress cannot wait."),
        Slip("Routine", lambda: "Routine", "That is far too slow. Look at what he tells."),
        Slip("Emergency", lambda: "Emergency",
             "That is too fast for once. But erring on this side hurts nobody."),
    ),
    hints=(
        "Ask reasoning.reason about omar, as in the solved example about Lea.",
        "Use the door for example runners, and end the line with .urgency.",
    ),
    solution="how_fast = reasoning.reason(omar, reasoning.Door.EXAMPLE).urgency",
    right="His tests are Lea's. But pain on impact after a jump in training stops all talk of "
    "shares: no impact, and a physician within two days.",
    claims=("flag-sacral-bsi",),
)  # fmt: skip
OPEN = Task(
    id="cases-open",
    name="open_rows",
    kind=Amounts("rows", 0.1, counted=True),
    key=lambda: carlas("open"),
    slips=(
        Slip("closed", lambda: carlas("closed"),
             "Those are the closed rows. The task asks what is open."),
        Slip("all", lambda: len(plan.plan(carla().state).items),
             "Those are all rows of the plan. Most of them are shut for Carla."),
        Slip("none", lambda: 0, "Not quite: one thing is always open. To whom should she go?"),
    ),
    hints=(
        "A plan knows its open rows as .open_now, and len counts them.",
        "Put plan.plan(carla.state).open_now into the brackets of len.",
    ),
    solution="open_rows = len(plan.plan(carla.state).open_now)",
    right="Only the way to a physician is open. A warning sign closes all the rest.",
    claims=("flag-sacral-bsi", "flag-seed-exercise-through"),
)  # fmt: skip
TASKS: Final = (EXAMPLE, RANGE, START, NEXT, STOP, OPEN)
