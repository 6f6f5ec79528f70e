"""Learners answer by keyboard, come back, take their answers along, and find them again."""

import json
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from sij.app import static
from sij.learn import chapters, judge
from sij.learn.questions import Order, Place, Probability, Reach, Several, Single
from sij.live import joint_motion, pelvic_anatomy
from sij.live.spec import Range
from tests.app.conftest import _extension as extension
from tests.conftest import free_port
from tests.learn import samples
from tests.learn.samples import wrong_answers

pytestmark = pytest.mark.browser
NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
CHAPTERS = ("01-start-here", "02-pelvic-anatomy", "03-joint-motion")
INDEX = "index.ipynb"
FIGURE = "joint-motion-nutation"
QUESTIONS = [(chapter, q) for chapter in CHAPTERS for q in chapters()[chapter]]


def serve(start_server, port: int = 0):
    words = ["-m", "sij.app", "--port", "{port}", "--notebooks", str(NOTEBOOKS)]
    return start_server(words, port=port)


@pytest.fixture(scope="module")
def course(start_server):
    """The real course."""
    return serve(start_server)


def open_chapter(page, server, chapter: str):
    page.goto(server.page(f"{chapter}.ipynb"))
    asleep = ":is(.sij-live, .sij-question):not([data-ready])"
    page.wait_for_function(
        f"document.readyState === 'complete' && !document.querySelector('{asleep}')"
    )
    page.locator("#sij-keep summary").wait_for()
    return page


def host_of(page, question):
    return page.locator(f"#q-{question.id}")


@cache
def picture_of(name: str):
    """The picture that a question needs."""
    pictures = {
        "joint-motion-nutation": joint_motion.nutation,
        "pelvic-anatomy-palpation": pelvic_anatomy.palpation,
    }
    return pictures[name]()


def settings_for(question: Reach, fits: Callable[[dict[str, float]], bool]) -> dict[str, float]:
    """Control values of the question's picture whose quantities fit, found by trying."""
    interactive = picture_of(question.needs)
    source = random.Random(5)
    sliders = [part for part in interactive.controls if isinstance(part, Range)]
    for _ in range(40_000):
        trial = {part.id: on_step(part, source) for part in sliders}
        if fits(interactive.values(trial)):
            return trial
    raise AssertionError(f"No setting of the picture fits {question.id}.")


def on_step(part: Range, source: random.Random) -> float:
    """Some value that a slider can have, its lower end more often than by chance."""
    steps = round((part.max - part.min) / part.step)
    place = source.choice([0, source.randint(0, steps)])
    return round(part.min + place * part.step, 6)


def right_answer(question) -> object:
    """The right answer; for a picture, the settings that give it."""
    if not isinstance(question, Reach):
        return samples.right_answer(question)
    return settings_for(question, lambda found: judge(question, found).state == "correct")


def set_picture(page, question: Reach, trial: dict[str, float]) -> None:
    change = "([figure, ...to]) => document.getElementById(figure).sij.change(...to)"
    for name, value in trial.items():
        page.evaluate(change, [question.needs, name, value])


def mistake(question) -> tuple[object, str]:
    """A wrong answer that can be given on the page, and the words that must follow."""
    answer, feedback = wrong_answers(question)[0]
    if isinstance(question, Probability):
        return 5 * round(answer / 5), feedback
    if isinstance(question, Reach):
        trial = settings_for(question, lambda found: judge(question, found).state == "incorrect")
        return trial, judge(question, picture_of(question.needs).values(trial)).feedback[0]
    return answer, feedback


def give(page, question, answer) -> None:
    """Give an answer with the keyboard alone (the picture's sliders are walked elsewhere)."""
    host = host_of(page, question)
    match question:
        case Place() | Single():
            host.locator(f"input[value='{answer}']").press("Space")
        case Several():
            for box in host.locator("input[type=checkbox]").all():
                if box.is_checked() != (box.get_attribute("value") in answer):
                    box.press("Space")
        case Order():
            give_order(host, question, answer)
        case Probability():
            slider = host.locator("input[type=range]")
            slider.press("Home")
            for _ in range(round(answer / 5)):
                slider.press("ArrowRight")
        case Reach():
            set_picture(page, question, answer)
        case _:
            host.locator("input[type=text]").fill(str(answer))
    host.locator("button[type=submit]").press("Enter")


