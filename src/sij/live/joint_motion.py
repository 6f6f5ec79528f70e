"""Chapter 3's interactives: the nodding sacrum, measured postures, life-size millimetres, studies.

Every number comes from `sij.models.motion`, which reads it from the evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .. import evidence
from ..figures import style
from ..figures.life_size import life_size_figure
from ..figures.pelvis_lateral import SACRUM_GIDS, lateral_figure
from ..figures.pen import Width
from ..figures.studies import (
    Measure,
    comparison_fan,
    describe_comparison,
    describe_studies,
    studies_chart,
)
from ..models import motion
from .deeper import deeper_words
from .interactive import Interactive, draw
from .spec import (
    Calibrate,
    Choice,
    Formula,
    Opacity,
    Option,
    Path,
    Picture,
    Play,
    Range,
    Readout,
    Region,
    Sentence,
    Show,
    Source,
    Table,
    Text,
    Toggle,
    Track,
    Transform,
    Word,
)

JOINT, PROMONTORY, TIP = "auricular_centroid", "sacral_promontory", "sacral_apex"
LARGEST_DEG, LARGEST_MM = 6.0, 4.0
ROTATION_NODES_DEG = np.linspace(-LARGEST_DEG, LARGEST_DEG, 49)
NUTATION_WORDS = (
    Word(start=-LARGEST_DEG, text="counternutation: the top of the sacrum tips back"),
    Word(start=-0.04, text="resting position"),
    Word(start=0.05, text="nutation: the top of the sacrum tips forward"),
)


def nutation() -> Interactive:
    """Turn and shift the sacrum against the hip bone, to scale or magnified."""
    name = "joint-motion-nutation"
    return Interactive(
        name,
        title="Nod the sacrum",
        deeper=deeper_words(name),
        alt=(
            "The right hip bone and the sacrum from the right side. The sacrum sits behind the "
            "hip bone; the ear-shaped joint face lies where they meet. A dashed outline marks "
            "the resting sacrum."
        ),
        pictures=_lateral_pictures(name, rulers=True),
        controls=(
            Range(
                id="nutation_deg",
                label="Rotation",
                unit="°",
                spoken="degrees",
                step=0.1,
                min=-LARGEST_DEG,
                max=LARGEST_DEG,
                value=_mean_turn_deg(),
                words=NUTATION_WORDS,
            ),
            Range(
                id="slide_mm",
                label="Slide of the sacrum, downwards",
                unit="mm",
                spoken="millimetres",
                min=0,
                max=LARGEST_MM,
                step=0.1,
                value=0,
            ),
            _exaggeration(),
            *_layers(),
            Toggle(id="rulers", label="Rulers", parts=RULER_PARTS),
        ),
        quantities=(*_travel_tables(), *_shown(), *_ruler_ends()),
        tracks=(*_sacrum_moves(), *_ruler_tracks()),
        readouts=(
            Readout(id="promontory_mm", label="Promontory travels", unit="mm", digits=1),
            Readout(id="joint_mm", label="Middle of the joint slides", unit="mm", digits=1),
            Readout(id="tip_mm", label="Tip of the sacrum travels", unit="mm", digits=1),
        ),
        regions=_regions(),
        describe=(
            Sentence.of(
                "The sacrum is turned {nutation_deg}° ({nutation_deg:word}) and has slid "
                "{slide_mm} mm down."
            ),
            Sentence.of(
                "Its promontory has travelled {promontory_mm} mm and its tip {tip_mm} mm, "
                "while the middle of the joint has slid {joint_mm} mm."
            ),
            Sentence.of("The picture is true to scale.", "exaggeration == 1"),
            Sentence.of(
                "The picture shows the movement {exaggeration} times too large; the "
                "numbers stay true.",
                "exaggeration > 1",
            ),
        ),
        play=Play(
            control="nutation_deg",
            seconds=6,
            label="Play a nod",
            stops=(0, _mean_turn_deg(), 0, -_mean_turn_deg(), 0),
        ),
        model=travel_model,
        tolerance=0.01,
    )


def first_look() -> Interactive:
    """The landing page's picture: one slider and a magnifier."""
    name = "joint-motion-first-look"
    mean_deg = _mean_turn_deg()
    return Interactive(
        name,
        title="This much, and no more",
        deeper=deeper_words(name),
        alt=(
            "The right hip bone and the sacrum from the right side, with a dashed outline of the "
            "resting sacrum. In life the sacrum turns so little that the outline nearly hides it."
        ),
        pictures=_lateral_pictures(name, rulers=False),
        controls=(
            Range(
                id="nutation_deg",
                label="Nod",
                unit="°",
                spoken="degrees",
                step=0.1,
                min=0,
                max=mean_deg,
                value=mean_deg,
                words=NUTATION_WORDS[1:],
            ),
            _exaggeration(),
        ),
        quantities=(Formula.of("slide_mm", "0"), *_travel_tables(), *_shown()),
        tracks=_sacrum_moves(),
        readouts=(
            Readout(id="promontory_mm", label="Front edge of the sacrum travels", unit="mm"),
        ),
        describe=(
            Sentence.of(
                f"The sacrum has turned {{nutation_deg}}°. One study found {mean_deg:g}° on "
                "average between postures. True to scale you can hardly see it.",
                "exaggeration == 1",
            ),
            Sentence.of(
                "The sacrum has turned {nutation_deg}°, drawn {exaggeration} times too large.",
                "exaggeration > 1",
            ),
        ),
        play=Play(
            control="nutation_deg", seconds=4, label="Play a nod", stops=(0, mean_deg, 0, mean_deg)
        ),
        model=lambda nutation_deg, **_: travel_model(nutation_deg, 0.0),
        tolerance=0.01,
    )


