"""Two examiners: published kappas are the claims', runners and words are true for every kappa."""

from __future__ import annotations

import math
import random
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from sij import evidence
from sij.figures import agreement as drawn
from sij.figures.board import row_ends
from sij.live import evaluate
from sij.live.symptoms import agreement
from sij.models import examiner_agreement as model

from .pages import open_islands
from .settings import random_setting

ENDS = [
    {"kappa": kappa, "share_percent": share, "study": 4.0}
    for kappa in (-0.1, -0.06, 0.0, 0.14, 0.27, 0.5, 0.7, 0.87, 1.0)
    for share in (10.0, 12.0, 50.0, 90.0)
]


@pytest.fixture(scope="module")
def lesson():
    return agreement()


def tried(lesson, seed):
    source = random.Random(seed)
    return ENDS + [random_setting(lesson, source) for _ in range(200)]


# The claim, what is read of it, and who that was: each figure that the lesson must hold.
WANTED = {
    "standing": (drawn.FLEXION, "kappa_interrater_standing_flexion", "n = 30"),
    "sitting": (drawn.FLEXION, "kappa_interrater_sitting_flexion", "n = 30"),
    "motion": (drawn.FLEXION, "kappa_interexaminer_range", "28 studies"),
    "landmarks": (drawn.HANDS, "kappa_landmarks_range", "n = 25"),
    "palpation": (drawn.HANDS, "kappa_palpation_robinson", "n = 61"),
    "height": (drawn.HEIGHT, "kappa_psis_interexaminer", "8 studies"),
    "singles": (drawn.PROVOKED, "kappa_single_range", "n = 51"),
    "other-singles": (drawn.HANDS, "kappa_provocation_robinson_range", "n = 61"),
    "clusters": (drawn.PROVOKED, "kappa_cluster_range", "n = 61"),
    "three": (drawn.PROVOKED, "weighted_kappa_3of5", "n = 78"),
    "aslr": (drawn.RAISED, "kappa_aslr", "n = 31"),
    "one-leg": (drawn.RAISED, "kappa_one_leg_standing_left", "n = 31"),
}


def test_every_published_kappa_is_the_claim_s():
    found = {one.id: one for one in drawn.published()}
    assert found.keys() == WANTED.keys()
    for id, (claim, name, of) in WANTED.items():
        low, high = evidence.claim(claim).bounds(name)
        assert found[id].claim == claim and found[id].of == of
        assert found[id].kappas[0] == low and found[id].is_range == (low != high)
        if found[id].is_range:
            assert found[id].kappas == (low, high)
        assert found[id].source in evidence.claim(claim).sources
    other = evidence.claim(drawn.RAISED).number("kappa_one_leg_standing_right")
    assert found["one-leg"].kappas[1] == other
    assert found["three"].interval == (0.45, 0.95)
    assert "0.45-0.95" in evidence.claim(drawn.PROVOKED).value("weighted_kappa_3of5").spread


def test_two_claims_say_the_same_of_the_flexion_tests():
    twin = evidence.claim("anat-motion-palpation-reliability")
    for name in ("standing", "sitting"):
        found = next(one for one in drawn.published() if one.id == name)
        assert found.kappas[0] == twin.number(f"kappa_{name}_flexion_inter")


def test_a_published_choice_sets_kappa_and_moving_it_leaves_the_choice(lesson):
    for place, id in enumerate(drawn.CHOSEN):
        after = evaluate.settle(lesson.controls, lesson.start(), "study", float(place))
        claim, name, _ = WANTED[id]
        assert after["kappa"] == evidence.claim(claim).number(name)
        assert after["study"] == place
    moved = evaluate.settle(lesson.controls, lesson.start(), "kappa", 0.33)
    assert moved["study"] == len(drawn.CHOSEN)


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_marks_and_the_line_stand_at_their_kappas(width):
    figure = drawn.agreement(width, 0.4, 30)
    places = {p.get_gid(): p.get_path().vertices[:, 0] for p in figure.axes[0].patches}
    for found in drawn.published():
        a, _, _, _, e, _ = drawn.frames(width)[drawn.frame_of(found)]
        assert places[f"now-{found.id}"] == pytest.approx(a * 0.4 + e)
        if found.is_range:
            ends = places[f"range-{found.id}"]
            assert (ends.min(), ends.max()) == pytest.approx(a * np.array(found.kappas) + e)
        for k, kappa in enumerate(() if found.is_range else found.kappas):
            assert places[f"mark-{found.id}-{k}"][0] == pytest.approx(a * kappa + e)


def test_runners_add_up_and_the_marks_agree(lesson):
    for setting in tried(lesson, 1):
        v = lesson.values(setting)
        assert v["both_yes"] + v["both_no"] == v["agree"]
        assert v["agree"] + v["differ"] == model.PEOPLE
        assert min(v["both_yes"], v["both_no"], v["differ"]) >= 0
        assert v["both_yes"] + v["differ"] / 2 == setting["share_percent"]
        for kind, (_, mark) in drawn.KINDS.items():
            first, last = row_ends(mark, 0, 0)
            rows = range(drawn.ROWS)
            shown = [v[f"{kind}_last_{r}"] - last - v[f"{kind}_first_{r}"] + first for r in rows]
            assert sum(shown) == pytest.approx(v[kind]) and min(shown) >= -1e-9


