"""What the body map's overlay says: where studied groups hurt, with numbers and without."""

from __future__ import annotations

from typing import Any

from ... import evidence
from ...evidence import citations
from ...figures.body_map import FORTIN, REFERRAL, SLIPMAN, STRIP_SIZE
from ...models import reasoning

TITLE = "Show where studies found pain to spread"
PLACES = {"low-back": "the low back", "buttock": "the buttock", "groin": "the groin",
          "foot": "the foot"}  # fmt: skip
NOT_YOU = "This is a group of people, not you."
OVERLAP_CLAIM = "loc-pain-maps-poor"


def referral_sheet() -> dict[str, Any]:
    """Return the overlay's choices and words for the two doors.

    Returns
    -------
    dict
        ``title`` and ``studies``: each with ``id`` (as in the picture), ``title``, ``example``
        (with numbers), ``own`` (places only) and ``claims``.
    """
    return {"title": TITLE, "studies": [_slipman(), _fortin()]}


def _study(name: str, claim_id: str, example: str, own: str) -> dict[str, Any]:
    overlap = reasoning.groups()["where"].says
    source = evidence.claim(claim_id).sources[0]
    return {
        "id": name,
        "title": citations.cite_short(source),
        "example": f"{example} {NOT_YOU} {overlap}",
        "own": f"{own} {NOT_YOU} {overlap}",
        "claims": [claim_id, OVERLAP_CLAIM],
    }


def _slipman() -> dict[str, Any]:
    people_n = evidence.claim(SLIPMAN).value(REFERRAL[0].value).n
    shares = [f"{row.percent} % in {PLACES[row.region]}" for row in REFERRAL]
    places = [PLACES[row.region] for row in REFERRAL]
    group = "patients whose pain went down after one injection into the joint"
    return _study(
        "slipman",
        SLIPMAN,
        f"{people_n} {group} hurt in these places: {_series(shares, 'and')}. "
        f"In {_percent('lower_extremity_pain')} it went down the leg, in "
        f"{_percent('pain_below_knee')} below the knee; thigh and calf are not coloured, since "
        "the study gave no share for each. There was no other group to compare with.",
        f"{group.capitalize()} hurt in {_series(places, 'or')}.",
    )


def _percent(value: str) -> str:
    return f"{100 * evidence.claim(SLIPMAN).number(value):.0f} %"


def _fortin() -> dict[str, Any]:
    claim = evidence.claim(FORTIN)
    wide_cm, high_cm = (claim.number(name) for name in STRIP_SIZE)
    start = "An injection into the joint hurt volunteers without pain mainly in a strip"
    bump = "just below the bony bump beside the top of the sacrum"
    small = "They were very few."
    return _study(
        "fortin",
        FORTIN,
        f"{start} of about {wide_cm:g} \N{MULTIPLICATION SIGN} {high_cm:g} cm {bump}. {small} "
        "What we read gives no share of people.",
        f"{start} {bump}. {small}",
    )


def _series(words: list[str], joined: str) -> str:
    return f"{', '.join(words[:-1])} {joined} {words[-1]}"
