"""The workshop: a run sheet for whoever leads it, and a page of paper for the room.

Both are data in ``assets/workshop.yaml``, checked here. The minutes of the blocks make the whole
session, the signs that must not wait come first, and every answer to a myth names its claims.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from .. import evidence
from ..evidence import HtmlBlock, assets, boxes
from ..evidence.blocks import esc
from ..evidence.red_flags import URGENCY_MEANING, URGENCY_ORDER
from .predict import claims_of, screen
from .questions import misconceptions

FIRST_BLOCK = "signs"
HANDOUT_ID = "handout-paper"
RUN_SHEET_ID = "run-sheet-paper"
FIVE = 5


class WorkshopError(ValueError):
    """One plain sentence on what to put right in ``assets/workshop.yaml``."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(_Record):
    """A part of a page to show, and what to do with it."""

    link: str = Field(pattern=r"^[a-z0-9-]+\.ipynb#[a-z0-9-]+$")
    title: str
    do: str

    @property
    def on_screen(self) -> str:
        """The link that opens the part in presenter mode."""
        file, _, anchor = self.link.partition("#")
        return f"{file}#show-{anchor}"


class Myth(_Record):
    """A mistaken idea by its id, and what to answer."""

    id: str
    answer: str = Field(min_length=12)
    claims: tuple[str, ...] = Field(min_length=1)


class Trouble(_Record):
    """What may go wrong, and what to do then."""

    when: str
    do: str


class Block(_Record):
    """One block of the session."""

    id: str = Field(pattern=r"^[a-z]+$")
    title: str
    minutes: int = Field(ge=3, le=20)
    aim: str
    show: tuple[Part, ...] = Field(min_length=1)
    predict: tuple[str, ...]
    say: tuple[str, ...] = Field(min_length=2)
    myths: tuple[Myth, ...]
    wrong: tuple[Trouble, ...] = Field(min_length=1)
    claims: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _claims_of_its_myths_are_its_own(self) -> Self:
        missing = {name for myth in self.myths for name in myth.claims} - set(self.claims)
        if missing:
            raise ValueError(f"block {self.id}: add {', '.join(sorted(missing))} to its claims")
        return self


class TakeHome(_Record):
    """One line to take home, without a number, and what it rests on."""

    says: str
    claims: tuple[str, ...] = Field(min_length=1)


class ReadOn(_Record):
    """A page to read on."""

    link: str = Field(pattern=r"^[a-z0-9-]+\.ipynb$")
    title: str
    why: str


class Handout(_Record):
    """What the page for the room holds beside the signs."""

    title: str
    take_home: tuple[TakeHome, ...] = Field(min_length=FIVE, max_length=FIVE)
    read_on: tuple[ReadOn, ...] = Field(min_length=1)


class Workshop(_Record):
    """The whole session; `minutes` is what its blocks must add up to."""

    minutes: int
    blocks: tuple[Block, ...] = Field(min_length=3)
    trouble: tuple[Trouble, ...]
    handout: Handout

    @model_validator(mode="after")
    def _adds_up_and_begins_with_the_signs(self) -> Self:
        total = sum(block.minutes for block in self.blocks)
        if total != self.minutes:
            raise ValueError(f"the blocks take {total} minutes and not {self.minutes}")
        if self.blocks[0].id != FIRST_BLOCK:
            raise ValueError(f"the session must begin with the block {FIRST_BLOCK!r}")
        return self

    def starts(self) -> tuple[int, ...]:
        """Return when each block starts, in minutes from the beginning."""
        return tuple(sum(b.minutes for b in self.blocks[:k]) for k in range(len(self.blocks)))


@cache
def workshop() -> Workshop:
    """Return the workshop, read and checked once.

    Raises
    ------
    WorkshopError
        When something in the file is not as it must be.
    EvidenceError
        When a claim is unknown or known from memory only.
    """
    return checked(yaml.safe_load(assets.path("workshop.yaml").read_text(encoding="utf-8")))


