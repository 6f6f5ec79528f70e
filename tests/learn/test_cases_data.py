"""Every case: whole, sourced, with a safe end, and in words that the course may say."""

import json
import re
from html import unescape

import pytest
import yaml

from sij import evidence
from sij.evidence import assets
from sij.learn.cases import Case, CaseError, cases, claims_of, faults, load, sheet
from sij.learn.cases.paths import endings
from sij.learn.cases.tables import VIEWS
from sij.learn.cases.worth import words
from sij.live.case_island import case_html, case_still_html
from tests.repo import checks
from tests.repo.test_forbidden import RULES
from tests.repo.test_notebook_text import fact

FILES = sorted(assets.path("cases").glob("[0-9]*.yaml"))
NO_END = re.compile(
    r"\b(?:weeks?|months?) later\b|cleared|\bfit to run\b|\b(?:back|ran) (?:to|in) training\b", re.I
)


@pytest.fixture(params=list(cases().values()), ids=list(cases()))
def case(request):
    return request.param


def sourced(case):
    """Yield what states medicine, with the claims that it rests on."""
    yield "came_out", case.came_out.text, case.came_out.claims
    for k, one in enumerate(case.lessons):
        yield f"lesson {k + 1}", one.text, one.claims
    for one in case.expert:
        yield f"why of {one.visit}", one.why, one.claims
    for item in case.items.values():
        yield f"worth of {item.id}", item.worth, item.claims


def test_the_file_bears_its_case_s_name():
    assert [re.sub(r"^\d+-", "", file.stem) for file in FILES] == list(cases())


def test_a_case_is_whole(case):
    assert list(faults(case)) == []


def test_every_number_is_a_claim_s(case):
    for where, text, ids in sourced(case):
        facts = [fact(evidence.claim(name), evidence.reference) for name in ids]
        for number in checks.numbers(text):
            assert any(checks.agrees(number, one) for one in facts), f"{where}: {number[2]}"


def test_what_happened_promises_nothing(case):
    for visit in case.visits:
        for one in visit.outcomes:
            assert not re.search(r"\d", one.text), f"{one.id} holds a number"
            assert not NO_END.search(one.text), f"{one.id} promises a course"


def test_a_case_has_a_wrong_way_that_tempts_and_a_right_one(case):
    found = {one["verdict"] for one in endings(case)}
    assert found & {"caught", "sound"} and found & {"missed", "poor"}


def test_every_claim_can_be_shown(case):
    shown = sheet(case)
    used = set(claims_of(case)) | {c for one in shown["signs"] for c in one["claims"]}
    assert used <= set(shown["claims"])
    assert all("<cite>" in text for text in shown["claims"].values())


def test_a_sheet_is_plain_and_small(case):
    text = json.dumps(sheet(case))
    assert json.loads(text) == sheet(case)
    assert len(text) < 60_000


def test_a_plan_tells_how_fast_in_the_words_of_the_safety_page(case):
    shown = sheet(case)
    for visit in shown["visits"]:
        for option in visit["options"]:
            assert option["urgency"] in (None, *shown["meaning"])
            assert option["running"] in shown["words"]["running"]


def test_the_plans_stand_with_the_fastest_first(case):
    order = [*sheet(case)["meaning"], None]
    for visit in sheet(case)["visits"]:
        places = [order.index(option["urgency"]) for option in visit["options"]]
        assert places == sorted(places)


def test_the_still_edition_holds_all_that_is_asked_and_the_safety_net(case):
    for html in (case_html(sheet(case)), case_still_html(sheet(case))):
        text = unescape(re.sub(r"<script.*?</script>", "", html, flags=re.S))
        for item in sheet(case)["items"].values():
            assert item["ask"] in text and item["says"] in text
        assert evidence.safety().safety_net in text
        assert checks.forbidden_problems(case.id, re.sub(r"<[^>]+>", " ", text), RULES) == []


def test_the_shared_words_name_every_verdict_view_and_step():
    assert set(words()["verdicts"]) == {
        *("missed", "late", "poor", "lucky", "cautious", "caught", "sound")
    }
    assert set(words()["debrief"]["views"]) == set(VIEWS)
    assert set(words()["steps"]) == set(words()["lead"])
    assert {"yes", "no", "unsettled"} <= set(words()["debrief"])


def changed(path, tmp_path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) >= 1, old
    file = tmp_path / path.name
    file.write_text(text.replace(old, new, 1), "utf-8")
    return file


MISTAKES = [
    (0, "load-spike: yes", "load-spikes: yes", "no finding 'load-spikes'"),
    (0, "quality: [dull, achy]", "quality: [dull, odd]", "'odd'"),
    (0, "needs: Urgent", "needs: Soon", "it needs Soon, but its answers raise Urgent"),
    (0, "then: seen", "then: unseen", "outcome"),
    (0, "[flag-sacral-bsi, sacral-stress-fracture]", "[no-such-claim]", "no-such-claim"),
    (0, "plan: send", "plan: exercises", "ends as missed"),
    (0, "asks: [where, jump,", "asks: [where, jumps,", "asks jumps"),
    (0, "joint: 25, bone: 60", "joint: 25", "a percentage for each statement"),
    (0, "joint: 25", "joint: 27", "multiple of 5"),
    (0, "- id: night\n", "- id: hop\n", "two items are called hop"),
    (0, "  minutes: 20", "  minutes: 12", "takes 14 of 12 minutes"),
    (1, "must_ask: [nerves, legs, ill, bone]", "must_ask: [nerves, legs, ill]", "bone-stress"),
    (1, "must_ask: [nerves, legs, ill, bone]", "must_ask: []", "must be asked"),
    (1, "morning-stiffness: no", "morning-stiffness: yes", "but its answers raise Soon"),
    (1, "  minutes: 20", "  minutes: 60", "all items fit"),
    (1, "    next: call\n", "    next: calls\n", "no later visit"),
    (1, "    worth: It changed", "    cost: It changed", "cost"),
    (1, "    - {go: told}\n", "    - {asked: [began], go: told}\n", "needs nothing asked"),
    (1, "plan: now", "plan: tomorrow", "ends as late"),
    (1, "- visit: call\n  asks: [both", "- visit: sunday\n  asks: [both", "where call follows"),
    (0, "urgency: Soon\n    running: stop", "urgency: Soon\n    running: run-on", "no run goes on"),
    (1, "title: The washing", "subtitle: The washing", "title"),
]


@pytest.mark.parametrize(("k", "old", "new", "says"), MISTAKES, ids=[m[3] for m in MISTAKES])
def test_a_mistake_is_named_in_one_sentence(tmp_path, k, old, new, says):
    file = changed(FILES[k], tmp_path, old, new)
    with pytest.raises(CaseError) as caught:
        load(file)
    assert says in str(caught.value)
    assert str(caught.value).startswith(f"In {FILES[k].name}: ")


def test_a_sign_is_never_taken_back():
    raw = yaml.safe_load(FILES[1].read_text("utf-8"))
    raw["visits"][0]["history"][4]["findings"] = {"saddle-feeling": "yes"}
    raw["visits"][1]["history"][2]["findings"] = {"saddle-feeling": "no"}
    found = list(faults(Case.model_validate(raw)))
    assert any("item saddle takes the sign of bending back" in one for one in found)
