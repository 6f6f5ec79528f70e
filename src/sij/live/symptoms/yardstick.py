"""What if the yardstick itself errs? A perfect test measured against an imperfect injection."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ... import evidence
from ...figures import yardstick as drawn
from ...figures.board import row_ends, row_parts
from ...figures.pen import Width
from ...models import imperfect_reference as model
from ..deeper import deeper_words
from ..interactive import Interactive, draw
from ..spec import (
    Choice,
    Formula,
    Option,
    Path,
    Range,
    Readout,
    Region,
    Sentence,
    Text,
    Track,
)

NAME = "symptoms-yardstick"
WIDTHS: Sequence[Width] = ("wide", "narrow")
BLOCKS = 33.0
"""How many of the 100 have a positive block at first: made up, as the text says."""
OWN, NEVER = "own", "never"
CAVITY = "ref-block-intraarticular-limit"


def yardstick() -> Interactive:
    """Return how good a perfect test seems when it is measured against a block that errs."""
    audit, _, missed = drawn.published()
    start = (BLOCKS, audit.percent, missed.percent)
    drawings = [
        (drawn.yardstick(width, *start), {"room": width, "frames": drawn.frames(width)})
        for width in WIDTHS
    ]
    return Interactive(
        NAME,
        title="What if the yardstick itself errs?",
        deeper=deeper_words(NAME),
        alt=_alt(),
        pictures=draw(NAME, drawings),
        controls=_controls(*start),
        quantities=(*_counts(), *_seeming(), *_rows()),
        tracks=(*_cell_tracks(), *_heading_tracks(), *_panel_tracks()),
        readouts=(
            Readout(
                id="apparent_sensitivity_percent", label="Sensitivity it seems to have",
                unit="%", digits=1,
            ),
            Readout(
                id="apparent_specificity_percent", label="Specificity it seems to have",
                unit="%", digits=1,
            ),
        ),
        regions=_regions(),
        describe=(*_sentences(), *_closing_sentences()),
        model=yardstick_model,
        tolerance=1e-6,
        stacked=True,
    )  # fmt: skip


def yardstick_model(
    positive_blocks: float, wrong_positive_percent: float, wrong_negative_percent: float, **_: float
) -> dict[str, float]:
    """Return the exact counts and shares of `sij.models.imperfect_reference`."""
    counts = model.blocks(positive_blocks, wrong_positive_percent, wrong_negative_percent)
    seems = model.apparent_accuracy(wrong_positive_percent, wrong_negative_percent)
    return {
        **{cell: float(getattr(counts, cell)) for cell in drawn.CELLS},
        "really_with": float(counts.really_with),
        "apparent_sensitivity_percent": seems[0],
        "apparent_specificity_percent": seems[1],
    }


def _alt() -> str:
    return (
        "A two-by-two table of 100 dots. Columns: runners who really have the pain source, as "
        "discs, and those really without it, as rings. Rows: block positive and block negative. "
        "The two cells in which the block errs have dashed frames. Beside each row a bar shows how "
        "good a perfect test then seems, and a scale the share of wrong blocks with published "
        "shares as dashed marks."
    )


def _controls(blocks: float, wrong: float, missed: float) -> tuple[Choice | Range, ...]:
    return (
        Choice(
            id="published",
            label="How often the block errs",
            options=(*_options(), Option(id=OWN, label="Your own numbers")),
            value="audit",
            otherwise=OWN,
        ),
        Range(
            id="wrong_positive_percent", label="Wrong, of the positive blocks", unit="%",
            spoken="per cent", min=0, max=drawn.MOST["positive"], step=0.5, value=wrong, digits=1,
            hint="Positive, but really without the source.",
        ),
        Range(
            id="wrong_negative_percent", label="Wrong, of the negative blocks", unit="%",
            spoken="per cent", min=0, max=drawn.MOST["negative"], step=0.5, value=missed, digits=1,
            hint="Negative, but really with the source.",
        ),
        Range(
            id="positive_blocks", label="Positive blocks", unit="of 100", min=10, max=90, step=1,
            value=blocks, digits=0, hint="A made-up number of example runners.",
        ),
    )  # fmt: skip


def _options() -> Iterator[Option]:
    audit, series, missed = drawn.published()
    both = {"wrong_positive_percent": audit.percent, "wrong_negative_percent": missed.percent}
    said = f"{drawn.named(audit)}: {audit.percent:g} and {missed.percent:g} %"
    yield Option(id="audit", label=said, sets=both)
    said = f"{drawn.named(series)}: {series.percent:g} %"
    yield Option(id="series", label=said, sets={"wrong_positive_percent": series.percent})
    yield Option(id=NEVER, label="A block that never errs", sets=dict.fromkeys(both, 0.0))


def _counts() -> tuple[Formula, ...]:
    people = model.PEOPLE
    return (
        Formula.of("negative_blocks", f"{people} - positive_blocks"),
        Formula.of(
            "wrongly_positive", "floor(positive_blocks * wrong_positive_percent / 100 + 0.5)"
        ),
        Formula.of(
            "wrongly_negative", "floor(negative_blocks * wrong_negative_percent / 100 + 0.5)"
        ),
        Formula.of("rightly_positive", "positive_blocks - wrongly_positive"),
        Formula.of("rightly_negative", "negative_blocks - wrongly_negative"),
        Formula.of("really_with", "rightly_positive + wrongly_negative"),
        Formula.of("really_without", f"{people} - really_with"),
    )


def _seeming() -> tuple[Formula, ...]:
    return (
        Formula.of("apparent_sensitivity_percent", "100 - wrong_positive_percent"),
        Formula.of("apparent_specificity_percent", "100 - wrong_negative_percent"),
        Formula.of("seems_positive", "apparent_sensitivity_percent / 100"),
        Formula.of("seems_negative", "apparent_specificity_percent / 100"),
        Formula.of("errs", "wrong_positive_percent > 0 or wrong_negative_percent > 0"),
        Formula.of("never_errs", "1 - errs"),
    )


def _rows() -> Iterator[Formula]:
    """Yield where each row's line of people ends (see `sij.figures.board.row_ends`)."""
    for cell, (_, _, mark) in drawn.CELLS.items():
        beyond = row_ends(mark, 0, 0)[1]
        for row in range(drawn.ROWS):
            shown = f"min(max({cell} - {drawn.IN_A_ROW * row}, 0), {drawn.IN_A_ROW})"
            yield Formula.of(f"{cell}_end_{row}", f"{shown} + {beyond}")


