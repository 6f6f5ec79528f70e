"""The named structures of the plates, as checked data."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from ruamel.yaml import YAML

from sij import evidence
from sij.evidence import assets

Id: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Text: TypeAlias = Annotated[str, Field(min_length=3)]
Layer = Literal["bones", "joints", "ligaments", "muscles", "nerves", "skin"]
Kind = Literal["joint", "disc", "bone", "muscle", "tendon", "ligament", "nerve"]


class StructureError(ValueError):
    """One plain sentence that names the file, the structure and what to put right."""


class Structure(BaseModel):
    """One named structure.

    Attributes
    ----------
    id
        Its name in the data and its group in every picture.
    layer
        The layer that holds it.
    name, plain, latin
        The standard term, plain words, and the Latin term (none for marks on the skin).
    where
        Where it lies: textbook anatomy.
    does, feels
        What it does, and what you may notice; findings stand in `claims`.
    nearby
        Its kind on the map of what lives in one hand's width of the low back.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    layer: Layer
    name: Text
    plain: Text
    latin: Text | None
    where: Text
    does: Text
    feels: Text
    claims: tuple[str, ...] = ()
    nearby: Kind | None = None


def read(file: Path) -> tuple[Structure, ...]:
    """Read and check a file of structures.

    Raises
    ------
    StructureError
        When an entry is wrong, stands twice or rests on an unknown or unread claim.
    """
    rows = YAML(typ="safe").load(file) or []
    try:
        found = TypeAdapter(tuple[Structure, ...]).validate_python(rows)
    except ValidationError as error:
        first = error.errors()[0]
        row = rows[int(first["loc"][0])] if first["loc"] else {}
        field = ".".join(str(part) for part in first["loc"][1:])
        raise StructureError(
            f"{file.name}, {row.get('id', 'an entry')}: mend {field}: {first['msg']}."
        ) from None
    for part in found:
        _check(file, part, found)
    return found


def _check(file: Path, part: Structure, found: tuple[Structure, ...]) -> None:
    if sum(other.id == part.id for other in found) > 1:
        raise StructureError(f"{file.name}, {part.id}: this id stands there twice; keep one.")
    try:
        evidence.require_verified(part.claims, f"structure {part.id}")
    except (KeyError, ValueError) as error:
        raise StructureError(f"{file.name}, {part.id}: {error.args[0]}") from None


@cache
def structures() -> tuple[Structure, ...]:
    """Return all structures, in the order of ``assets/anatomy/structures.yaml``."""
    return read(Path(str(assets.path("anatomy", "structures.yaml"))))


def structure(id: str) -> Structure:
    """Return one structure.

    Raises
    ------
    KeyError
        When there is none of that id.
    """
    for part in structures():
        if part.id == id:
            return part
    raise KeyError(f"There is no structure {id!r}: look in assets/anatomy/structures.yaml.")