def give_order(host, question: Order, wanted: list[str]) -> None:
    labels = {step.id: step.label for step in question.options}
    host.locator(".sij-order button").first.press("Enter")
    for place, step in enumerate(wanted):
        for _ in range(len(wanted)):
            shown = host.locator(".sij-order-label").all_inner_texts()
            if shown[place] == labels[step]:
                break
            up = host.get_by_role("button", name=f"Move up: {labels[step]}", exact=True)
            up.press("Enter")
            expect(up).to_be_focused()


def verdict(page, question):
    """The words under an answer; a kept guess is compared first."""
    host = host_of(page, question)
    if question.role == "predict":
        host.get_by_role("button", name="Compare with what you saw").press("Enter")
    return host.locator(".sij-result")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_nothing_on_the_page_tells_an_answer(browser, course, chapter):
    page, seen = browser()
    open_chapter(page, course, chapter)
    text, source = page.locator("body").inner_text(), page.content()
    for question in chapters()[chapter]:
        for secret in (question.explanation, *question.hints):
            assert secret not in text
            assert secret not in source
        expect(host_of(page, question).locator(".sij-explained")).to_have_count(0)
        host_of(page, question).locator("button[type=submit]").press("Enter")
        expect(host_of(page, question).locator(".sij-result")).to_contain_text("first, then check")
    assert seen.errors == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_question_is_answered_rightly_by_keyboard(browser, course, chapter):
    page, seen = browser()
    open_chapter(page, course, chapter)
    for question in chapters()[chapter]:
        give(page, question, right_answer(question))
        wanted = "Your guess fits." if question.role == "predict" else "Right."
        expect(verdict(page, question)).to_contain_text(wanted)
        why = host_of(page, question).locator(".sij-explained")
        expect(why).to_contain_text(question.explanation)
        expect(why).to_contain_text(re.compile(r"Sources: \S+"))
    assert seen.outside == seen.errors == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_question_answers_a_mistake_and_helps(browser, course, chapter):
    page, seen = browser(width=360)
    open_chapter(page, course, chapter)
    for question in chapters()[chapter]:
        answer, feedback = mistake(question)
        give(page, question, answer)
        expect(verdict(page, question)).to_contain_text(feedback)
        host = host_of(page, question)
        if question.role == "check":
            hint = host.get_by_role("button", name="Give me a hint")
            hint.press("Enter")
            expect(host.locator(".sij-hinted").first).to_be_focused()
            expect(host.locator(".sij-hinted").first).to_contain_text(question.hints[0])
            host.get_by_role("button", name="Show me why").press("Enter")
        expect(host.locator(".sij-explained")).to_contain_text(question.explanation)
    assert seen.outside == seen.errors == []


def picked() -> list:
    """One question of each kind, from chapter 3 where it can be."""
    found = {q.kind: q for _, q in QUESTIONS if q.role == "check"}
    return [q for q in found.values() if q in chapters()["03-joint-motion"]]


def shown_again(page, question) -> None:
    host = host_of(page, question)
    expect(host.locator(".sij-result")).to_contain_text("Right.")
    expect(host.locator(".sij-explained")).to_contain_text(question.explanation)


