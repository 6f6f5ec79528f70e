"""Two examiners, one hundred runners: agreement, chance agreement and kappa."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...figures import agreement as drawn
from ...figures.board import row_ends, row_parts
from ...figures.pen import Width
from ...models import examiner_agreement as model
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

NAME = "symptoms-agreement"
WIDTHS: Sequence[Width] = ("wide", "narrow")
SHARE = 30.0
"""How many each examiner calls positive at first: made up, as the text says."""
OWN = "own"


def agreement() -> Interactive:
    """Return 100 runners as two examiners see them, by kappa, beside published kappas."""
    kappa = _chosen()[0].kappas[0]
    drawings = [
        (drawn.agreement(width, kappa, SHARE), {"room": width, "frames": drawn.frames(width)})
        for width in WIDTHS
    ]
    return Interactive(
        NAME,
        title="Two examiners, one hundred runners",
        deeper=deeper_words(NAME),
        alt=_alt(),
        pictures=draw(NAME, drawings),
        controls=_controls(kappa),
        quantities=(*_counts(), *_rows()),
        tracks=(*_people_tracks(), *_bar_tracks(), *_chart_tracks()),
        readouts=(
            Readout(id="agree", label="They agree on", unit="of 100", digits=0),
            Readout(id="by_chance", label="By chance alone", unit="of 100", digits=0),
            Readout(id="differ", label="They differ on", unit="of 100", digits=0),
        ),
        regions=_regions(),
        describe=(*_sentences(), *_published_sentences(), *_closing_sentences()),
        model=agreement_model,
        tolerance=1e-6,
        stacked=True,
    )


def agreement_model(kappa: float, share_percent: float, **_: float) -> dict[str, float]:
    """Return the exact counts of `sij.models.examiner_agreement`."""
    counts = model.agreement(kappa, share_percent)
    names = ("both_yes", "both_no", "differ", "by_chance", "agree")
    return {name: float(getattr(counts, name)) for name in names}


def _alt() -> str:
    return (
        "A grid of 100 marks: discs are runners whom both examiners call positive, squares those "
        "on whom they differ, rings those whom both call negative. A bar shows on how many they "
        "agree, a dashed mark how many that would be by chance alone. Beside it published kappas "
        "of several kinds of test as diamonds and bars, crossed by a dashed line at the kappa now."
    )


def _chosen() -> tuple[drawn.Published, ...]:
    known = {found.id: found for found in drawn.published()}
    return tuple(known[id] for id in drawn.CHOSEN)


def _controls(kappa: float) -> tuple[Choice | Range, ...]:
    options = tuple(
        Option(id=one.id, label=f"{one.title}: {one.shown}", sets={"kappa": one.kappas[0]})
        for one in _chosen()
    )
    return (
        Choice(
            id="study",
            label="A published kappa",
            options=(*options, Option(id=OWN, label="Your own number")),
            value=options[0].id,
            otherwise=OWN,
        ),
        Range(
            id="kappa", label="Kappa", min=drawn.LEAST, max=drawn.MOST, step=0.01, value=kappa,
            digits=2, hint="0 is no better than chance, 1 is full agreement.",
        ),
        Range(
            id="share_percent", label="Each examiner calls positive", unit="of 100", min=10,
            max=90, step=1, value=SHARE, digits=0, hint="A made-up number, the same for both.",
        ),
    )  # fmt: skip


def _counts() -> tuple[Formula, ...]:
    people = model.PEOPLE
    other = f"share_percent * ({people} - share_percent) / {people}"
    return (
        Formula.of("one_way", f"floor((1 - kappa) * {other} + 0.5)"),
        Formula.of("both_yes", "share_percent - one_way"),
        Formula.of("both_no", f"{people} - share_percent - one_way"),
        Formula.of("differ", "2 * one_way"),
        Formula.of("agree", f"{people} - differ"),
        Formula.of("by_chance", f"{people} - 2 * floor({other} + 0.5)"),
        Formula.of("room", f"{people} - by_chance"),
        Formula.of("gain", "agree - by_chance"),
        Formula.of("short", "-gain"),
        Formula.of("above", "gain > 0"),
        Formula.of("level", "gain == 0"),
        Formula.of("below", "gain < 0"),
        Formula.of("agree_share", f"agree / {people}"),
        Formula.of("chance_share", f"by_chance / {people}"),
        Formula.of("up_to_differ", "both_yes + differ"),
    )


SPANS: dict[drawn.Kind, tuple[str, str]] = {
    "both_yes": ("0", "both_yes"),
    "differ": ("both_yes", "up_to_differ"),
    "both_no": ("up_to_differ", str(model.PEOPLE)),
}


def _rows() -> Iterator[Formula]:
    """Yield where each row's line of people starts and ends (see `sij.figures.board.row_ends`)."""
    for kind, (_, mark) in drawn.KINDS.items():
        beyond = row_ends(mark, 0, 0)
        for row in range(drawn.ROWS):
            for end, name, more in zip(("first", "last"), SPANS[kind], beyond, strict=True):
                shown = f"min(max({name} - {drawn.IN_A_ROW * row}, 0), {drawn.IN_A_ROW})"
                yield Formula.of(f"{kind}_{end}_{row}", f"{shown} + {more}")


