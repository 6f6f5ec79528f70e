"""Ask a question in a notebook: a widget that also lives without a kernel."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from ..live import bundle
from .judging import Outcome, judge
from .questions import question
from .sheet import MIME, sheet, still_question_html


class LiveQuestion(anywidget.AnyWidget):
    """Ask one question of the course.

    Parameters
    ----------
    question_id
        An id from ``assets/questions``.

    Attributes
    ----------
    answer
        What the learner committed, as `sij.learn.judge` takes it; ``None`` before that.
    state
        ``"not-attempted"``, ``"incorrect"``, ``"partly"`` or ``"correct"``.
    confidence
        How sure the learner was, 0 to 1; ``None`` when not told.
    """

    _esm = bundle.script("ask")
    _css = bundle.widget_css()
    sheet = traitlets.Dict().tag(sync=True)
    answer = traitlets.Any(None, allow_none=True).tag(sync=True)
    state = traitlets.Unicode("not-attempted").tag(sync=True)
    confidence = traitlets.Float(None, allow_none=True).tag(sync=True)
    tries = traitlets.Int(0).tag(sync=True)

    def __init__(self, question_id: str, **kwargs: Any) -> None:
        self.question = question(question_id)
        super().__init__(sheet=sheet(self.question), **kwargs)
        self.observe(self._rejudge, names="answer")

    @property
    def outcome(self) -> Outcome:
        """The verdict on the present answer."""
        return judge(self.question, self.answer)

    def _rejudge(self, change: dict[str, Any]) -> None:
        self.state = self.outcome.state

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        data = sheet(self.question)
        stored = {MIME: data, "text/html": still_question_html(data), "text/plain": repr(self)}
        live = super()._repr_mimebundle_(**kwargs)
        shown, metadata = live if isinstance(live, tuple) else (live or {}, {})
        return {**shown, **stored}, metadata

    def __repr__(self) -> str:
        return f"Question: {self.question.stem}"


def ask(question_id: str) -> LiveQuestion:
    """Ask a question by its id; see `LiveQuestion`."""
    return LiveQuestion(question_id)