def _cell_tracks() -> Iterator[Track]:
    for cell, (said, _, mark) in drawn.CELLS.items():
        name, start = cell.replace("_", "-"), row_ends(mark, 0, 0)[0]
        yield Text(parts=(f"count-{name}",), text=f"{said}: {{{cell}:0}}")
        for row in range(drawn.ROWS):
            points = ((start, row + 0.5), (f"{cell}_end_{row}", row + 0.5))
            parts = row_parts(f"dots-{name}-{row}", mark)
            yield Path(parts=parts, frame=cell, points=points)


def _heading_tracks() -> Iterator[Track]:
    for name in ("with", "without"):
        yield Text(parts=(f"sum-{name}",), text=f"Really {name}: {{really_{name}:0}}")
    for result in drawn.RESULTS:
        said = f"{{{result}_blocks:0}} of {model.PEOPLE}"
        yield Text(parts=(f"sum-{result}",), text=said)


def _panel_tracks() -> Iterator[Track]:
    for result, word in drawn.SEEMS.items():
        seems = f"apparent_{word.lower()}_percent"
        said = f"{word} it seems to have: {{{seems}:1}} %"
        yield Text(parts=(f"seems-{result}",), text=said)
        yield _filled(f"bar-seems-{result}", f"seems_{result}", f"seems_{result}")
        agrees = (
            f"It agrees with {{rightly_{result}:0}} of the {{{result}_blocks:0}} {result} blocks"
        )
        yield Text(parts=(f"agrees-{result}",), text=agrees)
        wrong = f"wrong_{result}_percent"
        said = f"Wrong among {result} blocks: {{{wrong}:1}} %"
        yield Text(parts=(f"wrong-{result}",), text=said)
        yield _filled(f"fill-{result}", f"wrong_{result}", wrong)


