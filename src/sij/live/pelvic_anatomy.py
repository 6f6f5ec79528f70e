"""Chapter 2's interactives: plates in layers, a palpation trainer and a map of what lives nearby.

What a structure is called and does comes from ``assets/anatomy/structures.yaml``; findings carry
the ids of their claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from ..figures import style
from ..figures.frontal import landmarks_mm
from ..figures.pelvis_anterior import NAMES as FRONT_LAYERS
from ..figures.pelvis_anterior import anterior_figure
from ..figures.pelvis_posterior import SOFT, posterior_figure
from ..figures.pelvis_side import NAMES as SIDE_LAYERS
from ..figures.pelvis_side import side_figure
from ..figures.pelvis_transverse import transverse_figure
from ..figures.pen import PlateFigure, Width
from ..figures.structures import Structure, structures
from .deeper import deeper_words
from .interactive import Interactive, draw, prefix_of
from .spec import (
    Aim,
    Choice,
    Control,
    Formula,
    Opacity,
    Option,
    Picture,
    Quiz,
    Range,
    Region,
    Sentence,
    Show,
    Toggle,
    Track,
    Transform,
)
from .svg import part_ids

WIDTHS: Sequence[Width] = ("wide", "narrow")
LAYER_LABELS = {
    "bones": "Bones",
    "joints": "Joint surfaces",
    "ligaments": "Ligaments",
    "muscles": "Muscles",
    "nerves": "Nerves",
    "skin": "Skin landmarks",
}
KIND_LABELS = {
    "joint": "Joints",
    "disc": "Discs",
    "bone": "Bones",
    "muscle": "Muscles",
    "tendon": "Tendons",
    "ligament": "Ligaments",
    "nerve": "Nerves",
}


def _pictures(name: str, plates: Iterable[tuple[PlateFigure, str]]) -> tuple[Picture, ...]:
    drawings = []
    for plate, room in plates:
        (a, c, e), (b, d, f) = plate.mm_to_svg
        to_svg = tuple(float(v) for v in (a, b, c, d, e, f))
        drawings.append((plate.figure, {"room": room, "to_svg": to_svg}))
    return draw(name, drawings)


def _layer_toggles(
    layers: Sequence[str], shown: Iterable[str], named: bool = True
) -> tuple[Toggle, ...]:
    """Return a switch for each layer; the layer switched on last is the one with names."""
    on = set(shown)
    return tuple(
        Toggle(
            id=layer,
            label=LAYER_LABELS[layer],
            value=layer in on,
            parts=(layer,),
            sets={"names": place} if named else {},
        )
        for place, layer in enumerate(layers)
    )


def _names_choice(layers: Sequence[str], start: str) -> Choice:
    return Choice(
        id="names",
        label="Names of",
        value=start,
        options=(
            *(Option(id=layer, label=LAYER_LABELS[layer]) for layer in layers),
            Option(id="none", label="Nothing"),
        ),
    )


def _name_quantities(layers: Sequence[str]) -> tuple[Formula, ...]:
    """Whether a layer's names are shown: when they are chosen and the layer is on."""
    return tuple(
        Formula.of(f"{layer}_named", f"{layer} if names == {place} else 0")
        for place, layer in enumerate(layers)
    )


def _name_tracks(layers: Sequence[str]) -> tuple[Track, ...]:
    return tuple(Show(parts=(f"names-{layer}",), value=f"{layer}_named") for layer in layers)


def _sentences(layers: Sequence[str]) -> tuple[Sentence, ...]:
    nothing = " + ".join(layers)
    return (
        *(Sentence.of(f"{LAYER_LABELS[layer]} are shown.", layer) for layer in layers),
        Sentence.of("Every layer is switched off.", f"1 if {nothing} == 0 else 0"),
    )


def _facts(part: Structure) -> tuple[tuple[str, str], ...]:
    pairs = (
        ("In plain words", part.plain),
        ("Latin", part.latin),
        ("Where", part.where),
        ("What it does", part.does),
        ("What you may notice", part.feels),
    )
    return tuple((label, text) for label, text in pairs if text)


