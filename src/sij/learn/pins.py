"""The pelvis with lettered pins, for questions that ask where something is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from matplotlib.figure import Figure

from ..figures import frontal, pelvis_lateral, style
from ..figures.pelvis_posterior import posterior_figure
from ..figures.shapes import Points

ON_TOP = 1e6
View = Literal["side", "behind"]
SIDE = tuple(
    layer
    for layer in pelvis_lateral.LAYERS
    if layer in ("hip", "l5", "sacrum", "hip-veil", "joint")
)
ALTS: Mapping[View, str] = {
    "side": "The pelvis from the right side",
    "behind": "The pelvis from behind",
}


def _side() -> Figure:
    return pelvis_lateral.lateral_figure("narrow", SIDE).figure


def _behind() -> Figure:
    return posterior_figure("narrow", ["bones"]).figure


VIEWS: Mapping[View, tuple[Callable[[], Figure], Mapping[str, Points]]] = {
    "side": (_side, pelvis_lateral.landmarks_mm()),
    "behind": (_behind, frontal.landmarks_mm()),
}


def pinned_figure(pins: Mapping[str, str], view: View = "side") -> Figure:
    """Draw the bones without names, and a lettered pin at each landmark.

    Parameters
    ----------
    pins
        Letter to landmark, such as ``{"A": "sacral_promontory"}``; each pin's group has the gid
        ``pin-a``.
    view
        ``"side"``: from the right; ``"behind"``: paired landmarks on the subject's right, which is
        the right of the picture.

    Raises
    ------
    KeyError
        When there is no such landmark.
    """
    draw, landmarks_mm = VIEWS[view]
    figure = draw()
    axes = figure.axes[0]
    with style.figure_style():
        for letter, landmark in pins.items():
            x_mm, y_mm = (float(part) for part in landmarks_mm[landmark])
            axes.plot(
                x_mm, y_mm, "o", color=style.colour("ink"), markersize=17, zorder=ON_TOP,
                markeredgecolor=style.colour("paper"), markeredgewidth=1.5,
                gid=f"pin-{letter.lower()}",
            )  # fmt: skip
            axes.text(
                x_mm, y_mm, letter, color=style.colour("paper"), weight="bold", ha="center",
                va="center_baseline", size=style.type_size("label"), zorder=ON_TOP + 1,
                gid=f"pin-letter-{letter.lower()}",
            )  # fmt: skip
    return figure
