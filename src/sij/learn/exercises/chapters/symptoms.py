"""Chapter 5: ratios from a two-by-two table, shares after a test, and tests that are counted."""

from collections.abc import Callable, Mapping
from math import prod
from typing import Final

from sij import evidence
from sij.models import reasoning, two_by_two

from ..kinds import Amounts
from ..task import Slip, Task

DUTCH, POOLED, LASLETT = (
    "lr-composite-vdwurff-3of5", "lr-composite-saueressig", "lr-composite-laslett-3of6",
)  # fmt: skip
DEPENDENCE = "model-dependence-rule"
SINGLE: Final = ("distraction", "thigh-thrust", "compression", "sacral-thrust", "gaenslen")
PERCENT = Amounts("percent", 0.1)
RATIO = Amounts("", 0.05)
PAIR = Amounts("percent", 0.2, ("share after a positive test", "share after a negative test"))
SHARE = "That is a share of one. Multiply by a hundred to have percent."


def cell(name: str) -> float:
    """Return one of the four counts (claim lr-composite-vdwurff-3of5)."""
    return evidence.claim(DUTCH).number(name)


def sensitivity() -> float:
    """Return the share of positive tests among those with the source."""
    return cell("true_positive") / (cell("true_positive") + cell("false_negative"))


def specificity() -> float:
    """Return the share of negative tests among those without it."""
    return cell("true_negative") / (cell("true_negative") + cell("false_positive"))


def lr_positive() -> float:
    """Return the likelihood ratio of a positive test, from the counts."""
    return sensitivity() / (1 - specificity())


def lr_negative() -> float:
    """Return the likelihood ratio of a negative test, from the counts."""
    return (1 - sensitivity()) / specificity()


def before_percent() -> float:
    """Return the share that the course starts from, percent (claim pre-chronic-block-range)."""
    return 100 * reasoning.pretests()[reasoning.DEFAULT_PRETEST].share


def singles() -> tuple[float, ...]:
    """Return the positive ratios of five single tests in one cohort (claims test-howto-...)."""
    return tuple(evidence.claim(f"test-howto-{name}").number("lr_positive") for name in SINGLE)


def pooled(name: str = "lr_positive") -> float:
    """Return a ratio of the meta-analysis (claim lr-composite-saueressig)."""
    return evidence.claim(POOLED).number(name)


def after(before: float, sens: float, spec: float) -> tuple[float | None, float | None]:
    """Return the shares after a positive and a negative test, percent."""
    return two_by_two.shares_after(before, sens, spec)


def right_after() -> tuple[float | None, float | None]:
    """Return the shares that the task asks for."""
    return after(before_percent(), 100 * sensitivity(), 100 * specificity())


