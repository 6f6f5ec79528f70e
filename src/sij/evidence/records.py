"""The shapes of the evidence: what a claim, a value, a reference and a red flag hold."""

import re
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sij.evidence.errors import EvidenceError
from sij.evidence.units import UNITS

Strength = Literal["strong", "moderate", "weak", "expert-opinion"]
Relation = Literal["supports", "qualifies", "contradicts", "extends"]
Verified = Literal["full-text", "abstract", "quoted-in-secondary", "memory"]
Urgency = Literal["Emergency", "Urgent", "Soon", "Routine"]
Topic = Literal[
    "anatomy",
    "motion",
    "mechanism",
    "symptom",
    "test",
    "differential",
    "red-flag",
    "epidemiology",
    "treatment",
    "return-to-run",
    "education",
]
_SLUG = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
_YEAR_LETTER = re.compile(r"\d{4}([a-z])$")


class Record(BaseModel):
    """Base of all records: cannot be changed, and unknown fields are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Value(Record):
    """One number, range or label of a claim, with who it was measured on and how."""

    name: str
    value: float | int | str | None
    unit: str
    low: float | int | None = None
    high: float | int | None = None
    absent: str | None = None
    spread: str | None = None
    n: int | None = None
    population: str | None = None
    condition: str | None = None
    verified: Literal["memory"] | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.unit not in UNITS:
            raise ValueError(f"value {self.name} has the unknown unit {self.unit!r}")
        if self.value is None and not self.absent:
            raise ValueError(f"value {self.name} has no value and does not say why")
        if isinstance(self.value, str) and self.kind == "number":
            raise ValueError(f"value {self.name} is text but has the unit {self.unit!r}")
        return self

    @property
    def kind(self) -> Literal["number", "range", "label", "absent"]:
        """What sort of value this is."""
        if self.value is None:
            return "absent"
        if self.low is not None and self.high is not None:
            return "range"
        return "label" if self.unit == "label" else "number"

    @property
    def from_memory(self) -> bool:
        """Whether nobody saw this value on a page."""
        return self.verified == "memory"


class Claim(Record):
    """One finding in plain words, with its values, sources, strength and caution."""

    id: Annotated[str, Field(pattern=_SLUG)]
    topic: Topic
    statement: Annotated[str, Field(min_length=1)]
    values: tuple[Value, ...] = ()
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    strength: Strength
    relation: Relation
    article: tuple[str, ...] = ()
    caution: str | None = None
    verified: Verified

    @model_validator(mode="after")
    def _values_have_one_name_each(self) -> Self:
        names = [value.name for value in self.values]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"value {name} stands there twice")
        return self

    def value(self, name: str) -> Value:
        """Return the value called ``name``; raises EvidenceError when there is none."""
        for value in self.values:
            if value.name == name:
                return value
        known = ", ".join(value.name for value in self.values) or "none"
        raise EvidenceError(f"Claim {self.id} has no value {name!r}; its values are: {known}.")

    def number(self, name: str) -> float:
        """Return a value as a float, in the unit that ``value(name).unit`` names.

        Raises
        ------
        EvidenceError
            When there is no such value, or it is a range, a label or absent.
        """
        value = self.value(name)
        if value.kind == "number":
            return float(value.value or 0)
        hint = {
            "range": "take low or high of value()",
            "label": "use label()",
            "absent": f"none is given ({value.absent})",
        }[value.kind]
        raise EvidenceError(f"Value {name} of claim {self.id} is not one number: {hint}.")

    def bounds(self, name: str) -> tuple[float, float]:
        """Return the low and high end of a range; a single number is its own two ends."""
        value = self.value(name)
        if value.low is not None and value.high is not None:
            return float(value.low), float(value.high)
        number = self.number(name)
        return number, number

    def label(self, name: str) -> str:
        """Return a value that is a word, for example ``label("urgency")``."""
        value = self.value(name)
        if value.kind != "label":
            raise EvidenceError(f"Value {name} of claim {self.id} is not a label: use number().")
        return str(value.value)


class Name(Record):
    """An author: a person, or a body given as it writes itself."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None

    @property
    def short(self) -> str:
        """The part that a short citation shows."""
        return self.family or self.literal or ""


class Custom(Record):
    """What CSL has no field for."""

    read: Verified
    study: str
    short: str | None = None
    doi_unverified: bool = False
    doi_candidate: str | None = None
    document_number: str | None = None
    issuer: str | None = None
    not_verified: tuple[str, ...] = ()


class Issued(Record):
    """A CSL date; only the year is kept."""

    date_parts: tuple[tuple[int], ...] = Field(alias="date-parts")


class Reference(Record):
    """One entry of ``references.json`` (CSL-JSON)."""

    id: Annotated[str, Field(pattern=_SLUG)]
    type: str
    author: Annotated[tuple[Name, ...], Field(min_length=1)]
    issued: Issued | None = None
    title: Annotated[str, Field(min_length=1)]
    container_title: str | None = Field(None, alias="container-title")
    publisher: str | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    DOI: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    PMID: Annotated[str, Field(pattern=r"^\d+$")] | None = None
    PMCID: Annotated[str, Field(pattern=r"^PMC\d+$")] | None = None
    URL: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    custom: Custom

    @property
    def read(self) -> Verified:
        """How far the source was read."""
        return self.custom.read

    @property
    def doi(self) -> str | None:
        """The DOI, only when somebody saw it on a page."""
        return None if self.custom.doi_unverified else self.DOI

    @property
    def year(self) -> str:
        """The year with the letter that tells twins apart, or ``"undated"``."""
        if self.issued is None:
            return "undated"
        letter = _YEAR_LETTER.search(self.id)
        return f"{self.issued.date_parts[0][0]}{letter[1] if letter else ''}"

    @property
    def link(self) -> str | None:
        """The best address: DOI, else PubMed, PubMed Central, or the page itself."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.PMID:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.PMID}/"
        if self.PMCID:
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.PMCID}/"
        return self.URL


class ArticleRow(Record):
    """One thing that the article says, in our words, and the chapters that teach it."""

    id: Annotated[str, Field(pattern=r"^A\d\d$")]
    says: Annotated[str, Field(min_length=1)]
    chapters: tuple[int, ...]


class RedFlag(Record):
    """One warning sign in plain words, what to do, and how fast."""

    id: Annotated[str, Field(pattern=_SLUG)]
    text: str
    urgency: Urgency
    action: str
    claims: Annotated[tuple[str, ...], Field(min_length=1)]


class Safety(Record):
    """The safety wording that every page shows."""

    red_flags: tuple[RedFlag, ...]
    safety_net: str
    footer: str
    not_a_diagnosis: str
    urgency_of_label: dict[str, Urgency]
