"""Twelve weeks of an example runner: two rules that mark different weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...figures import training as drawn
from ...figures.pen import Width
from ...models import training as model
from ...models.gait.guards import Limits
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
    Source,
    Text,
    Track,
)

NAME = "mechanisms-training"
WEEKS = range(1, model.WEEKS + 1)
OWN = "own"


@dataclass(frozen=True)
class Preset:
    """A ready-made plan: the longest run of each week and the other running, km."""

    id: str
    label: str
    longest_km: tuple[int, ...]
    other_km: int
    other_added_km: int

    def sets(self) -> dict[str, float]:
        """Return the sliders' values."""
        runs = {long_id(week): float(km) for week, km in zip(WEEKS, self.longest_km, strict=True)}
        return runs | {"other_km": self.other_km, "other_added_km": self.other_added_km}


_TEN_PER_CENT_KM = (10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22)
_SAW_TOOTH_KM = (12, 13, 14, 10, 14, 15, 16, 11, 16, 17, 18, 12)
PRESETS = (
    Preset("ten_per_cent", "Up to ten per cent a week", _TEN_PER_CENT_KM, 20, 2),
    Preset("saw_tooth", "Saw-tooth", _SAW_TOOTH_KM, 15, 0),
    Preset("big_sunday", "One big Sunday", (14,) * 6 + (20,) + (14,) * 5, 56, 0),
    Preset("many_short", "Many short runs added", (12,) * 12, 12, 4),
)


def long_id(week: int) -> str:
    """Return the control that holds a week's longest run."""
    return f"long_{week}_km"


def training() -> Interactive:
    """Plan twelve weeks and see which weeks two rules mark."""
    first = PRESETS[0]
    plan = model.plan(first.longest_km, model.other_km(first.other_km, first.other_added_km))
    widths: Sequence[Width] = ("wide", "narrow")
    return Interactive(
        NAME,
        title="Twelve weeks, two rules",
        deeper=deeper_words(NAME),
        alt=(
            "A bar for each of twelve weeks: the longest run, and all other running on top of it. "
            "Lines mark 10 percent above the longest run of the 30 days before and 10 percent "
            "above the week before. Triangles and diamonds below the bars mark weeks that are "
            "over. At the foot stand the hazard ratios of one study, with their intervals."
        ),
        pictures=draw(
            NAME,
            [
                (drawn.training_figure(w, plan), {"room": w, "to_svg": drawn.to_svg(w)})
                for w in widths
            ],
        ),
        controls=(_presets(), *_sliders(first)),
        quantities=(*_weeks(), *_sums()),
        tracks=(*_scale(), *(track for week in WEEKS for track in _week_tracks(week))),
        readouts=(
            Readout(id="run_marks", label="Weeks marked by the single-run rule", digits=0),
            Readout(id="week_marks", label="Weeks marked by the ten per cent rule", digits=0),
            Readout(id="largest_jump", label="Largest jump of a single run", unit="%", digits=1),
        ),
        regions=_regions(),
        describe=_sentences(),
        stacked=True,
        model=training_model,
        tolerance=1e-6,
    )


def training_model(**controls: float) -> dict[str, float]:
    """The exact plan of `sij.models.training`, by the interactive's names."""
    other = model.other_km(controls["other_km"], controls["other_added_km"])
    plan = model.plan([controls[long_id(week)] for week in WEEKS], other)
    found = {
        "run_marks": float(plan.run_marks),
        "week_marks": float(plan.week_marks),
        "largest_jump": float(plan.largest_jump_percent),
    }
    for k, week in enumerate(WEEKS):
        found |= {
            f"total_{week}_km": float(plan.total_km[k]),
            f"before_{week}_km": float(plan.longest_before_km[k]),
            f"jump_{week}": float(plan.jump_percent[k]),
            f"step_{week}": float(plan.jump_step[k]),
            f"rise_{week}": float(plan.rise_percent[k]),
            f"over_{week}": float(plan.week_marked[k]),
        }
    return found


def _presets() -> Choice:
    options = [Option(id=preset.id, label=preset.label, sets=preset.sets()) for preset in PRESETS]
    return Choice(
        id="plan",
        label="Plan of an example runner",
        value=PRESETS[0].id,
        options=(*options, Option(id=OWN, label="One that you make up")),
        otherwise=OWN,
        hint="Long run 1 is the longest run of week 1, and so on, always on the same weekday. "
        "Other runs start in week 1 and change by what is added weekly. The first plan adds about "
        "the same distance each week: ten per cent at first, then less and less of a growing week.",
    )