def postures() -> Interactive:
    """What was measured in each posture, on the same picture."""
    name = "joint-motion-postures"
    found = motion.postures()
    return Interactive(
        name,
        title="What each posture does",
        deeper=deeper_words(name),
        alt="The same side view: the sacrum turns by the amount measured in a chosen posture.",
        pictures=_lateral_pictures(name, rulers=False),
        controls=(
            Choice(
                id="posture",
                label="Posture",
                value=found[0].name,
                options=tuple(_posture_option(posture) for posture in found),
            ),
            _exaggeration(value=10),
        ),
        quantities=(
            Table.sample(
                "nutation_deg",
                ["posture"],
                [np.arange(len(found))],
                [posture.nutation_deg for posture in found],
            ),
            Formula.of("slide_mm", "0"),
            *_travel_tables(),
            *_shown(),
        ),
        tracks=_sacrum_moves(),
        readouts=(
            Readout(id="nutation_deg", label="Measured rotation", unit="°", digits=2),
            Readout(id="promontory_mm", label="Promontory would travel", unit="mm", digits=1),
            Readout(
                id="tip_mm",
                label="Tip would travel",
                unit="mm",
                digits=1,
                note="Worked out for a turn about the middle of the joint.",
            ),
        ),
        regions=_regions(),
        describe=tuple(
            Sentence.of(_posture_words(posture), f"posture == {place}")
            for place, posture in enumerate(found)
        ),
        model=posture_model,
        tolerance=0.01,
    )


