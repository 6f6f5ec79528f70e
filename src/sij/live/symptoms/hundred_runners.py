"""A hundred example runners and one test: the two-by-two table that the learner builds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ... import evidence
from ...figures import hundred_runners as drawn
from ...figures.pen import Width
from ...models import reasoning
from ...models import two_by_two as model
from ...models.gait.facts import number
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
    Show,
    Text,
    Track,
)

NAME = "symptoms-two-by-two"
WIDTHS: Sequence[Width] = ("wide", "narrow")
OWN = "own"
PRESETS = ("low", "middle", "high")
POOLED, REVIEW = "lr-composite-han", "lr-composite-hancock"
SIX, FIVE, MOTION = (
    "lr-composite-laslett-3of6",
    "lr-composite-vdwurff-3of5",
    "test-gillet-flexion-invalid",
)
POOLED_RATIOS, SHIFT = "lr-composite-saueressig", "ref-prevalence-shifts-accuracy"
FEW = 5
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class PublishedTest:
    """A published test: its name with authors and year, and what it is set to, in whole percent."""

    id: str
    label: str
    claim: str
    sensitivity_percent: float
    specificity_percent: float
    text: str


def published_tests() -> tuple[PublishedTest, ...]:
    """Return the published tests, the default first, each from its claim."""
    return (
        _printed("saueressig", "3 or more, pooled", POOLED, "saueressig2021", _pooled_text(),
                 "saueressig_pooled_sens", "saueressig_pooled_spec"),
        _from_ratios(),
        _printed("laslett", _rule(SIX), SIX, "laslett2005", said_with_caution(SIX)),
        _printed("vdwurff", _rule(FIVE), FIVE, "vanderwurff2006b", said_with_caution(FIVE)),
        _printed("gillet", "Gillet, felt motion", MOTION, "dreyfuss1996",
                 said_with_caution(MOTION)),
    )  # fmt: skip


def _label(title: str, source: str) -> str:
    # The letter tells two references of a year apart; here the year is enough.
    return f"{title} ({re.sub(r'(?<=[0-9])[a-z]$', '', evidence.cite_short(source))})"


def _rule(claim: str) -> str:
    return evidence.claim(claim).value("lr_positive").condition or ""


def _printed(
    id: str, title: str, claim: str, source: str, text: str,
    sensitivity: str = "sensitivity", specificity: str = "specificity",
) -> PublishedTest:  # fmt: skip
    positive, negative = (round(100 * number(claim, n), 6) for n in (sensitivity, specificity))
    return PublishedTest(id, _label(title, source), claim, positive, negative, text)


def _from_ratios() -> PublishedTest:
    ratios = number(REVIEW, "lr_positive"), number(REVIEW, "lr_negative")
    sensitivity, specificity = (float(round(each)) for each in model.accuracy_of(*ratios))
    text = (
        f"The review prints two ratios only, {ratios[0]:g} and {ratios[1]:g}. Sensitivity and "
        "specificity are worked out from them here, to whole per cent. "
        f"{evidence.claim(REVIEW).caution}"
    )
    label = _label("Combined", "hancock2007")
    return PublishedTest("hancock", label, REVIEW, sensitivity, specificity, text)


def said_with_caution(claim_id: str) -> str:
    """Return a claim's statement, followed by its caution where it has one."""
    claim = evidence.claim(claim_id)
    return f"{claim.statement} {claim.caution or ''}".strip()


def _pooled_text() -> str:
    ratios = number(POOLED_RATIOS, "lr_positive"), number(POOLED_RATIOS, "lr_negative")
    return (
        "Read second-hand. The same review pools its two ratios apart, "
        f"{ratios[0]:g} and {ratios[1]:g}, so they differ a little from those of these two "
        "numbers."
    )


def two_by_two() -> Interactive:
    """Return 100 example runners in a two-by-two table, by share, sensitivity and specificity."""
    first, share = published_tests()[0], _preset_percent("middle")
    start = (share, first.sensitivity_percent, first.specificity_percent)
    drawings = [
        (
            drawn.hundred_runners(width, *start, first.label),
            {"room": width, "frames": drawn.frames(width)},
        )
        for width in WIDTHS
    ]
    return Interactive(
        NAME,
        title="A test in 100 example runners",
        deeper=deeper_words(NAME),
        alt=_alt(),
        pictures=draw(NAME, drawings),
        controls=_controls(*start),
        quantities=(*_counts(), *_results(), *_rows()),
        tracks=(*_cell_tracks(), *_heading_tracks(), *_panel_tracks()),
        readouts=(
            Readout(id="positives", label="Test positive", unit="of 100", digits=0),
            Readout(id="negatives", label="Test negative", unit="of 100", digits=0),
        ),
        regions=_regions(),
        describe=(*_sentences(), *_ratio_sentences(), *_closing_sentences()),
        model=table_model,
        tolerance=1e-6,
        stacked=True,
    )


