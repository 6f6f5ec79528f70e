"""The workshop as data: 75 minutes, links that arrive, marks and sentences that are the claims'."""

import copy
import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
import yaml

from sij import evidence
from sij.app import course, pages
from sij.app.links import Place
from sij.evidence import EvidenceError
from sij.evidence.red_flags import URGENCY_ORDER
from sij.learn import predict as screens
from sij.learn import workshop as kit
from sij.learn.questions import misconceptions
from sij.live.predict_island import predict_html, predict_still_html
from sij.models import gait
from tests.repo import checks
from tests.repo.test_forbidden import RULES
from tests.repo.test_notebook_text import fact

ROOT = Path(__file__).resolve().parents[2]
SESSION_MINUTES = 75
RAW_WORKSHOP = yaml.safe_load((ROOT / "assets" / "workshop.yaml").read_text("utf-8"))
RAW_SCREENS = yaml.safe_load((ROOT / "assets" / "predict.yaml").read_text("utf-8"))
SCREENS = screens.screens()
BLOCKS = kit.workshop().blocks


def words_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


@cache
def page(file: str) -> str:
    path = ROOT / "notebooks" / file
    return pages.page(pages.read(path), file, Place("static"), path.parent)


def unsaid(text: str, claim_ids, also=()) -> list[str]:
    """Return the numbers of a text that none of its claims says."""
    facts = [fact(evidence.claim(name), evidence.reference) for name in claim_ids]
    facts.append(checks.Fact(tuple(also)))
    return [n[2] for n in checks.numbers(text) if not any(checks.agrees(n, f) for f in facts)]


# --- the session


def test_the_minutes_add_up_to_exactly_75() -> None:
    assert sum(block.minutes for block in BLOCKS) == SESSION_MINUTES == kit.workshop().minutes
    starts = kit.workshop().starts()
    assert starts[0] == 0
    assert starts[-1] + BLOCKS[-1].minutes == SESSION_MINUTES


def test_a_session_that_does_not_add_up_is_refused() -> None:
    raw = copy.deepcopy(RAW_WORKSHOP)
    raw["blocks"][2]["minutes"] += 1
    with pytest.raises(kit.WorkshopError, match="take 76 minutes and not 75"):
        kit.checked(raw)


def test_the_signs_come_first_and_the_handout_last() -> None:
    assert BLOCKS[0].id == kit.FIRST_BLOCK
    assert BLOCKS[0].show[0].link.endswith("#red-flags")
    assert BLOCKS[-1].show[-1].link == "workshop.ipynb#handout"
    raw = copy.deepcopy(RAW_WORKSHOP)
    raw["blocks"].reverse()
    with pytest.raises(kit.WorkshopError, match="must begin with the block 'signs'"):
        kit.checked(raw)


LINKS = sorted({part.link for block in BLOCKS for part in block.show}
               | {screen.chapter for screen in SCREENS})  # fmt: skip


@pytest.mark.parametrize("link", LINKS)
def test_every_link_leads_somewhere(link) -> None:
    file, _, anchor = link.partition("#")
    assert f'id="{anchor}"' in page(file)


def test_every_link_of_the_sheets_leads_somewhere() -> None:
    """As written into the pages: relative files, anchors, and presenter screens by their id."""
    html = kit.run_sheet().html + kit.handout().html + "".join(
        predict_html(screens.sheet(one)) for one in SCREENS
    )  # fmt: skip
    links = set(re.findall(r'href="((?!http)[^"]+)"', html))
    assert len(links) > 30
    for link in links:
        file, _, anchor = link.partition("#")
        target = page(file or "workshop.ipynb")
        assert not anchor or f'id="{anchor.removeprefix("show-")}"' in target, link


