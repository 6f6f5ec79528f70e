"""The signs that must not wait, as a list that reads well anywhere."""

from itertools import groupby

from sij.evidence.blocks import HtmlBlock, esc
from sij.evidence.records import RedFlag
from sij.evidence.red_flags import safety


def red_flag_list() -> HtmlBlock:
    """List every red flag by urgency, the fastest first, with what to do."""
    groups = [(word, list(flags)) for word, flags in groupby(_flags(), lambda flag: flag.urgency)]
    html = "".join(_group_html(word, flags) for word, flags in groups)
    text = "\n".join(_group_text(word, flags) for word, flags in groups)
    net = safety().safety_net
    return HtmlBlock(
        f'<section class="sij-flags" aria-label="Signs that must not wait">{html}'
        f'<p class="sij-caution">{esc(net)}</p></section>',
        f"{text}\n{net}",
    )


def _flags() -> tuple[RedFlag, ...]:
    return safety().red_flags


def _group_html(word: str, flags: list[RedFlag]) -> str:
    items = "".join(f"<li>{esc(flag.text)}. <em>{esc(flag.action)}</em></li>" for flag in flags)
    return f"<h3>{esc(word)}</h3><ul>{items}</ul>"


def _group_text(word: str, flags: list[RedFlag]) -> str:
    return "\n".join([f"{word}:", *(f"  - {flag.text}. {flag.action}" for flag in flags)])
