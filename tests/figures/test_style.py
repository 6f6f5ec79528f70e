"""The palette, the style sheet and the shipped font."""

import re

import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped, unused-ignore]
from matplotlib import font_manager

from sij.figures import glyphs, style
from sij.figures.fonts import DRAWN

NEEDED = re.findall(
    r"\w+",
    "paper ink ink_soft rule bone bone_shade bone_line bone_ghost cartilage ligament muscle nerve"
    " accent accent2 living cadaver article good warn sacrum sacrum_shade sacrum_moved ilium",
)
LIMITS = {"text": 4.5, "line": 3.0, "fill": 0.0}
CHIPS = ("accent", "accent2", "article", "good", "warn")


@pytest.mark.parametrize("name", NEEDED)
def test_the_palette_has_the_agreed_names(name: str) -> None:
    assert re.fullmatch("#[0-9a-f]{6}", style.colour(name))


def test_every_light_hex_is_unique_so_a_drawing_can_be_recoloured() -> None:
    values = [style.colour(name) for name in style.names()]
    assert len(set(values)) == len(values)
    assert set(style.css_by_hex()) == set(values)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("paper", ["paper", "surface", "surface_deep"])
def test_words_and_lines_stand_out(scheme: str, paper: str) -> None:
    colours = style.load().colours
    ground = getattr(colours[paper], scheme)
    weak = {
        name: ratio
        for name, c in colours.items()
        if (ratio := style.contrast(getattr(c, scheme), ground)) < LIMITS[c.role]
    }
    assert weak == {}


@pytest.mark.parametrize("name", CHIPS)
def test_a_word_on_its_own_soft_ground_is_readable(name: str) -> None:
    for pick in (style.colour, style.dark):
        assert style.contrast(pick(name), pick(f"{name}_soft")) >= 4.5


def test_contrast_is_the_wcag_ratio() -> None:
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert style.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_an_unknown_colour_says_what_to_use() -> None:
    with pytest.raises(KeyError, match=r"no colour 'bon'.*bone"):
        style.colour("bon")


def test_the_style_sheet_has_all_schemes() -> None:
    css = style.css_variables()
    assert css.startswith(":root{")
    for needed in (
        "--sij-bone-line:",
        "@media (prefers-color-scheme:dark)",
        "@media print",
        "@media (forced-colors:active)",
        "--sij-ink:CanvasText;",
    ):
        assert needed in css
    assert css.count("{") == css.count("}")
    assert css.split("@media print")[1].count("--sij-paper:#ffffff;") == 1


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_the_font_has_every_promised_character(weight: style.Weight) -> None:
    for kind in ("ttf", "woff2"):
        held = TTFont(style.font_path(weight, kind)).getBestCmap()
        assert [char for char in glyphs.KEPT if ord(char) not in held] == []


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_screen_and_layout_fonts_have_the_same_widths(weight: style.Weight) -> None:
    ttf, woff = (TTFont(style.font_path(weight, kind)) for kind in ("ttf", "woff2"))
    assert ttf["hmtx"].metrics == woff["hmtx"].metrics
    assert ttf["hhea"].ascent == woff["hhea"].ascent
    assert ttf["head"].modified == woff["head"].modified


def test_each_drawn_sign_has_an_outline() -> None:
    font = TTFont(style.font_path("bold"))
    table = font.getBestCmap()
    assert [char for char in DRAWN if font["glyf"][table[ord(char)]].numberOfContours == 0] == []


def test_missing_characters_are_told() -> None:
    assert glyphs.missing("Δθ ≤ 3°\n") == ""
    assert glyphs.missing("Štrajhar☃") == "Š☃"


def test_the_font_licence_is_beside_the_files() -> None:
    text = style.font_path().with_name("OFL.txt").read_text("utf-8")
    assert "SIL Open Font License, Version 1.1" in text


def test_figure_style_uses_the_shipped_font_and_real_text() -> None:
    with style.figure_style():
        found = font_manager.findfont(font_manager.FontProperties(weight="bold"))
        assert found == str(style.font_path("bold"))
        assert mpl.rcParams["svg.fonttype"] == "none"
        assert mpl.rcParams["savefig.facecolor"] == "none"
    assert mpl.rcParams["svg.fonttype"] != "none"
