"""Form and force closure: hold a wedge by ridges, clamp and ligaments; then see the price."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...figures import closure as drawn
from ...figures.pen import Width
from ...models import closure as model
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
    Show,
    Source,
    Text,
    Track,
    Transform,
    Word,
)

NAME, PRICE = "mechanisms-closure", "mechanisms-trade-off"
START = {"friction": 0.4, "clamp": 60.0, "ligament": 10.0}
SIDES = (("right", 1), ("left", -1))
CRESTS = range(len(drawn.FACE_Y))
#: How far the wedge is drawn to slide for each unit of shortfall.
SLIDE_PER_UNIT = 0.34
WIDTHS: Sequence[Width] = ("wide", "narrow")
_ALONG = "Only the pull along the face. What presses the faces together counts as clamp."


def closure() -> Interactive:
    """Hold the sacrum between the hip bones by friction, clamp, ligaments and wedge shape."""
    lean = model.measured_lean_deg()
    drawings = [
        (drawn.closure_figure(width, **START, wedge_deg=lean), _settings(width)) for width in WIDTHS
    ]
    return Interactive(
        NAME,
        title="What holds the wedge",
        deeper=deeper_words(NAME),
        alt=(
            "The sacrum as a wedge, broad end up, between two hip bones, with a load from above. "
            "Arrows press the hip bones inwards; cords cross the joints. Below, one bar shows the "
            "shear that each joint face must hold, another what can hold it."
        ),
        pictures=draw(NAME, drawings),
        controls=_controls(lean),
        quantities=(*_statics(), *_geometry()),
        tracks=(*_bones(), *_cords_and_arrows(), *_bars()),
        readouts=(
            Readout(id="margin", label="Margin", note="What can hold it, less what must be held."),
            Readout(id="squeeze", label="Squeeze across each face"),
        ),
        regions=_regions(),
        describe=_sentences(),
        model=closure_model,
        tolerance=1e-6,
    )


def closure_model(
    friction: float, clamp: float, ligament: float, wedge_deg: float, **_: float
) -> dict[str, float]:
    """The exact balance of `sij.models.closure`, by the interactive's names."""
    found = model.hold(friction, clamp, ligament, wedge_deg)
    names = ("shear", "squeeze", "ridges", "slope", "ligaments", "capacity", "margin", "holds")
    return {name: float(getattr(found, name)) for name in names}


def _settings(width: Width) -> Mapping[str, Any]:
    return {"room": width, "to_svg": drawn.to_svg(width)}


def _controls(lean: float) -> tuple[Range, ...]:
    words = (
        Word(start=0, text="smooth"),
        Word(start=0.15, text="lightly ridged"),
        Word(start=0.45, text="well ridged"),
        Word(start=0.75, text="deeply ridged"),
    )
    clamped = (Word(start=0, text="muscles at rest"), Word(start=1, text="muscles press inwards"))
    leans = (
        Word(start=0, text="upright: no wedge"),
        Word(start=0.5, text="broad end up"),
        Word(start=lean, text="as measured on scans, on average"),
        Word(start=lean + 0.5, text="broad end up"),
    )
    hint = "No study in this course measured it: the values are for teaching."
    return (
        _slider("friction", "Friction of the ridges", model.FRICTION, 0.05, words, hint),
        _slider("clamp", "Muscle clamp", model.CLAMP, 5, clamped, "The load counts as 100."),
        _slider("ligament", "Ligament tension", model.LIGAMENT, 1, hint=_ALONG),
        _slider("wedge_deg", "Lean of the joint faces", model.WEDGE, 0.5, leans, value=lean),
    )


def _slider(
    id: str,
    label: str,
    limits: Limits,
    step: float,
    words: tuple[Word, ...] = (),
    hint: str = "",
    value: float | None = None,
) -> Range:
    degrees = limits.unit == "degrees"
    return Range(
        id=id,
        label=label,
        unit="°" if degrees else "",
        spoken=limits.unit,
        min=limits.low,
        max=limits.high,
        step=step,
        value=START[id] if value is None else value,
        digits={0.05: 2, 0.5: 1}.get(step, 0),
        words=words,
        hint=hint,
    )


