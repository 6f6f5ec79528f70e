"""How tests are done: each has a how-to or a reason, figures are claims', drawings are small."""

import json
import re

import pytest
from lxml import etree
from ruamel.yaml import YAML

from sij import evidence
from sij.evidence import assets
from sij.figures.examination import picture_names
from sij.live.symptoms import howto
from sij.live.symptoms.explorer import explorer_sheet
from sij.models import reasoning

SHEET = howto.howto_sheet()
TESTS = [one.id for one in reasoning.catalogue().values() if one.kind == "test"]
SIX = ("distraction", "thigh-thrust", "compression", "sacral-thrust", "gaenslen-right", "faber")
FIELDS = {"svg", "how", "agreement", "agreementWords", "caution", "claims"}
SVG_BYTES = 8000
NUMBER = re.compile(r"[-\N{MINUS SIGN}]?\d+(?:\.\d+)?")


def test_every_test_of_the_form_has_a_how_to_and_nothing_else_has() -> None:
    assert list(SHEET) == TESTS
    assert set(howto.words()["tests"]) == set(TESTS)
    for name, part in SHEET.items():
        assert set(part) == FIELDS, name
        assert all(part[field] for field in FIELDS - {"svg"}), name


def test_what_is_not_drawn_says_why() -> None:
    bare = {name for name, part in SHEET.items() if not part["svg"]}
    assert bare == {"shear-test", "centralisation"}
    assert all("nothing is drawn" in SHEET[name]["how"] for name in bare)


def test_every_drawing_is_used() -> None:
    used = {row["picture"] for row in howto.words()["tests"].values() if "picture" in row}
    assert used == set(picture_names())


def test_both_gaenslen_findings_share_one_drawing() -> None:
    assert SHEET["gaenslen-left"] == SHEET["gaenslen-right"]


@pytest.mark.parametrize("name", picture_names())
def test_a_drawing_is_small_and_points_to_nothing(name: str) -> None:
    svg = howto.drawing(name)
    assert len(svg.encode()) <= SVG_BYTES
    root = etree.fromstring(svg)
    assert root.get("viewBox") == "0 0 320 200"
    assert root.get("aria-hidden") == "true"
    assert not root.xpath("//@id"), "two copies on a page would share an id"
    assert "url(#" not in svg
    assert not re.search(r"[:;](#[0-9a-f]{6})", svg), "a colour that no theme can change"


def test_a_lighter_drawing_declares_what_the_compiled_one_did() -> None:
    """Each path keeps its own paint, whether it says so or its group does."""
    compiled = howto.compile_svg(howto.examination_figure("sacral-thrust"), "x-")
    assert paints(compiled) == paints(howto.lighter(compiled))


def paints(svg: str) -> list[dict[str, str]]:
    found = []
    for path in etree.fromstring(svg).iter(f"{howto.SVG}path"):
        said: dict[str, str] = {}
        for node in [*reversed(list(path.iterancestors())), path]:
            parts = [part for part in node.get("style", "").split(";") if part]
            said |= dict(part.split(":", 1) for part in parts)
        found.append(said)
    return found


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TESTS)
def test_each_figure_is_a_claims_value_and_only_the_agreement_has_one(name: str) -> None:
    part = SHEET[name]
    for field in ("how", "agreementWords", "caution"):
        assert not re.search(r"\d", part[field]), field
    said = part["agreement"]
    for scale in howto.words()["scales"].values():
        said = said.replace(scale, "")
    said = re.sub(r"\b(?:19|20)\d\d[a-z]?\b", "", said)
    allowed = {text for claim_id in part["claims"] for text in values(claim_id)}
    assert set(NUMBER.findall(said)) <= allowed


def values(claim_id: str) -> set[str]:
    found = set()
    for value in evidence.claim(claim_id).values:
        if value.kind in ("number", "range"):
            ends = {value.low, value.high} if value.kind == "range" else {value.value}
            found |= {howto._number(float(end)) for end in ends if end is not None}
        found |= {str(value.n)} if value.n else set()
    return found


def test_the_known_figures_stand_where_they_belong() -> None:
    for name in SIX:
        assert "from 0.52 to 0.88 (51 people, Laslett & Williams 1994)" in SHEET[name]["agreement"]
    assert "kappa of 0.87" in SHEET["active-leg-raise"]["agreement"]
    assert "\N{MINUS SIGN}0.05 to 0.77" in SHEET["gillet-or-flexion"]["agreement"]
    assert "0.82 to 0.88" in SHEET["bent-knee-stretch"]["agreement"]


def test_a_figure_comes_with_its_measure_and_the_rest_say_that_there_is_none() -> None:
    none = howto.words()["none"]
    for name, part in SHEET.items():
        measured = "agreement" in howto.words()["tests"][name]
        assert ("1 is full" in part["agreement"] or "1 at full" in part["agreement"]) == measured
        assert (part["agreement"] == none) == (part["agreementWords"] == none) == (not measured)


def test_whose_study_it_is_stands_among_the_claims_sources() -> None:
    for row in howto.words()["agreements"].values():
        for one in (row, row.get("also")):
            if one and "source" in one:
                assert one["source"] in evidence.claim(one["claim"]).sources


@pytest.mark.parametrize("name", SIX)
def test_the_six_tests_of_the_joint_rest_on_their_method_claims(name: str) -> None:
    assert howto.words()["tests"][name]["from"] == "claim"
    assert f"test-howto-{name.removesuffix('-right')}" in SHEET[name]["claims"]


def test_a_usual_method_says_that_it_is_no_finding_and_where_it_was_checked() -> None:
    for name, row in howto.words()["tests"].items():
        if row.get("from") == "usual":
            assert SHEET[name]["how"].endswith(howto.words()["usual"])
            assert row["checked"]
        assert (row.get("from") is None) == ("picture" not in row)


def test_cautions_that_matter() -> None:
    assert "not done when a bone stress injury" in SHEET["sacral-thrust"]["caution"]
    assert "cannot choose" in SHEET["faber"]["caution"]
    for name, part in SHEET.items():
        assert "trained examiner" in part["caution"] + part["how"] or name == "shear-test"


def test_nothing_forbidden_is_said() -> None:
    entries = YAML(typ="safe").load(assets.path("forbidden.yaml"))
    text = json.dumps(SHEET, ensure_ascii=False)
    for entry in entries:
        assert not re.search(entry["pattern"], text, re.IGNORECASE), entry["id"]


def test_sentences_are_short_and_without_long_dashes() -> None:
    for part in SHEET.values():
        for field in ("how", "agreement", "agreementWords", "caution"):
            assert "\N{EM DASH}" not in part[field]
            for sentence in re.split(r"(?<=[.?!]) ", part[field]):
                assert len(sentence.split()) <= 34, sentence


def test_the_explorer_carries_it_with_all_claims() -> None:
    sheet = explorer_sheet()
    assert sheet["howto"] == SHEET
    assert set(howto.howto_claims()) <= set(sheet["claims"])
    assert json.dumps(howto.howto_sheet()) == json.dumps(SHEET)
