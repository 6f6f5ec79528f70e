"""Control settings that a reader could reach, for tests that compare player and Python."""

from __future__ import annotations

import random

from sij.live.interactive import Interactive
from sij.live.spec import Choice, Range, Toggle


def random_setting(
    interactive: Interactive, source: random.Random, ends: bool = False
) -> dict[str, float]:
    """A setting of all controls; with `ends` each slider stands at one of its ends."""
    setting = {}
    for part in interactive.controls:
        if isinstance(part, Range):
            steps = round((part.max - part.min) / part.step)
            step = source.choice([0, steps]) if ends else source.randint(0, steps)
            setting[part.id] = round(part.min + step * part.step, 6)
        elif isinstance(part, Choice):
            setting[part.id] = source.randrange(len(part.options))
        elif isinstance(part, Toggle):
            setting[part.id] = source.randint(0, 1)
    return setting
