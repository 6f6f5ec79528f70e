"""Cases as a reader meets them: played by pointer and by keys, kept, printed, read."""

import json
import random
import re

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import expect

from sij import evidence
from sij.app import pages
from sij.app.links import Place
from sij.learn.cases import case, cases, choose, debrief, moves, play, replay, sheet, start
from sij.live import bundle
from sij.live.case_island import MIME, case_html
from tests.learn.test_cases_machine import CAUGHT, walk
from tools import notebooks
from tools.notebooks import WIDGET_VIEW

pytestmark = pytest.mark.browser
FILE = "07-cases.ipynb"
WAYS_EACH = 25
MISSED = [
    *("ask:where", "ask:sitting", "ask:shoes", "go:examination", "ask:joint-tests"),
    *("go:judgement", "say:joint=80", "say:bone=5", "say:wait=5", "go:plan", "plan:exercises"),
    "go:next",
]
LATER = [
    *("ask:nerves", "ask:legs", "go:examination", "go:judgement", "say:joint=20", "say:disc=55"),
    *("say:wait=5", "go:plan", "plan:net", "go:next", "ask:both", "go:plan", "plan:now", "go:next"),
]
TAKE = "([id, moves]) => document.getElementById(`case-${id}`).sij.take(moves)"
UNFOLD = "for (const part of document.querySelectorAll('.sij-case details')) part.open = true"


def page_of(*cells):
    return pages.page(new_notebook(cells=list(cells)), FILE, Place("static"))