def life_size() -> Interactive:
    """The measured mean, the largest measured and the article's figure at true size."""
    name = "joint-motion-life-size"
    low_mm, high_mm = motion.article_range_mm()
    limits = motion.living_limits()
    slides_mm = (limits.translation_mean.number, low_mm, high_mm)
    figure, mm_per_unit, to_svg = life_size_figure(slides_mm)
    rows = len(slides_mm)
    return Interactive(
        name,
        title="Life-size",
        deeper=deeper_words(name),
        alt=(
            "Three pairs of blocks. In each, the lower block has slid sideways against the upper "
            f"one: by {slides_mm[0]:g}, {slides_mm[1]:g} and {slides_mm[2]:g} millimetres. "
            "Beside them stand edges of bank cards, one, three and five thick."
        ),
        pictures=draw(name, [(figure, {"to_svg": to_svg, "mm_per_unit": mm_per_unit})]),
        controls=(
            Calibrate(
                id="px_per_mm",
                label="First match a bank card",
                object_name="bank card",
                long_mm=85.60,
                short_mm=53.98,
                hint="Hold any bank card flat on the screen. Make the box as wide as the "
                "card: drag its right edge, or use the slider.",
            ),
            Range(
                id="moved",
                label="How far along the movement",
                unit="%",
                spoken="percent",
                min=0,
                max=100,
                step=5,
                value=100,
                digits=0,
            ),
            Toggle(id="projector", label="This is on a projector", value=False),
        ),
        quantities=(
            Formula.of("not_projector", "1 - projector"),
            Formula.of("true_size", "px_per_mm_matched and not_projector"),
            Formula.of("guessed", "1 - px_per_mm_matched if projector < 0.5 else 0"),
            *(Formula.of(f"slid_{k}_mm", f"moved * {slides_mm[k]} / 100") for k in range(rows)),
        ),
        tracks=(
            *(Transform(parts=(f"lower-{k}",), move=(f"slid_{k}_mm", 0.0)) for k in range(rows)),
            Show(parts=("note-true",), value="true_size"),
            Show(parts=("note-guess",), value="guessed"),
            Show(parts=("note-projector",), value="projector"),
        ),
        describe=(
            Sentence.of(
                "The lower blocks have slid {slid_0_mm:1}, {slid_1_mm:1} and {slid_2_mm:1} mm."
            ),
            Sentence.of("Everything is shown at true size.", "true_size"),
            Sentence.of("Match a card first: until then the size is a guess.", "guessed"),
            Sentence.of("On a projector this is not to scale.", "projector"),
        ),
        play=Play(control="moved", seconds=4, stops=(0, 100, 0, 100), label="Slide"),
        life_size="px_per_mm",
        stacked=True,
        model=lambda moved, **_: {f"slid_{k}_mm": moved * slides_mm[k] / 100 for k in range(rows)},
    )


KINDS = {
    "living": ("Living people", ("healthy", "patients")),
    "cadaver": ("Cadavers", ("cadaver",)),
    "computed": ("Models and reviews", ("model", "review")),
}


def studies(measure: Measure) -> Interactive:
    """Every study's rotation or translation, with its spread.

    Parameters
    ----------
    measure
        ``"rotation"`` or ``"translation"``.
    """
    name = f"joint-motion-studies-{measure}"
    rows = [study for study in motion.studies() if study.measure == measure]
    words = {"rotation": "How far it turns", "translation": "How far it slides"}[measure]
    widths: Sequence[Width] = ("wide", "narrow")
    return Interactive(
        name,
        title=f"{words}, study by study",
        deeper=deeper_words(name),
        alt=describe_studies(measure).replace("\n", " "),
        pictures=draw(name, [(studies_chart(w, measure), {"room": w}) for w in widths]),
        controls=(
            Choice(
                id="whom",
                label="Bring out",
                value="all",
                options=(
                    Option(id="all", label="All studies"),
                    *(Option(id=key, label=label) for key, (label, _) in KINDS.items()),
                ),
            ),
        ),
        quantities=tuple(
            Formula.of(f"{key}_opacity", f"1 if whom == 0 or whom == {place} else 0.18")
            for place, key in enumerate(KINDS, start=1)
        ),
        tracks=tuple(
            Opacity(parts=_study_parts(rows, kinds), value=f"{key}_opacity")
            for key, (_, kinds) in KINDS.items()
            if _study_parts(rows, kinds)
        ),
        regions=tuple(_study_region(study) for study in rows),
        describe=_study_sentences(rows),
        stacked=True,
    )


