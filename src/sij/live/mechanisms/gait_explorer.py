"""The gait-load explorer: your step beside your step with one change."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...figures.gait_explorer import (
    BAR_HALF_ROW,
    HIGHEST_BW,
    LAST_PRINT_M,
    LONGEST_MS,
    NOTES,
    PERCENT,
    PRINT_LONG_M,
    PRINTS,
    ROWS,
    Width,
    frames,
    gait_explorer_figure,
    row_places,
    sole,
)
from ...models.gait import facts
from ..deeper import deeper_words
from ..expression import parse
from ..interactive import Interactive, draw
from ..spec import (
    Choice,
    Control,
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
from .gait_explorer_numbers import (
    FASTEST_M_S,
    SLOWEST_M_S,
    explorer_model,
    explorer_quantities,
)

NAME = "mechanisms-explorer"
CURVE_STEPS = 24
SLOWEST_KMH, FASTEST_KMH = (round(3.6 * speed, 1) for speed in (SLOWEST_M_S, FASTEST_M_S))
#: Which rows are known for which change: none, step rate, speed, downhill, misstep.
KNOWN = {
    "peak": (1, 1, 1, 1, 0),
    "contact": (1, 1, 1, 0, 0),
    "fall": (1, 1, 1, 0, 0),
    "gmed": (1, 1, 0, 0, 0),
    "impact": (1, 0, 0, 1, 0),
    "braking": (1, 0, 0, 1, 0),
    "misstep": (0, 0, 0, 0, 1),
    "steps": (1, 1, 1, 0, 0),
    "dose": (1, 1, 1, 0, 0),
    "gmed_km": (1, 1, 0, 0, 0),
}
CLAIMS = {
    "peak": (facts.STANCE_FORCE, facts.SINE, facts.VALIDATION),
    "contact": (facts.STANCE_FORCE, "contact-flight-young-runners"),
    "fall": (facts.LEG_LENGTH, "step-rate-mechanics"),
    "foot": (facts.FOOT,),
    "gmed": (facts.MUSCLES,),
    "impact": (facts.DOWNHILL,),
    "braking": (facts.DOWNHILL,),
    "misstep": (facts.MISSTEP, "hip-contact-measured"),
    "steps": (facts.SINE,),
    "dose": (facts.MUSCLES,),
    "gmed_km": (facts.MUSCLES,),
}
WORDS = {
    "peak": "The highest point of the main hump of the ground force. On a slope of up to 9 degrees "
    "it did not change, so that is shown as no change.",
    "contact": "How long one foot stays down. The model is about 8 % short for recreational "
    "runners. What a slope does to it, studies do not agree on.",
    "fall": "How far the body's centre sinks while the foot is down.",
    "foot": "How far in front of the hip the foot lands. Measured at 3 m/s, between 75 and 95 "
    "strides a minute. Outside that it is not known.",
    "gmed": "The muscle at the side of the hip that keeps the pelvis level. Worked out by another "
    "model, from 30 runners, for 10 % fewer to 10 % more steps.",
    "impact": "The first, short spike of the ground force. Measured on the level and at 9 degrees "
    "down; between them a straight line is assumed.",
    "braking": "The largest backward push of the ground. Measured on the level and at 9 degrees "
    "down; between them a straight line is assumed.",
    "misstep": "The most that a stiff leg would meet after a drop that nobody saw coming. Unlike "
    "the other bars, this one is in percent of its own formula without a drop, not of your active "
    "peak. Real legs give way, so real peaks are lower.",
    "steps": "A kilometre divided by the length of a step.",
    "dose": "The active peaks of all steps of a kilometre, added up. It compares two ways to run; "
    "it is no load on any joint.",
    "gmed_km": "The muscle's peaks of all steps of a kilometre, added up.",
}


def explorer() -> Interactive:
    """Change one thing about a runner's step; see each step and each kilometre."""
    widths: tuple[Width, ...] = ("wide", "narrow")
    return Interactive(
        NAME,
        title="Your step, and your step with one change",
        deeper=deeper_words(NAME),
        alt=(
            "Two curves of the ground force in one step, footprints of two runners to scale, and "
            "bars that show in percent what one change does to a step and to a kilometre."
        ),
        pictures=draw(
            NAME, [(gait_explorer_figure(w), {"room": w, "frames": frames(w)}) for w in widths]
        ),
        controls=_controls(),
        quantities=(*explorer_quantities(), *_drawn()),
        tracks=tuple(_tracks()),
        readouts=_readouts(),
        regions=tuple(
            Region(part=f"row-{row.id}", label=row.label, text=WORDS[row.id], claims=CLAIMS[row.id])
            for row in ROWS
        ),
        describe=_sentences(),
        stacked=True,
        model=explorer_model,
        tolerance=1e-6,
    )


def _slider(id: str, label: str, unit: str, low: float, high: float, step: float,
            value: float, spoken: str = "", when: str | None = None,
            hint: str = "") -> Range:  # fmt: skip
    return Range(
        id=id, label=label, unit=unit, spoken=spoken or unit, min=low, max=high, step=step,
        value=value, compact=True, digits=0 if step >= 1 else 1, when=parse(when) if when else None,
        hint=hint,
    )  # fmt: skip


