"""The look of the course: colours, line widths, type sizes and the shipped font.

Everything comes from ``assets/style.yaml``. Drawings use the light colours; pages turn
them into CSS variables, so one drawing serves light, dark, printed and forced colours.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import matplotlib as mpl
from cycler import cycler
from matplotlib import font_manager
from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

from sij.evidence import assets

Scheme = Literal["light", "dark"]
Weight = Literal["regular", "bold"]
T = TypeVar("T")

DARK_SELECTORS = (':root[data-theme="dark"]', 'body[data-jp-theme-light="false"]')
"""Where a page or JupyterLab itself says that it is dark."""


class Colour(BaseModel):
    """One named colour of the palette."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    light: str = Field(pattern="^#[0-9a-f]{6}$")
    dark: str = Field(pattern="^#[0-9a-f]{6}$")
    role: Literal["text", "line", "fill"]
    system: Literal["Canvas", "CanvasText", "LinkText", "Highlight"]


class FontNames(BaseModel):
    """The family name and the file stems of the two weights."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    family: str
    regular: str
    bold: str


class Style(BaseModel):
    """The whole of ``assets/style.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    colours: Mapping[str, Colour]
    strokes: Mapping[str, float]
    type_sizes: Mapping[str, float]
    font: FontNames


@lru_cache(maxsize=1)
def load() -> Style:
    """Return the style, read once.

    Returns
    -------
    Style
        Palette, stroke widths (pt), type sizes (pt) and font names.

    Raises
    ------
    pydantic.ValidationError
        When ``assets/style.yaml`` has a wrong or missing entry.
    """
    data = YAML(typ="safe").load(assets.path("style.yaml"))
    return Style.model_validate(data)


def _look_up(table: Mapping[str, T], name: str, what: str) -> T:
    if name not in table:
        raise KeyError(f"There is no {what} {name!r}: use one of {', '.join(table)}.")
    return table[name]


def names() -> tuple[str, ...]:
    """Return the names of all colours, in the order of the style file."""
    return tuple(load().colours)


def colour(name: str) -> str:
    """Return the light hex value of a colour, the one drawings use.

    Parameters
    ----------
    name
        A palette name such as ``"bone"``.

    Returns
    -------
    str
        ``#rrggbb`` in lower case; no two names share a value.

    Raises
    ------
    KeyError
        When the palette has no such name.
    """
    return _look_up(load().colours, name, "colour").light


def dark(name: str) -> str:
    """Return the dark-scheme hex value of a colour; see `colour`."""
    return _look_up(load().colours, name, "colour").dark


def stroke(name: str) -> float:
    """Return a line width in points: hair, fine, line, outline or heavy."""
    return _look_up(load().strokes, name, "stroke")


def type_size(name: str) -> float:
    """Return a type size in points: small, label, body or title."""
    return _look_up(load().type_sizes, name, "type size")


def css_name(name: str) -> str:
    """Return the CSS variable of a colour: ``bone_line`` gives ``--sij-bone-line``."""
    _look_up(load().colours, name, "colour")
    return "--sij-" + name.replace("_", "-")


def css_by_hex() -> dict[str, str]:
    """Return, for each light hex, what replaces it in a page's drawing.

    Returns
    -------
    dict
        ``{"#efe4ca": "var(--sij-bone, #efe4ca)", ...}``.
    """
    return {colour(name): f"var({css_name(name)}, {colour(name)})" for name in names()}


def _declarations(values: Mapping[str, str]) -> str:
    return "".join(f"{css_name(name)}:{value};" for name, value in values.items())


def css_variables() -> str:
    """Return the style sheet that sets one variable per colour.

    Returns
    -------
    str
        ``:root`` with the light values; the dark ones for readers who prefer dark, for
        pages marked ``data-theme="dark"`` (``"light"`` holds light) and for JupyterLab's
        dark theme; white paper and the light inks in print; system colours when forced.
    """
    palette = load().colours
    light = _declarations({name: c.light for name, c in palette.items()})
    dark_ = _declarations({name: c.dark for name, c in palette.items()})
    print_ = light + _declarations({"paper": "#ffffff", "surface": "#ffffff"})
    forced = _declarations({name: c.system for name, c in palette.items()})
    themed = ",".join(DARK_SELECTORS)
    everywhere = f":root,{themed}"
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{"
        f':root:not([data-theme="light"]){{{dark_}}}'
        f'body[data-jp-theme-light="true"]{{{light}}}}}\n'
        f"{themed}{{color-scheme:dark;{dark_}}}\n"
        f'@media print{{{everywhere},:root:not([data-theme="light"])'
        f"{{color-scheme:light;{print_}}}}}\n"
        f'@media (forced-colors:active){{{everywhere},:root:not([data-theme="light"])'
        f"{{{forced}}}}}\n"
    )


def font_path(weight: Weight = "regular", kind: Literal["ttf", "woff2"] = "ttf") -> Path:
    """Return the file of one weight: ``ttf`` for matplotlib, ``woff2`` for browsers.

    Both hold the same glyphs with the same widths, so words that matplotlib has placed
    stay in place in a browser.
    """
    font = load().font
    stem = font.regular if weight == "regular" else font.bold
    return assets.path("fonts", f"{stem}.{kind}")


@lru_cache(maxsize=1)
def register_fonts() -> str:
    """Make the shipped font known to matplotlib.

    Returns
    -------
    str
        The family name to use.
    """
    for weight in ("regular", "bold"):
        font_manager.fontManager.addfont(font_path(weight))
    return load().font.family


def _rc() -> dict[Any, Any]:
    ink, soft, size = colour("ink"), colour("ink_soft"), type_size("label")
    return {
        "svg.fonttype": "none",
        "svg.hashsalt": "sij",
        "font.family": register_fonts(),
        "font.size": size,
        "text.color": ink,
        "axes.labelcolor": ink,
        "axes.edgecolor": soft,
        "axes.titlesize": type_size("title"),
        "axes.titleweight": "bold",
        "axes.facecolor": "none",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.linewidth": stroke("fine"),
        "axes.unicode_minus": True,
        "axes.prop_cycle": cycler(
            color=[colour(n) for n in ("accent", "accent2", "article", "good", "warn")]
        ),
        "grid.color": colour("rule"),
        "grid.linewidth": stroke("hair"),
        "xtick.color": soft,
        "ytick.color": soft,
        "lines.linewidth": stroke("outline"),
        "lines.solid_capstyle": "round",
        "lines.solid_joinstyle": "round",
        "figure.facecolor": "none",
        "savefig.facecolor": "none",
        "savefig.edgecolor": "none",
        "legend.frameon": False,
        "mathtext.fontset": "dejavusans",
    }


@contextmanager
def figure_style() -> Iterator[None]:
    """Draw in the house style inside a ``with`` block.

    Real text in the shipped font, no background, repeatable SVG ids.
    """
    with mpl.rc_context(_rc()):
        yield


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two hex colours, 1 to 21.

    Parameters
    ----------
    one, other
        ``#rrggbb``.
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(value: str) -> float:
    channels = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