def test_answers_survive_reload_restart_and_another_browser(browser, start_server, tmp_path):
    port = free_port()
    server = serve(start_server, port)
    page, seen = browser()
    open_chapter(page, server, "03-joint-motion")
    for question in picked():
        give(page, question, right_answer(question))
        shown_again(page, question)
    slider = page.locator(f"#{FIGURE}").get_by_label("Rotation", exact=True)
    slider.press("Home")
    page.reload()
    for question in picked():
        shown_again(page, question)
    expect(slider).to_have_value("-6")

    server.stop()
    server = serve(start_server, port)
    page.locator("h2[id='can-it-be-stuck']").scroll_into_view_if_needed()
    page.goto(server.page(INDEX))
    total = len(chapters()["03-joint-motion"])
    words = f"{len(picked())} of {total} questions answered, {len(picked())} right"
    expect(page.get_by_text(words)).to_be_visible()
    page.get_by_text("Go on where you stopped").get_by_role("link").press("Enter")
    page.wait_for_url("**/03-joint-motion.ipynb*#*")
    shown_again(page, picked()[0])

    page.locator("#sij-keep summary").press("Enter")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as a file").press("Enter")
    file = tmp_path / "answers.json"
    waiting.value.save_as(file)
    assert set(json.loads(file.read_text())["answers"]) == {q.id for q in picked()}

    other, seen_too = browser()
    open_chapter(other, server, "03-joint-motion")
    other.locator("#sij-keep summary").press("Enter")
    other.get_by_label("Load a file").set_input_files(file)
    expect(other.get_by_text(f"{len(picked())} answers taken over")).to_be_visible()
    other.reload()
    for question in picked():
        shown_again(other, question)
    expect(other.locator(f"#{FIGURE}").get_by_label("Rotation", exact=True)).to_have_value("-6")
    assert seen.errors == seen_too.errors == []


FOREIGN = {
    "no json at all": "does not hold answers from this course",
    '{"format": "something else"}': "does not hold answers from this course",
    '{"format": "sij-progress", "version": 9, "answers": {}}': "another version",
    '{"format": "sij-progress", "version": 1, "answers": {"x": {"state": 5}}}': "damaged",
    '{"format": "sij-progress", "version": 1}': "damaged",
}


def test_a_foreign_file_changes_nothing(browser, course, tmp_path):
    page, seen = browser()
    open_chapter(page, course, "03-joint-motion")
    question = picked()[0]
    give(page, question, right_answer(question))
    kept = page.evaluate("localStorage.getItem('sij:v1:answers')")
    assert question.id in kept
    page.locator("#sij-keep summary").press("Enter")
    file = tmp_path / "foreign.json"
    for text, words in [*FOREIGN.items(), *reversed(FOREIGN.items())]:
        file.write_text(text)
        page.get_by_label("Load a file").set_input_files(file)
        expect(page.locator("#sij-keep [role=status]")).to_contain_text(words)
        assert page.evaluate("localStorage.getItem('sij:v1:answers')") == kept
    page.reload()
    shown_again(page, question)
    assert seen.errors == []


def test_the_later_answer_stays(browser, course, tmp_path):
    page, _ = browser()
    open_chapter(page, course, "03-joint-motion")
    question = picked()[0]
    give(page, question, right_answer(question))
    old = {"answer": right_answer(question), "state": "incorrect", "tries": 1, "at": "2020-01-01"}
    file = tmp_path / "old.json"
    file.write_text(json.dumps(
        {"format": "sij-progress", "version": 1, "answers": {question.id: old}}
    ))  # fmt: skip
    page.locator("#sij-keep summary").press("Enter")
    page.get_by_label("Load a file").set_input_files(file)
    expect(page.get_by_text("0 answers taken over")).to_be_visible()
    page.reload()
    shown_again(page, question)


def test_unreadable_answers_are_put_aside_not_lost(browser, course):
    page, seen = browser()
    open_chapter(page, course, "03-joint-motion")
    page.evaluate("localStorage.setItem('sij:v1:answers', 'half a fi')")
    page.reload()
    question = picked()[0]
    give(page, question, right_answer(question))
    shown_again(page, question)
    kept = page.evaluate("localStorage.getItem('sij:v1:answers:unreadable')")
    assert kept == "half a fi"
    assert seen.errors == []


