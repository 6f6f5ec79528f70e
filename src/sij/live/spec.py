"""What an interactive is made of: controls, quantities, tracks, readouts, regions and words.

Every class here is checked data. A mistake fails when the notebook cell runs, in one sentence, and
never in a reader's browser.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal, Self, TypeAlias

import numpy as np
from numpy.typing import ArrayLike
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from .expression import CompileError, Tree, names, parse

Name: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
#: A quantity's or control's name, or a plain number.
Source: TypeAlias = str | float
Affine: TypeAlias = tuple[float, float, float, float, float, float]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    def __init__(self, **data: Any) -> None:
        try:
            super().__init__(**data)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in (type(self).__name__, *first["loc"]))
            reason = first["msg"].removeprefix("Value error, ")
            raise CompileError(f"Mend {where} of {data.get('id', 'this part')}: {reason}") from None


class Word(_Part):
    """A control's value in words, used from `start` upwards."""

    start: float
    text: str


class Range(_Part):
    """A slider: a native range input with label, unit, step buttons and its value in words."""

    kind: Literal["range"] = "range"
    id: Name
    label: str
    unit: str = ""
    min: float
    max: float
    step: float = Field(gt=0)
    value: float
    digits: int = Field(default=1, ge=0, le=6)
    words: tuple[Word, ...] = ()
    #: What a screen reader says for the unit ("degrees" for "°").
    spoken: str = ""
    hint: str = ""
    #: Shown only while this is above one half (see `sij.live.expression.parse`).
    when: Tree | None = None
    #: One of many small sliders that share a row.
    compact: bool | None = None

    @model_validator(mode="after")
    def _value_lies_on_the_scale(self) -> Self:
        if not self.min <= self.value <= self.max or self.min >= self.max:
            raise ValueError(f"Give control '{self.id}' a value between its min and its max.")
        return self

    @property
    def start(self) -> float:
        """The first value, as a number for the quantities."""
        return self.value


class Option(_Part):
    """One answer of a `Choice`; `sets` gives other controls a value when it is picked."""

    id: str
    label: str
    sets: dict[str, float] = {}


class Choice(_Part):
    """One of several: native radio buttons. Its number is the option's place, from 0."""

    kind: Literal["choice"] = "choice"
    id: Name
    label: str
    options: tuple[Option, ...] = Field(min_length=2)
    value: str
    #: The option shown once the reader moves a control that an option had set.
    otherwise: str | None = None
    hint: str = ""

    @model_validator(mode="after")
    def _options_are_known(self) -> Self:
        known = [option.id for option in self.options]
        for wanted in (self.value, self.otherwise or self.value):
            if wanted not in known:
                raise ValueError(f"Choice '{self.id}' has no option '{wanted}'; use {known}.")
        return self

    @property
    def start(self) -> float:
        """The first option's place."""
        return float([option.id for option in self.options].index(self.value))


class Toggle(_Part):
    """On or off: a native checkbox. With `parts` it shows and hides a layer of the picture.

    `sets` gives other controls a value when it is switched on.
    """

    kind: Literal["toggle"] = "toggle"
    id: Name
    label: str
    value: bool = True
    parts: tuple[str, ...] = ()
    sets: dict[str, float] = {}
    hint: str = ""

    @property
    def start(self) -> float:
        """1 when on, 0 when off."""
        return float(self.value)


class Calibrate(_Part):
    """Match a drawn box to a real object: gives the screen's CSS pixels per millimetre."""

    kind: Literal["calibrate"] = "calibrate"
    id: Name
    label: str
    object_name: str
    long_mm: float = Field(gt=0)
    short_mm: float = Field(gt=0)
    min: float = 2.0
    max: float = 9.0
    step: float = 0.01
    value: float = 96 / 25.4
    digits: int = 2
    unit: str = "px/mm"
    hint: str = ""

    @property
    def start(self) -> float:
        """CSS pixels per millimetre before the reader has matched anything."""
        return self.value


Control: TypeAlias = Range | Choice | Toggle | Calibrate


class Table(_Part):
    """A quantity sampled from a model: piecewise multilinear between nodes, held at the ends.

    Parameters
    ----------
    id
        The quantity's name, with its unit (``tip_mm``).
    inputs
        Names of the controls or quantities on the axes, one to four.
    axes
        Rising nodes for each input.
    values
        Array of shape ``(len(axes[0]), len(axes[1]), ...)``, or with one more axis for a quantity
        made of several numbers (the points of a path).
    """

    id: Name
    inputs: tuple[str, ...] = Field(min_length=1, max_length=4)
    axes: tuple[tuple[float, ...], ...]
    values: tuple[float, ...]
    size: int = 1

    @classmethod
    def sample(
        cls, id: str, inputs: Sequence[str], axes: Sequence[ArrayLike], values: ArrayLike
    ) -> Table:
        """Build a table from arrays; see the class."""
        nodes = tuple(tuple(map(float, np.asarray(axis, float).ravel())) for axis in axes)
        shape = tuple(len(axis) for axis in nodes)
        array = np.asarray(values, float)
        if array.shape[: len(shape)] != shape or array.ndim > len(shape) + 1:
            raise CompileError(f"Table '{id}' needs values of shape {shape}, not {array.shape}.")
        size = array.shape[-1] if array.ndim > len(shape) else 1
        flat = tuple(float(f"{number:.7g}") for number in array.ravel())
        return cls(id=id, inputs=tuple(inputs), axes=nodes, values=flat, size=size)

    @field_validator("axes")
    @classmethod
    def _axes_rise(cls, axes: tuple[tuple[float, ...], ...]) -> tuple[tuple[float, ...], ...]:
        if any(len(axis) < 2 or np.any(np.diff(axis) <= 0) for axis in axes):
            raise ValueError("Give each axis of a table at least two rising nodes.")
        return axes

    @model_validator(mode="after")
    def _values_fill_the_grid(self) -> Self:
        wanted = math.prod(len(axis) for axis in self.axes) * self.size
        if len(self.axes) != len(self.inputs) or len(self.values) != wanted:
            raise ValueError(f"Table '{self.id}' needs {wanted} values on {len(self.inputs)} axes.")
        if not np.all(np.isfinite(self.values)):
            raise ValueError(f"Table '{self.id}' holds a value that is not a number.")
        return self

    @property
    def reads(self) -> set[str]:
        """The names this quantity is made from."""
        return set(self.inputs)


