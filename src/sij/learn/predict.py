"""Predict screens: the room guesses first, then sees where the studies lie.

A screen is data in ``assets/predict.yaml``. Its marks name claims, and here the claims' numbers
are put on the screen's scale. A mistake fails with the screen's id and one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from .. import evidence
from ..evidence import assets, boxes
from ..live.predict_island import MIME, Sheet, predict_still_html
from ..models import gait

Kind = Literal["living", "patients", "cadaver", "pooled", "model", "article"]
KIND_WORDS: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        "living": "healthy people",
        "patients": "patients",
        "cadaver": "cadavers",
        "pooled": "several studies together",
        "model": "worked out by a model",
        "article": "the article",
    }
)
INTERVAL = re.compile(r"(?:95% CI|range) (-?\d+(?:\.\d+)?) ?(?:-|to) ?(-?\d+(?:\.\d+)?)")
MOST_BINS = 10
_MODEL_SPEED_M_S, _MODEL_RATE_SPM, _MORE_STEPS = 10 / 3.6, 165.0, 1.1


class PredictError(ValueError):
    """One plain sentence that names the screen and what to put right."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Scale(_Record):
    """The answer's scale: `bins` equal steps from `low` to `high`, in the screen's unit."""

    low: float
    high: float
    bins: int = Field(ge=2, le=MOST_BINS)
    open: bool = False

    @model_validator(mode="after")
    def _goes_up(self) -> Self:
        if not self.high > self.low:
            raise ValueError("the scale's high end must lie above its low end")
        return self

    @property
    def step(self) -> float:
        """The width of one bin, in the screen's unit."""
        return (self.high - self.low) / self.bins

    def edges(self) -> tuple[float, ...]:
        """Return the edges of the bins, `bins` + 1 numbers in the screen's unit."""
        return tuple(round(self.low + k * self.step, 6) for k in range(self.bins + 1))


class Mark(_Record):
    """Where one study, or our model, lies: see the head of ``assets/predict.yaml``."""

    label: str = Field(min_length=5)
    kind: Kind
    claim: str | None = None
    value: str | None = None
    low: str | None = Field(None, alias="from")
    high: str | None = Field(None, alias="to")
    before: str | None = None
    over: str | None = None
    model: str | None = None
    source: str | None = None
    interval: bool = False

    @model_validator(mode="after")
    def _is_one_of_the_ways(self) -> Self:
        ways = (self.value, self.model, self.low and self.high)
        if sum(bool(way) for way in ways) != 1 or bool(self.claim) == bool(self.model):
            raise ValueError(
                f"mark {self.label!r} needs a claim with a value, a claim with from and to, or a "
                "model"
            )
        return self


class Screen(_Record):
    """One question to the room."""

    id: str = Field(pattern=r"^[a-z][a-z-]*$")
    title: str
    question: str
    unit: str
    scale: Scale
    marks: tuple[Mark, ...] = Field(min_length=1)
    says: str
    also: tuple[str, ...] = ()
    borrowed: str | None = None
    chapter: str = Field(pattern=r"^[a-z0-9-]+\.ipynb#[a-z0-9-]+$")


@dataclass(frozen=True)
class Spot:
    """A mark on the screen's scale: a point, a stretch, or both; in the screen's unit."""

    point: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Model:
    """A number that our own model gives, and the claims that it rests on."""

    number: Callable[[], float]
    claims: tuple[str, ...]


def _steps() -> tuple[gait.Step, gait.Step]:
    """Return a step as usual and one at a step rate one tenth higher, at the same speed."""
    own = gait.step(_MODEL_SPEED_M_S, _MODEL_RATE_SPM)
    return own, gait.step(_MODEL_SPEED_M_S, _MODEL_RATE_SPM, rate_ratio=_MORE_STEPS)


def _peaks_per_kilometre() -> float:
    own, quicker = _steps()
    return float(100 * quicker.peaks_per_km_bw / own.peaks_per_km_bw)


def _peak_per_step() -> float:
    own, quicker = _steps()
    return float(100 * quicker.peak_force_bw / own.peak_force_bw)


_GAIT_CLAIMS = ("model-sine-peak-force", "leg-stiffness-vs-stride-frequency")
MODELS: Final[Mapping[str, Model]] = MappingProxyType(
    {
        "peaks-per-kilometre": Model(_peaks_per_kilometre, _GAIT_CLAIMS),
        "peak-per-step": Model(_peak_per_step, _GAIT_CLAIMS),
    }
)
"""What our models say, in percent of the runner's own step."""


