"""Work out an interactive's quantities in Python, exactly as the player does in the browser."""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from .expression import evaluate as evaluate_tree
from .numbers import format_number, format_signed
from .spec import Choice, Control, Quantity, Range, Readout, Sentence, Table

Values = dict[str, float]


def _bracket(axis: Sequence[float], at: float) -> tuple[int, float]:
    """The node below `at` and how far along to the next one, 0 to 1, held at the ends."""
    index = min(max(bisect_right(axis, at) - 1, 0), len(axis) - 2)
    share = (at - axis[index]) / (axis[index + 1] - axis[index])
    return index, min(max(share, 0.0), 1.0)


def interpolate(table: Table, values: Mapping[str, float]) -> list[float]:
    """A table's numbers at the given inputs: a list as long as ``table.size``."""
    brackets = [
        _bracket(axis, values[name]) for axis, name in zip(table.axes, table.inputs, strict=True)
    ]
    result = [0.0] * table.size
    for corner in itertools.product((0, 1), repeat=len(brackets)):
        weight = math.prod(
            share if side else 1 - share for (_, share), side in zip(brackets, corner, strict=True)
        )
        if weight == 0:
            continue
        offset = 0
        for axis, (index, _), side in zip(table.axes, brackets, corner, strict=True):
            offset = offset * len(axis) + index + side
        for place in range(table.size):
            result[place] += weight * table.values[offset * table.size + place]
    return result


def quantities(parts: Sequence[Quantity], controls: Mapping[str, float]) -> Values:
    """Every named number for the given control values; several-number tables are left out."""
    values = dict(controls)
    for part in parts:
        if not isinstance(part, Table):
            values[part.id] = evaluate_tree(part.tree, values)
        elif part.size == 1:
            values[part.id] = interpolate(part, values)[0]
    return values


def word_for(control: Control, value: float) -> str:
    """A slider's value in words; a choice's label."""
    if isinstance(control, Range):
        said = [word.text for word in control.words if word.start <= value + 1e-9]
        return said[-1] if said else ""
    if control.kind == "choice":
        return control.options[round(value)].label
    return ("on" if value else "off") if control.kind == "toggle" else ""


def fill(
    text: str, values: Values, controls: Sequence[Control], readouts: Sequence[Readout]
) -> str:
    """Fill a template: ``{name}``, ``{name:2}`` decimals, ``{name:s2}`` signed, ``{name:word}``."""
    known = {control.id: control for control in controls}
    digits = {part.id: part.digits for part in readouts} | {
        control.id: getattr(control, "digits", 0) for control in controls
    }

    def replace(match: re.Match[str]) -> str:
        name, form = match[1], match[2]
        if form == "word":
            return word_for(known[name], values[name])
        if form and form.startswith("s"):
            return format_signed(values[name], int(form[1:]))
        return format_number(values[name], int(form) if form else digits.get(name, 1))

    return re.sub(r"\{([a-z][a-z0-9_]*)(?::([a-z0-9]+))?\}", replace, text)


def describe(
    sentences: Sequence[Sentence],
    values: Values,
    controls: Sequence[Control],
    readouts: Sequence[Readout],
) -> str:
    """The live description: what the picture shows for these values."""
    said = [part.text for part in sentences if evaluate_tree(part.when, values) > 0.5]
    return " ".join(fill(text, values, controls, readouts) for text in said)


def settle(controls: Sequence[Control], values: Values, name: str, value: float) -> Values:
    """Apply one change and what it brings along.

    A preset sets sliders, and moving such a slider leaves the preset; a switch may set others.
    """
    after = values | {name: value}
    changed = next(control for control in controls if control.id == name)
    if changed.kind == "toggle" and value:
        after |= changed.sets
    if changed.kind == "choice":
        after |= changed.options[round(value)].sets
    for control in controls:
        if control.kind != "choice" or control.otherwise is None:
            continue
        sets = control.options[round(after[control.id])].sets
        if any(after[other] != wanted for other, wanted in sets.items()):
            after[control.id] = place_of(control, control.otherwise)
    return after


def place_of(control: Choice, option: str) -> float:
    """An option's place in its choice, from 0."""
    return float([part.id for part in control.options].index(option))
