"""Put the pieces of an interactive together and check that they fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from matplotlib.figure import Figure

from .. import evidence
from ..figures import style
from . import evaluate
from .expression import CompileError, names
from .spec import (
    Aim,
    Calibrate,
    Choice,
    Colour,
    Control,
    Path,
    Picture,
    Play,
    Quantity,
    Quiz,
    Range,
    Readout,
    Region,
    Sentence,
    Table,
    Text,
    Toggle,
    Track,
    Transform,
    placeholders,
)
from .svg import compile_svg, part_ids

VERSION = 1
_RESERVED = {"value", "layout", "comm", "keys", "tabbable", "tooltip", "log"}


class Interactive:
    """A compiled interactive: one picture (in one or more widths) and what moves in it.

    Parameters
    ----------
    name
        Unique in the course, such as ``"joint-motion-nutation"``; prefixes every id.
    title
        Heading above the picture.
    alt
        What the static picture shows, for readers who do not see it.
    pictures
        `Picture` objects whose ``svg`` is a matplotlib figure's or SVG text (see `draw`).
    controls, quantities, tracks, readouts, regions, describe, play
        See `sij.live.spec`.
    life_size
        The `Calibrate` control by which the pictures are shown at true size.
    stacked
        Put the controls above the picture instead of beside it.
    finder
        Keep the list of regions open, under headings, with a search field.
    quiz
        Offer to hide the names and ask for them.
    aim
        Let the reader point at the picture to set two sliders.
    deeper
        What is computed and assumed, for students (see `sij.live.deeper`); folded by default.
    model
        The Python model behind the quantities: called with the controls by keyword, it returns the
        exact value of (some of) them. Tests hold the compiled tables to it.
    tolerance
        Largest difference allowed between the compiled tables and `model`.

    Raises
    ------
    CompileError
        If a name, part or colour is unknown or used twice; the message says which.
    """

    def __init__(
        self,
        name: str,
        *,
        title: str,
        alt: str,
        pictures: Sequence[Picture],
        controls: Sequence[Control],
        quantities: Sequence[Quantity] = (),
        tracks: Sequence[Track] = (),
        readouts: Sequence[Readout] = (),
        regions: Sequence[Region] = (),
        describe: Sequence[Sentence] = (),
        play: Play | None = None,
        life_size: str | None = None,
        stacked: bool = False,
        finder: bool = False,
        quiz: Quiz | None = None,
        aim: Aim | None = None,
        deeper: str = "",
        model: Callable[..., Mapping[str, float]] | None = None,
        tolerance: float = 0.005,
    ) -> None:
        self.name, self.title, self.alt = name, title, alt
        self.pictures, self.controls = tuple(pictures), tuple(controls)
        self.quantities, self.tracks = tuple(quantities), tuple(tracks)
        self.readouts, self.regions = tuple(readouts), tuple(regions)
        self.sentences, self.play, self.life_size = tuple(describe), play, life_size
        self.model, self.tolerance, self.stacked = model, tolerance, stacked
        self.finder, self.quiz, self.aim, self.deeper = finder, quiz, aim, deeper
        self._check()

    def start(self) -> dict[str, float]:
        """The controls' first values, as numbers."""
        start = {control.id: control.start for control in self.controls}
        # A screen is never matched until its reader says so.
        unmatched = [c.id for c in self.controls if isinstance(c, Calibrate)]
        return start | {f"{name}_matched": 0.0 for name in unmatched}

    def values(self, controls: Mapping[str, float] | None = None) -> dict[str, float]:
        """Every named number for the given controls (the rest keep their first value)."""
        return evaluate.quantities(self.quantities, self.start() | dict(controls or {}))

    def description(self, controls: Mapping[str, float] | None = None) -> str:
        """The live description for the given controls."""
        return evaluate.describe(
            self.sentences, self.values(controls), self.controls, self.readouts
        )

    def spec(self) -> dict[str, Any]:
        """The island: plain data that the player needs, nothing else, in a fixed order."""
        pictures = [_dump(picture) for picture in self.pictures]
        return {
            "version": VERSION,
            "name": self.name,
            "title": self.title,
            "alt": self.alt,
            "pictures": pictures,
            "controls": [_dump(part) for part in self.controls],
            "quantities": [_dump(part) for part in self.quantities],
            "tracks": [_dump(part) for part in self.tracks],
            "readouts": [_dump(part) for part in self.readouts],
            "regions": [_region(part) for part in self.regions],
            "describe": [_dump(part) for part in self.sentences],
            "play": _dump(self.play) if self.play else None,
            "life_size": self.life_size,
            "stacked": self.stacked,
            **self._extras(),
            "description": self.description(),
        }

    def _extras(self) -> dict[str, Any]:
        """What only some interactives have."""
        extras = {
            "finder": self.finder,
            "quiz": _dump(self.quiz) if self.quiz else None,
            "aim": _dump(self.aim) if self.aim else None,
            "deeper": self.deeper,
        }
        return {key: value for key, value in extras.items() if value not in (None, False, "")}

    def _check(self) -> None:
        known = self._check_names()
        for source in self._sources():
            _known(source, known, f"interactive '{self.name}'")
        self._check_texts(known)
        self._check_parts()
        self._check_controls()

    def _check_names(self) -> set[str]:
        known: set[str] = set()
        for control in self.controls:
            if control.id in _RESERVED:
                raise CompileError(f"Rename control '{control.id}': widgets use that name.")
            _once(control.id, known)
            if isinstance(control, Calibrate):
                _once(f"{control.id}_matched", known)
        for quantity in self.quantities:
            for source in sorted(quantity.reads):
                _known(source, known, f"quantity '{quantity.id}'")
            _once(quantity.id, known)
        return known

    def _sources(self) -> Iterator[object]:
        for track in self.tracks:
            if isinstance(track, Transform):
                yield from (track.rotate_deg, *track.about, *track.move, track.scale)
            elif isinstance(track, Path):
                yield from (source for point in track.points for source in point)
            elif not isinstance(track, Text):
                yield track.value
        yield from (readout.id for readout in self.readouts)
        yield from (source for part in self.sentences for source in sorted(names(part.when)))
        shown = (part.when for part in self.controls if isinstance(part, Range) and part.when)
        yield from (source for tree in shown for source in sorted(names(tree)))

    def _check_texts(self, known: set[str]) -> None:
        texts = [part.text for part in self.sentences]
        texts += [track.text for track in self.tracks if isinstance(track, Text)]
        for text in texts:
            for name in placeholders(text):
                _known(name, known, f"text '{text}'")

    def _check_parts(self) -> None:
        wanted = [part for track in self.tracks for part in track.parts]
        wanted += [region.part for region in self.regions]
        wanted += self.quiz.hides if self.quiz else ()
        wanted += [
            part for control in self.controls if isinstance(control, Toggle)
            for part in control.parts
        ]  # fmt: skip
        for number, picture in enumerate(self.pictures):
            there = part_ids(picture.svg)
            for part in wanted:
                if f"{self._prefix(number)}{part}" not in there:
                    raise CompileError(f"Picture {number} of '{self.name}' has no part '{part}'.")
        for track in self.tracks:
            if isinstance(track, Colour):
                style.colour(track.low), style.colour(track.high)
            if isinstance(track, Transform | Path) and track.frame is not None:
                self._check_frame(track.frame)

    def _check_frame(self, frame: str) -> None:
        for number, picture in enumerate(self.pictures):
            if frame not in picture.frames:
                raise CompileError(f"Picture {number} of '{self.name}' has no frame '{frame}'.")

    def _check_controls(self) -> None:
        ranges = {part.id: part for part in self.controls if isinstance(part, Range | Calibrate)}
        choices = [part for part in self.controls if isinstance(part, Choice)]
        for option in (option for choice in choices for option in choice.options):
            for name, value in option.sets.items():
                if name not in ranges or not ranges[name].min <= value <= ranges[name].max:
                    raise CompileError(f"Option '{option.id}' cannot set '{name}' to {value}.")
        self._check_switches()
        if self.play and self.play.control not in ranges:
            raise CompileError(f"Play needs a slider; '{self.play.control}' is none.")
        self._check_pointing({part.id for part in self.controls if isinstance(part, Range)})
        tables = {part.id: part for part in self.quantities if isinstance(part, Table)}
        for track in self.tracks:
            if isinstance(track, Path) and track.table and track.table not in tables:
                raise CompileError(f"Path reads table '{track.table}', which does not exist.")

    def _check_switches(self) -> None:
        most = {
            part.id: len(part.options) - 1.0 for part in self.controls if isinstance(part, Choice)
        }
        for switch in (part for part in self.controls if isinstance(part, Toggle)):
            for name, value in switch.sets.items():
                if not 0 <= value <= most.get(name, -1.0):
                    raise CompileError(f"Switch '{switch.id}' cannot set '{name}' to {value:g}.")

    def _check_pointing(self, sliders: set[str]) -> None:
        toggles = {part.id for part in self.controls if isinstance(part, Toggle)}
        for region in self.regions:
            if region.layer and region.layer not in toggles:
                raise CompileError(f"Region '{region.part}' names no toggle as layer.")
        if (self.finder or self.quiz) and not self.regions:
            raise CompileError(f"Give '{self.name}' regions: there is nothing to find or to ask.")
        if self.aim and self.regions:
            raise CompileError(f"Give '{self.name}' either regions or an aim: a click means one.")
        if self.aim and not {self.aim.x, self.aim.y} <= sliders:
            raise CompileError(f"Aim needs two sliders; '{self.aim.x}', '{self.aim.y}' are not.")

    def _prefix(self, number: int) -> str:
        return prefix_of(self.name, number)