def _study_parts(rows: Sequence[motion.Study], kinds: Sequence[str]) -> tuple[str, ...]:
    found = [study for study in rows if study.kind in kinds]
    headings = dict.fromkeys(f"heading-{study.measure}-{study.kind}" for study in found)
    return (*headings, *(f"study-{study.number}" for study in found))


def _study_region(study: motion.Study) -> Region:
    people = f" {study.n} took part." if study.n and study.kind in ("healthy", "patients") else ""
    text = f"{study.what[0].upper()}{study.what[1:]}; measured by {study.method}.{people}"
    return Region(
        part=f"study-{study.number}",
        label=f"{study.label}: {study.what}",
        text=f"{text} {study.caution}".strip(),
        claims=(study.claim_id,),
    )


def _study_sentences(rows: Sequence[motion.Study]) -> tuple[Sentence, ...]:
    said = [
        Sentence.of(
            f"{len(rows)} measurements, grouped by who was measured. "
            "Choose a row to read about it.",
            "whom == 0",
        )
    ]
    for place, (label, kinds) in enumerate(KINDS.values(), start=1):
        marks = [s.centre for s in rows if s.kind in kinds and s.centre is not None]
        if marks:
            unit = "°" if rows[0].unit == "deg" else " mm"
            text = f"{label}: single figures lie between {min(marks):g} and {max(marks):g}{unit}."
            said.append(Sentence.of(text, f"whom == {place}"))
    return tuple(said)


def fan() -> Interactive:
    """The sacroiliac joint's few degrees beside other joints', on one fan."""
    name = "joint-motion-fan"
    joints = motion.comparison().joints
    widths: Sequence[Width] = ("wide", "narrow")
    return Interactive(
        name,
        title="One fan for all joints",
        deeper=deeper_words(name),
        alt=describe_comparison().replace("\n", " "),
        pictures=draw(name, [(comparison_fan(width), {"room": width}) for width in widths]),
        controls=(
            Choice(
                id="joint",
                label="Bring out",
                value="all",
                options=(
                    Option(id="all", label="All joints"),
                    *(Option(id=joint.name, label=joint.label) for joint in joints),
                ),
            ),
        ),
        quantities=tuple(
            Formula.of(f"{joint.name}_opacity", f"1 if joint == 0 or joint == {place} else 0.2")
            for place, joint in enumerate(joints, start=1)
        ),
        tracks=tuple(
            Opacity(parts=(f"joint-{joint.name}",), value=f"{joint.name}_opacity")
            for joint in joints
        ),
        regions=tuple(
            Region(
                part=f"joint-{joint.name}",
                label=joint.label,
                text=f"{joint.motion[0].upper()}{joint.motion[1:]}. {joint.caution}".strip(),
                claims=tuple(dict.fromkeys(fact.claim_id for fact in joint.facts)),
            )
            for joint in joints
        ),
        describe=(
            Sentence.of(
                "Each slice has its true angle. Its length means nothing: longer slices "
                "only let small angles be seen.",
                "joint == 0",
            ),
            *(
                Sentence.of(f"{joint.label}, {joint.motion}: {_span(joint)}.", f"joint == {place}")
                for place, joint in enumerate(joints, start=1)
            ),
        ),
        stacked=True,
    )


def _span(joint: motion.JointRange) -> str:
    same = joint.low_deg == joint.high_deg
    return f"{joint.low_deg:g}°" if same else f"{joint.low_deg:g} to {joint.high_deg:g}°"


def travel_model(nutation_deg: float, slide_mm: float, **_: float) -> dict[str, float]:
    """The exact travel of promontory, joint middle and tip, mm, from `sij.models.motion`."""
    shift_mm = (0.0, -slide_mm, 0.0)
    names = {"promontory_mm": PROMONTORY, "joint_mm": JOINT, "tip_mm": TIP}
    return {
        key: float(motion.travel_mm(landmark, nutation_deg, shift_mm))
        for key, landmark in names.items()
    }


