"""Show the review in a notebook: widgets that also live without a kernel."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from ...live import bundle
from ...live.review_island import (
    CALIBRATION_MIME,
    REVIEW_MIME,
    calibration_still_html,
    review_still_html,
)
from .sheet import calibration_sheet, review_sheet


class _Sheeted(anywidget.AnyWidget):
    """A widget that is stored as its sheet."""

    _css = bundle.widget_css()
    sheet = traitlets.Dict().tag(sync=True)

    def _stored(self) -> dict[str, Any]:
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        live = super()._repr_mimebundle_(**kwargs)
        shown, metadata = live if isinstance(live, tuple) else (live or {}, {})
        return {**shown, **self._stored(), "text/plain": repr(self)}, metadata


class Review(_Sheeted):
    """Questions that come back, and a final check; what was answered stays in the browser."""

    _esm = bundle.script("reviewwidget")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(sheet=review_sheet(), **kwargs)

    def _stored(self) -> dict[str, Any]:
        return {REVIEW_MIME: self.sheet, "text/html": review_still_html(self.sheet)}

    def __repr__(self) -> str:
        asked = sum(len(one["questions"]) for one in self.sheet["chapters"])
        return f"Review: {asked} questions to come back to, {self.sheet['count']} in a final check."


class Calibration(_Sheeted):
    """How sure against how right, drawn from what the learner answered.

    Parameters
    ----------
    chapter
        A chapter's name; the whole course when left out.
    """

    _esm = bundle.script("calibrationwidget")

    def __init__(self, chapter: str | None = None, **kwargs: Any) -> None:
        super().__init__(sheet=calibration_sheet(chapter), **kwargs)

    def _stored(self) -> dict[str, Any]:
        return {CALIBRATION_MIME: self.sheet, "text/html": calibration_still_html(self.sheet)}

    def __repr__(self) -> str:
        return f"Calibration: how sure you were against how often you were right, {self._about()}."

    def _about(self) -> str:
        return f"in {self.sheet['about']}"


def review() -> Review:
    """Show the mixed review and the final check; see `Review`."""
    return Review()


def calibration(chapter: str | None = None) -> Calibration:
    """Show how sure against how right; see `Calibration`."""
    return Calibration(chapter)