def prefix_of(name: str, picture: int) -> str:
    """What stands before every id of an interactive's picture."""
    return f"{name}-{picture}-"


def draw(
    name: str,
    drawings: Iterable[tuple[Figure | str, Mapping[str, Any]]],
) -> tuple[Picture, ...]:
    """Compile one interactive's drawings, given as (figure or SVG, picture settings)."""
    return tuple(
        Picture(svg=compile_svg(drawing, prefix_of(name, number)), **settings)
        for number, (drawing, settings) in enumerate(drawings)
    )


def _dump(part: Any) -> dict[str, Any]:
    data: dict[str, Any] = part.model_dump(mode="json", exclude_defaults=False)
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def _region(region: Region) -> dict[str, Any]:
    data = _dump(region)
    if region.claims:
        data["sources"] = "; ".join(_source_line(claim) for claim in region.claims)
    return data


def _source_line(claim_id: str) -> str:
    claim = evidence.claim(claim_id)
    cited = ", ".join(evidence.cite_short(source) for source in claim.sources)
    return f"{cited} ({claim.strength.replace('-', ' ')} evidence)"


def _once(name: str, known: set[str]) -> None:
    if name in known:
        raise CompileError(f"Use another name: '{name}' is there twice.")
    known.add(name)


def _known(source: object, known: set[str], where: str) -> None:
    if isinstance(source, str) and source not in known:
        raise CompileError(f"In {where}: there is no control or quantity '{source}'.")
