"""Chapter 2's plates on the real page: names apart, every part reachable, quiz without leaks."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sij.figures.frontal import landmarks_mm
from sij.live import pelvic_anatomy

pytestmark = pytest.mark.browser
NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
CHAPTER = "02-pelvic-anatomy.ipynb"
PLATES = tuple(f"pelvic-anatomy-{view}" for view in ("posterior", "lateral", "anterior", "section"))
ASLEEP = ":is(.sij-live, .sij-question):not([data-ready])"
TOUCHING = """(host) => {
  const player = host.sij;
  const choice = player.spec.controls.find((part) => part.id === "names");
  for (const part of player.spec.controls) if (part.kind === "toggle") player.set({ [part.id]: 1 });
  const found = [];
  let seen = 0;
  const sets = choice ? choice.options.length : 1;
  for (let k = 0; k < sets; k += 1) {
    if (choice) player.set({ names: k });
    const svg = [...host.querySelectorAll(".sij-picture svg")].find((one) => one.checkVisibility());
    const frame = svg.getBoundingClientRect();
    const words = [...svg.querySelectorAll("text")].filter((one) => !one.closest("[aria-hidden]"));
    const boxes = words.map((one) => [one.textContent, one.getBoundingClientRect()]);
    seen = Math.max(seen, boxes.length);
    for (const [text, box] of boxes) {
      const cut = box.left < frame.left - 1 || box.right > frame.right + 1;
      if (cut) found.push(`${text} is cut off`);
      for (const [other, near] of boxes) {
        if (other === text) continue;
        const apart = box.right <= near.left + 1 || near.right <= box.left + 1
          || box.bottom <= near.top + 2 || near.bottom <= box.top + 2;
        if (!apart) found.push(`${text} touches ${other} (set ${k})`);
      }
    }
  }
  return [found, seen];
}"""


@pytest.fixture(scope="module")
def course(start_server):
    """The real course."""
    return start_server(["-m", "sij.app", "--port", "{port}", "--notebooks", str(NOTEBOOKS)])


def open_chapter(page, server):
    page.goto(server.page(CHAPTER))
    page.wait_for_function(
        f"document.readyState === 'complete' && !document.querySelector('{ASLEEP}')"
    )
    # Pictures off the screen are not laid out: what is said in them would count as hidden.
    page.add_style_tag(content=".sij-live{content-visibility:visible!important}")
    return page


@pytest.fixture
def page(browser, course):
    opened, seen = browser()
    yield open_chapter(opened, course)
    assert seen.errors == []


def plate(page, name: str):
    return page.locator(f"#{name}")


@pytest.mark.parametrize("width", [1280, 360])
def test_no_two_names_touch_on_the_page(browser, course, width):
    page, _ = browser(width=width)
    open_chapter(page, course)
    for name in PLATES:
        found, seen = plate(page, name).evaluate(TOUCHING)
        assert found == []
        assert seen > 5


def test_every_part_is_reached_and_explained_by_keyboard(page):
    for name in PLATES:
        host = plate(page, name)
        host.evaluate("""(host) => host.sij.spec.controls.forEach((part) =>
            part.kind === "toggle" && host.sij.change(part.id, 1))""")
        parts = host.evaluate("(host) => host.sij.spec.regions.map((one) => one.label)")
        host.locator(".sij-region:visible[tabindex='0']").first.focus()
        page.keyboard.press("Home")
        for label in parts:
            page.keyboard.press("Enter")
            expect(host.locator(".sij-explain-title")).to_have_text(label)
            expect(host.locator(".sij-caption")).to_have_text(label)
            assert host.locator(".sij-explain dd").count() >= 4
            page.keyboard.press("ArrowDown")


def test_parts_of_a_layer_that_is_off_are_passed_over(page):
    host = plate(page, PLATES[0])
    layers = host.evaluate("(host) => host.sij.spec.regions.map((one) => one.layer)")
    host.locator(".sij-region:visible[tabindex='0']").first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    labels = host.evaluate("(host) => host.sij.spec.regions.map((one) => one.label)")
    last_bone = labels[max(k for k, layer in enumerate(layers) if layer == "bones")]
    expect(host.locator(".sij-explain-title")).to_have_text(last_bone)


def test_names_go_along_with_the_layer_switched_on_last(page):
    host = plate(page, PLATES[0])
    host.get_by_role("checkbox", name="Ligaments").press("Space")
    expect(host.get_by_role("radio", name="Ligaments")).to_be_checked()
    host.get_by_role("checkbox", name="Ligaments").press("Space")
    expect(host.get_by_role("radio", name="Ligaments")).to_be_checked()


def test_what_is_switched_off_is_neither_hit_nor_heard(page):
    host = plate(page, PLATES[0])
    layer = host.locator("g[id$='-0-muscles']")
    hits = "(layer) => getComputedStyle(layer.querySelector('.sij-hit')).pointerEvents"
    assert layer.get_attribute("aria-hidden") == "true"
    expect(layer).to_have_class(re.compile("sij-off"))
    assert layer.evaluate("(one) => getComputedStyle(one).opacity") == "0"
    assert layer.evaluate(hits) == "none"
    host.get_by_role("checkbox", name="Muscles").press("Space")
    expect(layer).to_have_css("opacity", "0.999")
    assert layer.get_attribute("aria-hidden") is None
    expect(layer).not_to_have_class(re.compile("sij-off"))
    assert layer.evaluate(hits) == "visiblepainted"


def test_a_search_finds_by_latin_name_and_switches_the_layer_on(page):
    host = plate(page, PLATES[0])
    box = host.get_by_label("Search by name")
    box.fill("SACROTUBERALE")
    expect(host.get_by_text("1 part matches.")).to_be_visible()
    expect(host.locator(".sij-chip:visible")).to_have_text(["Sacrotuberous ligament"])
    expect(host.get_by_label("Ligaments", exact=True).first).not_to_be_checked()
    box.press("Enter")
    expect(host.get_by_role("checkbox", name="Ligaments")).to_be_checked()
    expect(host.locator(".sij-explain-title")).to_have_text("Sacrotuberous ligament")
    box.fill("no such thing")
    expect(host.get_by_text("No part has that name.")).to_be_visible()
    box.press("Escape")
    expect(box).to_have_value("")
    assert host.locator(".sij-chip:not([hidden])").count() > 40


@pytest.mark.parametrize(
    ("typed", "found"),
    [("bump", "Posterior superior iliac spine"), ("sciatic", "Sciatic nerve")],
)
def test_the_part_that_fits_best_is_found_first(page, typed, found):
    host = plate(page, PLATES[0])
    box = host.get_by_label("Search by name")
    box.fill(typed)
    box.press("Enter")
    expect(host.locator(".sij-explain-title")).to_contain_text(found)


def test_names_of_a_layer_that_is_off_point_at_nothing_and_are_gone(page):
    host = plate(page, PLATES[3])
    name = host.locator("g[id$='-0-names-ligaments']")
    assert name.get_attribute("aria-hidden") is None
    host.get_by_role("checkbox", name="Ligaments").press("Space")
    expect(name).to_have_css("visibility", "hidden")


def test_a_solid_hip_bone_hides_the_joint_face(page):
    host = plate(page, PLATES[1])
    host.get_by_role("checkbox", name="Hip bone of glass").press("Space")
    expect(host.locator("g[id$='-0-sacroiliac-joint']")).to_have_css("opacity", "0.12")
    expect(host.locator(".sij-description")).to_contain_text("hides the joint face")


def test_the_quiz_asks_by_keyboard_and_leaks_no_name(page):
    host = plate(page, PLATES[0])
    button = host.get_by_role("button", name="Hide names and quiz me")
    button.press("Enter")
    labels = host.evaluate("(host) => host.sij.spec.regions.map((one) => one.label)")
    names = host.locator(".sij-region").evaluate_all(
        "(parts) => parts.map((part) => part.getAttribute('aria-label'))"
    )
    assert all(re.fullmatch(r"Part \d+", name) for name in names)
    words = host.inner_text()
    asked = re.search(r"Find this part: (.+)\. Choose it", words)[1]
    assert [label for label in labels if label in words.replace(asked, "")] == []
    drawn = host.locator(".sij-picture text:visible").all_text_contents()
    assert {"".join(text.split()) for text in drawn} == {"50mm", "left", "right", "up"}
    ids = host.evaluate("(host) => host.sij.spec.regions.map((one) => one.part)")
    part = host.locator(f".sij-region[id$='-0-{ids[labels.index(asked)]}']")
    part.focus()
    page.keyboard.press("Enter")
    expect(host.locator(".sij-quiz-told")).to_contain_text(f"Right: {asked}")
    expect(host.get_by_text("1 of 1 right.")).to_be_visible()
    page.keyboard.press("Enter")
    expect(host.locator(".sij-quiz-told")).to_have_text("")
    part.press("Enter")
    expect(host.locator(".sij-quiz-told")).to_contain_text(f"Not this one. You chose: {asked}")
    expect(host.get_by_text("1 of 2 right.")).to_be_visible()


def test_the_quiz_lights_a_part_and_asks_its_name(page):
    host = plate(page, PLATES[2])
    host.get_by_role("button", name="Hide names and quiz me").press("Enter")
    host.get_by_label("Name the part that is lit").press("Space")
    expect(host.get_by_text("One part is lit. What is it called?")).to_be_visible()
    said = host.locator(".sij-quiz-box .sij-sr")
    assert len(said.text_content()) > 20, "who cannot see the lit part hears where it lies"
    lit = host.locator(".sij-region.sij-lit:visible")
    expect(lit).to_have_count(1)
    labels = host.evaluate("(host) => host.sij.spec.regions.map((one) => one.label)")
    ids = host.evaluate("(host) => host.sij.spec.regions.map((one) => one.part)")
    lit_id = lit.get_attribute("id")
    right = labels[next(k for k, part in enumerate(ids) if lit_id.endswith(f"-{part}"))]
    select = host.get_by_label("It is the")
    assert select.locator("option").count() == 5
    select.select_option(label=right)
    host.get_by_role("button", name="Answer", exact=True).press("Enter")
    expect(host.locator(".sij-quiz-told")).to_contain_text(f"Right: {right}")
    host.get_by_role("button", name="End the quiz").press("Enter")
    expect(host.get_by_role("button", name="Hide names and quiz me")).to_be_visible()
    assert lit.count() == 0
    assert host.locator(".sij-region").first.get_attribute("aria-label") in labels


@pytest.mark.parametrize("width", [1280, 360])
def test_a_click_puts_the_finger_where_it_falls(browser, course, width):
    page, _ = browser(width=width)
    open_chapter(page, course)
    host = plate(page, "pelvic-anatomy-palpation")
    x_mm, y_mm = (float(v) for v in landmarks_mm()["PSIS"])
    at = host.evaluate(
        """(host, [x, y]) => {
          const scene = host.sij.scenes[0], [a, b, c, d, e, f] = scene.toSvg;
          const spot = new DOMPoint(a * x + c * y + e, b * x + d * y + f);
          const on = spot.matrixTransform(scene.svg.getScreenCTM());
          const box = scene.svg.getBoundingClientRect();
          return [on.x - box.left, on.y - box.top];
        }""",
        [x_mm, y_mm],
    )
    host.locator("svg").first.click(position={"x": at[0], "y": at[1]})
    values = host.evaluate("(host) => host.sij.values")
    per_pixel = 330 / host.locator("svg").first.bounding_box()["width"]
    assert values["distance_mm"] <= 1 + per_pixel
    assert "well found" not in host.locator(".sij-description").inner_text()
    host.get_by_label("Check: show the bones").press("Space")
    expect(host.locator(".sij-description")).to_contain_text("well found")
    host.get_by_label("Across, to the right", exact=True).press("Home")
    expect(host.locator(".sij-description")).to_contain_text("Go towards the middle")


def test_layers_and_names_are_there_again_after_a_reload(page):
    host = plate(page, PLATES[0])
    host.get_by_role("checkbox", name="Muscles").press("Space")
    host.get_by_label("Women's mean outline").press("Space")
    page.reload()
    page.wait_for_function(f"!document.querySelector('{ASLEEP}')")
    expect(host.get_by_role("checkbox", name="Muscles")).to_be_checked()
    expect(host.get_by_label("Women's mean outline")).to_be_checked()
    expect(host.locator(".sij-description")).to_contain_text("6 women")


def test_the_trainer_draws_what_the_model_says():
    trainer = pelvic_anatomy.palpation()
    x_mm, y_mm = (float(v) for v in landmarks_mm()["PSIS"])
    for side in (1, -1):
        assert trainer.values({"x_mm": side * x_mm, "y_mm": y_mm})["distance_mm"] < 0.2
    assert trainer.values({"x_mm": x_mm + 30, "y_mm": y_mm + 40})["distance_mm"] == pytest.approx(
        50, abs=0.1
    )
