"""The same test result at different starting shares: before, after, and how wide the range is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ... import evidence
from ...figures import same_result as drawn
from ...figures.pen import Width
from ...models import reasoning
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
    Table,
    Text,
    Track,
)
from .hundred_runners import group_choice, said_with_caution

NAME = "symptoms-same-result"
WIDTHS: Sequence[Width] = ("wide", "narrow")
POINTS = ("low", "middle", "high")


def same_result() -> Interactive:
    """Return the share after a positive and a negative result against the share before it."""
    view, before = drawn.readings()[0].id, drawn.preset_percents()[1]
    drawings = [
        (drawn.same_result(width, view, before), {"room": width, "frames": drawn.frames(width)})
        for width in WIDTHS
    ]
    return Interactive(
        NAME,
        title="The same result, another start",
        deeper=deeper_words(NAME),
        alt=_alt(),
        pictures=draw(NAME, drawings),
        controls=_controls(view, before),
        quantities=(*_shares(), *_marks(), *_curves()),
        tracks=(*_curve_tracks(), *_now_tracks(), *_word_tracks()),
        readouts=_readouts(),
        regions=_regions(),
        describe=(*_sentences(), *_closing_sentences()),
        model=after_model,
        tolerance=1e-6,
        stacked=True,
    )


def after_model(view: float, share_percent: float, **_: float) -> dict[str, float]:
    """Return the exact shares after each result, for a view's place in the list of views."""
    reading = drawn.readings()[round(view)]
    before = np.array(share_percent)
    return {
        f"{result}_{point}_percent": float(
            drawn.after_percent(before, getattr(reading.factors[result], point))
        )
        for result in drawn.RESULTS
        for point in POINTS
    }


def _alt() -> str:
    return (
        "A plot of the share with the source after a test against the share before it. Above a "
        "dotted diagonal a hatched band for a positive result, below it one for a negative "
        "result; both meet the diagonal at 0 and at 100 percent. Below, a bar with the share of "
        "first numbing injections that a second one did not confirm: "
        f"{drawn.yardstick().audit_percent:g} to {drawn.yardstick().series_percent:g} percent."
    )


def _controls(view: str, before: float) -> tuple[Choice | Range, ...]:
    return (
        Choice(
            id="view",
            label="How to read the studies",
            options=tuple(Option(id=one.id, label=one.title) for one in drawn.readings()),
            value=view,
        ),
        group_choice(),
        Range(
            id="share_percent", label="With the source before the test", unit="%",
            spoken="per cent", min=1, max=99, step=1, value=before, digits=0,
            hint="Of a studied group.",
        ),
    )  # fmt: skip


def _shares() -> Iterator[Formula]:
    readings = drawn.readings()
    yield Formula.of(
        "helps", " + ".join(f"(view == {k})" for k, r in enumerate(readings) if r.helps)
    )
    yield Formula.of("no_help", "1 - helps")
    for result in drawn.RESULTS:
        for point in POINTS:
            factors = [getattr(one.factors[result], point) for one in readings]
            yield Formula.of(f"{result}_{point}_factor", _by_view(factors))
            product = f"share_percent * {result}_{point}_factor"
            yield Formula.of(
                f"{result}_{point}_percent", f"100 * {product} / ({product} + 100 - share_percent)"
            )


def _by_view(numbers: Sequence[float]) -> str:
    """Return an expression that gives the number of the picked view."""
    text = repr(float(numbers[-1]))
    for place in range(len(numbers) - 2, -1, -1):
        text = f"({float(numbers[place])!r} if view == {place} else {text})"
    return text


def _marks() -> Iterator[Formula]:
    """Yield the corners of the triangles (see `sij.figures.same_result.mark_points`)."""
    half, rise = drawn.TRIANGLE
    yield Formula.of("mark_left", f"share_percent - {half}")
    yield Formula.of("mark_right", f"share_percent + {half}")
    for result, up in zip(drawn.RESULTS, (rise / 2, -rise / 2), strict=True):
        yield Formula.of(f"mark_{result}_foot", f"{result}_middle_percent - {up}")
        yield Formula.of(f"mark_{result}_tip", f"{result}_middle_percent + {up}")


def _curves() -> Iterator[Table]:
    places = np.arange(len(drawn.readings()))
    for result in drawn.RESULTS:
        for name, points in (("band", drawn.band_points), ("line", drawn.line_points)):
            rows = [points(one, result).ravel() for one in drawn.readings()]
            yield Table.sample(f"{name}_{result}", ["view"], [places], np.round(rows, 3))


def _curve_tracks() -> Iterator[Track]:
    for result in drawn.RESULTS:
        band, line = f"band_{result}", f"line_{result}"
        yield Path(parts=(f"band-{result}",), frame="plot", table=band, closed=True)
        yield Path(parts=(f"line-{result}",), frame="plot", table=line)


