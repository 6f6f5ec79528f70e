"""Questions are checked data: a mistake names the file, the question and what to put right."""

import base64
import json

import pytest

from sij.learn import QuestionError, ask, question, question_html, sheet
from sij.learn.questions import Order, misconceptions
from sij.learn.sheet import start_order
from tests.learn.samples import checked, toy_row, toys


def broken(kind, /, **changes):
    row = toy_row(kind)
    for path, value in changes.items():
        *steps, last = path.split("__")
        place = row
        for step in steps:
            place = place[int(step)] if step.isdigit() else place[step]
        place[last] = value
    return row


FAULTS = {
    "two right ones": (broken("single", options__1__right=True), "misconception"),
    "no right one": (broken("single", options__0__right=False), "misconception"),
    "an unnamed mistake": (broken("single", options__1__misconception=None), "misconception"),
    "an unknown mistake": (broken("single", options__1__misconception="x"), "misconceptions.yaml"),
    "no claim": (broken("single", options__1__claims=[]), "claims"),
    "an unknown claim": (broken("single", claims=["nothing-like-it"]), "nothing-like-it"),
    "a claim from memory": (broken("single", claims=["motion-comparison-knee-hip"]), "memory"),
    "an unknown row": (broken("single", article=["A99"]), "A99"),
    "no hint": (broken("single", hints=[]), "hint"),
    "a typo": (broken("single", stemm="x"), "stemm"),
    "the same id twice": (broken("single", options__1__id="nutation"), "share an id"),
    "a pin in the air": (broken("place", options__1__at=None), "landmark"),
    "all right": (broken("several", options__2__right=True, options__2__misconception=None),
                  "at least one wrong"),
    "a gap between bands": (broken("number", bands__1__low=0.9), "no feedback"),
    "a gap at the end": (broken("number", bands__2__high=9), "no feedback"),
    "a made-up number": (broken("number", value=0.65, tolerance=0.15), "says 0.7"),
    "chances without words": (broken("probability", bands__2__high=90), "no feedback"),
    "a range upside down": (broken("reach", goals__0__low=3), "low end"),
    "no kind": (broken("single", kind="essay"), "essay"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_in_one_sentence(fault):
    row, words = FAULTS[fault]
    with pytest.raises(QuestionError) as told:
        checked(row)
    message = str(told.value)
    assert message.startswith("In toy.yaml, question toy-")
    assert words in message
    assert "\n" not in message


def test_an_unknown_question_says_where_to_look():
    with pytest.raises(QuestionError, match="assets/questions"):
        question("no-such-question")


def test_misconceptions_are_sentences():
    assert "bump-is-joint" in misconceptions()
    assert all(text.endswith(".") for text in misconceptions().values())


@pytest.mark.parametrize("one", toys(), ids=lambda q: q.kind)
def test_nothing_in_the_open_tells_the_answer(one):
    data = sheet(one)
    html = question_html(data)
    sealed = json.loads(base64.b64decode(data["sealed"]))
    assert sealed["explanation"] == one.explanation
    for secret in (one.explanation, *one.hints, *_feedback(sealed["key"])):
        assert secret not in html
    assert '"right"' not in html


def _feedback(key):
    texts = list(key.get("texts", {}).values()) + [band["text"] for band in key.get("bands", [])]
    return texts + [key[name] for name in ("missed", "all_right") if name in key]


@pytest.mark.parametrize("one", toys(), ids=lambda q: q.kind)
def test_a_sheet_is_the_same_each_time(one):
    assert json.dumps(sheet(one)) == json.dumps(sheet(one))


def test_an_order_never_starts_solved():
    for number in range(40):
        one = checked(toy_row("order") | {"id": f"toy-{number}"})
        assert isinstance(one, Order)
        assert start_order(one) != list(one.options)


def test_a_question_is_a_widget_with_a_verdict():
    asked = ask("motion-predict-nod")
    assert (asked.answer, asked.state) == (None, "not-attempted")
    data, _ = asked._repr_mimebundle_()
    assert {"application/vnd.sij.question+json", "text/html", "text/plain"} <= set(data)
    assert asked.question.explanation not in data["text/html"]
    asked.answer = asked.question.options[0].id if asked.question.kind == "single" else 0
    assert asked.state == asked.outcome.state != "not-attempted"