def _region(part: Structure, layer: str | None) -> Region:
    return Region(
        part=part.id,
        label=part.name,
        text="",
        plain=part.plain,
        latin=part.latin or "",
        group=LAYER_LABELS[part.layer],
        layer=layer,
        facts=_facts(part),
        claims=tuple(part.claims),
    )


def _drawn(name: str, pictures: Sequence[Picture]) -> set[str]:
    """Return the parts that every picture of an interactive has."""
    found = [
        {part.removeprefix(prefix_of(name, number)) for part in part_ids(picture.svg)}
        for number, picture in enumerate(pictures)
    ]
    return set.intersection(*found)


def _regions(name: str, pictures: Sequence[Picture], layers: Sequence[str]) -> tuple[Region, ...]:
    """Return a region for each structure that is drawn, layer by layer."""
    there = _drawn(name, pictures)
    return tuple(
        _region(part, part.layer)
        for layer in layers
        for part in structures()
        if part.layer == layer and part.id in there
    )


def explorer_posterior() -> Interactive:
    """The back of the pelvis in layers: look up, switch, search, be quizzed."""
    name, layers = "pelvic-anatomy-posterior", ("bones", *SOFT)
    pictures = _pictures(name, [(posterior_figure(width), width) for width in WIDTHS])
    return Interactive(
        name,
        title="The back of the pelvis, layer by layer",
        deeper=deeper_words(name),
        alt=(
            "The pelvis from behind: the triangular sacrum in the middle, with four pairs of "
            "openings, and a hip bone on each side that covers the sacrum's edge. Ligaments, "
            "muscles, nerves and skin landmarks can be laid over the bones."
        ),
        pictures=pictures,
        controls=(
            *_layer_toggles(layers, ["bones"]),
            _names_choice(layers, "bones"),
            Choice(
                id="proportions",
                label="Lay over it",
                value="none",
                options=(
                    Option(id="none", label="Nothing"),
                    Option(id="women", label="Women's mean outline"),
                    Option(id="men", label="Men's mean outline"),
                    Option(id="both", label="Both"),
                ),
            ),
        ),
        quantities=(
            *_name_quantities(layers),
            Formula.of("women_shown", "1 if proportions == 1 or proportions == 3 else 0"),
            Formula.of("men_shown", "1 if proportions >= 2 else 0"),
        ),
        tracks=(
            *_name_tracks(layers),
            Show(parts=("proportions-women",), value="women_shown"),
            Show(parts=("proportions-men",), value="men_shown"),
        ),
        regions=_regions(name, pictures, layers),
        describe=(
            *_sentences(layers),
            Sentence.of("Long dashes show the mean outline of 6 women.", "women_shown"),
            Sentence.of("Short dashes show the mean outline of 13 men.", "men_shown"),
            Sentence.of(
                "Means hide how much people differ: the two groups overlap widely.",
                "women_shown + men_shown",
            ),
        ),
        finder=True,
        stacked=True,
        quiz=Quiz(hides=tuple(f"names-{layer}" for layer in layers)),
    )


BEHIND_THE_HIP = ("sacroiliac-joint", "auricular-surface-sacrum", "lumbosacral-disc")


