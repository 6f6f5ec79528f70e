"""The gait model against what was measured, misses included: three panels in one chart.

One unit of these drawings is one point. Measured marks are filled circles, the model's are open
squares or lines; colour only repeats it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from matplotlib.figure import Figure
from matplotlib.path import Path
from numpy.typing import NDArray

from sij import evidence
from sij.figures import style
from sij.figures.marks import FAINT
from sij.figures.pen import Frame, Pen, Side, Width, blank
from sij.models import gait
from sij.models.gait.facts import number

LEG_FORCE, VALIDATION, TIMES = (
    "leg-force-9-11-13",
    "model-sine-validation",
    "contact-flight-young-runners",
)
SPEEDS_KM_H = (9, 11, 13)
OWN_RATE_SPM = 165.0
"""Any step rate: at the preferred one the model's peak force does not depend on it."""
Panel = Literal["force", "check", "times"]
PANELS: tuple[Panel, ...] = ("force", "check", "times")
TITLES: Mapping[Panel, str] = {
    "force": "Peak force over speed",
    "check": "The method, checked by its authors",
    "times": "One step: on the ground, in the air",
}


def spread(claim_id: str, name: str) -> float:
    """Return the SD that a claim prints beside a value, in its unit."""
    found = re.match(r"SD ([\d.]+)", evidence.claim(claim_id).value(name).spread or "")
    if found is None:
        raise evidence.EvidenceError(f"Claim {claim_id} gives no SD for {name}.")
    return float(found[1])


@dataclass(frozen=True)
class Measured:
    """A mean and its standard deviation, in the unit of its claim."""

    mean: float
    sd: float

    @classmethod
    def of(cls, claim_id: str, name: str) -> "Measured":
        """Read a value that was read at its source."""
        return cls(number(claim_id, name), spread(claim_id, name))


@dataclass(frozen=True)
class ForcePoint:
    """Peak force at one speed: measured along the leg, and the model's (mean of both sexes), BW."""

    speed_km_h: float
    measured: Measured
    model_bw: float

    @property
    def model_off_percent(self) -> float:
        """How far the model lies above (below: negative) the measured mean, in %."""
        return 100 * (self.model_bw / self.measured.mean - 1)


@lru_cache(maxsize=1)
def force_points() -> tuple[ForcePoint, ...]:
    """Return the three speeds of claim leg-force-9-11-13."""
    return tuple(
        ForcePoint(
            speed,
            Measured.of(LEG_FORCE, f"Fleg_max_{speed}kmh"),
            float(gait.step(speed / 3.6, OWN_RATE_SPM).peak_force_bw),
        )
        for speed in SPEEDS_KM_H
    )


@dataclass(frozen=True)
class Check:
    """One quantity of the validation study: by force sensors, by the sine method, and the miss."""

    id: str
    label: str
    unit: str
    reference: Measured
    model: Measured
    too_low_percent: float
    """How far the method came out too low, as published; from the two means if it was not."""
    published: bool
    people: int


_CHECKS = (
    ("fmax_treadmill", "Peak force, treadmill", "Fmax", "treadmill"),
    ("kvert_treadmill", "Vertical stiffness, treadmill", "kvert", "treadmill"),
    ("kleg_treadmill", "Leg stiffness, treadmill", "kleg", "treadmill"),
    ("fmax_overground", "Peak force, overground", "Fmax", "overground"),
)


def _too_low(quantity: str, where: str) -> float | None:
    """Return the published miss of a quantity, in %."""
    claim = evidence.claim(VALIDATION)
    if quantity == "Fmax":
        return claim.number(f"Fmax_bias_{where}")
    found = re.search(r"leg stiffness ([\d.]+) % too low", claim.statement)
    return float(found[1]) if quantity == "kleg" and found else None


@lru_cache(maxsize=1)
def checks() -> tuple[Check, ...]:
    """Return what claim model-sine-validation gives for both the sensors and the method."""
    rows = []
    for id_, label, quantity, where in _CHECKS:
        reference = Measured.of(VALIDATION, f"{quantity}_ref_{where}")
        model = Measured.of(VALIDATION, f"{quantity}_model_{where}")
        value = evidence.claim(VALIDATION).value(f"{quantity}_ref_{where}")
        published = _too_low(quantity, where)
        from_means = 100 * (1 - model.mean / reference.mean)
        rows.append(
            Check(
                id_,
                label,
                value.unit,
                reference,
                model,
                from_means if published is None else published,
                published is not None,
                value.n or 0,
            )
        )
    return tuple(rows)