def interval_of(value: evidence.Value) -> tuple[float, float]:
    """Return the interval that a value's own words give: ``"95% CI 21-25"``, ``"range 1-2"``.

    Raises
    ------
    PredictError
        When the words give none.
    """
    found = INTERVAL.search(value.spread or "")
    if found is None:
        raise PredictError(f"Value {value.name} gives no interval: leave interval out.")
    return float(found[1]), float(found[2])


def after_positive(share_percent: float, ratio: float) -> float:
    """Return the share with the source after a positive result, in percent.

    Parameters
    ----------
    share_percent
        Share before the test, over 0 and under 100.
    ratio
        Positive likelihood ratio.
    """
    odds = share_percent / (100 - share_percent) * ratio
    return 100 * odds / (1 + odds)


def spot(mark: Mark) -> Spot:
    """Return where a mark lies on its screen's scale.

    Raises
    ------
    PredictError
        When a model is unknown or an interval is not given.
    EvidenceError
        When a claim or a value is unknown, or known from memory only.
    """
    if mark.model:
        if mark.model not in MODELS:
            raise PredictError(f"There is no model {mark.model!r}: use one of {', '.join(MODELS)}.")
        return Spot(MODELS[mark.model].number())
    claim = evidence.claim(mark.claim or "")
    names = [name for name in (mark.value, mark.low, mark.high, mark.over) if name]
    evidence.require_verified([f"{claim.id}:{name}" for name in names], f"mark {mark.label!r}")
    if mark.low and mark.high:
        return Spot(None, _scaled(claim.value(mark.low)), _scaled(claim.value(mark.high)))
    return _point(mark, claim, claim.value(mark.value or ""))


def _point(mark: Mark, claim: evidence.Claim, value: evidence.Value) -> Spot:
    def on_scale(number: float) -> float:
        if mark.over:
            return 100 * number / claim.number(mark.over)
        if mark.before:
            return after_positive(_before_percent(mark.before, claim), number)
        return number * _factor(value)

    low, high = interval_of(value) if mark.interval else (None, None)
    stretch = (low, high) if low is None or high is None else (on_scale(low), on_scale(high))
    return Spot(on_scale(claim.number(value.name)), *stretch)


def _before_percent(name: str, claim: evidence.Claim) -> float:
    """Return a share in percent: ``value`` of the same claim, or ``claim.value``."""
    claim_id, _, other = name.rpartition(".")
    return _scaled((evidence.claim(claim_id) if claim_id else claim).value(other))


def _factor(value: evidence.Value) -> float:
    return 100.0 if value.unit == "proportion" else 1.0


def _scaled(value: evidence.Value) -> float:
    return float(value.value or 0) * _factor(value)


@cache
def screens() -> tuple[Screen, ...]:
    """Return all predict screens, checked, in the order of the file.

    Raises
    ------
    PredictError
        When a screen is not as it must be, or two have one id.
    """
    rows = yaml.safe_load(assets.path("predict.yaml").read_text(encoding="utf-8"))
    return checked(rows)


def checked(rows: list[dict[str, Any]]) -> tuple[Screen, ...]:
    """Return checked screens from plain data; see `screens`."""
    found = tuple(_built(row) for row in rows)
    ids = [screen.id for screen in found]
    for name in ids:
        if ids.count(name) > 1:
            raise PredictError(f"Screen {name} stands there twice: rename one.")
    for screen in found:
        _check_marks(screen)
        evidence.require_verified(screen.also, f"screen {screen.id}")
    return found


def _built(row: dict[str, Any]) -> Screen:
    try:
        return Screen.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise PredictError(f"Screen {row.get('id', '?')}: {place} {first['msg']}.") from error


def _check_marks(screen: Screen) -> None:
    for mark in screen.marks:
        here = spot(mark)
        if mark.source and mark.source not in evidence.claim(mark.claim or "").sources:
            raise PredictError(f"Screen {screen.id}: {mark.source!r} is no source of its claim.")
        numbers = [n for n in (here.point, here.low, here.high) if n is not None]
        if not all(screen.scale.low <= number <= screen.scale.high for number in numbers):
            raise PredictError(
                f"Screen {screen.id}: mark {mark.label!r} lies at {numbers}, off the scale "
                f"{screen.scale.low:g} to {screen.scale.high:g}; widen the scale."
            )


def screen(screen_id: str) -> Screen:
    """Return one screen by its id.

    Raises
    ------
    PredictError
        When there is none.
    """
    found = next((one for one in screens() if one.id == screen_id), None)
    if found is None:
        known = ", ".join(one.id for one in screens())
        raise PredictError(f"There is no predict screen {screen_id!r}: use one of {known}.")
    return found


