"""Let a still picture show what the player will show at the start."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..interactive import prefix_of
from ..spec import Opacity, Picture, Show, Toggle, Track


def at_start(
    name: str,
    pictures: Sequence[Picture],
    tracks: Sequence[Track],
    toggles: Sequence[Toggle],
    values: Mapping[str, float],
) -> tuple[Picture, ...]:
    """Return the pictures with parts faded or hidden as at the controls' first values.

    Parameters
    ----------
    name
        The interactive's name.
    tracks, toggles
        Those of its `Opacity`, `Show` and layers that differ at the start are written down.
    values
        All quantities at the start.
    """
    wanted = dict(_faded(tracks, values))
    wanted |= {part: 0.0 for one in toggles if not one.value for part in one.parts}
    return tuple(
        picture.model_copy(update={"svg": _with_opacity(picture.svg, prefix_of(name, k), wanted)})
        for k, picture in enumerate(pictures)
    )


def _faded(tracks: Sequence[Track], values: Mapping[str, float]) -> list[tuple[str, float]]:
    found = []
    for track in tracks:
        if isinstance(track, Opacity | Show):
            shown = values[track.value] if isinstance(track.value, str) else track.value
            shown = float(shown > 0.5) if isinstance(track, Show) else shown
            found += [(part, shown) for part in track.parts if shown < 1]
    return found


def _with_opacity(svg: str, prefix: str, wanted: Mapping[str, float]) -> str:
    def fade(match: re.Match[str]) -> str:
        shown = wanted.get(match[1])
        return match[0] if shown is None else f'{match[0]} style="opacity:{shown:g}"'

    return re.sub(rf'<g id="{re.escape(prefix)}([^"]+)"', fade, svg)
