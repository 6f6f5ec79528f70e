"""A case is a total, deterministic machine; every way through it ends, and none is forgotten."""

import random
from functools import cache

import pytest

from sij import evidence
from sij.evidence.red_flags import URGENCY_ORDER
from sij.learn.cases import (
    PERCENTS,
    CaseError,
    brier,
    case,
    cases,
    choose,
    debrief,
    moves,
    outcome,
    replay,
    sheet,
    start,
    verdict,
)
from sij.learn.cases.judging import WORST_FIRST, worst
from sij.learn.cases.paths import decision_class, mattering, ways
from sij.learn.cases.records import Option
from sij.learn.cases.tables import PRETEST, VIEWS, raised, tables, told
from sij.models import reasoning
from sij.models.reasoning.ratios import joint_band

LONGEST = 400


@pytest.fixture(params=list(cases().values()), ids=list(cases()))
def one(request):
    return request.param


def walk(one, source):
    """Return a random way to the end, as moves."""
    state, made = start(one), []
    while state.step != "debrief":
        can = moves(state)
        forward = [m for m in can if m.startswith(("go:", "plan:")) and m != "go:history"]
        forth = bool(forward) and source.random() < 0.3
        made.append(source.choice(forward if forth else can))
        state = choose(state, made[-1])
        assert len(made) < LONGEST
    return made


@cache
def random_ways(one, count=80):
    source = random.Random(8)
    return [walk(one, source) for _ in range(count)]


@cache
def all_ways(one):
    return list(ways(one))


def test_every_state_on_the_way_has_a_move_that_leads_on(one):
    for made in random_ways(one):
        state = start(one)
        for move in made:
            assert moves(state)
            state = choose(state, move)
        assert state.step == "debrief" and moves(state) == ()


def test_any_text_is_a_move_and_those_not_offered_change_nothing(one):
    source = random.Random(3)
    everything = [
        *(f"ask:{name}" for name in one.items),
        *(f"say:{s.id}={p}" for s in one.statements for p in (-5, 3, 50, 100, 105)),
        *(f"plan:{o.id}" for v in one.visits for o in v.options),
        *(f"go:{w}" for w in ("history", "examination", "judgement", "plan", "next", "debrief")),
        *("", "ask", "ask:", "plan:none", "say:joint", "go", "go:go", "ask:x=y"),
    ]
    for _ in range(30):
        state = start(one)
        for move in source.choices(everything, k=80):
            before, can = state, moves(state)
            state = choose(state, move)
            assert (state is before) == (move not in can)
            assert state.minutes_used <= state.at.minutes


def test_the_same_moves_lead_to_the_same_place(one):
    for made in random_ways(one, 20):
        assert replay(one, made) == replay(one, made)
        assert debrief(replay(one, made)) == debrief(replay(one, [*made, "go:history", "?"]))


def test_all_ways_are_walked_and_every_branch_is_reached(one):
    found = all_ways(one)
    assert all(state.step == "debrief" for state in found)
    plans = {plan for state in found for plan in state.plans}
    visits = {visit for visit, _, _ in plans}
    assert visits == {visit.id for visit in one.visits}
    for visit in one.visits:
        for option in visit.options:
            reached = {o for v, p, o in plans if (v, p) == (visit.id, option.id)}
            assert reached == {branch.go for branch in option.then}, option.id


def test_every_end_has_the_safety_text(one):
    shown = sheet(one)
    assert shown["safetyNet"] == evidence.safety().safety_net
    assert shown["notADiagnosis"] == evidence.safety().not_a_diagnosis
    assert shown["footer"] == evidence.safety().footer
    assert all(outcome(state).next is None for state in all_ways(one))


def ending(state):
    """Return how a way ends, without what steers nothing."""
    found = debrief(state)
    return [
        (v["visit"], v["verdict"], v["plan"], v["outcome"], bool(v["notAsked"]),
         tuple((s["sign"], s["uncovered"], s["acted"]) for s in v["signs"]))
        for v in found["visits"]
    ]  # fmt: skip


def steered(state):
    """Return the classes of questions and the plans of a way, visit by visit."""
    made, asked = [], ()
    for visit, plan, _ in state.plans:
        own = {item.id for item in one_visit(state, visit).items}
        asked = (*asked, *(name for name in state.asked if name in own))
        made.append((decision_class(state.case, asked), plan))
    return tuple(made)


def one_visit(state, visit):
    return state.case.visit(visit)


def test_random_ways_end_like_the_way_walked_for_their_class(one):
    walked = {steered(state): ending(state) for state in all_ways(one)}
    for made in random_ways(one):
        state = replay(one, made)
        assert ending(state) == walked[steered(state)]


def test_running_on_or_sending_nobody_is_never_right_and_misses_a_sign(one):
    for visit in one.visits:
        for option in visit.options:
            word = verdict(visit, option, one.items)
            if option.running == "run-on" or option.urgency is None:
                assert word == ("poor" if visit.needs == "Routine" else "missed")
            if word == "caught":
                order = URGENCY_ORDER.index
                assert order(option.urgency) <= order(visit.needs) and option.running == "stop"


def test_signs_are_those_of_the_reasoning_model(one):
    source, names = random.Random(5), list(one.items)
    for _ in range(250):
        asked = source.sample(names, source.randint(0, len(names)))
        found = {sign.id for sign in tables(one).signs if sign.uncovered(asked)}
        assert found == set(raised(told(one, asked)))