@dataclass(frozen=True)
class StepTimes:
    """Contact and flight of the young runners and of the model at their speed and rate, ms."""

    speed_m_s: float
    rate_spm: float
    contact: Measured
    flight: Measured
    model_contact_ms: float
    model_flight_ms: float
    people: int

    @property
    def contact_short_percent(self) -> float:
        """How much too short the model's contact is, in % of the measured one."""
        return 100 * (1 - self.model_contact_ms / self.contact.mean)

    @property
    def flight_long_percent(self) -> float:
        """How much too long the model's flight is, in % of the measured one."""
        return 100 * (self.model_flight_ms / self.flight.mean - 1)


@lru_cache(maxsize=1)
def step_times() -> StepTimes:
    """Return the times of claim contact-flight-young-runners beside the model's."""
    # A stride is two steps.
    rate_spm = 2 * 60 * number(TIMES, "stride_frequency")
    speed_m_s = number(TIMES, "step_length") / 100 * rate_spm / 60
    model = gait.step(speed_m_s, rate_spm)
    return StepTimes(
        speed_m_s,
        rate_spm,
        Measured.of(TIMES, "contact_time"),
        Measured.of(TIMES, "flight_time"),
        float(model.contact_time_s) * 1e3,
        float(model.flight_time_s) * 1e3,
        evidence.claim(TIMES).value("contact_time").n or 0,
    )


def off_words(too_low_percent: float) -> str:
    """Return a miss in words, such as ``"6.9 % too low"``."""
    shown = f"{abs(too_low_percent):.1f} %"
    return f"{shown} too low" if too_low_percent > 0 else f"{shown} too high"


def check_numbers(check: Check) -> str:
    """Return a check's two means and SDs in words."""
    seen, model = (f"{s.mean:g} ± {s.sd:g}" for s in (check.reference, check.model))
    return f"measured {seen}, method {model} {check.unit}"


# --- drawing ----------------------------------------------------------------------------------

Point = tuple[float, float]
_LIVING, _MODEL = "living", "accent2"


@dataclass(frozen=True)
class _Box:
    """Where a panel stands, in units, y down: its left, top and width."""

    left: float
    top: float
    width: float

    @property
    def right(self) -> float:
        return self.left + self.width


@dataclass(frozen=True)
class _Scale:
    """From a value to units along one axis."""

    values: tuple[float, float]
    places: tuple[float, float]

    def __call__(self, value: float) -> float:
        return float(np.interp(value, self.values, self.places))

    def all(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.interp(values, self.values, self.places))


def _words(
    pen: Pen, at: Point, words: str, *, side: Side = "left", colour: str = "ink",
    bold: bool = False, size: str = "body",
) -> None:  # fmt: skip
    pen.text("words", (at[0], at[1] + 4.2), words, side, size, colour)
    pen.ax.texts[-1].set_verticalalignment("baseline")
    if bold:
        pen.ax.texts[-1].set_fontweight("bold")


def _line(
    pen: Pen, points: Sequence[Point] | NDArray[np.float64], colour: str, width: str,
    dashes: tuple[float, ...] | None = None,
) -> None:  # fmt: skip
    pen.line("line", Path(np.asarray(points)), colour, width, dashes=dashes)


def _box(left: float, top: float, right: float, bottom: float) -> Path:
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    return Path(corners, closed=True)


def _disc(pen: Pen, at: Point) -> None:
    pen.fill("disc", Path.circle(at, 4.6), _LIVING)


def _square(pen: Pen, at: Point) -> None:
    shape = _box(at[0] - 4.2, at[1] - 4.2, at[0] + 4.2, at[1] + 4.2)
    pen.fill("square", shape, "surface")
    pen.line("square", shape, _MODEL, "outline")


