"""What every page shares: style, script, the red-flag strip, header and footer."""

from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files

import jinja2
from markupsafe import Markup

from sij import evidence
from sij.evidence import RedFlag
from sij.figures import style
from sij.live import bundle
from sij.live.predict_island import PREDICT_CLASS

URGENCY = ("Emergency", "Urgent", "Soon", "Routine")
"""The urgency words, fastest first."""


def _template_text(name: str) -> str:
    return files("sij.app").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def environment() -> jinja2.Environment:
    """Return the Jinja environment of the pages."""
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(_template_text),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def css() -> str:
    """Return the one style sheet of a page: fonts, colours, player, page."""
    own = _template_text("page.css") + _template_text("show.css")
    return bundle.font_css() + style.css_variables() + bundle.player_css() + own


@cache
def script() -> str:
    """Return the script of the page itself, to run when the page has been read."""
    return _template_text("page.js")


def player(main: str) -> str:
    """Return the script of the interactives, to run while the page is being read.

    Parameters
    ----------
    main
        HTML of the page's main part: it tells which interactives there are.
    """
    return bundle.page_script(main)


def presenter(main: str) -> str:
    """Return the script of presenter mode, with the predict screens where there are any.

    Parameters
    ----------
    main
        HTML of the page's main part.
    """
    return bundle.script("workshoppage" if PREDICT_CLASS in main else "showpage")


@cache
def live_script() -> Markup:
    """Return the script that says whether Python is starting, ready or gone."""
    return Markup(_template_text("live.js"))


def _flag(flag: RedFlag) -> str:
    return f"<li>{escape(flag.text)}</li>"


def _by_action(flags: Sequence[RedFlag]) -> dict[str, list[RedFlag]]:
    grouped: dict[str, list[RedFlag]] = {}
    for flag in flags:
        grouped.setdefault(flag.action, []).append(flag)
    return grouped


def _urgency(word: str, flags: Sequence[RedFlag]) -> str:
    groups = "".join(
        f'<ul>{"".join(_flag(f) for f in some)}</ul><p class="sij-action">{escape(action)}</p>'
        for action, some in _by_action(flags).items()
    )
    mark = f'<span class="sij-urgency">{word}</span>'
    return f'<section class="sij-flags sij-flags--{word.lower()}"><p>{mark}</p>{groups}</section>'


@cache
def safety_strip() -> str:
    """Return the folded red flags that open every page, Emergency first.

    Returns
    -------
    str
        A ``<details>`` element.
    """
    safety = evidence.safety()
    parts = ""
    for word in URGENCY:
        flags = [flag for flag in safety.red_flags if flag.urgency == word]
        parts += _urgency(word, flags) if flags else ""
    return (
        '<details class="sij-strip" id="red-flags"><summary><strong>Signs that must not wait'
        "</strong> <span>Check these before anything else</span></summary>"
        f'<div class="sij-strip-body"><p>{escape(safety.not_a_diagnosis)}</p>{parts}</div>'
        "</details>"
    )


def references(claim_ids: Sequence[str]) -> str:
    """Return the folded list of the sources that a page used; empty for none."""
    if not claim_ids:
        return ""
    listed = evidence.reference_list(*claim_ids).html
    return (
        '<details class="sij-references"><summary>References used on this page</summary>'
        f"{listed}</details>"
    )