def _filled(part: str, frame: str, end: str) -> Path:
    corners = ((0.0, 0.0), (end, 0.0), (end, 1.0), (0.0, 1.0))
    return Path(parts=(part,), frame=frame, points=corners, closed=True)


def _regions() -> tuple[Region, ...]:
    return (
        Region(
            part="title",
            label="A perfect test, an imperfect yardstick",
            text="No such test exists; this one is made up. It is positive in all who really have "
            "the source and in nobody else. Studies cannot see what is really so: they compare a "
            "test with a block, a numbing injection into the joint. Whatever the block gets wrong "
            f"is booked as the test's mistake. {evidence.claim(CAVITY).statement}",
            claims=(drawn.CLAIM, CAVITY),
        ),
        *map(_scale_region, drawn.RESULTS),
        *_seems_regions(),
        *_cell_regions(),
    )


def _scale_region(result: drawn.Result) -> Region:
    shares = [found for found in drawn.published() if found.result == result]
    said = " ".join(
        f"{drawn.named(one)}: {one.part} of {one.of} not confirmed ({one.percent:g} %)."
        for one in shares
    )
    return Region(
        part=f"scale-{result}",
        label=f"Wrong among {result} blocks",
        text="Published are first blocks that were not confirmed: a second injection did not "
        "agree with the first. Either of the two may be wrong. Here not confirmed stands for "
        f"wrong, which is an assumption. {said} {drawn.statement()}",
        claims=(drawn.CLAIM,),
    )


def _seems_regions() -> Iterator[Region]:
    texts = {
        "positive": "Sensitivity here: of the runners with a positive block, the share in whom the "
        "test is positive too. A wrong positive block counts as if the test had missed someone.",
        "negative": "Specificity here: of the runners with a negative block, the share in whom the "
        "test is negative too. A wrong negative block counts as a false alarm of the test.",
    }
    for result in drawn.RESULTS:
        yield Region(
            part=f"track-seems-{result}",
            label=f"{drawn.SEEMS[result]} it seems to have",
            text=f"{texts[result]} It is worked out before people are rounded to whole ones.",
        )


def _cell_regions() -> Iterator[Region]:
    texts = {
        "rightly_positive": "The block is positive, the source is there. The test agrees.",
        "wrongly_positive": "The block is positive, but the source is not there. The test is "
        "rightly negative, and the study would say that it missed them.",
        "wrongly_negative": "The block is negative, but the source is there. The test is rightly "
        "positive, and the study would call it a false alarm.",
        "rightly_negative": "The block is negative, the source is not there. The test agrees.",
    }
    for cell, (label, _, _) in drawn.CELLS.items():
        yield Region(part=f"cell-{cell.replace('_', '-')}", label=label, text=texts[cell])


def _sentences() -> Iterator[Sentence]:
    yield Sentence.of(
        "Of 100 example runners, {positive_blocks:0} have a positive block (a made-up number; a "
        "block is a numbing injection into the joint). Wrong among these: {wrongly_positive:0}; "
        "wrong among the {negative_blocks:0} negative blocks: {wrongly_negative:0}. Really with "
        "the source: {really_with:0}."
    )
    yield Sentence.of(
        "A perfect test finds exactly these. Measured against the block it seems to have "
        "a sensitivity of {apparent_sensitivity_percent:1} % and a specificity of "
        "{apparent_specificity_percent:1} %."
    )
    yield Sentence.of("Every error is the block's; the test gets the blame.", "errs")
    yield Sentence.of("A block that never errs shows the test as it is: perfect.", "never_errs")


def _closing_sentences() -> Iterator[Sentence]:
    for found in drawn.published():
        mark = f"wrong_{found.result}_percent == {found.percent!r}"
        yield Sentence.of(
            f"{drawn.named(found)}: after a {found.result} first block, {found.part} of {found.of} "
            f"({found.percent:g} %) were not confirmed.",
            mark,
        )
    yield Sentence.of(
        "Not confirmed means that a second injection did not agree; either may be wrong. Here it "
        "stands for wrong, which is an assumption."
    )
