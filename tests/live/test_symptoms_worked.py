"""The worked cases: each step is the model's own, and a warning sign stops everything."""

import re

import pytest

from sij.live.symptoms import runners, worked_case
from sij.live.symptoms.worked import EVERY_READING, clues, in_range, percent, safety_lines
from sij.models import reasoning

NAMES = [one["id"] for one in runners()]
FLAGGED = "more-kilometres"
UNFLAGGED = [name for name in NAMES if name != FLAGGED]


def result_of(name):
    entered = reasoning.Findings(next(r["findings"] for r in runners() if r["id"] == name))
    return entered, reasoning.reason(entered, reasoning.Door.EXAMPLE)


def odds(share):
    return share / (1 - share)


@pytest.mark.parametrize("name", UNFLAGGED)
def test_each_clue_multiplies_the_odds_and_the_last_one_gives_the_result(name):
    entered, result = result_of(name)
    steps = clues(entered, result)
    before = result.pretest.share
    for step in steps:
        assert odds(step.share.middle) == pytest.approx(odds(before) * step.pull.ratio.value)
        before = step.share.middle
    assert steps[-1].share == result.joint
    assert f"The share is now {in_range(result.joint)}." in worked_case(name).text


@pytest.mark.parametrize("name", UNFLAGGED)
def test_every_reading_of_the_tests_is_shown_once(name):
    entered, _ = result_of(name)
    text = worked_case(name).text
    bands = {
        reasoning.reason(entered, reasoning.Door.EXAMPLE, view).joint for view in reasoning.views()
    }
    rows = re.findall(r"- (.+): (\d+ % \(from \d+ % to \d+ %\)) of the studied group", text)
    assert {shown for _, shown in rows} == {in_range(band) for band in bands}
    titles = [view.title for view in reasoning.views().values()]
    assert [title for title, _ in rows] == (titles if len(bands) > 1 else [EVERY_READING])


def test_a_warning_sign_leaves_no_share_and_no_ratio():
    block = worked_case(FLAGGED)
    for said in (block.text, re.sub(r"<details>.*?</details>", "", block.html)):
        assert "Urgent: Something that raises the question of bone stress." in said
        assert "%" not in said
        assert "atio " not in said


@pytest.mark.parametrize("name", NAMES)
def test_the_safety_net_stands_under_each_case(name):
    _, result = result_of(name)
    block = worked_case(name)
    pieces = safety_lines(result.safety_net)
    assert " ".join(pieces) == result.safety_net
    assert len(pieces) == 7
    assert all(piece in block.text and piece in block.html for piece in pieces)
    assert result.not_a_diagnosis in block.text


@pytest.mark.parametrize("name", NAMES)
def test_the_html_says_what_the_text_says(name):
    block = worked_case(name)
    bare = re.sub(r"<details>.*?</details>", "", block.html)
    assert re.findall(r"\d+ %", re.sub(r"<[^>]*>", "", bare)) == re.findall(r"\d+ %", block.text)


def test_a_clue_that_moves_another_source_is_told():
    assert "Disc: before 46 %, after 85 % (from " in worked_case("middle").text
    assert "other sources" not in worked_case("misstep").text


def test_an_adjective_is_told_to_pull_nothing():
    assert (
        "Which words fit the pain? sharp. Words for a pain do not tell"
        in worked_case("misstep").text
    )


def test_a_runner_who_is_not_there_is_said_in_one_sentence():
    with pytest.raises(reasoning.ReasoningInputError, match="no example runner 'zoe'; take one of"):
        worked_case("zoe")


def test_percent_rounds_to_whole_numbers():
    assert percent(0.347) == "35 %"
