"""Exact identities of rigid motion, over the whole range of inputs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sij.models import motion

DEGREES = st.floats(-15, 15)
SHIFTS = arrays(float, 3, elements=st.floats(-11.5, 11.5))
POINTS = arrays(float, (5, 3), elements=st.floats(-250, 250))
DIRECTIONS = arrays(float, 3, elements=st.floats(-1, 1)).filter(lambda v: np.linalg.norm(v) > 1e-3)
RIGHTWARD = DIRECTIONS.map(lambda v: v if v[2] >= 0 else -v).filter(lambda v: v[2] > 1e-2)
POSES = st.builds(motion.Pose, DEGREES, SHIFTS, POINTS.map(lambda p: p[0]), DIRECTIONS)
SACRUM = np.array(
    [
        motion.landmark("sacral_promontory"),
        motion.landmark("sacral_apex"),
        motion.landmark("ala_lateral_edge"),
        motion.landmark("ala_lateral_edge", "left"),
    ]
)


def distances(points):
    return np.linalg.norm(points[:, None] - points[None], axis=-1)


@given(POSES, POINTS)
def test_a_pose_keeps_every_distance(pose, points):
    assert np.allclose(distances(motion.move(points, pose)), distances(points), atol=1e-9)


@given(POSES)
def test_a_rotation_is_orthogonal_and_no_mirror(pose):
    rotation = pose.rigid.rotation
    assert np.allclose(rotation @ rotation.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(rotation) == pytest.approx(1)


@given(POSES, POINTS)
def test_the_inverse_takes_every_point_back(pose, points):
    there = motion.compose(pose, motion.inverse(pose))
    assert np.allclose(motion.move(points, there), points, atol=1e-9)


@given(POSES, POSES, POINTS)
def test_composing_is_moving_twice(first, then, points):
    at_once = motion.move(points, motion.compose(first, then))
    assert np.allclose(at_once, motion.move(motion.move(points, first), then), atol=1e-9)


@given(POINTS)
def test_the_zero_pose_moves_nothing(points):
    assert np.array_equal(motion.move(points, motion.Pose()), points)


@given(DEGREES, SHIFTS, DIRECTIONS)
def test_the_point_on_the_axis_only_shifts(degrees, shift, direction):
    middle = motion.landmark("auricular_centroid")
    pose = motion.Pose(degrees, shift, axis_direction=direction)
    assert np.allclose(motion.displacement_mm(middle, pose), shift, atol=1e-9)


@given(arrays(float, (4,), elements=DEGREES), arrays(float, (4, 3), elements=st.floats(-11, 11)))
def test_many_poses_at_once_equal_a_loop(degrees, shifts):
    many = motion.move(SACRUM, motion.Pose(degrees, shifts))
    one_by_one = [
        motion.move(SACRUM, motion.Pose(d, s)) for d, s in zip(degrees, shifts, strict=True)
    ]
    assert many.shape == (4, *SACRUM.shape)
    assert np.allclose(many, one_by_one, atol=1e-12)


@given(DEGREES, SHIFTS)
def test_the_shape_is_poses_then_points(degrees, shift):
    poses = motion.Pose(np.full((2, 3), degrees), shift)
    grid = np.broadcast_to(SACRUM, (6, 4, 3))
    assert motion.move(grid, poses).shape == (2, 3, 6, 4, 3)
    assert motion.move(SACRUM[0], poses).shape == (2, 3, 3)


@given(st.floats(-0.5, 0.5), POINTS)
def test_a_small_turn_travels_radius_times_angle(degrees, points):
    middle = motion.landmark("auricular_centroid")
    moved = motion.displacement_mm(points, motion.Pose(degrees))
    expected = np.radians(degrees) * np.cross((0, 0, -1), points - middle)
    assert np.allclose(moved, expected, atol=0.03)


@given(st.floats(0.01, 15))
def test_nutation_takes_the_promontory_forward_and_down_and_the_tip_back_and_up(degrees):
    pose = motion.Pose(degrees)
    promontory = motion.displacement_mm(motion.landmark("sacral_promontory"), pose)
    tip = motion.displacement_mm(motion.landmark("sacral_apex"), pose)
    assert promontory[0] > 0 > promontory[1]
    assert tip[0] < 0 < tip[1]
    assert promontory[2] == tip[2] == 0


@given(DEGREES)
def test_the_default_axis_runs_through_both_joints(degrees):
    pose = motion.Pose(degrees)
    for side in ("right", "left"):
        middle = motion.landmark("auricular_centroid", side)
        assert np.allclose(motion.move(middle, pose), middle, atol=1e-10)


@given(DEGREES, SHIFTS, RIGHTWARD)
def test_fitting_finds_the_pose_again(degrees, shift, direction):
    pose = motion.Pose(degrees, shift, axis_direction=direction)
    found = motion.fit_pose(SACRUM, motion.move(SACRUM, pose))
    assert found.nutation_deg == pytest.approx(degrees, abs=1e-6)
    assert found.translation_mm == pytest.approx(shift, abs=1e-8)
    assert np.allclose(found.rigid.rotation, pose.rigid.rotation, atol=1e-9)
    if abs(degrees) > 0.01:
        assert np.allclose(found.axis_direction, pose.axis_direction, atol=1e-6)


@given(arrays(float, SACRUM.shape, elements=st.floats(-0.5, 0.5)))
def test_fitting_noisy_landmarks_leaves_no_better_turn_nearby(noise):
    after = motion.move(SACRUM, motion.Pose(2.0)) + noise
    best = motion.fit_rigid(SACRUM, after)
    misfit = np.sum((motion.move(SACRUM, best) - after) ** 2)
    for degrees in (-0.1, 0.1):
        nudged = motion.compose(motion.Pose(degrees, axis_point_mm=SACRUM.mean(axis=0)), best)
        assert np.sum((motion.move(SACRUM, nudged) - after) ** 2) >= misfit - 1e-9


def test_fitting_never_answers_with_a_mirror():
    flat = SACRUM * (1, 1, 0)
    assert np.linalg.det(motion.fit_rigid(flat, flat).rotation) == pytest.approx(1)


@given(st.floats(0.05, 15), SHIFTS, DIRECTIONS)
def test_the_helical_axis_is_where_points_only_slide(degrees, shift, direction):
    pose = motion.Pose(degrees, shift, axis_direction=direction)
    axis = motion.helical_axis(pose)
    assert axis.rotation_deg == pytest.approx(degrees, abs=1e-6)
    assert np.allclose(axis.direction, -np.asarray(pose.axis_direction), atol=1e-5)
    slid = pose.rigid.rotation @ axis.point_mm + pose.rigid.offset_mm - axis.point_mm
    assert np.allclose(slid, axis.slide_mm * axis.direction, atol=1e-5)


def test_a_pure_slide_has_a_helical_axis_without_a_turn():
    axis = motion.helical_axis(motion.Pose(translation_mm=(0, 0, 0.7)))
    assert (axis.rotation_deg, axis.slide_mm) == (0, pytest.approx(0.7))


def test_a_pose_cannot_be_changed():
    pose = motion.Pose([1.0, 2.0])
    with pytest.raises(ValueError, match="read-only"):
        np.asarray(pose.nutation_deg)[0] = 5


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: motion.Pose(40),
            "A rotation of 40 degrees is far beyond any sacroiliac joint; "
            "give degrees between -15 and 15.",
        ),
        (lambda: motion.Pose(-15.001), "far beyond any sacroiliac joint"),
        (lambda: motion.Pose([1, np.nan]), "the rotation is missing or infinite"),
        (lambda: motion.Pose("two"), "Give the rotation as numbers in degrees."),
        (lambda: motion.Pose(True), "Give the rotation as numbers in degrees."),
        (lambda: motion.Pose([[1], [1, 2]]), "Give the rotation as numbers in degrees."),
        (lambda: motion.Pose(1, (0, 0, 25)), "A translation of 25 mm is far beyond"),
        (lambda: motion.Pose(1, (0, 0, np.inf)), "the translation is missing or infinite"),
        (lambda: motion.Pose(1, 2.0), "Give the translation as x, y, z in millimetres"),
        (lambda: motion.Pose(1, (1, 2)), "three numbers, not the shape (2,)"),
        (lambda: motion.Pose(1, axis_direction=(0, 0, 0)), "The axis direction has no length"),
        (lambda: motion.Pose(1, axis_point_mm=(0, 0, 5000)), "5000 mm lies outside any pelvis"),
        (lambda: motion.Pose([1, 2], np.zeros((3, 3))), "The parts of the pose differ in number"),
        (
            lambda: motion.Pose(1, axis_direction=np.ones((2, 3))),
            "The parts of the pose differ in number",
        ),
        (lambda: motion.move((1, 2), motion.Pose()), "Give the points as x, y, z"),
        (lambda: motion.move((1, 2, 1e5), motion.Pose()), "lies outside any pelvis"),
        (lambda: motion.landmark("nose"), "There is no landmark 'nose'; use one of ASIS"),
        (lambda: motion.landmark("ASIS", "up"), "There is no side 'up'"),
        (lambda: motion.fit_pose(SACRUM, SACRUM[:2]), "the same three or more landmarks"),
        (lambda: motion.fit_pose(SACRUM[0], SACRUM[0]), "the same three or more landmarks"),
        (lambda: motion.fit_pose(SACRUM / 1000, SACRUM / 1000), "in millimetres, not metres"),
        (lambda: motion.fit_pose(np.eye(3) * (9, 0, 0), np.eye(3) * (9, 0, 0)), "lie on one line"),
        (lambda: motion.fit_pose(SACRUM, SACRUM * (-1, -1, 1)), "far beyond any sacroiliac joint"),
        (lambda: motion.helical_axis(motion.Pose([1, 2])), "Give one pose at a time"),
    ],
)
def test_wrong_input_is_refused_in_one_plain_sentence(call, sentence):
    with pytest.raises(motion.MotionInputError) as refused:
        call()
    text = str(refused.value)
    assert sentence in text
    assert text[0].isupper()
    assert text.endswith(".")
    assert "\n" not in text