def _statics() -> tuple[Formula, ...]:
    half = model.LOAD / 2
    return (
        Formula.of("shear", f"{half} * cosd(wedge_deg)"),
        Formula.of("squeeze", f"clamp * cosd(wedge_deg) + {half} * sind(wedge_deg)"),
        Formula.of("ridges", "friction * squeeze"),
        Formula.of("slope", "clamp * sind(wedge_deg)"),
        Formula.of("ligaments", "ligament"),
        Formula.of("capacity", "ridges + slope + ligaments"),
        Formula.of("margin", "capacity - shear"),
        Formula.of("holds", f"margin >= -{model.ROUNDING:.12f}"),
        Formula.of("slides", "1 - holds"),
        Formula.of("short_by", "max(-margin, 0)"),
    )


def _geometry() -> Iterator[Formula]:
    yield Formula.of("lean", "sind(wedge_deg) / cosd(wedge_deg)")
    yield Formula.of("ridge", f"{drawn.RIDGE} * friction")
    yield Formula.of("slide_down", f"{SLIDE_PER_UNIT} * short_by")
    yield Formula.of("slide_y", "-slide_down")
    # Crests climb over crests: the bones part by the slope and by twice a ridge's height.
    yield Formula.of(
        "spread_right", f"slide_down * lean + 2 * ridge * min(slide_down / {drawn.TOOTH}, 1)"
    )
    yield Formula.of("spread_left", "-spread_right")
    for k, (y, sign) in enumerate(zip(drawn.FACE_Y, drawn.signs(), strict=True)):
        yield Formula.of(f"face_right_{k}", f"{drawn.MIDDLE} + {y} * lean + {sign} * ridge")
        yield Formula.of(f"face_left_{k}", f"-face_right_{k}")
        yield Formula.of(f"hip_right_{k}", f"face_right_{k} + {drawn.GAP}")
        yield Formula.of(f"hip_left_{k}", f"-hip_right_{k}")
    yield from _cord_formulas()
    yield from _arrow_formulas()
    yield from _bar_formulas()


def _cord_formulas() -> Iterator[Formula]:
    high, low = drawn.CORD_Y
    yield Formula.of("cord_half", f"{drawn.CORD_LEAST} + {drawn.CORD} * ligament")
    yield Formula.of("cord_hip_right", f"{drawn.MIDDLE} + {high} * lean + 18 + spread_right")
    yield Formula.of("cord_sacrum_right", f"{drawn.MIDDLE} + {low} * lean - 16")
    for end in ("hip", "sacrum"):
        yield Formula.of(f"cord_{end}_left", f"-cord_{end}_right")
    yield Formula.of("cord_hip_top", f"{high} + cord_half")
    yield Formula.of("cord_hip_bottom", f"{high} - cord_half")
    yield Formula.of("cord_sacrum_bottom", f"{low} - cord_half + slide_y")
    yield Formula.of("cord_sacrum_top", f"{low} + cord_half + slide_y")


def _arrow_formulas() -> Iterator[Formula]:
    tip, per = drawn.ARROW_TIP, drawn.ARROW_PER_UNIT
    yield Formula.of("reach_right", f"{tip} + {per} * clamp")
    yield Formula.of("neck_right", f"{tip} + min(9, {per} * clamp)")
    yield Formula.of("reach_left", "-reach_right")
    yield Formula.of("neck_left", "-neck_right")
    yield Formula.of("clamped", "clamp > 0")


def _bar_formulas() -> Iterator[Formula]:
    yield Formula.of("shear_x", f"{drawn.BAR_X} + {drawn.BAR_PER_UNIT} * shear")
    before = str(drawn.BAR_X)
    for name in drawn.PARTS:
        yield Formula.of(f"{name}_x", f"{before} + {drawn.BAR_PER_UNIT} * {name}")
        before = f"{name}_x"


