"""Write a path's commands relative to where each of its pieces starts.

A curve that is drawn again a little shifted (as soft shading does many times) then reads the same
but for its first point, so pages that hold it shrink to a fraction when they are sent compressed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"([A-Za-z])|(-?\d*\.?\d+(?:[eE][-+]?\d+)?)")
_PAIRS = {"M": 1, "L": 1, "C": 3, "Q": 2, "Z": 0}
_STEPS = 10
"""Steps in one unit of the drawing (1/72 inch): a tenth is a fraction of a pixel on any screen."""

Point = tuple[int, int]


def short(steps: int) -> str:
    """Return tenths as the shortest decimal: 15 gives ``1.5``."""
    text = f"{steps / _STEPS:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    letter, numbers = "", list[float]()
    for found in _TOKEN.finditer(text):
        if found[1]:
            if letter:
                yield letter, numbers
            letter, numbers = found[1], []
        else:
            numbers.append(float(found[2]))
    if letter:
        yield letter, numbers


def _points(numbers: list[float], start: tuple[float, float]) -> list[Point]:
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return [(round((x - start[0]) * _STEPS), round((y - start[1]) * _STEPS)) for x, y in pairs]


def _joined(numbers: list[int]) -> str:
    words = [short(number) for number in numbers]
    return "".join(
        word if place == 0 or word.startswith("-") else f" {word}"
        for place, word in enumerate(words)
    )


def relative(text: str) -> str:
    """Return the same path in relative commands, rounded to 0.1 from each piece's start.

    Parameters
    ----------
    text
        A path's ``d`` made of absolute M, L, C, Q and Z, as matplotlib writes them.

    Returns
    -------
    str
        The path in relative commands; `text` itself when it holds any other command.
    """
    parts, start, at = list[str](), (0.0, 0.0), (0, 0)
    for letter, numbers in _commands(text):
        step = 2 * _PAIRS.get(letter, 0)
        if letter not in {*_PAIRS, "z"} or (step and len(numbers) % step):
            return text
        if letter in "Zz":
            parts.append("z")
            at = (0, 0)
            continue
        if letter == "M":
            start, at = (numbers[0], numbers[1]), (0, 0)
            parts.append(f"M{_joined([round(v * _STEPS) for v in numbers[:2]])}")
            continue
        moves = list[int]()
        points = _points(numbers, start)
        size = _PAIRS[letter]
        for first in range(0, len(points), size):
            group = points[first : first + size]
            moves += [value for x, y in group for value in (x - at[0], y - at[1])]
            at = group[-1]
        parts.append(letter.lower() + _joined(moves))
    return "".join(parts)
