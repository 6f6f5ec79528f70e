"""Rows and conditions: every number from a claim, prerequisites that make sense, plain errors."""

import copy
import re

import pytest
from ruamel.yaml import YAML

from sij import evidence
from sij.evidence import EvidenceError, assets
from sij.models.plan import conditions, field_specs, rows
from sij.models.plan.conditions import load_conditions
from sij.models.plan.data import read
from sij.models.plan.rows import SCREEN, gates, load_rows, rows_before
from tests.repo import checks

FILES = sorted(assets.path("timeline").glob("*.yaml"))
NO_NUMBERS = ["texts.yaml", "prognosis.yaml", "events.yaml", "fields.yaml", "return_to_run.yaml"]


def fact(claim_id):
    claim = evidence.claim(claim_id)
    numbers = [value.value for value in claim.values if isinstance(value.value, (int, float))]
    return checks.Fact(tuple(numbers), f"{claim.statement} {claim.caution}")


def without_scale(text):
    """Take away the end of the pain scale, which is no finding."""
    assert field_specs()["pain_now"].high == 10
    return text.replace(" of 10", "")


def untraced(text, claims):
    facts = [fact(claim_id) for claim_id in claims]
    return [
        n
        for n in checks.numbers(without_scale(text))
        if not any(checks.agrees(n, one) for one in facts)
    ]


def test_all_sixteen_timeline_claims_are_rows_with_their_days():
    claims = {c.id for c in evidence.claims("treatment") if c.id.startswith("timeline-")}
    assert {row.claim for row in rows().values()} == claims and len(rows()) == len(claims) == 16
    for row in rows().values():
        claim = evidence.claim(row.claim)
        assert row.from_day == claim.value("from_day").value
        assert row.to_day == claim.value("to_day").value
        assert row.strength == claim.strength
        assert set(claim.article) <= set(row.article)
        assert row.start_when in claim.statement and row.stop_when in claim.statement
        assert not re.search(r"Start|Stop or", row.start_when + row.stop_when)
        assert row.studies and row.safety and row.who


@pytest.mark.parametrize("row_id", sorted(rows()))
def test_every_number_of_a_row_traces_to_a_claim_of_its_own(row_id):
    row = rows()[row_id]
    for text in (row.title, row.who, row.never):
        assert untraced(text, row.claims) == [], text
    for line in row.safety:
        assert untraced(line.says, line.claims) == [], line
    for claim_id in row.claims:
        assert evidence.claim(claim_id).verified != "memory"


@pytest.mark.parametrize("name", sorted(conditions()))
def test_every_number_of_a_condition_traces_to_a_claim_of_its_own(name):
    one = conditions()[name]
    named = [ref.partition(":")[0] for ref in one.numbers.values()]
    raw = one.raw_threshold
    named += [raw.partition(":")[0]] if isinstance(raw, str) else []
    assert set(named) <= set(one.claims)
    for verdict in ("unmet", "unknown"):
        said = one.says(verdict)
        assert untraced(said, one.claims) == [] and "{" not in said, said
        assert not re.search(r"\d", without_scale(getattr(one, verdict)))
    assert one.says("met") == ""


def strings(node):
    if isinstance(node, dict):
        node = [x for key, value in node.items() if key not in ("claims", "claim", "id", "numbers",
                "table", "value", "unit", "row") for x in [value]]  # fmt: skip
    if isinstance(node, list):
        return [text for one in node for text in strings(one)]
    return [node] if isinstance(node, str) else []


@pytest.mark.parametrize("name", NO_NUMBERS)
def test_other_sentences_hold_no_number_of_their_own(name):
    for text in strings(read(name)):
        assert not re.search(r"\d", without_scale(text)), text


def test_thresholds_are_the_claims():
    known = {name: one.threshold for name, one in conditions().items()}
    assert known["pain-ceiling"] == 5 and known["pain-walk-run"] == 2
    assert known["three-tests"] == 3 and known["care-six-weeks"] == 6
    assert known["care-six-months"] == pytest.approx(6 * 365.25 / 12 / 7)
    assert known["pain-gait"] == 3 and "3/10" in evidence.claim("timeline-gait").statement


def test_prerequisites_are_acyclic_and_the_screen_comes_first():
    for row in rows().values():
        before = [one.id for one in rows_before(row, rows())]
        assert row.id not in before and len(before) == len(set(before))
        assert (SCREEN in before) == (row.id != SCREEN)
        if row.id != SCREEN:
            assert "screen-clear" in [one.id for one in gates(row.id)]
        if row.running:
            assert "bone-stress" in [one.id for one in gates(row.id)]
    assert {"exercise", "physician", "injection"} <= {
        one.id for one in rows_before(rows()["fusion"], rows())
    }


