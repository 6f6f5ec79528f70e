"""The side view of the pelvis with lettered pins, for questions that ask where something is."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.figure import Figure

from ..figures import style
from ..figures.pelvis_lateral import LAYERS, lateral_figure
from ..models import motion

SHOWN = tuple(layer for layer in LAYERS if layer in ("hip", "l5", "sacrum", "hip-veil", "joint"))


def pinned_figure(pins: Mapping[str, str]) -> Figure:
    """Draw the bones without names, and a lettered pin at each landmark.

    Parameters
    ----------
    pins
        Letter to landmark, such as ``{"A": "sacral_promontory"}``; each pin's group has the gid
        ``pin-a``.
    """
    figure = lateral_figure("narrow", SHOWN).figure
    axes = figure.axes[0]
    with style.figure_style():
        for letter, landmark in pins.items():
            x_mm, y_mm, _ = (float(part) for part in motion.landmark(landmark))
            axes.plot(
                x_mm, y_mm, "o", color=style.colour("ink"), markersize=17, zorder=950,
                markeredgecolor=style.colour("paper"), markeredgewidth=1.5,
                gid=f"pin-{letter.lower()}",
            )  # fmt: skip
            axes.text(
                x_mm, y_mm, letter, color=style.colour("paper"), weight="bold", ha="center",
                va="center_baseline", size=style.type_size("label"), zorder=951,
                gid=f"pin-letter-{letter.lower()}",
            )  # fmt: skip
    return figure