def checked(raw: dict[str, Any]) -> Workshop:
    """Return a checked workshop from plain data; see `workshop`."""
    try:
        found = Workshop.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise WorkshopError(
            f"In workshop.yaml, {place or 'the session'}: {first['msg']}."
        ) from None
    for block in found.blocks:
        _check_block(block)
    for line in found.handout.take_home:
        evidence.require_verified(line.claims, "the handout")
    return found


def _check_block(block: Block) -> None:
    evidence.require_verified(block.claims, f"workshop block {block.id}")
    for myth in block.myths:
        if myth.id not in misconceptions():
            raise WorkshopError(
                f"In workshop.yaml, {block.id}: {myth.id!r} is not in misconceptions.yaml."
            )
    for name in block.predict:
        screen(name)


def claims_used() -> tuple[str, ...]:
    """Return every claim behind the run sheet, its screens and the handout, each once."""
    found = workshop()
    of_blocks = [name for block in found.blocks for name in block.claims]
    of_screens = [
        name for block in found.blocks for one in block.predict for name in claims_of(screen(one))
    ]
    of_lines = [name for line in found.handout.take_home for name in line.claims]
    return tuple(dict.fromkeys([*of_blocks, *of_screens, *of_lines]))


# --- the run sheet -------------------------------------------------------------------------


def run_sheet() -> HtmlBlock:
    """Return the run sheet for whoever leads: what to show, say and answer, by the clock."""
    found = workshop()
    blocks = "".join(
        _block(block, start) for block, start in zip(found.blocks, found.starts(), strict=True)
    )
    text = "\n".join(
        f"{start:2d} min: {block.title} ({block.minutes} min)"
        for block, start in zip(found.blocks, found.starts(), strict=True)
    )
    html = (
        f'<div class="sij-runsheet" id="{RUN_SHEET_ID}">'
        f"{_button(RUN_SHEET_ID, 'Print the run sheet')}{_clock(found)}{blocks}"
        f"<section><h3>If something goes wrong</h3>{_troubles(found.trouble)}</section></div>"
    )
    return HtmlBlock(html, text)


def _button(prints: str, words: str) -> str:
    return (
        f'<p class="sij-paper-tools"><button type="button" data-prints="{prints}" hidden>{words}'
        "</button></p>"
    )


def _clock(found: Workshop) -> str:
    rows = "".join(
        f'<tr><td>{start}</td><td><a href="#block-{block.id}">{esc(block.title)}</a></td>'
        f"<td>{block.minutes}</td></tr>"
        for block, start in zip(found.blocks, found.starts(), strict=True)
    )
    return (
        "<table><caption>The session by the clock</caption><thead><tr><th>Minute</th>"
        f"<th>Block</th><th>Takes, in minutes</th></tr></thead><tbody>{rows}</tbody><tfoot><tr>"
        f"<td>{found.minutes}</td><td>End</td><td>{found.minutes} in all</td></tr></tfoot></table>"
    )


def _block(block: Block, start: int) -> str:
    end = start + block.minutes
    parts = (
        ("Show", _list(_part(part) for part in block.show)),
        ("Guess first", _list(_screen_link(name) for name in block.predict)),
        ("Say", _list(esc(line) for line in block.say)),
        ("You may hear, and what to answer", _list(_myth(myth) for myth in block.myths)),
        ("If it goes wrong", _troubles(block.wrong)),
    )
    inside = "".join(f"<h4>{title}</h4>{html}" for title, html in parts if html)
    return (
        f'<section id="block-{block.id}"><h3>{esc(block.title)}</h3>'
        f'<p class="sij-runsheet-time">Minute {start} to {end} ({block.minutes} minutes)</p>'
        f"<p><strong>Aim.</strong> {esc(block.aim)}</p>{inside}{_said_beside(block)}</section>"
    )


def _list(items: Iterable[str]) -> str:
    inside = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{inside}</ul>" if inside else ""


def _part(part: Part) -> str:
    return (
        f'<a href="{part.on_screen}">{esc(part.title)}</a> '
        f'(<a href="{part.link}">in its chapter</a>). {esc(part.do)}'
    )


