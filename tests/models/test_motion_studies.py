"""The model against the dossier: every row, the article's numbers, postures, other joints."""

import re

import numpy as np
import pytest

from sij import evidence
from sij.evidence import assets
from sij.models import motion
from sij.models.motion import data
from sij.models.motion.landmarks import JOINT_MIDDLE, PROMONTORY, SACRUM_TIP

STUDIES = motion.studies()
READ = [s for s in STUDIES if s.verified in ("abstract", "full-text")]
TABLES = {c.id for c in evidence.claims() if c.id.startswith("motion-table-")}


def row(claim_id, measure="rotation"):
    return next(s for s in STUDIES if (s.claim_id, s.measure) == (claim_id, measure))


def row_id(study):
    return f"{study.claim_id}:{study.facts[0].value_name}"


def test_every_motion_table_claim_is_shown_or_left_out_with_a_reason():
    left_out = motion.studies_left_out()
    assert {s.claim_id for s in STUDIES} | {item.claim_id for item in left_out} == TABLES
    assert all(item.reason.endswith(".") for item in left_out)


def test_every_number_of_a_shown_table_is_used_or_accounted_for():
    used = {(f.claim_id, f.value_name) for s in STUDIES for f in s.facts}
    spare = {
        (claim_id, value.name)
        for claim_id in {s.claim_id for s in STUDIES}
        for value in evidence.claim(claim_id).values
        if value.unit in ("deg", "mm")
    } - used
    assert {name for _, name in spare} == {
        "total_translation",  # Egund: from memory
        "promontory_travel_min", "promontory_travel_max",  # a landmark, not the joint
        "method_residual", "inward_tilt_rested_side",
        "rot_x", "rot_y", "rot_z",  # smaller axes of Nagamoto's two postures
    }  # fmt: skip


def test_the_largest_axis_is_shown_where_a_study_gives_three():
    for name in ("flexion", "extension"):
        claim = evidence.claim(f"motion-table-nagamoto2015-{name}")
        largest = max(abs(claim.number(f"rot_{axis}")) for axis in "xyz")
        assert row(claim.id).centre == largest


def test_what_is_from_memory_never_feeds_the_model():
    assert all(s.verified != "memory" for s in STUDIES)
    with pytest.raises(ValueError, match="memory"):
        data.fact("motion-table-walker1992", "rotation_max")
    with pytest.raises(ValueError, match="memory"):
        data.fact("motion-table-egund1978", "total_translation")


