"""Paths in relative commands: the same curve, shorter, and the same text wherever it stands."""

import re

import pytest

from sij.live.paths import relative

ABSOLUTE = "M 10.004 20 L 130.5 20.5 C 30 30 20 30.25 10 30 Q 5 25 10.004 20 z M 1 1 L 2 2 z"


def absolute_points(text: str) -> list[tuple[float, float]]:
    """Follow a path of relative m, l, c, q back to absolute points."""
    at = start = (0.0, 0.0)
    found = []
    for letter, body in re.findall(r"([MmLlCcQqZz])([^A-Za-z]*)", text):
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", body)]
        if letter in "Zz":
            at = start
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        size = {"c": 3, "q": 2}.get(letter.lower(), 1)
        for first in range(0, len(pairs), size):
            base = (0.0, 0.0) if letter.isupper() else at
            group = [(base[0] + x, base[1] + y) for x, y in pairs[first : first + size]]
            found += group
            at = group[-1]
        if letter in "Mm":
            start = at
    return found


def test_the_curve_stays_within_a_tenth_of_its_start() -> None:
    before, after = absolute_points(ABSOLUTE), absolute_points(relative(ABSOLUTE))
    assert len(before) == len(after) == 9
    for (x, y), (u, v) in zip(before, after, strict=True):
        assert abs(x - u) < 0.101
        assert abs(y - v) < 0.101


def test_a_shifted_curve_reads_the_same_but_for_its_first_point() -> None:
    shifted = re.sub(r"[\d.]+", lambda n: f"{float(n[0]) + 7.37:.6f}", ABSOLUTE)
    one, other = (re.sub(r"M[-\d. ]+", "M", relative(text)) for text in (ABSOLUTE, shifted))
    assert one == other
    assert "l120.5" in one


@pytest.mark.parametrize("text", ["M 0 0 A 1 1 0 0 0 2 2", "m 0 0 l 1 1", "M 0 0 L 1", ""])
def test_what_matplotlib_never_writes_is_left_alone(text: str) -> None:
    assert relative(text) == text
