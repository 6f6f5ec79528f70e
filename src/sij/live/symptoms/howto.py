"""How each physical test is done, as a part of the symptom explorer's sheet.

Words stand in ``assets/reasoning/howto.yaml``, drawings come from `sij.figures.examination`, and
each figure of agreement between examiners is read from a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from ... import evidence
from ...figures.examination import examination_figure
from ...models import reasoning
from ...models.reasoning.data import read
from ..svg import compile_svg

SVG = "{http://www.w3.org/2000/svg}"
PREFIX = "howto-"
_SHARED = ("fill", "stroke", "stroke-width", "stroke-linecap")
_MINUS = "\N{MINUS SIGN}"


@lru_cache(maxsize=1)
def words() -> Mapping[str, Any]:
    """Return all words, as in ``assets/reasoning/howto.yaml``."""
    return read("howto.yaml")


def howto_sheet() -> dict[str, dict[str, Any]]:
    """Return how each test is done, by the id of its finding.

    Returns
    -------
    dict
        For each finding of the kind "test": ``svg`` (a drawing, empty where the method could not
        be sourced), ``how``, ``agreement``, ``agreementWords`` (the same without any figure),
        ``caution`` and ``claims``.
    """
    tests = [one for one in reasoning.catalogue().values() if one.kind == "test"]
    return {one.id: _part(words()["tests"][one.id], one.claims) for one in tests}


def howto_claims() -> Iterator[str]:
    """Yield the claims that the how-tos rest on."""
    for part in howto_sheet().values():
        yield from part["claims"]


def _part(row: Mapping[str, Any], claims: tuple[str, ...]) -> dict[str, Any]:
    name = row.get("agreement", "")
    agreement = words()["agreements"].get(name, {})
    measured = [one["claim"] for one in (agreement, agreement.get("also", {})) if one]
    how = f"{row['how']} {words()['usual']}" if row.get("from") == "usual" else row["how"]
    return {
        "svg": drawing(row["picture"]) if "picture" in row else "",
        "how": how,
        "agreement": agreement_says(name),
        "agreementWords": agreement.get("words", words()["none"]),
        "caution": f"{row['caution']} {words()['always']}" if "picture" in row else row["caution"],
        "claims": list(dict.fromkeys([*claims, *measured])),
    }


def agreement_says(name: str) -> str:
    """Return how well examiners agreed, with its figure and what that means.

    Parameters
    ----------
    name
        A row of ``agreements`` in the words; empty where no figure was found.

    Raises
    ------
    EvidenceError
        When a claim or its value is missing, or is known from memory only.
    """
    if not name:
        return str(words()["none"])
    row = words()["agreements"][name]
    parts = [_filled(one) for one in (row, row.get("also")) if one]
    return " ".join([*parts, words()["scales"][row["scale"]]])


def _filled(row: Mapping[str, Any]) -> str:
    """Put a claim's numbers into a sentence."""
    evidence.require_verified([f"{row['claim']}:{row['value']}"], "how-to of a physical test")
    claim = evidence.claim(row["claim"])
    low, high = claim.bounds(row["value"])
    return str(row["says"]).format(
        low=_number(low),
        high=_number(high),
        value=_number(low),
        n=claim.value(row.get("people", row["value"])).n,
        who=evidence.cite_short(row["source"]) if "source" in row else "",
    )


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", _MINUS)


# --- drawings -------------------------------------------------------------------------------


@lru_cache(maxsize=32)
def drawing(name: str) -> str:
    """Return one drawing as SVG for a page, without ids: it may stand there more than once.

    Parameters
    ----------
    name
        One of `sij.figures.examination.picture_names`.
    """
    return lighter(compile_svg(examination_figure(name), PREFIX))


def lighter(svg: str) -> str:
    """Return a compiled drawing with fewer words: what the parts of a group share stands once.

    Parameters
    ----------
    svg
        As `sij.live.svg.compile_svg` returns it, of a drawing whose parts nothing points to. It is
        hidden from screen readers, since the how-to beside it says the same.
    """
    root = etree.fromstring(svg)
    for node in list(root.iter(f"{SVG}g")):
        parent = node.getparent()
        if "patch_" in str(node.get("id")) and parent is not None and len(node) == 1:
            parent.replace(node, node[0])
    for node in root.iter():
        node.attrib.pop("id", "")
    for node in root.iter(f"{SVG}g"):
        _share(node)
    root.set("aria-hidden", "true")
    return re.sub("<defs/>", "", etree.tostring(root, encoding="unicode"))


def _share(group: etree._Element) -> None:
    """Move what most paths of a group declare alike to the group."""
    paths = [child for child in group if child.tag == f"{SVG}path"]
    if len(paths) < 2 or len(paths) < len(group):
        return
    said = [dict(one.split(":", 1) for one in str(p.get("style")).split(";")) for p in paths]
    common = {name: _commonest([one.get(name) for one in said]) for name in _SHARED}
    for path, one in zip(paths, said, strict=True):
        _declare(path, {name: value for name, value in one.items() if common.get(name) != value})
    _declare(group, {name: value for name, value in common.items() if value is not None})


def _commonest(values: list[str | None]) -> str | None:
    """Return the most frequent value, or nothing when one part does not declare it."""
    said = [value for value in values if value is not None]
    return max(said, key=lambda one: (said.count(one), one)) if len(said) == len(values) else None


def _declare(node: etree._Element, declared: Mapping[str, str]) -> None:
    node.attrib.pop("style", "")
    if declared:
        node.set("style", ";".join(f"{name}:{value}" for name, value in declared.items()))