def posture_model(posture: float, **_: float) -> dict[str, float]:
    """The measured rotation of a posture (by its place) and the travel it would make."""
    turn_deg = motion.postures()[round(posture)].nutation_deg
    return {"nutation_deg": turn_deg} | travel_model(turn_deg, 0.0)


def _mean_turn_deg() -> float:
    return motion.reference_rotation().number


def _exaggeration(value: float = 1) -> Range:
    words = (Word(start=1, text="true to scale"), Word(start=2, text="larger than life"))
    return Range(
        id="exaggeration",
        label="Magnify the movement",
        unit="×",
        spoken="times",
        min=1,
        max=20,
        step=1,
        value=value,
        digits=0,
        words=words,
    )


def _layers() -> tuple[Toggle, ...]:
    return (
        Toggle(id="hip_bone", label="Hip bone", parts=("hip", "hip-veil")),
        Toggle(id="rest_outline", label="Resting outline", parts=("sacrum-ghost",)),
        Toggle(id="names", label="Names", parts=("labels",)),
    )


def _travel_tables() -> tuple[Table | Formula, ...]:
    """Travel of each landmark: tables over the turn, then the slide added by a formula."""
    parts: list[Table | Formula] = []
    for key, landmark in (("promontory", PROMONTORY), ("tip", TIP)):
        moved_mm = motion.displacement_mm(
            motion.landmark(landmark), motion.Pose(nutation_deg=ROTATION_NODES_DEG)
        )
        for axis, letter in enumerate("xy"):
            parts.append(
                Table.sample(
                    f"{key}_d{letter}_mm", ["nutation_deg"], [ROTATION_NODES_DEG], moved_mm[:, axis]
                )
            )
        parts.append(Formula.of(f"{key}_mm", f"hypot({key}_dx_mm, {key}_dy_mm - slide_mm)"))
    return (*parts, Formula.of("joint_mm", "slide_mm"))


def _shown() -> tuple[Formula, ...]:
    # In the picture a positive angle turns counter-clockwise; nutation turns the other way.
    return (
        Formula.of("shown_deg", "-nutation_deg * exaggeration"),
        Formula.of("shown_slide_mm", "-slide_mm * exaggeration"),
        Formula.of("names_shown", f"1 if abs(shown_deg) <= {NAMES_STAND_UP_TO_DEG} else 0"),
    )


NAMES_STAND_UP_TO_DEG = 8.0


def _sacrum_moves() -> tuple[Track, ...]:
    x_mm, y_mm, _ = motion.landmark(JOINT)
    return (
        # Names point at places in the picture: with the bone far away they would point at air.
        Opacity(parts=("labels",), value="names_shown"),
        Transform(
            parts=SACRUM_GIDS,
            rotate_deg="shown_deg",
            about=(float(x_mm), float(y_mm)),
            move=(0.0, "shown_slide_mm"),
        ),
    )


RULERS = {"promontory": PROMONTORY, "tip": TIP}
RULER_PARTS = ("ruler-promontory", "ruler-tip", "ruler-text-promontory", "ruler-text-tip")


def _ruler_ends() -> tuple[Formula, ...]:
    """Where the drawn (magnified) landmark is, mm."""
    middle = motion.landmark(JOINT)
    parts = []
    for key, landmark in RULERS.items():
        arm_x, arm_y = (float(v) for v in (motion.landmark(landmark) - middle)[:2])
        turn = f"{arm_x} * cosd(shown_deg) - {arm_y} * sind(shown_deg)"
        rise = f"{arm_x} * sind(shown_deg) + {arm_y} * cosd(shown_deg)"
        parts += [
            Formula.of(f"{key}_at_x", f"{float(middle[0])} + {turn}"),
            Formula.of(f"{key}_at_y", f"{float(middle[1])} + {rise} + shown_slide_mm"),
        ]
    return tuple(parts)


