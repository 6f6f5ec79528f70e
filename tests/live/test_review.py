"""The review as a learner meets it: twins, a check by keyboard, what comes back, the picture."""

import json
import random
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import expect

from sij import evidence
from sij.app import pages
from sij.app.links import Place
from sij.learn import chapters, question, question_html, sheet
from sij.learn.review import (
    calibration,
    calibration_sheet,
    confidence,
    draw,
    first_due,
    next_due,
    pool,
    review,
    review_sheet,
    rules,
    score,
)
from sij.live import bundle
from sij.live.review_island import calibration_html
from tests.learn.samples import right_answer, wrong_answers
from tools.notebooks import WIDGET_VIEW

pytestmark = pytest.mark.browser
TODAY = "2026-11-29"
NOW = f"{TODAY}T10:00:00"
STATES = ("correct", "partly", "incorrect")


def stored(shown, name):
    """A cell as a notebook stores it."""
    data = {k: v for k, v in shown._repr_mimebundle_()[0].items() if k != WIDGET_VIEW}
    # A notebook's file has its names sorted.
    output = new_output("execute_result", data=json.loads(json.dumps(data, sort_keys=True)))
    return new_code_cell(f"{name}()", outputs=[output])


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The page as the static edition has it."""
    path = tmp_path_factory.mktemp("page") / "review.html"
    cells = [new_markdown_cell("# Review and final check\n\nWords.\n\n## Here")]
    cells += [stored(review(), "review"), stored(calibration(), "calibration")]
    text = pages.page(new_notebook(cells=cells), "review.ipynb", Place("static"))
    path.write_text(text, encoding="utf-8")
    return path


def opened(page, file, answers=None):
    """Open the page on a fixed day, with answers kept before."""
    page.clock.set_fixed_time(NOW)
    page.goto(file.as_uri())
    if answers is not None:
        keep = "(kept) => localStorage.setItem('sij:v1:answers', JSON.stringify(kept))"
        page.evaluate(keep, answers)
        page.reload()
    page.wait_for_selector(".sij-review[data-ready=true]")
    return page.locator(".sij-review")


def record(first, day, sure=None, answer="x"):
    at = f"{day}T09:00:00"
    return {"answer": answer, "state": first, "first": first, "tries": 1, "at": at, "sure": sure}


def kept(page, name):
    return json.loads(page.evaluate(f"localStorage.getItem('sij:v1:{name}')") or "{}")


# --- twins -------------------------------------------------------------------------------------


def test_the_player_draws_and_schedules_as_python_does(browser):
    page, seen = browser()
    source = random.Random(5)
    topics = [{"name": name, "ids": list(ids)} for name, ids in pool().items()]
    seeds = [f"{source.random()}" for _ in range(150)] + ["", "ä✓", TODAY]
    days = [f"20{source.randint(24, 31)}-{m:02}-{d}" for m in range(1, 13) for d in (10, 28)]
    steps = [(b, s, d) for b in range(1, 6) for s in STATES for d in days]
    ids = draw("twin")
    marks = [{one: source.choice((*STATES, "not-attempted")) for one in ids} for _ in range(20)]
    told = [[random_told(source) for _ in range(40)] for _ in range(40)]
    groups = [part.model_dump() for part in rules().sureness]
    script = bundle.script("reviewwidget").replace("export default", "const view =")
    found = page.evaluate(
        f"""([topics, seeds, steps, rules, marks, ids, told, groups]) => {{ {script}
        return {{
          draws: seeds.flatMap((seed) => [30, 33].map((count) => drawIds(topics, seed, count))),
          due: steps.map(([box, state, day]) => nextDue(box, state, day, rules.gaps)),
          first: steps.map(([, state, day]) => firstDue(state, day, rules)),
          scores: marks.map((states) => scoreOf(topics, states, ids)),
          groups: told.map((records) => sureGroups(records, groups)),
        }}; }}""",
        [
            *(topics, seeds, steps),
            {"gaps": list(rules().gaps_days), "first": rules().first_box.model_dump()},
            *(marks, ids, told, groups),
        ],
    )
    assert found["draws"] == [draw(seed, count) for seed in seeds for count in (30, 33)]
    assert found["due"] == [dict(zip(("box", "due"), next_due(*s), strict=True)) for s in steps]
    first = [dict(zip(("box", "due"), first_due(s, d), strict=True)) for _, s, d in steps]
    assert found["first"] == first
    assert found["scores"] == [[vars(one) for one in score(states, ids)] for states in marks]
    for theirs, records in zip(found["groups"], told, strict=True):
        mine = [vars(one) for one in confidence(records)]
        assert [one | {"sure": 0} for one in theirs] == [one | {"sure": 0} for one in mine]
        sures = [one["sure"] for one in mine]
        assert [one["sure"] for one in theirs] == pytest.approx(sures, abs=1e-12)
    assert seen.errors == []


def random_told(source):
    kind = source.choice(("single", "probability"))
    some = [k / 20 for k in range(21)] if kind == "probability" else [0.5, 0.75, 0.95, None]
    return {"kind": kind, "first": source.choice((*STATES, None)), "sure": source.choice(some)}


# --- final check -------------------------------------------------------------------------------


def begin(page, host, seed):
    field = host.get_by_label("Seed", exact=True)
    expect(field).to_have_value(TODAY)
    field.fill(seed)
    field.press("Enter")
    expect(host.locator("h4")).to_be_focused()


def give(host, asked, answer):
    """Answer with the keyboard; the answer is kept without a button."""
    box = host.locator("[data-step=question] .sij-question")
    match asked.kind:
        case "single" | "place":
            box.locator(f"input[value='{answer}']").press("Space")
        case "several":
            for one in answer:
                box.locator(f"input[value='{one}']").press("Space")
        case "probability":
            box.locator("input[type=range]").press("Home" if answer < 50 else "End")
        case "order":
            box.locator(".sij-order button").last.press("Enter")
        case _:
            box.locator("input[type=text]").fill(f"{answer:g}")


def seed_without_order():
    """A seed whose first four questions are of kinds that are answered with few keys."""
    return next(
        f"room {k}" for k in range(200)
        if all(question(one).kind != "order" for one in draw(f"room {k}")[:4])
    )  # fmt: skip


def test_a_check_by_keyboard_keeps_its_place_and_tells_all_at_the_end(page, file):
    host = opened(page, file)
    seed = seed_without_order()
    begin(page, host, seed)
    asked = [question(one) for one in draw(seed)]
    answers = [right_answer(asked[0]), wrong_answers(asked[1])[0][0], None, right_answer(asked[3])]
    for place, answer in enumerate(answers):
        expect(host.locator("h4")).to_have_text(f"Question {place + 1} of 30")
        expect(host.locator("[data-step=question] .sij-stem")).to_have_text(asked[place].stem)
        if answer is not None:
            give(host, asked[place], answer)
            assert asked[place].explanation not in page.content()
            expect(host.locator("[data-step=question] .sij-result")).to_be_empty()
        host.get_by_role("button", name="Next").press("Enter")
        expect(host.locator("h4")).to_be_focused()
    expect(host.get_by_text("3 of 30 answered")).to_be_visible()

    page.reload()
    expect(host.locator("h4")).to_have_text("Question 5 of 30")
    assert page.evaluate("document.activeElement === document.body")
    host.get_by_role("button", name="Back").press("Enter")
    expect(host.locator("h4")).to_have_text("Question 4 of 30")
    assert list(kept(page, "check")["current"]["answers"]) == [
        asked[0].id,
        asked[1].id,
        asked[3].id,
    ]

    host.get_by_role("button", name="Finish and see").press("Enter")
    expect(host.get_by_text("27 questions have no answer yet")).to_be_visible()
    host.get_by_role("button", name="Really finish").press("Enter")
    expect(host.locator(".sij-review-sheet h4")).to_be_focused()
    text = host.locator(".sij-review-sheet").inner_text()
    assert "Completed on 29 November 2026" in text and seed in text
    assert "2 of 30 right" in text and "27 not answered" in text
    assert "This sheet is no certificate, and it proves no competence." in text
    assert evidence.safety().footer in text
    rows = host.locator(".sij-review-sheet tbody tr").all_inner_texts()
    numbers = [[int(n) for n in re.findall(r"\t(\d+)", row)] for row in rows]
    assert [sum(column) for column in zip(*numbers, strict=True)][::2] == [2, 30]
    each = host.locator(".sij-review-each > li")
    expect(each).to_have_count(30)
    each.nth(1).locator("summary").press("Enter")
    expect(each.nth(1)).to_contain_text(asked[1].explanation)
    expect(each.nth(1)).to_contain_text(wrong_answers(asked[1])[0][1])
    hrefs = host.locator(".sij-review-places a").evaluate_all(
        "(links) => links.map((link) => link.getAttribute('href'))"
    )
    names = "|".join(chapters())
    assert hrefs and all(re.fullmatch(rf"({names})\.html(#[a-z0-9-]+)?", href) for href in hrefs)
    page.reload()
    expect(host.locator(".sij-review-total")).to_contain_text("2 of 30 right")


def test_a_number_that_cannot_be_read_is_told_and_the_enter_key_goes_on(page, file):
    host = opened(page, file)
    seed = next(f"{k}" for k in range(400) if question(draw(k)[0]).kind == "number")
    begin(page, host, seed)
    field = host.locator("[data-step=question] input[type=text]")
    field.fill("about five")
    field.press("Enter")
    expect(host.get_by_text("Type a plain number")).to_be_visible()
    expect(host.locator("h4")).to_have_text("Question 1 of 30")
    field.fill("3")
    field.press("Enter")
    expect(host.locator("h4")).to_have_text("Question 2 of 30")


FULL = """([ids, answers]) => localStorage.setItem("sij:v1:check", JSON.stringify({ current: {
  seed: "all", ids, place: 0, answers, begun: "2026-11-29", finished: "2026-11-29" } }))"""


def finished(page, file, right):
    """The page with a check that is done: the first `right` answers are right, the rest wrong."""
    opened(page, file)
    ids = draw("all")
    answers = {}
    for place, one in enumerate(ids):
        asked = question(one)
        answer = right_answer(asked) if place < right else wrong_answers(asked)[0][0]
        answers[one] = {"answer": answer, "sure": 0.75}
    page.evaluate(FULL, [ids, answers])
    page.reload()
    page.wait_for_selector(".sij-review[data-ready=true] [data-step=result]")
    return page.locator(".sij-review")


@pytest.mark.parametrize("right", [0, 30])
def test_the_sheet_prints_on_one_page(page, file, right):
    host = finished(page, file, right)
    expect(host.locator(".sij-review-total")).to_contain_text(f"{right} of 30 right")
    page.evaluate("window.print = () => { window.asked = true; }")
    button = host.get_by_role("button", name="Print this sheet")
    for size in ("A4", "Letter"):
        button.press("Enter")
        pdf = page.pdf(format=size)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1
        # Making the file fires "afterprint": then all is back.
        expect(host.get_by_text("Each question")).to_be_visible()
    button.press("Enter")
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    assert "no certificate" in text and "Each question" not in text and "Mixed" not in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_runs_over(browser, file, scheme):
    page, seen = browser(width=360, scheme=scheme)
    ids = [one.id for some in chapters().values() for one in some if one.kind != "probability"]
    sure = [0.5, 0.75, 0.95]
    some = {one: record(STATES[k % 3], "2026-11-20", sure[k % 3]) for k, one in enumerate(ids)}
    host = opened(page, file, some)
    begin(page, host, "axe")

    def judged():
        page.evaluate("for (const d of document.querySelectorAll('main details')) d.open = true")
        for width in (360, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        for part in (".sij-review", ".sij-calib"):
            found = Axe().run(page, context=part).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []

    judged()
    host.get_by_role("button", name="Finish and see").press("Enter")
    host.get_by_role("button", name="Really finish").press("Enter")
    judged()
    assert seen.errors == []


def test_a_new_check_asks_once_more_and_forgets_the_old_one(page, file):
    host = finished(page, file, 30)
    expect(host.get_by_text("Nothing to read again")).to_be_visible()
    button = host.get_by_role("button", name="Start a new check")
    button.press("Enter")
    host.get_by_role("button", name="Really start a new one").press("Enter")
    expect(host.get_by_label("Seed", exact=True)).to_be_visible()
    assert kept(page, "check") == {"current": None}


# --- mixed review ------------------------------------------------------------------------------


def test_without_answers_it_says_what_to_do(page, file):
    host = opened(page, file)
    expect(host.get_by_text("There is nothing to review yet.")).to_be_visible()
    expect(page.locator(".sij-calib-told")).to_contain_text("No answer tells yet how sure")
    assert page.locator(".sij-calib svg").count() == 0


def test_what_is_due_comes_back_and_moves_its_box(page, file):
    missed, known, fresh = (pool()["01-start-here"][k] for k in (0, 1, 2))
    answers = {
        missed: record("incorrect", "2026-11-28"),
        known: record("correct", "2026-11-26"),
        fresh: record("correct", "2026-11-29"),
        "start-predict-share": record("correct", "2026-11-01"),
    }
    host = opened(page, file, answers)
    expect(host.get_by_text("2 questions due today, of 3 that you have answered")).to_be_visible()
    stem = host.locator(".sij-question .sij-stem")
    for one, box in ((missed, 2), (known, 3)):
        asked = question(one)
        expect(stem).to_have_text(asked.stem)
        answer_due(host, asked, right_answer(asked))
        expect(host.get_by_text("Right.")).to_be_visible()
        expect(host.get_by_text(asked.explanation)).to_be_visible()
        days = rules().gaps_days[box - 1]
        expect(host.get_by_text(f"It comes back in {days} days")).to_be_visible()
        item = kept(page, "review")[one]
        assert (item["box"], item["due"]) == next_due(box - 1, "correct", TODAY)
        host.locator(".sij-review-after button").press("Enter")
        expect(host.get_by_role("heading", name="Mixed review")).to_be_focused()
    expect(host.get_by_text("Nothing is due today, of 3 questions")).to_be_visible()
    assert set(kept(page, "review")) == {missed, known}
    assert kept(page, "answers") == answers

    page.clock.set_fixed_time("2026-12-02T10:00:00")
    page.reload()
    expect(host.get_by_text("2 questions due today, of 3")).to_be_visible()
    asked = question(missed)
    expect(stem).to_have_text(asked.stem)
    answer_due(host, asked, wrong_answers(asked)[0][0])
    expect(host.get_by_text("It comes back tomorrow")).to_be_visible()
    assert kept(page, "review")[missed]["box"] == 1
    answer_due(host, asked, right_answer(asked))
    assert kept(page, "review")[missed]["box"] == 1


def answer_due(host, asked, answer):
    box = host.locator(".sij-review-part").first.locator(".sij-question")
    match asked.kind:
        case "several":
            for one in box.locator("input[type=checkbox]").all():
                if one.is_checked() != (one.get_attribute("value") in answer):
                    one.press("Space")
        case "probability":
            slider = box.locator("input[type=range]")
            slider.press("Home")
            for _ in range(round(answer / 5)):
                slider.press("ArrowRight")
        case "number":
            box.locator("input[type=text]").fill(f"{answer:g}")
        case _:
            box.locator(f"input[value='{answer}']").press("Space")
    box.locator("button[type=submit]").press("Enter")


# --- calibration -------------------------------------------------------------------------------


def test_the_picture_draws_enough_answers_and_says_the_rest(page, file):
    ids = list(pool()["01-start-here"]) + list(pool()["02-pelvic-anatomy"])
    words = [one for one in ids if question(one).kind != "probability"][:6]
    answers = {one: record("incorrect", "2026-11-20", 0.95) for one in words[:3]}
    answers[words[3]] = record("correct", "2026-11-20", 0.95)
    answers |= {one: record("correct", "2026-11-20", 0.5) for one in words[4:]}
    opened(page, file, answers)
    picture = page.locator(".sij-calib")
    expect(picture.locator(".sij-calib-told")).to_contain_text(
        "Of 4 answers together: 95 % sure, 25 % right, so surer than right."
    )
    expect(picture.locator(".sij-calib-bar")).to_have_count(1)
    expect(picture).to_contain_text("Very sure, said in words: 1 of 4 right (25 %), 95 % sure.")
    expect(picture).to_contain_text("Too few answers to draw (3 are needed): guessing")
    bar, line = (picture.locator(f".sij-calib-{part}") for part in ("bar", "sure"))
    low, high = (heights(picture, share) for share in (0.25, 0.95))
    assert float(bar.get_attribute("y")) == pytest.approx(low)
    assert float(line.get_attribute("y1")) == pytest.approx(high)


def heights(picture, share):
    lines = picture.locator(".sij-calib-grid").evaluate_all(
        "(lines) => lines.map((line) => Number(line.getAttribute('y1')))"
    )
    return lines[0] + share * (lines[-1] - lines[0])


def test_how_sure_counts_only_when_said_before_the_verdict_and_is_drawn_at_once(page, tmp_path):
    """A chapter's question and its picture on one page."""
    asked = next(one for one in chapters()["01-start-here"] if one.kind == "single")
    body = question_html(sheet(asked)) + calibration_html(calibration_sheet("01-start-here"))
    path = tmp_path / "one.html"
    text = f"<!doctype html><html lang=en><title>One</title>{body}<script type=module>"
    path.write_text(f"{text}{bundle.page_script(body)}</script></html>", encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_selector(".sij-calib[data-ready=true]")
    host = page.locator(".sij-question")
    host.locator(".sij-sure summary").press("Enter")
    host.get_by_label("Very sure").press("Space")
    host.locator(f"input[value='{wrong_answers(asked)[0][0]}']").press("Space")
    host.locator("button[type=submit]").press("Enter")
    expect(page.locator(".sij-calib")).to_contain_text("very sure, said in words: 1")
    host.get_by_label("I am guessing").press("Space")
    host.locator(f"input[value='{right_answer(asked)}']").press("Space")
    host.locator("button[type=submit]").press("Enter")
    record = kept(page, "answers")[asked.id]
    assert (record["first"], record["sure"], record["state"]) == ("incorrect", 0.95, "correct")
    expect(page.locator(".sij-calib")).to_contain_text("very sure, said in words: 1")


# --- taken along, forgotten, without scripts ---------------------------------------------------


def test_the_file_takes_review_and_check_along_and_forgetting_forgets_them(page, file):
    one = pool()["01-start-here"][0]
    host = opened(page, file, {one: record("incorrect", "2026-11-20")})
    answer_due(host, question(one), right_answer(question(one)))
    begin(page, host, "file")
    page.locator("#sij-keep summary").press("Enter")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as a file").press("Enter")
    saved = json.loads(waiting.value.path().read_text())
    assert saved["check"]["current"]["seed"] == "file" and saved["review"][one]["box"] == 2
    page.get_by_role("button", name="Forget my answers").press("Enter")
    page.get_by_role("button", name="Really forget them all").press("Enter")
    assert kept(page, "check") == kept(page, "review") == {}
    page.get_by_label("Load a file").set_input_files(waiting.value.path())
    expect(page.get_by_text("1 answer taken over")).to_be_visible()
    page.reload()
    expect(host.locator("h4")).to_have_text("Question 1 of 30")
    assert kept(page, "review")[one]["box"] == 2


def test_without_scripts_it_says_so_and_links_the_chapters(browser, file):
    page, _ = browser(java_script_enabled=False)
    page.goto(file.as_uri())
    text = page.locator(".sij-review").inner_text()
    assert "let this page run its scripts" in text
    expect(page.locator(".sij-review a").first).to_have_attribute("href", "01-start-here.html")
    assert "let this page run its scripts" in page.locator(".sij-calib").inner_text()


def test_other_pages_do_not_bring_the_review():
    assert "class FinalCheck" not in bundle.script("page")
    assert "class FinalCheck" in bundle.page_script(f"<section {bundle.REVIEW_CLASS}>")
    assert review_sheet()["count"] == 30