def table_model(
    share_percent: float, sensitivity_percent: float, specificity_percent: float, **_: float
) -> dict[str, float]:
    """The exact table of `sij.models.two_by_two`; 0 stands where there is no number."""
    counts = model.table(share_percent, sensitivity_percent, specificity_percent)
    names = ("with_source", "without", "positives", "negatives", *drawn.CELLS)
    after = model.shares_after(share_percent, sensitivity_percent, specificity_percent)
    ratios = model.likelihood_ratios(sensitivity_percent, specificity_percent)
    return {
        **{name: float(getattr(counts, name)) for name in names},
        "if_positive_percent": after[0] or 0.0,
        "if_negative_percent": after[1] or 0.0,
        "lr_positive": ratios[0] or 0.0,
        "lr_negative": ratios[1] or 0.0,
    }


def _alt() -> str:
    return (
        "A two-by-two table of 100 dots. Columns: runners with the pain source, as solid dots, and "
        "without it, as rings. Rows: test positive and test negative. Beside each row a bar shows "
        "the share with the source among those with that result, a dashed mark the share before "
        "the test."
    )


def _preset_percent(preset: str) -> float:
    return round(100 * reasoning.pretests()[preset].share, 6)


def _controls(share: float, sensitivity: float, specificity: float) -> tuple[Choice | Range, ...]:
    return (
        Choice(
            id="test",
            label="Published test",
            options=(
                *map(_test_option, published_tests()),
                Option(id=OWN, label="One that you make up"),
            ),
            value=published_tests()[0].id,
            otherwise=OWN,
        ),
        _slider("sensitivity_percent", "Sensitivity", sensitivity, "Positive, of 100 with it."),
        _slider("specificity_percent", "Specificity", specificity, "Negative, of 100 without it."),
        group_choice(),
        _slider(
            "share_percent", "With the source before the test", share, "Of 100 example runners."
        ),
    )


def group_choice() -> Choice:
    """Return the choice of a starting share: the model's three presets, or one's own."""
    presets = {name: reasoning.pretests()[name] for name in PRESETS}
    options = tuple(
        Option(
            id=name,
            label=f"{preset.title}: {_preset_percent(name):g} of 100",
            sets={"share_percent": _preset_percent(name)},
        )
        for name, preset in presets.items()
    )
    return Choice(
        id="group",
        label="Share before the test",
        options=(*options, Option(id=OWN, label="Your own number")),
        value="middle",
        otherwise=OWN,
    )


def _test_option(test: PublishedTest) -> Option:
    sets = {
        "sensitivity_percent": test.sensitivity_percent,
        "specificity_percent": test.specificity_percent,
    }
    return Option(id=test.id, label=test.label, sets=sets)


def _slider(id: str, label: str, value: float, hint: str) -> Range:
    return Range(
        id=id, label=label, unit="%", spoken="per cent", min=0, max=100, step=1, value=value,
        digits=0, hint=hint,
    )  # fmt: skip


def _counts() -> tuple[Formula, ...]:
    people = model.PEOPLE
    return (
        Formula.of("with_source", f"floor({people} * share_percent / 100 + 0.5)"),
        Formula.of("without", f"{people} - with_source"),
        Formula.of("found", "floor(with_source * sensitivity_percent / 100 + 0.5)"),
        Formula.of("missed", "with_source - found"),
        Formula.of("rightly_negative", "floor(without * specificity_percent / 100 + 0.5)"),
        Formula.of("false_alarms", "without - rightly_negative"),
        Formula.of("positives", "found + false_alarms"),
        Formula.of("negatives", "missed + rightly_negative"),
    )


