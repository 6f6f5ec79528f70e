"""The symptom explorer as a reader meets it: two doors, keys alone, and no number behind one."""

import json
import re
from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe

from sij.live import bundle
from sij.live.symptoms import SymptomExplorer, explorer_html, explorer_sheet, runners
from sij.live.symptoms.signs import sign_parts
from sij.models import reasoning

HOST = ".sij-explorer"
MOUNT = """
const host = document.querySelector(".sij-explorer");
exploreSafely(JSON.parse(host.querySelector("script").textContent), host, (state) => {
  (window.heard ??= []).push(JSON.parse(JSON.stringify(state)));
});
"""


@cache
def sheet_of_all():
    """Return the sheet; its drawings take their time, so they are drawn once."""
    return explorer_sheet()


@pytest.fixture
def explorer(page, tmp_path):
    script = re.sub(r"export default .*\n?", "", bundle.script("symptoms"))
    html = (
        '<!doctype html><html lang="en"><meta charset=utf-8><title>Explorer</title>'
        f"<style>{bundle.widget_css()}</style><main><h1>Explorer</h1><h2>Try it</h2>"
        f"{explorer_html(sheet_of_all())}</main><script type=module>{script}{MOUNT}</script>"
    )
    file = tmp_path / "explorer.html"
    file.write_text(html, encoding="utf-8")
    page.goto(file.as_uri())
    page.wait_for_selector(f"{HOST}[data-ready=true]")
    return page


def shown(page) -> str:
    return page.locator(".sij-outcome").inner_text()


def in_one_list(page, field) -> None:
    """Unfold the warning signs when the field stands in a group that is not shown."""
    if not field.is_visible():
        page.get_by_role("button", name="Show all groups in one list").click()


def answers(page) -> dict:
    return page.evaluate("document.querySelector('.sij-explorer').sij.answers()")


def example(page, runner: str = "misstep") -> None:
    page.get_by_label("An example runner").check()
    page.get_by_label("Example runner", exact=True).select_option(runner)


def enter(page, finding_id: str, words: str) -> None:
    field = page.locator(f'[data-finding="{finding_id}"]')
    box = field.locator("xpath=ancestor::details")
    if box.get_attribute("open") is None:
        box.locator("summary").first.click()
    in_one_list(page, field)
    field.get_by_label(words, exact=True).check()


def test_runners_are_what_the_form_accepts_and_one_of_them_raises_a_flag() -> None:
    results = {one["id"]: SymptomExplorer(one["id"]).result() for one in runners()}
    assert isinstance(results["more-kilometres"], reasoning.FlaggedResult)
    assert isinstance(results["misstep"], reasoning.ExampleResult)
    assert isinstance(results["middle"], reasoning.ExampleResult)


def test_the_widget_says_in_one_sentence_what_it_does_not_know() -> None:
    with pytest.raises(reasoning.ReasoningInputError, match="no finding 'agee'"):
        SymptomExplorer(findings={"agee": 30})


def test_every_question_stands_in_one_step() -> None:
    sheet = sheet_of_all()
    stepped = [group for step in sheet["steps"] for group in step["groups"]]
    assert sorted(stepped) == sorted(reasoning.groups())
    assert json.dumps(sheet) == json.dumps(explorer_sheet())


def test_every_claim_of_a_shown_number_is_two_clicks_away() -> None:
    sheet = sheet_of_all()
    wanted = {name for one in sheet["tables"]["sources"] for name in one["claims"]}
    wanted |= {row["claim"] for group in sheet["tables"]["dependence"] for row in group["rows"]}
    wanted |= {name for one in sheet["tables"]["pretests"] for name in one["claims"]}
    assert wanted <= set(sheet["claims"])


@pytest.mark.browser
def test_nothing_is_asked_before_a_door_was_chosen(explorer) -> None:
    assert not explorer.locator(".sij-outcome").is_visible()
    assert not explorer.locator("[data-finding]").first.is_visible()
    explorer.get_by_label("My own symptoms").check()
    assert explorer.locator(".sij-outcome").is_visible()


@pytest.mark.browser
def test_an_example_runner_shows_what_python_computes(explorer) -> None:
    explorer.get_by_label("An example runner").check()
    explorer.get_by_label("Example runner", exact=True).select_option("misstep")
    joint = SymptomExplorer("misstep").result().joint
    words = [f"{100 * share:.0f} %" for share in (joint.middle, joint.low, joint.high)]
    assert f"after {words[0]} ({words[1]} to {words[2]})" in shown(explorer)
    assert explorer.evaluate("heard.at(-1).findings['one-finger']") == "psis"


