"""The review in Python: what is drawn, when it comes back, what came out, how sure."""

from collections import Counter
from datetime import date

import pytest
import yaml

from sij.evidence import assets
from sij.learn import chapters, question
from sij.learn.review import (
    ReviewError,
    calibration,
    calibration_sheet,
    confidence,
    draw,
    first_due,
    mixed,
    next_due,
    pool,
    review,
    review_sheet,
    rules,
    score,
)
from sij.live.review_island import calibration_html, review_html, review_still_html

SEEDS = [f"seed {k}" for k in range(200)] + ["", "2026-11-29", "ä✓"]
TODAY = "2026-11-29"


def chapter_of(question_id):
    return next(name for name, ids in pool().items() if question_id in ids)


@pytest.mark.parametrize("count", [30, 31, 35])
def test_a_draw_is_in_balance_and_asks_nothing_twice(count):
    for seed in SEEDS:
        drawn = draw(seed, count)
        assert len(drawn) == len(set(drawn)) == count
        shares = Counter(map(chapter_of, drawn))
        assert set(shares) == set(pool())
        assert set(shares.values()) <= {count // len(pool()), count // len(pool()) + 1}


def test_the_same_seed_draws_the_same_and_another_does_not():
    assert draw("group a") == draw("group a")
    assert draw(7) == draw("7")
    assert len({tuple(draw(seed)) for seed in SEEDS}) == len(SEEDS)


def test_which_chapter_gives_one_more_depends_on_the_seed():
    more = {max(Counter(map(chapter_of, draw(seed, 31))).items(), key=lambda one: one[1])[0]
            for seed in SEEDS}  # fmt: skip
    assert more == set(pool())


def test_every_question_is_drawn_about_as_often_as_its_neighbours():
    times = Counter(one for k in range(600) for one in draw(k))
    for ids in pool().values():
        share = 600 * 5 / len(ids)
        assert all(0.7 * share < times[one] < 1.3 * share for one in ids)


def test_only_questions_that_stand_alone_are_drawn():
    asked = [question(one) for ids in pool().values() for one in ids]
    assert all(one.kind != "reach" and one.role == "check" for one in asked)
    assert set(pool()) == set(chapters())


def test_a_shuffle_holds_each_place_once():
    for seed in SEEDS:
        assert sorted(mixed(9, seed)) == list(range(9))
    assert mixed(0, "x") == [] and mixed(1, "x") == [0]


def test_too_many_questions_are_refused():
    with pytest.raises(ReviewError, match="ask for fewer"):
        draw("x", 120)


def test_leitner_moves_one_on_or_all_the_way_back():
    gaps = rules().gaps_days
    for box in range(1, len(gaps) + 1):
        to, due = next_due(box, "correct", TODAY)
        assert to == min(box + 1, len(gaps))
        assert (date.fromisoformat(due) - date.fromisoformat(TODAY)).days == gaps[to - 1]
        for state in ("incorrect", "partly"):
            assert next_due(box, state, TODAY) == (1, "2026-11-30")
    assert list(gaps) == sorted(set(gaps))
    assert 1 <= gaps[0] <= 6


def test_what_was_missed_in_its_chapter_comes_back_first():
    assert first_due("incorrect", TODAY) == first_due("partly", TODAY) == (1, "2026-11-30")
    box, due = first_due("correct", TODAY)
    assert box == 2 and due > "2026-11-30"


def test_a_score_adds_up():
    ids = draw("score")
    kinds = ("correct", "partly", "incorrect")
    states = {one: kinds[k % 3] for k, one in enumerate(ids[:-5])}
    topics = score(states, ids)
    assert sum(one.asked for one in topics) == len(ids)
    assert sum(one.right for one in topics) == list(states.values()).count("correct")
    assert sum(one.partly for one in topics) == list(states.values()).count("partly")
    assert [one.chapter for one in topics] == list(pool())
    assert all(one.right + one.partly <= one.asked for one in topics)


def told(kind, first, sure):
    return {"kind": kind, "first": first, "sure": sure}


def test_answers_of_like_sureness_are_counted_together():
    records = [
        *[told("single", "correct", 0.5)] * 2,
        *[told("order", "partly", 0.95)] * 3,
        told("number", "correct", 0.95),
        told("single", "correct", None),
        {"kind": "single", "first": None},
        told("probability", "correct", 0.1),
        told("probability", "incorrect", 0.9),
        told("probability", "partly", 0.6),
        told("probability", "partly", 0.5),
    ]
    groups = {(one.series, one.id): one for one in confidence(records)}
    assert len(groups) == 6
    assert (groups["words", "guessing"].n, groups["words", "guessing"].right) == (2, 2)
    assert (groups["words", "very"].n, groups["words", "very"].right) == (4, 1)
    very = groups["percent", "very"]
    assert (very.n, very.right) == (2, 1) and very.sure == pytest.approx(0.9)
    assert (groups["percent", "guessing"].n, groups["percent", "guessing"].right) == (1, 1)
    assert sum(one.n for one in groups.values()) == 9
    assert [one.drawn for one in groups.values()].count(True) == 1


def test_the_rules_name_what_is_their_own_choice():
    text = assets.path("review.yaml").read_text("utf-8")
    assert "Leitner" in text and "our own choice" in text
    assert set(yaml.safe_load(text)["claims"]) == {"edu-spacing", "edu-retrieval"}


def test_a_calibration_picture_holds_no_question():
    sheet = calibration_sheet("05-symptom-explorer")
    assert set(sheet["kinds"]) == {one.id for one in chapters()["05-symptom-explorer"]}
    assert question("symp-check-boxes").stem not in calibration_html(sheet)
    assert len(calibration_html(sheet)) < 3500
    assert len(calibration_sheet()["kinds"]) == sum(map(len, chapters().values()))
    with pytest.raises(ReviewError, match="no chapter 99"):
        calibration_sheet("99")


def test_the_review_seals_its_answers_and_says_where_to_read():
    sheet = review_sheet()
    text = review_html(sheet)
    rows = [row for chapter in sheet["chapters"] for row in chapter["questions"]]
    assert len(rows) == sum(map(len, pool().values()))
    for row in rows:
        assert question(row["sheet"]["id"]).explanation not in text
        assert bool(row["anchor"]) == bool(row["section"])
    assert 'href="03-joint-motion.ipynb" data-chapter="03-joint-motion"' in text
    assert "sports medicine physician" in review_still_html(sheet)


def test_both_are_stored_without_a_widget_view():
    for shown in (review(), calibration()):
        data = shown._repr_mimebundle_()[0]
        assert {"text/html", "text/plain"} < set(data)
        assert any(name.startswith("application/vnd.sij.") for name in data)
