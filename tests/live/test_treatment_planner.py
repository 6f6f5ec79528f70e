"""The planner as a reader meets it: two doors, a gate before any run, and files to take away."""

import csv
import datetime
import gzip
import html
import io
import json
import re
import zoneinfo
from functools import cache
from pathlib import Path

import icalendar
import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from sij import evidence
from sij.app import pages
from sij.app.links import Place
from sij.live import bundle, planner_island
from sij.live.explorer_island import MIME as EXPLORER_MIME
from sij.live.planner_island import MIME, planner_html, planner_still_html
from sij.live.symptoms import explorer_sheet
from sij.live.treatment import Planner, planner_sheet
from sij.models import plan as model
from sij.models.plan.diary.events import CSV_HEADER
from tests.models.test_plan_making import ALL_CLEAR, FIT
from tests.repo import checks
from tests.repo.test_forbidden import RULES
from tools import notebooks
from tools.notebooks import WIDGET_VIEW

HOST = ".sij-planner"
RUN = "from sij.live import treatment\ntreatment.Planner()"
FILE = "06-treatment-timeline.ipynb"
TODAY = datetime.date(2026, 3, 27)
NOON = "2026-03-27T12:00:00"
ADDS_KB = 100
MOUNT = """
const host = document.querySelector(".sij-planner");
planSafely(JSON.parse(host.querySelector("script").textContent), host, (state) => {
  (window.heard ??= []).push(JSON.parse(JSON.stringify(state)));
});
"""
KEPT = """async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie,
  (await indexedDB.databases()).length, await caches.keys().catch(() => [])])"""
UNFOLD = """
  for (const part of document.querySelectorAll('details')) part.open = true;
  for (const fold of document.querySelectorAll('.sij-fold[aria-expanded=false]')) fold.click();
"""
SET = "([entered, diary]) => document.querySelector('.sij-planner').sij.replaceAll(entered, diary)"
FACTS = {name: getattr(FIT, name) for name in model.field_specs()}
READY = {**FACTS, "day": 30, "pain_now": 1, "morning_after": 1, "limits": "little"} | {
    "red_flags": ALL_CLEAR
}
SAFETY = evidence.safety()


@cache
def sheet():
    return planner_sheet()


def page_of(cells) -> str:
    return pages.page(new_notebook(cells=cells), FILE, Place("static"))


def stored(mime, data):
    shown = new_output("execute_result", data={mime: data, "text/plain": "words"})
    return new_code_cell("shown", outputs=[shown])


@pytest.fixture(scope="module")
def bare_file(tmp_path_factory):
    """A page that holds nothing but the planner."""
    script = re.sub(r"export default .*\n?", "", bundle.script("treatment"))
    text = (
        '<!doctype html><html lang="en"><meta charset=utf-8><title>Planner</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{bundle.widget_css()}body{{margin:0;background:var(--sij-paper)}}</style>"
        f"<main><h1>Planner</h1><h2>Try it</h2>{planner_html(sheet())}</main>"
        f"<script type=module>{script}{MOUNT}</script>"
    )
    file = tmp_path_factory.mktemp("bare") / "planner.html"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    """The page of a small notebook with the planner, as the static edition has it."""
    data, _ = Planner()._repr_mimebundle_()
    shown = new_output("execute_result", data={k: v for k, v in data.items() if k != WIDGET_VIEW})
    cells = [
        new_markdown_cell("# What helps\n\n## A plan\n\nWords."),
        new_code_cell("treatment.Planner()", outputs=[shown]),
        new_markdown_cell("## After\n\nMore words."),
    ]
    file = tmp_path_factory.mktemp("page") / "06-treatment-timeline.html"
    file.write_text(page_of(cells), encoding="utf-8")
    return file


def opened(page, file):
    page.clock.set_fixed_time(NOON)
    page.goto(file.as_uri())
    page.wait_for_selector(f"{HOST}[data-ready=true]")
    return page


