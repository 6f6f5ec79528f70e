"""Why tests are counted, not multiplied: the same five results, both ways, from one start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ... import evidence
from ...figures import counting as drawn
from ...figures.pen import Width
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
from .hundred_runners import said_with_caution

NAME = "symptoms-counting"
WIDTHS: Sequence[Width] = ("wide", "narrow")
POINTS = ("low", "middle", "high")
SINGLES = "test-single-range"


def counting() -> Interactive:
    """Return five tests multiplied (the mistake) and counted, beside what patients showed."""
    reading, most = drawn.readings()[0].id, len(drawn.TESTS)
    drawings = [
        (drawn.counting(width, reading, most), {"room": width, "frames": drawn.frames(width)})
        for width in WIDTHS
    ]
    return Interactive(
        NAME,
        title="Why tests are counted, not multiplied",
        deeper=deeper_words(NAME),
        alt=_alt(),
        pictures=draw(NAME, drawings),
        controls=_controls(reading, most),
        quantities=(*_multiplied(), *_counted(), *_compared()),
        tracks=(*_step_tracks(), *_total_tracks(), *_count_tracks(), *_people_tracks()),
        readouts=(
            Readout(id="product_percent", label="Multiplied (the mistake)", unit="%", digits=0),
            Readout(id="counted_percent", label="Counted", unit="%", digits=0),
        ),
        regions=_regions(),
        describe=(*_sentences(), *_closing_sentences()),
        model=counting_model,
        tolerance=1e-6,
        stacked=True,
    )


def counting_model(positive_tests: float, reading: float, **_: float) -> dict[str, float]:
    """Return the exact shares of `sij.figures.counting`, in percent, and the product."""
    count, picked = round(positive_tests), drawn.readings()[round(reading)]
    shares = drawn.multiplied_shares(count)
    band = drawn.counted(picked, count)
    return {
        **{f"step_{k}_percent": 100 * share for k, share in enumerate(shares)},
        **{f"counted_{p}_percent": 100 * s for p, s in zip(POINTS, band, strict=True)},
        "counted_percent": 100 * band[1],
        "product_percent": 100 * shares[-1],
        "product_ratio": drawn.product(count),
        "seen_percent": 100 * drawn.seen()[drawn.group_of(count)].share,
    }


def _alt() -> str:
    return (
        "Two ways from the same start. On one side, marked as the mistake, a bar after each of "
        "five tests grows as single ratios are multiplied. On the other side the positive tests "
        "are counted as five squares, and one ratio gives one bar with its range. Below, dots "
        "show how many patients with three or more positive tests, and with fewer, had the source."
    )


def _controls(reading: str, most: int) -> tuple[Choice | Range, ...]:
    return (
        Range(
            id="positive_tests", label="Positive tests, of five", min=0, max=most, step=1,
            value=most, digits=0, hint="The first ones in the list; the rest are negative.",
        ),
        Choice(
            id="reading", label="Whose rule counts them",
            options=tuple(Option(id=one.id, label=one.label) for one in drawn.readings()),
            value=reading,
        ),
    )  # fmt: skip


def _multiplied() -> Iterator[Formula]:
    begin = drawn.start()
    yield Formula.of("odds_0", f"{begin.with_source} / {begin.of - begin.with_source}")
    for k, test in enumerate(drawn.TESTS, start=1):
        yes, no = (drawn.single_ratio(test, result) for result in drawn.RESULTS)
        yield Formula.of(f"positive_{k}", f"positive_tests >= {k}")
        yield Formula.of(f"negative_{k}", f"1 - positive_{k}")
        yield Formula.of(f"odds_{k}", f"odds_{k - 1} * ({yes!r} if positive_{k} else {no!r})")
    for k in range(len(drawn.TESTS) + 1):
        yield Formula.of(f"step_{k}_share", f"odds_{k} / (1 + odds_{k})")
        yield Formula.of(f"step_{k}_percent", f"100 * step_{k}_share")
    last = len(drawn.TESTS)
    yield Formula.of("product_ratio", f"odds_{last} / odds_0")
    yield Formula.of("product_percent", f"step_{last}_percent")
    yield Formula.of("product_large", "product_ratio >= 10")
    yield Formula.of("product_small", "1 - product_large")


def _counted() -> Iterator[Formula]:
    yield Formula.of("more", f"positive_tests >= {drawn.needed()}")
    yield Formula.of("fewer", "1 - more")
    results = [[one.ratios[r].value for one in drawn.readings()] for r in drawn.RESULTS]
    yes, no = map(_by_reading, results)
    yield Formula.of("counted_ratio", f"{yes} if more else {no}")
    for place, point in enumerate(POINTS):
        enough = _by_reading(_shares(len(drawn.TESTS), place))
        short = _by_reading(_shares(0, place))
        yield Formula.of(f"counted_{point}_share", f"{enough} if more else {short}")
        yield Formula.of(f"counted_{point}_percent", f"100 * counted_{point}_share")
    yield Formula.of("counted_percent", "counted_middle_percent")


def _by_reading(numbers: Sequence[float]) -> str:
    """Return an expression that gives the number of the picked reading."""
    text = repr(float(numbers[-1]))
    for place in range(len(numbers) - 2, -1, -1):
        text = f"({float(numbers[place])!r} if reading == {place} else {text})"
    return f"({text})"


def _compared() -> Iterator[Formula]:
    more, fewer = (drawn.seen()[group].share for group in drawn.GROUPS)
    yield Formula.of("seen_share", f"{more!r} if more else {fewer!r}")
    yield Formula.of("seen_percent", "100 * seen_share")
    yield Formula.of("gap_points", "product_percent - seen_percent")
    yield Formula.of("gap_size", "abs(gap_points)")
    yield Formula.of("above", "gap_points >= 1")
    yield Formula.of("under", "gap_points <= -1")
    yield Formula.of("close", "gap_size < 1")
    yield Formula.of("framed_top", "fewer")
    yield Formula.of("framed_foot", f"fewer + {max(y for _, y in drawn.frame_points(0))!r}")


def _bar(name: str, frame: str, end: str) -> Path:
    corners = ((0.0, 0.0), (end, 0.0), (end, 1.0), (0.0, 1.0))
    return Path(parts=(f"bar-{name}",), frame=frame, points=corners, closed=True)


def _said(part: str, text: str, when: str) -> tuple[Text, Show]:
    return Text(parts=(part,), text=text), Show(parts=(part,), value=when)


def _step_tracks() -> Iterator[Track]:
    for k in range(1, len(drawn.TESTS) + 1):
        yield _bar(f"step-{k}", f"step_{k}", f"step_{k}_share")
        yield Text(parts=(f"share-{k}",), text=f"{{step_{k}_percent:0}} %")
        for result in drawn.RESULTS:
            words = drawn.step_words(k - 1, result)
            yield from _said(f"step-{k}-{result}", words, f"{result}_{k}")


def _mark(name: str, frame: str) -> Path:
    low, high = (y for _, y in drawn.seen_points(0))
    return Path(
        parts=(f"seen-{name}",), frame=frame, points=(("seen_share", low), ("seen_share", high))
    )


def _total_tracks() -> Iterator[Track]:
    yield _mark("multiplied", f"step_{len(drawn.TESTS)}")
    yield _mark("counted", "counted")
    for name, digits in (("large", 1), ("small", 2)):
        words = f"All five: × {{product_ratio:{digits}}}, so {{product_percent:0}} %"
        yield from _said(f"total-{name}", words, f"product_{name}")
    points = "{gap_size:0} points"
    yield from _said("gap-above", f"{points} more than the patients show", "above")
    yield from _said("gap-under", f"{points} less than the patients show", "under")
    yield from _said("gap-close", "By luck, close to what the patients show", "close")


def _count_tracks() -> Iterator[Track]:
    for k in range(len(drawn.TESTS)):
        yield Show(parts=(f"tally-{k}",), value=f"positive_{k + 1}")
    yield Text(parts=("count",), text=f"Positive: {{positive_tests:0}} of {len(drawn.TESTS)}")
    yield Text(parts=("reading",), text="{reading:word}")
    yield _bar("counted", "counted", "counted_middle_share")
    sides = {0.0: "counted_low_share", 1.0: "counted_high_share"}
    corners = tuple((sides[x], y) for x, y in drawn.range_points(0.0, 1.0))
    yield Path(parts=("range",), frame="counted", points=corners)
    yield Text(parts=("counted",), text="{counted_percent:0} %")
    for group in drawn.GROUPS:
        words = f"{drawn.ENOUGH[group]}: × {{counted_ratio:2}}"
        yield from _said(f"ratio-{group}", words, group)
    band = "Range (5 to 95 %): {counted_low_percent:0} to {counted_high_percent:0} %"
    yield Text(parts=("range-words",), text=band)


def _people_tracks() -> Iterator[Track]:
    """Yield the frame around the group of patients with such a count: row 0 or row 1."""
    corners = [(x, "framed_foot" if y else "framed_top") for x, y in drawn.frame_points(0)]
    yield Path(parts=("framed",), frame="patients", points=(*corners, corners[0]))


def _shares(positive_tests: int, place: int = 1) -> list[float]:
    return [drawn.counted(one, positive_tests)[place] for one in drawn.readings()]


def _regions() -> tuple[Region, ...]:
    return (
        Region(
            part="title-multiplied",
            label="Multiplied: the mistake",
            text="Multiplying is right only when each test brings news of its own. These tests "
            "press on the same structures and share their false positives, so a second one brings "
            "little news. The single ratios stand here for this lesson only. "
            f"{evidence.claim(SINGLES).statement}",
            claims=(drawn.DEPENDENCE, SINGLES),
        ),
        *(_test_region(k, test) for k, test in enumerate(drawn.TESTS, start=1)),
        Region(
            part="title-counted",
            label="Counted: one ratio for the count",
            text="Positive tests are counted, and the count gives one published ratio. A study "
            "gives one ratio for three or more, not one for each count: a fourth and a fifth "
            "positive test change nothing here.",
            claims=(drawn.DEPENDENCE,),
        ),
        Region(
            part="reading",
            label="Whose rule counts them",
            text="The studies took sets of tests that differ a little; here these five are counted "
            "for each of them. Each ratio is used from the same start, so the rules can be "
            "compared. "
            + " ".join(f"{one.label}: {said_with_caution(one.claim)}" for one in drawn.readings()),
            claims=tuple(one.claim for one in drawn.readings()),
        ),
        Region(
            part="patients",
            label="What the patients showed",
            text="These are the patients whose single tests are multiplied on the other side. They "
            "were reported in two groups only: three or more positive tests of six (Gaenslen "
            "was done on each side), and fewer. The joint was taken as the source when a numbing "
            f"injection into it took the pain. {evidence.claim(drawn.COHORT).caution}",
            claims=(drawn.COHORT, drawn.RULES["laslett"][0]),
        ),
    )


def _test_region(place: int, test: str) -> Region:
    claim = drawn.TESTS[test]
    text = said_with_caution(claim)
    return Region(
        part=f"track-step-{place}", label=f"{test}, multiplied", text=text, claims=(claim,)
    )


def _sentences() -> Iterator[Sentence]:
    begin, tests = drawn.start(), [*drawn.TESTS]
    # The last one is a person's name.
    listed = ", ".join([*(test.lower() for test in tests[:-1]), tests[-1]])
    yield Sentence.of(
        f"Both ways start at {begin.with_source} of {begin.of} patients with the source "
        f"({100 * begin.share:.0f} %). The tests, always in this order: {listed}."
    )
    yield Sentence.of("All are negative.", "positive_tests == 0")
    yield Sentence.of("The first is positive, the others are negative.", "positive_tests == 1")
    yield Sentence.of(
        "The first {positive_tests:0} are positive, the rest negative.",
        f"positive_tests > 1 and positive_tests < {len(tests)}",
    )
    yield Sentence.of("All are positive.", f"positive_tests == {len(tests)}")
    for name, digits in (("large", 1), ("small", 2)):
        yield Sentence.of(
            f"Multiplying their ratios, which is the mistake, gives × {{product_ratio:{digits}}} "
            "and claims {product_percent:0} %.",
            f"product_{name}",
        )
    for group in drawn.GROUPS:
        yield Sentence.of(
            f"Counting gives {drawn.ENOUGH[group].lower()}. By the rule picked, {{reading:word}},"
            " one ratio: × {counted_ratio:2}, which makes {counted_percent:0} % (5 to 95 % range: "
            "{counted_low_percent:0} to {counted_high_percent:0} %).",
            group,
        )


def _closing_sentences() -> Iterator[Sentence]:
    for group, found in drawn.seen().items():
        yield Sentence.of(
            f"Of the patients with {drawn.ENOUGH[group].lower()} positive tests, "
            f"{found.with_source} of {found.of} ({100 * found.share:.0f} %) had the source.",
            group,
        )
    yield Sentence.of("The product claims {gap_size:0} points more than they show.", "above")
    yield Sentence.of("The product claims {gap_size:0} points less than they show.", "under")
    yield Sentence.of("Here the product comes close to them, by luck.", "close")
    yield Sentence.of(
        "The tests share their errors, so they are counted. Single ratios stand here for teaching "
        "only, and a share of a group is never one person's chance."
    )
