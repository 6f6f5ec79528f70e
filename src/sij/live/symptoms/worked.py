"""A worked case: an example runner's result built up clue by clue, readable without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ... import evidence
from ...evidence.blocks import HtmlBlock, esc
from ...evidence.boxes import claim_items
from ...models import reasoning
from ...models.reasoning import Band, ExampleResult, Findings, Pull
from ...models.reasoning.flags import Flag
from ...models.reasoning.ratios import group_reasons
from .explorer import runners

CLUSTER_WORDS: Final = "The provocation tests, counted together:"
INDEPENDENT: Final = (
    "No study has tried these clues together. To multiply them is to treat each as news of its "
    "own, so trust the range less than it looks."
)
EVERY_READING: Final = "Under every reading of the tests alike, as none was done"
NO_SIGN: Final = (
    "Warning signs first. None was raised by what was asked, which clears nobody. So we go on."
)
_SPEEDS: Final = re.compile(r" (?=(?:Emergency|Urgent|Soon), |Routine: |Until )")
STOP: Final = "Warning signs first. Here the reasoning stops: no ratio, no share, no exercise."


@dataclass(frozen=True)
class Clue:
    """One clue that carries a ratio, and the joint's share once it is in.

    Attributes
    ----------
    pull
        The clue with its ratio.
    share
        The joint's share of the studied group after this clue and those before it.
    """

    pull: Pull
    share: Band


def worked_case(runner: str) -> HtmlBlock:
    """Show how an example runner's result comes about, one step after the other.

    Parameters
    ----------
    runner
        Id of an example runner of ``assets/reasoning/runners.yaml``, for example ``"misstep"``.

    Returns
    -------
    HtmlBlock
        The story; then either the warning sign that stops everything, or the starting share,
        each clue with its ratio, what pulls nothing, and the result under each reading of the
        tests. The safety net stands under both.

    Raises
    ------
    ReasoningInputError
        When there is no such example runner.
    """
    story = _runner(runner)
    findings = Findings(story["findings"])
    result = reasoning.reason(findings, reasoning.Door.EXAMPLE)
    steps = list(_steps(findings, result))
    lead, *lines = safety_lines(result.safety_net)
    net = _list(f"Whatever stands above: {lead}", lines)
    html = "".join(f"<li>{step.html}</li>" for step in steps)
    text = "\n".join(f"{k}. {step.text}" for k, step in enumerate(steps, 1))
    return HtmlBlock(
        f'<section class="sij-worked" data-runner="{esc(runner)}"><h4>{esc(story["name"])}</h4>'
        f"<p>{esc(story['story'])}</p><ol>{html}</ol>"
        f'<div class="sij-worked-net">{net.html}</div>'
        f"<p>{esc(result.not_a_diagnosis)}</p></section>",
        "\n".join((f"{story['name']}: {story['story']}", text, net.text, result.not_a_diagnosis)),
    )


def safety_lines(net: str) -> list[str]:
    """Return the safety net in pieces: what it is for, then a line for each speed."""
    return _SPEEDS.split(net)


def _runner(runner: str) -> Mapping[str, Any]:
    found = next((one for one in runners() if one["id"] == runner), None)
    if found is None:
        known = ", ".join(one["id"] for one in runners())
        raise reasoning.ReasoningInputError(
            f"There is no example runner {runner!r}; take one of {known}."
        )
    return found


def _steps(
    findings: Findings, result: ExampleResult | reasoning.FlaggedResult
) -> Iterator[HtmlBlock]:
    if isinstance(result, reasoning.FlaggedResult):
        yield _flagged(result.flags)
        yield _list("Good questions to ask a physician:", result.questions)
        return
    yield _words(NO_SIGN)
    yield _start(result)
    for clue in clues(findings, result):
        yield _clue(clue)
    yield _silent([pull for pull in result.pulls if pull.ratio is None])
    yield _readings(findings)
    yield from _others(result)


def clues(findings: Findings, result: ExampleResult) -> list[Clue]:
    """Return the clues that carry a ratio, each with the share once it is in.

    Parameters
    ----------
    findings
        What was entered.
    result
        The model's result for it.
    """
    carrying = [pull for pull in result.pulls if pull.ratio]
    return [
        Clue(pull, _share_without(findings, carrying[k + 1 :], result))
        for k, pull in enumerate(carrying)
    ]


def _share_without(findings: Findings, later: Sequence[Pull], result: ExampleResult) -> Band:
    """Return the share with the later clues taken out again."""
    left_out = {name for pull in later for name in _findings_of(pull)}
    entered = {name: answer for name, answer in findings.items() if name not in left_out}
    before = reasoning.reason(
        Findings(entered), reasoning.Door.EXAMPLE, result.view.id, result.pretest.id
    )
    if not isinstance(before, ExampleResult):
        raise reasoning.ReasoningInputError("Leave warning signs out of a worked case with shares.")
    return before.joint


def _findings_of(pull: Pull) -> tuple[str, ...]:
    if pull.finding_id != reasoning.CLUSTER:
        return (pull.finding_id,)
    return tuple(one.id for one in reasoning.catalogue().values() if one.group == "sij-tests")


def _words(text: str, more: str = "") -> HtmlBlock:
    return HtmlBlock(f"<p>{esc(text)}</p>{more}", text)


def _list(title: str, items: Sequence[str]) -> HtmlBlock:
    inner = "".join(f"<li>{esc(item)}</li>" for item in items)
    lines = (title, *(f"   - {item}" for item in items))
    return HtmlBlock(f"<p>{esc(title)}</p><ul>{inner}</ul>", "\n".join(lines))


def _proof(claim_ids: Sequence[str]) -> str:
    items = claim_items(evidence.claim(one) for one in claim_ids)
    return f"<details><summary>Where this comes from</summary>{items}</details>"


def _flagged(flags: Sequence[Flag]) -> HtmlBlock:
    title = f"{STOP} {'One sign is' if len(flags) == 1 else 'These signs are'} raised:"
    block = _list(title, [f"{flag.urgency}: {flag.title}. {flag.action}" for flag in flags])
    claims = tuple(dict.fromkeys(claim for flag in flags for claim in flag.claims))
    return HtmlBlock(block.html + _proof(claims), block.text)


def _start(result: ExampleResult) -> HtmlBlock:
    text = (
        f"Where to start. {percent(result.pretest.share)} is our start for the sacroiliac joint: "
        "the middle of the range in people with chronic low back pain who were sent for blocks. "
        "They are not runners. Nobody has counted runners."
    )
    start = Band(result.pretest.share, result.pretest.share, result.pretest.share)
    return _words(text, _track(start) + _proof(result.pretest.claims))


def _clue(clue: Clue) -> HtmlBlock:
    pull, ratio = clue.pull, clue.pull.ratio
    if ratio is None:
        raise reasoning.ReasoningInputError("A clue needs a ratio.")
    text = (
        f"{_asked(pull)} {pull.answer}. Likelihood ratio {ratio.value:.2g} "
        f"({ratio.low:.2g} to {ratio.high:.2g}). The share is now {in_range(clue.share)}."
    )
    return _words(text, _track(clue.share) + _proof(pull.claims))


def _asked(pull: Pull) -> str:
    found = reasoning.catalogue().get(pull.finding_id)
    return found.question if found else CLUSTER_WORDS


def _silent(pulls: Sequence[Pull]) -> HtmlBlock:
    """Say which answers move nothing: those that a reader would expect to, each with its why."""
    told = [pull for pull in pulls if _expected_to_pull(pull)]
    lines = [f"{_asked(pull)} {pull.answer}. {pull.why}" for pull in told]
    rest = len(pulls) - len(told)
    return _list(
        f"What pulls nothing. {rest} answers on safety, place and person carry no ratio of their "
        "own here. Nor do these:",
        lines,
    )


def _expected_to_pull(pull: Pull) -> bool:
    """Tell whether it is about the pain itself, or has a ratio that overlaps with another."""
    spec = reasoning.catalogue()[pull.finding_id]
    about_pain = spec.group in ("quality", "worse", "better", "onset", "course")
    return about_pain or pull.why in group_reasons().values()


def _readings(findings: Findings) -> HtmlBlock:
    bands = {view.title: _read_as(findings, view.id) for view in reasoning.views().values()}
    if len(set(bands.values())) == 1:
        bands = {EVERY_READING: next(iter(bands.values()))}
    lines = [f"{title}: {in_range(band)} of the studied group" for title, band in bands.items()]
    inner = "".join(
        f"<li>{esc(line)}{_track(band)}</li>"
        for line, band in zip(lines, bands.values(), strict=True)
    )
    title = f"The result. {INDEPENDENT}"
    return HtmlBlock(
        f"<p>{esc(title)}</p><ul>{inner}</ul>{_proof(_view_claims())}",
        "\n".join((title, *(f"   - {line}" for line in lines))),
    )


def _others(result: ExampleResult) -> Iterator[HtmlBlock]:
    """Tell which other sources moved: a clue that leaves the joint alone may name another."""
    moved = [
        row
        for row in result.sources
        if row.id != "sij" and row.before and row.after and row.before != row.after
    ]
    if not moved:
        return
    title = (
        "And the other sources? One spine centre counted discs, facet joints and sacroiliac joints "
        "by where the back hurt. Among these three alone:"
    )
    lines = [
        f"{row.name}: before {percent(row.before.middle)}, after {in_range(row.after)}"
        for row in moved
        if row.before and row.after
    ]
    claims = tuple(dict.fromkeys(claim for row in moved for claim in row.claims))
    block = _list(title, lines)
    yield HtmlBlock(block.html + _proof(claims), block.text)


def _view_claims() -> tuple[str, ...]:
    """Return the claims behind the readings of the tests, and the one against multiplying."""
    found = (claim for view in reasoning.views().values() for claim in view.claims)
    return tuple(dict.fromkeys((*found, "model-dependence-rule")))


def _read_as(findings: Findings, view_id: str) -> Band:
    result = reasoning.reason(findings, reasoning.Door.EXAMPLE, view_id)
    if not isinstance(result, ExampleResult):
        raise reasoning.ReasoningInputError("Leave warning signs out of a worked case with shares.")
    return result.joint


def percent(share: float) -> str:
    """Return a share as whole percent."""
    return f"{100 * share:.0f} %"


def in_range(band: Band) -> str:
    """Return a share with its range, in whole percent."""
    return f"{percent(band.middle)} (from {percent(band.low)} to {percent(band.high)})"


def _track(band: Band) -> str:
    """Return the share as a dot on a line from 0 to 100 %; the words beside it say the same."""
    left, width = 100 * band.low, 100 * (band.high - band.low)
    return (
        '<div class="sij-worked-line" aria-hidden="true">'
        f'<span style="left:{left:.1f}%;width:{width:.1f}%"></span>'
        f'<b style="left:{100 * band.middle:.1f}%"></b></div>'
    )