def _whisker(pen: Pen, ends: Sequence[Point], colour: str) -> None:
    """Draw a line with caps at both ends, upright or level."""
    (x0, y0), (x1, y1) = ends
    cap = (0.0, 4.0) if y0 == y1 else (4.0, 0.0)
    _line(pen, ends, colour, "line")
    for x, y in ((x0, y0), (x1, y1)):
        _line(pen, [(x - cap[0], y - cap[1]), (x + cap[0], y + cap[1])], colour, "line")


def _title(pen: Pen, box: _Box, panel: Panel, below: str) -> None:
    _words(pen, (box.left, box.top + 12), TITLES[panel], bold=True, size="title")
    _words(pen, (box.left, box.top + 31), below, colour="ink_soft")


_FORCE_HEIGHT = 322.0
_FORCE_BW, _FORCE_KM_H = (2.0, 3.0), (8.5, 14.5)


def _force_scales(box: _Box) -> tuple[_Scale, _Scale]:
    top = box.top + 62
    return (
        _Scale(_FORCE_KM_H, (box.left + 30, box.right - 2)),
        _Scale(_FORCE_BW, (top + 206, top)),
    )


def _force_grid(pen: Pen, x: _Scale, y: _Scale) -> None:
    left, right = x.places
    for bw in np.arange(2.0, 3.01, 0.2):
        _line(pen, [(left, y(bw)), (right, y(bw))], "rule", "hair")
        _words(pen, (left - 6, y(bw)), f"{bw:.1f}", side="right", colour="ink_soft")
    for speed in range(9, 15):
        _line(pen, [(x(speed), y(2.0)), (x(speed), y(2.0) + 4)], "ink_soft", "fine")
        _words(pen, (x(speed), y(2.0) + 14), str(speed), side="center", colour="ink_soft")
    _line(pen, [(left, y(2.0)), (right, y(2.0))], "ink_soft", "fine")
    words = "Speed in km/h. The upright scale starts at 2."
    _words(pen, (left, y(2.0) + 33), words, colour="ink_soft")


def _force_speeds() -> NDArray[np.float64]:
    return np.linspace(9.0, 14.5, 12)


def _draw_band(pen: Pen, x: _Scale, y: _Scale) -> None:
    """Draw where a measured peak would likely lie, from the model's mean of both sexes."""
    km_h = _force_speeds()
    low, high = gait.likely_peak_bw(gait.step(km_h / 3.6, OWN_RATE_SPM).peak_force_bw)
    upper, lower = (np.column_stack([x.all(km_h), y.all(edge)]) for edge in (high, low))
    with pen.layer("force-band"):
        ring = np.vstack([upper, lower[::-1], upper[:1]])
        pen.fill("band", Path(ring), "accent2_soft")
        _line(pen, upper, _MODEL, "hair")
        _line(pen, lower, _MODEL, "hair")
        at = (x(9), y(2.89))
        _words(pen, at, "likely band of a measured peak", colour=_MODEL)


def _draw_model(pen: Pen, x: _Scale, y: _Scale) -> None:
    km_h = _force_speeds()
    looks: tuple[tuple[gait.Sex, tuple[float, ...] | None, float], ...] = (
        ("men", None, -9.0),
        ("women", (4, 3), 13.0),
    )
    with pen.layer("force-model"):
        for sex, dashes, away in looks:
            peak = gait.step(km_h / 3.6, OWN_RATE_SPM, sex=sex).peak_force_bw
            points = np.column_stack([x.all(km_h), y.all(peak)])
            _line(pen, points, _MODEL, "outline", dashes)
            side = x.places[1]
            _words(pen, (side, points[-1, 1] + away), sex, side="right", colour=_MODEL, bold=True)


def _draw_force_marks(pen: Pen, x: _Scale, y: _Scale) -> None:
    for point in force_points():
        with pen.layer(f"force-{point.speed_km_h:g}"):
            at, seen = x(point.speed_km_h), point.measured
            _whisker(pen, [(at, y(seen.mean - seen.sd)), (at, y(seen.mean + seen.sd))], _LIVING)
            _disc(pen, (at, y(seen.mean)))
            below = (at, y(seen.mean - seen.sd) + 13)
            _words(pen, below, f"{seen.mean:.2f}", side="center", colour=_LIVING, bold=True)


