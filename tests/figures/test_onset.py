"""The chart of beginnings: one figure a patient, the claim's counts, words readable and apart."""

import io
import re

import numpy as np
import pytest

from sij import evidence
from sij.figures import onset, style

WIDTHS = ("wide", "narrow")


def svg(figure):
    out = io.StringIO()
    with style.figure_style():
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def text_boxes(figure):
    with style.figure_style():
        figure.canvas.draw()
        scale = 72 / figure.dpi
        return [
            (t.get_text(), t.get_fontsize(), np.array(t.get_window_extent().extents) * scale)
            for t in figure.axes[0].texts
        ]


@pytest.mark.parametrize("width", WIDTHS)
def test_there_is_one_figure_for_each_patient(width):
    text = svg(onset.onset_chart(width))
    people = re.findall(r'id="(person-\w+-\d+)"', text)
    assert len(people) == len(set(people)) == onset.patients() == 54
    for group in onset.groups():
        for kind in group.kinds:
            assert len([p for p in people if p.startswith(f"person-{kind.id}-")]) == kind.count
            assert text.count(f'id="onset-{kind.id}"') == 1


def test_the_counts_are_the_claim_s():
    claim = evidence.claim("sij-inciting-events")
    for group, name in zip(onset.groups(), ("trauma", "cumulative", "idiopathic"), strict=True):
        assert group.percent == claim.number(name)
        assert claim.value(name).spread.startswith(f"{group.count} of 54")
        assert group.count == sum(kind.count for kind in group.kinds)
    counts = {kind.id: kind.count for group in onset.groups() for kind in group.kinds}
    assert f"{counts['crash']} car crashes" in claim.statement
    assert counts["fall"] == claim.number("falls_on_buttock")
    assert counts["running"] == claim.number("running")
    assert sum(counts.values()) == onset.patients()


def test_groups_differ_by_fill_and_not_only_by_colour():
    looks = [look for look, _ in onset._LOOKS.values()]
    assert len(set(looks)) == len(onset.groups())


def test_what_is_named_has_a_pose_of_its_own():
    poses = [kind.pose for group in onset.groups() for kind in group.kinds]
    named = [pose for pose in poses if pose != "standing"]
    assert len(named) == len(set(named)) == 3


@pytest.mark.parametrize("width", WIDTHS)
def test_shares_are_real_text_as_published(width):
    words = [text for text, *_ in text_boxes(onset.onset_chart(width))]
    for share in ("24 of 54 (44 %)", "11 of 54 (21 %)", "19 of 54 (35 %)"):
        assert share in words
    assert "not runners" in " ".join(words)


@pytest.mark.parametrize("width", WIDTHS)
def test_words_are_big_enough_inside_the_picture_and_apart(width):
    figure = onset.onset_chart(width)
    right, top = figure.get_size_inches() * 72
    boxes = text_boxes(figure)
    for i, (words, size, box) in enumerate(boxes):
        assert size >= 12, words
        assert (box >= 0).all() and (box[[0, 2]] <= right).all() and (box[[1, 3]] <= top).all()
        for other, _, beside in boxes[:i]:
            across = min(box[2], beside[2]) - max(box[0], beside[0])
            upright = min(box[3], beside[3]) - max(box[1], beside[1])
            assert across <= 0 or upright <= 3.5, (words, other)


@pytest.mark.parametrize("width", WIDTHS)
def test_drawing_twice_gives_the_same_file_in_palette_colours(width):
    once = svg(onset.onset_chart(width))
    assert once == svg(onset.onset_chart(width))
    assert set(re.findall(r"#[0-9a-f]{6}\b", once)) <= set(style.css_by_hex())


def test_the_description_tells_every_group():
    text = onset.describe_onset()
    assert "An accident or a fall: 24 of 54 (44 %); 13 car crashes, 6 falls" in text
    assert len(text.splitlines()) == len(onset.groups())


def test_a_claim_without_its_count_is_refused(monkeypatch):
    claim = evidence.claim("sij-inciting-events").model_copy(update={"statement": "Nothing."})
    monkeypatch.setattr(onset.evidence, "claim", lambda _: claim)
    with pytest.raises(evidence.EvidenceError, match="no longer says how many car crashes"):
        onset._crashes()
