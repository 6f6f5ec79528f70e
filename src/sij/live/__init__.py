"""Compile a drawing and a model into an interactive that plays in the browser with no kernel."""

from .expression import CompileError
from .interactive import Interactive, draw
from .island import MIME, island_html, page_assets
from .spec import (
    Calibrate,
    Choice,
    Colour,
    Formula,
    Opacity,
    Option,
    Path,
    Picture,
    Play,
    Range,
    Readout,
    Region,
    Sentence,
    Show,
    Table,
    Text,
    Toggle,
    Transform,
    Word,
)
from .widget import LiveFigure

__all__ = [
    "MIME",
    "Calibrate",
    "Choice",
    "Colour",
    "CompileError",
    "Formula",
    "Interactive",
    "LiveFigure",
    "Opacity",
    "Option",
    "Path",
    "Picture",
    "Play",
    "Range",
    "Readout",
    "Region",
    "Sentence",
    "Show",
    "Table",
    "Text",
    "Toggle",
    "Transform",
    "Word",
    "draw",
    "island_html",
    "page_assets",
]