def test_sentences_are_true_everywhere(lesson):
    for setting in tried(lesson, 2):
        v, said = lesson.values(setting), lesson.description(setting)
        people = re.search(
            r"each calls (\d+) positive .* agree on (\d+): both say yes to (\d+), both say no to "
            r"(\d+)\. They differ on (\d+)\. By chance alone they would agree on (\d+)",
            said,
        )
        names = ("share_percent", "agree", "both_yes", "both_no", "differ", "by_chance")
        assert [int(each) for each in people.groups()] == [v[name] for name in names]
        assert f"At a kappa of {drawn.kappa_text(setting['kappa'])} " in said
        gain = v["agree"] - v["by_chance"]
        told = re.search(r"So they gain (\d+) of the (\d+) that could", said)
        wanted = [gain, model.PEOPLE - v["by_chance"]]
        assert ([int(each) for each in told.groups()] if told else None) == (
            wanted if gain > 0 else None
        )
        assert ("agree no more than chance gives" in said) == (gain == 0)
        assert (f"agree on {-gain:.0f} fewer than chance gives" in said) == (gain < 0)
        assert ("guessing does it too" in said) == (v["agree"] > 50 and gain <= 0)
        assert "Agreement is not truth" in said and "made up" in said


def test_published_figures_are_named_just_where_they_stand(lesson):
    for setting in tried(lesson, 3):
        said, kappa = lesson.description(setting), setting["kappa"]
        for found in drawn.published():
            if found.is_range:
                low, high = found.kappas
                there = low - 1e-9 <= kappa <= high + 1e-9
            else:
                there = any(math.isclose(kappa, each, abs_tol=1e-9) for each in found.kappas)
            assert (f"): {found.label}, kappa {found.shown}." in said) == there, (found, kappa)


def test_the_picture_says_the_gain_that_the_numbers_give(lesson):
    for setting in tried(lesson, 4):
        v = lesson.values(setting)
        counts = model.agreement(setting["kappa"], setting["share_percent"])
        shown = [bool(words) for words in drawn.gained_words(counts)]
        assert shown == [bool(v[name]) for name in ("above", "level", "below")]


def test_the_three_kinds_differ_by_more_than_colour():
    assert sorted(mark for _, mark in drawn.KINDS.values()) == ["disc", "ring", "square"]


@pytest.mark.browser
@pytest.mark.parametrize(("picture", "width"), [(0, 1280), (1, 360)])
def test_the_browser_draws_as_many_runners_as_the_numbers_say(
    browser, tmp_path, lesson, picture, width
):
    page, _ = browser(width=width)
    open_islands(page, tmp_path, lesson.spec())
    for setting in tried(lesson, 5)[::5]:
        seen = page.evaluate(COUNT_MARKS, [lesson.name, picture, setting])
        values = lesson.values(setting)
        for kind in drawn.KINDS:
            assert seen[kind] == values[kind], (kind, setting)


# Discs and rings start at each whole step, squares are as long as they are drawn.
COUNT_MARKS = """([name, picture, setting]) => {
    document.getElementById(name).sij.set(setting);
    const count = (kind) => {
        const part = `${name}-${picture}-${kind.replace("_", "-")}-`;
        let marks = 0;
        for (const path of document.querySelectorAll(`g[id^="${part}"]:not([id$="-hole"]) path`)) {
            const style = getComputedStyle(path);
            const [on, off] = style.strokeDasharray.split(",").map(parseFloat);
            const offset = parseFloat(style.strokeDashoffset);
            const square = style.strokeLinecap === "butt";
            const run = path.getTotalLength() + (square ? 0.2 : offset);
            marks += Math.floor(run / (on + off));
        }
        return marks;
    };
    return Object.fromEntries(["both_yes", "differ", "both_no"].map((kind) => [kind, count(kind)]));
}"""


@pytest.mark.browser
def test_the_lesson_is_worked_by_keyboard(page, tmp_path, lesson):
    open_islands(page, tmp_path, lesson.spec())
    said = page.locator(".sij-description")
    expect(said).to_contain_text("guessing does it too")
    page.get_by_label(re.compile("Standing flexion")).focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label(re.compile("Height of the PSIS"))).to_be_checked()
    expect(said).to_contain_text("At a kappa of 0.27")
    page.get_by_label("Kappa", exact=True).focus()
    page.keyboard.press("End")
    expect(page.get_by_label("Your own number")).to_be_checked()
    expect(said).to_contain_text("They differ on 0.")
    page.get_by_label("Each examiner calls positive", exact=True).focus()
    page.keyboard.press("Home")
    expect(said).to_contain_text("each calls 10 positive")
