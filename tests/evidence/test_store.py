"""The evidence files hold together, and each kind of bad data is named in one sentence."""

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from sij import evidence
from sij.evidence import store, units
from sij.evidence.errors import EvidenceError

REFERENCE: dict[str, Any] = {
    "id": "smith2020",
    "type": "article-journal",
    "author": [{"family": "Smith", "given": "AB"}],
    "issued": {"date-parts": [[2020]]},
    "title": "A title",
    "custom": {"read": "abstract", "study": "rct"},
}
ROW: dict[str, Any] = {"id": "A01", "says": "Something.", "chapters": [1]}
CLAIM: dict[str, Any] = {
    "id": "one-claim",
    "topic": "motion",
    "statement": "It moves a little.",
    "values": [{"name": "rotation", "value": 1.7, "unit": "deg", "n": 24}],
    "sources": ["smith2020"],
    "strength": "strong",
    "relation": "supports",
    "article": ["A01"],
    "verified": "abstract",
}


def write(folder: Path, claims: list[Any], references: list[Any] | None = None) -> None:
    (folder / "claims").mkdir()
    (folder / "references.json").write_text(json.dumps(references or [REFERENCE]))
    (folder / "article.yaml").write_text(yaml.safe_dump([ROW]))
    (folder / "claims" / "motion.yaml").write_text(yaml.safe_dump(claims))


def load(folder: Path) -> dict[str, evidence.Claim]:
    return store.load_claims(folder, store.load_references(folder), store.load_article(folder))


def changed(**fields: Any) -> dict[str, Any]:
    return deepcopy(CLAIM) | fields


def valued(**fields: Any) -> dict[str, Any]:
    return changed(values=[{"name": "rotation", "value": 1.7, "unit": "deg"} | fields])


def test_good_data_loads(tmp_path: Path):
    write(tmp_path, [CLAIM])
    assert load(tmp_path)["one-claim"].number("rotation") == 1.7


def without(field: str) -> dict[str, Any]:
    return {key: value for key, value in CLAIM.items() if key != field}


def without_unit() -> dict[str, Any]:
    return changed(values=[{"name": "rotation", "value": 1.7}])


@pytest.mark.parametrize(
    ("claims", "fault"),
    [
        ([changed(sources=["nobody1900"])], "the source 'nobody1900' is not in references.json"),
        ([changed(article=["A99"])], "the article row 'A99' is not in article.yaml"),
        ([valued(unit="furlong")], "value rotation has the unknown unit 'furlong'"),
        ([without_unit()], "values.0.unit is missing"),
        ([valued(value=None)], "value rotation has no value and does not say why"),
        ([valued(value="about two")], "value rotation is text but has the unit 'deg'"),
        ([changed(values=CLAIM["values"] * 2)], "value rotation stands there twice"),
        ([CLAIM, CLAIM], "the id is used twice; rename one"),
        ([changed(colour="red")], "colour is not a field that it may have"),
        ([without("statement")], "statement is missing"),
        ([changed(strength="huge")], "strength: "),
        ([changed(topic="weather")], "topic: "),
        ([changed(sources=[])], "sources: "),
    ],
)
def test_bad_claims_are_named_in_one_sentence(tmp_path: Path, claims: list[Any], fault: str):
    write(tmp_path, claims)
    with pytest.raises(EvidenceError) as caught:
        load(tmp_path)
    message = str(caught.value)
    assert message.startswith("In motion.yaml, one-claim: ")
    assert fault in message
    assert message.endswith(".")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("field", "value"),
    [("DOI", "doi:10.1/x"), ("PMID", "PMC12"), ("PMCID", "12"), ("URL", "ftp://x"), ("author", [])],
)
def test_bad_references_are_named(tmp_path: Path, field: str, value: Any):
    write(tmp_path, [CLAIM], [REFERENCE | {field: value}])
    with pytest.raises(EvidenceError, match=rf"^In references\.json, smith2020: {field}: "):
        load(tmp_path)


def test_a_reference_used_twice_is_named(tmp_path: Path):
    write(tmp_path, [CLAIM], [REFERENCE, REFERENCE])
    with pytest.raises(
        EvidenceError, match=r"^In references\.json, smith2020: the id is used twice"
    ):
        load(tmp_path)


def test_broken_files_are_named(tmp_path: Path):
    write(tmp_path, [CLAIM])
    (tmp_path / "claims" / "motion.yaml").write_text("- id: [\n")
    with pytest.raises(EvidenceError, match=r"^File motion\.yaml is not valid YAML near line"):
        load(tmp_path)
    (tmp_path / "claims" / "motion.yaml").write_text("id: one\n")
    with pytest.raises(EvidenceError, match=r"^File motion\.yaml must hold a list"):
        load(tmp_path)
    (tmp_path / "references.json").write_text("[")
    with pytest.raises(
        EvidenceError, match=r"^File references\.json is not valid JSON near line 1"
    ):
        load(tmp_path)


def test_nothing_of_the_dossier_is_lost():
    assert len(store.all_claims()) == 357
    assert len(store.references()) == 342
    assert len(store.article()) == 32
    assert sum(len(claim.values) for claim in evidence.claims()) == 1299


def test_each_reference_supports_a_claim_or_is_the_article():
    used = {source for claim in evidence.claims() for source in claim.sources}
    assert set(store.references()) - used <= KNOWN_UNUSED


