"""The player in a real browser: equal to Python, usable by keyboard, safe when broken."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sij.live import (
    Choice,
    Interactive,
    Range,
    Toggle,
    bundle,
    expression,
    joint_motion,
    mechanisms,
    symptoms,
    treatment,
)
from sij.live.expression import evaluate as evaluate_tree
from sij.live.numbers import format_number, format_signed

from .pages import open_islands, values_at
from .settings import random_setting
from .toy import toy

pytestmark = pytest.mark.browser

BUILDERS = {
    "toy": toy,
    "first look": joint_motion.first_look,
    "nutation": joint_motion.nutation,
    "postures": joint_motion.postures,
    "life size": joint_motion.life_size,
    "turning studies": lambda: joint_motion.studies("rotation"),
    "sliding studies": lambda: joint_motion.studies("translation"),
    "fan": joint_motion.fan,
    "step": mechanisms.step_in_slow_motion,
    "load path": mechanisms.load_path,
    "gait explorer": mechanisms.explorer,
    "model against measured": mechanisms.measured,
    "onset": mechanisms.onset,
    "closure": mechanisms.closure,
    "trade-off": mechanisms.trade_off,
    "training": mechanisms.training,
    "counting": symptoms.counting,
    "yardstick": symptoms.yardstick,
    "agreement": symptoms.agreement,
    "timeline": treatment.timeline,
    "usual course": treatment.usual_course,
    "effect ladder": treatment.effect_ladder,
}


@pytest.fixture(scope="session", params=BUILDERS, ids=str)
def interactive(request: pytest.FixtureRequest) -> Interactive:
    built: Interactive = BUILDERS[request.param]()
    return built


def test_player_equals_python_and_the_model(
    page: Page, tmp_path: Path, interactive: Interactive
) -> None:
    source = random.Random(20)
    settings = [random_setting(interactive, source) for _ in range(300)]
    open_islands(page, tmp_path, interactive.spec())
    for setting, shown in zip(settings, values_at(page, interactive.name, settings), strict=True):
        wanted = interactive.values(setting)
        for name in set(wanted) - set(shown):
            raise AssertionError(f"the player does not know {name}")
        assert all(shown[name] == pytest.approx(wanted[name], abs=1e-9) for name in wanted)
        assert shown["description"] == interactive.description(setting)
        if interactive.model:
            for name, truth in interactive.model(**setting).items():
                assert shown[name] == pytest.approx(truth, abs=interactive.tolerance)


def random_tree(source: random.Random, depth: int) -> Any:
    if depth == 0 or source.random() < 0.2:
        return source.choice(["a", "b", round(source.uniform(-9, 9), 3), 0.0])
    name = source.choice([n for n in expression.OPERATIONS if n not in ("exp", "ln")])
    count = {"choose": 3}.get(name, expression._ARITY.get(name, 2))
    return [name, *(random_tree(source, depth - 1) for _ in range(count))]


def test_both_evaluators_agree_on_random_expressions(page: Page, tmp_path: Path) -> None:
    source = random.Random(7)
    cases = [
        [random_tree(source, 4), {"a": source.uniform(-5, 5), "b": source.choice([0.0, 2.5])}]
        for _ in range(600)
    ]
    open_islands(page, tmp_path, toy().spec())
    script = bundle.script("page").replace("hydrate();", "")
    found = page.evaluate(
        f"(cases) => {{ {script}\nreturn cases.map(([t, v]) => evaluateTree(t, v)); }}", cases
    )
    for (tree, values), shown in zip(cases, found, strict=True):
        assert shown == pytest.approx(expression.evaluate(tree, values), rel=1e-9, abs=1e-9), tree


BOTH = (format_number, format_signed)


def test_both_write_numbers_alike(page: Page, tmp_path: Path) -> None:
    source = random.Random(3)
    cases = [[source.uniform(-500, 500), source.randint(0, 4)] for _ in range(500)]
    cases += [[value / 8, digits] for value in range(-40, 40) for digits in (0, 1, 2)]
    open_islands(page, tmp_path, toy().spec())
    script = bundle.script("page").replace("hydrate();", "")
    found = page.evaluate(
        f"(cases) => {{ {script}\n"
        "return cases.map(([v, d]) => [formatNumber(v, d), formatSigned(v, d)]); }",
        cases,
    )
    wanted = [[write(value, int(digits)) for write in BOTH] for value, digits in cases]
    assert found == wanted


def test_every_control_is_worked_by_keyboard(
    page: Page, tmp_path: Path, interactive: Interactive
) -> None:
    open_islands(page, tmp_path, interactive.spec())
    ranges = [part for part in interactive.controls if isinstance(part, Range)]
    for part in ranges:
        slider = page.get_by_role("slider", name=part.label, exact=True)
        reveal(page, interactive, part)
        slider.focus()
        for key, wanted in (("Home", part.min), ("End", part.max)):
            page.keyboard.press(key)
            assert control_value(page, interactive, part.id) == wanted
        page.keyboard.press("ArrowLeft")
        assert control_value(page, interactive, part.id) == pytest.approx(part.max - part.step)
        page.keyboard.press("PageDown")
        assert control_value(page, interactive, part.id) < part.max - part.step
        expect(slider).to_be_focused()
        assert slider.get_attribute("aria-valuetext")
    for part in (part for part in interactive.controls if isinstance(part, Toggle)):
        page.get_by_label(part.label, exact=True).focus()
        before = control_value(page, interactive, part.id)
        page.keyboard.press("Space")
        assert control_value(page, interactive, part.id) == 1 - before
    for part in (part for part in interactive.controls if isinstance(part, Choice)):
        page.get_by_role("radio", name=part.options[0].label, exact=True).focus()
        page.keyboard.press("ArrowDown")
        assert control_value(page, interactive, part.id) == 1


def reveal(page: Page, interactive: Interactive, part: Range) -> None:
    """Choose what a slider is there for, when it is not always there."""
    choices = [each for each in interactive.controls if isinstance(each, Choice)]
    for choice, place in ((c, k) for c in choices for k in range(len(c.options))):
        if part.when is None or evaluate_tree(part.when, interactive.values({choice.id: place})):
            if part.when is not None:
                page.get_by_label(choice.options[place].label, exact=True).press("Space")
            return


def control_value(page: Page, interactive: Interactive, name: str) -> float:
    value: float = page.evaluate(
        "([id, name]) => document.getElementById(id).sij.controls[name]", [interactive.name, name]
    )
    return value


def test_every_region_is_reached_and_explained_by_keyboard(
    page: Page, tmp_path: Path, interactive: Interactive
) -> None:
    open_islands(page, tmp_path, interactive.spec())
    stops = page.locator("svg:visible [role=button][tabindex='0']")
    if not interactive.regions:
        assert stops.count() == 0
        return
    assert stops.count() == 1
    # Parts of a layer that is off are passed over.
    page.evaluate(
        """(name) => {
      const { sij } = document.getElementById(name);
      for (const part of sij.spec.controls) if (part.kind === "toggle") sij.change(part.id, 1);
    }""",
        interactive.name,
    )
    stops.focus()
    page.keyboard.press("Home")
    for region in interactive.regions:
        page.keyboard.press("Enter")
        expect(page.locator(".sij-explain-title")).to_have_text(region.label)
        told = "".join([region.text, *(word for pair in region.facts for word in pair)])
        expect(page.locator(".sij-explain-text")).to_have_text(re.sub(r"\s+", " ", told))
        page.keyboard.press("ArrowDown")


def test_no_serious_accessibility_finding(
    page: Page, tmp_path: Path, interactive: Interactive
) -> None:
    open_islands(page, tmp_path, interactive.spec())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in BAD] == []


BAD = ("serious", "critical")


@pytest.mark.parametrize("width_px", [320, 360, 1280])
def test_nothing_is_wider_than_the_screen(
    page: Page, tmp_path: Path, interactive: Interactive, width_px: int
) -> None:
    page.set_viewport_size({"width": width_px, "height": 700})
    open_islands(page, tmp_path, interactive.spec())
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width_px


def test_targets_are_large_enough(page: Page, tmp_path: Path, interactive: Interactive) -> None:
    open_islands(page, tmp_path, interactive.spec())
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, input, summary, .sij-option")]
            .filter((node) => !node.closest(".sij-option") || node.matches(".sij-option"))
            .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))"""
    )
    assert small == []