@pytest.mark.browser
def test_a_warning_sign_takes_every_number_away(explorer) -> None:
    explorer.get_by_label("An example runner").check()
    explorer.get_by_label("Example runner", exact=True).select_option("misstep")
    assert "%" in shown(explorer)
    enter(explorer, "bladder-urge", "yes")
    text = shown(explorer)
    assert "Emergency" in text
    assert "%" not in text
    assert "ikelihood ratio" not in text
    enter(explorer, "bladder-urge", "no")
    assert "%" in shown(explorer)


@pytest.mark.browser
def test_own_symptoms_are_worked_by_keys_and_show_no_number(explorer) -> None:
    """Fill in every field of the form with the keyboard alone and read the summary."""
    explorer.get_by_label("My own symptoms").focus()
    explorer.keyboard.press("Space")
    steps = explorer.locator("summary", has=explorer.locator("strong")).all()
    for step in steps[1:]:
        step.focus()
        explorer.keyboard.press("Enter")
    for field in explorer.locator("[data-finding]").all():
        if not field.is_visible():
            explorer.locator(".sij-signs button:visible", has_text="Next").focus()
            explorer.keyboard.press("Enter")
        first = field.locator("input").first
        first.focus()
        if first.get_attribute("type") == "text":
            explorer.keyboard.type("20")
            explorer.keyboard.press("Tab")
        elif first.get_attribute("type") == "checkbox":
            explorer.keyboard.press("Space")
        else:
            explorer.keyboard.press("ArrowDown")
        text = shown(explorer)
        assert not re.search(r"\d\s?%", text)
        assert "ikelihood ratio" not in text
    entered = explorer.evaluate("document.querySelector('.sij-explorer').sij.entered.own")
    assert sorted(entered) == sorted(reasoning.catalogue())
    own = reasoning.reason(reasoning.Findings(entered), reasoning.Door.OWN)
    assert explorer.locator(".sij-summary").text_content() == own.summary
    assert explorer.evaluate("window.heard ?? []") == []


@pytest.mark.browser
def test_a_number_that_cannot_be_read_stays_and_is_told(explorer) -> None:
    explorer.get_by_label("An example runner").check()
    enter(explorer, "onset", "slowly")
    explorer.locator("summary", has_text="Who").first.click()
    age = explorer.locator('[data-finding="age"]')
    age.locator("input").fill("thirty")
    age.locator("input").press("Tab")
    assert "Give a number from 10 to 100" in age.inner_text()
    assert age.locator("input").input_value() == "thirty"
    assert (
        explorer.evaluate("'age' in document.querySelector('.sij-explorer').sij.answers()") is False
    )
    age.locator("input").fill("30,5")
    age.locator("input").press("Tab")
    assert explorer.evaluate("document.querySelector('.sij-explorer').sij.answers().age") == 30.5


@pytest.mark.browser
def test_no_to_the_rest_raises_no_warning_sign(explorer) -> None:
    """A "no" can be bad news: no weight on the leg is not one of the things that are denied."""
    explorer.get_by_label("My own symptoms").check()
    explorer.get_by_role("button", name="Show all groups in one list").click()
    explorer.get_by_role("button", name="I read them all").click()
    assert explorer.locator(".sij-flag").count() == 0
    answers = explorer.evaluate("document.querySelector('.sij-explorer').sij.answers()")
    assert "weight-bearing" not in answers
    assert answers["fever"] == "none"
    assert len(answers) > 30


@pytest.mark.browser
def test_the_map_and_the_list_say_the_same(explorer) -> None:
    explorer.get_by_label("An example runner").check()
    explorer.locator("summary", has_text="Where").first.click()
    zone = explorer.locator('.sij-room-narrow [id$="zone-psis-left-back"]')
    zone.focus()
    explorer.keyboard.press("Enter")
    state = "document.querySelector('.sij-explorer').sij.answers()['zone-psis'] ?? null"
    field = explorer.locator('[data-finding="zone-psis"]')
    assert explorer.evaluate(state) == "left"
    assert field.get_by_label("left", exact=True).is_checked()
    field.get_by_label("both sides", exact=True).check()
    other = explorer.locator('.sij-room-narrow [id$="zone-psis-right-back"]')
    assert other.get_attribute("aria-pressed") == "true"
    zone.click()
    assert explorer.evaluate(state) == "right"
    other.click()
    assert explorer.evaluate(state) is None