def claims_of(one: Screen) -> tuple[str, ...]:
    """Return every claim that a screen rests on, each once, in order."""
    names: list[str] = []
    for mark in one.marks:
        names += [mark.claim] if mark.claim else MODELS[mark.model or ""].claims
        names += [mark.before.rpartition(".")[0]] if mark.before and "." in mark.before else []
    return tuple(dict.fromkeys([*names, *one.also]))


def said(number: float) -> str:
    """Return a number as a screen prints it: two digits after the point at most, if small."""
    digits = 0 if abs(number) >= 10 and number != round(number, 1) else 2
    return f"{round(number, digits):g}"


def bin_label(scale: Scale, place: int) -> str:
    """Return the words of one bin, such as ``"0 to 1"`` or ``"9 or more"``."""
    low, high = scale.edges()[place], scale.edges()[place + 1]
    if scale.open and place == scale.bins - 1:
        return f"{low:g} or more"
    return f"{low:g} to {high:g}"


def bin_short(scale: Scale, place: int) -> str:
    """Return one bin as it fits a button, such as ``"0–1"`` or ``"9+"``."""
    return bin_label(scale, place).replace(" to ", "–").replace(" or more", "+")


def sheet(one: Screen) -> Sheet:
    """Return a screen as the data that the browser draws.

    Parameters
    ----------
    one
        A checked screen.

    Returns
    -------
    dict
        Text, bins, and marks as numbers in the screen's unit; the same each time.
    """
    return {
        "id": one.id,
        "title": one.title,
        "question": one.question,
        "unit": one.unit,
        "low": one.scale.low,
        "high": one.scale.high,
        "bins": [bin_label(one.scale, place) for place in range(one.scale.bins)],
        "short": [bin_short(one.scale, place) for place in range(one.scale.bins)],
        "edges": list(one.scale.edges()),
        "marks": [_mark_sheet(mark, one.unit) for mark in one.marks],
        "says": one.says,
        "also": [_source(name) for name in one.also],
        "borrowed": one.borrowed or "",
        "chapter": one.chapter,
    }


def _mark_sheet(mark: Mark, unit: str) -> dict[str, Any]:
    here = spot(mark)
    return {
        "label": mark.label,
        "kind": mark.kind,
        "kindWords": KIND_WORDS[mark.kind],
        "point": _rounded(here.point),
        "low": _rounded(here.low),
        "high": _rounded(here.high),
        "words": spot_words(here, unit),
        **_proof(mark),
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)


def spot_words(here: Spot, unit: str) -> str:
    """Return a spot in words, such as ``"23 points (21 to 25)"``."""
    stretch = "" if here.low is None else f"{said(here.low)} to {said(here.high or 0)}"
    if here.point is None:
        return f"{stretch} {unit}"
    return f"{said(here.point)} {unit}" + (f" ({stretch})" if stretch else "")


def _proof(mark: Mark) -> dict[str, Any]:
    """Return strength, sources as HTML and caution of a mark's claim or model."""
    if mark.model:
        sources = "; ".join(_source(name) for name in MODELS[mark.model].claims)
        told = f"Our model, resting on {sources}"
        return {"strength": "", "sources": told, "cite": "our model", "caution": ""}
    if mark.kind == "article":
        told = "the article that this course answers"
        return {"strength": "", "sources": told, "cite": "the article", "caution": ""}
    claim = evidence.claim(mark.claim or "")
    return {
        "strength": boxes.strength_html(claim),
        "sources": evidence.citations.short_link(mark.source) if mark.source else _source(claim.id),
        "cite": evidence.cite_short(mark.source or claim.sources[0]),
        "caution": claim.caution or "",
    }


def _source(claim_id: str) -> str:
    names = evidence.claim(claim_id).sources
    return "; ".join(evidence.citations.short_link(name) for name in names)


class PredictCard:
    """A predict screen as the output of a notebook cell: data for the page, words for all else."""

    def __init__(self, screen_id: str) -> None:
        self.sheet = sheet(screen(screen_id))

    def __repr__(self) -> str:
        return f"Predict: {self.sheet['question']}"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {
            MIME: self.sheet,
            "text/html": predict_still_html(self.sheet),
            "text/plain": repr(self),
        }


def predict(screen_id: str) -> PredictCard:
    """Show one predict screen by its id; see `PredictCard`."""
    return PredictCard(screen_id)