@pytest.fixture
def planner(page, bare_file):
    return opened(page, bare_file)


def shown(page) -> str:
    return page.locator(".sij-outcome").inner_text()


def entered(page) -> dict:
    return page.evaluate("(() => { const { sij } = document.querySelector('.sij-planner');"
                         " return sij.entered[sij.door]; })()")  # fmt: skip


def example(page, runner="half-way"):
    page.get_by_label("An example runner").check()
    page.get_by_label("Example runner", exact=True).select_option(runner)


def own(page, facts, diary=()):
    page.get_by_label("My own plan").check()
    page.evaluate(SET, [facts, list(diary)])


def field(page, name):
    node = page.locator(f'[data-finding="{name}"]').first
    node.evaluate("(node) => { node.closest('details').open = true; }")
    return node


def type_into(box, text):
    box.fill(text)
    box.blur()


def saved(page, words) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=words).click()
    return Path(download.value.path()).read_bytes().decode("utf-8")


# --- calendar files, read by a library; RFC 5545's line lengths are looked at here as well


def calendar_of(text: str) -> list[dict]:
    """Return the entries of a calendar file; anything that the standard forbids fails."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (calendar,) = icalendar.Calendar.from_ical(text, multiple=True)
    assert calendar["VERSION"] == "2.0" and calendar["CALSCALE"] == "GREGORIAN"
    assert calendar.errors == [] and len(calendar.events) == len(calendar.subcomponents)
    return [entry_of(one) for one in calendar.events]


def entry_of(event: icalendar.Event) -> dict:
    assert event.errors == []
    assert event["DTSTAMP"].dt.tzinfo is not None and event["SEQUENCE"] >= 0
    # A date, not a time: no clock change and no zone can move it.
    assert type(event.start) is type(event.end) is datetime.date
    assert event.duration == datetime.timedelta(days=1)
    return {"date": event.start, "uid": str(event["UID"]), "title": str(event["SUMMARY"]),
            "text": str(event["DESCRIPTION"])}  # fmt: skip


def wanted_entries(facts, diary, door, today=TODAY):
    state = model.state_from(facts)
    start = today - datetime.timedelta(days=state.day)
    runs = [model.Run(**run) for run in diary]
    return [
        {"date": start + datetime.timedelta(days=one.day), "uid": one.uid, "title": one.title,
         "text": one.text}
        for one in model.events(state, runs, door, start.isoformat())
    ]  # fmt: skip


# --- what is stored


def test_every_entry_is_asked_once_and_the_sheet_is_the_same_each_time() -> None:
    asked = [name for step in sheet()["steps"] for name in step["fields"]]
    assert sorted(asked) == sorted(model.field_specs())
    assert json.dumps(sheet()) == json.dumps(planner_sheet())
    for row in sheet()["tables"]["rows"]:
        assert set(row["claims"]) <= set(sheet()["claims"])


def test_the_sheets_runners_are_the_models() -> None:
    for one in sheet()["runners"]:
        runner = model.runners()[one["id"]]
        assert model.state_from(one["entered"]) == runner.state
        assert tuple(model.Run(**run) for run in one["diary"]) == runner.diary
        raising = {found["id"] for found in sheet()["tables"]["flags"]["findings"]}
        assert set(one["entered"]["findings"]) <= raising


def test_the_widget_answers_in_python_too() -> None:
    widget, runner = Planner("half-way"), model.runners()["half-way"]
    assert widget.plan() == model.plan(runner.state)
    assert widget.replay() == model.replay(runner.state, runner.diary, model.Door.EXAMPLE)
    with pytest.raises(model.PlanInputError, match="no example runner 'nobody'"):
        Planner("nobody")
    with pytest.raises(model.PlanInputError, match="limp"):
        Planner(entered={"day": 3, "limp": "maybe"})
    with pytest.raises(model.PlanInputError, match="must be known"):
        Planner().plan()


def test_a_second_run_stores_the_same_bytes(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    file = tmp_path / FILE
    cells = [new_code_cell(RUN, id="run")]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": notebooks.KERNEL}), file)
    first, second = notebooks.execute(file), notebooks.execute(file)
    assert first == second
    data = nbformat.reads(first, as_version=4).cells[0].outputs[0].data
    assert set(data) == {MIME, "text/html", "text/plain"}


def words_of(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text))


@pytest.mark.parametrize("still", [planner_html, planner_still_html])
def test_without_a_script_every_row_stands_in_words(still) -> None:
    before_script = words_of(still(sheet()).split("<script")[0])
    for row in model.rows().values():
        for words in (row.title, row.start_when, row.stop_when, row.never, *row.safety_lines):
            assert words in before_script
    for words in (SAFETY.safety_net, SAFETY.not_a_diagnosis, SAFETY.footer):
        assert words in before_script
    assert checks.forbidden_problems("still", before_script, RULES) == []


def test_what_a_still_page_says_can_hold_any_sign() -> None:
    row = sheet()["tables"]["rows"][0] | {"title": "Is 1 < 2?", "who": "<b>you</b>"}
    text = planner_still_html(sheet() | {"tables": sheet()["tables"] | {"rows": [row]}})
    assert "Is 1 &lt; 2?" in text and "<b>you" not in text


def test_a_page_is_shown_without_the_models() -> None:
    source = Path(planner_island.__file__).read_text(encoding="utf-8")
    assert not re.search(r"^(?:from|import) .*(?:models|figures|treatment)", source, re.MULTILINE)


def test_a_page_carries_only_the_forms_that_it_holds() -> None:
    with_both = page_of([stored(MIME, sheet()), stored(EXPLORER_MIME, explorer_sheet())])
    with_planner = page_of([stored(MIME, sheet())])
    plain = page_of([new_markdown_cell("# Words")])
    assert "planSafely" in with_both and "exploreSafely" in with_both
    assert "planSafely" in with_planner and "exploreSafely" not in with_planner
    assert "planSafely" not in plain


def test_the_planner_adds_little_to_a_page(page_file) -> None:
    empty = page_of([new_markdown_cell("# What helps")])
    weights = [len(gzip.compress(text.encode(), 6)) for text in (page_file.read_text(), empty)]
    assert weights[0] - weights[1] < ADDS_KB * 1000


# --- two doors


@pytest.mark.browser
def test_nothing_is_asked_before_a_door_and_no_plan_stands_before_a_day(planner) -> None:
    assert not planner.locator(".sij-outcome").is_visible()
    planner.get_by_label("My own plan").check()
    text = shown(planner)
    assert "Give the day when the pain began" in text and SAFETY.safety_net in text
    assert "Open now" not in text and "Take it with you" not in text


@pytest.mark.browser
def test_a_warning_sign_stands_there_before_any_day(planner) -> None:
    planner.get_by_label("My own plan").check()
    field(planner, "signs-cauda-equina").get_by_label("yes", exact=True).check()
    text = shown(planner)
    assert "Seek care. Emergency, now: emergency department" in text
    assert "Back to running" not in text


@pytest.mark.browser
@pytest.mark.parametrize("door", ["own", "example"])
def test_the_rows_are_pythons_word_for_word(planner, door) -> None:
    """Behind one door with the pain not known, so that there is something to watch."""
    facts = {k: v for k, v in READY.items() if door == "example" or k != "pain_now"}
    if door == "own":
        own(planner, facts)
    else:
        planner.get_by_label("An example runner").check()
        planner.evaluate(SET, [facts, []])
    planner.evaluate(UNFOLD)
    made = model.plan(model.state_from(facts))
    assert any(item.watch for item in made.items) == (door == "own")
    for item in made.items:
        row = planner.locator(f'[data-row="{item.row_id}"]').inner_text()
        for words in (item.title, item.who, *item.why, *item.watch, *item.safety):
            assert words in row
        strength = model.rows()[item.row_id].strength
        assert strength.split("-")[0] in row
    counted = f"{len(made.open_now)} open now, {len(made.next)} next, {len(made.closed)} closed."
    assert counted in shown(planner)
    for words in (made.safety_net, made.not_a_diagnosis, made.footer):
        assert words in shown(planner)


@pytest.mark.browser
@pytest.mark.parametrize("door", ["own", "example"])
def test_a_flag_closes_everything_else(planner, door) -> None:
    flagged = {**READY, "red_flags": {**ALL_CLEAR, "infection": "yes"}}
    if door == "own":
        own(planner, flagged)
    else:
        example(planner)
        planner.evaluate(SET, [flagged, sheet()["runners"][1]["diary"]])
    assert planner.locator("[data-row]").count() == 1
    assert planner.locator(".sij-diary").count() == 0
    text = shown(planner)
    assert text.index("Warning signs") < text.index("Seek care. Urgent")
    assert "No session. A warning sign comes first." in text
    assert SAFETY.safety_net in text
    (entry,) = calendar_of(saved(planner, "Save for a calendar"))
    assert entry["title"].startswith("Seek care. Urgent") and entry["date"] == TODAY
    assert SAFETY.safety_net in entry["text"]


@pytest.mark.browser
@pytest.mark.parametrize("gate", ["no", "unknown"])
def test_ones_own_plan_holds_no_run_before_the_gate(planner, gate) -> None:
    facts = {name: value for name, value in READY.items() if name != "bone_stress_ruled_out"}
    own(planner, facts | ({"bone_stress_ruled_out": "no"} if gate == "no" else {}))
    text = shown(planner)
    assert "No session." in text
    assert "No running until a physician has ruled out a bone stress injury." in text
    assert planner.locator(".sij-diary").count() == 0
    entries = calendar_of(saved(planner, "Save for a calendar"))
    assert entries
    running = {row.title for row in model.rows().values() if row.running}
    assert not any(one["title"] in running or "walk-run" in one["uid"] for one in entries)


@pytest.mark.browser
def test_past_the_gate_ones_own_session_stands_there_without_a_rate(planner) -> None:
    diary = [{"day": 10, "distance_km": 1}, {"day": 20, "distance_km": 3, "morning_after": 1}]
    own(planner, READY, diary)
    answer = model.next_session(
        model.state_from(READY), [model.Run(**run) for run in diary], model.Door.OWN
    )
    text = shown(planner)
    for words in (model.session_line(answer), *answer.why, *answer.rules, answer.label):
        assert words in text
    assert "longer than the longest run" in text
    assert "rate of overuse injury" not in text and "The phases ahead" not in text


@pytest.mark.browser
def test_both_doors_keep_what_was_entered(planner) -> None:
    own(planner, READY)
    example(planner)
    planner.get_by_label("My own plan").check()
    assert entered(planner) == READY
    assert field(planner, "pain_now").locator("input").input_value() == "1"


@pytest.mark.browser
def test_what_one_enters_for_oneself_is_heard_by_nobody_and_kept_nowhere(planner) -> None:
    before = planner.evaluate(KEPT)
    own(planner, READY)
    planner.get_by_role("button", name="Add a run").click()
    assert planner.evaluate(KEPT) == before
    assert planner.evaluate("window.heard ?? null") is None
    example(planner)
    assert planner.evaluate("heard.at(-1).entered.day") == 44
    assert len(planner.evaluate("heard.at(-1).diary")) == 7


# --- the form


@pytest.mark.browser
def test_the_date_and_the_days_follow_each_other(planner) -> None:
    planner.get_by_label("My own plan").check()
    box = field(planner, "day")
    date, days = box.locator("input[type=date]"), box.locator("input[type=text]")
    type_into(date, "2026-02-27")
    assert days.input_value() == "28" and entered(planner)["day"] == 28
    type_into(days, "0")
    assert date.input_value() == "2026-03-27" and entered(planner)["day"] == 0
    for bad in ("2026-03-28", "1999-01-01"):
        type_into(date, bad)
        assert "Give a day from today back" in box.inner_text()
        assert date.input_value() == bad and "day" not in entered(planner)
    type_into(days, "two")
    assert "Give a day from today back" in box.inner_text()
    assert days.input_value() == "two"
    type_into(days, "5")
    assert "Give a day from today back" not in box.inner_text()
    assert entered(planner)["day"] == 5


@pytest.mark.browser
def test_bad_entries_get_one_sentence_and_nothing_is_lost(planner) -> None:
    own(planner, READY)
    pain = field(planner, "pain_now").locator("input")
    type_into(pain, "eleven")
    assert "Give a number from 0 to 10" in field(planner, "pain_now").inner_text()
    assert pain.input_value() == "eleven"
    tests = field(planner, "positive_tests").locator("input")
    type_into(tests, "2.5")
    assert shown(planner).count("Give positive tests as a whole number between 0 and 6") == 1
    assert tests.input_value() == "2.5"
    assert SAFETY.safety_net in shown(planner) and "Open now" in shown(planner)
    assert entered(planner)["hop_test"] == "yes"


@pytest.mark.browser
def test_a_diary_that_cannot_be_read_leaves_the_plan_and_no_session(planner) -> None:
    twice = [{"day": 20, "distance_km": 2}, {"day": 20, "distance_km": 3}]
    own(planner, READY, twice)
    text = shown(planner)
    assert "The diary has two runs on one day: add them up." in text
    assert "Open now" in text and "Walk 2 min" not in text
    assert planner.locator(".sij-run").count() == 2
    entries = calendar_of(saved(planner, "Save for a calendar"))
    assert entries and not any("walk-run" in one["uid"] for one in entries)


@pytest.mark.browser
def test_no_to_the_rest_keeps_what_was_answered(planner) -> None:
    planner.get_by_label("My own plan").check()
    field(planner, "signs-cancer").get_by_label("yes", exact=True).check()
    planner.get_by_role("button", name="I read them all").click()
    flags = entered(planner)["red_flags"]
    assert flags["cancer"] == "yes" and len(flags) == len(ALL_CLEAR)
    assert sorted(set(flags.values())) == ["no", "yes"]
    field(planner, "signs-cancer").get_by_label("don't know").check()
    assert "cancer" not in entered(planner)["red_flags"]


@pytest.mark.browser
def test_ones_own_plan_is_worked_by_keys_alone(planner) -> None:
    planner.get_by_label("My own plan").focus()
    planner.keyboard.press("Space")
    planner.get_by_role("button", name="I read them all").focus()
    planner.keyboard.press("Enter")
    for step in planner.locator(".sij-step-box > summary").all()[1:]:
        step.focus()
        planner.keyboard.press("Enter")
    planner.get_by_label("or so many days ago").focus()
    planner.keyboard.type("30")
    planner.keyboard.press("Tab")
    for name, spec in model.field_specs().items():
        if spec.kind == "choice":
            # The last answer is yes, and a limp would be a warning sign.
            last = field(planner, name).locator("input").nth(1 if name == "limp" else -1)
            last.focus()
            planner.keyboard.press("Space")
    planner.locator(".sij-outcome .sij-fold").first.focus()
    planner.keyboard.press("Enter")
    assert planner.locator(".sij-outcome .sij-fold[aria-expanded=true]").count() == 1
    assert entered(planner)["bone_stress_ruled_out"] == "yes"
    told = "document.querySelector('[role=status].sij-sr').textContent"
    planner.wait_for_function(f"{told}.includes('Running: ')")
    assert "open now" in planner.evaluate(told)


# --- the diary


def emil(page):
    example(page)
    return page.locator(".sij-run", has_text="Day 37")


@pytest.mark.browser
@pytest.mark.parametrize("morning", [0, 1, 4, None])
def test_another_morning_lands_where_python_lands(planner, morning) -> None:
    card = emil(planner)
    type_into(card.locator("input").first, "" if morning is None else str(morning))
    runner = model.runners()["half-way"]
    diary = model.with_morning(runner.diary, 37, morning)
    wanted = model.replay(runner.state, diary, model.Door.EXAMPLE)
    text = shown(planner)
    if isinstance(wanted.next, model.Session):
        assert model.session_line(wanted.next) in text
    for words in wanted.next.why:
        assert words in text
    told = [one.inner_text() for one in planner.locator(".sij-run-told").all()]
    assert len(told) == len(wanted.steps)
    for words, step in zip(told, wanted.steps, strict=True):
        assert words.startswith(step.says)
    if morning == 4:
        assert "As the diary was: " in text and "With your change: No session." in text
        assert "Two bad runs in a row" in text
        planner.get_by_role("button", name="Put the diary back").click()
        assert "As the diary was" not in shown(planner)
        assert emil(planner).locator("input").first.input_value() == "1"


@pytest.mark.browser
def test_typing_a_morning_keeps_the_focus_and_the_card(planner) -> None:
    card = emil(planner)
    box = card.locator("input").first
    box.evaluate("(node) => { window.kept = node; node.focus(); }")
    planner.keyboard.press("ControlOrMeta+a")
    planner.keyboard.type("6")
    planner.keyboard.press("Enter")
    assert planner.evaluate("kept.isConnected && document.activeElement === kept")
    assert card.evaluate("(node) => node.classList.contains('sij-run-bad')")


@pytest.mark.browser
def test_an_example_shows_what_a_jump_went_with_in_the_study(planner) -> None:
    example(planner)
    diary = [{"day": 20, "distance_km": 2}, {"day": 30, "distance_km": 5}]
    planner.evaluate(SET, [READY | {"day": 40}, diary])
    (step,) = [
        one.jump
        for one in model.replay(
            model.state_from(READY | {"day": 40}),
            [model.Run(**run) for run in diary],
            model.Door.EXAMPLE,
        ).steps
        if one.jump
    ]
    words = f"{step.hazard_ratio:g} times the rate of overuse injury ({step.low:g} to "
    assert words in shown(planner)


@pytest.mark.browser
def test_a_run_is_added_and_taken_out(planner) -> None:
    own(planner, READY)
    planner.get_by_role("button", name="Add a run").click()
    assert "distance in km as a number" in shown(planner)
    card = planner.locator(".sij-run")
    type_into(card.locator('[data-finding="distance_km"] input'), "1,5")
    assert "Wait for the next morning" in shown(planner)
    card.get_by_role("button", name="Take this run out").click()
    assert planner.locator(".sij-run").count() == 0
    assert "Walk 2 min" in shown(planner)


# --- to take away


@pytest.mark.browser
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Auckland"])
@pytest.mark.parametrize("today", ["2026-03-27", "2026-10-23"])
def test_the_calendar_has_pythons_entries_on_the_right_days(browser, bare_file, zone, today):
    """Clocks change in the weeks that follow; in the last zone it is already the next day."""
    page, seen = browser(timezone_id=zone)
    page.clock.set_fixed_time(f"{today}T12:00:00Z")
    page.goto(bare_file.as_uri())
    page.wait_for_selector(f"{HOST}[data-ready=true]")
    noon = datetime.datetime.fromisoformat(f"{today}T12:00:00+00:00")
    local = noon.astimezone(zoneinfo.ZoneInfo(zone)).date()
    facts = READY | {"day": 7, "running_now": "no"}
    own(page, facts)
    found = calendar_of(saved(page, "Save for a calendar"))
    wanted = wanted_entries(facts, [], model.Door.OWN, local)
    assert found == wanted
    assert len({one["uid"] for one in found}) == len(found) > 3
    for one in found:
        for words in (SAFETY.safety_net, SAFETY.not_a_diagnosis, SAFETY.footer):
            assert words in one["text"]
    assert seen.errors == [] and seen.outside == []


@pytest.mark.browser
def test_an_examples_session_stands_in_calendar_and_table(planner) -> None:
    example(planner)
    one = sheet()["runners"][1]
    wanted = wanted_entries(one["entered"], one["diary"], model.Door.EXAMPLE)
    found = calendar_of(saved(planner, "Save for a calendar"))
    assert found == wanted
    assert any("walk-run-session" in entry["uid"] for entry in found)
    text = saved(planner, "Save as a table")
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    header, *rows = csv.reader(io.StringIO(text[1:], newline=""), strict=True)
    assert header == ["date", *CSV_HEADER]
    assert [dict(zip(header, row, strict=True)) for row in rows] == [
        {"date": entry["date"].isoformat(), "uid": entry["uid"], "title": entry["title"],
         "text": entry["text"], "day": str((entry["date"] - TODAY).days + 44)}
        for entry in wanted
    ]  # fmt: skip


@pytest.mark.browser
def test_a_line_is_folded_by_octets_and_signs_are_escaped(page) -> None:
    script = bundle.script("icsfile")
    entry = {"uid": "a", "day": 0, "title": "ü€😀" * 40, "text": "a\\b; c, d\ne\r\nf" * 9}
    text = page.evaluate(
        f"""(entry) => {{ {script}
        return calendarFile([entry], "2026-03-01", {{ stamp: new Date(0), revision: 3 }}); }}""",
        entry,
    )
    (found,) = calendar_of(text)
    assert found["title"] == entry["title"]
    assert found["text"] == entry["text"].replace("\r\n", "\n")
    assert found["date"] == datetime.date(2026, 3, 1)


@pytest.mark.browser
def test_a_cell_of_the_table_can_hold_any_sign(page) -> None:
    entry = {"uid": 'a "b"', "day": 1, "title": "c, d;", "text": 'e\nf "g"'}
    text = page.evaluate(
        f"""(entry) => {{ {bundle.script("icsfile")}
        return tableFile([entry], "2026-02-28", ["uid", "day", "title", "text"]); }}""",
        entry,
    )
    rows = list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))
    assert rows[1] == ["2026-03-01", 'a "b"', "1", "c, d;", 'e\nf "g"']


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


HANDOUTS = {
    "everything open": READY | {"day": 200},
    "first days": READY | {"day": 2, "running_now": "no"},
    "nothing known": {"day": 5},
    "signs denied": {"day": 5, "red_flags": ALL_CLEAR},
    "all signs": {"day": 44, "limp": "yes", "red_flags": dict.fromkeys(ALL_CLEAR, "yes")},
}


@pytest.mark.browser
@pytest.mark.parametrize("name", HANDOUTS)
def test_the_handout_is_one_page_of_either_size(page, page_file, name) -> None:
    opened(page, page_file)
    page.evaluate("window.print = () => { window.printed = true; }")
    own(page, HANDOUTS[name])
    for size in ("A4", "Letter"):
        page.get_by_role("button", name="Print on one page").click()
        assert pages_in(page.pdf(format=size)) == 1
    page.get_by_role("button", name="Print on one page").click()
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    assert text.strip() == page.locator(".sij-handout").inner_text().strip()
    for words in (SAFETY.safety_net, SAFETY.not_a_diagnosis, SAFETY.footer):
        assert words in text
    for field, spec in model.field_specs().items():
        if field not in ("day", *FACTS) or HANDOUTS[name].get(field) in (None, "unknown"):
            continue
        assert field == "day" or f"{spec.short}: " in text
    made = model.plan(model.state_from(HANDOUTS[name]))
    for flag in made.flags:
        assert f"{flag.urgency}: {flag.title}. {flag.action}" in text
    for item in made.open_now:
        assert item.title in text and all(line in text for line in item.safety)
    assert checks.forbidden_problems("handout", text, RULES) == []
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.get_by_role("heading", level=1).is_visible()
    assert not page.locator(".sij-handout").is_visible()


@pytest.mark.browser
def test_the_handout_holds_what_was_entered(planner) -> None:
    planner.evaluate("window.print = () => {}")
    diary = [{"day": day, "distance_km": 2, "pain_during": 1, "morning_after": 0, "limp": "no"}
             for day in range(10, 24, 2)]  # fmt: skip
    facts = {k: v for k, v in READY.items() if k not in ("limits", "red_flags")}
    own(planner, facts | {"red_flags": {"infection": "no"}}, diary)
    planner.get_by_role("button", name="Print on one page").click()
    text = planner.locator(".sij-handout").text_content()
    for name, spec in model.field_specs().items():
        if name != "day":
            assert (f"{spec.short}: " in text) == (name in facts)
            assert spec.short in text
    assert "Usual pain now: 1 of 10" in text and "ruled out by a physician: yes" in text
    # Two lists of warning signs are told apart: those denied, and those nobody answered.
    assert "Warning signs: no to Infection; not answered: " in text
    assert "The last 5 of 7 runs. " in text and "2 km, ? / 1 / 0, no limp" in text
    for size in ("A4", "Letter"):
        planner.get_by_role("button", name="Print on one page").click()
        assert pages_in(planner.pdf(format=size)) == 1


# --- on a page


def serious(page) -> list[str]:
    return [
        f"{found['id']} ({found['impact']}): {node['html'][:120]}"
        for found in Axe().run(page).response["violations"]
        for node in found["nodes"]
    ]


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("door", "scheme"), [("An example runner", "light"), ("My own plan", "dark")]
)
def test_nothing_for_axe_and_no_sideways_scroll(browser, page_file, door, scheme, width) -> None:
    page, seen = browser(width=width, scheme=scheme)
    opened(page, page_file)
    page.get_by_label(door).check()
    if door == "An example runner":
        page.get_by_label("Example runner", exact=True).select_option("half-way")
    page.evaluate(UNFOLD)
    assert serious(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    own(page, {"day": 3, "limp": "yes"})
    page.evaluate(UNFOLD)
    assert serious(page) == []
    assert seen.outside == [] and seen.errors == []


@pytest.mark.browser
def test_with_scripts_off_the_still_edition_stands_there(browser, page_file) -> None:
    page, seen = browser(java_script_enabled=False)
    page.goto(page_file.as_uri())
    host = page.locator(HOST)
    assert "The planner needs scripts" in host.inner_text()
    assert SAFETY.safety_net in host.inner_text()
    row = model.rows()["walk-run"]
    assert not host.get_by_text(row.start_when).is_visible()
    host.locator("summary", has_text=row.title).focus()
    page.keyboard.press("Enter")
    assert host.get_by_text(row.start_when).is_visible()
    assert host.locator("input").count() == 0
    assert seen.outside == [] and seen.errors == []


@pytest.mark.browser
def test_explorer_and_planner_live_on_one_page(page, tmp_path) -> None:
    file = tmp_path / "page.html"
    cells = [stored(EXPLORER_MIME, explorer_sheet()), stored(MIME, sheet())]
    file.write_text(page_of(cells), encoding="utf-8")
    opened(page, file)
    page.wait_for_selector("#symptom-explorer[data-ready=true]")
    assert page.get_by_label("My own symptoms").count() == 1
    own(page, READY)
    assert "Open now" in page.locator(f"{HOST} .sij-outcome").inner_text()