def test_a_broken_island_stands_still_and_the_next_one_lives(page: Page, tmp_path: Path) -> None:
    broken, whole = toy("broken").spec(), toy("whole").spec()
    broken["tracks"][0]["parts"] = ["gone"]
    open_islands(page, tmp_path, broken, whole)
    first = page.locator("#broken")
    expect(first).to_have_attribute("data-ready", "failed")
    expect(first.locator("svg")).to_be_visible()
    expect(first).to_contain_text("standing still")
    expect(page.locator("#whole")).to_have_attribute("data-ready", "true")


def test_two_of_a_kind_move_apart(page: Page, tmp_path: Path) -> None:
    open_islands(page, tmp_path, toy("left").spec(), toy("right").spec())
    page.locator("#left").get_by_label("Turn", exact=True).press("End")
    assert page.evaluate("document.getElementById('right').sij.controls.turn_deg") == 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)")
    assert len(ids) == len(set(ids))


def test_moving_a_slider_moves_the_picture_and_the_words(page: Page, tmp_path: Path) -> None:
    open_islands(page, tmp_path, toy().spec())
    block = page.locator("[id='toy-0-block']")
    before = block.evaluate("node => node.style.transform")
    page.get_by_label("Turn", exact=True).press("End")
    assert block.evaluate("node => node.style.transform") != before
    expect(page.locator(".sij-description")).to_contain_text("turned 10.0 degrees (up)")
    expect(page.locator("[id='toy-0-label'] text")).to_have_text("1.74 mm")
    expect(page.locator(".sij-sr")).to_contain_text("turned 10.0 degrees")