def _draw_force(pen: Pen, box: _Box) -> None:
    _title(pen, box, "force", "In body weights; measured along the leg")
    x, y = _force_scales(box)
    _force_grid(pen, x, y)
    _draw_band(pen, x, y)
    _draw_model(pen, x, y)
    _draw_force_marks(pen, x, y)


_CHECK_ROW = 66.0
_CHECK_HEIGHT = 48 + 4 * _CHECK_ROW + 34
_CHECK_PERCENT = (70.0, 130.0)


def _draw_check_row(pen: Pen, check: Check, box: _Box, x: _Scale, top: float) -> None:
    with pen.layer(f"check-{check.id}"):
        pen.fill("mark", _box(box.left - 4, top, box.right, top + 64), "paper", FAINT)
        _words(pen, (box.left, top + 10), check.label, bold=True)
        off = off_words(check.too_low_percent)
        _words(pen, (box.right, top + 10), off, side="right", colour=_MODEL, bold=True)
        for seen, colour, y, mark in (
            (check.reference, _LIVING, top + 26, _disc),
            (check.model, _MODEL, top + 39, _square),
        ):
            share = 100 / check.reference.mean
            low, high = (x(share * (seen.mean + way * seen.sd)) for way in (-1, 1))
            _whisker(pen, [(low, y), (high, y)], colour)
            mark(pen, (x(share * seen.mean), y))
        _words(pen, (box.left, top + 54), check_numbers(check), colour="ink_soft")


def _draw_check(pen: Pen, box: _Box) -> None:
    _title(pen, box, "check", "Each row: the measured mean is 100 %")
    x = _Scale(_CHECK_PERCENT, (box.left + 4, box.right - 4))
    top = box.top + 48
    bottom = top + 4 * _CHECK_ROW
    for percent in range(70, 131, 10):
        for row in range(4):
            y = top + row * _CHECK_ROW
            ink, width = ("ink_soft", "fine") if percent == 100 else ("rule", "hair")
            _line(pen, [(x(percent), y + 18), (x(percent), y + 46)], ink, width)
        if percent % 20 == 0:
            words = f"{percent} %"
            _words(pen, (x(percent), bottom + 10), words, side="center", colour="ink_soft")
    for row, check in enumerate(checks()):
        _draw_check_row(pen, check, box, x, top + row * _CHECK_ROW)


_TIMES_HEIGHT = 196.0
_BAR = 22.0


def _bars() -> tuple[tuple[str, str, float, float], ...]:
    """Return each bar's words, colour, and its two times in ms."""
    times = step_times()
    return (
        ("Measured", _LIVING, times.contact.mean, times.flight.mean),
        ("Model", _MODEL, times.model_contact_ms, times.model_flight_ms),
    )


def _draw_times_part(
    pen: Pen, gid: str, x: _Scale, tops: Sequence[float], *, air: bool, whisker: Measured
) -> None:
    """Draw the ground or the air part of both bars, with the measured spread at its end."""
    with pen.layer(gid):
        for (_, colour, contact, flight), top in zip(_bars(), tops, strict=True):
            start, length = (contact, flight) if air else (0.0, contact)
            shape = _box(x(start), top, x(start + length), top + _BAR)
            pen.fill("bar", shape, "surface" if air else colour)
            pen.line("bar", shape, colour, "line")
            ink = colour if air else "surface"
            middle = (x(start) + 8, top + _BAR / 2)
            _words(pen, middle, f"{length:.0f} ms", colour=ink, bold=True)
        end = sum(_bars()[0][2:]) if air else _bars()[0][2]
        ends = [(x(end + way * whisker.sd), tops[0] - 6) for way in (-1, 1)]
        _whisker(pen, ends, _LIVING)


def _draw_times_axis(pen: Pen, box: _Box, x: _Scale, top: float, bottom: float) -> None:
    for ms in range(0, 401, 100):
        _line(pen, [(x(ms), top), (x(ms), bottom)], "rule", "hair")
        words = f"{ms} ms" if ms == 400 else str(ms)
        _words(pen, (x(ms), bottom + 11), words, side="center", colour="ink_soft")
    times = step_times()
    contact = f"On the ground the model is {times.contact_short_percent:.0f} % too short,"
    flight = f"in the air {times.flight_long_percent:.0f} % too long."
    at = box.left, bottom + 31
    if box.width > 500:
        _words(pen, at, f"{contact} {flight}", colour=_MODEL, bold=True)
    else:
        _words(pen, at, contact, colour=_MODEL, bold=True)
        _words(pen, (at[0], at[1] + 16), flight, colour=_MODEL, bold=True)