def changed(row_id, **fields):
    table = copy.deepcopy(read("rows.yaml"))
    next(row for row in table if row["id"] == row_id).update(fields)
    return table


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (changed("exercise", after=["manual-therapy"]), "waits for itself"),
        (changed("exercise", after=["exercise"]), "waits for itself"),
        (changed("exercise", after=["yoga"]), "unknown row 'yoga'"),
        (changed("exercise", after=[]), "does not come after red-flag-screen"),
        (changed("exercise", after=["red-flag-screen", "fusion"]), "waits for itself"),
        (changed("heat-or-cold", after=["red-flag-screen", "exercise"]), "begins before exercise"),
        (changed("exercise", starts=["brave"]), "unknown condition 'brave'"),
        (changed("exercise", claim="timeline-yoga"), "no claim 'timeline-yoga'"),
        (changed("exercise", claim="stay-active", article=["A29"]), "no value 'to_day'"),
        (changed("exercise", article=["A31"]), "leaves out article row A25"),
        (changed("exercise", article=["A25", "A99"]), "no article row 'A99'"),
        (changed("exercise", never="No."), "needs role never"),
        (changed("paracetamol", never=""), "needs role never"),
        (changed("exercise", dose="much"), "not a field"),
        ([*read("rows.yaml"), read("rows.yaml")[0]], "used twice"),
    ],
)
def test_a_faulty_row_gets_one_plain_sentence(table, said):
    with pytest.raises(EvidenceError, match=r"^[^\n]+\.$") as refused:
        load_rows(table)
    assert said in str(refused.value)


def test_a_window_that_ends_before_it_begins_is_refused(monkeypatch):
    row = type(rows()["exercise"])
    monkeypatch.setattr(row, "to_day", property(lambda self: self.from_day - 1))
    with pytest.raises(EvidenceError, match=r"^Row red-flag-screen ends before it begins\.$"):
        load_rows(read("rows.yaml"))


BASE = {"id": "x", "field": "limp", "is": ["no"], "claims": ["stay-active"],
        "unmet": "Not like this.", "unknown": "Nobody knows this."}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"field": "mood"}, "unknown 'mood'"),
        ({"is": ["maybe"]}, "unknown 'maybe'"),
        ({"is": []}, "needs one of"),
        ({"at_most": 3}, "needs one of"),
        ({"is": [], "at_most": 3}, "use is"),
        ({"is": [], "field": "pain_now", "at_most": 4}, "says 4"),
        ({"is": [], "field": "pain_now", "at_most": "stay-active:n"}, "no value 'n'"),
        ({"is": [], "field": "pain_now", "at_most": "timeline-gait:from_day"}, "cannot be read in"),
        ({"claims": ["hearsay"]}, "no claim 'hearsay'"),
        ({"unmet": "short"}, "unmet"),
    ],
)
def test_a_faulty_condition_gets_one_plain_sentence(fields, said):
    with pytest.raises(EvidenceError, match=r"^[^\n]+\.$") as refused:
        load_conditions([{**BASE, **fields}])
    assert said in str(refused.value)


def test_an_unknown_entry_is_neither_met_nor_unmet():
    one = load_conditions([BASE])["x"]
    assert one.verdict({"limp": "unknown"}) == "unknown"
    assert one.verdict({"limp": "yes"}) == "unmet" and one.verdict({"limp": "no"}) == "met"
    ceiling = conditions()["pain-ceiling"]
    assert ceiling.verdict({"pain_now": None}) == "unknown"
    assert ceiling.verdict({"pain_now": 5.0}) == "met"
    assert ceiling.verdict({"pain_now": 5.1}) == "unmet"
    care = conditions()["care-six-weeks"]
    assert care.verdict({"weeks_of_care": 5.9}) == "unmet"
    assert care.verdict({"weeks_of_care": 6.0}) == "met"


def test_a_second_reader_of_yaml_sees_the_same_data():
    for file in FILES:
        assert YAML(typ="safe", pure=True).load(file.read_text("utf-8")) == read(file.name)


def test_every_condition_is_used_and_every_choice_can_be_asked():
    used = {n for row in rows().values() for n in (*row.passes, *row.starts, *row.stops)}
    assert used == set(conditions())
    assert {one.field for one in conditions().values()} - {"screen", "morning_change"} <= set(
        field_specs()
    )
