"""The workshop in a browser: by keyboard alone, offline, from files, as on a stick."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from sij import evidence
from sij.app import pages, static
from sij.app.links import Place
from sij.learn import predict as screens
from sij.learn.workshop import workshop
from tests.repo import checks
from tests.repo.test_forbidden import RULES

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
WORKSHOP, MOTION, GLOSSARY = "workshop", "03-joint-motion", "glossary"
SLIDE = "predict-slide"
STATUS = ".sij-show-bar [role=status]"
UNFOLD = "for (const part of document.querySelectorAll('details')) part.open = true"
SHOWN = "document.documentElement.classList.contains('sij-show-on')"
PROJECTOR = {"width": 1920, "height": 1080}


@pytest.fixture(scope="module")
def stick(tmp_path_factory) -> Path:
    """Three pages of the static edition, as on a USB stick."""
    folder = tmp_path_factory.mktemp("stick")
    for name in (WORKSHOP, MOTION, GLOSSARY):
        path = ROOT / "notebooks" / f"{name}.ipynb"
        html = pages.page(pages.read(path), path.name, Place("static"), path.parent)
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return folder


def address(stick: Path, name: str, anchor: str = "") -> str:
    return (stick / f"{name}.html").as_uri() + anchor


def opened(browser, stick, name, anchor="", **options):
    """Open a page from the stick, with the network off, and wait until all of it is alive."""
    page, seen = browser(**options)
    page.context.set_offline(True)
    page.goto(address(stick, name, anchor))
    alive(page)
    return page, seen


def alive(page) -> None:
    page.wait_for_function("!document.querySelector('.sij-live:not([data-ready=true])')")
    expect(page.locator("#sij-show-start")).to_be_attached()
    page.wait_for_function("!document.getElementById('sij-show-start').hidden")


def status(page) -> str:
    return page.locator(STATUS).inner_text()


def screen_number(page) -> int:
    return int(re.match(r"Screen (\d+) of \d+: ", status(page))[1])


def screen_count(page) -> int:
    return int(re.match(r"Screen \d+ of (\d+): ", status(page))[1])


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, words: str) -> None:
    """Press Tab until the focus is on a button or link with these words."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()").startswith(words):
            return
    pytest.fail(f"The Tab key never came to {words!r}.")


def tally(page, name: str = SLIDE):
    return page.locator(f"#{name}")


def kept(page) -> dict:
    return json.loads(page.evaluate("JSON.stringify({ ...sessionStorage })"))


def serious(page) -> list[str]:
    return [
        f"{found['id']} ({found['impact']}): {node['html'][:140]}"
        for found in Axe().run(page).response["violations"]
        for node in found["nodes"]
    ]


def test_the_static_edition_has_the_workshop() -> None:
    assert "workshop.ipynb" in static.files(ROOT / "notebooks")


# --- the recorded walk


def test_the_whole_kit_is_walked_through_by_keys_alone_and_offline(browser, stick, tmp_path):
    """From the chapter's picture to the room's guesses and the measured marks; on record.

    Playwright's own video needs a program that is not in the locks, so the record is its trace:
    a picture of every step, in a file that `playwright show-trace` plays.
    """
    page, seen = browser(**PROJECTOR)
    page.context.tracing.start(screenshots=True, snapshots=False)
    page.context.set_offline(True)
    page.goto(address(stick, WORKSHOP))
    alive(page)
    # The session begins with the signs.
    press(page, "p")
    assert status(page).startswith("Screen 1 of") and "must not wait" in status(page)
    assert page.locator(".sij-strip").get_attribute("open") is not None
    # Every screen, one after the other, and back.
    walked = [status(page)]
    for _ in range(screen_count(page) - 1):
        press(page, "PageDown")
        walked.append(status(page))
    assert [int(line.split()[1]) for line in walked] == list(range(1, len(walked) + 1))
    for one in screens.screens():
        assert sum(line.endswith(one.title) for line in walked) == 1
    press(page, "ArrowRight")
    assert status(page) == walked[-1]
    press(page, "PageUp", "ArrowLeft")
    assert status(page) == walked[-3]
    # Each predict screen: the room guesses, then sees what was measured.
    press(page, "Home")
    while not page.url.endswith(f"#show-{SLIDE}"):
        press(page, "ArrowRight")
    for one in screens.screens():
        name = f"predict-{one.id}"
        assert page.url.endswith(f"#show-{name}")
        press(page, "1", "1", "3", "9", "Backspace", "2")
        expect(tally(page, name).locator(".sij-tally-words")).to_contain_text("4 guesses in all")
        assert tally(page, name).locator(".sij-tally-stretch, .sij-tally-drop").count() == 0
        expect(tally(page, name).locator(".sij-tally-answer")).to_be_hidden()
        tab_to(page, "Show what was measured")
        press(page, "Enter")
        expect(tally(page, name).locator(".sij-tally-says")).to_be_visible()
        assert tally(page, name).locator(".sij-tally-drop").count() >= 1
        press(page, "ArrowRight")  # in a control: the screen stays
        assert page.url.endswith(f"#show-{name}")
        press(page, "Escape")
        press(page, "ArrowRight")
    # Out again; then a link of the run sheet leads to a chapter's picture, as a screen.
    press(page, "Escape")
    assert not page.evaluate(SHOWN)
    expect(page.locator(".sij-header")).to_be_visible()
    page.locator("#run-sheet").evaluate("(node) => { node.tabIndex = -1; node.focus(); }")
    tab_to(page, "Life-size")
    press(page, "Enter")
    page.wait_for_url(f"**/{MOTION}.html#show-joint-motion-life-size")
    alive(page)
    assert "Life-size" in status(page)
    record = tmp_path / "walk.zip"
    page.context.tracing.stop(path=record)
    with zipfile.ZipFile(record) as trace:
        pictures = [name for name in trace.namelist() if name.endswith(".jpeg")]
    assert record.stat().st_size > 100_000 and len(pictures) > 20
    assert (seen.outside, seen.errors) == ([], [])