def stored(case_id):
    data = {k: v for k, v in play(case_id)._repr_mimebundle_()[0].items() if k != WIDGET_VIEW}
    # A notebook's file has its names sorted.
    shown = new_output("execute_result", data=json.loads(json.dumps(data, sort_keys=True)))
    return new_code_cell(f'play("{case_id}")', outputs=[shown])


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The page of a small notebook with all cases, as the static edition has it."""
    cells = [new_markdown_cell("# Cases\n\nWords.")]
    for one in cases().values():
        cells += [new_markdown_cell(f"## {one.title}\n\n{one.teaser}"), stored(one.id)]
    path = tmp_path_factory.mktemp("page") / "07-cases.html"
    path.write_text(page_of(*cells), encoding="utf-8")
    return path


def opened(page, file, case_id="heavier-weeks"):
    page.goto(file.as_uri())
    page.wait_for_selector(f"#case-{case_id}[data-ready=true]")
    return page.locator(f"#case-{case_id}")


@pytest.fixture
def host(page, file):
    return opened(page, file)


def state_of(host):
    return host.evaluate("(host) => host.sij.state")


def kept(page):
    return page.evaluate("JSON.parse(localStorage.getItem('sij:v1:cases'))")


def plain(state):
    return {
        "visit": state.visit,
        "step": state.step,
        "asked": list(state.asked),
        "estimates": [list(one) for one in state.estimates],
        "plans": [list(one) for one in state.plans],
    }


# --- the twin ----------------------------------------------------------------------------------


def with_noise(one, source):
    """A way to the end with moves between that nobody offered."""
    junk = [f"ask:{n}" for n in one.items] + ["go:next", "go:plan", "plan:x", "say:y=5", "", "go:"]
    made = walk(one, source)
    return [m for move in made for m in (source.choice(junk), move) if m != "go:history"]


@pytest.mark.parametrize("case_id", list(cases()))
def test_the_player_equals_python_on_random_ways(browser, case_id):
    page, seen = browser()
    one, source = case(case_id), random.Random(21)
    tried = [with_noise(one, source) for _ in range(WAYS_EACH)]
    script = bundle.script("cases").replace("export default", "const view =")
    found = page.evaluate(
        f"""([sheet, ways]) => {{ {script}
        return ways.map((way) => {{
          let state = startCase(sheet);
          const seen = way.map((move) => {{
            const can = caseMoves(sheet, state);
            state = chooseMove(sheet, state, move);
            return [can, state];
          }});
          return [seen, state.step === "debrief" ? caseDebrief(sheet, state) : null];
        }}); }}""",
        [sheet(one), tried],
    )
    ended = 0
    for way, (steps, end) in zip(tried, found, strict=True):
        state = start(one)
        for move, (can, then) in zip(way, steps, strict=True):
            assert sorted(can) == sorted(moves(state))
            state = choose(state, move)
            assert then == plain(state)
        if state.step == "debrief":
            ended += 1
            mine = debrief(state)
            assert end.pop("score") == pytest.approx(mine.pop("score"), abs=1e-12)
            assert end == mine
    assert ended > WAYS_EACH / 2
    assert seen.errors == []


# --- two whole runs ----------------------------------------------------------------------------


def press(host, name):
    host.get_by_role("button", name=name).click()


def test_a_run_that_catches_it(page, host):
    press(host, "Did your running go up sharply")
    assert page.evaluate("document.activeElement.dataset.answer") == "jump"
    expect(host.locator("[data-answer=jump]")).to_contain_text("from four days a week to six")
    press(host, "Is it worse with impact")
    expect(host.get_by_text("3 of 20 minutes used, 17 left").first).to_be_visible()
    press(host, "Go on to the tests")
    expect(host.locator("h3")).to_be_focused()
    press(host, "Watch her walk")
    press(host, "Go on to your judgement")
    for name, percent in (("joint", 25), ("bone", 60), ("wait", 90)):
        host.locator(f"[data-statement={name}]").fill(str(percent))
    press(host, "Go on to your plan")
    host.get_by_label("No impact from this evening on").check()
    press(host, "This is my plan")
    expect(host.locator(".sij-case-happened")).to_contain_text("The MRI did not")
    press(host, "Look back")
    expect(host.locator(".sij-case-verdict")).to_contain_text("Caught")
    way = host.locator(".sij-case-way li").all_inner_texts()
    assert [re.sub(r"^\W+", "", one) for one in way] == [
        *("Ask", "Examine", "Judge", "Plan", "What happened", "Looking back")
    ]
    text = host.locator(".sij-case-debrief").inner_text()
    assert "A stress fracture of the sacrum" in text
    assert "You uncovered it. The plan acted on it." in text
    assert "4 of 20 minutes" in text and "14 of 20 minutes" in text
    assert "On average 0.08." in text
    for line in evidence.safety().safety_net.split(". ")[1:3]:
        assert line.split(": ")[-1][:40] in text
    # A warning sign was uncovered: no range of the model stands in it.
    assert host.locator(".sij-case-model").count() == 0
    assert state_of(host) == plain(replay(case("heavier-weeks"), CAUGHT))


def keys(page, *names):
    for name in names:
        page.keyboard.press(name)


def tab_to(page, script, limit=60):
    """Go on by Tab until the part with the focus fits."""
    for _ in range(limit):
        if page.evaluate(f"((at) => {script})(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"No Tab led to {script}.")


def test_a_run_by_keyboard_alone_that_misses_it(page, host):
    host.locator("h3").evaluate("(title) => title.focus()")
    for name in ("where", "sitting", "shoes"):
        tab_to(page, f'at.dataset.item === "{name}"')
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.dataset.answer") == name
    tab_to(page, 'at.dataset.go === "go:examination"')
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Examine"
    tab_to(page, 'at.dataset.item === "joint-tests"')
    page.keyboard.press("Space")
    tab_to(page, 'at.dataset.go === "go:judgement"')
    page.keyboard.press("Enter")
    tab_to(page, 'at.dataset.go === "go:plan"')
    page.keyboard.press("Enter")
    expect(host.get_by_role("alert").filter(has_text="Give a percentage")).to_be_visible()
    host.locator("h3").evaluate("(title) => title.focus()")
    tab_to(page, 'at.dataset.statement === "joint"')
    keys(page, *["ArrowRight"] * 6)
    tab_to(page, 'at.dataset.statement === "bone"')
    keys(page, "Home", "ArrowRight")
    tab_to(page, 'at.dataset.statement === "wait"')
    page.keyboard.press("Enter")
    tab_to(page, 'at.dataset.go === "go:plan"')
    page.keyboard.press("Enter")
    tab_to(page, 'at.dataset.go === "commit"')
    page.keyboard.press("Enter")
    expect(host.get_by_role("alert").filter(has_text="Choose a plan first")).to_be_visible()
    host.locator("h3").evaluate("(title) => title.focus()")
    tab_to(page, 'at.type === "radio"')
    keys(page, "ArrowUp")
    assert page.evaluate("document.activeElement.value") == "exercises"
    tab_to(page, 'at.dataset.go === "commit"')
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "What happened"
    tab_to(page, 'at.dataset.go === "go:next"')
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Looking back"
    expect(host.locator(".sij-case-verdict")).to_have_attribute("data-verdict", "missed")
    text = host.locator(".sij-case-debrief").inner_text()
    assert "It was there to be asked. You did not uncover it. The plan did not act on it." in text
    assert state_of(host)["estimates"] == [
        ["track", "joint", 80],
        ["track", "bone", 5],
        ["track", "wait", 50],
    ]
    # The model knew of no sign, so its range stands there, under a warning.
    model = host.locator(".sij-case-model")
    expect(model).to_contain_text("a warning sign was there that you had not uncovered")
    band = cases()["heavier-weeks"]
    shown = sheet(band)["bands"][debrief(replay(band, MISSED))["visits"][0]["band"]]
    low, middle, high = (f"{100 * share:.0f}" for share in shown["sceptical"])
    expect(model).to_contain_text(f"{middle} % ({low} % to {high} %)")


def test_a_second_visit_begins_afresh_and_is_decided_apart(page, file):
    host = opened(page, file, "moving-house")
    page.evaluate(TAKE, ["moving-house", LATER[:9]])
    press(host, "Go on")
    expect(host.locator("h3")).to_be_focused()
    expect(host.get_by_text("0 of 5 minutes used, 5 left").first).to_be_visible()
    page.evaluate(TAKE, ["moving-house", LATER])
    expect(host.locator(".sij-case-visit")).to_have_count(2)


def test_what_has_no_time_left_cannot_be_chosen(page, file):
    host = opened(page, file)
    asked = ("began", "jump", "energy", "nerves", "ill", "words", "shoes", "where", "landing")
    page.evaluate(TAKE, ["heavier-weeks", [f"ask:{name}" for name in asked]])
    expect(host.locator("[data-item=sitting]")).to_be_enabled()
    page.evaluate(TAKE, ["heavier-weeks", [f"ask:{name}" for name in (*asked, "sitting", "hop")]])
    button = host.locator("[data-item=night]")
    expect(button).to_be_disabled()
    expect(button).to_contain_text("There is no time left for this")


# --- kept, forgotten, printed, read -------------------------------------------------------------


def test_a_reload_loses_nothing_and_moves_no_focus(page, file, host):
    press(host, "Did your running go up sharply")
    press(host, "Go on to the tests")
    assert kept(page) == {"heavier-weeks": ["ask:jump", "go:examination"]}
    page.reload()
    page.wait_for_selector("#case-heavier-weeks[data-ready=true]")
    assert state_of(host)["step"] == "examination"
    assert page.evaluate("document.activeElement === document.body")


@pytest.mark.parametrize(
    "junk", ['"x"', '{"heavier-weeks": 7}', '{"heavier-weeks": ["?", 3]}', "["]
)
def test_what_cannot_be_read_begins_the_case_anew(page, file, junk):
    page.goto(file.as_uri())
    page.evaluate("(text) => localStorage.setItem('sij:v1:cases', text)", junk)
    page.reload()
    host = page.locator("#case-heavier-weeks[data-ready=true]")
    host.wait_for()
    assert state_of(host) == plain(start(case("heavier-weeks")))


def test_start_over_asks_once_more(page, host):
    press(host, "Did your running go up sharply")
    button = host.locator(".sij-again")
    button.click()
    assert state_of(host)["asked"] == ["jump"]
    expect(button).to_have_text("Really start over")
    button.click()
    assert state_of(host) == plain(start(case("heavier-weeks")))
    assert kept(page) == {"heavier-weeks": []}
    expect(host.locator("h3")).to_be_focused()


def test_the_debrief_prints_alone_and_unfolded(page, host):
    page.evaluate("window.print = () => { window.asked = true; }")
    page.evaluate(TAKE, ["heavier-weeks", MISSED])
    press(host, "Print this debrief")
    assert page.evaluate("window.asked")
    page.emulate_media(media="print")
    seen = page.locator("body").inner_text()
    assert "Missed" in seen and "What each answer was worth" in seen
    assert "Which shoes do you wear?" in seen
    assert "Words." not in seen and "Start over" not in seen
    expect(host.locator(".sij-case-worth li").first).to_be_visible()


def steps_of(way):
    """Cut a way wherever its step changes."""
    cuts = [k for k, move in enumerate(way) if not move.startswith(("ask:", "say:"))]
    return [way[:k] for k in cuts] + [way]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("case_id", "way"), [("heavier-weeks", MISSED), ("moving-house", LATER)])
def test_axe_finds_nothing_and_nothing_runs_over(browser, file, scheme, case_id, way):
    page, seen = browser(width=360, scheme=scheme)
    opened(page, file, case_id)
    for part in steps_of(way):
        page.evaluate(TAKE, [case_id, part])
        page.evaluate(UNFOLD)
        for width in (360, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, part[-1:]
        found = Axe().run(page, context=f"#case-{case_id}").response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], part[-1:]
    assert seen.errors == []


def test_without_scripts_the_case_can_be_read(browser, file):
    page, _ = browser(java_script_enabled=False)
    page.goto(file.as_uri())
    host = page.locator("#case-heavier-weeks")
    text = host.inner_text()
    assert "let the page run its scripts" in text and "Nora's right buttock" in text
    assert "A stress fracture of the sacrum" not in text
    assert "Serious causes can begin without any warning sign" in text
    host.get_by_text("What it was", exact=True).click()
    assert "A stress fracture of the sacrum" in host.inner_text()


def test_only_a_page_with_cases_brings_their_modules(file):
    text = file.read_text("utf-8")
    assert "class CasePlayer" in text
    assert "class CasePlayer" not in page_of(new_markdown_cell("# Words"))


def test_a_case_beside_another_form(page, tmp_path):
    """The modules of all forms fit into one scope, and a form that fails stops no case."""
    broken = (
        f'<section {bundle.EXPLORER_CLASS}><script type="application/json">{{}}</script></section>'
    )
    body = broken + case_html(sheet(case("heavier-weeks")))
    script = bundle.page_script(body)
    assert script == bundle.script("bothpage")
    file = tmp_path / "both.html"
    text = f"<!doctype html><html lang=en><title>Both</title>{body}<script type=module>{script}"
    file.write_text(f"{text}</script></html>", encoding="utf-8")
    opened(page, file)
    expect(page.locator(".sij-explorer[data-ready=failed]")).to_have_count(1)


# --- in a notebook ------------------------------------------------------------------------------

LAB = """([sheet, moves]) => {
  %s
  const heard = {}; const told = { sheet, moves };
  const model = { get: (name) => told[name], set: (name, value) => { told[name] = value; },
    save_changes: () => (heard["change:moves"] ?? []).forEach((one) => one()),
    on: (name, one) => (heard[name] ??= []).push(one), off: () => {} };
  const el = document.body.appendChild(document.createElement("div"));
  view.render({ model, el });
  window.told = told;
  window.tell = (moves) => { told.moves = moves; model.save_changes(); };
}"""


def test_the_widget_mirrors_its_moves_both_ways(page, tmp_path):
    file = tmp_path / "lab.html"
    file.write_text("<!doctype html><html lang=en><title>Lab</title><body>", "utf-8")
    page.goto(file.as_uri())
    script = bundle.script("cases").replace("export default", "const view =")
    page.evaluate(LAB % script, [sheet(case("heavier-weeks")), ["ask:jump"]])
    host = page.locator(".sij-case")
    assert state_of(host)["asked"] == ["jump"]
    host.get_by_role("button", name="Is it worse with impact").click()
    assert page.evaluate("window.told.moves") == ["ask:jump", "ask:landing"]
    page.evaluate("window.tell(['go:examination'])")
    assert state_of(host)["step"] == "examination"


def test_python_follows_what_was_played():
    player = play("heavier-weeks")
    player.moves = CAUGHT
    assert player.state.step == "debrief"
    assert player.debrief()["verdict"] == "caught"
    assert "Six days a week" in repr(player)


def test_a_notebook_stores_it_byte_for_byte(tmp_path):
    code = 'from sij.learn.cases import play\n\nplay("heavier-weeks")'
    file = tmp_path / "one.ipynb"
    file.write_text(notebooks.to_text(new_notebook(cells=[new_code_cell(code, id="a")])), "utf-8")
    first = notebooks.execute(file)
    assert first == notebooks.execute(file)
    data = nbformat.reads(first, as_version=4).cells[0].outputs[0].data
    assert set(data) == {MIME, "text/html", "text/plain"}
    assert not re.search(r"widget-view|model_id", first)