def test_the_data_file_holds_no_medical_number():
    lines = assets.path("anatomy", "motion-studies.yaml").read_text("utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    bare = re.sub(r"\b(1[89]|20)\d\d\b|motion-[\w-]+|\b[a-z]\w*_\w+", "", text)
    assert not re.findall(r"\d", bare)


@pytest.mark.parametrize("study", STUDIES, ids=row_id)
def test_a_row_says_what_its_claim_says(study):
    values = [evidence.claim(f.claim_id).number(f.value_name) for f in study.facts]
    shown = [n for n in (study.centre, study.low, study.high, study.extreme) if n is not None]
    assert {abs(v) for v in values} <= {abs(n) for n in shown}
    assert study.unit == {"rotation": "deg", "translation": "mm"}[study.measure]
    if study.centre is not None and study.low is not None:
        assert study.low <= study.centre <= study.high


@pytest.mark.parametrize("study", READ, ids=row_id)
def test_the_model_makes_the_motion_of_a_row(study):
    """A pose of the row's size, seen only through landmarks, gives the row's number back."""
    size = study.centre if study.centre is not None else study.high
    turn, shift = (size, 0.0) if study.measure == "rotation" else (0.0, size)
    names = ("sacral_promontory", "sacral_apex", "ala_lateral_edge", "S1_endplate_posterior")
    before = np.array([motion.landmark(name) for name in names])
    after = motion.move(before, motion.Pose(turn, (shift, 0, 0)))
    axis = motion.helical_axis(motion.fit_rigid(before, after))
    assert axis.rotation_deg == pytest.approx(abs(turn), abs=1e-9)
    seen = np.linalg.norm(motion.fit_pose(before, after).translation_mm)
    assert seen == pytest.approx(abs(shift), abs=1e-9)


@pytest.mark.parametrize("study", [s for s in READ if s.measure == "rotation"], ids=row_id)
def test_travel_of_landmarks_fits_the_rotation_of_a_row(study):
    size = study.centre if study.centre is not None else study.high
    for name in (PROMONTORY, SACRUM_TIP):
        chord = 2 * motion.radius_mm(name) * np.sin(np.radians(abs(size)) / 2)
        assert motion.travel_mm(name, size) == pytest.approx(chord)
    assert motion.travel_mm(JOINT_MIDDLE, size) == pytest.approx(0, abs=1e-10)


@pytest.mark.parametrize("study", [s for s in READ if s.measure == "translation"], ids=row_id)
def test_a_slide_moves_every_landmark_alike(study):
    size = study.centre if study.centre is not None else study.high
    for name in (PROMONTORY, SACRUM_TIP, JOINT_MIDDLE):
        assert motion.travel_mm(name, 0, (size, 0, 0)) == pytest.approx(abs(size))


def test_known_rows():
    jacob, sturesson = row("motion-table-jacob1995"), row("motion-table-sturesson1989")
    assert (jacob.centre, jacob.extreme, jacob.n, jacob.kind) == (1.7, 6.0, 24, "healthy")
    assert (sturesson.centre, sturesson.low, sturesson.high) == (2.5, 0.8, 3.9)
    assert (sturesson.whisker, sturesson.verified) == ("range", "quoted-in-secondary")
    men = row("motion-table-tani2023")
    assert (men.centre, men.low, men.high) == (0.9, pytest.approx(0.2), pytest.approx(1.6))
    assert row("motion-table-jacob1995", "translation").centre == 0.7
    assert row("motion-table-kibsgard2014-sls", "translation").centre == 0.0
    assert row("motion-table-egund1978").mark == "maximum"
    assert row("motion-table-goode2008", "translation").centre is None


def test_rows_are_numbered_and_grouped_rotation_first():
    assert [s.number for s in STUDIES] == list(range(1, len(STUDIES) + 1))
    order = ["healthy", "patients", "cadaver", "model", "review"]
    keys = [(s.measure != "rotation", order.index(s.kind)) for s in STUDIES]
    assert keys == sorted(keys)


def test_the_article_stands_above_what_was_measured_in_the_living():
    assert motion.article_range_mm() == (2.0, 4.0)
    limits = motion.living_limits()
    assert (limits.translation_mean.number, limits.translation_max.number) == (0.7, 2.0)
    assert (limits.rotation_mean.number, limits.rotation_max.number) == (1.7, 3.6)
    assert limits.detectable_rotation.number == 0.71
    assert limits.detectable_translation.number == 0.47
    assert [round(r) for r in motion.article_to_measured()] == [3, 6]


def test_promontory_and_tip_travel_agree_with_the_four_joints():
    promontory, tip = motion.reconcile()
    assert promontory.nutation_deg == tip.nutation_deg == 2.5
    assert (promontory.studied_travel.low, promontory.studied_travel.high) == (1.4, 2.0)
    assert (tip.studied_travel.low, tip.studied_travel.high) == (3.8, 5.1)
    assert promontory.agrees
    assert tip.agrees
    assert promontory.radius_mm == pytest.approx(38.6, abs=0.05)
    assert tip.radius_mm == pytest.approx(88.5, abs=0.05)
    assert promontory.travel_mm == pytest.approx(1.7, abs=0.05)
    assert tip.travel_mm == pytest.approx(3.9, abs=0.05)


@pytest.mark.parametrize("name", [PROMONTORY, SACRUM_TIP])
def test_the_four_joints_own_radii_and_travel_agree_with_each_other(name):
    result = next(r for r in motion.reconcile() if r.landmark_name == name)
    chord = 2 * np.sin(np.radians(result.nutation_deg) / 2)
    radius, travel = result.studied_radius, result.studied_travel
    for r, t in ((radius.number, travel.number), (radius.low, travel.low),
                 (radius.high, travel.high)):  # fmt: skip
        assert chord * r == pytest.approx(t, abs=0.06)


def test_posture_presets_turn_the_right_way():
    signs = {p.name: (p.nutation_deg, p.direction_known) for p in motion.postures()}
    assert signs == {
        "supine-to-standing-men": (0.9, True),
        "supine-to-standing-women": (1.7, True),
        "single-leg-stance": (0.5, False),
        "active-straight-leg-raise": (0.8, True),
        "trunk-extension": (0.38, False),
        "trunk-flexion": (0.07, False),
    }


@pytest.mark.parametrize("posture", motion.postures(), ids=lambda p: p.name)
def test_a_posture_makes_a_pose_of_its_size(posture):
    assert abs(posture.nutation_deg) == abs(posture.source.number)
    assert posture.pose().nutation_deg == posture.nutation_deg
    promontory = motion.displacement_mm(motion.landmark(PROMONTORY), posture.pose())
    assert promontory[0] > 0 > promontory[1]
    assert posture.caution.endswith(".")
    assert posture.sign_rule.endswith(".")


def test_running_is_named_as_not_measured():
    assert "Running" in {item.what for item in motion.postures_not_measured()}
    for item in motion.postures_not_measured():
        assert evidence.claim(item.claim_id).id == item.claim_id


def test_other_joints_turn_far_more():
    joints = {j.name: j for j in motion.comparison().joints}
    assert list(joints) == ["shoulder", "lumbar", "sacroiliac", "symphysis"]
    assert (joints["shoulder"].low_deg, joints["shoulder"].high_deg) == (158.5, 161.5)
    assert (joints["lumbar"].low_deg, joints["lumbar"].high_deg) == (6.8, 10.7)
    assert (joints["sacroiliac"].low_deg, joints["sacroiliac"].high_deg) == (1.7, 2.5)
    assert (joints["symphysis"].low_deg, joints["symphysis"].high_deg) == (1.0, 1.0)
    assert {item.what for item in motion.comparison().left_out} == {"Knee", "Hip"}


def test_landmarks_come_with_spread_number_and_side():
    facts = motion.landmark_facts()
    assert facts["ASIS"].n == 19
    assert all(f.bone in ("sacrum", "ilium", "joint") for f in facts.values())
    right, left = motion.landmark("PSIS"), motion.landmark("PSIS", "left")
    assert np.array_equal(right * (1, 1, -1), left)
    assert motion.landmark(PROMONTORY)[2] == 0
    assert facts[PROMONTORY].sd_mm == pytest.approx([8.1, 10.5, 4.0])
    assert motion.landmark("S1_endplate_left")[2] < 0


def test_the_frame_has_its_origin_between_the_two_front_bumps():
    middle = (motion.landmark("ASIS") + motion.landmark("ASIS", "left")) / 2
    assert np.array_equal(middle, (0, 0, 0))
    assert motion.landmark("pubic_tubercle")[0] == 0
