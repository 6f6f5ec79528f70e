"""Warning signs: each item alone raises its rule, nothing takes one away, none is too slow."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sij import evidence
from sij.evidence.red_flags import URGENCY_ORDER, claim_urgency
from sij.models.reasoning import Findings, catalogue, flag_rules, flags, screen, screening_groups
from sij.models.reasoning.rules import AtLeast, Is, Past, because, holds, parse
from tests.models.test_reasoning_doors import some_findings

YES = {
    "Emergency": """saddle-feeling bladder-urge bladder-retention bowel sexual-function both-legs
        cold-foot tearing-pain chest-pain major-accident""",
    "Urgent": """leg-weakness foot-drop toe-rise=weak leg-numbness=spreading fever=now fever=past
        fever=masked chills malaise recent-infection immune-state=diabetes immune-state=weakened
        injecting recent-procedure cancer-history weight-loss lump night-pain leg-swelling bruise
        pop weak-bones mechanism=fall medicines=cortisone medicines=immune weight-bearing=painful
        weight-bearing=unable limp groin-pain-running zone-groin=left zone-groin=right
        zone-groin=both worse-impact hop-pain load-spike past-stress-fracture low-energy
        menstrual-change""",
    "Soon": """calf-pain-at-intensity lower-abdominal-pain appetite-loss uveitis psoriasis
        bowel-inflammation family-history blood-tests=hla-b27 blood-tests=inflammation
        morning-stiffness late-night-waking pregnancy=pregnant pregnancy=after-birth course=worse
        tried-effect=worse slight-movement""",
    "Routine": "cycle-link not-better-with-care recurrence",
}
ITEMS = [(item, urgency) for urgency, items in YES.items() for item in items.split()]


def entry(item):
    name, _, option = item.partition("=")
    return name, option or "yes"


@pytest.mark.parametrize(("item", "urgency"), ITEMS)
def test_every_item_alone_raises_its_rule_with_its_urgency(item, urgency):
    name, answer = entry(item)
    seen = screen(Findings({name: answer}))
    assert seen.raised and seen.urgency == urgency
    assert all(flag.because == (name,) for flag in seen.flags)
    assert seen.safety_net == evidence.safety().safety_net


@given(item=st.sampled_from(ITEMS), others=some_findings())
def test_every_item_raises_its_rule_among_any_others(item, others):
    name, answer = entry(item[0])
    alone = screen(Findings({name: answer}))
    seen = screen(others.known(name, answer))
    assert {flag.id for flag in alone.flags} <= {flag.id for flag in seen.flags}
    assert URGENCY_ORDER.index(seen.urgency) <= URGENCY_ORDER.index(item[1])
    order = [URGENCY_ORDER.index(flag.urgency) for flag in seen.flags]
    assert order == sorted(order)


def leaves(rule):
    return [x for p in rule.parts for x in leaves(p)] if isinstance(rule, AtLeast) else [rule]


def test_the_items_above_are_all_that_can_raise_a_rule_alone():
    listed = {entry(item) for item, _ in ITEMS}
    for rule in flag_rules():
        for leaf in leaves(rule.when):
            if isinstance(leaf, Past):
                continue
            for option in leaf.options:
                alone = screen(Findings({leaf.finding_id: option})).raised
                assert alone == ((leaf.finding_id, option) in listed), (leaf, option)


@given(findings=some_findings(), name=st.sampled_from(sorted(catalogue())))
@settings(max_examples=60)
def test_less_known_never_adds_a_flag(findings, name):
    fewer = {flag.id for flag in screen(findings.without(name)).flags}
    assert fewer <= {flag.id for flag in screen(findings).flags}


def test_nothing_entered_raises_nothing_and_still_has_the_safety_net():
    seen = screen(Findings())
    assert not seen.raised and seen.urgency is None and seen.safety_net


@pytest.mark.parametrize("rule", flag_rules(), ids=lambda rule: rule.id)
def test_no_rule_is_slower_than_its_claims(rule):
    for claim_id in rule.claims:
        assert evidence.claim(claim_id).verified != "memory"
        label = claim_urgency(claim_id)
        if label:
            word = evidence.safety().urgency_of_label[label]
            assert URGENCY_ORDER.index(rule.urgency) <= URGENCY_ORDER.index(word)
    assert rule.basis == (", ".join(rule.claims) or "expert opinion")
    assert rule.action.endswith(".") and rule.group in screening_groups()


def test_every_screening_group_has_a_rule_and_every_label_of_the_safety_page_a_flag():
    assert {rule.group for rule in flag_rules()} == set(screening_groups())
    used = {claim_id for rule in flag_rules() for claim_id in rule.claims}
    for flag in evidence.safety().red_flags:
        assert used & set(flag.claims), flag.id


def test_a_slow_rule_is_refused():
    row = {"id": "x", "group": "infection", "urgency": "Soon", "title": "t", "when": "chills",
           "claims": ["flag-infection"], "action": "a."}  # fmt: skip
    with pytest.raises(evidence.EvidenceError, match="slower"):
        flags._rule(row)


def test_inflammatory_features_count_together():
    young = {"age-at-onset": 30, "duration": 14}
    assert not screen(Findings(young)).raised
    assert not screen(Findings({"better-with-exercise": "yes"})).raised
    seen = screen(Findings({**young, "better-with-exercise": "yes"}))
    assert seen.urgency == "Soon"
    assert set(seen.flags[0].because) == {"age-at-onset", "duration", "better-with-exercise"}
    assert not screen(Findings({"duration": 13, "age-at-onset": 30, "nsaid-relief": "yes"})).raised
    assert screen(Findings({"nsaid-relief": "yes", "sides": "switching"})).urgency == "Soon"


def test_thresholds_lie_outside_the_flag():
    assert not screen(Findings({"age": 70})).raised and screen(Findings({"age": 71})).raised
    assert not screen(Findings({"weeks-since-birth": 52})).raised
    assert screen(Findings({"weeks-since-birth": 0})).urgency == "Soon"


@pytest.mark.parametrize(
    ("raw", "claims"),
    [
        (3, ()), ({"not": "limp"}, ()), ({"at_least": 3, "of": ["limp"]}, ()), ({"any": []}, ()),
        ("fever=hot", ()), ("fever", ()), ("limpp", ()),
        ({"over": ["age", 71]}, ("flag-fracture",)),
        ({"over": ["age", "axspa-referral:duration_ove"]}, ()),
        ({"over": ["weekly-distance", "axspa-referral:duration_over"]}, ()),
    ],
)  # fmt: skip
def test_a_faulty_rule_is_refused(raw, claims):
    with pytest.raises(ValueError, match=r"\."):
        parse(raw, claims)


def test_because_names_what_was_entered():
    rule = parse({"any": ["limp", {"all": ["chills", "malaise"]}]}, ())
    assert because(rule, Findings({"chills": "yes"})) == ()
    assert because(rule, Findings({"chills": "yes", "malaise": "yes"})) == ("chills", "malaise")
    assert holds(Is("limp", ("no",)), Findings({"limp": "no"}))


def test_a_threshold_is_read_in_the_unit_of_its_finding():
    rule = parse({"over": ["duration", "axspa-referral:duration_over"]}, ())
    assert rule == Past("duration", pytest.approx(3 * 365.25 / 12 / 7), over=True)
