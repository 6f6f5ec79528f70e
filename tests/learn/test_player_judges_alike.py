"""The player's judge equals Python's, on thousands of random answers of every kind."""

import random

import pytest

from sij.learn import chapters, judge
from sij.learn.judging import key_of
from sij.live import bundle
from tests.learn.samples import random_answer, toys

pytestmark = pytest.mark.browser
ANSWERS_PER_KIND = 1000
ANSWERS_EACH_AT_LEAST = 100


def judged_by_player(page, keys, cases):
    script = bundle.script("ask").replace("export default", "const view =")
    words = "{ state, feedback, brier = null }"
    return page.evaluate(
        f"([keys, cases]) => {{ {script}\nreturn cases.map(([id, answer]) => {{"
        f"const {words} = judge(keys[id], answer); return {words.replace(' = null', '')}; }}); }}",
        [keys, cases],
    )


@pytest.mark.parametrize("kind", [question.kind for question in toys()])
def test_both_judge_alike(browser, kind):
    page, seen = browser()
    asked = [q for some in chapters().values() for q in some if q.kind == kind]
    asked += [q for q in toys() if q.kind == kind]
    source = random.Random(11)
    each = max(ANSWERS_EACH_AT_LEAST, -(-ANSWERS_PER_KIND // len(asked)))
    cases = [(q, random_answer(q, source)) for q in asked for _ in range(each)]
    keys = {q.id: key_of(q) for q in asked}
    found = judged_by_player(page, keys, [[q.id, answer] for q, answer in cases])
    states = set()
    for (question, answer), shown in zip(cases, found, strict=True):
        outcome = judge(question, answer)
        states.add(outcome.state)
        assert shown["state"] == outcome.state, (question.id, answer)
        assert tuple(shown["feedback"]) == outcome.feedback, (question.id, answer)
        assert shown["brier"] == pytest.approx(outcome.brier, abs=1e-12) or (
            shown["brier"] is None and outcome.brier is None
        )
    assert {"not-attempted", "correct", "incorrect"} <= states
    assert seen.errors == []
