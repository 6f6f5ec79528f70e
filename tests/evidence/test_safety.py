from pathlib import Path
from typing import Any

import pytest
import yaml

from sij import evidence
from sij.evidence import red_flags
from sij.evidence.errors import EvidenceError


def raw() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(evidence.assets.path("safety.yaml").read_text("utf-8"))
    return loaded


def load(folder: Path, content: dict[str, Any]) -> evidence.Safety:
    file = folder / "safety.yaml"
    file.write_text(yaml.safe_dump(content))
    return red_flags.load_safety(file)


def test_the_most_urgent_comes_first():
    ranks = [red_flags.URGENCY_ORDER.index(flag.urgency) for flag in evidence.safety().red_flags]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("flag", "urgency"),
    [
        ("saddle-numbness", "Emergency"),
        ("bladder", "Emergency"),
        ("bowel", "Emergency"),
        ("both-legs", "Emergency"),
        ("sexual-function", "Emergency"),
        ("cold-or-pale-foot", "Emergency"),
        ("fever", "Urgent"),
        ("fracture", "Urgent"),
        ("cannot-bear-weight", "Urgent"),
        ("femoral-neck-stress", "Urgent"),
        ("bone-stress", "Urgent"),
        ("weakness", "Urgent"),
        ("cancer", "Urgent"),
        ("inflammatory", "Soon"),
        ("steadily-worse", "Soon"),
        ("not-better", "Routine"),
    ],
)
def test_each_sign_has_its_urgency(flag: str, urgency: str):
    found = {one.id: one for one in evidence.safety().red_flags}
    assert found[flag].urgency == urgency
    assert found[flag].action.endswith(".")


def test_no_flag_is_slower_than_its_claims():
    safety = evidence.safety()
    for flag in safety.red_flags:
        for claim in flag.claims:
            label = red_flags.claim_urgency(claim)
            if label:
                needed = red_flags.URGENCY_ORDER.index(safety.urgency_of_label[label])
                assert red_flags.URGENCY_ORDER.index(flag.urgency) <= needed, (flag.id, claim)


def test_every_urgency_label_of_a_claim_has_one_of_the_four_words():
    labels = {red_flags.claim_urgency(claim.id) for claim in evidence.claims()} - {None}
    assert labels == set(evidence.safety().urgency_of_label)


def test_every_claim_with_an_urgency_has_a_flag():
    labelled = {one.id for one in evidence.claims() if red_flags.claim_urgency(one.id)}
    used = {claim for flag in evidence.safety().red_flags for claim in flag.claims}
    assert labelled <= used


def test_bone_stress_stops_running():
    found = {one.id: one for one in evidence.safety().red_flags}
    assert "avoid putting weight" in found["femoral-neck-stress"].action
    assert "Stop all impact" in found["bone-stress"].action


def test_the_texts_of_every_page_are_there():
    safety = evidence.safety()
    assert all(word in safety.safety_net for word in red_flags.URGENCY_ORDER)
    assert "does not diagnose" in safety.not_a_diagnosis
    assert "sports medicine physician" in safety.footer


def test_a_slower_flag_is_refused(tmp_path: Path):
    content = raw()
    content["red_flags"][0]["urgency"] = "Soon"
    with pytest.raises(EvidenceError, match=r"safety\.yaml, saddle-numbness: Soon is slower than"):
        load(tmp_path, content)


def test_an_unknown_urgency_word_is_refused(tmp_path: Path):
    content = raw()
    content["red_flags"][0]["urgency"] = "Quickly"
    with pytest.raises(EvidenceError, match=r"^In safety\.yaml, saddle-numbness: urgency: "):
        load(tmp_path, content)


def test_a_flag_from_memory_is_refused(tmp_path: Path):
    content = raw()
    content["red_flags"][0]["claims"] = ["motion-table-walker1992"]
    with pytest.raises(EvidenceError, match="may not feed safety text saddle-numbness"):
        load(tmp_path, content)


def test_an_unmapped_label_is_refused(tmp_path: Path):
    content = raw()
    del content["urgency_of_label"]["same-day"]
    with pytest.raises(EvidenceError, match="the label 'same-day' is not in urgency_of_label"):
        load(tmp_path, content)


def test_a_flag_twice_is_refused(tmp_path: Path):
    content = raw()
    content["red_flags"].append(content["red_flags"][0])
    with pytest.raises(
        EvidenceError, match=r"^In safety\.yaml, saddle-numbness: the id is used twice"
    ):
        load(tmp_path, content)