def test_keys_carry_the_version_and_no_path(browser, course):
    page, _ = browser()
    open_chapter(page, course, "03-joint-motion")
    give(page, picked()[0], right_answer(picked()[0]))
    page.locator(f"#{FIGURE}").get_by_label("Rotation", exact=True).press("Home")
    page.goto(course.page(INDEX))
    stored = page.evaluate("({ ...localStorage })")
    assert set(stored) == {"sij:v1:answers", "sij:v1:figures", "sij:v1:place"}
    assert not any("/" in text for text in stored.values())


NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"


def test_where_nothing_is_kept_the_page_says_so(browser, course):
    page, seen = browser()
    page.add_init_script(NO_STORAGE)
    open_chapter(page, course, "03-joint-motion")
    page.locator("#sij-keep summary").press("Enter")
    expect(page.locator("#sij-keep")).to_contain_text("keeps nothing")
    question = picked()[0]
    give(page, question, right_answer(question))
    expect(host_of(page, question).locator(".sij-result")).to_contain_text("Right.")
    assert seen.errors == []


def test_from_a_stick_the_page_offers_the_file(browser, tmp_path):
    static.write(tmp_path, NOTEBOOKS)
    page, seen = browser(offline=True)
    page.goto((tmp_path / "03-joint-motion.html").as_uri())
    page.locator("#sij-keep summary").press("Enter")
    expect(page.locator("#sij-keep")).to_contain_text("save them as a file")
    question = picked()[0]
    give(page, question, right_answer(question))
    page.reload()
    shown_again(page, question)
    assert seen.outside == seen.errors == []


def test_forgetting_asks_first(browser, course):
    page, _ = browser()
    open_chapter(page, course, "03-joint-motion")
    give(page, picked()[0], right_answer(picked()[0]))
    page.locator("#sij-keep summary").press("Enter")
    page.get_by_role("button", name="Forget my answers").press("Enter")
    assert page.evaluate("localStorage.getItem('sij:v1:answers')")
    page.get_by_role("button", name="Really forget them all").press("Enter")
    assert page.evaluate("localStorage.getItem('sij:v1:answers')") is None


def test_start_again_brings_a_picture_back(browser, course):
    page, _ = browser()
    open_chapter(page, course, "03-joint-motion")
    figure = page.locator(f"#{FIGURE}")
    slider = figure.get_by_label("Rotation", exact=True)
    first = slider.input_value()
    slider.press("Home")
    figure.get_by_role("button", name="Start again").press("Enter")
    expect(slider).to_have_value(first)
    page.reload()
    expect(slider).to_have_value(first)


def test_a_server_extension_asks_too_and_warns_of_its_address(browser, start_server):
    server = extension(start_server, NOTEBOOKS)
    page, seen = browser()
    page.goto(server.page("03-joint-motion.ipynb", "notebooks/"))
    question = picked()[0]
    give(page, question, right_answer(question))
    page.reload()
    shown_again(page, question)
    page.locator("#sij-keep summary").press("Enter")
    expect(page.locator("#sij-keep")).to_contain_text("this address may change")
    assert server.kernels() == []
    assert seen.outside == seen.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_answered_questions_are_accessible(browser, course, scheme):
    page, _ = browser(scheme=scheme)
    open_chapter(page, course, "03-joint-motion")
    for number, question in enumerate(chapters()["03-joint-motion"]):
        answer = mistake(question)[0] if number % 2 else right_answer(question)
        give(page, question, answer)
        for name in ("Give me a hint", "Show me why", "Compare with what you saw"):
            button = host_of(page, question).get_by_role("button", name=name)
            if button.is_visible():
                button.press("Enter")
    found = Axe().run(page).response["violations"]
    serious = [v for v in found if v["impact"] in {"serious", "critical"}]
    assert [(v["id"], v["nodes"][0]["html"]) for v in serious] == []


@pytest.mark.parametrize("width", [320, 360])
def test_answered_questions_fit_a_phone(browser, course, width):
    page, _ = browser(width=width)
    open_chapter(page, course, "03-joint-motion")
    for question in chapters()["03-joint-motion"]:
        give(page, question, right_answer(question))
    page.locator("#sij-keep summary").press("Enter")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