def _bones() -> Iterator[Track]:
    heights = [float(y) for y in drawn.FACE_Y]
    right: list[tuple[Source, Source]] = [(f"face_right_{k}", heights[k]) for k in CRESTS]
    left: list[tuple[Source, Source]] = [(f"face_left_{k}", heights[k]) for k in reversed(CRESTS)]
    top, foot = (0.0, heights[-1] + 6), (0.0, heights[0] - drawn.FOOT)
    yield Path(parts=("sacrum",), points=(*right, top, *left, foot), closed=True)
    moved = ("sacrum", "name-sacrum", *drawn.hole_names())
    yield Transform(parts=moved, move=(0.0, "slide_y"))
    for name, side in SIDES:
        face: list[tuple[Source, Source]] = [(f"hip_{name}_{k}", heights[k]) for k in CRESTS]
        rest = [(float(x) * side, float(y)) for x, y in drawn.wing()]
        yield Path(parts=(f"hip-{name}",), points=(*face, *rest), closed=True)
        yield Transform(parts=(f"hip-{name}",), move=(f"spread_{name}", 0.0))


def _cords_and_arrows() -> Iterator[Track]:
    y = drawn.ARROW_Y
    for name, side in SIDES:
        hip, sacrum = f"cord_hip_{name}", f"cord_sacrum_{name}"
        yield Path(
            parts=(f"cord-{name}",),
            points=(
                (hip, "cord_hip_top"),
                (hip, "cord_hip_bottom"),
                (sacrum, "cord_sacrum_bottom"),
                (sacrum, "cord_sacrum_top"),
            ),
            closed=True,
        )
        tip, neck, reach = drawn.ARROW_TIP * side, f"neck_{name}", f"reach_{name}"
        yield Path(
            parts=(f"clamp-{name}",),
            points=(
                (tip, y), (neck, y + 7), (neck, y + 3), (reach, y + 3),
                (reach, y - 3), (neck, y - 3), (neck, y - 7),
            ),
            closed=True,
        )  # fmt: skip
    yield Show(parts=("clamp-right", "clamp-left", "name-clamp"), value="clamped")
    for state, words in drawn.STATES.items():
        yield Text(parts=(f"state-{state}",), text=words)
        yield Show(parts=(f"state-{state}",), value=state)


def _bars() -> Iterator[Track]:
    yield _bar("bar-shear", drawn.BAR_X, "shear_x", drawn.SHEAR_Y)
    before: Source = drawn.BAR_X
    for name, (words, _, _) in drawn.PARTS.items():
        yield _bar(f"bar-{name}", before, f"{name}_x", drawn.HOLD_Y)
        yield Text(parts=(f"words-{name}",), text=f"{words} {{{name}:1}}")
        before = f"{name}_x"
    foot, head = (drawn.HOLD_Y + y for y in drawn.MARK)
    yield Path(parts=("mark-shear",), points=(("shear_x", head), ("shear_x", foot)))
    yield Text(parts=("words-shear",), text="To hold, on each face: {shear:1}")
    yield Text(parts=("words-hold",), text="What can hold it: {capacity:1}")


def _bar(part: str, start: Source, end: Source, y: float) -> Path:
    top = y + drawn.BAR_HIGH
    return Path(parts=(part,), points=((start, y), (end, y), (end, top), (start, top)), closed=True)


def _regions() -> tuple[Region, ...]:
    return (
        Region(
            part="sacrum",
            label="Sacrum",
            text="A wedge with its broad end up. Its shape alone is one part of form closure. "
            "The lean of the faces was measured on scans of two women only.",
            claims=("anat-orientation", "load-self-bracing"),
        ),
        Region(
            part="key-ridges",
            label="Ridges",
            text="Ridges and matching grooves raise friction between the faces. They are a normal "
            "answer to load, not a disease. Friction works only under squeeze.",
            claims=("anat-ridges-form-closure",),
        ),
        Region(
            part="key-slope",
            label="Slope of the wedge",
            text="Pressed from both sides, a wedge is pushed back up its slope. Between upright "
            "faces there is no slope to push it.",
            claims=("load-self-bracing",),
        ),
        Region(
            part="clamp-right",
            label="Muscle clamp",
            text="Muscles that cross the joint, such as gluteus maximus, press its faces together. "
            "In a small study even slight muscle activity made the joint measurably stiffer. "
            "Stiffer does not mean less painful.",
            claims=("muscles-stiffen-sij", "gluteus-maximus-compression"),
        ),
        Region(
            part="key-ligaments",
            label="Ligaments",
            text="Ligaments hold in two ways. Their pull along the face keeps the wedge from "
            "sliding: that is this slider. Their pull across the face presses, as muscles do: "
            "in this model that part counts as clamp. In models built from many scans, the "
            "ligaments' resting tension changed the joint's motion far more than body weight did.",
            claims=("load-self-bracing", "ligament-tension-beats-weight"),
        ),
    )


