"""The usual course as an interactive: two published curves, read at the measured weeks only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ... import evidence
from ...figures import usual_course as drawn
from ...figures.pen import Width
from ...models.plan import Curve, Point, curves, figures
from ...models.plan.data import read
from ..deeper import deeper_words
from ..interactive import Interactive, draw
from ..spec import (
    Formula,
    Play,
    Range,
    Readout,
    Region,
    Sentence,
    Show,
    Text,
    Toggle,
    Track,
    Transform,
)
from .start import at_start

NAME = "treatment-usual-course"
WIDTHS: Sequence[Width] = ("wide", "narrow")


def usual_course() -> Interactive:
    """Return the course of low back pain in groups, weeks 0 to 52."""
    pictures = draw(
        NAME,
        [(drawn.usual_course(w), {"room": w, "frames": drawn.frames(w)}) for w in WIDTHS],
    )
    tracks = tuple(_tracks())
    return Interactive(
        NAME,
        title="The usual course of low back pain",
        deeper=deeper_words(NAME),
        alt=_alt(),
        pictures=at_start(NAME, pictures, tracks, (), course_model(0)),
        controls=_controls(),
        quantities=tuple(_quantities()),
        tracks=tracks,
        readouts=tuple(
            Readout(
                id=f"{one.id}_pain",
                label=f"Last measured mean: {drawn.NAMES[one.id]}",
                unit="of 100",
                digits=0,
            )
            for one in curves()
        ),
        regions=tuple(_regions()),
        describe=tuple(_sentences()),
        play=Play(control="week", seconds=10, stops=tuple(map(float, drawn.weeks())), label="Play"),
        stacked=True,
        model=course_model,
        tolerance=1e-9,
    )


def course_model(week: float, **_: float) -> dict[str, float]:
    """Return what was measured last, by the interactive's names."""
    seen = [measured for measured in drawn.weeks() if measured <= week]
    found = {
        f"{one.id}_pain": next(p.pain for p in one.points if p.week == seen[-1]) for one in curves()
    }
    start = drawn.label_share(0)
    return found | {
        "last_week": float(seen[-1]),
        "measured": float(seen[-1] == week),
        "between": float(seen[-1] != week),
        "cursor": week / drawn.YEAR_WEEKS,
        "label": drawn.label_share(week) - start,
    }


def _alt() -> str:
    said = [f"{one.title}: {_told(one)}." for one in curves()]
    return (
        f"{' '.join(drawn.LOUD)} Two rows of marks with their 95 % intervals, joined by thin "
        f"lines. {' '.join(said)} Below, marks show when groups had recovered, and bars show "
        "pelvic girdle pain after a birth."
    )


def _told(one: Curve) -> str:
    return ", ".join(f"week {p.week}: {p.pain:g} ({p.low:g} to {p.high:g})" for p in one.points)


def _controls() -> tuple[Range | Toggle, ...]:
    return (
        Range(
            id="week", label="Week", min=0, max=drawn.YEAR_WEEKS, step=1, value=0, digits=0,
            hint="Step on goes to the next measured week.",
        ),
        Toggle(id="pgp", label="Pelvic girdle pain after a birth", parts=("pgp",)),
    )  # fmt: skip


def _quantities() -> Iterator[Formula]:
    yield Formula.of("last_week", _latest("week"))
    for one in curves():
        yield Formula.of(f"{one.id}_pain", _latest("pain", one))
    yield Formula.of("measured", "week == last_week")
    yield Formula.of("between", "1 - measured")
    low, high = drawn.LABEL_ENDS
    yield Formula.of("cursor", f"week / {drawn.YEAR_WEEKS}")
    yield Formula.of("label", f"min(max(cursor, {low}), {high}) - {drawn.label_share(0)!r}")


def _latest(what: str, one: Curve | None = None) -> str:
    """Return a formula for a curve's value at the last measured week."""
    points = (one or curves()[0]).points
    found = f"{float(getattr(points[0], what))}"
    for point in points[1:]:
        found = f"({float(getattr(point, what))} if week >= {point.week} else {found})"
    return found


def _tracks() -> Iterator[Track]:
    yield Transform(parts=("cursor",), frame="weeks", move=("cursor", 0.0))
    yield Transform(parts=("cursor-label",), frame="weeks", move=("label", 0.0))
    yield Text(parts=("cursor-week",), text="week {week:0}")
    yield Show(parts=("cursor-line",), value="measured")
    yield Show(parts=("between",), value="between")


# --- what a chosen part tells -----------------------------------------------------------------


def _regions() -> Iterator[Region]:
    for one in curves():
        yield Region(
            part=f"curve-{one.id}",
            label=f"{one.title}: the whole curve",
            text=f"{one.label}. {one.note} {_caution(one.claim)} The thin line only guides the "
            "eye: between the marks nobody measured.",
            claims=(one.claim,),
        )
        for point in one.points:
            yield _point(one, point)
    for count in drawn.recoveries():
        yield Region(
            part=f"recovery-{count.id}",
            label=count.said[:1].upper() + count.said[1:],
            text=f"{evidence.claim(count.claim).statement} {_caution(count.claim)}",
            claims=(count.claim,),
        )
    yield from _pgp_regions()


def _point(one: Curve, point: Point) -> Region:
    return Region(
        part=f"point-{one.id}-{point.week}",
        label=f"{one.title}, week {point.week}",
        text=f"Mean pain {point.pain:g} of 100, 95 % interval {point.low:g} to {point.high:g}. "
        f"{one.label}. The interval is about the mean of groups: single people differ much more.",
        claims=(one.claim,),
    )


def _pgp_regions() -> Iterator[Region]:
    for one in figures():
        interval = "" if one.low is None else f", 95 % interval {one.low:g} to {one.high:g}"
        yield Region(
            part=f"pgp-{one.id}",
            label=one.title,
            text=f"{one.percent:g} %{interval}. {one.label}. {_caution(one.claim)}",
            claims=(one.claim,),
            layer="pgp",
        )


def _caution(claim_id: str) -> str:
    caution = evidence.claim(claim_id).caution
    return f"Caution: {caution}" if caution else ""


# --- the live description ---------------------------------------------------------------------


def _sentences() -> Iterator[Sentence]:
    yield Sentence.of(" ".join(drawn.LOUD))
    for place, week in enumerate(drawn.weeks()):
        both = " and ".join(_at(one, place) for one in curves())
        yield Sentence.of(f"At week {week} the mean pain was {both}.", f"week == {week}")
    yield Sentence.of(
        "Week {week:0} lies between the measured weeks: no value. The thin lines only guide the "
        "eye. Last measured, at week {last_week:0}: {acute_pain:0} in new low back pain and "
        "{persistent_pain:0} in pain that had already lasted.",
        "between",
    )
    times = "; ".join(one.said for one in drawn.recoveries())
    yield Sentence.of(f"Counts of recovery, from other groups: {times}.")
    yield Sentence.of(_pgp_sentence(), "pgp")
    yield Sentence.of(read("prognosis.yaml")["gap"]["says"])


def _at(one: Curve, place: int) -> str:
    point = one.points[place]
    who = "in new low back pain" if one.id == "acute" else "in pain that had already lasted"
    return f"{point.pain:g} (95 % interval {point.low:g} to {point.high:g}) {who}"


def _pgp_sentence() -> str:
    said = "; ".join(
        f"{words}, {one.percent:g} %" for one, words in zip(figures(), drawn.PGP, strict=True)
    )
    return f"The bars show pelvic girdle pain after a birth, not in runners: {said}."