def explorer_lateral() -> Interactive:
    """The right side in layers, with the hip bone translucent so that the joint face shows."""
    name, layers = "pelvic-anatomy-lateral", SIDE_LAYERS
    pictures = _pictures(name, [(side_figure(width), width) for width in WIDTHS])
    return Interactive(
        name,
        title="The right side, with a hip bone of glass",
        deeper=deeper_words(name),
        alt=(
            "The pelvis from the right. The hip bone is translucent, so the sacrum's ear-shaped "
            "joint face shows behind it."
        ),
        pictures=pictures,
        controls=(
            *_layer_toggles(layers, ["bones", "joints"]),
            Toggle(id="glass", label="Hip bone of glass", value=True),
            _names_choice(layers, "bones"),
        ),
        quantities=(
            *_name_quantities(layers),
            Formula.of("hip_opacity", "1 - 0.66 * glass"),
            Formula.of("behind_opacity", "1 if glass or bones < 0.5 else 0.12"),
        ),
        tracks=(
            *_name_tracks(layers),
            Opacity(parts=("hip-bone",), value="hip_opacity"),
            Opacity(parts=BEHIND_THE_HIP, value="behind_opacity"),
        ),
        regions=_regions(name, pictures, layers),
        describe=(
            *_sentences(layers),
            Sentence.of("The hip bone is translucent.", "glass"),
            Sentence.of(
                "The hip bone hides the joint face behind it.", "joints and behind_opacity < 1"
            ),
        ),
        finder=True,
        stacked=True,
        quiz=Quiz(hides=tuple(f"names-{layer}" for layer in layers)),
    )


def explorer_anterior() -> Interactive:
    """The front of the pelvis in layers: the wedge, its front ligament, what lies on the bowl."""
    name, layers = "pelvic-anatomy-anterior", FRONT_LAYERS
    pictures = _pictures(name, [(anterior_figure(width), width) for width in WIDTHS])
    return Interactive(
        name,
        title="The front of the pelvis",
        deeper=deeper_words(name),
        alt=(
            "The pelvis from the front: the sacrum stands as a wedge between two hollow wings. "
            "The front edges of both joints run along its sides, closer together below."
        ),
        pictures=pictures,
        controls=(*_layer_toggles(layers, ["bones", "joints"]), _names_choice(layers, "joints")),
        quantities=_name_quantities(layers),
        tracks=_name_tracks(layers),
        regions=_regions(name, pictures, layers),
        describe=(
            *_sentences(layers),
            Sentence.of("Seen from the front: the right side is on the left."),
        ),
        finder=True,
        stacked=True,
        quiz=Quiz(hides=tuple(f"names-{layer}" for layer in layers)),
    )


def joint_section() -> Interactive:
    """A slice across the pelvis at S2: the joint's two parts and what covers them."""
    name, layers = "pelvic-anatomy-section", ("bones", "joints", "ligaments", "muscles")
    pictures = _pictures(name, [(transverse_figure(width), width) for width in WIDTHS])
    return Interactive(
        name,
        title="A slice through both joints",
        deeper=deeper_words(name),
        alt=(
            "A scheme of a slice at the second sacral segment, seen from below: both sacroiliac "
            "joints run forward and outward, and strong ligaments fill the gap behind them."
        ),
        pictures=pictures,
        controls=(
            *_layer_toggles(layers, layers, named=False),
            Toggle(id="named", label="Names", parts=("names-all",)),
        ),
        tracks=tuple(Show(parts=(f"names-{layer}",), value=layer) for layer in layers),
        regions=_regions(name, pictures, layers),
        describe=(
            *_sentences(layers),
            Sentence.of("Seen from below: the front is up, the right side is on the left."),
        ),
        finder=True,
        stacked=True,
        quiz=Quiz(hides=("names-all",)),
    )


# --- the palpation trainer ------------------------------------------------------------------

ON_TOP = 1e6
START_MM = (0.0, 70.0)
CLOSE_MM, NEAR_MM = 10.0, 25.0


def _draw_finger(axes: Axes) -> None:
    """Draw the finger's ring at the origin; a track carries it to where the reader points."""
    for radius_mm, colour, width in ((8.0, "paper", 5.0), (8.0, "accent", 2.4)):
        ring = Circle((0, 0), radius_mm, fill=False, edgecolor=style.colour(colour), lw=width)
        ring.set(zorder=ON_TOP, gid=f"finger-ring-{colour}")
        axes.add_patch(ring)
    dot = Circle((0, 0), 1.8, facecolor=style.colour("accent"), edgecolor="none")
    dot.set(zorder=ON_TOP + 1, gid="finger-dot")
    axes.add_patch(dot)