def _people_tracks() -> Iterator[Track]:
    people = model.PEOPLE
    yield Text(parts=("title",), text=f"Each calls {{share_percent:0}} of {people} positive")
    for kind, (said, mark) in drawn.KINDS.items():
        name = kind.replace("_", "-")
        yield Text(parts=(f"count-{name}",), text=f"{said}: {{{kind}:0}}")
        for row in range(drawn.ROWS):
            ends = ((f"{kind}_first_{row}", row + 0.5), (f"{kind}_last_{row}", row + 0.5))
            yield Path(parts=row_parts(f"{name}-{row}", mark), frame="grid", points=ends)


def _bar_tracks() -> Iterator[Track]:
    yield Text(parts=("agree",), text=f"They agree on {{agree:0}} of {model.PEOPLE}")
    corners = ((0.0, 0.0), ("agree_share", 0.0), ("agree_share", 1.0), (0.0, 1.0))
    yield Path(parts=("bar-agree",), frame="bar", points=corners, closed=True)
    ends = tuple(("chance_share", y) for y in drawn.CHANCE)
    yield Path(parts=("chance",), frame="bar", points=ends)
    yield Text(parts=("by-chance",), text="By chance alone (dashed): {by_chance:0}")
    words = {
        "above": "Above chance: {gain:0} of the {room:0} still to gain",
        "level": "No more than chance gives",
        "below": "{short:0} fewer than chance gives",
    }
    for name, said in words.items():
        yield Text(parts=(f"gained-{name}",), text=said)
        yield Show(parts=(f"gained-{name}",), value=name)


def _chart_tracks() -> Iterator[Track]:
    yield Text(parts=("now",), text="Dashed: kappa now, {kappa:2}")
    for found in drawn.published():
        points = tuple(("kappa", y) for _, y in drawn.now_points(0))
        yield Path(parts=(f"now-{found.id}",), frame=drawn.frame_of(found), points=points)


def _regions() -> tuple[Region, ...]:
    return (
        Region(
            part="grid",
            label="One hundred runners, two examiners",
            text="Both examiners test everyone once and say yes or no. A disc: both say yes. A "
            "square: one says yes, the other no. A ring: both say no.",
        ),
        Region(
            part="track-agree",
            label="Agreement, and what chance gives",
            text="Two people who guess also agree on many, the more so when nearly everyone gets "
            "the same answer. Kappa leaves that part out: of what can still be gained above "
            "chance, it is the part that was gained. Counts are rounded to whole runners.",
        ),
        *(_group_region(k, title) for k, title in enumerate(drawn.groups())),
    )


_EXPLAINED = {
    0: ("The one-leg standing test was tried on each side: two marks.",),
    1: ("The PSIS is the bony bump at the back of the pelvis.",),
    2: ("A weighted kappa is a near relation of this one, not quite the same.",),
}


def _group_region(place: int, title: str) -> Region:
    rows = drawn.groups()[title]
    claims = tuple(dict.fromkeys(found.claim for found in rows))
    listed = (f"{drawn.named(found)}: kappa {found.shown}{_interval(found)}." for found in rows)
    return Region(
        part=f"group-{place}",
        label=title,
        text=" ".join([*map(said_with_caution, claims), *listed, *_EXPLAINED.get(place, ())]),
        claims=claims,
    )


def _interval(found: drawn.Published) -> str:
    if found.interval is None:
        return ""
    low, high = map(drawn.kappa_text, found.interval)
    return f" (95 % confidence interval {low} to {high}: the thin line)"


def _sentences() -> Iterator[Sentence]:
    yield Sentence.of(
        "Two examiners test 100 example runners, and each calls {share_percent:0} positive (a "
        "made-up number). At a kappa of {kappa:2} they agree on {agree:0}: both say yes to "
        "{both_yes:0}, both say no to {both_no:0}. They differ on {differ:0}."
    )
    yield Sentence.of("By chance alone they would agree on {by_chance:0}.")
    yield Sentence.of(
        "So they gain {gain:0} of the {room:0} that could be gained above chance.", "above"
    )
    yield Sentence.of("So they agree no more than chance gives.", "level")
    yield Sentence.of("So they agree on {short:0} fewer than chance gives.", "below")
    yield Sentence.of(
        "Agreeing on more than half sounds good, but guessing does it too.",
        "agree > 50 and gain <= 0",
    )


def _published_sentences() -> Iterator[Sentence]:
    for title, rows in drawn.groups().items():
        kind = title[0].lower() + title[1:]
        for found in rows:
            said = f"({kind}): {found.label}, kappa {found.shown}."
            if found.is_range:
                low, high = found.kappas
                when = f"kappa > {low - 0.005!r} and kappa < {high + 0.005!r}"
                yield Sentence.of(f"Inside a published range {said}", when)
            else:
                near = [f"abs(kappa - {each!r}) < 0.005" for each in found.kappas]
                yield Sentence.of(f"Published at this kappa {said}", " or ".join(near))


def _closing_sentences() -> Iterator[Sentence]:
    yield Sentence.of(
        "Agreement is not truth: two examiners can agree and both be wrong. The runners are made "
        "up."
    )
