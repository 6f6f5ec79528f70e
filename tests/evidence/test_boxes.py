import re

import pytest
from lxml import html as parser

from sij import evidence
from sij.evidence import boxes, store
from sij.evidence.errors import EvidenceError


def test_a_box_sets_article_and_studies_side_by_side():
    block = evidence.says_box("A07")
    tree = parser.fromstring(block.html)
    assert tree.tag == "section"
    assert [one.text for one in tree.iter("h4")] == ["The article and the studies"]
    assert [one.text for one in tree.iter("h5")] == ["The article says", "Studies say"]
    shown = tree.xpath('.//div[@class="sij-says-studies"]/ul/li')
    assert len(shown) == 5
    assert tree.xpath(".//details") == []
    for item in tree.iter("li"):
        assert re.search(r"[●○]{3} (strong|moderate|weak|expert)", item.text_content())
        assert item.find(".//cite") is not None
    assert block.text.startswith("The article says:\n  A07: ")


def test_a_box_shows_the_claims_that_were_chosen_in_their_order():
    chosen = ["motion-table-miller1987", "motion-table-jacob1995"]
    tree = parser.fromstring(evidence.says_box("A07", claims=chosen).html)
    shown = [li.findtext("p") for li in tree.xpath('.//div[@class="sij-says-studies"]/ul/li')]
    assert shown == [evidence.claim(one).statement for one in chosen]


def test_every_row_makes_a_box_of_what_was_read():
    for row in store.article():
        shown = parser.fromstring(evidence.says_box(row).html)
        words = [li.text_content() for li in shown.xpath('.//ul[@class="sij-claims"]/li')]
        linked = evidence.claims(article=row)
        assert len(words) <= 5
        assert bool(words) == any(claim.verified != "memory" for claim in linked)
        for text in words:
            claim = next(one for one in linked if text.startswith(one.statement))
            assert claim.verified != "memory"
            assert (claim.caution or "") in text


def test_red_flags_come_first():
    first = parser.fromstring(evidence.says_box("A29").html).findtext(".//li/p")
    flags = {claim.statement for claim in evidence.claims(article="A29", topic="red-flag")}
    assert first in flags


def test_second_hand_and_remembered_findings_say_so():
    secondary = next(one for one in evidence.claims() if one.verified == "quoted-in-secondary")
    assert "Second-hand" in evidence.claim_card(secondary.id).html
    assert "from memory only" in evidence.claim_card("motion-table-walker1992").html
    assert "(from memory)" in evidence.claim_card("motion-table-egund1978").text


def test_a_box_without_a_row_says_what_to_do():
    with pytest.raises(EvidenceError, match=r"needs at least one article row"):
        evidence.says_box()


def test_a_card_shows_each_number_with_its_unit_and_group():
    block = evidence.claim_card("motion-table-jacob1995")
    tree = parser.fromstring(block.html)
    cells = [cell.text_content() for cell in tree.xpath(".//tbody/tr[1]/*")]
    assert cells[:3] == ["total rotation", "1.7", "degrees"]
    assert cells[4] == "24"
    assert [th.get("scope") for th in tree.xpath(".//thead//th")] == ["col"] * 7
    assert "total rotation: 1.7 degrees (n = 24; healthy" in block.text


def test_a_card_shows_urgency_in_the_four_words_and_hides_model_labels():
    assert "<td>Emergency</td>" in evidence.claim_card("flag-cauda-equina").html
    assert "model group" not in evidence.claim_card("test-howto-faber").html


def test_every_card_is_whole():
    for claim in evidence.claims():
        block = evidence.claim_card(claim.id)
        assert not re.search(r">None<|n = None|\(None[;)]", block.html + block.text), claim.id
        assert len(parser.fromstring(block.html).xpath(".//dd/ul/li")) == len(claim.sources)


def test_a_list_names_each_source_once_in_alphabetical_order():
    block = evidence.reference_list(
        "motion-summary-2-4mm", "motion-table-jacob1995", "spectrumhealth"
    )
    ids = [one.get("id") for one in parser.fromstring(block.html).iter("li")]
    assert ids == ["ref-jacob1995", "ref-joukar2018", "ref-kibsgard2012", "ref-spectrumhealth"]
    assert block.text.startswith("1. Jacob HAC")


def test_accents_do_not_change_the_order():
    assert sorted(["dewolf2016", "nielsen2014", "muller2012"], key=boxes.citations.sort_key) == [
        "dewolf2016",
        "muller2012",
        "nielsen2014",
    ]


def test_blocks_are_notebook_output_and_the_same_each_time():
    first, second = evidence.says_box("A07", "A10"), evidence.says_box("A07", "A10")
    assert first == second
    assert first._repr_mimebundle_() == {"text/html": first.html, "text/plain": first.text}
    assert str(first) == first.text
    assert "<style" not in first.html
    assert "style=" not in first.html