# --- presenter mode


def test_keys_move_a_slider_and_not_the_screen(browser, stick):
    page, _ = opened(browser, stick, MOTION, "#show-joint-motion-nutation", **PROJECTOR)
    here = status(page)
    slider = page.locator("#joint-motion-nutation input[type=range]").first
    slider.focus()
    before = slider.input_value()
    press(page, "ArrowLeft", "ArrowLeft")
    assert slider.input_value() != before and status(page) == here
    press(page, "PageUp", "Home", "End")
    assert status(page) == here
    press(page, "Escape")
    assert page.evaluate(SHOWN) and status(page) == here
    press(page, "End")
    assert screen_number(page) == screen_count(page)
    press(page, "Home")
    assert screen_number(page) == 1


def test_one_interactive_a_screen_in_big_type(browser, stick):
    page, _ = opened(browser, stick, MOTION, **PROJECTOR)
    plain = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    press(page, "p")
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") > 1.4 * plain
    for _ in range(screen_count(page)):
        alone = page.locator(":is(.sij-live, .sij-question, .sij-tally):visible")
        assert alone.count() <= 1
        assert not alone.count() or page.locator("main .sij-callout:visible").count() == 0
        assert page.locator(":is(.sij-header, .sij-toc, .sij-footer):visible").count() == 0
        press(page, "ArrowRight")