def test_where_to_read_on_are_pages_of_the_course_by_their_titles() -> None:
    titles = {chapter.file: chapter.title for chapter in course.load().open_chapters()}
    for one in kit.workshop().handout.read_on:
        assert titles[one.link] == one.title


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.id)
def test_what_a_leader_says_is_what_its_claims_say(block) -> None:
    said = " ".join([block.aim, *block.say, *(myth.answer for myth in block.myths)])
    assert unsaid(said, block.claims) == []
    for myth in block.myths:
        assert unsaid(myth.answer, myth.claims) == []
        assert myth.id in misconceptions()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda block: block["myths"][0].update(id="no-such-idea"), "not in misconceptions"),
        (lambda block: block["myths"][0].update(claims=["load-shock-absorber"]), "to its claims"),
        (lambda block: block.update(predict=["nothing"]), "no predict screen 'nothing'"),
        (lambda block: block.update(minutes=0), "greater than or equal"),
        (lambda block: block["show"][0].update(link="https://example.org"), "match pattern"),
        (lambda block: block["claims"].append("motion-table-smidt-outliers"), "memory only"),
    ],
)
def test_a_block_that_is_not_as_it_must_be_is_refused(change, says) -> None:
    raw = copy.deepcopy(RAW_WORKSHOP)
    change(raw["blocks"][1])
    with pytest.raises((kit.WorkshopError, screens.PredictError, EvidenceError), match=says):
        kit.checked(raw)


def test_the_run_sheet_says_everything() -> None:
    words = words_of(kit.run_sheet().html)
    for block in BLOCKS:
        for text in (block.title, block.aim, *block.say, *(m.answer for m in block.myths)):
            assert text in words
        for one in (*block.wrong, *kit.workshop().trouble):
            assert one.when in words and one.do in words
    assert f"{SESSION_MINUTES} in all" in words


def test_every_screen_has_its_place_in_the_session() -> None:
    used = [name for block in BLOCKS for name in block.predict]
    assert sorted(used) == sorted(one.id for one in SCREENS)
    assert len(used) >= 6


def test_the_page_names_all_its_claims() -> None:
    tagged = pages.body(pages.read(ROOT / "notebooks" / "workshop.ipynb")).claim_ids
    assert set(kit.claims_used()) <= set(tagged)


# --- the handout


def test_the_handout_holds_all_signs_the_net_and_five_lines() -> None:
    words = words_of(kit.handout().html)
    safety = evidence.safety()
    places = [kit.handout().html.index(f'"sij-paper-word">{word}<') for word in URGENCY_ORDER]
    assert places == sorted(places)
    for flag in safety.red_flags:
        assert flag.text in words and flag.action in words
    for text in (safety.safety_net, safety.not_a_diagnosis, safety.footer):
        assert text in words
    lines = kit.workshop().handout.take_home
    assert len(lines) == 5
    for line in lines:
        assert line.says in words
        assert unsaid(line.says, line.claims) == []
    assert words.count("evidence") + words.count("expert opinion") >= 5


@pytest.mark.parametrize("block", [kit.run_sheet, kit.handout])
def test_no_sheet_says_what_is_forbidden(block) -> None:
    assert checks.forbidden_problems("sheet", block().html, RULES) == []


# --- the predict screens


MARKS = [(one, mark) for one in SCREENS for mark in one.marks]
CI = re.compile(r"(?:95% CI|range) (-?[\d.]+)(?:-| to )(-?[\d.]+)")


def by_hand(mark: screens.Mark):
    """Return where a mark must lie, worked out apart from the code: point, low, high."""
    if mark.model:
        own, quick = (gait.step(10 / 3.6, 165, rate_ratio=ratio) for ratio in (1, 1.1))
        name = {"peaks-per-kilometre": "peaks_per_km_bw", "peak-per-step": "peak_force_bw"}
        field = name[mark.model]
        return (100 * float(getattr(quick, field)) / float(getattr(own, field)), None, None)
    values = {value.name: value for value in evidence.claim(mark.claim).values}
    if mark.low:
        ends = [values[name] for name in (mark.low, mark.high)]
        return (None, *(v.value * (100 if v.unit == "proportion" else 1) for v in ends))
    value = values[mark.value]
    ends = [None, None]
    if mark.interval:
        ends = [float(text) for text in CI.search(value.spread).groups()]
    numbers = [value.value, *ends]
    if mark.over:
        return tuple(n and 100 * n / values[mark.over].value for n in numbers)
    if mark.before:
        start = evidence.claim("lr-composite-saueressig").number("pretest")
        return tuple(n and 100 * start * n / (1 - start + start * n) for n in numbers)
    return tuple(n if n is None else n * (100 if value.unit == "proportion" else 1)
                 for n in numbers)  # fmt: skip


@pytest.mark.parametrize(("one", "mark"), MARKS, ids=lambda x: getattr(x, "id", "mark"))
def test_every_mark_equals_its_claim(one, mark) -> None:
    (drawn,) = [m for m in screens.sheet(one)["marks"] if m["label"] == mark.label]
    for said, wanted in zip([drawn[k] for k in ("point", "low", "high")], by_hand(mark),
                            strict=True):  # fmt: skip
        assert said == (None if wanted is None else pytest.approx(wanted, abs=1e-3))


