"""Two charts of chapter 4: how the pain began in patients, and the gait model against measurements.

Every number comes from a claim or from `sij.models.gait`, which reads it from claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ... import evidence
from ...figures.gait_check import (
    LEG_FORCE,
    TIMES,
    VALIDATION,
    Check,
    ForcePoint,
    check_numbers,
    checks,
    describe_gait_check,
    force_points,
    gait_check_chart,
    off_words,
    step_times,
)
from ...figures.onset import (
    CLAIM,
    Group,
    describe_onset,
    groups,
    onset_chart,
    patients,
    share_words,
)
from ...figures.pen import Width
from ...models.gait import facts
from ..deeper import deeper_words
from ..interactive import Interactive, draw
from ..spec import Choice, Formula, Opacity, Option, Region, Sentence

FADED = 0.18
WIDTHS: Sequence[Width] = ("wide", "narrow")
_Options = Sequence[tuple[str, str]]


def _bring_out(control: str, options: _Options) -> Choice:
    return Choice(
        id=control,
        label="Bring out",
        value=options[0][0],
        options=tuple(Option(id=key, label=label) for key, label in options),
    )


def _place(options: _Options, wanted: str) -> int:
    return [key for key, _ in options].index(wanted)


def _clear_in(quantity: str, control: str, places: Iterable[int]) -> Formula:
    """Return an opacity: clear at the first option and at the given ones, else faded."""
    clear = f"{control} == 0"
    for place in places:
        clear = f"({clear} or {control} == {place})"
    return Formula.of(quantity, f"1 if {clear} else {FADED}")


def _caution(claim_id: str) -> str:
    caution = evidence.claim(claim_id).caution
    return f"Caution: {caution}" if caution else ""


# --- how it began -----------------------------------------------------------------------------

WHOM: _Options = (
    ("all", "All"),
    ("accident", "An accident or a fall"),
    ("repeated", "Repeated load"),
    ("running", "Of these, running"),
    ("none", "No reason found"),
)


def onset() -> Interactive:
    """Return one figure for each patient with injection-proven pain, grouped by how it began."""
    name = "mechanisms-onset"
    clear = _onset_clear()
    return Interactive(
        name,
        title=f"How it began in {patients()} patients",
        deeper=deeper_words(name),
        alt=describe_onset().replace("\n", " "),
        pictures=draw(name, [(onset_chart(width), {"room": width}) for width in WIDTHS]),
        controls=(_bring_out("whom", WHOM),),
        quantities=tuple(
            _clear_in(_quantity(part), "whom", (_place(WHOM, key) for key in keys))
            for part, keys in clear.items()
        ),
        tracks=tuple(Opacity(parts=(part,), value=_quantity(part)) for part in clear),
        regions=_onset_regions(),
        describe=_onset_sentences(),
        stacked=True,
    )


def _quantity(part: str) -> str:
    return f"{part.replace('-', '_')}_opacity"


def _onset_clear() -> dict[str, tuple[str, ...]]:
    """Return, for each part, the options that bring it out (besides "all")."""
    clear: dict[str, tuple[str, ...]] = {}
    for group in groups():
        clear[f"heading-{group.id}"] = (group.id,)
        for kind in group.kinds:
            also = ("running",) if kind.id == "running" else ()
            clear[f"onset-{kind.id}"] = (group.id, *also)
    clear["heading-repeated"] += ("running",)
    return clear


def _onset_regions() -> tuple[Region, ...]:
    found = []
    for group in groups():
        found.append(_onset_region(f"heading-{group.id}", group.label, _group_text(group)))
        for kind in group.kinds:
            text = f"{kind.count} of {patients()} patients."
            label = f"{kind.count} {kind.label} ({group.label.lower()})"
            found.append(_onset_region(f"onset-{kind.id}", label, text))
    return tuple(found)


def _onset_region(part: str, label: str, text: str) -> Region:
    return Region(part=part, label=label, text=f"{text} {_caution(CLAIM)}", claims=(CLAIM,))


def _group_text(group: Group) -> str:
    """Return a group's share, and a word where the printed percentage is not the count's."""
    exact = 100 * group.count / patients()
    text = f"{share_words(group)} of the patients."
    if round(exact) == group.percent:
        return text
    return f"{text} The study prints {group.percent:g} %; the count gives {exact:.1f} %."


def _onset_sentences() -> tuple[Sentence, ...]:
    accident, repeated, none = groups()
    crashes, falls, others = accident.kinds
    running = repeated.kinds[0]
    all_of = patients()
    return (
        Sentence.of(
            f"Of {all_of} patients, {accident.count} ({accident.percent:g} %) told of an accident "
            f"or a fall, {repeated.count} ({repeated.percent:g} %) of repeated load, and in "
            f"{none.count} ({none.percent:g} %) no reason was found.",
            "whom == 0",
        ),
        Sentence.of(
            f"{share_words(accident)} told of an accident or a fall: {crashes.count} car crashes, "
            f"{falls.count} falls on the buttock and {others.count} of another kind.",
            "whom == 1",
        ),
        Sentence.of(
            f"{share_words(repeated)} told of a load that added up. "
            f"{running.count} of them named running.",
            "whom == 2",
        ),
        Sentence.of(
            f"{running.count} of {all_of} named running. These patients were not picked as "
            "runners, so this does not tell how often running starts such pain in runners.",
            "whom == 3",
        ),
        Sentence.of(
            f"{share_words(none)} could name nothing. That is what the article says too: "
            "sometimes there is no reason that anyone can find.",
            "whom == 4",
        ),
        Sentence.of("They were sent to a spine centre, and they told what they remembered."),
    )


# --- the gait model against measurements ------------------------------------------------------

WHICH: _Options = (
    ("all", "All three"),
    ("force", "Peak force"),
    ("check", "The authors' check"),
    ("times", "Times"),
)


def measured() -> Interactive:
    """Return the gait model against what was measured, misses included."""
    name = "mechanisms-measured"
    panels = [key for key, _ in WHICH[1:]]
    return Interactive(
        name,
        title="The model against what was measured",
        deeper=deeper_words(name),
        alt=describe_gait_check().replace("\n", " "),
        pictures=draw(name, [(gait_check_chart(width), {"room": width}) for width in WIDTHS]),
        controls=(_bring_out("which", WHICH),),
        quantities=tuple(
            _clear_in(f"{panel}_opacity", "which", [_place(WHICH, panel)]) for panel in panels
        ),
        tracks=tuple(
            Opacity(parts=(f"panel-{panel}",), value=f"{panel}_opacity") for panel in panels
        ),
        regions=(*_force_regions(), *map(_check_region, checks()), *_times_regions()),
        describe=_measured_sentences(),
        stacked=True,
    )


def _force_regions() -> tuple[Region, ...]:
    model_claims = (facts.STANCE_FORCE, facts.SINE)
    return (
        Region(
            part="force-model",
            label="Model: women and men",
            text="The peak of the half sine, from speed alone. Nothing was fitted to the marks. "
            f"{_caution(facts.STANCE_FORCE)}",
            claims=model_claims,
        ),
        Region(
            part="force-band",
            label="Likely band of a measured peak",
            text="The half sine came out too low when it was checked. The band lifts the model, "
            "taken halfway between women and men, by the misses of that check, give or take "
            f"one SD. Joining its two groups is our choice. {_caution(VALIDATION)}",
            claims=(VALIDATION,),
        ),
        *map(_force_region, force_points()),
    )


def _force_region(point: ForcePoint) -> Region:
    seen, off = point.measured, point.model_off_percent
    people = evidence.claim(LEG_FORCE).value(f"Fleg_max_{point.speed_km_h:g}kmh").n
    text = (
        f"{people} treadmill runners: {seen.mean:.2f} body weights along the leg, "
        f"SD {seen.sd:.2f}. The model, halfway between women and men, gives {point.model_bw:.2f}, "
        f"which is {abs(off):.1f} % {'more' if off > 0 else 'less'}."
    )
    return Region(
        part=f"force-{point.speed_km_h:g}",
        label=f"Measured at {point.speed_km_h:g} km/h",
        text=f"{text} {_caution(LEG_FORCE)}",
        claims=(LEG_FORCE,),
    )


def _check_region(check: Check) -> Region:
    source = "as published" if check.published else "worked out here from the two means"
    off = off_words(check.too_low_percent)
    text = f"{check.people} men: {check_numbers(check)}. The method is {off}, {source}."
    return Region(
        part=f"check-{check.id}",
        label=check.label,
        text=f"{text} {_caution(VALIDATION)}",
        claims=(VALIDATION,),
    )


def _times_regions() -> tuple[Region, ...]:
    times = step_times()
    who = f"{times.people} young runners"
    rows = (
        (
            "contact",
            "Time on the ground",
            f"{who}: {times.contact.mean:g} ms, SD {times.contact.sd:g}. At their speed and step "
            f"rate the model gives {times.model_contact_ms:.0f} ms: "
            f"{times.contact_short_percent:.0f} % too short. Its regression comes from athletes, "
            "who leave the ground sooner.",
        ),
        (
            "flight",
            "Time in the air",
            f"{who}: {times.flight.mean:g} ms, SD {times.flight.sd:g}. The model gives "
            f"{times.model_flight_ms:.0f} ms: {times.flight_long_percent:.0f} % too long. What "
            "is missing on the ground turns up here.",
        ),
    )
    cautions = f"{_caution(TIMES)} {_caution(facts.STANCE_FORCE)}"
    return tuple(
        Region(
            part=f"times-{key}",
            label=label,
            text=f"{text} {cautions}",
            claims=(TIMES, facts.STANCE_FORCE),
        )
        for key, label, text in rows
    )


def _measured_sentences() -> tuple[Sentence, ...]:
    times, seen = step_times(), {check.id: check for check in checks()}
    farthest = max(abs(point.model_off_percent) for point in force_points())
    contact = (
        f"the model leaves the ground {times.contact_short_percent:.0f} % too soon: "
        f"{times.model_contact_ms:.0f} ms against {times.contact.mean:g} ms measured"
    )
    return (
        Sentence.of(
            f"Peak force is within {farthest:.1f} % of what was measured along the leg, but "
            f"{contact}.",
            "which == 0",
        ),
        Sentence.of(
            f"At three speeds the model's peak is within {farthest:.1f} % of the measured mean. "
            "Two things differ: the marks are forces along the leg, on a treadmill; the lines "
            "are upright forces. Runners differ more among themselves, as the SD bars show.",
            "which == 1",
        ),
        Sentence.of(
            "Its authors put the method beside force sensors. Peak force came out "
            f"{off_words(seen['fmax_treadmill'].too_low_percent)} on a treadmill and "
            f"{off_words(seen['fmax_overground'].too_low_percent)} overground; leg stiffness "
            f"{off_words(seen['kleg_treadmill'].too_low_percent)} on the treadmill. "
            "It is worst at slow speed.",
            "which == 2",
        ),
        Sentence.of(
            f"For these runners {contact}. In the air it is {times.flight_long_percent:.0f} % "
            f"too long: {times.model_flight_ms:.0f} ms against {times.flight.mean:g} ms. "
            "A model of athletes does not fit everyone.",
            "which == 3",
        ),
        Sentence.of("None of this is a force in the sacroiliac joint."),
    )
