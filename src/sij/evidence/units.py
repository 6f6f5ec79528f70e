"""The closed list of units of the evidence files, each with a plain-language label."""

from types import MappingProxyType
from typing import Final

_LENGTH = {
    "mm": "millimetres",
    "cm": "centimetres",
    "mile": "miles",
    "cm2": "square centimetres",
    "cm3": "cubic centimetres",
    "deg": "degrees",
    "mm/deg": "millimetres per degree",
}
_TIME = {
    "ms": "milliseconds",
    "s": "seconds",
    "min": "minutes",
    "h": "hours",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
    "Hz": "times a second",
    "contact time": "of the contact time",
    "strides/min": "strides a minute",
    "steps/min": "steps a minute",
    "steps/day": "steps a day",
}
_LOAD = {
    "N": "newtons",
    "kN": "kilonewtons",
    "N m": "newton metres",
    "N/mm": "newtons per millimetre",
    "kN/m": "kilonewtons per metre",
    "N m/deg": "newton metres per degree",
    "N/kg": "newtons per kilogram of body mass",
    "N m/(kg m)": "newton metres per kilogram and metre",
    "BW": "body weights",
    "BW/s": "body weights per second",
    "BW per m/s": "body weights per metre a second",
    "BW s/m": "body weight seconds per metre",
    "times ground force": "times the ground force",
    "body mass": "of body mass",
    "g/s": "g (gravity) per second",
    "mg": "milligrams",
    "kg/m2": "kilograms per square metre",
    "mmol/L": "millimoles per litre",
}
_STATISTICS = {
    "proportion": "share of the whole, 0 to 1",
    "percent": "percent",
    "percentage points": "percentage points",
    "percent per m/s": "percent per metre a second",
    "per 100000": "in 100,000 people",
    "per unit relative frequency": "per unit of relative frequency",
    "ratio": "ratio (no unit)",
    "odds ratio": "odds ratio",
    "hazard ratio": "hazard ratio",
    "kappa": "kappa (agreement, 1 = perfect)",
    "ICC": "intraclass correlation",
    "correlation": "correlation (r)",
    "R2": "R squared (share explained)",
    "AUC": "area under the curve",
    "p value": "p value",
    "SMD": "standardised mean difference",
    "Hedges g": "standardised mean difference (Hedges' g)",
    "Cohen d": "standardised mean difference (Cohen's d)",
    "effect size": "effect size",
    "SD": "standard deviations",
}
_SCALES = {
    "score 0-5": "points on a scale of 0 to 5",
    "score 0-10": "points on a scale of 0 to 10",
    "score 0-100": "points on a scale of 0 to 100",
    "VAS 0-100": "points on a line of 0 to 100",
    "VAS mm": "millimetres on a pain line",
    "NRS points": "points of a pain score",
    "ODI points": "points of the Oswestry disability index",
    "RMDQ 0-24": "points of the Roland-Morris score (0 to 24)",
    "RPE 0-10": "effort felt, 0 to 10",
    "points": "points",
    "school grade": "US school grade of reading",
}
_COUNTS = (
    "cadavers",
    "cases",
    "hops",
    "joints",
    "ligaments",
    "patients",
    "people",
    "repetitions",
    "repetitions per leg",
    "repetitions per side",
    "reviews",
    "runners",
    "sacral segments",
    "sites",
    "specimens",
    "studies",
    "tablets",
    "tests",
    "trials",
    "women",
    "words",
)
_OTHER = {"count": "count", "label": "", "drinks/day": "drinks a day"}

UNITS: Final = MappingProxyType(
    _LENGTH | _TIME | _LOAD | _STATISTICS | _SCALES | {name: name for name in _COUNTS} | _OTHER
)


def label(unit: str) -> str:
    """Return the plain-language label of a unit, for example ``"degrees"`` for ``"deg"``.

    Parameters
    ----------
    unit
        One of the keys of ``UNITS``.

    Returns
    -------
    str
        The label; empty for ``"label"``, which has no unit to show.

    Raises
    ------
    KeyError
        When the unit is not in the closed list.
    """
    return UNITS[unit]