def _sentences() -> tuple[Sentence, ...]:
    return (
        Sentence.of(
            "Each joint face must hold {shear:1} of a load of 100. Ridges can hold {ridges:1}, the "
            "slope of the wedge {slope:1} and ligaments {ligaments:1}: {capacity:1} in all."
        ),
        Sentence.of("The wedge holds, with {margin:1} to spare.", "holds"),
        Sentence.of(
            "The wedge slides down: {short_by:1} are missing. How far it is drawn to slide shows "
            "only how much is missing.",
            "slides",
        ),
        Sentence.of(
            "Ligaments hold by their direction here: they pull up along the face and add no "
            "squeeze.",
            "ligament > 0",
        ),
        Sentence.of("Without friction, squeeze alone gives the ridges nothing.", "friction == 0"),
        Sentence.of(
            "With upright faces the wedge shape gives nothing: only ridges under the clamp, and "
            "ligaments, can hold.",
            "wedge_deg == 0",
        ),
        Sentence.of(
            "This is a teaching model with made-up forces. It shows no living joint and says "
            "nothing about pain."
        ),
    )


def trade_off() -> Interactive:
    """What less shear cost in compression, in one standing model, step by step."""
    first, further = model.cuts()
    return Interactive(
        PRICE,
        title="The price of less shear",
        deeper=deeper_words(PRICE),
        alt=(
            "Bars for two steps of one computer model of standing. "
            f"First cut: shear down by {first.shear_percent:g} percent, compression up by "
            f"{first.compression_percent:g} percent. A further cut of "
            f"{further.shear_percent:g} percent: compression up by "
            f"{further.compression_percent:g} percent."
        ),
        pictures=draw(PRICE, [(drawn.trade_off_figure(w), {"room": w}) for w in WIDTHS]),
        controls=(
            Choice(
                id="cut",
                label="Show the price",
                value="none",
                options=(
                    Option(id="none", label="Not yet: guess first"),
                    Option(id="first", label="Of the first cut"),
                    Option(id="further", label="Of both cuts"),
                ),
            ),
        ),
        quantities=(
            *(Formula.of(f"paid_{place}", f"cut >= {place + 1}") for place in (0, 1)),
            *(Formula.of(f"hidden_{place}", f"1 - paid_{place}") for place in (0, 1)),
        ),
        tracks=tuple(_price_tracks()),
        describe=_price_sentences(first, further),
        stacked=True,
    )


def _price_tracks() -> Iterator[Track]:
    for place in (0, 1):
        guess = (f"cut-{place}-guess",)
        yield Show(parts=drawn.cut_parts(place), value=f"paid_{place}")
        yield Show(parts=guess, value=f"hidden_{place}")
        yield Text(parts=guess, text="Compression: how much more?")


def _price_sentences(first: model.Cut, further: model.Cut) -> tuple[Sentence, ...]:
    return (
        Sentence.of(
            f"One computer model of standing was made to cut the joint's shear by "
            f"{first.shear_percent:g} %, and then by a further {further.shear_percent:g} %. What "
            "did each cut do to the squeeze? Make a guess, then show the price.",
            "cut == 0",
        ),
        Sentence.of(
            f"Cutting vertical shear by {first.shear_percent:g} % raised compression of the joint "
            f"by {first.compression_percent:g} %.",
            "paid_0",
        ),
        Sentence.of(
            f"A further {further.shear_percent:g} % cut raised it by "
            f"{further.compression_percent:g} %, through transversus abdominis (the deepest "
            "muscle of the belly wall) and the pelvic floor. What was read of the study does not "
            "say from which value these last percents are counted: nothing is added up here.",
            "paid_1",
        ),
        Sentence.of(
            "Stabilising a joint loads it: more squeeze is not simply better. The model does not "
            "show that training these muscles reduces pain.",
            "paid_0",
        ),
    )
