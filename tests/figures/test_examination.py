"""The drawings of physical tests: believable bodies, words apart, arrows that press as told."""

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from matplotlib.figure import Figure

from sij.figures import examination, people, style
from sij.figures.examination import Scene, picture_names
from sij.live.svg import figure_svg, part_ids

NAMES = picture_names()
WIDE, HIGH = 320, 200
LINES_MAX, LABELS_MAX = 3, 3


@cache
def drawn(name: str) -> Figure:
    figure = examination.examination_figure(name)
    figure.canvas.draw()
    return figure


def scene(name: str) -> Scene:
    return Scene(people.drawing()["pictures"][name])


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_has_one_size_and_the_same_groups(name: str) -> None:
    assert drawn(name).get_size_inches() * 72 == pytest.approx([WIDE, HIGH])
    groups = {"table", "person", "pelvis", "examiner", "push", "words"}
    assert groups <= part_ids(figure_svg(drawn(name)))


@pytest.mark.parametrize("name", NAMES)
def test_words_are_whole_large_and_apart(name: str) -> None:
    texts = drawn(name).axes[0].texts
    boxes = {text.get_text(): text.get_window_extent().extents for text in texts}
    assert 1 <= len(boxes) <= LABELS_MAX
    edge = drawn(name).bbox.extents
    for words, box in boxes.items():
        assert len(words.split("\n")) <= LINES_MAX
        assert (box[:2] >= edge[:2]).all(), f"{words} is cut off"
        assert (box[2:] <= edge[2:]).all(), f"{words} is cut off"
    for one, other in combinations(boxes.values(), 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, name
    assert all(text.get_fontsize() * 300 / WIDE >= 12 for text in texts)


@pytest.mark.parametrize("name", NAMES)
def test_no_outline_runs_through_a_word(name: str) -> None:
    """Arms, hands and arrows keep clear of the words; the table may lie behind them."""
    figure = drawn(name)
    ax = figure.axes[0]
    edges = [
        ax.transData.transform(patch.get_path().interpolated(12).vertices)
        for patch in ax.patches
        if patch.get_edgecolor()[3] > 0
    ]
    for text in ax.texts:
        left, low, right, high = text.get_window_extent().extents
        for points in edges:
            across = (points[:, 0] > left) & (points[:, 0] < right)
            inside = across & (points[:, 1] > low + 1) & (points[:, 1] < high - 1)
            assert not inside.any(), text.get_text()


def test_a_drawing_is_the_same_each_time() -> None:
    one, other = (figure_svg(examination.examination_figure("faber")) for _ in range(2))
    assert one == other


def test_an_unknown_drawing_is_named() -> None:
    with pytest.raises(KeyError, match="no drawing 'shear'"):
        examination.examination_figure("shear")


# --- does the arrow press where the text says? ------------------------------------------------


def arrow(name: str, place: int = 0) -> tuple[np.ndarray, np.ndarray]:
    row = scene(name).row["arrows"][place]
    return scene(name).point(row["from"]), scene(name).point(row["to"])


def test_the_thigh_is_pushed_along_its_length() -> None:
    start, tip = arrow("thigh-thrust")
    leg = scene("thigh-thrust").person.limbs["leg-right"]
    knee, hip = scene("thigh-thrust").camera.see(leg.joints[[1, 0]])
    along = people.unit(hip - knee)
    assert people.unit(tip - start) @ along > 0.99
    bent = people.unit(leg.joints[1] - leg.joints[0]) @ scene("thigh-thrust").person.up
    assert abs(bent) < 0.05, "the hip is not bent to a right angle"


@pytest.mark.parametrize("name", ["compression", "sacral-thrust", "piriformis", "faber"])
def test_a_push_into_the_table_points_down(name: str) -> None:
    start, tip = arrow(name)
    assert people.unit(tip - start)[1] < -0.95


def test_both_front_hip_bones_are_pushed_apart() -> None:
    far, near = arrow("distraction", 0), arrow("distraction", 1)
    assert far[1][1] > far[0][1] > near[0][1] > near[1][1]


def test_the_hanging_leg_is_pushed_past_the_edge() -> None:
    one = scene("gaenslen")
    knee = one.person.limbs["leg-right"].joints[1]
    assert knee[0] > one.row["table"][1], "the knee is not past the edge"
    start, tip = arrow("gaenslen")
    assert tip[1] < start[1]


def test_the_ankle_rests_on_the_other_knee() -> None:
    limbs = scene("faber").person.limbs
    ankle, knee = limbs["leg-right"].joints[2], limbs["leg-left"].joints[1]
    assert np.linalg.norm(ankle - knee) < 170
    assert ankle[2] > knee[2]


def test_the_examiner_touches_what_the_words_name() -> None:
    for name, part in (("sacral-thrust", "sacrum"), ("psis-tenderness", "psis-right")):
        one = scene(name)
        touched = one.point(one.row["dots"][0])
        assert np.linalg.norm(touched - one.point([part])) < 30


def test_a_straight_leg_is_straight() -> None:
    for name in ("leg-raise", "active-leg-raise"):
        hip, knee, ankle = scene(name).person.limbs["leg-right"].joints
        assert people.unit(knee - hip) @ people.unit(ankle - knee) > 0.99
        assert ankle[2] > hip[2] + 100


def test_bodies_lie_on_the_table() -> None:
    for name in NAMES:
        one = scene(name)
        if "lying" in one.row:
            low = one.person.hips[2] - one.person.reach_mm(np.array([0.0, 0.0, -1.0]))
            assert low == pytest.approx(0.0, abs=1e-6)


def test_limbs_are_equally_long_on_both_sides_and_in_all_postures() -> None:
    lengths = [
        np.linalg.norm(np.diff(limb.joints, axis=0), axis=1)
        for name in NAMES
        for key, limb in scene(name).person.limbs.items()
        if key.startswith("leg")
    ]
    size = people.drawing()["leg"]
    assert np.allclose(lengths, [size["thigh_long"], size["shank_long"]])


# --- bodies -----------------------------------------------------------------------------------


def test_two_outlines_that_cross_are_cut_at_the_crease() -> None:
    upper, lower = np.array([[0.0, 0], [2, 0]]), np.array([[1.0, -1], [1, 1], [1, 2]])
    ring, creases = people.join(upper, lower, np.array([1.5, 0.5]))
    assert ring.tolist() == [[0, 0], [1, 0], [1, 1], [1, 2]]
    assert creases == [1]


def test_a_camera_from_above_sees_a_sphere_as_a_circle() -> None:
    ball = people.Ellipsoid(np.array([1.0, 2, 3]), np.eye(3) * 5)
    for elevation in (0.0, 35.0, 90.0):
        camera = people.Camera(elevation, 20.0)
        turn = np.linspace(0, 6, 9)
        ways = np.stack([np.cos(turn), np.sin(turn)], axis=1)
        assert np.allclose(ball.edge(camera, ways), camera.see(ball.centre) + 5 * ways)


def test_a_tube_is_as_wide_as_its_sections() -> None:
    tube = people.person(people.drawing()["pictures"]["sacral-thrust"]["body"]).trunk
    above, beside = people.Camera(90.0), people.Camera(0.0)
    for camera, column in ((above, 1), (beside, 2)):
        left, right = tube.edges(camera)
        widths = np.array(people.drawing()["trunk"])[:, column]
        # Where the tube is curved its outline is square to the curve and not to the trunk.
        assert np.linalg.norm(left - right, axis=1)[3] == pytest.approx(2 * widths[3], rel=0.05)


def test_colours_are_the_palettes() -> None:
    known = set(style.css_by_hex())
    svg = figure_svg(drawn("faber"))
    used = {part[:7] for part in svg.split("fill: ")[1:] if part.startswith("#")}
    assert used
    assert used <= known
