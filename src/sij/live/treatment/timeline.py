"""The timeline as an interactive: a day cursor, bars to choose, and the article's plan over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ... import evidence
from ...figures import timeline as drawn
from ...figures.pen import Width
from ..deeper import deeper_words
from ..interactive import Interactive, draw
from ..spec import (
    Formula,
    Opacity,
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
    Word,
)
from .start import at_start

NAME = "treatment-timeline"
WIDTHS: Sequence[Width] = ("wide", "narrow")
START_DAY = 3
PALE = 0.35
LISTS: dict[drawn.GroupId, str] = {
    "do": "To do:",
    "ask": "To ask about first:",
    "specialist": "Only with a specialist:",
}
_WORDS = (
    (0, "the first day"), (1, "first week"), (7, "second week"), (14, "third week"),
    (21, "up to six weeks"), (42, "up to twelve weeks"), (84, "up to half a year"),
    (182, "second half of the year"),
)  # fmt: skip


def key(bar: drawn.Bar) -> str:
    """Return a row's id as part of a quantity's name."""
    return bar.id.replace("-", "_")


def open_bars() -> tuple[drawn.Bar, ...]:
    """Return the bars that open and close by their days: all but the warning signs."""
    return tuple(bar for bar in drawn.bars().values() if bar.drawn and bar.group != "screen")


def timeline() -> Interactive:
    """Return the treatment timeline, days 0 to 365."""
    controls, quantities, tracks = _controls(), tuple(_quantities()), tuple(_tracks())
    pictures = draw(
        NAME,
        [
            (drawn.timeline(w, START_DAY), {"room": w, "frames": drawn.frames(w)})
            for w in WIDTHS
        ],
    )  # fmt: skip
    values = timeline_model(START_DAY) | {
        f"strong_{key(bar)}": 1.0 if is_open(bar, START_DAY) else PALE for bar in open_bars()
    }
    toggles = [part for part in controls if isinstance(part, Toggle)]
    return Interactive(
        NAME,
        title="The treatment timeline",
        deeper=deeper_words(NAME),
        alt=_alt(),
        pictures=at_start(NAME, pictures, tracks, toggles, values),
        controls=controls,
        quantities=quantities,
        tracks=tracks,
        readouts=(
            Readout(
                id="open_now", label="Bars that hold this day, besides the warning signs", digits=0
            ),
        ),
        regions=tuple(map(_region, _in_order())),
        describe=tuple(_sentences()),
        play=Play(control="day", seconds=16, stops=tuple(map(float, drawn.TICKS)), label="Play"),
        stacked=True,
        model=timeline_model,
        tolerance=1e-9,
    )


def is_open(bar: drawn.Bar, day: float) -> bool:
    """Return whether a row's usual days hold a day."""
    row = bar.row
    return row.from_day <= day and (row.to_day is None or day <= row.to_day)


def timeline_model(day: float, **_: float) -> dict[str, float]:
    """Return which rows of `sij.models.plan` hold a day, by the interactive's names."""
    found = {f"open_{key(bar)}": float(is_open(bar, day)) for bar in open_bars()}
    return found | {
        "open_now": sum(found.values()),
        "cursor": drawn.share(day) - drawn.share(START_DAY),
        "label": drawn.label_share(day) - drawn.label_share(START_DAY),
    }


def _alt() -> str:
    said = []
    for group, bars in drawn.groups():
        names = "; ".join(f"{bar.row.title}, {bar.span}" for bar in bars)
        said.append(f"{drawn.HEADINGS[group] or 'Before everything else'}: {names}.")
    return (
        "A timeline of a year, stretched at the start, with a bar for each thing that people do. "
        f"Patterns and words tell the strength of the evidence. {' '.join(said)}"
    )


def _controls() -> tuple[Range | Toggle, ...]:
    return (
        Range(
            id="day", label="Day of the pain", min=0, max=drawn.LAST_DAY, step=1,
            value=START_DAY, digits=0,
            words=tuple(Word(start=start, text=text) for start, text in _WORDS),
            hint="Day 0 is the first day of pain. Step on goes to the next mark of the scale.",
        ),
        Toggle(
            id="article", label="Lay the article's plan over it", value=False,
            parts=tuple(f"article-{bar.id}" for bar in drawn.bars().values() if bar.article),
        ),
    )  # fmt: skip


def _quantities() -> Iterator[Formula]:
    for bar in open_bars():
        row = bar.row
        holds = f"day >= {row.from_day}"
        if row.to_day is not None:
            holds += f" and day <= {row.to_day}"
        yield Formula.of(f"open_{key(bar)}", holds)
        yield Formula.of(f"strong_{key(bar)}", f"1 if open_{key(bar)} else {PALE}")
    for group in LISTS:
        yield from _still_to_say(group)
    yield Formula.of("open_now", " + ".join(f"open_{key(bar)}" for bar in open_bars()))
    scale = f"ln(1 + day / {drawn.STRETCH_DAYS}) / ln({1 + drawn.LAST_DAY / drawn.STRETCH_DAYS})"
    low, high = drawn.LABEL_ENDS
    yield Formula.of("at", scale)
    yield Formula.of("cursor", f"at - {drawn.share(START_DAY)!r}")
    start = drawn.label_share(START_DAY)
    yield Formula.of("label", f"min(max(at, {low}), {high}) - {start!r}")


