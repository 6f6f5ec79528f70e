"""The yardstick that errs: the claim's own shares, and who is blamed is said truly everywhere."""

from __future__ import annotations

import math
import random
import re

import pytest
from playwright.sync_api import expect

from sij import evidence
from sij.figures import yardstick as drawn
from sij.figures.board import row_ends
from sij.live import evaluate
from sij.live.symptoms import yardstick
from sij.models import imperfect_reference as model

from .pages import open_islands
from .settings import random_setting

ENDS = [
    {"positive_blocks": p, "wrong_positive_percent": w, "wrong_negative_percent": m}
    for p in (10.0, 90.0)
    for w in (0.0, 47.0, 60.0)
    for m in (0.0, 18.0, 40.0)
]


@pytest.fixture(scope="module")
def lesson():
    return yardstick()


def tried(lesson, seed):
    source = random.Random(seed)
    published = lesson.start()["published"]
    ends = [end | {"published": published} for end in ENDS]
    return ends + [random_setting(lesson, source) for _ in range(200)]


def test_published_shares_are_the_claim_s():
    claim = evidence.claim(drawn.CLAIM)
    audit, series, missed = drawn.published()
    assert audit.percent == pytest.approx(100 - 100 * claim.number("confirmed_after_positive"))
    assert missed.percent == pytest.approx(100 - 100 * claim.number("confirmed_after_negative"))
    assert series.percent == pytest.approx(100 * claim.number("unconfirmed_maigne"))
    for found in drawn.published():
        assert 100 * found.part / found.of == pytest.approx(found.percent, abs=0.5)
        assert found.percent <= drawn.MOST[found.result]
    assert f"{series.part} of {series.of} ({series.percent:g}%)" in claim.statement
    assert f"{audit.percent:g}%" in claim.statement


def test_a_published_choice_sets_the_shares_and_moving_one_leaves_it(lesson):
    audit, series, missed = drawn.published()
    wanted = [(audit.percent, missed.percent), (series.percent, 5.0), (0.0, 0.0)]
    before = lesson.start() | {"wrong_negative_percent": 5.0}
    for place, shares in enumerate(wanted):
        after = evaluate.settle(lesson.controls, before, "published", float(place))
        found = (after["wrong_positive_percent"], after["wrong_negative_percent"])
        assert found == shares and after["published"] == place
    moved = evaluate.settle(lesson.controls, lesson.start(), "wrong_positive_percent", 20.0)
    assert moved["published"] == 3


def test_marks_stand_at_their_shares():
    for width in ("wide", "narrow"):
        figure = drawn.yardstick(width, 33, 12.5, 18)
        frames = drawn.frames(width)
        places = {p.get_gid(): p.get_path().vertices for p in figure.axes[0].patches}
        for found in drawn.published():
            a, _, _, _, e, _ = frames[f"wrong_{found.result}"]
            mark = places[f"mark-{found.id}-{found.result}"]
            assert mark[:, 0] == pytest.approx(a * found.percent + e)


def test_the_table_adds_up_and_the_dots_agree(lesson):
    for setting in tried(lesson, 1):
        v = lesson.values(setting)
        assert v["rightly_positive"] + v["wrongly_positive"] == v["positive_blocks"]
        assert v["rightly_negative"] + v["wrongly_negative"] == v["negative_blocks"]
        assert v["really_with"] + v["really_without"] == model.PEOPLE
        for cell, (_, _, mark) in drawn.CELLS.items():
            start = row_ends(mark, 0, 0)[0]
            ends = [v[f"{cell}_end_{row}"] for row in range(drawn.ROWS)]
            assert sum(math.floor(end - start) for end in ends) == v[cell]


def test_sentences_are_true_everywhere(lesson):
    for setting in tried(lesson, 2):
        v, said = lesson.values(setting), lesson.description(setting)
        people = re.search(
            r"(\d+) have a positive block .* these: (\d+); wrong among the (\d+) negative "
            r"blocks: (\d+)\. Really with the source: (\d+)\.",
            said,
        )
        names = ("positive_blocks", "wrongly_positive", "negative_blocks", "wrongly_negative")
        assert [int(each) for each in people.groups()] == [
            *(v[name] for name in names),
            v["really_with"],
        ]
        seems = re.search(r"sensitivity of ([\d.]+) % and a specificity of ([\d.]+) %", said)
        accuracy = model.apparent_accuracy(
            setting["wrong_positive_percent"], setting["wrong_negative_percent"]
        )
        assert tuple(map(float, seems.groups())) == pytest.approx(accuracy, abs=1e-9)
        perfect = accuracy == (100, 100)
        assert ("shows the test as it is: perfect" in said) == perfect
        assert ("gets the blame" in said) == (not perfect)
        for found in drawn.published():
            at = setting[f"wrong_{found.result}_percent"] == found.percent
            assert (f"{found.part} of {found.of} (" in said) == at
        assert "a made-up number" in said
        assert "second injection did not agree; either may be wrong" in said
        assert "an assumption" in said


def test_who_is_wrong_differs_by_more_than_colour():
    figure = drawn.yardstick("wide", 33, 12.5, 18)
    dashed = {p.get_gid(): p.get_linestyle() for p in figure.axes[0].patches}
    assert dashed["cell-wrongly-positive"] != dashed["cell-rightly-positive"]
    assert {mark for _, _, mark in drawn.CELLS.values()} == {"disc", "ring"}


@pytest.mark.browser
@pytest.mark.parametrize(("picture", "width"), [(0, 1280), (1, 360)])
def test_the_browser_draws_as_many_runners_as_the_table_says(
    browser, tmp_path, lesson, picture, width
):
    page, _ = browser(width=width)
    open_islands(page, tmp_path, lesson.spec())
    for setting in tried(lesson, 3)[::6]:
        seen = page.evaluate(COUNT_DOTS, [lesson.name, picture, setting])
        values = lesson.values(setting)
        for cell in drawn.CELLS:
            assert seen[cell] == values[cell], (cell, setting)


COUNT_DOTS = """([name, picture, setting]) => {
    document.getElementById(name).sij.set(setting);
    const count = (cell) => {
        const part = `${name}-${picture}-dots-${cell.replace("_", "-")}-`;
        let dots = 0;
        for (const path of document.querySelectorAll(`g[id^="${part}"]:not([id$="-hole"]) path`)) {
            const style = getComputedStyle(path);
            const [on, off] = style.strokeDasharray.split(",").map(parseFloat);
            const offset = parseFloat(style.strokeDashoffset);
            dots += Math.floor((path.getTotalLength() + offset) / (on + off));
        }
        return dots;
    };
    const cells = ["rightly_positive", "wrongly_positive", "wrongly_negative", "rightly_negative"];
    return Object.fromEntries(cells.map((cell) => [cell, count(cell)]));
}"""


@pytest.mark.browser
def test_the_lesson_is_worked_by_keyboard(page, tmp_path, lesson):
    open_islands(page, tmp_path, lesson.spec())
    said = page.locator(".sij-description")
    page.get_by_label(re.compile("Practice audit")).focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label(re.compile("Selected series"))).to_be_checked()
    expect(said).to_contain_text("a sensitivity of 53.0 %")
    page.keyboard.press("ArrowDown")
    expect(said).to_contain_text("shows the test as it is: perfect")
    page.get_by_label("Wrong, of the negative blocks", exact=True).focus()
    page.keyboard.press("End")
    expect(page.get_by_label("Your own numbers")).to_be_checked()
    expect(said).to_contain_text("a specificity of 60.0 %")
