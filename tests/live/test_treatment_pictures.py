"""Chapter 6's three pictures: equal to the plan's rows and claims, true in words, readable."""

from __future__ import annotations

import gzip
import itertools
import json
import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from ruamel.yaml import YAML

from sij import evidence
from sij.figures import effect_ladder as ladder_drawn
from sij.figures import timeline as timeline_drawn
from sij.figures import usual_course as course_drawn
from sij.live import evaluate, treatment
from sij.live.spec import Opacity, Show, Text
from sij.live.treatment.timeline import open_bars, said
from sij.models.plan import curves, rows
from tests.live.words import TOUCHING

from .pages import open_islands, values_at
from .settings import random_setting

BUILDERS = {
    "timeline": treatment.timeline,
    "usual course": treatment.usual_course,
    "effect ladder": treatment.effect_ladder,
}
FORBIDDEN = Path(__file__).resolve().parents[2] / "assets" / "forbidden.yaml"


@pytest.fixture(scope="module", params=BUILDERS)
def interactive(request):
    return BUILDERS[request.param]()


def settings(interactive, count, seed):
    source = random.Random(seed)
    return [random_setting(interactive, source, source.random() < 0.3) for _ in range(count)]


# --- what all three share ---------------------------------------------------------------------


def test_quantities_equal_the_model(interactive):
    for setting in settings(interactive, 400, 1):
        values = interactive.values(setting)
        for name, wanted in interactive.model(**setting).items():
            assert values[name] == pytest.approx(wanted, abs=1e-9), (name, setting)


def test_the_still_picture_shows_the_start(interactive):
    values = interactive.values()
    for track in interactive.tracks:
        if not isinstance(track, Opacity | Show):
            continue
        shown = values[track.value]
        shown = float(shown > 0.5) if isinstance(track, Show) else shown
        for picture, part in itertools.product(enumerate(interactive.pictures), track.parts):
            found = opacity(picture[1].svg, f"{interactive.name}-{picture[0]}-{part}")
            assert found == pytest.approx(shown), part


def opacity(svg, part):
    tag = re.search(rf'<g id="{re.escape(part)}"[^>]*>', svg)[0]
    found = re.search(r'style="opacity:([\d.]+)"', tag)
    return float(found[1]) if found else 1.0


def test_words_of_the_picture_are_those_of_the_start(interactive):
    values = interactive.values()
    for track in (track for track in interactive.tracks if isinstance(track, Text)):
        wanted = evaluate.fill(track.text, values, interactive.controls, interactive.readouts)
        for picture in interactive.pictures:
            assert f">{wanted}<" in picture.svg, wanted


def test_it_is_small_and_built_twice_the_same(interactive):
    spec = interactive.spec()
    assert len(gzip.compress(json.dumps(spec).encode(), 9)) <= 60_000
    again = {one().name: one for one in BUILDERS.values()}[interactive.name]
    assert again().spec() == spec


def every_text(interactive):
    texts = [interactive.alt, *(sentence.text for sentence in interactive.sentences)]
    for region in interactive.regions:
        texts += [region.label, region.text, *(text for _, text in region.facts)]
    for picture in interactive.pictures:
        texts += re.findall(r"<text[^>]*>([^<]*)<", picture.svg)
    return texts


def test_nothing_forbidden_is_said(interactive):
    for text in every_text(interactive):
        for rule in YAML(typ="safe").load(FORBIDDEN.read_text("utf-8")):
            assert not re.search(rule["pattern"], text, re.IGNORECASE), (rule["id"], text)
        assert not re.search(r"\bworks\b|does not work|doesn.t work", text), text
        assert "\N{EM DASH}" not in text, text


def test_every_region_names_claims_that_were_read(interactive):
    for region in interactive.regions:
        assert region.claims, region.part
        evidence.require_verified(region.claims, interactive.name)


@pytest.mark.browser
def test_the_player_equals_python(page, tmp_path, interactive):
    tried = settings(interactive, 300, 2)
    open_islands(page, tmp_path, interactive.spec())
    for setting, shown in zip(tried, values_at(page, interactive.name, tried), strict=True):
        wanted = interactive.values(setting)
        assert all(shown[name] == pytest.approx(wanted[name], abs=1e-9) for name in wanted)
        assert shown["description"] == interactive.description(setting)


@pytest.mark.browser
@pytest.mark.parametrize("px", [360, 920, 1280])
def test_shown_words_are_12_px_high_and_apart(browser, tmp_path, interactive, px):
    page, seen = browser(width=px)
    open_islands(page, tmp_path, interactive.spec())
    for setting in [interactive.start(), *settings(interactive, 14, 4)]:
        small, met, outside = page.evaluate(TOUCHING, [interactive.name, setting])
        assert (small, met, outside) == ([], [], []), setting
    assert page.evaluate("document.documentElement.scrollWidth") <= px
    assert seen.errors == []


