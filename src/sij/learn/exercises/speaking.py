"""Verdicts, hints and solutions as a notebook shows them: plain text, and small HTML."""

from collections.abc import Iterable

from sij import evidence
from sij.evidence import HtmlBlock
from sij.evidence.blocks import esc
from sij.evidence.citations import short_link

from .judging import Verdict
from .task import Task

# A sign and a word for each state; the line beside it differs, too. The colours are those of the
# notebook's own theme, so that they suit a dark one.
LOOKS = {
    "not-attempted": ("○", "Not attempted yet.", "dotted", "--jp-ui-font-color2"),
    "wrong": ("✗", "Not right yet.", "dashed", "--jp-error-color1"),
    "right": ("✓", "Right.", "solid", "--jp-success-color1"),
}
MARK = "{code}"
HELP = ("›", "dotted", "--jp-ui-font-color2")


def spoken(task: Task, verdict: Verdict) -> HtmlBlock:
    """Return a verdict as a block."""
    sign, word, line, colour = LOOKS[verdict.state]
    given = f"You gave {verdict.shown}." if verdict.shown else ""
    words = " ".join(part for part in (given, verdict.says) if part)
    sources = task.claims if verdict.state == "right" else ()
    return _block(sign, word, words, line, colour, verdict.state, sources)


def hinted(task: Task, number: int) -> HtmlBlock:
    """Return the first or second hint as a block."""
    more = " For more, run this cell once again." if number == 1 else ""
    sign, line, colour = HELP
    return _block(sign, f"Hint {number}.", task.hints[number - 1] + more, line, colour, "hint")


def solved(task: Task) -> HtmlBlock:
    """Return the solution as a block."""
    sign, line, colour = HELP
    shown = _block(sign, "One solution.", MARK, line, colour, "solution")
    code = (
        f'<pre style="margin:.4em 0;white-space:pre-wrap"><code>{esc(task.solution)}</code></pre>'
    )
    return HtmlBlock(
        shown.html.replace(MARK, f"{code}{esc(task.right)}"),
        shown.text.replace(MARK, f"{task.solution}\n{task.right}"),
    )


def _block(
    sign: str,
    word: str,
    words: str,
    line: str,
    colour: str,
    state: str,
    claims: Iterable[str] = (),
) -> HtmlBlock:
    style = f"border-left:4px {line} var({colour},currentColor);padding:.3em .8em;max-width:44em"
    sources = sorted({one for name in claims for one in evidence.claim(name).sources})
    links = " · ".join(short_link(one) for one in sources)
    names = " · ".join(evidence.cite_short(one) for one in sources)
    return HtmlBlock(
        f'<div role="status" class="sij-check" data-state="{state}" style="{style}">'
        f'<strong><span aria-hidden="true">{sign}</span> {esc(word)}</strong> {esc(words)}'
        + (f"<br><small>Sources: {links}</small>" if links else "")
        + "</div>",
        f"{sign} {word} {words}" + (f" (Sources: {names})" if names else ""),
    )