def _draw_targets(axes: Axes) -> None:
    x_mm, y_mm = landmarks_mm()["PSIS"]
    for side, sign in (("right", 1.0), ("left", -1.0)):
        spot = Circle(
            (sign * x_mm, y_mm),
            3.2,
            facecolor=style.colour("warn"),
            edgecolor=style.colour("paper"),
            lw=1.5,
        )
        spot.set(zorder=ON_TOP - 1, gid=f"target-{side}")
        axes.add_patch(spot)


def _palpation_figure() -> PlateFigure:
    plate = posterior_figure("narrow", ["bones", "joints", "skin", "scale", "directions"])
    figure: Figure = plate.figure
    with style.figure_style():
        _draw_targets(figure.axes[0])
        _draw_finger(figure.axes[0])
    return plate


FINGER = ("finger-ring-paper", "finger-ring-accent", "finger-dot")
HIDDEN_FIRST = (
    "bones",
    "joints",
    "psis-bump",
    "crest-line",
    "sacral-sulcus",
    "target-right",
    "target-left",
)
OTHER_JOINTS = ("hip-joint", "pubic-symphysis", "lumbosacral-facet-joint")


def _distance() -> tuple[Formula, ...]:
    x_mm, y_mm = (round(float(v), 1) for v in landmarks_mm()["PSIS"])
    return (
        Formula.of("out_mm", f"abs(x_mm) - {x_mm}"),
        Formula.of("up_mm", f"y_mm - {y_mm}"),
        Formula.of("distance_mm", "hypot(out_mm, up_mm)"),
        Formula.of("close", f"check if distance_mm <= {CLOSE_MM} else 0"),
        Formula.of("far", f"check if distance_mm > {NEAR_MM} else 0"),
        Formula.of("near", "check - close - far"),
        Formula.of("waiting", "1 - check"),
        Formula.of("never", "0"),
        Formula.of("too_high", "check if up_mm > 8 else 0"),
        Formula.of("too_low", "check if up_mm < -8 else 0"),
        Formula.of("too_far_out", "check if out_mm > 8 else 0"),
        Formula.of("too_near_the_middle", "check if out_mm < -8 else 0"),
    )


def palpation() -> Interactive:
    """Point to the bump, then see the bones, the distance, and where the joint itself lies."""
    name = "pelvic-anatomy-palpation"
    x_mm, y_mm = START_MM
    controls: tuple[Control, ...] = (
        Range(
            id="x_mm", label="Across, to the right", unit="mm", spoken="millimetres",
            min=-150, max=150, step=1, value=x_mm, digits=0,
        ),
        Range(
            id="y_mm", label="Up", unit="mm", spoken="millimetres",
            min=-150, max=115, step=1, value=y_mm, digits=0,
            hint="Zero is the height of the two front hip points.",
        ),
        Toggle(id="check", label="Check: show the bones", value=False),
    )  # fmt: skip
    return Interactive(
        name,
        title="Find the bump",
        deeper=deeper_words(name),
        alt=(
            "A runner's back from behind, from the waist to the thighs, with two dimples low on "
            "the back. The bones lie underneath and can be shown."
        ),
        pictures=_pictures(name, [(_palpation_figure(), "any")]),
        controls=controls,
        quantities=_distance(),
        tracks=(
            Transform(parts=FINGER, move=("x_mm", "y_mm")),
            *(Show(parts=(part,), value="check") for part in HIDDEN_FIRST),
            Show(parts=OTHER_JOINTS, value="never"),
        ),
        describe=(
            Sentence.of(
                "Point to where you would press to find the bony bump (PSIS) on either side, "
                "then check.",
                "waiting",
            ),
            Sentence.of("Your finger is {distance_mm:0} mm from the bump: well found.", "close"),
            Sentence.of("Your finger is {distance_mm:0} mm from the bump: nearly there.", "near"),
            Sentence.of("Your finger is {distance_mm:0} mm from the bump.", "far"),
            Sentence.of("Go lower.", "too_high"),
            Sentence.of("Go higher.", "too_low"),
            Sentence.of("Go towards the middle.", "too_far_out"),
            Sentence.of("Go outwards.", "too_near_the_middle"),
            Sentence.of(
                "The bump is not the joint: in four joints of two women the joint's nearest edge "
                "lay 12 to 19 mm away, its middle about 4 cm, deeper and further forward.",
                "check",
            ),
        ),
        aim=Aim(x="x_mm", y="y_mm", label="Where do you put your finger?"),
    )