def test_step_buttons_move_one_step(page: Page, tmp_path: Path) -> None:
    open_islands(page, tmp_path, toy().spec())
    page.get_by_role("button", name="Turn: one step more").click()
    assert control_value(page, toy(), "turn_deg") == 0.5
    page.get_by_role("button", name="Step on").click()
    assert control_value(page, toy(), "turn_deg") == 10


def test_a_preset_sets_its_slider_and_is_left_again(page: Page, tmp_path: Path) -> None:
    open_islands(page, tmp_path, toy().spec())
    page.get_by_label("Five degrees").check()
    assert control_value(page, toy(), "turn_deg") == 5
    page.get_by_label("Turn", exact=True).press("ArrowRight")
    expect(page.get_by_label("My own setting")).to_be_checked()


def test_a_slider_is_there_only_while_it_is_wanted(page: Page, tmp_path: Path) -> None:
    open_islands(page, tmp_path, toy().spec())
    extra = page.get_by_label("Extra", exact=True)
    expect(extra).to_be_hidden()
    page.get_by_label("Five degrees").check()
    expect(extra).to_be_visible()
    page.get_by_label("My own setting").check()
    expect(extra).to_be_hidden()


def test_a_panel_has_units_of_its_own(page: Page, tmp_path: Path) -> None:
    open_islands(page, tmp_path, toy().spec())
    page.get_by_label("Turn", exact=True).press("End")
    travel = toy().values({"turn_deg": 10})["travel_mm"]
    drawn = page.locator("[id='toy-0-gauge'] path").get_attribute("d")
    wanted = f"M10 20L12 {round(20 - 3 * travel, 3):g}"
    assert drawn == wanted


def test_a_curve_stored_as_a_copy_is_drawn_where_it_belongs(page: Page, tmp_path: Path) -> None:
    assert "translate(" in toy().spec()["pictures"][0]["svg"]
    open_islands(page, tmp_path, toy().spec())
    drawn = page.locator("[id='toy-0-zag'] path")
    assert drawn.get_attribute("d") == "M216 144L216 136.8"
    assert drawn.get_attribute("transform") is None