def _results() -> Iterator[Formula]:
    sick, well = "share_percent", "(100 - share_percent)"
    hit, pass_ = "sensitivity_percent", "specificity_percent"
    cases = (
        ("positive", f"{sick} * {hit}", f"{well} * (100 - {pass_})", hit, f"100 - {pass_}"),
        ("negative", f"{sick} * (100 - {hit})", f"{well} * {pass_}", f"(100 - {hit})", pass_),
    )
    for result, one, other, above, below in cases:
        yield Formula.of(f"if_{result}_percent", f"100 * ({one}) / ({one} + {other})")
        yield Formula.of(f"lr_{result}", f"{above} / ({below})")
        yield Formula.of(f"lr_{result}_known", f"{below} > 0")
        yield Formula.of(f"lr_{result}_endless", f"{below} == 0 and {above} > 0")
        yield Formula.of(f"lr_{result}_none", f"{below} == 0 and {above} == 0")
        yield Formula.of(f"some_{result}", f"{result}s > 0")
        yield Formula.of(f"nobody_{result}", f"{result}s == 0")
        yield Formula.of(f"bar_{result}", f"if_{result}_percent / 100 if some_{result} else 0")
    yield Formula.of("before_share", "share_percent / 100")


def _rows() -> Iterator[Formula]:
    """Yield where each row's line of dots ends (see `sij.figures.hundred_runners.dot_line`)."""
    least = drawn.TOUCH - 0.5
    for cell in drawn.CELLS:
        for row in range(drawn.ROWS):
            shown = f"min(max({cell} - {drawn.IN_A_ROW * row}, 0), {drawn.IN_A_ROW})"
            yield Formula.of(f"{cell}_end_{row}", f"{shown} + {least}")


def _cell_tracks() -> Iterator[Track]:
    start, _ = drawn.dot_line(0)
    for cell, (said, _, _) in drawn.CELLS.items():
        yield Text(parts=(f"count-{cell.replace('_', '-')}",), text=f"{said}: {{{cell}:0}}")
        for row in range(drawn.ROWS):
            y = row + 0.5
            points = ((start, y), (f"{cell}_end_{row}", y))
            yield Path(parts=drawn.row_parts(cell, row), frame=cell, points=points)


def _heading_tracks() -> Iterator[Track]:
    yield Text(parts=("sum-with",), text="With the source: {with_source:0}")
    yield Text(parts=("sum-without",), text="Without it: {without:0}")
    for result in drawn.RESULTS:
        yield Text(parts=(f"sum-{result}",), text=f"{{{result}s:0}} of {model.PEOPLE}")
    yield Text(parts=("test",), text="Test: {test:word}")


def _panel_tracks() -> Iterator[Track]:
    for result, part in zip(drawn.RESULTS, ("found", "missed"), strict=True):
        frame, ratio = f"bar_{result}", f"lr_{result}"
        end, before = f"bar_{result}", "before_share"
        corners = ((0.0, 0.0), (end, 0.0), (end, 1.0), (0.0, 1.0))
        yield Path(parts=(f"bar-{result}",), frame=frame, points=corners, closed=True)
        low, high = (y for _, y in drawn.before_points(0))
        mark = ((before, low), (before, high))
        yield Path(parts=(f"before-{result}",), frame=frame, points=mark)
        heads = f"With the source: {{{part}:0}} of the {{{result}s:0}} who test {result}"
        share = f"Share with the source: {{if_{result}_percent:1}} %"
        yield from _said(f"of-{result}", heads, f"some_{result}")
        yield from _said(f"nobody-{result}", drawn.NOBODY[result], f"nobody_{result}")
        dashed = " (dashed: {share_percent:0} % before)"
        yield from _said(f"share-{result}", share + dashed, f"some_{result}")
        named = f"{drawn.RATIO_NAME[result]}: {{{ratio}:2}}"
        yield from _said(f"ratio-{result}", named, f"{ratio}_known")
        yield from _said(f"ratio-endless-{result}", drawn.ENDLESS[result], f"{ratio}_endless")
        yield from _said(f"ratio-none-{result}", drawn.NO_RATIO[result], f"{ratio}_none")


def _said(part: str, text: str, when: str) -> tuple[Text, Show]:
    return Text(parts=(part,), text=text), Show(parts=(part,), value=when)