def _draw_times(pen: Pen, box: _Box) -> None:
    times = step_times()
    below = f"{times.people} young runners at {times.speed_m_s:.1f} m/s"
    _title(pen, box, "times", f"{below}; filled: ground, open: air")
    x = _Scale((0.0, 420.0), (box.left + 70, box.right - 4))
    tops = (box.top + 62, box.top + 98)
    _draw_times_axis(pen, box, x, box.top + 48, tops[1] + _BAR + 6)
    for (words, colour, *_), top in zip(_bars(), tops, strict=True):
        _words(pen, (box.left, top + _BAR / 2), words, colour=colour, bold=True)
    _draw_times_part(pen, "times-contact", x, tops, air=False, whisker=times.contact)
    _draw_times_part(pen, "times-flight", x, tops, air=True, whisker=times.flight)


_DRAW = {"force": _draw_force, "check": _draw_check, "times": _draw_times}
_GAP = 30.0


def _boxes(width: Width) -> tuple[tuple[_Box, ...], float]:
    """Return the three panels' places and the height of the picture."""
    start = 34.0
    if width == "wide":
        second = start + max(_FORCE_HEIGHT, _CHECK_HEIGHT) + 16
        places = (_Box(8, start, 404), _Box(456, start, 396), _Box(8, second, 844))
        return places, second + _TIMES_HEIGHT - 16
    tops = [start, start + _FORCE_HEIGHT + _GAP]
    tops.append(tops[1] + _CHECK_HEIGHT + _GAP)
    return tuple(_Box(8, top, 344) for top in tops), tops[2] + _TIMES_HEIGHT


def _draw_legend(pen: Pen) -> None:
    _disc(pen, (13, 12))
    _words(pen, (23, 12), "measured, with its SD", colour=_LIVING, bold=True)
    _square(pen, (184, 12))
    _words(pen, (194, 12), "model", colour=_MODEL, bold=True)


def gait_check_chart(width: Width = "wide") -> Figure:
    """Draw the gait model against what was measured.

    Parameters
    ----------
    width
        ``"wide"`` (860 units) or ``"narrow"`` (360 units, panels below each other).

    Returns
    -------
    Figure
        Groups ``panel-force`` (with ``force-band``, ``force-model``, ``force-<km/h>``),
        ``panel-check`` (with ``check-<id>`` for each of `checks`), ``panel-times`` (with
        ``times-contact``, ``times-flight``) and ``legend``.

    Notes
    -----
    Source: claims leg-force-9-11-13, model-sine-validation, contact-flight-young-runners and
    those of `sij.models.gait`.
    """
    boxes, height = _boxes(width)
    units = 860.0 if width == "wide" else 360.0
    with style.figure_style():
        figure, axes = blank(Frame((0, 0), (units, height), units / 72, "body"))
        axes.invert_yaxis()
        pen = Pen(axes)
        with pen.layer("legend"):
            _draw_legend(pen)
        for panel, box in zip(PANELS, boxes, strict=True):
            with pen.layer(f"panel-{panel}"):
                _DRAW[panel](pen, box)
    return figure


def describe_gait_check() -> str:
    """Return the chart's numbers as plain lines, for those who read instead of look."""
    times = step_times()
    return "\n".join(
        [
            *(
                f"{p.speed_km_h:g} km/h: measured along the leg {p.measured.mean:.2f} ± "
                f"{p.measured.sd:.2f} body weights, model {p.model_bw:.2f}."
                for p in force_points()
            ),
            *(f"{c.label}: {check_numbers(c)}; {off_words(c.too_low_percent)}." for c in checks()),
            f"On the ground: measured {times.contact.mean:g} ± {times.contact.sd:g} ms, model "
            f"{times.model_contact_ms:.0f} ms; {times.contact_short_percent:.0f} % too short.",
            f"In the air: measured {times.flight.mean:g} ± {times.flight.sd:g} ms, model "
            f"{times.model_flight_ms:.0f} ms; {times.flight_long_percent:.0f} % too long.",
        ]
    )