@pytest.mark.browser
def test_eight_steps_lead_to_a_result(explorer) -> None:
    """Door, the whole list of warning signs denied, a step and two answers: six presses in all."""
    explorer.get_by_label("An example runner").check()
    explorer.get_by_role("button", name="Show all groups in one list").click()
    explorer.get_by_role("button", name="I read them all").click()
    explorer.locator("summary", has_text="Where").first.click()
    enter(explorer, "one-finger", "at the bony bump beside the top of the sacrum")
    enter(explorer, "midline-pain", "no")
    text = shown(explorer)
    assert "Several sources can fit" in text
    assert "Likelihood ratio" in text


# --- the map's curves are written out, which moves none of them

FURTHEST = """() => {
  const { sij } = document.querySelector('.sij-explorer');
  const places = (svg) => [...svg.querySelectorAll('path')].map((path) => {
    const { x, y, width, height } = path.getBoundingClientRect();
    const frame = svg.getBoundingClientRect();
    return [x - frame.x, y - frame.y, width, height];
  });
  const pictures = [...document.querySelectorAll('.sij-bodymap svg')];
  const shown = pictures.find((svg) => svg.checkVisibility());
  const written = sij.sheet.pictures[pictures.indexOf(shown)];
  const text = new DOMParser().parseFromString(written, 'image/svg+xml');
  const given = document.importNode(text.documentElement, true);
  const after = places(shown);
  const copies = given.querySelectorAll('path[transform]').length;
  shown.replaceWith(given);
  for (const zone of given.querySelectorAll("[id*='zone-']")) zone.classList.add("sij-zone");
  const before = places(given);
  given.replaceWith(shown);
  const gap = (box, k) => Math.max(...box.map((value, i) => Math.abs(value - after[k][i])));
  const widest = Math.max(...after.map((box) => box[2]));
  const furthest = Math.max(...before.map(gap));
  return { copies, paths: before.length, drawn: after.length, gap: furthest, widest };
}"""


@pytest.mark.browser
def test_the_curves_of_the_map_lie_where_they_were_drawn(explorer) -> None:
    explorer.set_viewport_size({"width": 1280, "height": 800})
    example(explorer)
    explorer.locator("summary", has_text="Where").first.click()
    explorer.locator(".sij-bodymap").scroll_into_view_if_needed()
    found = explorer.evaluate(FURTHEST)
    assert found["copies"] > 100 and found["paths"] == found["drawn"]
    assert found["widest"] > 100
    assert found["gap"] < 0.1
    assert explorer.locator(".sij-bodymap path[transform]").count() == 0


# --- the result stands beside the form, and is drawn anew only where it changed

BESIDE = "document.querySelector('.sij-outcome')"


@pytest.mark.browser
def test_the_result_stays_beside_the_form_and_scrolls_alone(explorer) -> None:
    explorer.set_viewport_size({"width": 1280, "height": 800})
    example(explorer)
    height = explorer.evaluate("document.body.scrollHeight")
    for finding in ("worse-sitting", "thigh-thrust"):
        field = explorer.locator(f'[data-finding="{finding}"]')
        field.evaluate("node => { node.closest('details').open = true; }")
        field.evaluate("node => node.scrollIntoView({block: 'end'})")
        box = explorer.locator(".sij-outcome").bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 800
    explorer.evaluate("document.querySelector('[data-step=tests]').open = false")
    explorer.evaluate("document.querySelector('[data-step=what]').open = false")
    enter(explorer, "midline-pain", "yes")
    explorer.evaluate("document.querySelector('[data-step=where]').open = false")
    assert explorer.evaluate("document.body.scrollHeight") == height
    assert explorer.evaluate(f"{BESIDE}.scrollHeight > {BESIDE}.clientHeight")
    assert explorer.evaluate(f"{BESIDE}.clientHeight") > 500


@pytest.mark.browser
def test_a_new_warning_sign_comes_into_sight_in_a_result_that_was_scrolled(explorer) -> None:
    explorer.set_viewport_size({"width": 1280, "height": 800})
    example(explorer)
    explorer.evaluate(f"{BESIDE}.scrollTop = 400")
    explorer.wait_for_function(f"{BESIDE}.scrollTop === 400")
    enter(explorer, "worse-rising", "yes")
    assert explorer.evaluate(f"{BESIDE}.scrollTop") == 400
    enter(explorer, "cold-foot", "yes")
    assert explorer.evaluate(f"{BESIDE}.scrollTop") == 0
    assert explorer.locator(".sij-flag").first.is_visible()