def test_the_drawing_of_another_width_catches_up_when_it_is_shown(
    page: Page, tmp_path: Path
) -> None:
    nod = joint_motion.nutation()
    page.set_viewport_size({"width": 1280, "height": 900})
    open_islands(page, tmp_path, nod.spec())
    parts = [page.locator(f"[id='{nod.name}-{number}-sacrum']") for number in (0, 1)]
    turned = "(node) => node.style.transform.split(',').slice(0, 2).join()"
    first = parts[1].evaluate(turned)
    page.wait_for_function("document.querySelector('.sij-live').sij.scenes[1].inSight === false")
    page.get_by_label("Rotation", exact=True).press("End")
    assert parts[1].evaluate(turned) == first != parts[0].evaluate(turned)
    page.set_viewport_size({"width": 360, "height": 900})
    page.wait_for_function("document.querySelector('.sij-live').sij.scenes[1].inSight === true")
    assert parts[1].evaluate(turned) == parts[0].evaluate(turned)


def test_play_sweeps_and_comes_to_rest(page: Page, tmp_path: Path) -> None:
    open_islands(page, tmp_path, toy().spec())
    # Kept by the page itself: on a busy machine the sweep may be over before anyone looks.
    page.evaluate(
        """() => {
          const toy = document.getElementById("toy").sij;
          const draw = toy.draw.bind(toy);
          window.farthest = 0;
          toy.draw = () => { farthest = Math.max(farthest, toy.controls.turn_deg); draw(); };
        }"""
    )
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("farthest > 1")
    expect(page.get_by_role("button", name="Play")).to_be_focused(timeout=5000)
    page.wait_for_function("document.getElementById('toy').sij.controls.turn_deg === 0")


def test_reduced_motion_steps_instead_of_sweeping(page: Page, tmp_path: Path) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_islands(page, tmp_path, toy().spec())
    page.get_by_role("button", name="Play").click()
    assert control_value(page, toy(), "turn_deg") == 10


def test_a_matched_screen_is_remembered_and_asked_again_after_zoom(
    page: Page, tmp_path: Path
) -> None:
    spec = joint_motion.life_size().spec()
    open_islands(page, tmp_path, spec)
    expect(page.get_by_text("Not matched yet")).to_be_visible()
    page.get_by_role("slider", name="First match a bank card").press("ArrowRight")
    page.get_by_role("button", name="It matches").click()
    expect(page.get_by_text("true to life")).to_be_visible()
    kept = page.evaluate("document.querySelector('.sij-live').sij.controls.px_per_mm")
    page.reload()
    page.wait_for_selector("[data-ready=true]")
    expect(page.get_by_text("true to life")).to_be_visible()
    assert page.evaluate("document.querySelector('.sij-live').sij.controls.px_per_mm") == kept
    page.evaluate(
        """() => { const key = "sij:v1:screen", kept = JSON.parse(localStorage[key]);
                   localStorage[key] = JSON.stringify({ ...kept, zoom: 2 });
                   dispatchEvent(new Event("resize")); }"""
    )
    expect(page.get_by_text("Please match it again")).to_be_visible()


def test_life_size_is_true_to_the_millimetre(page: Page, tmp_path: Path) -> None:
    from sij.figures import life_size as drawing

    open_islands(page, tmp_path, joint_motion.life_size().spec())
    for px_per_mm in (3.5, 5.25):
        page.evaluate(f"document.querySelector('.sij-live').sij.change('px_per_mm', {px_per_mm})")
        width_px = page.locator("svg").bounding_box()["width"]
        assert width_px / px_per_mm == pytest.approx(drawing.WIDTH_MM, abs=0.05)
        boxes = [page.locator(f"[id$='-{part}-2']").bounding_box() for part in ("upper", "lower")]
        assert (boxes[1]["x"] - boxes[0]["x"]) / px_per_mm == pytest.approx(4, abs=0.05)


def test_the_still_page_is_whole_without_script(page: Page, tmp_path: Path) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)
    try:
        still = context.new_page()
        file = tmp_path / "still.html"
        from .pages import bare_page

        file.write_text(bare_page(joint_motion.nutation().spec()), encoding="utf-8")
        still.goto(file.as_uri())
        expect(still.locator(".sij-description")).to_contain_text("promontory has travelled")
        expect(still.locator("svg:visible")).to_have_count(1)
    finally:
        context.close()