def test_a_reload_comes_back_to_the_same_screen(browser, stick):
    page, _ = opened(browser, stick, MOTION)
    press(page, "p", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    here, url = status(page), page.url
    page.reload()
    alive(page)
    assert (status(page), page.url) == (here, url)
    page.goto(address(stick, MOTION, "#show-7"))
    page.reload()
    alive(page)
    assert screen_number(page) == 7
    press(page, "Escape")
    assert "#show" not in page.url


def test_the_focus_goes_along_and_comes_back(browser, stick):
    page, _ = opened(browser, stick, MOTION)
    focused = "document.activeElement.textContent.trim().slice(0, 30)"
    page.get_by_role("button", name="Present").focus()
    press(page, "Enter", "End")
    assert page.evaluate(focused).startswith("To take with you")
    page.get_by_role("button", name="Previous screen").focus()
    press(page, "Enter", "Enter")
    assert screen_number(page) == screen_count(page) - 2
    assert page.evaluate(focused) == "← Back"
    press(page, "Escape")
    assert not page.evaluate(SHOWN)
    assert page.evaluate("document.activeElement !== document.body")


def test_the_letter_is_not_taken_while_typing_and_can_be_turned_off(browser, stick):
    page, _ = opened(browser, stick, MOTION)
    field = page.locator(".sij-question input[type=text], .sij-question input[inputmode]").first
    field.focus()
    press(page, "p")
    assert not page.evaluate(SHOWN)
    page.evaluate("document.activeElement.blur()")
    press(page, "Control+p", "P", "p")
    assert page.evaluate(SHOWN)
    press(page, "p")
    assert not page.evaluate(SHOWN)
    press(page, "p")
    page.locator(".sij-show-keys summary").focus()
    press(page, "Enter")
    page.get_by_label("The letter p").focus()
    press(page, "Space", "Escape", "p")
    assert page.evaluate(SHOWN)
    press(page, "Escape", "p")
    assert not page.evaluate(SHOWN)


def test_presenter_mode_prints_the_whole_page_and_moves_nothing_by_itself(browser, stick):
    page, _ = opened(browser, stick, WORKSHOP, "#show-guess-first", reduced_motion="reduce")
    assert page.locator("main h2:visible").count() == 1
    page.emulate_media(media="print")
    assert page.locator("main h2:visible").count() > 4
    assert page.locator(".sij-show-bar").is_hidden()
    page.emulate_media(media="screen", reduced_motion="reduce")
    moving = page.evaluate("document.getAnimations().length")
    press(page, "ArrowRight")
    assert moving == page.evaluate("document.getAnimations().length") == 0


def test_a_page_whose_script_is_off_offers_no_button(browser, stick):
    page, _ = browser(java_script_enabled=False)
    page.goto(address(stick, WORKSHOP))
    assert page.locator("#sij-show-start").is_hidden()
    answer = tally(page).locator("details")
    assert not answer.locator(".sij-tally-says").is_visible()
    answer.locator("summary").focus()
    press(page, "Enter")
    assert answer.locator(".sij-tally-says").is_visible()


# --- predict screens


GEOMETRY = """(host) => {
  const box = (node) => { const r = node.getBoundingClientRect(); return [r.left, r.right]; };
  const all = (name) => [...host.querySelectorAll(name)];
  const long = (node) => box(node)[1] - box(node)[0];
  const axis = box(all('.sij-tally-axis').sort((a, b) => long(b) - long(a))[0]);
  const points = all('.sij-tally-picture :is(.sij-tally-full, .sij-tally-hollow)').map(box)
    .map(([left, right]) => (left + right) / 2);
  const lines = all('line.sij-tally-stretch').map(box).filter(([left, right]) => right - left > 1);
  return { axis, points, lines, texts: all('text').map((node) => node.textContent) };
}"""


@pytest.mark.parametrize("width", [320, 1920])
def test_the_marks_lie_where_the_claims_say(browser, stick, width):
    page, _ = opened(browser, stick, WORKSHOP, f"#show-{SLIDE}", width=width)
    for one in screens.screens():
        host = tally(page, f"predict-{one.id}")
        host.locator(".sij-tally-show").press("Enter")
        check_marks(one, host.evaluate(GEOMETRY), width)
        listed = host.locator(".sij-tally-marks > li")
        for place, mark in enumerate(screens.sheet(one)["marks"]):
            assert mark["words"] in listed.nth(place).inner_text()
            assert listed.nth(place).locator("small").first.inner_text().strip()
        press(page, "Escape", "ArrowRight")


def check_marks(one: screens.Screen, seen: dict, width: int) -> None:
    left, right = seen["axis"]

    def across(number: float) -> float:
        share = (number - one.scale.low) / (one.scale.high - one.scale.low)
        return left + share * (right - left)

    spots = [screens.spot(mark) for mark in one.marks]
    points = [across(spot.point) for spot in spots if spot.point is not None]
    ends = [across(n) for s in spots if s.low is not None for n in (s.low, s.high)]
    assert seen["points"] == pytest.approx(points, abs=1.5)
    assert [x for line in seen["lines"] for x in line] == pytest.approx(ends, abs=3)
    for place, mark in enumerate(screens.sheet(one)["marks"], 1):
        words = f"{place}. {mark['words']}" if width > 320 else str(place)
        assert any(text.startswith(words) for text in seen["texts"])


def test_the_tally_counts_takes_back_and_forgets(browser, stick):
    page, _ = opened(browser, stick, WORKSHOP, f"#show-{SLIDE}")
    press(page, "3", "3", "0", "Backspace", "1")
    assert kept(page) == {"sij-tally-slide": '{"guesses":[2,2,0],"shown":false}'}
    words = tally(page).locator(".sij-tally-words")
    expect(words).to_have_text(
        "The room's guesses (mm): 0 to 1: 1, 2 to 3: 2. 3 guesses in all; the middle one lies in "
        "2 to 3."
    )
    page.reload()
    alive(page)
    expect(words).to_contain_text("3 guesses in all")
    tally(page).locator(".sij-tally-show").press("Enter")
    expect(words).to_contain_text("Measured: 1, 0.7 mm, 24 healthy volunteers")
    clear = tally(page).get_by_role("button", name="Clear the tally")
    clear.press("Enter")
    expect(words).to_contain_text("3 guesses in all")
    tally(page).get_by_role("button", name="Really clear").press("Enter")
    expect(words).to_have_text("No guess yet.")
    assert kept(page) == {}
    press(page, "Backspace")
    expect(tally(page).locator("[role=status]")).to_have_text("There is nothing to undo.")


def test_the_bins_are_buttons_for_fingers_and_arrow_keys(browser, stick):
    page, _ = opened(browser, stick, WORKSHOP, f"#show-{SLIDE}", width=360, has_touch=True)
    bins = tally(page).locator(".sij-tally-bin")
    assert bins.count() == 10
    for box in (bins.nth(place).bounding_box() for place in range(10)):
        assert box["width"] >= 44 and box["height"] >= 44
    bins.nth(9).tap()
    bins.first.focus()
    press(page, "ArrowRight", "ArrowRight", "Enter", "End", "Space")
    names = [bins.nth(place).get_attribute("aria-label") for place in (2, 9)]
    assert names == ["2 to 3 mm: 1 guess", "9 or more mm: 2 guesses"]
    assert page.url.endswith(f"#show-{SLIDE}")


# --- paper


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_the_handout_is_one_page_of_either_size(browser, stick):
    page, _ = opened(browser, stick, WORKSHOP)
    page.evaluate("window.print = () => { window.printed = true; }")
    button = page.get_by_role("button", name="Print the handout")
    for size in ("A4", "Letter"):
        button.press("Enter")
        assert pages_in(page.pdf(format=size)) == 1
    button.press("Enter")
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    assert text.strip() == page.locator("#handout-paper").inner_text().strip()
    safety = evidence.safety()
    for flag in safety.red_flags:
        assert flag.text in text and flag.action in text
    for words in (safety.safety_net, safety.not_a_diagnosis, safety.footer):
        assert words in text
    for line in workshop().handout.take_home:
        assert line.says in text
    assert checks.forbidden_problems("handout", text, RULES) == []
    sizes = page.locator("#handout-paper").evaluate(
        "(node) => [...node.querySelectorAll('li, p')].map((one) =>"
        " parseFloat(getComputedStyle(one).fontSize) * 0.75)"
    )
    assert min(sizes) >= 9
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.get_by_role("heading", level=1).is_visible()


def test_the_run_sheet_prints_alone(browser, stick):
    page, _ = opened(browser, stick, WORKSHOP)
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print the run sheet").press("Enter")
    page.emulate_media(media="print")
    assert page.locator("#handout-paper").is_hidden()
    for block in workshop().blocks:
        assert page.get_by_role("heading", name=block.title).is_visible()


# --- for everyone


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("anchor", ["", f"#show-{SLIDE}", "#show-red-flags"])
def test_nothing_for_axe(browser, stick, anchor, scheme):
    page, seen = opened(browser, stick, WORKSHOP, anchor, scheme=scheme)
    for button in page.locator(".sij-tally-show:visible").all():
        button.press("Enter")
    page.evaluate(UNFOLD)
    assert serious(page) == []
    assert (seen.outside, seen.errors) == ([], [])


@pytest.mark.parametrize("width", [320, 360, 768, 1920])
@pytest.mark.parametrize("anchor", ["", f"#show-{SLIDE}", "#show-handout"])
def test_nothing_scrolls_sideways(browser, stick, anchor, width):
    page, _ = opened(browser, stick, WORKSHOP, anchor, width=width)
    for button in page.locator(".sij-tally-show:visible").all():
        button.press("Enter")
    page.evaluate(UNFOLD)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_forced_colours_keep_the_marks(browser, stick):
    page, _ = opened(browser, stick, WORKSHOP, f"#show-{SLIDE}", forced_colors="active")
    press(page, "1")
    tally(page).locator(".sij-tally-show").press("Enter")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for name in (".sij-tally-bar", ".sij-tally-full"):
        fill = tally(page).locator(name).first.evaluate("(node) => getComputedStyle(node).fill")
        assert fill != paper


@pytest.mark.parametrize("name", [MOTION, GLOSSARY, WORKSHOP])
def test_each_page_offers_its_screens(browser, stick, name):
    page, seen = opened(browser, stick, name)
    expect(page.get_by_role("button", name="Present")).to_be_visible()
    press(page, "p")
    assert screen_count(page) >= 2
    assert (seen.outside, seen.errors) == ([], [])
