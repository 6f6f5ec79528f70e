"""The symptom explorer as a reader meets it: two doors, keys alone, and no number behind one."""

import json
import re

import pytest

from sij.live import bundle
from sij.live.symptoms import SymptomExplorer, explorer_html, explorer_sheet, runners
from sij.models import reasoning

HOST = ".sij-explorer"
MOUNT = """
const host = document.querySelector(".sij-explorer");
exploreSafely(JSON.parse(host.querySelector("script").textContent), host, (state) => {
  (window.heard ??= []).push(JSON.parse(JSON.stringify(state)));
});
"""


@pytest.fixture
def explorer(page, tmp_path):
    script = re.sub(r"export default .*\n?", "", bundle.script("symptoms"))
    html = (
        f"<!doctype html><meta charset=utf-8><title>t</title><style>{bundle.widget_css()}</style>"
        f"{explorer_html(explorer_sheet())}<script type=module>{script}{MOUNT}</script>"
    )
    file = tmp_path / "explorer.html"
    file.write_text(html, encoding="utf-8")
    page.goto(file.as_uri())
    page.wait_for_selector(f"{HOST}[data-ready=true]")
    return page


def shown(page) -> str:
    return page.locator(".sij-outcome").inner_text()


def enter(page, finding_id: str, words: str) -> None:
    field = page.locator(f'[data-finding="{finding_id}"]')
    box = field.locator("xpath=ancestor::details")
    if box.get_attribute("open") is None:
        box.locator("summary").first.click()
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
    sheet = explorer_sheet()
    stepped = [group for step in sheet["steps"] for group in step["groups"]]
    assert sorted(stepped) == sorted(reasoning.groups())
    assert json.dumps(sheet) == json.dumps(explorer_sheet())


def test_every_claim_of_a_shown_number_is_two_clicks_away() -> None:
    sheet = explorer_sheet()
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
    for sweep in explorer.get_by_role("button", name="I read them all").all():
        sweep.click()
    assert explorer.locator(".sij-flag").count() == 0
    answers = explorer.evaluate("document.querySelector('.sij-explorer').sij.answers()")
    assert "weight-bearing" not in answers
    assert answers["fever"] == "none"
    assert len(answers) > 30


@pytest.mark.browser
def test_the_map_and_the_list_say_the_same(explorer) -> None:
    explorer.get_by_label("An example runner").check()
    explorer.locator("summary", has_text="Where").first.click()
    zone = explorer.locator('.sij-room-wide [id$="zone-psis-left-back"]')
    zone.focus()
    explorer.keyboard.press("Enter")
    state = "document.querySelector('.sij-explorer').sij.answers()['zone-psis'] ?? null"
    field = explorer.locator('[data-finding="zone-psis"]')
    assert explorer.evaluate(state) == "left"
    assert field.get_by_label("left", exact=True).is_checked()
    field.get_by_label("both sides", exact=True).check()
    other = explorer.locator('.sij-room-wide [id$="zone-psis-right-back"]')
    assert other.get_attribute("aria-pressed") == "true"
    zone.click()
    assert explorer.evaluate(state) == "right"
    other.click()
    assert explorer.evaluate(state) is None


@pytest.mark.browser
def test_eight_steps_lead_to_a_result(explorer) -> None:
    """Door, the list of warning signs, and four answers: seven presses in all."""
    explorer.get_by_label("An example runner").check()
    for sweep in explorer.get_by_role("button", name="I read them all").all():
        if sweep.is_visible():
            sweep.click()
    explorer.locator("summary", has_text="Where").first.click()
    enter(explorer, "one-finger", "at the bony bump beside the top of the sacrum")
    enter(explorer, "midline-pain", "no")
    text = shown(explorer)
    assert "Several sources can fit" in text
    assert "Likelihood ratio" in text