def _sliders(first: Preset) -> Iterator[Range]:
    for week, km in zip(WEEKS, first.longest_km, strict=True):
        yield _slider(long_id(week), f"Long run {week}", model.LONGEST, km)
    yield _slider("other_km", "Other runs", model.OTHER, first.other_km)
    yield _slider("other_added_km", "Added weekly", model.ADDED, first.other_added_km)


def _slider(id: str, label: str, limits: Limits, value: float) -> Range:
    return Range(
        id=id,
        label=label,
        unit=limits.unit,
        spoken="kilometres",
        min=limits.low,
        max=limits.high,
        step=1,
        value=value,
        digits=0,
        compact=True,
    )


def _weeks() -> Iterator[Formula]:
    for week in WEEKS:
        long, last = long_id(week), max(week - 1, 1)
        yield Formula.of(f"extra_{week}_km", f"max(other_km + other_added_km * {week - 1}, 0)")
        yield Formula.of(f"total_{week}_km", f"{long} + extra_{week}_km")
        runs = (long_id(max(week - back, 1)) for back in range(1, model.WEEKS_BEFORE + 1))
        yield Formula.of(f"before_{week}_km", f"max({', '.join(runs)})")
        yield Formula.of(f"jump_{week}", f"100 * {long} / before_{week}_km - 100")
        for place, step in enumerate(model.steps(), start=1):
            over = f"100 * {long} > {100 + step.over_percent} * before_{week}_km"
            yield Formula.of(f"step_{week}_{place}", over)
        yield Formula.of(f"step_{week}", f"step_{week}_1 + step_{week}_2 + step_{week}_3")
        yield Formula.of(f"rise_{week}", f"100 * total_{week}_km / total_{last}_km - 100")
        limit = 100 + model.RULE_PERCENT
        yield Formula.of(f"over_{week}", f"100 * total_{week}_km > {limit} * total_{last}_km")


def _sums() -> Iterator[Formula]:
    yield Formula.of("run_marks", " + ".join(f"step_{week}_1" for week in WEEKS))
    yield Formula.of("week_marks", " + ".join(f"over_{week}" for week in WEEKS))
    yield Formula.of("largest_jump", f"max({', '.join(f'jump_{week}' for week in WEEKS)})")
    for place in (1, 2, 3):
        steps = (f"step_{week} == {place}" for week in WEEKS)
        yield Formula.of(f"in_step_{place}", f"max({', '.join(steps)})")
    yield Formula.of("peak_km", f"max({', '.join(f'total_{week}_km' for week in WEEKS)})")
    step = drawn.SCALE_STEP_KM
    yield Formula.of("top_km", f"-{step} * floor(-peak_km * 1.1 / {step})")
    for tick in range(drawn.TICKS + 1):
        yield Formula.of(f"tick_{tick}", f"top_km * {tick} / {drawn.TICKS}")
    for week in WEEKS:
        yield from _heights(week)


def _heights(week: int) -> Iterator[Formula]:
    """Where a week's bars, limits and marks stand in the scene."""
    last = max(week - 1, 1)
    yield Formula.of(f"long_top_{week}", f"{long_id(week)} / top_km")
    yield Formula.of(f"total_top_{week}", f"total_{week}_km / top_km")
    yield Formula.of(f"run_limit_{week}", f"1.1 * before_{week}_km / top_km")
    yield Formula.of(f"week_limit_{week}", f"1.1 * total_{last}_km / top_km")
    for place in range(3):
        foot, rise = drawn.RUN_Y + drawn.RUN_STEP * place, drawn.TRIANGLE[1]
        tip = f"{foot} + {rise} * step_{week}_{place + 1}"
        yield Formula.of(f"triangle_{week}_{place}_tip", tip)
    rise = drawn.DIAMOND[1]
    yield Formula.of(f"diamond_{week}_top", f"{drawn.WEEK_Y} + {rise} * over_{week}")
    yield Formula.of(f"diamond_{week}_foot", f"{drawn.WEEK_Y} - {rise} * over_{week}")


def _scale() -> Iterator[Track]:
    for tick in range(drawn.TICKS + 1):
        yield Text(parts=(f"tick-{tick}",), text=f"{{tick_{tick}:0}}")