@pytest.mark.browser
def test_the_result_of_a_phone_stands_below_the_form_in_full(explorer) -> None:
    explorer.set_viewport_size({"width": 360, "height": 800})
    example(explorer)
    assert explorer.evaluate(f"{BESIDE}.scrollHeight <= {BESIDE}.clientHeight")


@pytest.mark.browser
def test_what_a_warning_sign_took_away_comes_back_as_it_was(explorer) -> None:
    example(explorer)
    explorer.locator(".sij-origin .sij-fold").first.click()
    explorer.evaluate("window.row = document.querySelector('.sij-outcome .sij-origin')")
    before = shown(explorer)
    enter(explorer, "cold-foot", "yes")
    assert "Possible sources" not in explorer.locator(".sij-outcome").inner_text()
    assert explorer.locator(".sij-outcome .sij-origin").count() == 0
    assert not explorer.evaluate("row.isConnected")
    enter(explorer, "cold-foot", "no")
    assert explorer.evaluate("row.isConnected")
    assert shown(explorer) == before


@pytest.mark.browser
def test_what_did_not_change_keeps_its_node(explorer) -> None:
    example(explorer)
    explorer.evaluate("""() => {
        window.kept = [...document.querySelectorAll(".sij-outcome li, .sij-outcome h4")];
        kept.push(document.querySelector(".sij-outcome .sij-disagree input"));
    }""")
    enter(explorer, "worse-rising", "yes")
    lost = "kept.filter((node) => !node.isConnected).map((node) => node.textContent)"
    assert explorer.evaluate(lost) == []
    enter(explorer, "worse-sitting", "no")
    assert explorer.evaluate(lost) == []
    assert "Does sitting on a chair hurt? no" in shown(explorer)


@pytest.mark.browser
def test_an_unfolded_source_stays_unfolded_while_answers_change(explorer) -> None:
    example(explorer)
    row = explorer.locator(".sij-origin").first
    assert row.locator(".sij-claims").count() == 0
    row.locator(".sij-fold").click()
    row.locator(".sij-claims").first.wait_for()
    enter(explorer, "worse-sitting", "no")
    assert row.locator(".sij-claims").first.is_visible()


@pytest.mark.browser
def test_another_runner_leaves_nothing_of_the_one_before(explorer) -> None:
    example(explorer)
    explorer.get_by_label("Example runner", exact=True).select_option("middle")
    chosen = explorer.evaluate("""() => Object.fromEntries(
        [...document.querySelectorAll("[data-finding]")].map((field) => [field.dataset.finding,
          [...field.querySelectorAll(":checked, [type=text]")].map((one) => one.value)
            .filter(Boolean)]).filter(([, values]) => values.length))""")
    entered = {name: answer for name, answer in answers(explorer).items() if answer != []}
    assert {name: [str(one) for one in values] for name, values in chosen.items()} == {
        name: [str(one) for one in (answer if isinstance(answer, list) else [answer])]
        for name, answer in entered.items()
    }


# --- warning signs, one group at a time


def test_every_warning_sign_is_asked_once_and_emergencies_first() -> None:
    signs = sheet_of_all()["steps"][0]
    asked = [name for part in signs["parts"] for name in part["findings"]]
    groups = {one.id: one.group for one in reasoning.catalogue().values()}
    assert sorted(asked) == sorted(n for n, group in groups.items() if group in signs["groups"])
    ids = [part["id"] for part in signs["parts"]]
    emergencies = {one.group for one in reasoning.flag_rules() if one.urgency == "Emergency"}
    assert ids[0] == "cauda-equina"
    assert set(ids[: len(emergencies)]) == emergencies
    assert [part["title"] for part in signs["parts"]] == [
        reasoning.screening_groups()[name] for name in ids
    ]


def test_what_raises_no_sign_stands_beside_its_question() -> None:
    parts = {part["id"]: part["findings"] for part in sign_parts(("safety", "training"))}
    vessels = parts["vascular-visceral"]
    assert vessels.index("minutes-to-relief") == vessels.index("calf-pain-at-intensity") + 1
    assert "weekly-distance" in parts["bone-stress"]