def _controls() -> tuple[Control, ...]:
    changes = ("Nothing yet", "More or fewer steps a minute", "Speed", "Downhill", "A misstep")
    return (
        _slider("speed_kmh", "Your speed", "km/h", 9, 20, 0.2, 10.8, "kilometres an hour"),
        _slider("rate_spm", "Your step rate", "/min", 150, 190, 1, 165, "steps a minute"),
        _slider("mass_kg", "Body mass", "kg", 45, 110, 1, 70, "kilograms"),
        _slider("height_cm", "Height", "cm", 150, 200, 1, 175, "centimetres"),
        Choice(
            id="sex",
            label="Whose measurements",
            value="mean",
            options=(
                Option(id="mean", label="Women's and men's mean"),
                Option(id="women", label="Women's"),
                Option(id="men", label="Men's"),
            ),
        ),
        Choice(
            id="change",
            label="Change one thing",
            value="none",
            options=tuple(
                Option(id=key, label=label)
                for key, label in zip(
                    ("none", "rate", "speed", "slope", "drop"), changes, strict=True
                )
            ),
        ),
        _slider("rate_change_percent", "Steps a minute, compared with yours", "%", -10, 10, 1, 10,
                "percent", "change == 1"),
        _slider("speed_change_kmh", "Speed, compared with yours", "km/h", -3, 3, 0.2, 2,
                "kilometres an hour", "change == 2",
                f"Studied speeds end at {SLOWEST_KMH:g} and {FASTEST_KMH:g} km/h in all."),
        _slider("slope_deg", "Slope (below zero is downhill)", "°", -9, 0, 1, -9,
                "degrees", "change == 3"),
        _slider("drop_cm", "Hidden drop", "cm", 0, 20, 1, 10, "centimetres", "change == 4"),
    )  # fmt: skip


def _drawn() -> Iterator[Formula | Table]:
    """What only the drawing needs: curves, prints and bars."""
    yield Formula.of("other_shown", "change == 1 or change == 2")
    yield Formula.of("nothing_shown", "change == 0")
    yield Formula.of("bars_shown", "change >= 3")
    for who, tag, suffix, shown in (("you", "1", "", "1"), ("other", "2", "2", "other_shown")):
        yield _hump(f"hump_{who}", f"peak{tag}_bw", f"contact{suffix}_ms")
        yield _band(f"band_{who}", f"peak{tag}_low_bw", f"peak{tag}_high_bw",
                    f"contact{suffix}_ms")  # fmt: skip
        for k in range(1, PRINTS):
            yield Formula.of(f"print_{who}_{k}_m", f"{k} * step{suffix}_length_m")
            yield _print(f"print_{who}_{k}", f"print_{who}_{k}_m", left=k % 2 == 1)
            inside = f"print_{who}_{k}_m < {LAST_PRINT_M - PRINT_LONG_M}"
            yield Formula.of(f"print_{who}_{k}_in", f"{shown} and {inside}")
    yield Formula.of("misstep_change_percent", "100 * (misstep_times - 1)")
    changes = list(range(5))
    for row in ROWS:
        if row.id == "foot":
            yield Formula.of("known_foot", "foot_studied")
        else:
            yield Table.sample(f"known_{row.id}", ["change"], [changes], KNOWN[row.id])
        value = f"{row.id}_change_percent"
        yield Formula.of(
            f"bar_{row.id}", f"known_{row.id} * min(max({value}, -{PERCENT}), {PERCENT})"
        )
        yield Formula.of(f"unknown_{row.id}", f"1 - known_{row.id}")


def _print(id: str, at_m: str, *, left: bool) -> Table:
    """A print's outline (m), carried along."""
    far_m, outline = 2 * LAST_PRINT_M, sole(left)
    points = np.stack([outline, np.add(outline, (far_m, 0.0))]).reshape(2, -1)
    return Table.sample(id, [at_m], [[0.0, far_m]], points)


def _arc() -> np.ndarray:
    return np.sin(np.pi * np.linspace(0, 1, CURVE_STEPS + 1))


def _hump(id: str, peak: str, contact: str) -> Table:
    """A half sine's points (ms, body weights): exact, as they are linear in peak and time."""
    peaks, times = np.array([0.0, 2 * HIGHEST_BW]), np.array([0.0, 2 * LONGEST_MS])
    points = np.zeros((2, 2, CURVE_STEPS + 1, 2))
    points[..., 0] = times[None, :, None] * np.linspace(0, 1, CURVE_STEPS + 1)
    points[..., 1] = peaks[:, None, None] * _arc()
    return Table.sample(id, [peak, contact], [peaks, times], points.reshape(2, 2, -1))