def _regions() -> tuple[Region, ...]:
    claims = (*(test.claim for test in published_tests()), POOLED_RATIOS)
    return (
        Region(
            part="test",
            label="Where the test's numbers come from",
            text="Each choice sets sensitivity and specificity to what was published. "
            f"{evidence.claim(SHIFT).caution}",
            facts=tuple((test.label, _test_text(test)) for test in published_tests()),
            claims=(*dict.fromkeys(claims), SHIFT),
        ),
        Region(
            part="sum-with",
            label="With the source: where the shares come from",
            text="The three presets span the usual range of studies in people with chronic pain "
            f"who were given a block. {evidence.claim('sij-share-clbp').caution}",
            claims=("pre-chronic-block-range", "sij-share-clbp", "case-saueressig"),
        ),
        *_cell_regions(),
        *_bar_regions(),
    )


def _test_text(test: PublishedTest) -> str:
    numbers = (test.sensitivity_percent, test.specificity_percent)
    return "Sensitivity {:g} %, specificity {:g} %. ".format(*numbers) + test.text


def _cell_regions() -> tuple[Region, ...]:
    texts = {
        "found": "With the source, and the test says so. Sensitivity counts these.",
        "false_alarms": "Without the source, but the test is positive. The fewer have the source "
        "at the start, the more room there is for false alarms.",
        "missed": "With the source, but the test is negative.",
        "rightly_negative": "Without the source, and the test says so. Specificity counts these.",
    }
    return tuple(
        Region(part=f"cell-{cell.replace('_', '-')}", label=drawn.CELLS[cell][0], text=texts[cell])
        for cell in drawn.CELLS
    )


def _bar_regions() -> tuple[Region, ...]:
    return tuple(
        Region(
            part=f"track-{result}",
            label=f"Share with the source after a {result} test",
            text="The filled part is the share with the source among those with this result, "
            "worked out before people are rounded to whole ones. The dashed mark is the share "
            "before the test. The likelihood ratio is how many times as common this result is "
            "with the source as without it.",
        )
        for result in drawn.RESULTS
    )


def _sentences() -> Iterator[Sentence]:
    of = "Of 100 example runners, "
    yield Sentence.of(
        of + "{positives:0} test positive; among these, {found:0} with the source.", "positives > 1"
    )
    yield Sentence.of(of + "one tests positive; with the source: {found:0}.", "positives == 1")
    yield Sentence.of(of + "nobody tests positive.", "nobody_positive")
    yield Sentence.of(
        "{negatives:0} test negative; among these, {missed:0} with the source.", "negatives > 1"
    )
    yield Sentence.of("One tests negative; with the source: {missed:0}.", "negatives == 1")
    yield Sentence.of("Nobody tests negative.", "nobody_negative")
    yield Sentence.of("Before the test the share with the source is {share_percent:0} %.")
    for result in drawn.RESULTS:
        yield Sentence.of(
            f"After a {result} test it is {{if_{result}_percent:1}} %.", f"some_{result}"
        )


def _ratio_sentences() -> Iterator[Sentence]:
    signs = {"positive": "+", "negative": _MINUS}
    for result in drawn.RESULTS:
        ratio = f"lr_{result}"
        yield Sentence.of(
            f"A {result} result is {{{ratio}:2}} times as common with the source as without it "
            f"(LR{signs[result]}).",
            f"{ratio}_known",
        )
    yield Sentence.of(
        "There are no false alarms: whoever tests positive has the source, and LR+ has no upper "
        "limit.",
        "lr_positive_endless",
    )
    yield Sentence.of(
        "Everyone without the source tests positive: whoever tests negative has the source, and "
        f"LR{_MINUS} has no upper limit.",
        "lr_negative_endless",
    )
    yield Sentence.of("This test is never positive, so LR+ has no value.", "lr_positive_none")
    yield Sentence.of(
        f"This test is never negative, so LR{_MINUS} has no value.", "lr_negative_none"
    )
    yield Sentence.of(
        "Sensitivity and specificity add up to 100 %: such a test tells nothing.",
        "sensitivity_percent + specificity_percent == 100",
    )
    yield Sentence.of(
        "With such a test a positive result speaks against the source.",
        "sensitivity_percent + specificity_percent < 100",
    )


def _closing_sentences() -> tuple[Sentence, ...]:
    rough = f"(positives > 0 and positives < {FEW}) or (negatives > 0 and negatives < {FEW})"
    return (
        Sentence.of("With so few people in one row, whole people show its share roughly.", rough),
        Sentence.of(
            "The source is the sacroiliac joint as a source of the pain. The runners are made up. "
            "Sensitivity and specificity from a clinic need not hold for a running club, and a "
            "share of a group is never one person's chance."
        ),
    )