@pytest.mark.browser
def test_the_groups_are_paged_by_keys_and_focus_lands_on_the_heading(explorer) -> None:
    explorer.get_by_label("My own symptoms").check()
    focused = "document.activeElement.textContent"
    parts = sheet_of_all()["steps"][0]["parts"]
    for k, part in enumerate(parts[1:], 2):
        explorer.locator(".sij-signs button:visible", has_text="Next").focus()
        explorer.keyboard.press("Enter")
        assert explorer.evaluate(focused) == f"Signs {k} of {len(parts)}: {part['title']}"
        visible = explorer.locator(".sij-signs [data-finding]:visible")
        names = [one.get_attribute("data-finding") for one in visible.all()]
        assert names == part["findings"]
    explorer.get_by_role("button", name="Previous").last.press("Enter")
    assert explorer.evaluate(focused).startswith(f"Signs {len(parts) - 1} of")
    explorer.locator(".sij-signs button:visible", has_text="Next").press("Enter")
    explorer.locator(".sij-signs button:visible", has_text="Next step").press("Enter")
    assert explorer.evaluate(focused).startswith("2. Where")
    assert explorer.locator('[data-step="where"]').get_attribute("open") is not None


@pytest.mark.browser
def test_no_to_all_of_these_fills_only_its_group_and_tells_what_is_open(explorer) -> None:
    explorer.get_by_label("My own symptoms").check()
    enter(explorer, "limp", "yes")
    explorer.get_by_role("button", name="Show one group at a time").click()
    link = explorer.locator(".sij-signs-list button", has_text="Bone stress in runners")
    assert "1 of 10 answered" in link.inner_text()
    link.click()
    assert link.get_attribute("aria-current") == "step"
    explorer.get_by_role("button", name="No to all of these").click()
    assert answers(explorer)["limp"] == "yes"
    assert answers(explorer)["load-spike"] == "no"
    assert "weight-bearing" not in answers(explorer)
    assert "saddle-feeling" not in answers(explorer)
    told = explorer.locator('[data-signs="bone-stress"] [role=status]').inner_text()
    assert "Can you put your full weight on the leg?" in told
    assert "7 of 10 answered" in link.inner_text()


# --- how far the studies disagree, and where they found pain to spread


@pytest.mark.browser
def test_the_studies_disagree_when_asked_and_go_on_doing_so(explorer) -> None:
    example(explorer)
    assert explorer.locator(".sij-readings").count() == 0
    explorer.get_by_label("Show how far the studies disagree").check()
    for sitting in ("yes", "no"):
        enter(explorer, "worse-sitting", sitting)
        rows = explorer.locator(".sij-readings li").all()
        entered = reasoning.Findings(answers(explorer))
        assert len(rows) == len(reasoning.views())
        for row, name in zip(rows, sheet_of_all()["readings"], strict=True):
            joint = reasoning.reason(entered, reasoning.Door.EXAMPLE, name).joint
            ends = (
                f"{100 * joint.middle:.0f} % ({100 * joint.low:.0f} % to {100 * joint.high:.0f} %)"
            )
            assert reasoning.views()[name].title in row.inner_text()
            assert f"after {ends}" in row.inner_text()
    explorer.get_by_label("My own symptoms").check()
    assert explorer.locator(".sij-readings").count() == 0


def test_the_readings_are_all_that_the_model_has() -> None:
    assert sorted(sheet_of_all()["readings"]) == sorted(reasoning.views())


def test_the_overlay_has_numbers_for_an_example_and_none_for_oneself() -> None:
    for study in sheet_of_all()["referral"]["studies"]:
        assert not re.search(r"\d", study["own"])
        assert "not you" in study["own"]
        assert "not you" in study["example"]
        assert set(study["claims"]) <= set(sheet_of_all()["claims"])
    slipman = sheet_of_all()["referral"]["studies"][0]["example"]
    assert "50 patients" in slipman
    assert "94 % in the buttock" in slipman


@pytest.mark.browser
def test_the_overlay_shows_one_study_and_no_figure_behind_ones_own_door(explorer) -> None:
    example(explorer)
    explorer.locator("summary", has_text="Where").first.click()
    parts = explorer.locator(".sij-room-narrow .sij-refer")
    assert not any(one.is_visible() for one in parts.all())
    explorer.get_by_label("Slipman et al. 2000").check()
    seen = [one.get_attribute("id") for one in parts.all() if one.is_visible()]
    assert len(seen) == 4
    assert all("-refer-slipman-" in name for name in seen)
    assert "94 %" in explorer.locator(".sij-bodymap .sij-room-narrow").text_content()
    explorer.get_by_label("My own symptoms").check()
    assert not re.search(r"\d", explorer.locator(".sij-bodymap").text_content())
    assert not re.search(r"\d", explorer.locator(".sij-refer-legend > p").text_content())
    assert "not you" in explorer.locator(".sij-refer-legend").inner_text()
    explorer.get_by_label("Fortin et al. 1994").check()
    seen = [one.get_attribute("id") for one in parts.all() if one.is_visible()]
    assert len(seen) == 1
    explorer.get_by_label("An example runner").check()
    assert "10 cm" in explorer.locator(".sij-bodymap .sij-room-narrow").text_content()


