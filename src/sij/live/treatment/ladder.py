"""The effect ladder as an interactive: who was compared with whom, and whether they knew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ... import evidence
from ...figures import effect_ladder as drawn
from ...figures.pen import Width
from ..deeper import deeper_words
from ..interactive import Interactive, draw
from ..spec import Choice, Formula, Opacity, Option, Readout, Region, Sentence, Track

NAME = "treatment-effect-ladder"
WIDTHS: Sequence[Width] = ("wide", "narrow")
PALE = 0.15
BLINDING = (
    ("all", "All"),
    ("hidden", "Only hidden: against a dummy or sham"),
    ("open", "Only open, in part hidden, or not said"),
)
SHAM, OPEN = "fusion-sham", "fusion-open"


def key(rung: drawn.Rung) -> str:
    """Return a rung's id as part of a quantity's name."""
    return rung.id.replace("-", "_")


def effect_ladder() -> Interactive:
    """Return the sizes of effects on one scale, by how people were compared."""
    tracks: tuple[Track, ...] = tuple(
        Opacity(parts=(f"rung-{rung.id}",), value=f"clear_{key(rung)}") for rung in drawn.rungs()
    )
    return Interactive(
        NAME,
        title="How large are the effects?",
        deeper=deeper_words(NAME),
        alt=_alt(),
        pictures=draw(NAME, [(drawn.effect_ladder(w), {"room": w}) for w in WIDTHS]),
        controls=_controls(),
        quantities=tuple(_quantities()),
        tracks=tracks,
        readouts=(Readout(id="shown_count", label="Comparisons that stand out", digits=0),),
        regions=(_line_region(), *map(_region, drawn.rungs())),
        describe=tuple(_sentences()),
        stacked=True,
        model=ladder_model,
        tolerance=1e-9,
    )


def ladder_model(blinding: float, who: float, **_: float) -> dict[str, float]:
    """Return which rungs stand out, by the interactive's names."""
    found = {}
    for rung in drawn.rungs():
        hidden = rung.known == "dummy"
        fits = blinding == 0 or (blinding == 1) == hidden
        place = list(drawn.WHO).index(rung.who) + 1
        found[f"shown_{key(rung)}"] = float(fits and who in (0, place))
    return found | {"shown_count": sum(found.values())}


def _alt() -> str:
    said = "; ".join(f"{rung.name}, {rung.compared}: {rung.size}" for rung in drawn.rungs())
    return (
        "Differences in pain between the groups of trials, in points of 100, each with a mark and "
        f"its 95 % interval. A dashed line marks {drawn.worthwhile():g} points. {said}."
    )


def _controls() -> tuple[Choice, Choice]:
    people = tuple(Option(id=name, label=label) for name, label in drawn.WHO.items())
    return (
        Choice(
            id="blinding",
            label="Did people know what they got?",
            value="all",
            options=tuple(Option(id=name, label=label) for name, label in BLINDING),
        ),
        Choice(
            id="who",
            label="Whose pain?",
            value="all",
            options=(Option(id="all", label="Everybody's"), *people),
        ),
    )


def _quantities() -> Iterator[Formula]:
    for rung in drawn.rungs():
        way = 1 if rung.known == "dummy" else 2
        place = list(drawn.WHO).index(rung.who) + 1
        fits = f"(blinding == 0 or blinding == {way}) and (who == 0 or who == {place})"
        yield Formula.of(f"shown_{key(rung)}", fits)
        yield Formula.of(f"clear_{key(rung)}", f"1 if shown_{key(rung)} else {PALE}")
    for who in drawn.WHO:
        some = (rung for rung in drawn.rungs() if rung.who == who)
        yield Formula.of(f"count_{who}", " + ".join(f"shown_{key(rung)}" for rung in some))
    yield Formula.of("shown_count", " + ".join(f"count_{who}" for who in drawn.WHO))


def _line_region() -> Region:
    claim = drawn.WORTHWHILE.partition(":")[0]
    return Region(
        part="worthwhile",
        label="The smallest change that people find worthwhile",
        text=f"One review of trials puts it at {drawn.worthwhile():g} points of 100. It is a "
        "convention: what is worth it to you depends on the effort, the cost and the risk, too.",
        claims=(claim,),
    )


def _region(rung: drawn.Rung) -> Region:
    return Region(
        part=f"rung-{rung.id}",
        label=f"{rung.name}, {rung.compared}",
        text=f"{drawn.WHO[rung.who]}. Difference in points of 100: {rung.size}.",
        facts=tuple(_facts(rung)),
        claims=(rung.claim,),
    )


def _facts(rung: drawn.Rung) -> Iterator[tuple[str, str]]:
    known = {
        "dummy": "Nobody should know what they got.",
        "open": "People knew what they got.",
        "mixed": "In some of the trials people knew, in others there was a dummy.",
        "unsaid": "Our source does not say.",
    }
    yield "Did they know?", known[rung.known]
    people = "Our source does not say how many." if rung.people is None else f"{rung.people}."
    yield "People", people
    yield "When", f"{rung.when[:1].upper()}{rung.when[1:]}."
    yield "Beside the lines", rung.beside_line
    if rung.times > 1:
        top = 100 // rung.times
        yield (
            "Converted",
            f"Printed on a scale from 0 to {top}. Here it is multiplied by "
            f"{rung.times}, so that 100 is the top.",
        )
    yield "Think of", rung.why
    claim = evidence.claim(rung.claim)
    yield "The study says", claim.statement
    if claim.caution:
        yield "Caution", claim.caution


# --- the live description ---------------------------------------------------------------------


def _sentences() -> Iterator[Sentence]:
    all_of = len(drawn.rungs())
    yield Sentence.of(f"Comparisons that stand out: {{shown_count:0}} of {all_of}.", "shown_count")
    yield Sentence.of("No comparison here fits both choices.", "shown_count == 0")
    for who, label in drawn.WHO.items():
        yield Sentence.of(f"{label}:", f"count_{who}")
        for rung in (one for one in drawn.rungs() if one.who == who):
            said = f"{rung.name} ({drawn.KNOWN[rung.known]}): {rung.size}."
            yield Sentence.of(said, f"shown_{key(rung)}")
    both = f"shown_{SHAM.replace('-', '_')} and shown_{OPEN.replace('-', '_')}"
    yield Sentence.of(_sham_sentence(), both)
    yield Sentence.of(
        "Figures are points of 100 with 95 % intervals; below zero there is less pain than in the "
        f"other group. The dashed line marks {drawn.worthwhile():g} points, the smallest change "
        "that people find worthwhile. People, times and comparisons differ: this is no ranking."
    )


def _sham_sentence() -> str:
    found = {rung.id: abs(rung.points) for rung in drawn.rungs()}
    return (
        f"Fusion is {found[OPEN]:.0f} points ahead in open trials and {found[SHAM]:g} "
        "in the sham trial, whose interval holds no difference."
    )
