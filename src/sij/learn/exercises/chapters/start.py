"""Chapter 1: read a claim, count people, and find out how fast a physician is needed."""

from collections.abc import Callable, Mapping
from typing import Final

from sij import evidence
from sij.models import reasoning
from sij.models.reasoning.data import counts

from ..kinds import Amounts, Word
from ..task import Slip, Task

BASE, ONSET, SPIKE = "flag-base-rate", "sij-inciting-events", "training-spike-single-session"
PEOPLE = Amounts("people", 0.1, counted=True)
PERCENT = Amounts("percent", 0.1)
SHARE = "That is a share of one. Multiply by a hundred to have percent."


def serious() -> int:
    """Return how many had a serious disease (claim flag-base-rate)."""
    return counts(BASE, "serious_pathology")[0]


def asked() -> int:
    """Return how many people were asked in all (claim flag-base-rate)."""
    return counts(BASE, "serious_pathology")[1]


def onset(name: str) -> float:
    """Return one number of the claim on how the pain began."""
    return evidence.claim(ONSET).number(name)


def patients() -> int:
    """Return how many patients told how their pain began (claim sij-inciting-events)."""
    return int(evidence.claim(ONSET).value("trauma").n or 0)


def mia() -> reasoning.Findings:
    """Return what Mia tells: she is made up."""
    return reasoning.Findings({"saddle-feeling": "yes", "limp": "no", "fever": "none"})


def noah() -> reasoning.Findings:
    """Return what Noah tells: he is made up."""
    return reasoning.Findings({"groin-pain-running": "yes", "fever": "none"})


GIVEN: Final[Mapping[str, Callable[[], object]]] = {
    "serious": serious,
    "asked": asked,
    "patients": patients,
    "mia": mia,
    "noah": noah,
}


def flagged() -> float:
    """Return the share with at least one warning sign (claim flag-base-rate)."""
    return evidence.claim(BASE).number("any_red_flag")


def missed() -> float:
    """Return how many serious cases were not seen at the first visit."""
    return serious() - found_at_once()


def found_at_once() -> float:
    """Return how many serious cases were seen at the first visit (claim flag-base-rate)."""
    return evidence.claim(BASE).number("recognised_at_first_visit")


def urgency(findings: reasoning.Findings) -> str:
    """Return how fast a physician is needed, in the course's own word."""
    return str(reasoning.screen(findings).urgency)


def _too_slow(word: str) -> Slip:
    return Slip(word, lambda: word, f"{word} is too slow. Some signs must not wait that long.")


EXAMPLE = Task(
    id="start-example",
    name="serious_percent",
    kind=PERCENT,
    key=lambda: 100 * serious() / asked(),
    slips=(),
    hints=(
        "A part, divided by the whole.",
        "The part is called serious, the whole is called asked. Mind the hundred.",
    ),
    solution="serious_percent = 100 * serious / asked",
    right="About one in a hundred, in primary care and not among runners. Few had a serious cause, "
    "and somebody had to look for them.",
    claims=(BASE,),
)
THOUSAND = Task(
    id="start-thousand",
    name="flagged",
    kind=PEOPLE,
    key=lambda: 1000 * flagged(),
    slips=(
        Slip("share", flagged, "That is a share of one person. The task asks for people."),
        Slip("percent", lambda: 100 * flagged(),
             "That is out of a hundred people. The task asks for a thousand."),
        Slip("the serious", lambda: 1000 * serious() / asked(),
             "Those are the people with a serious disease. Count the people with a sign."),
        Slip("the rest", lambda: 1000 * (1 - flagged()),
             "Those are the people without any sign. The task asks for the others."),
    ),
    hints=(
        "A share times the number of people gives people.",
        'Multiply the number of people by share.number("any_red_flag").',
    ),
    solution='flagged = 1000 * claim.number("any_red_flag")',
    right="Most have some sign, and hardly anyone a serious disease. So most signs are a reason to "
    "look further. An Emergency sign is a reason to go now.",
    claims=(BASE,),
)  # fmt: skip
MISSED = Task(
    id="start-missed",
    name="missed",
    kind=Amounts("people", 0.1, counted=True),
    key=missed,
    slips=(
        Slip("the found", found_at_once, "Those were seen at once. The task asks for the others."),
        Slip("all", serious, "Those are all serious cases. Some of them were seen at once."),
        Slip("percent", lambda: 100 * missed() / serious(),
             "That is in percent. The task asks for people."),
        Slip("wrong way", lambda: found_at_once() - serious(),
             "You took the whole from the part, and there are no minus people."),
    ),
    hints=(
        "Missed are those who were serious but not seen at the first visit.",
        "Take the number that was seen at once from the number of serious cases.",
    ),
    solution="missed = serious - at_once",
    right="More than half. That is why every page of this course says what to watch for, also "
    "when no sign is there.",
    claims=(BASE,),
)  # fmt: skip
RUNNING = Task(
    id="start-running",
    name="running_percent",
    kind=PERCENT,
    key=lambda: 100 * onset("running") / patients(),
    slips=(
        Slip("share", lambda: onset("running") / patients(), SHARE),
        Slip("cumulative", lambda: onset("cumulative"),
             "That is every slow beginning. Running is only a part of it."),
        Slip("count", lambda: onset("running"),
             "That is how many they were. Divide by how many were asked."),
        Slip("upside down", lambda: patients() / onset("running"),
             "That is upside down. Divide the few by the many."),
    ),
    hints=(
        "It goes as in the solved example: a part, divided by the whole.",
        "The part is called running, the whole is called patients. Mind the hundred.",
    ),
    solution="running_percent = 100 * running / patients",
    right="These were patients of one hospital and no running club. Even so, running was seldom "
    "what they named.",
    claims=(ONSET,),
)  # fmt: skip
MIA = Task(
    id="start-mia",
    name="how_fast",
    kind=Word("one of the four urgency words"),
    key=lambda: urgency(mia()),
    slips=tuple(_too_slow(word) for word in ("Urgent", "Soon", "Routine")),
    hints=(
        "Let Python look: reasoning.screen takes what Mia tells.",
        "End the line with .urgency, so that you have the word alone.",
    ),
    solution="how_fast = reasoning.screen(mia).urgency",
    right="Numbness where a saddle would touch means: now, to an emergency department.",
    claims=("flag-cauda-equina",),
)
NOAH = Task(
    id="start-noah",
    name="how_fast",
    kind=Word("one of the four urgency words"),
    key=lambda: urgency(noah()),
    slips=(
        _too_slow("Soon"),
        _too_slow("Routine"),
        Slip("Emergency", lambda: "Emergency",
             "That is too fast for once. But erring on this side hurts nobody."),
    ),
    hints=(
        "It goes as with Mia. Only the name of the runner differs.",
        "Give noah to reasoning.screen, and end the line with .urgency.",
    ),
    solution="how_fast = reasoning.screen(noah).urgency",
    right="Pain in the groin with running may be a stress fracture beside the hip: no running, "
    "weight off the leg, and a physician today.",
    claims=("flag-femoral-neck",),
)  # fmt: skip
TASKS: Final = (EXAMPLE, THOUSAND, MISSED, RUNNING, MIA, NOAH)