KNOWN_UNUSED: set[str] = set()


def test_each_article_row_has_research_and_a_chapter():
    for row in store.article().values():
        assert evidence.claims(article=row.id), row.id
        assert row.chapters, row.id
        assert set(row.chapters) <= set(range(1, 8))


def test_each_unit_of_the_list_is_used_and_has_a_label():
    used = {value.unit for claim in evidence.claims() for value in claim.values}
    assert used == set(units.UNITS)
    assert all(units.label(unit) for unit in used - {"label"})


def test_filters_work_together_and_put_the_strongest_first():
    found = evidence.claims(topic="motion", article="A07")
    assert {claim.topic for claim in found} == {"motion"}
    order = ["strong", "moderate", "weak", "expert-opinion"]
    ranks = [order.index(claim.strength) for claim in found]
    assert ranks == sorted(ranks)
    assert all("jacob1995" in claim.sources for claim in evidence.claims(source="jacob1995"))
    assert {claim.strength for claim in evidence.claims(strength="weak")} == {"weak"}
    assert evidence.claims(topic="no such topic") == ()


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (lambda: evidence.claim("nope"), "claim 'nope'"),
        (lambda: evidence.reference("nope"), "reference 'nope'"),
        (lambda: evidence.article_row("A99"), "article row 'A99'"),
        (lambda: evidence.claims(article="A99"), "article row 'A99'"),
        (lambda: evidence.claims(source="nope"), "reference 'nope'"),
        (lambda: evidence.cite("nope"), "reference 'nope'"),
    ],
)
def test_unknown_ids_are_named(call: Any, what: str):
    with pytest.raises(EvidenceError, match=f"^There is no {what} in the evidence"):
        call()


def test_a_claim_gives_its_numbers_ranges_and_labels():
    jacob = evidence.claim("motion-table-jacob1995")
    assert jacob.number("total_rotation") == 1.7
    assert jacob.value("total_rotation").unit == "deg"
    assert jacob.bounds("total_translation") == (0.7, 0.7)
    flag = evidence.claim("flag-cauda-equina")
    assert flag.label("urgency") == "emergency-now"
    assert flag.bounds("pooled_sensitivity_range") == (0.19, 0.43)


def test_a_value_that_is_not_one_number_says_what_to_do():
    flag = evidence.claim("flag-cauda-equina")
    with pytest.raises(EvidenceError, match="take low or high"):
        flag.number("pooled_sensitivity_range")
    with pytest.raises(EvidenceError, match=r"use label\(\)"):
        flag.number("urgency")
    with pytest.raises(EvidenceError, match=r"use number\(\)"):
        flag.label("base_rate")
    with pytest.raises(EvidenceError, match="none is given"):
        evidence.claim("timeline-fusion").number("to_day")
    with pytest.raises(EvidenceError, match=r"has no value 'nope'; its values are: pooled"):
        flag.value("nope")


def test_a_claim_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        evidence.claim("flag-infection").statement = "x"  # type: ignore[misc]


def test_memory_never_feeds_a_model():
    evidence.require_verified(["motion-table-jacob1995"], used_by="model motion")
    with pytest.raises(
        EvidenceError, match=r"walker1992 is known from memory only .* model motion"
    ):
        evidence.require_verified(["motion-table-walker1992"], used_by="model motion")
    with pytest.raises(
        EvidenceError, match="egund1978:total_translation is known from memory only"
    ):
        evidence.require_verified(
            ["motion-table-egund1978:total_translation"], used_by="a question"
        )


def test_a_claim_is_no_better_checked_than_its_sources():
    order = ["full-text", "abstract", "quoted-in-secondary", "memory"]
    for claim in evidence.claims():
        best = min(order.index(evidence.reference(one).read) for one in claim.sources)
        assert order.index(claim.verified) >= best, claim.id


def test_all_values_of_a_remembered_claim_are_marked():
    for claim in evidence.claims():
        if claim.verified == "memory":
            assert all(value.from_memory for value in claim.values), claim.id


LOOKED_UP = re.compile(
    r"\bseed\b|ResearchGate|Scribd|this file|excerpt|literature note|\bwidget\b|second project",
    re.I,
)


def test_wording_speaks_of_the_evidence_not_of_how_it_was_found():
    for claim in evidence.claims():
        texts = [claim.statement, claim.caution or ""]
        texts += [str(value.condition) + str(value.spread) for value in claim.values]
        assert not LOOKED_UP.search(" ".join(texts)), claim.id
    raw = Path(evidence.assets.path("evidence", "references.json")).read_text(encoding="utf-8")
    assert not LOOKED_UP.search(raw)


def test_no_text_names_a_reference_by_its_id():
    ids = {one for one in store.references() if re.search(r"\d{4}", one)}
    for claim in evidence.claims():
        words = set(re.findall(r"[\w-]+", f"{claim.statement} {claim.caution}"))
        assert not words & ids, claim.id


def test_drug_claims_send_questions_to_a_pharmacist_or_physician():
    for claim in evidence.claims(topic="treatment"):
        if claim.id.startswith(("nsaid-", "paracetamol-", "timeline-nsaid", "timeline-para")):
            assert "pharmacist or physician" in (claim.caution or ""), claim.id