# --- how a test is done


@pytest.mark.browser
def test_a_how_to_is_drawn_when_opened_and_has_no_figure_for_oneself(explorer) -> None:
    example(explorer)
    explorer.locator("summary", has_text="Tests by an examiner").click()
    how = sheet_of_all()["howto"]["thigh-thrust"]
    fold = explorer.locator('[data-finding="thigh-thrust"] .sij-howto')
    assert fold.locator("svg").count() == 0
    fold.locator("summary").first.press("Enter")
    fold.locator("svg").wait_for()
    assert how["agreement"] in fold.inner_text()
    assert "Do not try this on yourself" not in fold.inner_text()
    explorer.get_by_label("My own symptoms").check()
    own = fold.inner_text()
    assert "For a trained examiner. Do not try this on yourself." in own
    assert how["agreement"] not in own
    assert how["agreementWords"] in own
    assert not re.search(r"\d", own)


@pytest.mark.browser
def test_an_explorer_without_how_tos_shows_none(explorer) -> None:
    explorer.evaluate("""() => {
        const host = document.querySelector(".sij-explorer");
        const { howto, ...sheet } = host.sij.sheet;
        new host.sij.constructor(sheet, host);
    }""")
    explorer.get_by_label("An example runner").check()
    assert explorer.locator(".sij-howto").count() == 0
    assert explorer.locator(".sij-outcome").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("door", ["An example runner", "My own symptoms"])
def test_axe_finds_nothing_with_everything_unfolded(explorer, door) -> None:
    explorer.get_by_label(door).check()
    for step in explorer.locator(".sij-step-box > summary").all()[1:]:
        step.click()
    explorer.get_by_label("Slipman et al. 2000").check()
    for scheme in ("light", "dark"):
        explorer.emulate_media(color_scheme=scheme)
        found = Axe().run(explorer).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


@pytest.mark.browser
def test_what_matters_of_the_result_stays_in_sight_and_leads_to_it(explorer) -> None:
    explorer.set_viewport_size({"width": 360, "height": 640})
    explorer.get_by_label("My own symptoms").check()
    strip = explorer.locator(".sij-brief")
    assert strip.inner_text().startswith("No warning sign was entered, which clears nobody. Go")
    enter(explorer, "cold-foot", "yes")
    assert strip.inner_text().startswith("Emergency: ")
    field = explorer.locator('[data-finding="cold-foot"]')
    field.evaluate("node => node.scrollIntoView({block: 'end'})")
    seen = strip.evaluate("node => node.getBoundingClientRect().top")
    assert 0 <= seen < 200
    assert "%" not in strip.inner_text()
    strip.focus()
    explorer.keyboard.press("Enter")
    assert explorer.evaluate("document.activeElement.textContent") == "Result"


@pytest.mark.browser
def test_numbers_stand_below_a_word_on_warning_signs_that_were_not_asked(explorer) -> None:
    explorer.get_by_label("An example runner").check()
    enter(explorer, "worse-sitting", "yes")
    assert re.search(r"\d+ questions about warning signs have no answer yet", shown(explorer))
    explorer.get_by_label("Example runner", exact=True).select_option("misstep")
    assert "warning signs have no answer" not in shown(explorer)
    assert "%" in shown(explorer)


@pytest.mark.browser
def test_an_emergency_is_not_drowned_by_questions_for_later(explorer) -> None:
    explorer.get_by_label("My own symptoms").check()
    enter(explorer, "saddle-feeling", "yes")
    assert "Do I need a scan before I run again" not in shown(explorer)
    net = explorer.locator(".sij-net li").all_inner_texts()
    assert [text.split(",")[0].split(":")[0] for text in net] == [
        "Emergency", "Urgent", "Urgent", "Until a physician has ruled out a stress fracture",
        "Soon", "Routine",
    ]  # fmt: skip