GIVEN: Final[Mapping[str, Callable[[], object]]] = {
    "before-percent": before_percent,
    "sensitivity": lambda: 100 * sensitivity(),
    "specificity": lambda: 100 * specificity(),
}
EXAMPLE = Task(
    id="symptoms-example",
    name="sensitivity",
    kind=PERCENT,
    key=lambda: 100 * sensitivity(),
    slips=(),
    hints=(
        "Stay among the people with the source. They are found or missed.",
        "Divide found by found and missed together. Mind the brackets and the hundred.",
    ),
    solution="sensitivity = 100 * found / (found + missed)",
    right="Of those with the joint as the source, so many had a positive test.",
    claims=(DUTCH,),
)
SPECIFICITY = Task(
    id="symptoms-specificity",
    name="specificity",
    kind=PERCENT,
    key=lambda: 100 * specificity(),
    slips=(
        Slip("false alarms", lambda: 100 * (1 - specificity()),
             "That is the share of false alarms. Take those who were rightly negative."),
        Slip("sensitivity", lambda: 100 * sensitivity(),
             "That is the sensitivity. Now look at those without the source."),
        Slip("of the negatives", lambda: 100 * cell("true_negative")
                / (cell("true_negative") + cell("false_negative")),
             "You divided by all who tested negative. Divide by all who do not have the source."),
        Slip("share", specificity, SHARE),
    ),
    hints=(
        "Stay among the people without the source. They are rightly negative, or a false alarm.",
        "Divide rightly by rightly and false_alarms together. Mind the brackets and the hundred.",
    ),
    solution="specificity = 100 * rightly / (rightly + false_alarms)",
    right="Of those with another source, so many had a negative test.",
    claims=(DUTCH,),
)  # fmt: skip
LR_POSITIVE = Task(
    id="symptoms-lr-positive",
    name="lr_positive",
    kind=RATIO,
    key=lr_positive,
    slips=(
        Slip("negative ratio", lr_negative,
             "That is the ratio of a negative test. The task asks for the positive one."),
        Slip("upside down", lambda: 1 / lr_positive(),
             "That is upside down. Those with the source stand above the line."),
        Slip("sensitivity over specificity", lambda: sensitivity() / specificity(),
             "Below the line belong the false alarms, and not the specificity."),
        Slip("odds", lambda: cell("true_positive") / cell("false_positive"),
             "Those are odds in this one group. Take shares first: each count by its own row."),
        Slip("odds ratio", lambda: lr_positive() / lr_negative(),
             "That is both ratios in one, the diagnostic odds ratio. Take the positive one alone."),
    ),
    hints=(
        "How often is the test positive with the source, and how often without?",
        "found by its row, divided by false_alarms by its row. A row is both counts together.",
    ),
    solution="lr_positive = found / (found + missed) / (false_alarms / (false_alarms + rightly))",
    right="The paper prints the same. A positive count is so many times as common with the source "
    "as without it.",
    claims=(DUTCH, "case-vanderwurff"),
)  # fmt: skip
LR_NEGATIVE = Task(
    id="symptoms-lr-negative",
    name="lr_negative",
    kind=Amounts("", 0.005),
    key=lr_negative,
    slips=(
        Slip("positive ratio", lr_positive,
             "That is the ratio of a positive test. The task asks for the negative one."),
        Slip("upside down", lambda: 1 / lr_negative(),
             "That is upside down. Those with the source stand above the line."),
        Slip("missed by found", lambda: cell("false_negative") / cell("true_positive"),
             "Those are odds among people with the source. Compare with the people without it."),
        Slip("one less", lambda: 1 - lr_positive(),
             "The two ratios do not add up to one. Start from the counts again."),
    ),
    hints=(
        "How often is the test negative with the source, and how often without?",
        "missed by its row, divided by rightly by its row. A row is both counts together.",
    ),
    solution="lr_negative = missed / (found + missed) / (rightly / (false_alarms + rightly))",
    right="The paper prints the same. It speaks against the joint, and rules nothing out.",
    claims=(DUTCH, "case-vanderwurff"),
)  # fmt: skip
AFTER = Task(
    id="symptoms-after",
    name="after",
    kind=PAIR,
    key=right_after,
    slips=(
        Slip("share of one", lambda: after(before_percent() / 100, 100 * sensitivity(),
                                           100 * specificity()),
             "You started from a share of one. The function takes percent."),
        Slip("swapped", lambda: after(before_percent(), 100 * specificity(), 100 * sensitivity()),
             "Sensitivity and specificity are swapped. The sensitivity comes first."),
        Slip("other order", lambda: right_after()[::-1],
             "The two are in the other order. Positive comes first."),
        Slip("not moved", lambda: (before_percent(), before_percent()),
             "That is the share before any test. Let the function move it."),
    ),
    hints=(
        "two_by_two.shares_after takes three numbers: the share before, and the test's two.",
        "The three names stand above the gap, and in the right order. Change nothing in them.",
    ),
    solution="after = two_by_two.shares_after(before, sensitivity_percent, specificity_percent)",
    right="Even after a positive count, half of such a group has another source. And for runners "
    "nobody knows where to start.",
    claims=(DUTCH, "pre-chronic-block-range"),
)  # fmt: skip
COUNTED = Task(
    id="symptoms-counted",
    name="ratio",
    kind=RATIO,
    key=pooled,
    slips=(
        Slip("multiplied", lambda: prod(singles()),
             "You multiplied single tests. They press on the same places and err together: count "
             "them, and take one ratio for the count."),
        Slip("largest", lambda: max(singles()),
             "That is the best single test. A count of tests has a ratio of its own."),
        Slip("average", lambda: sum(singles()) / len(singles()),
             "An average of single tests is no ratio of a count."),
        Slip("optimistic", lambda: evidence.claim(LASLETT).number("lr_positive"),
             "That is the small study in which the rule was found. Take the meta-analysis."),
        Slip("negative", lambda: pooled("lr_negative"),
             "That is the ratio of a negative count. These tests were positive."),
    ),
    hints=(
        "Never multiply. Look the ratio of the count up in the meta-analysis.",
        'Its claim stands above the gap. The number is called "lr_positive".',
    ),
    solution='ratio = pooled.number("lr_positive")',
    right="One modest ratio, and not a heap of them. Multiplied, the single tests would have "
    "promised near certainty, which no study saw.",
    claims=(POOLED, DEPENDENCE),
)  # fmt: skip
TASKS: Final = (EXAMPLE, SPECIFICITY, LR_POSITIVE, LR_NEGATIVE, AFTER, COUNTED)