def _of(group: drawn.GroupId) -> list[drawn.Bar]:
    return [bar for bar in open_bars() if bar.group == group]


def _still_to_say(group: drawn.GroupId) -> Iterator[Formula]:
    """Yield, from the last row back, how many open rows of a group come from here on."""
    after = "0"
    for bar in reversed(_of(group)):
        yield Formula.of(f"left_{key(bar)}", f"open_{key(bar)} + {after}")
        after = f"left_{key(bar)}"


def _tracks() -> Iterator[Track]:
    for bar in open_bars():
        yield Opacity(parts=(f"bar-{bar.id}",), value=f"strong_{key(bar)}")
        yield Show(parts=(f"open-{bar.id}",), value=f"open_{key(bar)}")
    yield Transform(parts=("cursor",), frame="days", move=("cursor", 0.0))
    yield Transform(parts=("cursor-label",), frame="days", move=("label", 0.0))
    yield Text(parts=("cursor-day",), text="day {day:0}")


# --- what a chosen row tells ------------------------------------------------------------------


def _in_order() -> Iterator[drawn.Bar]:
    for _, bars in drawn.groups():
        yield from bars


def _region(bar: drawn.Bar) -> Region:
    row = bar.row
    safety = (claim for line in row.safety for claim in line.claims)
    return Region(
        part=f"row-{bar.id}",
        label=row.title,
        text=row.never or "These are usual days. The conditions decide, whatever the day.",
        facts=tuple(_facts(bar)),
        claims=tuple(dict.fromkeys((row.claim, *bar.studies, *safety))),
        group=drawn.HEADINGS[bar.group],
    )


def _facts(bar: drawn.Bar) -> Iterator[tuple[str, str]]:
    row = bar.row
    yield "Who", f"{_capital(row.who)}."
    if bar.drawn:
        yield "Usual days", f"{_capital(bar.span)}."
        yield "Starts when", f"{_capital(row.start_when)}."
        if row.stop_when != "not stated":
            yield "Stops when", f"{_capital(row.stop_when)}."
    yield "The article says", _article_says(bar)
    studies = " ".join(evidence.claim(one).statement for one in bar.studies)
    yield "Studies say", studies
    yield "How large", bar.effect.text
    yield "Strength of the evidence", f"{_capital(drawn.GRADES[row.strength])}."
    if caution := evidence.claim(row.claim).caution:
        yield "Caution", caution
    yield "Mind", " ".join(row.safety_lines)


def _article_says(bar: drawn.Bar) -> str:
    planned = [overlay.row for overlay in bar.article]
    told = tuple(dict.fromkeys((*planned, *bar.row.article)))
    if bar.id in NOT_IN_ARTICLE:
        return "Nothing on this."
    return " ".join(f"{row}: {evidence.article_row(row).says}" for row in told)


NOT_IN_ARTICLE = ("rf",)
"""Rows whose claim says that the article leaves them out."""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- the live description ---------------------------------------------------------------------


def _sentences() -> Iterator[Sentence]:
    yield Sentence.of(
        f"On day {{day:0}} of the pain, {{open_now:0}} of {len(open_bars())} bars are open by "
        "their usual days."
    )
    for group, lead in LISTS.items():
        yield from _listed(group, lead)
    yield from _next()
    running = [f"open_{key(bar)}" for bar in open_bars() if bar.row.running]
    yield Sentence.of(
        "What has an asterisk waits, whatever the day, until a physician has ruled out a bone "
        "stress injury.",
        " + ".join(running),
    )
    yield Sentence.of(
        "No day is a promise: conditions decide, nobody has a date for one person, and a warning "
        "sign ends the timeline at once."
    )
    yield Sentence.of(
        "The article's plan lies over it in dashed boxes with the article's row numbers. It names "
        "days only for ice, in the first week, and for heat after it.",
        "article",
    )


def _listed(group: drawn.GroupId, lead: str) -> Iterator[Sentence]:
    """Name the open rows of a group; the last one ends the sentence."""
    some = _of(group)
    yield Sentence.of(lead, f"left_{key(some[0])}")
    for bar in some:
        last = f"left_{key(bar)} == 1 and open_{key(bar)}"
        more = f"left_{key(bar)} > 1 and open_{key(bar)}"
        yield Sentence.of(f"{said(bar)};", more)
        yield Sentence.of(f"{said(bar)}.", last)


def said(bar: drawn.Bar) -> str:
    """Return a row's name as it stands inside a sentence."""
    return bar.short[:1].lower() + bar.short[1:]


def _next() -> Iterator[Sentence]:
    days = sorted({bar.row.from_day for bar in open_bars()})
    for before, day in pairwise(days):
        names = "; ".join(said(bar) for bar in open_bars() if bar.row.from_day == day)
        when = f"day >= {before} and day < {day}"
        yield Sentence.of(f"Next by its usual days, from day {day}: {names}.", when)
    yield Sentence.of("No other bar begins within the year.", f"day >= {days[-1]}")