def _screen_link(name: str) -> str:
    return f'<a href="#show-predict-{name}">{esc(screen(name).title)}</a>'


def _sources(claims: Iterable[str]) -> str:
    """Return the sources of claims as links, each once."""
    names = (source for name in claims for source in evidence.claim(name).sources)
    return "; ".join(evidence.citations.short_link(name) for name in dict.fromkeys(names))


def _said_beside(block: Block) -> str:
    """Return the sources of what is said beside the answers, if there are any."""
    answered = {name for myth in block.myths for name in myth.claims}
    sources = _sources(name for name in block.claims if name not in answered)
    return f"<p><small>Also: {sources}</small></p>" if sources else ""


def _myth(myth: Myth) -> str:
    strength = boxes.strength_html(evidence.claim(myth.claims[0]))
    return (
        f'<q class="myth">{esc(misconceptions()[myth.id])}</q><br>{esc(myth.answer)}<br>'
        f"<small>{strength} · {_sources(myth.claims)}</small>"
    )


def _troubles(troubles: Iterable[Trouble]) -> str:
    return _list(f"<strong>{esc(one.when)}</strong> {esc(one.do)}" for one in troubles)


# --- the handout ---------------------------------------------------------------------------


def handout() -> HtmlBlock:
    """Return the page for the room: the signs, the safety net, five lines, where to read on."""
    found = workshop().handout
    safety = evidence.safety()
    html = (
        f"{_button(HANDOUT_ID, 'Print the handout')}"
        f'<section class="sij-handout sij-paper" id="{HANDOUT_ID}" '
        f'aria-labelledby="{HANDOUT_ID}-title"><h3 id="{HANDOUT_ID}-title">{esc(found.title)}</h3>'
        f'<div class="sij-paper-signs">{_signs()}</div>'
        f'<p class="sij-handout-net"><strong>Whatever stands here:</strong> '
        f"{esc(safety.safety_net)} {esc(safety.not_a_diagnosis)}</p>"
        f'<div class="sij-paper-two"><div><h4>Five lines to take home</h4>{_lines(found)}</div>'
        f"<div><h4>Read on</h4>{_read_on(found)}<p>Address of the course: "
        f'<span class="sij-paper-line"></span></p><p>{esc(safety.footer)}</p></div></div></section>'
    )
    return HtmlBlock(html, _handout_text(found))


def _signs() -> str:
    flags = evidence.safety().red_flags
    return "".join(
        f'<section><h4><span class="sij-paper-word">{word}</span> {URGENCY_MEANING[word]}</h4>'
        f"{_by_action([flag for flag in flags if flag.urgency == word])}</section>"
        for word in URGENCY_ORDER
    )


def _by_action(flags: Iterable[evidence.RedFlag]) -> str:
    grouped: dict[str, list[str]] = {}
    for flag in flags:
        grouped.setdefault(flag.action, []).append(esc(flag.text))
    return "".join(
        f"{_list(texts)}<p><em>{esc(action)}</em></p>" for action, texts in grouped.items()
    )


def _lines(found: Handout) -> str:
    items = "".join(
        f"<li>{esc(line.says)} {boxes.strength_html(evidence.claim(line.claims[0]))} "
        f"<small>({_cites(line.claims)})</small></li>"
        for line in found.take_home
    )
    return f"<ol>{items}</ol>"


def _cites(claims: Iterable[str]) -> str:
    """Return one source for each claim, short enough for paper."""
    first = (evidence.claim(name).sources[0] for name in claims)
    return "; ".join(evidence.citations.short_link(name) for name in first)


def _read_on(found: Handout) -> str:
    return _list(
        f'<a href="{one.link}">{esc(one.title)}</a>: {esc(one.why)}' for one in found.read_on
    )


def _handout_text(found: Handout) -> str:
    safety = evidence.safety()
    signs = [f"{flag.urgency}: {flag.text}. {flag.action}" for flag in safety.red_flags]
    lines = [line.says for line in found.take_home]
    return "\n".join([found.title, *signs, safety.safety_net, *lines, safety.footer])
