import re
from pathlib import Path

import pytest
from lxml import html as parser
from ruamel.yaml import YAML

from sij import evidence
from sij.evidence import assets, store
from sij.evidence.errors import EvidenceError
from sij.evidence.mechanism_cards import (
    PLAUSIBLE,
    load_mechanisms,
    mechanism_cards,
    mechanisms,
)
from tests.repo import checks

HEADINGS = [
    "The article says",
    "Measured",
    "Plausible, not shown",
    "Speaks against it",
    "How sure",
    "What would change our mind",
]
CARDS = list(mechanisms())


def card(name):
    return parser.fromstring(mechanism_cards(name).html).find("section")


def test_there_is_one_card_for_each_of_the_article_s_five_rows():
    assert [one.row for one in mechanisms().values()] == ["A11", "A12", "A13", "A14", "A15"]
    tree = parser.fromstring(mechanism_cards().html)
    assert [section.get("data-mechanism") for section in tree.iter("section")] == CARDS


@pytest.mark.parametrize("name", CARDS)
def test_a_card_has_all_its_parts_in_order(name):
    shown, one = card(name), mechanisms()[name]
    assert [part.text for part in shown.iter("h5")] == HEADINGS
    assert shown.findtext("details/summary/h4") == one.title
    assert shown.findtext("details/summary/span") == one.verdict
    article, measured, plausible, against, sure, mind = shown.findall("details/div/div")
    assert store.article_row(one.row).says in article.text_content()
    for part, claims in ((measured, one.measured), (against, one.against)):
        assert [li.findtext("p") for li in part.iter("li")] == [
            evidence.claim(claim).statement for claim in claims
        ]
        for item, claim in zip(part.iter("li"), claims, strict=True):
            assert item.find(".//cite") is not None
            assert (evidence.claim(claim).caution or "") in item.text_content()
            assert re.search(r"[●○]{3} (strong|moderate|weak|expert)", item.text_content())
    assert one.plausible.says in plausible.text_content()
    assert re.match(r"How sure[●○]{3} (strong|moderate|weak|expert)", sure.text_content())
    assert one.mind in mind.text_content()


@pytest.mark.parametrize("name", CARDS)
def test_every_claim_was_read_and_none_is_from_memory(name):
    one = mechanisms()[name]
    assert all(evidence.claim(claim).verified != "memory" for claim in one.claims)
    assert one.measured and one.plausible.claims and one.against


@pytest.mark.parametrize("name", CARDS)
def test_plausible_not_shown_is_on_every_card_in_html_and_in_text(name):
    block = mechanism_cards(name)
    assert PLAUSIBLE == "Plausible, not shown"
    assert f"<h5>{PLAUSIBLE}</h5>" in block.html
    assert f"\n{PLAUSIBLE}: {mechanisms()[name].plausible.says}" in block.text
    assert re.search(r"(does not show it|none of these shows it)\.\)", block.text)


def test_the_prominent_counter_evidence_is_there():
    against = {name: set(one.against) for name, one in mechanisms().items()}
    assert "sij-not-put-back" in against["muscle-imbalance"]
    assert "lbp-runners-risk-factors" in against["downhill"] & against["overstriding"]
    assert "lbp-runners-low" in against["overstriding"]
    assert "prospective-biomechanics-mostly-null" in against["overstriding"]
    assert "pelvic-asymmetry-normal" in against["muscle-imbalance"]
    assert "sij-inciting-events" in mechanisms()["no-reason"].measured
    assert "sij-pain-runners-gait-casecontrol" in mechanisms()["overstriding"].measured
    assert "after the pain had begun" in mechanisms()["overstriding"].verdict
    # What feels the same and must not wait comes first.
    assert mechanisms()["no-reason"].against[0] == "flag-sacral-bsi"


def test_no_card_says_what_is_forbidden():
    entries = YAML(typ="safe").load(assets.path("forbidden.yaml"))
    rules = [checks.Forbidden(e["id"], e["pattern"], e["why"]) for e in entries]
    texts = {"card": mechanism_cards().text}
    texts["file"] = assets.path("mechanisms.yaml").read_text("utf-8")
    assert [p for n, t in texts.items() for p in checks.forbidden_problems(n, t, rules)] == []


def test_the_text_twin_says_what_the_html_says():
    block = mechanism_cards("overstriding")
    for claim in mechanisms()["overstriding"].measured:
        assert evidence.claim(claim).statement in block.text
    assert str(block) == block.text
    for heading in HEADINGS:
        assert f"{heading}:" in block.text


def test_cards_work_without_scripts():
    html = mechanism_cards().html
    assert html.count("<details>") == html.count("<summary>") == len(CARDS)
    assert (
        "<script" not in html and "style=" not in html and " on" not in re.sub(">[^<]*<", "", html)
    )


def test_an_unknown_card_says_which_there_are():
    with pytest.raises(EvidenceError, match=r"no mechanism 'yoga': use one of misstep, downhill"):
        mechanism_cards("yoga")


GOOD = """
- id: misstep
  title: A misstep
  row: A11
  verdict: It is a short verdict.
  measured: [sij-inciting-events]
  plausible: {says: It would make some sense., claims: [sij-inciting-events]}
  against: [sij-not-put-back]
  strength: weak
  why: We do not know very much.
  mind: Someone could do a study.
"""
WRONG = {
    "unknown claim": ("[sij-not-put-back]", "[no-such]", r"misstep: There is no claim 'no-such'"),
    "memory": ("[sij-not-put-back]", "[leg-length-sij-fe]", "known from memory only"),
    "unknown row": ("A11", "A99", "There is no article row 'A99'"),
    "nothing against": ("[sij-not-put-back]", "[]", "misstep: against: "),
    "a typed number": ("some sense.", "9 of 10 cases.", "misstep: plausible.says: "),
    "a missing part": ("  mind: Someone could do a study.\n", "", "misstep: mind is missing"),
    "a field too many": ("  row:", "  cure: rest\n  row:", "cure is not a field"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_in_the_file_is_one_sentence(name, tmp_path: Path):
    old, new, says = WRONG[name]
    assert old in GOOD
    file = tmp_path / "mechanisms.yaml"
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(EvidenceError, match=says) as refused:
        load_mechanisms(file)
    assert str(refused.value).startswith("In mechanisms.yaml, misstep: ")
    assert "\n" not in str(refused.value)


def test_an_id_used_twice_is_refused(tmp_path: Path):
    file = tmp_path / "mechanisms.yaml"
    file.write_text(GOOD + GOOD, encoding="utf-8")
    with pytest.raises(EvidenceError, match="misstep: the id is used twice"):
        load_mechanisms(file)
