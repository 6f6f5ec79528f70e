"""What all small lessons of the symptom chapter share: equal to their models, true, readable."""

from __future__ import annotations

import random
import re
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from sij import evidence
from sij.figures import agreement as agreement_drawn
from sij.figures import counting as counting_drawn
from sij.figures import style
from sij.figures import yardstick as yardstick_drawn
from sij.live import evaluate
from sij.live.spec import Range
from sij.live.symptoms import agreement, counting, yardstick
from tests.live.words import TOUCHING

from .pages import open_islands, values_at
from .settings import random_setting

WIDTHS = ("wide", "narrow")
FORBIDDEN = Path(__file__).resolve().parents[2] / "assets" / "forbidden.yaml"


def draw_counting(width, v):
    reading = counting_drawn.readings()[round(v["reading"])]
    return counting_drawn.counting(width, reading.id, round(v["positive_tests"]))


def draw_yardstick(width, v):
    shares = (v["wrong_positive_percent"], v["wrong_negative_percent"])
    return yardstick_drawn.yardstick(width, v["positive_blocks"], *shares)


def draw_agreement(width, v):
    return agreement_drawn.agreement(width, v["kappa"], v["share_percent"])


LESSONS = {
    "counting": (counting, draw_counting),
    "yardstick": (yardstick, draw_yardstick),
    "agreement": (agreement, draw_agreement),
}


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request):
    build, draw = LESSONS[request.param]
    return build(), draw


@pytest.fixture(scope="module")
def interactive(lesson):
    return lesson[0]


def settings(interactive, count, seed):
    source = random.Random(seed)
    third = [source.random() < 1 / 3 for _ in range(count)]
    return [random_setting(interactive, source, ends) for ends in third]


def corners(interactive):
    """Every slider at one of its ends, one after another, and both at once."""
    found = [interactive.start()]
    sliders = [part for part in interactive.controls if isinstance(part, Range)]
    for low in (True, False):
        ends = {part.id: part.min if low else part.max for part in sliders}
        found += [interactive.start() | {name: end} for name, end in ends.items()]
        found.append(interactive.start() | ends)
    return found


def test_quantities_equal_the_model(interactive):
    for setting in settings(interactive, 400, 1) + corners(interactive):
        values = interactive.values(setting)
        for name, wanted in interactive.model(**setting).items():
            assert values[name] == pytest.approx(wanted, abs=1e-9), (name, setting)


@pytest.mark.browser
def test_the_player_equals_python(page, tmp_path, interactive):
    tried = settings(interactive, 300, 2) + corners(interactive)
    open_islands(page, tmp_path, interactive.spec())
    for setting, shown in zip(tried, values_at(page, interactive.name, tried), strict=True):
        wanted = interactive.values(setting)
        assert all(shown[name] == pytest.approx(wanted[name], abs=1e-9) for name in wanted)
        assert shown["description"] == interactive.description(setting)


def test_each_part_written_or_shown_stands_at_the_start_as_the_player_has_it(lesson):
    interactive, draw = lesson
    values = interactive.values()
    hidden = {t.parts[0] for t in interactive.tracks if t.kind == "show" and not values[t.value]}
    for width in WIDTHS:
        drawn = {text.get_gid(): text.get_text().strip() for text in texts_of(draw(width, values))}
        for track in (track for track in interactive.tracks if track.kind == "text"):
            wanted = evaluate.fill(track.text, values, interactive.controls, interactive.readouts)
            part = track.parts[0]
            assert drawn[part] == ("" if part in hidden else wanted), part


def test_paths_stand_at_the_start_where_the_player_puts_them(lesson):
    interactive, draw = lesson
    values = interactive.values()
    for number, width in enumerate(WIDTHS):
        frames = interactive.pictures[number].frames
        drawn = {
            patch.get_gid(): patch.get_path().vertices for patch in patches(draw(width, values))
        }
        for track in (track for track in interactive.tracks if track.kind == "path"):
            a, _, _, d, e, f = frames[track.frame]
            points = [[values.get(s, s) for s in point] for point in track.points]
            wanted = np.array(points) * (a, d) + (e, f)
            for part in track.parts:
                assert drawn[part][: len(wanted)] == pytest.approx(wanted, abs=0.06), part


def patches(figure):
    return [patch for patch in figure.axes[0].patches if patch.get_gid()]


def texts_of(figure):
    return list(figure.axes[0].texts)


@pytest.mark.parametrize("width", WIDTHS)
def test_words_are_large_inside_the_picture_and_apart(lesson, width):
    interactive, draw = lesson
    for setting in [*corners(interactive), *settings(interactive, 8, 3)]:
        figure = draw(width, setting)
        with style.figure_style():
            figure.canvas.draw()
            scale = 72 / figure.dpi
            texts = [text for text in texts_of(figure) if text.get_text().strip()]
            boxes = [(t.get_text(), np.array(t.get_window_extent().extents) * scale) for t in texts]
        right, top = figure.get_size_inches() * 72
        least = 12.5 if width == "wide" else 14.4
        assert len(texts) > 10 and all(text.get_fontsize() >= least for text in texts)
        for i, (words, box) in enumerate(boxes):
            assert (box >= 0).all() and box[2] <= right and box[3] <= top, words
            for other, beside in boxes[:i]:
                across = min(box[2], beside[2]) - max(box[0], beside[0])
                upright = min(box[3], beside[3]) - max(box[1], beside[1])
                assert across <= 0 or upright <= 3.5, (words, other, setting)


@pytest.mark.browser
@pytest.mark.parametrize("px", [360, 600, 920, 1280])
def test_shown_words_are_12_px_high_and_apart_in_the_browser(browser, tmp_path, interactive, px):
    page, seen = browser(width=px)
    open_islands(page, tmp_path, interactive.spec())
    for setting in [*corners(interactive), *settings(interactive, 12, 4)]:
        small, met, outside = page.evaluate(TOUCHING, [interactive.name, setting])
        assert (small, met, outside) == ([], [], []), setting
    assert page.evaluate("document.documentElement.scrollWidth") <= px
    assert seen.errors == []


def test_nothing_forbidden_is_said(interactive):
    texts = [sentence.text for sentence in interactive.sentences]
    texts += [f"{r.label} {r.text} {r.facts}" for r in interactive.regions]
    texts += [track.text for track in interactive.tracks if track.kind == "text"]
    for rule in YAML(typ="safe").load(FORBIDDEN.read_text("utf-8")):
        assert not re.search(rule["pattern"], " ".join(texts), re.IGNORECASE), rule["id"]
    assert not re.search(r"\byour chance\b", " ".join(texts))


def test_every_claim_was_read(interactive):
    for region in interactive.regions:
        evidence.require_verified(region.claims, interactive.name)
    assert sum(bool(region.claims) for region in interactive.regions) >= 2


def test_building_twice_gives_the_same_bytes(interactive):
    build = {one().name: one for one, _ in LESSONS.values()}[interactive.name]
    assert build().spec() == interactive.spec()