def _ruler_tracks() -> tuple[Track, ...]:
    tracks: list[Track] = []
    for key, landmark in RULERS.items():
        x_mm, y_mm, _ = (float(v) for v in motion.landmark(landmark))
        ends: tuple[tuple[Source, Source], ...] = ((x_mm, y_mm), (f"{key}_at_x", f"{key}_at_y"))
        tracks += [
            Path(parts=(f"ruler-{key}",), points=ends),
            Text(parts=(f"ruler-text-{key}",), text=f"{{{key}_mm:1}} mm"),
        ]
    return tuple(tracks)


def _draw_rulers(axes: Axes) -> None:
    for key, landmark, (dx_mm, dy_mm) in (
        ("promontory", PROMONTORY, (9, -9)),
        ("tip", TIP, (11, -9)),
    ):
        x_mm, y_mm, _ = motion.landmark(landmark)
        axes.plot(
            [x_mm, x_mm + 1],
            [y_mm, y_mm],
            color=style.colour("sacrum_moved"),
            lw=style.stroke("heavy"),
            solid_capstyle="round",
            zorder=900,
            gid=f"ruler-{key}",
        )
        axes.text(
            x_mm + dx_mm,
            y_mm + dy_mm,
            "0.0 mm",
            color=style.colour("sacrum_moved"),
            weight="bold",
            size=style.type_size("label"),
            zorder=901,
            gid=f"ruler-text-{key}",
        )


@cache
def _lateral(width: Width, rulers: bool) -> tuple[Figure, tuple[float, ...]]:
    drawing = lateral_figure(width)
    if rulers:
        with style.figure_style():
            _draw_rulers(drawing.figure.axes[0])
    (a, c, e), (b, d, f) = drawing.mm_to_svg
    return drawing.figure, tuple(float(v) for v in (a, b, c, d, e, f))


def _lateral_pictures(name: str, *, rulers: bool) -> tuple[Picture, ...]:
    widths: Sequence[Width] = ("wide", "narrow")
    drawings = []
    for width in widths:
        figure, to_svg = _lateral(width, rulers)
        settings: Mapping[str, object] = {"room": width, "to_svg": to_svg}
        drawings.append((figure, settings))
    return draw(name, drawings)


def _regions() -> tuple[Region, ...]:
    return (
        Region(
            part="sacrum",
            label="Sacrum",
            text="The triangular bone at the bottom of the spine. Nutation means that its top "
            "tips forward against the hip bones; counternutation is the way back.",
            claims=("motion-nutation-definition",),
        ),
        Region(
            part="joint",
            label="Joint face",
            text="The ear-shaped face where the sacrum meets the hip bone. The picture turns "
            "the sacrum about its middle. That is a choice: studies do not agree on one "
            "axis.",
            claims=("motion-axis-location",),
        ),
        Region(
            part="hip",
            label="Right hip bone",
            text="It stays still in this picture. Only movement of one bone against the other "
            "counts, so an ilium that turns backward is the same as a sacrum that nutates.",
            claims=("motion-nutation-definition",),
        ),
    )


def _posture_option(posture: motion.Posture) -> Option:
    return Option(id=posture.name, label=posture.label)


def _posture_words(posture: motion.Posture) -> str:
    turn = f"{abs(posture.nutation_deg):g}°"
    source = _study_line(posture)
    return (
        f"{posture.label}: {turn} was measured at {posture.side} ({source}). "
        f"{posture.sign_rule} {posture.caution}"
    )


def _study_line(posture: motion.Posture) -> str:
    """Author, year and group size of a posture's study."""
    claim = evidence.claim(posture.source.claim_id)
    people = f", {posture.source.n} people" if posture.source.n else ""
    return f"{evidence.cite_short(claim.sources[0])}{people}"
