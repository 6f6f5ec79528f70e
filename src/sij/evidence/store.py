"""Reads and checks the evidence files once, and finds things in them."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from sij.evidence import assets
from sij.evidence.errors import EvidenceError
from sij.evidence.records import ArticleRow, Claim, Record, Reference

R = TypeVar("R", bound=Record)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ORDER = ("strong", "moderate", "weak", "expert-opinion")


def read_yaml(file: Path) -> object:
    """Return the content of a YAML file; raises EvidenceError when it cannot be parsed."""
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" near line {mark.line + 1}" if mark else ""
        raise EvidenceError(f"File {file.name} is not valid YAML{where}: mend it.") from error


def read_list(file: Path) -> list[object]:
    """Return the list that a YAML or JSON file holds; raises EvidenceError otherwise."""
    if file.suffix != ".json":
        raw = read_yaml(file)
    else:
        try:
            raw = json.loads(file.read_text(encoding="utf-8"))
        except json.JSONDecodeError as error:
            raise EvidenceError(
                f"File {file.name} is not valid JSON near line {error.lineno}: mend it."
            ) from error
    if not isinstance(raw, list):
        raise EvidenceError(f"File {file.name} must hold a list: start each entry with '- id:'.")
    return raw


def build(kind: type[R], raw: object, file: Path) -> R:
    """Return one checked record; raises EvidenceError naming the file, the id and the fault."""
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        name, fault = _fault(error, raw)
        raise EvidenceError(f"In {file.name}, {name}: {fault}.") from error


def _fault(error: ValidationError, raw: object) -> tuple[str, str]:
    """Return the innermost id at the first fault, and the fault as one clause."""
    first = error.errors()[0]
    name, steps = _innermost(raw, first["loc"])
    place = ".".join(str(step) for step in steps)
    message = first["msg"].removeprefix("Value error, ")
    kind = first["type"]
    if kind == "missing":
        return name, f"{place} is missing"
    if kind == "extra_forbidden":
        return name, f"{place} is not a field that it may have"
    return name, f"{place}: {message}" if place and kind != "value_error" else message


def _innermost(raw: object, steps: tuple[int | str, ...]) -> tuple[str, tuple[int | str, ...]]:
    """Return the last id met on the way to a fault, and the steps from there."""
    name, rest, here = "an entry without an id", steps, raw
    for done in range(len(steps) + 1):
        if isinstance(here, dict) and "id" in here:
            name, rest = str(here["id"]), steps[done:]
        if done == len(steps) or not _has(here, steps[done]):
            break
        here = here[steps[done]]  # type: ignore[index]
    return name, rest


def _has(here: object, step: int | str) -> bool:
    if isinstance(here, dict):
        return step in here
    return isinstance(here, list) and isinstance(step, int) and step < len(here)


def keyed(records: Iterable[tuple[R, Path]], get_id: Callable[[R], str]) -> dict[str, R]:
    """Return records by id; raises EvidenceError when an id stands there twice."""
    found: dict[str, R] = {}
    for record, file in records:
        key = get_id(record)
        if key in found:
            raise EvidenceError(f"In {file.name}, {key}: the id is used twice; rename one.")
        found[key] = record
    return found


def load_references(folder: Path) -> dict[str, Reference]:
    """Return all references of ``folder/references.json`` by id, checked."""
    file = folder / "references.json"
    pairs = ((build(Reference, one, file), file) for one in read_list(file))
    return keyed(pairs, lambda one: one.id)


def load_article(folder: Path) -> dict[str, ArticleRow]:
    """Return all rows of ``folder/article.yaml`` by id, checked."""
    file = folder / "article.yaml"
    pairs = ((build(ArticleRow, one, file), file) for one in read_list(file))
    return keyed(pairs, lambda one: one.id)


def load_claims(
    folder: Path, references: Mapping[str, Reference], rows: Mapping[str, ArticleRow]
) -> dict[str, Claim]:
    """Return all claims of ``folder/claims/*.yaml`` by id.

    Raises
    ------
    EvidenceError
        One sentence: a bad field, an id used twice, an unknown source, row or unit.
    """
    pairs = []
    for file in sorted((folder / "claims").glob("*.yaml")):
        for raw in read_list(file):
            claim = build(Claim, raw, file)
            _check_links(claim, references, rows, file)
            pairs.append((claim, file))
    return keyed(pairs, lambda one: one.id)


def _check_links(
    claim: Claim, references: Mapping[str, Reference], rows: Mapping[str, ArticleRow], file: Path
) -> None:
    for source in claim.sources:
        if source not in references:
            raise EvidenceError(
                f"In {file.name}, {claim.id}: the source {source!r} is not in references.json."
            )
    for row in claim.article:
        if row not in rows:
            raise EvidenceError(
                f"In {file.name}, {claim.id}: the article row {row!r} is not in article.yaml."
            )


@lru_cache(maxsize=1)
def references() -> Mapping[str, Reference]:
    """Return the course's references by id (read once)."""
    return load_references(assets.path("evidence"))


@lru_cache(maxsize=1)
def article() -> Mapping[str, ArticleRow]:
    """Return the article's rows by id (read once)."""
    return load_article(assets.path("evidence"))


@lru_cache(maxsize=1)
def all_claims() -> Mapping[str, Claim]:
    """Return the course's claims by id (read once)."""
    return load_claims(assets.path("evidence"), references(), article())


def _pick(table: Mapping[str, R], key: str, what: str) -> R:
    try:
        return table[key]
    except KeyError:
        raise EvidenceError(f"There is no {what} {key!r} in the evidence: check the id.") from None


def claim(claim_id: str) -> Claim:
    """Return one claim; raises EvidenceError when the id is unknown."""
    return _pick(all_claims(), claim_id, "claim")


def reference(reference_id: str) -> Reference:
    """Return one reference; raises EvidenceError when the id is unknown."""
    return _pick(references(), reference_id, "reference")


def article_row(row_id: str) -> ArticleRow:
    """Return one row of the article; raises EvidenceError when the id is unknown."""
    return _pick(article(), row_id, "article row")


def claims(
    topic: str | None = None,
    article: str | None = None,
    strength: str | None = None,
    source: str | None = None,
) -> tuple[Claim, ...]:
    """Return the claims that match every filter given, strongest first, then by file order.

    Parameters
    ----------
    topic
        For example ``"motion"`` or ``"red-flag"``.
    article
        An article row such as ``"A07"``.
    strength
        ``"strong"``, ``"moderate"``, ``"weak"`` or ``"expert-opinion"``.
    source
        A reference id.

    Returns
    -------
    tuple of Claim
        Empty when nothing matches.

    Raises
    ------
    EvidenceError
        When the article row or the reference is unknown.
    """
    if article is not None:
        article_row(article)
    if source is not None:
        reference(source)
    found = [
        one
        for one in all_claims().values()
        if (topic is None or one.topic == topic)
        and (article is None or article in one.article)
        and (strength is None or one.strength == strength)
        and (source is None or source in one.sources)
    ]
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.strength)))


def require_verified(claim_ids: Iterable[str], used_by: str) -> None:
    """Refuse what is known from memory only, where a number or a safety line rests on it.

    Parameters
    ----------
    claim_ids
        Claim ids; ``"claim-id:value_name"`` also checks that one value.
    used_by
        Who needs them, for the message: ``"model motion"``.

    Raises
    ------
    EvidenceError
        When a claim or value is marked ``memory``.
    """
    for entry in claim_ids:
        claim_id, _, name = entry.partition(":")
        found = claim(claim_id)
        if found.verified == "memory" or (name and found.value(name).from_memory):
            raise EvidenceError(
                f"{entry} is known from memory only and may not feed {used_by}: "
                "choose a claim that was read."
            )