def test_the_band_is_the_reasoning_model_s(one):
    source, names, seen = random.Random(6), list(one.items), 0
    for _ in range(250):
        asked = source.sample(names, source.randint(0, min(8, len(names))))
        findings = told(one, asked)
        if raised(findings):
            continue
        band = tables(one).bands[tables(one).band(asked)]
        assert band == {view: joint_band(findings, view, PRETEST) for view in VIEWS}
        seen += 1
    assert seen > 10


def test_no_number_stands_beside_an_uncovered_sign(one):
    for made in random_ways(one):
        for visit in debrief(replay(one, made))["visits"]:
            if any(sign["uncovered"] for sign in visit["signs"]):
                assert visit["band"] is None


def test_the_items_that_matter_are_few_enough_to_walk_them_all(one):
    for visit in one.visits:
        assert 2 ** len(mattering(one, visit)) <= 4096


PLANS = [
    ("Emergency", "Emergency", "stop", "caught"),
    ("Emergency", "Urgent", "stop", "late"),
    ("Urgent", "Emergency", "stop", "caught"),
    ("Urgent", "Soon", "stop", "late"),
    ("Urgent", "Routine", "stop", "late"),
    ("Urgent", "Routine", "adjust", "missed"),
    ("Soon", "Soon", "stop", "caught"),
    ("Soon", "Routine", "run-on", "missed"),
    ("Soon", None, "stop", "missed"),
    ("Routine", "Routine", "adjust", "sound"),
    ("Routine", "Soon", "stop", "sound"),
    ("Routine", "Urgent", "stop", "cautious"),
    ("Routine", "Routine", "run-on", "poor"),
    ("Routine", None, "adjust", "poor"),
]


@pytest.mark.parametrize(("needs", "urgency", "running", "word"), PLANS)
def test_what_a_plan_is_called(needs, urgency, running, word):
    visit = case("heavier-weeks").visits[0].model_copy(update={"needs": needs})
    then = [{"go": "seen"}]
    option = Option(id="o", words="Twelve letters", urgency=urgency, running=running, then=then)
    assert verdict(visit, option, ()) == word


# --- by hand -----------------------------------------------------------------------------------


CAUGHT = [
    *("ask:jump", "ask:landing", "go:examination", "ask:walk", "go:judgement"),
    *("say:joint=25", "say:bone=60", "say:wait=90", "go:plan", "plan:send", "go:next"),
]


def test_a_caught_case_by_hand():
    found = debrief(replay(case("heavier-weeks"), CAUGHT))
    (visit,) = found["visits"]
    assert (found["verdict"], visit["minutes"], visit["outcome"]) == ("caught", 4, "seen")
    assert [s["sign"] for s in visit["signs"] if s["uncovered"]] == ["bone-stress"]
    assert [e["brier"] for e in visit["estimates"]] == pytest.approx([0.0625, 0.16, 0.01])
    assert found["score"] == pytest.approx((0.0625 + 0.16 + 0.01) / 3)


def test_a_missed_case_by_hand():
    made = [m.replace("plan:send", "plan:exercises") for m in CAUGHT]
    found = debrief(replay(case("heavier-weeks"), made))
    assert found["verdict"] == "missed"
    assert found["visits"][0]["outcome"] == "raced-knowing"
    unasked = [m for m in made if not m.startswith("ask:")]
    assert debrief(replay(case("heavier-weeks"), unasked))["visits"][0]["outcome"] == "raced"


def test_a_clean_start_turns_bad_and_needs_a_second_decision():
    asked = [f"ask:{name}" for name in ("nerves", "legs", "ill", "bone")]
    said = [f"say:{name}=50" for name in ("joint", "disc", "wait")]
    first = [*asked, "go:examination", "go:judgement", *said, "go:plan", "plan:net", "go:next"]
    state = replay(case("moving-house"), first)
    assert (state.visit, state.step) == ("call", "history")
    assert state.minutes_used == 0
    for plan, word in [("now", "caught"), ("tomorrow", "late"), ("weekend", "missed")]:
        end = debrief(replay(case("moving-house"), [*first, "go:plan", f"plan:{plan}", "go:next"]))
        assert [v["verdict"] for v in end["visits"]] == ["sound", word]
        assert end["verdict"] == word


def test_reassuring_without_having_asked_is_luck():
    first = ["go:examination", "go:judgement", "go:plan"]
    said = [f"say:{name}=50" for name in ("joint", "disc", "wait")]
    made = [*first[:2], *said, "go:plan", "plan:net", "go:next", "go:plan", "plan:now", "go:next"]
    found = debrief(replay(case("moving-house"), made))
    assert found["visits"][0]["verdict"] == "lucky"
    assert found["visits"][0]["notAsked"] == ["nerves", "legs", "ill", "bone"]


def test_there_is_no_debrief_before_the_end():
    with pytest.raises(CaseError, match="end"):
        debrief(start(case("heavier-weeks")))


def test_the_score_is_proper():
    for truth in (0.05, 0.3, 0.8):
        paid = {p: truth * brier(p, True) + (1 - truth) * brier(p, False) for p in PERCENTS}
        assert min(paid, key=paid.get) == pytest.approx(100 * truth)


def test_the_worst_plan_names_the_case():
    assert worst(["sound", "missed", "caught"]) == "missed"
    assert worst(["sound", "caught"]) == "caught"
    assert set(WORST_FIRST) == set(sheet(case("heavier-weeks"))["words"]["verdicts"])


def test_an_unknown_case_is_named():
    with pytest.raises(CaseError, match="moving-house"):
        case("no-such-case")


def test_findings_are_the_reasoning_model_s(one):
    for item in one.items.values():
        assert set(item.findings) <= set(reasoning.catalogue())