def test_the_published_share_after_a_positive_result_is_met() -> None:
    claim = evidence.claim("lr-composite-saueressig")
    ours = screens.after_positive(100 * claim.number("pretest"), claim.number("lr_positive"))
    assert ours == pytest.approx(100 * claim.number("posttest_positive"), abs=0.5)


@pytest.mark.parametrize("one", SCREENS, ids=lambda one: one.id)
def test_what_a_screen_says_is_what_its_claims_and_marks_say(one) -> None:
    marks = [n for mark in screens.sheet(one)["marks"]
             for n in (mark["point"], mark["low"], mark["high"]) if n is not None]  # fmt: skip
    out_of = [100.0]  # what a share or a score is counted out of
    labels = " ".join(mark.label for mark in one.marks)
    given = [10.0] if one.id == "per-kilometre" else []
    text = f"{one.question} {one.says} {labels}"
    assert unsaid(text, screens.claims_of(one), [*marks, *out_of, *given]) == []
    assert checks.forbidden_problems(one.id, text, RULES) == []


def test_what_is_borrowed_from_low_back_pain_says_so() -> None:
    for one in SCREENS:
        borrowed = any(name.startswith("course-") for name in screens.claims_of(one))
        assert bool(one.borrowed) == borrowed
        if borrowed:
            assert one.borrowed.startswith("Low back pain")


def test_where_studies_disagree_several_marks_stand_there() -> None:
    count = {one.id: len(one.marks) for one in SCREENS}
    assert min(count["slide"], count["positive"], count["source"]) >= 4


@pytest.mark.parametrize("one", SCREENS, ids=lambda one: one.id)
@pytest.mark.parametrize("still", [predict_html, predict_still_html])
def test_without_a_script_question_and_sources_stand_there_folded(one, still) -> None:
    html = still(screens.sheet(one)).split("<script")[0]
    before, after = html.split("<details", 1)
    assert one.question in words_of(before)
    for mark in screens.sheet(one)["marks"]:
        assert mark["words"] in words_of(after) and mark["sources"] in after
        assert mark["words"] not in before


def test_bins_cover_the_scale_and_fit_ten_keys() -> None:
    for one in SCREENS:
        edges = one.scale.edges()
        assert (edges[0], edges[-1]) == (one.scale.low, one.scale.high)
        assert len(screens.sheet(one)["bins"]) == one.scale.bins <= screens.MOST_BINS


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda one: one["marks"][0].update(value="nothing"), "has no value 'nothing'"),
        (lambda one: one["marks"][0].update(claim="no-claim"), "no claim 'no-claim'"),
        (lambda one: one["marks"][0].update(interval=True), "gives no interval"),
        (lambda one: one["marks"][0].update(model="peak-per-step"), "needs a claim"),
        (lambda one: one["marks"][0].update(source="chou2004"), "no source of its claim"),
        (lambda one: one["scale"].update(high=0.5), "off the scale"),
        (lambda one: one["scale"].update(high=-1), "must lie above"),
        (lambda one: one["scale"].update(bins=11), "less than or equal"),
        (lambda one: one.update(chapter="index"), "match pattern"),
        (
            lambda one: one["marks"].append(
                {"label": "from memory", "kind": "living", "claim": "motion-table-smidt-outliers",
                 "value": "straddle_rotation"}
            ),
            "memory only",
        ),
    ],
)  # fmt: skip
def test_a_screen_that_is_not_as_it_must_be_is_refused(change, says) -> None:
    raw = copy.deepcopy(RAW_SCREENS[:1])
    change(raw[0])
    with pytest.raises((screens.PredictError, EvidenceError), match=says):
        screens.checked(raw)


def test_an_unknown_model_or_screen_and_a_twin_are_refused() -> None:
    mark = screens.Mark(label="a model", kind="model", model="guess")
    with pytest.raises(screens.PredictError, match="no model 'guess'"):
        screens.spot(mark)
    with pytest.raises(screens.PredictError, match="no predict screen 'x'"):
        screens.predict("x")
    with pytest.raises(screens.PredictError, match="stands there twice"):
        screens.checked([*RAW_SCREENS[:1], *RAW_SCREENS[:1]])