# --- what else lives there ------------------------------------------------------------------

HAND_RADIUS_MM = 44.0
"""Half the drawn ring: about a flat hand's width, for the eye only."""


def _neighbours(there: set[str]) -> tuple[Structure, ...]:
    return tuple(part for part in structures() if part.nearby and part.id in there)


def _hand_figure() -> PlateFigure:
    """Return the plate with the outline of a flat hand's width over the right bump."""
    plate = posterior_figure("narrow", ["bones", *SOFT, "scale", "directions"])
    x_mm, y_mm = landmarks_mm()["PSIS"]
    for colour, width in (("paper", 4.5), ("accent", 2.4)):
        ring = Circle((x_mm + 4, y_mm - 10), HAND_RADIUS_MM, fill=False)
        ring.set(edgecolor=style.colour(colour), lw=width, linestyle=(0, (4, 2.5)))
        ring.set(zorder=ON_TOP, gid=f"hand-{colour}")
        plate.figure.axes[0].add_patch(ring)
    return plate


def _list(parts: Iterable[Structure]) -> str:
    return "; ".join(part.name for part in parts)


def neighbours() -> Interactive:
    """The painful hand-width and all the kinds of tissue that live in it (article row A03)."""
    name = "pelvic-anatomy-neighbours"
    pictures = _pictures(name, [(_hand_figure(), "any")])
    there = _drawn(name, pictures)
    near = _neighbours(there)
    rest = tuple(part.id for part in structures() if part.id in there and part not in near)
    by_kind = {
        kind: tuple(part for part in near if part.nearby == kind)
        for kind in KIND_LABELS
        if any(part.nearby == kind for part in near)
    }
    return Interactive(
        name,
        title="What else lives there",
        deeper=deeper_words(name),
        alt=(
            "The low back and the top of the buttocks from behind, with joints, ligaments, "
            "muscles, tendons and nerves lying close together, many within one hand's width."
        ),
        pictures=pictures,
        controls=(
            Choice(
                id="kind",
                label="Bring out",
                value="all",
                options=(
                    Option(id="all", label="Everything"),
                    *(Option(id=kind, label=KIND_LABELS[kind]) for kind in by_kind),
                ),
            ),
        ),
        quantities=(
            *(
                Formula.of(f"{kind}_opacity", f"1 if kind == 0 or kind == {place} else 0.1")
                for place, kind in enumerate(by_kind, start=1)
            ),
            Formula.of("rest_opacity", "1 if kind == 0 else 0.1"),
        ),
        tracks=(
            Opacity(parts=rest, value="rest_opacity"),
            *(
                Opacity(parts=tuple(part.id for part in parts), value=f"{kind}_opacity")
                for kind, parts in by_kind.items()
            ),
        ),
        regions=tuple(
            _region(part, None).model_copy(update={"group": KIND_LABELS[kind]})
            for kind, parts in by_kind.items()
            for part in parts
        ),
        describe=(
            Sentence.of(
                f"{len(near)} structures of {len(by_kind)} kinds share this small space.",
                "kind == 0",
            ),
            *(
                Sentence.of(f"{KIND_LABELS[kind]}: {_list(parts)}.", f"kind == {place}")
                for place, (kind, parts) in enumerate(by_kind.items(), start=1)
            ),
        ),
        finder=True,
        stacked=True,
    )