# --- the timeline -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def timeline():
    return treatment.timeline()


@pytest.mark.parametrize("article", [0, 1])
def test_every_day_names_just_the_rows_that_hold_it(timeline, article):
    for day in range(366):
        text = timeline.description({"day": day, "article": article})
        now, _, later = text.partition("Next by its usual days")
        now = now.partition("No other bar begins")[0]
        holds = [bar for bar in open_bars() if bar.row.from_day <= day <= (bar.row.to_day or 999)]
        assert timeline.values({"day": day})["open_now"] == len(holds)
        assert f"On day {day} of the pain, {len(holds)} of 14 bars are open" in now
        for bar in open_bars():
            assert (said(bar) in now) == (bar in holds), (day, bar.id)
        coming = [bar for bar in open_bars() if bar.row.from_day > day]
        first = min((bar.row.from_day for bar in coming), default=None)
        for bar in coming:
            named = said(bar) in later
            assert named == (bar.row.from_day == first), (day, bar.id)
        assert ("No other bar begins within the year." in text) == (not coming)
        running = any(bar.row.running for bar in holds)
        assert ("until a physician has ruled out a bone stress injury" in text) == running
        assert "a warning sign ends the timeline at once" in text
        assert ("dashed boxes" in text) == bool(article)


def test_lists_end_with_a_full_stop(timeline):
    for day in (0, 3, 14, 42, 100, 365):
        text = timeline.description({"day": day})
        assert not re.search(r"; [A-Z]|\. [a-z]|;$|:$|: [A-Z]", text), text


def test_paracetamol_and_the_warning_signs_are_no_bars_to_count(timeline):
    counted = {bar.id for bar in open_bars()}
    assert counted == set(rows()) - {"paracetamol", "red-flag-screen"}
    assert timeline.values({"day": 0})["open_now"] == 3


def test_a_chosen_row_tells_all_that_the_order_asks_for(timeline):
    for region in timeline.regions:
        row = rows()[region.part.removeprefix("row-")]
        facts = dict(region.facts)
        assert {"The article says", "Studies say", "How large", "Mind"} <= set(facts)
        assert facts["Mind"] == " ".join(row.safety_lines)
        assert row.claim in region.claims
        for line in row.safety:
            assert set(line.claims) <= set(region.claims)
        if row.drug:
            assert "ask a pharmacist or physician" in facts["Mind"].lower()
    told = {region.part: dict(region.facts) for region in timeline.regions}
    assert "A24: Ice is for the first week" in told["row-heat-or-cold"]["The article says"]
    assert told["row-rf"]["The article says"] == "Nothing on this."
    assert "Usual days" not in told["row-paracetamol"]


def test_effects_are_the_claims_numbers(timeline):
    told = {region.part: dict(region.facts)["How large"] for region in timeline.regions}
    assert "About 7 points of 100" in told["row-nsaid"]
    assert "about 38 points of 100" in told["row-fusion"]
    assert "0.11 points of 10" in told["row-paracetamol"]
    assert "day 208, and by day 112" in told["row-prevent"]


def test_the_article_names_days_for_ice_and_heat_only():
    dated = {
        (bar.id, overlay.row)
        for bar in timeline_drawn.bars().values()
        for overlay in bar.article
        if overlay.start is not None
    }
    assert dated == {("heat-or-cold", "A24")}
    planned = {overlay.row for bar in timeline_drawn.bars().values() for overlay in bar.article}
    assert planned >= {"A23", "A24", "A25", "A27", "A28", "A29"}


@pytest.mark.browser
def test_the_cursor_stands_on_its_day_and_a_row_is_told_by_keyboard(browser, tmp_path, timeline):
    page, _ = browser(width=1280)
    open_islands(page, tmp_path, timeline.spec())
    island = page.locator(f"#{timeline.name}")
    slider = island.get_by_role("slider")
    slider.focus()
    for press, day in (("Home", 0), ("End", 365), ("ArrowLeft", 364)):
        page.keyboard.press(press)
        wanted = timeline_drawn.share(day)
        assert page.evaluate(CURSOR, timeline.name) == pytest.approx(wanted, abs=0.004)
    island.get_by_role("button", name="Step back").click()
    expect(island.locator(".sij-description")).to_contain_text("On day 182 of the pain")
    stop = island.locator("svg:visible [role=button][tabindex='0']")
    stop.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(island.locator(".sij-explain")).to_contain_text("Fusion of the joint by a surgeon")
    expect(island.locator(".sij-explain")).to_contain_text("Randers")