def _week_tracks(week: int) -> Iterator[Track]:
    left, right = week - drawn.BAR, week + drawn.BAR
    for part, low, high in (
        ("long", 0.0, f"long_top_{week}"),
        ("other", f"long_top_{week}", f"total_top_{week}"),
    ):
        corners: tuple[tuple[Source, Source], ...] = (
            (left, low), (left, high), (right, high), (right, low)
        )  # fmt: skip
        yield Path(parts=(f"{part}-{week}",), points=corners, closed=True)
    for rule in ("run", "week"):
        height = f"{rule}_limit_{week}"
        ends = ((week - drawn.LIMIT, height), (week + drawn.LIMIT, height))
        yield Path(parts=(f"{rule}-limit-{week}",), points=ends)
    half = drawn.TRIANGLE[0]
    for place in range(3):
        foot, tip = drawn.RUN_Y + drawn.RUN_STEP * place, f"triangle_{week}_{place}_tip"
        triangle = ((week - half, foot), (week + half, foot), (float(week), tip))
        yield Path(parts=(f"run-{week}-{place + 1}",), points=triangle, closed=True)
    half, middle = drawn.DIAMOND[0], drawn.WEEK_Y
    diamond = (
        (week - half, middle), (float(week), f"diamond_{week}_top"),
        (week + half, middle), (float(week), f"diamond_{week}_foot"),
    )  # fmt: skip
    yield Path(parts=(f"week-{week}",), points=diamond, closed=True)


def _regions() -> tuple[Region, ...]:
    graded, standard = model.trial_percents()
    return (
        Region(
            part="run-title",
            label="The single-run rule",
            text="One study of groups of runners: more overuse injuries when a single run was "
            "more than 10 % longer than the longest of the past 30 days. Runners reported the "
            "injuries themselves, at any site of the body; none was tied to this joint.",
            claims=(model.SPIKE,),
        ),
        Region(
            part="week-title",
            label="The ten per cent rule",
            text=f"In a trial with new runners {graded:g} % were injured on a graded plan built "
            f"on this rule and {standard:g} % on a standard plan. Another study of new runners "
            "saw no change in all injuries together after larger weekly jumps.",
            claims=(model.TRIAL, "training-weekly-progression"),
        ),
        Region(
            part="study-title",
            label="What the study saw",
            text="A hazard ratio says how many times as fast injuries came as after runs at most "
            "10 % longer. The middle step is not higher than the first, so this is no smooth "
            "dose. The acute:chronic ratio ran the other way. Reviews cannot yet tell which "
            "training errors cause injuries.",
            claims=(model.SPIKE, "training-errors-unclear"),
        ),
    )


def _sentences() -> tuple[Sentence, ...]:
    return (
        *_listed("run_marks", "The single-run rule", "step_{week} > 0", "jump_{week}"),
        *_listed("week_marks", "The ten per cent rule", "over_{week}", "rise_{week}"),
        Sentence.of(
            "Neither rule marks a week. That does not show that the plan is safe.",
            "run_marks + week_marks == 0",
        ),
        Sentence.of(
            "Only the single-run rule marks a week here.", "run_marks > 0 and week_marks == 0"
        ),
        Sentence.of(
            "Only the ten per cent rule marks a week here. The study under the bars "
            "saw no link of injury with week-to-week change.",
            "week_marks > 0 and run_marks == 0",
        ),
        *(_step_sentence(place, step) for place, step in enumerate(model.steps(), start=1)),
        Sentence.of(
            "These are rates in groups of runners, reported by themselves, at any site of the "
            "body: no forecast for one runner, and nothing about this joint.",
            "run_marks > 0",
        ),
        Sentence.of("Of the time before week 1 nothing is known: it is taken to be like week 1."),
    )


def _listed(count: str, rule: str, when: str, percent: str) -> Iterator[Sentence]:
    """Name the weeks that a rule marks, each with its percent."""
    yield Sentence.of(f"{rule} marks", f"{count} > 0")
    for week in WEEKS:
        name = percent.format(week=week)
        yield Sentence.of(f"week {week} (+{{{name}:1}} %);", when.format(week=week))
    yield Sentence.of(f"{{{count}:0}} of {model.WEEKS} in all.", f"{count} > 0")


def _step_sentence(place: int, step: model.Step) -> Sentence:
    over, up_to = step.over_percent, step.up_to_percent
    run = f"{over:g} to {up_to:g} % longer" if up_to else "more than twice as long"
    return Sentence.of(
        f"After a run {run} the study saw {step.hazard_ratio:.2f} times the rate of overuse injury "
        f"(95 % interval {step.low:.2f} to {step.high:.2f}), against runs at most 10 % longer.",
        f"in_step_{place}",
    )