def _now_tracks() -> Iterator[Track]:
    x = "share_percent"
    yield Path(parts=("now",), frame="plot", points=((x, 0.0), (x, 100.0)))
    for result in drawn.RESULTS:
        ends = ((x, f"{result}_low_percent"), (x, f"{result}_high_percent"))
        yield Path(parts=(f"range-{result}",), frame="plot", points=ends)
        foot, tip = f"mark_{result}_foot", f"mark_{result}_tip"
        corners = (("mark_left", foot), ("mark_right", foot), (x, tip))
        yield Path(parts=(f"mark-{result}",), frame="plot", points=corners, closed=True)


def _word_tracks() -> Iterator[Track]:
    yield Text(parts=("view",), text="{view:word}")
    for result in drawn.RESULTS:
        after = (
            f"{{share_percent:0}} % → {{{result}_low_percent:0}} to {{{result}_high_percent:0}} % "
            f"(middle {{{result}_middle_percent:0}} %)"
        )
        yield Text(parts=(f"after-{result}",), text=after)
        yield Show(parts=(f"after-{result}",), value="helps")
        same = "{share_percent:0} % → {share_percent:0} %: no change"
        yield Text(parts=(f"same-{result}",), text=same)
        yield Show(parts=(f"same-{result}",), value="no_help")


def _readouts() -> tuple[Readout, ...]:
    return tuple(
        Readout(
            id=f"{result}_{point}_percent",
            label=f"After a {result} result, {word}",
            unit="%",
            digits=0,
        )
        for result in drawn.RESULTS
        for point, word in (("low", "from"), ("high", "to"))
    )


def _regions() -> tuple[Region, ...]:
    return (
        *map(_band_region, drawn.RESULTS),
        Region(
            part="view",
            label="Which studies each view takes",
            text="Each view takes one published ratio for three or more of several provocation "
            "tests, never several at once; of several cohorts it takes the first here. The last "
            "view takes the studies in which no test helped.",
            facts=tuple((one.title, _view_text(one)) for one in drawn.readings()),
            claims=_view_claims(),
        ),
        Region(
            part="presets",
            label="The three presets",
            text="Starting shares of studied groups with chronic pain. "
            f"{evidence.claim('sij-share-clbp').caution}",
            claims=tuple(
                dict.fromkeys(
                    claim for name in drawn.PRESETS for claim in reasoning.pretests()[name].claims
                )
            ),
        ),
        Region(
            part="yard-track",
            label="Even the yardstick errs",
            text=said_with_caution(drawn.YARDSTICK),
            claims=(drawn.YARDSTICK,),
        ),
    )


def _view_claims() -> tuple[str, ...]:
    found = (claim for one in drawn.readings() for claim in one.claims)
    return tuple(dict.fromkeys(found))


def _view_text(reading: drawn.Reading) -> str:
    return " ".join(said_with_caution(claim) for claim in reading.claims)


def _band_region(result: drawn.Result) -> Region:
    return Region(
        part=f"band-{result}",
        label=f"After a {result} result",
        text="From the 5 % to the 95 % point of the ratio, whose printed 95 % interval is taken "
        "as log-normal; the curve is the printed ratio. The starting share is taken as exact.",
        facts=tuple(
            (one.title, _factor_text(one, result)) for one in drawn.readings() if one.helps
        ),
        claims=tuple(one.claims[0] for one in drawn.readings() if one.helps),
    )


def _factor_text(reading: drawn.Reading, result: drawn.Result) -> str:
    found = drawn.printed(reading, result)
    return f"Ratio {found.value:g}, 95 % interval {found.low:g} to {found.high:g}."


def _sentences() -> Iterator[Sentence]:
    yield Sentence.of(
        "Take a studied group of which {share_percent:0} % have the source before the test."
    )
    for result in drawn.RESULTS:
        yield Sentence.of(
            f"After a {result} result the share is {{{result}_low_percent:0}} to "
            f"{{{result}_high_percent:0}} % (middle {{{result}_middle_percent:0}} %).",
            "helps",
        )
    yield Sentence.of(
        "In this view no test helps: after either result the share stays as it was.", "no_help"
    )
    yield Sentence.of(
        "Even at the top of the range after a positive result, fewer than half of such a group "
        "have the source.",
        "positive_high_percent < 50",
    )
    yield Sentence.of(
        "Even at the bottom of the range after a negative result, more than half of such a group "
        "have the source.",
        "negative_low_percent > 50",
    )


def _closing_sentences() -> tuple[Sentence, ...]:
    found = drawn.yardstick()
    return (
        Sentence.of("It is a range about a studied group, never one person's chance."),
        Sentence.of(
            "Even the yardstick errs: of first numbing injections that numbed the pain, "
            f"{found.audit_percent:g} % (one audit) to {found.series_percent:g} % (a selected "
            "series) were not confirmed by a second."
        ),
    )