CURSOR = """(name) => {
    const svg = document.querySelector(`#${name} svg`);
    const box = (part) => svg.querySelector(`[id="${name}-0-${part}"]`).getBoundingClientRect();
    const middle = (b) => (b.left + b.right) / 2;
    const [full, screen] = [box("bar-prevent"), box("bar-relative-rest-active")];
    return (middle(box("cursor")) - screen.left) / (full.right - screen.left);
}"""


@pytest.mark.browser
def test_a_click_on_the_article_s_box_explains_its_row(browser, tmp_path, timeline):
    page, _ = browser(width=1280)
    open_islands(page, tmp_path, timeline.spec())
    page.get_by_label("Lay the article's plan over it").check()
    box = page.locator(f"[id='{timeline.name}-0-article-heat-or-cold']")
    expect(box).not_to_have_class("sij-off")
    box.get_by_text("A24: ice").click()
    expect(page.locator(".sij-explain-title")).to_have_text(rows()["heat-or-cold"].title)


# --- the usual course -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def course():
    return treatment.usual_course()


def test_a_value_is_said_for_measured_weeks_only(course):
    for week in range(53):
        text, values = course.description({"week": week}), course.values({"week": week})
        assert text.startswith("Low back pain: averages of groups. Not the sacroiliac joint.")
        assert "No date for one person." in text
        measured = week in course_drawn.weeks()
        assert values["measured"] == measured
        assert (f"At week {week} the mean pain was" in text) == measured
        assert ("lies between the measured weeks: no value" in text) == (not measured)


def test_measured_values_are_the_claims(course):
    wanted = {"acute": (52, 23, 12, 6), "persistent": (51, 33, 26, 23)}
    for curve in curves():
        assert tuple(point.pain for point in curve.points) == wanted[curve.id]
        claim = evidence.claim(curve.claim)
        for week, pain in zip((0, 6, 26, 52), wanted[curve.id], strict=True):
            assert claim.number(f"mean_pain_week{week}") == pain
            assert course.values({"week": week})[f"{curve.id}_pain"] == pain


def test_pelvic_girdle_pain_is_described_only_while_it_is_shown(course):
    for pgp in (0, 1):
        text = course.description({"pgp": pgp})
        assert ("not in runners" in text) == bool(pgp)
        assert ("40.3 %" in text) == bool(pgp)


def test_counts_of_recovery_are_all_told(course):
    text = course.description()
    for words in ("day 17", "day 58", "72 % fully recovered", "73 % had another bout"):
        assert words in text


@pytest.mark.browser
def test_the_line_down_both_curves_is_there_at_measured_weeks_only(browser, tmp_path, course):
    page, _ = browser(width=1280)
    open_islands(page, tmp_path, course.spec())
    line = page.locator(f"[id='{course.name}-0-cursor-line']")
    for week, shown in ((0, "visible"), (3, "hidden"), (6, "visible"), (51, "hidden")):
        page.evaluate("([n, w]) => document.getElementById(n).sij.set({ week: w })",
                      [course.name, week])  # fmt: skip
        expect(line).to_have_css("visibility", shown)
        expect(line).to_have_css("opacity", "1")


# --- the ladder -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ladder():
    return treatment.effect_ladder()


def test_the_ladder_tells_just_what_stands_out(ladder):
    for blinding, who in itertools.product(range(3), range(4)):
        setting = {"blinding": blinding, "who": who}
        text, values = ladder.description(setting), ladder.values(setting)
        fits = [
            rung
            for rung in ladder_drawn.rungs()
            if blinding == 0 or (blinding == 1) == (rung.known == "dummy")
            if who in (0, 1 + list(ladder_drawn.WHO).index(rung.who))
        ]
        assert values["shown_count"] == len(fits)
        for rung in ladder_drawn.rungs():
            word = ladder_drawn.KNOWN[rung.known]
            told = f"{rung.name} ({word}): {rung.size}." in text
            assert told == (rung in fits), (setting, rung.id)
        assert ("No comparison here fits both choices." in text) == (not fits)
        both = {"fusion-open", "fusion-sham"} <= {rung.id for rung in fits}
        assert ("Fusion is 38 points ahead in open trials and 10 in the sham trial" in text) == both


def test_every_rung_says_who_against_what_how_many_and_when(ladder):
    told = {region.part: region for region in ladder.regions}
    for rung in ladder_drawn.rungs():
        region = told[f"rung-{rung.id}"]
        facts = dict(region.facts)
        assert {"Did they know?", "People", "When", "Beside the lines", "Think of"} <= set(facts)
        assert ("Converted" in facts) == (rung.times > 1)
        assert evidence.claim(rung.claim).statement in facts["The study says"]
        assert len({r.label for r in ladder.regions}) == len(ladder.regions)