class Formula(_Part):
    """A quantity computed by a short expression from controls and earlier quantities."""

    id: Name
    tree: Tree

    @classmethod
    def of(cls, id: str, text: str) -> Formula:
        """Parse `text` (see `sij.live.expression.parse`)."""
        return cls(id=id, tree=parse(text))

    @property
    def reads(self) -> set[str]:
        """The names this quantity is made from."""
        return names(self.tree)


Quantity: TypeAlias = Table | Formula


class Transform(_Part):
    """Turn, shift and stretch parts, in scene units; positive angles turn counter-clockwise.

    With `frame` the units are those of the picture's frame of that name.
    """

    kind: Literal["transform"] = "transform"
    parts: tuple[str, ...]
    frame: str | None = None
    rotate_deg: Source = 0.0
    about: tuple[Source, Source] = (0.0, 0.0)
    move: tuple[Source, Source] = (0.0, 0.0)
    scale: Source = 1.0


class Opacity(_Part):
    """Fade parts: 0 is invisible, 1 is solid."""

    kind: Literal["opacity"] = "opacity"
    parts: tuple[str, ...]
    value: Source


class Show(_Part):
    """Show parts while the value is above one half."""

    kind: Literal["show"] = "show"
    parts: tuple[str, ...]
    value: Source


class Colour(_Part):
    """Blend a part's fill or stroke between two palette colours; 0 is `low`, 1 is `high`."""

    kind: Literal["colour"] = "colour"
    parts: tuple[str, ...]
    property: Literal["fill", "stroke"] = "fill"
    value: Source
    low: str
    high: str


class Path(_Part):
    """Redraw a path through points (scene units), or from a table with several numbers.

    With `frame` the units are those of the picture's frame of that name.
    """

    kind: Literal["path"] = "path"
    parts: tuple[str, ...]
    frame: str | None = None
    points: tuple[tuple[Source, Source], ...] = ()
    table: str | None = None
    closed: bool = False


class Text(_Part):
    """Rewrite a text of the picture from a template such as ``"{tip_mm:1} mm"``."""

    kind: Literal["text"] = "text"
    parts: tuple[str, ...]
    text: str


Track: TypeAlias = Transform | Opacity | Show | Colour | Path | Text


class Readout(_Part):
    """A labelled number beside the picture."""

    id: Name
    label: str
    unit: str = ""
    digits: int = Field(default=1, ge=0, le=6)
    note: str = ""


class Region(_Part):
    """A part of the picture that can be focused, clicked and explained.

    `plain` and `latin` are further names to search by; `group` is its heading in the list; `layer`
    names the `Toggle` that shows it; `facts` are pairs of a label and a text.
    """

    part: str
    label: str
    text: str = ""
    claims: tuple[str, ...] = ()
    plain: str = ""
    latin: str = ""
    group: str = ""
    layer: str | None = None
    facts: tuple[tuple[str, str], ...] = ()


class Quiz(_Part):
    """Ask for the regions' names, with the parts in `hides` (the labels) put out of sight."""

    hides: tuple[str, ...] = ()


class Aim(_Part):
    """Point at the picture to set two sliders, in scene units; `label` says what to point at."""

    x: Name
    y: Name
    label: str


class Sentence(_Part):
    """A sentence of the live description, said while `when` is above one half."""

    text: str
    when: Tree = 1.0

    @classmethod
    def of(cls, text: str, when: str = "1") -> Sentence:
        """Parse the condition (see `sij.live.expression.parse`)."""
        return cls(text=text, when=parse(when))


class Play(_Part):
    """A play button that sweeps one control there and back."""

    control: str
    seconds: float = Field(default=4.0, gt=0)
    stops: tuple[float, ...] = Field(min_length=2)
    label: str = "Play"


class Picture(_Part):
    """One drawing of the scene, for any width of page or only for wide or narrow ones.

    `to_svg` is the affine map from scene units to the drawing's own units, (a, b, c, d, e, f) as in
    SVG's ``matrix``; `mm_per_unit` is given when the drawing can be shown life-size. `frames` holds
    further such maps by name, for drawings of several panels with units of their own.
    """

    svg: str
    room: Literal["any", "wide", "narrow"] = "any"
    to_svg: Affine = (1, 0, 0, 1, 0, 0)
    mm_per_unit: float | None = None
    frames: dict[str, Affine] = {}


def placeholders(text: str) -> Iterable[str]:
    """The names inside the braces of a template."""
    return re.findall(r"\{([a-z][a-z0-9_]*)(?::[a-z0-9]+)?\}", text)
