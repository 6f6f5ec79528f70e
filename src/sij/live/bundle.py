"""The player's own modules as one script: no bundler, since module files do not load from disk."""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib.resources import files

from ..evidence import assets
from ..figures import style

_IMPORT = re.compile(r"^import \{[^}]*\} from \"\./([a-z]+)\.js\";\n", re.MULTILINE)
EXPLORER_CLASS = 'class="sij-live sij-explorer"'
PLANNER_CLASS = 'class="sij-live sij-explorer sij-planner"'
CASE_CLASS = 'class="sij-live sij-case"'
REVIEW_CLASS = 'class="sij-live sij-review"'
_PAGES = {
    EXPLORER_CLASS: "explorerpage",
    PLANNER_CLASS: "plannerpage",
    CASE_CLASS: "casespage",
    REVIEW_CLASS: "reviewpage",
}
_EXPORT = re.compile(r"^export (?=(?:const|function|async function|class) )", re.MULTILINE)


def _source(name: str) -> str:
    return files("sij.live").joinpath("player", name).read_text(encoding="utf-8")


@cache
def script(entry: str) -> str:
    """All modules that `entry` needs, in order, as one ES module.

    Parameters
    ----------
    entry
        ``"page"``, ``"explorerpage"``, ``"plannerpage"``, ``"casespage"``, ``"reviewpage"`` or
        ``"bothpage"`` (find and mount what a page holds), or an anywidget module: ``"widget"``,
        ``"ask"``, ``"symptoms"``, ``"treatment"``, ``"cases"``, ``"reviewwidget"``,
        ``"calibrationwidget"``.
    """
    done: list[str] = []
    _collect(entry, done, set())
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", _source(f"{name}.js"))) for name in done)


def page_script(html: str) -> str:
    """The script of a page; the modules of a form come along only where it stands.

    Parameters
    ----------
    html
        What the page shows.
    """
    held = [page for mark, page in _PAGES.items() if mark in html]
    return script("bothpage" if len(held) > 1 else (*held, "page")[0])


def _collect(name: str, done: list[str], seen: set[str]) -> None:
    seen.add(name)
    for needed in _IMPORT.findall(_source(f"{name}.js")):
        if needed not in seen:
            _collect(needed, done, seen)
    done.append(name)


@cache
def font_css() -> str:
    """``@font-face`` rules with the shipped font inlined."""
    font = style.load().font
    faces = ((font.regular, 400), (font.bold, 700))
    return "".join(_face(font.family, stem, weight) for stem, weight in faces)


def _face(family: str, stem: str, weight: int) -> str:
    data = base64.b64encode(assets.path("fonts", f"{stem}.woff2").read_bytes()).decode()
    return (
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-display:swap;"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}\n"
    )


@cache
def player_css() -> str:
    """The player's own style sheet, without colours and fonts."""
    return _source("player.css")


@cache
def widget_css() -> str:
    """Everything a widget needs in JupyterLab: font, colours, player styles."""
    return font_css() + style.css_variables() + player_css()