def _band(id: str, low: str, high: str, contact: str) -> Table:
    """The outline between two half sines, there and back."""
    peaks, times = np.array([0.0, 2 * HIGHEST_BW]), np.array([0.0, 2 * LONGEST_MS])
    count = CURVE_STEPS + 1
    points = np.zeros((2, 2, 2, 2 * count, 2))
    along = np.linspace(0, 1, count)
    points[..., 0] = times[None, None, :, None] * np.concatenate([along, along[::-1]])
    points[..., :count, 1] = peaks[:, None, None, None] * _arc()
    points[..., count:, 1] = peaks[None, :, None, None] * _arc()
    return Table.sample(
        id, [low, high, contact], [peaks, peaks, times], points.reshape(2, 2, 2, -1)
    )


def _tracks() -> Iterator[Track]:
    for who in ("you", "other"):
        yield Path(parts=(f"curve-{who}",), frame="curve", table=f"hump_{who}")
        yield Path(parts=(f"band-{who}",), frame="curve", table=f"band_{who}", closed=True)
        for k in range(1, PRINTS):
            part, outline = f"print-{who}-{k}", f"print_{who}_{k}"
            yield Path(parts=(part,), frame=f"prints-{who}", table=outline, closed=True)
            yield Show(parts=(part,), value=f"{outline}_in")
    others = ("curve-other", "band-other", "prints-other", "print-other-0", "other-runner")
    yield Show(parts=others, value="other_shown")
    for name, lines in NOTES.items():
        yield Show(parts=(f"note-{name}",), value=f"{name}_shown")
        for k, text in enumerate(lines):
            yield Text(parts=(f"{name}-{k}",), text=text)
    for row in ROWS:
        top, bottom = (row_places()[row.id] + side * BAR_HALF_ROW for side in (-1, 1))
        end = f"bar_{row.id}"
        yield Path(
            parts=(end.replace("_", "-", 1),), frame="bars", closed=True,
            points=((0.0, top), (end, top), (end, bottom), (0.0, bottom)),
        )  # fmt: skip
        value = f"{{{row.id}_change_percent:s1}} %"
        yield Text(parts=(f"value-{row.id}",), text=value)
        for kind in ("known", "unknown"):
            yield Show(parts=(f"shown-{row.id}-{kind}",), value=f"{kind}_{row.id}")


def _readouts() -> tuple[Readout, ...]:
    return (
        Readout(id="peak_bw", label="Your active peak", unit="body weights", digits=2,
                note="Measured peaks are likely 1 to 10 % higher: the model has no impact peak."),
        Readout(id="peak_n", label="That is", unit="N", digits=0),
        Readout(id="contact_ms", label="Time on the ground", unit="ms", digits=0),
        Readout(id="steps_per_km", label="Steps in a kilometre", digits=0),
        Readout(id="index_bw", label="Share above the joint", unit="body weights", digits=2,
                note="An index for comparing steps. It is not the force in the joint: muscles "
                "add to that one, and nobody has measured it in a runner."),
    )  # fmt: skip


def _sentences() -> tuple[Sentence, ...]:
    return (
        Sentence.of(
            "Your active peak is {peak_bw:2} body weights, and you take {steps_per_km:0} steps in "
            "a kilometre."
        ),
        Sentence.of("Choose one thing to change, and compare.", "change == 0"),
        Sentence.of(
            "At {rate2_spm:0} steps a minute the active peak of each step changes by "
            "{peak_change_percent:s1} %. The number of steps changes too, and the peaks of a whole "
            "kilometre change by {dose_change_percent:s1} %.",
            "change == 1",
        ),
        Sentence.of("So what each step saves, the extra steps spend again.",
                    "change == 1 and rate_change_percent > 0"),
        Sentence.of(
            "The peaks of gluteus medius change by {gmed_change_percent:s1} % each step and by "
            "{gmed_km_change_percent:s1} % over a kilometre.",
            "change == 1",
        ),
        Sentence.of(
            f"Studied speeds end at {SLOWEST_KMH:g} and {FASTEST_KMH:g} km/h. What you asked for "
            "lies beyond, so the second runner stops at that end and the numbers stop there, too.",
            "change == 2 and speed_held",
        ),
        Sentence.of(
            "With this speed the active peak changes by {peak_change_percent:s1} %. Steps get "
            "longer or shorter at the same step rate, so a kilometre takes {steps2_per_km:0} of "
            "them, and its peaks change by {dose_change_percent:s1} %.",
            "change == 2",
        ),
        Sentence.of(
            "At {slope_deg}° the impact peak grows by {impact_change_percent:s0} % and the braking "
            "peak by {braking_change_percent:s0} %. The active peak did not change in the study.",
            "change == 3",
        ),
        Sentence.of(
            "After a hidden drop of {drop_cm} cm a stiff leg would meet at most {misstep_bw:1} "
            "body weights, {misstep_times:1} times what the same formula gives without a drop. "
            "It is one step, and an upper bound. Its bar compares these two, and not your active "
            "peak.",
            "change == 4",
        ),
        Sentence.of(
            "No study has shown that any of these changes brings on sacroiliac pain, or ends it."
        ),
    )  # fmt: skip
