"""Play a case in a notebook: a widget that also lives without a kernel."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from ...live import bundle
from ...live.case_island import MIME, case_still_html
from .debrief import Data, debrief
from .load import case
from .machine import State, replay
from .sheet import sheet


class CasePlayer(anywidget.AnyWidget):
    """Play one case of the course.

    Parameters
    ----------
    case_id
        An id of `sij.learn.cases.cases`.

    Attributes
    ----------
    moves
        What the learner did, in order, as `sij.learn.cases.choose` takes it.
    """

    _esm = bundle.script("cases")
    _css = bundle.widget_css()
    sheet = traitlets.Dict().tag(sync=True)
    moves: traitlets.List[str] = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, case_id: str, **kwargs: Any) -> None:
        self.case = case(case_id)
        super().__init__(sheet=sheet(self.case), **kwargs)

    @property
    def state(self) -> State:
        """Where the learner stands."""
        return replay(self.case, self.moves)

    def debrief(self) -> Data:
        """Return what is said at the end; raises CaseError before it."""
        return debrief(self.state)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        still = case_still_html(self.sheet)
        stored = {MIME: self.sheet, "text/html": still, "text/plain": repr(self)}
        live = super()._repr_mimebundle_(**kwargs)
        shown, metadata = live if isinstance(live, tuple) else (live or {}, {})
        return {**shown, **stored}, metadata

    def __repr__(self) -> str:
        return f"Case: {self.case.title}. {self.case.teaser}"


def play(case_id: str) -> CasePlayer:
    """Play a case by its id; see `CasePlayer`."""
    return CasePlayer(case_id)
